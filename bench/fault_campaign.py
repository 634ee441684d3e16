"""Kill -9 at random moments, over and over, in a world that fails.

One run over many proposals is killed, taken up again and killed again, spread over
reading and assessing, approving and archiving, and sending mail, while a share of all
answers of sources and of the mail server fails. At the end the store, the record, the
files and the mails must equal those of a run that nothing disturbed.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

from fault_compare import differences, interim, leftovers, read
from fault_world import ROOT, Faults, FaultyPost, post_office, sources

from briefing.adapters.database import open_database
from briefing.adapters.database.blobs import Blobs
from briefing.archive.keeping import Archive
from briefing.archive.numbering import Scheme
from briefing.archive.verify import verify

SHARE = 0.15
PARTS = {"run": 0.6, "files": 0.2, "mail": 0.2}
"""How the kills are spread over the parts of the day."""
TARGET = str(Path(__file__).with_name("fault_target.py"))
LONGEST = 1800.0


@dataclass
class Outcome:
    """What a campaign found. `problems` is empty when all is as it should be."""

    proposals: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    mail_faults: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    mails: int = 0
    uncertain: int = 0
    interim: int = 0
    leftovers: int = 0
    entries: int = 0
    seconds: float = 0.0


_NO_CODE: int | None = None


class Nest:
    """Starts the target, over and over, without importing anything again."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "stderr"
        self._log = self.log.open("wb")
        self._process = subprocess.Popen(
            [sys.executable, TARGET],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )

    def tell(self, *command: str | int) -> None:
        """Start the target with these arguments."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()

    def hear(self) -> str:
        """The next line that the target or the nest says."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        """End the nest."""
        self._process.communicate(timeout=LONGEST)
        self._log.close()


class Run:
    """One start of the target: the part it is at, how long the earlier ones took."""

    def __init__(self, nest: Nest, folder: Path, *arguments: str | int) -> None:
        self.started = self._since = time.monotonic()
        self.part, self.spent = "", dict[str, float]()
        self.pid, self.code = 0, _NO_CODE
        self._nest = nest
        nest.tell(str(folder), *arguments)
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while text := self._nest.hear():
            now = time.monotonic()
            word, _, rest = text.partition(" ")
            if word == "pid":
                self.pid = int(rest)
            elif word == "end":
                self.code = int(rest)
                return
            else:
                self.spent[self.part] = now - self._since
                self.part, self._since = text, now

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.code is not None

    def kill(self) -> bool:
        """End it as a power cut would, with all that it started; whether it was so."""
        while not self.pid and not self.is_over:
            time.sleep(0.001)
        for end in (os.kill, os.killpg):
            with suppress(ProcessLookupError):
                end(self.pid, signal.SIGKILL)
        return self.wait() == -signal.SIGKILL

    def wait(self) -> int:
        """Wait for its end; the exit code, or minus the signal."""
        self._thread.join(LONGEST)
        assert self.code is not None, "the target does not come to an end"
        return self.code


def campaign(
    *, proposals: int, kills: int, seed: int, pdf: str = "none", share: float = SHARE
) -> Outcome:
    """A clean run and a disturbed one over the same sources, and what differs."""
    started = time.monotonic()
    found = Outcome(proposals)
    with tempfile.TemporaryDirectory(prefix="faults-") as place:
        root = Path(place)
        clean, hurt = root / "clean", root / "hurt"
        for each in (clean, hurt):
            each.mkdir()
        spent = _clean(clean, proposals, pdf)
        _disturbed(hurt, found, kills, Random(seed), pdf, share, spent)
        found.problems += differences(clean, hurt)
        found.interim, found.leftovers = interim(hurt), leftovers(hurt)
        _check_record(hurt, found)
    found.seconds = time.monotonic() - started
    return found


def _clean(folder: Path, proposals: int, pdf: str) -> dict[str, float]:
    """The run that nothing disturbs; the seconds of each part of it."""
    post = FaultyPost(faults=Faults(0, Random(0)))
    with sources(proposals, Faults(0, Random(0))) as address, post_office(post):
        nest = Nest(folder)
        run = Run(nest, folder, address, post.port, pdf)
        assert run.wait() == 0, nest.log.read_text()[-2000:]
        nest.close()
        return run.spent


def _disturbed(
    folder: Path,
    found: Outcome,
    kills: int,
    random: Random,
    pdf: str,
    share: float,
    spent: dict[str, float],
) -> None:
    """The run that is killed so many times, and then left to come to its end."""
    post = FaultyPost(faults=Faults(share, Random(random.random())))
    faults = Faults(share, Random(random.random()))
    left = {part: round(kills * each) for part, each in PARTS.items()}
    windows = {
        part: max(0.1, 2 * spent.get(part, 0.0) / max(1, count))
        for part, count in left.items()
    }
    nest = Nest(folder)
    with sources(found.proposals, faults) as address, post_office(post):
        while True:
            run = Run(nest, folder, address, post.port, pdf)
            part = _strike(run, left, random, windows)
            if part:
                left[part] -= 1
                found.kills[part] += 1
                continue
            if code := run.wait():
                tail = nest.log.read_text()[-3000:]
                found.problems.append(f"ended with {code}: {tail}")
                break
            if not sum(left.values()):
                break
            # What was not struck in time strikes runs that find all done.
            run = Run(nest, folder, address, post.port, pdf)
            run.wait()
            idle = time.monotonic() - run.started
            while found.kills.total() < kills:
                run = Run(nest, folder, address, post.port, pdf)
                time.sleep(random.uniform(0, idle))
                found.kills["idle"] += run.kill()
            left = {}
    nest.close()
    found.faults, found.mail_faults = faults.counted, post.faults.counted
    _check_mails(folder, post, found)


def _strike(
    run: Run, left: dict[str, int], random: Random, windows: dict[str, float]
) -> str:
    """Kill the run at a random moment of a part that has kills left; which part.

    The moment is within the window of the part, in seconds from its beginning. Empty
    when the run came to its end.
    """
    moment, part = 0.0, ""
    while not run.is_over:
        if run.part != part:
            part = run.part
            moment = time.monotonic() + random.uniform(0, windows.get(part, 0.1))
        if left.get(part) and time.monotonic() >= moment:
            return part if run.kill() else ""
        time.sleep(0.005)
    return ""


def _check_mails(folder: Path, post: FaultyPost, found: Outcome) -> None:
    """Each mail at most once; all that is sent arrived; the uncertain are counted."""
    taken = Counter(message_from_bytes(each)["Message-ID"] for each in post.taken)
    rows = read(folder, "deliveries")
    found.mails = len(rows)
    found.uncertain = sum(each["state"] == "uncertain" for each in rows)
    for row in rows:
        count = taken.pop(row["message_id"], 0)
        expected = {"sent": (1,), "uncertain": (0, 1)}.get(row["state"], ())
        if count not in expected:
            found.problems.append(f"mail {row['key']}: {row['state']}, taken {count}x")
    found.problems += [f"mail {each} was never recorded" for each in taken]


def _check_record(folder: Path, found: Outcome) -> None:
    """The record is as it was written, and every approval is in it once."""
    store = open_database(folder / "data")
    place = folder / "data" / "archive"
    archive = Archive(place, Blobs(place / "objects"), store, Scheme())
    verified = verify(archive)
    store.close()
    found.entries = verified.entries
    found.problems += [f"record {e.where}: {e.problem}" for e in verified.faults]


def rows_of(name: str, found: Outcome) -> list[tuple[str, str]]:
    """The figures of a campaign."""
    fine = found.faults["fine"]
    faults = sum(found.faults.values()) - fine
    kinds = ", ".join(f"{k} {n}" for k, n in found.faults.items() if k != "fine")
    mails = ", ".join(f"{k} {n}" for k, n in found.mail_faults.items() if k != "fine")
    parts = ", ".join(f"{key} {count}" for key, count in found.kills.items())
    share = f"{100 * faults / max(1, faults + fine):.0f} %"
    return [
        (f"{name}: proposals", str(found.proposals)),
        (f"{name}: kill -9 ({parts})", str(sum(found.kills.values()))),
        (f"{name}: answers that failed ({kinds})", f"{faults} = {share}"),
        (
            f"{name}: mail faults ({mails})",
            str(found.mail_faults.total() - found.mail_faults["fine"]),
        ),
        (f"{name}: mails recorded / uncertain", f"{found.mails} / {found.uncertain}"),
        (f"{name}: entries of the record", str(found.entries)),
        (f"{name}: versions that a fault made", str(found.interim)),
        (f"{name}: unfinished files left lying", str(found.leftovers)),
        (f"{name}: lost, doubled or different (reach 0)", str(len(found.problems))),
        (f"{name}: minutes", f"{found.seconds / 60:.1f}"),
    ]


def run() -> list[tuple[str, str]]:
    """The rows of this benchmark: a large campaign, and a small one with PDF files."""
    seed = int(os.environ.get("BENCH_SEED", "20261130"))
    proposals = int(os.environ.get("BENCH_PROPOSALS", "200"))
    kills = int(os.environ.get("BENCH_KILLS", "200"))
    rows = []
    for name, told in (
        ("faults", campaign(proposals=proposals, kills=kills, seed=seed)),
        ("faults with PDF", campaign(proposals=22, kills=20, seed=seed, pdf="all")),
    ):
        rows += rows_of(name, told)
        for each in told.problems[:20]:
            sys.stderr.write(f"{each[:600]}\n")
    return rows


if __name__ == "__main__":
    for label, value in run():
        sys.stdout.write(f"{label:72} {value:>14}\n")
