"""One matter found at several places: a dossier, and why its parts belong together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

Day = date
"""A calendar day, where a field is itself called `date`."""


class JoinReason(StrEnum):
    """What two proposals were joined by, the surest first."""

    PERSON = "person"
    IDENTIFIER = "identifier"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Join:
    """Two proposals that are one matter, or may be.

    `first` and `second` are refs, in alphabetical order. `evidence` is what they
    share: an identifier as it is written, or the words of the titles. `confidence`
    goes from 0 to 1. One that is not `certain` is shown as a question and joins
    nothing by itself.
    """

    first: str
    second: str
    reason: JoinReason
    evidence: str
    confidence: float
    certain: bool


@dataclass(frozen=True, slots=True)
class JoinDecision:
    """A person's word that two proposals are one matter, or that they are not.

    The latest decision about a pair counts. `at` is UTC.
    """

    first: str
    second: str
    joined: bool
    by: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Dossier:
    """The proposals of one matter, in the order of the way of a law, then of time.

    `ref` is the first of `refs` and names the dossier. `joins` is what holds it
    together; `possible` leads out of it, to what may belong to it as well.
    """

    refs: tuple[str, ...]
    joins: tuple[Join, ...] = ()
    possible: tuple[Join, ...] = ()

    @property
    def ref(self) -> str:
        """The name of the dossier."""
        return self.refs[0]


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something that happened, or is to happen, to a proposal of a dossier.

    `title` is the source's own words, or a sentence of the catalogue where
    `is_own` holds. `is_planned` is for days that had not come when it was asked.
    """

    date: Day
    ref: str
    title: str
    is_own: bool = False
    is_planned: bool = False


class Dossiers(Protocol):
    """What a store keeps of dossiers.

    Every method is one transaction. `StoreError` when the store cannot be used.
    """

    def dossier(self, ref: str) -> Dossier:
        """The dossier of a proposal; of itself alone when nothing is joined to it."""
        ...

    def dossiers(self) -> tuple[Dossier, ...]:
        """Every dossier that has, or may have, more than one part; by its ref."""
        ...

    def save_dossiers(self, found: Iterable[Dossier]) -> tuple[str, ...]:
        """Keep these in place of those before; the refs whose dossier is another."""
        ...

    def join_decisions(self) -> tuple[JoinDecision, ...]:
        """What persons joined and split, oldest first."""
        ...

    def save_join_decision(self, decision: JoinDecision) -> None:
        """Keep a decision; earlier ones stay."""
        ...
