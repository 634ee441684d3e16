"""What a rendered briefing is made from."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from briefing.domain.assessment import Assessment, Point
from briefing.domain.change import DocumentChange
from briefing.domain.consultation import NO_CONSULTATION, Consultation
from briefing.domain.deadline import Claim, Due
from briefing.domain.document import Document
from briefing.domain.dossier import Milestone
from briefing.domain.event import Event
from briefing.domain.law import AmendedAct
from briefing.domain.profile import Profile
from briefing.domain.proposal import Proposal
from briefing.domain.review import ApprovedAssessment


class Form(StrEnum):
    """The documents made of an assessment, by the name that stands in the files'."""

    BOARD = "notat"
    SHORT = "kort-notat"
    RESPONSE = "hoeringssvar"


@dataclass(frozen=True, slots=True)
class BriefingContent:
    """Everything a template may print.

    `documents` are without their readings (citations carry quote and locator), in
    the order of the briefing's list, the source's own record last. `today` is a
    UTC moment; dates in the briefing are counted from its Danish day. `dues` are the
    deadlines with the day that counts and what is uncertain; `events` is what
    happened since the previous version of the briefing, empty in the first.
    `consultation` is what its memos and responses say. `law` is each act that the
    proposal changes, beside the change.
    `earlier` are the points of the previous version, empty in the first.
    `related` are the other parts of the same dossier and `milestones` what happened
    to all of them; both are empty where the proposal stands alone.
    """

    proposal: Proposal
    documents: tuple[Document, ...]
    profile: Profile
    judged: Assessment | ApprovedAssessment
    today: datetime
    dues: tuple[Due, ...] = ()
    events: tuple[Event, ...] = ()
    earlier: tuple[Point, ...] = ()
    law: tuple[AmendedAct, ...] = ()
    consultation: Consultation = NO_CONSULTATION
    related: tuple[Proposal, ...] = ()
    milestones: tuple[Milestone, ...] = ()

    @property
    def deadlines(self) -> tuple[Due, ...]:
        """The deadlines; as the record gives them where nothing more is known."""
        recorded = self.proposal.deadlines
        return self.dues or tuple(Due(each, (Claim(each),)) for each in recorded)

    @property
    def text_changes(self) -> tuple[DocumentChange, ...]:
        """The documents whose text changed since the previous version."""
        return tuple(each.change for each in self.events if each.change is not None)

    @property
    def assessment(self) -> Assessment:
        """The assessment, approved or not."""
        if isinstance(self.judged, ApprovedAssessment):
            return self.judged.assessment
        return self.judged

    @property
    def is_approved(self) -> bool:
        """Whether a named person stands behind it."""
        return isinstance(self.judged, ApprovedAssessment)
