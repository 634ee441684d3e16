"""From what a model said to what may be printed: grounding, wording, grades, merging.

Only code runs here. A statement must pass grounding and speak of what it quotes; how
likely and how grave a risk is, the place it concerns and what can be done about it
come from the rules. What the rules found is never pushed out by a statement that
rests on less, so that a model's silence hides nothing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from briefing.assessment.answers import CONCLUSION, Said
from briefing.assessment.case import Case
from briefing.assessment.evidence import Shelf
from briefing.assessment.ground import ground
from briefing.assessment.judge import instrument_of, sanctioned_sections
from briefing.assessment.passages import Instrument, section
from briefing.assessment.risk_rules import (
    DISCOUNT,
    DISCOUNTED,
    SANCTIONED_IMPACT,
    STARTING_POINT,
)
from briefing.assessment.wording import is_borne, speaks_of
from briefing.domain.assessment import (
    SCALE,
    Analyst,
    Assessment,
    DraftAssessment,
    Held,
    Point,
    PointKind,
    Question,
)
from briefing.domain.document import Document
from briefing.domain.profile import Profile, Relevance
from briefing.domain.proposal import Proposal
from briefing.language import translator

QUESTION = "others"
"""The question that open questions answer."""


@dataclass(frozen=True, slots=True)
class Trusted:
    """What of a model's statements stands; `refused` as in `Said`."""

    points: tuple[Point, ...] = ()
    questions: tuple[Question, ...] = ()
    refused: tuple[Held, ...] = ()


def trusted(
    said: Said,
    proposal: Proposal,
    documents: tuple[Document, ...],
    profile: Profile,
) -> Trusted:
    """The statements that stand, graded by code, and why others do not."""
    _ = translator(profile.language)
    shelf = Shelf.of(proposal, documents, profile, _)
    checked = _grounded(said, proposal, documents, profile)
    refused = list(said.refused)
    points: dict[str, Point] = {}
    for each, failure in _told(said.points, checked):
        reason = failure or _unworded(each, shelf, profile)
        if reason:
            refused.append(Held(_asked(each), each.text, reason))
        else:
            points.setdefault(each.text.casefold(), each)
    asked = tuple(each for each in checked.questions if _asks_of(each, shelf))
    kept = {each.text for each in asked}
    unasked = _("The question does not speak of what it cites.")
    refused += [
        Held(QUESTION, each.text, unasked)
        for each in said.questions
        if each.text not in kept
    ]
    grades = _Grades(Case(proposal, documents, profile))
    return Trusted(tuple(map(grades.graded, points.values())), asked, tuple(refused))


def _told(
    points: tuple[Point, ...], checked: Assessment
) -> Iterator[tuple[Point, str]]:
    """Each point as grounding left it, or with the reason why it did not pass.

    Grounding keeps the order, and takes points before questions.
    """
    passed, withheld = list(checked.points), list(checked.withheld)
    for each in points:
        if passed and _same(passed[0], each):
            yield passed.pop(0), ""
        else:
            yield each, _in_general(withheld.pop(0).reason)


def _same(found: Point, said: Point) -> bool:
    """Whether a point that passed is this one; citations that fail are dropped."""
    quotes = {(each.document, each.passage, each.quote) for each in said.citations}
    return replace(found, citations=()) == replace(said, citations=()) and all(
        (each.document, each.passage, each.quote) in quotes for each in found.citations
    )


def _asked(point: Point) -> str:
    """The question that a point answers."""
    return point.rule.split(".", 1)[0]


def _in_general(reason: str) -> str:
    """A reason without the words of the statement that it quotes."""
    return f"{reason.split(':', 1)[0].rstrip('.')}."


def _grounded(
    said: Said,
    proposal: Proposal,
    documents: tuple[Document, ...],
    profile: Profile,
) -> Assessment:
    return ground(
        DraftAssessment(
            Analyst("prompted"), points=said.points, questions=said.questions
        ),
        proposal,
        documents,
        profile,
        version=0,
        relevance=Relevance(0),
        input_hash="",
        created_at=datetime.now(UTC),
    )


def _unworded(point: Point, shelf: Shelf, profile: Profile) -> str:
    """Why a point does not speak of what it quotes; empty when it does."""
    _ = translator(profile.language)
    evidence = shelf.look_up(point.citations)
    if any(each.language != profile.language for each in evidence.passages):
        return _("The passages are in another language, so that code cannot compare.")
    if not speaks_of(point, evidence):
        return _("The statement does not speak of what it quotes.")
    text = " ".join(evidence.sentences).casefold()
    if point.kind is PointKind.POSITION and point.about.casefold() not in text:
        return _("The passages do not name whose position it is.")
    return ""


def _asks_of(question: Question, shelf: Shelf) -> bool:
    evidence = shelf.look_up(question.citations)
    places = (each.place for each in evidence.passages)
    return is_borne(question.text, "\n".join((*evidence.sentences, *places)).casefold())


class _Grades:
    """Likelihood and impact by what the quoted sentence does, as the rules have it."""

    def __init__(self, case: Case) -> None:
        self._punished = sanctioned_sections(case)
        self._discount = DISCOUNT if case.proposal.kind in DISCOUNTED else 0

    def graded(self, point: Point) -> Point:
        """The point with its place and, where its kind has them, its grades."""
        named = point.kind in {PointKind.SCENARIO, PointKind.POSITION}
        place = point.about if named else point.citations[0].locator.provision
        if point.likelihood is None:
            return replace(point, about=place)
        cited = point.citations[0]
        instrument = instrument_of(cited.quote)
        likelihood, impact = STARTING_POINT[instrument]
        key = (cited.document, section(cited.locator.provision))
        if instrument is Instrument.DUTY and key in self._punished:
            impact = SANCTIONED_IMPACT
        return replace(
            point,
            likelihood=max(SCALE.start, likelihood + self._discount),
            impact=impact,
            about=place,
        )


def together(found: Iterable[Point], ruled: DraftAssessment) -> DraftAssessment:
    """The statements beside the rules' own, nothing of the rules' lost.

    A statement takes the place of a rule's point only where it is of the same kind,
    dimension and party and rests on every passage of it; then it takes its grades and
    its remedy as well.
    """
    points, concluded = list(found), []
    for each in list(points):
        if each.rule.endswith(f".{CONCLUSION}"):
            points.remove(each)
            concluded.append(each)
    kept = []
    for rule in ruled.points:
        at = next((n for n, each in enumerate(points) if _covers(each, rule)), None)
        if at is None:
            kept.append(rule)
        else:
            points[at] = _taking_over(points[at], rule)
    return replace(ruled, summary=(*ruled.summary, *concluded), points=(*points, *kept))


def _covers(point: Point, rule: Point) -> bool:
    same = (point.kind, point.dimension, point.party) == (
        rule.kind,
        rule.dimension,
        rule.party,
    )
    if point.kind is PointKind.CHANGE:
        same = rule.kind is PointKind.CHANGE and bool(point.today or not rule.today)
    return same and _places(rule) <= _places(point)


def _places(point: Point) -> set[tuple[str, int]]:
    return {(each.document, each.passage) for each in point.citations}


def _taking_over(point: Point, rule: Point) -> Point:
    return replace(
        point,
        likelihood=rule.likelihood,
        impact=rule.impact,
        horizon=rule.horizon,
        mitigation=rule.mitigation,
        about=rule.about or point.about,
    )


def refusals(refused: Iterable[Held]) -> list[tuple[str, str, int]]:
    """What was held back as (question, reason, count), the most first."""
    counts = Counter((each.question, each.reason) for each in refused)
    ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return [(name, reason, count) for (name, reason), count in ranked]
