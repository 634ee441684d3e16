"""How the development is told: names of periods and groups, sentences, reservations."""

from collections.abc import Iterator
from itertools import islice

from briefing.domain.assessment import Dimension, Party
from briefing.domain.trend import By, Length, Row, Span, Trend
from briefing.language import Translator
from briefing.language.written import format_date, format_month
from briefing.rendering.labels import DIMENSIONS, PARTIES, source_label

FEW = 10
"""Fewer matters than this in a period say nothing of a development."""
_NAMED = 3
DIVISIONS = {
    By.DIMENSION: "Risk dimension",
    By.PARTY: "Party",
    By.MINISTRY: "Ministry or authority",
    By.SOURCE: "Source",
}
LENGTHS = {
    Length.MONTH: "by month",
    Length.QUARTER: "by quarter",
    Length.YEAR: "by year",
}


def span_name(span: Span, length: Length, say: Translator) -> str:
    """A period as people call it: "november 2026", "4. kvartal 2026", "2026"."""
    if length is Length.YEAR:
        return str(span.first.year)
    if length is Length.MONTH:
        return format_month(span.first, say.language)
    quarter = (span.first.month + 2) // 3
    return say("{quarter}. quarter of {year}", quarter=quarter, year=span.first.year)


def told_span(found: Trend, span: Span, say: Translator) -> str:
    """As `span_name`, marked where the period has not ended."""
    name = span_name(span, found.length, say)
    return say("{period} (not over)", period=name) if found.is_running(span) else name


def group_name(group: str, by: By, say: Translator) -> str:
    """What is counted, by its name; the ministry that nobody gave has one too."""
    if by is By.DIMENSION:
        return say(DIMENSIONS[Dimension(group)])
    if by is By.PARTY:
        return say(PARTIES[Party(group)])
    if by is By.SOURCE:
        return source_label(group)
    return group or say("No ministry (mostly the EU)")


def headline(found: Trend, say: Translator) -> Iterator[str]:
    """The most important numbers, of the latest period and the one before it."""
    last = found.totals[-1]
    yield say(
        "{period}: {matters}, of which {grave} with a high or critical risk. Approved: "
        "{approved}. Drafts: {drafts}.",
        period=told_span(found, last.span, say),
        matters=matters(last.now.total, say),
        grave=last.now.grave,
        approved=last.now.approved,
        drafts=last.now.drafts,
    )
    yield say(
        "The period before: {matters}, of which {grave} with a high or critical risk.",
        matters=matters(last.before.total, say),
        grave=last.before.grave,
    )
    rows = found.of(last.span)
    grave = sorted(rows, key=lambda each: -each.now.grave)
    if grave and grave[0].now.grave:
        yield say(
            "Most with a high or critical risk: {groups}.",
            groups=", ".join(
                f"{group_name(each.group, found.by, say)} ({each.now.grave})"
                for each in islice(grave, _NAMED)
                if each.now.grave
            ),
        )
    if not is_little(found) and not found.is_running(last.span):
        yield from _moved(found, rows, say)


def _moved(found: Trend, rows: tuple[Row, ...], say: Translator) -> Iterator[str]:
    """The group that grew most; only where there is enough to compare."""
    grown = max(rows, key=lambda each: each.now.total - each.before.total, default=None)
    if grown and grown.now.total > grown.before.total:
        yield say(
            "Grown most since the period before: {group}, from {before} to {now}.",
            group=group_name(grown.group, found.by, say),
            before=grown.before.total,
            now=grown.now.total,
        )


def matters(count: int, say: Translator) -> str:
    """How many matters, in words that agree."""
    return say("one matter") if count == 1 else say("{count} matters", count=count)


def is_little(found: Trend) -> bool:
    """Whether the last two periods hold too little to tell of a development."""
    last = found.totals[-1]
    return min(last.now.total, last.before.total) < FEW


def reservations(found: Trend, say: Translator) -> Iterator[str]:
    """What the numbers cannot bear."""
    last = found.totals[-1]
    if is_little(found) and not found.is_empty:
        yield say(
            "There are few matters ({now} in the latest period, {before} in the one "
            "before). A difference of this size may be chance and shows no "
            "development.",
            now=last.now.total,
            before=last.before.total,
        )
    if found.is_running(last.span):
        yield say(
            "The latest period is not over: its numbers still grow, and cannot be held "
            "against those of a whole one."
        )
    if found.watched_since and found.watched_since > found.spans[0].first:
        yield say(
            "The first assessment was made on {day}. What was presented before that is "
            "counted only as far as it was read back.",
            day=format_date(found.watched_since, say.language),
        )
    if found.outside:
        yield say("Presented in other periods: {matters}.",
                  matters=matters(found.outside, say))  # fmt: skip
    if found.rejected:
        yield say(
            "Not counted, because the assessment was rejected: {count}.",
            count=found.rejected,
        )


def how_counted(by: By, say: Translator) -> str:
    """What a number is a number of, in the reader's language."""
    general = say(
        "Counted are matters that were relevant enough for a briefing. A matter counts "
        "once, also where it was first a draft in consultation and then a bill: with "
        "the latest assessment of what it has come to, the bill before the draft, in "
        "the period in which it was first presented. The level is the highest of its "
        "risks, from the fixed matrix of likelihood and impact. An assessment is a "
        "draft until a named person has approved it; a later assessment may change "
        "numbers of earlier periods."
    )
    if by in {By.DIMENSION, By.PARTY}:
        several = say(
            "A matter with risks in several groups is counted under each of them, and "
            "once in the total."
        )
        return f"{general} {several}"
    return general
