"""A serving instance when things go wrong around it: nothing is lost, nothing twice."""

import os
import resource
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from town import Town, hearing, town

from briefing.adapters.database import engine
from briefing.adapters.holding import holding
from briefing.bootstrap import one_run_at_a_time
from briefing.domain.delivery import DeliveryState
from briefing.domain.run import RunState
from briefing.errors import StoreHeld
from briefing.language.written import COPENHAGEN
from briefing.pipeline.condition import parts
from briefing.pipeline.housekeeping import LEFT_BEHIND, remove_left_behind

MONDAY = date(2027, 3, 8)
SUMMER_TIME = date(2027, 3, 28)
ANNE, OPERATOR = "anne@lef.example", "drift@lef.example"
PLATFORM = "dk/hoeringsportalen/71231"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Town]:
    """A town with one consultation, on a Monday before seven."""
    with town(tmp_path) as found:
        found.village.known.append(
            hearing("hp-platformsarbejde", date(2027, 3, 5), date(2027, 4, 1))
        )
        yield found


def well(place: Town) -> dict[str, bool]:
    """Each part of the service, and whether it is well."""
    return {each.name: each.is_well for each in parts(place.service)}


def test_nothing_due_leaves_no_trace(place: Town) -> None:
    """A tick after another does nothing and is no run; a restart changes nothing."""
    place.at(MONDAY, 7)
    before = place.store.runs(100), place.subjects(ANNE)
    assert place.at(MONDAY, 7, 1) is None
    place.restart()
    place.at(MONDAY, 7, 2)
    assert before[1] == place.subjects(ANNE)
    assert 0 == sum(each.sent + each.new for each in place.store.runs(100)[:-1])


def test_a_profile_has_a_time_of_its_own(place: Town) -> None:
    """Its overview comes then; the others' at the time of `delivery:`."""
    place.change = lambda found: replace(found, daily_times={"lef": time(9, 15)})
    place.restart()
    place.at(MONDAY, 7, 1)
    place.at(MONDAY, 9, 14)
    assert place.brief(MONDAY) is None
    place.at(MONDAY, 9, 15)
    assert place.brief(MONDAY) is not None
    assert 1 == len([e for e in place.subjects(ANNE) if e.startswith("Overblik")])


def test_a_locked_database_stops_nothing_for_good(
    place: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tick fails and says so; the one after it does what was due, once."""
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.2)
    place.restart()
    path = place.folder / "data" / "briefing.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert place.at(MONDAY, 7) is None
        assert not well(place)["scheduler"]
        other.execute("ROLLBACK")
    run = place.at(MONDAY, 7, 1)
    assert run is not None
    assert (1, 1, 1) == (run.new, run.overviews, run.sent)
    assert all(well(place).values())


def test_a_full_disk_stops_nothing_for_good(place: Town) -> None:
    """No file can grow: the tick fails; with room again it is all made, once."""
    place.at(MONDAY, 6, 30)
    place.village.known.append(
        hearing("hp-psykisk-arbejdsmiljoe", MONDAY, date(2027, 4, 6))
    )
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
        place.at(MONDAY, 10)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert [] == place.subjects(ANNE)
    assert place.brief(MONDAY) is None
    for minute in (16, 32, 48):
        place.at(MONDAY, 10, minute)
    place.at(MONDAY, 12)
    assert 1 == len([e for e in place.subjects(ANNE) if e.startswith("Overblik")])
    brief = place.brief(MONDAY)
    assert brief is not None
    assert 2 == len(brief["new"])
    assert 2 == len(place.store.refs())


def test_a_clock_that_was_ahead_and_is_set_back(place: Town) -> None:
    """What was reckoned from the wrong clock is not waited for."""
    place.at(date(2028, 3, 8), 5)
    assert 1 == place.store.runs(1)[0].new
    place.village.known.append(
        hearing("hp-psykisk-arbejdsmiljoe", MONDAY, date(2027, 4, 6))
    )
    run = place.at(MONDAY, 7)
    assert run is not None
    assert (1, 1) == (run.new, run.overviews)
    assert place.brief(MONDAY) is not None


def test_a_mail_server_that_was_down_when_the_clock_was_ahead(place: Town) -> None:
    """The letter's next try lies a year ahead, and is made all the same."""
    place.postman.is_down = True
    place.at(date(2028, 3, 8), 7)
    place.postman.is_down = False
    place.at(MONDAY, 7)
    states = {e.state for e in place.store.deliveries()}
    assert {DeliveryState.SENT} == states


@pytest.mark.parametrize("day", [date(2027, 3, 30), date(2027, 11, 1)])
def test_seven_is_seven_after_the_clocks_were_changed(place: Town, day: date) -> None:
    """Not an hour early and not an hour late."""
    place.at(day - timedelta(days=5), 5)
    place.at(day, 6, 59)
    assert place.brief(day) is None
    place.at(day, 7)
    assert place.brief(day) is not None


def test_the_night_in_which_an_hour_comes_twice(place: Town) -> None:
    """Letters are looked for once in each of both hours, and nothing is sent twice."""
    night = datetime(2027, 10, 31, 0, 30, tzinfo=COPENHAGEN)
    sent = []
    for quarter in range(20):
        place.now = (night.astimezone() + timedelta(minutes=15 * quarter)).astimezone(
            COPENHAGEN
        )
        place.shift.tick()
        sent.append(len(place.post.mails))
    assert {0} == set(sent)


def test_a_brief_slept_over_is_made_on_waking_with_everything(place: Town) -> None:
    """Once, with reminders; what was slept over for days is in the next one."""
    place.at(MONDAY, 5)
    place.village.known.append(
        hearing("hp-psykisk-arbejdsmiljoe", MONDAY, date(2027, 3, 15))
    )
    place.restart()
    for minute in (20, 40, 59):
        place.at(MONDAY, 15, minute)
    brief = place.brief(MONDAY)
    assert brief is not None
    assert 2 == len(brief["new"])
    subjects = place.subjects(ANNE)
    assert 1 == len([e for e in subjects if e.startswith("Overblik")])
    assert any("15. marts" in e for e in subjects)
    friday = MONDAY + timedelta(days=4)
    place.at(friday + timedelta(days=1), 11)
    assert place.brief(friday) is None
    place.at(friday + timedelta(days=3), 7)
    brief = place.brief(friday + timedelta(days=3))
    assert brief is not None
    assert MONDAY == datetime.fromisoformat(brief["since"]).date()


def test_a_command_that_holds_the_store_is_waited_for(place: Town) -> None:
    """The tick leaves the store to who works in it, and comes again."""
    with holding(place.folder / "data", "run"):
        assert place.at(MONDAY, 7) is None
    assert [] == list(place.store.runs(5))
    run = place.at(MONDAY, 7, 1)
    assert run is not None
    assert 1 == run.overviews


def test_a_command_that_waits_is_let_in_soon(place: Town) -> None:
    """No further proposal is begun; the rest comes at the next tick."""
    for slug in ("hp-psykisk-arbejdsmiljoe", "hp-loengennemsigtighed"):
        place.village.known.append(hearing(slug, MONDAY, date(2027, 4, 6)))
    place.change = lambda found: replace(
        found, run=found.run.model_copy(update={"concurrency": 1})
    )
    place.restart()
    real, wanted = place.compute, [False]

    def asked_for(
        function: Callable[..., object], *given: object, **named: object
    ) -> object:
        wanted[0] = True
        return real(function, *given, **named)

    place.compute, place.wanted = asked_for, lambda: wanted[0]
    run = place.at(MONDAY, 6, 30)
    assert run is not None
    assert RunState.STOPPED is run.state or run.proposals == 3
    assert place.at(MONDAY, 6, 31) is None
    place.compute, place.wanted = real, lambda: False
    place.at(MONDAY, 6, 32)
    assert all(place.store.judged(ref, "lef") for ref in place.store.refs())


def test_a_template_that_broke_stops_only_its_brief(place: Town) -> None:
    """It is told an hour later, and tried again until it is put right."""
    templates = place.folder / "templates"
    templates.mkdir()
    for each in place.line.templates.glob("*.docx"):
        (templates / each.name).symlink_to(each)
    good = templates / "dagens-overblik.docx"
    target = good.readlink()
    good.unlink()
    good.write_bytes(b"no template")
    place.shift._line = replace(place.line, templates=templates)
    run = place.at(MONDAY, 7)
    assert run is not None
    assert (1, 0, RunState.PARTLY) == (run.new, run.overviews, run.state)
    place.at(MONDAY, 8, 30)
    place.at(MONDAY, 8, 46)
    told = [e for e in place.subjects(OPERATOR) if "Dagens overblik" in e]
    assert 1 == len(told)
    good.unlink()
    good.symlink_to(target)
    place.at(MONDAY, 9, 15)
    place.at(MONDAY, 9, 40)
    assert 1 == len([e for e in place.subjects(ANNE) if e.startswith("Overblik")])
    assert any("igen i orden" in e for e in place.subjects(OPERATOR))


def test_a_source_gone_for_a_month_is_told_once_a_day(place: Town) -> None:
    """And what it has when it is back is read."""
    place.at(MONDAY, 7)
    place.village.down.add("/hoeringsportalen")
    for n in range(1, 31):
        for hour in (4, 9, 14, 19):
            place.at(MONDAY + timedelta(days=n), hour)
    told = [e for e in place.subjects(OPERATOR) if "hoeringsportalen" in e]
    assert 28 <= len(told) <= 30
    place.village.down.clear()
    place.village.known.append(
        hearing("hp-psykisk-arbejdsmiljoe", date(2027, 4, 8), date(2027, 4, 30))
    )
    place.at(MONDAY + timedelta(days=31), 9)
    assert 2 == len(place.store.refs())
    place.at(MONDAY + timedelta(days=31), 10)
    assert "igen i orden" in place.subjects(OPERATOR)[-1]


def test_what_killed_processes_left_is_removed(tmp_path: Path) -> None:
    """Temporary files of yesterday, not of a moment ago, and nothing else."""
    old, new, file = (tmp_path / e for e in (".a.docx.part", ".b.part", "c.part"))
    for each in (old, new, file):
        each.write_text("x")
    past = old.stat().st_mtime - 2 * LEFT_BEHIND.total_seconds()
    os.utime(old, (past, past))
    os.utime(file, (past, past))
    assert 1 == remove_left_behind(tmp_path)
    assert {new, file} == set(tmp_path.iterdir())


def test_backups_at_night_the_newest_kept(place: Town) -> None:
    """One each night from two o'clock, however often it is looked."""
    made: list[Path] = []

    def back_up(folder: Path) -> Path:
        folder.mkdir(exist_ok=True)
        made.append(folder / f"briefing-{place.now:%Y%m%d-%H%M%S}.zip")
        made[-1].write_bytes(b"zip")
        moments.append(place.now)
        return made[-1]

    moments: list[datetime] = []
    section = place.line.settings.serve.model_copy(
        update={"backup_into": str(place.folder / "b"), "backup_keep": 2}
    )
    place.change = lambda found: replace(found, serve=section)
    place.back_up = back_up  # type: ignore[method-assign]  # a backup that is a file
    place.last_backup = lambda: moments[-1] if moments else None
    place.restart()
    for n in range(4):
        for hour in (1, 2, 4, 12):
            place.at(MONDAY + timedelta(days=n), hour)
    assert [2, 2, 2, 2] == [each.hour for each in moments]
    assert set(made[-2:]) == set((place.folder / "b").iterdir())


def test_a_store_is_held_again_after_every_end(place: Town) -> None:
    """Whoever holds it at the end of a tick holds nothing."""
    place.at(MONDAY, 7)
    held: AbstractContextManager[None] = one_run_at_a_time(place.folder / "data")
    with held, pytest.raises(StoreHeld), one_run_at_a_time(place.folder / "data"):
        pass
