"""What commands show about proposals, as plain values for tables and JSON."""

from datetime import datetime
from typing import Any

from briefing.cli.handling import handling_values
from briefing.domain.change import DocumentChange
from briefing.domain.deadline import Due, ends_at
from briefing.domain.proposal import Deadline, Proposal
from briefing.domain.review import Status
from briefing.domain.store import StoredDocument
from briefing.language.remaining import remaining
from briefing.language.written import danish_day
from briefing.pipeline.due import dues_of
from briefing.pipeline.line import Line
from briefing.review import status


def deadline_values(deadline: Deadline) -> dict[str, Any]:
    """A deadline as JSON values."""
    return {
        "kind": deadline.kind.value,
        "date": deadline.date.isoformat(),
        "time": deadline.at.isoformat("minutes") if deadline.at else None,
        "zone": deadline.zone,
        "origin": deadline.origin,
        "document": deadline.document or None,
        "quote": deadline.quote or None,
    }


def due_values(due: Due, now: datetime) -> dict[str, Any]:
    """A deadline with all that is known about it, as JSON values.

    `claims` is what each place says; `moved_from` the first day it was seen with.
    """
    left = remaining(due.deadline, now)
    decision, period = due.decision, due.period
    return deadline_values(due.deadline) | {
        "days_left": left.days,
        "working_days_left": left.working_days,
        "has_passed": left.has_passed,
        "conflict": due.is_conflicting,
        "claims": [
            deadline_values(each.deadline) | {"title": each.title or None}
            for each in due.claims
        ],
        "moved_from": deadline_values(due.moves[0].before) if due.moves else None,
        "decision": {
            "by": decision.by,
            "at": decision.decided_at.isoformat(),
            "why": decision.why,
            "stale": due.is_stale,
        }
        if decision
        else None,
        "consultation_days": period.days if period else None,
        "shorter_than_four_weeks": period.is_short if period else None,
    }


def change_values(change: DocumentChange) -> dict[str, Any]:
    """What differs between two texts, as JSON values."""
    return {
        "document": change.document,
        "title": change.title,
        "compared_with": change.old_title or None,
        "could_be_compared": not change.unread,
        "changes": [
            {
                "kind": each.kind.value,
                "place": each.place,
                "old_place": each.old_place or None,
                "old": each.old,
                "new": each.new,
                "old_passages": list(each.old_passages),
                "new_passages": list(each.new_passages),
                "edits": [[edit.kind.value, edit.text] for edit in each.edits],
            }
            for each in change.changes
        ],
        "touched": [
            {
                "profile": each.profile,
                "version": each.version,
                "text": each.point.text,
                "quotation_stands": each.stands,
            }
            for each in change.touched
        ],
    }


def statuses(line: Line, ref: str) -> dict[str, Status]:
    """Where the briefing of a proposal stands for every profile."""
    reviews = line.store.reviews(ref)
    briefings = line.store.briefings(ref)
    found = {}
    for profile in line.settings.profiles:
        own = [each for each in briefings if each.profile == profile]
        found[profile] = status(
            max((each.version for each in own), default=None),
            [each for each in reviews if each.profile == profile],
            own,
            {e.assessment_version for e in line.store.withdrawals(ref, profile)},
        )
    if line.store.progress(ref).error:
        found = {
            key: Status.FAILED if each is Status.LISTED else each
            for key, each in found.items()
        }
    return found


def row(line: Line, ref: str) -> dict[str, Any]:
    """One proposal as an object of `briefing list --json`."""
    proposal = line.store.proposal(ref)
    relevance = line.store.relevance(ref)
    gone = line.store.gone_at(ref)
    return {
        "ref": ref,
        "source": proposal.source,
        "kind": proposal.kind.value,
        "number": proposal.number,
        "session": proposal.session,
        "title": proposal.title,
        "stage": proposal.stage_on(danish_day(line.clock())).value,
        "native_status": proposal.native_status,
        "ministry": proposal.ministry,
        "committee": proposal.committee,
        "deadlines": [
            due_values(each, line.clock()) for each in dues_of(line, proposal)
        ],
        "relevance": {key: each.score for key, each in relevance.items()},
        "computed_relevance": {
            key: each.score if each.computed is None else each.computed
            for key, each in relevance.items()
        },
        **handling_values(line, ref),
        "status": {key: each.value for key, each in statuses(line, ref).items()},
        "documents": documents(line, proposal),
        "example": proposal.example,
        "gone_at": gone.isoformat() if gone else None,
    }


def documents(line: Line, proposal: Proposal) -> list[dict[str, Any]]:
    """The documents that the source lists, with the error of the last attempt."""
    stored = line.store.documents(proposal.ref)
    return [
        {
            "title": each.title,
            "url": _address(each.urls, stored.get(each.key)),
            "date": each.date.isoformat() if each.date else None,
            "error": _error(stored.get(each.key)),
        }
        for each in proposal.documents
        if each.native_kind != "derived"
    ]


def _address(urls: tuple[str, ...], stored: StoredDocument | None) -> str:
    if stored and stored.sha256:
        return stored.url
    return urls[-1] if urls else ""


def _error(stored: StoredDocument | None) -> str | None:
    return stored.error or None if stored else None


def deadline_of(line: Line, proposal: Proposal) -> str:
    """The next deadline, else the last one, as an ISO date; empty without any.

    With a time of day where one is given; "!" where the places differ on it, where
    it has moved "*".
    """
    found = dues_of(line, proposal)
    now = line.clock()
    ahead = [each for each in found if ends_at(each.latest) > now]
    due = ahead[0] if ahead else (found[-1] if found else None)
    if due is None:
        return ""
    at = f" {due.deadline.at:%H:%M}" if due.deadline.at else ""
    marks = ("!" if due.is_conflicting else "") + ("*" if due.moves else "")
    return f"{due.deadline.date.isoformat()}{at}{marks}"
