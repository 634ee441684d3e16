"""The process checks on the consultation: its length, its days, its answers."""

from datetime import date, timedelta

from briefing.assessment.case import Case
from briefing.assessment.passages import cite
from briefing.assessment.thresholds import (
    SUMMER,
    THRESHOLDS,
    shown,
    span,
    unknown,
)
from briefing.assessment.timeline import (
    consultation,
    first_memo,
    introduced,
    is_danish,
    reading,
)
from briefing.domain.assessment import Answer, Check
from briefing.domain.document import Citation, Part
from briefing.domain.proposal import ProposalKind
from briefing.language.written import is_working_day, working_days

_WORK_WEEK = 5


def consultation_short(case: Case) -> Check | None:
    """Whether it was shorter than four weeks, and whether that is explained."""
    if not is_danish(case):
        return None
    _ = case.translate
    rule = _(
        "Four weeks are normal; less, or none, must be explained in the point on "
        "bodies consulted (guide on law quality, 9.1.2 and 4.2.13)."
    )
    period = consultation(case)
    if period is None:
        return _no_period(case, "consultation_short", rule)
    normal = THRESHOLDS["consultation"].value
    days = _("The consultation ran for {days} days, from {start} to {end}.",
             days=period.days, **span(case, period))  # fmt: skip
    if period.days >= normal:
        return Check("consultation_short", Answer.NO, days, rule, period.citations)
    reason = _explanation(case)
    said = (
        _("A reason is given.")
        if reason
        else _("No reason was found in the documents that could be read.")
    )
    return Check(
        "consultation_short",
        Answer.YES,
        f"{days} {said}",
        rule,
        (*period.citations, *reason),
    )


def _no_period(case: Case, name: str, rule: str) -> Check:
    """None was held, as the text says itself; or it cannot be told."""
    _ = case.translate
    for document, passage, text in case.sentences(Part.CONSULTED):
        if "ikke" in text and "høring" in text:
            return Check(
                name,
                Answer.YES,
                _("The text says that there was no consultation."),
                rule,
                (cite(document, passage, text),),
            )
    return unknown(case, name, rule, _("the first and last day of the consultation"))


def _explanation(case: Case) -> tuple[Citation, ...]:
    words = ("begrundelse", "skyldes", "hensyn til", "på grund af", "haste", "kortere")
    return tuple(
        cite(document, passage, text)
        for document, passage, text in case.sentences(Part.CONSULTED)
        if any(word in text.lower() for word in words)
    )[:1]


def consultation_holidays(case: Case) -> Check | None:
    """Whether it ran in or over holidays; only its dates can be told."""
    if not is_danish(case):
        return None
    _ = case.translate
    name = "consultation_holidays"
    rule = _(
        "The Folketing's Presidium has recommended care with consultations in or over "
        "the schools' summer holiday (September 2018); the length it names has not "
        "been seen here."
    )
    period = consultation(case)
    if period is None:
        return unknown(
            case, name, rule, _("the first and last day of the consultation")
        )
    days = [period.start + timedelta(n) for n in range(period.days + 1)]
    closed = [d for d in days if d.weekday() < _WORK_WEEK and not is_working_day(d)]
    summer = [d for d in days if SUMMER[0] <= (d.month, d.day) <= SUMMER[1]]
    text = _(
        "The period from {start} to {end} holds {working} working days.",
        working=working_days(period.start, period.end),
        **span(case, period),
    )
    if not closed and not summer:
        said = _("No public holiday and no day of the summer holidays falls in it.")
        return Check(name, Answer.NO, f"{text} {said}", rule, period.citations)
    said = " ".join(
        part
        for part in (
            _("Public holidays on weekdays fall in it.") if closed else "",
            _("Days around the summer holidays fall in it.") if summer else "",
        )
        if part
    )
    return Check(
        name,
        Answer.UNKNOWN,
        f"{text} {said}",
        rule,
        period.citations,
        _("the wording of the recommendation, to judge the dates by"),
    )


def consultation_unfinished(case: Case) -> Check | None:
    """Whether the bill was introduced before the consultation had ended."""
    if case.proposal.kind is not ProposalKind.BILL:
        return None
    _ = case.translate
    name = "consultation_unfinished_at_introduction"
    rule = _(
        "The consultation should be finished before the bill is introduced (guide on "
        "law quality, 9.1.1)."
    )
    period, start = consultation(case), introduced(case)
    if period is None or start is None:
        return unknown(
            case, name, rule, _("the end of the consultation or the introduction")
        )
    text = _(
        "The consultation ended on {end}; the bill was introduced on {day}.",
        end=shown(case, period.end),
        day=shown(case, start.date),
    )
    answer = Answer.YES if period.end >= start.date else Answer.NO
    return Check(name, answer, text, rule, (*period.citations, *start.citations))


def answers_late(case: Case) -> Check | None:
    """Whether the answers reached the Folketing too late for the first reading."""
    if case.proposal.kind is not ProposalKind.BILL:
        return None
    _ = case.translate
    rule = _(
        "The answers are to reach the Folketing at the latest on Thursday at 15:00 in "
        "the week before the first reading (guide of 2018, 6.1.7)."
    )
    memo, first = first_memo(case), reading(case, 1)
    if memo is None or first is None:
        return unknown(
            case,
            "answers_late",
            rule,
            _("the day of the consultation memo or of the first reading"),
        )
    limit = latest_answer_day(first.date)
    text = _(
        "The memo or the answers are dated {day}; the first reading is on {reading}, "
        "so that the last day was {limit}.",
        day=shown(case, memo.date),
        reading=shown(case, first.date),
        limit=shown(case, limit),
    )
    missing = ""
    answer = Answer.YES if memo.date > limit else Answer.NO
    if memo.date == limit:
        answer, missing = Answer.UNKNOWN, _("the time of day they were sent")
    return Check(
        "answers_late",
        answer,
        text,
        rule,
        (*memo.citations, *first.citations),
        missing,
    )


def latest_answer_day(first_reading: date) -> date:
    """The Thursday of the week before the one with the first reading."""
    monday = first_reading - timedelta(first_reading.weekday())
    return monday - timedelta(7) + timedelta(THRESHOLDS["answers_weekday"].value)
