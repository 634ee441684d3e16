"""Who may be written to now, and under which keys."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from briefing.domain.delivery import GETS, LetterKind, Parcel, Recipient
from briefing.errors import DeliveryError, ReviewError
from briefing.language.written import COPENHAGEN, danish_day, is_working_day
from briefing.pipeline.line import Line

_EARLY = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Withholding:
    """Something that is due but may not go, and why (a sentence)."""

    what: str
    error: ReviewError | DeliveryError


Due = tuple[Parcel, ...] | Withholding
"""Parcels that are recorded together, or what is held back."""


def tag(address: str) -> str:
    """An address in a key, without telling it."""
    return hashlib.sha256(address.casefold().encode()).hexdigest()[:16]


def takers(line: Line, profile: str, kind: LetterKind) -> list[Recipient]:
    """Who may get this kind of letter for a profile today."""
    today = danish_day(line.clock())
    return [
        each
        for each in line.settings.recipients
        if each.profile == profile
        and kind in GETS[each.role]
        and each.takes_mail_on(today)
    ]


def daily_time_has_come(line: Line) -> bool:
    """Whether it is a working day and past the time of the daily letters."""
    now = line.clock().astimezone(COPENHAGEN)
    return is_working_day(now.date()) and now.time() >= line.settings.delivery.daily_at


def is_early(line: Line) -> bool:
    """Whether the time of the daily letters was less than two hours ago."""
    opens = line.settings.delivery.daily_at
    today = danish_day(line.clock())
    return line.clock() < datetime.combine(today, opens, COPENHAGEN) + _EARLY
