"""Is the archive as it was written: every entry, every object, the database's copy."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.archive.entries import as_row, digest, from_text
from briefing.archive.keeping import Archive, gone_objects, live_items
from briefing.domain.archive import FIRST, ArchiveRow, Entry, Item
from briefing.errors import ArchiveError

_AT_ONCE = 1 << 20
"""Bytes of a file in memory at once."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was written: which file or row, and what of it.

    `problem` is a sentence of the catalogue.
    """

    where: str
    problem: str


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked through, and what was found. `head` is the last entry's hash."""

    entries: int
    objects: int
    size: int
    head: str
    faults: tuple[Fault, ...]


def verify(archive: Archive, expected: str = "") -> Verified:
    """Look through everything; `expected` is a hash that must stand in the chain.

    What a crash left unfinished is finished first.
    """
    with suppress(ArchiveError):  # what cannot be read is named below
        archive.finish()
    rows = {each.number: each for each in archive.rows()}
    files = _files(archive)
    faults: list[Fault] = []
    previous, entries, hashes = FIRST, list[Entry](), set[str]()
    for number in range(1, max((*rows, *files), default=0) + 1):
        found = _entry(archive, number, files, rows, previous, faults)
        if found is None:
            previous = rows[number].sha256 if number in rows else ""
            continue
        entry, previous = found
        entries.append(entry)
        hashes.add(previous)
    faults += _strangers(archive)
    faults += _gaps(entries)
    if expected and expected not in hashes:
        faults.append(Fault(expected, "This hash is not in the chain."))
    gone = gone_objects(entries)
    objects = {
        item.sha256: item
        for _entry, item in live_items(entries)
        if item.sha256 not in gone
    }
    faults += _objects(archive, entries, objects.values())
    size = sum(each.size for each in objects.values())
    return Verified(len(entries), len(objects), size, previous, tuple(faults))


def _files(archive: Archive) -> set[int]:
    folder = archive.entries_folder
    found = (each.stem for each in folder.glob("*.json")) if folder.is_dir() else ()
    return {int(each) for each in found if each.isdecimal()}


def _strangers(archive: Archive) -> Iterator[Fault]:
    """Files among the entries that are none."""
    for path in sorted(archive.entries_folder.glob("[!.]*")):
        if not path.stem.isdecimal() or path != archive.path(int(path.stem)):
            yield Fault(str(path), "This file is not part of the archive.")


def _entry(
    archive: Archive,
    number: int,
    files: set[int],
    rows: dict[int, ArchiveRow],
    previous: str,
    faults: list[Fault],
) -> tuple[Entry, str] | None:
    """An entry and its hash; None when it cannot be read, with the faults found."""
    path, row = archive.path(number), rows.get(number)
    if row is None:
        faults.append(Fault(f"{path}", "The entry is missing in the database."))
    if number not in files:
        faults.append(Fault(f"{path}", "The entry is missing."))
        return None
    try:
        text = path.read_bytes().decode()
        entry = from_text(text)
    except (OSError, UnicodeDecodeError, ArchiveError):
        faults.append(Fault(f"{path}", "The entry cannot be read: it was changed."))
        return None
    if entry.number != number:
        faults.append(Fault(f"{path}", "The entry stands in another's place."))
    if entry.previous != previous:
        faults.append(
            Fault(f"{path}", "The entry does not follow on the one before it.")
        )
    if row is not None and not _is_copy(row, entry, text):
        problem = "The entry and the database's copy of it differ."
        faults.append(Fault(f"{path}", problem))
    return entry, digest(text)


def _is_copy(row: ArchiveRow, entry: Entry, text: str) -> bool:
    return row == replace(as_row(entry, text), filed=row.filed)


def _gaps(entries: Iterable[Entry]) -> Iterator[Fault]:
    """Running numbers that nothing explains, and case numbers given twice."""
    highest: dict[tuple[str, int], int] = {}
    given: dict[str, tuple[str, str]] = {}
    for entry in entries:
        case = entry.case
        if case is None:
            continue
        owner = (entry.ref, entry.profile)
        if given.setdefault(case.number, owner) != owner:
            yield Fault(case.number, "The case number was given twice.")
        if not case.is_new:
            continue
        expected = highest.get((case.series, case.year), 0) + 1
        if case.running != expected and not case.skipped:
            yield Fault(case.number, "A number before this one is missing.")
        highest[case.series, case.year] = case.running


def _objects(
    archive: Archive, entries: Iterable[Entry], objects: Iterable[Item]
) -> list[Fault]:
    """The objects that are missing or changed, with the entries that name them."""
    users: dict[str, list[str]] = {}
    for entry, item in live_items(entries):
        users.setdefault(item.sha256, []).append(f"{entry.number}: {item.name}")
    wanted, workers = list(objects), os.cpu_count() or 1
    parts = [wanted[number::workers] for number in range(workers)]
    with ThreadPoolExecutor(workers) as pool:
        found = pool.map(
            lambda part: [(each, _object(archive, each)) for each in part], parts
        )
        return [
            Fault(
                f"{archive.object_path(item.sha256)} ({', '.join(users[item.sha256])})",
                problem,
            )
            for part in found
            for item, problem in part
            if problem
        ]


def _object(archive: Archive, item: Item) -> str:
    path = archive.object_path(item.sha256)
    try:
        if path.stat().st_size != item.size or sha256_of(path) != item.sha256:
            return "The object was changed."
    except FileNotFoundError:
        return "The object is missing."
    except OSError:
        return "The object cannot be read."
    return ""


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file of any size."""
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as stream:
        while chunk := stream.read(_AT_ONCE):
            digest.update(chunk)
    return digest.hexdigest()
