"""Counting matters: each once, at its highest level, in the period it came in."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.domain.assessment import Dimension, Level, Party
from briefing.domain.review import Decision
from briefing.domain.trend import (
    By,
    Glance,
    Length,
    Matter,
    Span,
    Weight,
    matters,
    rows_of,
    spans,
)

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)
PAY_HIGH = Weight(Dimension.PAY, Party.EMPLOYEES, Level.HIGH)
PAY_LOW = Weight(Dimension.PAY, Party.BOTH, Level.LOW)
SKILLS = Weight(Dimension.SKILLS, Party.EMPLOYERS, Level.CRITICAL)
DRAFT = Glance(
    "dk/hp/1", 1, AT, AT, date(2026, 6, 30), "hp", "Beskæftigelsesministeriet",
    (PAY_HIGH,),
)  # fmt: skip
BILL = replace(
    DRAFT, ref="dk/ft/L1", created_at=AT + timedelta(days=1), source="ft",
    presented=date(2026, 10, 1), risks=(PAY_LOW, SKILLS), decision=Decision.APPROVED,
)  # fmt: skip
TOGETHER = (("dk/hp/1", "dk/ft/L1"),)
Q2, Q3, Q4 = spans(date(2026, 4, 1), date(2026, 12, 31), Length.QUARTER)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.sampled_from(Length))
def test_every_day_lies_in_one_period(day: date, length: Length) -> None:
    """Periods are whole, follow on each other, and leave no day out."""
    span = Span.around(day, length)
    assert span.first <= day <= span.last
    assert 1 == span.first.day
    after = Span.around(span.last + timedelta(days=1), length)
    assert span.last + timedelta(days=1) == after.first
    assert (span, after) == spans(day, after.first, length)


def test_a_dossier_counts_once_with_the_part_it_has_come_to() -> None:
    """The bill, though the draft was assessed again; on the day of the first part."""
    again = replace(DRAFT, created_at=BILL.created_at + timedelta(days=1))
    (found,) = matters((again, BILL), TOGETHER)
    assert Matter(date(2026, 6, 30), BILL) == found
    (row,) = rows_of((found,), None, (Q2,), Length.QUARTER)
    assert {Level.CRITICAL: 1} == row.now.levels
    assert (1, 0, 1) == (row.now.approved, row.now.drafts, row.now.grave)
    assert 2 == len(matters((DRAFT, BILL), ()))


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (By.DIMENSION, {"pay": Level.LOW, "skills": Level.CRITICAL}),
        (By.PARTY, {"both": Level.LOW, "employers": Level.CRITICAL}),
        (By.MINISTRY, {"Beskæftigelsesministeriet": Level.CRITICAL}),
        (By.SOURCE, {"ft": Level.CRITICAL}),
    ],
)
def test_a_matter_stands_under_each_group_at_the_level_it_has_there(
    by: By, expected: dict[str, Level]
) -> None:
    """The highest of its risks within the group."""
    assert expected == Matter(BILL.presented, BILL).groups(by)


def test_what_a_person_rejected_is_not_counted() -> None:
    """The other part of the matter then stands for it."""
    rejected = replace(BILL, decision=Decision.REJECTED)
    assert (Matter(DRAFT.presented, DRAFT),) == matters((DRAFT, rejected), TOGETHER)
    assert () == matters((rejected,), ())


def test_no_risk_is_counted_as_no_risk() -> None:
    """Under the ministry and in the total; under no dimension."""
    calm = Matter(date(2026, 6, 1), replace(DRAFT, risks=(), ministry=" "))
    (row,) = rows_of((calm,), None, (Q2,), Length.QUARTER)
    assert {None: 1} == row.now.levels
    assert {"": None} == calm.groups(By.MINISTRY)
    assert () == rows_of((calm,), By.DIMENSION, (Q2,), Length.QUARTER)


def test_each_period_stands_beside_the_one_before() -> None:
    """The first of those shown too; a group that went is shown with nothing."""
    early = Matter(date(2026, 6, 30), DRAFT)
    late = Matter(date(2026, 10, 1), BILL)
    total = rows_of((early, late), None, (Q3, Q4), Length.QUARTER)
    assert [(0, 1), (1, 0)] == [(e.now.total, e.before.total) for e in total]
    rows = rows_of((early, late), By.DIMENSION, (Q3, Q4), Length.QUARTER)
    assert [(Q3, "pay", 0, 1), (Q4, "pay", 1, 0), (Q4, "skills", 1, 0)] == [
        (e.span, e.group, e.now.total, e.before.total) for e in rows
    ]


def test_the_largest_ministry_stands_first_and_the_unnamed_last() -> None:
    """By the number of matters in the periods that are shown."""
    found = [
        Matter(day, replace(DRAFT, ministry=name))
        for name, day in (
            ("B", date(2026, 7, 1)),
            ("A", date(2026, 7, 1)),
            ("B", date(2026, 8, 1)),
            ("", date(2026, 8, 1)),
            ("", date(2026, 9, 1)),
            ("", date(2026, 9, 2)),
            ("A", date(2020, 1, 1)),
        )
    ]
    rows = rows_of(found, By.MINISTRY, (Q3,), Length.QUARTER)
    assert ["B", "A", ""] == [each.group for each in rows]
