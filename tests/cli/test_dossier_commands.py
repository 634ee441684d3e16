"""`dossier` and `dossiers` as people type them."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from briefing.adapters.database import open_database
from briefing.cli.app import app
from briefing.domain.proposal import Proposal, ProposalKind, Stage, Step

CONFIG = """\
sources:
  toy: {reader: hoeringsportalen, base_url: "http://x.example", every: 1h}
profiles:
  lef:
    organisation: Lønmodtagernes Eksempelforbund
    perspective: employees
run: {concurrency: 1}
"""
NOW = datetime.now(UTC)
BILL = Proposal(
    ref="dk/toy/20261/L31",
    source="toy",
    kind=ProposalKind.BILL,
    native_kind="Lovforslag",
    title="Forslag til lov om vagter for kometvagter",
    stage=Stage.INTRODUCED,
    native_status="",
    url="",
    number="L 31",
    session="20261",
    introduced_on=date(2026, 10, 7),
    steps=(Step("Fremsat", "", "", date(2026, 10, 7)),),
    other_identifiers=("L 31/20261",),
)
PART = replace(
    BILL, ref="dk/toy/20261/L31A", number="L 31 A", other_identifiers=("L 31/20261",)
)
STRANGER = replace(
    BILL,
    ref="dk/toy/20261/L77",
    number="L 77",
    title="Forslag til lov om fyrtårne",
    other_identifiers=("L 77/20261",),
)
SECRET = replace(STRANGER, ref="local/5ec3e7", other_identifiers=(), confidential=True)
WORDS = ("--by", "Prøve Prøvesen", "--why", "Ministeriet siger det")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with a bill, another that nothing joins to it, and one in confidence."""
    (tmp_path / "sources.yaml").write_text(CONFIG)
    (tmp_path / "templates").mkdir()
    store = open_database(tmp_path / "data")
    for each in (BILL, STRANGER, SECRET):
        store.save_proposal(each, NOW - timedelta(days=1))
    store.close()
    return tmp_path


def arguments(folder: Path, *words: str) -> list[str]:
    """A command line that works in this folder."""
    places = {"--config": "sources.yaml", "--data": "data", "--output": "output"}
    given = [each for key, name in places.items() for each in (key, str(folder / name))]
    return [*given, *words]


def told(folder: Path, *words: str) -> str:
    """What a command prints when all goes well."""
    found = CliRunner().invoke(app, arguments(folder, *words))
    assert 0 == found.exit_code, found.output
    return found.output


def values(folder: Path, *words: str) -> Any:
    """What a command prints as JSON."""
    return json.loads(told(folder, *words, "--json"))


def parts(folder: Path, ref: str) -> list[str]:
    """The refs of a dossier, asked by one of its parts."""
    return [each["ref"] for each in values(folder, "dossier", ref)["parts"]]


def test_a_proposal_alone_says_so(folder: Path) -> None:
    """Its own steps are shown, and that it stands nowhere else."""
    said = told(folder, "dossier", "L", "77")
    assert "vides ikke at stå andre steder" in said
    assert "7. oktober 2026: Fremsat (L 77)" in said
    assert "Ingen sag vides at stå flere steder" in told(folder, "dossiers")


def test_a_person_joins_and_splits(folder: Path) -> None:
    """The latest word counts, at once, for every part; both words stay to be seen."""
    told(folder, "dossier", "L31", "--join", "L77", *WORDS)
    both = [BILL.ref, STRANGER.ref]
    assert [both, both] == [parts(folder, ref) for ref in both]
    assert both == [each["ref"] for each in values(folder, "dossiers")[0]["parts"]]
    assert "Samme sag: dk/toy/20261/L77" in told(folder, "show", "L31")
    told(folder, "dossier", "L77", "--split", "L31", *WORDS)
    assert [[BILL.ref], [STRANGER.ref]] == [parts(folder, ref) for ref in both]
    assert [True, False] == [
        each["joined"] for each in values(folder, "dossier", "L31")["decisions"]
    ]
    assert "er to forskellige sager. Ministeriet siger det" in told(
        folder, "dossier", "L31"
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--join", "L77", "--by", "P"), "kræver en begrundelse"),
        (("--join", "L77", "--why", "fordi"), "--by"),
        (("--join", "L31", *WORDS), "to forskellige forslag"),
        (("--join", "local/5ec3e7", *WORDS), "i fortrolighed"),
        (("--join", "L77", "--split", "L77", *WORDS), "Vælg enten"),
        (WORDS, "nævner et andet forslag"),
        (("--join", "L99", *WORDS), "L99"),
    ],
)
def test_half_a_decision_joins_nothing(
    folder: Path, words: tuple[str, ...], said: str
) -> None:
    """Without a name, a reason or another proposal nothing is decided, and why."""
    found = CliRunner().invoke(app, arguments(folder, "dossier", "L31", *words))
    assert found.exit_code in {1, 2}
    assert said in found.output
    assert [BILL.ref] == parts(folder, "L31")


def test_what_is_given_in_confidence_is_named_nowhere_else(folder: Path) -> None:
    """A decision joins everything anew, and leaves confidential files out."""
    store = open_database(folder / "data")
    store.save_proposal(PART, NOW)
    store.close()
    told(folder, "dossier", "L31", "--join", "L77", *WORDS)
    assert SECRET.ref not in told(folder, "dossiers")
    assert [SECRET.ref] == parts(folder, SECRET.ref)
