"""Joins by identifiers: what proposals are, what they carry out, what they name."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from itertools import combinations

from briefing.domain.dossier import Join, JoinReason
from briefing.domain.proposal import ProposalKind
from briefing.dossiers.components import Components
from briefing.dossiers.facts import Facts
from briefing.dossiers.identifiers import key_of, number_year, root_of, sort_of
from briefing.dossiers.way import ON_THE_WAY, is_order, place

K = ProposalKind
Holders = dict[str, list[Facts]]

SURE, CARRIED_OUT, DOUBTED, NAMED = 1.0, 0.95, 0.6, 0.4
"""Confidence: one identity; a stated relation; either in doubt; a mere mention."""

_MANY = 6
"""Above this many holders of one identity each is joined to the first alone."""

_HUB = 3
"""What more proposals than this name is no sign that any of them belongs to it."""

_ALONE = {"lov", "lbk", "bek", "eli", "com", "ares", "plan", "ip", "b", "f", "r"}
"""Sorts of identity that no two proposals of one kind can both have."""

_REACH = {"lov": 730, "l": 730, "eu": 3650, "com": 1830, "procedure": 1830}
"""Days from an act to what carries it out or names it; other sorts ask nothing."""

_BEFORE = timedelta(180)
"""How long before an act the orders that carry it out may be sent in consultation."""

_ONE_SERIES = 2015
"""Since then directives and regulations are numbered together."""

_CARRYING = {K.DRAFT_BILL, K.BILL, K.ADOPTED_ACT, K.DRAFT_ORDER, K.EXECUTIVE_ORDER}


def holders(known: Iterable[Facts]) -> Holders:
    """The proposals that are what an identity says; parts of a bill by the whole."""
    found: defaultdict[str, list[Facts]] = defaultdict(list)
    for each in known:
        for key in dict.fromkeys(root_of(key) for key in each.keys):
            if _is_credible(each, key):
                found[key].append(each)
    return found


def _is_credible(facts: Facts, key: str) -> bool:
    """Whether an identity can be true: no bill becomes an act of an earlier year.

    What is more than one bill, or a consolidated act of several, is none of them.
    """
    sort = sort_of(key)
    if facts.kind is K.BILL and sort in {"lov", "eli"} and facts.begins:
        return number_year(key) >= facts.begins.year
    if sort == "l":
        return facts.bill == key and not any(sort_of(k) == "lbk" for k in facts.keys)
    return True


def shared(found: Holders) -> Iterator[Join]:
    """Joins of proposals that hold one identity; not certain where it is doubted."""
    for key, who in found.items():
        contested = _is_contested(key, who)
        for first, second in _pairs(who):
            certain = not (contested or _other_laws(key, first, second))
            confidence = SURE if certain else DOUBTED
            yield _join(first, second, _written(key, first), confidence, certain)


def _pairs(who: list[Facts]) -> Iterable[tuple[Facts, Facts]]:
    if len(who) <= _MANY:
        return combinations(who, 2)
    return ((who[0], each) for each in who[1:])


def _is_contested(key: str, who: list[Facts]) -> bool:
    """Whether more claim to be it than can be; acts are as many as parts of a bill."""
    kinds = [each.kind for each in who]
    if sort_of(key) == "l":
        return kinds.count(K.ADOPTED_ACT) > max(1, kinds.count(K.BILL))
    return sort_of(key) in _ALONE and len(set(kinds)) < len(kinds)


def _other_laws(key: str, first: Facts, second: Facts) -> bool:
    """Whether a bill and an act name each other's bill, but other acts."""
    if sort_of(key) != "l" or first.kind is second.kind:
        return False
    mine, yours = (
        {key for key in each.keys if sort_of(key) == "lov"} for each in (first, second)
    )
    return bool(mine and yours) and mine.isdisjoint(yours)


def carried_out(
    known: Iterable[Facts], found: Holders, so_far: Components
) -> Iterator[Join]:
    """Joins of what says that it carries out an act with that act.

    Union acts are often carried out by several ministries: certain only when all that
    say so are together already. An act of the Folketing may have several orders. What
    carries out two matters makes them no one matter.
    """
    naming = _naming(known, found, lambda each: each.carries_out)
    matters: defaultdict[str, set[frozenset[str]]] = defaultdict(set)
    for key, who in naming.items():
        for each in who:
            matters[each.ref] |= {so_far.parts(owner.ref) for owner in found[key]}
    for key, who in naming.items():
        act = max(found[key], key=lambda each: (place(each.kind), each.ref))
        ways = len({so_far.parts(each.ref) for each in who})
        for each in who:
            alone = ways == 1 or (is_order(each.kind) and sort_of(key) in {"lov", "l"})
            one = len(matters[each.ref]) == 1
            certain = one and alone and _can_carry_out(each, act, key)
            confidence = CARRIED_OUT if certain else DOUBTED
            yield _join(each, act, _written(key, act), confidence, certain)


def _can_carry_out(facts: Facts, act: Facts, key: str) -> bool:
    """Whether kinds, order in time and number allow a stated relation to be certain."""
    if facts.kind not in _CARRYING or facts.begins is None or act.begins is None:
        return False
    if sort_of(key) in {"lov", "l"}:
        return is_order(facts.kind) and act.kind in {K.BILL, K.ADOPTED_ACT}
    return (
        facts.is_danish
        and sort_of(key) == "eu"
        and _ONE_SERIES <= number_year(key) <= facts.begins.year
        and facts.begins >= act.begins
    )


def named(known: Iterable[Facts], found: Holders, so_far: Components) -> Iterator[Join]:
    """Questions: proposals that name what another is, unless many do."""
    on_the_way = [each for each in known if each.kind in ON_THE_WAY]
    for key, who in _naming(on_the_way, found, lambda each: each.mentions).items():
        if sort_of(key) in {"lbk", "bek"}:
            continue
        if len({so_far.parts(each.ref) for each in who}) > _HUB:
            continue
        act = max(found[key], key=lambda each: (place(each.kind), each.ref))
        for each in who:
            yield _join(each, act, _written(key, act), NAMED, certain=False)


def _naming(
    known: Iterable[Facts], found: Holders, named_by: Callable[[Facts], Iterable[str]]
) -> Holders:
    """Who names what another is, by its key, and near enough in time."""
    naming: defaultdict[str, list[Facts]] = defaultdict(list)
    for each in known:
        for key in dict.fromkeys(map(root_of, named_by(each))):
            if any(_is_near(key, each, owner) for owner in found.get(key, ())):
                naming[key].append(each)
    return naming


def _is_near(key: str, facts: Facts, owner: Facts) -> bool:
    if facts.ref == owner.ref:
        return False
    if facts.begins is None or owner.begins is None:
        return True
    reach = timedelta(_REACH.get(sort_of(key), 36500))
    return owner.begins - _BEFORE <= facts.begins <= owner.begins + reach


def _written(key: str, facts: Facts) -> str:
    """An identity as its holder writes it."""
    return min(each for each in facts.identities if root_of(key_of(each)) == key)


def _join(
    first: Facts, second: Facts, evidence: str, confidence: float, certain: bool
) -> Join:
    one, other = sorted((first.ref, second.ref))
    return Join(one, other, JoinReason.IDENTIFIER, evidence, confidence, certain)
