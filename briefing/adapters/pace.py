"""How many questions may be under way at a server, as its answers tell.

A server says in its headers how many requests and tokens are left until a moment; a
question that would be refused waits for that moment instead. A server that is busy all
the same is asked half as much, then slowly more again.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

LONGEST_PAUSE = 60.0
"""Seconds that a question waits at most for what the headers say."""
BUSY = frozenset({429, 503, 529})
_OK = range(200, 300)
_COUNTS = ("requests", "input-tokens", "output-tokens", "tokens")
_SENT = frozenset({"input-tokens", "tokens"})
_AT_ONCE = 1.0
"""Refusals within so many seconds of each other count as one."""


@dataclass(slots=True)
class _Left:
    """How much is left until a moment (seconds since 1970)."""

    count: int
    until: float


class Pace:
    """Lets questions to one model go, at most `most` at a time; for several threads."""

    def __init__(self, most: int, now: Callable[[], float] = time.time) -> None:
        self._most, self._now = most, now
        self._allowed, self._running = float(most), 0
        self._held, self._lessened = 0.0, 0.0
        self._left: dict[str, _Left] = {}
        self._changed = threading.Condition()

    @property
    def allowed(self) -> int:
        """How many questions may be under way at a time now."""
        return int(self._allowed)

    @contextmanager
    def turn(self, tokens: int = 0) -> Iterator[None]:
        """Wait until a question of so many tokens may go, and count it as under way."""
        with self._changed:
            self._wait(tokens)
            self._running += 1
            self._take(tokens)
        try:
            yield
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    def pause(self, tokens: int = 0) -> float:
        """Seconds that a question of so many tokens had better wait; 0 for none."""
        now = self._now()
        waits = [self._held - now]
        for name, left in self._left.items():
            if left.count < (tokens if name in _SENT else 1):
                waits.append(left.until - now)
        return max(0.0, *waits)

    def learn(self, status: int, headers: Mapping[str, str]) -> None:
        """Take in what an answer's status and headers say."""
        with self._changed:
            for name in _COUNTS:
                self._count(name, headers)
            if status in BUSY:
                self._be_less(headers)
            elif status in _OK:
                more = self._allowed + 1 / self._allowed
                self._allowed = min(float(self._most), more)
            self._changed.notify_all()

    def _wait(self, tokens: int) -> None:
        since = self._now()
        while True:
            if self._running >= self.allowed:
                self._changed.wait()
                continue
            pause = min(self.pause(tokens), since + LONGEST_PAUSE - self._now())
            if pause <= 0:
                return
            self._changed.wait(pause)

    def _take(self, tokens: int) -> None:
        """What goes now is no longer left for others, until an answer says more."""
        for name, left in self._left.items():
            left.count = max(0, left.count - (tokens if name in _SENT else 1))

    def _count(self, name: str, headers: Mapping[str, str]) -> None:
        left = headers.get(f"anthropic-ratelimit-{name}-remaining", "")
        until = _moment(headers.get(f"anthropic-ratelimit-{name}-reset", ""))
        if left.isdecimal() and until:
            self._left[name] = _Left(int(left), until)

    def _be_less(self, headers: Mapping[str, str]) -> None:
        now = self._now()
        if now - self._lessened >= _AT_ONCE:
            self._lessened = now
            self._allowed = max(1.0, self._allowed / 2)
        try:
            seconds = float(headers.get("retry-after", "0"))
        except ValueError:
            return
        self._held = max(self._held, now + min(max(seconds, 0.0), LONGEST_PAUSE))


def _moment(text: str) -> float:
    try:
        return datetime.fromisoformat(text).timestamp()
    except ValueError:
        return 0.0
