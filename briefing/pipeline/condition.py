"""Whether the service is well, part by part, as the store and the machine tell it."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefing.errors import StoreError
from briefing.pipeline.line import Line

MEGABYTE = 1_000_000
LONGEST_SILENCE = 3600.0
"""Seconds without a sign from the scheduler after which it is taken to hang."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the service; `detail` says in English what is not well."""

    name: str
    is_well: bool
    detail: str = ""


class Pulse:
    """Signs of life from the thread that works, read by the threads that answer.

    Seconds are of a clock that nobody can set.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._beat, self._error = time.monotonic(), ""

    def beat(self, error: str = "") -> None:
        """Say that the thread is alive, and how its last pass ended."""
        with self._lock:
            self._beat, self._error = time.monotonic(), error

    def sign(self) -> None:
        """Say that the thread is alive, in the middle of a pass."""
        with self._lock:
            self._beat = time.monotonic()

    @property
    def silent_for(self) -> float:
        """Seconds since the last sign."""
        with self._lock:
            return time.monotonic() - self._beat

    @property
    def error(self) -> str:
        """Why the last pass broke; empty when it did not."""
        with self._lock:
            return self._error


@dataclass(frozen=True, slots=True)
class Service:
    """What serves: the line, the folder of its store, the pulse of what works.

    `last_backup` tells when the last backup was made, if any.
    """

    line: Line
    data: Path
    pulse: Pulse
    last_backup: Callable[[], datetime | None] = lambda: None


def parts(service: Service) -> tuple[Part, ...]:
    """Every part, whether it is well or not; a store that does not answer is told."""
    return (
        _scheduler(service.pulse),
        *disks(service),
        *_from_store(service.line),
    )


def is_alive(pulse: Pulse) -> bool:
    """Whether the thread that works gives signs of life."""
    return pulse.silent_for < LONGEST_SILENCE


def _scheduler(pulse: Pulse) -> Part:
    if not is_alive(pulse):
        return Part("scheduler", False, f"silent for {round(pulse.silent_for)} s")
    return Part("scheduler", not pulse.error, pulse.error)


def disks(service: Service) -> Iterator[Part]:
    """Whether there is room where the store is, and where the output is."""
    least = service.line.settings.serve.min_free_mb
    for name, free in free_space(service).items():
        text = f"{free // MEGABYTE} MB free, fewer than {least}"
        is_enough = free >= least * MEGABYTE
        yield Part(name, is_enough, "" if is_enough else text)


def free_space(service: Service) -> dict[str, int]:
    """Bytes free where the store is, and where the output is."""
    places = {"disk_data": service.data, "disk_output": service.line.output}
    return {name: _free(path) for name, path in places.items()}


def _free(path: Path) -> int:
    existing = next(each for each in (path, *path.absolute().parents) if each.exists())
    return shutil.disk_usage(existing).free


def _from_store(line: Line) -> Iterator[Part]:
    try:
        failing = failing_sources(line)
    except StoreError as error:
        yield Part("store", False, type(error).__name__)
        return
    yield Part("store", True)
    yield Part("sources", not failing, ", ".join(failing))


def failing_sources(line: Line) -> tuple[str, ...]:
    """The sources that have failed more often in a row than they may."""
    return tuple(
        config.id
        for config in line.settings.sources.values()
        if config.enabled
        and line.store.source_state(config.id).errors >= config.patience
    )
