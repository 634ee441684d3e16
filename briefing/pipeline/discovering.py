"""Discover: sweep one source and keep what it lists."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import structlog

from briefing.domain.ports import Answer
from briefing.domain.source import Page, Request, Scope, SourceConfig
from briefing.domain.store import SourceState
from briefing.errors import ParseError, RateLimited, SourceError
from briefing.pipeline.line import Line, SourceOutcome
from briefing.sources.base import Swept, sweep

log = structlog.get_logger()

FIRST_BACKOFF = timedelta(minutes=5)
_VALIDATORS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}


def discover(line: Line, config: SourceConfig, scope: Scope) -> SourceOutcome:
    """Read a source once; a failure is kept with its reason and the next try."""
    state = line.store.source_state(config.id)
    validators = dict(state.validators)

    def fetch(request: Request) -> Page | None:
        if request.conditional and not scope.everything:
            headers = {**request.headers, **validators.get(request.url, {})}
            request = replace(request, headers=headers)
        answer = line.fetcher.listing(config, request)
        if answer.status == 304:  # noqa: PLR2004 - Not Modified
            return None
        if request.conditional:
            validators[request.url] = _validators_of(answer)
        return Page(
            request,
            answer.body,
            answer.content_type,
            answer.final_url,
            answer.status,
        )

    source = line.sources[config.id]
    try:
        swept = sweep(source, config, state.cursor, scope, fetch)
    except SourceError as error:
        return _keep_failure(line, config, state, error)
    except Exception as error:  # noqa: BLE001 - kept on the source, the others go on
        reason = f"could not be read: {type(error).__name__}: {error}"
        return _keep_failure(line, config, state, ParseError(config.id, reason))
    if not swept.rejected:  # else the listing is read again, and the record with it
        state = replace(state, validators=validators)
    return _keep_sweep(line, config, state, swept)


def _validators_of(answer: Answer) -> dict[str, str]:
    headers: Mapping[str, str] = {
        name.lower(): value for name, value in answer.headers.items()
    }
    return {ask: headers[name] for name, ask in _VALIDATORS.items() if name in headers}


def _keep_sweep(
    line: Line, config: SourceConfig, state: SourceState, swept: Swept
) -> SourceOutcome:
    now = line.clock()
    proposals = tuple(replace(each, example=config.example) for each in swept.proposals)
    kept = replace(
        state,
        cursor=dict(swept.cursor),
        next_check_at=now + config.every,
        read_at=now,
        tried_at=now,
        errors=0,
        error="",
        error_detail="",
        listed=swept.listed,
        warnings=swept.warnings,
    )
    new, changed = line.store.save_sweep(kept, proposals, swept.rejected, now)
    return SourceOutcome(
        config.id, swept.listed, new, changed, len(swept.rejected), swept.warnings
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
