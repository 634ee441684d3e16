"""Dossiers over everything in the store: joined anew, and told of one proposal."""

from dataclasses import dataclass
from datetime import date

from briefing.domain.dossier import Dossier, JoinDecision, Milestone
from briefing.domain.proposal import Proposal
from briefing.dossiers import dossiers, facts, timeline
from briefing.errors import UsageError
from briefing.pipeline.line import Line


@dataclass(frozen=True, slots=True)
class Matter:
    """A dossier with its parts, and what happened to all of them, by day."""

    dossier: Dossier
    parts: tuple[Proposal, ...]
    milestones: tuple[Milestone, ...]


def regroup(line: Line) -> tuple[str, ...]:
    """Join everything in the store anew; the refs whose dossier is another now.

    What was given in confidence stands alone: no other briefing is to name it.
    """
    store = line.store
    known = (store.proposal(ref) for ref in store.refs())
    found = (facts(each) for each in known if not each.confidential)
    return store.save_dossiers(dossiers(found, store.join_decisions()))


def matter(line: Line, ref: str, today: date) -> Matter:
    """The dossier of a proposal as it stood after the last run or decision."""
    dossier = line.store.dossier(ref)
    parts = {each: line.store.proposal(each) for each in dossier.refs}
    return Matter(dossier, tuple(parts.values()), timeline(dossier, parts, today))


def decide_join(
    line: Line, refs: tuple[str, str], *, joined: bool, by: str, note: str
) -> tuple[str, ...]:
    """Keep a named person's word on two proposals, and join anew.

    UsageError when they are the same one, when one of them was given in confidence,
    or without a name or a reason.
    """
    first, second = sorted(refs)
    name, reason = " ".join(by.split()), " ".join(note.split())
    if first == second:
        raise UsageError("A dossier is of two different proposals.")
    if any(line.store.proposal(each).confidential for each in refs):
        raise UsageError("What was given in confidence is not joined to anything.")
    if not name:
        raise UsageError("A decision needs the name of the person who makes it: --by.")
    if not reason:
        raise UsageError("A decision on a dossier needs a reason: --why.")
    now = line.clock()
    line.store.save_join_decision(
        JoinDecision(first, second, joined, name, reason, now)
    )
    return regroup(line)
