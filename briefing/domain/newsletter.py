"""A newsletter for members: what was approved, in plain language."""

from dataclasses import dataclass
from datetime import datetime

from briefing.domain.document import Document
from briefing.domain.profile import Profile
from briefing.domain.proposal import Proposal
from briefing.domain.review import ApprovedAssessment, Withdrawal

DOCUMENT = "nyhedsbrev"
"""What the store and the folder call the document."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter: what was approved of it, and the documents that it rests on."""

    approved: ApprovedAssessment
    proposal: Proposal
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Retraction:
    """Something that an earlier newsletter told and that was withdrawn since."""

    withdrawal: Withdrawal
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Newsletter:
    """What is new for members from `since` to `now` (UTC); `by` sends it out."""

    profile: Profile
    by: str
    since: datetime
    now: datetime
    matters: tuple[Matter, ...] = ()
    retractions: tuple[Retraction, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.matters or self.retractions)
