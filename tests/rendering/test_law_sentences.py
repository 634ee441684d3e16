"""The bill beside the law in force as sentences, short texts, cells and JSON."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from briefing.domain.assessment import Point, PointKind
from briefing.domain.change import Edit, EditKind
from briefing.domain.document import Document, Locator
from briefing.domain.law import (
    AmendedAct,
    AmendedParagraph,
    Effect,
    Hindrance,
    LaterAct,
    LawOrigin,
    NamedAct,
    Obstacle,
    Told,
)
from briefing.domain.proposal import DocumentKind
from briefing.language import translator
from briefing.rendering.context import fields
from briefing.rendering.law import (
    GAP,
    SENTENCES,
    effects_by_place,
    law_gaps,
    law_values,
    side,
    taken_from,
    warnings,
    why,
)
from briefing.rendering.runs import Paper
from briefing.rendering.sample import ASSESSMENT, sample_content

SAY = translator("da")
KEPT, GONE, NEW = EditKind.KEPT, EditKind.DELETED, EditKind.INSERTED
CHANGED = Effect(
    "§ 1, nr. 1",
    (
        Edit(KEPT, "§ 5. Svar gives inden "),
        Edit(GONE, "3 "),
        Edit(NEW, "5 "),
        Edit(KEPT, "dage."),
    ),
)
PARAGRAPH = AmendedParagraph(
    "§ 5",
    ("§ 5. Svar gives inden 3 dage.",),
    ("§ 5. Svar gives inden 5 dage.",),
    (Told("§ 1, nr. 1", "I § 5 ændres »3« til: »5«.", (4,)),),
    effects=(CHANGED,),
    locator=Locator(provision="§ 5"),
)
HELD_BACK = AmendedParagraph(
    "§ 6",
    ("§ 6. Bøde.",),
    (),
    (Told("§ 1, nr. 2", "§ 6 ophæves.", (5,)),),
    (Hindrance("§ 1, nr. 2", Obstacle.CHANGED_SINCE, "LOV 77/2026"),),
)
ACT = AmendedAct(
    NamedAct("§ 1", "lov om vagt", "LBK 9/2025", (LaterAct("LOV 77/2026", "§ 4"),)),
    "bill",
    LawOrigin.ACT,
    "eli/lta/2025/9",
    (PARAGRAPH, HELD_BACK),
    touched_since=("LOV 77/2026",),
)
LAW = Document(
    "eli/lta/2025/9",
    "Lov om vagt (LBK 9/2025)",
    DocumentKind.ACT_IN_FORCE,
    "",
    fetched_at=datetime(2026, 11, 23, 8, tzinfo=UTC),
)


def test_every_sentence_has_a_danish_one() -> None:
    """Sentences that stand in tables are in the catalogue too."""
    assert [each for each in SENTENCES if SAY(each) == each] == []
    assert set(Obstacle) == {each for each in Obstacle if why(Hindrance("", each), SAY)}


def test_where_the_text_is_from_and_what_is_not_in_it() -> None:
    """The act with the day it was fetched, and the later change of it."""
    assert (
        "Loven i dag er taget fra Lov om vagt (LBK 9/2025), hentet 23. november 2026."
        == (taken_from(ACT, (LAW,), SAY))
    )
    told = " ".join(warnings(ACT, SAY))
    assert "senere ændret ved LOV 77/2026 (§ 4)" in told
    assert "Af de viste paragraffer er disse ændret derved: § 6." in told
    assert warnings(replace(ACT, origin=LawOrigin.APPENDIX), SAY) == ()


def test_what_the_act_says_of_its_own_text_is_quoted() -> None:
    """Among the warnings, in the act's words."""
    told = warnings(replace(ACT, caveats=("§ 5 træder i kraft senere.",)), SAY)
    assert "Loven siger selv om sin tekst: »§ 5 træder i kraft senere.«" == told[0]


def test_a_later_act_that_changes_nothing_shown_or_could_not_be_read() -> None:
    """The reader is told which of the two it is."""
    harmless = " ".join(warnings(replace(ACT, paragraphs=(PARAGRAPH,)), SAY))
    assert "Ingen af de viste paragraffer er ændret derved." in harmless
    unread = replace(ACT, paragraphs=(PARAGRAPH,), unread=("LOV 77/2026",))
    told = " ".join(warnings(unread, SAY))
    assert "kunne ikke læses" in told
    assert "Ingen af de viste" not in told


def test_the_gaps_of_a_briefing_name_what_was_not_worked_out() -> None:
    """The warning, then the paragraphs with the reason, in plain words."""
    first, second = law_gaps((ACT,), SAY)
    assert first.startswith("Lov om vagt: Ifølge lovforslaget er loven senere ændret")
    assert (
        "Den foreslåede tekst af § 6 i lov om vagt er ikke skrevet ud: Paragraffen er "
        "også ændret ved LOV 77/2026, som ikke er med i den tekst, der er brugt."
    ) == second


def test_a_short_text_is_shown_whole() -> None:
    """Each side with its own words marked; together they are the text."""
    assert (("§ 5. Svar gives inden ", False), ("3 ", True), ("dage.", False)) == side(
        CHANGED, GONE, 300
    )
    assert "5 " in [text for text, marked in side(CHANGED, NEW, 300) if marked]


@pytest.mark.parametrize("limit", [120, 200, 320])
@pytest.mark.parametrize("place", [0.0, 0.5, 1.0])
def test_a_long_text_is_shortened_around_what_changes(limit: int, place: float) -> None:
    """The changed words and the number at the start stay, within the limit."""
    words = [f"ord{number}" for number in range(400)]
    at = int(place * len(words))
    edits = (
        Edit(KEPT, f"Stk. 2. {' '.join(words[:at])} "),
        Edit(GONE, "gammelt "),
        Edit(NEW, "nyt "),
        Edit(KEPT, " ".join(words[at:])),
    )
    found = side(Effect("", edits), GONE, limit)
    text = "".join(piece for piece, _marked in found)
    assert ("gammelt ", True) in found
    assert text.startswith("Stk. 2. ")
    assert GAP in text
    assert len(text) <= limit


def test_new_words_that_are_many_are_cut() -> None:
    """Even a whole new paragraph keeps to the room there is."""
    long = Effect("", (Edit(NEW, "ord " * 500),))
    text = "".join(piece for piece, _marked in side(long, NEW, 200))
    assert len(text) < 210
    assert text.endswith(GAP)


def test_an_instruction_on_several_paragraphs_has_no_one_text() -> None:
    """Neither is shown in its row, rather than one of them."""
    other = replace(PARAGRAPH, place="§ 7")
    assert effects_by_place((replace(ACT, paragraphs=(PARAGRAPH, other)),)) == {}
    assert list(effects_by_place((ACT,))) == ["§ 1, nr. 1"]


def test_the_cells_of_the_briefing() -> None:
    """The words of the law stand instead of the analyst's, with their source."""
    point = Point(
        PointKind.CHANGE,
        "Fristen ændres.",
        (),
        rule="x",
        today="»3«",
        proposed="»5«",
        about="§ 1, nr. 1",
    )
    gone = replace(point, about="§ 1, nr. 2")
    content = replace(
        sample_content(),
        judged=replace(ASSESSMENT, points=(point, gone)),
        documents=(*sample_content().documents, LAW),
        law=(ACT,),
    )
    known, other = fields(
        content, Paper(lambda url: url, {"Fremhævet": "Fh"})
    ).ændringer
    assert "§\u00a05. Svar gives inden 3 dage." == known.i_dag.text
    assert (
        'w:val="Fh"/></w:rPr><w:t xml:space="preserve">5 </w:t>' in known.foreslået.xml
    )
    assert "§\u00a05" in known.henvisninger.text
    assert ("»3«", "»5«") == (other.i_dag.text, other.foreslået.text)


def test_the_values_for_machines() -> None:
    """What was not worked out has no proposed text, and says why."""
    (found,) = law_values((ACT,), (LAW,), SAY)
    first, second = found["paragraphs"]
    assert first["proposed"] == ["§ 5. Svar gives inden 5 dage."]
    assert second["proposed"] is None
    assert second["not_applied"][0]["reason"] == "changed_since"
    assert [{"place": "§ 1, nr. 2", "text": "§ 6 ophæves."}] == second["instructions"]
    assert ("act", "LBK 9/2025") == (found["origin"], found["identifier"])
