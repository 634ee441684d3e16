"""Two stores and folders of the fault campaign, compared table by table.

Left out are moments of time, numbers that a table counts by itself, and hashes of
what holds a moment; Word files are compared by their text. Where a fault made a
document late, a version of a briefing tells so: the latest ones are compared.
"""

import json
import re
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?(\+\d\d:\d\d|Z)?")
_HOST = re.compile(r"127\.0\.0\.1:\d+")
_VERSION = re.compile(r"_v\d+")
_TIMES = {
    "at",
    "seconds",
    "number",
    "id",
    "entry",
    "tries",
    "requests",
    "size",
    "previous",
    "made_from",
}
_LATEST = {"assessments", "briefings"}
_OWN = {"alembic_version", "sqlite_sequence", "sweeps", "deliveries", "archive_entries"}
"""Tables that are compared by rules of their own, or say nothing of the work."""
_TOGETHER = {
    "search_entries": "search_entries LEFT JOIN search_passages ON entry = id",
}
"""Tables that are compared with what belongs to each of their rows."""
_INSIDE = ("_data", "_idx")
"""How SQLite calls the insides of a text index, which are laid out as it grew."""

Rows = Counter[str]


def differences(clean: Path, other: Path) -> list[str]:
    """What one folder has and the other has not; empty when they are equal."""
    found = []
    for name in sorted({*tables(clean), *tables(other)}):
        ours, theirs = (_rows(each, name) for each in (clean, other))
        found += _unlike(name, ours, theirs)
    found += _unlike("archive", _archived(clean), _archived(other))
    found += _unlike("mail", _mails(clean), _mails(other))
    found += _unlike("files", _files(clean), _files(other))
    return found


def tables(folder: Path) -> tuple[str, ...]:
    """The tables that are compared row by row."""
    with closing(sqlite3.connect(folder / "data" / "briefing.db")) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
        return tuple(
            name for (name,) in rows if name not in _OWN and not name.endswith(_INSIDE)
        )


def read(folder: Path, name: str) -> list[dict[str, Any]]:
    """Every row of a table."""
    with closing(sqlite3.connect(folder / "data" / "briefing.db")) as connection:
        connection.row_factory = sqlite3.Row
        rows = connection.execute(f"SELECT * FROM {_TOGETHER.get(name, name)}")  # noqa: S608 - a name from the store itself
        return [dict(row) for row in rows]


def _unlike(name: str, ours: Rows, theirs: Rows) -> Iterator[str]:
    for sign, rows in (("-", ours - theirs), ("+", theirs - ours)):
        for text, count in rows.items():
            yield f"{sign} {name} x{count}: {text}"


def _rows(folder: Path, name: str) -> Rows:
    rows = read(folder, name)
    if name in _LATEST:
        last = Counter[tuple[str, str]]()
        for row in rows:
            key = row["ref"], row["profile"]
            last[key] = max(last[key], row["version"])
        rows = [e for e in rows if e["version"] == last[e["ref"], e["profile"]]]
    is_counted = name in _LATEST or name == "reviews"
    return Counter(_bare(row, counted=is_counted) for row in rows)


def _bare(row: dict[str, Any], *, counted: bool) -> str:
    """A row without moments, and without its count where that is of versions."""
    kept = {
        key: value
        for key, value in row.items()
        if key not in _TIMES and not key.endswith("_at") and "hash" not in key
    }
    if counted:
        kept = {key: value for key, value in kept.items() if key != "version"}
        kept.pop("sha256", None)
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, default=repr)
    text = _HOST.sub("host", _MOMENT.sub("T", text))
    text = re.sub(r'\\"input_hash\\": ?\\"\w+\\"', "", text)
    text = re.sub(r'\\"version\\": ?\d+', "", text) if counted else text
    return _VERSION.sub("_v", text) if counted else text


def _archived(folder: Path) -> Rows:
    """What each entry of the record holds, whatever its number."""
    found = Rows()
    for row in read(folder, "archive_entries"):
        entry = json.loads(row["text"])
        names = sorted(_VERSION.sub("_v", each["name"]) for each in entry["items"])
        found[f"{entry['kind']} {entry['ref']} {entry['profile']} {names}"] += 1
    return found


def _mails(folder: Path) -> Rows:
    """To whom what was recorded, and what it says."""
    found = Rows()
    for row in read(folder, "deliveries"):
        path = folder / "data" / "blobs" / row["sha256"][:2] / row["sha256"]
        mail = message_from_bytes(path.read_bytes(), _class=EmailMessage,
                                  policy=default)  # type: ignore[arg-type]  # typeshed  # fmt: skip
        body = mail.get_body(("plain",))
        text = _HOST.sub("host", body.get_content() if body else "")
        files = sorted(e.get_filename() or "" for e in mail.iter_attachments())
        names = [_VERSION.sub("_v", each) for each in files]
        key = re.sub(r"/\d+/(?=\w{16}$)", "/", row["key"])
        found[f"{key} {row['subject']} {names} {text}"] += 1
    return found


def _files(folder: Path) -> Rows:
    """What people open: names, and the text of Word files; latest versions only."""
    paths = [e for e in (folder / "output").rglob("*") if e.is_file()]
    return Rows(
        {
            f"{_VERSION.sub('_v', str(path.relative_to(folder)))} {_text(path)}": 1
            for path in _latest(paths)
        }
    )


def _latest(paths: Iterable[Path]) -> Iterator[Path]:
    best: dict[str, Path] = {}
    for path in sorted(paths, key=lambda each: (len(each.name), each.name)):
        best[str(path.with_name(_VERSION.sub("_v", path.name)))] = path
    yield from best.values()


def _text(path: Path) -> str:
    if path.suffix != ".docx":
        return ""
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("word/document.xml").decode()
    words = re.sub(r"<[^>]+>", " ", xml)
    words = re.sub(r"((?:Lavet|Godkendt).{0,60}?) kl\. \d\d\.\d\d", r"\1", words)
    return _HOST.sub("host", re.sub(r"\bv\d+\b", "v", " ".join(words.split())))


def leftovers(folder: Path) -> int:
    """Files that were being written when something ended."""
    return sum(1 for each in folder.rglob("*.part"))


def interim(folder: Path) -> int:
    """Versions of assessments that a later one has replaced."""
    rows = read(folder, "assessments")
    return len(rows) - len({(each["ref"], each["profile"]) for each in rows})
