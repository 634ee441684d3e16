"""How long there is left until a deadline, counted in Danish days."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from briefing.domain.deadline import ends_at
from briefing.domain.proposal import Deadline
from briefing.language.catalogue import Translator
from briefing.language.recognise import dates
from briefing.language.written import (
    COPENHAGEN,
    danish_day,
    format_date,
    is_working_day,
    working_days,
)

_WEEKDAYS = {
    **{name: n for n, name in enumerate(
        ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"))},
    **{name: n for n, name in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
         "sunday"))},
}  # fmt: skip
_BEFORE_A_DATE = re.compile(
    rf"\b({'|'.join(_WEEKDAYS)})[,]?\s+(?:(?:den|d\.|the)\s+)?$", re.IGNORECASE
)
_DANISH_TIME = frozenset({COPENHAGEN.key, "Europe/Brussels"})
"""Zones with Danish time all year round."""
_FAR = 3_660
"""Days; beyond that, working days are not counted."""


@dataclass(frozen=True, slots=True)
class Remaining:
    """The calendar days and Danish working days left.

    `days` is negative once the last day is past. `working_days` counts those after
    today up to and including the last day; None for a date ten years off, which is
    hardly meant. `has_passed` also knows the time of day.
    """

    days: int
    working_days: int | None
    has_passed: bool


def last_day(deadline: Deadline) -> date:
    """The last Danish day on which there is still time, never after its own date.

    23:59 in Brussels is the same day in Denmark; 00:00 leaves the day before.
    """
    last = ends_at(deadline) - timedelta(microseconds=1)
    return min(deadline.date, danish_day(last))


def day_with_left(last: date, count: int) -> date:
    """The working day at whose end so many working days are left, the last included.

    It is the day before the `count` last working days up to `last`, or the working
    day before that where it is none itself.
    """
    day = last
    while count:
        count -= is_working_day(day)
        day -= timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def remaining(deadline: Deadline, now: datetime) -> Remaining:
    """What is left at a moment that has a zone."""
    today, last = danish_day(now), last_day(deadline)
    days = (last - today).days
    counted = working_days(today, last) if days <= _FAR else None
    return Remaining(days, counted, now >= ends_at(deadline))


def weekday_differs(deadline: Deadline) -> bool:
    """Whether the quoted text names another day of the week than the date has."""
    for found in dates(deadline.quote):
        named = _BEFORE_A_DATE.search(deadline.quote[: found.start])
        same_day = found.value.endswith(f"{deadline.date:%m-%d}")
        if named and same_day:
            return _WEEKDAYS[named[1].casefold()] != deadline.date.weekday()
    return False


def when(deadline: Deadline, say: Translator) -> str:
    """The day, with the time of day where one is given.

    00:00 is told as before the day. A zone is named when its time is not Danish.
    """
    day = format_date(deadline.date, say.language)
    if deadline.at is None:
        return day
    zone = "" if deadline.zone in _DANISH_TIME else f" ({deadline.zone})"
    if deadline.at == time(0):
        return say("before {day}", day=day) + zone
    at = deadline.at.strftime("%H.%M" if say.language == "da" else "%H:%M")
    return say("{day} at {time}", day=day, time=at) + zone
