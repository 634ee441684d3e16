"""PDF to blocks: pages in order, running headers gone, paragraphs made whole.

Text comes from pypdfium2. The pages that hold a table a briefing needs (the summary
table, the comparison with the law in force) are read by pdfplumber, cell by cell.
"""

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import pdfplumber
import pypdfium2
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from briefing.documents.blocks import Block
from briefing.documents.cleaning import clean, join_lines
from briefing.documents.headings import (
    ANNEX,
    ARTICLE,
    CHAPTER,
    PROVISION,
    eu_heading,
    main_heading,
    note_heading,
    numbered_heading,
)
from briefing.errors import DocumentError, ScannedWithoutText

MOST_PAGES = 3000
MOST_TABLE_PAGES = 200
MOST_LETTERS = 30_000
EDGE_LINES = 3
TABLE_PAGE = re.compile(
    r"Positive konsekvenser|Negative konsekvenser|sammenholdt med gældende|Høringsliste"
    r"|Gældende (?:formulering|lov)\s+Lovforslaget|Høringssvar\s+modtaget",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"^(?:§\s*\d|»?§\s*\d+|Stk\.\s*\d|\d{1,3}[.)]\s|[a-zæøå]\)\s|[–•·▪-]\s|\(\d+\)\s|»)"
)
_BROKEN_WORD = re.compile("[\ufffe\x02]\\s*")
_DIGITS = re.compile(r"\d+")
_CLOSERS = frozenset('.:;?!»«”"')
_ABBREVIATED = ("jf.", "nr.", "stk.", "pkt.", "kap.", "art.", "ca.", " s.", "bl.a.")
_PAGE_NUMBER = re.compile(
    r"^(?:side |page |s\. )?[-–]?\s*\d{1,4}(?:\s*(?:af|of|/)\s*\d{1,4})?\s*[-–]?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text and the page it stands on; `cells` for a row of a table."""

    text: str
    page: int
    cells: tuple[str, ...] = ()


def read_pdf(body: bytes) -> tuple[list[Block], int]:
    """The blocks of a PDF in reading order, and its number of pages.

    Raises ScannedWithoutText when there are pages but no text, DocumentError when
    the bytes are no PDF that can be read.
    """
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        raise DocumentError(f"not a PDF that can be read: {error}") from error
    try:
        if len(document) > MOST_PAGES:
            raise DocumentError(f"{len(document)} pages; at most {MOST_PAGES} are read")
        pages = [_page_lines(document, number) for number in range(len(document))]
    finally:
        document.close()
    if not any(line for page in pages for line in page):
        raise ScannedWithoutText(f"{len(pages)} pages without a letter of text")
    running = _running_lines(pages)
    pages = [_trim(page, running) for page in pages]
    tables = _table_pages(body, pages, running)
    lines = [
        line
        for number, page in enumerate(pages, 1)
        for line in tables.get(number) or [_Line(text, number) for text in page]
    ]
    return list(_paragraphs(lines)), len(pages)


def page_texts(body: bytes) -> list[str]:
    """The text of each page, headers and footers included, as it stands.

    Raises DocumentError when the bytes are no PDF that can be read.
    """
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        raise DocumentError(f"not a PDF that can be read: {error}") from error
    try:
        return ["\n".join(_page_lines(document, n)) for n in range(len(document))]
    finally:
        document.close()


def _page_lines(document: pypdfium2.PdfDocument, number: int) -> list[str]:
    try:
        page = document[number]
        try:
            textpage = page.get_textpage()
            text = textpage.get_text_range()
            textpage.close()
        finally:
            page.close()
    except pypdfium2.PdfiumError as error:
        raise DocumentError(f"page {number + 1} cannot be read: {error}") from error
    # pdfium marks a hyphen at a line's end with U+FFFE or U+0002.
    text = _BROKEN_WORD.sub("-\n", text)
    return [line for each in text.splitlines() if (line := each.strip())]


def _running_lines(pages: Sequence[list[str]]) -> set[str]:
    """The shapes of headers and footers: edge lines that most pages repeat."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(line) for line in page[:EDGE_LINES] + page[-EDGE_LINES:]})
    often = min(len(pages), max(3, len(pages) // 3)) if len(pages) > 1 else 2
    return {shape for shape, count in seen.items() if count >= often}


def _shape(line: str) -> str:
    return _DIGITS.sub("#", line).casefold()


def _trim(page: list[str], running: set[str]) -> list[str]:
    def is_running(line: str) -> bool:
        return _shape(line) in running or bool(_PAGE_NUMBER.match(line))

    start, end = 0, len(page)
    while start < min(EDGE_LINES, end) and is_running(page[start]):
        start += 1
    while end > max(start, len(page) - EDGE_LINES) and is_running(page[end - 1]):
        end -= 1
    return page[start:end] or page


def _table_pages(
    body: bytes, pages: Sequence[list[str]], running: set[str]
) -> dict[int, list[_Line]]:
    """The lines and rows of the pages that hold a table; the rest stay as they are."""
    found: dict[int, list[_Line]] = {}
    starts = [
        number
        for number, page in enumerate(pages, 1)
        if TABLE_PAGE.search(" ".join(page))
    ]
    if not starts:
        return found
    try:
        with pdfplumber.open(BytesIO(body)) as document:
            for start in starts:
                _follow_table(document, start, pages, running, found)
    except (PDFException, PdfminerException, ValueError, KeyError, TypeError):
        return found  # the plain text of these pages is used instead
    return found


def _follow_table(
    document: pdfplumber.pdf.PDF,
    start: int,
    pages: Sequence[list[str]],
    running: set[str],
    found: dict[int, list[_Line]],
) -> None:
    """Read a page and those after it for as long as a table runs on at their foot.

    A page with more than MOST_LETTERS is left as plain text, and so is everything
    after MOST_TABLE_PAGES: the cost of finding tables grows with every letter.
    """
    for number in range(start, len(pages) + 1):
        letters = sum(len(line) for line in pages[number - 1])
        full = len(found) >= MOST_TABLE_PAGES or letters > MOST_LETTERS
        if full or number in found:
            return
        page = document.pages[number - 1]
        lines = [
            line
            for line in _plumbed(page, number)
            if line.cells or _shape(line.text) not in running
        ]
        page.close()
        has_table = any(line.cells for line in lines)
        if has_table:
            found[number] = lines
        ends = not (lines and lines[-1].cells)
        if ends and (has_table or number > start):  # else its title stands alone
            return


def _plumbed(page: pdfplumber.page.Page, number: int) -> Iterator[_Line]:
    """A page as lines above, rows inside and lines below each of its tables."""
    top = page.bbox[1]
    for table in sorted(page.find_tables(), key=lambda each: each.bbox[1]):
        yield from _text_lines(page, number, top, table.bbox[1])
        for row in table.extract():
            cells = tuple(join_lines((cell or "").split("\n")) for cell in row)
            if any(cells):
                yield _Line(" | ".join(cells), number, cells)
        top = table.bbox[3]
    yield from _text_lines(page, number, top, page.bbox[3])


def _text_lines(
    page: pdfplumber.page.Page, number: int, top: float, bottom: float
) -> list[_Line]:
    if bottom - top < 1:
        return []
    part = page.crop((page.bbox[0], top, page.bbox[2], bottom), strict=False)
    lines = [line.strip() for line in (part.extract_text() or "").splitlines()]
    return [
        _Line(line, number) for line in lines if line and not _PAGE_NUMBER.match(line)
    ]


def _paragraphs(lines: Sequence[_Line]) -> Iterator[Block]:
    """Lines joined to paragraphs; a paragraph stands on the page where it begins."""
    width = _usual_width(lines)
    gathered: list[_Line] = []
    for line in lines:
        if line.cells:
            yield from _joined(gathered)
            gathered = []
            yield Block(clean(line.text), line.page, cells=line.cells)
            continue
        if gathered and _breaks(gathered, line, width):
            yield from _joined(gathered)
            gathered = []
        gathered.append(line)
    yield from _joined(gathered)


def _joined(lines: list[_Line]) -> list[Block]:
    text = join_lines([each.text for each in lines])
    return [Block(text, lines[0].page)] if text else []


def _usual_width(lines: Sequence[_Line]) -> float:
    lengths = [len(line.text) for line in lines if not line.cells]
    if len(lengths) < 2:  # noqa: PLR2004 - quantiles need two
        return 90
    return statistics.quantiles(lengths, n=10)[-1]


def is_heading_line(text: str) -> bool:
    """Whether a line is a heading by its form or by the words of the guide."""
    if not (text[0].isupper() or text[0].isdigit() or text[0] == "§"):
        return False
    return bool(
        PROVISION.match(text)
        or note_heading(text)
        or main_heading(text)
        or ARTICLE.match(text)
        or CHAPTER.match(text)
        or ANNEX.match(text)
        or eu_heading(text)
        or (numbered_heading(text) and not text.endswith("."))
    )


def _breaks(before: list[_Line], line: _Line, width: float) -> bool:
    """Whether a new paragraph begins with this line."""
    last = before[-1].text
    if _heads(line.text, last, width):
        return True
    if len(before) == 1 and is_heading_line(last):
        wraps = len(last) > 0.55 * width and line.text[0].islower()
        return not wraps
    if len(before) == 2 and is_heading_line(before[0].text):  # noqa: PLR2004 - wrapped
        return True
    if _ends(last):
        return len(last) < 0.85 * width or bool(_ITEM.match(line.text))
    if _ITEM.match(line.text) and len(last) < 0.75 * width:
        return True
    apart = line.text[0].isupper() or line.text[0] in "(§»"
    return apart and len(last) < 0.6 * width and last[-1] not in "-,"


def _heads(text: str, last: str, width: float) -> bool:
    """Whether a line is a heading, given the line before it."""
    if _ends(last) or len(last) < 0.8 * width:
        return not last.endswith("-") and is_heading_line(text)
    return bool(PROVISION.match(text) or note_heading(text))


def _ends(line: str) -> bool:
    """Whether a line ends a sentence, and not merely an abbreviation."""
    return line[-1] in _CLOSERS and not line.endswith(_ABBREVIATED)
