"""How long there is left: moments, zones, weekends and holidays."""

from datetime import UTC, date, datetime, time

import pytest

from briefing.domain.deadline import differ, earliest, ends_at
from briefing.domain.proposal import Deadline, DeadlineKind
from briefing.language import translator
from briefing.language.remaining import last_day, remaining, weekday_differs, when
from briefing.language.written import is_working_day


def deadline(
    day: date, at: time | None = None, zone: str = "Europe/Copenhagen", quote: str = ""
) -> Deadline:
    """A consultation deadline."""
    return Deadline(DeadlineKind.CONSULTATION, day, "Frist", at, zone, quote=quote)


def utc(*parts: int) -> datetime:
    """A moment in UTC."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]  # its parts


NOON = deadline(date(2026, 12, 11), time(12))


@pytest.mark.parametrize(
    ("now", "passed"),
    [
        (utc(2026, 12, 11, 10, 59), False),
        (utc(2026, 12, 11, 11, 0), True),
        (utc(2026, 12, 11, 11, 1), True),
    ],
)
def test_today_before_and_after_the_time_of_day(now: datetime, *, passed: bool) -> None:
    """At noon in Denmark, which is 11 UTC in winter, it has passed."""
    assert passed is remaining(NOON, now).has_passed


@pytest.mark.parametrize(
    ("now", "passed", "days"),
    [
        (utc(2026, 12, 11, 22, 59), False, 0),
        (utc(2026, 12, 11, 23, 0), True, -1),
        (utc(2026, 12, 10, 23, 30), False, 0),
    ],
)
def test_a_day_ends_at_danish_midnight(
    now: datetime, *, passed: bool, days: int
) -> None:
    """Without a time of day the whole Danish day is left, and no more."""
    found = remaining(deadline(date(2026, 12, 11)), now)
    assert (passed, days) == (found.has_passed, found.days)


def test_just_before_midnight_in_brussels_is_so_in_denmark() -> None:
    """23:59 in Brussels is the same moment and the same last day."""
    brussels = deadline(date(2026, 12, 18), time(23, 59), "Europe/Brussels")
    danish = deadline(date(2026, 12, 18), time(23, 59))
    assert ends_at(brussels) == ends_at(danish) == utc(2026, 12, 18, 22, 59)
    assert last_day(brussels) == date(2026, 12, 18)


def test_midnight_leaves_the_day_before() -> None:
    """00:00 of the 5th is the end of the 4th."""
    midnight = deadline(date(2026, 12, 5), time(0))
    assert last_day(midnight) == date(2026, 12, 4)
    assert remaining(midnight, utc(2026, 12, 4, 23, 0)).has_passed


def test_a_zone_behind_ours_gives_no_day_more() -> None:
    """23:59 UTC is past midnight in Denmark; the date itself is still the last."""
    assert last_day(deadline(date(2026, 12, 5), time(23, 59), "UTC")) == date(
        2026, 12, 5
    )


def test_summer_time_begins_and_ends() -> None:
    """Noon is an hour earlier in UTC once clocks have been put forward."""
    assert ends_at(deadline(date(2027, 3, 27), time(12))) == utc(2027, 3, 27, 11)
    assert ends_at(deadline(date(2027, 3, 28), time(12))) == utc(2027, 3, 28, 10)
    assert ends_at(deadline(date(2026, 10, 25), time(12))) == utc(2026, 10, 25, 11)
    short_day = remaining(deadline(date(2027, 3, 28)), utc(2027, 3, 27, 12))
    assert short_day.days == 1


@pytest.mark.parametrize(
    ("today", "last", "expected"),
    [
        (date(2026, 12, 10), date(2026, 12, 11), 1),
        (date(2026, 12, 11), date(2026, 12, 13), 0),  # a weekend
        (date(2026, 12, 22), date(2027, 1, 4), 5),  # 23, 28, 29, 30 and 4
        (date(2027, 3, 24), date(2027, 3, 30), 1),  # Easter
        (date(2027, 4, 30), date(2027, 5, 3), 1),  # 1 May is a Saturday
        (date(2026, 4, 30), date(2026, 5, 4), 1),  # 1 May is a Friday
        (date(2026, 6, 4), date(2026, 6, 8), 1),  # 5 June
        (date(2026, 12, 11), date(2026, 12, 11), 0),
        (date(2026, 12, 12), date(2026, 12, 11), 0),
    ],
)
def test_working_days_left(today: date, last: date, expected: int) -> None:
    """Weekends, Easter, Christmas, 1 May and 5 June are not counted."""
    now = datetime.combine(today, time(9), UTC)
    assert expected == remaining(deadline(last), now).working_days


@pytest.mark.parametrize(
    "day", [(2026, 5, 1), (2026, 6, 5), (2026, 12, 24), (2026, 12, 31), (2027, 3, 25)]
)
def test_offices_are_closed(day: tuple[int, int, int]) -> None:
    """The four days that are no holidays by law, and Maundy Thursday."""
    assert not is_working_day(date(*day))


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(1, 1, 1)])
def test_a_day_that_is_hardly_meant_is_no_accident(day: date) -> None:
    """The year 9999 or 1 of a careless record costs nothing and fails nothing."""
    found = remaining(deadline(day), utc(2026, 11, 23, 9))
    assert (day.year == 1) is found.has_passed


def test_the_earliest_knows_the_time_of_day() -> None:
    """Noon comes before the end of the same day, and a zone is counted."""
    whole, early = deadline(date(2026, 12, 11)), NOON
    assert earliest([whole, early]) is early
    assert not differ(whole, early)


def test_a_weekday_that_does_not_fit() -> None:
    """3 December 2026 is a Thursday; a letter that says Friday is told on."""
    wrong = "Høringsfristen er fredag den 3. december 2026 kl. 12."
    right = wrong.replace("fredag", "torsdag")
    day = date(2026, 12, 3)
    assert weekday_differs(deadline(day, quote=wrong))
    assert not weekday_differs(deadline(day, quote=right))
    assert not weekday_differs(deadline(day))


@pytest.mark.parametrize(
    ("found", "danish"),
    [
        (NOON, "11. december 2026 kl. 12.00"),
        (deadline(date(2026, 12, 11)), "11. december 2026"),
        (deadline(date(2026, 12, 11), time(0)), "inden 11. december 2026"),
        (
            deadline(date(2026, 12, 11), time(23, 59), "Europe/Brussels"),
            "11. december 2026 kl. 23.59",
        ),
        (
            deadline(date(2026, 12, 11), time(17), "UTC"),
            "11. december 2026 kl. 17.00 (UTC)",
        ),
    ],
)
def test_when_in_words(found: Deadline, danish: str) -> None:
    """The day and its time; a zone only where its time is not Danish."""
    assert danish == when(found, translator("da"))
