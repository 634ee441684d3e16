"""What the store keeps and how the line asks for it; rows as frozen dataclasses."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from briefing.domain.archive import ArchiveRows
from briefing.domain.assessment import Assessment
from briefing.domain.calendar import Calendars
from briefing.domain.calls import ModelCalls
from briefing.domain.delivery import Deliveries
from briefing.domain.document import Document, Reading
from briefing.domain.dossier import Dossiers
from briefing.domain.evaluation import Evaluations
from briefing.domain.event import Histories
from briefing.domain.handling import Handlings
from briefing.domain.ports import Answer
from briefing.domain.profile import Relevance
from briefing.domain.proposal import DocumentKind, Proposal
from briefing.domain.review import Review, Withdrawal
from briefing.domain.run import Runs
from briefing.domain.search import Searchable, Searches
from briefing.domain.source import Rejected, Request
from briefing.domain.trend import Glance


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something about a source that is not as usual, since when, in a sentence.

    `message` is a sentence of the catalogue; `values` fill its braces. `about` is
    what it is about: `listed`, `gone`, or a group of proposals and a field.
    """

    about: str
    message: str
    since: datetime
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceState:
    """Where the reading of one source stands; all moments are UTC.

    `new_at` is when it last gave something new or changed. `alarms` is what is not
    as usual about what it gives.
    """

    source_id: str
    cursor: dict[str, Any] = field(default_factory=dict)
    validators: dict[str, dict[str, str]] = field(default_factory=dict)
    next_check_at: datetime | None = None
    read_at: datetime | None = None
    tried_at: datetime | None = None
    errors: int = 0
    error: str = ""
    error_detail: str = ""
    listed: int = 0
    warnings: tuple[str, ...] = ()
    new_at: datetime | None = None
    alarms: tuple[Alarm, ...] = ()


@dataclass(frozen=True, slots=True)
class Aside:
    """A record that is kept aside: `times` it was refused, from when to when.

    `program` names the code that could not read it. `request` asks for it again;
    None where it cannot be. `resolved_at` is when it was read after all.
    """

    record: str
    body: bytes
    error: str
    seen_at: datetime
    first_seen_at: datetime
    times: int = 1
    removed: tuple[str, ...] = ()
    request: Request | None = None
    program: str = ""
    resolved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SweepRecord:
    """What one finished sweep was like, for comparing later ones with.

    `kind` says what sweeps it is comparable with. `filled` counts, for each group of
    proposals, how many there are (under `""`) and how many have each field.
    `removed` names the personal data taken out of proposals.
    """

    source_id: str
    at: datetime
    kind: str
    seconds: float
    requests: int
    size: int
    listed: int
    proposals: int
    filled: dict[str, dict[str, int]] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    alarmed: bool = False


@dataclass(frozen=True, slots=True)
class Harvest:
    """What a finished sweep brings to the store, in one transaction.

    `resolved` names records that leave quarantine. `gone` and `back` are refs that
    their source no longer lists, and lists again. `part` is the since-day and the
    name of the part of a backfill that is now done.
    """

    proposals: tuple[Proposal, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    program: str = ""
    resolved: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    record: SweepRecord | None = None
    part: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """A failure kept on an item: the error's type, its message, the next try."""

    error: str
    detail: str
    next_try_at: datetime


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the line stands with one proposal.

    `done_hash` names the state it was last brought through completely.
    """

    done_hash: str = ""
    tries: int = 0
    error: str = ""
    error_detail: str = ""
    next_try_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """How one listed document stands: its latest bytes, or why there are none."""

    key: str
    url: str = ""
    version: int = 0
    sha256: str = ""
    content_type: str = ""
    validators: dict[str, str] = field(default_factory=dict)
    fetched_at: datetime | None = None
    checked_at: datetime | None = None
    error: str = ""
    error_detail: str = ""
    tries: int = 0
    next_try_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoredReading:
    """A reading of some bytes, or the error that reading them gave."""

    reading: Reading | None
    error: str = ""
    error_detail: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """An assessment with the proposal and documents exactly as it saw them."""

    assessment: Assessment
    proposal: Proposal
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class BriefingFile:
    """A briefing that was written; `path` is relative to the output folder."""

    ref: str
    profile: str
    version: int
    document: str
    language: str
    status: str
    path: str
    sha256: str
    created_at: datetime


class Store(
    Histories,
    Dossiers,
    ModelCalls,
    ArchiveRows,
    Deliveries,
    Calendars,
    Handlings,
    Evaluations,
    Runs,
    Searches,
    Protocol,
):
    """The store as the line, the review and the command line see it.

    Every method is one transaction. `StoreError` when the store cannot be used.
    """

    def source_state(self, source_id: str) -> SourceState:
        """How the reading of a source stands; empty before the first time."""
        ...

    def save_sweep(
        self, state: SourceState, harvest: Harvest, now: datetime
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Keep a finished sweep and move the cursor; the refs new and changed.

        `new_at` of the state is set when there are any, but for a part of a backfill.
        """
        ...

    def save_source_failure(self, state: SourceState) -> None:
        """Keep why a source could not be read; the cursor stays."""
        ...

    def rejected(self, source_id: str) -> tuple[Aside, ...]:
        """The records of a source that are kept aside and not read since."""
        ...

    def sweeps(
        self, source_id: str, kind: str | None, count: int
    ) -> tuple[SweepRecord, ...]:
        """The latest finished sweeps of this kind, the newest first.

        Without a kind, the latest that gave any proposals.
        """
        ...

    def parts_done(self, source_id: str, since: str) -> dict[str, datetime]:
        """The parts of a backfill that are done, and when each was."""
        ...

    def listed_under(self, prefix: str) -> dict[str, datetime | None]:
        """Every ref that starts so, and since when its source no longer lists it."""
        ...

    def gone_at(self, ref: str) -> datetime | None:
        """Since when the source no longer lists a proposal; None while it does."""
        ...

    def save_proposal(self, proposal: Proposal, now: datetime) -> str:
        """Keep one proposal: "new", "changed" or "unchanged"."""
        ...

    def proposal(self, ref: str) -> Proposal:
        """The proposal as it stands now; UnknownRef when there is none."""
        ...

    def proposal_hash(self, ref: str) -> str:
        """The content hash of the proposal as it stands now."""
        ...

    def refs(self, source: str | None = None) -> tuple[str, ...]:
        """Every reference in the store, or of one source, sorted."""
        ...

    def progress(self, ref: str) -> Progress:
        """Where the line stands with a proposal."""
        ...

    def save_progress(self, ref: str, progress: Progress) -> None:
        """Keep where the line stands with a proposal."""
        ...

    def documents(self, ref: str) -> dict[str, StoredDocument]:
        """How the documents of a proposal stand, by key."""
        ...

    def save_document(
        self, ref: str, key: str, url: str, answer: Answer, now: datetime
    ) -> StoredDocument:
        """Keep a document's bytes; a new version when they differ from the last."""
        ...

    def save_document_failure(
        self, ref: str, key: str, url: str, trouble: Trouble
    ) -> StoredDocument:
        """Keep why a document could not be had; earlier bytes stay."""
        ...

    def keep_bytes(self, body: bytes) -> str:
        """Keep bytes of our own making; their SHA-256."""
        ...

    def blob_path(self, sha256: str) -> str:
        """The file that holds these bytes."""
        ...

    def reading(
        self, sha256: str, kind: DocumentKind, reader: str
    ) -> StoredReading | None:
        """An earlier reading of these bytes by this version of the reader."""
        ...

    def save_reading(
        self,
        sha256: str,
        kind: DocumentKind,
        reader: str,
        reading: StoredReading,
        found_as: Searchable | None = None,
    ) -> None:
        """Keep a reading, and make it findable as this in the same transaction."""
        ...

    def relevance(self, ref: str) -> dict[str, Relevance]:
        """The relevance of a proposal by profile, as persons' decisions leave it."""
        ...

    def save_relevance(self, ref: str, profile: str, relevance: Relevance) -> None:
        """Keep a computed relevance; written only when it differs."""
        ...

    def judged(
        self, ref: str, profile: str, version: int | None = None
    ) -> Judged | None:
        """An assessment with what it saw: this version, or the latest."""
        ...

    def save_judged(self, judged: Judged) -> None:
        """Keep a new assessment; its version is one more than the last."""
        ...

    def glances(self, profile: str) -> tuple[Glance, ...]:
        """The latest assessment of each proposal for a profile, as it is counted."""
        ...

    def reviews(self, ref: str, profile: str | None = None) -> tuple[Review, ...]:
        """The decisions on a proposal, oldest first."""
        ...

    def save_review(self, review: Review) -> None:
        """Keep a decision."""
        ...

    def briefings(
        self, ref: str, profile: str | None = None
    ) -> tuple[BriefingFile, ...]:
        """The briefings written for a proposal, oldest first."""
        ...

    def briefing_files(self) -> tuple[BriefingFile, ...]:
        """Every document that was written, oldest first."""
        ...

    def approved(self) -> tuple[Review, ...]:
        """Every approval of every briefing, oldest first."""
        ...

    def withdrawals(
        self, ref: str | None = None, profile: str | None = None
    ) -> tuple[Withdrawal, ...]:
        """The briefings that were withdrawn, all or of a proposal, oldest first."""
        ...

    def save_withdrawal(self, withdrawal: Withdrawal) -> bool:
        """Keep that a briefing was withdrawn; False when it is already."""
        ...

    def save_briefing(self, briefing: BriefingFile) -> None:
        """Keep that a briefing was written; writing the same again is no change."""
        ...
