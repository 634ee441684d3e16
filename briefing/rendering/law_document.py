"""The law today and as proposed, side by side, as a Word file of its own.

Plain tables made by python-docx, with no template: it is a working paper for reading
the texts whole, not a briefing.
"""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.shared import Cm

from briefing.domain.change import Edit, EditKind
from briefing.domain.document import Document
from briefing.domain.law import AmendedAct, AmendedParagraph
from briefing.domain.proposal import Proposal
from briefing.language import Translator
from briefing.rendering.law import taken_from, warnings, why
from briefing.rendering.runs import printable

_HALF = Cm(12.6)
_FIXED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""In place of the time of writing, so that the same texts give the same file."""


def law_document(
    proposal: Proposal,
    acts: Sequence[AmendedAct],
    documents: Iterable[Document],
    say: Translator,
) -> bytes:
    """The whole comparison: a table for each act, a row for each paragraph."""
    known = tuple(documents)
    paper = docx.Document()
    paper.styles["Normal"].font.name = "Calibri"
    _lie_down(paper)
    paper.core_properties.title = printable(proposal.title)[:255]
    paper.core_properties.created = paper.core_properties.modified = _FIXED
    paper.add_heading(say("The law today and as proposed"), 0)
    paper.add_paragraph(printable(f"{proposal.ref}  {proposal.title}"))
    if proposal.example:
        _add(paper.add_paragraph(), say("EXAMPLE DATA – invented for demonstration"))
    if proposal.confidential:
        _add(paper.add_paragraph(), say("CONFIDENTIAL – not to be passed on"))
    for act in acts:
        _act(paper, act, known, say)
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def _lie_down(paper: Any) -> None:
    """A4 across, with narrow margins."""
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(2))


def _act(
    paper: Any, act: AmendedAct, known: Sequence[Document], say: Translator
) -> None:
    name = f"{act.named.article}: {act.named.name}"
    number = f" ({act.named.identifier})" if act.named.identifier else ""
    paper.add_heading(printable(name + number), 1)
    paper.add_paragraph(printable(taken_from(act, known, say)))
    for sentence in warnings(act, say):
        _add(paper.add_paragraph(), sentence)
    table = paper.add_table(1, 2, "Table Grid")
    for cell, label in zip(
        table.rows[0].cells, (say("Today"), say("Proposed")), strict=True
    ):
        _add(cell.paragraphs[0], label)
    for paragraph in act.paragraphs:
        _row(table, paragraph, say)
    for row in table.rows:
        for cell in row.cells:
            cell.width = _HALF


def _row(table: Any, paragraph: AmendedParagraph, say: Translator) -> None:
    left, right = table.add_row().cells
    places = "; ".join(each.place for each in paragraph.told)
    _add(left.paragraphs[0], f"{paragraph.place} ({places})")
    if paragraph.is_applied:
        right.paragraphs[0].text = ""
        _side(left, paragraph.edits, EditKind.DELETED, say("not there"))
        _side(right, paragraph.edits, EditKind.INSERTED, say("repealed"))
        return
    for line in paragraph.today or (say("not shown"),):
        left.add_paragraph(printable(line))
    for told in paragraph.told:
        _add(right.add_paragraph(), say("The bill ({place}):", place=told.place))
        for line in told.text.split("\n"):
            right.add_paragraph(printable(line))
    for each in paragraph.hindered:
        right.add_paragraph(printable(f"{each.place}: {why(each, say)}"))


def _side(cell: Any, edits: tuple[Edit, ...], kind: EditKind, missing: str) -> None:
    """One side, line by line, the words that go or come in bold."""
    shown = [each for each in edits if each.kind in (kind, EditKind.KEPT) and each.text]
    if not shown:
        cell.add_paragraph(missing)
        return
    place = cell.add_paragraph()
    for each in shown:
        first, *rest = each.text.split("\n")
        _add(place, first, is_bold=each.kind is kind)
        for line in rest:
            place = cell.add_paragraph()
            _add(place, line, is_bold=each.kind is kind)


def _add(place: Any, text: str, *, is_bold: bool = True) -> None:
    """A run of text with the spaces at its ends."""
    before = " " if text[:1].isspace() else ""
    after = " " if text.strip() and text[-1:].isspace() else ""
    run = place.add_run(f"{before}{printable(text)}{after}")
    run.bold = is_bold
