"""What is said about a proposal: points, process checks and questions.

`Party` is whose risk or opportunity it is (employees, employers, both). It is
never a political party, nor a consulted body; those have words of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from briefing.domain.document import Citation
from briefing.domain.profile import Relevance


class Dimension(StrEnum):
    """The twelve fixed risk dimensions, so that assessments can be compared."""

    EMPLOYMENT = "employment"
    PAY = "pay"
    WORKING_CONDITIONS = "working_conditions"
    WORKERS_RIGHTS = "workers_rights"
    COLLECTIVE_AGREEMENTS = "collective_agreements"
    COOPERATION = "cooperation"
    SKILLS = "skills"
    SOCIAL_SECURITY = "social_security"
    INCLUSION = "inclusion"
    BUSINESS_BURDEN = "business_burden"
    OVERSIGHT = "oversight"
    LEGAL_EU = "legal_eu"


class Party(StrEnum):
    """Whose risk, opportunity or attention point it is."""

    EMPLOYEES = "employees"
    EMPLOYERS = "employers"
    BOTH = "both"


class PointKind(StrEnum):
    """What a point is.

    POSITION is what another organisation says or is expected to say; RESPONSE a
    point of our own consultation response; PLAIN a sentence for members.
    """

    CHANGE = "change"
    RISK = "risk"
    OPPORTUNITY = "opportunity"
    ATTENTION = "attention"
    AFFECTED = "affected"
    CONFLICT = "conflict"
    AGREEMENT = "agreement"
    EU = "eu"
    SCENARIO = "scenario"
    POSITION = "position"
    RESPONSE = "response"
    PLAIN = "plain"


class Level(StrEnum):
    """Severity from the fixed matrix."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Horizon(StrEnum):
    """When it would be felt, counted from entry into force."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


SCALE = range(1, 6)
LEVEL_FLOORS = (
    (16, Level.CRITICAL),
    (10, Level.HIGH),
    (5, Level.MEDIUM),
    (1, Level.LOW),
)


def level_of(likelihood: int, impact: int) -> Level:
    """The level for a likelihood and an impact of 1–5; ValueError outside that range.

    Source: the product's fixed matrix, 1–4 low, 5–9 medium, 10–15 high, 16–25
    critical.
    """
    if likelihood not in SCALE or impact not in SCALE:
        message = f"likelihood {likelihood} and impact {impact} must be 1-5"
        raise ValueError(message)
    product = likelihood * impact
    return next(level for floor, level in LEVEL_FLOORS if product >= floor)


@dataclass(frozen=True, slots=True)
class Point:
    """One statement with the passages it rests on.

    `rule` names the rule or prompt it comes from. `today` and `proposed` are set
    on a CHANGE; `likelihood` and `impact` (1–5; benefit for an OPPORTUNITY) and
    `horizon` on a RISK and an OPPORTUNITY. `about` is the place in the bill the
    point concerns ("§ 1, nr. 3").
    """

    kind: PointKind
    text: str
    citations: tuple[Citation, ...]
    rule: str
    dimension: Dimension | None = None
    party: Party | None = None
    today: str = ""
    proposed: str = ""
    likelihood: int | None = None
    impact: int | None = None
    horizon: Horizon | None = None
    mitigation: str = ""
    about: str = ""

    @property
    def level(self) -> Level | None:
        """Computed, never given; None for a point without likelihood and impact."""
        if self.likelihood is None or self.impact is None:
            return None
        return level_of(self.likelihood, self.impact)


class Answer(StrEnum):
    """What a process check found."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Check:
    """One process check computed by code: the answer, why, and the rule it applies.

    `answer` YES means that the matter the check looks for is there (the
    consultation was short, the act is retroactive). `missing` says what would be
    needed when the answer is UNKNOWN.
    """

    id: str
    answer: Answer
    text: str
    rule: str
    citations: tuple[Citation, ...] = ()
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question worth putting to the ministry or the Commission, and its subject."""

    text: str
    about: str
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Withheld:
    """A statement that was not printed as fact, and the reason.

    `count` is above 1 where several are told of at once, for the same reason.
    """

    text: str
    reason: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Analyst:
    """Who made the assessment: `embedded` rules or a `prompted` model."""

    kind: str
    model: str = ""
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A statement of a language model that is not printed, its words kept all the same.

    `question` is the prompt it answers. Shown only where a person asks how an
    assessment came about, never in a document.
    """

    question: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Trace:
    """How an assessment came about with a language model; empty without one.

    `asked` says by prompt which kept calls were made for it (`ModelCall.asked`).
    `borne` are the statements that a second reading found borne by their quotations,
    `held` those that are not printed.
    """

    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    borne: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftAssessment:
    """An analyst's answer before anything in it has been checked.

    `withheld` is what the analyst already held back, which the assessment lists too.
    `unanswered` names the error for which it is to be asked again later; empty when
    the answer is whole.
    """

    analyst: Analyst
    summary: tuple[Point, ...] = ()
    points: tuple[Point, ...] = ()
    checks: tuple[Check, ...] = ()
    questions: tuple[Question, ...] = ()
    facts: tuple["Fact", ...] = ()
    gaps: tuple[str, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    unanswered: str = ""
    trace: Trace = Trace()


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled fact for the title block: entry into force, who was consulted."""

    key: str
    value: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What has been checked and may be shown, always as a draft.

    Made by `briefing.assessment.ground` alone: every point, fact and summary
    sentence here has at least one verified citation; what failed is in `withheld`.
    `gaps` says in the reader's language what the documents do not answer or which
    document could not be had. `created_at` is UTC; `version` counts from 1 within
    proposal and profile. `input_hash` changes when anything it was made from does.
    """

    ref: str
    profile: str
    version: int
    analyst: Analyst
    relevance: Relevance
    summary: tuple[Point, ...]
    points: tuple[Point, ...]
    checks: tuple[Check, ...]
    questions: tuple[Question, ...]
    facts: tuple[Fact, ...]
    gaps: tuple[str, ...]
    withheld: tuple[Withheld, ...]
    language: str
    input_hash: str
    created_at: datetime
    trace: Trace = Trace()

    @property
    def verified(self) -> int:
        """How many statements stand here, each with a citation that was checked."""
        return len(self.summary) + len(self.points) + len(self.facts)

    @property
    def held_back(self) -> int:
        """How many statements are not shown as fact."""
        return sum(each.count for each in self.withheld)
