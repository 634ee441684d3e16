"""The composition root: the only place that builds real adapters."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from briefing.adapters.database import open_database
from briefing.adapters.http import HttpFetcher
from briefing.adapters.processes import Processes
from briefing.assessment.embedded import EMBEDDED_VERSION, EmbeddedAnalyst
from briefing.config import Settings, load
from briefing.domain.assessment import DraftAssessment
from briefing.domain.document import Document
from briefing.domain.ports import Analysing, Clock, Compute, Fetcher
from briefing.domain.profile import Profile
from briefing.domain.proposal import Proposal
from briefing.domain.source import Source
from briefing.errors import ConfigError, StoreError
from briefing.pipeline.line import Line
from briefing.sources.base import find_sources

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are: the configuration, the store, what people open."""

    config: Path
    data: Path
    output: Path


@dataclass(frozen=True, slots=True)
class ComputedAnalyst:
    """An analyst that only calculates, given the processes to do it in."""

    analyst: Analysing
    compute: Compute

    def analyse(
        self, proposal: Proposal, documents: tuple[Document, ...], profile: Profile
    ) -> DraftAssessment:
        """The analyst's answer, from another process."""
        return self.compute(self.analyst.analyse, proposal, documents, profile)


def now() -> datetime:
    """The current moment in UTC."""
    return datetime.now(UTC)


@contextmanager
def open_line(
    places: Places,
    *,
    settings: Settings | None = None,
    clock: Clock = now,
    fetcher: Fetcher | None = None,
) -> Iterator[Line]:
    """The line with its real adapters, closed at the end.

    Raises ConfigError and StoreError with what to do about them.
    """
    settings = settings or load(places.config)
    sources = _known_sources(settings)
    store = open_database(places.data)
    processes = Processes(settings.run.processes)
    chosen = fetcher or HttpFetcher(
        size_cap=settings.run.size_cap_mb * MEGABYTE, contact=settings.run.contact
    )
    try:
        yield Line(
            settings=settings,
            store=store,
            fetcher=chosen,
            sources=sources,
            analyst=ComputedAnalyst(EmbeddedAnalyst(), processes),
            analyst_id=f"embedded {EMBEDDED_VERSION}",
            compute=processes,
            clock=clock,
            output=places.output,
            templates=settings.folder / "templates",
        )
    finally:
        processes.close()
        store.close()
        if isinstance(chosen, HttpFetcher):
            chosen.close()


def _known_sources(settings: Settings) -> Mapping[str, Source]:
    """The source that reads each entry, by the entry's id."""
    known = find_sources()
    found = {}
    for config in settings.sources.values():
        reader = config.reader or config.id
        if reader not in known:
            raise ConfigError(
                f"{settings.path}: no source is called {reader!r}; "
                f"there are {', '.join(sorted(known))}"
            )
        found[config.id] = known[reader]
    return found


@contextmanager
def one_run_at_a_time(data: Path) -> Iterator[None]:
    """Hold the store for a run; StoreError when another run holds it.

    The operating system lets go when the process ends, however it ends.
    """
    data.mkdir(parents=True, exist_ok=True)
    lock = FileLock(data / "run.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise StoreError(
            f"another run is working in {data}; wait for it, or give --data"
        ) from error
    try:
        yield
    finally:
        lock.release()
