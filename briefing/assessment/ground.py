"""The step that makes a draft an assessment: what the sources do not bear is withheld.

The same for every analyst, in layers: the quotations stand where they are said to
(`quotes`), the figures and names of a statement stand in its sources (`support`,
`pairing`, `names`), and the statement does not turn round what it quotes (`reversal`).
Nothing is repaired: a statement passes, or it is listed with the reason.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from briefing.assessment.evidence import Shelf
from briefing.assessment.quotes import verify_quote
from briefing.assessment.statements import Judge
from briefing.domain.assessment import (
    SCALE,
    Answer,
    Assessment,
    Check,
    DraftAssessment,
    Fact,
    Point,
    PointKind,
    Question,
    Withheld,
)
from briefing.domain.document import Document
from briefing.domain.profile import Profile, Relevance
from briefing.domain.proposal import Proposal
from briefing.language import Translator, translator

__all__ = ["ground", "verify_quote"]

_GRADED = (PointKind.RISK, PointKind.OPPORTUNITY)


def ground(
    draft: DraftAssessment,
    proposal: Proposal,
    documents: tuple[Document, ...],
    profile: Profile,
    *,
    version: int,
    relevance: Relevance,
    input_hash: str,
    created_at: datetime,
) -> Assessment:
    """The assessment that may be shown: verified statements, the rest withheld.

    `documents` are what the analyst read, the source's own record (`RECORD_KEY`)
    among them; it is added where it is missing. Reasons are in the profile's
    language. `created_at` is UTC. Never raises, whatever the draft says.
    """
    say = translator(profile.language)
    shelf = Shelf.of(proposal, documents, profile, say)
    judge = Judge(shelf, profile.language, say)
    withheld = list(draft.withheld)
    return Assessment(
        ref=proposal.ref,
        profile=profile.id,
        version=version,
        analyst=draft.analyst,
        relevance=relevance,
        summary=tuple(_points(draft.summary, judge, withheld)),
        points=tuple(_points(draft.points, judge, withheld)),
        checks=tuple(_checks(draft.checks, judge, withheld)),
        questions=tuple(_questions(draft.questions, judge, withheld)),
        facts=tuple(_facts(draft.facts, judge, withheld)),
        gaps=draft.gaps,
        withheld=tuple(withheld),
        language=profile.language,
        input_hash=input_hash,
        created_at=created_at,
        trace=draft.trace,
    )


def _points(
    points: Iterable[Point], judge: Judge, withheld: list[Withheld]
) -> Iterator[Point]:
    for point in points:
        evidence = judge.shelf.look_up(point.citations)
        reason = _malformed(point, judge.say) or judge.reason(
            evidence,
            (point.text, point.today, point.proposed),
            (point.mitigation, point.about),
            foresees=point.kind in _GRADED,
        )
        if reason:
            withheld.append(Withheld(point.text, reason))
        else:
            yield replace(point, citations=evidence.citations)


def _malformed(point: Point, _: Translator) -> str:
    grades = (point.likelihood, point.impact)
    if point.kind in _GRADED and not all(_is_grade(each) for each in grades):
        return _("Likelihood and impact must be given as 1 to 5.")
    if point.kind is PointKind.CHANGE and not (point.today or point.proposed):
        return _("A change must say what applies today or what is proposed.")
    return ""


def _is_grade(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value in SCALE


def _facts(
    facts: Iterable[Fact], judge: Judge, withheld: list[Withheld]
) -> Iterator[Fact]:
    for fact in facts:
        evidence = judge.shelf.look_up(fact.citations)
        reason = judge.reason(evidence, (fact.value,))
        if reason:
            withheld.append(Withheld(fact.value, reason))
        else:
            yield replace(fact, citations=evidence.citations)


def _questions(
    questions: Iterable[Question], judge: Judge, withheld: list[Withheld]
) -> Iterator[Question]:
    for question in questions:
        evidence = judge.shelf.look_up(question.citations)
        if question.citations:
            reason = judge.reason(evidence, (), (question.text, question.about))
        else:
            reason = _needs_source(question, judge)
        if reason:
            withheld.append(Withheld(question.text, reason))
        else:
            yield replace(question, citations=evidence.citations)


def _needs_source(question: Question, judge: Judge) -> str:
    """Why a question without citations needs one; empty when it does not."""
    _ = judge.say
    if not question.about.strip():
        return _("A question without a source must name its subject.")
    figures = judge.figures_without_source(f"{question.text}\n{question.about}")
    if not figures:
        return ""
    return _(
        "A question without a source may hold no figures: {items}.",
        items=", ".join(figures),
    )


def _checks(
    checks: Iterable[Check], judge: Judge, withheld: list[Withheld]
) -> Iterator[Check]:
    """Every check; one whose evidence fails cannot be told.

    Their days and dates are counted by code from what they cite, so that only the
    quotations are looked up. A no may rest on there being nothing to cite.
    """
    for check in checks:
        evidence = judge.shelf.look_up(check.citations)
        needed = check.citations or check.answer is Answer.YES
        if evidence.citations or not needed or check.answer is Answer.UNKNOWN:
            yield replace(check, citations=evidence.citations)
            continue
        reason = judge.no_evidence(evidence)
        withheld.append(Withheld(check.text, reason))
        yield replace(check, answer=Answer.UNKNOWN, citations=(), missing=reason)
