"""The process checks: each answers yes, no or cannot be told, with its evidence."""

import dataclasses
from datetime import date

import pytest
from hand_readings import EMPLOYEES, document, proposal, with_record
from hand_texts import AMENDING_BILL, NEW_ACT_ON_AI

from briefing.assessment.case import Case
from briefing.assessment.checks import checks
from briefing.assessment.checks_consultation import latest_answer_day
from briefing.assessment.checks_text import says_none
from briefing.assessment.extract import facts
from briefing.assessment.passages import tick
from briefing.assessment.thresholds import THRESHOLDS
from briefing.domain.assessment import Answer, Check
from briefing.domain.document import Locator, Passage, PassageKind
from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    DocumentKind,
    DocumentRef,
    Proposal,
    ProposalKind,
    Step,
)

IDS = {
    "consultation_short",
    "consultation_holidays",
    "consultation_unfinished_at_introduction",
    "answers_late",
    "fast_first_reading",
    "urgent_passage",
    "late_amendments",
    "entry_off_common_dates",
    "short_adaptation",
    "beyond_eu_minimum",
    "eu_implementation_model",
    "minister_powers",
    "retroactive",
    "no_consequences_stated",
    "public_implementation",
}


def step(title: str, day: date | None, kind: str = "") -> Step:
    """A step as the Folketing gives it."""
    return Step(title, kind or title, "", day)


def answers(text: str = AMENDING_BILL, **fields: object) -> dict[str, Check]:
    """The checks on a text, by id."""
    found = proposal(**fields)
    return of(found, text)


def of(found: Proposal, text: str = AMENDING_BILL) -> dict[str, Check]:
    """The checks on a case, by id."""
    documents = with_record(found, document(text))
    return {each.id: each for each in checks(Case(found, documents, EMPLOYEES))}


def consulted(sentence: str) -> str:
    """A text whose point 11 is this sentence."""
    return f"== consulted\n{sentence}\n== provisions\n[§ 1] § 1. Loven gælder."


PERIOD = "Udkastet har i perioden fra den {} til den {} været sendt i høring."


def test_a_bill_is_asked_every_question() -> None:
    """The ids are stable, and each has its rule; yes has evidence, unknown a lack."""
    found = answers()
    assert set(found) == IDS
    for check in found.values():
        assert check.rule
        if check.answer is Answer.YES:
            assert check.citations, check.id
        if check.answer is Answer.UNKNOWN:
            assert check.missing, check.id


@pytest.mark.parametrize(
    ("start", "end", "answer"),
    [
        ("1. september 2026", "29. september 2026", Answer.NO),
        ("1. september 2026", "28. september 2026", Answer.YES),
        ("20. december 2026", "2. februar 2027", Answer.NO),
    ],
)
def test_four_weeks_are_the_line(start: str, end: str, answer: Answer) -> None:
    """Twenty-eight days are enough, twenty-seven are not."""
    found = answers(consulted(PERIOD.format(start, end)))
    assert found["consultation_short"].answer is answer


def test_a_reason_for_a_short_consultation_is_looked_for() -> None:
    """With a reason it is cited; without one that is said."""
    short = PERIOD.format("1. september 2026", "8. september 2026")
    reasoned = answers(consulted(f"{short} Den korte frist skyldes en dom."))
    assert "Der er angivet en begrundelse" in reasoned["consultation_short"].text
    assert len(reasoned["consultation_short"].citations) == 2
    bare = answers(consulted(short))
    assert "ikke fundet en begrundelse" in bare["consultation_short"].text


def test_no_consultation_at_all_is_short() -> None:
    """A text that says itself that there was none is quoted."""
    found = answers(consulted("Lovforslaget har ikke været sendt i høring."))
    assert found["consultation_short"].answer is Answer.YES


def test_the_period_of_a_draft_comes_from_the_record() -> None:
    """Published and deadline, where no text says it."""
    found = answers(
        NEW_ACT_ON_AI,
        kind=ProposalKind.DRAFT_BILL,
        introduced_on=None,
        published_on=date(2026, 10, 1),
        deadlines=(Deadline(DeadlineKind.CONSULTATION, date(2026, 10, 15), "f"),),
    )
    assert found["consultation_short"].answer is Answer.YES
    assert "14 dage" in found["consultation_short"].text


def test_holidays_cannot_be_told_beyond_their_dates() -> None:
    """In July it is unknown with its dates; in September nothing falls in it."""
    july = answers(consulted(PERIOD.format("1. juli 2026", "5. august 2026")))
    assert july["consultation_holidays"].answer is Answer.UNKNOWN
    assert "arbejdsdage" in july["consultation_holidays"].text
    autumn = answers(consulted(PERIOD.format("1. september 2026", "1. oktober 2026")))
    assert autumn["consultation_holidays"].answer is Answer.NO
    easter = answers(consulted(PERIOD.format("20. marts 2026", "17. april 2026")))
    assert "helligdage" in easter["consultation_holidays"].text


def test_a_consultation_that_runs_past_the_introduction() -> None:
    """It should have ended before."""
    text = consulted(PERIOD.format("20. september 2026", "20. oktober 2026"))
    name = "consultation_unfinished_at_introduction"
    assert answers(text)[name].answer is Answer.YES
    late = answers(text, introduced_on=date(2026, 11, 1))
    assert late[name].answer is Answer.NO


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        (date(2026, 11, 4), Answer.NO),
        (date(2026, 11, 5), Answer.UNKNOWN),
        (date(2026, 11, 6), Answer.YES),
    ],
)
def test_answers_are_due_on_thursday_of_the_week_before(
    day: date, answer: Answer
) -> None:
    """On the day itself the time of day decides, which is not known."""
    memo = DocumentRef(
        "m", "Høringsnotat", DocumentKind.CONSULTATION_MEMO, (), date=day
    )
    found = answers(
        documents=(memo,), steps=(step("1. behandling", date(2026, 11, 10)),)
    )
    assert found["answers_late"].answer is answer


def test_the_last_day_for_answers_is_a_thursday() -> None:
    """Whatever weekday the first reading is on."""
    for day in range(9, 16):
        assert latest_answer_day(date(2026, 11, day)) == date(2026, 11, 5)


def test_a_first_reading_after_one_day_and_a_passage_in_three() -> None:
    """A bill that was introduced, read three times and adopted within days."""
    found = answers(
        introduced_on=date(2026, 2, 23),
        steps=(
            step("Fremsættelse", date(2026, 2, 23)),
            step("1. behandling", date(2026, 2, 24), "1. behandling."),
            step("Eventuelt: 2. behandling", date(2026, 2, 26), "2. behandling"),
            step("Lovforslaget optrykt efter 2. behandling", date(2026, 2, 26)),
            step("Eventuelt: 3. behandling", date(2026, 2, 26), "3. behandling"),
        ),
    )
    assert found["fast_first_reading"].answer is Answer.YES
    assert found["urgent_passage"].answer is Answer.YES
    assert "3 dage" in found["urgent_passage"].text
    assert "0 dage fra 2. behandling" in found["urgent_passage"].text


def test_an_ordinary_passage_is_neither_fast_nor_urgent() -> None:
    """Five days, thirty days and two days are enough."""
    found = answers(
        introduced_on=date(2026, 10, 7),
        steps=(
            step("1. behandling", date(2026, 10, 12)),
            step("2. behandling", date(2026, 11, 4)),
            step("3. behandling", date(2026, 11, 6)),
        ),
    )
    assert found["fast_first_reading"].answer is Answer.NO
    assert found["urgent_passage"].answer is Answer.NO


def test_amendments_after_the_second_reading_are_late() -> None:
    """A step or a document between the readings counts; a deadline step does not."""
    steps = (
        step("Frist for ændringsforslag", date(2026, 11, 8), "Udvalgsbehandling"),
        step("2. behandling", date(2026, 11, 5)),
        step("3. behandling", date(2026, 11, 19)),
    )
    assert answers(steps=steps)["late_amendments"].answer is Answer.NO
    moved = step("Ændringsforslag nr. 1-12 til 3. behandling", date(2026, 11, 17))
    late = answers(steps=(*steps, moved))["late_amendments"]
    assert late.answer is Answer.YES
    assert "17. november 2026" in late.text


def test_entry_into_force_off_the_common_dates() -> None:
    """Only where the text sees consequences for business."""
    assert answers()["entry_off_common_dates"].answer is Answer.YES
    none = AMENDING_BILL.replace(
        "Lovforslaget medfører løbende omkostninger for erhvervslivet på 12,5 mio. kr. "
        "om året.",
        "Lovforslaget har ingen konsekvenser for erhvervslivet.",
    )
    assert answers(none)["entry_off_common_dates"].answer is Answer.NO
    july = AMENDING_BILL.replace("1. april 2027", "1. juli 2027")
    assert answers(july)["entry_off_common_dates"].answer is Answer.NO


def test_days_to_adapt_are_counted() -> None:
    """From the third reading to entry into force."""
    found = answers(steps=(step("3. behandling", date(2027, 3, 18)),))
    assert found["short_adaptation"].answer is Answer.YES
    assert "14 dage" in found["short_adaptation"].text


@pytest.mark.parametrize(
    ("cells", "answer"),
    [
        (("Ja", "Nej X"), False),
        (("Ja X", "Nej"), True),
        (("X", ""), True),
        (("", "x"), False),
        (("Nej",), False),
        (("Ja", "Nej"), None),
        (("", ""), None),
        (("Ja X Nej",), None),
        (("max 3",), None),
    ],
)
def test_the_mark_of_the_summary_table(
    cells: tuple[str, ...], *, answer: bool | None
) -> None:
    """A mark counts where it can only mean one thing."""
    row = ("Er i strid med de fem principper", *cells)
    passage = Passage(0, " | ".join(row), Locator(), PassageKind.TABLE_ROW, cells=row)
    assert tick(passage) is answer


def test_going_beyond_the_minimum_in_the_text_outweighs_the_mark() -> None:
    """The text's own words are quoted beside a table that is marked no."""
    text = AMENDING_BILL.replace(
        "Lovforslaget indeholder ingen EU-retlige aspekter.",
        "Lovforslaget går ud over direktivets minimumskrav.",
    )
    found = answers(text)["beyond_eu_minimum"]
    assert found.answer is Answer.YES
    assert "»Nej«" in found.text
    assert answers()["beyond_eu_minimum"].answer is Answer.NO


@pytest.mark.parametrize(
    ("clause", "model"),
    [
        ("Loven kan fraviges ved kollektiv overenskomst.", "Lov som overenskomster"),
        ("Loven kan ikke fraviges.", "Lov alene"),
        (
            "Loven gælder for lønmodtagere, der ikke er omfattet af en kollektiv "
            "overenskomst.",
            "Aftale med supplerende lov",
        ),
    ],
)
def test_the_model_of_implementation(clause: str, model: str) -> None:
    """One of four, by the clause on collective agreements."""
    text = (
        f"== provisions\n[§ 1] § 1. {clause}\n== eu_law\n"
        "Lovforslaget gennemfører direktiv 2024/9999."
    )
    assert answers(text)["eu_implementation_model"].text.startswith(model)


def test_retroactive_effect_is_found_by_its_date_only() -> None:
    """An effect before the introduction reaches back; a later one does not."""
    text = "== entry_into_force\n[§ 2] § 2. Loven har virkning fra den {}."
    back = answers(text.format("1. januar 2026"))["retroactive"]
    assert back.answer is Answer.YES
    ahead = answers(text.format("1. januar 2027"))["retroactive"]
    assert ahead.answer is Answer.NO


def test_no_consequences_beside_duties_is_noticed() -> None:
    """The sentence is quoted with the places of the duties."""
    text = (
        "== provisions\n[§ 1] § 1. Arbejdsgiveren skal føre protokol.\n"
        "== business_economy\nLovforslaget har ingen konsekvenser for erhvervslivet."
    )
    found = answers(text)["no_consequences_stated"]
    assert found.answer is Answer.YES
    assert "§ 1" in found.text
    assert len(found.citations) == 2


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("Ingen.", True),
        ("Lovforslaget har ingen økonomiske konsekvenser.", True),
        ("Lovforslaget vurderes ikke at medføre merudgifter.", True),
        ("Lovforslaget medfører merudgifter på 3 mio. kr.", False),
        ("Ingeniører får merudgifter.", False),
    ],
)
def test_saying_none(text: str, *, none: bool) -> None:
    """Sentences and cells that say that there are no consequences."""
    assert says_none(text) is none


def test_drafts_orders_and_eu_texts_are_asked_what_applies_to_them() -> None:
    """No readings for a draft order, no Danish rules for an EU text."""
    order = answers(kind=ProposalKind.DRAFT_ORDER, introduced_on=None)
    assert "urgent_passage" not in order
    assert "consultation_short" in order
    eu = answers(kind=ProposalKind.EU_INITIATIVE, introduced_on=None)
    assert set(eu) == {"minister_powers"}


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (ProposalKind.INTERPELLATION, set()),
        (ProposalKind.GOVERNMENT_REPORT, set()),
        (ProposalKind.NOTICE, set()),
        (ProposalKind.EU_PROCEDURE, set()),
        (ProposalKind.SOCIAL_PARTNER_CONSULTATION, set()),
        (ProposalKind.EU_PROPOSAL, {"minister_powers"}),
        (ProposalKind.ADOPTED_ACT, {"minister_powers", "retroactive"}),
        (ProposalKind.EXECUTIVE_ORDER, {"minister_powers", "retroactive"}),
    ],
)
def test_what_no_ministry_proposes_is_not_held_against_its_guide(
    kind: ProposalKind, asked: set[str]
) -> None:
    """A question of the Folketing, a notice or an EU text has no such rules to keep."""
    assert set(answers(kind=kind, introduced_on=None)) == asked


def test_powers_cannot_be_told_without_provisions() -> None:
    """Where no provision was recognised, none is said to be without powers."""
    found = answers("== introduction\nLoven handler om vagter.")["minister_powers"]
    assert (found.answer, found.missing) == (Answer.UNKNOWN, "bestemmelserne")


def test_without_documents_nothing_is_claimed() -> None:
    """Checks on the text are left out, those on dates say what is missing."""
    found = proposal()
    case = Case(found, with_record(found), EMPLOYEES)
    assert {each.answer for each in checks(case)} == {Answer.UNKNOWN}


def test_every_threshold_names_its_source() -> None:
    """A number of a rule can be looked up."""
    assert all(each.source and each.unit for each in THRESHOLDS.values())


def test_english_readers_get_english_checks() -> None:
    """The profile's language decides."""
    english = dataclasses.replace(EMPLOYEES, language="en")
    found = proposal()
    case = Case(found, with_record(found, document(AMENDING_BILL)), english)
    by_id = {each.id: each for each in checks(case)}
    assert "21 days" in by_id["consultation_short"].text


@pytest.mark.parametrize(
    ("cells", "value"), [("Ja | Nej X", "Nej"), ("Ja X | Nej", "Ja")]
)
def test_the_fact_on_the_five_principles_is_what_is_ticked(
    cells: str, value: str
) -> None:
    """And not what happens to stand in the last cell."""
    found = proposal()
    text = AMENDING_BILL.replace("Ja | Nej X", cells)
    told = facts(Case(found, with_record(found, document(text)), EMPLOYEES))
    assert [value] == [e.value for e in told if e.key == "over_implementation"]


def test_a_power_of_an_inspectorate_counts() -> None:
    """It is a minister's in all but name."""
    said = "Arbejdstilsynet kan fastsætte nærmere regler om uddannelsen."
    found = answers(f"== provisions\n[§ 8] § 8. {said}")["minister_powers"]
    assert found.answer is Answer.YES


def test_one_provision_with_two_powers_is_not_said_to_be_both() -> None:
    """Where some are with the parties and others not, that is what is said."""
    alone = "Ministeren kan fastsætte regler om gebyrer."
    heard = (
        "Ministeren kan efter forhandling med arbejdsmarkedets parter fastsætte "
        "regler om uddannelse."
    )
    text = f"== provisions\n[§ 8] § 8. {alone} {heard}"
    expected = (
        "Flere bemyndigelser, nogle med og andre uden inddragelse af parterne: § 8."
    )
    assert expected == answers(text)["minister_powers"].text
