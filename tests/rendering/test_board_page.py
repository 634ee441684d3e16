"""What a board member with two minutes sees: own side first, nothing said twice."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from awkward_contents import TYPICAL, change, cited, judged, with_points, with_proposal
from word_texts import lines, opened, text

from briefing.domain.assessment import Party, Point, PointKind
from briefing.domain.briefing import BriefingContent
from briefing.domain.consultation import Consultation, Memo, Outcome, Position
from briefing.domain.document import Locator
from briefing.domain.proposal import Deadline, DeadlineKind, ProposalKind, Step
from briefing.language import translator
from briefing.language.written import NO_BREAK, keep_together
from briefing.rendering.references import short_references
from briefing.rendering.word import render

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "notat.docx"


def printed(content: BriefingContent) -> str:
    """The text of a briefing with ordinary spaces."""
    return text(render(content, TEMPLATE)).replace(NO_BREAK, " ")


def of(party: Party, number: int, text: str, kind: PointKind = PointKind.RISK) -> Point:
    """A point of one party, the higher the number the weightier."""
    return replace(
        judged(1, kind, text), party=party, likelihood=number, impact=number,
        citations=(cited(number),),
    )  # fmt: skip


def test_our_own_side_stands_first_and_each_point_says_whose_it_is() -> None:
    """R1 is the weightiest risk of those the organisation speaks for."""
    theirs = of(Party.EMPLOYERS, 5, "Det bliver dyrt for virksomheden.")
    ours = of(Party.EMPLOYEES, 2, "Varslet bliver kortere.")
    content = with_points(TYPICAL, theirs, ours)
    found = lines(opened(render(content, TEMPLATE)).element.body)
    told = [each.replace(NO_BREAK, " ") for each in found]
    assert any("R1  Lav  Lønmodtagere: Varslet bliver" in each for each in told)
    assert any("R2  Kritisk  Arbejdsgivere: Det bliver dyrt" in each for each in told)


def test_the_deadline_is_said_once_on_page_one() -> None:
    """The bottom line leaves it to the decision below it."""
    again = Point(
        PointKind.ATTENTION, "Udvalgets frist er nær.", (cited(1),), "summary.deadline"
    )
    summary = (*TYPICAL.assessment.summary, again)
    judged_again = replace(TYPICAL.assessment, summary=summary)
    assert again.text not in printed(replace(TYPICAL, judged=judged_again))


def test_a_reading_that_was_held_is_no_deadline() -> None:
    """Days that have passed on which others met stand in the course of the case."""
    past = Deadline(DeadlineKind.READING, date(2026, 1, 15), "record")
    ahead = Deadline(DeadlineKind.READING, date(2026, 4, 9), "record")
    found = printed(with_proposal(TYPICAL, deadlines=(past, ahead)))
    assert "Behandling i Folketinget: 9. april 2026" in found
    assert "er udløbet" not in found


def test_a_subtitle_that_repeats_the_title_is_left_out() -> None:
    """It stands where it says something else."""
    title = "Forslag til folketingsbeslutning om ret til deltid."
    found = printed(with_proposal(TYPICAL, title=title, subtitle="Om ret til deltid."))
    assert "Om ret til deltid." not in found
    found = printed(with_proposal(TYPICAL, title=title, subtitle="Om noget andet."))
    assert "Om noget andet." in found


def test_a_step_ahead_says_that_it_is_planned() -> None:
    """And the Folketing's own words for a day that stands are not printed."""
    steps = (
        Step("Fremsættelse", "", "Endelig", date(2026, 1, 14)),
        Step("1. behandling", "", "Henvist til udvalg", date(2026, 1, 27)),
        Step("2. behandling", "", "Konfirmeret", date(2026, 4, 9)),
    )
    content = replace(with_proposal(TYPICAL, steps=steps), milestones=(), related=())
    found = printed(content)
    assert "14. januar 2026Fremsættelse\n" in found
    assert "1. behandling (Henvist til udvalg)\n" in found
    assert "9. april 20262. behandling (planlagt)\n" in found


def test_what_the_notes_tell_of_a_change_is_not_counted_as_another() -> None:
    """Only provisions that are left out are counted."""
    told = replace(change(1), about="")
    assert "Yderligere ændringer" not in printed(with_points(TYPICAL, change(1), told))
    many = with_points(TYPICAL, told, *(change(number) for number in range(1, 11)))
    assert "Yderligere ændringer, som ikke er vist her: 2." in printed(many)


def test_the_place_of_a_change_is_not_said_twice() -> None:
    """It has a column of its own."""
    whole = replace(
        change(1), text="§ 3: »Arbejdsgiveren skal oplyse.«",
        proposed="»Arbejdsgiveren skal oplyse.«", today="", about="§ 3",
    )  # fmt: skip
    assert "§ 3: »Arbejdsgiveren" not in printed(with_points(TYPICAL, whole))


def test_a_place_within_another_stands_for_it() -> None:
    """The place "§ 1" adds nothing beside "§ 1, nr. 3"; "§ 12" is another place."""
    citations = tuple(
        replace(cited(1), locator=Locator(provision=each))
        for each in ("§ 1", "§ 1, nr. 3", "§ 12", "Til § 1, nr. 3")
    )
    found = short_references(citations, {"bill": 1}, translator("da"))
    text = "[1, § 1, nr. 3; § 12; Til § 1, nr. 3]"
    assert ((keep_together(text).replace(", §", f",{NO_BREAK}§", 1), 1),) == found


def test_where_interests_conflict_the_place_is_named() -> None:
    """Each provision with the pairs of points that pull apart there."""
    risk = of(Party.EMPLOYERS, 3, "Det koster.")
    chance = of(Party.EMPLOYEES, 3, "Det hjælper.", PointKind.OPPORTUNITY)
    found = printed(with_points(TYPICAL, risk, chance))
    line = "Risiko for arbejdsgiverne, mulighed for lønmodtagerne: § 3, stk. 1 (R1–M1)."
    assert line in found


def test_answers_stand_theme_by_theme() -> None:
    """That an answer is the same as above is said of the row right above alone."""

    def said(theme: str, who: str, comment: str) -> Position:
        view = (replace(cited(1), document="memo", quote=f"{who} mener noget."),)
        answer = (replace(cited(2), document="memo", quote=comment),)
        return Position((who,), theme, view, answer, Outcome.NOT_MET)

    positions = (
        said("Frister", "A", "Fristen fastholdes."),
        said("Bøder", "B", "Bøden fastholdes."),
        said("Frister", "C", "Fristen fastholdes."),
    )
    consultation = Consultation((Memo("memo", "Høringsnotat", positions=positions),))
    found = printed(replace(TYPICAL, consultation=consultation))
    rows = [found.index(f"{who} mener noget.") for who in "ACB"]
    assert sorted(rows) == rows
    assert 1 == found.count("samme svar som ovenfor")


def test_whom_an_answer_names_gets_that_part_of_it() -> None:
    """Not the sentence that meets another, with »Ikke imødekommet« before it."""
    view = (replace(cited(1), document="memo", quote="AB ønsker mere."),)
    sentences = ("Svaret fra CD har ført til ændringer.", "Svaret fra AB har ikke.")
    answer = tuple(replace(cited(2), document="memo", quote=each) for each in sentences)
    position = Position(("AB",), "Ansvar", view, answer, Outcome.NOT_MET)
    consultation = Consultation((Memo("memo", "Høringsnotat", positions=(position,)),))
    found = printed(replace(TYPICAL, consultation=consultation))
    assert "Ikke imødekommet: »Svaret fra AB har ikke.« …" in found
    assert sentences[0] not in found


def test_a_step_of_the_commission_is_told_in_danish() -> None:
    """Its English title is the proposal's own, and its status a word of a portal."""
    content = with_proposal(
        TYPICAL, title="Ledelse ved algoritmer", subtitle="Algorithmic management",
        steps=(Step("Algorithmic management", "CFE", "OPEN", date(2026, 1, 14)),),
    )  # fmt: skip
    found = printed(replace(content, milestones=(), related=()))
    assert "14. januar 2026Ledelse ved algoritmer (åben for bidrag)\n" in found


def test_an_interpellation_is_asked_about_as_one() -> None:
    """It is no proposal that one takes a position on."""
    content = with_proposal(TYPICAL, kind=ProposalKind.INTERPELLATION, deadlines=())
    assert "om forespørgslen, og i givet fald med hvad?" in printed(content)
