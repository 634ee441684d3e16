"""The organisation a briefing is written for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Perspective(StrEnum):
    """Which side of the labour market the organisation stands on."""

    EMPLOYEES = "employees"
    EMPLOYERS = "employers"


@dataclass(frozen=True, slots=True)
class Topic:
    """A matter the organisation follows: its name, its words, its weight (1–3)."""

    name: str
    words: tuple[str, ...]
    weight: int = 2


@dataclass(frozen=True, slots=True)
class SearchTopic:
    """A saved search that proposals are screened by.

    `query` is as it was typed. `only` holds what it is limited to: `source`, `kind`,
    `committee`.
    """

    name: str
    query: str
    weight: int = 2
    only: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """An organisation and what matters to it.

    `names` are the ways consultation lists write it. `threshold` is the relevance
    score (0–100) from which a briefing is written. `model_may_read` names, by source,
    the kinds of document whose text may be sent to a language model ("all" for every
    kind); what is not named stays on this machine.
    """

    id: str
    organisation: str
    perspective: Perspective
    names: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    member_groups: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    committees: tuple[str, ...] = ()
    ministries: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    funds: tuple[str, ...] = ()
    threshold: int = 40
    language: str = "da"
    case_number: str = ""
    template: str = "notat.docx"
    model_may_read: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    daily_template: str = "dagens-overblik.docx"
    response_template: str = "hoeringssvar.docx"
    short_template: str = "kort-notat.docx"
    trend_template: str = "udvikling.docx"
    documents: tuple[str, ...] = ("notat", "kort-notat", "hoeringssvar")
    searches: tuple[SearchTopic, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a relevance score, in the reader's language, with its points."""

    text: str
    points: int


@dataclass(frozen=True, slots=True)
class Relevance:
    """How much a proposal matters to a profile: 0–100, always with the reasons.

    Where a person decided, `score` is the person's, the first reason says who and why,
    and `computed` is the score that was worked out; None where nobody decided.
    """

    score: int
    reasons: tuple[Reason, ...] = ()
    computed: int | None = None
