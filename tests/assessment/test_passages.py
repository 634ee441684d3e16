"""Which sentences of a text say what is proposed."""

import pytest
from hand_readings import reading

from briefing.assessment.passages import clauses, defines
from briefing.domain.document import Document
from briefing.domain.proposal import DocumentKind


def found(text: str) -> list[str]:
    """The sentences of a text that count as proposed."""
    document = Document(
        "1", "Lovforslag", DocumentKind.BILL_TEXT, "", reading=reading(text)
    )
    return [each.text for each in clauses(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stk. 2. Ved en automatiseret beslutning forstås en beslutning om løn.", True),
        ("I denne lov forstås ved: 1) Platform: en digital tjeneste.", True),
        ("1) ‘worker’ means any person with an employment contract.", True),
        ("Arbejdsgiveren skal sikre, at reglerne kan forstås af de ansatte.", False),
        ("Beslutninger om løn træffes af et menneske.", False),
    ],
)
def test_a_definition_is_told_from_a_rule(text: str, *, expected: bool) -> None:
    """By its own words, in Danish and English."""
    assert expected == defines(text)


def test_definitions_and_the_notes_to_them_propose_nothing() -> None:
    """What a word means gives nobody a duty; the rule that uses the word does."""
    text = """
    == provisions
    [§ 2] Ved et system forstås et system, der automatiserer opgaver.
    [§ 3] Arbejdsgiveren skal oplyse om systemet.
    == special_notes
    [Til § 2] Det foreslås, at et system også omfatter enkle programmer.
    [Til § 3] Det foreslås, at arbejdsgiveren skal oplyse om systemet.
    """
    assert [
        "Arbejdsgiveren skal oplyse om systemet.",
        "Det foreslås, at arbejdsgiveren skal oplyse om systemet.",
    ] == found(text)


def test_only_the_number_that_defines_is_left_out_of_an_amending_paragraph() -> None:
    """Another number of the same paragraph keeps its notes."""
    text = """
    == provisions
    [§ 1, nr. 1] »Stk. 2. Ved løn forstås grundløn.« {insert; § 1, nr. 1; lov; ; x}
    [§ 1, nr. 2] »Arbejdsgiveren skal betale løn.« {insert; § 1, nr. 2; lov; ; x}
    == special_notes
    [Til § 1, nr. 1] Det foreslås, at løn er grundløn.
    [Til § 1, nr. 2] Det foreslås, at arbejdsgiveren skal betale løn.
    """
    assert "Det foreslås, at arbejdsgiveren skal betale løn." in found(text)
    assert "Det foreslås, at løn er grundløn." not in found(text)
