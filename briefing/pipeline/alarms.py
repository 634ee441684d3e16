"""What whoever runs the program must look at, found in the store and on the machine."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import structlog

from briefing.archive.keeping import Archive
from briefing.delivery.folder import DailyName
from briefing.domain.delivery import NEED_A_PERSON, DeliveryState, LetterKind
from briefing.domain.profile import Profile
from briefing.domain.run import CRASHED, Alert, RunState, Standing
from briefing.language.written import (
    COPENHAGEN,
    danish_day,
    is_working_day,
    working_days,
)
from briefing.pipeline.condition import MEGABYTE, Service, disks, free_space
from briefing.pipeline.housekeeping import has_faults

log = structlog.get_logger()

FAILING = (
    "The source {source} has failed {count} times in a row ({error}). It was last read "
    "{day}."
)
UNUSUAL = "The source {source} gives something else than usual."
SILENT = (
    "The source {source} has given nothing new for {days} working days. The longest it "
    "used to be silent is {usual}."
)
BUDGET = "{share} % of the day's budget for the language model is used."
NOT_MADE = "The daily brief of {profile} for {day} was not made."
NOT_SENT = (
    "The daily brief of {profile} for {day} did not reach {count} of its recipients."
)
DELIVERIES = "{count} letters of the last days did not go out, or nobody knows."
DISK = "{free} MB are free where the {place} is."
CRASHED_RUN = "The last run broke: {error}."
FAULTS = "The archive is not as it was written."
NO_BACKUP = "The last backup is of {day}."
NEVER = "–"
SEE_SOURCES = "`briefing sources` tells why, `briefing sources check` tries it now."
SEE_SILENT = (
    "In the holidays that may be so. Otherwise look at the source in a browser: its "
    "form may have changed."
)
SEE_BUDGET = (
    "What cannot be asked any more is written by the rules until tomorrow. `briefing "
    "costs` tells what it was used for."
)
SEE_RUNS = "`briefing runs --faults` and the log tell why."
SEE_DELIVERIES = (
    "`briefing deliveries --open` shows them; nothing is repeated by itself."
)
SEE_DISK = (
    "Make room before it is full: nothing is lost then, but nothing is made either."
)
SEE_ARCHIVE = "`briefing archive verify` names what was changed."
SEE_BACKUP = "`briefing backup` makes one and says what is in the way."
SENTENCES = (
    FAILING, UNUSUAL, SILENT, BUDGET, NOT_MADE, NOT_SENT, DELIVERIES, DISK, CRASHED_RUN,
    FAULTS, NO_BACKUP, SEE_SOURCES, SEE_SILENT, SEE_BUDGET, SEE_RUNS, SEE_DELIVERIES,
    SEE_DISK, SEE_ARCHIVE, SEE_BACKUP,
)  # fmt: skip

GRACE = timedelta(hours=1)
"""How long after its time a brief may be made and sent."""
RECENT = timedelta(days=2)
BACKUP_AGE = timedelta(days=2)
REMEMBERED = timedelta(days=180)
"""How far back news tell how long a source uses to be silent."""
KNOWN_GAPS, LEAST_DAYS = 5, 3
"""So many pauses must be known, and fewer working days of silence say nothing."""
BUDGET_CAUSE = "budget"


class Watch:
    """Finds what is not well, and what is well again, against what was told before."""

    def __init__(self, service: Service, archive: Archive) -> None:
        self._service, self._archive = service, archive
        self._standing: tuple[Standing, ...] | None = None

    def alerts(self) -> tuple[Alert, ...]:
        """What stands now, and what has ended since it was told."""
        store, now = self._service.line.store, self._service.line.clock()
        known = {each.alert.cause: each for each in store.alerts()}
        found = {
            each.cause: each for each in found_alerts(self._service, self._archive)
        }
        for cause in sorted(found.keys() - known.keys()):
            log.warning("alarm", cause=cause)
        for cause in sorted(known.keys() - found.keys()):
            log.info("alarm ended", cause=cause)
        self._standing = tuple(
            Standing(each, known[cause].since if cause in known else now)
            for cause, each in sorted(found.items())
        )
        ended = tuple(
            replace(
                each.alert,
                cause=f"{cause} ended",
                weekly=False,
                ended=True,
            )
            for cause, each in known.items()
            if cause not in found and cause != BUDGET_CAUSE
        )
        return (*found.values(), *ended)

    def told(self) -> None:
        """Keep what stands, once letters on it are recorded."""
        if self._standing is not None:
            store = self._service.line.store
            if self._standing != store.alerts():
                store.keep_alerts(self._standing)


def found_alerts(service: Service, archive: Archive) -> Iterator[Alert]:
    """Everything that is not well now, each cause once."""
    yield from _sources(service)
    yield from _silence(service)
    yield from _budget(service)
    yield from _briefs(service)
    yield from _deliveries(service)
    yield from _disk(service)
    yield from _run(service)
    yield from _record(service, archive)


def _day(day: date) -> str:
    return day.strftime("%d.%m.%Y")


def _sources(service: Service) -> Iterator[Alert]:
    line = service.line
    for config in line.settings.sources.values():
        state = line.store.source_state(config.id)
        if not config.enabled:
            continue
        if state.errors >= config.patience:
            values = {
                "source": config.id,
                "count": state.errors,
                "error": state.error,
                "day": _day(danish_day(state.read_at)) if state.read_at else NEVER,
            }
            yield Alert(f"source {config.id}", FAILING, values, SEE_SOURCES)
        elif state.alarms:
            values = {"source": config.id}
            yield Alert(f"unusual {config.id}", UNUSUAL, values, SEE_SOURCES)


def _silence(service: Service) -> Iterator[Alert]:
    """Sources that answer, and have had nothing new for twice their longest pause."""
    line, now = service.line, service.line.clock()
    for config in line.settings.sources.values():
        if not config.enabled or line.store.source_state(config.id).error:
            continue
        news = line.store.news_at(config.id, now - REMEMBERED)
        days = sorted({danish_day(each) for each in news})
        gaps = [working_days(*each) for each in pairwise(days)]
        if len(gaps) < KNOWN_GAPS:
            continue
        usual, silent = max(gaps), working_days(days[-1], danish_day(now))
        if silent > max(2 * usual, LEAST_DAYS):
            values = {"source": config.id, "days": silent, "usual": usual}
            yield Alert(f"silent {config.id}", SILENT, values, SEE_SILENT, weekly=True)


def _budget(service: Service) -> Iterator[Alert]:
    line = service.line
    if line.settings.model.analyst == "embedded":
        return
    budget = line.settings.model.budget
    _own, day = line.store.spent("", line.clock())
    shares = [
        used / limit
        for used, limit in (
            (day.tokens, budget.day_tokens),
            (day.kroner, budget.day_kroner),
        )
        if limit
    ]
    share = max(shares, default=0.0)
    if share >= line.settings.serve.budget_share:
        yield Alert(BUDGET_CAUSE, BUDGET, {"share": round(100 * share)}, SEE_BUDGET)


def _briefs(service: Service) -> Iterator[Alert]:
    """Of the last day on which a brief was due: was it made, and did it arrive."""
    line = service.line
    began = line.store.upcoming().first_run_at
    for profile in line.settings.profiles.values():
        due = _last_due(line.settings.daily_at(profile.id), line.clock())
        if began is None or began > due:
            continue
        day = danish_day(due)
        values = {"profile": profile.organisation, "day": _day(day)}
        made = line.store.briefings(DailyName(profile, day).ref, profile.id)
        if not any(each.path == DailyName(profile, day).path for each in made):
            yield Alert(f"brief {profile.id}", NOT_MADE, values, SEE_RUNS)
        elif count := _not_arrived(service, profile, due):
            told = values | {"count": count}
            yield Alert(f"brief {profile.id}", NOT_SENT, told, SEE_DELIVERIES)


def _last_due(daily_at: time, now: datetime) -> datetime:
    """When the last brief was due that should be there by now."""
    day = danish_day(now)
    while True:
        due = datetime.combine(day, daily_at, COPENHAGEN)
        if is_working_day(day) and now >= due + GRACE:
            return due
        day -= timedelta(days=1)


def _not_arrived(service: Service, profile: Profile, due: datetime) -> int:
    fine = {DeliveryState.SENT, DeliveryState.DROPPED}
    return sum(
        each.kind in (LetterKind.DAILY, LetterKind.SINGLE)
        and each.profile == profile.id
        and danish_day(each.recorded_at) == danish_day(due)
        and each.state not in fine
        for each in service.line.store.deliveries(None, due)
    )


def _deliveries(service: Service) -> Iterator[Alert]:
    line = service.line
    count = sum(
        each.kind != LetterKind.ALARM
        for each in line.store.deliveries(NEED_A_PERSON, line.clock() - RECENT)
    )
    if count:
        yield Alert("deliveries", DELIVERIES, {"count": count}, SEE_DELIVERIES)


def _disk(service: Service) -> Iterator[Alert]:
    free = free_space(service)
    for part in disks(service):
        if not part.is_well:
            place = part.name.removeprefix("disk_")
            values = {"free": free[part.name] // MEGABYTE, "place": place}
            yield Alert(f"disk {place}", DISK, values, SEE_DISK)


def _run(service: Service) -> Iterator[Alert]:
    """The run before the one that is under way."""
    ended = [
        each
        for each in service.line.store.runs(2)
        if each.state is not RunState.RUNNING
    ]
    if ended and ended[0].state in CRASHED:
        broke = ended[0].broke
        error = broke[-1].error if broke else ended[0].state.value
        yield Alert("run", CRASHED_RUN, {"error": error}, SEE_RUNS)


def _record(service: Service, archive: Archive) -> Iterator[Alert]:
    if has_faults(archive):
        yield Alert("archive", FAULTS, {}, SEE_ARCHIVE)
    made = service.last_backup()
    if not service.line.settings.serve.backup_into:
        return
    began = service.line.store.upcoming().first_run_at or service.line.clock()
    if service.line.clock() - (made or began) > BACKUP_AGE:
        day = _day(danish_day(made)) if made else NEVER
        yield Alert("backup", NO_BACKUP, {"day": day}, SEE_BACKUP)
