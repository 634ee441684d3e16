"""What the line works with, and what it says it did."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Semaphore

from briefing.config import Settings
from briefing.domain.assessment import DraftAssessment
from briefing.domain.document import Document
from briefing.domain.ports import (
    Analysing,
    AskedTogether,
    Clock,
    Compute,
    Fetcher,
    Screening,
)
from briefing.domain.profile import Profile
from briefing.domain.proposal import Proposal
from briefing.domain.source import Scope, Source
from briefing.domain.store import Alarm, Store


@dataclass(frozen=True, slots=True)
class Line:
    """Everything the line needs; built by `briefing.bootstrap` alone.

    `screener` looks again at what the rules leave undecided, `together` hands in the
    questions of a backfill; both None without a language model. `own_pace` says that
    the analyst sees by itself to how much it is asked at a time.
    """

    settings: Settings
    store: Store
    fetcher: Fetcher
    sources: Mapping[str, Source]
    analyst: Analysing
    analyst_id: str
    compute: Compute
    clock: Clock
    output: Path
    templates: Path
    screener: Screening | None = None
    together: AskedTogether | None = None
    own_pace: bool = False


@dataclass(frozen=True, slots=True)
class BoundedAnalyst:
    """An analyst that is asked at most so many questions at a time."""

    analyst: Analysing
    slots: Semaphore

    def analyse(
        self, proposal: Proposal, documents: tuple[Document, ...], profile: Profile
    ) -> DraftAssessment:
        """The analyst's answer, once there is a free slot."""
        with self.slots:
            return self.analyst.analyse(proposal, documents, profile)


@dataclass(frozen=True, slots=True)
class SourceOutcome:
    """What reading one source did. `error` is empty when all went well.

    `rejected` counts records kept aside because they did not validate. `gone` are
    refs that the source no longer lists. `paused` says that records are left because
    the source asked us to wait. `alarms` is what is not as usual about it.
    """

    source_id: str
    listed: int = 0
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    rejected: int = 0
    warnings: tuple[str, ...] = ()
    error: str = ""
    error_detail: str = ""
    gone: tuple[str, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    paused: bool = False
    seconds: float = 0.0
    requests: int = 0

    @property
    def failed(self) -> bool:
        """Whether the source, or a record of it, could not be read as usual."""
        return bool(self.error or self.rejected or self.paused or self.alarms)


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """What a pass over one proposal did. `error` is empty when all went well.

    `unanswered` names the error for which the analyst is to be asked again.
    `verified` and `withheld` count the statements of the assessments made.
    """

    ref: str
    written: tuple[str, ...] = ()
    missing: int = 0
    error: str = ""
    error_detail: str = ""
    unanswered: str = ""
    verified: int = 0
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did, source by source and proposal by proposal.

    `looked_at` counts the proposals brought through; `is_whole` is False where it was
    asked to stop before it came to the last.
    """

    sources: tuple[SourceOutcome, ...] = ()
    items: tuple[ItemOutcome, ...] = ()
    looked_at: int = 0
    is_whole: bool = True

    @property
    def complete(self) -> bool:
        """Whether no source and no proposal failed."""
        return not any(each.failed for each in self.sources) and not any(
            each.error or each.unanswered for each in self.items
        )


@dataclass(frozen=True, slots=True)
class PartProgress:
    """How far a backfill has come: part `number` is being read.

    `listed` counts the records so far, those of the part that is being read too.
    `seconds_left` is estimated from the parts read so far; None before the first.
    """

    source_id: str
    part: str
    number: int
    listed: int
    seconds_left: float | None = None


News = SourceOutcome | ItemOutcome | PartProgress
Notify = Callable[[News, int], None]
"""Told what has happened, and how many such things there are in all."""


def quiet(_news: News, _total: int) -> None:
    """Told, and says nothing."""


def never() -> bool:
    """Go on to the end."""
    return False


@dataclass(frozen=True, slots=True)
class Order:
    """What a run is asked for; `sources` empty means every enabled one.

    `notify` is called from several threads. Once `enough` says so, no further proposal
    is begun; what is left is as due as before.
    """

    scope: Scope
    sources: tuple[str, ...] = ()
    notify: Notify = quiet
    enough: Callable[[], bool] = never
