"""Reading a Word file back: its parts, its texts, its styles."""

import io
import zipfile
from typing import Any

import docx
from docx.oxml.ns import qn


def opened(body: bytes) -> Any:
    """The file as python-docx sees it."""
    return docx.Document(io.BytesIO(body))


def parts(body: bytes) -> dict[str, bytes]:
    """The parts of the package, by name."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text(body: bytes) -> str:
    """The body's text, a line for each paragraph, cells included."""
    return "\n".join(lines(opened(body).element.body))


def header_text(body: bytes) -> str:
    """The text of the first section's header."""
    return "\n".join(lines(opened(body).sections[0].header._element))


def lines(element: Any) -> list[str]:
    """The text of each paragraph in an element."""
    return [
        "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
        for paragraph in element.iter(qn("w:p"))
    ]


def headings(body: bytes) -> list[tuple[int, str]]:
    """Level and text of each heading."""
    found = []
    for each in opened(body).paragraphs:
        name = each.style.name if each.style is not None else ""
        if name.startswith("Heading "):
            found.append((int(name.removeprefix("Heading ")), each.text))
    return found
