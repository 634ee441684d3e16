"""What leaves the archive: a bag that validates, a case system's folder, a sheet."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from briefing.adapters.database import Database, open_database
from briefing.adapters.database.blobs import Blobs
from briefing.archive.bag import make_bag
from briefing.archive.export import describe, drop, lay_out, within
from briefing.archive.keeping import Archive, Draft
from briefing.archive.metadata import DC
from briefing.archive.numbering import Scheme
from briefing.archive.retention import expire, expired
from briefing.archive.sheet import write_sheet
from briefing.archive.warc import MEDIA_TYPE, as_warc
from briefing.domain.archive import EntryKind, ItemKind
from briefing.errors import ArchiveError
from briefing.language import translator

AT = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
HOSTILE = '=HYPERLINK("x") <Løn> & "pension"\x0b'


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Two versions of a briefing that share a source, a year apart."""
    store: Database = open_database(tmp_path / "data")
    folder = tmp_path / "data" / "archive"
    scheme = Scheme("FH/{year}-{number}")
    found = Archive(folder, Blobs(folder / "objects"), store, scheme)
    source = as_warc(
        b"%PDF", url="https://x/a.pdf", sha256="0" * 64, content_type="a/b",
        fetched_at=AT, headers={"ETag": "x", "Content-Encoding": "gzip"},
    )  # fmt: skip
    for version in (1, 2):
        body = f"notat {version}".encode()
        items = (
            found.keep(ItemKind.BRIEFING, f"n v{version}.docx", body, "x/y", title="n"),
            found.keep(ItemKind.BRIEFING, f"n v{version}.pdf", b"%PDF" + body, "x/z"),
            found.keep(ItemKind.SOURCE, "a.warc", source, MEDIA_TYPE, title="Lov"),
        )
        found.add(
            Draft(EntryKind.BRIEFING, AT + timedelta(days=365 * (version - 1)), items,
                  ref="dk/ft/1", profile="lef", version=version, title=HOSTILE,
                  about={"language": "da"})
        )  # fmt: skip
    yield found
    store.close()


def publisher(profile: str) -> str:
    """The organisation behind a profile."""
    return f"Organisationen {profile}"


def test_a_bag_validates_and_tells_what_belongs_together(
    archive: Archive, tmp_path: Path
) -> None:
    """By the bagit tool itself; a changed byte in it does not."""
    bag = tmp_path / "bag"
    placed = lay_out(archive, archive.entries(), bag)
    describe(placed, bag, publisher)
    make_bag(bag, {"Source-Organization": "Ø"})
    command = [sys.executable, "-m", "bagit", "--validate", str(bag)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    data = bag / "data"
    case = data / "FH_2027-1"
    assert b"notat 1" == (case / "000001" / "n_v1.docx").read_bytes()
    assert "dk/ft/1" == json.loads((case / "000002/entry.json").read_text())["ref"]
    relations = {
        (e["subject"].rsplit("/", 1)[-1], e["relation"], e["object"].rsplit("/", 1)[-1])
        for e in json.loads((data / "relations.json").read_text())
    }
    assert {
        ("n_v1.docx", "references", "a.warc"),
        ("n_v1.pdf", "isFormatOf", "n_v1.docx"),
        ("n_v2.docx", "replaces", "n_v1.docx"),
        ("a.warc", "isPartOf", "FH_2027-1".replace("_", "/").rsplit("/", 1)[-1]),
    } <= relations
    core = etree.parse(case / "000001" / "sources" / "a.warc.dc.xml")
    said = {each.tag.split("}")[1]: each.text for each in core.getroot()}
    assert "Organisationen lef" == said["publisher"]
    assert "2027-01-01" == said["date"]
    assert said["title"].endswith(": Lov")
    assert core.find(f"{{{DC}}}source").text == "dk/ft/1"
    (case / "000001" / "n_v1.docx").write_bytes(b"notat 9")
    assert subprocess.run(command, check=False, capture_output=True).returncode == 1


def test_a_period_is_of_danish_days(archive: Archive) -> None:
    """An entry of 23:30 UTC on New Year's Eve is of the new year in Denmark."""
    entries = archive.entries()
    first = within(entries, None, None, date(2026, 12, 31))
    assert () == first
    second = within(entries, None, date(2027, 1, 1), date(2027, 1, 1))
    assert [1] == [each.number for each in second]
    assert () == within(entries, frozenset({"dk/ft/2"}), None, None)


def test_a_loss_stops_the_export(archive: Archive, tmp_path: Path) -> None:
    """Nothing that looks whole is made of an archive that is not."""
    item = archive.entries()[0].items[0]
    archive.object_path(item.sha256).unlink()
    with pytest.raises(ArchiveError, match="archive verify"):
        lay_out(archive, archive.entries(), tmp_path / "bag")


@pytest.mark.parametrize("form", ["xml", "json"])
def test_a_case_system_gets_each_document_with_its_description(
    archive: Archive, tmp_path: Path, form: str
) -> None:
    """Word and PDF, no machine files, each described by a file of its own."""
    folder = tmp_path / "drop"
    written = drop(archive, archive.entries(), folder, publisher, form=form)
    names = sorted(each.name for each in folder.iterdir())
    stems = [f"FH_2027-1_00000{n}_n_v{n}.{e}" for n in (1, 2) for e in ("docx", "pdf")]
    assert sorted([*stems, *(f"{each}.{form}" for each in stems)]) == names
    assert stems == [each.name for each in written]
    text = (folder / f"{stems[0]}.{form}").read_bytes()
    if form == "xml":
        root = etree.fromstring(text)
        said = {each.tag.split("}")[-1]: each.text for each in root}
    else:
        said = json.loads(text)
    assert ("FH/2027-1", stems[0], "1") == (
        said["caseNumber"], said["file"], said["version"],
    )  # fmt: skip
    assert said["title"] == f"{HOSTILE.removesuffix(chr(11))}: n"


def test_the_sheet_has_a_row_for_each_file_and_no_formulas(
    archive: Archive, tmp_path: Path
) -> None:
    """What was deleted stands there as such; a title is never calculated."""
    rules = {ItemKind.SOURCE: timedelta(days=1)}
    last = AT + timedelta(days=900)
    expire(archive, expired(archive, rules, last), by="A", rules=rules, at=last)
    path = tmp_path / "x" / "arkiv.xlsx"
    write_sheet(path, archive.entries(), translator("da"))
    head, *rows = load_workbook(path)["Arkiv"].iter_rows()
    assert "Nr." == head[0].value
    assert 8 == len(rows)
    assert {"s"} == {row[5].data_type for row in rows if row[5].value}
    gone = [row[9].value for row in rows if row[12].value == "ja"]
    assert ["a.warc", "a.warc"] == gone[:2]


def test_a_document_keeps_its_headers_in_warc() -> None:
    """Equal documents are equal bytes; how it was packed is told, not claimed."""
    told = {
        "url": "https://x/a.pdf", "sha256": "0" * 64, "content_type": "application/pdf",
        "fetched_at": AT, "headers": {"ETag": "x", "content-encoding": "gzip"},
    }  # fmt: skip
    body = as_warc(b"%PDF-1.7", **told)  # type: ignore[arg-type]  # of several types
    assert body == as_warc(b"%PDF-1.7", **told)  # type: ignore[arg-type]  # as above
    for line in (b"WARC-Date: 2026-12-31T23:30:00Z", b"ETag: x",
                 b"WARC-Target-URI: https://x/a.pdf", b"Content-Length: 8",
                 b"X-Archive-Orig-content-encoding: gzip"):  # fmt: skip
        assert line in body
    local = as_warc(b"x", **(told | {"url": "udkast.docx"}))  # type: ignore[arg-type]  # as above
    assert b"WARC-Type: resource" in local
    assert b"HTTP/1.1" not in local
