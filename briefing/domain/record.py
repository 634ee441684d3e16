"""The source's own record of a proposal as a document that can be cited.

Each field that has a value is one passage: its text is the value as the source
gives it, its locator names the field. Dates are written as in the record
(`2026-07-01`, with a time `2026-07-01 12:00`).
"""

import hashlib
from collections.abc import Iterator

from briefing.domain.document import (
    RECORD_KEY,
    Document,
    Locator,
    Part,
    Passage,
    PassageKind,
    Reading,
)
from briefing.domain.proposal import Deadline, DocumentKind, Proposal, Step, Vote

SIMPLE_FIELDS = (
    "title",
    "subtitle",
    "number",
    "session",
    "native_kind",
    "native_status",
    "ministry",
    "minister",
    "committee",
    "introduced_on",
    "published_on",
    "summary",
)
"""The fields of `Proposal` that are one passage each, in this order."""


def record_document(proposal: Proposal) -> Document:
    """The record as a Document with key `record`, one FIELD passage per value.

    Fields are named as in `SIMPLE_FIELDS`, then `deadline.<kind>`, `step.<n>`
    (n from 1; cells are date, title and status), `vote` (cells are date, type and
    conclusion), `topic`, `identifier`, `document` (date and title of each document
    listed) and `note`. The hash is that of the fields, so that it changes exactly when
    one of them does.
    """
    fields = tuple(_fields(proposal))
    passages = tuple(
        Passage(number, " | ".join(cells), Locator(field=name), PassageKind.FIELD,
                cells=cells if len(cells) > 1 else ())
        for number, (name, cells) in enumerate(fields)
    )  # fmt: skip
    lines = "\n".join(f"{each.locator.field}: {each.text}" for each in passages)
    return Document(
        key=RECORD_KEY,
        title=" ".join(filter(None, (proposal.source, proposal.number))),
        kind=DocumentKind.OTHER,
        url=proposal.url,
        sha256=hashlib.sha256(lines.encode()).hexdigest(),
        reading=Reading(passages, {Part.UNPLACED: tuple(range(len(passages)))}),
    )


def _fields(proposal: Proposal) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in SIMPLE_FIELDS:
        value = getattr(proposal, name)
        if value:
            yield name, (str(value),)
    for deadline in proposal.deadlines:
        yield f"deadline.{deadline.kind}", (_moment(deadline),)
    for number, step in enumerate(proposal.steps, 1):
        if cells := _step(step):
            yield f"step.{number}", cells
    for vote in proposal.votes:
        yield "vote", _vote(vote)
    for name, values in (
        ("topic", proposal.topics),
        ("identifier", proposal.other_identifiers),
        ("document", tuple(_listed(proposal))),
        ("note", proposal.notes),
    ):
        yield from ((name, (value,)) for value in values if value)


def _moment(deadline: Deadline) -> str:
    at = f" {deadline.at:%H:%M}" if deadline.at else ""
    return f"{deadline.date.isoformat()}{at}"


def _step(step: Step) -> tuple[str, ...]:
    day = step.date.isoformat() if step.date else ""
    return tuple(filter(None, (day, step.title, step.native_status)))


def _vote(vote: Vote) -> tuple[str, ...]:
    """A vote; its outcome in our words where the source's own are missing."""
    day = vote.date.isoformat() if vote.date else ""
    outcome = "vedtaget" if vote.is_adopted else "forkastet"
    return tuple(filter(None, (day, vote.native_type, vote.conclusion or outcome)))


def _listed(proposal: Proposal) -> Iterator[str]:
    for each in proposal.documents:
        day = f"{each.date.isoformat()} " if each.date else ""
        yield f"{day}{each.title}"
