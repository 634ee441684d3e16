"""The summary: the bottom line first, in not more than four sentences."""

from dataclasses import replace

from briefing.assessment.case import Case
from briefing.assessment.extract import (
    deadline_citations,
    entry_into_force,
    purpose,
)
from briefing.assessment.judge import own_party
from briefing.assessment.passages import quoted
from briefing.assessment.timeline import entry
from briefing.domain.assessment import Party, Point, PointKind
from briefing.domain.document import Citation
from briefing.domain.proposal import Deadline, DeadlineKind
from briefing.language import Translator
from briefing.language.remaining import when
from briefing.language.written import format_date

_KINDS = (
    DeadlineKind.CONSULTATION,
    DeadlineKind.FEEDBACK,
    DeadlineKind.COMMITTEE_QUESTIONS,
    DeadlineKind.COMMITTEE_AMENDMENTS,
)


def summary(case: Case, points: tuple[Point, ...]) -> tuple[Point, ...]:
    """What is wanted, what it means for the organisation's side, from when, by when."""
    found = (
        _wanted(case),
        _for_us(case, points),
        _from_when(case),
        _by_when(case),
    )
    return tuple(each for each in found if each is not None)


def _wanted(case: Case) -> Point | None:
    """The purpose in the text's own words, else what the record calls it."""
    _ = case.translate
    found = purpose(case)
    if found:
        text = _("The proposal says of itself: {quote}", quote=found.value)
        return _sentence("summary.purpose", text, found.citations)
    for field in ("subtitle", "summary", "title"):
        value: str = getattr(case.proposal, field)
        citations = case.field(field)
        if value and citations:
            text = _("The case is about: {quote}", quote=quoted(value, 320))
            return _sentence("summary.record", text, citations)
    return None


def _for_us(case: Case, points: tuple[Point, ...]) -> Point | None:
    """The weight of risks and opportunities for the organisation's side.

    It foresees, as its first point does, and is held against its sources as such.
    """
    _ = case.translate
    own = own_party(case)
    ours = [
        each
        for each in points
        if each.party in {own, Party.BOTH}
        and each.kind in {PointKind.RISK, PointKind.OPPORTUNITY}
    ]
    if not ours:
        return None
    top = max(ours, key=lambda each: (_severity(each), each.kind is PointKind.RISK))
    risks = sum(each.kind is PointKind.RISK for each in ours)
    counts = _counts(_, risks, len(ours) - risks)
    text = _(
        "For your side the rules found {counts}. First of all: {top}",
        counts=counts,
        top=top.text,
    )
    return replace(top, text=text, rule="summary.party", mitigation="")


def _severity(point: Point) -> int:
    return (point.likelihood or 0) * (point.impact or 0)


def _counts(say: Translator, risks: int, opportunities: int) -> str:
    """How many, in words, of those there are: one or several."""
    said = []
    if risks:
        said.append(say("one risk") if risks == 1 else say("several risks"))
    if opportunities:
        one = opportunities == 1
        said.append(say("one opportunity") if one else say("several opportunities"))
    if len(said) == 1:
        return said[0]
    return say("{risks} and {opportunities}", risks=said[0], opportunities=said[1])


def _from_when(case: Case) -> Point | None:
    _ = case.translate
    day = entry(case)
    if day:
        shown = format_date(day.date, case.profile.language)
        text = _("It is to take effect on {day}.", day=shown)
        return _sentence("summary.entry", text, day.citations)
    found = entry_into_force(case)
    if found is None:
        return None
    text = _("Of entry into force the text says: {quote}", quote=found.value)
    return _sentence("summary.entry", text, found.citations)


def _by_when(case: Case) -> Point | None:
    """The deadline for those who are asked, or for questions in the committee."""
    _ = case.translate
    if case.proposal.is_finished:
        return None
    for kind in _KINDS:
        for each in case.proposal.deadlines:
            citations = deadline_citations(case, each)
            if each.kind is kind and citations:
                return _sentence("summary.deadline", _deadline(case, each), citations)
    return None


def _deadline(case: Case, deadline: Deadline) -> str:
    _ = case.translate
    day = when(deadline, _)
    if deadline.kind is DeadlineKind.CONSULTATION:
        return _("The deadline for consultation responses is {day}.", day=day)
    if deadline.kind is DeadlineKind.FEEDBACK:
        return _("The deadline for feedback to the Commission is {day}.", day=day)
    if deadline.kind is DeadlineKind.COMMITTEE_QUESTIONS:
        return _("The committee's deadline for questions is {day}.", day=day)
    return _("The committee's deadline for amendments is {day}.", day=day)


def _sentence(rule: str, text: str, citations: tuple[Citation, ...]) -> Point:
    return Point(PointKind.ATTENTION, text, citations, rule)
