"""What a language model costs, and how long it holds up a run.

(a) Input tokens billed, against the naive way: the whole text in every call. Both are
counted from the bodies of the same questions, as they were sent to a server on
loopback, by the price rules in force and not by what that server says: what a request
shares with an earlier one of the last five minutes up to a marked place is read at a
tenth, what it newly marks is written at 1.25, a beginning shorter than the least length
is neither. The form of the answer counts as the beginning, where the service puts it.
The documents are the demo's and, where they lie beside the project, long acts in force.
(b) 200 proposals, each with its six questions at 2 s, eight at a time: wall time over
the ideal as `bench/line.py` has it, through the real adapter and real HTTP.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "bench"), str(ROOT / "tests")]

from line import CONCURRENCY, NOW, bench_line  # noqa: E402
from messages_server import MessagesServer, from_passages  # noqa: E402

from briefing.adapters.asking import ModelSettings, ServerSettings  # noqa: E402
from briefing.adapters.claude import ClaudeModel  # noqa: E402
from briefing.adapters.database import open_database  # noqa: E402
from briefing.adapters.processes import Processes, here  # noqa: E402
from briefing.assessment.embedded import EmbeddedAnalyst  # noqa: E402
from briefing.assessment.packing import LETTERS_PER_TOKEN  # noqa: E402
from briefing.assessment.prompted import PromptedAnalyst  # noqa: E402
from briefing.config import load  # noqa: E402
from briefing.documents.read import read  # noqa: E402
from briefing.domain.document import Document  # noqa: E402
from briefing.domain.model import Role  # noqa: E402
from briefing.domain.ports import Compute  # noqa: E402
from briefing.domain.profile import Profile  # noqa: E402
from briefing.domain.proposal import DocumentKind, Proposal, ProposalKind, Stage  # noqa: E402
from briefing.domain.source import Scope  # noqa: E402
from briefing.pipeline.line import Line, Order  # noqa: E402
from briefing.pipeline.run import run as run_line  # noqa: E402

COUNT = int(os.environ.get("BENCH_MODEL_PROPOSALS", "200"))
CALL_SECONDS = 2.0
WRITE, READ = 1.25, 0.1
LEAST = {"stor": 1_024, "lille": 4_096}
"""Tokens of the shortest beginning that is kept: of a large and of a small model."""
EXAMPLES = (
    "l31-psykisk-arbejdsmiljoe",
    "l47-kunstig-intelligens",
    "l63-barsel-sorgorlov",
    "l70-udstationering",
    "l74-veu-kompetencefonde",
    "hp-platformsarbejde",
)
ACTS = ROOT.parent / "shared" / "captures" / "dk" / "laws"


def tokens(text: str) -> int:
    """Tokens of a text by its length; the same measure for both ways."""
    return int(len(text) / LETTERS_PER_TOKEN)


@dataclass
class Bill:
    """What is billed for requests in turn, by the rules of prompt caching."""

    kept: set[str] = field(default_factory=set)
    full: float = 0.0
    sent: int = 0

    def add(self, body: Mapping[str, Any]) -> None:
        """Count one request: read what is kept, write what is newly marked."""
        form = json.dumps(body.get("output_config", ""))
        blocks = [form, *_texts(body["system"])]
        marks = [0]
        for block in body["messages"][0]["content"]:
            blocks.append(block["text"])
            if "cache_control" in block:
                marks.append(len(blocks))
        counts = [tokens(each) for each in blocks]
        prefixes = {
            at: json.dumps([body["model"], blocks[:at]])
            for at in marks
            if sum(counts[:at]) >= LEAST[body["model"]]
        }
        read = max((at for at, key in prefixes.items() if key in self.kept), default=0)
        write = max((at for at in prefixes if at > read), default=read)
        self.kept |= set(prefixes.values())
        self.sent += sum(counts)
        self.full += (
            READ * sum(counts[:read])
            + WRITE * sum(counts[read:write])
            + sum(counts[write:])
        )


def _texts(blocks: list[dict[str, Any]]) -> list[str]:
    return [each["text"] for each in blocks]


def _naive(body: Mapping[str, Any], whole: str) -> int:
    """The same question with the whole text in it and nothing kept."""
    own = body["messages"][0]["content"][-1]["text"]
    rest = (*_texts(body["system"]), own, json.dumps(body.get("output_config", "")))
    return tokens(whole) + sum(map(tokens, rest))


def documents() -> Iterator[Document]:
    """The demo's texts and the acts in force beside the project, as they are read."""
    for name in EXAMPLES:
        folder = ROOT / "briefing" / "demo" / "examples" / name
        yield _document(name, (folder / "text.pdf").read_bytes(), "application/pdf")
    for path in sorted(ACTS.glob("*.md")) if ACTS.is_dir() else ():
        yield _document(path.stem, path.read_bytes(), "text/plain")


def _document(name: str, body: bytes, kind: str) -> Document:
    reading = read(body, kind, name, DocumentKind.BILL_TEXT)
    return Document(
        name, name, DocumentKind.BILL_TEXT, "", sha256=name, reading=reading
    )


@contextmanager
def model_at(server: MessagesServer, folder: Path) -> Iterator[ClaudeModel]:
    """The adapter over a fresh store, pointed at the server."""
    store = open_database(folder / "data")
    model = ClaudeModel(
        ServerSettings(
            {
                Role.ASSESS: ModelSettings("stor"),
                Role.SECOND: ModelSettings("lille"),
            },
            base_url=server.base_url,
            concurrency=CONCURRENCY,
        ),
        memory=folder / "ways.json",
        kept=store,
    )
    yield model
    model.close()
    store.close()


def profiles() -> tuple[Profile, ...]:
    """The two example organisations, both letting a model read all of it."""
    found = load(ROOT / "sources.yaml").profiles.values()
    return tuple(replace(e, model_may_read={"folketinget": ("all",)}) for e in found)


def _proposal(document: Document) -> Proposal:
    return Proposal(
        f"dk/folketinget/20261/{document.key}", "folketinget", ProposalKind.BILL,
        "Lovforslag", "Forslag til lov om et eksempel", Stage.INTRODUCED, "Fremsat", "",
    )  # fmt: skip


def cost_rows() -> Iterator[tuple[str, str]]:
    """Billed tokens over those of the naive way, for one profile and for two."""
    texts = tuple(documents())
    for name, readers in (
        ("one profile", profiles()[:1]),
        ("two profiles", profiles()),
    ):
        bill, naive = _billed(texts, readers)
        told = f"model: {len(texts)} documents, {name}"
        each = bill.full / len(texts) / len(readers)
        yield (f"{told}: billed at full price", f"{bill.full:,.0f} of {naive:,.0f}")
        yield (f"{told}: a briefing, of {bill.sent:,} sent in all", f"{each:,.0f}")
        yield (f"{told}: share (reach <= 35 %)", f"{bill.full / naive:.1%}")


def _billed(
    texts: tuple[Document, ...], readers: tuple[Profile, ...]
) -> tuple[Bill, int]:
    """What is billed for every text and reader, and the tokens of the naive way."""
    bill, naive = Bill(), 0
    wholes = {_proposal(each).ref: _whole(each) for each in texts}
    with (
        tempfile.TemporaryDirectory() as folder,
        MessagesServer(from_passages) as server,
        model_at(server, Path(folder)) as model,
    ):
        analyst = PromptedAnalyst(model, EmbeddedAnalyst(), here)
        for text in texts:
            for reader in readers:
                analyst.analyse(_proposal(text), (text,), reader)
        for call in model.kept.calls():
            body = json.loads(call.sent)
            assert not call.error, call.error_detail
            bill.add(body)
            naive += _naive(body, wholes[call.ref]) if call.ref else 0
    return bill, naive


def _whole(document: Document) -> str:
    assert document.reading is not None
    return "\n".join(each.text for each in document.reading.passages)


@contextmanager
def _line(count: int, seconds: float, compute: Compute) -> Iterator[Line]:
    with (
        tempfile.TemporaryDirectory() as folder,
        MessagesServer(from_passages, seconds=seconds) as server,
        model_at(server, Path(folder)) as model,
        bench_line(count, 0, compute) as line,
    ):
        reader = line.settings.profiles["lef"]
        reader = replace(reader, model_may_read={"bench": ("all",)})
        settings = replace(line.settings, profiles={"lef": reader})
        rules = EmbeddedAnalyst()
        yield replace(
            line,
            settings=settings,
            analyst=PromptedAnalyst(model, rules, compute),
            own_pace=True,
        )
        assert server.most_at_once <= CONCURRENCY or seconds == 0
        line_calls.append(len(server.questions))


line_calls: list[int] = []


def _pass(line: Line, count: int) -> float:
    started = time.perf_counter()
    report = run_line(line, Order(Scope(today=NOW.date())))
    assert len(report.items) == count
    assert report.complete, report.items[0]
    return time.perf_counter() - started


def line_rows() -> Iterator[tuple[str, str]]:
    """Wall time of a run with a model over the ideal."""
    alone = max(20, COUNT // 10)
    with _line(alone, 0, here) as line:
        started = time.process_time()
        _pass(line, alone)
        cpu = (time.process_time() - started) * COUNT / alone
    processes = Processes()
    with _line(20, 0, processes) as line:
        _pass(line, 20)  # the processes have started and imported
    with _line(COUNT, CALL_SECONDS, processes) as line:
        wall = _pass(line, COUNT)
    processes.close()
    calls = line_calls[-1]
    waiting = calls * CALL_SECONDS / CONCURRENCY
    ideal = max(waiting, cpu / (os.cpu_count() or 1))
    yield (
        f"model: {COUNT} proposals, {calls} calls at {CALL_SECONDS:.0f} s",
        f"{wall:.1f} s",
    )
    yield ("model: ideal by waiting", f"{waiting:.1f} s")
    yield (f"model: ideal by CPU ({cpu:.1f} CPU s alone)", f"{ideal:.1f} s")
    yield ("model: wall / ideal (reach <= 1.10)", f"{wall / ideal:.2f}")


def run() -> list[tuple[str, str]]:
    """The rows of this benchmark."""
    return [*cost_rows(), *line_rows()]


if __name__ == "__main__":
    wanted = {"cost": cost_rows, "line": line_rows}
    for name in sys.argv[1:] or wanted:
        for label, value in wanted[name]():
            sys.stdout.write(f"{label:70} {value:>24}\n")
            sys.stdout.flush()
