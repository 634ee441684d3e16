"""An invented newsletter with something in every field, and one without news."""

from dataclasses import replace
from datetime import timedelta

from briefing.domain.newsletter import Matter, Newsletter, Retraction
from briefing.domain.review import ApprovedAssessment
from briefing.rendering.sample import DOCUMENTS, NOW, PROFILE, PROPOSAL, sample_content
from briefing.rendering.sample_correction import sample_correction

_LATER = NOW + timedelta(days=4)


def sample_newsletter(*, language: str = "da") -> Newsletter:
    """Two matters and a correction."""
    content = sample_content(approved=True, language=language)
    if not isinstance(content.judged, ApprovedAssessment):
        raise TypeError("the sample is approved")
    public = replace(PROPOSAL, confidential=False)
    other = replace(
        public, ref="dk/folketinget/20251/L998", number="L 998", deadlines=(), url="",
        title="Forslag til lov om pauser",
    )  # fmt: skip
    retraction = Retraction(sample_correction().withdrawal, public)
    return Newsletter(
        profile=replace(
            PROFILE, language=language, member_groups=("medlemmer", "tillidsfolk")
        ),
        by="Anne Berg",
        since=NOW - timedelta(days=7),
        now=_LATER,
        matters=(
            Matter(content.judged, public, DOCUMENTS),
            Matter(content.judged, other),
        ),
        retractions=(retraction,),
    )


def empty_newsletter(*, language: str = "da") -> Newsletter:
    """A week without anything approved."""
    profile = replace(PROFILE, language=language, case_number="")
    return Newsletter(profile, "Anne Berg", NOW - timedelta(days=7), _LATER)
