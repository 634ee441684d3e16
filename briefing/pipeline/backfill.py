"""Reading a long time back in parts: which are left, how far we have come."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from briefing.domain.ports import Clock
from briefing.domain.source import Scope, SourceConfig
from briefing.errors import SourceError
from briefing.language.written import danish_day
from briefing.pipeline.line import Line, Notify, PartProgress, SourceOutcome


def part_name(part: Scope) -> str:
    """What a part is called for good: its session, or else where it begins."""
    return part.session or f"{part.since}"


def parts_left(
    line: Line, config: SourceConfig, scope: Scope, parts: tuple[Scope, ...]
) -> tuple[tuple[str, Scope], ...]:
    """The parts to read, by name: those that an earlier run has not finished.

    The newest is read again on a later day, since it goes on; `scope.everything`
    reads all of them again.
    """
    named = {part_name(each): each for each in parts}
    if scope.everything:
        return tuple(named.items())
    done = line.store.parts_done(config.id, f"{scope.since}")
    newest = part_name(parts[0])
    if newest in done and danish_day(done[newest]) != scope.today:
        del done[newest]
    return tuple((name, each) for name, each in named.items() if name not in done)


@dataclass(slots=True)
class Backfill:
    """A backfill of one source under way: what it gave, and what to say about it.

    `total` counts all parts, `left` those to be read now.
    """

    source_id: str
    clock: Clock
    notify: Notify
    total: int
    left: int
    outcome: SourceOutcome = field(init=False)
    _started: datetime = field(init=False)
    _read: int = 0

    def __post_init__(self) -> None:
        """Start counting."""
        self.outcome = SourceOutcome(self.source_id)
        self._started = self.clock()

    def begin(self, name: str) -> None:
        """Say that a part is being read, and how long the rest seems to take."""
        number = self.total - self.left + self._read + 1
        seconds = self._seconds_left()
        news = PartProgress(self.source_id, name, number, self.outcome.listed, seconds)
        self.notify(news, self.total)

    def done(self, part: SourceOutcome) -> None:
        """Count what a part gave."""
        self._read += 1
        known = self.outcome
        self.outcome = replace(
            known,
            listed=known.listed + part.listed,
            new=known.new + part.new,
            changed=known.changed + part.changed,
            rejected=known.rejected + part.rejected,
            warnings=(*known.warnings, *part.warnings),
            gone=known.gone + part.gone,
            alarms=part.alarms,
            paused=known.paused or part.paused,
            requests=known.requests + part.requests,
        )

    def failed(self, error: SourceError) -> None:
        """Count a part that could not be understood."""
        self._read += 1
        self.outcome = replace(
            self.outcome, error=type(error).__name__, error_detail=str(error)
        )

    def end(self, failure: SourceOutcome | None = None) -> SourceOutcome:
        """What all parts gave, with the failure that stopped it."""
        took = (self.clock() - self._started).total_seconds()
        self.outcome = replace(self.outcome, seconds=took)
        if failure is None:
            return self.outcome
        return replace(
            self.outcome, error=failure.error, error_detail=failure.error_detail
        )

    def _seconds_left(self) -> float | None:
        if not self._read:
            return None
        took = (self.clock() - self._started).total_seconds()
        return took / self._read * (self.left - self._read)
