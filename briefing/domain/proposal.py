"""Proposals and where they stand: bills, drafts in consultation, EU initiatives.

Enumerations are closed on purpose. A new value needs a Danish label in the
catalogue, a place in `briefing/relevance.py` where it matters, and a test.
The source's own words are always kept beside ours (`native_kind`,
`native_status`).
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

Day = date
"""A calendar day, where a field is itself called `date`."""


class ProposalKind(StrEnum):
    """What a proposal is, whatever its source calls it."""

    BILL = "bill"
    RESOLUTION_PROPOSAL = "resolution_proposal"
    INTERPELLATION = "interpellation"
    GOVERNMENT_REPORT = "government_report"
    DRAFT_BILL = "draft_bill"
    DRAFT_ORDER = "draft_order"
    OTHER_CONSULTATION = "other_consultation"
    EU_INITIATIVE = "eu_initiative"
    EU_PROPOSAL = "eu_proposal"
    EU_PROCEDURE = "eu_procedure"
    SOCIAL_PARTNER_CONSULTATION = "social_partner_consultation"
    ADOPTED_ACT = "adopted_act"
    EXECUTIVE_ORDER = "executive_order"
    NOTICE = "notice"
    LOCAL_DOCUMENT = "local_document"


EU_KINDS = frozenset(
    {
        ProposalKind.EU_INITIATIVE,
        ProposalKind.EU_PROPOSAL,
        ProposalKind.EU_PROCEDURE,
        ProposalKind.SOCIAL_PARTNER_CONSULTATION,
    }
)
"""What is made by the Union: Danish rules on making law say nothing of it."""


class Stage(StrEnum):
    """How far a proposal has come; ordered within its own path, not across paths."""

    CONSULTATION_OPEN = "consultation_open"
    CONSULTATION_CLOSED = "consultation_closed"
    INTRODUCED = "introduced"
    FIRST_READING = "first_reading"
    COMMITTEE_REPORT = "committee_report"
    SECOND_READING = "second_reading"
    DEBATED = "debated"
    ADOPTED = "adopted"
    ROYAL_ASSENT = "royal_assent"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    EU_PLANNED = "eu_planned"
    EU_CALL_FOR_EVIDENCE = "eu_call_for_evidence"
    EU_PUBLIC_CONSULTATION = "eu_public_consultation"
    EU_DRAFT_ACT = "eu_draft_act"
    EU_ADOPTED = "eu_adopted"
    EU_PROPOSED = "eu_proposed"
    EU_COMMITTEE = "eu_committee"
    EU_FIRST_READING = "eu_first_reading"
    EU_SECOND_READING = "eu_second_reading"
    EU_COMPLETED = "eu_completed"
    SOCIAL_PARTNERS_FIRST = "social_partners_first"
    SOCIAL_PARTNERS_SECOND = "social_partners_second"
    PUBLISHED = "published"
    NO_LONGER_IN_FORCE = "no_longer_in_force"
    ANNOUNCED = "announced"
    UNKNOWN = "unknown"


FINISHED_STAGES = frozenset(
    {
        Stage.ADOPTED,
        Stage.ROYAL_ASSENT,
        Stage.REJECTED,
        Stage.WITHDRAWN,
        Stage.LAPSED,
        Stage.CONSULTATION_CLOSED,
        Stage.DEBATED,
        Stage.EU_COMPLETED,
        Stage.PUBLISHED,
        Stage.NO_LONGER_IN_FORCE,
    }
)


class DeadlineKind(StrEnum):
    """Whose deadline it is and for what."""

    CONSULTATION = "consultation"
    FEEDBACK = "feedback"
    SOCIAL_PARTNERS = "social_partners"
    COMMITTEE_QUESTIONS = "committee_questions"
    COMMITTEE_AMENDMENTS = "committee_amendments"
    COMMITTEE_REPORT = "committee_report"
    READING = "reading"
    PLENARY_VOTE = "plenary_vote"


_OPEN_UNTIL = {
    Stage.CONSULTATION_OPEN: DeadlineKind.CONSULTATION,
    Stage.EU_CALL_FOR_EVIDENCE: DeadlineKind.FEEDBACK,
    Stage.EU_PUBLIC_CONSULTATION: DeadlineKind.FEEDBACK,
    Stage.EU_DRAFT_ACT: DeadlineKind.FEEDBACK,
}
"""The stages that end by time alone, and whose deadlines end them."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something must have happened, as its source gives it.

    `at` is a local time of day when the source gives one. `zone` is an IANA
    name. `origin` names the field or passage that the date stands in. For one that
    stands in a text, `document` is the key of the document and `quote` its words.
    """

    kind: DeadlineKind
    date: Day
    origin: str
    at: time | None = None
    zone: str = "Europe/Copenhagen"
    document: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a case, past or planned, in the source's own words."""

    title: str
    native_type: str
    native_status: str
    date: Day | None


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote that was taken, by its conclusion; how single members voted is not kept.

    `conclusion` is the source's own sentence on who voted for and against.
    """

    date: Day | None
    native_type: str
    is_adopted: bool
    conclusion: str


class DocumentKind(StrEnum):
    """What a document is for. PRIMARY kinds are read before relevance is judged."""

    BILL_TEXT = "bill_text"
    RESOLUTION_TEXT = "resolution_text"
    DRAFT_TEXT = "draft_text"
    CONSULTATION_LETTER = "consultation_letter"
    CONSULTATION_LIST = "consultation_list"
    CONSULTATION_MEMO = "consultation_memo"
    CONSULTATION_RESPONSE = "consultation_response"
    PRESENTATION_SPEECH = "presentation_speech"
    AMENDMENT = "amendment"
    COMMITTEE_REPORT = "committee_report"
    TEXT_AFTER_SECOND_READING = "text_after_second_reading"
    TEXT_AS_ADOPTED = "text_as_adopted"
    QUESTION = "question"
    ANSWER = "answer"
    EU_TEXT = "eu_text"
    EU_SUMMARY = "eu_summary"
    ACT_TEXT = "act_text"
    ACT_IN_FORCE = "act_in_force"
    SUBMISSION = "submission"
    NOTICE_TEXT = "notice_text"
    ANNEX = "annex"
    OTHER = "other"


PRIMARY_KINDS = frozenset(
    {
        DocumentKind.BILL_TEXT,
        DocumentKind.RESOLUTION_TEXT,
        DocumentKind.DRAFT_TEXT,
        DocumentKind.CONSULTATION_LETTER,
        DocumentKind.CONSULTATION_LIST,
        DocumentKind.EU_TEXT,
        DocumentKind.EU_SUMMARY,
        DocumentKind.ACT_TEXT,
        DocumentKind.NOTICE_TEXT,
    }
)


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A document that a source lists.

    `key` is stable within the proposal. `urls` are addresses of the same text in
    order of preference; the first is also what people are shown unless another
    one was read. `language` is an ISO 639-1 code where the source says it.
    """

    key: str
    title: str
    kind: DocumentKind
    urls: tuple[str, ...]
    date: Day | None = None
    language: str | None = None
    native_kind: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal at one source, exactly as that source describes it now.

    `ref` is the stable name, such as `dk/folketinget/20251/L115`; it is also the
    folder under `output/`. `session` is the source's code (`20251`). `updated_at`
    is the source's own stamp in UTC, kept for people and never compared.
    """

    ref: str
    source: str
    kind: ProposalKind
    native_kind: str
    title: str
    stage: Stage
    native_status: str
    url: str
    number: str = ""
    session: str = ""
    subtitle: str = ""
    summary: str = ""
    ministry: str = ""
    minister: str = ""
    committee: str = ""
    introduced_on: date | None = None
    published_on: date | None = None
    deadlines: tuple[Deadline, ...] = ()
    steps: tuple[Step, ...] = ()
    votes: tuple[Vote, ...] = ()
    documents: tuple[DocumentRef, ...] = ()
    topics: tuple[str, ...] = ()
    other_identifiers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    confidential: bool = False
    example: bool = False
    updated_at: datetime | None = None

    @property
    def is_finished(self) -> bool:
        """Whether nothing more is expected to happen at this source."""
        return self.stage in FINISHED_STAGES

    @property
    def open_until(self) -> date | None:
        """The last day of a consultation that is open, where it is known."""
        kind = _OPEN_UNTIL.get(self.stage)
        return max((e.date for e in self.deadlines if e.kind is kind), default=None)

    def stage_on(self, today: date) -> Stage:
        """The stage on a day: a consultation closes when its last deadline has passed.

        A source may not have been read since, or may leave its windows open.
        """
        last = self.open_until
        over = last is not None and last < today
        return Stage.CONSULTATION_CLOSED if over else self.stage
