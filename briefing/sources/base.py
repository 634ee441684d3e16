"""What every source stands on: how sources are found, and one sweep through one.

A source is a class with an `id` in a module of this folder; nothing else has to
know about it. `docs/adding-a-source.md` shows how to write one.
"""

import pkgutil
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from importlib import import_module
from types import ModuleType
from typing import Any

import briefing.sources
from briefing.domain.proposal import Proposal
from briefing.domain.source import (
    Area,
    Cursor,
    Listing,
    Need,
    Page,
    Rejected,
    Request,
    Scope,
    Sliced,
    Source,
    SourceConfig,
)
from briefing.errors import ParseError, RateLimited, SourceError, UnexpectedlyEmpty
from briefing.sources.private import bare_rejected, bare_text, bare_value

Fetch = Callable[[Request], Page | None]
"""Makes one request; None when the server said that nothing has changed (304)."""
Identity = tuple[str, str, bytes | None]
"""What makes a request a distinct one: method, address, body."""


def identity(request: Request) -> Identity:
    """What makes this request a distinct one."""
    return request.method, request.url, request.body


def slices_of(source: Source, config: SourceConfig, scope: Scope) -> tuple[Scope, ...]:
    """The parts to read a long time back in, newest first; else the scope itself.

    Parts there are with `scope.since` alone: a session that is named is one part.
    """
    if scope.since is None or scope.session is not None:
        return (scope,)
    found = source.slices(config, scope) if isinstance(source, Sliced) else ()
    return found or (scope,)


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
    """What a whole sweep gave: proposals, records set aside, the cursor to keep.

    `complete` are the areas that are listed whole; none when anything was left
    unread. `read` are the requests whose answers were read. `paused` is how long the
    source asks us to wait before the records that are left. `removed` names the
    personal data that was taken out of proposals. `unchanged` says that the server
    answered so at least once (304).
    """

    proposals: tuple[Proposal, ...]
    rejected: tuple[Rejected, ...]
    cursor: Cursor
    listed: int
    warnings: tuple[str, ...]
    complete: tuple[Area, ...] = ()
    read: tuple[Request, ...] = ()
    paused: timedelta | None = None
    removed: tuple[str, ...] = ()
    unchanged: bool = False


@dataclass(slots=True)
class _Tally:
    """A sweep under way; `apart` when it only asks for single records again."""

    cursor: Cursor
    queue: deque[Request]
    apart: bool = False
    proposals: dict[str, Proposal] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    removed: dict[str, None] = field(default_factory=dict)
    asked: set[Identity] = field(default_factory=set)
    understood: list[Request] = field(default_factory=list)
    areas: dict[str, frozenset[str]] = field(default_factory=dict)
    failed: list[SourceError] = field(default_factory=list)
    listed: int = 0
    names: set[str] = field(default_factory=set)
    read: int = 0
    answered: bool = False
    unchanged: bool = False
    paused: timedelta | None = None


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
    _empty_queue(source, config, tally, fetch)
    _check(source, config, tally, first=not cursor)
    return _swept(tally)


def read_again(
    source: Source, config: SourceConfig, requests: Iterable[Request], fetch: Fetch
) -> Swept:
    """Ask once more for what earlier sweeps could not read, and what that leads to.

    A failure costs the record alone. The cursor and the areas are of no account,
    since what is asked for was not asked by today's sweep.
    """
    tally = _Tally({}, deque(_of_a_record(each) for each in requests), apart=True)
    _empty_queue(source, config, tally, fetch)
    return replace(_swept(tally), cursor={}, complete=())


def _of_a_record(request: Request) -> Request:
    need = Need.RECORD if request.need is Need.SWEEP else request.need
    return replace(request, need=need, conditional=False)


def _empty_queue(
    source: Source, config: SourceConfig, tally: _Tally, fetch: Fetch
) -> None:
    while tally.queue:
        request = tally.queue.popleft()
        if identity(request) in tally.asked:
            continue
        if tally.paused is not None and request.need is Need.RECORD:
            continue
        tally.asked.add(identity(request))
        _one(source, config, tally, request, fetch)


def _swept(tally: _Tally) -> Swept:
    left = tally.rejected or tally.unchanged or tally.paused is not None
    areas = () if left else tuple(Area(*each) for each in tally.areas.items())
    return Swept(
        tuple(tally.proposals.values()),
        tuple(tally.rejected),
        tally.cursor,
        tally.listed,
        tuple(dict.fromkeys(tally.warnings)),
        areas,
        tuple(tally.understood),
        tally.paused,
        tuple(tally.removed),
        tally.unchanged,
    )


def _one(
    source: Source, config: SourceConfig, tally: _Tally, request: Request, fetch: Fetch
) -> None:
    body = b""
    try:
        page = fetch(request)
        if page is None:
            tally.unchanged = True
            return
        body = page.body
        listing = source.parse(config, page)
    except SourceError as error:
        _failed(source, tally, request, body, error)
        return
    tally.answered = tally.answered or request.need is Need.SWEEP
    tally.read += request.need is Need.RECORD and bool(listing.cursor)
    tally.understood.append(request)
    _take(source, tally, request, listing)


def _failed(
    source: Source, tally: _Tally, request: Request, body: bytes, error: SourceError
) -> None:
    if request.need is Need.SWEEP:
        raise error
    if request.need is Need.NOTHING:
        tally.warnings.append(bare_text(str(error))[0])
        return
    tally.failed.append(error)
    if isinstance(error, RateLimited):
        tally.paused = error.wait
        tally.warnings.append(f"{error}; the remaining records are left for next time")
        return
    name = request.record or request.url
    aside = Rejected(name, body, str(error), request=request)
    tally.rejected.append(bare_rejected(aside, source))


def _take(source: Source, tally: _Tally, request: Request, listing: Listing) -> None:
    for proposal in listing.proposals:
        tally.proposals[proposal.ref], removed = bare_value(proposal)
        tally.removed.update(dict.fromkeys(removed))
    tally.rejected.extend(
        bare_rejected(replace(each, request=request), source)
        for each in listing.rejected
    )
    tally.warnings.extend(bare_text(each)[0] for each in listing.warnings)
    tally.listed += listing.listed + len(listing.names - tally.names)
    tally.names |= listing.names
    for area in listing.complete:
        known = tally.areas.get(area.prefix, frozenset())
        tally.areas[area.prefix] = known | area.refs
    follow = map(_of_a_record, listing.follow) if tally.apart else listing.follow
    tally.queue.extend(follow)
    if listing.cursor and not tally.apart:
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
