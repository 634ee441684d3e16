"""What the invented briefing in `sample.py` says of the case over time."""

from collections.abc import Iterator
from datetime import date, datetime

from briefing.domain.change import (
    DocumentChange,
    Edit,
    EditKind,
    TextChange,
    TextChangeKind,
    TouchedPoint,
)
from briefing.domain.consultation import (
    Asked,
    Consultation,
    Memo,
    Outcome,
    Position,
)
from briefing.domain.document import Citation, Locator
from briefing.domain.dossier import Milestone
from briefing.domain.event import Event, EventKind
from briefing.domain.proposal import Proposal, ProposalKind, Stage
from briefing.rendering.sample_points import BILL, JUDGED, MEMO

DRAFT = Proposal(
    ref="dk/hoeringsportalen/79999",
    source="hoeringsportalen",
    kind=ProposalKind.DRAFT_BILL,
    native_kind="Lovforslag",
    title="Udkast til forslag til lov om ændring af lov om arbejdsmiljø",
    stage=Stage.CONSULTATION_CLOSED,
    native_status="",
    url="https://hoeringsportalen.dk/Hearing/Details/79999",
    ministry="Beskæftigelsesministeriet",
    published_on=date(2025, 11, 14),
    example=True,
)


def _memo(number: int, quote: str) -> Citation:
    return Citation(MEMO, number, quote, Locator(page=1))


def sample_events(proposal: Proposal, seen: datetime) -> tuple[Event, ...]:
    """A step forward, and a new version of the bill that one point rests on."""
    change = DocumentChange(
        BILL,
        "Lovforslag som fremsat",
        (
            TextChange(
                TextChangeKind.ALTERED,
                "§ 1, nr. 2",
                edits=(
                    Edit(EditKind.KEPT, "Underretningen gives senest "),
                    Edit(EditKind.DELETED, "2 uger "),
                    Edit(EditKind.INSERTED, "4 uger "),
                    Edit(EditKind.KEPT, "før systemet tages i brug."),
                ),
            ),
            TextChange(
                TextChangeKind.ADDED,
                "§ 2, stk. 2",
                new="Ministeren evaluerer loven efter 3 år.",
            ),
        ),
        (TouchedPoint(proposal.ref, 1, JUDGED[0], stands=False),),
    )
    before, after = Stage.INTRODUCED.value, Stage.FIRST_READING.value
    return (
        Event(EventKind.STAGE, seen, before, after, date(2026, 1, 27)),
        Event(EventKind.TEXT_CHANGED, seen, document=BILL, change=change),
    )


CONSULTATION = Consultation(
    memos=(
        Memo(
            MEMO,
            "Høringsnotat",
            asked=(Asked("Eksempelforbundet", _memo(2, "Eksempelforbundet"), True),),
            positions=(
                Position(
                    ("Eksempelforbundet",),
                    "Tilsynet med systemerne",
                    (_memo(8, "Eksempelforbundet finder, at tilsynet bør styrkes."),),
                    (_memo(9, "Ministeriet har imødekommet ønsket i § 15 c."),),
                    Outcome.MET,
                ),
                Position(
                    ("Prøveindustrien", "Opfundne Erhverv"),
                    "Fristen for underretning",
                    (
                        _memo(
                            11,
                            "Prøveindustrien og Opfundne Erhverv finder, at fristen "
                            "på 4 uger er for lang.",
                        ),
                    ),
                    (_memo(12, "Det har ikke givet anledning til ændringer."),),
                    Outcome.NOT_MET,
                ),
            ),
        ),
    )
)
"""Two views, one met and one not."""


def sample_milestones(proposal: Proposal) -> tuple[Milestone, ...]:
    """The consultation on the draft, then the steps of the bill."""
    return (
        Milestone(date(2025, 11, 14), DRAFT.ref, "Sendt i høring"),
        Milestone(date(2025, 12, 5), DRAFT.ref, "Høringsfrist"),
        *_steps(proposal),
    )


def _steps(proposal: Proposal) -> Iterator[Milestone]:
    for step in proposal.steps:
        if step.date is not None:
            yield Milestone(
                step.date,
                proposal.ref,
                step.title,
                is_planned=step.native_status == "Planlagt",
            )
