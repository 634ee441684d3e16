"""The daily brief: what happened since the last one, and what is due soon."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from briefing.domain.deadline import Due
from briefing.domain.event import Event
from briefing.domain.handling import OwnResponse
from briefing.domain.profile import Profile, Relevance
from briefing.domain.proposal import Proposal

DAYS_AHEAD = 10
"""How many working days ahead a daily brief looks for deadlines."""


@dataclass(frozen=True, slots=True)
class Item:
    """A proposal in the daily brief, why it matters, and what happened to it.

    `due` is its next deadline that has not passed. `briefing` is the path of its
    latest briefing for the profile, below the output folder; empty without one.
    `assigned` is whose job it is, `response` what became of the own answer.
    """

    proposal: Proposal
    relevance: Relevance
    events: tuple[Event, ...] = ()
    due: Due | None = None
    briefing: str = ""
    assigned: str = ""
    response: OwnResponse | None = None


class Trouble(StrEnum):
    """Why a source may have left something out."""

    FAILED = "failed"
    NEVER_READ = "never_read"
    UNUSUAL = "unusual"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class SourceTrouble:
    """A source that the brief may lack something from; `read_at` is UTC."""

    source: str
    trouble: Trouble
    read_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DailyBrief:
    """One morning's brief for one profile; moments are UTC.

    Every list has the most relevant first, `due` the nearest. A proposal stands once
    among `new`, `changed` and `ended`, and may stand in `due` as well.
    """

    profile: Profile
    since: datetime
    now: datetime
    new: tuple[Item, ...] = ()
    changed: tuple[Item, ...] = ()
    ended: tuple[Item, ...] = ()
    due: tuple[Item, ...] = ()
    troubles: tuple[SourceTrouble, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened and nothing is due."""
        return not (self.new or self.changed or self.ended or self.due)
