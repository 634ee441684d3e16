"""One file with everything: the store, the bytes it keeps, the archive, the output.

The database is copied first, by SQLite's own online backup, so that the copy is of one
moment while a run is writing; what the copy names was written before it. Files of the
archive's entries that came after that moment are left out. What expiry deletes is kept
from going meanwhile by a lock. The last member is a manifest of hashes.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from filelock import FileLock

from briefing.adapters.database.engine import HEAD
from briefing.errors import BackupError

DATABASE = "briefing.db"
MANIFEST = "manifest.json"
MARK = "backup.json"
"""Beside the store: when the last backup was made, and where."""
_FORM = "briefing-backup/1"
_LEFT_OUT = ("*.db", "*.db-wal", "*.db-shm", "*.lock", ".*", "*.part", MARK)
_PACKED = frozenset({".pdf", ".docx", ".zip", ".xlsx"})
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup holds; `size` is in bytes of what was read."""

    path: str
    files: int
    size: int


@contextmanager
def nothing_deleted(data: Path) -> Iterator[None]:
    """While this is held, no backup is made and no file of the archive is deleted."""
    data.mkdir(parents=True, exist_ok=True)
    with FileLock(data / "deleting.lock"):
        yield


def back_up(
    data: Path, others: Mapping[str, Iterable[Path]], into: Path, at: datetime
) -> BackedUp:
    """Write the backup of a data folder and other places, whole or not at all.

    `others` maps a folder within the backup to the files and folders that go there.
    BackupError when there is no store, or the file cannot be written.
    """
    if not (data / DATABASE).exists():
        raise BackupError("There is no store in {path}.", path=data)
    part = into.with_name(f".{into.name}.part")
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        part.touch(mode=0o600)
        with nothing_deleted(data), zipfile.ZipFile(part, "w", allowZip64=True) as out:
            told = _fill(out, data, others, keep_out={into.resolve(), part.resolve()})
            body = {"form": _FORM, "schema": HEAD, "at": at.isoformat(), "files": told}
            out.writestr(MANIFEST, json.dumps(body, indent=1))
        with part.open("rb") as stream:
            os.fsync(stream.fileno())
        part.replace(into)
        mark = {"at": at.isoformat(), "path": str(into.absolute())}
        (data / MARK).write_text(json.dumps(mark), encoding="utf-8")
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise BackupError("The backup failed: {detail}", detail=error) from error
    return BackedUp(str(into), len(told), sum(each["size"] for each in told.values()))


def last_backup(data: Path) -> datetime | None:
    """When the last backup of a data folder was made; None where none is known."""
    try:
        told = json.loads((data / MARK).read_text(encoding="utf-8"))
        return datetime.fromisoformat(told["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _fill(
    out: zipfile.ZipFile,
    data: Path,
    others: Mapping[str, Iterable[Path]],
    keep_out: set[Path],
) -> dict[str, dict[str, Any]]:
    told: dict[str, dict[str, Any]] = {}
    last = 0
    with tempfile.TemporaryDirectory(dir=data, prefix=".backup-") as folder:
        for path in (data / DATABASE, *sorted(data.glob("*.db"))):
            name, copy = f"data/{path.name}", Path(folder) / path.name
            if name not in told:
                last = max(last, _copy_database(path, copy))
                told[name] = _add(out, copy, name)
    places = [("data", data), *((n, p) for n, some in others.items() for p in some)]
    for name, place in places:
        for path in _files(place, keep_out | {data.resolve()} - {place.resolve()}):
            inside = path.name if place.is_file() else _inside(path, place)
            if name == "data" and _is_later(PurePosixPath(inside), last):
                continue
            told[f"{name}/{inside}"] = _add(out, path, f"{name}/{inside}")
    return told


def _inside(path: Path, place: Path) -> str:
    return path.relative_to(place).as_posix()


def _copy_database(source: Path, target: Path) -> int:
    """Copy the database of one moment; the number of its last archive entry."""
    with (
        closing(sqlite3.connect(source, timeout=60)) as here,
        closing(sqlite3.connect(target)) as there,
    ):
        here.backup(there)
        there.execute("PRAGMA journal_mode=DELETE")
        query = "SELECT count(*) FROM sqlite_master WHERE name = 'archive_entries'"
        if not there.execute(query).fetchone()[0]:
            return 0
        found = there.execute("SELECT max(number) FROM archive_entries").fetchone()
        return int(found[0] or 0)


def _is_later(path: PurePosixPath, last: int) -> bool:
    """Whether a file is of an archive entry that the copied database has not."""
    is_entry = path.parts[:2] == ("archive", "entries") and path.stem.isdecimal()
    return is_entry and int(path.stem) > last


def _files(place: Path, keep_out: set[Path]) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    for path in sorted(place.rglob("*")) if place.is_dir() else ():
        parts = [PurePosixPath(each) for each in path.relative_to(place).parts]
        left = any(part.match(each) for part in parts for each in _LEFT_OUT)
        below = any(each in path.resolve().parents for each in keep_out)
        if path.is_file() and not left and not below and path.resolve() not in keep_out:
            yield path


def _add(out: zipfile.ZipFile, path: Path, name: str) -> dict[str, Any]:
    """Add a file; its hash and size are of what was read, whatever comes later."""
    packed = path.suffix in _PACKED or "objects/" in name or "blobs/" in name
    kind = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    member = zipfile.ZipInfo(name)
    member.compress_type, member.external_attr = kind, 0o600 << 16
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as read, out.open(member, "w", force_zip64=True) as write:
        while chunk := read.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            write.write(chunk)
    return {"sha256": digest.hexdigest(), "size": size}


def restore(file: Path, places: Mapping[str, Path]) -> tuple[str, ...]:
    """Put a backup back; `places` maps each folder within it to where it goes.

    Everything is checked against the manifest before anything is in place. The place
    of `data` must be empty; of the others, what is there already stays, and is named
    in what comes back. BackupError names what is wrong.
    """
    data = places["data"]
    if data.exists() and any(data.iterdir()):
        raise BackupError(
            "{path} is not empty. Move it away first, or give --data another folder.",
            path=data,
        )
    part = data.absolute().with_name(f".{data.name}.restored")
    shutil.rmtree(part, ignore_errors=True)
    try:
        with zipfile.ZipFile(file) as found:
            told = _manifest(found, file)
            for name, expected in told.items():
                _extract(found, name, expected, part / name)
        kept = _put_others(part, places)
        if data.exists():
            data.rmdir()
        (part / "data").rename(data)
    except (OSError, zipfile.BadZipFile, zipfile.LargeZipFile, ValueError) as error:
        raise BackupError(
            "{path} is no whole backup: {detail}", path=file, detail=error
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return kept


def _manifest(found: zipfile.ZipFile, file: Path) -> dict[str, dict[str, Any]]:
    try:
        told = json.loads(found.read(MANIFEST))
    except KeyError as error:
        raise ValueError("it has no manifest") from error
    if told.get("form") != _FORM:
        raise ValueError("its form is not known")
    if told["schema"] > HEAD:
        raise BackupError(
            "{path} was made by a newer version of the program ({found}; this one "
            "knows {known}). Update the program and restore again.",
            path=file,
            found=told["schema"],
            known=HEAD,
        )
    files: dict[str, dict[str, Any]] = told["files"]
    return files


def _extract(
    found: zipfile.ZipFile, name: str, expected: Mapping[str, Any], target: Path
) -> None:
    """One member, checked; ValueError names it when it is not as it was."""
    parts = PurePosixPath(name).parts
    if PurePosixPath(name).is_absolute() or ".." in parts or "\\" in name:
        raise ValueError(f"{name}: leads elsewhere")
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    try:
        with found.open(name) as read, target.open("wb") as write:
            while chunk := read.read(_CHUNK):
                digest.update(chunk)
                write.write(chunk)
    except KeyError as error:
        raise ValueError(f"{name}: is missing") from error
    except zipfile.BadZipFile as error:
        raise ValueError(f"{name}: {error}") from error
    if digest.hexdigest() != expected["sha256"]:
        raise ValueError(f"{name}: was changed")


def _put_others(part: Path, places: Mapping[str, Path]) -> tuple[str, ...]:
    """Put what is not the store in place; the files that were there already."""
    kept = []
    for name, place in places.items():
        for path in sorted((part / name).rglob("*")) if name != "data" else ():
            target = place / path.relative_to(part / name)
            if path.is_dir():
                continue
            if target.exists():
                if target.read_bytes() != path.read_bytes():
                    kept.append(str(target))
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)
    return tuple(kept)
