"""Alarms: a source that gives far less than usual, or records that lack a field.

A form that changed a little is worse than one that changed a lot: nothing fails, and
there is just less. Each finished sweep is therefore compared with those before it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from statistics import median

from briefing.domain.proposal import Proposal, Stage
from briefing.domain.source import Scope
from briefing.domain.store import Alarm, Store, SweepRecord
from briefing.sources.base import Swept

READS = 10
"""So many sweeps of the same kind say what is usual."""
KNOWN_WHOLE, KNOWN_PART = 3, 5
"""So many there must be of whole reads, and of reads of what is new."""
SMALL_SHARE = 1 / 3
"""Less than this share of the usual number is an alarm: holidays and the summer
halve what is listed, a filter that stopped working or a page that is missing does
more."""
STEADY_SHARE = 1 / 2
"""Reads of what is new count only where no usual one gave less than this share: a
source whose news come and go has no usual number."""
RECORDS = 5
"""Fewer records than this, usual or at hand, say nothing."""
USUAL_FILL, SMALL_FILL = 0.8, 0.2
"""A field that so many had, and so few have now, is an alarm."""
REMEMBERED = timedelta(days=7)
"""A read that raised an alarm counts as usual after this time, and the alarm ends:
people have had time to see it, and what has really changed is the new usual."""

FIELDS = {
    "deadlines": "a deadline",
    "documents": "documents",
    "ministry": "a ministry",
    "committee": "a committee",
    "summary": "a summary",
    "steps": "steps",
    "introduced_on": "a day of introduction",
    "published_on": "a day of publication",
    "topics": "topics",
    "stage": "a known stage",
}
"""The fields that are watched, and what they are called in an alarm."""
LISTED = (
    "{count} records were listed, where {usual} are usual. Look at the source in a "
    "browser: its form may have changed."
)
LACKING = (
    "{count} of {all} records ({kind}) lack {field}, which {share} % usually have. "
    "Look at the source in a browser: its form may have changed."
)
GONE = (
    "{count} of {known} records are missing in the list of {area}. So many at once are "
    "not believed gone: look at the source in a browser."
)
UNCHANGED = "unchanged"


def kind_of(scope: Scope, swept: Swept, *, first: bool) -> str:
    """What a sweep is comparable with: whole reads of the same, or reads of news."""
    if swept.unchanged and not swept.listed:
        return UNCHANGED
    if swept.complete:
        areas = " ".join(sorted(each.prefix for each in swept.complete))
        return f"whole {areas}"[:300]
    if scope.everything or first:
        return f"whole {scope.session or ''}".strip()
    return "new"


def filled(proposals: Iterable[Proposal]) -> dict[str, dict[str, int]]:
    """For each kind and stage how many proposals there are, and have each field.

    By stage, since a bill that is new has no committee yet. Whether the stage is known
    is counted by kind alone.
    """
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for each in proposals:
        found[each.kind.value][""] += 1
        found[each.kind.value]["stage"] += each.stage is not Stage.UNKNOWN
        group = found[f"{each.kind.value}/{each.stage.value}"]
        group[""] += 1
        group.update({name: bool(getattr(each, name)) for name in FIELDS})
        del group["stage"]
    return {group: dict(counts) for group, counts in found.items()}


def examine(
    store: Store,
    record: SweepRecord,
    known: tuple[Alarm, ...],
    doubts: dict[str, Alarm | None],
) -> tuple[Alarm, ...]:
    """The alarms that stand after a sweep: new ones, and those not refuted by it.

    `doubts` are those found already, and None for what was looked at and is fine.
    """
    looked_at = doubts | _listed(store, record) | _fields(store, record)
    still = {
        each.about: each
        for each in known
        if each.about not in looked_at and record.at - each.since < REMEMBERED
    }
    raised = {about: each for about, each in looked_at.items() if each is not None}
    return _since(still | raised, known)


def _since(alarms: dict[str, Alarm], known: tuple[Alarm, ...]) -> tuple[Alarm, ...]:
    """The alarms with the moment each was first raised."""
    first = {each.about: each.since for each in known}
    return tuple(
        replace(each, since=first.get(about, each.since))
        for about, each in sorted(alarms.items())
    )


def _usual(records: Iterable[SweepRecord], now: datetime) -> tuple[SweepRecord, ...]:
    """Those that say what is usual: an alarming one only after some time."""
    return tuple(
        each for each in records if not each.alarmed or now - each.at >= REMEMBERED
    )


def _listed(store: Store, record: SweepRecord) -> dict[str, Alarm | None]:
    """What the number of records says; nothing where there is no usual number."""
    if record.kind == UNCHANGED:
        return {}
    earlier = store.sweeps(record.source_id, record.kind, 2 * READS)
    counts = [each.listed for each in _usual(earlier, record.at)][:READS]
    whole = record.kind.startswith("whole")
    if len(counts) < (KNOWN_WHOLE if whole else KNOWN_PART):
        return {}
    usual = median(counts)
    if usual < RECORDS or not (whole or min(counts) >= STEADY_SHARE * usual):
        return {}
    about = f"listed {record.kind}"
    if record.listed >= SMALL_SHARE * usual:
        return {about: None}
    values = {"count": record.listed, "usual": round(usual)}
    return {about: Alarm(about, LISTED, record.at, values)}


def _fields(store: Store, record: SweepRecord) -> dict[str, Alarm | None]:
    """What the fields of the records say, for each group that is large enough."""
    if not record.filled:
        return {}
    earlier = _usual(store.sweeps(record.source_id, None, 2 * READS), record.at)[:READS]
    usual: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for each in earlier:
        for group, counts in each.filled.items():
            usual[group].update(counts)
    return {
        f"{group} {name}": alarm
        for group, counts in record.filled.items()
        for name, alarm in _of_group(record, group, counts, usual[group]).items()
    }


def _of_group(
    record: SweepRecord, group: str, counts: dict[str, int], usual: Counter[str]
) -> dict[str, Alarm | None]:
    here, before = counts[""], usual[""]
    if here < RECORDS or before < RECORDS:
        return {}
    found: dict[str, Alarm | None] = {}
    for name, called in FIELDS.items():
        if name not in usual or usual[name] < USUAL_FILL * before:
            continue
        have = counts.get(name, 0)
        found[name] = None
        if have <= SMALL_FILL * here:
            values = {
                "count": here - have,
                "all": here,
                "kind": group.partition("/")[0],
                "field": called,
                "share": round(100 * usual[name] / before),
            }
            found[name] = Alarm(f"{group} {name}", LACKING, record.at, values)
    return found
