"""An invented development over four quarters, full or with little, and an empty one."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from briefing.domain.assessment import Dimension, Level, Party
from briefing.domain.review import Decision
from briefing.domain.trend import (
    By,
    Glance,
    Length,
    Trend,
    Weight,
    matters,
    rows_of,
    spans,
)
from briefing.rendering.sample import PROFILE

NOW = datetime(2026, 2, 10, 6, 0, tzinfo=UTC)
_FIRST, _LAST = date(2025, 1, 15), date(2025, 12, 15)
_LEVELS = tuple(Level)
_MINISTRIES = (
    "Beskæftigelsesministeriet",
    "Børne- og Undervisningsministeriet",
    "Arbejdstilsynet",
    "",
)
_SOURCES = ("folketinget", "hoeringsportalen", "have_your_say")


def _glance(number: int, presented: date) -> Glance:
    """One matter; its risks follow from its number, so that all kinds occur."""
    dimensions = tuple(Dimension)
    risks = tuple(
        Weight(
            dimensions[(number * step + step) % len(dimensions)],
            tuple(Party)[(number + step) % 3],
            _LEVELS[max(number // 4 % 4 - step, 0)],
        )
        for step in range(number % 4)
    )
    made = datetime.combine(presented, datetime.min.time(), UTC)
    return Glance(
        ref=f"dk/folketinget/20251/L{900 + number}",
        version=1,
        created_at=made,
        first_at=made,
        presented=presented,
        source=_SOURCES[number % len(_SOURCES)],
        ministry=_MINISTRIES[number % len(_MINISTRIES)],
        risks=risks,
        decision=Decision.APPROVED if number % 3 else None,
        example=True,
    )


def sample_trend(
    *, language: str = "da", by: By = By.DIMENSION, count: int = 60
) -> Trend:
    """Matters spread over four quarters, more of them later; the last is over."""
    days = (_LAST - _FIRST).days
    glances = [
        _glance(each, _FIRST + timedelta(days=int(days * (each / count) ** 0.7)))
        for each in range(count)
    ]
    found = matters(glances, ())
    several = spans(_FIRST, _LAST, Length.QUARTER)
    return Trend(
        profile=replace(PROFILE, language=language),
        by=by,
        length=Length.QUARTER,
        now=NOW,
        today=NOW.date(),
        spans=several,
        totals=rows_of(found, None, several, Length.QUARTER),
        rows=rows_of(found, by, several, Length.QUARTER),
        outside=3,
        rejected=1,
        watched_since=min((each.first_at.date() for each in glances), default=None),
        example=bool(glances),
    )


def empty_trend(*, language: str = "da") -> Trend:
    """Four quarters in which nothing was presented."""
    found = sample_trend(language=language, count=0)
    return replace(found, outside=0, rejected=0, profile=replace(
        found.profile, case_number=""))  # fmt: skip
