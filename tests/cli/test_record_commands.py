"""`archive`, `backup`, `restore` and what `doctor` says, as people type them."""

import json
import shutil
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
import yaml
from openpyxl import load_workbook
from typer.testing import CliRunner

from briefing.adapters.database import open_database
from briefing.adapters.database.blobs import Blobs
from briefing.archive.keeping import Archive, Draft
from briefing.archive.numbering import Scheme
from briefing.cli import caring
from briefing.cli.app import app
from briefing.domain.archive import EntryKind, ItemKind
from briefing.domain.delivery import Delivery, DeliveryState
from briefing.domain.proposal import Proposal, ProposalKind, Stage
from briefing.domain.review import Decision, Review

CONFIG = """\
sources:
  toy: {reader: hoeringsportalen, base_url: "http://x.example", every: 1h}
profiles:
  lef: {organisation: Lønmodtagernes Eksempelforbund, perspective: employees}
archive:
  case_number: "FH-{number}"
  keep: {source: 365d}
"""
REF = "dk/toy/20261/L31"
BILL = Proposal(
    REF, "toy", ProposalKind.BILL, "", "Forslag til lov om kometer", Stage.INTRODUCED,
    "", "", number="L 31", session="20261",
)  # fmt: skip
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """It is 24 November 2026, 10 o'clock in Denmark."""
    with time_machine.travel(AT, tick=False) as found:
        yield found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with one archived briefing."""
    (tmp_path / "sources.yaml").write_text(CONFIG)
    data = tmp_path / "data"
    store = open_database(data)
    store.save_proposal(BILL, AT)
    objects = Blobs(data / "archive" / "objects")
    archive = Archive(data / "archive", objects, store, Scheme("FH-{number}"))
    items = (
        archive.keep(ItemKind.BRIEFING, "notat.pdf", b"%PDF", "application/pdf"),
        archive.keep(ItemKind.SOURCE, "1.warc", b"WARC", "application/warc"),
    )
    archive.add(
        Draft(EntryKind.BRIEFING, AT, items, ref=REF, profile="lef", version=1,
              title=BILL.title)
    )  # fmt: skip
    store.close()
    return tmp_path


def told(folder: Path, *words: str, code: int = 0) -> str:
    """What the command prints."""
    places = {"--config": "sources.yaml", "--data": "data", "--output": "output"}
    given = [each for key, name in places.items() for each in (key, str(folder / name))]
    found = CliRunner().invoke(app, [*given, *words], env={"COLUMNS": "200"})
    assert found.exit_code == code, found.output
    return found.output


def doctor(folder: Path) -> dict[str, tuple[bool | None, str]]:
    """What the doctor finds, by subject."""
    places = {"--config": "sources.yaml", "--data": "data", "--output": "output"}
    given = [each for key, name in places.items() for each in (key, str(folder / name))]
    found = CliRunner().invoke(app, [*given, "doctor", "--json"])
    return {e["subject"]: (e["ok"], e["text"]) for e in json.loads(found.stdout)}


def test_the_archive_is_listed_shown_and_put_in_a_sheet(folder: Path) -> None:
    """By case number, by reference and by its short form; what is not there is said."""
    assert "FH-1" in told(folder, "archive", "list")
    for words in (("FH-1",), (REF,), ("L", "31"), ("1",)):
        shown = told(folder, "archive", "show", *words)
        assert "Forslag til lov om kometer" in shown
        assert "1.warc" in shown
    assert "intet, der hedder »L 9«" in told(
        folder, "archive", "show", "L", "9", code=2
    )
    told(folder, "archive", "sheet", "--into", str(folder / "a.xlsx"))
    assert 3 == load_workbook(folder / "a.xlsx")["Arkiv"].max_row


@pytest.mark.usefixtures("clock")
def test_expiry_is_shown_before_it_is_done_and_needs_a_name(
    folder: Path, clock: time_machine.Traveller
) -> None:
    """The dry run deletes nothing; the deletion stands in the archive."""
    dry = ("archive", "expire", "--dry-run")
    assert "frist: 0" in told(folder, *dry)
    clock.move_to(AT + timedelta(days=365))
    assert "1: 1.warc" in told(folder, *dry)
    assert "1: 1.warc" in told(folder, *dry)
    assert "--by" in told(folder, "archive", "expire", code=2)
    assert "post 2" in told(folder, "archive", "expire", "--by", "Anne Eksempel")
    assert "(slettet)" in told(folder, "archive", "show", "1")
    assert "Anne Eksempel" in told(folder, "archive", "show", "2")
    told(folder, "archive", "verify")


def test_what_leaves_for_a_case_system_leaves_once(folder: Path) -> None:
    """The second time nothing is new; `--all` puts everything again."""
    into = ("archive", "drop", "--into", str(folder / "drop"))
    assert ": 1" in told(folder, *into)
    assert ": 0" in told(folder, *into)
    assert ": 1" in told(folder, *into, "--all")
    assert sorted(each.name for each in (folder / "drop").iterdir()) == [
        "FH-1_000001_notat.pdf",
        "FH-1_000001_notat.pdf.xml",
    ]


def test_a_bag_of_nothing_is_refused(folder: Path) -> None:
    """An export says what it takes out, and never makes an empty bag."""
    into = ("--into", str(folder / "bag"))
    assert "--since" in told(folder, "archive", "export", *into, code=2)
    future = ("archive", "export", "--since", "2030-01-01", *into)
    assert "intet af den art" in told(folder, *future, code=2)
    assert not (folder / "bag").exists()
    told(folder, "archive", "export", "--until", "2026-11-24", *into)
    assert (folder / "bag" / "data" / "FH-1" / "000001" / "notat.pdf").exists()


def test_backup_destroy_restore(folder: Path) -> None:
    """As an operator does it, with one command each."""
    file = str(folder / "kopi.zip")
    assert "fortroligt" in told(folder, "backup", "--into", file)
    assert "er ikke tom" in told(folder, "restore", file, code=1)
    shutil.rmtree(folder / "data")
    (folder / "sources.yaml").unlink()
    back = told(folder, "restore", file)
    assert "Forslag: 1. Poster i arkivet: 1. Fejl: 0." in back
    assert "kometer" in told(folder, "archive", "show", "FH-1")


@pytest.mark.usefixtures("clock")
def test_the_doctor_finds_ways_that_lead_nowhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A channel without an address, a folder that is not there; then both are well."""
    config = folder / "sources.yaml"
    written = yaml.safe_load(config.read_text())
    written["profiles"]["lef"]["webhooks"] = [{"name": "kanal", "shape": "slack"}]
    written["delivery"] = {"folder": {"path": str(folder / "OneDrive")}}
    config.write_text(yaml.safe_dump(written, allow_unicode=True))
    found = doctor(folder)
    lacking = "kanal: adressen mangler: sæt BRIEFING_WEBHOOK_KANAL"
    assert (False, lacking) == found["Webhook"]
    assert (False, f"{folder / 'OneDrive'} findes ikke") == found["Mappe"]
    monkeypatch.setenv("BRIEFING_WEBHOOK_KANAL", "https://hooks.example/x")
    (folder / "OneDrive").mkdir()
    assert not {"Webhook", "Mappe"} & set(doctor(folder))


@pytest.mark.usefixtures("clock")
def test_the_doctor_finds_what_was_forgotten(
    folder: Path, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Backup, verification, clock, disk, certificates: first bad, then well."""
    found = doctor(folder)
    assert (False, "aldrig lavet: `briefing backup`") == found["Sikkerhedskopi"]
    assert (False, "aldrig efterprøvet: `briefing archive verify`") == found["Arkiv"]
    told(folder, "backup", "--into", str(folder / "kopi.zip"))
    told(folder, "archive", "verify")
    found = doctor(folder)
    assert found["Sikkerhedskopi"][0]
    assert found["Ur"][0]
    assert (True, "efterprøvet 2026-11-24") == found["Arkiv"]
    clock.move_to(AT + timedelta(days=7, minutes=1))
    assert (False, "den seneste er fra 2026-11-24: `briefing backup`") == doctor(
        folder
    )["Sikkerhedskopi"]
    clock.move_to(AT + timedelta(days=32))
    assert doctor(folder)["Arkiv"][0] is False
    (folder / "kopi.zip").unlink()
    assert doctor(folder)["Sikkerhedskopi"][0] is None
    full = SimpleNamespace(free=10**8)
    monkeypatch.setattr(caring.shutil, "disk_usage", lambda _path: full)
    nothing = SimpleNamespace(cafile=None, capath=None)
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: nothing)
    found = doctor(folder)
    assert found["Disk"][0] is False
    assert found["Certifikater"][0] is False


def test_the_doctor_finds_a_clock_that_was_set_back(folder: Path) -> None:
    """What is stored already is later than now."""
    store = open_database(folder / "data")
    state = store.source_state("toy")
    later = datetime.now(UTC) + timedelta(hours=2)
    store.save_source_failure(
        type(state)(source_id="toy", read_at=later, tried_at=later)
    )
    store.close()
    assert doctor(folder)["Ur"][0] is False


def test_the_doctor_finds_a_broken_template_and_a_missing_key(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an edit broke, and a language model that cannot be asked."""
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    (folder / "templates").mkdir()
    for path in (Path(__file__).resolve().parents[2] / "templates").glob("*.docx"):
        shutil.copy(path, folder / "templates")
    assert doctor(folder)["Skabelon udvikling.docx"][0]
    (folder / "templates" / "udvikling.docx").write_bytes(b"no Word file")
    (folder / "sources.yaml").write_text(f"{CONFIG}model: {{analyst: prompted}}\n")
    found = doctor(folder)
    assert found["Skabelon udvikling.docx"][0] is False
    assert found["Skabelon notat.docx"][0]
    assert found["Sprogmodel"][0] is False
    assert "ANTHROPIC_API_KEY" in found["Sprogmodel"][1]


def test_the_doctor_finds_what_is_not_in_the_archive(folder: Path) -> None:
    """An approval and a delivery that a crash kept out of it."""
    store = open_database(folder / "data")
    store.save_review(Review(REF, "lef", 2, Decision.APPROVED, "Anne Eksempel", AT))
    delivery = Delivery(
        "k", "<k@x>", "daily", "mail", "lef", "Anne", "anne@x.example", "s", "0" * 64,
        AT, state=DeliveryState.SENT, tries=1,
    )  # fmt: skip
    store.record_deliveries([(delivery, b"x")])
    store.close()
    places = {"--config": "sources.yaml", "--data": "data", "--output": "output"}
    given = [each for key, name in places.items() for each in (key, str(folder / name))]
    found = CliRunner().invoke(app, [*given, "doctor", "--json"])
    said = [e["text"] for e in json.loads(found.stdout) if e["subject"] == "Arkiv"]
    assert "1 godkendte notater mangler i det: `briefing run`" in said
    assert any("Udsendelser, der ikke er i det endnu: 1" in each for each in said)


def test_the_doctor_finds_a_mark_that_cannot_be_read(folder: Path) -> None:
    """A mark of the last backup that was damaged is no backup."""
    (folder / "data" / "backup.json").write_text("{")
    assert doctor(folder)["Sikkerhedskopi"][0] is False


def test_what_cannot_be_written_is_named_and_nothing_is_left(folder: Path) -> None:
    """A bag, a drop folder and a sheet where a file stands in the way."""
    (folder / "optaget").write_text("x")
    for words in (
        ("export", "--all", "--into", str(folder / "optaget" / "bag")),
        ("drop", "--into", str(folder / "optaget")),
        ("sheet", "--into", str(folder / "optaget" / "a.xlsx")),
    ):
        assert "kan ikke skrives" in told(folder, "archive", *words, code=2)
    assert "x" == (folder / "optaget").read_text()
    assert not list(folder.glob(".*.part"))
