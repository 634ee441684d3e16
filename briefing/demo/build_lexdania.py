"""Example bills as XML with the element names of LexDania 2.1.

No bill was ever seen in this form; acts and orders were. An amending act's elements
are used for the bill itself; new wording stands without the quotation marks that it
is printed with. For the explanatory notes a plain form was chosen: one `Bemaerkninger`
for each main heading, with `Rubrica` for headings and `Exitus` for paragraphs. The
appendix is a `Bilag`.
"""

import re
from collections.abc import Iterator

from lxml import etree

from briefing.demo.markup import Item, ItemKind

_CHANGE = re.compile(r"(\d+)\. (.+)", re.DOTALL)
_NUMBERED = re.compile(r"(§ \d+(?: [a-z])?\.|Stk\. \d+\.) (.+)", re.DOTALL)
_ACT = re.compile(r"Lov(?:om)? ")


def lexdania(items: list[Item], heading: str, accession: str) -> bytes:
    """The XML of a bill; `accession` is its number at retsinformation."""
    root = etree.Element("Dokument", id="eksempel")
    title = next(each.text for each in items if _ACT.match(each.text))
    meta = etree.SubElement(root, "Meta")
    for name, value in {
        "DocumentType": "LFF",
        "AccessionNumber": accession,
        "DocumentTitle": f"Forslag til {title}",
        "Year": accession[:4],
        "Status": "Valid",
        "PopularTitle": heading,
    }.items():
        etree.SubElement(meta, name).text = value
    _title_page(root, items)
    content = etree.SubElement(root, "DokumentIndhold")
    bill, notes = _divided(items)
    for paragraph in bill:
        _provision(content, paragraph)
    for chapter in notes:
        _notes(root, chapter)
    body: bytes = etree.tostring(
        root, xml_declaration=True, encoding="utf-8", pretty_print=True
    )
    return body


def _title_page(root: etree._Element, items: list[Item]) -> None:
    group = etree.SubElement(root, "TitelGruppe")
    for item in items:
        if item.kind is ItemKind.TITLE:
            name = "UnderTitel" if item.text.startswith("(") else "Titel"
            _line(etree.SubElement(group, name), item.text)


def _divided(items: list[Item]) -> tuple[list[list[Item]], list[list[Item]]]:
    """The bill's paragraphs, and its notes by main heading."""
    bill: list[list[Item]] = []
    notes: list[list[Item]] = []
    for item in items:
        if item.kind is ItemKind.TITLE:
            continue
        if item.kind is ItemKind.PROVISION:
            bill.append([item])
        elif item.kind is ItemKind.HEADING and item.level == 1:
            notes.append([item])
        else:
            (notes or bill)[-1].append(item)
    return bill, notes


def _provision(content: etree._Element, items: list[Item]) -> None:
    """A paragraph of the bill: one that amends an act, or one of plain rules."""
    amends = any(_CHANGE.match(each.text) for each in items)
    kind = "AendringCentreretParagraf" if amends else "IkraftCentreretParagraf"
    paragraph = etree.SubElement(content, kind, localId=items[0].text.split()[1])
    etree.SubElement(paragraph, "Explicatus").text = items[0].text
    texts = [each.text for each in items[1:]]
    if not amends:
        _pieces(paragraph, texts)
        return
    _exitus(paragraph, texts[0])
    for number, instruction, wording, after in _changes(texts[1:]):
        numbered = etree.SubElement(paragraph, "AendringsNummer")
        etree.SubElement(numbered, "Explicatus").text = f"{number}."
        change = etree.SubElement(numbered, "Aendring")
        _exitus(etree.SubElement(change, "AendringDefinition"), instruction)
        if wording:
            action = etree.SubElement(change, "AendringAktion")
            _pieces(etree.SubElement(action, "AendringNyTekst"), wording)
        for text in after:
            _exitus(numbered, text)


def _changes(texts: list[str]) -> Iterator[tuple[str, str, list[str], list[str]]]:
    """Number, instruction, new wording without its marks, and what follows it."""
    starts = [at for at, text in enumerate(texts) if _CHANGE.match(text)]
    for start, end in zip(starts, [*starts[1:], len(texts)], strict=True):
        number, _dot, instruction = texts[start].partition(". ")
        rest = texts[start + 1 : end]
        ends = [at + 1 for at, text in enumerate(rest) if text.endswith("«")]
        wording = rest[: ends[-1]] if ends else []
        if wording:
            wording[0] = wording[0].removeprefix("»")
            wording[-1] = wording[-1].removesuffix("«")
        yield number, instruction, wording, rest[len(wording) :]


def _pieces(parent: etree._Element, texts: list[str]) -> None:
    """Texts that begin with their own number, § or Stk., each in its own element."""
    place = parent
    for text in texts:
        found = _NUMBERED.match(text)
        name = "Paragraf" if found and found[1].startswith("§") else "Stk"
        if name == "Paragraf":
            place = etree.SubElement(parent, "Paragraf")
        piece = place if name == "Paragraf" else etree.SubElement(place, "Stk")
        if found:
            etree.SubElement(piece, "Explicatus").text = found[1]
        inner = etree.SubElement(piece, "Stk") if name == "Paragraf" else piece
        _exitus(inner, found[2] if found else text)


def _notes(root: etree._Element, items: list[Item]) -> None:
    is_appendix = items[0].text.startswith("Bilag")
    chapter = etree.SubElement(root, "Bilag" if is_appendix else "Bemaerkninger")
    for item in items:
        if item.kind is ItemKind.HEADING:
            _line(etree.SubElement(chapter, "Rubrica"), item.text)
        elif item.kind is ItemKind.TABLE:
            table = etree.SubElement(chapter, "Table")
            for cells in item.rows:
                row = etree.SubElement(table, "Row")
                for cell in cells:
                    _line(etree.SubElement(row, "Cell"), cell)
        else:
            _exitus(chapter, item.text)


def _exitus(parent: etree._Element, text: str) -> None:
    _line(etree.SubElement(parent, "Exitus"), text)


def _line(parent: etree._Element, text: str) -> None:
    line = etree.SubElement(parent, "Linea")
    etree.SubElement(line, "Char").text = text
