"""An invented briefing with something in every field, to try a template with.

Number, names, quotations and addresses are made up; it is marked as example data.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from briefing.domain.assessment import (
    Analyst,
    Answer,
    Assessment,
    Check,
    Dimension,
    Fact,
    Horizon,
    Party,
    Point,
    PointKind,
    Question,
    Withheld,
)
from briefing.domain.briefing import BriefingContent
from briefing.domain.document import Citation, Document, Locator
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

NOW = datetime(2026, 2, 9, 8, 30, tzinfo=UTC)
_REF = "dk/folketinget/20251/L999"
_BILL, _MEMO = "bill", "memo"

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
        _BILL,
        "Lovforslag som fremsat",
        DocumentKind.BILL_TEXT,
        "https://www.folketingstidende.dk/samling/20251/lovforslag/L999/l999.pdf",
        "a3f1c09be7742d5518ac6f0e9b1d44c27e5580f3a9c6b2d1e4f70819ab5c3d2e",
        datetime(2026, 2, 8, 5, 2, tzinfo=UTC),
    ),
    Document(
        _MEMO,
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


def _cite(number: int, quote: str, provision: str = "", page: int = 0) -> Citation:
    locator = Locator(page=page or None, provision=provision)
    return Citation(_BILL, number, quote, locator, verified=True)


_DUTY = _cite(
    12,
    "Arbejdsgiveren skal sikre, at automatiske systemer, der fordeler eller vurderer "
    "arbejde, er underlagt menneskeligt tilsyn.",
    "§ 15 c, stk. 1",
    2,
)
_NOTICE = _cite(
    13,
    "De ansatte og deres repræsentanter skal informeres skriftligt, senest 4 uger før "
    "et system tages i brug.",
    "§ 15 c, stk. 2",
    2,
)
_FINE = _cite(
    19, "Med bøde straffes den, der overtræder § 15 c, stk. 1 og 2.", "§ 82, stk. 3", 3
)
_POWER = _cite(
    14,
    "Beskæftigelsesministeren kan fastsætte nærmere regler om kravene i stk. 1.",
    "§ 15 c, stk. 3",
    2,
)
_ENTRY = _cite(21, "Loven træder i kraft den 1. juli 2026.", "§ 2", 3)
_COST = _cite(
    88,
    "Forslaget skønnes at medføre løbende omkostninger for erhvervslivet på 38 mio. "
    "kr. årligt.",
    page=27,
)
_HEARD = Citation(
    _MEMO,
    4,
    "Et udkast til lovforslag har i perioden fra den 14. november 2025 til den 5. "
    "december 2025 (21 dage) været sendt i høring.",
    Locator(page=1),
    verified=True,
)
_DEADLINE = Citation(
    "record", 9, "2026-02-20", Locator(field="deadline.committee_questions"),
    verified=True,
)  # fmt: skip


def _judged(
    kind: PointKind,
    party: Party,
    dimension: Dimension,
    level: tuple[int, int],
    text: str,
    *citations: Citation,
    mitigation: str = "",
) -> Point:
    return Point(
        kind,
        text,
        citations,
        rule="sample",
        dimension=dimension,
        party=party,
        likelihood=level[0],
        impact=level[1],
        horizon=Horizon.SHORT,
        mitigation=mitigation,
        about=citations[0].locator.provision,
    )


_SUMMARY = (
    Point(
        PointKind.ATTENTION,
        "Forslaget stiller krav om menneskeligt tilsyn og varsling, når arbejdsgivere "
        "bruger automatiske systemer til at fordele eller vurdere arbejde.",
        (_DUTY, _NOTICE),
        "summary",
    ),
    Point(
        PointKind.ATTENTION,
        "For lønmodtagerne er den største mulighed mere indflydelse, før systemer "
        "tages i brug; den største risiko er, at kravene først udfyldes senere.",
        (_NOTICE, _POWER),
        "summary",
    ),
    Point(
        PointKind.ATTENTION,
        "Loven skal træde i kraft den 1. juli 2026.",
        (_ENTRY,),
        "summary",
    ),
)
_CHANGES = (
    Point(
        PointKind.CHANGE,
        "En ny § 15 c indsættes i lov om arbejdsmiljø.",
        (_DUTY,),
        "change.insert",
        today="Loven har ingen særlige regler om automatiske ledelsessystemer.",
        proposed=f"»{_DUTY.quote}«",
        about="§ 1, nr. 1",
    ),
    Point(
        PointKind.CHANGE,
        "Overtrædelse af de nye pligter kan straffes.",
        (_FINE,),
        "change.rewrite",
        proposed=f"»{_FINE.quote}«",
        about="§ 1, nr. 3",
    ),
)
_JUDGED = (
    _judged(
        PointKind.RISK, Party.EMPLOYERS, Dimension.BUSINESS_BURDEN, (4, 3),
        "Varsling og tilsyn efter § 15 c koster tid og viden i virksomhederne.",
        _NOTICE, _COST, mitigation="Bed om vejledning og færdige skabeloner.",
    ),
    _judged(
        PointKind.RISK, Party.BOTH, Dimension.LEGAL_EU, (4, 4),
        "En del af indholdet afgøres senere af ministeren, og bestemmelsen siger intet "
        "om at høre arbejdsmarkedets parter.",
        _POWER, mitigation="Bed om, at reglerne fastsættes efter forhandling.",
    ),
    _judged(
        PointKind.RISK, Party.EMPLOYERS, Dimension.WORKERS_RIGHTS, (2, 4),
        "Den, der overser en pligt, kan straffes med bøde.", _FINE,
    ),
    _judged(
        PointKind.RISK, Party.EMPLOYEES, Dimension.OVERSIGHT, (2, 2),
        "Tilsynet kan blive en formalitet, hvis ingen har tid til det.", _DUTY,
    ),
    _judged(
        PointKind.OPPORTUNITY, Party.EMPLOYEES, Dimension.COOPERATION, (4, 4),
        "Ansatte og deres repræsentanter får viden om systemer, før de tages i brug.",
        _NOTICE,
    ),
    _judged(
        PointKind.OPPORTUNITY, Party.BOTH, Dimension.OVERSIGHT, (3, 3),
        "Menneskeligt tilsyn kan fange fejl, før de rammer den enkelte.", _DUTY,
    ),
)  # fmt: skip
_ATTENTION = (
    Point(
        PointKind.ATTENTION,
        "Sammenhold varslet på 4 uger med samarbejdsaftalens frister.",
        (_NOTICE,),
        "sample",
        dimension=Dimension.COOPERATION,
        party=Party.EMPLOYEES,
    ),
    Point(
        PointKind.ATTENTION,
        "Få overblik over de systemer, der er i brug i dag.",
        (_DUTY,),
        "sample",
        dimension=Dimension.BUSINESS_BURDEN,
        party=Party.EMPLOYERS,
    ),
    Point(
        PointKind.ATTENTION,
        "§ 15 c, stk. 2, nævner repræsentanter; undersøg, hvem der menes på "
        "arbejdspladser uden tillidsrepræsentant.",
        (_NOTICE,),
        "sample",
        dimension=Dimension.COOPERATION,
        party=Party.BOTH,
    ),
)
_CHECKS = (
    Check(
        "consultation_short",
        Answer.YES,
        "Høringen varede 21 dage, fra den 14. november 2025 til den 5. december 2025.",
        "Fire uger er det normale (vejledning om lovkvalitet, 9.1.2 og 4.2.13).",
        (_HEARD,),
    ),
    Check(
        "urgent_passage",
        Answer.UNKNOWN,
        "Der er endnu ingen dato for 3. behandling.",
        "3. behandling tidligst 30 dage efter fremsættelsen (forretningsorden, § 13).",
        missing="datoen for 3. behandling",
    ),
    Check(
        "retroactive",
        Answer.NO,
        "Teksten har ingen virkning for tiden før vedtagelsen.",
        "Tilbagevirkende kraft skal begrundes.",
    ),
    Check(
        "entry_off_common_dates",
        Answer.NO,
        "Loven træder i kraft den 1. juli 2026.",
        "Regler for erhvervslivet træder i kraft 1. januar eller 1. juli.",
        (_ENTRY,),
    ),
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
    summary=_SUMMARY,
    points=(*_CHANGES, *_JUDGED, *_ATTENTION),
    checks=_CHECKS,
    questions=(
        Question(
            "Hvem har ansvaret, når et system leveres af en anden?",
            "ansvar for indkøbte systemer",
            (_DUTY,),
        ),
        Question("Hvad dækker »vurderer arbejde«?", "rækkevidden af § 15 c"),
    ),
    facts=(
        Fact("entry_into_force", "1. juli 2026", (_ENTRY,)),
        Fact("sanctions", f"»{_FINE.quote}«", (_FINE,)),
        Fact("business_costs", f"»{_COST.quote}«", (_COST,)),
        Fact("deadline", "20. februar 2026", (_DEADLINE,)),
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
    return BriefingContent(PROPOSAL, DOCUMENTS, profile, judged, moment)


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
