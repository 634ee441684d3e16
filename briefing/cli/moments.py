"""Days and lengths of time as people type them."""

import re
from datetime import date, datetime, time, timedelta

from briefing.errors import UsageError
from briefing.language.recognise import parse_date
from briefing.language.written import COPENHAGEN

_LENGTH = re.compile(r"(\d{1,4})\s*(t|h|d|u|w|m)\w*", re.IGNORECASE)
_UNITS = {
    "t": timedelta(hours=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "u": timedelta(weeks=1),
    "w": timedelta(weeks=1),
    "m": timedelta(days=30),
}


def duration(given: str) -> timedelta:
    """A length such as "30d", "2 uger", "12h" or "3m"; UsageError for anything else.

    A month is 30 days.
    """
    found = _LENGTH.fullmatch(given.strip())
    if found is None:
        raise UsageError(
            "“{given}” is no length of time: write it as 30d, 2w or 12h.", given=given
        )
    return int(found[1]) * _UNITS[found[2].lower()]


def moment(given: str, now: datetime) -> datetime:
    """The start of a Danish day, or so long before `now`; else UsageError."""
    day = _day(given)
    if day is not None:
        return datetime.combine(day, time(0), COPENHAGEN)
    if _LENGTH.fullmatch(given.strip()) is None:
        raise UsageError(
            "“{given}” is neither a day nor a length of time: write 2026-11-01 or 7d.",
            given=given,
        )
    return now - duration(given)


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given.strip())
    except ValueError:
        return parse_date(given)
