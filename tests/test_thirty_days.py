"""Thirty days of unattended operation: every brief right, nothing twice, nothing lost.

8 March to 6 April 2027: Easter with three public holidays, and the clocks put forward
on 28 March. What is expected is worked out here from lists of days, with nothing of
what is tested.
"""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from town import Killed, Town, hearing, town

from briefing.domain.delivery import DeliveryState
from briefing.language.written import COPENHAGEN

FIRST, LAST = date(2027, 3, 8), date(2027, 4, 6)
DAYS = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
EASTER = {date(2027, 3, 25), date(2027, 3, 26), date(2027, 3, 29)}
WORKING = [
    day for n in range(60) if (day := FIRST + timedelta(n)).weekday() < 5
    and day not in EASTER
]  # fmt: skip
ANNE, OPERATOR = "anne@lef.example", "drift@lef.example"

NO_NETWORK = date(2027, 3, 17)
NO_MAIL = date(2027, 3, 11)
KILLED = date(2027, 3, 15)
ASLEEP = date(2027, 3, 31)
SOURCE_GONE = date(2027, 3, 19)
MOVES = date(2027, 3, 23)
LATE_VERSION = date(2027, 3, 19)
RESTARTS = {date(2027, 3, 9), date(2027, 3, 16), date(2027, 3, 28), date(2027, 3, 30)}

PLATFORM = "dk/hoeringsportalen/71231"
MENTAL = "dk/hoeringsportalen/70862"
CANCER = "dk/hoeringsportalen/71216"
EQUAL_PAY = "dk/hoeringsportalen/71255"
APPEARS = {
    FIRST: hearing("hp-platformsarbejde", date(2027, 3, 5), date(2027, 4, 1)),
    date(2027, 3, 12): hearing(
        "hp-psykisk-arbejdsmiljoe", date(2027, 3, 12), date(2027, 4, 6)
    ),
    NO_NETWORK: hearing("hp-kraeftfremkaldende-varme", NO_NETWORK, date(2027, 4, 16)),
    date(2027, 3, 27): hearing(
        "hp-loengennemsigtighed", date(2027, 3, 27), date(2027, 4, 26)
    ),
}
MOVED_TO = date(2027, 4, 9)


def left(day: date, deadline: date) -> int:
    """The working days after a day, up to and including the deadline."""
    return sum(day < each <= deadline for each in WORKING)


def in_the_morning(instance: Town, day: date) -> None:
    """What the world does to the instance before seven."""
    village, postman = instance.village, instance.postman
    if day in APPEARS:
        village.known.append(APPEARS[day])
    village.down = {"/"} if day == NO_NETWORK else set()
    if day >= SOURCE_GONE:
        village.down.add("/have_your_say")
    postman.is_down = day in (NO_NETWORK, NO_MAIL)
    if day == MOVES:
        APPEARS[FIRST].case.update(deadline=MOVED_TO, updated=MOVES)
    if day == LATE_VERSION:
        other = hearing("hp-platformsarbejde", day, day)
        (document,) = other.case["documents"]
        path = other.built(document)
        assert path is not None
        village.swapped["blob/70862/"] = path


def live(instance: Town, day: date) -> None:
    """A day: ticks from the night to the evening, and what happens on it."""
    in_the_morning(instance, day)
    if day in RESTARTS:
        instance.restart()
    if day == KILLED:
        killed_while_writing_the_brief(instance, day)
    for hour, minute in ((2, 30), (6, 30), (7, 0), (7, 1), (9, 30), (14, 0), (20, 0)):
        is_asleep = day == ASLEEP and hour < 12
        if is_asleep:
            continue
        if day == NO_MAIL and hour == 14:
            instance.postman.is_down = False
        instance.at(day, hour, minute)
        if day in RESTARTS and (hour, minute) == (7, 0):
            instance.restart()


def killed_while_writing_the_brief(instance: Town, day: date) -> None:
    """The process ends in the middle of the work of seven o'clock."""
    real = instance.compute

    def killing(function: Any, *given: Any, **named: Any) -> Any:
        if function.__module__ == "briefing.rendering.daily":
            raise Killed
        return real(function, *given, **named)

    instance.at(day, 6, 30)
    instance.compute = killing
    with pytest.raises(Killed):
        instance.at(day, 7, 0)
    instance.compute = real
    instance.restart()


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The thirty days, lived once."""
    with town(tmp_path_factory.mktemp("month")) as instance:
        instance.sources = ("hoeringsportalen", "have_your_say")
        instance.restart()
        for day in DAYS:
            live(instance, day)
        yield instance


def daily_mails(month: Town) -> list[str]:
    """The overviews that Anne got, by their subjects, in order."""
    return [each for each in month.subjects(ANNE) if each.startswith("Overblik")]


def in_words(day: date) -> str:
    """A Danish date."""
    return f"{day.day}. {'marts' if day.month == 3 else 'april'} {day.year}"


def test_a_brief_each_working_day_once_and_on_no_other(month: Town) -> None:
    """Also where the machine slept, was killed, had no network or no mail server."""
    expected = [each for each in WORKING if each <= LAST]
    assert [f"Overblik for den {in_words(e)}" for e in expected] == daily_mails(month)
    assert expected == [each for each in DAYS if month.brief(each)]


def test_briefs_are_made_at_seven_danish_time_or_on_waking(month: Town) -> None:
    """Before and after the clocks were put forward."""
    odd = {ASLEEP: (14, 0), KILLED: (7, 0)}
    for each in month.store.deliveries():
        if each.kind == "daily":
            at = each.recorded_at.astimezone(COPENHAGEN)
            assert odd.get(at.date(), (7, 0)) == (at.hour, at.minute)


def test_each_matter_is_new_in_one_brief_and_in_the_right_one(month: Town) -> None:
    """What came while the network was gone, or in Easter, is in the next brief."""
    told = {
        item["ref"]: day
        for day in DAYS
        for item in (month.brief(day) or {"new": ()})["new"]
    }
    assert {
        PLATFORM: FIRST,
        MENTAL: date(2027, 3, 12),
        CANCER: date(2027, 3, 18),
        EQUAL_PAY: date(2027, 3, 30),
    } == told
    times = Counter(
        item["ref"] for d in DAYS for item in (month.brief(d) or {"new": ()})["new"]
    )
    assert {1} == set(times.values())


def test_what_moved_and_what_came_late_is_told_once(month: Town) -> None:
    """The deadline on the morning it moved; the draft within a day of its new text."""
    changed = {
        (item["ref"], day)
        for day in DAYS
        for item in (month.brief(day) or {"changed": ()})["changed"]
    }
    assert {day for ref, day in changed if ref == PLATFORM} == {MOVES}
    (late,) = {day for ref, day in changed if ref == MENTAL}
    assert late in (LATE_VERSION, date(2027, 3, 22))
    assert not {ref for ref, _day in changed} & {CANCER, EQUAL_PAY}
    judged = month.store.judged(MENTAL, "lef")
    assert judged is not None
    assert 2 == judged.assessment.version


def test_deadlines_within_reach_stand_in_each_brief(month: Town) -> None:
    """And with the day that counted then."""
    for day in WORKING:
        brief = month.brief(day)
        if brief is None:
            continue
        due = {each["ref"]: each["deadline"] for each in brief["due"]}
        moved = MOVED_TO if day >= MOVES else date(2027, 4, 1)
        assert moved.isoformat() == due.get(PLATFORM, moved.isoformat())
        if 0 < left(day, moved) <= 5:
            assert PLATFORM in due


def test_reminders_ten_five_and_two_working_days_before(month: Town) -> None:
    """Each once, over Easter and a move; nothing is told of a day that passed."""
    told = [
        (each.recorded_at.astimezone(COPENHAGEN).date(), entry.split("|"))
        for each in month.store.deliveries()
        for entry in each.told
    ]
    assert len({tuple(entry) for _day, entry in told}) == len(told)
    seen = Counter((entry[0], entry[2], entry[3]) for _day, entry in told)
    assert {1} == set(seen.values())
    expected = set[tuple[str, str, date]]()
    for ref, first, until, deadline in (
        (PLATFORM, FIRST, MOVES - timedelta(1), date(2027, 4, 1)),
        (PLATFORM, MOVES, LAST, MOVED_TO),
        (MENTAL, date(2027, 3, 12), LAST, date(2027, 4, 6)),
        (CANCER, date(2027, 3, 18), LAST, date(2027, 4, 16)),
        (EQUAL_PAY, date(2027, 3, 30), LAST, date(2027, 4, 26)),
    ):
        for step in (10, 5, 2):
            days = [
                day
                for day in WORKING
                if first <= day <= until
                and day < deadline
                and next((s for s in (2, 5, 10) if left(day, deadline) <= s), 0) == step
            ]
            if days:
                expected.add((ref, str(step), min(days)))
    expected.add((PLATFORM, "moved", MOVES))
    assert expected == {(entry[0], entry[2], day) for day, entry in told}


def test_nothing_is_sent_on_holidays_and_weekends(month: Town) -> None:
    """But alarms, which are about the machine."""
    days = {
        each.recorded_at.astimezone(COPENHAGEN).date()
        for each in month.store.deliveries()
        if each.kind != "alarm"
    }
    assert set() == days - set(WORKING)


def test_every_letter_left_once(month: Town) -> None:
    """The server took each message once, and took everything there is."""
    ids = [str(each["Message-ID"]) for each in month.post.mails]
    assert len(set(ids)) == len(ids)
    deliveries = month.store.deliveries()
    assert {DeliveryState.SENT} == {each.state for each in deliveries}
    assert {each.message_id for each in deliveries} == set(ids)


def test_the_operator_is_told_once_a_day_of_what_stands(month: Town) -> None:
    """Of the source that is gone each day, of the network once, and when it is well."""
    alarms = Counter(
        (each.recorded_at.astimezone(COPENHAGEN).date(), each.subject)
        for each in month.store.deliveries()
        if each.kind == "alarm"
    )
    gone = Counter(
        day for day, subject in alarms.elements() if "have_your_say" in subject
        and day > NO_NETWORK + timedelta(1)
    )  # fmt: skip
    assert {1} == set(gone.values())
    assert [day for day in DAYS if day > SOURCE_GONE] == sorted(
        set(gone) - {SOURCE_GONE}
    )
    again = [
        day for day, subject in alarms.elements()
        if "igen i orden" in subject and "hoeringsportalen" in subject
    ]  # fmt: skip
    assert [NO_NETWORK + timedelta(1)] == again


def test_the_runs_of_the_month_tell_it(month: Town) -> None:
    """The killed one is broken off, and no run is left as under way."""
    runs = month.store.runs(10_000)
    assert 1 == sum(each.state == "broken_off" for each in runs)
    assert not any(each.state in ("running", "failed") for each in runs)
    assert 4 == sum(each.new for each in runs)
    began = datetime.combine(KILLED, datetime.min.time(), COPENHAGEN)
    (broken,) = [each for each in runs if each.state == "broken_off"]
    assert began <= broken.started_at < began + timedelta(days=1)
