"""`changes`, `deadline` and `deadlines` as people type them."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from briefing.adapters.database import open_database
from briefing.cli.app import app
from briefing.cli.moments import duration, moment
from briefing.domain.profile import Relevance
from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    Proposal,
    ProposalKind,
    Stage,
)
from briefing.errors import UsageError
from briefing.language.written import COPENHAGEN

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
SOON = NOW.astimezone(COPENHAGEN).date() + timedelta(days=10)
LATER = SOON + timedelta(days=7)
DRAFT = Proposal(
    ref="dk/toy/71231",
    source="toy",
    kind=ProposalKind.DRAFT_BILL,
    native_kind="",
    title="Udkast til lov om eksempler",
    stage=Stage.CONSULTATION_OPEN,
    native_status="",
    url="",
    deadlines=(Deadline(DeadlineKind.CONSULTATION, SOON, "Frist"),),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with a relevant draft whose deadline has moved, and one that is over."""
    (tmp_path / "sources.yaml").write_text(CONFIG)
    (tmp_path / "templates").mkdir()
    store = open_database(tmp_path / "data")
    past = NOW.astimezone(COPENHAGEN).date() - timedelta(days=9)
    over = Deadline(DeadlineKind.CONSULTATION, past, "Frist")
    moved = replace(DRAFT.deadlines[0], date=LATER)
    store.save_proposal(DRAFT, NOW - timedelta(days=2))
    store.save_proposal(replace(DRAFT, deadlines=(moved,)), NOW - timedelta(days=1))
    other = replace(DRAFT, ref="dk/toy/2", title="Forbi", deadlines=(over,))
    store.save_proposal(other, NOW - timedelta(days=2))
    store.save_relevance(DRAFT.ref, "lef", Relevance(80))
    store.save_relevance(other.ref, "lef", Relevance(3))
    store.close()
    return tmp_path


def told(folder: Path, *words: str, code: int = 0) -> str:
    """What a command prints."""
    places = ["--config", "sources.yaml", "--data", "data", "--output", "output"]
    given = [str(folder / each) if "-" not in each[:1] else each for each in places]
    found = CliRunner().invoke(app, [*given, *words])
    assert code == found.exit_code, found.output
    return found.output


def values(folder: Path, *words: str) -> Any:
    """What a command prints as JSON."""
    return json.loads(told(folder, *words, "--json"))


def test_deadlines_lists_what_is_due_and_no_more(folder: Path) -> None:
    """What has passed is not due; what is further off than asked for is not either."""
    assert [(DRAFT.ref, LATER.isoformat())] == [
        (each["ref"], each["date"]) for each in values(folder, "deadlines")
    ]
    assert [] == values(folder, "deadlines", "--within", "2d")
    assert "flyttet" in told(folder, "deadlines")
    assert "Ingen frister" in told(folder, "deadlines", "--within", "2d")


def test_a_decision_is_kept_and_shown(folder: Path) -> None:
    """The day a person decides on counts at once, with name and reason."""
    told(
        folder, "deadline", "71231", "--date", SOON.isoformat(), "--time", "12.00",
        "--why", "Ministeriet har ringet", "--by", "Prøve Prøvesen",
    )  # fmt: skip
    (found,) = values(folder, "deadline", "71231")
    assert (SOON.isoformat(), "12:00", "Prøve Prøvesen", False) == (
        found["date"],
        found["time"],
        found["decision"]["by"],
        found["decision"]["stale"],
    )
    assert "Ministeriet har ringet." in told(folder, "deadline", "71231")
    assert SOON.isoformat() in told(folder, "list")


@pytest.mark.parametrize(
    "words",
    [
        ("--why", "fordi", "--by", "P"),
        ("--date", "2027-01-08", "--time", "kvart i tolv", "--why", "w", "--by", "P"),
    ],
)
def test_half_a_decision_is_refused(folder: Path, words: tuple[str, ...]) -> None:
    """A reason without a day, or a time that is none, decides nothing."""
    told(folder, "deadline", "71231", *words, code=2)
    (found,) = values(folder, "deadline", "71231")
    assert found["decision"] is None


def test_a_decision_without_a_name_is_refused(folder: Path) -> None:
    """Nobody decides anonymously."""
    told(folder, "deadline", "71231", "--date", "2027-01-08", "--why", "fordi", code=1)
    assert values(folder, "deadline", "71231")[0]["decision"] is None


def test_changes_of_relevant_proposals(folder: Path) -> None:
    """Without REF, what happened to relevant ones; the irrelevant one is left out."""
    (found,) = values(folder, "changes")
    assert (DRAFT.ref, ["deadline_moved", "appeared"]) == (
        found["ref"],
        [each["kind"] for each in found["events"]],
    )
    assert "Høringsfristen er flyttet fra" in told(folder, "changes")


def test_changes_since(folder: Path) -> None:
    """Only what was seen from the moment on; nothing is said to be nothing."""
    (found,) = values(folder, "changes", "--since", "36h")
    assert ["deadline_moved"] == [each["kind"] for each in found["events"]]
    assert "Intet er ændret" in told(folder, "changes", "--since", "1h")


def test_changes_of_one_proposal_from_the_start(folder: Path) -> None:
    """With REF the whole history, relevant or not."""
    (found,) = values(folder, "changes", "dk/toy/2")
    assert ["appeared"] == [each["kind"] for each in found["events"]]


def test_list_marks_a_moved_deadline(folder: Path) -> None:
    """The table gives the day that counts, with a star when it has moved."""
    assert f"{LATER.isoformat()}*" in told(folder, "list")


@pytest.mark.parametrize(
    ("given", "expected"),
    [("30d", 30), ("2w", 14), ("2 uger", 14), ("48t", 2), ("3 dage", 3), ("1m", 30)],
)
def test_lengths_of_time(given: str, expected: int) -> None:
    """Days, weeks, hours and months, in Danish or English."""
    assert timedelta(days=expected) == duration(given)


@pytest.mark.parametrize("given", ["", "snart", "d", "-3d", "30"])
def test_what_is_no_length_of_time(given: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(UsageError):
        duration(given)


@pytest.mark.parametrize("given", ["2026-11-01", "1. november 2026", "1/11-2026"])
def test_days_as_people_write_them(given: str) -> None:
    """A day begins at Danish midnight."""
    start = datetime.combine(date(2026, 11, 1), time(0), COPENHAGEN)
    assert start == moment(given, NOW)


def test_so_far_back() -> None:
    """A length of time is counted back from now."""
    assert NOW - timedelta(days=7) == moment("7d", NOW)
    with pytest.raises(UsageError):
        moment("i går", NOW)


def test_daily_writes_the_days_overview(folder: Path) -> None:
    """One for each profile, with its counts; what may be missing is said."""
    (folder / "templates").rmdir()
    (folder / "templates").symlink_to(Path(__file__).resolve().parents[2] / "templates")
    (found,) = values(folder, "daily", "--since", "7d")
    assert (1, 0) == (found["new"], found["changed"])
    assert ["toy"] == found["troubles"]
    assert Path(found["path"]).exists()
    assert "1 nye, 0 ændrede" in told(folder, "daily", "--since", "7d")
    told(folder, "daily", "--profile", "ukendt", code=2)
