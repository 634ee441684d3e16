"""The chain of the archive: what was changed is found and named; crashes do no harm."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.adapters.database import Database, open_database
from briefing.adapters.database.blobs import Blobs
from briefing.archive.keeping import Archive, Draft
from briefing.archive.numbering import Scheme
from briefing.archive.retention import expire, expired
from briefing.archive.verify import verify
from briefing.domain.archive import EntryKind, ItemKind

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
REFS = ("dk/ft/1", "dk/ft/2", "dk/ft/1", "dk/ft/3")


class Crash(BaseException):
    """The machine stops."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    """The store that holds the archive's copy."""
    database = open_database(tmp_path)
    yield database
    database.close()


def opened(tmp_path: Path, store: Database, scheme: Scheme | None = None) -> Archive:
    """The archive in the store's folder."""
    folder = tmp_path / "archive"
    return Archive(folder, Blobs(folder / "objects"), store, scheme or Scheme())


def filled(tmp_path: Path, store: Database) -> Archive:
    """An archive with four briefings in three cases."""
    archive = opened(tmp_path, store)
    for number, ref in enumerate(REFS, 1):
        add(archive, ref, number)
    return archive


def add(archive: Archive, ref: str, version: int, at: datetime = AT) -> None:
    """One briefing with a text of its own and one that all share."""
    items = (
        archive.keep(ItemKind.BRIEFING, "notat.docx", f"{version}".encode(), "x/y"),
        archive.keep(ItemKind.SOURCE, "lov.warc", b"shared", "application/warc"),
    )
    archive.add(
        Draft(EntryKind.BRIEFING, at, items, ref=ref, profile="lef", version=version)
    )


def problems(archive: Archive, expected: str = "") -> dict[str, str]:
    """What verifying finds, by the name of the file without its folder."""
    found = verify(archive, expected).faults
    return {Path(each.where.split(" (")[0]).name: each.problem for each in found}


def test_an_archive_as_it_was_written_verifies(tmp_path: Path, store: Database) -> None:
    """Cases are numbered, a second briefing of a matter keeps its case."""
    archive = filled(tmp_path, store)
    found = verify(archive)
    assert () == found.faults
    assert (4, 5) == (found.entries, found.objects)
    assert ["2026-0001", "2026-0002", "2026-0001", "2026-0003"] == [
        each.case.number for each in archive.entries() if each.case
    ]
    assert {} == problems(archive, found.head)
    assert {"0" * 64: "This hash is not in the chain."} == problems(archive, "0" * 64)


def test_every_changed_byte_of_an_entry_is_found(
    tmp_path: Path, store: Database
) -> None:
    """Whichever byte of whichever entry: the entry is named."""
    archive = filled(tmp_path, store)
    for number in (1, 3, 4):
        path = archive.path(number)
        whole = path.read_bytes()
        for place in range(len(whole)):
            path.write_bytes(
                whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
            )
            assert path.name in problems(archive), place
        path.write_bytes(whole)
    assert {} == problems(archive)


def test_every_changed_byte_of_an_object_is_found(
    tmp_path: Path, store: Database
) -> None:
    """Changed, longer or gone: the object is named with the entries that need it."""
    archive = filled(tmp_path, store)
    shared = archive.entries()[0].items[1].sha256
    path = archive.object_path(shared)
    for body in (b"sharee", b"shared ", b""):
        path.write_bytes(body)
        (fault,) = verify(archive).faults
        assert "The object was changed." == fault.problem
        assert f"{path} (1: lov.warc, 2: lov.warc," in fault.where
    path.unlink()
    assert {shared: "The object is missing."} == problems(archive)


def test_a_changed_order_and_missing_entries_are_found(
    tmp_path: Path, store: Database
) -> None:
    """Two exchanged, one from the middle, the last one gone, one too many."""
    archive = filled(tmp_path, store)
    texts = {number: archive.path(number).read_bytes() for number in range(1, 5)}
    archive.path(2).write_bytes(texts[3])
    archive.path(3).write_bytes(texts[2])
    assert {"00000002.json", "00000003.json", "00000004.json"} <= set(problems(archive))
    archive.path(2).write_bytes(texts[2])
    archive.path(3).write_bytes(texts[3])
    for number in (2, 4):
        archive.path(number).unlink()
        assert "The entry is missing." == problems(archive)[f"0000000{number}.json"]
        archive.path(number).write_bytes(texts[number])
    archive.path(5).write_bytes(texts[4])
    assert "00000005.json" in problems(archive)
    archive.path(5).rename(archive.entries_folder / "x.txt")
    assert {"x.txt": "This file is not part of the archive."} == problems(archive)


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM archive_entries WHERE number = 4",
        "DELETE FROM archive_entries WHERE number = 2",
        "UPDATE archive_entries SET ref = 'dk/ft/9' WHERE number = 4",
        "UPDATE archive_entries SET case_number = '2026-0009' WHERE number = 4",
        "UPDATE archive_entries SET text = text || ' ' WHERE number = 4",
        "UPDATE archive_entries SET sha256 = '' WHERE number = 4",
        "UPDATE archive_entries SET version = 9 WHERE number = 2",
    ],
)
def test_a_change_in_the_database_s_copy_is_found(
    tmp_path: Path, store: Database, change: str
) -> None:
    """A row that is gone, and any column that says something else."""
    archive = filled(tmp_path, store)
    number = change[-1]
    with sqlite3.connect(tmp_path / "briefing.db") as connection:
        connection.execute(change)
    assert f"0000000{number}.json" in problems(archive)


@pytest.mark.parametrize("stop", ["put", "row", "file", "mark"])
def test_a_crash_leaves_an_archive_that_verifies(
    tmp_path: Path, store: Database, stop: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the objects, the row, the file, before the mark: nothing is torn."""
    archive = filled(tmp_path, store)

    def crash(*_: object, **__: object) -> None:
        raise Crash

    with monkeypatch.context() as patch:
        if stop == "put":
            patch.setattr(store, "add_archive_row", crash)
        if stop == "row":
            patch.setattr(archive, "_file", crash)
        if stop == "file":
            patch.setattr(Path, "replace", crash)
        if stop == "mark":
            patch.setattr(store, "archive_row_filed", crash)
        with pytest.raises(Crash):
            archive.add(Draft(EntryKind.BRIEFING, AT, (), ref="dk/ft/7", profile="lef"))
    again = opened(tmp_path, store)
    found = verify(again)
    assert () == found.faults
    assert (4 if stop == "put" else 5) == found.entries
    add(again, "dk/ft/8", 1)
    assert () == verify(again).faults


def test_numbers_are_never_given_twice_and_gaps_are_explained(
    tmp_path: Path, store: Database
) -> None:
    """A scheme that starts later, one that is changed, a new year in Denmark."""
    add(opened(tmp_path, store, Scheme("{year}/{number}", 5)), "a/1", 1)
    add(opened(tmp_path, store, Scheme("{profile}-{number}")), "a/2", 1)
    late = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    archive = opened(tmp_path, store, Scheme("{year}/{number}"))
    add(archive, "a/3", 1)
    add(archive, "a/4", 1, late)
    cases = [each.case for each in archive.entries() if each.case]
    assert ["2026/5", "lef-1", "2026/6", "2027/1"] == [each.number for each in cases]
    assert ["1-4: the configuration starts later", "", "", ""] == [
        each.skipped for each in cases
    ]
    assert () == verify(archive).faults
    clash = opened(tmp_path, store, Scheme("lef-{number}"))
    add(clash, "a/5", 1)
    assert "lef-2" == (clash.entries()[-1].case or cases[0]).number


@pytest.mark.parametrize(
    "pattern", ["{year}", "{number}-{who}", "{number:x>q}", "{number", ""]
)
def test_a_scheme_that_cannot_be_is_refused(pattern: str) -> None:
    """Before anything is numbered by it."""
    assert Scheme(pattern).problem()


def test_deleting_is_recorded_and_the_chain_stands(
    tmp_path: Path, store: Database
) -> None:
    """What is past its time goes, what another entry needs stays until it is too."""
    archive = filled(tmp_path, store)
    add(archive, "dk/ft/9", 9, AT + timedelta(days=400))
    rules = {ItemKind.SOURCE: timedelta(days=365)}
    soon = AT + timedelta(days=364)
    assert () == expired(archive, rules, soon)
    later = AT + timedelta(days=365)
    found = expired(archive, rules, later)
    assert [1, 2, 3, 4] == [each.entry.number for each in found]
    entry = expire(archive, found, by="Anne Berg", rules=rules, at=later)
    assert entry is not None
    assert {"by": "Anne Berg", "rule": "source: 365d"} == dict(entry.about)
    shared = archive.object_path(found[0].item.sha256)
    assert shared.exists()
    assert () == expired(archive, rules, later)
    assert () == verify(archive).faults
    last = AT + timedelta(days=800)
    expire(archive, expired(archive, rules, last), by="A", rules=rules, at=last)
    assert not shared.exists()
    assert () == verify(archive).faults
    shared.write_bytes(b"shared")
    archive.finish()
    assert not shared.exists()


def test_a_deletion_cannot_hide_a_loss(tmp_path: Path, store: Database) -> None:
    """An object that is gone without an entry that says so is missing."""
    archive = filled(tmp_path, store)
    item = replace(archive.entries()[1].items[0])
    archive.object_path(item.sha256).unlink()
    assert {item.sha256: "The object is missing."} == problems(archive)
