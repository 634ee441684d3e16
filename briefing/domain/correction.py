"""A correction: what readers of a withdrawn briefing must know."""

from dataclasses import dataclass
from datetime import datetime

from briefing.domain.profile import Profile
from briefing.domain.proposal import Proposal
from briefing.domain.review import Review, Withdrawal

DOCUMENT = "rettelse"
"""What the store and the folder call the document."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Everything that a correction tells; moments are UTC.

    `approval` is that of the briefing which proved wrong, `sent_at` when it first left
    the machine (None: it never did) and `receivers` to how many. `newer` is the
    approval of a later version that stands.
    """

    withdrawal: Withdrawal
    approval: Review
    proposal: Proposal
    profile: Profile
    sent_at: datetime | None = None
    receivers: int = 0
    newer: Review | None = None
