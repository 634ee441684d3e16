"""What can be searched, what is asked, and what is found; the store's port for it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from briefing.domain.assessment import (
    Assessment,
    Dimension,
    Level,
    Party,
    Point,
)
from briefing.domain.document import RECORD_KEY, Document, Locator
from briefing.domain.proposal import DocumentKind, Proposal, ProposalKind, Stage
from briefing.domain.record import record_document
from briefing.domain.review import Decision, EditKind, Review


class What(StrEnum):
    """What kind of text a place is in."""

    PROPOSAL = "proposal"
    DOCUMENT = "document"
    RESPONSE = "response"
    BRIEFING = "briefing"


_ASKED_OF_ALL = "scenario."
"""The rules that ask the same of every proposal: "AI" is not what it is about."""
RESPONSE_KINDS = frozenset(
    {DocumentKind.CONSULTATION_RESPONSE, DocumentKind.SUBMISSION}
)


class BriefingStatus(StrEnum):
    """Where a version of a briefing stands, for searching.

    WITHDRAWN is one that was withdrawn after it was approved, returned or rejected.
    """

    DRAFT = "draft"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with the place that it stands in.

    In a briefing `locator.field` is the kind of statement ("risk", "check"), and
    `locator.heading` the dimension where it has one.
    """

    text: str
    locator: Locator = field(default_factory=Locator)


@dataclass(frozen=True, slots=True)
class Searchable:
    """One version of one text that can be found.

    `key` is the document's within its proposal, `profile` the briefing's. `made_from`
    changes with what the text was made from. `lead` is the summary or bottom line.
    `points` are the dimension, party and level of the statements in a briefing.
    """

    ref: str
    what: What
    version: int
    made_from: str
    title: str
    lead: tuple[Piece, ...] = ()
    body: tuple[Piece, ...] = ()
    key: str = ""
    profile: str = ""
    document_kind: str = ""
    status: str = ""
    day: date | None = None
    points: frozenset[tuple[str, str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Filters:
    """What a place must be or belong to; empty fields ask for nothing.

    `dimension`, `level` and `party` must hold for one and the same point of the latest
    briefing. `today` is the Danish day, which closes consultations. `since` and `until`
    are days of the text. Earlier versions are left out without `all_versions`.
    """

    today: date
    source: str = ""
    kind: ProposalKind | None = None
    what: What | None = None
    stage: Stage | None = None
    committee: str = ""
    profile: str = ""
    party: Party | None = None
    dimension: Dimension | None = None
    level: Level | None = None
    status: BriefingStatus | None = None
    since: date | None = None
    until: date | None = None
    all_versions: bool = False


class TermKind(StrEnum):
    """How a term is looked for."""

    WORD = "word"
    PHRASE = "phrase"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True)
class Term:
    """A word, phrase or beginning of a word; any of `also` will do in its place."""

    kind: TermKind
    text: str
    also: tuple["Term", ...] = ()

    @property
    def alternatives(self) -> tuple["Term", ...]:
        """The term itself and what will do in its place."""
        return (self, *self.also)


@dataclass(frozen=True, slots=True)
class Place:
    """A text in which everything was found, and the best passages of it.

    `superseded` marks an earlier version.
    """

    ref: str
    what: What
    key: str
    profile: str
    version: int
    title: str
    document_kind: str
    status: str
    day: date | None
    superseded: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The best places, those of one proposal together, and how many there are.

    `forms` are the words as they occur in the store, one set for each term. `places`
    and `proposals` are counted no further than a limit; `capped` says that there are
    more.
    """

    groups: tuple[tuple[Place, ...], ...] = ()
    places: int = 0
    proposals: int = 0
    capped: bool = False
    forms: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that has become a topic of a profile."""

    profile: str
    name: str
    query: str
    weight: int
    created_at: datetime
    only: Mapping[str, str] = field(default_factory=dict)


class Searches(Protocol):
    """The store as search sees it; the index changes with what it is of."""

    def search(
        self,
        wanted: tuple[Term, ...],
        unwanted: tuple[Term, ...],
        filters: Filters,
        limit: int,
    ) -> Found:
        """The proposals in which everything wanted is found, the best first."""
        ...

    def index(self, *found: Searchable) -> None:
        """Make texts findable, in one transaction; nothing happens when they are."""
        ...

    def index_is_whole(self) -> bool:
        """Whether everything in the store can be found."""
        ...

    def start_index(self, proposals: Iterable[Proposal]) -> None:
        """Empty the index but for what these proposals are, to be filled again."""
        ...

    def finish_index(self) -> None:
        """Keep that everything can be found."""
        ...

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """Every saved search, the oldest first."""
        ...

    def save_search(self, found: SavedSearch) -> None:
        """Keep a search; one of the same profile and name is replaced by it."""
        ...

    def remove_search(self, profile: str, name: str, now: datetime) -> bool:
        """Take a saved search away; False when there is none."""
        ...


def of_proposal(proposal: Proposal, version: int, made_from: str) -> Searchable:
    """A version of a proposal: its title above its summary above its record."""
    fields = record_document(proposal).reading
    shown = {"title", "subtitle", "number", "summary", "topic"}
    pieces = [] if fields is None else fields.passages
    numbered = (proposal.title, proposal.subtitle, proposal.number)
    return Searchable(
        ref=proposal.ref,
        what=What.PROPOSAL,
        version=version,
        made_from=made_from,
        title=" · ".join(filter(None, numbered)),
        lead=tuple(
            Piece(each.text, each.locator)
            for each in pieces
            if each.locator.field in {"summary", "topic"}
        ),
        body=tuple(
            Piece(each.text, each.locator)
            for each in pieces
            if each.locator.field not in shown
        ),
        day=proposal.introduced_on or proposal.published_on,
    )


def of_document(
    proposal: Proposal, document: Document, reader: str
) -> Searchable | None:
    """A document that was read; None for one without a text, and for the record."""
    if document.reading is None or document.key == RECORD_KEY:
        return None
    listed = {each.key: each.date for each in proposal.documents}
    outer = document.key.split("/", 1)[0]
    is_response = document.kind in RESPONSE_KINDS
    return Searchable(
        ref=proposal.ref,
        what=What.RESPONSE if is_response else What.DOCUMENT,
        version=document.version,
        made_from=f"{document.sha256} {reader}",
        title=document.title,
        body=tuple(Piece(e.text, e.locator) for e in document.reading.passages),
        key=document.key,
        document_kind=document.kind.value,
        day=listed.get(document.key)
        or listed.get(outer)
        or proposal.introduced_on
        or proposal.published_on,
    )


def of_assessment(
    found: Assessment, day: date, review: Review | None, *, is_withdrawn: bool = False
) -> Searchable:
    """A version of a briefing; what a person edited in it as it was approved."""
    lead = [Piece(each.text, Locator(field="summary")) for each in found.summary]
    if review and review.decision is Decision.APPROVED and review.recommendation:
        lead.append(Piece(review.recommendation, Locator(field="recommendation")))
    status = BriefingStatus.WITHDRAWN if is_withdrawn else _status(review)
    decided = f"{review.decision} {review.at.isoformat()}" if review else ""
    decided += " withdrawn" if is_withdrawn else ""
    return Searchable(
        ref=found.ref,
        what=What.BRIEFING,
        version=found.version,
        made_from=f"{found.input_hash} {decided}",
        title="",
        lead=tuple(lead),
        body=tuple(_body(found, review)),
        profile=found.profile,
        status=status.value,
        day=day,
        points=frozenset(_graded(found.points)),
    )


def _status(review: Review | None) -> BriefingStatus:
    if review is None:
        return BriefingStatus.DRAFT
    if review.decision is Decision.APPROVED:
        return BriefingStatus.APPROVED
    return BriefingStatus.WITHDRAWN


def _graded(points: Iterable[Point]) -> Iterator[tuple[str, str, str]]:
    for each in points:
        values = (each.dimension, each.party, each.level)
        if any(values):
            dimension, party, level = (one.value if one else "" for one in values)
            yield dimension, party, level


def _body(found: Assessment, review: Review | None) -> Iterator[Piece]:
    edits = review.edits if review else ()
    removed = {each.before for each in edits}
    for edit in edits:
        if edit.kind is not EditKind.REMOVED:
            yield Piece(edit.after, Locator(field="edited"))
    yield from _stated(found.points, removed)
    for check in found.checks:
        yield Piece(check.text, Locator(field="check", heading=check.id))
    for question in found.questions:
        yield Piece(question.text, Locator(field="question"))
    for fact in found.facts:
        yield Piece(fact.value, Locator(field="fact", heading=fact.key))
    for gap in found.gaps:
        yield Piece(gap, Locator(field="gap"))


def _stated(points: Iterable[Point], removed: set[str]) -> Iterator[Piece]:
    for point in points:
        if point.rule.startswith(_ASKED_OF_ALL):
            continue
        where = Locator(
            field=point.kind.value,
            heading=point.dimension.value if point.dimension else "",
            provision=point.about,
        )
        for text in (point.text, point.today, point.proposed, point.mitigation):
            if text and text not in removed:
                yield Piece(text, where)
