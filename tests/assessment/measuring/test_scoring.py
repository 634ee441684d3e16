"""Scoring: what counts as found, as a trap stepped into, as a right answer."""

from datetime import UTC, date, datetime

import pytest

from briefing.assessment.measuring.labelled import Expected
from briefing.assessment.measuring.scoring import scored
from briefing.domain.assessment import (
    Analyst,
    Answer,
    Assessment,
    Check,
    Dimension,
    Fact,
    Party,
    Point,
    PointKind,
    Withheld,
)
from briefing.domain.document import Citation, Document, Locator, Passage, Reading
from briefing.domain.evaluation import Share
from briefing.domain.profile import Relevance
from briefing.domain.proposal import DocumentKind

TEXT = "Arbejdsgiveren skal betale lønnen. Loven træder i kraft den 1. juli 2027."
DOCUMENT = Document(
    "d0", "Lov", DocumentKind.BILL_TEXT, "",
    reading=Reading((Passage(0, TEXT, Locator()), Passage(1, "Andet.", Locator()))),
)  # fmt: skip
EXPECTED = Expected.model_validate(
    {
        "points": [
            {"dimension": "pay", "party": "employees", "says": "Løn",
             "quote": "betale lønnen"},
        ],
        "deadline": "2026-12-01",
        "parties": ["employees"],
        "checks": {"retroactive": "no"},
        "entry": "2027-07-01",
        "scenarios": True,
        "traps": [
            {"why": "Ikke vedtaget", "says": "er vedtaget"},
            {"why": "Ingen byrde", "dimension": "business_burden",
             "quote": "betale lønnen"},
        ],
    }
)  # fmt: skip


def point(**fields: object) -> Point:
    """A risk for pay on the first passage, with other fields where given."""
    given: dict[str, object] = {
        "kind": PointKind.RISK, "text": "Lønnen skal betales.",
        "citations": (Citation("d0", 0, "betale lønnen"),), "rule": "test",
        "dimension": Dimension.PAY, "party": Party.EMPLOYEES,
        "likelihood": 3, "impact": 3,
    }  # fmt: skip
    return Point(**(given | fields))  # type: ignore[arg-type] # fields by name


def assessed(*points: Point, withheld: int = 0, entry: str = "") -> Assessment:
    """An assessment with these points."""
    facts = (Fact("entry_into_force", entry, ()),) if entry else ()
    return Assessment(
        "evaluation/x", "p", 1, Analyst("embedded"), Relevance(0), (), points,
        (Check("retroactive", Answer.NO, "", ""),), (), facts, (),
        (Withheld("", "", withheld),) if withheld else (), "da", "",
        datetime(2026, 11, 1, tzinfo=UTC),
    )  # fmt: skip


def shares(
    *points: Point, deadline: date | None = None, **more: object
) -> dict[str, Share]:
    """What scoring says of these points."""
    found = assessed(*points, **more)  # type: ignore[arg-type] # as given
    return scored(EXPECTED, found, (DOCUMENT,), deadline).shares


def test_a_point_is_found_by_dimension_party_and_passage() -> None:
    """All three must be right; a point for both parties is one for each."""
    assert shares(point())["coverage"] == Share(1, 1)
    assert shares(point(party=Party.BOTH))["coverage"] == Share(1, 1)
    elsewhere = (Citation("d0", 1, "Andet"),)
    for wrong in (
        {"dimension": Dimension.SKILLS},
        {"party": Party.EMPLOYERS},
        {"citations": elsewhere},
        {"citations": ()},
    ):
        assert shares(point(**wrong))["coverage"] == Share(0, 1)


def test_a_passage_that_is_cited_at_all_counts_apart() -> None:
    """What was seen but judged otherwise is told from what was not seen."""
    found = shares(point(dimension=Dimension.SKILLS))
    assert (found["coverage"], found["places"]) == (Share(0, 1), Share(1, 1))


def test_traps_are_sprung_by_words_or_by_a_risk_on_what_is_denied() -> None:
    """An attention point on the same passage is no risk."""
    assert shares(point())["traps"] == Share(2, 2)
    assert shares(point(text="Loven er vedtaget."))["traps"] == Share(1, 2)
    burden = {"dimension": Dimension.BUSINESS_BURDEN}
    assert shares(point(**burden))["traps"] == Share(1, 2)
    seen = point(kind=PointKind.ATTENTION, likelihood=None, impact=None, **burden)
    assert shares(seen)["traps"] == Share(2, 2)


def test_answers_count_only_where_they_are_as_expected() -> None:
    """Deadline, parties, checks, entry into force and scenarios."""
    right = shares(point(), deadline=date(2026, 12, 1), entry="1. juli 2027")
    wrong = shares(deadline=date(2026, 12, 2), entry="1. juli 2026")
    asked = ("deadline", "parties", "checks", "entry", "scenarios")
    assert [right[each].hits for each in asked] == [1, 1, 1, 1, 0]
    assert [wrong[each].hits for each in asked] == [0, 0, 1, 0, 0]


@pytest.mark.parametrize(
    ("points", "both"),
    [
        ((point(rule="scenario.outsourcing"), point(rule="scenario.hybrid")), 1),
        ((point(rule="scenario.outsourcing"),), 0),
        (
            (
                point(kind=PointKind.SCENARIO, about="AI-outsourcing"),
                point(kind=PointKind.SCENARIO, about="hybride roller"),
            ),
            1,
        ),
    ],
)
def test_both_scenarios_are_asked_for(points: tuple[Point, ...], both: int) -> None:
    """One of them is not enough, whichever analyst makes them."""
    assert shares(*points)["scenarios"] == Share(both, 1)


def test_what_is_withheld_counts_by_how_many_it_stands_for() -> None:
    """A line that tells of several statements counts as that many."""
    found = shares(point(), withheld=3)
    assert (found["grounded"], found["withheld"]) == (Share(1, 4), Share(3, 4))
