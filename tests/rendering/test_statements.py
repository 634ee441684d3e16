"""What is said about a proposal stands in the Word file in the same words."""

from dataclasses import replace
from pathlib import Path

import pytest
from awkward_contents import CASES, TYPICAL, change, with_points
from word_texts import lines, opened, text

from briefing.domain.assessment import Answer, Check, PointKind
from briefing.domain.briefing import BriefingContent
from briefing.language import translator
from briefing.language.written import NO_BREAK
from briefing.rendering.runs import printable
from briefing.rendering.word import render

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "notat.docx"
CHANGES_SHOWN = {"fuld": 5}
"""Fewer beside many other points; else eight."""
RULE = "Arbejdsgiveren skal oplyse de ansatte om systemet, før det tages i brug."


def spaced(printed: str) -> str:
    """A text with ordinary spaces."""
    return printed.replace(NO_BREAK, " ")


def plain(content: BriefingContent) -> str:
    """The text of a briefing with ordinary spaces."""
    return spaced(text(render(content, TEMPLATE)))


def test_what_was_withheld_is_counted_and_listed() -> None:
    """The count adds up, and the statement stands with its reason."""
    found = plain(TYPICAL)
    assert (
        "Af 23 udsagn er 22 maskinelt holdt op mod de steder, de citerer, og genfundet "
        "dér; 1 er holdt tilbage." in found
    )
    assert "Forslaget berører 12.000 virksomheder. Holdt tilbage:" in found


def test_checks_that_found_nothing_are_one_line() -> None:
    """Yes is printed with its rule, the others are summed up."""
    found = plain(TYPICAL)
    assert "Høring kortere end fire uger: Ja. Høringen varede 21 dage" in found
    assert "hastebehandling: Der er endnu ingen dato for 3. beh" in found
    assert (
        "Undersøgt uden udslag: tilbagevirkende kraft; ikrafttræden uden for de fælles "
        "datoer." in found
    )


def test_a_check_that_cannot_be_told_says_what_it_found() -> None:
    """Only the sentence that says nothing is left out; others stand with what lacks."""
    nothing = translator("da")("This cannot be told from what could be read.")
    checks = tuple(
        Check("urgent_passage", Answer.UNKNOWN, text, "Regel.", missing="høringsbrevet")
        for text in (nothing, "Ikrafttræden er den 1. april 2027.")
    )
    found = plain(replace(TYPICAL, judged=replace(TYPICAL.assessment, checks=checks)))
    assert nothing not in found
    assert "behandling: Ikrafttræden er den 1. april 2027 (høringsbrevet)" in found


def test_the_text_of_every_point_is_printed() -> None:
    """What the JSON record says of a proposal, the Word file says in the same words."""
    for name, content in CASES.items():
        found = plain(content)
        points = content.assessment.points
        changes = [each for each in points if each.kind is PointKind.CHANGE]
        shown = CHANGES_SHOWN.get(name, 8)
        for point in points:
            if point not in changes[shown:]:
                assert spaced(printable(point.text)) in found, name
        more = len(changes) - shown
        assert (more > 0) == (f"ikke er vist her: {more}." in found), name


@pytest.mark.parametrize(
    ("said", "proposed", "expected"),
    [
        (f"§ 3: »{RULE}«", f"»{RULE}«", [f"§ 3: »{RULE}«"]),
        (f"§ 3: »{RULE}« …", f"»{RULE} Det gælder ikke mestre.« …",
         [f"§ 3: »{RULE} Det gælder ikke mestre.« …"]),
        (f"§ 3: »{RULE}« …", f"»{RULE} Det gælder ikke mestre.«",
         [f"§ 3: »{RULE} Det gælder ikke mestre.«"]),
        (f"§ 3: »{RULE}«", f"»{RULE[:-1]}sfuldt og i tide.«",
         [f"»{RULE[:-1]}sfuldt og i tide.«", f"§ 3: »{RULE}«"]),
        (f"§ 3: »{RULE}« Det er nyt.", f"»{RULE} Altid.«",
         [f"»{RULE} Altid.«", f"§ 3: »{RULE}« Det er nyt."]),
        ("§ 9 ophæves.", "", ["–", "§ 9 ophæves."]),
        ("§ 9 ophæves.", "»Det er overflødigt.«",
         ["»Det er overflødigt.«", "§ 9 ophæves."]),
    ],
)  # fmt: skip
def test_a_change_is_told_once(said: str, proposed: str, expected: list[str]) -> None:
    """A text that repeats what is proposed stands for both; no words are lost."""
    point = replace(change(1), text=said, proposed=proposed)
    table = next(
        each
        for each in opened(render(with_points(TYPICAL, point), TEMPLATE)).tables
        if "Foreslået" in [cell.text for cell in each.rows[0].cells]
    )
    first, *others = lines(table.rows[1].cells[2]._tc)
    said = [spaced(first).partition(" [1")[0], *map(spaced, others)]
    assert expected == said


def test_changes_of_which_today_is_unknown_have_no_column_for_it() -> None:
    """A new act has two columns and says so; one known line brings the third back."""
    new = [replace(change(number), today="") for number in (1, 2)]
    unknown, known = with_points(TYPICAL, *new), with_points(TYPICAL, *new, change(3))
    assert ["Ændring", "Foreslået"] == _change_labels(unknown)
    assert ["Ændring", "I dag", "Foreslået"] == _change_labels(known)
    note = "Hvad der gælder i dag, er ikke fundet i dokumenterne."
    assert [True, False] == [note in plain(each) for each in (unknown, known)]
    for point in new:
        assert spaced(point.text) in plain(unknown)


def _change_labels(content: BriefingContent) -> list[str]:
    """The labels of the table of changes."""
    heads = (
        [cell.text for cell in each.rows[0].cells]
        for each in opened(render(content, TEMPLATE)).tables
    )
    return next(each for each in heads if each[0] == "Ændring")
