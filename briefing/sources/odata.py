"""OData v3 as oda.ft.dk speaks it: addresses of queries, pages, lists cut short.

The keys are `odata.count`, `odata.nextLink` and `value`; an expanded list that is
cut off carries `<name>@odata.nextLink` beside it. The service caps a page at 100
rows today and has capped it elsewhere before, so no number of rows means "last".
Dates have no zone and zero to three fraction digits without trailing zeros, which
makes comparing them as text the same as comparing them as times.

History: formats collected in November 2026 from public recordings.
"""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from briefing.domain.source import Page, SourceConfig
from briefing.errors import ParseError
from briefing.sources.shape import Record, read_json, required, required_list

_CUT = "@odata.nextLink"
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,7})?")


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of a collection; `remaining` is the server's count, None if unsaid."""

    rows: list[Record]
    remaining: int | None
    next_link: str


@dataclass(frozen=True, slots=True)
class Cut:
    """An expanded list that the server cut off: where it stands, where it goes on."""

    path: tuple[str | int, ...]
    link: str


def query(config: SourceConfig, entity: str, **options: str) -> str:
    """The address of a query; option names are given without their `$`."""
    asked = "&".join(
        f"${name}={quote(value, safe=',/()')}" for name, value in options.items()
    )
    return f"{config.base_url}/{quote(entity, safe='/()')}?{asked}"


def text_literal(text: str) -> str:
    """A text as it stands in a filter."""
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def read_rows(source_id: str, page: Page) -> Rows:
    """The rows of a page; ParseError when it is not a page of a collection."""
    where = page.request.url
    content = read_json(source_id, page)
    rows = required_list(content, "value", source_id, where)
    count = str(content.get("odata.count", ""))
    return Rows(
        rows,
        int(count) if count.isdecimal() else None,
        str(content.get("odata.nextLink") or ""),
    )


def next_address(config: SourceConfig, link: str) -> str:
    """Where a list goes on: opaque, but on this source's own server.

    The scheme is the configured one, since services behind a proxy write `http:`.
    ParseError for a link that leads anywhere else.
    """
    base = urlsplit(config.base_url)
    try:
        found = urlsplit(urljoin(f"{config.base_url}/", link))
        port = found.port
    except ValueError as error:
        raise ParseError(config.id, f"a list goes on at {link!r}") from error
    if (found.hostname, port) != (base.hostname, base.port) or found.username:
        raise ParseError(config.id, f"a list goes on at another server: {link}")
    return urlunsplit(found._replace(scheme=base.scheme))


def keyset_rows(
    source_id: str, page: Page, last: int
) -> tuple[list[Record], int | None]:
    """The rows of a page ordered by id after `last`, and the id to go on from.

    None when this was the last page. ParseError when the answer is not what was
    asked for: rows out of order or asked for before, or fewer rows than the server
    says there are and none to go on from.
    """
    found = read_rows(source_id, page)
    where = page.request.url
    ids = [row_id(row, source_id, where) for row in found.rows]
    if ids != sorted(set(ids)) or (ids and ids[0] <= last):
        raise ParseError(source_id, f"{where}: rows are not ordered by id after {last}")
    if not ids:
        if found.remaining:
            raise ParseError(
                source_id, f"{where}: {found.remaining} rows announced, none given"
            )
        return [], None
    finished = found.remaining is not None and found.remaining <= len(ids)
    return found.rows, None if finished else ids[-1]


def row_id(row: Record, source_id: str, where: str) -> int:
    """The key of a row; ParseError when it is not a number."""
    found = required(row, "id", source_id, where)
    if isinstance(found, int) and not isinstance(found, bool):
        return found
    raise ParseError(source_id, f"{where}: id is {found!r}, not a number")


def first_cut(record: Record, skip: frozenset[str] = frozenset()) -> Cut | None:
    """The first list in a record that was cut off, outside relations in `skip`."""
    return next(_cuts(record, (), skip), None)


def _cuts(
    node: Any, path: tuple[str | int, ...], skip: frozenset[str]
) -> Iterator[Cut]:
    if isinstance(node, list):
        for index, each in enumerate(node):
            yield from _cuts(each, (*path, index), skip)
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key in skip:
            continue
        if key.endswith(_CUT) and value:
            yield Cut((*path, key.removesuffix(_CUT)), str(value))
        yield from _cuts(value, (*path, key), skip)


def with_more(record: Record, cut: Cut, more: Rows) -> Record:
    """A copy of the record in which the list at `cut` goes on with `more`."""
    whole = copy.deepcopy(record)
    parent: Any = whole
    for step in cut.path[:-1]:
        parent = parent[step]
    name = str(cut.path[-1])
    parent[name] = [*parent.get(name, ()), *more.rows]
    parent.pop(name + _CUT)
    if more.next_link:
        parent[name + _CUT] = more.next_link
    return whole


def stamp(row: Record, source_id: str, where: str) -> str:
    """The row's `opdateringsdato` as it stands; ParseError when it is not one."""
    found = str(required(row, "opdateringsdato", source_id, where))
    if _STAMP.fullmatch(found):
        return found
    raise ParseError(source_id, f"{where}: opdateringsdato is {found!r}")


def moment(value: object, source_id: str, where: str) -> datetime | None:
    """A date of the service, without a zone (it is Danish time); None for none."""
    if value is None or value == "":
        return None
    if isinstance(value, str) and _STAMP.fullmatch(value):
        try:
            return datetime.fromisoformat(value)
        except ValueError as error:
            raise ParseError(source_id, f"{where}: {value!r} is no date") from error
    raise ParseError(source_id, f"{where}: {value!r} is no date")


def day(value: object, source_id: str, where: str) -> date | None:
    """The day of a date of the service; None for none."""
    found = moment(value, source_id, where)
    return found.date() if found else None


def time_of_day(value: object, source_id: str, where: str) -> time | None:
    """The time of a date of the service; None at midnight, which stands for none."""
    found = moment(value, source_id, where)
    return found.time() if found and found.time() != time() else None
