"""A model's answer as points, questions and silences; still nothing of it is trusted.

What has not the form of its kind is dropped here with its reason, and so is what a
model has no say in. Places, levels and remedies are not taken from it. Whether a
statement is true is asked by `trusting`.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from briefing.assessment.hostile import speaks_out_of_turn
from briefing.assessment.packing import Pack
from briefing.assessment.schema import Evidence, Statement, Statements
from briefing.domain.assessment import (
    Dimension,
    Held,
    Horizon,
    Party,
    Point,
    PointKind,
    Question,
)
from briefing.domain.document import Citation, Document
from briefing.domain.profile import Profile
from briefing.language import Translator, translator

CONCLUSION = "conclusion"
MOST_OF_A_KIND, MOST_CONCLUSIONS = 10, 3
LONGEST = 600
"""Letters of a statement: more is no statement but a text of its own."""
SCENARIOS = ("AI-outsourcing", "hybride roller")
_SUBJECTS = """
    sanktion straf bøde evaluering revision ikrafttræden overgangsordning
    økonomi merudgifter byrder tilsyn kontrol klageadgang klage ankeinstans
    databeskyttelse persondata kompetenceudvikling efteruddannelse overenskomst
    samarbejdsudvalg tillidsrepræsentant arbejdsmiljøorganisation inddragelse
    høring varsling opsigelse afskedigelse erstatning godtgørelse refusion
    finansiering dagpenge pension barsel ligestilling diskrimination handicap
    seniorer elever lærlinge vikarer platform dokumentation indberetning
    undtagelse dispensation mindstekrav minimum overimplementering
    konsekvensanalyse beskæftigelseseffekt ansvar
"""
SUBJECTS_OF_INTEREST = frozenset(_SUBJECTS.split())
"""The words whose absence a model may point out, besides the profile's own."""

_KINDS = {kind.value: kind for kind in PointKind}
_GRADED = frozenset({PointKind.RISK, PointKind.OPPORTUNITY})
_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = {
    "da": re.compile(
        r"\b(?:og|at|der|det|er|ikke|til|en|af|på|med|som|skal|den|de|har|om)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:the|and|of|to|is|that|with|shall|may|by|are|this|be|or|not)\b",
        re.IGNORECASE,
    ),
}
_FEW_WORDS = 3


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer says, by what becomes of it.

    `refused` is what is held back, with its words.
    """

    points: tuple[Point, ...] = ()
    questions: tuple[Question, ...] = ()
    absent: tuple[str, ...] = ()
    refused: tuple[Held, ...] = ()

    def __add__(self, other: "Said") -> "Said":
        """What both answers say."""
        return Said(
            self.points + other.points,
            tuple(dict.fromkeys(self.questions + other.questions)),
            tuple(dict.fromkeys(self.absent + other.absent)),
            self.refused + other.refused,
        )


@dataclass(frozen=True, slots=True)
class Hearing:
    """What an answer is understood with: the question, passages, documents, reader."""

    name: str
    packed: Pack
    documents: tuple[Document, ...]
    profile: Profile

    @property
    def say(self) -> Translator:
        """The reader's language."""
        return translator(self.profile.language)


def understood(answer: Statements, hearing: Hearing) -> Said:
    """The statements of an answer, each as what it is."""
    found = Said()
    seen: Counter[str] = Counter()
    for statement in answer.statements:
        seen[statement.kind] += 1
        most = MOST_CONCLUSIONS if statement.kind == CONCLUSION else MOST_OF_A_KIND
        if seen[statement.kind] > most:
            _ = hearing.say
            reason = _("There are more of this kind than a briefing has room for.")
            found += Said(refused=(Held(hearing.name, statement.text, reason),))
        else:
            found += _one(statement, hearing)
    return found


def _one(statement: Statement, hearing: Hearing) -> Said:
    text = " ".join(statement.text.split())
    if statement.kind == "absent":
        return _absent(statement, hearing)
    reason = _refused(statement, text, hearing)
    if reason:
        return Said(refused=(Held(hearing.name, text, reason),))
    citations = tuple(_citation(each, hearing.packed) for each in statement.evidence)
    if statement.kind == "question":
        return Said(questions=(Question(text, "", citations),))
    return Said(points=(_point(statement, text, citations, hearing.name),))


def _refused(statement: Statement, text: str, hearing: Hearing) -> str:
    """Why a statement cannot be used whatever the passages say; empty when it can."""
    _ = hearing.say
    texts = (text, statement.today, statement.proposed, statement.about)
    if not text or any(len(each) > LONGEST for each in texts):
        return _("The statement is empty or too long to be one.")
    if any(map(speaks_out_of_turn, texts)):
        return _("The statement says what a language model has no say in.")
    if not _in_language(text, hearing.profile.language):
        return _("The statement is not in the language of the briefing.")
    return _malformed(statement, text, _)


def _malformed(statement: Statement, text: str, _: Translator) -> str:
    graded = statement.kind in {"risk", "opportunity"}
    if graded and (statement.dimension not in set(Dimension) or not statement.party):
        return _("A risk or an opportunity must name its dimension and its party.")
    if statement.kind == "question" and (
        not text.endswith("?") or not _cites(statement)
    ):
        return _("A question must be one, and cite what it asks about.")
    if statement.kind == "scenario" and statement.about not in SCENARIOS:
        return _("The scenario is none of those that are looked at.")
    if statement.kind == "position" and not statement.about.strip():
        return _("A position must name whose it is.")
    return ""


def _cites(statement: Statement) -> bool:
    return bool(statement.evidence)


def _in_language(text: str, language: str) -> bool:
    """Whether the small words of a text are those of this language."""
    counts = {each: len(words.findall(text)) for each, words in _COMMON.items()}
    others = max(count for each, count in counts.items() if each != language)
    return others < _FEW_WORDS or counts[language] > others


def _absent(statement: Statement, hearing: Hearing) -> Said:
    """What the documents do not say: known words only, and code finds none of them."""
    words = {each.strip().casefold() for each in statement.about.split(",")}
    words &= SUBJECTS_OF_INTEREST | _own_words(hearing.profile)
    _ = hearing.say
    return Said(
        absent=tuple(
            _("The documents that were read do not hold the word “{word}”.", word=word)
            for word in sorted(words)
            if not _stands(word, hearing.documents)
        )
    )


def _own_words(profile: Profile) -> set[str]:
    named = (*profile.sectors, *profile.member_groups, *profile.agreements)
    topics = (word for topic in profile.topics for word in topic.words)
    joined = " ".join((*named, *profile.funds, *topics))
    return set(_WORD.findall(joined.casefold()))


def _stands(word: str, documents: Iterable[Document]) -> bool:
    return any(
        word in passage.text.casefold()
        for document in documents
        if document.reading
        for passage in document.reading.passages
    )


def _citation(evidence: Evidence, packed: Pack) -> Citation:
    """The passage a number means; one that means none is not found by grounding."""
    numbered = packed.by_number.get(evidence.passage)
    if numbered is None:
        return Citation("", evidence.passage, evidence.quote)
    passage = numbered.passage
    return Citation(
        numbered.document.key, passage.number, evidence.quote, passage.locator
    )


def _point(
    statement: Statement, text: str, citations: tuple[Citation, ...], name: str
) -> Point:
    kind = _KINDS.get(statement.kind, PointKind.ATTENTION)
    graded, change = kind in _GRADED, kind is PointKind.CHANGE
    known = statement.dimension in set(Dimension)
    named = kind in {PointKind.SCENARIO, PointKind.POSITION}
    return Point(
        kind=kind,
        text=text,
        citations=citations,
        rule=f"{name}.{statement.kind}",
        dimension=Dimension(statement.dimension) if known else None,
        party=Party(statement.party) if statement.party else None,
        today=statement.today if change else "",
        proposed=statement.proposed if change else "",
        likelihood=1 if graded else None,
        impact=1 if graded else None,
        horizon=Horizon(statement.horizon) if graded and statement.horizon else None,
        about=statement.about.strip() if named else "",
    )
