"""A zip file of documents, opened with care: its members are whatever somebody sent."""

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from briefing.errors import DocumentError

MOST_MEMBERS = 300
MOST_BYTES = 300 * 1024 * 1024
"""Of all members together, when unpacked."""
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_OFFICE = ("[Content_Types].xml", "mimetype")
"""What makes a zip file a document of an office program itself."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its name without folders, and its bytes."""

    name: str
    body: bytes


def is_archive(body: bytes) -> bool:
    """Whether these bytes are a zip file of files, and no Word file or the like."""
    if not body.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as found:
            return not set(_OFFICE) & set(found.namelist())
    except zipfile.BadZipFile:
        return False


def members(body: bytes) -> tuple[Member, ...]:
    """The files in a zip file, in its order; folders and hidden files left out.

    Raises DocumentError for one that is damaged, locked, too large or too many.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as found:
            return _members(found)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise DocumentError(f"the zip file cannot be unpacked: {error}") from error


def _members(found: zipfile.ZipFile) -> tuple[Member, ...]:
    wanted = [each for each in found.infolist() if _is_wanted(each)]
    if len(wanted) > MOST_MEMBERS:
        raise DocumentError(f"the zip file holds {len(wanted)} files")
    taken: dict[str, bytes] = {}
    left = MOST_BYTES
    for each in wanted:
        name = _name(each)
        if each.flag_bits & _ENCRYPTED:
            raise DocumentError(f"the zip file is locked with a password: {name}")
        with found.open(each) as stream:
            body = stream.read(left + 1)
        left -= len(body)
        if left < 0:
            raise DocumentError("the zip file unpacks to more than is allowed")
        taken[_unique(name, taken)] = body
    return tuple(Member(name, body) for name, body in taken.items())


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(_whole_name(entry)).parts
    inside = [each for each in parts if each != ".."]
    hidden = any(each.startswith((".", "__MACOSX")) for each in inside)
    return not entry.is_dir() and not hidden and bool(parts)


def _name(entry: zipfile.ZipInfo) -> str:
    """The name without folders, whichever way they are written."""
    return PurePosixPath(_whole_name(entry)).name


def _whole_name(entry: zipfile.ZipInfo) -> str:
    """The name as it was meant: UTF-8, else the code page of Danish MS-DOS."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = None
        if raw is not None:
            name = _decoded(raw)
    return name.replace("\\", "/")


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp850")


def _unique(name: str, taken: dict[str, bytes]) -> str:
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name} ({number})"
    return found
