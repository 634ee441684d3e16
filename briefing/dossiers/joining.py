"""Putting proposals together into dossiers.

What is surer is put first: what persons joined (the newest first), one identity held
by several, titles, and what says that it carries out another. Each step sees what
those before it put together. What persons split stays apart, whatever connects it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from briefing.domain.dossier import Dossier, Join, JoinDecision, JoinReason
from briefing.dossiers.components import Components, Pair
from briefing.dossiers.facts import Facts
from briefing.dossiers.stated import carried_out, holders, named, shared
from briefing.dossiers.titled import Titles, asked, certain
from briefing.dossiers.way import WAYS, place

_REASONS = {reason: number for number, reason in enumerate(JoinReason)}


def dossiers(
    facts: Iterable[Facts], decisions: Iterable[JoinDecision]
) -> tuple[Dossier, ...]:
    """Every proposal in one dossier, by ref; those that stand alone are dossiers too.

    The latest decision on a pair counts; of two of one moment, the split does. A split
    holds also against chains: of what would connect the two, the least sure join is
    left out and shown as possible. Among persons' joins the oldest is the least sure.
    Decisions on refs that are not among the facts are passed over. The same facts and
    decisions give the same dossiers in whatever order they come.
    """
    known = sorted({each.ref: each for each in facts}.values(), key=lambda f: f.ref)
    latest = _latest(decisions, {each.ref for each in known})
    apart = {pair for pair, each in latest.items() if not each.joined}
    so_far = Components(known, apart)
    found = _Joins(so_far, apart)
    found.put(_by_persons(latest.values()))
    who = holders(known)
    found.put(sorted(shared(who), key=_surest))
    titles = Titles(known)
    for way in WAYS:
        found.put(sorted(certain(titles, way, so_far), key=_surest))
    found.put(sorted(carried_out(known, who, so_far), key=_surest))
    for way in WAYS:
        found.put(sorted(asked(titles, way, so_far), key=_surest))
    found.put(sorted(named(known, who, so_far), key=_surest))
    return tuple(_built(known, so_far, found.all()))


class _Joins:
    """The joins found so far, the surest of each pair."""

    def __init__(self, so_far: Components, apart: set[Pair]) -> None:
        self._so_far, self._apart = so_far, apart
        self._found: dict[Pair, Join] = {}

    def put(self, joins: Iterable[Join]) -> None:
        """Take these in, and put together what is certain and may be together."""
        for each in joins:
            pair = each.first, each.second
            if pair in self._apart or (pair in self._found and not each.certain):
                continue
            if each.certain:
                self._so_far.put(each)
            if pair not in self._found or not self._found[pair].certain:
                self._found[pair] = each

    def all(self) -> tuple[Join, ...]:
        """Every join, the surest first."""
        return tuple(sorted(self._found.values(), key=_surest))


def _latest(
    decisions: Iterable[JoinDecision], known: set[str]
) -> dict[Pair, JoinDecision]:
    """The decision that counts for each pair, newest last."""
    ordered = sorted(decisions, key=lambda d: (d.at, not d.joined, d.by, d.note))
    return {
        _pair(each): each
        for each in ordered
        if each.first != each.second and {each.first, each.second} <= known
    }


def _by_persons(decisions: Iterable[JoinDecision]) -> Iterator[Join]:
    """What persons joined, the newest first; the evidence is their name and note."""
    joined = [each for each in decisions if each.joined]
    for each in sorted(joined, key=lambda d: (d.at, _pair(d)), reverse=True):
        evidence = ": ".join(filter(None, (each.by, each.note)))
        yield Join(*_pair(each), JoinReason.PERSON, evidence, 1.0, certain=True)


def _pair(decision: JoinDecision) -> Pair:
    first, second = sorted((decision.first, decision.second))
    return first, second


def _surest(join: Join) -> tuple[bool, float, int, str, str, str]:
    return (
        not join.certain,
        -join.confidence,
        _REASONS[join.reason],
        join.first,
        join.second,
        join.evidence,
    )


def _built(
    known: list[Facts], so_far: Components, joins: tuple[Join, ...]
) -> Iterator[Dossier]:
    """The dossiers by ref: what holds each together, and what leads out of it."""
    inner: dict[frozenset[str], list[Join]] = {}
    outer: dict[frozenset[str], list[Join]] = {}
    for each in joins:
        if so_far.together(each.first, each.second):
            inner.setdefault(so_far.parts(each.first), []).append(each)
            continue
        for ref in (each.first, each.second):
            outer.setdefault(so_far.parts(ref), []).append(_asked(each))
    order = {each.ref: _way(each) for each in known}
    made = [
        Dossier(
            tuple(sorted(parts, key=order.__getitem__)),
            tuple(each for each in inner.get(parts, ()) if each.certain),
            tuple(outer.get(parts, ())),
        )
        for parts in {so_far.parts(each.ref) for each in known}
    ]
    yield from sorted(made, key=lambda each: each.ref)


def _asked(join: Join) -> Join:
    """A join that leads out of a dossier: a question, however sure it looked."""
    return replace(join, certain=False)


def _way(facts: Facts) -> tuple[int, date, str]:
    """The way of a law, then time; what has no day comes last of its kind."""
    return place(facts.kind), facts.begins or date.max, facts.ref
