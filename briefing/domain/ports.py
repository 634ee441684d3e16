"""What the line needs from the world; `briefing.bootstrap` chooses who provides it."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

from briefing.domain.assessment import DraftAssessment
from briefing.domain.document import Document
from briefing.domain.profile import Profile, Relevance
from briefing.domain.proposal import Proposal
from briefing.domain.source import Request, SourceConfig
from briefing.errors import AnalysisError

Result = TypeVar("Result")
Clock = Callable[[], datetime]
"""The current time with a zone."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer that arrived whole: 200, 304 without a body, or as asked for."""

    body: bytes
    content_type: str
    final_url: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    fetched_at: datetime | None = None


class Fetcher(Protocol):
    """Fetches politely: a pace per host, retries, a size cap, origins checked."""

    def listing(self, source: SourceConfig, request: Request) -> Answer:
        """A page of a source's own listing. Raises FetchError subclasses."""
        ...

    def document(self, source: SourceConfig, url: str) -> Answer:
        """A document, from the source's `document_origins` only."""
        ...

    def address(self, url: str) -> Answer:
        """Any public address a person gave; private networks are refused."""
        ...


class Analysing(Protocol):
    """An analyst: proposal, documents and profile in, unchecked statements out.

    Raises AnalysisError when it can give no usable answer.
    """

    def analyse(
        self, proposal: Proposal, documents: tuple[Document, ...], profile: Profile
    ) -> DraftAssessment:
        """The analyst's statements, each with citations, none of them checked yet."""
        ...


@dataclass(frozen=True, slots=True)
class Looked:
    """A relevance after a second look, and why that look could not be had."""

    relevance: Relevance
    error: AnalysisError | None = None


class Screening(Protocol):
    """A second look at what the rules of relevance leave undecided."""

    def look(
        self,
        proposal: Proposal,
        documents: tuple[Document, ...],
        profile: Profile,
        relevance: Relevance,
    ) -> Looked:
        """The relevance, never lower than it was."""
        ...


class AskedTogether(Protocol):
    """Questions to a model that are handed in together and answered later.

    All but `gathering` and `waiting` raise ModelUnavailable.
    """

    def gathering(self) -> AbstractContextManager[None]:
        """Meanwhile questions that may wait are kept, and raise AnswersAwaited."""
        ...

    def hand_in(self) -> int:
        """Hand in what is kept; how many questions are under way."""
        ...

    def take(self) -> frozenset[str]:
        """Take the answers that are there; the proposals they are of."""
        ...

    def wait(self) -> frozenset[str]:
        """The same, waiting for them as long as is configured."""
        ...

    def waiting(self) -> int:
        """How many questions have no answer yet."""
        ...


class Compute(Protocol):
    """Runs a pure function, here or in another process, and waits for its result."""

    def __call__(
        self, function: Callable[..., Result], /, *args: Any, **named: Any
    ) -> Result:
        """The function's result; its exceptions come out as they are."""
        ...
