"""What every source stands on: how sources are found, and one sweep through one.

A source is a class with an `id` in a module of this folder; nothing else has to
know about it. `docs/adding-a-source.md` shows how to write one.
"""

import pkgutil
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType
from typing import Any

import briefing.sources
from briefing.domain.proposal import Proposal
from briefing.domain.source import (
    Cursor,
    Listing,
    Need,
    Page,
    Rejected,
    Request,
    Scope,
    Source,
    SourceConfig,
)
from briefing.errors import ParseError, RateLimited, SourceError, UnexpectedlyEmpty

Fetch = Callable[[Request], Page | None]
"""Makes one request; None when the server said that nothing has changed (304)."""


def find_sources() -> dict[str, Source]:
    """Every source in this folder by its id."""
    modules = (
        import_module(f"{briefing.sources.__name__}.{each.name}")
        for each in pkgutil.iter_modules(briefing.sources.__path__)
    )
    return {found.id: found for module in modules for found in _sources_in(module)}


def _sources_in(module: ModuleType) -> list[Source]:
    return [
        each()
        for each in vars(module).values()
        if isinstance(each, type)
        and each.__module__ == module.__name__
        and isinstance(getattr(each, "id", None), str)
        and hasattr(each, "parse")
    ]


@dataclass(frozen=True, slots=True)
class Swept:
    """What a whole sweep gave: proposals, records set aside, the cursor to keep."""

    proposals: tuple[Proposal, ...]
    rejected: tuple[Rejected, ...]
    cursor: Cursor
    listed: int
    warnings: tuple[str, ...]


@dataclass(slots=True)
class _Tally:
    """A sweep under way."""

    cursor: Cursor
    queue: deque[Request]
    proposals: dict[str, Proposal] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    asked: set[tuple[str, str, bytes | None]] = field(default_factory=set)
    failed: list[SourceError] = field(default_factory=list)
    listed: int = 0
    read: int = 0
    answered: bool = False
    paused: bool = False


def sweep(
    source: Source, config: SourceConfig, cursor: Cursor, scope: Scope, fetch: Fetch
) -> Swept:
    """Read a source once: its first requests, and what their answers lead to.

    Each distinct request (method, address, body) is made once. What a failure
    costs depends on the request's `need`:

    - SWEEP (a page of a listing): the error is raised, nothing is kept and the
      cursor stays where it was, since an unfinished list must not look finished;
    - RECORD (the page of one record): that record is set aside with the reason, the
      others stand; the cursor claims a record only when its own page moved it;
    - NOTHING (a second opinion): a warning.

    When the source asks us to wait while single records are read, the remaining
    ones are left for the next sweep. Raises SourceError subclasses; ParseError when
    every single record failed; UnexpectedlyEmpty when something was read and listed
    nothing, unless the source or its configuration says that it may be empty.
    """
    tally = _Tally(cursor, deque(source.requests(config, cursor, scope)))
    while tally.queue:
        request = tally.queue.popleft()
        identity = (request.method, request.url, request.body)
        if identity in tally.asked:
            continue
        if tally.paused and request.need is Need.RECORD:
            continue
        tally.asked.add(identity)
        _one(source, config, tally, request, fetch)
    _check(source, config, tally, first=not cursor)
    return Swept(
        tuple(tally.proposals.values()),
        tuple(tally.rejected),
        tally.cursor,
        tally.listed,
        tuple(dict.fromkeys(tally.warnings)),
    )


def _one(
    source: Source, config: SourceConfig, tally: _Tally, request: Request, fetch: Fetch
) -> None:
    body = b""
    try:
        page = fetch(request)
        if page is None:
            return
        body = page.body
        listing = source.parse(config, page)
    except SourceError as error:
        _failed(tally, request, body, error)
        return
    tally.answered = tally.answered or request.need is Need.SWEEP
    tally.read += request.need is Need.RECORD and bool(listing.cursor)
    _take(source, tally, listing)


def _failed(tally: _Tally, request: Request, body: bytes, error: SourceError) -> None:
    if request.need is Need.SWEEP:
        raise error
    if request.need is Need.NOTHING:
        tally.warnings.append(str(error))
        return
    tally.failed.append(error)
    tally.rejected.append(Rejected(request.record or request.url, body, str(error)))
    if isinstance(error, RateLimited):
        tally.paused = True
        tally.warnings.append(f"{error}; the remaining records are left for next time")


def _take(source: Source, tally: _Tally, listing: Listing) -> None:
    tally.proposals.update({each.ref: each for each in listing.proposals})
    tally.rejected.extend(listing.rejected)
    tally.warnings.extend(listing.warnings)
    tally.listed += listing.listed
    tally.queue.extend(listing.follow)
    if listing.cursor:
        tally.cursor = source.merge(tally.cursor, listing.cursor)


def _check(source: Source, config: SourceConfig, tally: _Tally, *, first: bool) -> None:
    empty_is_fine = source.may_be_empty or config.may_be_empty
    if tally.answered and not tally.listed and not empty_is_fine:
        raise UnexpectedlyEmpty(source.id, "the source listed nothing at all")
    alone = len(tally.failed) == 1 and not first
    if tally.failed and not tally.proposals and not tally.read and not alone:
        error = tally.failed[0]
        count = len(tally.failed)
        if isinstance(error, RateLimited):
            raise error
        raise ParseError(
            source.id, f"none of {count} records could be read; the first: {error}"
        ) from error


def merged(cursor: Cursor, moved: Cursor) -> dict[str, Any]:
    """The simplest `merge`: moved keys replace; mappings are merged one level deep."""
    result = dict(cursor)
    for key, value in moved.items():
        old = result.get(key)
        both = isinstance(old, Mapping) and isinstance(value, Mapping)
        result[key] = {**old, **value} if both else value  # type: ignore[dict-item]  # both are mappings here
    return result
