"""`briefing costs` as people type it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefing.adapters.database import open_database
from briefing.cli.app import app
from briefing.domain.model import ModelCall, Usage
from briefing.domain.proposal import Proposal, ProposalKind, Stage

CONFIG = """\
sources:
  toy: {reader: hoeringsportalen, base_url: "http://x.example", every: 1h}
profiles:
  lef: {organisation: Lønmodtagernes Eksempelforbund, perspective: employees}
"""
REF = "dk/toy/20261/L31"
BILL = Proposal(
    REF, "toy", ProposalKind.BILL, "", "Forslag til lov om kometer", Stage.INTRODUCED,
    "", "", number="L 31", session="20261",
)  # fmt: skip


def call(at: datetime, ref: str = REF, error: str = "") -> ModelCall:
    """A call that took a thousand tokens."""
    return ModelCall(
        ref=ref, profile="lef", role="assess", prompt="risks", prompt_version="1",
        prompt_sha256="abc", model="stor", server="http://x.example", mode="native",
        parameters={"max_tokens": 8000}, documents={"1": "f00d"}, asked="a",
        sent='{"messages": ["æøå"]}', answer="svar", usage=Usage(700, 100, 150, 50),
        kroner=0.5, started_at=at, seconds=1.25, error=error, error_detail=error,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with calls on two Danish days."""
    (tmp_path / "sources.yaml").write_text(CONFIG)
    store = open_database(tmp_path / "data")
    store.save_proposal(BILL, datetime(2026, 11, 20, tzinfo=UTC))
    store.save_call(call(datetime(2026, 11, 22, 22, 30, tzinfo=UTC)))
    store.save_call(call(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)))
    store.save_call(
        call(datetime(2026, 11, 23, 9, tzinfo=UTC), "dk/toy/2", "Truncated")
    )
    store.close()
    return tmp_path


def told(folder: Path, *words: str) -> str:
    """What the command prints."""
    places = {"--config": "sources.yaml", "--data": "data", "--output": "output"}
    given = [each for key, name in places.items() for each in (key, str(folder / name))]
    found = CliRunner().invoke(app, [*given, "costs", *words], env={"COLUMNS": "160"})
    assert found.exit_code == 0, found.output
    return found.output


def test_costs_are_added_up_by_danish_day_and_proposal(folder: Path) -> None:
    """23.30 UTC is the next day; failures are counted, and cost too."""
    found = json.loads(told(folder, "--json"))
    days = [(each["of"], each["calls"], each["failed"]) for each in found["days"]]
    assert days == [("2026-11-22", 1, 0), ("2026-11-23", 2, 1)]
    sums = {each["of"]: each["kroner"] for each in found["proposals"]}
    assert sums == {REF: 1.0, "dk/toy/2": 0.5}
    (first, _second) = found["proposals"]
    assert first["cache_read_tokens"] in (150, 300)


def test_costs_are_shown_to_people(folder: Path) -> None:
    """Amounts as Danes write them, and no ref is cut off."""
    found = told(folder)
    assert REF in found
    assert "1,00" in found


def test_each_call_for_a_proposal_is_shown_whole(folder: Path) -> None:
    """What was sent to whom, and what came back."""
    calls = json.loads(told(folder, "L", "31", "--json"))
    assert len(calls) == 2
    assert calls[0]["sent"] == '{"messages": ["æøå"]}'
    assert (calls[0]["server"], calls[0]["outcome"]) == ("http://x.example", "ok")
    assert calls[0]["documents"] == {"1": "f00d"}
    assert "risks 1" in told(folder, "L", "31")


def test_since_leaves_out_what_was_before(folder: Path) -> None:
    """Counted in Danish days."""
    found = json.loads(told(folder, "--since", "2026-11-23", "--json"))
    assert [each["of"] for each in found["days"]] == ["2026-11-23"]


def test_nothing_asked_is_said(folder: Path) -> None:
    """No empty table."""
    assert "ikke spurgt en sprogmodel" in told(folder, "--since", "2030-01-01")
