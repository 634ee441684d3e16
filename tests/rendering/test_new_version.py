"""The briefing of a later version: what happened, and which points are not as was."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from awkward_contents import TYPICAL, attention, change, judged, with_points
from docx.oxml.ns import qn
from word_texts import lines, opened

from briefing.domain.briefing import BriefingContent
from briefing.language.written import NO_BREAK
from briefing.rendering.word import render

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "notat.docx"


def body(content: BriefingContent) -> Any:
    """The body of the briefing."""
    return opened(render(content, TEMPLATE)).element.body


def in_style(element: Any, style: str) -> list[str]:
    """The texts of the runs in a character style."""
    return [
        "".join(t.text for t in each.iter(qn("w:t"))).replace(NO_BREAK, " ").strip()
        for each in element.iter(qn("w:r"))
        if (look := each.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")) is not None
        and look.get(qn("w:val")) == style
    ]


def test_what_happened_stands_before_all_else() -> None:
    """Since the last version comes before the bottom line."""
    said = lines(body(TYPICAL))
    assert said.index("Siden sidst") < said.index("Kort fortalt")


def test_words_that_went_and_words_that_came() -> None:
    """Deletions and insertions are told apart by style, what stayed is plain."""
    found = body(TYPICAL)
    assert ["2 uger"] == in_style(found, "Slettet")
    assert ["4 uger", "Ministeren evaluerer loven efter 3 år."] == in_style(
        found, "Indsat"
    )
    whole = next(each for each in lines(found) if "Underretningen gives" in each)
    assert (
        "§ 1, nr. 2 (ændret): Underretningen gives senest 2 uger 4 uger før systemet "
        "tages i brug." == whole.replace(NO_BREAK, " ")
    )


def test_points_that_are_not_as_before_are_marked() -> None:
    """New, changed and unchanged points of three kinds, each in its place."""
    old = (change(1), judged(1), attention(1))
    altered = replace(judged(1), text="Pligten er blevet større.")
    now = (*old[:1], change(2), altered, attention(1), attention(2))
    found = body(replace(with_points(TYPICAL, *now), earlier=old))
    assert ["Nyt", "Ændret", "Nyt"] == in_style(found, "Aendringsmaerke")
    (marked,) = (
        each
        for each in found.iter(qn("w:p"))
        if (style := each.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")) is not None
        and style.get(qn("w:val")) == "Tabelpunktnyt"
    )
    assert "§ 2, stk. 1, henviser" in "".join(lines(marked.getparent())).replace(
        NO_BREAK, " "
    )


def test_the_first_version_marks_nothing() -> None:
    """Where nothing came before, nothing is new."""
    first = replace(with_points(TYPICAL, judged(1)), earlier=())
    assert [] == in_style(body(first), "Aendringsmaerke")


def test_points_with_new_quotations_are_changed() -> None:
    """The same words on another passage are not the same point."""
    moved = replace(judged(1), citations=judged(2).citations)
    found = body(replace(with_points(TYPICAL, moved), earlier=(judged(1),)))
    assert ["Ændret"] == in_style(found, "Aendringsmaerke")
