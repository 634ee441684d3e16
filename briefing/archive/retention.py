"""How long each kind of object is kept, and deleting what is past that.

A deletion is an entry of its own that names what went and by which rule; the entries
that named it stay, so that the chain still tells what there was.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from briefing.archive.keeping import Archive, Draft, live_items
from briefing.domain.archive import Entry, EntryKind, Item, ItemKind

Rules = Mapping[ItemKind, timedelta]


@dataclass(frozen=True, slots=True)
class Expired:
    """An item that is past its time, and when that was."""

    entry: Entry
    item: Item
    since: datetime


def expired(archive: Archive, rules: Rules, now: datetime) -> tuple[Expired, ...]:
    """What the rules no longer keep; kinds without a rule are kept for ever."""
    return tuple(
        Expired(entry, item, entry.at + rules[item.kind])
        for entry, item in live_items(archive.entries())
        if item.kind in rules and entry.at + rules[item.kind] <= now
    )


def expire(
    archive: Archive, found: tuple[Expired, ...], *, by: str, rules: Rules, at: datetime
) -> Entry | None:
    """Delete these items and record it; None when there are none.

    An object that another item still needs stays until that is past its time too.
    """
    if not found:
        return None
    items = tuple(replace(each.item, of=each.entry.number) for each in found)
    used = sorted({each.item.kind for each in found})
    rule = ", ".join(f"{kind}: {rules[kind].days}d" for kind in used)
    about = {"by": by, "rule": rule}
    entry = archive.add(Draft(EntryKind.DELETION, at, items, about=about))
    archive.finish()
    return entry
