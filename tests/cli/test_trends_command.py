"""`briefing trends` over a stored demo: the table, the files, what is counted."""

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from typer.testing import CliRunner

from briefing.adapters.database import open_database
from briefing.cli.app import app
from briefing.domain.assessment import (
    Analyst,
    Assessment,
    Dimension,
    Party,
    Point,
    PointKind,
)
from briefing.domain.dossier import Dossier
from briefing.domain.profile import Relevance
from briefing.domain.proposal import Proposal, ProposalKind, Stage
from briefing.domain.review import Decision, Review, Withdrawal
from briefing.domain.store import Judged

ROOT = Path(__file__).resolve().parents[2]
CONFIG = """\
sources:
  toy: {reader: hoeringsportalen, base_url: "http://x.example", every: 1h}
profiles:
  lef: {organisation: Lønmodtagernes Eksempelforbund, perspective: employees}
  aef: {organisation: Arbejdsgivernes Eksempelforening, perspective: employers}
run: {pdf: none}
"""
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


def proposal(
    number: int, day: str, ministry: str = "Beskæftigelsesministeriet"
) -> Proposal:
    """A bill introduced on a day."""
    return Proposal(
        f"dk/toy/20261/L{number}", "toy", ProposalKind.BILL, "", f"Lov {number}",
        Stage.INTRODUCED, "", "", ministry=ministry,
        introduced_on=datetime.fromisoformat(day).date(),
    )  # fmt: skip


def judged(
    of: Proposal, profile: str, version: int, *risks: tuple[Dimension, int]
) -> Judged:
    """An assessment with risks of an impact of 5 and these likelihoods."""
    points = tuple(
        Point(
            PointKind.RISK, "x", (), "r", dimension=dimension, party=Party.EMPLOYEES,
            likelihood=likelihood, impact=5,
        )
        for dimension, likelihood in risks
    )  # fmt: skip
    found = Assessment(
        of.ref, profile, version, Analyst("embedded"), Relevance(50), (), points, (),
        (), (), (), (), "da", f"{version}", AT + timedelta(minutes=version),
    )  # fmt: skip
    return Judged(found, of, ())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three bills in two matters for one profile, and one for the other."""
    (tmp_path / "sources.yaml").write_text(CONFIG)
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    store = open_database(tmp_path / "data")
    first, second, third = (
        proposal(1, "2026-06-30"),
        proposal(2, "2026-10-06"),
        proposal(3, "2026-11-02", "Finansministeriet"),
    )
    for each in (first, second, third):
        store.save_proposal(each, AT)
    store.save_judged(judged(first, "lef", 1, (Dimension.PAY, 5)))
    store.save_judged(judged(second, "lef", 1, (Dimension.PAY, 5)))
    store.save_judged(judged(second, "lef", 2, (Dimension.PAY, 1)))
    store.save_judged(
        judged(third, "lef", 1, (Dimension.SKILLS, 2), (Dimension.PAY, 3))
    )
    store.save_judged(judged(third, "aef", 1))
    store.save_dossiers([Dossier((first.ref, second.ref))])
    store.save_review(Review(second.ref, "lef", 1, Decision.APPROVED, "Anne Berg", AT))
    store.save_review(Review(third.ref, "lef", 1, Decision.APPROVED, "Anne Berg", AT))
    store.close()
    return tmp_path


def told(folder: Path, *words: str, code: int = 0) -> str:
    """What the command prints on standard output."""
    places = {"--config": "sources.yaml", "--data": "data", "--output": "output"}
    given = [each for key, name in places.items() for each in (key, str(folder / name))]
    with time_machine.travel(AT, tick=False):
        found = CliRunner().invoke(app, [*given, "trends", *words])
    assert found.exit_code == code, found.output
    return found.stdout if code == 0 else found.output


def rows(folder: Path, *words: str) -> list[dict[str, object]]:
    """The totals of the one profile."""
    ((found),) = json.loads(told(folder, "--profile", "lef", "--json", *words))
    return list(found["totals"])


def test_a_matter_counts_once_and_an_old_approval_does_not_count(folder: Path) -> None:
    """The draft bill and the bill are one; the approved version is not the latest."""
    second, third, fourth = rows(folder, "--since", "2026-05-01")
    assert (1, 1, 0, 1) == tuple(
        second[each] for each in ("total", "medium", "approved", "drafts")
    )
    assert 0 == third["total"]
    assert (1, 1, 1, True) == tuple(
        fourth[each] for each in ("total", "high", "approved", "running")
    )


def test_what_was_withdrawn_is_not_counted(folder: Path) -> None:
    """A briefing that proved wrong tells nothing of a development."""
    store = open_database(folder / "data")
    wrong = Withdrawal("dk/toy/20261/L3", "lef", 1, "Anne Berg", AT, "Forkert sats")
    store.save_withdrawal(wrong)
    store.close()
    assert [0, 1] == [e["total"] for e in rows(folder, "--since", "2026-05-01")][::-2]
    assert "afvist: 1" in told(folder, "--profile", "lef")


def test_each_profile_is_counted_for_itself(folder: Path) -> None:
    """Without `--profile` all of them, each with its own assessments."""
    found = json.loads(told(folder, "--json", "--by", "ministry"))
    assert ["lef", "aef"] == [each["profile"] for each in found]
    assert [1, 1] == [each["totals"][-1]["total"] for each in found]
    (group,) = [e for e in found[1]["groups"] if e["total"]]
    assert ("Finansministeriet", 1) == (group["name"], group["none"])


def test_periods_are_whole_and_what_is_outside_is_said(folder: Path) -> None:
    """By month and by year; what lies in another period is counted there."""
    (october, november) = rows(
        folder, "--since", "2026-10-20", "--until", "2026-11-02", "--period", "month"
    )
    assert ("2026-10-01", "2026-11-30") == (october["first"], november["last"])
    assert (0, 1) == (october["total"], november["total"])
    assert "Fremsat i andre perioder: 1 sag." in told(
        folder, "--profile", "lef", "--since", "2026-10-20", "--period", "month"
    )
    assert [0, 0, 2] == [each["total"] for each in rows(folder, "--period", "year")]
    wrong = ("--since", "2026-12-01", "--until", "2026-11-01")
    assert "Perioden slutter" in told(folder, *wrong, code=2)


def test_the_table_is_for_people(folder: Path) -> None:
    """Danish names, how it was counted, and what it cannot bear."""
    said = told(folder, "--profile", "lef")
    assert "Løn og lønudvikling" in said
    assert "Der er få sager" in said
    assert "En sag tæller én gang" in said


def test_a_spreadsheet_and_a_report_are_written(folder: Path) -> None:
    """The CSV where it is wanted, the Word file with its JSON in the output folder."""
    path = folder / "tal" / "udvikling.csv"
    told(folder, "--csv", str(path), "--word", "--by", "party")
    text = path.read_text(encoding="utf-8-sig")
    lines = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert {"lef", "aef"} == {each["Profil"] for each in lines}
    for profile in ("lef", "aef"):
        stem = f"output/{profile}/udvikling/2026-11-24_udvikling_party_quarter_da"
        assert (folder / f"{stem}.docx").exists()
        found = json.loads((folder / f"{stem}.json").read_text())
        assert profile == found["profile"]
    store = open_database(folder / "data")
    kept = {each.path for each in store.briefing_files()}
    store.close()
    assert 2 == len(kept)


def test_a_spreadsheet_that_cannot_be_written_is_said(folder: Path) -> None:
    """A folder stands where the file is to go."""
    (folder / "optaget").mkdir()
    assert "optaget" in told(folder, "--csv", str(folder / "optaget"), code=1)
