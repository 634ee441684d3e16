"""HTML and plain text to blocks.

The EU's texts are Word files turned into paragraphs whose class says what they are:
headings of an explanatory memorandum, numbers in a span of their own that nothing
parts from the text, and calls of footnotes, which are left out because "50" with
footnote 38 would else be read as 5038.
"""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from briefing.documents.blocks import Block
from briefing.documents.cleaning import clean, join_lines

_DROPPED = ("script", "style", "nav", "noscript", "template", "svg", "form", "head")
_HEADING = re.compile(r"h[1-6]$")
_DECLARATION = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*<\?xml\b[^>]{0,200}?\?>", re.IGNORECASE
)
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([A-Za-z][\w.-]{0,40})[\"']")
_NOTE_CALLS = ".FootnoteReference, .footnoteRef"
_NUMBER = "span.num"
_LEVELS = {
    "ManualHeading1": 1,
    "ManualHeading2": 2,
    "ManualHeading3": 3,
    "ManualHeading4": 4,
    "SectionTitle": 1,
    "ChapterTitle": 1,
}
"""Classes of the EU's texts that are headings, and how deep."""
_PIECES = {
    *("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "dt", "dd"),
    *("blockquote", "pre", "figcaption", "caption"),
}
_HOLDERS = _PIECES | {
    *("div", "section", "article", "table", "ul", "ol", "dl", "main", "tbody", "body"),
    *("thead", "header", "footer", "fieldset", "figure", "aside"),
}


def read_html(body: bytes) -> list[Block]:
    """Headings, paragraphs, list items and table rows of a page, in order."""
    soup = _soup(body)
    for tag in soup(list(_DROPPED)):
        tag.decompose()
    _part_numbers(soup)
    root = soup.body or soup
    return [block for block in _walk(root) if block.text]


def _soup(body: bytes) -> BeautifulSoup:
    """The tree of a page; a declaration of XML is taken off.

    The encoding that it names counts where the bytes are not UTF-8, since it has been
    seen to be wrong.
    """
    declaration = _DECLARATION.match(body)
    if not declaration:
        return BeautifulSoup(body, "lxml")
    rest = body[declaration.end() :]
    try:
        return BeautifulSoup(rest.decode("utf-8"), "lxml")
    except UnicodeDecodeError:
        found = _ENCODING.search(declaration[0])
        named = found[1].decode() if found else None
        return BeautifulSoup(rest, "lxml", from_encoding=named)


def _part_numbers(soup: BeautifulSoup) -> None:
    """Set numbers and lines apart from what follows; drop bullets and note calls."""
    for call in soup.select(_NOTE_CALLS):
        call.extract()
    for line in soup("br"):
        line.replace_with("\n")
    for number in soup.select(_NUMBER):
        is_bullet = not any(each.isalnum() for each in number.get_text())
        if is_bullet and number.parent and _level(number.parent):
            number.decompose()
        else:
            number.append(" ")


def _level(tag: Tag) -> int:
    """The level of a heading by its name or its class; 0 for any other."""
    if _HEADING.match(tag.name):
        return int(tag.name[1])
    return max((_LEVELS.get(each, 0) for each in tag.get_attribute_list("class")),
               default=0)  # fmt: skip


def _walk(tag: Tag) -> Iterator[Block]:
    """Blocks of a container; text that stands loose in it is a paragraph too."""
    loose: list[str] = []
    for child in tag.children:
        if isinstance(child, Tag) and _is_block(child):
            yield from _flush(loose)
            yield from _block(child)
        elif isinstance(child, (Tag, NavigableString)):
            loose.append(_words(child))
    yield from _flush(loose)


def _is_block(tag: Tag) -> bool:
    return tag.name in _HOLDERS or tag.find(list(_HOLDERS)) is not None


def _block(tag: Tag) -> Iterator[Block]:
    if tag.name == "tr":
        cells = tuple(clean(_words(cell)) for cell in tag.find_all(["td", "th"]))
        if any(cells):
            yield Block(" | ".join(cells), cells=cells)
    elif tag.name in _PIECES and tag.find(list(_HOLDERS)) is None:
        text = clean(_words(tag))
        yield Block(text, level=_level(tag), is_item=tag.name == "li")
    else:
        yield from _walk(tag)


def _flush(loose: list[str]) -> Iterator[Block]:
    text = clean(" ".join(loose))
    loose.clear()
    if text:
        yield Block(text)


def _words(element: PageElement) -> str:
    text = element.get_text() if isinstance(element, Tag) else str(element)
    return " ".join(text.split())


def read_text(body: bytes) -> list[Block]:
    """Plain text: paragraphs are parted by blank lines."""
    text = body.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    paragraphs = re.split(r"\n\s*\n", text)
    joined = [join_lines(each.split("\n")) for each in paragraphs]
    return [Block(each) for each in joined if each]
