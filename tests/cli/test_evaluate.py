"""`briefing evaluate` as people type it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from briefing.cli.app import app

CONFIG = """\
sources:
  toy: {reader: hoeringsportalen, base_url: "http://x.example", every: 1h}
profiles:
  lef: {organisation: Lønmodtagernes Eksempelforbund, perspective: employees}
"""
CASE = """\
proposal: {source: egen, kind: bill, ref: egen/1, title: Lov om svar}
documents:
  - kind: bill_text
    title: Forslag
    text: |
      Forslag til Lov om svar

      § 1

      Arbejdsgiveren skal svare en lønmodtager inden 14 dage.

      § 2

      Loven træder i kraft den 1. juli 2027.
expects:
  points:
    - {dimension: pay, party: both, says: Svar, quote: skal svare}
  entry: 2027-07-01
statements:
  - {quote: skal svare en lønmodtager inden 14 dage, text: Arbejdsgiveren skal give lønmodtageren svar inden 14 dage.}
"""  # noqa: E501 - one label a line


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A configuration without a model, and a folder with a case of one's own."""
    (tmp_path / "sources.yaml").write_text(CONFIG)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "svar.yaml").write_text(CASE)
    return tmp_path


def told(folder: Path, *words: str, code: int = 0) -> str:
    """What the command prints on standard output."""
    places = {"--config": "sources.yaml", "--data": "data", "--output": "output"}
    given = [each for key, name in places.items() for each in (key, str(folder / name))]
    runner = CliRunner()
    found = runner.invoke(app, [*given, "evaluate", *words], env={"COLUMNS": "160"})
    assert found.exit_code == code, found.output
    return found.stdout if code == 0 else found.output


def of_mine(folder: Path, *words: str) -> str:
    """As `told`, for the case of one's own."""
    return told(folder, "--cases", str(folder / "mine"), *words)


def test_cases_of_ones_own_are_measured_without_a_key(folder: Path) -> None:
    """Every figure as JSON; the true statement passes and the changed ones do not."""
    found = json.loads(of_mine(folder, "--json"))
    assert (found["analyst"], found["model"], found["cases"]) == (
        "embedded", "", ["svar"],
    )  # fmt: skip
    assert found["figures"]["entry"] == {"hits": 1, "of": 1}
    assert found["alarms"]["free"] == {"hits": 0, "of": 1}
    assert found["caught"]["number"]["of"] > 0
    assert (found["calls"], found["kroner"]) == (0, None)


def test_it_prints_shares_beside_their_aims(folder: Path) -> None:
    """In Danish, with what each share is of."""
    shown = of_mine(folder)
    assert "embedded: 1 eksempler" in shown
    assert "ikrafttrædelsesdatoer" in shown
    assert "100,0 % (1/1)" in shown
    assert "≥ 99,0 %" in shown


def test_the_history_shows_every_evaluation_and_what_changed(folder: Path) -> None:
    """A point that the labels add is told as missed since the time before."""
    assert "endnu ingen evaluering" in told(folder, "--history")
    of_mine(folder)
    more = "    - {dimension: skills, party: both, says: Kursus, quote: skal svare}\n"
    case = folder / "mine" / "svar.yaml"
    case.write_text(CASE.replace("  entry:", f"{more}  entry:"))
    of_mine(folder)
    shown = told(folder, "--history")
    assert shown.count("embedded") == 2
    assert "nu overset: svar: Kursus" in shown
    assert len(json.loads(told(folder, "--history", "--json"))) == 2


def test_a_wrong_label_is_told_with_its_file(folder: Path) -> None:
    """A true statement whose quotation stands nowhere is an error, not a score."""
    case = folder / "mine" / "svar.yaml"
    case.write_text(CASE.replace("quote: skal svare en", "quote: må svare en"))
    shown = told(folder, "--cases", str(folder / "mine"), code=1)
    assert "svar.yaml" in shown
    assert "må svare en lønmodtager" in shown


def test_what_is_no_file_of_examples_is_told(folder: Path) -> None:
    """With the line that is wrong."""
    wrong = folder / "x.jsonl"
    wrong.write_text('{"ref": "a"}\n')
    words = ("--cases", str(folder / "mine"), "--examples", str(wrong))
    assert "line 1" in told(folder, *words, code=1)
