"""Example PDFs by reportlab: pages like an official print, running head and number."""

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from briefing.demo.markup import Item, ItemKind

BODY = ParagraphStyle(
    "body",
    fontName="Times-Roman",
    fontSize=10.5,
    leading=13.5,
    alignment=TA_JUSTIFY,
    spaceAfter=6,
)
TITLE = ParagraphStyle("title", BODY, fontSize=12.5, leading=16, alignment=TA_CENTER)
PROVISION = ParagraphStyle(
    "provision", BODY, alignment=TA_CENTER, spaceBefore=10, keepWithNext=1
)
CELL = ParagraphStyle("cell", BODY, fontSize=9, leading=11, alignment=0, spaceAfter=0)
HEADINGS = {
    1: ParagraphStyle("h1", TITLE, fontName="Times-Italic", spaceBefore=14),
    2: ParagraphStyle("h2", BODY, fontName="Times-Bold", spaceBefore=8, alignment=0),
    3: ParagraphStyle("h3", BODY, fontName="Times-Italic", spaceBefore=6, alignment=0),
    4: ParagraphStyle("h4", BODY, fontName="Times-Italic", spaceBefore=4, alignment=0),
}
GRID = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.5, "black"),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
)


def pdf(items: list[Item], heading: str) -> bytes:
    """The PDF of an example text; the same text gives the same bytes."""
    buffer = BytesIO()
    document = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=28 * mm,
        rightMargin=28 * mm,
        topMargin=26 * mm,
        bottomMargin=24 * mm,
        title=heading,
        author="Eksempel",
        invariant=1,
        lang="da-DK",
    )

    def running(canvas: Any, template: Any) -> None:
        canvas.setFont("Times-Roman", 8.5)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 15 * mm, heading)
        canvas.drawCentredString(A4[0] / 2, 12 * mm, str(template.page))

    flow = [_flowable(item) for item in items]
    document.build(flow, onFirstPage=running, onLaterPages=running)
    return buffer.getvalue()


def _flowable(item: Item) -> Flowable:
    if item.kind is ItemKind.TABLE:
        width = A4[0] - 56 * mm
        columns = max(len(row) for row in item.rows)
        rows = [
            [Paragraph(escape(cell), CELL) for cell in row]
            + [""] * (columns - len(row))
            for row in item.rows
        ]
        return Table(rows, [width / columns] * columns, style=GRID, repeatRows=1)
    styles = {
        ItemKind.TITLE: TITLE,
        ItemKind.PROVISION: PROVISION,
        ItemKind.PARAGRAPH: BODY,
    }
    style = styles.get(item.kind) or HEADINGS[min(item.level, 4)]
    if item.kind is ItemKind.HEADING:
        style = ParagraphStyle(f"{style.name}k", style, keepWithNext=1)
    return Paragraph(escape(item.text), style)
