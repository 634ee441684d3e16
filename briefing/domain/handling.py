"""What persons say of a matter: whose it is, how it was answered, whether it matters.

Every row says what one person decided at one moment; the latest counts, none is
changed. All are of one proposal for one profile; moments are UTC.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Protocol

from briefing.domain.deadline import ANSWERED_KINDS
from briefing.domain.profile import Reason, Relevance
from briefing.domain.proposal import Deadline, DeadlineKind


@dataclass(frozen=True, slots=True)
class Assignment:
    """Whose job a matter is; `to` is empty where it was taken back.

    `by` may be empty: who assigned it is not always said.
    """

    ref: str
    profile: str
    to: str
    by: str
    at: datetime


class ResponseState(StrEnum):
    """What became of the organisation's own response to a consultation."""

    SENT = "sent"
    NONE = "none"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class OwnResponse:
    """That a consultation was answered, will not be, or is open again.

    `file` is the name and `sha256` the bytes of what was sent; both are empty unless
    SENT. `days` are the deadlines as they stood, as `kind|date|time`. `id` counts the
    responses of the store (0 before it is kept).
    """

    ref: str
    profile: str
    state: ResponseState
    by: str
    at: datetime
    why: str = ""
    file: str = ""
    sha256: str = ""
    days: tuple[str, ...] = ()
    id: int = 0

    def closes(self, kind: DeadlineKind) -> bool:
        """Whether nobody needs to be reminded of deadlines of this kind any more."""
        return self.state is not ResponseState.OPEN and kind in ANSWERED_KINDS

    def stood(self, kind: DeadlineKind) -> Deadline | None:
        """The deadline of this kind as it stood when that was said."""
        for each in self.days:
            name, day, at = each.split("|")
            if name == kind.value:
                moment = time.fromisoformat(at) if at else None
                return Deadline(kind, date.fromisoformat(day), "", moment)
        return None


def day_of(deadline: Deadline) -> str:
    """A deadline as `OwnResponse.days` keeps it."""
    at = deadline.at.isoformat("minutes") if deadline.at else ""
    return f"{deadline.kind.value}|{deadline.date}|{at}"


class Verdict(StrEnum):
    """What a person says of a relevance; COMPUTED takes it back."""

    RELEVANT = "relevant"
    IRRELEVANT = "irrelevant"
    COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class RelevanceDecision:
    """A person's word on whether a proposal matters, against the `score` computed."""

    ref: str
    profile: str
    verdict: Verdict
    by: str
    at: datetime
    why: str = ""
    score: int = 0


SCORES = {Verdict.RELEVANT: 100, Verdict.IRRELEVANT: 0}
"""What a person's word counts for among the scores."""


def with_decisions(
    found: Relevance, decisions: tuple[RelevanceDecision, ...]
) -> Relevance:
    """The relevance as the last of these decisions leaves it, oldest first."""
    last = decisions[-1] if decisions else None
    if last is None or last.verdict is Verdict.COMPUTED:
        return found
    score = SCORES[last.verdict]
    reason = Reason(f"{last.by}: {last.why}", score - found.score)
    return Relevance(score, (reason, *found.reasons), found.score)


class Handlings(Protocol):
    """The store as it sees what persons say of a matter; rows are only added.

    Every method is one transaction. `StoreError` when the store cannot be used.
    """

    def assignments(self, ref: str | None = None) -> tuple[Assignment, ...]:
        """Whose job it was said to be, for a proposal or for all, oldest first."""
        ...

    def save_assignment(self, assignment: Assignment) -> None:
        """Keep an assignment; earlier ones stay."""
        ...

    def own_responses(self, ref: str | None = None) -> tuple[OwnResponse, ...]:
        """What became of the consultation of a proposal, or of all, oldest first."""
        ...

    def save_own_response(self, response: OwnResponse) -> OwnResponse:
        """Keep a response; gives it back with its `id`."""
        ...

    def relevance_decisions(
        self, ref: str | None = None
    ) -> tuple[RelevanceDecision, ...]:
        """What persons said of the relevance of a proposal, or of all, oldest first."""
        ...

    def save_relevance_decision(self, decision: RelevanceDecision) -> None:
        """Keep a decision; earlier ones stay."""
        ...


def assigned_to(found: tuple[Assignment, ...], profile: str) -> str:
    """Whose job it is for a profile now; empty when it is nobody's."""
    return next((e.to for e in reversed(found) if e.profile == profile), "")


def latest_response(found: tuple[OwnResponse, ...], profile: str) -> OwnResponse | None:
    """The response that counts for a profile; None while it is open."""
    last = next((e for e in reversed(found) if e.profile == profile), None)
    return None if last is None or last.state is ResponseState.OPEN else last
