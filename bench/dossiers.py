"""Joining: how well on the labelled set, and how long for 5,000 proposals.

The 5,000 are the labelled set over and over, each time twenty days earlier, with
numbers of its own and a word of its own in the titles. The last figure is the time for
twice as many over the time for these: about 2 when work grows with the number.
"""

import re
import sys
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from briefing.domain.proposal import Proposal
from briefing.dossiers import Facts, dossiers, facts

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "dossiers"))
from labelled_set import labelled, measured

COUNT = 5_000
_DANISH = {"LOV", "LBK", "BEK", "L", "B", "F", "R"}
"""Identifiers that have the number first and the year last."""


def run() -> list[tuple[str, str]]:
    """Shares of pairs by part, questions, seconds and a ratio."""
    known = labelled()
    found = dossiers(map(facts, known.proposals), ())
    rows: list[tuple[str, float]] = []
    for part in ("tuned", "held_out"):
        figures = measured(known, found, part)
        for name, value in (
            ("precision of joins", figures.precision),
            ("recall of joins", figures.recall),
            ("recall of joins and questions", figures.with_asked),
        ):
            rows.append((f"dossiers, {part}, {figures.pairs} pairs: {name}", value))
        label = f"dossiers, {part}: questions about two matters"
        rows.append((label, figures.asked_wrongly))
    once, twice = (_seconds(_many(known.proposals, count)) for count in (1, 2))
    rows.append((f"dossiers, {COUNT:,} proposals: seconds", once))
    label = f"dossiers, {2 * COUNT:,} proposals: time for {COUNT:,} = 1"
    rows.append((label, twice / once))
    return [(label, f"{value:.2f}") for label, value in rows]


def _many(proposals: list[Proposal], times: int) -> list[Facts]:
    kept = [facts(each) for each in proposals]
    rounds = COUNT * times // len(kept) + 1
    many = [_again(each, number) for number in range(rounds) for each in kept]
    return many[: COUNT * times]


def _again(each: Facts, number: int) -> Facts:
    return replace(
        each,
        ref=f"{each.ref}-{number}",
        title=re.sub(r"(?=\W*$)", f" i egn{number}", each.title, count=1),
        begins=each.begins and each.begins - timedelta(20 * number),
        memo=each.memo and each.memo - timedelta(20 * number),
        identities=tuple(_renumbered(written, number) for written in each.identities),
        carries_out=(),
        mentions=(),
    )


def _renumbered(written: str, number: int) -> str:
    digits = r"\d+" if written.split(maxsplit=1)[0] in _DANISH else r"\d+(?=\D*$)"
    return re.sub(digits, rf"\g<0>{number:04}", written, count=1)


def _seconds(known: list[Facts]) -> float:
    start = time.perf_counter()
    dossiers(known, ())
    return time.perf_counter() - start
