"""`briefing show REF --provenance` as people type it."""

import json
import sys
from pathlib import Path

import pytest
from messages_server import MessagesServer
from typer.testing import CliRunner

from briefing.cli.app import app

sys.path.insert(0, str(Path(__file__).parents[1] / "pipeline"))

from test_provenance_line import LIE, half_true
from test_run import WORK_BILL
from test_run_with_model import world_with

CONFIG = """\
sources:
  toy: {reader: hoeringsportalen, base_url: "http://x.example", every: 1h}
profiles:
  lef: {organisation: Lønmodtagernes Eksempelforbund, perspective: employees}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with a briefing that a model had a part in."""
    (tmp_path / "sources.yaml").write_text(CONFIG)
    with (
        MessagesServer(half_true) as server,
        world_with(tmp_path, server.base_url) as world,
    ):
        world.run()
    return tmp_path


def told(folder: Path, *words: str) -> str:
    """What the command prints."""
    places = {"--config": "sources.yaml", "--data": "data", "--output": "output"}
    given = [each for key, name in places.items() for each in (key, str(folder / name))]
    found = CliRunner().invoke(
        app, [*given, "show", WORK_BILL.ref, "--provenance", *words],
        env={"COLUMNS": "300"},
    )  # fmt: skip
    assert found.exit_code == 0, found.output
    return found.output


def test_people_read_whose_each_statement_is(folder: Path) -> None:
    """In Danish: the model and its prompt, the rule, the quotation, the checks."""
    text = told(folder)
    for part in (
        "Notat til lef, version 1",
        "Af sprogmodellen stor på http://127.0.0.1",
        "version 1 (",
        "Efter reglen",
        "citat: bestået · tal og datoer: bestået · navne: bestået",
        "anden læsning: bestået",
        "Ikke trykt:",
        LIE,
        "Kald til en sprogmodel i denne sag",
    ):
        assert part in text


def test_machines_read_all_of_it(folder: Path) -> None:
    """What was sent to whom, word for word, and what came back."""
    found = json.loads(told(folder, "--json"))
    (briefing,) = found["briefings"]
    calls = {each["asked"]: each for each in found["calls"]}
    said = [each for each in briefing["statements"] if each["by"] == "model"]
    assert said
    for each in said:
        call = calls[each["call"]]
        assert call["prompt_sha256"] == each["prompt_sha256"]
        assert set(each["layers"].values()) == {"passed"}
        assert call["passages_sent"]
        assert any(
            e["quote"] in "\n".join(call["texts_sent"]) for e in each["citations"]
        )
        assert json.loads(call["sent"])["model"] == "stor"
    assert [each["text"] for each in briefing["held"]].count(LIE) == 1
    assert all(each["kroner"] is not None for each in calls.values())
