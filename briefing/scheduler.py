"""The clock of a serving instance; the only user of apscheduler.

It says when to look, and nothing of what is due: that stands in the store.
"""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.job import Job
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from briefing.language.written import COPENHAGEN

TICK = timedelta(seconds=20)
SECONDS_TO_STOP = 7.0
"""How long what is under way may take when the process is to end."""
LOOK = 1.0
"""Seconds between looks at whether to stop, and at the clock."""
JOB = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
"""A tick that comes late comes all the same, once, and never beside another."""


def keep_ticking(
    tick: Callable[[], object],
    stop: threading.Event,
    every: timedelta = TICK,
    seconds_to_stop: float = SECONDS_TO_STOP,
) -> bool:
    """Call `tick` again and again until `stop`; whether the last call ended in time.

    The caller must end the process where it did not: its thread is still at work.
    """
    working = threading.Lock()

    def one() -> None:
        with working:
            if not stop.is_set():
                tick()

    scheduler, job = started(one, every)
    try:
        while not stop.wait(LOOK):
            mend(job, every)
    finally:
        scheduler.shutdown(wait=False)
    ended = working.acquire(timeout=seconds_to_stop)
    if ended:
        working.release()
    return ended


def started(
    tick: Callable[[], object], every: timedelta
) -> tuple[BackgroundScheduler, Job]:
    """A scheduler that has begun, in one thread of its own, and its only job."""
    scheduler = BackgroundScheduler(
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults=JOB,
        timezone=COPENHAGEN,
    )
    trigger = IntervalTrigger(seconds=every.total_seconds(), timezone=COPENHAGEN)
    job = scheduler.add_job(tick, trigger, next_run_time=datetime.now(COPENHAGEN))
    scheduler.start()
    return scheduler, job


def mend(job: Job, every: timedelta) -> bool:
    """Look at once when the clock was set back; whether it was.

    The next time was reckoned from a clock that went ahead, and would not come.
    """
    now = datetime.now(COPENHAGEN)
    if job.next_run_time is None or job.next_run_time - now <= 2 * every:
        return False
    job.modify(next_run_time=now)
    return True
