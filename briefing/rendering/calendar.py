"""Deadlines as an iCalendar file (RFC 5545); the only module that imports icalendar."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from briefing.domain.calendar import CalendarEvent
from briefing.domain.deadline import Due, ends_at
from briefing.domain.handling import OwnResponse
from briefing.domain.profile import Profile, Relevance
from briefing.domain.proposal import Deadline, DeadlineKind, Proposal
from briefing.language import Translator, translator
from briefing.language.remaining import last_day, when
from briefing.language.written import COPENHAGEN
from briefing.rendering import deadlines
from briefing.rendering.context_case import designation
from briefing.rendering.handling import handled_sentences
from briefing.rendering.labels import deadline_label, kind_label
from briefing.rendering.letters.sentences import subject_of
from briefing.rendering.runs import printable

ALARMS_AT = time(9, 0)
"""The Danish time of day at which a calendar reminds."""
_REFRESH = timedelta(hours=1)
_ZONES_FROM, _ZONES_UNTIL = date(2020, 1, 1), date(2038, 1, 1)
ASKED: Mapping[DeadlineKind, str] = {
    DeadlineKind.CONSULTATION: "What is asked: a response to the consultation.",
    DeadlineKind.FEEDBACK: "What is asked: feedback to the European Commission.",
    DeadlineKind.SOCIAL_PARTNERS: "What is asked: the social partners' reply to the "
    "European Commission.",
    DeadlineKind.COMMITTEE_QUESTIONS: "By then questions to the minister must be with "
    "the committee.",
    DeadlineKind.COMMITTEE_AMENDMENTS: "By then amendments must be with the committee.",
    DeadlineKind.COMMITTEE_REPORT: "That day the committee gives its report.",
    DeadlineKind.READING: "That day the proposal is read in the chamber.",
    DeadlineKind.PLENARY_VOTE: "That day the European Parliament votes.",
}
"""What each kind of deadline asks of the organisation, or what happens then."""


@dataclass(frozen=True, slots=True)
class Described:
    """What an event says, without anything that depends on today's date."""

    summary: str
    description: str
    url: str
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """An event with its words; `alarms` are working days left and the Danish day."""

    event: CalendarEvent
    text: Described
    alarms: tuple[tuple[int, date], ...] = ()


def described(
    deadline: Deadline,
    proposal: Proposal,
    due: Due | None,
    relevance: Relevance,
    say: Translator,
    *,
    assigned: str = "",
    response: OwnResponse | None = None,
) -> Described:
    """The words of an event; `due` is None when the deadline has fallen away.

    `assigned` is whose job the matter is, `response` what became of the own answer.
    """
    label = deadline_label(deadline.kind, say)
    summary = f"{label}: {subject_of(proposal)}"
    if due is None:
        summary = say("CANCELLED: {summary}", summary=summary)
    lines = (
        _example(proposal, say),
        f"{designation(proposal)} · {kind_label(proposal.kind, say)}",
        proposal.title,
        *_asked(deadline, due, say),
        *handled_sentences(assigned, response, say),
        *_why(relevance, say),
        say("Source: {url}", url=proposal.url) if proposal.url else "",
    )
    text = "\n".join(printable(each) for each in lines if each)
    return Described(printable(summary), text, proposal.url, (label,))


def _example(proposal: Proposal, say: Translator) -> str:
    is_example = proposal.example
    return say("EXAMPLE DATA – invented for demonstration") if is_example else ""


def _asked(deadline: Deadline, due: Due | None, say: Translator) -> Iterator[str]:
    at = when(deadline, say)
    if due is None:
        yield say(
            "{deadline} of {when} has fallen away: no source gives it any more.",
            deadline=deadlines.the_deadline(deadline.kind, say),
            when=at,
        )
        return
    yield say(ASKED[deadline.kind])
    yield f"{deadline_label(deadline.kind, say)}: {at}"
    for each in due.claims[:2]:
        yield say("As stated: {origin}", origin=deadlines.origin(each, say))
    yield from deadlines.remarks(due, say)


def _why(relevance: Relevance, say: Translator) -> Iterator[str]:
    yield say("Relevance: {score} of 100", score=relevance.score)
    yield from (each.text for each in relevance.reasons[:1])


def as_calendar(profile: Profile, shown: Sequence[Shown]) -> bytes:
    """The calendar of a profile; equal events give equal bytes."""
    _ = translator(profile.language)
    name = _("Deadlines – {organisation}", organisation=printable(profile.organisation))
    found = Calendar()
    found.add("prodid", f"-//briefing//{profile.id}//{profile.language.upper()}")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("name", name)
    found.add("x-wr-calname", name)
    found.add("x-wr-timezone", COPENHAGEN.key)
    found.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", "PT1H")
    for each in shown:
        found.add_component(_event(each, _))
    found.add_missing_timezones(_ZONES_FROM, _ZONES_UNTIL)
    body: bytes = found.to_ical()
    return body


def _event(shown: Shown, say: Translator) -> Event:
    event, text = shown.event, shown.text
    found = Event()
    found.add("uid", event.uid)
    found.add("dtstamp", event.updated_at)
    found.add("created", event.created_at)
    found.add("last-modified", event.updated_at)
    found.add("sequence", event.sequence)
    start = starts(event.deadline)
    found.add("dtstart", start)
    if not isinstance(start, datetime):
        found.add("dtend", start + timedelta(days=1))
    found.add("summary", text.summary)
    found.add("description", text.description)
    if text.url.startswith(("https://", "http://")):
        found.add("url", text.url)
    found.add("categories", list(text.categories))
    found.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    found.add("transp", "TRANSPARENT")
    found.add("class", "PRIVATE")
    for left, day in shown.alarms:
        found.add_component(_alarm(left, day, start, text, say))
    return found


def starts(deadline: Deadline) -> date | datetime:
    """The Danish moment of a deadline, or its last day where it has no time of day.

    00:00 stands as the day before it, which is the last one.
    """
    if deadline.at is None or deadline.at == time(0):
        return last_day(deadline)
    return ends_at(deadline).astimezone(COPENHAGEN)


def _alarm(
    left: int, day: date, start: date | datetime, text: Described, say: Translator
) -> Alarm:
    at = start.replace(tzinfo=None) if isinstance(start, datetime) else None
    begins = at or datetime.combine(start, time(0))
    found = Alarm()
    found.add("action", "DISPLAY")
    found.add("trigger", datetime.combine(day, ALARMS_AT) - begins)
    words = say("{count} working days left", count=left)
    found.add("description", f"{words}: {text.summary}")
    return found
