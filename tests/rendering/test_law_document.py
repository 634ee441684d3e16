"""The law today and as proposed as a Word file of its own."""

import io
from dataclasses import replace
from typing import Any

import docx
from test_law_sentences import ACT, HELD_BACK, LAW, PARAGRAPH, SAY

from briefing.domain.change import Edit, EditKind
from briefing.domain.law import AmendedAct, AmendedParagraph
from briefing.rendering.law_document import law_document
from briefing.rendering.sample import PROPOSAL

EDITS = (
    Edit(EditKind.KEPT, "§ 5. Svar gives inden "),
    Edit(EditKind.DELETED, "3 "),
    Edit(EditKind.INSERTED, "5 "),
    Edit(EditKind.KEPT, "dage.\nStk. 2. Det er skriftligt."),
)
WORKED_OUT = replace(PARAGRAPH, edits=EDITS)
NEW = AmendedParagraph(
    "§ 8", (), ("§ 8. Ny.",), (), edits=(Edit(EditKind.INSERTED, "§ 8. Ny."),)
)
GONE = AmendedParagraph(
    "§ 9", ("§ 9. Væk.",), (), (), edits=(Edit(EditKind.DELETED, "§ 9. Væk."),)
)


def opened(*paragraphs: AmendedParagraph, act: AmendedAct = ACT) -> Any:
    """The file, opened again."""
    acts = (replace(act, paragraphs=paragraphs),)
    return docx.Document(io.BytesIO(law_document(PROPOSAL, acts, (LAW,), SAY)))


def cells(paper: Any, row: int) -> tuple[list[str], list[str]]:
    """The lines of both cells of a row."""
    left, right = paper.tables[0].rows[row].cells
    return (
        [each.text for each in left.paragraphs if each.text],
        [each.text for each in right.paragraphs if each.text],
    )


def test_both_sides_line_by_line_with_the_changed_words_in_bold() -> None:
    """Each side reads as the law would; only its own words stand out."""
    paper = opened(WORKED_OUT)
    left, right = cells(paper, 1)
    assert ["§ 5. Svar gives inden 3 dage.", "Stk. 2. Det er skriftligt."] == left[1:]
    assert ["§ 5. Svar gives inden 5 dage.", "Stk. 2. Det er skriftligt."] == right
    bold = [
        run.text
        for each in paper.tables[0].rows[1].cells[1].paragraphs
        for run in each.runs
        if run.bold
    ]
    assert ["5 "] == bold


def test_new_and_repealed_paragraphs_say_so() -> None:
    """An empty cell would not tell which of the two it is."""
    paper = opened(NEW, GONE)
    assert "findes ikke" == cells(paper, 1)[0][-1]
    assert "ophæves" == cells(paper, 2)[1][-1]


def test_what_was_not_worked_out_has_the_instruction_and_the_reason() -> None:
    """Today's text stands, nothing is proposed in its place."""
    left, right = cells(opened(HELD_BACK), 1)
    assert "§ 6. Bøde." in left
    assert ["Lovforslaget (§ 1, nr. 2):", "§ 6 ophæves."] == right[:2]
    assert "LOV 77/2026" in right[2]


def test_the_source_and_the_warnings_stand_above() -> None:
    """Readers see what the text lacks before they read it."""
    text = "\n".join(each.text for each in opened(WORKED_OUT).paragraphs)
    assert "Loven i dag er taget fra Lov om vagt (LBK 9/2025)" in text
    assert "senere ændret ved LOV 77/2026 (§ 4)" in text


def test_signs_that_word_cannot_hold_are_left_out() -> None:
    """Text from outside never breaks the file."""
    odd = replace(WORKED_OUT, edits=(Edit(EditKind.KEPT, "§ 5. A\x00\ud800 <b>&amp;"),))
    assert "§ 5. A <b>&amp;" == cells(opened(odd), 1)[0][-1]
