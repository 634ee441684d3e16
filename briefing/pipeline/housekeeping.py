"""What keeps a store in order over the years: backups, old files, verification."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import structlog

from briefing.archive.keeping import Archive
from briefing.archive.verify import Verified, verify
from briefing.language.written import COPENHAGEN, danish_day
from briefing.pipeline.condition import Service
from briefing.pipeline.state import told_of

log = structlog.get_logger()

EVERY = timedelta(hours=1)
NIGHT = range(2, 5)
"""The hours, in Danish time, in which what takes long is done."""
VERIFY_AFTER, VERIFY_AT_ONCE = timedelta(days=30), timedelta(days=33)
"""How old a verification of the archive is when it is made anew: at night, or now."""
LEFT_BEHIND = timedelta(days=1)
"""How old a temporary file is when nobody is writing it any more."""
RUNS_KEPT = timedelta(days=400)
BACKUPS = "briefing-*.zip"


def verify_and_mark(archive: Archive, now: datetime, expected: str = "") -> Verified:
    """Look through the archive, and keep beside it when that was and how it went."""
    found = verify(archive, expected)
    if found.faults:
        _faults(archive).write_text(now.isoformat(), encoding="utf-8")
    elif found.entries:
        (archive.folder / "verified").write_text(now.isoformat(), encoding="utf-8")
        _faults(archive).unlink(missing_ok=True)
    return found


def has_faults(archive: Archive) -> bool:
    """Whether the last verification found the archive changed."""
    return _faults(archive).exists()


def last_verified(archive: Archive) -> datetime | None:
    """When the archive was last looked through and as it was written."""
    try:
        text = (archive.folder / "verified").read_text(encoding="utf-8")
        return datetime.fromisoformat(text)
    except (OSError, ValueError):
        return None


def _faults(archive: Archive) -> Path:
    return archive.folder / "faults"


class Upkeep:
    """Does what is due of it, at most once an hour; a failure is logged."""

    def __init__(
        self, service: Service, archive: Archive, back_up: Callable[[Path], Path]
    ) -> None:
        self._service, self._archive, self._back_up = service, archive, back_up
        self._looked_at: datetime | None = None
        self._cleaned: date | None = None

    def look(self, alone: Callable[[], AbstractContextManager[None]]) -> None:
        """Do what is due now; `alone` holds the store for what needs it."""
        now, last = self._service.line.clock(), self._looked_at
        if last is not None and last <= now < last + EVERY:
            return
        self._looked_at = now
        tasks: dict[str, Callable[[datetime], None]] = {
            "clean": partial(self._clean, alone),
            "backup": self._backup,
            "verify": self._verify,
        }
        for name, task in tasks.items():
            self._service.pulse.sign()
            try:
                task(now)
            except Exception as error:  # noqa: BLE001 - the other tasks are done
                log.warning("housekeeping failed", task=name, **told_of(error))

    def _clean(
        self, alone: Callable[[], AbstractContextManager[None]], now: datetime
    ) -> None:
        """Once a day: what killed processes left behind, and runs of long ago."""
        if self._cleaned == danish_day(now):
            return
        removed = remove_left_behind(self._service.data, self._service.line.output)
        with alone():
            gone = self._service.line.store.forget_runs(now - RUNS_KEPT)
        self._cleaned = danish_day(now)
        if removed or gone:
            log.info("cleaned", files=removed, runs=gone)

    def _backup(self, now: datetime) -> None:
        section = self._service.line.settings.serve
        last = self._service.last_backup()
        is_night = now.astimezone(COPENHAGEN).hour >= NIGHT.start
        is_due = last is None or danish_day(last) < danish_day(now) or last > now
        if not (section.backup_into and is_night and is_due):
            return
        folder = self._service.line.settings.folder / section.backup_into
        made = self._back_up(folder)
        for each in sorted(folder.glob(BACKUPS))[: -section.backup_keep]:
            if each != made:
                each.unlink()
        log.info("backed up", bytes=made.stat().st_size)

    def _verify(self, now: datetime) -> None:
        if not self._archive.rows():
            return
        last = last_verified(self._archive)
        age = now - last if last and last <= now else VERIFY_AFTER
        is_night = now.astimezone(COPENHAGEN).hour in NIGHT
        if age >= VERIFY_AT_ONCE or (age >= VERIFY_AFTER and is_night):
            found = verify_and_mark(self._archive, now)
            log.info("verified", entries=found.entries, faults=len(found.faults))


def remove_left_behind(*folders: Path) -> int:
    """Delete temporary files that a killed process left; how many."""
    oldest = time.time() - LEFT_BEHIND.total_seconds()
    count = 0
    for path in _temporary(folders):
        try:
            if path.stat().st_mtime < oldest:
                path.unlink()
                count += 1
        except OSError:  # somebody else was faster, or it is being written
            continue
    return count


def _temporary(folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        if folder.exists():
            yield from folder.rglob(".*.part")
