"""The few pieces of WordprocessingML that the templates are built from.

Element order follows ISO/IEC 29500-1, because Word is strict about it. Everything is
plain text, so that two builds give the same bytes.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TEXT_WIDTH = 9412
"""Twips between the margins: A4 (11,906) less twice 2.2 cm."""
_ZIP_TIME = (2026, 1, 1, 0, 0, 0)


def run(text: str, style: str = "") -> str:
    """A run of text, in a character style if one is named."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field_run(instruction: str, shown: str = "1") -> str:
    """A field that Word computes, such as PAGE."""
    return f'<w:fldSimple w:instr=" {instruction} ">{run(shown)}</w:fldSimple>'


def paragraph(style: str, *runs: str, after: str = "") -> str:
    """A paragraph in a style; a plain string is a run. `after` ends its properties."""
    content = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{after}</w:pPr>{content}</w:p>'


def code(expression: str) -> str:
    """A paragraph that holds a template instruction and disappears when filled."""
    return paragraph("Feltkode", f"{{%p {expression} %}}")


def when(condition: str, *blocks: str) -> str:
    """Blocks that are only there when a field has something in it."""
    return code(f"if {condition}") + "".join(blocks) + code("endif")


def each(variable: str, values: str, *blocks: str) -> str:
    """Blocks repeated for each value of a list."""
    return code(f"for {variable} in {values}") + "".join(blocks) + code("endfor")


def cell(width: int, *paragraphs: str, fill: str = "", span: int = 1) -> str:
    """A table cell; `fill` is a colour such as "EEF2F4"."""
    grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{grid}{shade}</w:tcPr>'
        f"{''.join(paragraphs)}</w:tc>"
    )


def row(*cells: str, header: bool = False, height: int = 0, whole: bool = True) -> str:
    """A table row, kept whole on a page; a header row is repeated on each page."""
    high = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    repeated = "<w:tblHeader/>" if header else ""
    kept = "<w:cantSplit/>" if whole else ""
    properties = f"{kept}{high}{repeated}"
    flags = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{flags}{''.join(cells)}</w:tr>"


def heading(text: str) -> str:
    """A heading of the first level."""
    return paragraph("Heading1", text)


def head(widths: Sequence[int], *labels: str) -> str:
    """The header row of a table."""
    cells = (
        cell(width, paragraph("Tabelhoved", label))
        for width, label in zip(widths, labels, strict=True)
    )
    return row(*cells, header=True)


def code_row(expression: str, widths: Sequence[int]) -> str:
    """A row that holds a template instruction and disappears when filled."""
    text = paragraph("Feltkode", f"{{%tr {expression} %}}")
    return row(cell(sum(widths), text, span=len(widths)))


def table(
    style: str, widths: Sequence[int], caption: str, *rows: str, header: bool = True
) -> str:
    """A table of fixed columns; `caption` is what screen readers are told."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = (
        f'<w:tblLook w:val="{"0420" if header else "0480"}" '
        f'w:firstRow="{int(header)}" w:lastRow="0" w:firstColumn="{int(not header)}" '
        'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"{look}<w:tblCaption w:val={quoteattr(caption)}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def section(columns: int = 1, *, kind: str = "", marks: bool = True) -> str:
    """Page and columns of a section: A4, margins of 2.2 cm, header and footer."""
    references = (
        '<w:headerReference w:type="default" r:id="rIdHeader"/>'
        '<w:footerReference w:type="default" r:id="rIdFooter"/>'
        if marks
        else ""
    )
    start = f'<w:type w:val="{kind}"/>' if kind else ""
    return (
        f"<w:sectPr>{references}{start}"
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1247" w:bottom="964" w:left="1247" '
        'w:header="567" w:footer="510" w:gutter="0"/>'
        f'<w:cols w:num="{columns}" w:space="397"/></w:sectPr>'
    )


def part(root: str, content: str) -> str:
    """A whole part of the package."""
    return f"{DECLARATION}<w:{root} {NAMESPACES}>{content}</w:{root}>"


def package(parts: Mapping[str, str]) -> bytes:
    """The parts as a .docx file; the same parts give the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode())
    return stream.getvalue()


def relationships(found: Iterable[tuple[str, str, str]]) -> str:
    """A relationships part: id, last word of the type, target."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    core = "http://schemas.openxmlformats.org/package/2006/relationships"
    lines = "".join(
        f'<Relationship Id="{name}" Target="{target}" '
        f'Type="{kind if "://" in kind else f"{base}/{kind}"}"/>'
        for name, kind, target in found
    )
    return f'{DECLARATION}<Relationships xmlns="{core}">{lines}</Relationships>'
