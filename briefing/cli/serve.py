"""`briefing serve`: every working morning, unattended, until it is told to stop."""

import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Annotated

import structlog
import typer

from briefing.bootstrap import (
    feed_addresses,
    one_service_at_a_time,
    open_line,
    service_of,
    shift_of,
)
from briefing.cli.logs import LogForm, write_logs
from briefing.cli.session import Session, reporting
from briefing.config import Settings
from briefing.errors import ConfigError, StoreError
from briefing.pipeline.condition import Service
from briefing.pipeline.feeds import Addresses
from briefing.pipeline.shift import Shift
from briefing.scheduler import keep_ticking
from briefing.web.app import create_app
from briefing.web.server import answering

log = structlog.get_logger()

LAST_SECOND = 9.0
"""Seconds after the signal to end when the process ends, whatever it is doing."""


def serve_command(
    context: typer.Context,
    *,
    form: Annotated[
        LogForm | None,
        typer.Option("--log", help="text or json; json where nobody looks on."),
    ] = None,
) -> None:
    """Read sources when due, write, send and remind, and answer over HTTP."""
    with reporting(context) as session:
        level = logging.DEBUG if session.verbose else logging.INFO
        write_logs(level, form)
        with (
            one_service_at_a_time(session.places.data),
            open_line(session.places) as line,
        ):
            service = service_of(line, session.places)
            stop = threading.Event()
            shift = shift_of(service, session.places, stop)
            if not _served(session, service, shift, stop):
                _leave(shift)
        # Everything is closed; the interpreter's own end would wait for idle threads.
        sys.stderr.flush()
        os._exit(0)


def _served(
    session: Session, service: Service, shift: Shift, stop: threading.Event
) -> bool:
    """Serve until told to stop; whether what was under way ended in time."""
    settings = service.line.settings
    app = create_app(service, _addresses(settings))
    host, port = settings.serve.host, settings.serve.port
    with _stopping(stop), answering(app, host, port) as address:
        log.info(
            "serving",
            address=address,
            pid=os.getpid(),
            sources=sum(each.enabled for each in settings.sources.values()),
            profiles=len(settings.profiles),
        )
        text = session.translate(
            "Serving at {address}. Ctrl-C ends it.", address=address
        )
        if sys.stderr.isatty():
            session.err.print(text)
        ended = keep_ticking(shift.tick, stop)
        log.info("stopped", in_time=ended)
        return ended


def _addresses(settings: Settings) -> Addresses | None:
    """The private addresses of feeds; None, and a line in the log, without a secret."""
    try:
        return feed_addresses(settings)
    except ConfigError:
        log.info("no feeds are served", reason="there is no secret for their addresses")
        return None


@contextmanager
def _stopping(stop: threading.Event) -> Iterator[None]:
    """While the block runs, a signal to end sets `stop`; a second one ends at once.

    Whatever is still being closed when the time is up is left: a process that is killed
    at any moment loses nothing.
    """

    def told(number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            os._exit(128 + number)
        stop.set()
        last = threading.Timer(LAST_SECOND, _end_at_last)
        last.daemon = True
        last.start()

    kinds = [signal.SIGTERM, signal.SIGINT]
    if sys.platform == "win32":
        kinds.append(signal.SIGBREAK)
    before = {kind: signal.signal(kind, told) for kind in kinds}
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


def _end_at_last() -> None:
    log.warning("left before everything was closed")
    os._exit(0)


def _leave(shift: Shift) -> None:
    """End now, whatever is under way: killed at any moment, nothing is lost."""
    with suppress(StoreError):
        shift.abandon()
    log.warning("left before a run was done; the next one goes on")
    os._exit(0)
