"""What a source no longer lists, as far as a finished sweep can tell."""

from datetime import datetime

from briefing.domain.store import Alarm, Store
from briefing.pipeline.canary import GONE
from briefing.sources.base import Swept

FEW = 5
MOST = 0.5
"""Of FEW or more records known in an area, no more than this share is believed gone
at once. Sources withdraw a record now and then; half a list that is missing means that
the list, and not what it lists, has changed."""

Refs = tuple[str, ...]


def vanished(
    store: Store, swept: Swept, now: datetime
) -> tuple[Refs, Refs, dict[str, Alarm | None]]:
    """The refs that are gone now, those that are back, and an alarm for each area.

    The alarm is None where what is missing is believed to be gone.

    Only areas that the sweep listed whole say anything; see `Swept.complete`.
    """
    gone: set[str] = set()
    back: set[str] = set()
    doubts: dict[str, Alarm | None] = {}
    read = {each.ref for each in swept.proposals}
    for area in swept.complete:
        known = store.listed_under(area.prefix)
        present = {ref for ref, at in known.items() if at is None}
        missing = present - area.refs - read
        back |= (known.keys() - present) & area.refs
        about = f"gone {area.prefix}"
        doubts[about] = None
        if len(present) >= FEW and len(missing) > MOST * len(present):
            values = {"count": len(missing), "known": len(present), "area": area.prefix}
            doubts[about] = Alarm(about, GONE, now, values)
        else:
            gone |= missing
    return tuple(sorted(gone)), tuple(sorted(back)), doubts
