"""Deadlines in words: when, how long there is, who says so, and what is uncertain."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from briefing.domain.deadline import Claim, Due, Move
from briefing.domain.proposal import Deadline, DeadlineKind
from briefing.language import Translator
from briefing.language.remaining import remaining, weekday_differs, when
from briefing.language.written import danish_day, format_date

THE_DEADLINE: Mapping[DeadlineKind, str] = {
    DeadlineKind.CONSULTATION: "The consultation deadline",
    DeadlineKind.FEEDBACK: "The deadline for feedback to the Commission",
    DeadlineKind.SOCIAL_PARTNERS: "The deadline for the social partners' reply",
    DeadlineKind.COMMITTEE_QUESTIONS: "The committee's deadline for questions",
    DeadlineKind.COMMITTEE_AMENDMENTS: "The committee's deadline for amendments",
    DeadlineKind.COMMITTEE_REPORT: "The committee's report",
    DeadlineKind.READING: "The reading in the Folketing",
    DeadlineKind.PLENARY_VOTE: "The vote in the European Parliament",
}
"""Each kind of deadline as the subject of a sentence."""
_QUOTE_LENGTH = 220


def the_deadline(kind: DeadlineKind, say: Translator) -> str:
    """The deadline as the subject of a sentence: "Høringsfristen"."""
    return say(THE_DEADLINE[kind])


def left(deadline: Deadline, now: datetime, say: Translator) -> str:
    """How long there is left, in working days; or that it has passed."""
    found = remaining(deadline, now)
    if found.has_passed:
        return say("has passed")
    if found.days <= 0:
        return say("today")
    if found.working_days is None:
        return say("{count} days left", count=found.days)
    if found.working_days == 0:
        return say("no working days left")
    if found.working_days == 1:
        return say("1 working day left")
    return say("{count} working days left", count=found.working_days)


def moved(move: Move, say: Translator) -> str:
    """A move: "Høringsfristen er flyttet fra 3. til 10. december 2026"."""
    return say(
        "{deadline} has been moved from {before} to {after}.",
        deadline=the_deadline(move.after.kind, say),
        before=_from_day(move.before, move.after, say),
        after=when(move.after, say),
    )


def _from_day(before: Deadline, after: Deadline, say: Translator) -> str:
    """The first of two days, without the month and year that they share."""
    days_only = before.at is None and after.at is None
    if not days_only or before.date == after.date or say.language != "da":
        return when(before, say)
    return _shared(before.date, after.date) or when(before, say)


def _shared(before: date, after: date) -> str:
    if (before.year, before.month) == (after.year, after.month):
        return f"{before.day}."
    if before.year == after.year:
        return format_date(before, "da").removesuffix(f" {before.year}")
    return ""


def origin(claim: Claim, say: Translator) -> str:
    """Where a claim stands: the field of the record, or the document with its words."""
    deadline = claim.deadline
    title = claim.title or deadline.document
    if deadline.quote and not title:
        return f"“{_shortened(deadline.quote)}”"
    if deadline.quote:
        return say(
            "»{title}«: “{quote}”",
            title=title,
            quote=_shortened(deadline.quote),
        )
    if deadline.origin:
        return say("the source's field »{field}«", field=_shortened(deadline.origin))
    return say("the source's record")


def _shortened(quote: str) -> str:
    flat = " ".join(quote.split())
    if len(flat) <= _QUOTE_LENGTH:
        return flat
    return flat[:_QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"


def conflict(due: Due, say: Translator) -> str:
    """Who says what, when places differ and nobody has decided; else empty."""
    if not due.is_conflicting:
        return ""
    said = "; ".join(
        say(
            "{when} ({origin})",
            when=when(each.deadline, say),
            origin=origin(each, say),
        )
        for each in sorted(due.claims, key=lambda claim: claim.deadline.date)
    )
    return say(
        "The places differ on the deadline: {said}. The earliest counts until "
        "somebody has decided.",
        said=said,
    )


def decided(due: Due, say: Translator) -> str:
    """Who decided which day counts, when and why; and whether that is out of date."""
    found = due.decision
    if found is None:
        return ""
    text = say(
        "{name} decided on {day} that {when} counts: {why}",
        name=found.by,
        day=format_date(danish_day(found.decided_at), say.language),
        when=when(found.deadline, say),
        why=found.why.rstrip(".") + ".",
    )
    if not due.is_stale:
        return text
    stale = say(
        "The sources say something else than when that was decided: the earliest "
        "counts until somebody has decided again."
    )
    return f"{text} {stale}"


def short_period(due: Due, say: Translator) -> str:
    """That a consultation is shorter than four weeks, and what that rests on."""
    if due.period is None or not due.period.is_short:
        return ""
    return say(
        "The consultation is shorter than the four weeks that are normal: {days} days, "
        "from {start} (the day the source gives for sending it out) to {end}.",
        days=due.period.days,
        start=format_date(due.period.start, say.language),
        end=format_date(due.period.end, say.language),
    )


def doubts(due: Due, say: Translator) -> str:
    """A weekday in a quoted text that does not fit its date; else empty."""
    wrong = [each for each in due.claims if weekday_differs(each.deadline)]
    if not wrong:
        return ""
    return say(
        "The day of the week in the text does not fit its date: {origin}.",
        origin="; ".join(origin(each, say) for each in wrong),
    )


def remarks(due: Due, say: Translator) -> Iterator[str]:
    """Everything that a reader must know beside the day itself, as sentences."""
    yield from filter(
        None,
        (
            conflict(due, say),
            doubts(due, say),
            *(moved(each, say) for each in due.moves[-1:]),
            decided(due, say),
            short_period(due, say),
        ),
    )
