"""Build the example documents from their texts: `python -m briefing.demo.build`.

PDF by reportlab (a development dependency), Word by python-docx, HTML and LexDania
XML by hand. The same text gives the same bytes. The built files are kept in the
repository, so that the demo needs nothing but the program.

How bills are written in LexDania's form is told in `build_lexdania`.
"""

import sys
import zipfile
from collections.abc import Iterator
from html import escape
from io import BytesIO

import docx

from briefing.demo.build_cellar import repository_page
from briefing.demo.build_lexdania import lexdania
from briefing.demo.build_pdf import pdf
from briefing.demo.folketinget_rows import accession
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
    if kind == "lexdania":
        return lexdania(items, heading, accession(example))
    makers = {"pdf": pdf, "docx": word, "html": html, "cellar": repository_page}
    return makers[kind](items, heading)


def running_head(example: Example) -> str:
    """What stands at the top of each page."""
    case = example.case
    names = {"hoeringsportalen": "Høring", "have_your_say": "Initiativ"}
    if case["source"] in names:
        name = f"{names[case['source']]} {case['id']}"
    elif case["source"] in {"cellar", "europarl"}:
        name = case["number"]
    elif case["number"].startswith("B"):
        name = f"Beslutningsforslag nr. {case['number']}"
    else:
        name = f"Lovforslag nr. {case['number']}"
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


if __name__ == "__main__":
    main()
