"""Memory and open files over many proposals in one run: they must not grow.

Every twentieth proposal is relevant and gets its briefing; the others are collected,
read and screened, as most of what a parliament publishes is. Counted are this process
and its helpers together, at every tenth of the way.
"""

import os
import resource
import sys
import threading
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from line import CONFIG, NOW, bench_line

from briefing.adapters.processes import Processes
from briefing.domain.proposal import Proposal
from briefing.domain.source import Scope
from briefing.pipeline.line import News, Order
from briefing.pipeline.run import run as run_line

COUNT = int(os.environ.get("BENCH_PROPOSALS", "10000"))
RELEVANT_OF = 20
SETTLED = 3
"""After so many tenths everything has been loaded that is going to be."""


@dataclass(frozen=True)
class Sample:
    """Bytes resident, open files and threads of this process and its helpers."""

    memory: int
    helpers: int
    files: int
    threads: int


def _sample() -> Sample:
    me = Path("/proc/self")
    family = [me, *(Path(f"/proc/{pid}") for pid in _children())]
    memory = [_resident(each) for each in family]
    files = sum(len(list((each / "fd").iterdir())) for each in family)
    return Sample(memory[0], sum(memory[1:]), files, threading.active_count())


def _children() -> list[str]:
    found = []
    for task in Path("/proc/self/task").iterdir():
        found += (task / "children").read_text().split()
    return found


def _resident(process: Path) -> int:
    pages = int((process / "statm").read_text().split()[1])
    return pages * resource.getpagesize()


def _mostly_irrelevant(proposal: Proposal) -> Proposal:
    number = int(proposal.number.split()[1])
    if number % RELEVANT_OF == 0:
        return proposal
    return replace(proposal, title=f"Forslag til lov nr. {number} om sommerhuse")


def run() -> list[tuple[str, str]]:
    """The rows of this benchmark."""
    samples: list[Sample] = []
    done, lock = 0, threading.Lock()

    def notify(_news: News, _total: int) -> None:
        nonlocal done
        with lock:
            done += 1
            if done % (COUNT // 10) == 0:
                samples.append(_sample())

    processes = Processes()
    config = CONFIG.replace("threshold: 0", "threshold: 20")
    with bench_line(COUNT, 0, processes, config=config, altered=_mostly_irrelevant) as (
        line
    ):
        report = run_line(line, Order(Scope(today=NOW.date()), (), notify))
        written = len(line.store.briefing_files())
    processes.close()
    assert report.complete, report.items[0]
    assert len(samples) == 10, len(samples)  # noqa: PLR2004 - tenths
    return _rows(samples, written)


def _rows(samples: list[Sample], written: int) -> list[tuple[str, str]]:
    rows = [
        (
            "resources: proposals / documents written",
            f"{COUNT} / {written}",
        )
    ]
    for number, each in enumerate(samples, start=1):
        text = f"{each.memory / 1e6:.0f} + {each.helpers / 1e6:.0f} MB"
        rows.append((f"resources: {number}/10, memory, files, threads",
                     f"{text}, {each.files}, {each.threads}"))  # fmt: skip
    early, last = samples[SETTLED - 1], samples[-1]
    return [
        *rows,
        (
            "resources: memory at the end / after three tenths (reach <= 1.10)",
            f"{(last.memory + last.helpers) / (early.memory + early.helpers):.2f}",
        ),
        (
            "resources: most open files, last - first three tenths (reach <= 8)",
            str(_most(samples[-SETTLED:]) - _most(samples[:SETTLED])),
        ),
    ]


def _most(samples: list[Sample]) -> int:
    return max(each.files for each in samples)


if __name__ == "__main__":
    for label, value in run():
        sys.stdout.write(f"{label:72} {value:>26}\n")
