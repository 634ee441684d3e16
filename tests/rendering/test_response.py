"""The outline of a consultation response and the short note, as Word files."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from awkward_contents import (
    CASES,
    TYPICAL,
    attention,
    change,
    judged,
    with_points,
    with_proposal,
)
from word_texts import header_text, lines, opened, text

from briefing.domain.assessment import Party, Point, PointKind
from briefing.domain.briefing import BriefingContent, Form
from briefing.domain.proposal import Deadline, DeadlineKind, Stage
from briefing.language.written import NO_BREAK
from briefing.rendering.response import can_be_answered
from briefing.rendering.word import render

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FILES = {Form.RESPONSE: "hoeringssvar.docx", Form.SHORT: "kort-notat.docx"}
IN_CONSULTATION = with_proposal(
    TYPICAL,
    stage=Stage.CONSULTATION_OPEN,
    deadlines=(Deadline(DeadlineKind.CONSULTATION, date(2026, 3, 2), "page"),),
    other_identifiers=("2026 - 4471",),
)


def said(content: BriefingContent, form: Form) -> str:
    """The text of a document with ordinary spaces."""
    return text(render(content, TEMPLATES / FILES[form], form)).replace(NO_BREAK, " ")


def test_a_response_is_addressed_and_dated() -> None:
    """Who it goes to, under which number, until when."""
    found = said(IN_CONSULTATION, Form.RESPONSE)
    assert "Beskæftigelsesministeriet" in found
    assert "2026 - 4471 · vores: 2026-0042" in found
    assert "Høringsfrist: 2. marts 2026" in found
    assert "Find modtagerens sagsnummer" not in found


def test_a_response_says_what_people_must_write() -> None:
    """The open places are marked, and no position is put in anybody's mouth."""
    found = said(with_proposal(IN_CONSULTATION, other_identifiers=()), Form.RESPONSE)
    assert "[Organisationens holdning i to-tre sætninger]" in found
    assert "Find modtagerens sagsnummer, f.eks. i høringsbrevet; det står" in found
    assert "Her står intet standpunkt fra Eksempelforbundet" in found


def test_remarks_stand_with_their_provision() -> None:
    """In the order of the law; a point that cites the same passage stands there.

    What the organisation must look into itself is a task and no remark.
    """
    first, second = change(2), change(10)
    near = replace(judged(10), party=Party.EMPLOYEES)
    task = replace(attention(10), party=Party.EMPLOYEES)
    theirs = replace(near, text="Kun arbejdsgivernes sag.", party=Party.EMPLOYERS)
    points = with_points(IN_CONSULTATION, second, first, near, task, theirs)
    body = render(points, TEMPLATES / FILES[Form.RESPONSE], Form.RESPONSE)
    found = [each.replace(NO_BREAK, " ") for each in lines(opened(body).element.body)]
    at = [found.index(each) for each in ("§ 1, nr. 2", "§ 1, nr. 10")]
    remark = max(n for n, each in enumerate(found) if each.startswith(near.text))
    to_do = next(n for n, each in enumerate(found) if each.startswith(f"☐ {task.text}"))
    assert at[0] < at[1] < remark < to_do
    assert "Kun arbejdsgivernes sag." not in "\n".join(found)


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (Stage.CONSULTATION_OPEN, True),
        (Stage.EU_CALL_FOR_EVIDENCE, True),
        (Stage.FIRST_READING, False),
        (Stage.ADOPTED, False),
    ],
)
def test_only_what_is_in_consultation_can_be_answered(
    stage: Stage, expected: bool
) -> None:
    """By the stage, where no deadline says otherwise."""
    case = with_proposal(TYPICAL, stage=stage, deadlines=())
    assert expected == can_be_answered(case)


def test_the_short_note_speaks_for_its_own_side() -> None:
    """What weighs for the members, in plain sentences, and what comes when."""
    content = replace(
        TYPICAL, profile=replace(TYPICAL.profile, member_groups=("ledige", "elever"))
    )
    found = said(content, Form.SHORT)
    assert "Til ledige, elever" in found
    assert "Tilsynet kan blive en formalitet" in found
    assert "koster tid og viden i virksomhederne" not in found
    assert "20. februar 2026Udvalgets frist for spørgsmål" in found
    assert "27. januar 2026" not in found
    assert "1. juli 2026Ikrafttræden" in found


def test_sentences_written_for_members_come_first() -> None:
    """Where the analyst wrote plain language, the bottom line is not used."""
    plain = Point(
        PointKind.PLAIN, "Din chef skal fortælle dig det.",
        TYPICAL.assessment.points[0].citations, "test",
    )  # fmt: skip
    points = (*TYPICAL.assessment.points, plain)
    found = said(with_points(TYPICAL, *points), Form.SHORT)
    assert "Din chef skal fortælle dig det. [1" in found
    assert "Forslaget stiller krav om menneskeligt tilsyn" not in found


@pytest.mark.parametrize("form", FILES)
@pytest.mark.parametrize("name", CASES)
def test_every_awkward_case_is_printed(form: Form, name: str) -> None:
    """With its marks and its title, and no field code left over."""
    content = CASES[name]
    body = render(content, TEMPLATES / FILES[form], form)
    printed = text(body)
    mark = "DRAFT" if name == "engelsk" else "UDKAST"
    assert (name != "godkendt") == (mark in header_text(body))
    if name != "tegn":
        assert "{{" not in printed
        assert "{%" not in printed
    assert content.proposal.title[:20] in printed.replace(NO_BREAK, " ")
