"""What a run did and what broke, as the store keeps it; and what stands wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from briefing.domain.budget import Spent


class RunState(StrEnum):
    """How a run stands or ended.

    PARTLY: done, but a source or an item failed. STOPPED: asked to stop before all
    was done; the rest comes next time. FAILED: broke. BROKEN_OFF: its process ended
    without a word.
    """

    RUNNING = "running"
    DONE = "done"
    PARTLY = "partly"
    STOPPED = "stopped"
    FAILED = "failed"
    BROKEN_OFF = "broken_off"


CRASHED = frozenset({RunState.FAILED, RunState.BROKEN_OFF})
"""The ends that nobody wanted."""


@dataclass(frozen=True, slots=True)
class SourceRun:
    """What reading one source gave. `error` is empty when all went well."""

    source_id: str
    listed: int = 0
    new: int = 0
    changed: int = 0
    aside: int = 0
    requests: int = 0
    seconds: float = 0.0
    error: str = ""
    error_detail: str = ""
    alarms: int = 0


@dataclass(frozen=True, slots=True)
class Broke:
    """Something that broke: a ref or a part of the run, the error and its message."""

    where: str
    error: str
    detail: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run; moments are UTC.

    `by` is what began it: `serve`, or the command that a person gave. `briefings` and
    `overviews` count files, `verified` and `withheld` statements of the assessments
    made, `missing` documents that could not be had. `sent` counts letters that a
    server took, `unsent` those that were tried in vain. `kroner` is 0 where no price is
    known.
    """

    by: str
    started_at: datetime
    id: int = 0
    ended_at: datetime | None = None
    state: RunState = RunState.RUNNING
    sources: tuple[SourceRun, ...] = ()
    proposals: int = 0
    briefings: int = 0
    verified: int = 0
    withheld: int = 0
    missing: int = 0
    overviews: int = 0
    archived: int = 0
    sent: int = 0
    unsent: int = 0
    tokens: int = 0
    kroner: float = 0.0
    broke: tuple[Broke, ...] = ()

    @property
    def new(self) -> int:
        """How many proposals were new."""
        return sum(each.new for each in self.sources)

    @property
    def changed(self) -> int:
        """How many proposals had changed."""
        return sum(each.changed for each in self.sources)

    @property
    def failed(self) -> tuple[str, ...]:
        """The sources that could not be read."""
        return tuple(each.source_id for each in self.sources if each.error)

    @property
    def is_empty(self) -> bool:
        """Whether it read nothing, did nothing, and nothing broke."""
        did = (self.proposals, self.briefings, self.overviews, self.archived,
               self.sent, self.unsent, self.tokens)  # fmt: skip
        return not (self.sources or self.broke or any(did))

    @property
    def seconds(self) -> float | None:
        """How long it took; None while it runs, or where nobody can know."""
        if self.ended_at is None or self.state is RunState.BROKEN_OFF:
            return None
        return (self.ended_at - self.started_at).total_seconds()


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that whoever runs the program must look at.

    `cause` is the same however often it is found. `message` is a sentence of the
    catalogue; `values` fill its braces, `remedy` says what to do. One that is `weekly`
    is told once a week and not each day. `ended` says that it is well again.
    """

    cause: str
    message: str
    values: Mapping[str, Any] = field(default_factory=dict)
    remedy: str = ""
    weekly: bool = False
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """An alert that stands, and since when."""

    alert: Alert
    since: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is in the store.

    `drafts` counts the latest assessments made in the last days that nobody has
    decided on. `deliveries` and `runs` are by their state; `verified` and `withheld`
    are of the runs that are kept. `next_retry_at` is when an item that failed, or whose
    documents are to be looked at, is due; `reviewed_at` when a person last decided.
    """

    proposals: int = 0
    drafts: int = 0
    deliveries: Mapping[str, int] = field(default_factory=dict)
    runs: Mapping[str, int] = field(default_factory=dict)
    verified: int = 0
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class Upcoming:
    """What the store says is coming, and the last that persons and runs did.

    `retry_at` is when the first item is due again that failed or whose documents are
    to be looked at, `letter_at` the first letter that waits. `reviewed_at` is when a
    person last decided on a draft, `first_run_at` when the first run still kept began.
    """

    retry_at: datetime | None = None
    letter_at: datetime | None = None
    reviewed_at: datetime | None = None
    first_run_at: datetime | None = None


DRAFTS_FROM = timedelta(days=30)
"""How far back drafts are counted that nobody has decided on."""


class Runs(Protocol):
    """The store as it sees runs, alerts that stand, and how much there is.

    Every method is one transaction. `StoreError` when the store cannot be used.
    """

    def begin_run(self, run: Run) -> Run:
        """Keep that a run begins; gives it with its number.

        Those that are still said to run were broken off: the caller works alone.
        """
        ...

    def end_run(self, run: Run) -> None:
        """Keep how a run ended."""
        ...

    def run(self, number: int) -> Run | None:
        """The run of this number."""
        ...

    def runs(self, count: int, since: datetime | None = None) -> tuple[Run, ...]:
        """The latest runs, from a moment on, the newest first."""
        ...

    def drop_run(self, number: int) -> None:
        """Delete a run that did nothing."""
        ...

    def forget_runs(self, before: datetime) -> int:
        """Delete runs that began before a moment; how many."""
        ...

    def spent_since(self, moment: datetime) -> Spent:
        """What was asked of language models from a moment on."""
        ...

    def alerts(self) -> tuple[Standing, ...]:
        """The alerts that stand, by cause."""
        ...

    def keep_alerts(self, standing: Sequence[Standing]) -> None:
        """Keep which alerts stand from now on, in place of the earlier ones."""
        ...

    def news_at(self, source_id: str, since: datetime) -> tuple[datetime, ...]:
        """When a source gave something new or changed, from a moment on, in order."""
        ...

    def upcoming(self) -> Upcoming:
        """What is coming."""
        ...

    def counts(self, now: datetime) -> Counts:
        """How much there is of everything."""
        ...
