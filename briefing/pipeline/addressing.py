"""Who may be written to now, and under which keys."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from briefing.domain.delivery import GETS, LetterKind, Parcel, Recipient
from briefing.domain.profile import Profile
from briefing.errors import DeliveryError, ReviewError, TemplateError
from briefing.language.written import COPENHAGEN, danish_day, is_working_day
from briefing.pipeline.daily import has_todays_brief
from briefing.pipeline.line import Line

_EARLY = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Withholding:
    """Something that is due but may not go, and why (a sentence)."""

    what: str
    error: ReviewError | DeliveryError | TemplateError


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


def daily_time_has_come(line: Line, profile: Profile) -> bool:
    """Whether it is a working day and past the time of the daily letters."""
    now = line.clock().astimezone(COPENHAGEN)
    opens = line.settings.daily_at(profile.id)
    return is_working_day(now.date()) and now.time() >= opens


def is_first_look(line: Line, profile: Profile) -> bool:
    """Whether all matters are to be looked at for letters, not only what changed.

    So it is for two hours from the time of the daily letters, and later in the day as
    long as no daily brief was made: the machine slept, or the program did not run.
    """
    today = danish_day(line.clock())
    opens = line.settings.daily_at(profile.id)
    is_early = line.clock() < datetime.combine(today, opens, COPENHAGEN) + _EARLY
    return is_early or not has_todays_brief(line, profile)
