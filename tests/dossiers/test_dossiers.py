"""Joining by identifiers and by persons."""

import pytest
from dossier_facts import day, decision, known

from briefing.domain.dossier import Dossier, JoinReason
from briefing.dossiers import Facts, dossiers

BILL = known("20251/L89", "bill", ids=("L 89/20251", "LOV 302/2026"),
             introduced_on=day("2025-11-26"))  # fmt: skip
ACT = known("lta/2026/302", "adopted_act", ids=("LOV 302/2026",),
            published_on=day("2026-02-25"))  # fmt: skip
OLD_ACT = known("lta/2024/302", "adopted_act", ids=("LBK 302/2024",))
DAY = day("2025-10-08")
LONER = known("9", "draft_bill", "Udkast")


def together(found: tuple[Dossier, ...]) -> list[tuple[str, ...]]:
    """The dossiers of more than one part."""
    return [each.refs for each in found if len(each.refs) > 1]


def asked(found: tuple[Dossier, ...]) -> set[tuple[str, str]]:
    """The pairs that are asked about."""
    return {(join.first, join.second) for each in found for join in each.possible}


def test_a_bill_is_joined_to_the_act_it_became() -> None:
    """By the act's number, in the order of the way of a law, whatever the order in."""
    for order in ([BILL, ACT, LONER], [LONER, ACT, BILL]):
        found = dossiers(order, ())
        assert [(LONER.ref,), (BILL.ref, ACT.ref)] == sorted(
            (each.refs for each in found), key=len
        )
        join = next(each for each in found if each.ref == BILL.ref).joins[0]
        assert (JoinReason.IDENTIFIER, "LOV 302/2026", True) == (
            join.reason, join.evidence, join.certain
        )  # fmt: skip


def test_the_law_that_is_amended_joins_nothing() -> None:
    """A consolidated act named by many is nobody's identity."""
    drafts = [
        known(str(n), "draft_order", f"Udkast {n}", ids=("LBK 302/2024",))
        for n in range(5)
    ]
    found = dossiers([OLD_ACT, *drafts], ())
    assert together(found) == []
    assert asked(found) == set()


def test_an_earlier_law_is_not_what_a_bill_became() -> None:
    """A bill of 2025 does not become an act of 2020."""
    bill = known(
        "20251/L1", "bill", ids=("LOV 5/2020",), introduced_on=day("2025-10-08")
    )
    act = known("lta/2020/5", "adopted_act", ids=("LOV 5/2020",))
    assert together(dossiers([bill, act], ())) == []


def test_parts_of_a_split_bill_stay_with_it() -> None:
    """L 86 A and L 86 B, each with its act, and the bill they were one of."""
    whole = known("20251/L86", "bill", ids=("L 86/20251",))
    parts = [
        known(f"20251/L86{part}", "bill",
              ids=(f"L 86 {part}/20251", "L 86/20251", f"LOV {number}/2026"))
        for part, number in (("A", 305), ("B", 306))
    ]  # fmt: skip
    acts = [
        known(f"lta/2026/{n}", "adopted_act", ids=(f"LOV {n}/2026",))
        for n in (305, 306)
    ]
    refs = (whole.ref, parts[0].ref, parts[1].ref, acts[0].ref, acts[1].ref)
    assert [refs] == together(dossiers([*acts, *parts, whole], ()))


def test_a_bill_of_another_session_is_another_bill() -> None:
    """L 115 of one session and L 115 of the next are two matters."""
    bills = [
        known(f"{s}/L115", "bill", ids=(f"L 115/{s}",)) for s in ("20241", "20251")
    ]
    assert together(dossiers(bills, ())) == []


def test_a_union_act_carried_out_by_one_draft_is_joined_to_it() -> None:
    """A stated relation joins when one alone states it."""
    act = known(
        "2021-0050",
        "eu_procedure",
        "Løngennemsigtighed",
        ids=("2021/0050(COD)", "DIR 2023/970"),
        introduced_on=day("2021-03-04"),
    )
    draft = known("1", "draft_bill", "Udkast til lov om lige løn "
                  "(Gennemførelse af direktiv (EU) 2023/970)",
                  published_on=day("2025-09-01"))  # fmt: skip
    assert [(act.ref, draft.ref)] == together(dossiers([act, draft], ()))


def test_a_union_act_carried_out_by_two_ministries_is_a_question() -> None:
    """Two drafts that both carry it out are two matters; which is which is asked."""
    act = known("2021-0050", "eu_procedure", ids=("DIR 2023/970",),
                introduced_on=day("2021-03-04"))  # fmt: skip
    drafts = [
        known(n, "draft_bill", "Gennemførelse af direktiv (EU) 2023/970",
              published_on=day("2025-09-01"), ministry=f"{n}ministeriet")
        for n in ("Skatte", "Kirke")
    ]  # fmt: skip
    found = dossiers([act, *drafts], ())
    assert together(found) == []
    assert {(draft.ref, act.ref) for draft in drafts} == asked(found)


def chain() -> list[Facts]:
    """A draft, its bill and the act."""
    return [LONER, BILL, ACT]


def test_persons_join_and_split() -> None:
    """A person's join holds; a later split of the same pair takes it back."""
    joined = decision(LONER, BILL, joined=True)
    assert [(LONER.ref, BILL.ref, ACT.ref)] == together(dossiers(chain(), [joined]))
    split = decision(BILL, LONER, joined=False, hours=1)
    found = dossiers(chain(), [split, joined])
    assert [(BILL.ref, ACT.ref)] == together(found)
    assert asked(found) == set()


def test_a_split_holds_against_a_chain() -> None:
    """Draft and act stay apart although both are joined to the bill.

    The identity is as sure as the join of the person, whose word goes before: the
    bill stays with the draft, and the act is asked about.
    """
    decisions = [decision(LONER, BILL, joined=True), decision(LONER, ACT, joined=False)]
    found = dossiers(chain(), decisions)
    assert [(LONER.ref, BILL.ref)] == together(found)
    assert {(BILL.ref, ACT.ref)} == asked(found)


def test_two_splits_that_persons_joins_contradict_hold() -> None:
    """Of persons' own joins the oldest is left out, and shown."""
    decisions = [
        decision(LONER, ACT, joined=False),
        decision(LONER, OLD_ACT, joined=True, hours=1),
        decision(OLD_ACT, ACT, joined=True, hours=2),
    ]
    found = dossiers([LONER, ACT, OLD_ACT], decisions)
    assert [(ACT.ref, OLD_ACT.ref)] == together(found)
    assert len(asked(found)) == 1


def test_decisions_on_what_is_not_there_are_passed_over() -> None:
    """A decision may name a proposal that is gone."""
    found = dossiers([LONER], [decision(LONER, BILL, joined=True)])
    assert ((LONER.ref,),) == tuple(each.refs for each in found)
    assert dossiers([], ()) == ()


def test_a_chain_does_not_connect_two_bills() -> None:
    """A person put an order with one bill; that it carries out another is asked."""
    other = known("20251/L5", "bill", ids=("L 5/20251",))
    order = known("1", "draft_order", "Udmønter lov nr. 302 af 24. februar 2026",
                  published_on=day("2026-03-02"))  # fmt: skip
    assert [(BILL.ref, ACT.ref, order.ref)] == together(
        dossiers([BILL, ACT, order, other], ())
    )
    found = dossiers([BILL, ACT, order, other], [decision(order, other, joined=True)])
    assert [(other.ref, order.ref), (BILL.ref, ACT.ref)] == together(found)
    assert {(order.ref, ACT.ref)} == asked(found)


def test_an_act_that_names_a_bill_of_another_act_is_a_question() -> None:
    """The bill became act 302; act 303, which refers to it, is another."""
    act = known("lta/2026/303", "adopted_act", ids=("LOV 303/2026", "L 89/20251"))
    found = dossiers([BILL, act], ())
    assert together(found) == []
    assert {(BILL.ref, act.ref)} == asked(found)


def test_what_many_name_is_no_question() -> None:
    """Three may ask whether they belong to a proposal; of four it is a hub."""
    text = known("52026PC0005", "eu_proposal", ids=("COM(2026) 5",))
    drafts = [
        known(str(n), "draft_bill", f"Udkast {n}", summary="Se COM(2026) 5")
        for n in range(4)
    ]
    assert 3 == len(asked(dossiers([text, *drafts[:3]], ())))
    assert asked(dossiers([text, *drafts], ())) == set()


@pytest.mark.parametrize(
    ("number", "written", "published"),
    [
        ("DIR 2003/88", "direktiv 2003/88/EF", "2026-03-02"),
        ("DIR 2026/7", "direktiv (EU) 2026/7", "2026-01-02"),
        ("DIR 2027/7", "direktiv (EU) 2027/7", "2026-03-02"),
    ],
    ids=["numbered apart", "before it was begun", "of a later year"],
)
def test_an_act_that_cannot_be_the_one_is_a_question(
    number: str, written: str, published: str
) -> None:
    """Older directives share numbers with regulations; nothing is carried out early."""
    act = known("1", "eu_procedure", ids=(number,), introduced_on=day("2026-02-02"))
    draft = known("1", "draft_bill", f"Udkast, der er nyt. Gennemfører {written}",
                  published_on=day(published))  # fmt: skip
    found = dossiers([act, draft], ())
    assert together(found) == []
    assert {(draft.ref, act.ref)} == asked(found)
