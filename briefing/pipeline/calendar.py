"""The calendar of a profile: each deadline one event, moved and cancelled in place."""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count

from briefing.domain.calendar import CalendarEvent
from briefing.domain.deadline import Due, ends_at, follows, shifts
from briefing.domain.handling import OwnResponse, assigned_to, latest_response
from briefing.domain.profile import Profile, Relevance
from briefing.domain.proposal import Deadline, Proposal, Stage
from briefing.language import translator
from briefing.language.remaining import day_with_left, last_day
from briefing.language.written import danish_day
from briefing.pipeline.due import dues_of
from briefing.pipeline.line import Line
from briefing.pipeline.reminders import KINDS, STEPS
from briefing.rendering.calendar import Described, Shown, described

KEPT = timedelta(days=180)
"""How long an event stays in the calendar after its day."""
_NOTHING_MORE = frozenset({Stage.REJECTED, Stage.WITHDRAWN, Stage.LAPSED})
"""Stages after which no deadline of the matter holds any longer."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A matter with everything that its events are made from."""

    proposal: Proposal
    relevance: Relevance
    dues: tuple[Due, ...]
    now: datetime
    assigned: str = ""
    response: OwnResponse | None = None

    def due(self, deadline: Deadline) -> Due | None:
        """What is known of a deadline; None when it holds no longer."""
        return next((e for e in self.dues if _same(e.deadline, deadline)), None)


def calendar_events(line: Line, profile: Profile) -> tuple[Shown, ...]:
    """The events of a profile as they stand now, kept in the store where they changed.

    What has once stood in a calendar stays there until its day is long past, also
    when the matter is no longer relevant. What was received in confidence never
    stands there.
    """
    known: dict[str, list[CalendarEvent]] = {}
    for each in line.store.calendar_events(profile.id):
        known.setdefault(each.ref, []).append(each)
    shown, changed = [], []
    for ref in line.store.refs():
        case = _case(line, profile, ref, is_known=ref in known)
        if case is None:
            continue
        before = {each.uid: each for each in known.get(ref, ())}
        for each in _events(profile, case, tuple(before.values())):
            found = _shown(profile, case, each, before.get(each.uid))
            shown.append(found)
            if found.event != before.get(each.uid):
                changed.append(found.event)
    if changed:
        line.store.save_calendar_events(changed)
    start = danish_day(line.clock() - KEPT)
    recent = [each for each in shown if each.event.deadline.date >= start]
    return tuple(sorted(recent, key=_order))


def _order(shown: Shown) -> tuple[datetime, str]:
    return ends_at(shown.event.deadline), shown.event.uid


def _case(line: Line, profile: Profile, ref: str, *, is_known: bool) -> _Case | None:
    relevance = line.store.relevance(ref).get(profile.id)
    is_relevant = relevance is not None and relevance.score >= profile.threshold
    if relevance is None or not (is_relevant or is_known):
        return None
    proposal = line.store.proposal(ref)
    if proposal.confidential:
        return None
    dues = () if proposal.stage in _NOTHING_MORE else dues_of(line, proposal)
    assigned = assigned_to(line.store.assignments(ref), profile.id)
    response = latest_response(line.store.own_responses(ref), profile.id)
    return _Case(proposal, relevance, dues, line.clock(), assigned, response)


def _events(
    profile: Profile, case: _Case, known: Sequence[CalendarEvent]
) -> Iterator[CalendarEvent]:
    """What became of each event that is known, then the new ones."""
    current = [each.deadline for each in case.dues]
    live = [each for each in known if not each.is_cancelled]
    moves = _moves(case, live, current)
    placed = [*moves.values()]
    open_now = [
        each
        for each in current
        if each not in placed
        and ends_at(each) > case.now
        and not any(_same(each, e.deadline) for e in live)
    ]
    for each in live:
        if each.uid in moves:
            yield _raised(each, case, moves[each.uid])
        elif case.due(each.deadline) or ends_at(each.deadline) <= case.now:
            yield each
        else:
            yield _raised(each, case, each.deadline, cancelled=True)
    for each in known:
        if each.is_cancelled:
            back = _back(each, open_now)
            if back is not None:
                open_now.remove(back)
            yield _raised(each, case, back) if back else each
    taken = {each.uid for each in known}
    for deadline in open_now:
        event = _new(profile, case, deadline, taken)
        taken.add(event.uid)
        yield event


def _moves(
    case: _Case, live: Sequence[CalendarEvent], current: Sequence[Deadline]
) -> dict[str, Deadline]:
    """The new day of each event that has one; what is over at its stage has none."""
    by_deadline = {_identity(each.deadline): each for each in live}
    found = {}
    for before, after in shifts([each.deadline for each in live], current):
        if before is None or after is None:
            continue
        event = by_deadline[_identity(before)]
        is_over = ends_at(before) <= case.now and event.stage != case.proposal.stage
        if not is_over:
            found[event.uid] = after
    return found


def _identity(deadline: Deadline) -> tuple[object, ...]:
    return (deadline.kind, deadline.date, deadline.at, deadline.origin)


def _same(one: Deadline, other: Deadline) -> bool:
    return (one.kind, one.date, one.at) == (other.kind, other.date, other.at)


def _back(event: CalendarEvent, found: Sequence[Deadline]) -> Deadline | None:
    """A deadline that came back after it had fallen away, on the same day or not."""
    exact = [each for each in found if _same(each, event.deadline)]
    again = [each for each in found if follows(event.deadline, each)]
    return next(iter((*exact, *again)), None)


def _raised(
    event: CalendarEvent, case: _Case, deadline: Deadline, *, cancelled: bool = False
) -> CalendarEvent:
    return replace(
        event,
        deadline=deadline,
        stage=case.proposal.stage.value,
        sequence=event.sequence + 1,
        is_cancelled=cancelled,
        updated_at=case.now,
    )


def _new(
    profile: Profile, case: _Case, deadline: Deadline, taken: Collection[str]
) -> CalendarEvent:
    """An event with a uid that is the same whoever makes it, and not taken."""
    said = f"{profile.id}|{case.proposal.ref}|{_identity(deadline)}"
    name = hashlib.sha256(said.encode()).hexdigest()[:32]
    names = (f"{name}-{number}@briefing" for number in count(1))
    return CalendarEvent(
        profile=profile.id,
        uid=next(each for each in names if each not in taken),
        ref=case.proposal.ref,
        deadline=deadline,
        stage=case.proposal.stage.value,
        created_at=case.now,
        updated_at=case.now,
    )


def _shown(
    profile: Profile,
    case: _Case,
    event: CalendarEvent,
    before: CalendarEvent | None,
) -> Shown:
    """The event with its words; other words than last time make it updated now."""
    due = case.due(event.deadline)
    is_past = ends_at(event.deadline) <= case.now
    known = due or (Due(event.deadline, ()) if is_past else None)
    said = None if event.is_cancelled else known
    say = translator(profile.language)
    is_settled = case.response is not None and case.response.closes(event.deadline.kind)
    text = described(
        event.deadline,
        case.proposal,
        said,
        case.relevance,
        say,
        assigned=case.assigned,
        response=case.response if is_settled else None,
    )
    digest = _digest(text)
    if before is not None and before.digest != digest:
        event = replace(event, updated_at=case.now)
    stage = event.stage if is_past else case.proposal.stage.value
    event = replace(event, digest=digest, stage=stage)
    is_quiet = event.is_cancelled or is_settled
    alarms = () if is_quiet else _alarms(event.deadline)
    return Shown(event, text, alarms)


def _digest(text: Described) -> str:
    return hashlib.sha256(repr(astuple(text)).encode()).hexdigest()[:32]


def _alarms(deadline: Deadline) -> tuple[tuple[int, date], ...]:
    if deadline.kind not in KINDS:
        return ()
    last = last_day(deadline)
    return tuple((left, day_with_left(last, left)) for left in STEPS)


def updated_at(shown: Sequence[Shown], otherwise: datetime) -> datetime:
    """When anything in a calendar changed last."""
    return max((each.event.updated_at for each in shown), default=otherwise)
