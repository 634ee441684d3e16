"""Joining by title and time: only when nothing competes."""

from datetime import date, timedelta
from typing import Any

import pytest
from dossier_facts import day, decision, known

from briefing.domain.dossier import JoinReason
from briefing.dossiers import Facts, dossiers

TITLE = "lov om ændring af lov om ferie (Ferie under barsel)"
INTRODUCED = day("2025-11-05")
BILL = known("20251/L9", "bill", f"Forslag til {TITLE}.", ids=("L 9/20251",),
             introduced_on=INTRODUCED, ministry="Skatteministeriet")  # fmt: skip


def draft(name: str = "1", days: int = 60, **values: Any) -> Facts:
    """A draft of the bill, sent in consultation so many days before."""
    values.setdefault("published_on", INTRODUCED - timedelta(days))
    values.setdefault("ministry", "Skatteministeriet")
    title = values.pop("title", f"Høring over udkast til forslag til {TITLE}")
    return known(name, "draft_bill", title, **values)


def is_joined(*proposals: Facts) -> bool:
    """Whether the first two are together."""
    found = dossiers(proposals, ())
    return any({each.ref for each in proposals[:2]} <= set(d.refs) for d in found)


def is_asked(*proposals: Facts) -> bool:
    """Whether the first two are asked about."""
    pair = {each.ref for each in proposals[:2]}
    found = dossiers(proposals, ())
    return any({j.first, j.second} == pair for d in found for j in d.possible)


def test_a_draft_is_joined_to_its_bill() -> None:
    """The evidence is what the draft is about; it is not as sure as an identifier."""
    found = dossiers([BILL, draft()], ())
    assert [(draft().ref, BILL.ref)] == [each.refs for each in found]
    join = found[0].joins[0]
    assert (JoinReason.TITLE, "Ferie under barsel") == (join.reason, join.evidence)
    assert 0.5 < join.confidence < 1


@pytest.mark.parametrize(
    "doubtful",
    [
        draft(days=400),
        draft(days=-10),
        draft(published_on=None),
        draft(ministry="Et ukendt nævn"),
        draft(ministry="Kulturministeriet"),
    ],
    ids=["too early", "after it", "no day", "unknown authority", "other ministry"],
)
def test_what_does_not_fit_is_asked(doubtful: Facts) -> None:
    """Days that are unusual or missing, and another authority, leave a question."""
    assert not is_joined(BILL, doubtful)
    assert is_asked(BILL, doubtful)


def test_a_memo_of_before_belongs_to_another_consultation() -> None:
    """The answers were with the Folketing before this consultation began."""
    earlier = known("20251/L9", "bill", BILL.title, ids=("L 9/20251",),
                    introduced_on=INTRODUCED, ministry="Skatteministeriet")  # fmt: skip
    assert is_joined(earlier, draft(days=5))
    told = Facts(**{**_fields(earlier), "memo": INTRODUCED - timedelta(20)})
    assert not is_joined(told, draft(days=5))


def _fields(facts: Facts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in Facts.__dataclass_fields__}


def test_two_that_would_do_are_both_asked() -> None:
    """From either side: two drafts of one bill, two bills of one draft."""
    other = draft("2", days=90)
    assert not is_joined(draft(), BILL, other)
    assert is_asked(draft(), BILL, other)
    assert is_asked(other, BILL, draft())
    bill = known("20251/L10", "bill", BILL.title, ids=("L 10/20251",),
                 introduced_on=INTRODUCED, ministry="Skatteministeriet")  # fmt: skip
    assert not is_joined(draft(), BILL, bill)
    assert is_asked(draft(), bill, BILL)


def test_a_consultation_of_another_kind_competes_too() -> None:
    """What a portal calls by another name may be the draft as well."""
    other = known("2", "other_consultation", f"Høring over {TITLE}",
                  published_on=INTRODUCED - timedelta(50),
                  ministry="Skatteministeriet")  # fmt: skip
    assert is_joined(other, BILL)
    assert not is_joined(other, BILL, draft())
    assert not is_joined(draft(), BILL, other)


def test_a_person_who_rules_one_out_leaves_the_other_alone() -> None:
    """A split takes a rival away."""
    other = draft("2", days=90)
    found = dossiers([draft(), BILL, other], [decision(other, BILL, joined=False)])
    assert (draft().ref, BILL.ref) in [each.refs for each in found]


def test_a_draft_heard_again_does_not_compete_with_itself() -> None:
    """Where the second says that it is heard once more, both are of the bill."""
    again = draft("2", days=30, title=f"Fornyet høring over udkast til {TITLE}")
    found = dossiers([BILL, again, draft()], ())
    assert [(draft().ref, again.ref, BILL.ref)] == [each.refs for each in found]


def test_a_bill_that_has_become_an_act_is_not_brought_again() -> None:
    """Next year's bill of the same title is asked about only when this one fell."""
    act = known("lta/2026/5", "adopted_act", ids=("LOV 5/2026", "L 9/20251"))
    later = known("20261/L4", "bill", BILL.title, ids=("L 4/20261",),
                  introduced_on=day("2026-10-07"))  # fmt: skip
    assert is_asked(BILL, later)
    assert not is_joined(BILL, later)
    assert not is_asked(BILL, later, act)


def test_a_draft_is_not_joined_past_the_bill() -> None:
    """The act has a bill: the way goes through it, and the bill is asked about."""
    act = known("lta/2026/5", "adopted_act", f"L{TITLE[1:]}",
                ids=("LOV 5/2026", "L 9/20251"), published_on=day("2026-02-04"),
                ministry="Skatteministeriet")  # fmt: skip
    early = draft(days=305)
    assert is_joined(act, early)
    assert not is_joined(act, early, BILL)
    assert is_asked(BILL, early, act)


def test_an_order_that_carries_out_two_acts_makes_them_no_one_matter() -> None:
    """It is asked about both."""
    acts = [
        known(f"lta/2026/{n}", "adopted_act", f"Lov om {n}", ids=(f"LOV {n}/2026",),
              published_on=day("2026-02-04"))
        for n in (5, 6)
    ]  # fmt: skip
    order = known("1", "draft_order", "Udkast", published_on=day("2026-03-04"),
                  summary="Udmønter lov nr. 5 af 1. februar 2026. "
                  "Udmønter lov nr. 6 af 1. februar 2026.")  # fmt: skip
    assert is_asked(order, acts[0], acts[1])
    assert is_asked(order, acts[1], acts[0])
    assert is_joined(order, acts[0])


def test_thousands_of_one_title_are_no_question() -> None:
    """What everything is called is no sign; it neither joins nor takes long."""
    many = [
        known(str(n), kind, "Udkast til bekendtgørelse om satser",
              published_on=date(2026, 1, 1) + timedelta(n % 90))
        for n, kind in enumerate(["draft_order", "executive_order"] * 1500)
    ]  # fmt: skip
    found = dossiers(many, ())
    assert 3000 == len(found)
    assert not any(each.possible for each in found)


def test_an_initiative_is_joined_by_the_title_of_either_text() -> None:
    """The Commission's text and Parliament's procedure have titles of their own."""
    initiative = known("18924", "eu_initiative", "Retten til at være offline",
                       published_on=day("2026-02-02"))  # fmt: skip
    text = known("52026PC0912", "eu_proposal", "Forslag til EUROPA-PARLAMENTETS OG "
                 "RÅDETS DIREKTIV om retten til at være offline uden for arbejdstiden",
                 introduced_on=day("2026-11-18"), ids=("2026/0412(COD)",))  # fmt: skip
    procedure = known("2026-0412", "eu_procedure", "Retten til at være offline",
                      published_on=day("2026-11-20"),
                      ids=("2026/0412(COD)",))  # fmt: skip
    refs = (initiative.ref, text.ref, procedure.ref)
    assert [refs] == [each.refs for each in dossiers([text, initiative, procedure], ())]
    like = known("52026PC0913", "eu_proposal", "Forslag til RÅDETS HENSTILLING om "
                 "retten til at være offline",
                 introduced_on=day("2026-11-18"))  # fmt: skip
    assert not is_joined(initiative, procedure, text, like)


@pytest.mark.parametrize(
    ("planned", "procedure", "expected"),
    [
        ("PROP_DIR", "COD", True),
        ("", "COD CNS", True),
        ("PROP_DIR", "INI", False),
        ("EVL", "COD", False),
    ],
)
def test_a_report_on_a_plan_is_not_the_plan(
    planned: str, procedure: str, expected: bool
) -> None:
    """Parliament's own report and the Commission's evaluation share their titles."""
    title = "Retten til at være offline"
    initiative = known("1", "eu_initiative", title, native_kind=planned,
                       published_on=day("2026-02-02"))  # fmt: skip
    report = known("2026-2001", "eu_procedure", title, native_kind=procedure,
                   published_on=day("2026-05-02"))  # fmt: skip
    assert expected is is_joined(initiative, report)
    assert is_asked(initiative, report) is not expected
