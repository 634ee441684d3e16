"""The days of a dossier, of all its parts, by day and each once."""

from dossier_facts import day, proposal

from briefing.domain.dossier import Dossier, Milestone
from briefing.domain.proposal import Deadline, DeadlineKind, Proposal, Step, Vote
from briefing.dossiers import timeline
from briefing.language import translator

TODAY = day("2025-11-20")
DRAFT = proposal(
    "1", "draft_bill", published_on=day("2025-09-01"),
    deadlines=(Deadline(DeadlineKind.CONSULTATION, day("2025-09-29"), "Høringsfrist"),),
)  # fmt: skip
BILL = proposal(
    "20251/L9", "bill", introduced_on=day("2025-11-05"),
    steps=(
        Step("Fremsættelse", "Fremsættelse", "Fremsat", day("2025-11-05")),
        Step("Fremsættelse", "Fremsættelse", "Fremsat", day("2025-11-05")),
        Step("1. behandling", "1. behandling", "Aflyst", day("2025-11-18")),
        Step("Frist for spørgsmål", "Frist", "Konfirmeret", day("2025-11-25")),
        Step("Uden dag", "Udvalg", "", None),
    ),
    votes=(Vote(day("2025-11-19"), "Endelig", True, "For stemte 90"),),
    deadlines=(
        Deadline(DeadlineKind.COMMITTEE_QUESTIONS, day("2025-11-25"), "Frist"),
        Deadline(DeadlineKind.COMMITTEE_REPORT, day("2025-12-10"), "Betænkning"),
    ),
)  # fmt: skip
DOSSIER = Dossier((DRAFT.ref, BILL.ref))


def told(*parts: Proposal) -> tuple[Milestone, ...]:
    """The days of the dossier, with these parts at hand."""
    return timeline(DOSSIER, {each.ref: each for each in parts}, TODAY)


def test_the_days_of_all_parts_in_order() -> None:
    """The source's own words where it has them, each day of a case once."""
    bill, draft = BILL.ref, DRAFT.ref
    assert (
        Milestone(day("2025-09-01"), draft, "Published", is_own=True),
        Milestone(day("2025-09-29"), draft, "Consultation deadline", is_own=True),
        Milestone(day("2025-11-05"), bill, "Fremsættelse"),
        Milestone(day("2025-11-18"), bill, "1. behandling (Aflyst)"),
        Milestone(day("2025-11-19"), bill, "For stemte 90"),
        Milestone(day("2025-11-25"), bill, "Frist for spørgsmål", is_planned=True),
        Milestone(day("2025-12-10"), bill, "Committee report", True, True),
    ) == told(BILL, DRAFT)


def test_words_of_ours_are_in_the_catalogue() -> None:
    """Every sentence of ours has a Danish one."""
    _ = translator("da")
    own = {each.title for each in told(BILL, DRAFT) if each.is_own}
    assert own
    assert all(_(each) != each for each in (*own, "Introduced", "Published"))


def test_parts_that_are_not_at_hand_are_passed_over() -> None:
    """A part that the store no longer has leaves its days out."""
    assert {BILL.ref} == {each.ref for each in told(BILL)}
    assert () == told()


def test_what_happens_today_is_not_planned() -> None:
    """Only a day after today is to come."""
    found = timeline(DOSSIER, {BILL.ref: BILL}, day("2025-11-25"))
    assert [False, True] == [each.is_planned for each in found[-2:]]


def test_a_proposal_of_the_commission_is_called_so() -> None:
    """Nobody introduces it in the Folketing."""
    given = proposal("52026PC0905", "eu_proposal", introduced_on=day("2026-10-21"))
    found = timeline(Dossier((given.ref,)), {given.ref: given}, TODAY)
    assert ["Presented by the Commission"] == [each.title for each in found]
