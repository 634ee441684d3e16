"""What holds of joining whatever is joined: order, decisions, every part once."""

from datetime import date, timedelta
from itertools import combinations

from dossier_facts import decision, known
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.domain.dossier import Dossier, JoinDecision
from briefing.domain.proposal import ProposalKind
from briefing.dossiers import Facts, dossiers

KINDS = (
    "draft_bill", "bill", "adopted_act", "draft_order", "executive_order",
    "eu_initiative", "eu_proposal", "eu_procedure", "social_partner_consultation",
    "other_consultation", "notice",
)  # fmt: skip
TITLES = (
    "Forslag til lov om ændring af ferieloven (Ferie under længere barsel)",
    "Udkast til forslag til lov om ændring af ferieloven (Ferie under længere barsel)",
    "Fornyet høring over udkast til lov om ændring af ferieloven (Ferie under barsel)",
    "Forslag til lov om ændring af ferieloven",
    "Lov om kædeansvar, der gennemfører direktiv (EU) 2024/7",
    "Lov om kædeansvar",
    "Bekendtgørelse om stilladser",
    "Bekendtgørelse om stilladser, jf. lov nr. 5 af 1. maj 2026",
    "",
)
IDS = (
    "LOV 5/2026", "L 7/20251", "L 7 A/20251", "L 8/20251", "COM(2026) 5", "DIR 2024/7",
    "2026/0001(COD)", "LBK 9/2025", "DG EMPL", "PLAN/2026/1",
)  # fmt: skip
START = date(2025, 9, 1)


@st.composite
def matters(draw: st.DrawFn) -> list[Facts]:
    """A few proposals out of few words and numbers, so that much is alike."""
    count = draw(st.integers(1, 9))
    found = []
    for number in range(count):
        days = draw(st.none() | st.integers(0, 700))
        found.append(
            known(
                str(number),
                draw(st.sampled_from(KINDS)),
                draw(st.sampled_from(TITLES)),
                published_on=None if days is None else START + timedelta(days),
                ids=draw(st.lists(st.sampled_from(IDS), max_size=3, unique=True)),
                ministry=draw(
                    st.sampled_from(("", "Skatteministeriet", "Arbejdstilsynet"))
                ),
            )
        )
    return found


@st.composite
def decided(draw: st.DrawFn) -> tuple[list[Facts], list[JoinDecision]]:
    """Proposals, and what persons said of some of them, also twice of one pair."""
    found = draw(matters())
    pairs = st.tuples(st.sampled_from(found), st.sampled_from(found))
    said = draw(st.lists(st.tuples(pairs, st.booleans()), max_size=8))
    return found, [
        decision(first, second, joined, hours)
        for hours, ((first, second), joined) in enumerate(said)
    ]


def latest(decisions: list[JoinDecision]) -> dict[frozenset[str], bool]:
    """What counts of each pair."""
    return {
        frozenset((each.first, each.second)): each.joined
        for each in decisions
        if each.first != each.second
    }


def pairs(found: tuple[Dossier, ...]) -> set[frozenset[str]]:
    """The pairs that are together."""
    return {frozenset(two) for each in found for two in combinations(each.refs, 2)}


@settings(max_examples=150, deadline=None)
@given(decided(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_makes_no_difference(
    given_: tuple[list[Facts], list[JoinDecision]], random: object
) -> None:
    """The same proposals and decisions give the same dossiers."""
    proposals, decisions = given_
    expected = dossiers(proposals, decisions)
    random.shuffle(proposals)  # type: ignore[attr-defined]
    random.shuffle(decisions)  # type: ignore[attr-defined]
    assert expected == dossiers(iter(proposals), iter(decisions))


@settings(max_examples=150, deadline=None)
@given(decided())
def test_every_proposal_is_in_one_dossier(
    given_: tuple[list[Facts], list[JoinDecision]],
) -> None:
    """Each ref once; joins lie within their dossier, questions lead out of it."""
    proposals, decisions = given_
    found = dossiers(proposals, decisions)
    refs = sorted(ref for each in found for ref in each.refs)
    assert sorted({each.ref for each in proposals}) == refs
    for each in found:
        own = set(each.refs)
        assert all({join.first, join.second} <= own for join in each.joins)
        assert all(join.certain for join in each.joins)
        assert all(len({j.first, j.second} & own) == 1 for j in each.possible)
        assert not any(join.certain for join in each.possible)
        assert len(own) == 1 or each.joins


@settings(max_examples=150, deadline=None)
@given(decided())
def test_what_persons_split_is_apart(
    given_: tuple[list[Facts], list[JoinDecision]],
) -> None:
    """The latest word of a pair counts: split is never together, nor asked again."""
    proposals, decisions = given_
    found = dossiers(proposals, decisions)
    split = {pair for pair, joined in latest(decisions).items() if not joined}
    asked = {frozenset((j.first, j.second)) for each in found for j in each.possible}
    assert pairs(found).isdisjoint(split)
    assert asked.isdisjoint(split)


@settings(max_examples=150, deadline=None)
@given(decided())
def test_what_persons_joined_is_together_or_asked(
    given_: tuple[list[Facts], list[JoinDecision]],
) -> None:
    """A join holds; where splits contradict it, it is shown as a question."""
    proposals, decisions = given_
    found = dossiers(proposals, decisions)
    counts = latest(decisions)
    asked = {frozenset((j.first, j.second)) for each in found for j in each.possible}
    joined = {pair for pair, is_joined in counts.items() if is_joined}
    assert joined <= pairs(found) | asked
    if all(counts.values()):
        assert joined <= pairs(found)


@settings(max_examples=150, deadline=None)
@given(matters())
def test_two_bills_are_one_matter_only_when_one_was_split(
    proposals: list[Facts],
) -> None:
    """No chain of what code joins connects bills of different numbers."""
    bills = {
        each.ref: {key.replace(" a/", "/") for key in each.keys if key[:2] == "l "}
        for each in proposals
        if each.kind is ProposalKind.BILL
    }
    for one, other in map(tuple, pairs(dossiers(proposals, ()))):
        if one in bills and other in bills:
            assert bills[one] & bills[other]
