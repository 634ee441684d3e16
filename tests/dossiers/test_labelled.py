"""How well joining does on the labelled set: nothing wrong is joined."""

import pytest
from labelled_set import labelled, measured

from briefing.dossiers import dossiers, facts

MEASURED = {"tuned": (0.92, 1.0), "held_out": (0.87, 0.97)}
"""Recall of what is joined, and of what is joined or asked, by part; not below."""


@pytest.mark.parametrize("part", sorted(MEASURED))
def test_nothing_wrong_is_joined_and_most_is_found(part: str) -> None:
    """Of the pairs joined all are one matter; recall is at least what was measured."""
    known = labelled()
    found = measured(known, dossiers(map(facts, known.proposals), ()), part)
    assert () == found.wrong
    assert found.precision == pytest.approx(1.0)
    recall, with_asked = MEASURED[part]
    assert found.recall >= recall
    assert found.with_asked >= with_asked


def test_the_set_is_large_and_hard() -> None:
    """At least 150 proposals, a third of them not looked at while tuning."""
    known = labelled()
    assert len({each.ref for each in known.proposals}) == len(known.proposals) >= 150
    held_out = [each for each in known.parts.values() if each == "held_out"]
    assert len(held_out) >= len(known.parts) / 3
    assert known.one.isdisjoint(known.maybe - known.one)
