"""The archive itself: objects by their hash, entries one after the other.

An entry is added in this order, so that a crash at any moment leaves an archive that
verifies: the objects, the entry in the database, the entry's file, the mark that the
file is there. What was left unfinished is finished by `finish`. An object without an
entry is no part of the record.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from briefing.archive.entries import as_row, from_text
from briefing.archive.numbering import Scheme
from briefing.domain.archive import (
    FIRST,
    ArchiveRow,
    ArchiveRows,
    Entry,
    EntryKind,
    Item,
    ItemKind,
    Standing,
)
from briefing.errors import ArchiveError


class Objects(Protocol):
    """Bytes by their SHA-256."""

    def path(self, sha256: str) -> Path:
        """Where these bytes are or would be."""
        ...

    def put(self, body: bytes, *, durable: bool = False) -> str:
        """Keep the bytes and return their SHA-256."""
        ...


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has a number; an empty `ref` opens no case."""

    kind: EntryKind
    at: datetime
    items: tuple[Item, ...]
    ref: str = ""
    profile: str = ""
    version: int = 0
    title: str = ""
    about: Mapping[str, str] = field(default_factory=dict)


class Archive:
    """The record in a folder, with the database's copy of its entries."""

    def __init__(
        self, folder: Path, objects: Objects, rows: ArchiveRows, scheme: Scheme
    ) -> None:
        self.folder = folder
        self._objects, self._rows, self._scheme = objects, rows, scheme

    @property
    def entries_folder(self) -> Path:
        """Where the file of each entry lies."""
        return self.folder / "entries"

    def path(self, number: int) -> Path:
        """The file of an entry."""
        return self.entries_folder / f"{number:08}.json"

    def object_path(self, sha256: str) -> Path:
        """The file of an object."""
        return self._objects.path(sha256)

    def rows(self) -> tuple[ArchiveRow, ...]:
        """The database's copy."""
        return self._rows.archive_rows()

    def entries(self) -> tuple[Entry, ...]:
        """Every entry, in order."""
        return tuple(from_text(each.text) for each in self.rows())

    def keep(
        self, kind: ItemKind, name: str, body: bytes, media_type: str, **told: str
    ) -> Item:
        """Put bytes into the archive; they are part of it once an entry names them."""
        sha256 = self._objects.put(body, durable=True)
        return Item(kind, name, sha256, len(body), media_type, **told)  # type: ignore[arg-type]  # title and note are texts

    def add(self, draft: Draft) -> Entry:
        """Add an entry; its number, its case and the hash before it are given here."""
        self._file_all()
        row = self._rows.add_archive_row(
            draft.ref, draft.profile, lambda standing: self._made(draft, standing)
        )
        self._file(row)
        return from_text(row.text)

    def _made(self, draft: Draft, standing: Standing) -> ArchiveRow:
        last = standing.last
        self._refuse_unknown(last.number + 1 if last else 1)
        case = (
            self._scheme.next(draft.profile, draft.at, standing) if draft.ref else None
        )
        return as_row(
            Entry(
                number=last.number + 1 if last else 1,
                previous=last.sha256 if last else FIRST,
                at=draft.at,
                kind=draft.kind,
                items=draft.items,
                ref=draft.ref,
                profile=draft.profile,
                version=draft.version,
                title=draft.title,
                case=case,
                about=dict(draft.about),
            )
        )

    def _refuse_unknown(self, number: int) -> None:
        """ArchiveError where a file stands that the database does not know.

        The folder is then of another store, or newer than this one; what it holds is
        never written over.
        """
        if self.path(number).exists():
            raise ArchiveError(
                f"{self.path(number)} is there, and the database does not know it: "
                "folder and database are not of one store. Bring both back from the "
                "same backup"
            )

    def finish(self) -> None:
        """Finish what a crash left: files of entries, objects already deleted.

        Nothing is deleted that the entry's own file does not say was deleted.
        """
        self._file_all()
        rows = self.rows()
        deletions = [each for each in rows if each.kind == EntryKind.DELETION]
        if deletions and all(self._is_as_filed(each) for each in deletions):
            for sha256 in gone_objects(from_text(each.text) for each in rows):
                self.object_path(sha256).unlink(missing_ok=True)

    def _file_all(self) -> None:
        for row in self._rows.archive_rows(unfiled=True):
            self._file(row)

    def _is_as_filed(self, row: ArchiveRow) -> bool:
        try:
            return self.path(row.number).read_bytes() == row.text.encode()
        except OSError:
            return False

    def _file(self, row: ArchiveRow) -> None:
        path = self.path(row.number)
        try:
            if path.exists() and not self._is_as_filed(row):
                return  # never written over; `verify` tells that the two differ
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
            with temporary.open("wb") as stream:
                stream.write(row.text.encode())
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(path)
        except OSError as error:
            raise ArchiveError(f"{path}: cannot be written: {error}") from error
        self._rows.archive_row_filed(row.number)


def live_items(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Item]]:
    """Every item that is still to be there, with its entry."""
    known = tuple(entries)
    deleted = {
        (item.of, item.name, item.sha256)
        for each in known
        if each.kind is EntryKind.DELETION
        for item in each.items
    }
    for entry in known:
        if entry.kind is not EntryKind.DELETION:
            for item in entry.items:
                if (entry.number, item.name, item.sha256) not in deleted:
                    yield entry, item


def gone_objects(entries: Iterable[Entry]) -> set[str]:
    """The objects that were deleted and that nothing else in the archive needs."""
    known = tuple(entries)
    deleted = {
        item.sha256
        for each in known
        if each.kind is EntryKind.DELETION
        for item in each.items
    }
    return deleted - {item.sha256 for _entry, item in live_items(known)}
