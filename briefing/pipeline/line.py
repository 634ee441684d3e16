"""What the line works with, and what it says it did."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Semaphore

from briefing.config import Settings
from briefing.domain.assessment import DraftAssessment
from briefing.domain.document import Document
from briefing.domain.ports import Analysing, Clock, Compute, Fetcher
from briefing.domain.profile import Profile
from briefing.domain.proposal import Proposal
from briefing.domain.source import Scope, Source
from briefing.domain.store import Store


@dataclass(frozen=True, slots=True)
class Line:
    """Everything the line needs; built by `briefing.bootstrap` alone."""

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

    `rejected` counts records kept aside because they did not validate.
    """

    source_id: str
    listed: int = 0
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    rejected: int = 0
    warnings: tuple[str, ...] = ()
    error: str = ""
    error_detail: str = ""

    @property
    def failed(self) -> bool:
        """Whether the source, or a record of it, could not be read."""
        return bool(self.error or self.rejected)


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """What a pass over one proposal did. `error` is empty when all went well."""

    ref: str
    written: tuple[str, ...] = ()
    missing: int = 0
    error: str = ""
    error_detail: str = ""


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did, source by source and proposal by proposal."""

    sources: tuple[SourceOutcome, ...] = ()
    items: tuple[ItemOutcome, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether no source and no proposal failed."""
        return not any(each.failed for each in self.sources) and not any(
            each.error for each in self.items
        )


@dataclass(frozen=True, slots=True)
class Order:
    """What a run is asked for; `sources` empty means every enabled one."""

    scope: Scope
    sources: tuple[str, ...] = ()
    notify: Callable[[SourceOutcome | ItemOutcome, int], None] = field(
        default=lambda _outcome, _total: None
    )
