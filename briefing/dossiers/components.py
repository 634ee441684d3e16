"""Putting joins together one by one, never across what must stay apart.

The surest join is put first, so that where persons keep two proposals apart, a chain
between them breaks at its weakest link. Two bills are one matter only when one was
split off the other: a chain that would connect two bills breaks as well, unless a
person made it.
"""

from collections.abc import Iterable, Sequence

from briefing.domain.dossier import Join, JoinReason
from briefing.domain.proposal import ProposalKind
from briefing.dossiers.facts import Facts

Pair = tuple[str, str]


class Components:
    """Which proposals are together so far."""

    def __init__(self, known: Sequence[Facts], apart: Iterable[Pair]) -> None:
        self._parts = {each.ref: {each.ref} for each in known}
        self._bills = {
            each.ref: each.bill or each.ref
            for each in known
            if each.kind is ProposalKind.BILL
        }
        self._kinds = {each.ref: each.kind for each in known}
        self._apart: dict[str, set[str]] = {}
        for first, second in apart:
            self._apart.setdefault(first, set()).add(second)
            self._apart.setdefault(second, set()).add(first)

    def parts(self, ref: str) -> frozenset[str]:
        """Everything that is together with a proposal, and itself."""
        return frozenset(self._parts[ref])

    def kinds(self, ref: str) -> frozenset[ProposalKind]:
        """The kinds of what is together with a proposal, its own among them."""
        return frozenset(self._kinds[each] for each in self._parts[ref])

    def together(self, first: str, second: str) -> bool:
        """Whether two proposals are together."""
        return self._parts[first] is self._parts[second]

    def may_join(self, first: str, second: str) -> bool:
        """Whether no person keeps two proposals apart, nor what they are with."""
        return not self._kept_apart(self._parts[first], self._parts[second])

    def put(self, join: Join) -> bool:
        """Put two together where nothing forbids it; whether they are together now."""
        mine, yours = self._parts[join.first], self._parts[join.second]
        if mine is yours:
            return True
        by_person = join.reason is JoinReason.PERSON
        if self._kept_apart(mine, yours) or (
            not by_person and self._other_bills(mine, yours)
        ):
            return False
        small, large = sorted((mine, yours), key=len)
        large |= small
        self._parts |= dict.fromkeys(small, large)
        return True

    def _kept_apart(self, mine: set[str], yours: set[str]) -> bool:
        small, large = sorted((mine, yours), key=len)
        return any(not large.isdisjoint(self._apart.get(ref, ())) for ref in small)

    def _other_bills(self, mine: set[str], yours: set[str]) -> bool:
        first, second = (
            {self._bills[ref] for ref in parts if ref in self._bills}
            for parts in (mine, yours)
        )
        return bool(first and second) and first.isdisjoint(second)
