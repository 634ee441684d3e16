"""What the fault campaign kills: one day of the line, taken up where it was left.

It reads the sources until nothing waits for another try, approves some briefings,
prints and archives them, and sends what is due until nothing waits. Its clock is kept
in the folder and moves only where something is to be tried again later, so that runs
can be compared. It prints the name of each part as it begins.

Each line on standard input starts it once, in a process of its own that has all
modules in memory already: a list of the folder, the address of the sources, the port of
the mail server, and whether PDF files are made ("all" or "none"). Few proposals are at
work at a time, so that one is through between two kills.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

from briefing.adapters.http import HttpFetcher
from briefing.adapters.processes import here
from briefing.assessment.embedded import EmbeddedAnalyst
from briefing.bootstrap import (
    Places,
    archive_of,
    one_run_at_a_time,
    open_line,
    open_ways,
)
from briefing.config import parse
from briefing.demo.server import demo_sources
from briefing.domain.delivery import DeliveryState
from briefing.domain.review import Decision
from briefing.domain.source import Scope
from briefing.language.written import danish_day
from briefing.pipeline.approving import approve_now
from briefing.pipeline.briefs import write
from briefing.pipeline.line import Line, Order
from briefing.pipeline.outgoing import send_due
from briefing.pipeline.printing import print_all
from briefing.pipeline.record import archive_approved
from briefing.pipeline.run import run
from briefing.review import decide

ROOT = Path(__file__).resolve().parents[1]
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
"""Half past seven in Denmark: half an hour after the time of the letters."""
RECIPIENTS = 12
APPROVED_OF = 8
"""One in so many briefings is approved."""
LATER, STUCK = timedelta(minutes=20), timedelta(minutes=31)
_PASSING = {"Unreachable", "RateLimited", "FetchError"}


def configuration(port: int, pdf: str) -> str:
    """The demo's profiles with recipients, and this mail server."""
    text = (ROOT / "sources.yaml").read_text(encoding="utf-8")
    roles = ("policy_officer", "board", "secretariat")
    people = "".join(
        f"      - {{name: Person {number}, address: p{number}@lef.example, "
        f"role: {roles[number % 3]}}}\n"
        for number in range(RECIPIENTS)
    )
    mark = "    organisation: Lønmodtagernes Eksempelforbund\n"
    assert mark in text
    return (
        text.replace(mark, f"{mark}    recipients:\n{people}")
        + f"\ndelivery: {{host: 127.0.0.1, port: {port}, security: none, "
        f"from_address: briefing@lef.example}}\nrun: {{pdf: {pdf}, concurrency: 1}}\n"
    )


@dataclass
class KeptClock:
    """A clock that stands still; how far it was put forward is kept in a file."""

    path: Path
    start: datetime

    def __call__(self) -> datetime:
        """The moment it shows."""
        try:
            text = self.path.read_text()
        except FileNotFoundError:
            return self.start
        return self.start + timedelta(minutes=int(text))

    def forward(self, by: timedelta) -> None:
        """Put it forward, whole or not at all."""
        minutes = (self() - self.start + by) // timedelta(minutes=1)
        part = self.path.with_suffix(".part")
        part.write_text(str(minutes))
        part.replace(self.path)


def main() -> None:
    """Start the day as often as asked for; tell each process and how it ended."""
    while text := sys.stdin.readline():
        pid = os.fork()
        if pid == 0:
            _alone(*json.loads(text))
        _tell(f"pid {pid}")
        _pid, status = os.waitpid(pid, 0)
        _tell(f"end {os.waitstatus_to_exitcode(status)}")


def _alone(folder: str, address: str, port: int, pdf: str) -> NoReturn:
    """The day in this process, which never comes back."""
    os.setsid()
    code = 1
    try:
        day(folder, address, port, pdf)
        code = 0
    except BaseException:  # noqa: BLE001 - told, and the process ends
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def day(folder: str, address: str, port: int, pdf: str) -> None:
    """The day, from wherever it stands."""
    place = Path(folder)
    settings = parse(configuration(port, pdf), ROOT / "sources.yaml")
    settings = replace(settings, sources=demo_sources(address))
    places = Places(ROOT / "sources.yaml", place / "data", place / "output")
    monday = KeptClock(place / "monday", MONDAY)
    post = KeptClock(place / "tuesday", TUESDAY)
    fetcher = HttpFetcher(attempts=4, pause=0.02)
    with (
        one_run_at_a_time(places.data),
        open_line(places, settings=settings, clock=monday, fetcher=fetcher) as line,
    ):
        alone = replace(line, compute=here, analyst=EmbeddedAnalyst())
        _part("run", lambda: _read(alone, monday))
        _part("files", lambda: _approve(alone, places))
        _part("mail", lambda: _send(replace(alone, clock=post), post))
        _part("done", lambda: None)


def _part(name: str, work: Callable[[], None]) -> None:
    _tell(name)
    work()


def _read(line: Line, clock: KeptClock) -> None:
    """Run until every source was read and no item waits for another try."""
    while True:
        run(line, Order(Scope(today=danish_day(clock()))))
        if not _unsettled(line):
            return
        clock.forward(LATER)


def _unsettled(line: Line) -> bool:
    """Whether something failed that another try may mend."""
    states = [line.store.source_state(each) for each in line.settings.sources]
    if any(each.error or each.read_at is None for each in states):
        return True
    return any(
        line.store.progress(ref).error
        or any(e.error in _PASSING for e in line.store.documents(ref).values())
        for ref in line.store.refs()
    )


def _approve(line: Line, places: Places) -> None:
    """Approve as `briefing approve` does, print, and archive."""
    refs = [ref for ref in line.store.refs() if line.store.judged(ref, "lef")]
    for ref in refs[::APPROVED_OF]:
        judged = line.store.judged(ref, "lef")
        if judged is None or line.store.reviews(ref, "lef"):
            continue
        at = line.clock()
        review = decide(judged, Decision.APPROVED, by="Anne Berg", at=at)
        approved = approve_now(line, judged, review)
        line.store.save_review(review)
        write(line, judged, approved)
    archive = archive_of(line, places)
    print_all(line)
    archive_approved(line, archive)


def _send(line: Line, clock: KeptClock) -> None:
    """Send until nothing waits, settle what was broken off, print the overviews."""
    while True:
        send_due(line, open_ways(line.settings))
        waiting = line.store.deliveries(frozenset({DeliveryState.WAITING}))
        trying = line.store.deliveries(frozenset({DeliveryState.TRYING}))
        if trying:
            clock.forward(STUCK)
        elif waiting:
            due = [each.next_try_at for each in waiting if each.next_try_at]
            pause = min(due) - clock() if due else timedelta(0)
            clock.forward(max(pause, timedelta(0)) + timedelta(minutes=1))
        else:
            print_all(line)
            return


if __name__ == "__main__":
    main()
