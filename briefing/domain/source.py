"""What passes between a source and the line: requests out, proposals in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

from briefing.domain.proposal import Proposal

Cursor = Mapping[str, Any]
"""What a source remembers between polls; JSON values only; empty at first."""


@dataclass(frozen=True, slots=True)
class SourceConfig:
    """One entry under `sources:` in `sources.yaml`.

    `reader` is the `Source.id` that reads it, where that is not the entry's own id.

    `document_origins` are the scheme, host and port that documents may come from.
    `pace` is the most requests per second for each host. `patience` is the number
    of failures in a row before the source is called failing. `options` holds what
    only this source understands.
    """

    id: str
    base_url: str
    reader: str = ""
    enabled: bool = True
    every: timedelta = timedelta(hours=1)
    document_origins: tuple[str, ...] = ()
    addresses: Mapping[str, str] = field(default_factory=dict)
    pace: float = 4.0
    patience: int = 3
    may_be_empty: bool = False
    example: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scope:
    """How much of a source a run wants.

    `everything` reads the whole newest session (or `session`) with finished cases;
    else only what is new since the cursor. `since` asks for what changed from that
    day on. `today` is the Danish date of the run.
    """

    today: date
    everything: bool = False
    session: str | None = None
    since: date | None = None


class Need(StrEnum):
    """What is lost when a request fails: the sweep, one record, or nothing much."""

    SWEEP = "sweep"
    RECORD = "record"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Request:
    """One request a source wants made. `context` comes back with the page.

    `conditional` asks for validators to be sent and a 304 to be accepted, in which
    case no page is parsed. `kind` is the source's own word for what it expects.
    `also` are statuses besides 200 that the source understands, such as 300 for a
    choice of documents. `need` says what a failure costs, and `record` names the one
    record that the request is about, if it is about one.
    """

    url: str
    kind: str
    method: str = "GET"
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)
    conditional: bool = False
    also: tuple[int, ...] = ()
    need: Need = Need.SWEEP
    record: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One answer: the request it belongs to, the bytes, and what they claim to be."""

    request: Request
    body: bytes
    content_type: str = ""
    final_url: str = ""
    status: int = 200


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that did not validate: kept aside with its bytes and the reason.

    `removed` names the personal data that was taken out of the bytes. `request` is
    what the record came from, so that it can be asked for again; a sweep fills it in.
    """

    record: str
    body: bytes
    error: str
    removed: tuple[str, ...] = ()
    request: Request | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Area:
    """Every ref there is, or a page's part of them, that starts with `prefix`.

    A session (`dk/folketinget/20251/L`), or a source that always lists all it has.
    The refs are those listed, also where their own records could not be read.
    """

    prefix: str
    refs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Listing:
    """What a page held.

    `follow` are further requests, each made once per sweep even if asked for
    twice. `cursor` holds the keys this page moves forward; it is merged over the
    cursor of earlier pages with `Source.merge` and stored only when the whole
    sweep succeeded. `listed` counts the records that the page itself enumerated,
    so that an empty sweep is seen; `names` are those of them that other pages may
    enumerate as well, each counted once in a sweep. `warnings` are English sentences
    for the log and for `briefing sources`, such as a feed that reaches less far back
    than needed.
    """

    proposals: tuple[Proposal, ...] = ()
    follow: tuple[Request, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    cursor: Cursor = field(default_factory=dict)
    listed: int = 0
    warnings: tuple[str, ...] = ()
    complete: tuple[Area, ...] = ()
    names: frozenset[str] = frozenset()


class Source(Protocol):
    """A source parses bytes and does no I/O. It may also be `Sliced` and `Discreet`.

    `parse` raises `ParseError` naming what was missing when a page does not have
    the expected shape, `Blocked` for a challenge page, `UnexpectedlyEmpty` when an
    enumeration that is never empty is.
    """

    id: str
    may_be_empty: bool

    def requests(
        self, config: SourceConfig, cursor: Cursor, scope: Scope
    ) -> Iterable[Request]:
        """The first requests of a sweep."""
        ...

    def parse(self, config: SourceConfig, page: Page) -> Listing:
        """What one answer holds."""
        ...

    def merge(self, cursor: Cursor, moved: Cursor) -> Cursor:
        """The cursor after a page moved some of its keys."""
        ...


@runtime_checkable
class Sliced(Protocol):
    """A source that reads a long time back in parts."""

    def slices(self, config: SourceConfig, scope: Scope) -> tuple[Scope, ...]:
        """The parts of the time since `scope.since`, the newest first.

        Each is a sweep of its own that starts with an empty cursor and leaves the
        stored one alone. Its `session`, or else its `since`, names it for good, so
        that a part which is done is not read again. Empty without `scope.since`.
        """
        ...


@runtime_checkable
class Discreet(Protocol):
    """A source whose answers name persons in fields of their own.

    `private` are rules as `briefing.sources.private` explains them, beside those that
    hold for every source.
    """

    private: tuple[str, ...]


@runtime_checkable
class Unnaming(Protocol):
    """A source whose answers name private persons in titles, links or file names."""

    def without_names(self, text: str) -> str:
        """An answer as it came, whatever its form, without those names."""
        ...
