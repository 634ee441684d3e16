"""How a server that speaks the Messages API is asked: its settings and its ways."""

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from briefing.domain.budget import Limits, Prices
from briefing.domain.model import Role

KEY_VARIABLE = "ANTHROPIC_API_KEY"
"""The environment variable that holds the key; it stands nowhere else."""


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
    again. `batch_wait` is how many seconds a run waits for batches, `batch_poll` how
    often it looks, `batch_answers` how many times `largest` their answers may be.
    """

    models: Mapping[Role, ModelSettings]
    key: str = field(default="", repr=False)
    base_url: str = ""
    timeout: float = 300.0
    retries: int = 2
    concurrency: int = 8
    limits: Limits = field(default_factory=Limits)
    largest: int = 8_000_000
    batch_wait: float = 3_600.0
    batch_poll: float = 60.0
    batch_answers: int = 50


class Batching(StrEnum):
    """Whether a server takes many questions at once."""

    TAKEN = "batches"
    NONE = "no batches"


Way = TypeVar("Way", bound=StrEnum)


class Ways:
    """The way each server and model can be asked, found out once and kept in a file."""

    def __init__(self, path: Path) -> None:
        self._path, self._lock = path, threading.Lock()

    def of(self, key: str, kind: type[Way], find: Callable[[], Way]) -> Way:
        """The way that is known, else the one that `find` finds, which is kept.

        Raises whatever `find` raises; then nothing is kept.
        """
        with self._lock:
            found = self._read().get(key, "")
            if found in set(kind):
                return kind(found)
            way = find()
            self._keep(key, way)
            return way

    def learn(self, key: str, way: StrEnum) -> None:
        """Keep a way that was found out by other means."""
        with self._lock:
            self._keep(key, way)

    def _keep(self, key: str, way: StrEnum) -> None:
        known = self._read() | {key: way.value}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part")
        part.write_text(json.dumps(known, indent=1), encoding="utf-8")
        part.replace(self._path)

    def _read(self) -> dict[str, str]:
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(found, dict):
            return {}
        return {key: way for key, way in found.items() if isinstance(way, str)}
