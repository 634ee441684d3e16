"""Deadlines as people need them: what each place says, what moved, which one counts.

A `Deadline` (in `domain.proposal`) is what one source or one text says. A `Due` is
the matter itself: everything that is said about it, and the day that counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from briefing.domain.proposal import Deadline, DeadlineKind

NORMAL_CONSULTATION_DAYS = 28
"""Four weeks; less must be explained (guide on law quality, 9.1.2)."""
ANSWERED_KINDS = frozenset(
    {DeadlineKind.CONSULTATION, DeadlineKind.FEEDBACK, DeadlineKind.SOCIAL_PARTNERS}
)
"""Deadlines that answer a letter or a call: there is one of them at a time."""
DECISION = "decision"
"""The origin of a deadline that a person decided on."""
_DATED_BY_NAME = frozenset({DeadlineKind.READING, DeadlineKind.PLENARY_VOTE})
"""Kinds of which a case has several; they are told apart by what they are called."""


def ends_at(deadline: Deadline) -> datetime:
    """The moment, in UTC, at which it has passed.

    Without a time of day that is the end of the day at the place. 00:00 is the very
    start of the day, so that the day before is the last.
    """
    at = deadline.at if deadline.at is not None else time.max
    local = datetime.combine(deadline.date, at, ZoneInfo(deadline.zone))
    return local.astimezone(UTC)


def earliest(deadlines: Sequence[Deadline]) -> Deadline:
    """The one that passes first; ValueError when there is none."""
    return min(deadlines, key=ends_at)


def differ(one: Deadline, other: Deadline) -> bool:
    """Whether two places say something else: another day, or another time of day.

    A place that gives no time of day does not contradict one that does.
    """
    if one.date != other.date:
        return True
    timed = one.at is not None and other.at is not None
    return timed and ends_at(one) != ends_at(other)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one place says: the source's record, or the document called `title`."""

    deadline: Deadline
    title: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A deadline that was seen with another day or time; `seen_at` is UTC."""

    before: Deadline
    after: Deadline
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class DeadlineDecision:
    """A named person's decision on which day counts; `decided_at` is UTC.

    `basis` are the claims as they stood then, written by `basis_of`.
    """

    ref: str
    kind: DeadlineKind
    date: date
    by: str
    why: str
    decided_at: datetime
    at: time | None = None
    basis: tuple[str, ...] = ()

    @property
    def deadline(self) -> Deadline:
        """The decision as a deadline in Danish time."""
        return Deadline(self.kind, self.date, DECISION, self.at)


@dataclass(frozen=True, slots=True)
class Period:
    """A consultation's days, and where its first day stands (a field's name)."""

    start: date
    end: date
    origin: str

    @property
    def days(self) -> int:
        """Days from the first to the last day."""
        return (self.end - self.start).days

    @property
    def is_short(self) -> bool:
        """Whether it is less than the four weeks that are normal."""
        return self.days < NORMAL_CONSULTATION_DAYS


@dataclass(frozen=True, slots=True)
class Due:
    """One deadline with all that is known about it.

    `deadline` is the one that counts: the decision, or the earliest claim. `moves`
    are in the order seen. `is_stale` tells that the claims have changed since the
    decision was made; the earliest of all then counts. `period` is set for Danish
    consultations of which the first day is known.
    """

    deadline: Deadline
    claims: tuple[Claim, ...]
    moves: tuple[Move, ...] = ()
    decision: DeadlineDecision | None = None
    is_stale: bool = False
    period: Period | None = None

    @property
    def is_conflicting(self) -> bool:
        """Whether two places differ and nobody has decided, or not since."""
        if self.decision is not None and not self.is_stale:
            return False
        said = [each.deadline for each in self.claims]
        return any(differ(said[0], other) for other in said[1:])

    @property
    def latest(self) -> Deadline:
        """The latest day that any place gives."""
        return max((self.deadline, *(c.deadline for c in self.claims)), key=ends_at)


def basis_of(claims: Sequence[Claim]) -> tuple[str, ...]:
    """The claims in short, to see later whether they are still the same."""
    return tuple(
        sorted(
            f"{each.deadline.date} {each.deadline.at or ''} {each.deadline.document}"
            for each in claims
        )
    )


Shift = tuple[Deadline | None, Deadline | None]
"""A deadline before and after; None where it was not there."""


def shifts(before: Sequence[Deadline], after: Sequence[Deadline]) -> tuple[Shift, ...]:
    """What happened to deadlines between two versions: moved, gone or new.

    Those with the same kind, day and time are the same. Of the rest, one has moved
    when there is one of its kind on the other side; a reading or a vote only when
    it has the same name, since a case has several.
    """
    gone = [each for each in before if not _any_same(each, after)]
    come = [each for each in after if not _any_same(each, before)]
    found: list[Shift] = []
    for old in gone:
        new = next((each for each in come if follows(old, each)), None)
        if new is not None:
            come.remove(new)
        found.append((old, new))
    return (*found, *((None, each) for each in come))


def _any_same(one: Deadline, others: Sequence[Deadline]) -> bool:
    return any(
        one.kind is each.kind and one.date == each.date and one.at == each.at
        for each in others
    )


def follows(old: Deadline, new: Deadline) -> bool:
    """Whether a deadline that came can be what became of one that went."""
    if old.kind is not new.kind:
        return False
    return old.kind not in _DATED_BY_NAME or old.origin == new.origin
