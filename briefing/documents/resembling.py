"""Which units of two texts may be the same, altered: a few candidates for each.

Two places to look: units that share runs of four words that are rare in the new
text, wherever they stand; and units that stand beside each other between two fixed
points.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from briefing.documents.aligning import Span
from briefing.documents.units import Unit

RESEMBLES = 60.0
"""Likeness in per cent from which one text is the other, altered (two unrelated
texts of legal Danish are 40 to 50 per cent alike)."""
SAME_PLACE = 30.0
"""The same for two texts with one number at one place."""
_RUN = 4
_COMMON = 20
_CHOSEN = 3
_BESIDE = 8
_SHORTEST_GUEST = 25
_WINDOW = 15
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two units by number, and how alike they are, in per cent."""

    old: int
    new: int
    score: float


def guests(
    small: Sequence[Unit], inside: Sequence[int], big: Sequence[Unit], of: Sequence[int]
) -> dict[int, list[int]]:
    """For each of the units `of`, in order, the units `inside` whose text it holds.

    Looked for at about the same distance from the start, so that two long texts
    with nothing in common cost little.
    """
    found: dict[int, list[int]] = {}
    for position, number in enumerate(inside):
        text = small[number].whole
        if len(text) < _SHORTEST_GUEST:
            continue
        centre = position * len(of) // len(inside)
        for host in of[max(0, centre - _WINDOW) : centre + _WINDOW + 1]:
            if text in big[host].whole:
                found.setdefault(host, []).append(number)
                break
    return found


def candidates(
    old: Sequence[Unit],
    new: Sequence[Unit],
    old_left: Collection[int],
    new_left: Collection[int],
    spans: Iterable[Span],
) -> Iterator[Candidate]:
    """Pairs that are alike enough, each at most a few times."""
    for one, other in _beside(old_left, new_left, spans):
        if found := _alike(old, new, one, other, beside=True):
            yield found
    for one, other in _sharing(old, new, old_left, new_left):
        if found := _alike(old, new, one, other, beside=False):
            yield found


def _alike(
    old: Sequence[Unit], new: Sequence[Unit], one: int, other: int, *, beside: bool
) -> Candidate | None:
    before, after = old[one], new[other]
    named = beside and bool(before.number) and before.number == after.number
    same = named and before.place == after.place
    score = ratio(before.key, after.key, score_cutoff=SAME_PLACE if same else RESEMBLES)
    return Candidate(one, other, score + 10 * same) if score else None


def _beside(
    old_left: Collection[int], new_left: Collection[int], spans: Iterable[Span]
) -> Iterator[tuple[int, int]]:
    for start, end, first, last in spans:
        olds = [n for n in range(start, end) if n in old_left]
        news = [n for n in range(first, last) if n in new_left]
        for position, one in enumerate(olds):
            centre = position * len(news) // len(olds)
            for other in news[max(0, centre - _BESIDE) : centre + _BESIDE + 1]:
                yield one, other


def _sharing(
    old: Sequence[Unit],
    new: Sequence[Unit],
    old_left: Collection[int],
    new_left: Collection[int],
) -> Iterator[tuple[int, int]]:
    index: dict[tuple[str, ...], list[int]] = {}
    for number in sorted(new_left):
        for run in _runs(new[number]):
            index.setdefault(run, []).append(number)
    for one in sorted(old_left):
        votes: Counter[int] = Counter()
        for run in _runs(old[one]):
            holders = index.get(run, ())
            if len(holders) <= _COMMON:
                votes.update(holders)
        yield from ((one, other) for other, _count in votes.most_common(_CHOSEN))


def _runs(unit: Unit) -> set[tuple[str, ...]]:
    words = _WORD.findall(unit.text.casefold())
    return {tuple(words[n : n + _RUN]) for n in range(len(words) - _RUN + 1)}
