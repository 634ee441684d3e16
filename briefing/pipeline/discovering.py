"""Discover: sweep one source and keep what it lists."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from briefing.domain.ports import Answer
from briefing.domain.source import Cursor, Page, Request, Scope, SourceConfig
from briefing.domain.store import Harvest, SourceState
from briefing.errors import (
    ConfigError,
    FetchError,
    ParseError,
    RateLimited,
    SourceError,
)
from briefing.pipeline.backfill import Backfill, parts_left
from briefing.pipeline.line import Line, Notify, SourceOutcome, quiet
from briefing.pipeline.vanished import vanished
from briefing.sources.base import Swept, slices_of, sweep

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


def _swept(
    line: Line, config: SourceConfig, cursor: Cursor, scope: Scope, asking: _Asking
) -> Swept:
    """A sweep; SourceError whatever goes wrong in a source's own code."""
    try:
        return sweep(line.sources[config.id], config, cursor, scope, asking)
    except SourceError:
        raise
    except Exception as error:
        reason = f"could not be read: {type(error).__name__}: {error}"
        raise ParseError(config.id, reason) from error


def _discover_now(
    line: Line, config: SourceConfig, state: SourceState, scope: Scope
) -> SourceOutcome:
    asking = _Asking(line, config, dict(state.validators), fresh=scope.everything)
    try:
        swept = _swept(line, config, state.cursor, scope, asking)
    except SourceError as error:
        return _keep_failure(line, config, state, error)
    if not swept.rejected:  # else the listing is read again, and the record with it
        state = replace(state, validators=asking.validators)
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
    return _keep(line, config, kept, swept)


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
    part: tuple[str, str] | None = None,
) -> SourceOutcome:
    """Keep what a finished sweep gave, in one transaction."""
    proposals = tuple(replace(each, example=config.example) for each in swept.proposals)
    gone, back, _doubted = vanished(line.store, swept)
    harvest = Harvest(proposals, swept.rejected, gone=gone, back=back, part=part)
    new, changed = line.store.save_sweep(state, harvest, line.clock())
    return SourceOutcome(
        config.id,
        swept.listed,
        new,
        changed,
        len(swept.rejected),
        swept.warnings,
        gone=gone,
        paused=swept.paused is not None,
    )


def _keep_failure(
    line: Line, config: SourceConfig, state: SourceState, error: SourceError
) -> SourceOutcome:
    now = line.clock()
    pause = min(config.every, FIRST_BACKOFF * 2 ** min(state.errors, 10))
    if isinstance(error, RateLimited):
        pause = max(pause, error.wait)
    name, detail = type(error).__name__, str(error)
    log.warning("source failed", source_id=config.id, error=name, detail=detail)
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
        asking = _Asking(line, config, {}, fresh=True)
        state = line.store.source_state(config.id)
        try:
            swept = _swept(line, config, {}, part, asking)
        except FetchError as error:
            return progress.end(_keep_failure(line, config, state, error))
        except SourceError as error:
            progress.failed(error)
            continue
        done = (f"{scope.since}", name) if swept.paused is None else None
        progress.done(_keep(line, config, state, swept, done))
    return progress.end()
