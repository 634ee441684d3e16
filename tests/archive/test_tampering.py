"""One byte changed anywhere is found: in the archive, in its rows, in a bag of it."""

import hashlib
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree
from warcio.archiveiterator import ArchiveIterator

from briefing.adapters.database import Database, open_database
from briefing.adapters.database.blobs import Blobs
from briefing.archive.bag import make_bag
from briefing.archive.export import describe, lay_out
from briefing.archive.keeping import Archive, Draft
from briefing.archive.metadata import DC, TERMS
from briefing.archive.numbering import Scheme
from briefing.archive.verify import verify
from briefing.archive.warc import MEDIA_TYPE, as_warc
from briefing.domain.archive import ArchiveRow, EntryKind, ItemKind
from briefing.errors import ArchiveError

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
BODY = "Lov om løn\r\n\r\n".encode() * 40
ROUNDS = 12


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    """The store that holds the archive's copy."""
    database = open_database(tmp_path / "data")
    yield database
    database.close()


def archive_of(folder: Path, store: Database) -> Archive:
    """The archive in a data folder."""
    place = folder / "archive"
    scheme = Scheme("J.nr. Å/{year}-{number}")
    return Archive(place, Blobs(place / "objects"), store, scheme)


def add(archive: Archive, number: int) -> None:
    """One briefing with a source, under a case number with letters and a slash."""
    source = as_warc(
        BODY + bytes([number]), url=f"https://x/{number}", sha256=f"{number:064}",
        content_type="text/html", fetched_at=AT, headers={"ETag": f"{number}"},
    )  # fmt: skip
    items = (
        archive.keep(ItemKind.BRIEFING, f"notat {number}.docx", BODY, "x/y", title="n"),
        archive.keep(ItemKind.SOURCE, "lov.warc", source, MEDIA_TYPE),
        archive.keep(ItemKind.SOURCE, "LOV.warc", BODY[: number + 9], MEDIA_TYPE),
    )
    title = "Forslag om »Ærø« & Så " * 500
    archive.add(
        Draft(EntryKind.BRIEFING, AT, items, ref=f"dk/ft/L{number}", profile="lef",
              version=1, title=title, about={"language": "da"})
    )  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path, store: Database) -> Archive:
    """Three briefings on as many matters."""
    found = archive_of(tmp_path / "data", store)
    for number in range(3):
        add(found, number)
    return found


@pytest.fixture
def bag(archive: Archive, tmp_path: Path) -> Path:
    """All of it as a bag."""
    folder = tmp_path / "bag"
    describe(lay_out(archive, archive.entries(), folder), folder, lambda _p: "Æ & Ø")
    make_bag(folder, {"Source-Organization": "Lønmodtagernes Forbund"})
    return folder


def flipped(path: Path, place: int, bit: int) -> bytes:
    """Change one bit of a file; what it held before."""
    whole = path.read_bytes()
    path.write_bytes(whole[:place] + bytes([whole[place] ^ bit]) + whole[place + 1 :])
    return whole


def test_a_random_byte_of_any_file_of_the_archive_is_found(archive: Archive) -> None:
    """Every object and every entry, at places drawn anew for each round."""
    drawn = random.Random(8493)  # noqa: S311 - places, no secrets
    files = [each for each in archive.folder.rglob("*") if each.is_file()]
    assert 3 + 1 + 3 + 3 == len(files)
    for path in files * ROUNDS:
        place = drawn.randrange(path.stat().st_size)
        whole = flipped(path, place, 1 << drawn.randrange(8))
        faults = verify(archive).faults
        assert any(str(path) in each.where for each in faults), (path, place)
        path.write_bytes(whole)
    assert () == verify(archive).faults


@pytest.mark.parametrize("column", [e.name for e in fields(ArchiveRow)])
def test_a_change_in_any_column_of_any_row_is_found(
    archive: Archive, tmp_path: Path, column: str
) -> None:
    """But for the mark that a file is written, which then is looked at again."""
    for number in (1, 2, 3):
        with sqlite3.connect(tmp_path / "data" / "briefing.db") as connection:
            (value,) = connection.execute(
                f"SELECT {column} FROM archive_entries WHERE number = ?",  # noqa: S608 - a column of ours
                (number,),
            ).fetchone()
            if column == "filed":
                other: object = 0
            else:
                other = value + 7 if isinstance(value, int) else f"{value[:-1]}\x00"
            change = f"UPDATE archive_entries SET {column} = ? WHERE number = ?"  # noqa: S608 - likewise
            connection.execute(change, (other, number))
        if column == "filed":
            before = archive.path(number).read_bytes()
            assert () == verify(archive).faults
            assert before == archive.path(number).read_bytes()
            continue
        assert verify(archive).faults
        key = other if column == "number" else number
        with sqlite3.connect(tmp_path / "data" / "briefing.db") as connection:
            connection.execute(change, (value, key))
        assert () == verify(archive).faults


def test_an_entry_is_never_written_over_from_the_database(
    archive: Archive, tmp_path: Path
) -> None:
    """A row that was changed and marked as unwritten does not reach the file."""
    before = archive.path(3).read_bytes()
    with sqlite3.connect(tmp_path / "data" / "briefing.db") as connection:
        connection.execute(
            "UPDATE archive_entries SET filed = 0, "
            "text = replace(text, 'notat', 'andet') WHERE number = 3"
        )
    assert verify(archive).faults
    assert before == archive.path(3).read_bytes()


def test_a_folder_without_its_database_is_left_alone(
    archive: Archive, tmp_path: Path
) -> None:
    """Nothing of it is written over, and verifying says what is the matter."""
    other = open_database(tmp_path / "other")
    (tmp_path / "other" / "archive").symlink_to(archive.folder)
    strange = archive_of(tmp_path / "other", other)
    before = {e: e.read_bytes() for e in archive.folder.rglob("*") if e.is_file()}
    with pytest.raises(ArchiveError, match="does not know"):
        add(strange, 1)
    problems = {each.problem for each in verify(strange).faults}
    other.close()
    assert {"The entry is missing in the database."} == problems
    assert before == {
        e: e.read_bytes() for e in archive.folder.rglob("*") if e.is_file()
    }
    assert () == verify(archive).faults


def is_valid(bag: Path) -> bool:
    """What the bagit tool itself says, as a program of its own."""
    command = [sys.executable, "-m", "bagit", "--validate", str(bag)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def test_a_random_byte_of_any_file_of_a_bag_is_found(bag: Path) -> None:
    """Payload and tag files, by the bagit tool and by a reading of the standard."""
    assert is_valid(bag)
    assert [] == read_as_rfc_8493(bag)
    drawn = random.Random(8493)  # noqa: S311 - places, no secrets
    files = sorted(each for each in bag.rglob("*") if each.is_file())
    for path in files:
        place = drawn.randrange(path.stat().st_size)
        whole = flipped(path, place, 1)
        assert read_as_rfc_8493(bag), (path, place)
        path.write_bytes(whole)
    tags = [e for e in files if e.parent == bag and "tagmanifest" not in e.name]
    for path in tags + drawn.sample(files[:-4], 3):
        place = drawn.randrange(path.stat().st_size)
        whole = flipped(path, place, 1)
        assert not is_valid(bag), (path, place)
        path.write_bytes(whole)
    (bag / "data" / "ekstra.txt").write_text("x")
    assert not is_valid(bag)
    assert read_as_rfc_8493(bag)


def test_every_byte_of_the_tag_manifest_counts(bag: Path) -> None:
    """The one file that no other names the hash of: the tool overlooks some of it."""
    path = bag / "tagmanifest-sha256.txt"
    for place in range(path.stat().st_size):
        whole = flipped(path, place, 1)
        assert read_as_rfc_8493(bag), place
        path.write_bytes(whole)


def read_as_rfc_8493(bag: Path) -> list[str]:
    """What is wrong with a bag, read from the standard and from nothing else."""
    declared = "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"
    modern = declared.replace("0.97", "1.0")
    wrong = []
    if (bag / "bagit.txt").read_bytes().decode() not in {declared, modern}:
        wrong.append("bagit.txt")
    payload = _checked(bag, "manifest-sha256.txt", wrong)
    tags = _checked(bag, "tagmanifest-sha256.txt", wrong)
    on_disk = {e.relative_to(bag).as_posix() for e in bag.rglob("*") if e.is_file()}
    if payload != {each for each in on_disk if each.startswith("data/")}:
        wrong.append("the payload is not what the manifest lists")
    others = on_disk - payload - {"tagmanifest-sha256.txt"}
    if not others <= tags or not tags <= others:
        wrong.append("the tag files are not what their manifest lists")
    sizes = [(bag / each).stat().st_size for each in payload & on_disk]
    if (
        f"Payload-Oxum: {sum(sizes)}.{len(sizes)}"
        not in (bag / "bag-info.txt").read_bytes().decode(errors="replace").splitlines()
    ):
        wrong.append("Payload-Oxum")
    return wrong


def _checked(bag: Path, manifest: str, wrong: list[str]) -> set[str]:
    found = set()
    text = (bag / manifest).read_bytes().decode(errors="replace")
    for line in text.split("\n")[:-1]:
        match = re.fullmatch(r"([0-9a-f]{64})[ \t]+(\S.*)", line)
        if match is None:
            wrong.append(f"{manifest}: {line!r}")
            continue
        name = unquote(match[2]) if "%" in match[2] else match[2]
        path = bag / name
        if not path.is_file():
            wrong.append(f"{manifest}: {name} is missing")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != match[1]:
            wrong.append(f"{manifest}: {name} was changed")
        found.add(name)
    if not text.endswith("\n"):
        wrong.append(f"{manifest}: is cut off")
    return found


def test_what_is_in_a_bag_is_read_by_others(bag: Path) -> None:
    """WARC with its digests, Dublin Core in its own namespaces and nothing else."""
    warcs = sorted(bag.rglob("1/sources/lov.warc")) + sorted(bag.rglob("lov.warc"))
    assert warcs
    for path in warcs:
        with path.open("rb") as stream:
            (record,) = [
                (each.rec_headers.get_header("WARC-Payload-Digest"),
                 each.content_stream().read(), each.digest_checker.passed)
                for each in ArchiveIterator(stream, check_digests=True)
            ]  # fmt: skip
        digest, body, passed = record
        assert passed
        assert digest.startswith("sha1:")
        assert body.startswith(BODY)
    described = sorted(bag.rglob("*.dc.xml"))
    assert 3 * 3 == len(described)
    for path in described:
        top = etree.parse(path).getroot()
        names = {etree.QName(each).namespace for each in top}
        assert names <= {DC, TERMS}
        assert "Æ & Ø" == top.findtext(f"{{{DC}}}publisher")


def test_names_that_differ_only_in_case_are_both_taken_out(bag: Path) -> None:
    """On a file system that does not tell them apart, one would replace the other."""
    names = sorted(each.name for each in bag.rglob("sources/*.warc"))
    assert ["LOV~2.warc", "lov.warc"] == sorted(set(names))
    assert 6 == len(names)


_ADDING = """
import sys
from pathlib import Path
sys.path[:0] = [{here!r}]
from test_tampering import add, archive_of
from briefing.adapters.database import open_database
data = Path(sys.argv[1])
archive = archive_of(data, open_database(data))
number = len(archive.rows())
while True:
    add(archive, number % 200)
    number += 1
    print(number, flush=True)
"""


def test_what_was_added_outlives_kill_9(tmp_path: Path) -> None:
    """Killed in the middle of adding, again and again: only ever more, and whole."""
    data = tmp_path / "data"
    script = _ADDING.format(here=str(Path(__file__).parent))
    known: dict[str, bytes] = {}
    for moment in (0.0, 0.013, 0.002, 0.021, 0.007):
        with subprocess.Popen(
            [sys.executable, "-c", script, str(data)], stdout=subprocess.PIPE
        ) as running:
            assert running.stdout is not None
            told = [int(running.stdout.readline()) for _ in range(3)]
            time.sleep(moment)
            running.send_signal(signal.SIGKILL)
        entries = data / "archive" / "entries"
        found = {each.name: each.read_bytes() for each in entries.glob("[0-9]*.json")}
        assert known.items() <= found.items()
        assert told[-1] <= len(found) + 1
        known = found
        store = open_database(data)
        archive = archive_of(data, store)
        assert () == verify(archive).faults
        assert len(archive.rows()) >= told[-1]
        store.close()


def test_two_processes_adding_at_once_take_turns(tmp_path: Path) -> None:
    """Each entry has its own number and follows on the one before."""
    data = tmp_path / "data"
    script = _ADDING.format(here=str(Path(__file__).parent))
    command = [sys.executable, "-c", script, str(data)]
    open_database(data).close()
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE) as first,
        subprocess.Popen(command, stdout=subprocess.PIPE) as second,
    ):
        for each in (first, second):
            assert each.stdout is not None
            assert [int(each.stdout.readline()) for _ in range(4)]
        for each in (first, second):
            each.send_signal(signal.SIGKILL)
    store = open_database(data)
    archive = archive_of(data, store)
    assert () == verify(archive).faults
    numbers = [each.number for each in archive.rows()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert 8 <= len(numbers)
    store.close()


_LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
"""


@pytest.mark.parametrize("limit", [90_000, 200_000])
def test_a_full_disk_leaves_what_was_added_before(tmp_path: Path, limit: int) -> None:
    """The entry that had no room is refused with a sentence; the others are whole."""
    data = tmp_path / "data"
    store = open_database(data)
    add(archive_of(data, store), 199)
    store.close()
    script = _LIMITED + _ADDING.format(here=str(Path(__file__).parent))
    done = subprocess.run(
        [sys.executable, "-c", script, str(data), str(limit)],
        check=False,
        capture_output=True,
        text=True,
    )
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith(("briefing.errors.StoreError", "briefing.errors.Archive"))
    store = open_database(data)
    archive = archive_of(data, store)
    assert () == verify(archive).faults
    assert 1 + len(done.stdout.splitlines()) <= len(archive.rows()) + 1
    add(archive, 198)
    assert () == verify(archive).faults
    store.close()
