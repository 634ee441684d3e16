"""The line against a real, weak language model on this machine; `make test-model`.

The model answers fluently and wrongly, in English, in no form: the line must find that
nothing of it can be used, say so, and deliver what the rules found. Its words are never
asserted.
"""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.bootstrap import Places, open_line
from briefing.config import parse
from briefing.demo.server import DEMO_NOW, DemoServer, demo_sources
from briefing.domain.source import Scope
from briefing.language.written import danish_day
from briefing.pipeline.line import Line, Order, RunReport
from briefing.pipeline.run import run

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT.parent / "shared" / "tools" / "local_model"
FOLDER = "BRIEFING_LOCAL_MODEL"
KEY = "sk-local-not-a-key"
CONTEXT = 5_120
WINDOW = 100_000
"""Said to be far more than the server takes, so that it has to refuse."""
LEAST = 90
SOURCE = "hoeringsportalen"
MODEL = """
model:
  analyst: prompted
  base_url: {base_url}
  large: {{name: local-test, window: {window}, answer_tokens: 96}}
  small: {{name: local-test, window: {window}, answer_tokens: 96}}
  concurrency: 1
  timeout: 20m
"""


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    """The model's server, set up in the folder that `make test-model` names."""
    folder = os.environ.get(FOLDER)
    if not folder:
        pytest.skip("asked for by `make test-model`")
    if not TOOLS.is_dir():
        pytest.skip(f"the local model's program is not in {TOOLS}")
    place = Path(folder).resolve()
    if not (place / "model.gguf").exists():
        subprocess.run(["bash", TOOLS / "setup.sh", place], check=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    program = [place / "v/bin/python", TOOLS / "serve.py", place / "model.gguf"]
    with (
        (place / "serve.log").open("w") as log,
        subprocess.Popen(
            [*program, "--port", port, "--ctx", str(CONTEXT)],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None
        assert "listening" in process.stdout.readline()
        yield f"http://127.0.0.1:{port}"
        process.terminate()


@contextmanager
def demo_line(folder: Path, base_url: str, window: int, least: int) -> Iterator[Line]:
    """The line over the demo's consultations for one profile, from this relevance."""
    text = (ROOT / "sources.yaml").read_text()
    may_read = f"    model_may_read: {{{SOURCE}: [all]}}\n"
    text = text.replace("    threshold: 40\n", f"    threshold: {least}\n{may_read}")
    text += MODEL.format(base_url=base_url, window=window)
    with DemoServer() as server:
        settings = parse(text, ROOT / "sources.yaml")
        settings = replace(
            settings,
            sources=demo_sources(server.base_url),
            profiles={"lef": settings.profiles["lef"]},
        )
        places = Places(ROOT / "sources.yaml", folder / "data", folder / "output")
        with open_line(places, settings=settings, clock=lambda: DEMO_NOW) as line:
            yield line


def bring(line: Line) -> RunReport:
    """One pass over everything of the one source."""
    scope = Scope(danish_day(DEMO_NOW), everything=True)
    return run(line, Order(scope, (SOURCE,)))


def honest(line: Line) -> int:
    """How many briefings there are, each the rules' own and saying so."""
    found = [
        judged.assessment
        for ref in line.store.refs(SOURCE)
        if (judged := line.store.judged(ref, "lef"))
    ]
    for each in found:
        assert each.analyst.kind == "embedded"
        assert each.points
        assert any("Sprogmodellen" in gap for gap in each.gaps)
    written = [path for path in line.output.rglob("*.docx") if path.stat().st_size]
    assert len(written) >= len(found)
    return len(found)


def test_a_weak_model_leaves_an_honest_briefing(
    base_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of it is used, that is said, and a second run does not ask again."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    with demo_line(tmp_path, base_url, WINDOW, LEAST) as line:
        assert bring(line).complete
        assert honest(line) > 0
        calls = line.store.calls()
        asked = [each for each in calls if each.ref]
        errors = {each.error for each in asked}
        assert "QuestionTooLong" in errors
        assert errors & {"InvalidAnswer", "Truncated"}
        assert errors <= {"QuestionTooLong", "InvalidAnswer", "Truncated"}
        assert {each.mode for each in asked} == {"text"}
        assert bring(line).complete
        assert line.store.calls() == calls
        assert list(line.output.rglob("*v2*")) == []
