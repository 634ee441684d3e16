"""What operators are told of, found in a real store; and that it has ended."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from post_line import BILL, DOWN, MONDAY, Office

from briefing.adapters.database.blobs import Blobs
from briefing.archive.keeping import Archive
from briefing.archive.numbering import Scheme
from briefing.config import ServeSection
from briefing.domain.model import ModelCall, Usage
from briefing.domain.run import Run, RunState
from briefing.domain.store import SourceState
from briefing.errors import MailRefused
from briefing.pipeline.alarms import Watch
from briefing.pipeline.condition import Pulse, Service
from briefing.pipeline.outgoing import Ways, send_due

OPERATOR = "drift@lef.example"


class Operated:
    """An office with somebody who watches over it."""

    def __init__(self, folder: Path) -> None:
        self.office = Office(folder)
        settings = replace(self.office.line.settings, serve=ServeSection(min_free_mb=0))
        self.office.line = replace(self.office.line, settings=settings)
        self.folder = folder / "data"
        objects = Blobs(self.folder / "archive" / "objects")
        self.archive = Archive(
            self.folder / "archive", objects, self.office.store, Scheme("{number}")
        )

    @property
    def service(self) -> Service:
        """The service as it is configured now."""
        return Service(self.office.line, self.folder, Pulse())

    def look(self) -> list[str]:
        """Look, send what is to be told, and the causes that stand."""
        watch = Watch(self.service, self.archive)
        alerts = watch.alerts()
        send_due(self.office.line, Ways(self.office.box), alarms=alerts)
        watch.told()
        return [each.alert.cause for each in self.office.store.alerts()]

    def told(self) -> list[str]:
        """The subjects of the alarms that the operator got."""
        return [str(each["Subject"]) for each in self.office.box.to(OPERATOR)]


@pytest.fixture
def operated(tmp_path: Path) -> Iterator[Operated]:
    """All is well, on a Monday at eight."""
    found = Operated(tmp_path)
    yield found
    found.office.store.close()


def test_a_cause_is_told_once_a_day_and_when_it_has_ended(operated: Operated) -> None:
    """However often it is looked, and however its figures change."""
    office = operated.office
    for errors in (3, 4, 5):
        office.store.save_source_failure(
            SourceState("toy", read_at=MONDAY, errors=errors, error="Blocked")
        )
        assert ["source toy"] == operated.look()
    assert 1 == len(operated.told())
    assert "Kilden toy har fejlet 3 gange i træk (Blocked)" in operated.told()[0]
    office.now += timedelta(days=1)
    operated.look()
    assert 2 == len(operated.told())
    office.store.save_source_failure(SourceState("toy", read_at=MONDAY))
    assert [] == operated.look()
    assert [] == operated.look()
    assert 3 == len(operated.told())
    assert operated.told()[-1].startswith("Briefing er igen i orden")


def test_a_failure_within_patience_is_no_alarm(operated: Operated) -> None:
    """Twice is nothing to be woken for."""
    operated.office.store.save_source_failure(
        SourceState("toy", read_at=MONDAY, errors=2, error="Unreachable")
    )
    assert [] == operated.look()


def test_silence_is_measured_by_the_source_itself(operated: Operated) -> None:
    """Twice its longest pause in working days; told once a week."""
    office = operated.office
    for n in range(7):
        office.store.save_proposal(
            replace(BILL, ref=f"dk/toy/{n}"), MONDAY + timedelta(days=7 * n)
        )
    last = MONDAY + timedelta(days=42)
    office.now = last + timedelta(days=10)
    assert [] == operated.look()
    office.now = last + timedelta(days=21)
    assert ["silent toy"] == operated.look()
    for _day in range(4):
        office.now += timedelta(days=1)
        assert ["silent toy"] == operated.look()
    assert 1 == len(operated.told())
    office.store.save_proposal(replace(BILL, ref="dk/toy/9"), office.now)
    assert [] == operated.look()


def test_a_budget_nearly_spent(operated: Operated) -> None:
    """From the configured share on; the next day is another budget, and no news."""
    office = operated.office
    model = office.line.settings.model
    budget = model.budget.model_copy(update={"day_tokens": 1000})
    changed = model.model_copy(update={"analyst": "prompted", "budget": budget})
    settings = replace(office.line.settings, model=changed)
    office.line = replace(office.line, settings=settings)
    call = ModelCall(
        ref=BILL.ref,
        profile="lef",
        role="assess",
        prompt="",
        prompt_version="",
        prompt_sha256="",
        model="m",
        server="x",
        mode="",
        parameters={},
        documents={},
        asked="a",
        sent="",
        answer="",
        usage=Usage(input=790),
        kroner=None,
        started_at=MONDAY,
        seconds=1.0,
    )
    office.store.save_call(call)
    assert [] == operated.look()
    office.store.save_call(replace(call, usage=Usage(input=10)))
    assert ["budget"] == operated.look()
    assert "80 % af dagens budget" in operated.told()[0]
    office.now += timedelta(days=1)
    assert [] == operated.look()
    assert 1 == len(operated.told())


def test_a_brief_that_nobody_made_and_one_that_did_not_arrive(
    operated: Operated,
) -> None:
    """An hour after its time; not on the day the program was installed."""
    office = operated.office
    office.store.begin_run(Run("serve", office.now))
    office.recipients(
        *(e for e in office.line.settings.recipients if e.role != "policy_officer")
    )
    office.now += timedelta(hours=3)
    assert "brief lef" not in operated.look()
    office.box.failing = DOWN
    office.now = MONDAY + timedelta(days=1, hours=-1)
    assert "brief lef" not in operated.look()
    office.now += timedelta(hours=1, minutes=1)
    assert "brief lef" in operated.look()
    office.box.failing = None
    office.now += timedelta(hours=1)
    operated.look()
    assert "brief lef" not in operated.look()


def test_letters_that_need_a_person(operated: Operated) -> None:
    """Refused ones are told; an alarm that was refused is none of them."""
    office = operated.office
    office.box.failing = MailRefused("550 no such user")
    operated.look()
    office.box.failing = None
    assert "deliveries" in operated.look()
    office.now += timedelta(days=3)
    assert "deliveries" not in operated.look()


def test_a_disk_nearly_full(operated: Operated) -> None:
    """By the configured figure, which no disk here reaches."""
    office = operated.office
    section = ServeSection(min_free_mb=10**9)
    settings = replace(office.line.settings, serve=section)
    office.line = replace(office.line, settings=settings)
    assert ["disk data", "disk output"] == operated.look()


def test_a_run_that_was_killed(operated: Operated) -> None:
    """Told by the run after it, and over with the one after that."""
    office = operated.office
    office.store.begin_run(Run("serve", office.now))
    second = office.store.begin_run(Run("serve", office.now))
    assert "run" in operated.look()
    office.store.end_run(replace(second, ended_at=office.now, state=RunState.DONE))
    assert "run" not in operated.look()


def test_backups_that_are_configured_and_not_made(operated: Operated) -> None:
    """After two days."""
    office = operated.office
    section = ServeSection(min_free_mb=0, backup_into="/nowhere")
    settings = replace(office.line.settings, serve=section)
    office.line = replace(office.line, settings=settings)
    run = office.store.begin_run(Run("serve", office.now))
    office.store.end_run(replace(run, ended_at=office.now, state=RunState.DONE))
    assert "backup" not in operated.look()
    office.now += timedelta(days=2, minutes=1)
    assert "backup" in operated.look()
