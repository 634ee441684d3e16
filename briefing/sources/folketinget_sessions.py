"""Sessions of the Folketing: which there are, and which a stretch of time needs.

A session's code is the year it begins in and its number within the parliamentary
year, which begins on the first Tuesday of October: `20251`, and `20252` when an
election in 2025-26 made a second one. The service's list of periods says which
exist; that alone tells a session that never was from one that is missing its cases.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from briefing.domain.source import Page, Scope
from briefing.errors import UnexpectedlyEmpty
from briefing.sources import odata
from briefing.sources.folketinget_names import SOURCE
from briefing.sources.shape import clean, required

_OCTOBER = 10
_MOST_IN_A_YEAR = 2


@dataclass(frozen=True, slots=True)
class Session:
    """A session by its code, and the day it begins where the service says so."""

    code: str
    begins: date | None


def sessions_on(page: Page) -> tuple[tuple[Session, ...], str]:
    """The sessions on a page of periods, newest first, and where the list goes on.

    UnexpectedlyEmpty when there are none; ParseError for another shape.
    """
    where = page.request.url
    rows = odata.read_rows(SOURCE, page)
    found = {
        code: Session(code, odata.day(row.get("startdato"), SOURCE, where))
        for row in rows.rows
        if required(row, "type", SOURCE, where) == "samling"
        for code in (clean(required(row, "kode", SOURCE, where)),)
    }
    if not found:
        raise UnexpectedlyEmpty(SOURCE, f"{where}: no session is listed")
    return tuple(found[code] for code in sorted(found, reverse=True)), rows.next_link


def slices_since(scope: Scope) -> Iterator[Scope]:
    """A scope for each session that the time from `scope.since` on may hold.

    Newest first. The second session of a year is among them though most years have
    none. `since` stays set: it says that a session that does not exist is no error.
    """
    if scope.since is None:
        return
    for year in range(_year(scope.today), _year(scope.since) - 1, -1):
        for ordinal in range(_MOST_IN_A_YEAR, 0, -1):
            yield Scope(
                today=scope.today,
                everything=True,
                session=f"{year}{ordinal}",
                since=scope.since,
            )


def _year(day: date) -> int:
    """The parliamentary year a day belongs to, by the year it begins in.

    By the month alone: the first days of October may belong to the year before, but
    people who write 1 October mean the year that begins then.
    """
    return day.year if day.month >= _OCTOBER else day.year - 1
