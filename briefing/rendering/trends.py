"""The development on paper: the translation into fields, its JSON, its table."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

from briefing.domain.trend import LEVELS, Row, Tally, Trend
from briefing.language import Translator, translator
from briefing.language.written import format_date
from briefing.rendering.desk import prose
from briefing.rendering.fields import OrganisationFields
from briefing.rendering.labels import LEVELS as LEVEL_NAMES
from briefing.rendering.picture import Bar, bars
from briefing.rendering.record import json_bytes
from briefing.rendering.runs import Paper, Runs, printable
from briefing.rendering.trend_fields import (
    TrendFields,
    TrendGroupFields,
    TrendPeriodFields,
)
from briefing.rendering.trend_words import (
    DIVISIONS,
    LENGTHS,
    group_name,
    headline,
    how_counted,
    reservations,
    span_name,
    told_span,
)
from briefing.rendering.word import in_language, printed, shortened

_MINUS = "\N{MINUS SIGN}"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_HUNDRED = 100


def render(found: Trend, template: Path) -> bytes:
    """The report as a Word file; TemplateError when the template is to blame."""
    return printed(
        in_language(template, found.profile.language),
        lambda paper: fields(found, paper),
        lambda document, _paper: _describe(document, found),
    )


def fields(found: Trend, paper: Paper) -> TrendFields:
    """Everything that the template can print, in the profile's language."""
    _ = translator(found.profile.language)
    is_empty = found.is_empty
    last = found.spans[-1]
    groups = [each for each in found.of(last) if each.now.total or each.before.total]
    return TrendFields(
        organisation=OrganisationFields(
            prose(found.profile.organisation), prose(found.profile.case_number)
        ),
        eksempel=_("EXAMPLE DATA – invented for demonstration")
        if found.example
        else "",
        dato=prose(format_date(found.today, _.language)),
        titel=_title(found, _),
        opdeling=_(DIVISIONS[found.by]),
        tidsrum=prose(_time(found, _)),
        seneste=prose(told_span(found, last, _)),
        tomt=_("No matter was presented in these periods.") if is_empty else "",
        hovedtal=[] if is_empty else [prose(each) for each in headline(found, _)],
        forbehold=[prose(each) for each in reservations(found, _)],
        billede=Runs("", "") if is_empty else _picture_of_spans(found, paper, _),
        perioder=[] if is_empty else [_period(e, found, _) for e in found.totals],
        billede_grupper=_picture_of_groups(found, groups, paper, _)
        if groups
        else Runs("", ""),
        grupper=[_group(each, found, _) for each in groups],
        optælling=prose(how_counted(found.by, _)),
    )


def _title(found: Trend, say: Translator) -> str:
    return say("Development by {division}", division=say(DIVISIONS[found.by]).lower())


def _time(found: Trend, say: Translator) -> str:
    return say(
        "{first} to {last}, {length}",
        first=format_date(found.spans[0].first, say.language),
        last=format_date(found.spans[-1].last, say.language),
        length=say(LENGTHS[found.length]),
    )


def _counts(tally: Tally) -> tuple[int, ...]:
    return tuple(tally.levels.get(each, 0) for each in LEVELS)


def level_names(say: Translator) -> tuple[str, ...]:
    """What the levels are called, from none to critical."""
    return tuple(say(LEVEL_NAMES[e]) if e else say("No risk found") for e in LEVELS)


def _picture_of_spans(found: Trend, paper: Paper, say: Translator) -> Runs:
    several = [
        Bar(told_span(found, each.span, say), _counts(each.now))
        for each in found.totals
    ]
    title = say("Matters in each period by their highest level")
    return _picture(several, title, paper, say)


def _picture_of_groups(
    found: Trend, groups: Iterable[Row], paper: Paper, say: Translator
) -> Runs:
    several = [
        Bar(group_name(each.group, found.by, say), _counts(each.now))
        for each in groups
        if each.now.total
    ]
    if not several:
        return Runs("", "")
    title = say(
        "Matters in {period} by their highest level in each group",
        period=told_span(found, found.spans[-1], say),
    )
    return _picture(several, title, paper, say)


def _picture(several: list[Bar], title: str, paper: Paper, say: Translator) -> Runs:
    names = level_names(say)
    told = "; ".join(
        f"{each.name}: " + ", ".join(
            f"{name.lower()} {count}"
            for name, count in zip(names, each.counts, strict=True)
            if count
        )
        if sum(each.counts)
        else f"{each.name}: 0"
        for each in several
    )  # fmt: skip
    body = bars(several, names, say("Matters"))
    return paper.picture(body, printable(f"{title}. {told}."))


def _period(row: Row, found: Trend, say: Translator) -> TrendPeriodFields:
    none, low, medium, high, critical = _counts(row.now)
    return TrendPeriodFields(
        titel=prose(told_span(found, row.span, say)),
        uden=none,
        lav=low,
        middel=medium,
        høj=high,
        kritisk=critical,
        i_alt=row.now.total,
        godkendte=row.now.approved,
        udkast=row.now.drafts,
    )


def _group(row: Row, found: Trend, say: Translator) -> TrendGroupFields:
    none, low, medium, high, critical = _counts(row.now)
    by_span = {e.span: e.now.total for e in found.rows if e.group == row.group}
    course = [str(by_span.get(each, 0)) for each in found.spans]
    return TrendGroupFields(
        titel=prose(group_name(row.group, found.by, say)),
        uden=none,
        lav=low,
        middel=medium,
        høj=high,
        kritisk=critical,
        i_alt=row.now.total,
        før=row.before.total,
        ændring=change(row),
        forløb=" · ".join(course),
        godkendte=row.now.approved,
        udkast=row.now.drafts,
    )


def change(row: Row) -> str:
    """How many more or fewer than in the period before, with its sign."""
    more = row.now.total - row.before.total
    return f"+{more}" if more > 0 else str(more).replace("-", _MINUS)


def _describe(document: Any, found: Trend) -> None:
    _ = translator(found.profile.language)
    properties = document.core_properties
    properties.title = shortened(_title(found, _))
    properties.subject = shortened(_time(found, _))
    properties.author = shortened(found.profile.organisation)
    properties.last_modified_by = properties.author
    properties.language = "da-DK" if _.language == "da" else "en-GB"
    moment = found.now.astimezone(UTC).replace(tzinfo=None)  # as OPC keeps it
    properties.created = properties.modified = moment


def values(found: Trend, say: Translator) -> dict[str, Any]:
    """The development as plain values: every row, how it is counted, reservations."""
    return {
        "schema": "trends/1",
        "profile": found.profile.id,
        "by": found.by.value,
        "period": found.length.value,
        "since": found.spans[0].first.isoformat(),
        "until": found.spans[-1].last.isoformat(),
        "created_at": found.now.isoformat(),
        "example": found.example,
        "totals": [_values(each, found, say) for each in found.totals],
        "groups": [_values(each, found, say) for each in found.rows],
        "outside": found.outside,
        "rejected": found.rejected,
        "reservations": list(reservations(found, say)),
        "counted": how_counted(found.by, say),
    }


def _values(row: Row, found: Trend, say: Translator) -> dict[str, Any]:
    names = [each.value if each else "none" for each in LEVELS]
    is_total = row in found.totals
    return {
        "period": span_name(row.span, found.length, say),
        "first": row.span.first.isoformat(),
        "last": row.span.last.isoformat(),
        "running": found.is_running(row.span),
        "group": None if is_total else row.group,
        "name": None if is_total else group_name(row.group, found.by, say),
        **dict(zip(names, _counts(row.now), strict=True)),
        "total": row.now.total,
        "approved": row.now.approved,
        "drafts": row.now.drafts,
        "before": row.before.total,
    }


def as_json(found: Trend) -> bytes:
    """The report as JSON, with the periods that the Word file has no room for."""
    return json_bytes(values(found, translator(found.profile.language)))


def as_csv(several: Iterable[Trend], say: Translator) -> bytes:
    """Every row as a Danish Excel opens it: semicolons, decimal commas, a BOM.

    A text that a spreadsheet would calculate is marked as text.
    """
    stream = io.StringIO()
    out = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    out.writerow(
        (
            say("Profile"), say("Period"), say("First day"), say("Last day"),
            say("Over"), say("By"), say("Group"), *level_names(say), say("In all"),
            say("High or critical (%)"), say("Approved"), say("Drafts"),
            say("The period before"), say("Change"),
        )
    )  # fmt: skip
    for found in several:
        out.writerows(_lines(found, say))
    return stream.getvalue().encode("utf-8-sig")


def _lines(found: Trend, say: Translator) -> Iterator[tuple[str | int, ...]]:
    for span in found.spans:
        totals = [each for each in found.totals if each.span == span]
        for row in (*totals, *found.of(span)):
            group = (
                say("All, each matter once")
                if row in totals
                else group_name(row.group, found.by, say)
            )
            yield (
                _text(found.profile.id),
                span_name(span, found.length, say),
                span.first.isoformat(),
                span.last.isoformat(),
                say("no") if found.is_running(span) else say("yes"),
                say(DIVISIONS[found.by]),
                _text(group),
                *_counts(row.now),
                row.now.total,
                share(row.now),
                row.now.approved,
                row.now.drafts,
                row.before.total,
                row.now.total - row.before.total,
            )


def share(tally: Tally) -> str:
    """The part at level high or critical in per cent, with a decimal comma."""
    if not tally.total:
        return ""
    return f"{_HUNDRED * tally.grave / tally.total:.1f}".replace(".", ",")


def _text(text: str) -> str:
    plain = printable(text)
    return f"'{plain}" if plain.startswith(_FORMULA) else plain
