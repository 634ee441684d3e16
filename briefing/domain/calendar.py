"""Deadlines as a subscribed calendar knows them: the same event from first to last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from briefing.domain.proposal import Deadline


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One deadline in the calendar of a profile; moments are UTC.

    `uid` never changes. `sequence` (RFC 5545, 3.8.7.4) is raised each time the
    deadline moves, falls away or comes back. `stage` is where the matter stood when
    the deadline was seen last. `digest` is of the text that was shown last.
    """

    profile: str
    uid: str
    ref: str
    deadline: Deadline
    stage: str
    created_at: datetime
    updated_at: datetime
    sequence: int = 0
    is_cancelled: bool = False
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A file that calendars and readers subscribe to; `updated_at` is UTC."""

    name: str
    media_type: str
    body: bytes
    updated_at: datetime


class Calendars(Protocol):
    """The store as it sees calendars; every method is one transaction."""

    def calendar_events(self, profile: str) -> tuple[CalendarEvent, ...]:
        """The events of a profile, in the order they were made."""
        ...

    def save_calendar_events(self, several: Sequence[CalendarEvent]) -> None:
        """Keep events as they stand now, by their uid."""
        ...
