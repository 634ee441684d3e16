"""Claims held against their passages as a model's statements are, and what came out.

Three sets of true statements: those of the labelled cases and of `free_statements.yaml`
in words far from their source, those of `true_statements.yaml` close to it, and
sentences of the cases word for word, so that a mutation of them is as near to the
source as can be.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

import yaml

from briefing.assessment.case import all_sentences
from briefing.assessment.evidence import Shelf
from briefing.assessment.measuring.mutations import (
    Claim,
    Mutant,
    mutants,
    quote_mutants,
)
from briefing.assessment.statements import Judge
from briefing.assessment.wording import speaks_of
from briefing.domain.assessment import Point, PointKind
from briefing.domain.document import Citation, Document, Locator, Passage, Reading
from briefing.domain.profile import Profile
from briefing.domain.proposal import DocumentKind, Proposal, ProposalKind, Stage
from briefing.language import translator
from briefing.language.recognise import guess_language

CLOSE, FREE, VERBATIM = "close", "free", "verbatim"
_COLLECTIONS = {"true_statements": CLOSE, "free_statements": FREE}
_TELLING = re.compile(r"\d|\b(?:skal|kan|må|ikke|mindst|højst)\b")
_LONGEST, _SHORTEST, _OF_A_CASE = 240, 40, 6
_MISSING = 100_000
_FURTHER = 7


@dataclass(frozen=True, slots=True)
class Source:
    """What the claims of one case are held against."""

    proposal: Proposal
    documents: tuple[Document, ...]
    held_out: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """How claims fared: how many there were, how many were withheld, and those not.

    `by_grounding` leaves the measure of wording out, which only a model's statements
    must pass. `through` are the claims that passed everything.
    """

    total: int = 0
    withheld: int = 0
    by_grounding: int = 0
    through: tuple[Claim, ...] = ()
    stopped: tuple[Claim, ...] = ()

    @property
    def share(self) -> float:
        """The share that was withheld; 0 when there were none."""
        return self.withheld / self.total if self.total else 0.0


@cache
def collected() -> tuple[tuple[Claim, ...], Source]:
    """The statements that come with the program beside the cases, and their source."""
    claims: list[Claim] = []
    passages: list[Passage] = []
    for name, group in _COLLECTIONS.items():
        folder = resources.files("briefing.assessment.measuring")
        told = yaml.safe_load((folder / f"{name}.yaml").read_text("utf-8"))
        for each in told:
            number = len(passages)
            passages.append(Passage(number, each["passage"], Locator(page=number + 1)))
            claims.append(
                Claim(name, "bill", number, each["quote"], each["text"], group)
            )
    reading = Reading(tuple(passages))
    document = Document(
        "bill", "Lovforslag", DocumentKind.BILL_TEXT, "", reading=reading
    )
    proposal = Proposal(
        "evaluation/statements", "folketinget", ProposalKind.BILL, "Lovforslag",
        "Forslag til lov om et eksempel", Stage.INTRODUCED, "Fremsat", "",
        number="L 1", session="20251",
    )  # fmt: skip
    return tuple(claims), Source(proposal, (document,))


def claim_of(case: str, documents: Iterable[Document], quote: str, text: str) -> Claim:
    """A labelled statement with the passage its quotation stands in.

    ValueError when it stands in none: the label is wrong.
    """
    flat = " ".join(quote.split())
    for document in documents:
        for passage in document.reading.passages if document.reading else ():
            if flat in passage.text:
                return Claim(case, document.key, passage.number, flat, text)
    raise ValueError(f"{case}: no passage holds »{flat}«")


def verbatim(case: str, documents: Iterable[Document]) -> tuple[Claim, ...]:
    """The first sentences of a case that say something with figures or modal verbs."""
    found = [
        Claim(case, document.key, passage.number, text, text, VERBATIM)
        for document in documents
        for _, passage, text in all_sentences(document)
        if _TELLING.search(text)
        and _SHORTEST <= len(text) <= _LONGEST
        and "»" not in text
        and text in passage.text
        and guess_language(text) == "da"
    ]
    return tuple(found[-_OF_A_CASE:])


def changed(claims: tuple[Claim, ...]) -> Iterator[Mutant]:
    """Every mutant of the claims; quotations are exchanged within a case."""
    for number, claim in enumerate(claims):
        yield from mutants(claim)
        if claim.group == VERBATIM:
            continue
        others = [
            each
            for each in (*claims[number + _FURTHER :], *claims[:number])
            if each.case == claim.case and each.passage != claim.passage
        ]
        if others:
            yield from quote_mutants(claim, others[0], _MISSING)


def held(
    claims: Iterable[Claim], sources: Mapping[str, Source], profile: Profile
) -> Held:
    """The claims of these sources held against them, as a model's statements are."""
    judging: dict[str, Judge] = {}
    through: list[Claim] = []
    stopped: list[Claim] = []
    by_grounding = 0
    for claim in claims:
        judge = judging.setdefault(claim.case, _judge(sources[claim.case], profile))
        why = why_not(claim, judge)
        by_grounding += why == GROUNDING
        (stopped if why else through).append(claim)
    total = len(through) + len(stopped)
    return Held(total, len(stopped), by_grounding, tuple(through), tuple(stopped))


GROUNDING, WORDING = "grounding", "wording"


def why_not(claim: Claim, judge: Judge) -> str:
    """The layer that withholds a claim; empty when it passes."""
    citation = Citation(claim.document, claim.passage, claim.quote)
    point = Point(PointKind.ATTENTION, claim.text, (citation,), "evaluation")
    evidence = judge.shelf.look_up(point.citations)
    if judge.reason(evidence, (claim.text,)):
        return GROUNDING
    foreign = any(each.language != judge.language for each in evidence.passages)
    return "" if foreign or speaks_of(point, evidence) else WORDING


def _judge(source: Source, profile: Profile) -> Judge:
    say = translator(profile.language)
    shelf = Shelf.of(source.proposal, source.documents, profile, say)
    return Judge(shelf, profile.language, say)


def by_kind(found: Iterable[Mutant]) -> dict[str, list[Claim]]:
    """The claims of mutants by what was changed."""
    kinds: dict[str, list[Claim]] = {}
    for each in found:
        kinds.setdefault(each.kind, []).append(each.claim)
    return kinds


def counted(claims: Iterable[Claim]) -> Counter[str]:
    """How many claims each group has."""
    return Counter(each.group for each in claims)


def without_case(claim: Claim) -> Claim:
    """The claim whatever case it stands in, to compare it across versions."""
    return replace(claim, case="")
