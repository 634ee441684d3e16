"""Calculating in other processes: pure functions in, results out."""

import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

Result = TypeVar("Result")


def here(function: Callable[..., Result], /, *args: Any, **named: Any) -> Result:
    """Run the function in this process."""
    return function(*args, **named)


class Processes:
    """A `Compute` over as many processes as asked for, started when first needed."""

    def __init__(self, count: int | None = None) -> None:
        self._count = count or os.cpu_count() or 1
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None

    def __call__(
        self, function: Callable[..., Result], /, *args: Any, **named: Any
    ) -> Result:
        """The function's result from another process; its exceptions as they are."""
        with self._lock:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    self._count,
                    mp_context=multiprocessing.get_context("spawn"),
                    initializer=_end_with_parent,
                )
            pool = self._pool
        try:
            return pool.submit(function, *args, **named).result()
        except BrokenProcessPool:
            self._forget(pool)
            raise

    def _forget(self, broken: ProcessPoolExecutor) -> None:
        """Let the next call start other processes: one of these was killed."""
        with self._lock:
            if self._pool is broken:
                self._pool = None
        broken.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """Make sure that a killed parent leaves no process behind."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_and_leave, args=(parent,), daemon=True).start()


def _wait_and_leave(parent: Any) -> None:
    parent.join()
    os._exit(1)
