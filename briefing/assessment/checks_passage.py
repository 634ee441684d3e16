"""The process checks on the way through the Folketing and to entry into force."""

from datetime import date

from briefing.assessment.case import Case
from briefing.assessment.checks_text import says_none
from briefing.assessment.passages import cite
from briefing.assessment.thresholds import (
    COMMON_DATES,
    THRESHOLDS,
    shown,
    unknown,
)
from briefing.assessment.timeline import (
    Day,
    entry,
    introduced,
    is_bill,
    is_danish,
    reading,
)
from briefing.domain.assessment import Answer, Check
from briefing.domain.document import Citation, Part
from briefing.domain.proposal import DocumentKind, ProposalKind


def fast_first_reading(case: Case) -> Check | None:
    """Whether the first reading was too soon after the introduction."""
    if case.proposal.kind is not ProposalKind.BILL:
        return None
    _ = case.translate
    rule = _(
        "The first reading is not held before 2 days after the introduction, and "
        "should not be before 5 days (standing orders, § 11; guide on law quality, "
        "10.2)."
    )
    start, first = introduced(case), reading(case, 1)
    if start is None or first is None:
        return unknown(
            case,
            "fast_first_reading",
            rule,
            _("the day of the introduction or of the first reading"),
        )
    days = (first.date - start.date).days
    text = _(
        "{days} days from the introduction on {start} to the first reading on {end}.",
        days=days,
        start=shown(case, start.date),
        end=shown(case, first.date),
    )
    soon = days < THRESHOLDS["first_reading_not_before"].value
    return Check(
        "fast_first_reading",
        Answer.YES if soon else Answer.NO,
        text,
        rule,
        (*start.citations, *first.citations),
    )


def urgent_passage(case: Case) -> Check | None:
    """Whether it is passed faster than the standing orders allow."""
    if case.proposal.kind is not ProposalKind.BILL:
        return None
    _ = case.translate
    rule = _(
        "The third reading is not held before 30 days after the introduction and 2 "
        "days after the second reading; exceptions need three quarters of the votes "
        "(standing orders, § 13; guide on law quality, 10.11)."
    )
    start, second, third = introduced(case), reading(case, 2), reading(case, 3)
    if start is None or third is None:
        return unknown(
            case,
            "urgent_passage",
            rule,
            _("the day of the introduction or of the third reading"),
        )
    days = (third.date - start.date).days
    text = _(
        "{days} days from the introduction on {start} to the third reading on {end}.",
        days=days,
        start=shown(case, start.date),
        end=shown(case, third.date),
    )
    fast = days < THRESHOLDS["third_after_introduction"].value
    citations = (*start.citations, *third.citations)
    if second is not None:
        between = (third.date - second.date).days
        text += " " + _("{days} days after the second reading.", days=between)
        fast = fast or between < THRESHOLDS["third_after_second"].value
        citations = (*citations, *second.citations)
    answer = Answer.YES if fast else Answer.NO
    return Check("urgent_passage", answer, text, rule, citations)


def entry_off_common_dates(case: Case) -> Check | None:
    """Whether rules for business start on other days than 1 January or 1 July."""
    if not is_danish(case):
        return None
    _ = case.translate
    name = "entry_off_common_dates"
    rule = _(
        "Rules with direct consequences for business start on 1 January or 1 July "
        "(guide on law quality, 3.5.2.1)."
    )
    start = entry(case)
    if start is None:
        return unknown(case, name, rule, _("the day of entry into force"))
    text = _("Entry into force is on {day}.", day=shown(case, start.date))
    if (start.date.month, start.date.day) in COMMON_DATES:
        return Check(name, Answer.NO, text, rule, start.citations)
    business = business_consequences(case)
    if business is None:
        return unknown(
            case, name, rule, _("the point on consequences for business"), text
        )
    said = (
        _("The text sees consequences for business.")
        if business
        else _("The text sees no consequences for business.")
    )
    return Check(
        name,
        Answer.YES if business else Answer.NO,
        f"{text} {said}",
        rule,
        (*start.citations, *business),
    )


def business_consequences(case: Case) -> tuple[Citation, ...] | None:
    """Where the text sees consequences for business: () for none, None if unsaid."""
    found = case.sentences(Part.BUSINESS_ECONOMY)
    if not found:
        return None
    with_some = [each for each in found if not says_none(each[2])]
    return tuple(cite(*each) for each in with_some[:1])


def short_adaptation(case: Case) -> Check | None:
    """How many days there are from adoption to entry into force."""
    if not is_bill(case):
        return None
    _ = case.translate
    name = "short_adaptation"
    rule = _(
        "The time from adoption to entry into force is time to adapt; rules for "
        "business are adopted at least 4 weeks before (guide on law quality, 3.5.2.2)."
    )
    start, adopted = entry(case), reading(case, 3)
    if start is None:
        return unknown(case, name, rule, _("the day of entry into force"))
    if adopted is None:
        return unknown(
            case, name, rule, _("the day of the third reading, held or planned")
        )
    days = (start.date - adopted.date).days
    text = _(
        "{days} days from the third reading on {adopted} to entry into force on "
        "{start}.",
        days=days,
        adopted=shown(case, adopted.date),
        start=shown(case, start.date),
    )
    return Check(name, Answer.YES, text, rule, (*start.citations, *adopted.citations))


def adaptation_days(case: Case) -> tuple[int, Day] | None:
    """Days from adoption to entry into force and the latter, where both are known."""
    start, adopted = entry(case), reading(case, 3)
    if start is None or adopted is None or not is_bill(case):
        return None
    return (start.date - adopted.date).days, start


def late_amendments(case: Case) -> Check | None:
    """Whether amendments were moved between the second and the third reading."""
    if case.proposal.kind is not ProposalKind.BILL:
        return None
    _ = case.translate
    name = "late_amendments"
    rule = _(
        "Amendments between the second and the third reading leave little time to "
        "see what they mean."
    )
    second, third = reading(case, 2), reading(case, 3)
    if second is None:
        return unknown(case, name, rule, _("the day of the second reading"))
    late = tuple(_amendments(case, second.date, third.date if third else date.max))
    if late:
        text = _(
            "Amendments were moved on {days}.",
            days=", ".join(sorted({shown(case, each.date) for each in late})),
        )
        cited = tuple(one for each in late for one in each.citations)
        return Check(name, Answer.YES, text, rule, (*cited[:3], *second.citations))
    text = _("No amendment is dated between the second and the third reading.")
    return Check(name, Answer.NO, text, rule, second.citations)


def _amendments(case: Case, since: date, until: date) -> list[Day]:
    steps = [
        Day(step.date, case.field(f"step.{number}"))
        for number, step in enumerate(case.proposal.steps, 1)
        if step.date
        and "ændringsforslag" in f"{step.title} {step.native_type}".lower()
        and "frist" not in step.title.lower()
    ]
    documents = [
        Day(each.date, case.from_record(f"{each.date.isoformat()} {each.title}"))
        for each in case.proposal.documents
        if each.date and each.kind is DocumentKind.AMENDMENT
    ]
    return [
        each
        for each in (*steps, *documents)
        if since < each.date <= until and each.citations
    ]
