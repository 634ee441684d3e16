"""What an evaluation found: how good an analyst is, and how much grounding catches."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from briefing.domain.model import Usage

COVERAGE, PLACES, TRAPS = "coverage", "places", "traps"
GROUNDED, WITHHELD = "grounded", "withheld"
DEADLINE, PARTIES, CHECKS, ENTRY, SCENARIOS = (
    "deadline", "parties", "checks", "entry", "scenarios",
)  # fmt: skip
FIGURES = (
    COVERAGE, PLACES, TRAPS, GROUNDED, WITHHELD, DEADLINE, PARTIES, CHECKS, ENTRY,
    SCENARIOS,
)  # fmt: skip
"""What is counted of an analyst, in the order in which it is shown.

`coverage` counts expected points that were made in their dimension and for their party,
`places` those whose passage was at least cited; `traps` those that were kept out of.
"""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    hits: int = 0
    of: int = 0

    def __add__(self, other: "Share") -> "Share":
        """Both together."""
        return Share(self.hits + other.hits, self.of + other.of)

    @property
    def value(self) -> float | None:
        """0–1; None of nothing."""
        return self.hits / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation: of whom, with what, when, and what came out. `at` is UTC.

    `model` and `prompts` are empty for the embedded analyst; `prompts` is the hash of
    all prompts. `cases` names those it was made on, `held_out` those of them that no
    rule was written for, `cases_hash` what they say. `figures` are the shares of
    `FIGURES`, `unseen` the same for the cases held out. `caught` is the share of
    mutations withheld by kind, `alarms` that of true statements by how they are
    worded; the same `unseen` for the cases held out. `missed`, `sprung`, `wrong` and
    `failed` name what was not found, said although it must not be, answered otherwise
    than expected, and not answered at all. `kroner` is None where no price is known.
    """

    at: datetime
    program: str
    analyst: str
    rules: str
    model: str = ""
    prompts: str = ""
    profile: str = ""
    cases: tuple[str, ...] = ()
    held_out: tuple[str, ...] = ()
    cases_hash: str = ""
    figures: Mapping[str, Share] = field(default_factory=dict)
    unseen: Mapping[str, Share] = field(default_factory=dict)
    caught: Mapping[str, Share] = field(default_factory=dict)
    unseen_caught: Mapping[str, Share] = field(default_factory=dict)
    alarms: Mapping[str, Share] = field(default_factory=dict)
    unseen_alarms: Mapping[str, Share] = field(default_factory=dict)
    missed: tuple[str, ...] = ()
    sprung: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    calls: int = 0
    usage: Usage = field(default_factory=Usage)
    kroner: float | None = None
    seconds: float = 0.0


class Evaluations(Protocol):
    """Keeps evaluations; they are never changed."""

    def save_evaluation(self, evaluation: Evaluation) -> None:
        """Keep one."""
        ...

    def evaluations(self) -> tuple[Evaluation, ...]:
        """All of them, the oldest first."""
        ...


def changes(before: Evaluation, after: Evaluation) -> tuple[tuple[str, str], ...]:
    """What differs between two evaluations as (what, which).

    `analyst`, `model`, `prompts`, `rules`, `program` and `cases` name what they were
    made with; `found` and `missed` a point, `sprung` and `avoided` a trap.
    """
    made_with = [
        (name, getattr(after, name))
        for name in ("analyst", "model", "prompts", "rules", "program")
        if getattr(before, name) != getattr(after, name)
    ]
    if before.cases_hash != after.cases_hash:
        made_with.append(("cases", after.cases_hash))
    told = [
        *(("found", each) for each in before.missed if each not in after.missed),
        *(("missed", each) for each in after.missed if each not in before.missed),
        *(("avoided", each) for each in before.sprung if each not in after.sprung),
        *(("sprung", each) for each in after.sprung if each not in before.sprung),
    ]
    return (*made_with, *told)
