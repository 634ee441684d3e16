"""`assign`, `respond`, `relevant`, `irrelevant` and `examples`, as people type them."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from typer.testing import CliRunner

from briefing.adapters.database import open_database
from briefing.cli.app import app
from briefing.domain.profile import Reason, Relevance
from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    Proposal,
    ProposalKind,
    Stage,
)

CONFIG = """\
sources:
  toy: {reader: hoeringsportalen, base_url: "http://x.example", every: 1h}
profiles:
  lef:
    organisation: Lønmodtagernes Eksempelforbund
    perspective: employees
    recipients:
      - {name: Anne Berg, address: anne@lef.example, role: policy_officer}
delivery: {host: 127.0.0.1, from_address: briefing@lef.example}
"""
REF = "dk/hoeringsportalen/7001"
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
DRAFT = Proposal(
    REF, "toy", ProposalKind.DRAFT_BILL, "", "Udkast om kometer",
    Stage.CONSULTATION_OPEN, "", "",
    deadlines=(Deadline(DeadlineKind.CONSULTATION, date(2026, 12, 9), "Høringsfrist"),),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A store with one consultation of relevance 30; it is 24 November 2026."""
    (tmp_path / "sources.yaml").write_text(CONFIG)
    store = open_database(tmp_path / "data")
    store.save_proposal(DRAFT, AT)
    store.save_relevance(REF, "lef", Relevance(30, (Reason("Kometer.", 30),)))
    store.close()
    (tmp_path / "svar.docx").write_bytes(b"PK svar")
    with time_machine.travel(AT, tick=False):
        yield tmp_path


def told(folder: Path, *words: str, code: int = 0) -> str:
    """What the command prints."""
    places = {"--config": "sources.yaml", "--data": "data", "--output": "output"}
    given = [each for key, name in places.items() for each in (key, str(folder / name))]
    found = CliRunner().invoke(app, [*given, *words], env={"COLUMNS": "220"})
    assert found.exit_code == code, found.output
    return found.output


def test_an_assignment_is_seen_wherever_the_proposal_is(folder: Path) -> None:
    """In `list`, `show` and `deadlines`; the list can be narrowed to one person."""
    assert "er tildelt Anne Berg" in told(folder, "assign", "7001", "--to", "anne")
    for words in (("list",), ("show", "7001"), ("deadlines",)):
        assert "Anne Berg" in told(folder, *words)
    assert "Udkast om kometer" in told(folder, "list", "--assigned", "berg")
    assert "Intet er tildelt Bo." in told(folder, "list", "--assigned", "Bo")
    (row,) = json.loads(told(folder, "list", "--json"))
    assert {"lef": "Anne Berg"} == row["assigned"]
    told(folder, "assign", "7001", "--none")
    assert "Anne Berg" not in told(folder, "list")
    assert "tidligere: lef: Anne Berg" in told(folder, "show", "7001")
    told(folder, "assign", "7001", code=2)
    told(folder, "assign", "7001", "--to", "Anne", "--none", code=2)


def test_a_response_is_recorded_archived_and_shown(folder: Path) -> None:
    """With the file's hash in the archive; one of three must be chosen."""
    sent = ("--sent", str(folder / "svar.docx"))
    said = told(folder, "respond", "7001", *sent, "--by", "Anne Berg")
    assert "Høringssvar afgivet 24. november 2026 af Anne Berg (svar.docx)." in said
    assert "post 1." in said
    assert "svar.docx" in told(folder, "archive", "show", "7001")
    assert "besvaret" in told(folder, "deadlines")
    assert "Høringssvar afgivet" in told(folder, "show", "7001")
    assert "Høringssvar afgivet" in told(folder, "responses", "7001")
    (row,) = json.loads(told(folder, "deadlines", "--json"))
    assert "sent" == row["responses"]["lef"]["state"]
    assert 64 == len(row["responses"]["lef"]["sha256"])
    (own,) = json.loads(told(folder, "responses", "7001", "--json"))
    assert "sent" == own["own"]["lef"]["recorded"]["state"]
    told(folder, "respond", "7001", "--by", "A", code=2)
    told(folder, "respond", "7001", "--none", *sent, "--by", "A", code=2)
    told(folder, "respond", "7001", "--reset", "--by", "A")
    assert "besvaret" not in told(folder, "deadlines")
    assert "Poster: 2" in told(folder, "archive", "verify")


def test_a_rank_is_set_shown_beside_the_computed_one_and_taken_back(
    folder: Path,
) -> None:
    """With the person's reason; a reason is needed."""
    decided = ("--why", "Vores medlemmer", "--by", "Anne Berg")
    assert "100 (beregnet 30)" in told(folder, "relevant", "7001", *decided)
    assert "100 (beregnet 30)" in told(folder, "list")
    shown = told(folder, "show", "7001")
    assert "100 af 100 (beregnet 30)" in shown
    assert "Anne Berg: Vores medlemmer" in shown
    assert "Kometer." in shown
    told(folder, "irrelevant", "7001", "--by", "Bo", code=1)
    assert "0 (beregnet 30)" in told(folder, "irrelevant", "7001", *decided)
    (row,) = json.loads(told(folder, "list", "--json"))
    assert ({"lef": 0}, {"lef": 30}) == (row["relevance"], row["computed_relevance"])
    told(folder, "relevant", "7001", "--reset", "--by", "Bo")
    assert "beregnet" not in told(folder, "list")


def test_examples_are_listed_and_exported(folder: Path) -> None:
    """As JSON Lines, one object for each; none is said to be none."""
    assert "Der er ingen eksempler endnu" in told(folder, "examples")
    told(folder, "irrelevant", "7001", "--why", "Ikke os", "--by", "Bo")
    assert "ikke relevant (Bo, lef)" in told(folder, "examples")
    path = folder / "eksempler.jsonl"
    told(folder, "examples", "--export", str(path))
    (found,) = map(json.loads, path.read_text().splitlines())
    assert ("relevance", "irrelevant", "30", "Ikke os", REF) == (
        found["kind"], found["verdict"], found["before"], found["why"], found["ref"]
    )  # fmt: skip
    assert "[]" == told(folder, "examples", "--kind", "statement", "--json").strip()
    told(folder, "examples", "--export", str(folder / "nej" / "x.jsonl"), code=2)
