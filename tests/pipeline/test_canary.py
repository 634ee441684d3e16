"""Alarms: what raises one, what does not, how long it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    Proposal,
    ProposalKind,
    Stage,
)
from briefing.domain.source import Area, Scope
from briefing.domain.store import Alarm, SweepRecord
from briefing.language import translator
from briefing.pipeline import canary
from briefing.pipeline.canary import examine, filled, kind_of
from briefing.sources.base import Swept

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SCOPE = Scope(date(2026, 11, 23))
BILL = Proposal(
    ref="dk/toy/1",
    source="toy",
    kind=ProposalKind.BILL,
    native_kind="",
    title="x",
    stage=Stage.FIRST_READING,
    native_status="",
    url="",
    committee="Beskæftigelsesudvalget",
    deadlines=(Deadline(DeadlineKind.READING, date(2026, 12, 1), "x"),),
)


@dataclass
class History:
    """The part of a store that the canary asks, the newest first."""

    records: list[SweepRecord] = field(default_factory=list)

    def sweeps(
        self, _source_id: str, kind: str | None, count: int
    ) -> tuple[SweepRecord, ...]:
        """Those of a kind, or those with proposals."""
        found = [
            each
            for each in self.records
            if (each.proposals if kind is None else each.kind == kind)
        ]
        return tuple(found[:count])


def swept(
    listed: int, proposals: Sequence[Proposal] = (), kind: str = "whole"
) -> SweepRecord:
    """A finished sweep."""
    return SweepRecord(
        "toy", NOW, kind, 1.0, 1, 1, listed, len(proposals), filled(proposals)
    )


def alarms(
    now: SweepRecord, earlier: Sequence[SweepRecord], known: tuple[Alarm, ...] = ()
) -> tuple[Alarm, ...]:
    """What stands after a sweep; the earlier ones are a day old."""
    old = [replace(each, at=each.at - timedelta(days=1)) for each in earlier]
    return examine(History(old), now, known, {})  # type: ignore[arg-type]  # only `sweeps` is asked


@pytest.mark.parametrize(
    ("listed", "earlier", "kind", "expected"),
    [
        (30, [100, 100, 100], "whole", 1),
        (34, [100, 100, 100], "whole", 0),
        (30, [100, 100], "whole", 0),
        (0, [4, 4, 4], "whole", 0),
        (30, [100, 100, 100], "new", 0),
        (3, [10, 12, 11, 9, 10], "new", 1),
        (0, [10, 12, 0, 9, 40], "new", 0),
        (0, [1, 2, 0, 3, 1], "new", 0),
        (0, [100, 100, 100, 100, 100], canary.UNCHANGED, 0),
    ],
)
def test_far_less_than_usual_is_an_alarm(
    listed: int, earlier: list[int], kind: str, expected: int
) -> None:
    """Compared with enough reads of its kind; news that come and go say nothing."""
    before = [swept(each, kind=kind) for each in earlier]
    assert expected == len(alarms(swept(listed, kind=kind), before))


def test_a_field_that_is_suddenly_missing_is_an_alarm() -> None:
    """At least five records of the same kind and stage, then and now."""
    usual = [swept(5, [BILL] * 5)]
    bare = replace(BILL, committee="")
    (alarm,) = alarms(swept(5, [bare] * 5), usual)
    assert "bill/first_reading committee" == alarm.about
    values = {"count": 5, "all": 5, "kind": "bill", "field": "a committee"}
    assert values | {"share": 100} == alarm.values
    assert () == alarms(swept(4, [bare] * 4), usual)
    assert () == alarms(swept(5, [bare] * 3 + [BILL] * 2), usual)
    new = replace(bare, stage=Stage.INTRODUCED)
    assert () == alarms(swept(5, [new] * 5), usual)
    assert () == alarms(swept(5, [replace(BILL, topics=("x",))] * 5), usual)


def test_stages_that_are_suddenly_unknown_are_an_alarm() -> None:
    """Though they are a group of their own by then."""
    lost = replace(BILL, stage=Stage.UNKNOWN)
    (alarm,) = alarms(swept(6, [lost] * 6), [swept(5, [BILL] * 5)])
    assert "bill stage" == alarm.about


def test_an_alarm_stands_until_it_is_refuted_or_has_been_seen() -> None:
    """A sweep that says nothing about it leaves it; it keeps its first day."""
    usual = [swept(100)] * 3
    (first,) = alarms(swept(10), usual)
    later = replace(swept(0, kind="new"), at=NOW + timedelta(days=2))
    assert (first,) == alarms(later, usual, (first,))
    again = replace(swept(10), at=NOW + timedelta(days=2))
    assert (first,) == alarms(again, usual, (first,))
    assert () == alarms(swept(90), usual, (first,))
    much_later = replace(later, at=NOW + timedelta(days=8))
    assert () == alarms(much_later, usual, (first,))


def test_alarming_reads_are_not_usual_for_a_week() -> None:
    """Five short lists in a row are still an alarm; after a week they are the usual."""
    short = [replace(swept(10), alarmed=True)] * 10
    assert 1 == len(alarms(swept(10), [*short, *[swept(100)] * 5]))
    old = [replace(each, at=NOW - timedelta(days=8)) for each in short]
    assert () == alarms(swept(10), [*old, *[swept(100)] * 5])


def test_what_a_sweep_is_comparable_with() -> None:
    """Whole reads of the same areas or session; a new session starts anew."""
    empty = Swept((), (), {}, 0, ())
    area = replace(empty, listed=3, complete=(Area("dk/toy/20261/", frozenset()),))
    assert "whole dk/toy/20261/" == kind_of(SCOPE, area, first=False)
    assert "whole" == kind_of(SCOPE, empty, first=True)
    assert "new" == kind_of(SCOPE, empty, first=False)
    named = Scope(SCOPE.today, everything=True, session="20251")
    assert "whole 20251" == kind_of(named, empty, first=False)
    same = replace(empty, unchanged=True)
    assert canary.UNCHANGED == kind_of(SCOPE, same, first=False)


def test_every_alarm_can_be_said_in_danish() -> None:
    """The sentences and the names of fields are in the catalogue."""
    known = translator("da")._messages
    sentences = {canary.LISTED, canary.LACKING, canary.GONE, *canary.FIELDS.values()}
    assert set() == sentences - set(known)
