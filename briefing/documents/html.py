"""HTML and plain text to blocks."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from briefing.documents.blocks import Block
from briefing.documents.cleaning import clean, join_lines

_DROPPED = ("script", "style", "nav", "noscript", "template", "svg", "form", "head")
_HEADING = re.compile(r"h[1-6]$")
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
    soup = BeautifulSoup(body, "lxml")
    for tag in soup(list(_DROPPED)):
        tag.decompose()
    root = soup.body or soup
    return [block for block in _walk(root) if block.text]


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
        level = int(tag.name[1]) if _HEADING.match(tag.name) else 0
        yield Block(clean(_words(tag)), level=level, is_item=tag.name == "li")
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
