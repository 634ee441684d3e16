"""What a source no longer lists, as far as a finished sweep can tell."""

from briefing.domain.store import Store
from briefing.sources.base import Swept

FEW = 5
MOST = 0.5
"""Of FEW or more records known in an area, no more than this share is believed gone
at once. Sources withdraw a record now and then; half a list that is missing means that
the list, and not what it lists, has changed."""

Refs = tuple[str, ...]


def vanished(store: Store, swept: Swept) -> tuple[Refs, Refs, Refs]:
    """The refs that are gone now, those that are back, and those not believed gone.

    Only areas that the sweep listed whole say anything; see `Swept.complete`.
    """
    gone: set[str] = set()
    back: set[str] = set()
    doubted: set[str] = set()
    for area in swept.complete:
        known = store.listed_under(area.prefix)
        missing = {ref for ref, at in known.items() if at is None} - area.refs
        back |= {ref for ref, at in known.items() if at is not None} & area.refs
        present = sum(1 for at in known.values() if at is None)
        many = present >= FEW and len(missing) > MOST * present
        (doubted if many else gone).update(missing)
    read = {each.ref for each in swept.proposals}
    return (
        tuple(sorted(gone - read)),
        tuple(sorted(back)),
        tuple(sorted(doubted - read)),
    )
