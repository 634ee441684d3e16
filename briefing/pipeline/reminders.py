"""Reminders of deadlines: 10, 5 and 2 working days before, and when one changes.

What a recipient was told is kept with the delivery, as `ref|kind|step|date|time`: a
step is told once for a day, and a day that is another one than was told is a move.
Once a consultation is answered, or is not to be, only a move is told.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from briefing.delivery.following import why_told
from briefing.domain.deadline import ANSWERED_KINDS, Due, ends_at
from briefing.domain.delivery import LetterKind, Parcel, Recipient, Rhythm
from briefing.domain.handling import OwnResponse
from briefing.domain.profile import Profile
from briefing.domain.proposal import Deadline, DeadlineKind, Proposal
from briefing.language import translator
from briefing.language.remaining import remaining
from briefing.language.written import danish_day
from briefing.pipeline.addressing import Due as Letters
from briefing.pipeline.addressing import daily_time_has_come, is_first_look, tag, takers
from briefing.pipeline.daily import item_of
from briefing.pipeline.due import dues_of
from briefing.pipeline.line import Line
from briefing.rendering.letters.reminder import Reminder, reminder_letter

STEPS = (2, 5, 10)
"""How many working days before a deadline somebody is reminded."""
KINDS = ANSWERED_KINDS | {
    DeadlineKind.COMMITTEE_QUESTIONS,
    DeadlineKind.COMMITTEE_AMENDMENTS,
}
"""Deadlines by which the organisation itself can do something."""
MOVED, GONE = "moved", "gone"
_RECENT = timedelta(days=1)
_Current = Mapping[DeadlineKind, Due]


@dataclass(frozen=True, slots=True)
class _Told:
    """What a recipient was last told of one deadline."""

    step: str
    deadline: Deadline


def reminders(line: Line, profile: Profile) -> Iterator[Letters]:
    """The letters about deadlines that are due now for each recipient.

    In the morning all matters are looked at; later in the day, those that changed.
    """
    wanted = takers(line, profile.id, LetterKind.REMINDER)
    if not wanted or not daily_time_has_come(line, profile):
        return
    known = {
        ref: _current(line, line.store.proposal(ref)) for ref in _refs(line, profile)
    }
    for to in wanted:
        told = line.store.told(profile.id, to.address)
        found = list(_for_recipient(line, profile, to, known, told))
        if not found:
            continue
        groups = [[e] for e in found] if to.rhythm is Rhythm.SINGLE else [found]
        yield tuple(_parcel(line, profile, to, group) for group in groups)


def _refs(line: Line, profile: Profile) -> tuple[str, ...]:
    if is_first_look(line, profile):
        return line.store.refs()
    return line.store.changed_since(line.clock() - _RECENT)


def _current(line: Line, proposal: Proposal) -> dict[DeadlineKind, Due]:
    """The next deadline of each kind that has not passed."""
    if proposal.confidential:
        return {}
    ahead = [
        each
        for each in dues_of(line, proposal)
        if each.deadline.kind in KINDS and ends_at(each.deadline) > line.clock()
    ]
    ahead.sort(key=lambda each: ends_at(each.deadline), reverse=True)
    return {each.deadline.kind: each for each in ahead}


def _for_recipient(
    line: Line,
    profile: Profile,
    to: Recipient,
    known: Mapping[str, _Current],
    told: tuple[str, ...],
) -> Iterator[tuple[Reminder, tuple[str, ...]]]:
    _ = translator(profile.language)
    last = _last_told(told)
    for ref, current in known.items():
        earlier = last.get(ref, {})
        if not (current or earlier) or profile.id not in line.store.relevance(ref):
            continue
        item = item_of(line, ref, profile)
        why = why_told(to, item, line.store.dossier(ref).refs, _)
        if earlier and not why:
            why = _("You get this because you were told of the deadline earlier.")
        if not why or item.proposal.confidential:
            continue
        for kind in sorted({*current, *earlier}):
            due = current.get(kind)
            before, entries = _news(line, ref, due, earlier.get(kind), told)
            if item.response is not None and item.response.closes(kind):
                before, entries = _after_answer(
                    item.response, ref, due, earlier.get(kind)
                )
            if entries:
                yield Reminder(replace(item, due=due), why, before), entries


def _news(
    line: Line,
    ref: str,
    due: Due | None,
    earlier: _Told | None,
    told: tuple[str, ...],
) -> tuple[Deadline | None, tuple[str, ...]]:
    """The day told earlier if it is another now, and what is to be told."""
    if due is None:
        is_open = earlier and earlier.deadline.date > danish_day(line.clock())
        if earlier is None or not is_open or earlier.step == GONE:
            return None, ()
        return earlier.deadline, (_entry(ref, GONE, earlier.deadline),)
    step = _step(line, due)
    entry = _entry(ref, step, due.deadline) if step else ""
    if earlier is not None and _differs(earlier, due.deadline):
        moved = _entry(ref, MOVED, due.deadline)
        if earlier.step == GONE:
            return None, (moved,)
        return earlier.deadline, (entry, moved) if entry else (moved,)
    return None, (entry,) if entry and entry not in told else ()


def _after_answer(
    response: OwnResponse, ref: str, due: Due | None, earlier: _Told | None
) -> tuple[Deadline | None, tuple[str, ...]]:
    """The same where the consultation is answered: only that its day is another."""
    if due is None:
        return None, ()
    stood = response.stood(due.deadline.kind)
    known = earlier.deadline if earlier else stood
    is_known = any(e and _same(e, due.deadline) for e in (known, stood))
    if known is None or is_known:
        return None, ()
    return known, (_entry(ref, MOVED, due.deadline),)


def _same(one: Deadline, other: Deadline) -> bool:
    return (one.date, one.at) == (other.date, other.at)


def _differs(earlier: _Told, now: Deadline) -> bool:
    return not _same(earlier.deadline, now) or earlier.step == GONE


def _step(line: Line, due: Due) -> str:
    left = remaining(due.deadline, line.clock()).working_days
    fitting = [each for each in STEPS if left is not None and left <= each]
    return str(fitting[0]) if fitting else ""


def _entry(ref: str, step: str, deadline: Deadline) -> str:
    at = deadline.at.isoformat("minutes") if deadline.at else ""
    return f"{ref}|{deadline.kind.value}|{step}|{deadline.date}|{at}"


def _last_told(told: tuple[str, ...]) -> dict[str, dict[DeadlineKind, _Told]]:
    found: dict[str, dict[DeadlineKind, _Told]] = {}
    for each in told:
        ref, name, step, day, at = each.rsplit("|", 4)
        kind = DeadlineKind(name)
        moment = time.fromisoformat(at) if at else None
        deadline = Deadline(kind, date.fromisoformat(day), "", moment)
        found.setdefault(ref, {})[kind] = _Told(step, deadline)
    return found


def _parcel(
    line: Line,
    profile: Profile,
    to: Recipient,
    found: list[tuple[Reminder, tuple[str, ...]]],
) -> Parcel:
    """One letter; its key holds what is told, on which day, and to whom."""
    told = tuple(entry for _reminder, entries in found for entry in entries)
    digest = hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]
    today = danish_day(line.clock())
    only = [each for each, _entries in found]
    return Parcel(
        key=f"reminder/{profile.id}/{today}/{digest}/{tag(to.address)}",
        kind=LetterKind.REMINDER,
        to=to,
        letter=reminder_letter(only, to, profile, line.clock()),
        why="",
        refs=tuple(dict.fromkeys(each.item.proposal.ref for each in only)),
        told=told,
    )
