"""What happened between two versions of a proposal, and which points it touches.

Pure: versions in, events out.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from briefing.domain.assessment import Assessment, Point
from briefing.domain.change import TextChange, TextChangeKind, TouchedPoint
from briefing.domain.deadline import ends_at, shifts
from briefing.domain.event import Absence, Event, EventKind, ProposalVersion
from briefing.domain.proposal import Deadline, DocumentKind, DocumentRef, Proposal

_OF_A_KIND = {
    DocumentKind.AMENDMENT: EventKind.AMENDMENT,
    DocumentKind.COMMITTEE_REPORT: EventKind.COMMITTEE_REPORT,
}
_FIELDS = (
    ("title", EventKind.TITLE),
    ("ministry", EventKind.MINISTRY),
    ("committee", EventKind.COMMITTEE),
)


def history_of(versions: Sequence[ProposalVersion]) -> tuple[Event, ...]:
    """Every event of a proposal, oldest first, from its versions, oldest first."""
    if not versions:
        return ()
    first = versions[0]
    found = [Event(EventKind.APPEARED, first.seen_at, after=first.proposal.title)]
    for old, new in pairwise(versions):
        found += between(old.proposal, new.proposal, new.seen_at)
    return tuple(found)


def absence_events(absences: Sequence[Absence]) -> tuple[Event, ...]:
    """That the source no longer lists the proposal, and that it does again."""
    return tuple(
        Event(EventKind.GONE if each.gone else EventKind.BACK, each.at)
        for each in absences
    )


def between(old: Proposal, new: Proposal, seen_at: datetime) -> tuple[Event, ...]:
    """What happened from one version to another, which was seen at `seen_at` (UTC).

    A deadline that passed and is no longer listed is no event; one that had passed
    when the next stage began has not moved.
    """
    return (
        *_stage(old, new, seen_at),
        *_deadlines(old, new, seen_at),
        *_votes(old, new, seen_at),
        *_documents(old, new, seen_at),
        *_fields(old, new, seen_at),
    )


def _stage(old: Proposal, new: Proposal, seen_at: datetime) -> Iterator[Event]:
    if old.stage is not new.stage:
        before, after = old.stage.value, new.stage.value
        yield Event(EventKind.STAGE, seen_at, before, after)


def _deadlines(old: Proposal, new: Proposal, seen_at: datetime) -> Iterator[Event]:
    for before, after in shifts(old.deadlines, new.deadlines):
        over = before is not None and ends_at(before) <= seen_at
        if before and after and not (over and old.stage is not new.stage):
            yield _deadline(EventKind.DEADLINE_MOVED, seen_at, before, after)
        elif after:
            yield _deadline(EventKind.DEADLINE_ADDED, seen_at, None, after)
        elif not over:
            yield _deadline(EventKind.DEADLINE_REMOVED, seen_at, before, None)


def _deadline(
    kind: EventKind, seen_at: datetime, before: Deadline | None, after: Deadline | None
) -> Event:
    return Event(kind, seen_at, old_deadline=before, new_deadline=after)


def _votes(old: Proposal, new: Proposal, seen_at: datetime) -> Iterator[Event]:
    for vote in new.votes:
        if vote not in old.votes:
            outcome = "adopted" if vote.is_adopted else "rejected"
            said = vote.conclusion or vote.native_type
            yield Event(EventKind.VOTE, seen_at, outcome, said, vote.date)


def _documents(old: Proposal, new: Proposal, seen_at: datetime) -> Iterator[Event]:
    """Documents by key; the same text under another key is neither gone nor new."""
    before = {each.key: each for each in old.documents}
    after = {each.key: each for each in new.documents}
    gone = [each for key, each in before.items() if key not in after]
    come = [each for key, each in after.items() if key not in before]
    renamed = {_identity(each) for each in gone} & {_identity(each) for each in come}
    for each in come:
        if _identity(each) not in renamed:
            kind = _OF_A_KIND.get(each.kind, EventKind.DOCUMENT_ADDED)
            yield Event(
                kind, seen_at, after=each.title, day=each.date, document=each.key
            )
    for each in gone:
        if _identity(each) not in renamed:
            kind = EventKind.DOCUMENT_REMOVED
            yield Event(kind, seen_at, each.title, document=each.key)


def _identity(ref: DocumentRef) -> tuple[str, tuple[str, ...]]:
    return (ref.title, ref.urls)


def _fields(old: Proposal, new: Proposal, seen_at: datetime) -> Iterator[Event]:
    for name, kind in _FIELDS:
        before, after = getattr(old, name), getattr(new, name)
        if _bare(before) != _bare(after):
            yield Event(kind, seen_at, before, after)


def _bare(text: str) -> str:
    return " ".join(text.split())


def touched(
    assessment: Assessment,
    document: str,
    changes: Sequence[TextChange],
    *,
    same_passages: bool,
    new_text: str,
) -> tuple[TouchedPoint, ...]:
    """The points and summary sentences that rest on changed text of a document.

    With `same_passages` the assessment saw exactly the old text that was compared,
    so that its passage numbers are those of the changes; else its quotations are
    looked for in the old words. `new_text` is the whole of the new text.
    """
    affected = [each for each in changes if each.kind is not TextChangeKind.ADDED]
    after = _bare(new_text)
    found = []
    for point in (*assessment.summary, *assessment.points):
        quotes = _touching(point, document, affected, same_passages=same_passages)
        if quotes:
            stands = all(_bare(quote) in after for quote in quotes)
            found.append(
                TouchedPoint(assessment.profile, assessment.version, point, stands)
            )
    return tuple(found)


def _touching(
    point: Point, document: str, changes: Sequence[TextChange], *, same_passages: bool
) -> list[str]:
    """The quotations of a point that stand in changed text."""
    return [
        cited.quote
        for cited in point.citations
        if cited.document == document
        and any(
            (cited.passage in each.old_passages)
            if same_passages
            else bool(cited.quote) and _bare(cited.quote) in _bare(each.old)
            for each in changes
        )
    ]
