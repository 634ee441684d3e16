"""The points of the invented briefing in `sample.py`, each with its quotations."""

from briefing.domain.assessment import (
    Answer,
    Check,
    Dimension,
    Horizon,
    Party,
    Point,
    PointKind,
)
from briefing.domain.document import Citation, Locator

BILL, MEMO = "bill", "memo"
"""The keys of the two invented documents."""


def _cite(number: int, quote: str, provision: str = "", page: int = 0) -> Citation:
    locator = Locator(page=page or None, provision=provision)
    return Citation(BILL, number, quote, locator, verified=True)


DUTY = _cite(
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
FINE = _cite(
    19, "Med bøde straffes den, der overtræder § 15 c, stk. 1 og 2.", "§ 82, stk. 3", 3
)
_POWER = _cite(
    14,
    "Beskæftigelsesministeren kan fastsætte nærmere regler om kravene i stk. 1.",
    "§ 15 c, stk. 3",
    2,
)
ENTRY = _cite(21, "Loven træder i kraft den 1. juli 2026.", "§ 2", 3)
COST = _cite(
    88,
    "Forslaget skønnes at medføre løbende omkostninger for erhvervslivet på 38 mio. "
    "kr. årligt.",
    page=27,
)
_HEARD = Citation(
    MEMO,
    4,
    "Et udkast til lovforslag har i perioden fra den 14. november 2025 til den 5. "
    "december 2025 (21 dage) været sendt i høring.",
    Locator(page=1),
    verified=True,
)
DEADLINE = Citation(
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


SUMMARY = (
    Point(
        PointKind.ATTENTION,
        "Forslaget stiller krav om menneskeligt tilsyn og varsling, når arbejdsgivere "
        "bruger automatiske systemer til at fordele eller vurdere arbejde.",
        (DUTY, _NOTICE),
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
        (ENTRY,),
        "summary",
    ),
)
CHANGES = (
    Point(
        PointKind.CHANGE,
        "En ny § 15 c indsættes i lov om arbejdsmiljø.",
        (DUTY, _NOTICE),
        "change.insert",
        today="Loven har ingen særlige regler om automatiske ledelsessystemer.",
        proposed=f"»{DUTY.quote}«",
        about="§ 1, nr. 1",
    ),
    Point(
        PointKind.CHANGE,
        "Overtrædelse af de nye pligter kan straffes.",
        (FINE,),
        "change.rewrite",
        proposed=f"»{FINE.quote}«",
        about="§ 1, nr. 3",
    ),
)
JUDGED = (
    _judged(
        PointKind.RISK, Party.EMPLOYERS, Dimension.BUSINESS_BURDEN, (4, 3),
        "Varsling og tilsyn efter § 15 c koster tid og viden i virksomhederne.",
        _NOTICE, COST, mitigation="Bed om vejledning og færdige skabeloner.",
    ),
    _judged(
        PointKind.RISK, Party.BOTH, Dimension.LEGAL_EU, (4, 4),
        "En del af indholdet afgøres senere af ministeren, og bestemmelsen siger intet "
        "om at høre arbejdsmarkedets parter.",
        _POWER, mitigation="Bed om, at reglerne fastsættes efter forhandling.",
    ),
    _judged(
        PointKind.RISK, Party.EMPLOYERS, Dimension.WORKERS_RIGHTS, (2, 4),
        "Den, der overser en pligt, kan straffes med bøde.", FINE,
    ),
    _judged(
        PointKind.RISK, Party.EMPLOYEES, Dimension.OVERSIGHT, (2, 2),
        "Tilsynet kan blive en formalitet, hvis ingen har tid til det.", DUTY,
    ),
    _judged(
        PointKind.OPPORTUNITY, Party.EMPLOYEES, Dimension.COOPERATION, (4, 4),
        "Ansatte og deres repræsentanter får viden om systemer, før de tages i brug.",
        _NOTICE,
    ),
    _judged(
        PointKind.OPPORTUNITY, Party.BOTH, Dimension.OVERSIGHT, (3, 3),
        "Menneskeligt tilsyn kan fange fejl, før de rammer den enkelte.", DUTY,
    ),
)  # fmt: skip
ATTENTION = (
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
        (DUTY,),
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
    Point(
        PointKind.ATTENTION,
        "Hold den 1. juli 2026 op mod hovedferien: Varslet på 4 uger skal være givet "
        "inden.",
        (ENTRY,),
        "sample",
        dimension=Dimension.COOPERATION,
        party=Party.BOTH,
    ),
)
CHECKS = (
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
        (ENTRY,),
    ),
)
