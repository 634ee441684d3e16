"""`briefing serve` as a process: started, looked at, told to stop, killed, started."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import httpx
import pytest
import yaml
from smtp_server import free_port

from briefing.demo.server import DemoServer, demo_sources
from briefing.scheduler import JOB, keep_ticking, mend, started

ROOT = Path(__file__).resolve().parents[2]
LONGEST_STOP = 10.0


@dataclass
class Served:
    """A folder to serve, and how to talk to what serves it."""

    folder: Path
    port: int

    def command(self, *words: str) -> list[str]:
        """The program with this folder's places."""
        places = {"--config": "sources.yaml", "--data": "data", "--output": "output"}
        given = [e for k, name in places.items() for e in (k, str(self.folder / name))]
        return [sys.executable, "-m", "briefing", *given, *words]

    @contextmanager
    def serving(self) -> Iterator[subprocess.Popen[str]]:
        """A process that serves; killed at the end where it still lives."""
        environment = {**os.environ, "BRIEFING_LANGUAGE": "da"}
        log = (self.folder / "log").open("a")
        with (
            log,
            subprocess.Popen(
                self.command("serve"), stderr=log, text=True, cwd=ROOT, env=environment
            ) as found,
        ):
            try:
                self.wait_for("/alive")
                yield found
            finally:
                if found.poll() is None:
                    found.kill()

    def wait_for(self, path: str, tries: int = 600) -> httpx.Response:
        """The answer, as soon as there is one."""
        for _try in range(tries):
            try:
                return httpx.get(f"http://127.0.0.1:{self.port}{path}")
            except httpx.TransportError:
                time.sleep(0.1)
        raise AssertionError((self.folder / "log").read_text())

    def told(self, *words: str, code: int = 0) -> str:
        """What a command beside it prints."""
        found = subprocess.run(
            self.command(*words), capture_output=True, text=True, cwd=ROOT, check=False
        )
        assert code == found.returncode, found.stdout + found.stderr
        return found.stdout + found.stderr

    @property
    def log(self) -> list[dict[str, object]]:
        """The lines of the log."""
        return [json.loads(e) for e in (self.folder / "log").read_text().splitlines()]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A configuration over the demo's server."""
    with DemoServer() as server:
        demo = demo_sources(server.base_url)["have_your_say"]
        source = {
            "base_url": demo.base_url,
            "addresses": dict(demo.addresses),
            "document_origins": list(demo.document_origins),
            "pace": 500,
        }
        port = free_port()
        base = yaml.safe_load((ROOT / "sources.yaml").read_text())
        settings = {
            "sources": {"have_your_say": source},
            "profiles": {"lef": base["profiles"]["lef"] | {"documents": ["notat"]}},
            "run": {"pdf": "none", "processes": 1},
            "serve": {"port": port, "min_free_mb": 0},
        }
        (tmp_path / "sources.yaml").write_text(yaml.safe_dump(settings))
        (tmp_path / "templates").symlink_to(ROOT / "templates")
        yield Served(tmp_path, port)


def test_a_day_of_an_operator(served: Served) -> None:
    """Start, look, a second one, stop in time, kill, start again."""
    with served.serving() as process:
        second = served.told("serve", code=1)
        assert f"proces {process.pid}" in second
        status = json.loads(served.told("status", "--json"))
        assert process.pid == status["serving"]["pid"]
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert 0 == process.wait(LONGEST_STOP + 5)
        assert time.monotonic() - began < LONGEST_STOP
    assert json.loads(served.told("status", "--json"))["serving"] is None
    with served.serving() as process:
        for _try in range(600):
            runs = json.loads(served.told("runs", "--json"))
            if any(each["briefings"] for each in runs):
                break
            time.sleep(0.5)
        assert 3 == sum(each["new"] for each in runs)
        assert 200 == served.wait_for("/health").status_code
        assert "briefing_proposals 3.0" in served.wait_for("/metrics").text
        process.kill()
    with served.serving():
        assert json.loads(served.told("status", "--json"))["serving"] is not None
    events = {str(each["event"]) for each in served.log}
    assert {"serving", "stopped"} <= events
    text = (served.folder / "log").read_text()
    assert "Algorit" not in text
    assert "algorit" not in text


def test_a_tick_never_runs_beside_another_and_never_is_dropped() -> None:
    """As the scheduler is configured, and as it keeps its job."""
    scheduler, job = started(lambda: None, timedelta(hours=1))
    try:
        assert JOB == {
            "misfire_grace_time": None, "coalesce": True, "max_instances": 1,
        }  # fmt: skip
        kept = (job.misfire_grace_time, job.coalesce, job.max_instances)
        assert (None, True, 1) == kept
    finally:
        scheduler.shutdown()


def test_a_clock_that_was_set_back_is_noticed() -> None:
    """The next tick, reckoned from the wrong clock, is not waited for."""
    hour = timedelta(hours=1)
    scheduler, job = started(lambda: None, hour)
    try:
        scheduler.pause()
        job.modify(next_run_time=datetime.now(UTC) + hour)
        assert not mend(job, hour)
        job.modify(next_run_time=datetime.now(UTC) + timedelta(days=365))
        assert mend(job, hour)
        assert abs(job.next_run_time - datetime.now(UTC)) < hour
    finally:
        scheduler.shutdown()


def test_what_does_not_end_in_time_is_left() -> None:
    """The caller is told, and can end the process; a tick that ends is waited for."""
    stop, begun, free = Event(), Event(), Event()

    def hangs() -> None:
        begun.set()
        free.wait(60)

    def stops() -> None:
        begun.wait(60)
        stop.set()

    Thread(target=stops, daemon=True).start()
    assert not keep_ticking(hangs, stop, seconds_to_stop=0.1)
    free.set()
    again = Event()
    assert keep_ticking(again.set, again)
