"""How a server that speaks the Messages API is asked: settings, ways, and waiting."""

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from briefing.domain.budget import Limits, Prices
from briefing.domain.model import Role

KEY_VARIABLE = "ANTHROPIC_API_KEY"
"""The environment variable that holds the key; it stands nowhere else."""
LONGEST_PAUSE = 60.0


class Mode(StrEnum):
    """How an answer in a form is asked for, best first."""

    NATIVE = "native"
    TOOL = "tool"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """One configured model: `window` and `most` are tokens sent and answered."""

    name: str
    window: int = 180_000
    most: int = 8_000
    effort: str = ""
    prices: Prices = field(default_factory=Prices)


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Where the models answer.

    `base_url` empty means Anthropic's own service, which needs a key. `timeout` is
    seconds for a whole answer, `largest` its bytes, `retries` how often the SDK tries
    again.
    """

    models: Mapping[Role, ModelSettings]
    key: str = field(default="", repr=False)
    base_url: str = ""
    timeout: float = 300.0
    retries: int = 2
    concurrency: int = 8
    limits: Limits = field(default_factory=Limits)
    largest: int = 8_000_000


class Ways:
    """The way each server and model can be asked, found out once and kept in a file."""

    def __init__(self, path: Path) -> None:
        self._path, self._lock = path, threading.Lock()

    def of(self, key: str, find: Callable[[], Mode]) -> Mode:
        """The way that is known, else the one that `find` finds, which is kept.

        Raises whatever `find` raises; then nothing is kept.
        """
        with self._lock:
            known = self._read()
            if key not in known:
                known[key] = find()
                self._path.parent.mkdir(parents=True, exist_ok=True)
                part = self._path.with_suffix(".part")
                part.write_text(json.dumps(known, indent=1), encoding="utf-8")
                part.replace(self._path)
            return known[key]

    def _read(self) -> dict[str, Mode]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(found, dict):
            return {}
        modes = set(Mode)
        return {key: Mode(mode) for key, mode in found.items() if mode in modes}


class Hold:
    """Waits when the server has said that nothing more may be asked for a while."""

    def __init__(self) -> None:
        self._until = 0.0
        self._lock = threading.Lock()

    def learn(self, headers: Mapping[str, str]) -> None:
        """Take in what an answer says of the requests and tokens that are left."""
        for what in ("requests", "input-tokens", "output-tokens", "tokens"):
            name = f"anthropic-ratelimit-{what}"
            left, reset = headers.get(f"{name}-remaining"), headers.get(f"{name}-reset")
            if left == "0" and reset:
                with self._lock:
                    self._until = max(self._until, _moment(reset))

    def wait(self) -> None:
        """Sleep until the server may be asked again, at most a minute."""
        pause = min(LONGEST_PAUSE, self._until - time.time())
        if pause > 0:
            time.sleep(pause)


def _moment(text: str) -> float:
    try:
        return datetime.fromisoformat(text).timestamp()
    except ValueError:
        return 0.0
