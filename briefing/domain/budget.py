"""What a language model may cost, and what a call did cost.

Prices are kroner for a million tokens; what is written to or read from a server's
cache is priced by a factor of the price of what is sent.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from briefing.domain.model import Usage
from briefing.errors import BudgetSpent

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Prices:
    """Kroner for a million tokens sent and answered; factors of cache, batch.

    Both prices 0 means that no price is known, not that it is free.
    """

    input: float = 0.0
    output: float = 0.0
    cache_write: float = 1.25
    cache_read: float = 0.1
    batch: float = 0.5

    @property
    def known(self) -> bool:
        """Whether any price was given."""
        return bool(self.input or self.output)

    def kroner(self, usage: Usage, *, batched: bool = False) -> float | None:
        """What these tokens cost; None when no price is known."""
        if not self.known:
            return None
        sent = (
            usage.input
            + usage.cache_write * self.cache_write
            + usage.cache_read * self.cache_read
        )
        whole = (sent * self.input + usage.output * self.output) / MILLION
        return whole * self.batch if batched else whole


@dataclass(frozen=True, slots=True)
class Spent:
    """What has been used so far."""

    tokens: int = 0
    kroner: float = 0.0

    def __add__(self, other: "Spent") -> "Spent":
        """Both together."""
        return Spent(self.tokens + other.tokens, self.kroner + other.kroner)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be used for one proposal in all, and in one Danish day.

    None is no limit.
    """

    proposal_tokens: int | None = None
    proposal_kroner: float | None = None
    day_tokens: int | None = None
    day_kroner: float | None = None

    def over(self, proposal: Spent, day: Spent) -> str | None:
        """The limit that these would pass, by name; None when they pass none."""
        checks = (
            ("proposal_tokens", self.proposal_tokens, proposal.tokens),
            ("proposal_kroner", self.proposal_kroner, proposal.kroner),
            ("day_tokens", self.day_tokens, day.tokens),
            ("day_kroner", self.day_kroner, day.kroner),
        )
        for name, limit, used in checks:
            if limit is not None and used > limit:
                return name
        return None


Spending = Callable[[str, datetime], tuple[Spent, Spent]]
"""What was used for a proposal in all, and on the Danish day of a moment."""


class Purse:
    """Sees that the calls made and those under way stay within the limits together."""

    def __init__(self, limits: Limits, spent: Spending) -> None:
        self._limits, self._spent = limits, spent
        self._lock = threading.Lock()
        self._under_way: list[tuple[str, Spent]] = []

    @contextmanager
    def holding(self, ref: str, now: datetime, most: Spent) -> Iterator[None]:
        """Set aside what a call may use at most; BudgetSpent when it is not there."""
        entry = (ref, most)
        with self._lock:
            proposal, day = self._spent(ref, now)
            for other, held in (*self._under_way, entry):
                day += held
                proposal += held if other == ref else Spent()
            passed = self._limits.over(proposal, day)
            if passed:
                raise BudgetSpent(
                    passed, f"{passed} would be passed by {most.tokens} more tokens"
                )
            self._under_way.append(entry)
        try:
            yield
        finally:
            with self._lock:
                self._under_way.remove(entry)
