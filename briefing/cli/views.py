"""What commands show about proposals, as plain values for tables and JSON."""

from datetime import date
from typing import Any

from briefing.domain.proposal import Deadline, Proposal
from briefing.domain.review import Status
from briefing.domain.store import StoredDocument
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
        "stage": proposal.stage.value,
        "native_status": proposal.native_status,
        "ministry": proposal.ministry,
        "committee": proposal.committee,
        "deadlines": [deadline_values(each) for each in proposal.deadlines],
        "relevance": {key: each.score for key, each in relevance.items()},
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


def deadline_of(proposal: Proposal, today: date) -> str:
    """The next deadline, else the last one, as an ISO date; empty without any."""
    ahead = proposal.next_deadline(today)
    if ahead:
        return ahead.date.isoformat()
    past = max((each.date for each in proposal.deadlines), default=None)
    return past.isoformat() if past else ""
