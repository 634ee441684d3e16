"""An assessment held against what was expected of it."""

import re
from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass, field
from datetime import date

from briefing.assessment.measuring.labelled import Expected, ExpectedPoint, Trap
from briefing.domain.assessment import Assessment, Party, Point, PointKind
from briefing.domain.document import Citation, Document
from briefing.domain.evaluation import (
    CHECKS,
    COVERAGE,
    DEADLINE,
    ENTRY,
    GROUNDED,
    PARTIES,
    PLACES,
    SCENARIOS,
    TRAPS,
    WITHHELD,
    Share,
)
from briefing.language.recognise import parse_date

_SCENARIO_RULE = "scenario."
_SCENARIOS = 2


@dataclass(frozen=True, slots=True)
class Score:
    """The shares of one case by name, and in words what was not as expected."""

    shares: dict[str, Share] = field(default_factory=dict)
    missed: tuple[str, ...] = ()
    sprung: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


def scored(
    expected: Expected,
    assessment: Assessment,
    documents: tuple[Document, ...],
    deadline: date | None,
) -> Score:
    """How an assessment fares; `deadline` is the one that the documents state."""
    made = (*assessment.summary, *assessment.points)
    texts = _Texts(documents)
    missed = [each for each in expected.points if not _is_made(each, made, texts)]
    unplaced = [each for each in missed if not _is_cited(each, made, texts)]
    sprung = [each for each in expected.traps if _is_sprung(each, assessment, texts)]
    verified = len(made) + len(assessment.facts) + len(assessment.questions)
    withheld = sum(each.count for each in assessment.withheld)
    answers = dict(_answers(expected, assessment, made, deadline))
    shares = {
        COVERAGE: _all_but(expected.points, missed),
        PLACES: _all_but(expected.points, unplaced),
        TRAPS: _all_but(expected.traps, sprung),
        GROUNDED: Share(verified, verified + withheld),
        WITHHELD: Share(withheld, verified + withheld),
        **_shares_of(answers),
    }
    return Score(
        shares,
        tuple(each.says for each in missed),
        tuple(each.why for each in sprung),
        tuple(
            f"{name}: {given} ({wanted})"
            for name, (given, wanted) in answers.items()
            if given != wanted
        ),
    )


def _all_but(every: Sized, some: Sized) -> Share:
    return Share(len(every) - len(some), len(every))


class _Texts:
    """The texts of passages by what cites them."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._found = {
            (document.key, passage.number): passage.text
            for document in documents
            if document.reading
            for passage in document.reading.passages
        }

    def holds(self, citations: Iterable[Citation], quote: str) -> bool:
        """Whether a passage that is cited holds these words."""
        return any(
            quote in self._found.get((each.document, each.passage), "")
            for each in citations
        )


def _is_made(expected: ExpectedPoint, points: Iterable[Point], texts: _Texts) -> bool:
    return any(
        each.dimension is expected.dimension
        and _meets(each.party, expected.party)
        and texts.holds(each.citations, expected.quote)
        for each in points
    )


def _meets(given: Party | None, wanted: Party) -> bool:
    """A point for both parties is one for each; one for both needs to name any."""
    return given is not None and (given is wanted or Party.BOTH in {given, wanted})


def _is_cited(expected: ExpectedPoint, points: Iterable[Point], texts: _Texts) -> bool:
    return any(texts.holds(each.citations, expected.quote) for each in points)


def _is_sprung(trap: Trap, assessment: Assessment, texts: _Texts) -> bool:
    made = (*assessment.summary, *assessment.points)
    if trap.says:
        pattern = re.compile(trap.says, re.IGNORECASE)
        return any(pattern.search(each) for each in _said(assessment))
    return any(
        (trap.dimension is None or each.dimension is trap.dimension)
        and (trap.party is None or each.party is trap.party)
        and each.kind in {PointKind.RISK, PointKind.OPPORTUNITY}
        and texts.holds(each.citations, trap.quote)
        for each in made
    )


def _said(assessment: Assessment) -> Iterator[str]:
    """What is stated as fact or foreseen."""
    for each in (*assessment.summary, *assessment.points):
        yield from filter(None, (each.text, each.proposed))
    for fact in assessment.facts:
        yield fact.value


def _answers(
    expected: Expected,
    assessment: Assessment,
    made: tuple[Point, ...],
    deadline: date | None,
) -> Iterator[tuple[str, tuple[str, str]]]:
    """What was answered and what was wanted, by what was asked."""
    if expected.deadline:
        yield DEADLINE, (str(deadline), str(expected.deadline))
    if expected.parties:
        yield PARTIES, (
            _listed(_concerned(made)), _listed(expected.parties),
        )  # fmt: skip
    given = {each.id: each.answer.value for each in assessment.checks}
    for name, answer in expected.checks.items():
        yield f"{CHECKS}.{name}", (given.get(name, "none"), answer.value)
    if expected.entry:
        stated = [e.value for e in assessment.facts if e.key == "entry_into_force"]
        day = parse_date(stated[0]) if stated else None
        yield ENTRY, (str(day), str(expected.entry))
    if expected.scenarios:
        both = len(_scenarios(made)) == _SCENARIOS
        yield SCENARIOS, ("both" if both else "not both", "both")


def _concerned(made: Iterable[Point]) -> set[Party]:
    """The parties that a risk or an opportunity is for."""
    found: set[Party] = set()
    for each in made:
        if each.likelihood is not None and each.party:
            both = each.party is Party.BOTH
            found |= {Party.EMPLOYEES, Party.EMPLOYERS} if both else {each.party}
    return found


def _listed(parties: Iterable[Party]) -> str:
    return ", ".join(sorted(parties))


def _scenarios(made: Iterable[Point]) -> set[str]:
    return {
        each.about if each.kind is PointKind.SCENARIO else each.rule
        for each in made
        if each.kind is PointKind.SCENARIO or each.rule.startswith(_SCENARIO_RULE)
    }


def _shares_of(answers: dict[str, tuple[str, str]]) -> dict[str, Share]:
    """Each question's share of right answers; all process checks together."""
    shares: dict[str, Share] = {}
    for name, (given, wanted) in answers.items():
        of = name.split(".", 1)[0]
        shares[of] = shares.get(of, Share()) + Share(int(given == wanted), 1)
    return shares
