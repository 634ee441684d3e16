"""Holding a store against others, and saying who holds it.

The operating system lets go of a lock when its process ends, however it ends. Who
holds it stands in a file beside the lock, which says nothing by itself.
"""

import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from briefing.errors import StoreError

RUN, SERVE = "run", "serve"
_LOOK_EVERY = 0.2
_WANTED_FOR = 30.0
"""Seconds after which a wish for the store is taken to be of a process that died."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that holds a store: where it runs, its number, since when (UTC)."""

    host: str
    pid: int
    since: datetime


class Held(Exception):
    """Somebody else holds it; `holder` is None where it is not known who."""

    def __init__(self, holder: Holder | None) -> None:
        super().__init__(str(holder))
        self.holder = holder


@contextmanager
def holding(
    data: Path,
    name: str,
    wait: timedelta = timedelta(),
    waiting: Callable[[Holder | None], None] = lambda _holder: None,
) -> Iterator[None]:
    """Hold the store under a name; Held when another does for longer than `wait`.

    `waiting` is called once when there is something to wait for.
    """
    lock = _lock(data, name)
    try:
        _acquire(lock, data, name, wait, waiting)
    except OSError as error:
        raise StoreError(f"{lock.lock_file}: cannot be used: {error}") from error
    try:
        yield
    finally:
        _who(data, name).unlink(missing_ok=True)
        lock.release()


def _acquire(
    lock: FileLock,
    data: Path,
    name: str,
    wait: timedelta,
    waiting: Callable[[Holder | None], None],
) -> None:
    ends = time.monotonic() + wait.total_seconds()
    wanted: Path | None = None
    try:
        while True:
            try:
                lock.acquire(timeout=0)
                break
            except Timeout as error:
                found = _read(data, name)
                if time.monotonic() >= ends:
                    raise Held(found) from error
            if wanted is None:
                waiting(found)
                wanted = _wanted(data, name)
            wanted.touch()
            time.sleep(_LOOK_EVERY)
    finally:
        if wanted is not None:
            wanted.unlink(missing_ok=True)
    here = Holder(socket.gethostname(), os.getpid(), datetime.now(UTC))
    told_of = asdict(here) | {"since": here.since.isoformat()}
    _who(data, name).write_text(json.dumps(told_of), encoding="utf-8")


def is_wanted(data: Path, name: str) -> bool:
    """Whether somebody waits for what is held, so that one should let go soon."""
    try:
        age = time.time() - _wanted(data, name).stat().st_mtime
    except OSError:
        return False
    return abs(age) < _WANTED_FOR


def holder(data: Path, name: str) -> Holder | None:
    """Who holds it now; None when nobody does, or when it is not told."""
    if not data.exists():
        return None
    lock = _lock(data, name)
    try:
        with lock.acquire(timeout=0):
            return None
    except Timeout:
        return _read(data, name)


def _lock(data: Path, name: str) -> FileLock:
    data.mkdir(parents=True, exist_ok=True)
    return FileLock(data / f"{name}.lock")


def _who(data: Path, name: str) -> Path:
    return data / f".{name}.holder"


def _wanted(data: Path, name: str) -> Path:
    return data / f".{name}.wanted"


def _read(data: Path, name: str) -> Holder | None:
    try:
        told: dict[str, Any] = json.loads(_who(data, name).read_text(encoding="utf-8"))
        since = datetime.fromisoformat(told["since"])
        return Holder(str(told["host"]), int(told["pid"]), since)
    except (OSError, ValueError, KeyError, TypeError):
        return None
