"""Build the example documents from their texts: `python -m briefing.demo.build`.

PDF by reportlab (a development dependency), Word by python-docx, HTML and LexDania
XML by hand. The same text gives the same bytes. The built files are kept in the
repository, so that the demo needs nothing but the program.

No bill was ever seen in LexDania's form; acts and orders were. The XML here uses
the elements of an amending act and puts the explanatory notes in `Bilag`.
"""

import sys
import zipfile
from collections.abc import Iterator
from html import escape
from io import BytesIO

import docx
from lxml import etree

from briefing.demo.build_pdf import pdf
from briefing.demo.markup import EXAMPLE_MARK, Example, Item, ItemKind, examples, parse

FIXED_DATE = (2026, 11, 23, 0, 0, 0)


def main() -> None:
    """Build every document of every example."""
    for example in examples():
        for document in example.case["documents"]:
            target = example.built(document)
            if target is not None:
                target.write_bytes(build(example, document["file"], document["format"]))
                sys.stdout.write(f"{target}\n")


def build(example: Example, file: str, kind: str) -> bytes:
    """The bytes of one document."""
    items = parse((example.folder / file).read_text("utf-8"))
    heading = running_head(example)
    makers = {"pdf": pdf, "docx": word, "html": html, "lexdania": lexdania}
    return makers[kind](items, heading)


def running_head(example: Example) -> str:
    """What stands at the top of each page."""
    number = example.case.get("number")
    name = f"Lovforslag nr. {number}" if number else str(example.case.get("id"))
    return f"{name} – {EXAMPLE_MARK}"


def word(items: list[Item], heading: str) -> bytes:
    """A Word file with heading styles and real tables."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = heading
    for item in items:
        if item.kind is ItemKind.HEADING:
            document.add_heading(item.text, item.level)
        elif item.kind is ItemKind.TABLE:
            table = document.add_table(len(item.rows), len(item.rows[0]), "Table Grid")
            for row, cells in zip(table.rows, item.rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=False):
                    cell.text = text
        else:
            style = "Subtitle" if item.kind is ItemKind.TITLE else "Normal"
            document.add_paragraph(item.text, style)
    buffer = BytesIO()
    document.save(buffer)
    return _same_bytes(buffer.getvalue())


def _same_bytes(body: bytes) -> bytes:
    """The archive with fixed dates, so that building again changes nothing."""
    buffer = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(body)) as given,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as taken,
    ):
        for name in given.namelist():
            content = given.read(name)
            taken.writestr(
                zipfile.ZipInfo(name, FIXED_DATE), content, zipfile.ZIP_DEFLATED
            )
    return buffer.getvalue()


def html(items: list[Item], heading: str) -> bytes:
    """A plain page."""
    body = "\n".join(_html_pieces(items))
    page = (
        '<!DOCTYPE html>\n<html lang="da"><head><meta charset="utf-8">'
        f"<title>{escape(heading)}</title></head>\n<body>\n{body}\n</body></html>\n"
    )
    return page.encode()


def _html_pieces(items: list[Item]) -> Iterator[str]:
    for item in items:
        if item.kind is ItemKind.HEADING:
            yield f"<h{item.level}>{escape(item.text)}</h{item.level}>"
        elif item.kind is ItemKind.TABLE:
            rows = (
                "".join(f"<td>{escape(cell)}</td>" for cell in row) for row in item.rows
            )
            yield "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
        else:
            yield f"<p>{escape(item.text)}</p>"


def lexdania(items: list[Item], heading: str) -> bytes:
    """A bill with the element names of LexDania 2.1."""
    root = etree.Element("Dokument", id="eksempel")
    meta = etree.SubElement(root, "Meta")
    title = next(each.text for each in items if each.text.startswith("Lov om"))
    for name, value in {
        "DocumentType": "LFF",
        "DocumentTitle": f"Forslag til {title}",
        "Status": "Valid",
        "PopularTitle": heading,
    }.items():
        etree.SubElement(meta, name).text = value
    group = etree.SubElement(root, "TitelGruppe")
    content = etree.SubElement(root, "DokumentIndhold")
    place: etree._Element = content
    for item in items:
        if item.kind is ItemKind.TITLE:
            _linea(etree.SubElement(group, "Titel"), item.text)
        else:
            place = _lexdania_item(root, content, place, item)
    body: bytes = etree.tostring(
        root, xml_declaration=True, encoding="utf-8", pretty_print=True
    )
    return body


def _lexdania_item(
    root: etree._Element, content: etree._Element, place: etree._Element, item: Item
) -> etree._Element:
    """Add one piece; the element that the next one goes into."""
    if item.kind is ItemKind.PROVISION:
        place = etree.SubElement(content, "AendringCentreretParagraf")
        etree.SubElement(place, "Explicatus").text = item.text
    elif item.kind is ItemKind.HEADING:
        if item.level == 1:
            place = etree.SubElement(root, "Bilag")
        _linea(etree.SubElement(place, "Rubrica"), item.text)
    elif item.kind is ItemKind.TABLE:
        table = etree.SubElement(place, "Table")
        for row in item.rows:
            line = etree.SubElement(table, "Row")
            for cell in row:
                _linea(etree.SubElement(line, "Cell"), cell)
    else:
        number, _dot, rest = item.text.partition(". ")
        if place.tag == "AendringCentreretParagraf" and number.isdecimal():
            numbered = etree.SubElement(place, "AendringsNummer")
            etree.SubElement(numbered, "Explicatus").text = f"{number}."
            change = etree.SubElement(numbered, "Aendring")
            defined = etree.SubElement(change, "AendringDefinition")
            _linea(etree.SubElement(defined, "Exitus"), rest)
        else:
            _linea(etree.SubElement(place, "Exitus"), item.text)
    return place


def _linea(parent: etree._Element, text: str) -> None:
    linea = etree.SubElement(parent, "Linea")
    etree.SubElement(linea, "Char").text = text


if __name__ == "__main__":
    main()
