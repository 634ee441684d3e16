"""The embedded analyst: an assessment from the fixed structure of the text, no model.

It states nothing that a passage does not carry. What it reads and how it weighs is
in `docs/embedded-analyst.md`; the rules are data in `rules_*.py` and `triggers_*.py`.
"""

from collections.abc import Mapping

from briefing.assessment.case import Case
from briefing.assessment.changes import changes, repeals
from briefing.assessment.checks import checks
from briefing.assessment.checks_passage import adaptation_days
from briefing.assessment.checks_text import retroactive_clauses
from briefing.assessment.extract import entry_sentence, facts
from briefing.assessment.gaps import gaps, questions
from briefing.assessment.judge import REPEAL, judge
from briefing.assessment.passages import Clause
from briefing.assessment.summary import summary
from briefing.assessment.thresholds import THRESHOLDS
from briefing.domain.assessment import Analyst, DraftAssessment
from briefing.domain.document import Document, Part
from briefing.domain.profile import Profile
from briefing.domain.proposal import Proposal

EMBEDDED_VERSION = "2"


class EmbeddedAnalyst:
    """Reads bills, drafts and EU texts by rules; labelled as rule-based."""

    def analyse(
        self, proposal: Proposal, documents: tuple[Document, ...], profile: Profile
    ) -> DraftAssessment:
        """The statements the rules find, each with citations, none checked yet."""
        case = Case(proposal, documents, profile)
        changed, more_changes = changes(case)
        judged = judge(case, _signals(case))
        checked = checks(case)
        return DraftAssessment(
            analyst=Analyst(kind="embedded"),
            summary=summary(case, judged.points),
            points=(*changed, *judged.points),
            checks=checked,
            questions=questions(case, checked),
            facts=facts(case),
            gaps=gaps(case, dict(judged.more), more_changes),
        )


def _signals(case: Case) -> Mapping[str, tuple[Clause, ...]]:
    """What sets rules off without a phrase: dates, repeals."""
    return {
        "check:retroactive": retroactive_clauses(case),
        "check:short_adaptation_is_short": _short(case),
        REPEAL: repeals(case),
    }


def _short(case: Case) -> tuple[Clause, ...]:
    """The entry into force, where it comes too soon after adoption."""
    found, sentence = adaptation_days(case), entry_sentence(case)
    limit = THRESHOLDS["adopted_before_entry"].value
    if found is None or sentence is None or found[0] >= limit:
        return ()
    document, passage, text = sentence
    place = passage.locator.provision
    return (Clause(document, passage, Part.ENTRY_INTO_FORCE, text, text, place),)
