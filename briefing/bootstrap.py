"""The composition root: the only place that builds real adapters."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from briefing.adapters.asking import KEY_VARIABLE, ModelSettings, ServerSettings
from briefing.adapters.backup import BackedUp, back_up, last_backup
from briefing.adapters.database import Database, open_database, where
from briefing.adapters.database.blobs import Blobs
from briefing.adapters.holding import RUN, SERVE, Held, Holder, holding, is_wanted
from briefing.adapters.hooks import HookPoster
from briefing.adapters.http import HttpFetcher
from briefing.adapters.mail import (
    PASSWORD_VARIABLE,
    USER_VARIABLE,
    SmtpMailer,
    SmtpServer,
)
from briefing.adapters.processes import Processes
from briefing.archive.keeping import Archive
from briefing.archive.numbering import Scheme
from briefing.assessment.embedded import EMBEDDED_VERSION, EmbeddedAnalyst
from briefing.assessment.prompted import PROMPTED_VERSION, PromptedAnalyst
from briefing.assessment.prompting import prompts_digest
from briefing.assessment.screening import ModelScreener
from briefing.config import ModelSection, OneModelSection, Settings, load
from briefing.delivery.private import SHORTEST_SECRET, token
from briefing.domain.assessment import DraftAssessment
from briefing.domain.budget import Limits, Prices
from briefing.domain.delivery import HOOKS
from briefing.domain.document import Document
from briefing.domain.model import Model, Role
from briefing.domain.ports import Analysing, AskedTogether, Clock, Compute, Fetcher
from briefing.domain.profile import Profile
from briefing.domain.proposal import Proposal
from briefing.domain.source import Source
from briefing.errors import (
    HELD,
    HELD_BY,
    SERVED,
    SERVED_BY,
    BackupError,
    ConfigError,
    StoreHeld,
)
from briefing.language.written import COPENHAGEN
from briefing.pipeline.condition import Pulse, Service
from briefing.pipeline.feeds import Addresses
from briefing.pipeline.line import Line
from briefing.pipeline.outgoing import Ways
from briefing.pipeline.searching import with_searches
from briefing.pipeline.shift import Shift, Tools
from briefing.sources.base import find_sources

if TYPE_CHECKING:
    from briefing.adapters.claude import ClaudeModel

MEGABYTE = 1024 * 1024
FEED_SECRET_VARIABLE = "BRIEFING_FEED_SECRET"  # noqa: S105 - a name, no secret


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
    store = open_store(places, settings)
    settings = with_searches(settings, store.saved_searches())
    processes = Processes(settings.run.processes)
    rules = ComputedAnalyst(EmbeddedAnalyst(), processes)
    model = _model(settings.model, places.data, store, clock)
    chosen = fetcher or HttpFetcher(
        size_cap=settings.run.size_cap_mb * MEGABYTE, contact=settings.run.contact
    )
    try:
        yield Line(
            settings=settings,
            store=store,
            fetcher=chosen,
            sources=sources,
            analyst=_analyst(settings.model, rules, model, processes),
            analyst_id=_analyst_id(settings.model),
            compute=processes,
            clock=clock,
            output=places.output,
            templates=settings.folder / "templates",
            screener=_screener(settings.model, model, processes),
            together=_together(settings.model, model),
            own_pace=model is not None,
        )
    finally:
        processes.close()
        if model is not None:
            model.close()
        store.close()
        if isinstance(chosen, HttpFetcher):
            chosen.close()


def open_store(places: Places, settings: Settings) -> Database:
    """The store; the password of a database comes from the environment alone."""
    url = where.database_url(places.data, settings.database)
    return open_database(
        places.data, url or None, os.environ.get(where.DATABASE_PASSWORD_VARIABLE, "")
    )


def _model(
    section: ModelSection, data: Path, store: Database, clock: Clock
) -> "ClaudeModel | None":
    """The language models that are configured; None where only rules assess."""
    if section.analyst == "embedded":
        return None
    from briefing.adapters.claude import (  # noqa: PLC0415 - takes two seconds
        ClaudeModel,
    )

    return ClaudeModel(
        ServerSettings(
            models={
                Role.ASSESS: _one_model(section.large),
                Role.SECOND: _one_model(section.small),
                Role.SCREEN: _one_model(section.small),
            },
            key=os.environ.get(KEY_VARIABLE, ""),
            base_url=section.base_url,
            timeout=section.timeout.total_seconds(),
            retries=section.retries,
            concurrency=section.concurrency,
            limits=Limits(**section.budget.model_dump()),
            batch_wait=section.batch_wait.total_seconds(),
            batch_poll=section.batch_poll.total_seconds(),
        ),
        memory=data / "model_ways.json",
        kept=store,
        clock=clock,
    )


def _one_model(section: OneModelSection) -> ModelSettings:
    return ModelSettings(
        name=section.name,
        window=section.window,
        most=section.answer_tokens,
        effort=section.effort,
        prices=Prices(
            input=section.price_sent,
            output=section.price_answered,
            cache_write=section.cache_write,
            cache_read=section.cache_read,
            batch=section.batch,
        ),
    )


def _analyst(
    section: ModelSection, rules: Analysing, model: Model | None, compute: Compute
) -> Analysing:
    if model is None:
        return rules
    return PromptedAnalyst(model, rules, compute, second=section.second_reading)


def _screener(
    section: ModelSection, model: Model | None, compute: Compute
) -> ModelScreener | None:
    """Who looks again at what the rules leave undecided; None where nobody does."""
    if model is None or not section.screen_below:
        return None
    return ModelScreener(model, compute, section.screen_below)


def _together(
    section: ModelSection, model: "ClaudeModel | None"
) -> AskedTogether | None:
    """Where the questions of a backfill are handed in together; None if nowhere."""
    return model.batches if model and section.batches == "backfill" else None


def _analyst_id(section: ModelSection) -> str:
    """What an assessment depends on besides its sources: a change is a new version."""
    embedded = f"embedded {EMBEDDED_VERSION}"
    if section.analyst == "embedded":
        return embedded
    models = f"{section.base_url} {section.large.name} {section.small.name}"
    asked = f"{prompts_digest()} {section.second_reading}"
    return f"prompted {PROMPTED_VERSION} {models} {asked} over {embedded}"


def open_ways(settings: Settings) -> Ways:
    """The ways out of the machine that are configured; ConfigError when one cannot be.

    Names, passwords and the addresses of webhooks are taken from the environment alone.
    """
    section = settings.delivery
    hooks = [each.address for each in settings.recipients if each.channel in HOOKS]
    timeout = section.timeout.total_seconds()
    addresses = {each: os.environ.get(hook_variable(each), "") for each in hooks}
    poster = HookPoster(addresses, timeout) if hooks else None
    if not section.host:
        return Ways(poster=poster)
    server = SmtpServer(
        host=section.host,
        port=section.port,
        security=section.security,
        user=os.environ.get(USER_VARIABLE, ""),
        password=os.environ.get(PASSWORD_VARIABLE, ""),
        timeout=timeout,
        trusted=section.trusted or None,
    )
    return Ways(SmtpMailer(server), poster)


def hook_variable(name: str) -> str:
    """The variable of the environment that holds the address of a webhook."""
    return f"BRIEFING_WEBHOOK_{name.upper().replace('-', '_')}"


def feed_addresses(settings: Settings) -> Addresses:
    """The private addresses of every profile's feeds.

    They are made from a secret in the environment; ConfigError without one.
    """
    secret = os.environ.get(FEED_SECRET_VARIABLE, "")
    if len(secret) < SHORTEST_SECRET:
        raise ConfigError(
            f"private addresses need a secret of at least {SHORTEST_SECRET} characters "
            f"in {FEED_SECRET_VARIABLE}; make one with `openssl rand -hex 32`"
        )
    section = settings.delivery.feeds
    keys = {
        each: token(secret, each, section.revoked.get(each, 0))
        for each in settings.profiles
    }
    return Addresses(keys, section.address.rstrip("/"))


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


def archive_of(line: Line, places: Places) -> Archive:
    """The archive beside this line's store; ConfigError when its numbers cannot be."""
    section = line.settings.archive
    scheme = Scheme(section.case_number, section.first_number)
    if problem := scheme.problem():
        raise ConfigError(f"{line.settings.path}: archive: case_number: {problem}")
    folder = places.data / "archive"
    return Archive(folder, Blobs(folder / "objects"), line.store, scheme)


Waiting = Callable[[Holder | None], None]
"""Told once, when there is something to wait for, who holds it."""


def _tell_nobody(_holder: Holder | None) -> None:
    """Wait and say nothing."""


@contextmanager
def one_run_at_a_time(
    data: Path, wait: timedelta = timedelta(), waiting: Waiting = _tell_nobody
) -> Iterator[None]:
    """Hold the store while working in it; StoreHeld when another does so for longer.

    A serving instance that works lets go soon when somebody waits.
    """
    with _held(data, RUN, (HELD_BY, HELD), wait, waiting):
        yield


@contextmanager
def one_service_at_a_time(data: Path) -> Iterator[None]:
    """Serve a store alone; StoreHeld when it is served already."""
    with _held(data, SERVE, (SERVED_BY, SERVED), timedelta(seconds=1), _tell_nobody):
        yield


@contextmanager
def _held(
    data: Path, name: str, told: tuple[str, str], wait: timedelta, waiting: Waiting
) -> Iterator[None]:
    with ExitStack() as stack:
        try:
            stack.enter_context(holding(data, name, wait, waiting))
        except Held as error:
            found = error.holder
            if found is None:
                raise StoreHeld(told[1], path=data) from error
            since = found.since.astimezone(COPENHAGEN).strftime("%Y-%m-%d %H:%M")
            raise StoreHeld(
                told[0], path=data, pid=found.pid, host=found.host, since=since
            ) from error
        yield


def backup_name(at: datetime) -> str:
    """What the file of a backup is called; names sort as their moments do."""
    return f"briefing-{at.astimezone(COPENHAGEN):%Y%m%d-%H%M%S}.zip"


def back_up_now(places: Places, into: Path, at: datetime) -> BackedUp:
    """Write everything into one file; BackupError when that fails."""
    settings = load(places.config) if places.config.exists() else None
    if where.database_url(places.data, settings.database if settings else ""):
        raise BackupError(
            "The store is in a database of its own. Back it up with that server's "
            "tools (pg_dump) first, and then copy the folder {path}.",
            path=places.data,
        )
    others = {
        "config": [places.config],
        "templates": [places.config.parent / "templates"],
        "output": [places.output],
    }
    return back_up(places.data, others, into, at)


def service_of(line: Line, places: Places) -> Service:
    """The line as a service that can be looked at."""
    return Service(line, places.data, Pulse(), partial(last_backup, places.data))


def shift_of(service: Service, places: Places, stop: Event) -> Shift:
    """The work of a serving process, which ends when `stop` is set."""
    line = service.line

    def backed_up(folder: Path) -> Path:
        at = line.clock()
        return Path(back_up_now(places, folder / backup_name(at), at).path)

    return Shift(
        service,
        Tools(
            archive=archive_of(line, places),
            ways=open_ways(line.settings),
            alone=partial(one_run_at_a_time, places.data),
            wanted=partial(is_wanted, places.data, RUN),
            back_up=backed_up,
            stop=stop,
        ),
    )
