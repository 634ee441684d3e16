"""What happened between two versions, and which points a changed text touches."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from briefing.domain.assessment import Analyst, Assessment, Point, PointKind
from briefing.domain.change import TextChange, TextChangeKind
from briefing.domain.document import Citation
from briefing.domain.event import Event, EventKind, ProposalVersion
from briefing.domain.profile import Relevance
from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    DocumentKind,
    DocumentRef,
    Proposal,
    ProposalKind,
    Stage,
    Vote,
)
from briefing.events import between, history_of, touched

SEEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
QUESTIONS = Deadline(DeadlineKind.COMMITTEE_QUESTIONS, date(2026, 12, 3), "Frist")
BILL = Proposal(
    ref="dk/toy/L1",
    source="toy",
    kind=ProposalKind.BILL,
    native_kind="",
    title="Lov om  eksempler",
    stage=Stage.INTRODUCED,
    native_status="",
    url="",
    deadlines=(QUESTIONS,),
    documents=(DocumentRef("1", "Lovforslag", DocumentKind.BILL_TEXT, ("u",)),),
)


def happened(**values: object) -> list[Event]:
    """The events when the bill gets these values."""
    new = replace(BILL, **values)  # type: ignore[arg-type]  # field names vary
    return list(between(BILL, new, SEEN))


def kinds(**values: object) -> list[EventKind]:
    """Their kinds."""
    return [each.kind for each in happened(**values)]


def test_nothing_happened() -> None:
    """Equal versions, other white space and the source's own stamp are no events."""
    assert [] == kinds(title="Lov om eksempler", updated_at=SEEN)


def test_the_first_version_appeared() -> None:
    """A proposal's history begins when it was first seen."""
    (event,) = history_of([ProposalVersion(1, BILL, SEEN)])
    assert (EventKind.APPEARED, SEEN) == (event.kind, event.seen_at)
    assert () == history_of([])


def test_a_deadline_that_moved_knows_both_days() -> None:
    """Another day of the same kind is a move."""
    later = replace(QUESTIONS, date=date(2026, 12, 10))
    (event,) = happened(deadlines=(later,))
    assert (EventKind.DEADLINE_MOVED, QUESTIONS, later) == (
        event.kind,
        event.old_deadline,
        event.new_deadline,
    )


def test_another_origin_is_no_move() -> None:
    """The same day under another name of the field is the same deadline."""
    assert [] == kinds(deadlines=(replace(QUESTIONS, origin="Andet felt"),))


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 12, 3), [EventKind.DEADLINE_REMOVED]), (date(2026, 11, 20), [])],
)
def test_a_deadline_that_is_gone(day: date, expected: list[EventKind]) -> None:
    """One still ahead that disappears is told; one that has passed is not."""
    old = replace(BILL, deadlines=(replace(QUESTIONS, date=day),))
    new = replace(BILL, deadlines=())
    assert expected == [each.kind for each in between(old, new, SEEN)]


def test_a_new_deadline() -> None:
    """One of another kind is added, the first stays."""
    report = Deadline(DeadlineKind.COMMITTEE_REPORT, date(2026, 12, 20), "Frist")
    assert [EventKind.DEADLINE_ADDED] == kinds(deadlines=(QUESTIONS, report))


def test_documents_come_and_go_by_kind() -> None:
    """Amendments and reports have words of their own; the rest are documents."""
    new = tuple(
        DocumentRef(str(n), kind.value, kind, ())
        for n, kind in enumerate(
            (
                DocumentKind.AMENDMENT,
                DocumentKind.COMMITTEE_REPORT,
                DocumentKind.ANSWER,
            ),
            5,
        )
    )
    assert [
        EventKind.AMENDMENT,
        EventKind.COMMITTEE_REPORT,
        EventKind.DOCUMENT_ADDED,
        EventKind.DOCUMENT_REMOVED,
    ] == kinds(documents=new)


def test_another_key_is_not_another_document() -> None:
    """A source that numbers its documents anew has not added or removed any."""
    assert [] == kinds(documents=(replace(BILL.documents[0], key="77"),))


def test_a_vote_is_told_once() -> None:
    """Only votes that were not there before."""
    vote = Vote(date(2026, 12, 1), "Afstemning", False, "Imod stemte 60")
    (event,) = happened(votes=(vote,))
    assert ("rejected", "Imod stemte 60") == (event.before, event.after)
    voted = replace(BILL, votes=(vote,))
    assert () == between(voted, voted, SEEN)


def test_names_that_change() -> None:
    """Title, ministry and committee with what they were."""
    found = happened(title="Lov om andet", ministry="A", committee="B")
    assert [EventKind.TITLE, EventKind.MINISTRY, EventKind.COMMITTEE] == [
        each.kind for each in found
    ]
    assert ("Lov om  eksempler", "Lov om andet") == (found[0].before, found[0].after)


def assessed(*citations: Citation) -> Assessment:
    """An assessment with one point."""
    point = Point(PointKind.RISK, "Bøden rammer små virksomheder.", citations, "r")
    return Assessment(
        "dk/toy/L1", "lef", 2, Analyst("embedded"), Relevance(80), (), (point,),
        (), (), (), (), (), "da", "h", SEEN,
    )  # fmt: skip


OLD = "Overtrædelse straffes med bøde."
CHANGE = TextChange(
    TextChangeKind.ALTERED,
    "§ 3",
    OLD,
    "Overtrædelse straffes med fængsel.",
    (4,),
    (5,),
)


@pytest.mark.parametrize(
    ("passage", "document", "expected"), [(4, "1", 1), (5, "1", 0), (4, "2", 0)]
)
def test_a_point_is_touched_by_its_passage(
    passage: int, document: str, expected: int
) -> None:
    """Passage numbers count in the text that the assessment saw, by document."""
    found = touched(
        assessed(Citation(document, passage, OLD)),
        "1",
        (CHANGE,),
        same_passages=True,
        new_text=CHANGE.new,
    )
    assert expected == len(found)
    assert all(not each.stands for each in found)


def test_a_point_is_touched_by_its_quotation() -> None:
    """When passages were counted otherwise, the quoted words are looked for."""
    found = touched(
        assessed(Citation("1", 99, "straffes  med bøde")),
        "1",
        (CHANGE,),
        same_passages=False,
        new_text=CHANGE.new,
    )
    assert 1 == len(found)


def test_a_quotation_may_still_stand() -> None:
    """A paragraph that got another sentence still holds the quoted one."""
    longer = replace(CHANGE, new=f"{OLD} Ved gentagelse: fængsel.")
    (found,) = touched(
        assessed(Citation("1", 4, OLD)),
        "1",
        (longer,),
        same_passages=True,
        new_text=longer.new,
    )
    assert found.stands


def test_what_is_added_touches_nothing() -> None:
    """New text has no passage that an earlier point could rest on."""
    added = TextChange(TextChangeKind.ADDED, "§ 4", new="Nyt", new_passages=(4,))
    point = assessed(Citation("1", 4, OLD))
    assert () == touched(point, "1", (added,), same_passages=True, new_text="Nyt")
