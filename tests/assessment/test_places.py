"""Places as readers name them: joined as in a Danish law, none said twice."""

import pytest

from briefing.assessment.passages import Clause
from briefing.assessment.places import place_names, with_comma
from briefing.domain.document import Document, Locator, Part, Passage, PassageKind
from briefing.domain.proposal import DocumentKind
from briefing.language import translator


def clauses(*places: str) -> list[Clause]:
    """A clause at each place."""
    bill = Document("bill", "Lovforslag", DocumentKind.BILL_TEXT, "")
    return [
        Clause(
            bill, Passage(number, "Tekst.", Locator(), PassageKind.TEXT),
            Part.PROVISIONS, "Tekst.", "Tekst.", place,
        )
        for number, place in enumerate(places)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (("§ 5", "§ 5, stk. 2", "§ 8"), "§ 5 og § 8"),
        (("§ 1, nr. 1", "§ 1, nr. 5"), "§ 1, nr. 1 og 5"),
        (("§ 1, nr. 2", "§ 1, nr. 2 og 3", "§ 1, nr. 4"), "§ 1, nr. 2, 3 og 4"),
        (("§ 3", "§ 4, stk. 2", "§ 6"), "§ 3, § 4, stk. 2, og § 6"),
        (("§ 6, stk. 2", "§ 9, stk. 3"), "§ 6, stk. 2, og § 9, stk. 3"),
        (("Article 7(1)", "Article 7(2)"), "artikel 7, stk. 1 og 2"),
        (("§ 10", "§ 9"), "§ 9 og § 10"),
    ],
)
def test_places_are_joined(places: tuple[str, ...], expected: str) -> None:
    """A place within another adds nothing; numbers of one § are said after it."""
    assert expected == place_names(translator("da"), clauses(*places))


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("Efter § 1, nr. 3 kan", "§ 1, nr. 3", "Efter § 1, nr. 3, kan"),
        ("§ 1, nr. 1 og 5 kan", "§ 1, nr. 1 og 5", "§ 1, nr. 1 og 5, kan"),
        ("§ 4, stk. 2, og § 6 kan", "§ 4, stk. 2, og § 6", "§ 4, stk. 2, og § 6 kan"),
        ("Artikel 5, stk. 2 giver", "artikel 5, stk. 2", "Artikel 5, stk. 2, giver"),
        ("§ 7 kan", "§ 7", "§ 7 kan"),
    ],
)
def test_a_place_is_closed_with_a_comma(text: str, place: str, expected: str) -> None:
    """As Danish legal language closes one that has a comma in it."""
    assert expected == with_comma(text, place, "da")
