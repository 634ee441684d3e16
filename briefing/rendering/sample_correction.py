"""An invented correction with something in every field, and one with the least."""

from dataclasses import replace
from datetime import timedelta

from briefing.domain.correction import Correction
from briefing.domain.review import Decision, Review, Withdrawal
from briefing.rendering.sample import NOW, PROFILE, PROPOSAL

_REF = PROPOSAL.ref
_APPROVAL = Review(_REF, PROFILE.id, 2, Decision.APPROVED, "Anne Berg", NOW)
_WITHDRAWAL = Withdrawal(
    _REF,
    PROFILE.id,
    2,
    "Bo Dahl",
    NOW + timedelta(days=3),
    "Notatet sagde, at pligten gælder alle virksomheder. Den gælder kun virksomheder "
    "med mindst 35 ansatte (§ 3, stk. 2).",
    "Brug punkt 2.1 i bemærkningerne, til det nye notat er godkendt.",
)


def sample_correction(*, language: str = "da") -> Correction:
    """A briefing that went to five persons and was wrong."""
    profile = replace(PROFILE, language=language)
    sent = NOW + timedelta(hours=1)
    return Correction(_WITHDRAWAL, _APPROVAL, PROPOSAL, profile, sent, 5)


def small_correction(*, language: str = "da") -> Correction:
    """One that was never sent, with a reason of one word and nothing instead."""
    plain = replace(PROPOSAL, example=False, confidential=False, url="", session="")
    profile = replace(PROFILE, language=language, case_number="")
    withdrawal = replace(_WITHDRAWAL, why="Forkert", instead="")
    return Correction(withdrawal, _APPROVAL, plain, profile)
