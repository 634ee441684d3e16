"""What happened to a proposal between two versions of it.

Events are derived from the versions each time they are asked for; no copy is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from briefing.domain.change import DocumentChange
from briefing.domain.deadline import DeadlineDecision
from briefing.domain.proposal import Deadline, Proposal


class EventKind(StrEnum):
    """What happened."""

    APPEARED = "appeared"
    STAGE = "stage"
    DEADLINE_ADDED = "deadline_added"
    DEADLINE_MOVED = "deadline_moved"
    DEADLINE_REMOVED = "deadline_removed"
    DOCUMENT_ADDED = "document_added"
    DOCUMENT_REMOVED = "document_removed"
    TEXT_CHANGED = "text_changed"
    AMENDMENT = "amendment"
    COMMITTEE_REPORT = "committee_report"
    VOTE = "vote"
    TITLE = "title"
    MINISTRY = "ministry"
    COMMITTEE = "committee"
    GONE = "gone"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, and when it was seen (`seen_at`, UTC).

    `before` and `after` are the values of what changed (stages as their codes,
    documents and votes in `after` by title or conclusion). `day` is when it happened,
    where the source says so. `document` is the key of the document it is about.
    `old_deadline` and `new_deadline` are set on the three about deadlines; `change`
    on TEXT_CHANGED.
    """

    kind: EventKind
    seen_at: datetime
    before: str = ""
    after: str = ""
    day: date | None = None
    document: str = ""
    old_deadline: Deadline | None = None
    new_deadline: Deadline | None = None
    change: DocumentChange | None = None


@dataclass(frozen=True, slots=True)
class ProposalVersion:
    """A proposal as it was seen; `version` counts from 1, `seen_at` is UTC."""

    version: int
    proposal: Proposal
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class DocumentVersion:
    """A document's bytes as they were fetched; `fetched_at` is UTC.

    `headers` came with them, bare of what identifies anyone.
    """

    key: str
    version: int
    url: str
    sha256: str
    content_type: str
    fetched_at: datetime
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Absence:
    """That a source no longer listed a proposal (`gone`), or listed it again; UTC."""

    gone: bool
    at: datetime


class Histories(Protocol):
    """What a store keeps of the past, and what persons decided about deadlines.

    Every method is one transaction. `StoreError` when the store cannot be used.
    """

    def proposal_versions(self, ref: str) -> tuple[ProposalVersion, ...]:
        """Every version of a proposal, oldest first; empty when there is none."""
        ...

    def document_versions(self, ref: str) -> tuple[DocumentVersion, ...]:
        """Every version of every document of a proposal, in the order fetched."""
        ...

    def absences(self, ref: str) -> tuple[Absence, ...]:
        """When a proposal was no longer listed, or listed again, oldest first."""
        ...

    def changed_since(self, moment: datetime) -> tuple[str, ...]:
        """The proposals that came, changed, got a document, went or came back."""
        ...

    def deadline_decisions(self, ref: str) -> tuple[DeadlineDecision, ...]:
        """The decisions on the deadlines of a proposal, oldest first."""
        ...

    def save_deadline_decision(self, decision: DeadlineDecision) -> None:
        """Keep a decision; earlier ones stay."""
        ...
