"""Backups: everything comes back, also from one made while a run was writing."""

import gzip
import hashlib
import json
import sqlite3
import threading
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copyfile, rmtree

import pytest

from briefing.adapters.backup import MANIFEST, MARK, back_up, restore
from briefing.adapters.database import Database, open_database
from briefing.adapters.database.blobs import Blobs
from briefing.adapters.database.engine import HEAD
from briefing.archive.keeping import Archive, Draft
from briefing.archive.numbering import Scheme
from briefing.archive.verify import verify
from briefing.cli.explain import explain
from briefing.domain.archive import EntryKind, ItemKind
from briefing.domain.ports import Answer
from briefing.domain.proposal import ProposalKind, Stage
from briefing.domain.review import Decision
from briefing.errors import BackupError, NewerStore
from briefing.language import translator

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
OLD = {
    number: Path(__file__).with_name(f"store_{number}.db.gz")
    for number in ("0001", "0004", "0006")
}
"""Stores that programs of earlier days wrote, by their schema."""
BY = {"0001": "Anne Eksempel", "0004": "Gammel Godkender", "0006": "Gammel Godkender"}
L31 = "dk/folketinget/20261/L31"


def archive_in(data: Path, store: Database) -> Archive:
    """The archive of a data folder."""
    folder = data / "archive"
    return Archive(folder, Blobs(folder / "objects"), store, Scheme())


def write_some(store: Database, archive: Archive, number: int) -> None:
    """What a run and an approval write: a document and an entry of the archive."""
    body = f"document {number}".encode() * 500
    answer = Answer(body, "text/plain", "https://x/1", headers={"etag": str(number)})
    store.save_document("dk/ft/1", str(number), "https://x/1", answer, AT)
    item = archive.keep(ItemKind.BRIEFING, "n.docx", body, "x/y")
    archive.add(Draft(EntryKind.BRIEFING, AT, (item,), ref="dk/ft/1", version=number))


@pytest.fixture
def places(tmp_path: Path) -> dict[str, Path]:
    """A data folder with something in it, a configuration, templates, output."""
    found = {
        "data": tmp_path / "data",
        "config": tmp_path / "etc",
        "templates": tmp_path / "etc" / "templates",
        "output": tmp_path / "output",
    }
    store = open_database(found["data"])
    archive = archive_in(found["data"], store)
    for number in range(3):
        write_some(store, archive, number)
    store.close()
    (found["data"] / "model_ways.json").write_text("{}")
    found["templates"].mkdir(parents=True)
    (found["config"] / "sources.yaml").write_text("sources: {}")
    (found["templates"] / "notat.docx").write_bytes(b"PK")
    (found["output"] / "lef").mkdir(parents=True)
    (found["output"] / "lef" / "ø.docx").write_bytes(b"PK2")
    return found


def others(places: Mapping[str, Path]) -> dict[str, list[Path]]:
    """What is backed up beside the data."""
    return {
        "config": [places["config"] / "sources.yaml"],
        "templates": [places["templates"]],
        "output": [places["output"]],
    }


def contents(places: Mapping[str, Path]) -> dict[str, str]:
    """Every file with its hash; the database by what it says."""
    found = {}
    for name in ("data", "config", "output"):
        for path in places[name].rglob("*"):
            if not path.is_file() or path.suffix == ".lock" or path.name == MARK:
                continue
            if path.name.startswith("briefing.db"):
                continue
            found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
    with sqlite3.connect(places["data"] / "briefing.db") as connection:
        found["db"] = "\n".join(connection.iterdump())
    return found


def test_everything_comes_back_after_everything_is_destroyed(
    places: dict[str, Path], tmp_path: Path
) -> None:
    """Store, blobs, archive, configuration, templates, output: every byte."""
    before = contents(places)
    file = tmp_path / "b" / "backup.zip"
    done = back_up(places["data"], others(places), file, AT)
    assert done.files == len(before)
    assert (file.stat().st_mode & 0o077) == 0
    for name in ("data", "config", "output"):
        rmtree(places[name])
    assert restore(file, places) == ()
    assert contents(places) == before
    store = open_database(places["data"])
    assert verify(archive_in(places["data"], store)).faults == ()
    store.close()


def test_a_backup_made_while_a_run_writes_is_whole(
    places: dict[str, Path], tmp_path: Path
) -> None:
    """Again and again in the middle of writing: what comes back verifies."""
    store = open_database(places["data"])
    archive = archive_in(places["data"], store)
    stop, written = threading.Event(), [3]

    def run() -> None:
        while not stop.is_set():
            write_some(store, archive, written[0])
            written[0] += 1

    thread = threading.Thread(target=run)
    thread.start()
    try:
        counts = []
        for number in range(4):
            file = tmp_path / f"{number}.zip"
            back_up(places["data"], others(places), file, AT)
            counts.append(written[0])
    finally:
        stop.set()
        thread.join()
        store.close()
    assert counts[-1] > counts[0]
    for number in range(4):
        into = {name: tmp_path / f"r{number}" / name for name in places}
        restore(tmp_path / f"{number}.zip", into)
        restored = open_database(into["data"])
        found = verify(archive_in(into["data"], restored))
        assert found.faults == ()
        assert found.entries >= 3
        for each in restored.documents("dk/ft/1").values():
            body = Path(restored.blob_path(each.sha256)).read_bytes()
            assert hashlib.sha256(body).hexdigest() == each.sha256
        restored.close()


def test_what_is_there_already_is_never_overwritten(
    places: dict[str, Path], tmp_path: Path
) -> None:
    """A store is not touched at all; a changed configuration stays and is named."""
    file = tmp_path / "backup.zip"
    back_up(places["data"], others(places), file, AT)
    with pytest.raises(BackupError, match="is not empty"):
        restore(file, places)
    rmtree(places["data"])
    config = places["config"] / "sources.yaml"
    config.write_text("sources: {mine: 1}")
    assert restore(file, places) == (str(config),)
    assert config.read_text() == "sources: {mine: 1}"


def test_a_changed_backup_is_refused_and_nothing_is_in_place(
    places: dict[str, Path], tmp_path: Path
) -> None:
    """Cut short, a member changed or missing, a name that leads elsewhere."""
    file = tmp_path / "backup.zip"
    back_up(places["data"], others(places), file, AT)
    rmtree(places["data"])
    whole = file.read_bytes()
    broken = tmp_path / "broken.zip"
    for body in (whole[:-200], b"", whole.replace(b"document 1", b"document 7")):
        broken.write_bytes(body)
        with pytest.raises(BackupError, match="is no whole backup"):
            restore(broken, places)
    for name, member in (("../x", b"x"), ("data/y", b"y")):
        with zipfile.ZipFile(file) as old, zipfile.ZipFile(broken, "w") as new:
            told = json.loads(old.read(MANIFEST))
            told["files"][name] = {"sha256": "0" * 64, "size": 1}
            new.writestr(name, member)
            new.writestr(MANIFEST, json.dumps(told))
        with pytest.raises(BackupError, match="is no whole backup"):
            restore(broken, places)
    assert not places["data"].exists()
    assert not (tmp_path / "x").exists()


def test_a_backup_of_a_newer_program_is_refused(
    places: dict[str, Path], tmp_path: Path
) -> None:
    """In Danish, with what to do."""
    file, newer = tmp_path / "backup.zip", tmp_path / "newer.zip"
    back_up(places["data"], others(places), file, AT)
    rmtree(places["data"])
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(newer, "w") as new:
        told = json.loads(old.read(MANIFEST)) | {"schema": "9999"}
        new.writestr(MANIFEST, json.dumps(told))
    with pytest.raises(BackupError) as raised:
        restore(newer, places)
    sentence = explain(raised.value, translator("da"))
    assert "nyere version af programmet (9999" in sentence
    assert "Opdatér programmet" in sentence


def test_without_a_store_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    """No empty file that looks like a backup."""
    with pytest.raises(BackupError, match="no store"):
        back_up(tmp_path / "data", {}, tmp_path / "b.zip", AT)
    assert not (tmp_path / "b.zip").exists()


def test_a_newer_store_is_refused_in_danish(tmp_path: Path) -> None:
    """The sentence says that nothing was changed, and what to do."""
    open_database(tmp_path).close()
    with sqlite3.connect(tmp_path / "briefing.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerStore) as raised:
        open_database(tmp_path)
    sentence = explain(raised.value, translator("da"))
    assert f"(det er 9999, dette program kender {HEAD})" in sentence
    assert "Intet er ændret. Opdatér programmet, eller genskab" in sentence


@pytest.mark.parametrize("number", OLD)
def test_a_store_of_an_older_version_is_read_by_this_one(
    number: str, tmp_path: Path
) -> None:
    """Every value of demo stores that the programs of those days wrote is there."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "briefing.db").write_bytes(gzip.decompress(OLD[number].read_bytes()))
    copyfile(data / "briefing.db", tmp_path / "before.db")
    store = open_database(data)
    proposal = store.proposal(L31)
    assert (proposal.kind, proposal.number) == (ProposalKind.BILL, "L 31")
    assert proposal.stage is Stage.FIRST_READING
    assert proposal.title.startswith(
        "Forslag til lov om ændring af lov om arbejdsmiljø"
    )
    judged = store.judged(L31, "lef")
    assert judged is not None
    assert judged.assessment.points
    assert judged.proposal == proposal
    (review,) = store.reviews(L31)
    assert (review.by, review.decision) == (BY[number], Decision.APPROVED)
    assert store.approved() == (review,)
    files = store.briefings(L31, "lef")
    assert {"draft", "approved"} == {each.status for each in files}
    (glance,) = store.glances("lef")
    assert Decision.APPROVED is glance.decision
    version, *_others = store.document_versions(L31)
    assert (number != "0006") == (version.headers == {})
    assert (number == "0006") == bool(store.archive_rows())
    assert date(2026, 11, 1) < version.fetched_at.date()
    store.close()
    _same_values(tmp_path / "before.db", data / "briefing.db")


def _same_values(before: Path, after: Path) -> None:
    """Every value that was there is there, in every table and column."""
    with sqlite3.connect(before) as old, sqlite3.connect(after) as new:
        tables = old.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        for (table,) in tables.fetchall():
            if table == "alembic_version":
                continue
            cursor = old.execute(f"SELECT * FROM {table} ORDER BY 1, 2")  # noqa: S608 - the names of tables
            names = ", ".join(each[0] for each in cursor.description)
            now = new.execute(f"SELECT {names} FROM {table} ORDER BY 1, 2")  # noqa: S608 - as above
            assert cursor.fetchall() == now.fetchall(), table
