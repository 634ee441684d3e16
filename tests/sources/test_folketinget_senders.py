"""Who wrote to a committee: organisations keep their name, persons do not.

Every name here is invented.
"""

from typing import Any

import pytest
from oda import Oda

from briefing.sources.folketinget_senders import (
    UNKNOWN,
    delegation_without_names,
    impersonal,
    is_organisation,
    without_names,
)


@pytest.mark.parametrize(
    "sender",
    [
        "Eksempelforbundet",
        "Foreningen Opfundne.dk",
        "Miljøforeningen Opfundby-Prøvelev",
        "Prøveby Kommune",
        "Region Eksempel",
        "Advokatrådet og Justitia",
        "Danske Eksempler",
        "FOA",
        "3F Transport",
        "HK, KL og DI",
        "Opfundet Transport A/S",
        "Eksempel ApS",
        "Styrelsen for Prøver",
        "Fagbevægelsens Hovedorganisation",
        "Institut for Opfindelser",
        "Prøvebanken",
        "Tænketanken Opfundet",
        "Lederne",
        "Ældre Sagen",
        "beskæftigelsesministeren",
        "Kommunernes Eksempelråd",
        "Eksempelklubben og Prøveforeningens",
    ],
)
def test_organisations_are_known_by_what_they_are(sender: str) -> None:
    """By a word for what they are, a form of company, an abbreviation, a few names."""
    assert is_organisation(sender)


@pytest.mark.parametrize(
    "sender",
    [
        "",
        "Opfunda Prøvesen",
        "OPFUNDA PRØVESEN",
        "O.P. Prøvesen",
        "HC Prøvesen",
        "advokat Opfunda Prøvesen",
        "Opfunda Prøvesen og Eksempelforbundet",
        "Opfunda Bank",
        "Opfunda Prøvegaard, Prøveby",
        "borgergruppen v. Opfunda",
        "dansk borger Opfunda Prøvesen",
        "en gruppe forældre",
        "Kirkegaard",
        "Rådbjerg",
    ],
)
def test_everybody_else_may_be_a_person(sender: str) -> None:
    """Names alone, in capitals too, beside an organisation, or hidden by a title."""
    known = {"borgergruppen v. Opfunda", "en gruppe forældre"}
    assert is_organisation(sender) == (sender in known)


TITLES = {
    "L 9 - svar på spm. 2 om henvendelse af 15/11-26 fra Opfunda Prøvesen om løn":
        f"L 9 - svar på spm. 2 om henvendelse af 15/11-26 fra {UNKNOWN} om løn",
    "Spm. om kommentar til henvendelsen af 5/11-26 fra Opfunda Prøve Prøvesen":
        f"Spm. om kommentar til henvendelsen af 5/11-26 fra {UNKNOWN}",
    "Spm. om henvendelse fra cand.jur. Opfunda Prøvesen, jf. L 9 - bilag 2":
        f"Spm. om henvendelse fra {UNKNOWN}, jf. L 9 - bilag 2",
    "Spm. om materiale til Opfunda Prøvesens foretræde om lovforslaget":
        f"Spm. om foretræde for {UNKNOWN} om lovforslaget",
    "Spm. om mail fra Opfunda Prøvesen (Prøveby)":
        f"Spm. om mail fra {UNKNOWN} (Prøveby)",
    "Spm. om henvendelse om overgang fra efterløn til pension fra Opfunda Prøvesen":
        f"Spm. om henvendelse om overgang fra efterløn til pension fra {UNKNOWN}",
}  # fmt: skip
KEPT = [
    "L 9 - svar på spm. 1 om kommentar til henvendelse af 18/11-26 fra Foreningen X",
    "Spm. om materiale til Eksempelforeningens foretræde om lovforslaget",
    "Spm. om overgang fra dagpenge i Opfundby",
    "Ændringsforslag nr. 1-12 af beskæftigelsesministeren stillet den 17.11.2026",
    "Fremsat den 8. oktober 2026 af Opfunda Prøvesen (PRØ)",
    "",
]


@pytest.mark.parametrize(("title", "expected"), TITLES.items())
def test_names_leave_the_titles_of_questions_and_answers(
    title: str, expected: str
) -> None:
    """The rest of the title stays, and doing it twice changes nothing."""
    assert expected == without_names(title)
    assert expected == without_names(expected)


@pytest.mark.parametrize("title", KEPT)
def test_other_titles_stay_as_they_are(title: str) -> None:
    """Organisations, ministers and members of the Folketing act in office."""
    assert title == without_names(title)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            "Opfunda Prøvesen om L 83 (Prøver), jf. L 83 - bilag 5.",
            f"{UNKNOWN.capitalize()} om L 83 (Prøver), jf. L 83 - bilag 5.",
        ),
        (
            "Modtagelse af deputation fra Opfunda Prøvesen om L 88",
            f"Modtagelse af deputation fra {UNKNOWN} om L 88",
        ),
        (
            "Modtagelse af deputation fra Prøveforeningen om L 88",
            "Modtagelse af deputation fra Prøveforeningen om L 88",
        ),
        (
            "Eksempelrådet og Justitia om L 83",
            "Eksempelrådet og Justitia om L 83",
        ),
    ],
)
def test_delegations_of_persons_have_no_name(title: str, expected: str) -> None:
    """Organisations that are received keep theirs."""
    assert expected == delegation_without_names(title)


LETTERS = [
    "Henvendelse af 3/11-26 fra Opfunda Prøvesen om ferie",
    "Henvendelse af 3/11-26 vedr. ferie",
    "Materiale til Opfunda Prøvesens foretræde om lovforslaget",
    "Oplæg fra Opfunda Prøvesen",
    "Henvendelse fra Opfunda\u200b\xa0Prøvesen og Eksempelforbundet",
    "Brev",
    "",
]


@pytest.mark.parametrize("title", LETTERS)
def test_a_letter_that_may_be_a_persons_is_listed_bare(title: str) -> None:
    """No name, no address, a neutral title with its day; and a note counts it."""
    oda = Oda()
    case = oda.case("L 9", 1)
    oda.document(5, title, case=case, category="Henvendelse")
    proposal = oda.only(everything=True)
    letter = next(each for each in proposal.documents if each.key == "5")
    assert ("submission", ()) == (letter.kind, letter.urls)
    assert f"Henvendelse af 3. november 2026 fra {UNKNOWN}" == letter.title
    assert (
        "1 henvendelse fra privatpersoner eller ukendte afsendere er ikke hentet, "
        "og navnene er udeladt.",
    ) == proposal.notes


@pytest.mark.parametrize(
    "title",
    [
        "Henvendelse af 3/11-26 fra Eksempelforbundet om ferie fra 1. januar 2027",
        "Oplæg til Eksempelrådets og Justitias foretræde om lovforslaget",
    ],
)
def test_a_letter_of_an_organisation_is_a_document(title: str) -> None:
    """With its title and address, and no note."""
    oda = Oda()
    oda.document(5, title, case=oda.case("L 9", 1), category="Henvendelse")
    proposal = oda.only(everything=True)
    letter = next(each for each in proposal.documents if each.key == "5")
    assert (title, ("https://www.ft.example/5.pdf",)) == (letter.title, letter.urls)
    assert () == proposal.notes


def test_a_letter_without_a_category_is_known_by_its_title() -> None:
    """Poorer records have none."""
    oda = Oda()
    title = "Henvendelse fra Opfunda Prøvesen"
    oda.document(5, title, case=oda.case("L 9", 1))
    letter = oda.only(everything=True).documents[0]
    assert ("submission", ()) == (letter.kind, letter.urls)


def test_no_name_is_left_anywhere() -> None:
    """Not in proposals, nor in what is set aside, nor in the cursor's fingerprints."""
    oda = Oda()
    oda.case("L 8", 1)
    case = oda.case("L 9", 2, titel="")
    step = oda.step(2, 7, "Opfunda Prøvesen om L 9", "2026-11-05", type="Deputation")
    for key, title in enumerate([*LETTERS, *TITLES], 10):
        oda.document(key, title, case=case, category="Henvendelse" if key < 17 else "x")
    oda.document(50, LETTERS[0], step=step, category="Henvendelse")
    failed = oda.sweep(everything=True)
    assert ["L 9"] == [each.record for each in failed.rejected]
    assert b"Opfunda" not in failed.rejected[0].body
    for row in oda.rows["Dokument"]:
        row["overskrift"] = row.pop("titel")
    renamed = oda.sweep(everything=True)
    assert [b"Opfunda" in each.body for each in renamed.rejected] == [False]
    for row in oda.rows["Dokument"]:
        row["titel"] = row.pop("overskrift")
    oda.add("Sag", 2, titel="Forslag om ferie")
    whole = oda.sweep(everything=True)
    assert "Opfunda" not in str(whole)
    oda.add("Dokument", 10, titel="Henvendelse fra Nyopfunda Prøvesen")
    assert () == oda.sweep(whole.cursor).proposals


def test_taking_names_out_never_fails() -> None:
    """Whatever state a record is in, and twice is the same as once."""
    odd: list[Any] = [
        {"titel": None, "Fil": None},
        {"titel": 5, "Fil": [None, "x"], "Dokumentkategori": "Henvendelse"},
        {"Fil": [], "Dokumentkategori": {"kategori": "Henvendelse"}, "dato": "i går"},
        {"Sagstrinstype": [], "titel": "x", "Sagstrin": [[{"titel": "y"}], None]},
    ]
    for each in odd:
        once = impersonal(each)
        assert once == impersonal(once)
    assert f"Henvendelse fra {UNKNOWN}" == impersonal(odd[2])["titel"]
