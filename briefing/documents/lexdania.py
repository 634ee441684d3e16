"""LexDania 2.1 XML (retsinformation.dk) to blocks.

The form of acts and orders is known from recorded documents. That of bills was
never seen: what is recognised is taken, the text of every other element is kept
too, and the names of such elements are reported.
"""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from briefing.documents.blocks import Block
from briefing.documents.cleaning import clean
from briefing.errors import DocumentError

ROOT = "Dokument"
_SKIPPED = {"Meta", "MetaData", "Underskriver"}
_TITLES = {"Titel", "UnderTitel", "DokumentTitel"}
_HEADINGS = {"Rubrica": 3, "Overskrift": 2, "Rubrik": 2}
_CONTAINERS = {
    *("Dokument", "TitelGruppe", "DokumentIndhold", "UnderskriftGruppe", "Hymne"),
    *("Indledning", "Bog", "Afsnit", "Kapitel", "ParagrafGruppe", "Paragraf", "Stk"),
    *("AendringCentreretParagraf", "IkraftCentreretParagraf", "CentreretParagraf"),
    *("AendringsNummer", "Aendring", "AendringDefinition", "AendringAktion"),
    *("AendringNyTekst", "Bilag", "Bemaerkninger", "BilagGruppe", "Index"),
    *("Indentatio", "Exitus", "Explicatus", "Linea", "Char", "Nota", "Aendringer"),
    *("Fodnote", "FodnoteGruppe", "IkraftParagraf", "TerritorialParagraf"),
    *("TerritorialCentreretParagraf", "IndholdsFortegnelse", "Underskrift"),
    *("Rykningsklausul", "Segl", "UnderskriftStedDato"),
}
_PARAGRAPH = {"Linea", "Exitus"}
_TABLE = {"Table", "Tabel", "table"}
_ROW = {"Row", "Tr", "tr", "TableRow"}
_APART = {"Index", "Indentatio", *_TABLE}
"""What stands by itself also where it is written within a paragraph."""


def is_lexdania(body: bytes) -> bool:
    """Whether the bytes begin as a LexDania document does."""
    return b"<Dokument" in body[:2000] and body.lstrip()[:1] in (b"<", b"\xef")


def read_lexdania(body: bytes) -> tuple[list[Block], tuple[str, ...]]:
    """The blocks, and the names of elements that were not recognised.

    Raises DocumentError when the XML is not well formed or not LexDania.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(f"not XML that can be read: {error}") from error
    if _name(root) != ROOT:
        raise DocumentError(f"not LexDania: the root is <{_name(root)}>")
    reader = _Reader()
    blocks = [block for block in reader.walk(root, "", 0) if block.text]
    return blocks, tuple(sorted(reader.unknown))


def _name(element: etree._Element) -> str:
    tag = element.tag
    return etree.QName(tag).localname if isinstance(tag, str) else ""


class _Reader:
    """Walks the tree; keeps the names it did not know."""

    def __init__(self) -> None:
        self.unknown: set[str] = set()

    def walk(self, element: etree._Element, number: str, depth: int) -> Iterator[Block]:
        """Blocks below an element; `number` is what must stand before its text."""
        name = _name(element)
        if name in _SKIPPED or not name:
            return
        if name in _TITLES or name in _HEADINGS:
            level = 1 if name in _TITLES else _HEADINGS[name]
            yield Block(_text(element), level=level)
        elif name in _TABLE:
            yield from self._rows(element)
        elif name in _PARAGRAPH and not _holds_apart(element):
            yield Block(clean(f"{number} {_text(element)}"))
        elif name == "Indentatio":
            yield from _as_item(list(self._container(element, number, depth)))
        elif name == "AendringNyTekst":
            yield from _in_guillemets(list(self._container(element, number, depth)))
        else:
            if name not in _CONTAINERS:
                self.unknown.add(name)
            yield from self._container(element, number, depth)

    def _container(
        self, element: etree._Element, number: str, depth: int
    ) -> Iterator[Block]:
        """The number of a provision goes before its first paragraph only."""
        loose = clean(element.text or "")
        if loose:
            yield Block(clean(f"{number} {loose}"))
            number = ""
        centred = _name(element).endswith("CentreretParagraf")
        for child in element:
            if _name(child) == "Explicatus":
                said = _text(child)
                if centred or _name(element) in ("Kapitel", "Afsnit", "Bog"):
                    yield Block(said, level=0 if centred else 2)
                else:
                    number = clean(f"{number} {said}")
                continue
            produced = False
            for block in self.walk(child, number, depth + 1):
                produced = True
                yield block
            if produced and _name(child) != "Rubrica":
                number = ""
            tail = clean(child.tail or "")
            if tail:
                yield Block(tail)
        if number:
            yield Block(number)

    def _rows(self, table: etree._Element) -> Iterator[Block]:
        rows = [each for each in table.iter() if _name(each) in _ROW]
        if not rows:
            self.unknown.add(_name(table))
            yield Block(_text(table))
        for row in rows:
            cells = tuple(_text(cell) for cell in row if isinstance(cell.tag, str))
            if any(cells):
                yield Block(" | ".join(cells), cells=cells)


def _holds_apart(element: etree._Element) -> bool:
    """Whether a paragraph holds a list or a table."""
    return any(_name(each) in _APART for each in element.iterdescendants())


def _as_item(blocks: list[Block]) -> list[Block]:
    """An item of a list: its first paragraph carries its number."""
    return [replace(blocks[0], is_item=True), *blocks[1:]] if blocks else []


def _in_guillemets(blocks: list[Block]) -> list[Block]:
    """New wording as it is printed: between » and «, which the XML leaves out.

    Words that are in quotation marks themselves within it are no sign that they are
    there already.
    """
    if not blocks or blocks[0].text.startswith("»"):
        return blocks
    blocks[0] = replace(blocks[0], text=f"»{blocks[0].text}")
    blocks[-1] = replace(blocks[-1], text=f"{blocks[-1].text}«")
    return blocks


def _text(element: etree._Element) -> str:
    """The text below an element; runs join as they are, lines with a space."""
    pieces: list[str] = []
    for node in element.iter():
        if not isinstance(node.tag, str):
            continue
        if _name(node) in ("Linea", "Exitus", "Explicatus"):
            pieces.append(" ")
        pieces.append(node.text or "")
        if node is not element:
            pieces.append(node.tail or "")
    return clean(" ".join("".join(pieces).split()))
