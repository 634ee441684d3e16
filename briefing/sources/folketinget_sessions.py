"""Sessions of the Folketing: which there are, and which a stretch of time needs.

A session's code is the year it begins in and its number within the parliamentary
year, which begins on the first Tuesday of October: `20251`, and `20252` when an
election in 2025-26 made a second one. The service's list of periods says which
exist; that alone tells a session that never was from one that is missing its cases.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from briefing.domain.source import Area, Cursor, Page, Scope
from briefing.errors import UnexpectedlyEmpty
from briefing.sources import odata
from briefing.sources.folketinget_names import SOURCE, areas_of, refs_of
from briefing.sources.shape import Record, clean, required

AFTERWARDS = timedelta(days=60)
"""How long a session is still looked at after the next one has begun."""
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


def has_begun(session: Session, today: date) -> bool:
    """Whether a session is under way or over; one without a day is taken to be."""
    return session.begins is None or session.begins <= today


def former_to_read(
    newest: Session, begun: Iterable[Session], cursor: Cursor, today: date
) -> str | None:
    """The session before the newest, when it was followed and is due once more.

    On the day a new session is found first, then once a day for AFTERWARDS: bills
    lapse at the end of a session, and laws are given their numbers, when it is over.
    """
    known = cursor.get("session")
    if known and known != newest.code:
        return known if any(each.code == known for each in begun) else None
    former = cursor.get("former", {})
    is_due = former and former["read"] < today.isoformat()
    if is_due and newest.begins and today - newest.begins <= AFTERWARDS:
        return str(former["session"])
    return None


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


def refs_so_far(
    plan: Mapping[str, Any], rows: Iterable[Record]
) -> tuple[str, ...] | None:
    """The refs of all pages up to this one; None once a row does not name its case."""
    before, found = plan.get("refs", ()), refs_of(rows)
    return None if before is None or found is None else (*before, *found)


def whole_session(
    plan: Mapping[str, Any], refs: tuple[str, ...] | None, last: int | None
) -> tuple[Area, ...]:
    """What the session lists, once its last page was read; nothing before that."""
    if last is not None or refs is None:
        return ()
    return areas_of(plan["session"], plan["types"], refs)
