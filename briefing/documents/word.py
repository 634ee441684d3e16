"""Word files to blocks: paragraphs and tables in the order they stand."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.oxml.exceptions import InvalidXmlError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from briefing.documents.blocks import Block
from briefing.documents.cleaning import clean
from briefing.errors import DocumentError

UNPACKED_CAP = 64 * 1024 * 1024
_HEADING = re.compile(r"^(?:heading|overskrift|titel|title)\s*(\d)?", re.IGNORECASE)


def read_word(body: bytes) -> list[Block]:
    """The blocks of a .docx; tracked deletions are left out, insertions kept.

    Raises DocumentError when it is no Word file, or unpacks to more than 64 MB.
    """
    _refuse_bomb(body)
    try:
        document = docx.Document(BytesIO(body))
        return [block for block in _blocks(document) if block.text]
    except (OpcError, InvalidXmlError, KeyError, ValueError, etree.LxmlError) as error:
        raise DocumentError(f"not a Word file that can be read: {error}") from error


def _refuse_bomb(body: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            size = sum(each.file_size for each in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise DocumentError(f"not a Word file that can be read: {error}") from error
    if size > UNPACKED_CAP:
        megabytes = size // 1024 // 1024
        raise DocumentError(f"unpacks to {megabytes} MB, which no Word text does")


def _blocks(document: WordDocument) -> Iterator[Block]:
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            yield from _rows(part)
        else:
            yield _paragraph(part)


def _paragraph(paragraph: Paragraph) -> Block:
    text = clean(_text(paragraph))
    style = paragraph.style.name if paragraph.style is not None else ""
    found = _HEADING.match(style or "")
    level = int(found[1] or 1) if found else 0
    properties = paragraph._p.pPr  # noqa: SLF001 - python-docx has no public numbering
    numbered = properties is not None and properties.numPr is not None
    return Block(text, level=level, is_item=numbered and not level)


def _text(paragraph: Paragraph) -> str:
    """The text as it reads once every tracked change is accepted."""
    pieces = []
    for node in paragraph._p.iter(qn("w:t"), qn("w:tab"), qn("w:br")):  # noqa: SLF001 - same
        if any(each.tag == qn("w:del") for each in node.iterancestors()):
            continue
        pieces.append(node.text or "" if node.tag == qn("w:t") else " ")
    return "".join(pieces)


def _rows(table: Table) -> Iterator[Block]:
    for row in table.rows:
        cells = tuple(
            clean(" ".join(_text(each) for each in cell.paragraphs))
            for cell in row.cells
        )
        if any(cells):
            yield Block(" | ".join(cells), cells=cells)
