"""How many matters were assessed, and at which level, period by period.

A matter is a dossier: a draft in consultation and the bill that it became count once.
It counts with the latest assessment of the part that it has come to, the bill before
the draft, in the period in which the earliest of its assessed parts was presented.
What a person rejected counts for nothing.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from briefing.domain.assessment import Dimension, Level, Party
from briefing.domain.profile import Profile
from briefing.domain.review import Decision


class By(StrEnum):
    """What the matters of a period are told apart by."""

    DIMENSION = "dimension"
    PARTY = "party"
    MINISTRY = "ministry"
    SOURCE = "source"


class Length(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_MONTHS = {Length.MONTH: 1, Length.QUARTER: 3, Length.YEAR: 12}
LEVELS: tuple[Level | None, ...] = (None, *Level)
"""The levels from none (assessed, and no risk found) to critical."""
GRAVE = frozenset({Level.HIGH, Level.CRITICAL})


@dataclass(frozen=True, slots=True)
class Span:
    """A calendar month, quarter or year, with its first and last day."""

    first: date
    last: date

    @classmethod
    def around(cls, day: date, length: Length) -> "Span":
        """The period of this length that a day lies in."""
        months = _MONTHS[length]
        start = (day.month - 1) // months * months
        first = date(day.year, start + 1, 1)
        year, month = divmod(day.year * 12 + start + months, 12)
        return cls(first, date(year, month + 1, 1) - timedelta(days=1))


def spans(since: date, until: date, length: Length) -> tuple[Span, ...]:
    """The whole periods that hold these days and what is between them."""
    found = [Span.around(since, length)]
    while found[-1].last < until:
        found.append(Span.around(found[-1].last + timedelta(days=1), length))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Weight:
    """A risk of an assessment as it is counted."""

    dimension: Dimension | None
    party: Party | None
    level: Level


@dataclass(frozen=True, slots=True)
class Glance:
    """The latest assessment of a proposal, no more of it than is counted.

    `presented` is the day the proposal was introduced or published, at the latest the
    Danish day of its first assessment. `decision` is the last one on this assessment.
    """

    ref: str
    version: int
    created_at: datetime
    first_at: datetime
    presented: date
    source: str
    ministry: str
    risks: tuple[Weight, ...]
    decision: Decision | None = None
    example: bool = False


@dataclass(frozen=True, slots=True)
class Matter:
    """A dossier as it is counted: its day, and the assessment that counts."""

    presented: date
    latest: Glance

    def groups(self, by: By) -> Mapping[str, Level | None]:
        """What it is counted under, and at which level: the highest that it has there.

        A ministry that the source does not give is the empty text.
        """
        if by is By.MINISTRY:
            return {" ".join(self.latest.ministry.split()): self.level}
        if by is By.SOURCE:
            return {self.latest.source: self.level}
        found: dict[str, Level | None] = {}
        for each in self.latest.risks:
            name = each.dimension if by is By.DIMENSION else each.party
            if name is not None:
                found[name] = _highest([found.get(name), each.level])
        return found

    @property
    def level(self) -> Level | None:
        """The highest level of any of its risks."""
        return _highest(each.level for each in self.latest.risks)

    @property
    def is_approved(self) -> bool:
        """Whether a named person stands behind the assessment that counts."""
        return self.latest.decision is Decision.APPROVED


def _highest(levels: Iterable[Level | None]) -> Level | None:
    return max(levels, key=LEVELS.index, default=None)


def matters(
    glances: Iterable[Glance], dossiers: Iterable[Sequence[str]]
) -> tuple[Matter, ...]:
    """Each dossier once; `dossiers` are refs in the order of the way of a law."""
    places = {
        ref: (refs[0], place) for refs in dossiers for place, ref in enumerate(refs)
    }
    parts: dict[str, list[tuple[int, Glance]]] = {}
    for each in glances:
        if each.decision is not Decision.REJECTED:
            dossier, place = places.get(each.ref, (each.ref, 0))
            parts.setdefault(dossier, []).append((place, each))
    return tuple(
        Matter(
            min(each.presented for _place, each in several),
            max(several, key=lambda part: part[0])[1],
        )
        for several in parts.values()
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """How many matters at each level, and how many of them are approved."""

    levels: Mapping[Level | None, int] = field(default_factory=dict)
    approved: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.levels.values())

    @property
    def drafts(self) -> int:
        """Those that nobody has approved."""
        return self.total - self.approved

    @property
    def grave(self) -> int:
        """Those at level high or critical."""
        return sum(self.levels.get(each, 0) for each in GRAVE)


def tally(found: Collection[tuple[Level | None, bool]]) -> Tally:
    """Count levels, each with whether its matter is approved."""
    counted = Counter(level for level, _is_approved in found)
    return Tally(dict(counted), sum(is_approved for _level, is_approved in found))


@dataclass(frozen=True, slots=True)
class Row:
    """One group in one period, beside the same group in the period before."""

    span: Span
    group: str
    now: Tally
    before: Tally


@dataclass(frozen=True, slots=True)
class Trend:
    """Everything that is told of a profile's matters over time.

    `totals` has each matter of a period once; `rows` has it under each group that it
    touches. `outside` counts matters of other periods, `rejected` proposals whose
    latest assessment a person rejected. `watched_since` is the day of the very first
    assessment: what was presented earlier was only seen when it was read back.
    """

    profile: Profile
    by: By
    length: Length
    now: datetime
    today: date
    spans: tuple[Span, ...]
    totals: tuple[Row, ...]
    rows: tuple[Row, ...]
    outside: int = 0
    rejected: int = 0
    watched_since: date | None = None
    example: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no matter was presented in any of the periods."""
        return not any(each.now.total for each in self.totals)

    def is_running(self, span: Span) -> bool:
        """Whether a period has not ended yet."""
        return span.last >= self.today

    def of(self, span: Span) -> tuple[Row, ...]:
        """The groups of a period."""
        return tuple(each for each in self.rows if each.span == span)


def rows_of(
    found: Sequence[Matter], by: By | None, several: Sequence[Span], length: Length
) -> tuple[Row, ...]:
    """The groups of each period in a fixed order; without `by`, all as one group.

    Dimensions and parties stand in their own order, the rest with the largest first.
    A group is there when it has something in the period or in the one before.
    """
    before = Span.around(several[0].first - timedelta(days=1), length)
    counted: dict[tuple[Span, str], list[tuple[Level | None, bool]]] = {}
    for matter in found:
        span = Span.around(matter.presented, length)
        groups = matter.groups(by) if by else {"": matter.level}
        for group, level in groups.items():
            counted.setdefault((span, group), []).append((level, matter.is_approved))
    names = _ordered(counted, by, several) if by else ("",)
    rows = (
        Row(
            span,
            name,
            tally(counted.get((span, name), ())),
            tally(counted.get((last, name), ())),
        )
        for last, span in pairwise((before, *several))
        for name in names
    )
    return tuple(each for each in rows if not by or each.now.total or each.before.total)


def _ordered(
    counted: Mapping[tuple[Span, str], Sequence[object]],
    by: By,
    several: Sequence[Span],
) -> tuple[str, ...]:
    if by is By.DIMENSION:
        return tuple(Dimension)
    if by is By.PARTY:
        return tuple(Party)
    sizes: Counter[str] = Counter()
    for (span, group), found in counted.items():
        sizes[group] += len(found) if span in several else 0
    return tuple(sorted(sizes, key=lambda each: (not each, -sizes[each], each)))
