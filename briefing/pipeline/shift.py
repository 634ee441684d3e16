"""What a serving instance does, tick after tick: whatever the store says is due.

Nothing that must be done is remembered here: a process that was killed, a machine that
slept, a clock that was set find the same work due. What is remembered only spares
looking: it is forgotten without loss.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import structlog

from briefing.archive.keeping import Archive
from briefing.domain.profile import Profile
from briefing.domain.run import Run, RunState
from briefing.domain.source import Scope
from briefing.errors import StoreError, StoreHeld
from briefing.language.written import danish_day
from briefing.pipeline.addressing import daily_time_has_come
from briefing.pipeline.alarms import Watch
from briefing.pipeline.condition import Service
from briefing.pipeline.daily import daily_brief, has_todays_brief, write_daily
from briefing.pipeline.handling import archive_responses
from briefing.pipeline.housekeeping import Upkeep
from briefing.pipeline.line import News, Order
from briefing.pipeline.outgoing import Ways, send_due
from briefing.pipeline.printing import print_all
from briefing.pipeline.record import archive_approved
from briefing.pipeline.recording import Recording, recorded
from briefing.pipeline.run import is_source_due, run
from briefing.pipeline.state import told_of
from briefing.pipeline.withdrawing import finish_withdrawals

log = structlog.get_logger()

LETTERS_EVERY = timedelta(minutes=15)
"""How often letters are looked for where nothing tells that one is due."""
BRIEF_WAITS = timedelta(minutes=10)
"""How long a brief that is due waits for what is being brought through."""
AGAIN_AFTER = timedelta(minutes=15)
"""How long a brief that could not be written is left alone."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What a shift works with beside the line.

    `alone` holds the store while there is work; StoreHeld when another command does.
    `wanted` tells that one waits. `back_up` writes a backup into a folder. `stop` is
    set when the process is to end.
    """

    archive: Archive
    ways: Ways
    alone: Callable[[], AbstractContextManager[None]]
    wanted: Callable[[], bool]
    back_up: Callable[[Path], Path]
    stop: Event


@dataclass(frozen=True, slots=True)
class Work:
    """What is due: reading and bringing through, a brief, letters."""

    reading: bool = False
    briefs: bool = False
    letters: bool = False

    @property
    def is_any(self) -> bool:
        """Whether anything is."""
        return self.reading or self.briefs or self.letters


class Shift:
    """The work of one serving process."""

    def __init__(self, service: Service, tools: Tools) -> None:
        self._service, self._tools = service, tools
        self._line = service.line
        self._watch = Watch(service, tools.archive)
        self._upkeep = Upkeep(service, tools.archive, tools.back_up)
        self._is_whole = False
        self._retried: datetime | None = None
        self._letters_at: datetime | None = None
        self._reviewed_at: datetime | None = None
        self._failed: dict[str, datetime] = {}
        self._run: Run | None = None

    def tick(self) -> Run | None:
        """Do what is due now, and keep what was done; None where nothing was.

        Raises nothing: what broke is kept, logged and told, and the next tick comes.
        """
        self._service.pulse.sign()
        try:
            found = self._tick()
        except StoreHeld:
            log.info("store is held by another command")
            return None
        except Exception as error:  # noqa: BLE001 - the next tick tries again
            log.error("tick failed", **told_of(error))  # noqa: TRY400 - no texts in logs
            self._service.pulse.beat(type(error).__name__)
            return None
        self._service.pulse.beat(_what_broke(found))
        return found

    def abandon(self) -> None:
        """Keep that the run under way was left because the process must end."""
        if self._run is not None:
            ended = self._line.clock()
            self._line.store.end_run(
                Run(
                    self._run.by,
                    self._run.started_at,
                    self._run.id,
                    ended,
                    RunState.STOPPED,
                )
            )

    def _tick(self) -> Run | None:
        if self._tools.wanted():
            return None
        work = self._due()
        done = self._work(work) if work.is_any else None
        if not self._tools.stop.is_set():
            self._upkeep.look(self._tools.alone)
        return done

    def _due(self) -> Work:
        line, now = self._line, self._line.clock()
        coming = line.store.upcoming()
        retry = coming.retry_at
        is_retry = retry is not None and retry <= now and retry != self._retried
        is_source = any(
            is_source_due(line.store.source_state(each.id), now)
            for each in line.settings.sources.values()
            if each.enabled
        )
        last = self._letters_at
        letters = (
            last is None
            or not last <= now < last + LETTERS_EVERY
            or coming.reviewed_at != self._reviewed_at
            or (coming.letter_at is not None and coming.letter_at <= now)
        )
        self._reviewed_at = coming.reviewed_at
        reading = is_retry or is_source or not self._is_whole
        if reading:
            self._retried = retry
        return Work(reading, bool(self._lacking()), letters)

    def _lacking(self) -> list[Profile]:
        """The profiles whose brief of today is due and not made."""
        now = self._line.clock()
        return [
            each
            for each in self._line.settings.profiles.values()
            if daily_time_has_come(self._line, each)
            and not self._has_failed_lately(each, now)
            and not has_todays_brief(self._line, each)
        ]

    def _has_failed_lately(self, profile: Profile, now: datetime) -> bool:
        failed = self._failed.get(profile.id)
        return failed is not None and failed <= now < failed + AGAIN_AFTER

    def _enough(self) -> bool:
        """Whether to stop beginning proposals: to end, for a person, for a brief."""
        if self._tools.stop.is_set() or self._tools.wanted():
            return True
        began = self._run.started_at if self._run else self._line.clock()
        waited = self._line.clock() - began
        return waited >= BRIEF_WAITS and bool(self._lacking())

    def _work(self, work: Work) -> Run | None:
        with self._tools.alone(), recorded(self._line, "serve") as kept:
            self._run = kept.run
            for name, step in self._steps(work):
                if self._tools.stop.is_set():
                    kept.stopped()
                    break
                self._do(name, step, kept)
        self._run = None
        if kept.run.is_empty:
            self._line.store.drop_run(kept.run.id)
            return None
        _tell(kept.run)
        return kept.run

    def _steps(self, work: Work) -> Iterator[tuple[str, Callable[[Recording], None]]]:
        """What to do, in order: nobody waits for a PDF who waits for the brief.

        The brief is written after the letters, which look at everything until it is.
        """
        if work.reading:
            yield "read", self._read
        yield "archive", self._archive
        yield "letters", self._send
        yield "briefs", self._write_briefs
        if work.reading or work.briefs:
            yield "pdf", self._print

    def _do(
        self, name: str, step: Callable[[Recording], None], kept: Recording
    ) -> None:
        """One step; what breaks in it is kept, and the next step is done."""
        self._service.pulse.sign()
        try:
            step(kept)
        except StoreError:
            raise
        except Exception as error:  # noqa: BLE001 - kept, and the next step is done
            log.warning("step failed", step=name, **told_of(error))
            kept.broke(name, error)

    def _read(self, kept: Recording) -> None:
        def sign(_news: News, _total: int) -> None:
            self._service.pulse.sign()

        today = danish_day(self._line.clock())
        report = run(self._line, Order(Scope(today), (), sign, self._enough))
        self._is_whole = report.is_whole
        kept.read(report)

    def _archive(self, kept: Recording) -> None:
        archive = self._tools.archive
        kept.add(archived=len(archive_approved(self._line, archive)))
        kept.add(archived=len(archive_responses(self._line, archive)))
        kept.add(archived=len(finish_withdrawals(self._line, archive)))

    def _send(self, kept: Recording) -> None:
        started, lacking = self._line.clock(), len(self._lacking())
        alerts = self._watch.alerts()
        report = send_due(
            self._line, self._tools.ways, alarms=alerts, enough=self._tools.stop.is_set
        )
        self._watch.told()
        self._letters_at = started
        kept.sent(report)
        kept.add(overviews=lacking - len(self._lacking()))
        for each in report.held:
            kept.broke(each.what, each.error)

    def _write_briefs(self, kept: Recording) -> None:
        for profile in self._lacking():
            try:
                write_daily(self._line, daily_brief(self._line, profile))
            except StoreError:
                raise
            except Exception as error:  # noqa: BLE001 - the other profiles get theirs
                log.warning("brief failed", profile=profile.id, **told_of(error))
                kept.broke(f"brief {profile.id}", error)
                self._failed[profile.id] = self._line.clock()
            else:
                kept.add(overviews=1)

    def _print(self, _kept: Recording) -> None:
        print_all(self._line)


def _what_broke(run: Run | None) -> str:
    if run is None or not run.broke:
        return ""
    return "" if run.state is not RunState.FAILED else run.broke[-1].error


def _tell(run: Run) -> None:
    log.info(
        "run done",
        run=run.id,
        state=run.state.value,
        sources=len(run.sources),
        failed=list(run.failed),
        new=run.new,
        changed=run.changed,
        proposals=run.proposals,
        briefings=run.briefings,
        verified=run.verified,
        withheld=run.withheld,
        overviews=run.overviews,
        sent=run.sent,
        unsent=run.unsent,
        tokens=run.tokens,
        kroner=round(run.kroner, 2),
        seconds=run.seconds,
    )
