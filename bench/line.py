"""The line over many proposals with a model that takes 200 ms a call.

The ideal is the larger of two: calls x 200 ms / concurrency, and the CPU seconds
of the same steps run alone / cores. Memory is this process's own, half-way and at
the end, and the largest of its helpers.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from briefing.adapters.database import open_database
from briefing.adapters.processes import Processes, here
from briefing.config import parse
from briefing.domain.assessment import (
    Analyst,
    Dimension,
    DraftAssessment,
    Party,
    Point,
    PointKind,
)
from briefing.domain.document import Citation, Document
from briefing.domain.ports import Answer, Compute
from briefing.domain.profile import Profile
from briefing.domain.proposal import (
    DocumentKind,
    DocumentRef,
    Proposal,
    ProposalKind,
    Stage,
)
from briefing.domain.source import Request, Scope, SourceConfig
from briefing.domain.store import SourceState
from briefing.pipeline.line import Line, News, Order
from briefing.pipeline.run import run as run_line

COUNT = int(os.environ.get("BENCH_PROPOSALS", "1000"))
CALL_SECONDS = 0.2
CONCURRENCY = 8
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NOT_YET = datetime(2099, 1, 1, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[1]
CONFIG = f"""\
sources:
  bench: {{base_url: "http://127.0.0.1:1", document_origins: []}}
profiles:
  lef:
    organisation: Eksempelforbundet
    perspective: employees
    threshold: 0
    topics: [{{name: Arbejdsmiljø, words: [arbejdsmiljø, arbejdstid]}}]
run: {{concurrency: {CONCURRENCY}}}
"""
PARAGRAPHS = "".join(
    f"<p>Det foreslås i § {number}, stk. 2, at arbejdsgiveren skal føre tilsyn med "
    f"arbejdsmiljøet og senest {number} dage efter underrette de ansatte.</p>"
    for number in range(2, 40)
)


@dataclass(frozen=True)
class SleepingAnalyst:
    """A model that waits, then says three true things."""

    seconds: float

    def analyse(
        self, _proposal: Proposal, documents: tuple[Document, ...], _profile: Profile
    ) -> DraftAssessment:
        """Three points, each resting on a passage of the first document."""
        time.sleep(self.seconds)
        document = documents[0]
        assert document.reading is not None
        points = tuple(
            Point(
                kind=PointKind.RISK,
                text="Arbejdsgiveren skal underrette de ansatte.",
                citations=(Citation(document.key, each.number, each.text),),
                rule="bench",
                dimension=Dimension.WORKING_CONDITIONS,
                party=Party.EMPLOYERS,
                likelihood=3,
                impact=3,
            )
            for each in document.reading.passages[-3:]
        )
        return DraftAssessment(Analyst("prompted", "sleeping"), points=points)


class MemoryFetcher:
    """Documents made up from their address; no network at all."""

    requests = 0

    def listing(self, source: SourceConfig, request: Request) -> Answer:
        """Not used: the proposals are in the store already."""
        raise AssertionError((source, request))

    def document(self, _source: SourceConfig, url: str) -> Answer:
        """A short bill as HTML, different for every address."""
        body = f"<html><body><h1>Forslag {url}</h1>{PARAGRAPHS}</body></html>"
        return Answer(body.encode(), "text/html; charset=utf-8", url)

    def address(self, url: str) -> Answer:
        """Not used."""
        raise AssertionError(url)


def proposals(count: int) -> Iterator[Proposal]:
    """Synthetic bills, one document each."""
    for number in range(1, count + 1):
        url = f"http://127.0.0.1:1/{number}.html"
        yield Proposal(
            ref=f"dk/bench/20261/L{number}",
            source="bench",
            kind=ProposalKind.BILL,
            native_kind="Lovforslag",
            title=f"Forslag til lov nr. {number} om arbejdsmiljø",
            stage=Stage.INTRODUCED,
            native_status="Fremsat",
            url=url,
            number=f"L {number}",
            documents=(DocumentRef("1", "Tekst", DocumentKind.BILL_TEXT, (url,)),),
        )


@contextmanager
def bench_line(
    count: int,
    seconds: float,
    compute: Compute,
    *,
    config: str = CONFIG,
    altered: Callable[[Proposal], Proposal] = lambda proposal: proposal,
) -> Iterator[Line]:
    """A line over a fresh store that holds the synthetic proposals."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_database(Path(folder) / "data")
        for proposal in proposals(count):
            store.save_proposal(altered(proposal), NOW)
        store.save_source_failure(SourceState("bench", next_check_at=NOT_YET))
        yield Line(
            settings=parse(config, ROOT / "sources.yaml"),
            store=store,
            fetcher=MemoryFetcher(),
            sources={},
            analyst=SleepingAnalyst(seconds),
            analyst_id="bench",
            compute=compute,
            clock=lambda: NOW,
            output=Path(folder) / "output",
            templates=ROOT / "templates",
        )
        store.close()


def _pass(line: Line, samples: list[int], count: int) -> float:
    """Bring everything through; seconds. `samples` gets memory half-way and after."""
    done = 0

    def notify(_news: News, _total: int) -> None:
        nonlocal done
        done += 1
        if done in (count // 2, count):
            samples.append(resident())

    started = time.perf_counter()
    order = Order(Scope(today=NOW.date()), (), notify)
    report = run_line(line, order)
    assert len(report.items) == count
    assert report.complete, report.items[0]
    return time.perf_counter() - started


def resident() -> int:
    """The resident memory of this process, in bytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


def run() -> list[tuple[str, str]]:
    """The rows of this benchmark."""
    samples: list[int] = []
    alone_count = max(50, COUNT // 10)
    with bench_line(alone_count, 0, here) as line:
        started = time.process_time()
        _pass(line, [], alone_count)
        cpu = (time.process_time() - started) * COUNT / alone_count
    processes = Processes()
    with bench_line(20, 0, processes) as line:
        _pass(line, [], 20)  # the processes have started and imported
    with bench_line(COUNT, CALL_SECONDS, processes) as line:
        wall = _pass(line, samples, COUNT)
    with bench_line(alone_count, 0, processes) as line:
        plain = _pass(line, [], alone_count)
    processes.close()
    waiting = COUNT * CALL_SECONDS / CONCURRENCY
    ideal = max(waiting, cpu / (os.cpu_count() or 1))
    return [
        (f"line: {COUNT} proposals, {CONCURRENCY} calls at a time", f"{wall:.1f} s"),
        ("line: ideal by waiting", f"{waiting:.1f} s"),
        (f"line: ideal by CPU ({cpu:.1f} CPU s alone)", f"{ideal:.1f} s"),
        ("line: wall / ideal (reach <= 1.15)", f"{wall / ideal:.2f}"),
        ("line: memory half-way", f"{samples[0] / 1e6:.0f} MB"),
        ("line: memory at the end", f"{samples[1] / 1e6:.0f} MB"),
        ("line: memory end / half-way", f"{samples[1] / samples[0]:.2f}"),
        ("line: briefings per second, no model", f"{alone_count / plain:.1f}"),
    ]


if __name__ == "__main__":
    for label, value in run():
        sys.stdout.write(f"{label:60} {value:>12}\n")
