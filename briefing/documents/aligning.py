"""Aligning two rows of keys: which stand for the same, in the same order.

Keys that occur once on each side are the fixed points (their longest increasing
run, n log n); they are extended over equal neighbours, and what lies between them is
aligned the same way until nothing occurs once. There is no comparison of everything
with everything, so that a long text with many equal rows stays quick.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

Pair = tuple[int, int]
Span = tuple[int, int, int, int]
"""A stretch of both sides: from and up to (not with) on the left, then the right."""


def aligned(left: Sequence[str], right: Sequence[str]) -> list[Pair]:
    """Positions of equal keys, increasing on both sides; empty keys never are."""
    found: list[Pair] = []
    waiting: list[Span] = [(0, len(left), 0, len(right))]
    while waiting:
        span = waiting.pop()
        anchors = _extended(left, right, span, _anchors(left, right, span))
        if anchors:
            found += anchors
            waiting += _between(span, anchors)
    return sorted(found)


def gaps(pairs: Sequence[Pair], left: int, right: int) -> Iterator[Span]:
    """What lies between aligned pairs of two sides of these lengths."""
    yield from _between((0, left, 0, right), pairs, one_sided=True)


def _between(
    span: Span, pairs: Sequence[Pair], *, one_sided: bool = False
) -> Iterator[Span]:
    here, there = span[0], span[2]
    for one, other in (*pairs, (span[1], span[3])):
        wanted = (here < one) + (there < other)
        if wanted > (0 if one_sided else 1):
            yield here, one, there, other
        here, there = one + 1, other + 1


def _anchors(left: Sequence[str], right: Sequence[str], span: Span) -> list[Pair]:
    """Keys that occur once on each side, in their longest common order."""
    start, end, first, last = span
    here, there = Counter(left[start:end]), Counter(right[first:last])
    places = {right[n]: n for n in range(first, last) if there[right[n]] == 1}
    pairs = [
        (n, places[left[n]])
        for n in range(start, end)
        if left[n] and here[left[n]] == 1 and left[n] in places
    ]
    return _increasing(pairs)


def _increasing(pairs: Sequence[Pair]) -> list[Pair]:
    """The longest run whose second places increase too."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_one, other) in enumerate(pairs):
        at = bisect_left(tails, other)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [other]
        ends[at : at + 1] = [number]
    found = []
    number = ends[-1] if ends else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _extended(
    left: Sequence[str], right: Sequence[str], span: Span, anchors: list[Pair]
) -> list[Pair]:
    """The anchors with their equal neighbours, and equal ends of the whole span."""
    start, end, first, last = span
    found: list[Pair] = []
    here, there = start, first
    for one, other in [*anchors, (end, last)]:
        while here < one and there < other and _same(left[here], right[there]):
            found.append((here, there))
            here, there = here + 1, there + 1
        tail: list[Pair] = []
        back, behind = one - 1, other - 1
        while back >= here and behind >= there and _same(left[back], right[behind]):
            tail.append((back, behind))
            back, behind = back - 1, behind - 1
        found += tail[::-1]
        if one < end and other < last:
            found.append((one, other))
        here, there = one + 1, other + 1
    return found


def _same(one: str, other: str) -> bool:
    return bool(one) and one == other
