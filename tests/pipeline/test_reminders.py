"""Reminders of deadlines, the week's overview, and what a recipient was told before."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from post_line import BILL, DOWN, MONDAY, Office

from briefing.domain.delivery import Recipient, Rhythm, Role
from briefing.domain.proposal import Deadline, DeadlineKind, Proposal
from briefing.errors import MailRefused

ANNE = Recipient("lef", "Anne Berg", "anne@lef.example", Role.OFFICER, threshold=40)
QUESTIONS = DeadlineKind.COMMITTEE_QUESTIONS


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Monday 23 November at eight in Denmark, and one policy officer."""
    found = Office(tmp_path)
    found.recipients(ANNE)
    yield found
    found.store.close()


def due(day: date, at: time | None = None, ref: str = "dk/toy/L1") -> Proposal:
    """The bill with a deadline."""
    return replace(BILL, ref=ref, deadlines=(Deadline(QUESTIONS, day, "step", at),))


def reminders(office: Office) -> list[str]:
    """The subjects of the mails about deadlines, oldest first."""
    return [e.subject for e in office.store.deliveries() if e.kind == "reminder"]


def days(office: Office, count: int) -> None:
    """A pass each morning for so many days."""
    for _day in range(count):
        office.now += timedelta(days=1)
        office.send()


def test_reminded_ten_five_and_two_working_days_before(office: Office) -> None:
    """Counted in Danish working days, each step once, over weekends too."""
    office.keep(due(date(2026, 12, 9)), ago=200)
    office.send()
    days(office, 16)
    told = [
        (each.recorded_at.date(), each.told[0].split("|")[2])
        for each in office.store.deliveries()
        if each.kind == "reminder"
    ]
    assert [
        (date(2026, 11, 25), "10"),
        (date(2026, 12, 2), "5"),
        (date(2026, 12, 7), "2"),
    ] == told


def test_the_reminder_tells_what_and_how_long(office: Office) -> None:
    """In the subject already."""
    office.keep(due(date(2026, 11, 30)), ago=200)
    office.send()
    (subject,) = reminders(office)
    assert subject.startswith(
        "Udvalgets frist for spørgsmål: 30. november 2026 – 5 arbejdsdage tilbage – L 1"
    )


def test_several_deadlines_are_one_mail(office: Office) -> None:
    """Or one each, for who wants that."""
    for number in range(3):
        office.keep(due(date(2026, 11, 30), ref=f"dk/toy/{number}"), ago=200)
    office.send()
    assert ["3 frister at se på"] == reminders(office)
    office.recipients(
        replace(ANNE, address="bo@lef.example", rhythm=Rhythm.SINGLE),
    )
    office.send()
    assert 4 == len(reminders(office))


def test_a_deadline_that_moved_is_told_on_the_same_day(office: Office) -> None:
    """With both days, once, although it was not the time of a step."""
    office.keep(due(date(2026, 11, 30)), ago=200)
    office.send()
    office.now += timedelta(hours=6)
    office.keep(due(date(2026, 12, 18)), ago=0)
    office.send()
    office.send()
    assert 2 == len(reminders(office))
    part = office.box.to("anne@lef.example")[-1].get_body(("plain",))
    assert part is not None
    text = " ".join(part.get_content().split())
    assert (
        "Du har tidligere fået oplyst 30. november 2026; nu er det 18. december 2026."
        in text
    )
    days(office, 3)
    assert 2 == len(reminders(office))


def test_a_new_time_of_day_is_a_move(office: Office) -> None:
    """Noon is not the end of the day."""
    office.keep(due(date(2026, 11, 30)), ago=200)
    office.send()
    office.keep(due(date(2026, 11, 30), time(12)), ago=0)
    office.send()
    assert reminders(office)[-1].startswith("En frist er flyttet: L 1")


def test_a_deadline_that_fell_away_is_told_once(office: Office) -> None:
    """And that it is back, when it comes back."""
    office.keep(due(date(2026, 11, 30)), ago=200)
    office.send()
    office.keep(BILL, ago=0)
    office.send()
    days(office, 1)
    assert ["En frist er bortfaldet"] == [
        e.split(":")[0] for e in reminders(office)[1:]
    ]
    office.keep(due(date(2026, 11, 30)), ago=0)
    office.send()
    office.send()
    assert 3 == len(reminders(office))


def test_a_deadline_that_has_passed_did_not_fall_away(office: Office) -> None:
    """Nothing is told once its day is over."""
    office.keep(due(date(2026, 11, 24)), ago=200)
    office.send()
    days(office, 4)
    assert 1 == len(reminders(office))


def test_what_was_refused_was_not_told(office: Office) -> None:
    """The next step is; and no move is told to who never heard of the first day."""
    office.keep(due(date(2026, 11, 30)), ago=200)
    office.box.failing = MailRefused("550")
    office.send()
    office.box.failing = None
    assert () == office.store.told("lef", ANNE.address)
    days(office, 1)
    assert 2 == len(reminders(office))


def test_a_waiting_reminder_is_not_made_again(office: Office) -> None:
    """The server is down; the letter is there already."""
    office.keep(due(date(2026, 11, 30)), ago=200)
    office.box.failing = DOWN
    office.send()
    days(office, 1)
    assert 1 == len(reminders(office))


def test_what_is_not_relevant_is_not_reminded_of(office: Office) -> None:
    """Nor is a reading, by which nothing can be done, nor what is confidential."""
    office.keep(due(date(2026, 11, 30)), score=10, ago=200)
    reading = Deadline(DeadlineKind.READING, date(2026, 11, 30), "step")
    office.keep(replace(BILL, ref="dk/toy/L2", deadlines=(reading,)), ago=200)
    secret = due(date(2026, 11, 30), ref="dk/toy/L3")
    office.keep(replace(secret, confidential=True), ago=200)
    office.send()
    assert [] == reminders(office)


def test_the_week_is_told_on_its_first_working_day(office: Office) -> None:
    """Instead of the daily overviews, once a week."""
    office.recipients(replace(ANNE, rhythm=Rhythm.WEEKLY))
    office.keep(BILL)
    office.send()
    days(office, 6)
    assert ["weekly"] == [each.kind for each in office.store.deliveries()]
    days(office, 1)
    assert ["Overblik for uge 48", "Overblik for uge 49"] == [
        each.subject for each in office.store.deliveries()
    ]


def test_after_a_holiday_the_week_begins_later(office: Office) -> None:
    """Easter Monday: the week's overview is Tuesday's."""
    office.recipients(replace(ANNE, rhythm=Rhythm.WEEKLY))
    office.now = MONDAY.replace(month=4, day=6, hour=6)
    office.send()
    assert () == office.store.deliveries()
    days(office, 1)
    assert 1 == len(office.store.deliveries())
