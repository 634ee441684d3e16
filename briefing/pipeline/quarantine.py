"""Records kept aside: when they are asked for again, and when they are let go."""

from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from importlib import resources

import briefing
from briefing.domain.source import Request
from briefing.domain.store import Aside
from briefing.sources.base import Swept, identity

FIRST_WAIT = timedelta(hours=1)
LONGEST_WAIT = timedelta(days=7)
"""A record that its source does not offer again is asked for an hour after it was
refused, then twice as long each time, up to a week; and at once after an update."""


@cache
def program() -> str:
    """Names the code that reads sources; another name after every change of it."""
    folder = resources.files("briefing.sources")
    files = sorted(folder.iterdir(), key=lambda each: each.name)
    digest = sha256()
    for each in files:
        if each.name.endswith(".py"):
            digest.update(each.read_bytes())
    return f"{briefing.__version__} {digest.hexdigest()[:12]}"


def due_again(
    asides: tuple[Aside, ...], swept: Swept, now: datetime
) -> tuple[Request, ...]:
    """What to ask for again, besides what the sweep has asked by itself.

    Nothing when the source has asked us to wait.
    """
    if swept.paused is not None:
        return ()
    failed = [each.request for each in swept.rejected if each.request]
    asked = {identity(each) for each in (*swept.read, *failed)}
    names = {each.record for each in swept.rejected}
    names |= {each.record for each in swept.read if each.record}
    found = {
        identity(each.request): each.request
        for each in asides
        if each.request and _is_due(each, now) and each.record not in names
    }
    return tuple(each for key, each in found.items() if key not in asked)


def _is_due(aside: Aside, now: datetime) -> bool:
    wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(aside.times - 1, 20))
    return aside.program != program() or aside.seen_at + wait <= now


def resolved(asides: tuple[Aside, ...], swept: Swept) -> tuple[str, ...]:
    """The names of records that were read this time, and were not refused again."""
    refused = {each.record for each in swept.rejected}
    read = {identity(each) for each in swept.read}
    names = {each.record for each in swept.read if each.record}
    return tuple(
        each.record
        for each in asides
        if each.record not in refused
        and (
            each.record in names
            or (each.request is not None and identity(each.request) in read)
        )
    )
