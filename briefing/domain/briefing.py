"""What a rendered briefing is made from."""

from dataclasses import dataclass
from datetime import datetime

from briefing.domain.assessment import Assessment
from briefing.domain.document import Document
from briefing.domain.profile import Profile
from briefing.domain.proposal import Proposal
from briefing.domain.review import ApprovedAssessment


@dataclass(frozen=True, slots=True)
class BriefingContent:
    """Everything a template may print.

    `documents` are without their readings (citations carry quote and locator), in
    the order of the briefing's list, the source's own record last. `today` is a
    UTC moment; dates in the briefing are counted from its Danish day.
    """

    proposal: Proposal
    documents: tuple[Document, ...]
    profile: Profile
    judged: Assessment | ApprovedAssessment
    today: datetime

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
