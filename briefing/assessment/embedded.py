"""The embedded analyst: an assessment from the fixed structure of the text, no model.

It states nothing that a passage does not carry. What it reads and how it weighs is
in `docs/embedded-analyst.md`; the rules are data in `risk_rules.py`.
"""

from briefing.assessment.case import Case
from briefing.assessment.changes import changes
from briefing.assessment.extract import facts
from briefing.domain.assessment import Analyst, DraftAssessment
from briefing.domain.document import Document
from briefing.domain.profile import Profile
from briefing.domain.proposal import Proposal

EMBEDDED_VERSION = "1"


class EmbeddedAnalyst:
    """Reads bills, drafts and EU texts by rules; labelled as rule-based."""

    def analyse(
        self, proposal: Proposal, documents: tuple[Document, ...], profile: Profile
    ) -> DraftAssessment:
        """The statements the rules find, each with citations, none checked yet."""
        case = Case(proposal, documents, profile)
        changed, _more = changes(case)
        return DraftAssessment(
            analyst=Analyst(kind="embedded"),
            points=changed,
            facts=facts(case),
        )
