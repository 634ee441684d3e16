"""What persons changed or turned down, as labelled examples of what was said.

They are worked out from the reviews and decisions each time; no copy is kept. Texts
are freed of addresses and numbers of persons before they leave.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from briefing.domain.assessment import Assessment
from briefing.domain.document import Citation
from briefing.domain.handling import RelevanceDecision
from briefing.domain.review import Decision, Edit, Review
from briefing.pipeline.line import Line
from briefing.rendering.desk import RECOMMENDATION
from briefing.sources.private import bare_text


class ExampleKind(StrEnum):
    """What an example is of: one statement, a whole briefing, or a relevance."""

    STATEMENT = "statement"
    BRIEFING = "briefing"
    RELEVANCE = "relevance"


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage that a statement rested on."""

    document: str
    passage: int
    quote: str


@dataclass(frozen=True, slots=True)
class Example:
    """One thing that a person corrected; `at` is UTC.

    `before` is what was said (for a relevance: the computed score) and `after` what
    the person put in its place; either is empty where there is none. `verdict` is
    `changed`, `removed`, `added`, `returned`, `rejected`, `relevant`, `irrelevant` or
    `computed`. `field` is the place in the briefing and `rule` what the statement
    came from. `unborne` says why the sources do not bear the new text; empty when
    they do. `version` is that of the assessment; 0 for a relevance.
    """

    ref: str
    profile: str
    kind: ExampleKind
    verdict: str
    before: str
    after: str
    why: str
    by: str
    at: datetime
    citations: tuple[Quoted, ...] = ()
    field: str = ""
    rule: str = ""
    unborne: str = ""
    version: int = 0
    analyst: str = ""


def examples(line: Line) -> tuple[Example, ...]:
    """Every example that the store holds, oldest first."""
    found = [
        *(each for ref in line.store.refs() for each in _of_reviews(line, ref)),
        *map(_of_relevance, line.store.relevance_decisions()),
    ]
    return tuple(sorted(found, key=lambda each: (each.at, each.ref, each.profile)))


def as_lines(found: Iterable[Example]) -> str:
    """The examples as JSON Lines: one object a line, keys as they are named here."""
    return "".join(
        json.dumps(values(each), ensure_ascii=False, sort_keys=True) + "\n"
        for each in found
    )


def values(example: Example) -> dict[str, Any]:
    """An example as JSON values."""
    return asdict(example) | {"at": example.at.isoformat()}


def _of_reviews(line: Line, ref: str) -> Iterator[Example]:
    for review in line.store.reviews(ref):
        judged = line.store.judged(ref, review.profile, review.assessment_version)
        if judged is None:
            continue
        for edit in review.edits:
            if edit.tag != RECOMMENDATION:
                yield _of_edit(judged.assessment, review, edit)
        if review.decision is not Decision.APPROVED:
            summary = " ".join(each.text for each in judged.assessment.summary)
            yield _example(
                judged.assessment, review, ExampleKind.BRIEFING,
                review.decision.value, summary, "",
            )  # fmt: skip


def _of_edit(found: Assessment, review: Review, edit: Edit) -> Example:
    item = _statement(found, edit.tag)
    return _example(
        found,
        review,
        ExampleKind.STATEMENT,
        edit.kind.value,
        edit.before,
        edit.after,
        citations=tuple(_quoted(each) for each in getattr(item, "citations", ())),
        field=edit.tag,
        rule=getattr(item, "rule", ""),
        unborne=edit.reason,
    )


def _statement(found: Assessment, tag: str) -> Any:
    """What an edit is of; None for what a person added."""
    letter, number = tag[:1], tag[1:].partition(".")[0]
    several: tuple[Any, ...] = {
        "s": found.summary,
        "p": found.points,
        "f": found.facts,
        "q": found.questions,
    }.get(letter, ())
    position = int(number) if number.isdecimal() else len(several)
    return several[position] if position < len(several) else None


def _quoted(citation: Citation) -> Quoted:
    return Quoted(citation.document, citation.passage, _bare(citation.quote))


def _example(
    found: Assessment,
    review: Review,
    kind: ExampleKind,
    verdict: str,
    before: str,
    after: str,
    **more: Any,
) -> Example:
    analyst = found.analyst
    names = (analyst.kind, analyst.model, analyst.prompt)
    return Example(
        ref=review.ref,
        profile=review.profile,
        kind=kind,
        verdict=verdict,
        before=_bare(before),
        after=_bare(after),
        why=_bare(review.why),
        by=review.by,
        at=review.at,
        version=review.assessment_version,
        analyst=" ".join(each for each in names if each),
        **more,
    )


def _of_relevance(decision: RelevanceDecision) -> Example:
    return Example(
        ref=decision.ref,
        profile=decision.profile,
        kind=ExampleKind.RELEVANCE,
        verdict=decision.verdict.value,
        before=str(decision.score),
        after="",
        why=_bare(decision.why),
        by=decision.by,
        at=decision.at,
    )


def _bare(text: str) -> str:
    return bare_text(text)[0]
