"""An invented briefing with something in every field, to try a template with.

Number, names, quotations and addresses are made up; it is marked as example data.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from briefing.domain.assessment import (
    Analyst,
    Assessment,
    Fact,
    Question,
    Withheld,
)
from briefing.domain.briefing import BriefingContent
from briefing.domain.document import Document
from briefing.domain.profile import Perspective, Profile, Reason, Relevance
from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    DocumentKind,
    Proposal,
    ProposalKind,
    Stage,
    Step,
)
from briefing.domain.record import record_document
from briefing.domain.review import ApprovedAssessment, Decision, Review
from briefing.rendering.sample_case import (
    CONSULTATION,
    DRAFT,
    sample_events,
    sample_milestones,
)
from briefing.rendering.sample_points import (
    ATTENTION,
    BILL,
    CHANGES,
    CHECKS,
    COST,
    DEADLINE,
    DUTY,
    ENTRY,
    FINE,
    JUDGED,
    MEMO,
    SUMMARY,
)

NOW = datetime(2026, 2, 9, 8, 30, tzinfo=UTC)
_REF = "dk/folketinget/20251/L999"

PROPOSAL = Proposal(
    ref=_REF,
    source="folketinget",
    kind=ProposalKind.BILL,
    native_kind="Lovforslag",
    title="Forslag til lov om ændring af lov om arbejdsmiljø",
    subtitle="(Krav til arbejdsgiveres brug af automatiske systemer til ledelse)",
    stage=Stage.FIRST_READING,
    native_status="1. behandlet/Henvist til udvalg",
    url="https://www.ft.dk/samling/20251/lovforslag/l999/index.htm",
    number="L 999",
    session="20251",
    ministry="Beskæftigelsesministeriet",
    minister="beskæftigelsesministeren",
    committee="Beskæftigelsesudvalget",
    introduced_on=date(2026, 1, 14),
    deadlines=(
        Deadline(DeadlineKind.COMMITTEE_QUESTIONS, date(2026, 2, 20), "step.3"),
        Deadline(DeadlineKind.READING, date(2026, 4, 9), "step.4", time(10, 0)),
    ),
    steps=(
        Step("Fremsættelse", "Fremsættelse", "", date(2026, 1, 14)),
        Step("1. behandling", "Behandling", "Afsluttet", date(2026, 1, 27)),
        Step("2. behandling", "Behandling", "Planlagt", date(2026, 4, 9)),
        Step("3. behandling", "Behandling", "Planlagt", None),
    ),
    topics=("arbejdsmiljø", "kunstig intelligens"),
    confidential=True,
    example=True,
)

PROFILE = Profile(
    id="eksempel",
    organisation="Eksempelforbundet",
    perspective=Perspective.EMPLOYEES,
    case_number="2026-0042",
)

DOCUMENTS = (
    Document(
        BILL,
        "Lovforslag som fremsat",
        DocumentKind.BILL_TEXT,
        "https://www.folketingstidende.dk/samling/20251/lovforslag/L999/l999.pdf",
        "a3f1c09be7742d5518ac6f0e9b1d44c27e5580f3a9c6b2d1e4f70819ab5c3d2e",
        datetime(2026, 2, 8, 5, 2, tzinfo=UTC),
    ),
    Document(
        MEMO,
        "Høringsnotat",
        DocumentKind.CONSULTATION_MEMO,
        "https://www.ft.dk/samling/20251/lovforslag/l999/bilag/1/notat.pdf",
        "77d0e1a94c52fb3688e0d5c1b2a3f4958e6d7c0b1a2f3e4d5c6b7a8990817263",
        datetime(2026, 2, 8, 5, 3, tzinfo=UTC),
        2,
    ),
    Document(
        "speech",
        "Skriftlig fremsættelse",
        DocumentKind.PRESENTATION_SPEECH,
        "https://www.ft.dk/samling/20251/lovforslag/l999/fremsaettelse.pdf",
        error="Blocked",
        error_detail="403 from www.ft.dk",
    ),
    record_document(PROPOSAL),
)


ASSESSMENT = Assessment(
    ref=_REF,
    profile=PROFILE.id,
    version=2,
    analyst=Analyst("embedded"),
    relevance=Relevance(
        78,
        (
            Reason("Sagen ligger i Beskæftigelsesudvalget, som følges", 22),
            Reason("Emnet Arbejdsmiljø står i titlen", 24),
            Reason(
                "Emnet Kunstig intelligens på arbejdspladsen går igen i teksten", 16
            ),
        ),
    ),
    summary=SUMMARY,
    points=(*CHANGES, *JUDGED, *ATTENTION),
    checks=CHECKS,
    questions=(
        Question(
            "Hvem har ansvaret, når et system leveres af en anden?",
            "ansvar for indkøbte systemer",
            (DUTY,),
        ),
        Question("Hvad dækker »vurderer arbejde«?", "rækkevidden af § 15 c"),
    ),
    facts=(
        Fact("entry_into_force", "1. juli 2026", (ENTRY,)),
        Fact("sanctions", f"»{FINE.quote}«", (FINE,)),
        Fact("business_costs", f"»{COST.quote}«", (COST,)),
        Fact("deadline", "20. februar 2026", (DEADLINE,)),
    ),
    gaps=(
        "Teksten siger ikke, hvornår reglerne skal evalueres.",
        "Dele, der ikke blev genkendt: klimamæssige konsekvenser.",
    ),
    withheld=(
        Withheld(
            "Forslaget berører 12.000 virksomheder.",
            "Står hverken i de citerede passager eller i kildens post: 12.000.",
        ),
    ),
    language="da",
    input_hash="eksempel",
    created_at=NOW,
)

_BEFORE = replace(JUDGED[0], text="Varsling efter § 15 c koster tid.")
"""What the first version said where the second says it otherwise."""
REVIEW = Review(
    _REF,
    PROFILE.id,
    ASSESSMENT.version,
    Decision.APPROVED,
    by="Mille Eksempelsen",
    at=datetime(2026, 2, 10, 13, 5, tzinfo=UTC),
    why="Gennemgået med arbejdsmiljøudvalget",
    recommendation="Forbundet støtter forslaget og beder om, at reglerne efter § 15 c, "
    "stk. 3, fastsættes efter forhandling med parterne.",
)


def sample_content(*, approved: bool = False, language: str = "da") -> BriefingContent:
    """The sample as a draft, or approved by an invented person."""
    assessment = replace(ASSESSMENT, language=language)
    judged = ApprovedAssessment(assessment, REVIEW) if approved else assessment
    profile = replace(PROFILE, language=language)
    moment = REVIEW.at if approved else NOW
    return BriefingContent(
        PROPOSAL,
        DOCUMENTS,
        profile,
        judged,
        moment,
        events=sample_events(PROPOSAL, moment),
        earlier=(*CHANGES[:1], *JUDGED[1:], *ATTENTION, _BEFORE),
        consultation=CONSULTATION,
        related=(DRAFT,),
        milestones=sample_milestones(PROPOSAL),
    )


def empty_content(*, language: str = "da") -> BriefingContent:
    """A briefing about which next to nothing is known: every list is empty."""
    proposal = Proposal(
        ref="local/0a1b2c3d",
        source="local",
        kind=ProposalKind.LOCAL_DOCUMENT,
        native_kind="",
        title="Dokument uden oplysninger",
        stage=Stage.UNKNOWN,
        native_status="",
        url="",
    )
    assessment = replace(
        ASSESSMENT,
        ref=proposal.ref,
        relevance=Relevance(0),
        summary=(),
        points=(),
        checks=(),
        questions=(),
        facts=(),
        gaps=(),
        withheld=(),
        language=language,
    )
    profile = replace(PROFILE, case_number="", language=language)
    return BriefingContent(proposal, (), profile, assessment, NOW)
