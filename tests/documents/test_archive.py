"""Zip files from strangers: opened with care, named as they were meant."""

import io
import zipfile

import pytest

from briefing.documents import archive
from briefing.documents.archive import is_archive, members
from briefing.errors import DocumentError


def zipped(*files: tuple[str, bytes]) -> bytes:
    """A zip file of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as found:
        for name, body in files:
            found.writestr(name, body)
    return stream.getvalue()


def names(body: bytes) -> list[str]:
    """The names of its members."""
    return [each.name for each in members(body)]


def test_members_in_order_without_folders() -> None:
    """Names lose their folders; hidden files and folders are left out."""
    body = zipped(
        ("Høring/Høringsbrev.pdf", b"1"),
        ("__MACOSX/._x.pdf", b"no"),
        ("mappe/", b""),
        (".DS_Store", b"no"),
        ("../../etc/passwd", b"2"),
        ("Undermappe\\Udkast.docx", b"3"),
    )
    assert ["Høringsbrev.pdf", "passwd", "Udkast.docx"] == names(body)
    assert b"1" == members(body)[0].body


def test_two_of_one_name_are_both_kept() -> None:
    """From two folders, the second gets a number."""
    body = zipped(("a/Bilag.pdf", b"1"), ("b/Bilag.pdf", b"2"))
    assert ["Bilag.pdf", "Bilag.pdf (2)"] == names(body)


@pytest.mark.parametrize("encoding", ["utf-8", "cp850"])
def test_names_of_old_programs_are_read_as_danish(encoding: str) -> None:
    """Without the mark of UTF-8 the bytes decide: UTF-8, else the Danish code page."""
    plain = zipped(("HOERING.pdf", b"1"))
    raw = "HØRING.pdf".encode(encoding)
    placeholder = b"HOERING.pdf"
    raw = raw + b"f" * (len(placeholder) - len(raw))
    assert names(plain.replace(placeholder, raw))[0].startswith("HØRING.pdf")


def test_an_office_file_is_no_archive() -> None:
    """Word and OpenDocument files are zip files too, and read as documents."""
    assert is_archive(zipped(("a.pdf", b"1")))
    assert not is_archive(zipped(("[Content_Types].xml", b""), ("word/x.xml", b"")))
    assert not is_archive(zipped(("mimetype", b"application/vnd.oasis")))
    assert not is_archive(b"%PDF-1.7")
    assert not is_archive(b"PK\x03\x04 and then nothing")


@pytest.mark.parametrize("body", [b"PK\x03\x04 broken", b"", b"%PDF"])
def test_what_is_damaged_is_an_error_of_the_document(body: bytes) -> None:
    """Never a crash, never an empty list that looks like success."""
    with pytest.raises(DocumentError, match="cannot be unpacked"):
        members(body)


def test_a_member_that_does_not_unpack_is_an_error() -> None:
    """Bytes changed on the way are found by the checksum."""
    body = bytearray(zipped(("a.txt", b"ordene i teksten " * 50)))
    body[45] ^= 0xFF
    with pytest.raises(DocumentError):
        members(bytes(body))


def test_a_locked_archive_says_so() -> None:
    """The mark of encryption in the entry is enough."""
    body = bytearray(zipped(("a.txt", b"hemmeligt")))
    for sign in (b"PK\x03\x04", b"PK\x01\x02"):
        start = body.index(sign)
        body[start + (6 if sign.endswith(b"\x04") else 8)] |= 1
    with pytest.raises(DocumentError, match="password"):
        members(bytes(body))


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What unpacks to more than is allowed is not unpacked, however small it looks."""
    monkeypatch.setattr(archive, "MOST_BYTES", 1_000_000)
    body = zipped(*((f"{n}.txt", b"0" * 600_000) for n in range(2)))
    assert len(body) < 10_000
    with pytest.raises(DocumentError, match="more than is allowed"):
        members(body)


def test_too_many_files_are_refused() -> None:
    """A folder of thousands is nobody's hearing."""
    body = zipped(*((f"{n}.txt", b"") for n in range(archive.MOST_MEMBERS + 1)))
    with pytest.raises(DocumentError, match="holds 301 files"):
        members(body)
