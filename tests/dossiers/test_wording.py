"""Titles taken apart, and how alike two of them are."""

import pytest
from dossier_facts import known

from briefing.dossiers.likeness import likeness
from briefing.dossiers.ministries import agree
from briefing.dossiers.wording import Form, Wording, bag, wording


def of(title: str, subtitle: str = "") -> Wording:
    """A title taken apart."""
    return wording(known("1", "bill", title, subtitle=subtitle))


@pytest.mark.parametrize(
    ("title", "form", "about"),
    [
        ("Høring over udkast til forslag til lov om ændring af lov om ferie (Barsel)",
         Form.AMENDING_LAW, "Barsel"),
        ("Forslag til lov om ændring af lov om ferie. (Barsel (EU) og vikarer m.v.).",
         Form.AMENDING_LAW, "Barsel (EU) og vikarer m.v"),
        ("Forslag til lov om ændring af ferieloven.", Form.AMENDING_LAW, "ferieloven"),
        ("Fornyet høring om udkast til ny bekendtgørelse om stiger", Form.ORDER,
         "stiger"),
        ("Bekendtgørelse om ændring af bekendtgørelse om stiger",
         Form.AMENDING_ORDER, "bekendtgørelse om stiger"),
        ("Bekendtgørelse af lov om ferie", Form.CONSOLIDATION, "lov om ferie"),
        ("Lovudkast om platformsarbejde", Form.OPEN, "platformsarbejde"),
        ("Forslag til EUROPA-PARLAMENTETS OG RÅDETS DIREKTIV om varme", Form.OPEN,
         "varme"),
        ("Proposal for a DIRECTIVE OF THE EUROPEAN PARLIAMENT AND OF THE COUNCIL on "
         "heat", Form.OPEN, "heat"),
        ("Commission launches first-stage consultation of social partners on heat",
         Form.OPEN, "heat"),
        ("TILBAGETRUKKET: Høring over udkast til lov om stiger", Form.LAW, "stiger"),
        ("Udskudt: Genhøring over udkast til lov om stiger", Form.LAW, "stiger"),
        ("Lovforslag om ændring af lov om ferie (Barsel)", Form.AMENDING_LAW, "Barsel"),
        ("Høring om ændring af bekendtgørelse om stiger", Form.AMENDING_ORDER,
         "bekendtgørelse om stiger"),
        ("Udkast til ændring af ferieloven (Barsel)", Form.AMENDING_LAW, "Barsel"),
        ("Udkast til bekendtgørelse om stiger sendt i offentlig høring", Form.ORDER,
         "stiger"),
        ("Høring - udkast til bekendtgørelse om stiger", Form.ORDER, "stiger"),
        ("Høring: Udkast til lov om stiger", Form.LAW, "stiger"),
        ("Høring vedr. udkast til lov om stiger", Form.LAW, "stiger"),
        ("Høring", Form.OPEN, ""),
        ("", Form.OPEN, ""),
        (")(", Form.OPEN, ")("),
        ("Lov om ændring af lov om ferie (uden slut", Form.AMENDING_LAW,
         "lov om ferie (uden slut"),
    ],
)  # fmt: skip
def test_a_title_is_taken_apart(title: str, form: Form, about: str) -> None:
    """The form, and what the text is about."""
    found = of(title)
    assert (form, about) == (found.form, found.about)


def test_acts_are_the_same_however_they_are_named() -> None:
    """An act is called "ferieloven" or "lov om ferie"."""
    one = of("Lov om ændring af ferieloven og sygedagpengeloven")
    other = of("Lov om ændring af lov om ferie og lov om sygedagpenge m.v.")
    assert one.acts == other.acts
    assert one.is_bare


def test_a_hearing_once_more_says_so() -> None:
    """Of a consultation that is repeated or supplemented."""
    assert of("Supplerende høring over udkast til lov om stiger").is_again
    assert of("Genhøring: udkast til lov om stiger").is_again
    assert not of("Offentlig høring over udkast til lov om stiger").is_again


def test_words_that_are_not_one_keep_apart() -> None:
    """A stem that is too short would make one of "ledelse" and "ledige"."""
    assert bag("ledelse").isdisjoint(bag("ledige"))
    assert bag("arbejdspladser") == bag("arbejdspladsen")


LAW = "Forslag til lov om ændring af lov om ferie"


@pytest.mark.parametrize(
    ("one", "other", "is_telling"),
    [
        (f"{LAW} (Ferie under barsel)", f"{LAW} (Ferie under barsel m.v.)", True),
        (f"{LAW} (Ferie under barsel)", f"{LAW} (Ferie under sygdom)", False),
        (f"{LAW} (Satser for 2026)", f"{LAW} (Satser for 2027)", False),
        (f"{LAW} (Satser for 2026)", f"{LAW} (Satser for 2026)", True),
        (f"{LAW} (Bedre vilkår)", f"{LAW} (Bedre vilkår)", False),
        (LAW, LAW, False),
        (f"{LAW} (Ferie under barsel)", "Lov om ændring af ligningsloven (Ferie under "
         "barsel)", False),
        (f"{LAW} (Ferie under barsel)", "Lov om ferie under barsel", False),
        ("Lov om ferie under barsel", "Bekendtgørelse om ferie under barsel", False),
        ("Lov om stiger", "Forslag til lov om stiger.", True),
        ("Lov om stiger", "Lov om stiger og stilladser", False),
        ("Bekendtgørelse af lov om stiger", "Bekendtgørelse af lov om stiger", False),
        ("Night work", "Night work", False),
        ("Night shift breaks", "night-shift breaks", True),
        (f"{LAW} (Feriekort, optjening, varsling, erstatningsferie og klager)",
         f"{LAW} (Feriekort, optjening, varsling og erstatningsferie)", True),
        (f"{LAW} (Feriekort, optjening, varsling, erstatningsferie og klager)",
         f"{LAW} (Feriekort, optjening, varsling, erstatningsferie og bøder)", False),
        (f"{LAW} (Feriekort, optjenning og varsling)",
         f"{LAW} (Feriekort, optjening og varsling)", True),
        (f"{LAW} (Forlængelse af feriekort, optjening, varsling og kvoter)",
         f"{LAW} (Feriekort, optjening, varsling og kvoter)", False),
        ("Lov om ændring af lov om test af ansatte (Udskydelse af solnedgangsklausul)",
         "Lov om ændring af lov om boliger til ansatte (Udskydelse af "
         "solnedgangsklausuler)", False),
        (f"{LAW} (Feriekort, optjening, varsling og kvoter i 2026)",
         f"{LAW} (Feriekort, optjening, varsling og kvoter)", False),
        ("", "", False),
    ],
)  # fmt: skip
def test_what_titles_must_share(one: str, other: str, is_telling: bool) -> None:
    """Enough words that tell, none exchanged, the same acts, form and years."""
    found = likeness(of(one), of(other))
    assert is_telling is found.is_telling
    assert found == likeness(of(other), of(one))
    assert 0 <= found.score <= 1


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Beskæftigelsesministeriet", "Beskæftigelsesministeriet", True),
        ("Beskæftigelsesministeriet", "", True),
        ("Arbejdstilsynet", "Beskæftigelsesministeriet", True),
        ("Sundheds- og Ældreministeriet", "Sundhedsministeriet", True),
        ("Social- og Boligministeriet", "Social-, Bolig- og Ældreministeriet", True),
        ("Skatteministeriet", "Kulturministeriet", False),
        ("Arbejdstilsynet", "Søfartsstyrelsen", False),
        ("Et ukendt nævn", "Skatteministeriet", None),
    ],
)
def test_one_ministry(one: str, other: str, expected: bool | None) -> None:
    """By areas in common, agencies by minister; None when a name does not tell."""
    assert expected is agree(one, other)
    assert expected is agree(other, one)
