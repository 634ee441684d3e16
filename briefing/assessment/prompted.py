"""The prompted analyst: a language model asked in steps, its answers never trusted.

What code can tell stays code's: process checks, dates, grades, facts of the title block
and the missing documents come from the rules, whichever analyst is used. What stands of
the model's statements after `trusting` and a second reading is put beside what the
rules found; `ground` then checks everything once more.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from briefing.assessment.answers import Hearing, Said, understood
from briefing.assessment.packing import (
    LETTERS_PER_TOKEN,
    Pack,
    extra_text,
    pack,
    permitted,
    place_of,
    readable_of,
    shared_text,
    titled,
)
from briefing.assessment.prompting import for_profile
from briefing.assessment.schema import Statements
from briefing.assessment.second import read_again
from briefing.assessment.trusting import Trusted, refusals, together, trusted
from briefing.domain.assessment import (
    Analyst,
    DraftAssessment,
    Held,
    Trace,
    Withheld,
)
from briefing.domain.document import RECORD_KEY, Document, Part
from briefing.domain.model import Ask, Model, Role
from briefing.domain.ports import Analysing, Compute
from briefing.domain.profile import Profile
from briefing.domain.proposal import Proposal
from briefing.errors import (
    AnalysisError,
    AnswersAwaited,
    BudgetSpent,
    ModelUnavailable,
    QuestionTooLong,
)
from briefing.language import translator

PROMPTED_VERSION = "1"
QUESTIONS: Mapping[str, tuple[Part, ...]] = {
    "overview": (Part.MAIN_POINTS, Part.CURRENT_LAW, Part.SPECIAL_NOTES),
    "risks": (Part.SPECIAL_NOTES, Part.BUSINESS_ECONOMY, Part.PUBLIC_ECONOMY),
    "model_dk": (Part.EU_LAW, Part.SPECIAL_NOTES, Part.EU_LEGAL_BASIS),
    "others": (Part.CONSULTED, Part.EU_CONSULTATIONS, Part.CONSIDERATIONS),
    "response": (Part.SPECIAL_NOTES, Part.PROPOSED_SCHEME),
}
"""The questions in order, each with the parts it reads when the whole is too long."""

SHARED_SHARE = 0.7
"""How much of a model's window the part that all questions share may take."""
SHARES = (1.0, 0.5, 0.25, 0.125)
"""Of the text, tried in turn while the model says that a question is too long."""
FIRST = next(iter(QUESTIONS))
FORM_LETTERS = 2_500
"""The form of the answer, as it is sent."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the model answered to the questions, and which it did not.

    `asked` is what the kept calls of the answers are known by.
    """

    said: Said
    failed: Mapping[str, AnalysisError]
    model: str
    asked: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PromptedAnalyst:
    """Asks a model; `rules` answers what code can, and all of it where the model fails.

    `second` says whether a second reading of each statement is asked for.
    """

    model: Model
    rules: Analysing
    compute: Compute
    second: bool = True

    def analyse(
        self, proposal: Proposal, documents: tuple[Document, ...], profile: Profile
    ) -> DraftAssessment:
        """The model's statements beside the rules' findings, facts and checks.

        Raises AnswersAwaited while questions are asked with those of other proposals.
        """
        ruled = self.rules.analyse(proposal, documents, profile)
        readable = readable_of(proposal, documents, profile)
        _ = translator(profile.language)
        if all(each.key == RECORD_KEY for each in readable):
            gap = (
                _("The texts are in another language than the briefing, so only the "
                  "rules have read them.")
                if permitted(proposal, documents, profile)
                else _("No text of this matter may be sent to a language model, so "
                       "only the rules have read it.")
            )  # fmt: skip
            return replace(ruled, gaps=(*ruled.gaps, gap))
        packed = self.compute(pack, readable)
        heard = self._hear(proposal, packed, documents, profile)
        found = self.compute(trusted, heard.said, proposal, documents, profile)
        found, unread, trace = self._read_again(found, proposal, profile)
        gaps = (*_left_out(packed, profile), *_silences(heard, profile), *unread)
        trace = replace(trace, asked={**heard.asked, **trace.asked}, held=found.refused)
        return replace(_draft(ruled, heard, found, gaps, profile), trace=trace)

    def _hear(
        self,
        proposal: Proposal,
        packed: Pack,
        documents: tuple[Document, ...],
        profile: Profile,
    ) -> Heard:
        """The answers; with less and less of the text where the model takes no more."""
        window = int(self.model.window(Role.ASSESS) * LETTERS_PER_TOKEN)
        letters = max(0, window - _overhead(profile))
        shared = min(packed.letters, int(letters * SHARED_SHARE))
        extra = min(packed.letters, int(letters * (1 - SHARED_SHARE))) / 2
        heard = Heard(Said(), {}, "", {})
        for share in SHARES:
            hearing = Hearing("", packed, documents, profile)
            heard = self._heard(
                proposal, hearing, int(shared * share), int(extra * share)
            )
            if not isinstance(heard.failed.get(FIRST), QuestionTooLong):
                break
        return heard

    def _heard(
        self, proposal: Proposal, hearing: Hearing, letters: int, room: int
    ) -> Heard:
        """The answers to the questions, with so many letters of what they share."""
        shared, sent = shared_text(hearing.packed, letters)
        said, named = Said(), ""
        failed: dict[str, AnalysisError] = {}
        asked: dict[str, tuple[str, ...]] = {}
        for name, parts in QUESTIONS.items():
            extra = extra_text(hearing.packed, parts, sent, room)
            ask = _ask(name, proposal, hearing, shared, extra)
            try:
                reply = self.model.ask(ask)
            except AnalysisError as error:
                failed[name] = error
                if _stops(name, error):
                    failed |= dict.fromkeys(_from(name), error)
                    break
                continue
            named = reply.model
            asked[name] = (reply.asked,)
            said += understood(reply.value, replace(hearing, name=name))
        awaited = [e for e in failed.values() if isinstance(e, AnswersAwaited)]
        if awaited:
            raise awaited[0]
        return Heard(said, failed, named, asked)

    def _read_again(
        self, found: Trusted, proposal: Proposal, profile: Profile
    ) -> tuple[Trusted, tuple[str, ...], Trace]:
        """What a second reading finds borne, what to say of the rest, and its trace."""
        if not self.second or not found.points:
            return found, (), Trace()
        _ = translator(profile.language)
        try:
            read = read_again(self.model, found.points, proposal.ref, profile)
        except AnalysisError:
            told = _("No second reading of the statements could be made.")
            return found, (told,), Trace()
        reason = _("A second reading did not find it borne by what it quotes.")
        doubted = [e for n, e in enumerate(found.points) if not read.borne.get(n, True)]
        refused = [Held(e.rule.split(".", 1)[0], e.text, reason) for e in doubted]
        kept = tuple(each for each in found.points if each not in doubted)
        unread = len(found.points) - len(read.borne)
        told = _("A second reading left out {count} statements.", count=unread)
        borne = tuple(e.text for n, e in enumerate(found.points) if read.borne.get(n))
        return (
            replace(found, points=kept, refused=(*found.refused, *refused)),
            (told,) if unread else (),
            Trace({"second": read.asked}, borne),
        )


def _from(name: str) -> list[str]:
    """A question and those after it."""
    names = list(QUESTIONS)
    return names[names.index(name) :]


def _stops(name: str, error: AnalysisError) -> bool:
    """Whether the questions that follow would fail alike."""
    too_long = name == FIRST and isinstance(error, QuestionTooLong)
    return too_long or isinstance(error, BudgetSpent | ModelUnavailable)


def _overhead(profile: Profile) -> int:
    """Letters of a question beside its passages: instructions, reader, form."""
    prompts = (for_profile(each, profile).text for each in ("system", "reader"))
    longest = max(len(for_profile(each, profile).text) for each in QUESTIONS)
    return sum(map(len, prompts)) + longest + FORM_LETTERS


def _ask(
    name: str, proposal: Proposal, hearing: Hearing, shared: str, extra: str
) -> Ask[Statements]:
    packed, profile = hearing.packed, hearing.profile
    chosen = for_profile(name, profile)
    question = f"{extra}\n\n{chosen.text}" if extra else chosen.text
    return Ask(
        role=Role.ASSESS,
        prompt=chosen,
        system=for_profile("system", profile).text,
        shared=shared,
        question=question,
        answer=Statements,
        reader=for_profile("reader", profile).text,
        may_wait=True,
        ref=proposal.ref,
        profile=profile.id,
        documents={each.key: each.sha256 for each in packed.documents},
    )


def _left_out(packed: Pack, profile: Profile) -> Iterator[str]:
    """That passages give orders, and where they stand; never what they say."""
    _ = translator(profile.language)
    documents = {document.key: document for document, _passage in packed.left_out}
    for key, document in documents.items():
        passages = [each for other, each in packed.left_out if other.key == key]
        places = dict.fromkeys(place_of(each, _) for each in passages)
        yield _(
            "Passages written as orders to a program stand in “{document}”. They were "
            "not sent to the language model; read them yourself: {places}.",
            document=titled(document),
            places="; ".join(list(places)[:MOST_PLACES]),
        )


MOST_PLACES = 5


def _silences(heard: Heard, profile: Profile) -> Iterator[str]:
    """What the model did not answer, in the reader's language."""
    _ = translator(profile.language)
    for name, error in heard.failed.items():
        yield _(
            "The language model gave no usable answer about {subject}: {reason}.",
            subject=_(SUBJECTS[name]),
            reason=_(REASONS.get(type(error).__name__, "the answer failed")),
        )
    said = heard.said
    heard_nothing = not (said.points or said.questions or said.absent)
    if len(heard.failed) < len(QUESTIONS) and heard_nothing:
        yield _("The language model answered, but said nothing that could be used.")
    yield from said.absent


SUBJECTS = {
    "overview": "the main content",
    "risks": "risks and opportunities",
    "model_dk": "agreements and EU law",
    "others": "the views of others",
    "response": "the consultation response",
}
REASONS = {
    "ModelUnavailable": "it could not be reached",
    "ModelBusy": "its server was too busy",
    "KeyNotAccepted": "its server did not accept the key",
    "QuestionRejected": "its server did not take the question",
    "QuestionTooLong": "the question was longer than the model takes",
    "AnswersAwaited": "the answers are still on their way",
    "ModelRefused": "it declined to answer",
    "Truncated": "the answer was cut off",
    "InvalidAnswer": "the answer did not have the form asked for",
    "BudgetSpent": "the budget is spent",
}


def _draft(
    ruled: DraftAssessment,
    heard: Heard,
    found: Trusted,
    gaps: tuple[str, ...],
    profile: Profile,
) -> DraftAssessment:
    _ = translator(profile.language)
    stands = bool(found.points or found.questions)
    withheld = tuple(
        Withheld(
            _("Statements of the language model about {subject}: {count}.",
              subject=_(SUBJECTS[name]), count=count),
            reason,
            count,
        )
        for name, reason, count in refusals(found.refused)
    )  # fmt: skip
    analyst = Analyst("prompted", heard.model, PROMPTED_VERSION)
    return replace(
        together(found.points, ruled),
        analyst=analyst if stands else ruled.analyst,
        questions=(*found.questions, *ruled.questions),
        gaps=(*ruled.gaps, *gaps),
        withheld=withheld,
        unanswered=_unanswered(heard),
    )


def _unanswered(heard: Heard) -> str:
    """The error for which asking again later may help; empty when there is none."""
    return next(filter(None, map(asked_again, heard.failed.values())), "")


def asked_again(error: AnalysisError | None) -> str:
    """The error's name where asking again later may help; else empty."""
    if isinstance(error, ModelUnavailable):
        return type(error).__name__
    if isinstance(error, BudgetSpent) and error.limit.startswith("day"):
        return type(error).__name__
    return ""
