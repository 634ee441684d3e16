"""What the rules of relevance leave undecided, asked of the small model.

Only a matter just below a profile's threshold is asked about, and only with text that
the profile lets a model read. The model's word alone raises nothing: the quotation must
stand in the passage it names, and its reason is shown only where it would be printed
in a briefing. It can never hide a matter: what the rules found stays.
"""

from dataclasses import dataclass

from briefing.assessment.answers import Hearing, understood
from briefing.assessment.evidence import short
from briefing.assessment.packing import (
    Numbered,
    Pack,
    pack,
    place_of,
    readable_of,
    shared_text,
)
from briefing.assessment.prompting import for_profile
from briefing.assessment.quotes import verify_quote
from briefing.assessment.schema import Evidence, Screened, Statement, Statements
from briefing.assessment.trusting import trusted
from briefing.domain.document import RECORD_KEY, Document
from briefing.domain.model import Ask, Model, Role
from briefing.domain.ports import Compute, Looked
from briefing.domain.profile import Profile, Reason, Relevance
from briefing.domain.proposal import Proposal
from briefing.errors import AnalysisError

LETTERS = 20_000
"""How much of a matter the small model reads: what it proposes stands at the front."""
FEWEST_WORDS = 4
"""Of a quotation: fewer say nothing of what a passage decides."""


@dataclass(frozen=True, slots=True)
class ModelScreener:
    """Asks `model` about matters at most `below` points under the threshold."""

    model: Model
    compute: Compute
    below: int

    def look(
        self,
        proposal: Proposal,
        documents: tuple[Document, ...],
        profile: Profile,
        relevance: Relevance,
    ) -> Looked:
        """The relevance, raised to the threshold where the model shows a passage.

        Never raises; a model that did not answer leaves the relevance as it is.
        """
        band = range(profile.threshold - self.below, profile.threshold)
        readable = readable_of(proposal, documents, profile)
        nothing = all(each.key == RECORD_KEY for each in readable)
        if relevance.score not in band or nothing:
            return Looked(relevance)
        packed = self.compute(pack, readable)
        try:
            reply = self.model.ask(_ask(proposal, packed, profile))
        except AnalysisError as error:
            return Looked(relevance, error)
        hearing = Hearing("screen", packed, documents, profile)
        return Looked(
            self.compute(raised, relevance, reply.value, hearing, proposal, reply.model)
        )


def _ask(proposal: Proposal, packed: Pack, profile: Profile) -> Ask[Screened]:
    chosen = for_profile("screen", profile)
    text, _numbers = shared_text(packed, LETTERS)
    return Ask(
        role=Role.SCREEN,
        prompt=chosen,
        system=chosen.text,
        shared="",
        question=text,
        answer=Screened,
        ref=proposal.ref,
        profile=profile.id,
        documents={each.key: each.sha256 for each in packed.documents},
    )


def raised(
    relevance: Relevance,
    answer: Screened,
    hearing: Hearing,
    proposal: Proposal,
    model: str,
) -> Relevance:
    """The relevance with the model's reason; as it was where nothing bears that."""
    numbered = hearing.packed.by_number.get(answer.passage)
    if answer.relevant != "relevant" or numbered is None:
        return relevance
    if len(answer.quote.split()) < FEWEST_WORDS or not verify_quote(
        answer.quote, numbered.passage.text
    ):
        return relevance
    missing = hearing.profile.threshold - relevance.score
    text = _told(answer, hearing, proposal, model, numbered)
    reasons = (Reason(text, missing), *relevance.reasons)
    ranked = sorted(reasons, key=lambda each: -each.points)
    return Relevance(hearing.profile.threshold, tuple(ranked))


def _told(
    answer: Screened,
    hearing: Hearing,
    proposal: Proposal,
    model: str,
    numbered: Numbered,
) -> str:
    _ = hearing.say
    where = place_of(numbered.passage, _)
    values = {"model": model, "quote": short(answer.quote), "place": where}
    if _is_borne(answer, hearing, proposal):
        return _(
            "The language model {model} finds that it concerns you: {why} "
            "“{quote}” ({place}).",
            why=" ".join(answer.why.split()),
            **values,
        )
    return _(
        "The language model {model} finds that it concerns you: “{quote}” ({place}).",
        **values,
    )


def _is_borne(answer: Screened, hearing: Hearing, proposal: Proposal) -> bool:
    """Whether the model's reason would stand in a briefing."""
    evidence = [Evidence(passage=answer.passage, quote=answer.quote)]
    said = Statement(kind="attention", text=answer.why, evidence=evidence)
    heard = understood(Statements(statements=[said]), hearing)
    found = trusted(heard, proposal, hearing.documents, hearing.profile)
    return bool(found.points)
