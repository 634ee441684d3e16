"""`responses` over a store: memos and responses of the whole matter, quoted."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from briefing.adapters.database import open_database
from briefing.cli.app import app
from briefing.domain.ports import Answer
from briefing.domain.proposal import (
    DocumentKind,
    DocumentRef,
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
    names: [LEF]
    perspective: employees
run: {concurrency: 1}
"""
NOW = datetime.now(UTC)
MEMO = """<html><body><h1>Høringsnotat</h1><h2>Hørte parter</h2>
<p>Eksempelkommunerne, LEF og Prøverådet.</p><h2>Høringssvarene</h2><h3>Frist</h3>
<p>LEF foreslår en længere frist.</p>
<p>Ministeriet har imødekommet ønsket.</p></body></html>"""
ANSWER = "<html><body><p>LEF støtter forslaget.</p></body></html>"
KEYS = ("memo", "svar")
BILL = Proposal(
    ref="dk/toy/L31",
    source="toy",
    kind=ProposalKind.BILL,
    native_kind="",
    title="Forslag til lov om eksempler",
    stage=Stage.INTRODUCED,
    native_status="",
    url="",
    documents=(
        DocumentRef(
            "memo", "Høringsnotat", DocumentKind.CONSULTATION_MEMO, ("http://x/m",)
        ),
        DocumentRef(
            "svar",
            "Høringssvar fra LEF",
            DocumentKind.CONSULTATION_RESPONSE,
            ("http://x/s",),
        ),
    ),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bill with a memo and a response that were fetched, and one without any."""
    (tmp_path / "sources.yaml").write_text(CONFIG)
    (tmp_path / "templates").mkdir()
    store = open_database(tmp_path / "data")
    then = NOW - timedelta(days=1)
    store.save_proposal(BILL, then)
    for key, text in zip(KEYS, (MEMO, ANSWER), strict=True):
        answer = Answer(text.encode(), "text/html; charset=utf-8", f"http://x/{key}")
        store.save_document(BILL.ref, key, answer.final_url, answer, then)
    bare = Proposal(
        "dk/toy/L32", "toy", ProposalKind.BILL, "", "Andet", Stage.INTRODUCED, "", ""
    )
    store.save_proposal(bare, then)
    store.close()
    return tmp_path


def told(folder: Path, *words: str) -> str:
    """What a command prints when all goes well."""
    places = {"--config": "sources.yaml", "--data": "data", "--output": "output"}
    given = [each for key, name in places.items() for each in (key, str(folder / name))]
    found = CliRunner().invoke(app, [*given, *words])
    assert 0 == found.exit_code, found.output
    return found.output


def test_views_comments_and_what_became_of_us(folder: Path) -> None:
    """Each in the words of the document; our own part in sentences."""
    said = told(folder, "responses", "L31")
    assert "Frist: LEF" in said
    assert "Imødekommet. »Ministeriet har imødekommet ønsket.«" in said
    assert "Lønmodtagernes Eksempelforbund er blevet hørt." in said
    assert "Synspunkterne fordeler sig sådan: imødekommet: 1." in said
    assert "»LEF støtter forslaget.«" in said


def test_the_json_has_every_quotation_with_its_place(folder: Path) -> None:
    """Document, words and locator, for whoever reads on."""
    (found,) = json.loads(told(folder, "responses", "L31", "--json"))
    (memo,) = found["memos"]
    assert ["Eksempelkommunerne", "LEF", "Prøverådet"] == [
        each["name"] for each in memo["asked"]
    ]
    (position,) = memo["positions"]
    view: dict[str, Any] = position["view"][0]
    assert ("memo", "LEF foreslår en længere frist.") == (
        view["document"],
        view["quote"],
    )
    assert "met" == position["outcome"]


def test_nothing_read_is_said_so(folder: Path) -> None:
    """No memo and no response is no empty list that looks like success."""
    assert "Intet er læst om en høring" in told(folder, "responses", "L32")
    assert [] == json.loads(told(folder, "responses", "L32", "--json"))
