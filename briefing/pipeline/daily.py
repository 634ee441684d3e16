"""The daily brief of a profile: looked up, written as Word and JSON, kept."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from briefing.delivery.folder import DailyName, deliver
from briefing.domain.briefing import Form
from briefing.domain.daily import (
    DAYS_AHEAD,
    DailyBrief,
    Item,
    SourceTrouble,
    Trouble,
)
from briefing.domain.deadline import ends_at
from briefing.domain.event import Event, EventKind
from briefing.domain.handling import assigned_to, latest_response
from briefing.domain.profile import Profile
from briefing.domain.proposal import FINISHED_STAGES, Stage
from briefing.domain.source import SourceConfig
from briefing.language.remaining import remaining
from briefing.language.written import danish_day, is_working_day
from briefing.pipeline.due import dues_of
from briefing.pipeline.history import history, relevant_changed
from briefing.pipeline.line import Line
from briefing.rendering.daily import as_json, render

_ENDED = FINISHED_STAGES - {Stage.CONSULTATION_CLOSED, Stage.DEBATED}


def daily_brief(
    line: Line,
    profile: Profile,
    since: datetime | None = None,
    also: frozenset[str] = frozenset(),
) -> DailyBrief:
    """What happened since a moment, else since the last brief, and what is due soon.

    Before the first brief that is the same time on the working day before. `also` are
    refs that are told of whatever their relevance.
    """
    now = line.clock()
    start = since or last_brief(line, profile) or _working_day_before(now)
    changed_refs = relevant_changed(line, start, [profile.id])
    followed = also & set(line.store.changed_since(start)) if also else ()
    items = [
        item_of(line, ref, profile, history(line, ref, start))
        for ref in sorted({*changed_refs, *followed})
    ]
    ended = [each for each in items if _has_ended(each)]
    new = [each for each in items if _appeared(each) and each not in ended]
    changed = [
        each for each in items if each.events and each not in ended and each not in new
    ]
    return DailyBrief(
        profile=profile,
        since=start,
        now=now,
        new=_ranked(new),
        changed=_ranked(changed),
        ended=_ranked(ended),
        due=due_soon(line, profile, also),
        troubles=tuple(
            trouble
            for config in line.settings.sources.values()
            if config.enabled and (trouble := _trouble(line, config))
        ),
    )


def write_daily(line: Line, found: DailyBrief) -> str:
    """Write the brief as Word and JSON beside each other; its path below output.

    A brief of the same day and profile is written anew.
    """
    template = line.templates / found.profile.daily_template
    body = line.compute(render, found, template)
    name = DailyName(found.profile, danish_day(found.now))
    deliver(line.output, name, body, as_json(found))
    line.store.save_briefing(name.as_file(body, found.now))
    return name.path


def last_brief(line: Line, profile: Profile) -> datetime | None:
    """When the last brief of an earlier day was made."""
    today = danish_day(line.clock())
    made = [
        each.created_at
        for each in line.store.briefings(DailyName(profile, today).ref, profile.id)
        if danish_day(each.created_at) < today
    ]
    return max(made, default=None)


def has_todays_brief(line: Line, profile: Profile) -> bool:
    """Whether the brief of this Danish day was made."""
    name = DailyName(profile, danish_day(line.clock()))
    made = line.store.briefings(name.ref, profile.id)
    return any(each.path == name.path for each in made)


def _working_day_before(now: datetime) -> datetime:
    start = now - timedelta(days=1)
    while not is_working_day(danish_day(start)):
        start -= timedelta(days=1)
    return start


def item_of(
    line: Line, ref: str, profile: Profile, events: tuple[Event, ...] = ()
) -> Item:
    """A proposal with its relevance, next deadline, latest briefing, and owner."""
    proposal = line.store.proposal(ref)
    now = line.clock()
    ahead = [each for each in dues_of(line, proposal) if ends_at(each.latest) > now]
    files = [
        each
        for each in line.store.briefings(ref, profile.id)
        if each.document == Form.BOARD
    ]
    return Item(
        proposal,
        line.store.relevance(ref)[profile.id],
        events,
        ahead[0] if ahead else None,
        files[-1].path if files else "",
        assigned_to(line.store.assignments(ref), profile.id),
        latest_response(line.store.own_responses(ref), profile.id),
    )


def _appeared(item: Item) -> bool:
    return any(each.kind is EventKind.APPEARED for each in item.events)


def _has_ended(item: Item) -> bool:
    moved = any(each.kind is EventKind.STAGE for each in item.events)
    return item.proposal.stage in _ENDED and (moved or _appeared(item))


def _ranked(items: Iterable[Item]) -> tuple[Item, ...]:
    """The most relevant first; of equals, the one that is due first."""

    def order(item: Item) -> tuple[int, str, str]:
        at = ends_at(item.due.deadline).isoformat() if item.due else "never"
        return (-item.relevance.score, at, item.proposal.ref)

    return tuple(sorted(items, key=order))


def due_soon(
    line: Line, profile: Profile, also: frozenset[str] = frozenset()
) -> tuple[Item, ...]:
    """Every relevant proposal with a deadline within the next working days."""
    now = line.clock()
    found = []
    for ref in line.store.refs():
        relevance = line.store.relevance(ref).get(profile.id)
        if relevance is None or (
            relevance.score < profile.threshold and ref not in also
        ):
            continue
        item = item_of(line, ref, profile)
        if item.due is None:
            continue
        left = remaining(item.due.deadline, now).working_days
        if left is not None and left <= DAYS_AHEAD:
            found.append((ends_at(item.due.deadline), ref, item))
    return tuple(item for _at, _ref, item in sorted(found, key=lambda each: each[:2]))


def _trouble(line: Line, config: SourceConfig) -> SourceTrouble | None:
    """Why a source may have left something out; None when all is as it should be."""
    state = line.store.source_state(config.id)
    kinds = {
        Trouble.FAILED: bool(state.error),
        Trouble.NEVER_READ: state.read_at is None,
        Trouble.UNUSUAL: bool(state.alarms),
        Trouble.ASIDE: bool(line.store.rejected(config.id)),
    }
    first = next((kind for kind, holds in kinds.items() if holds), None)
    return SourceTrouble(config.id, first, state.read_at) if first else None
