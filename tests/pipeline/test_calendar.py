"""The calendar people subscribe to: one event per deadline, from first to last."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
import vobject
from icalendar import Calendar, Event
from post_line import BILL, Office

from briefing.domain.handling import Assignment, OwnResponse, ResponseState
from briefing.domain.proposal import Deadline, DeadlineKind, Proposal, Stage
from briefing.pipeline.feeds import calendar_of

CONSULTATION = DeadlineKind.CONSULTATION
FIRST = Deadline(CONSULTATION, date(2026, 12, 14), "Høringsfrist")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Monday at eight in Denmark."""
    found = Office(tmp_path)
    yield found
    found.store.close()


def body(office: Office) -> bytes:
    """The calendar's bytes."""
    return calendar_of(office.line, office.line.settings.profiles["lef"]).body


def events(office: Office) -> list[Event]:
    """The events, read back."""
    return list(Calendar.from_ical(body(office)).events)


def given(office: Office, *deadlines: Deadline, bill: Proposal = BILL) -> None:
    """The source gives these deadlines now."""
    office.keep(replace(bill, deadlines=deadlines), ago=0)


def test_a_day_without_a_time_is_a_whole_day(office: Office) -> None:
    """It ends the day after, blocks no time, and says what is asked and where."""
    given(office, FIRST)
    (event,) = events(office)
    assert (date(2026, 12, 14), date(2026, 12, 15)) == (event.start, event.end)
    assert ("CONFIRMED", "TRANSPARENT", 0) == (
        event["STATUS"], event["TRANSP"], event["SEQUENCE"],
    )  # fmt: skip
    assert event["SUMMARY"].startswith("Høringsfrist: L 1: Forslag til lov om vagter")
    text = str(event["DESCRIPTION"])
    assert "Det bedes I om: et høringssvar." in text
    assert "Kilde: https://toy.example/L1?a=1&b=2" in text
    assert BILL.url == event["URL"]
    assert "arbejdsdage tilbage" not in text


def test_a_time_of_day_is_danish_wherever_it_was_given(office: Office) -> None:
    """With the rules for summer time in the file."""
    brussels = replace(FIRST, at=time(12), zone="Europe/London")
    given(office, brussels)
    (event,) = events(office)
    assert datetime(2026, 12, 14, 12, tzinfo=UTC) == event.start
    assert "DTSTART;TZID=Europe/Copenhagen:20261214T130000" in body(office).decode()
    (zone,) = Calendar.from_ical(body(office)).timezones
    assert "Europe/Copenhagen" == zone.tz_name


def test_midnight_stands_on_the_day_before(office: Office) -> None:
    """Before the 14th means that the 13th is the last day."""
    given(office, replace(FIRST, at=time(0)))
    (event,) = events(office)
    assert date(2026, 12, 13) == event.start


def test_it_reminds_ten_five_and_two_working_days_before(office: Office) -> None:
    """At nine, over weekends and the Christmas days on which offices are closed."""
    given(office, replace(FIRST, date=date(2026, 12, 28)))
    (event,) = events(office)
    start = datetime(2026, 12, 28)  # noqa: DTZ001 - a whole day has no zone
    at = [start + each.TRIGGER for each in event.walk("VALARM")]
    assert [
        datetime(2026, 12, 22, 9),  # noqa: DTZ001
        datetime(2026, 12, 17, 9),  # noqa: DTZ001
        datetime(2026, 12, 10, 9),  # noqa: DTZ001
    ] == at


def test_it_says_whose_job_it_is_and_is_silent_once_answered(office: Office) -> None:
    """An answered consultation keeps its day and loses its alarms."""
    given(office, FIRST)
    said = Assignment(BILL.ref, "lef", "Bo Dahl", "Anne Berg", office.now)
    office.store.save_assignment(said)
    (event,) = events(office)
    assert "Bo Dahl" in event["DESCRIPTION"]
    assert 3 == len(event.walk("VALARM"))
    answer = OwnResponse(
        BILL.ref, "lef", ResponseState.NONE, "Bo Dahl", office.now, "Rører os ikke"
    )
    office.store.save_own_response(answer)
    (event,) = events(office)
    assert ([], 0) == (event.walk("VALARM"), event["SEQUENCE"])


def test_a_reading_has_no_alarm(office: Office) -> None:
    """Nobody has to do anything by then."""
    given(office, replace(FIRST, kind=DeadlineKind.READING, origin="1. behandling"))
    (event,) = events(office)
    assert [] == event.walk("VALARM")


def test_a_deadline_that_moves_stays_the_same_event(office: Office) -> None:
    """Same UID, a higher SEQUENCE, a later DTSTAMP, and the move is told."""
    given(office, FIRST)
    (before,) = events(office)
    office.now += timedelta(hours=3)
    given(office, replace(FIRST, date=date(2026, 12, 18)))
    (after,) = events(office)
    assert before["UID"] == after["UID"]
    assert (0, 1) == (before["SEQUENCE"], after["SEQUENCE"])
    assert date(2026, 12, 18) == after.start
    assert before.DTSTAMP < after.DTSTAMP
    assert "er flyttet fra 14. til 18. december 2026" in after["DESCRIPTION"]


def test_asked_again_it_is_the_same_to_the_byte(office: Office) -> None:
    """Days later too, when nothing has happened."""
    given(office, FIRST)
    before = body(office)
    office.now += timedelta(days=3)
    assert before == body(office)


def test_a_deadline_that_falls_away_is_cancelled_and_comes_back(
    office: Office,
) -> None:
    """Cancelled without alarms; given anew, it is the same event on its new day."""
    given(office, FIRST)
    (before,) = events(office)
    given(office)
    (gone,) = events(office)
    assert (before["UID"], "CANCELLED", 1) == (
        gone["UID"], gone["STATUS"], gone["SEQUENCE"],
    )  # fmt: skip
    assert gone["SUMMARY"].startswith("BORTFALDET: ")
    assert [] == gone.walk("VALARM")
    assert events(office)[0]["SEQUENCE"] == 1
    given(office, replace(FIRST, date=date(2026, 12, 21)))
    (back,) = events(office)
    assert (before["UID"], "CONFIRMED", 2) == (
        back["UID"], back["STATUS"], back["SEQUENCE"],
    )  # fmt: skip


def test_a_proposal_that_is_taken_back_has_no_deadline(office: Office) -> None:
    """Whatever its record still says."""
    given(office, FIRST)
    events(office)
    given(office, FIRST, bill=replace(BILL, stage=Stage.WITHDRAWN))
    (event,) = events(office)
    assert "CANCELLED" == event["STATUS"]


def test_a_deadline_that_has_passed_is_not_moved_by_the_next_stage(
    office: Office,
) -> None:
    """The second phase of a consultation is an event of its own."""
    given(office, FIRST, bill=replace(BILL, stage=Stage.CONSULTATION_OPEN))
    (first,) = events(office)
    office.now += timedelta(days=30)
    later = replace(FIRST, date=date(2027, 2, 1))
    given(office, later, bill=replace(BILL, stage=Stage.EU_PUBLIC_CONSULTATION))
    one, two = events(office)
    assert (first["UID"], 0, "CONFIRMED") == (
        one["UID"], one["SEQUENCE"], one["STATUS"],
    )  # fmt: skip
    assert (date(2026, 12, 14), date(2027, 2, 1)) == (one.start, two.start)
    assert one["UID"] != two["UID"]


def test_several_readings_are_told_apart(office: Office) -> None:
    """One moves, the other stays as it is."""
    first = Deadline(DeadlineKind.READING, date(2026, 12, 3), "1. behandling")
    second = Deadline(DeadlineKind.READING, date(2026, 12, 10), "2. behandling")
    given(office, first, second)
    before = {each.start: each["UID"] for each in events(office)}
    given(office, first, replace(second, date=date(2026, 12, 17)))
    after = {each.start: (each["UID"], each["SEQUENCE"]) for each in events(office)}
    assert {
        first.date: (before[first.date], 0),
        date(2026, 12, 17): (before[second.date], 1),
    } == after


def test_only_what_is_relevant_and_nothing_confidential(office: Office) -> None:
    """What has stood there stays, although it is not relevant any more."""
    office.keep(replace(BILL, deadlines=(FIRST,)), score=39)
    secret = replace(BILL, ref="dk/local/1", deadlines=(FIRST,), confidential=True)
    office.keep(secret)
    assert [] == events(office)
    given(office, FIRST)
    assert 1 == len(events(office))
    office.keep(replace(BILL, deadlines=(FIRST,)), score=10, ago=0)
    assert ["CONFIRMED"] == [each["STATUS"] for each in events(office)]


def test_what_has_passed_stays_for_half_a_year(office: Office) -> None:
    """It is neither cancelled when its source drops it nor kept for ever."""
    given(office, FIRST)
    events(office)
    office.now += timedelta(days=40)
    given(office)
    assert ["CONFIRMED"] == [each["STATUS"] for each in events(office)]
    office.now += timedelta(days=180)
    assert [] == events(office)


def test_lines_are_folded_and_another_program_reads_the_same(office: Office) -> None:
    """No line is longer than 75 octets; awkward characters survive."""
    title = 'Forslag, med; komma "citat" \\ og\nlinjeskift æøå 🏛 ' + "lang " * 40
    given(office, replace(FIRST, at=time(12)), bill=replace(BILL, title=title))
    lines = body(office).split(b"\r\n")
    assert max(map(len, lines)) <= 75
    read = vobject.readOne(body(office).decode())
    (event,) = read.vevent_list
    (own,) = events(office)
    assert str(own["DESCRIPTION"]) == event.description.value
    assert 'komma "citat" \\ og linjeskift æøå 🏛' in event.description.value
    assert datetime(2026, 12, 14, 11, tzinfo=UTC) == event.dtstart.value
