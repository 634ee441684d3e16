"""Discover: sweep one source and keep what it lists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from briefing.domain.ports import Answer
from briefing.domain.source import Cursor, Page, Request, Scope, SourceConfig
from briefing.domain.store import Harvest, SourceState, SweepRecord
from briefing.errors import (
    ConfigError,
    FetchError,
    ParseError,
    RateLimited,
    SourceError,
)
from briefing.pipeline.backfill import Backfill, parts_left
from briefing.pipeline.canary import examine, filled, kind_of
from briefing.pipeline.line import Line, Notify, SourceOutcome, quiet
from briefing.pipeline.quarantine import due_again, program, resolved
from briefing.pipeline.vanished import vanished
from briefing.sources.base import Swept, read_again, slices_of, sweep

log = structlog.get_logger()

FIRST_BACKOFF = timedelta(minutes=5)
_VALIDATORS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
_NOT_MODIFIED = 304


def discover(
    line: Line, config: SourceConfig, scope: Scope, notify: Notify = quiet
) -> SourceOutcome:
    """Read a source once, or part by part as far back as `scope.since`.

    A failure is kept with its reason and the next try.
    """
    state = line.store.source_state(config.id)
    try:
        parts = slices_of(line.sources[config.id], config, scope)
    except ConfigError as error:
        return _keep_failure(line, config, state, SourceError(config.id, str(error)))
    if parts == (scope,):
        return _discover_now(line, config, state, scope)
    return _discover_back(line, config, scope, parts, notify)


@dataclass(slots=True)
class _Asking:
    """The requests of one sweep: what they cost, and validators for the next."""

    line: Line
    config: SourceConfig
    validators: dict[str, dict[str, str]]
    fresh: bool
    requests: int = 0
    size: int = 0

    def __call__(self, request: Request) -> Page | None:
        """The answer; None when it is the same as last time."""
        if request.conditional and not self.fresh:
            headers = {**request.headers, **self.validators.get(request.url, {})}
            request = replace(request, headers=headers)
        self.requests += 1
        answer = self.line.fetcher.listing(self.config, request)
        self.size += len(answer.body)
        if answer.status == _NOT_MODIFIED:
            return None
        if request.conditional:
            self.validators[request.url] = _validators_of(answer)
        return Page(
            request,
            answer.body,
            answer.content_type,
            answer.final_url,
            answer.status,
        )


def _validators_of(answer: Answer) -> dict[str, str]:
    headers: Mapping[str, str] = {
        name.lower(): value for name, value in answer.headers.items()
    }
    return {ask: headers[name] for name, ask in _VALIDATORS.items() if name in headers}


def _guarded(config: SourceConfig, read: Callable[[], Swept]) -> Swept:
    """A sweep; SourceError whatever goes wrong in a source's own code."""
    try:
        return read()
    except SourceError:
        raise
    except Exception as error:
        reason = f"could not be read: {type(error).__name__}: {error}"
        raise ParseError(config.id, reason) from error


def _swept(
    line: Line, config: SourceConfig, cursor: Cursor, scope: Scope, asking: _Asking
) -> Swept:
    source = line.sources[config.id]
    return _guarded(config, lambda: sweep(source, config, cursor, scope, asking))


def _with_asides(
    line: Line, config: SourceConfig, swept: Swept, asking: _Asking
) -> Swept:
    """The sweep, and what was kept aside and has been asked for again."""
    asides = line.store.rejected(config.id)
    requests = due_again(asides, swept, line.clock())
    if not requests:
        return swept
    source = line.sources[config.id]
    try:
        more = _guarded(config, lambda: read_again(source, config, requests, asking))
    except SourceError as error:
        left = f"what is kept aside could not be asked for again: {error}"
        return replace(swept, warnings=(*swept.warnings, left))
    known = {each.ref for each in swept.proposals}
    new = tuple(each for each in more.proposals if each.ref not in known)
    return replace(
        swept,
        proposals=swept.proposals + new,
        rejected=swept.rejected + more.rejected,
        warnings=swept.warnings + more.warnings,
        read=swept.read + more.read,
        removed=swept.removed + more.removed,
    )


def _discover_now(
    line: Line, config: SourceConfig, state: SourceState, scope: Scope
) -> SourceOutcome:
    asking = _Asking(line, config, dict(state.validators), fresh=scope.everything)
    started = line.clock()
    try:
        swept = _swept(line, config, state.cursor, scope, asking)
    except SourceError as error:
        return _keep_failure(line, config, state, error)
    if not swept.rejected and swept.paused is None:  # else the list is read again
        state = replace(state, validators=asking.validators)
    swept = _with_asides(line, config, swept, asking)
    now = line.clock()
    kept = replace(
        state,
        cursor=dict(swept.cursor),
        next_check_at=now + _until_next(config, swept),
        read_at=now,
        tried_at=now,
        errors=0,
        error="",
        error_detail="",
        listed=swept.listed,
        warnings=swept.warnings,
    )
    kind = kind_of(scope, swept, first=not state.cursor)
    record = _record(config, kind, swept, asking, now - started, now)
    return _keep(line, config, kept, swept, record)


def _record(
    config: SourceConfig,
    kind: str,
    swept: Swept,
    asking: _Asking,
    took: timedelta,
    now: datetime,
) -> SweepRecord:
    return SweepRecord(
        config.id,
        now,
        kind,
        took.total_seconds(),
        asking.requests,
        asking.size,
        swept.listed,
        len(swept.proposals),
        filled(swept.proposals),
        swept.removed,
    )


def _until_next(config: SourceConfig, swept: Swept) -> timedelta:
    """When to look again: sooner when the source asked us to wait with some records."""
    if swept.paused is None:
        return config.every
    return min(config.every, max(swept.paused, FIRST_BACKOFF))


def _keep(
    line: Line,
    config: SourceConfig,
    state: SourceState,
    swept: Swept,
    record: SweepRecord,
    part: tuple[str, str] | None = None,
) -> SourceOutcome:
    """Keep what a finished sweep gave, in one transaction."""
    now, store = record.at, line.store
    gone, back, doubts = vanished(store, swept, now)
    alarms = examine(store, record, state.alarms, doubts)
    alarmed = any(each.since == now for each in alarms)
    harvest = Harvest(
        tuple(replace(each, example=config.example) for each in swept.proposals),
        swept.rejected,
        program(),
        resolved(store.rejected(config.id), swept),
        gone,
        back,
        replace(record, alarmed=alarmed),
        part,
    )
    new, changed = store.save_sweep(replace(state, alarms=alarms), harvest, now)
    return SourceOutcome(
        config.id,
        swept.listed,
        new,
        changed,
        len(swept.rejected),
        swept.warnings,
        gone=gone,
        alarms=alarms,
        paused=swept.paused is not None,
        seconds=record.seconds,
        requests=record.requests,
    )


def _keep_failure(
    line: Line, config: SourceConfig, state: SourceState, error: SourceError
) -> SourceOutcome:
    now = line.clock()
    pause = min(config.every, FIRST_BACKOFF * 2 ** min(state.errors, 10))
    if isinstance(error, RateLimited):
        pause = max(pause, error.wait)
    name, detail = type(error).__name__, str(error)
    log.warning("source failed", source_id=config.id, error=name)
    line.store.save_source_failure(
        replace(
            state,
            next_check_at=now + pause,
            tried_at=now,
            errors=state.errors + 1,
            error=name,
            error_detail=detail,
        )
    )
    return SourceOutcome(config.id, error=name, error_detail=detail)


def _discover_back(
    line: Line,
    config: SourceConfig,
    scope: Scope,
    parts: tuple[Scope, ...],
    notify: Notify,
) -> SourceOutcome:
    """Read back part by part, the newest first; each is kept as soon as it is read.

    A part that cannot be understood costs only itself; when the source cannot be
    asked, the rest waits for the next run, which goes on where this one stopped.
    """
    left = parts_left(line, config, scope, parts)
    progress = Backfill(config.id, line.clock, notify, len(parts), len(left))
    for name, part in left:
        progress.begin(name)
        try:
            progress.done(_read_part(line, config, part, (f"{scope.since}", name)))
        except FetchError as error:
            state = line.store.source_state(config.id)
            return progress.end(_keep_failure(line, config, state, error))
        except SourceError as error:
            progress.failed(error)
    return progress.end()


def _read_part(
    line: Line, config: SourceConfig, part: Scope, done: tuple[str, str]
) -> SourceOutcome:
    """Read and keep one part of a backfill; it is done unless something is left."""
    asking, started = _Asking(line, config, {}, fresh=True), line.clock()
    swept = _swept(line, config, {}, part, asking)
    now = line.clock()
    record = _record(config, f"part {done[1]}", swept, asking, now - started, now)
    state = line.store.source_state(config.id)
    finished = done if swept.paused is None else None
    return _keep(line, config, state, swept, record, finished)
