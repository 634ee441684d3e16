"""The labelled set, and how well a way of joining finds what belongs together in it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from briefing.domain.dossier import Dossier
from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    DocumentKind,
    DocumentRef,
    Proposal,
    ProposalKind,
    Stage,
)

LABELLED = Path(__file__).with_name("labelled.yaml")
Pair = frozenset[str]


@dataclass(slots=True)
class Labelled:
    """The proposals, the pairs that are one matter and those that may be, by part."""

    proposals: list[Proposal] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)
    one: set[Pair] = field(default_factory=set)
    maybe: set[Pair] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Measured:
    """Pairs: certain and wrong, of those that are one how many found, and asked.

    `precision` and `recall` are of what was joined; `with_asked` is the recall when the
    questions count as well; `asked_wrongly` are questions about what is not one.
    """

    precision: float
    recall: float
    with_asked: float
    asked_wrongly: int
    wrong: tuple[Pair, ...]
    missed: tuple[Pair, ...]
    pairs: int


def labelled() -> Labelled:
    """The set as it stands in the file."""
    found = Labelled()
    matters: dict[str, list[str]] = {}
    maybes: dict[str, list[str]] = {}
    for group in yaml.safe_load(LABELLED.read_text()):
        for row in group["proposals"]:
            found.proposals.append(_proposal(row))
            found.parts[row["ref"]] = group["part"]
            matters.setdefault(row.get("matter", row["ref"]), []).append(row["ref"])
            maybes.setdefault(row.get("may", row["ref"]), []).append(row["ref"])
    found.one = {frozenset(two) for refs in matters.values() for two in _two(refs)}
    found.maybe = {frozenset(two) for refs in maybes.values() for two in _two(refs)}
    return found


def _two(refs: list[str]) -> Iterable[tuple[str, str]]:
    return combinations(refs, 2)


def _proposal(row: dict[str, Any]) -> Proposal:
    kind = ProposalKind(row["kind"])
    is_draft = row["ref"].startswith("dk/hoeringsportalen")
    introduced = kind in {ProposalKind.BILL, ProposalKind.EU_PROPOSAL}
    memo = DocumentRef("1", "Høringssvar og høringsnotat",
                       DocumentKind.CONSULTATION_MEMO, (), row.get("memo"))  # fmt: skip
    return Proposal(
        ref=row["ref"],
        source=row["ref"].split("/")[1],
        kind=kind,
        native_kind=row.get("native", ""),
        title=row["title"],
        subtitle=row.get("sub", ""),
        summary=row.get("summary", ""),
        stage=Stage(row.get("stage", "unknown")),
        native_status="",
        url="",
        ministry=row.get("by", ""),
        introduced_on=row.get("day") if introduced else None,
        published_on=None if introduced else row.get("day"),
        deadlines=(Deadline(DeadlineKind.CONSULTATION, row["until"], "Høringsfrist"),)
        if is_draft and "until" in row
        else (),
        documents=(memo,) if "memo" in row else (),
        other_identifiers=tuple(row.get("ids", ())),
    )


def measured(known: Labelled, found: Iterable[Dossier], part: str) -> Measured:
    """How well the dossiers fit the labels, for pairs of which one is of the part."""

    def ours(pairs: Iterable[Pair]) -> set[Pair]:
        return {two for two in pairs if any(known.parts[ref] == part for ref in two)}

    dossiers = list(found)
    joined = ours(frozenset(two) for each in dossiers for two in _two([*each.refs]))
    asked = ours(_asked(dossiers))
    one = ours(known.one)
    return Measured(
        precision=len(joined & one) / len(joined),
        recall=len(joined & one) / len(one),
        with_asked=len((joined | asked) & one) / len(one),
        asked_wrongly=len(asked - one - known.maybe),
        wrong=tuple(joined - one),
        missed=tuple(one - joined - asked),
        pairs=len(one),
    )


def _asked(dossiers: list[Dossier]) -> set[Pair]:
    """Every pair that would be joined if the questions were answered with yes."""
    parts = {ref: each.refs for each in dossiers for ref in each.refs}
    return {
        frozenset((one, other))
        for each in dossiers
        for join in each.possible
        for one in parts[join.first]
        for other in parts[join.second]
    }
