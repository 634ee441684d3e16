"""A run in which nothing changed: requests made and CPU seconds.

The demo's server stands in for the three sources; the first run fills the store.
"""

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from briefing.adapters.http import HttpFetcher
from briefing.bootstrap import Places, open_line
from briefing.config import load
from briefing.demo.server import DEMO_NOW, DemoServer, demo_sources
from briefing.domain.source import Scope
from briefing.language.written import danish_day
from briefing.pipeline.line import Line, Order
from briefing.pipeline.run import run as run_line

ROOT = Path(__file__).resolve().parents[1]


def _pass(line: Line, fetcher: HttpFetcher, *, everything: bool) -> tuple[int, float]:
    before, started = fetcher.requests, time.process_time()
    scope = Scope(today=danish_day(DEMO_NOW), everything=everything)
    run_line(line, Order(scope, tuple(line.settings.sources)))
    return fetcher.requests - before, time.process_time() - started


def run() -> list[tuple[str, str]]:
    """The rows of this benchmark."""
    with DemoServer() as server, tempfile.TemporaryDirectory() as folder:
        settings = load(ROOT / "sources.yaml")
        settings = replace(settings, sources=demo_sources(server.base_url))
        places = Places(settings.path, Path(folder) / "data", Path(folder) / "output")
        fetcher = HttpFetcher()
        with open_line(
            places, settings=settings, clock=lambda: DEMO_NOW, fetcher=fetcher
        ) as line:
            first = _pass(line, fetcher, everything=True)
            second = _pass(line, fetcher, everything=False)
        fetcher.close()
    return [
        ("idle: first run, requests", str(first[0])),
        ("idle: unchanged run, requests", str(second[0])),
        ("idle: unchanged / first, requests", f"{second[0] / first[0]:.2f}"),
        ("idle: unchanged run, CPU seconds", f"{second[1]:.2f}"),
    ]


if __name__ == "__main__":
    for label, value in run():
        sys.stdout.write(f"{label:60} {value:>12}\n")
