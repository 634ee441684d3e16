"""Questions to a language model, and what is kept of each call.

The model is not trusted: what it answers is data of the type that was asked for, and
nothing of it is shown before `briefing.assessment.ground` has checked it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

Answer = TypeVar("Answer")


class Role(StrEnum):
    """Which of the configured models is asked."""

    ASSESS = "assess"
    SECOND = "second"
    SCREEN = "screen"


@dataclass(frozen=True, slots=True)
class Prompt:
    """An instruction that comes with the program: its id, version and filled text.

    `sha256` is that of the text before it was filled, so that a changed prompt is
    seen even where its version was forgotten.
    """

    id: str
    version: str
    sha256: str
    text: str


@dataclass(frozen=True, slots=True)
class Ask(Generic[Answer]):
    """One question.

    `system` and `shared` are the same for every question about one proposal, whoever
    reads it, so that a server can keep them: instructions, then numbered passages.
    `reader` says who reads, the same for all questions of a profile. `question` is
    what differs. `answer` is the type the answer must validate as. `ref` names the
    proposal, `documents` the hashes of what is sent by document key. `may_wait` says
    that nothing else waits for the answer, so that it may be asked with others.
    """

    role: Role
    prompt: Prompt
    system: str
    shared: str
    question: str
    answer: type[Answer]
    ref: str
    profile: str
    documents: Mapping[str, str] = field(default_factory=dict)
    reader: str = ""
    may_wait: bool = False


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of a call: at full price, written to and read from cache, answered."""

    input: int = 0
    cache_write: int = 0
    cache_read: int = 0
    output: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        """The tokens of both calls."""
        return Usage(
            self.input + other.input,
            self.cache_write + other.cache_write,
            self.cache_read + other.cache_read,
            self.output + other.output,
        )

    @property
    def total(self) -> int:
        """Every token sent or answered."""
        return self.input + self.cache_write + self.cache_read + self.output


@dataclass(frozen=True, slots=True)
class Reply(Generic[Answer]):
    """A whole answer of the type that was asked for, and what it took.

    `asked` is what the kept call of it is known by.
    """

    value: Answer
    model: str
    usage: Usage
    text: str
    mode: str
    asked: str = ""


@dataclass(frozen=True, slots=True)
class ModelCall:
    """What is kept of a call, whether it succeeded or not.

    `kroner` is None where no price is configured. `sent` is the body's text as it
    was sent and `asked` the hash of what it asks; `answer` is what came back, empty
    when nothing did. `seconds` is how long it took. `error` is the type of the
    failure, empty when there was none. `batch` is the id of the batch it came in.
    """

    ref: str
    profile: str
    role: str
    prompt: str
    prompt_version: str
    prompt_sha256: str
    model: str
    server: str
    mode: str
    parameters: Mapping[str, Any]
    documents: Mapping[str, str]
    asked: str
    sent: str
    answer: str
    usage: Usage
    kroner: float | None
    started_at: datetime
    seconds: float
    error: str = ""
    error_detail: str = ""
    batch: str = ""


class Model(Protocol):
    """Answers questions; raises AnalysisError subclasses and nothing else.

    ModelUnavailable, ModelRefused, Truncated, QuestionRejected, InvalidAnswer,
    BudgetSpent, AnswersAwaited.
    """

    def ask(self, ask: Ask[Answer]) -> Reply[Answer]:
        """A whole, valid answer."""
        ...

    def window(self, role: Role) -> int:
        """How many tokens a question to this model may send."""
        ...
