"""What is followed over time: looked up in the store, counted, written as a report."""

from datetime import date, timedelta

from briefing.delivery.folder import TrendName, deliver
from briefing.domain.profile import Profile
from briefing.domain.review import Decision
from briefing.domain.trend import By, Length, Span, Trend, matters, rows_of, spans
from briefing.errors import UsageError
from briefing.language.written import danish_day
from briefing.pipeline.line import Line
from briefing.rendering.trends import as_json, render

_BACK = {
    Length.MONTH: timedelta(days=152),
    Length.QUARTER: timedelta(days=273),
    Length.YEAR: timedelta(days=730),
}
"""How far back the first of the periods lies that are shown unless one is given."""


def trend(
    line: Line,
    profile: Profile,
    by: By,
    length: Length,
    since: date | None = None,
    until: date | None = None,
) -> Trend:
    """The profile's matters over whole periods, up to that of `until` (else today).

    Without `since` six months, four quarters or three years. UsageError when the days
    are the wrong way round.
    """
    today = danish_day(line.clock())
    last = until or today
    first = since or last - _BACK[length]
    if first > last:
        raise UsageError("The period ends before it begins.")
    glances = line.store.glances(profile.id)
    found = matters(glances, (each.refs for each in line.store.dossiers()))
    several = spans(first, last, length)
    inside = [each for each in found if Span.around(each.presented, length) in several]
    return Trend(
        profile=profile,
        by=by,
        length=length,
        now=line.clock(),
        today=today,
        spans=several,
        totals=rows_of(found, None, several, length),
        rows=rows_of(found, by, several, length),
        outside=len(found) - len(inside),
        rejected=sum(each.decision is Decision.REJECTED for each in glances),
        watched_since=min((danish_day(e.first_at) for e in glances), default=None),
        example=any(each.latest.example for each in inside),
    )


def write_trend(line: Line, found: Trend) -> str:
    """Write the report as Word and JSON beside each other; its path below output.

    One of the same day, profile and division is written anew.
    """
    template = line.templates / found.profile.trend_template
    body = line.compute(render, found, template)
    name = TrendName(found.profile, found.by, found.length, found.today)
    deliver(line.output, name, body, as_json(found))
    line.store.save_briefing(name.as_file(body, found.now))
    return name.path
