"""The record at size: adding, verifying, taking out, beside the bare work, in one run.

An archive of briefings is made of random bytes in the sizes of the demo's files. (a)
`archive verify` beside hashlib over the same files, one after the other; (b) an export
as a bag beside copying each file and hashing the copy. Memory is the most that Python
held, for an archive and for one four times as large.
"""

import hashlib
import os
import shutil
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from briefing.adapters.database import Database, open_database
from briefing.adapters.database.blobs import Blobs
from briefing.archive.keeping import Archive, Draft
from briefing.archive.numbering import Scheme
from briefing.archive.verify import sha256_of, verify
from briefing.domain.archive import EntryKind, Item, ItemKind
from briefing.pipeline.export import export

MANY, FEW = 1_000, 250
MEGABYTE = 1_000_000
GOAL = 200
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
BRIEFINGS = (("notat.docx", 48_000), ("notat.pdf", 62_000), ("notat.json", 24_000))
OTHERS = (
    (ItemKind.ASSESSMENT, "assessment.json", 40_000),
    (ItemKind.ASSESSMENT, "proposal.json", 6_000),
    (ItemKind.REVIEWS, "reviews.json", 1_000),
    (ItemKind.SOURCE, "lov.warc", 160_000),
    (ItemKind.SOURCE, "bilag.warc", 60_000),
)
LINE: Any = SimpleNamespace(settings=SimpleNamespace(profiles={}))


def _items(archive: Archive) -> Iterator[Item]:
    for name, size in BRIEFINGS:
        yield archive.keep(ItemKind.BRIEFING, name, os.urandom(size), "x/y")
    for kind, name, size in OTHERS:
        yield archive.keep(kind, name, os.urandom(size), "x/y")


def _filled(folder: Path, store: Database, count: int) -> Archive:
    """An archive of so many briefings, three to a matter."""
    place = folder / "archive"
    archive = Archive(place, Blobs(place / "objects"), store, Scheme())
    for number in range(count):
        items = tuple(_items(archive))
        archive.add(
            Draft(
                EntryKind.BRIEFING,
                AT + timedelta(hours=number),
                items,
                ref=f"dk/folketinget/20261/L{number // 3}",
                profile="lef",
                version=number % 3 + 1,
                title="Forslag til lov om ændring af lov om arbejdsmiljø",
                about={"language": "da"},
            )
        )
    return archive


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _hashed(files: list[Path]) -> None:
    for each in files:
        hashlib.sha256(each.read_bytes()).digest()


def _copied(files: list[Path], into: Path) -> None:
    into.mkdir()
    for number, each in enumerate(files):
        target = into / str(number)
        shutil.copyfile(each, target)
        sha256_of(target)


def _peak(work: Callable[[], object]) -> float:
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / MEGABYTE


def run(many: int = MANY, few: int = FEW) -> Iterator[tuple[str, str]]:
    """The lines of the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = open_database(folder / "many")
        adding = _seconds(lambda: _filled(folder / "many", store, many))
        place = folder / "many" / "archive"
        archive = Archive(place, Blobs(place / "objects"), store, Scheme())
        yield "archive: entries added per second", f"{many / adding:.0f}"
        yield from _verified(archive)
        yield from _exported(archive, folder)
        small = open_database(folder / "few")
        less = _filled(folder / "few", small, few)
        for label, of in ((f"{few}", less), (f"{many}", archive)):
            peak = _peak(lambda of=of: verify(of))  # type: ignore[misc]  # the loop's own
            yield f"archive: verify, most memory for {label} entries, MB", f"{peak:.1f}"
        store.close()
        small.close()


def _verified(archive: Archive) -> Iterator[tuple[str, str]]:
    files = [e for e in (archive.folder / "objects").rglob("*") if e.is_file()]
    size = sum(each.stat().st_size for each in files) / MEGABYTE
    _hashed(files)  # once, so that both find the files in memory
    plain = _seconds(lambda: _hashed(files))
    found = []
    own = _seconds(lambda: found.append(verify(archive)))
    assert found[0].faults == ()
    assert found[0].objects == len(files)
    yield "archive: size, MB", f"{size:.0f}"
    yield f"archive: verify, MB/s (goal {GOAL})", f"{size / own:.0f}"
    yield "archive: hashlib alone on the same files, MB/s", f"{size / plain:.0f}"
    yield "archive: verify beside hashlib alone", f"{plain / own:.2f}x"


def _exported(archive: Archive, folder: Path) -> Iterator[tuple[str, str]]:
    entries = archive.entries()
    files = [e for e in (archive.folder / "objects").rglob("*") if e.is_file()]
    plain = _seconds(lambda: _copied(files, folder / "copies"))
    own = _seconds(lambda: export(LINE, archive, entries, folder / "bag"))
    yield (
        "export: briefings per second, as a validated bag",
        f"{len(entries) / own:.0f}",
    )
    yield f"export: seconds for {len(entries)} briefings", f"{own:.1f}"
    yield "export: time beside copying and hashing once", f"{own / plain:.1f}x"


if __name__ == "__main__":
    for label, value in run():
        sys.stdout.write(f"{label:60} {value:>12}\n")
