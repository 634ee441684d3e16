"""What is kept of the questions to a language model, and of those asked together."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from briefing.domain.budget import Spent
from briefing.domain.model import ModelCall

SETTLED = frozenset(
    {
        "ModelRefused",
        "Truncated",
        "QuestionTooLong",
        "QuestionRejected",
        "InvalidAnswer",
    }
)
"""Failures that asking the same again soon would not mend."""
SETTLED_FOR = timedelta(days=1)


class QueueState(StrEnum):
    """Where a question stands that is asked with others."""

    QUEUED = "queued"
    HANDING = "handing"
    SENT = "sent"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"


OPEN = (QueueState.QUEUED, QueueState.HANDING, QueueState.SENT)
"""The states of a question that is still to be answered with others."""


@dataclass(frozen=True, slots=True)
class Queued:
    """A question asked with others: the call it will be, and the batch it is in.

    Until it is answered the call's usage and kroner are the most it may take. `at` is
    when its state last changed, in UTC.
    """

    call: ModelCall
    state: QueueState
    at: datetime
    batch: str = ""


class ModelCalls(Protocol):
    """The store as it sees questions to a language model; calls are only added."""

    def save_call(self, call: ModelCall) -> None:
        """Keep a call, whether it succeeded or not."""
        ...

    def calls(
        self, ref: str | None = None, since: datetime | None = None
    ) -> tuple[ModelCall, ...]:
        """The calls made for a proposal, or all, from a moment on, the oldest first."""
        ...

    def settled(
        self, server: str, model: str, asked: str, now: datetime
    ) -> ModelCall | None:
        """The latest usable answer to this very question, else why it lately had none.

        A failure counts for `SETTLED_FOR`, and only one of `SETTLED`.
        """
        ...

    def spent(self, ref: str, now: datetime) -> tuple[Spent, Spent]:
        """What was used for a proposal in all, and for all on the Danish day.

        Questions handed in together count with the most they may use.
        """
        ...

    def queue(self, call: ModelCall) -> None:
        """Keep a question for a batch."""
        ...

    def queued(self, server: str, asked: str) -> Queued | None:
        """Where a question stands that was kept for a batch."""
        ...

    def queue_of(self, server: str, state: QueueState) -> tuple[Queued, ...]:
        """The questions at a server in this state, the oldest first."""
        ...

    def requeue(self, queued: Queued, call: ModelCall | None = None) -> None:
        """Keep a question's new state, and with it the call that came of it."""
        ...
