"""Which day counts: what places say, what moved, what a person decided."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from briefing.deadlines import Said, decide_deadline, dues
from briefing.domain.deadline import Due, basis_of
from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    Proposal,
    ProposalKind,
    Stage,
)
from briefing.errors import ReviewError

CONSULTATION = DeadlineKind.CONSULTATION
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
THIRD, TENTH = date(2026, 12, 3), date(2026, 12, 10)


def consultation(*deadlines: Deadline, **values: object) -> Proposal:
    """A draft bill in consultation."""
    proposal = Proposal(
        ref="dk/toy/1",
        source="toy",
        kind=ProposalKind.DRAFT_BILL,
        native_kind="",
        title="Udkast",
        stage=Stage.CONSULTATION_OPEN,
        native_status="",
        url="",
        deadlines=deadlines,
    )
    return replace(proposal, **values)  # type: ignore[arg-type]  # field names vary


def record(day: date, at: time | None = None, **values: str) -> Deadline:
    """What the source's record says."""
    return Deadline(CONSULTATION, day, "Frist", at, **values)


def letter(day: date, at: time | None = None) -> Deadline:
    """What the consultation letter says."""
    return Deadline(
        CONSULTATION, day, "text", at, document="brev", quote="Svar senest …"
    )


def said(*deadlines: Deadline, at: datetime = NOW, document: str = "") -> Said:
    """What a place gave at a moment."""
    return Said(deadlines, at, document, "Høringsbrev" if document else "", "open")


def one(proposal: Proposal, *what: Said) -> Due:
    """The only deadline there is."""
    (found,) = dues(proposal, what or (said(*proposal.deadlines),))
    return found


def test_the_record_alone_counts() -> None:
    """One place, one day: nothing differs and nothing has moved."""
    found = one(consultation(record(TENTH)))
    assert (TENTH, False, ()) == (
        found.deadline.date,
        found.is_conflicting,
        found.moves,
    )


@pytest.mark.parametrize(
    ("from_record", "from_letter"), [(TENTH, THIRD), (THIRD, TENTH)]
)
def test_the_earlier_of_two_days_counts(from_record: date, from_letter: date) -> None:
    """Where record and letter differ, both are kept and the earlier one counts."""
    proposal = consultation(record(from_record))
    found = one(
        proposal, said(record(from_record)), said(letter(from_letter), document="brev")
    )
    assert THIRD == found.deadline.date
    assert found.is_conflicting
    assert [from_record, from_letter] == [c.deadline.date for c in found.claims]


def test_a_time_of_day_makes_a_day_more_exact() -> None:
    """The same day with "kl. 12" in the letter is no conflict; noon counts."""
    proposal = consultation(record(TENTH))
    found = one(
        proposal, said(record(TENTH)), said(letter(TENTH, time(12)), document="brev")
    )
    assert (time(12), False) == (found.deadline.at, found.is_conflicting)


def test_two_times_of_one_day_differ() -> None:
    """Noon and midnight of one day are two deadlines, and noon counts."""
    proposal = consultation(record(TENTH, time(23, 59)))
    found = one(
        proposal,
        said(*proposal.deadlines),
        said(letter(TENTH, time(12)), document="brev"),
    )
    assert (time(12), True) == (found.deadline.at, found.is_conflicting)


def test_one_moment_in_two_zones_is_the_same() -> None:
    """23:59 in Brussels is 23:59 in Denmark: no conflict."""
    brussels = record(TENTH, time(23, 59), zone="Europe/Brussels")
    found = one(
        consultation(brussels),
        said(brussels),
        said(letter(TENTH, time(23, 59)), document="brev"),
    )
    assert not found.is_conflicting


def test_a_letter_alone_gives_a_deadline() -> None:
    """A record without a deadline does not hide the one in the letter."""
    found = one(consultation(), said(), said(letter(THIRD), document="brev"))
    assert ("brev", THIRD) == (found.deadline.document, found.deadline.date)


def test_two_days_in_one_letter_differ() -> None:
    """One letter with two days for answers: the earlier counts, and it is said."""
    found = one(
        consultation(), said(), said(letter(TENTH), letter(THIRD), document="brev")
    )
    assert (THIRD, True) == (found.deadline.date, found.is_conflicting)


def test_a_moved_deadline_tells_from_where() -> None:
    """A record that gave another day before has moved, with when that was seen."""
    found = one(
        consultation(record(TENTH)), said(record(THIRD)), said(record(TENTH), at=LATER)
    )
    (move,) = found.moves
    assert (THIRD, TENTH, LATER) == (move.before.date, move.after.date, move.seen_at)


def test_a_deadline_moved_twice_tells_both() -> None:
    """Moves lead to the day that stands, the oldest first."""
    middle = date(2026, 12, 7)
    last = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
    found = one(
        consultation(record(TENTH)),
        said(record(THIRD)),
        said(record(middle), at=LATER),
        said(record(TENTH), at=last),
    )
    assert [(THIRD, middle), (middle, TENTH)] == [
        (each.before.date, each.after.date) for each in found.moves
    ]


def test_a_new_version_of_the_letter_replaces_the_old() -> None:
    """Only what the letter says now is a claim; that it said otherwise is a move."""
    found = one(
        consultation(record(TENTH)),
        said(record(TENTH)),
        said(letter(THIRD), document="brev"),
        said(letter(TENTH), at=LATER, document="brev"),
    )
    assert (TENTH, False) == (found.deadline.date, found.is_conflicting)
    assert [THIRD] == [each.before.date for each in found.moves]


def test_the_next_stage_has_a_deadline_of_its_own() -> None:
    """A day that had passed when the next stage came has not moved to the new one."""
    past = record(date(2026, 11, 1))
    found = one(
        consultation(record(TENTH)),
        replace(said(past), stage="eu_call_for_evidence"),
        replace(said(record(TENTH), at=LATER), stage="eu_public_consultation"),
    )
    assert found.moves == ()


def test_two_readings_are_two_deadlines() -> None:
    """Readings are told apart by name; one that was held has not moved."""
    second = Deadline(DeadlineKind.READING, THIRD, "2. behandling")
    third = Deadline(DeadlineKind.READING, TENTH, "3. behandling")
    found = dues(
        consultation(third, kind=ProposalKind.BILL),
        (said(second), said(third, at=LATER)),
    )
    assert [()] == [each.moves for each in found]


def test_a_decision_counts_until_a_source_moves() -> None:
    """A person's day stands against the letter; a source that moves makes it stale."""
    proposal = consultation(record(TENTH))
    places = (said(record(TENTH)), said(letter(THIRD), document="brev"))
    decision = decide_deadline(
        proposal, dues(proposal, places), CONSULTATION, TENTH,
        at=None, why="Ministeriet har bekræftet", by="Prøve Prøvesen", now=NOW,
    )  # fmt: skip
    (decided,) = dues(proposal, places, (decision,))
    assert (TENTH, False, False) == (
        decided.deadline.date,
        decided.is_conflicting,
        decided.is_stale,
    )
    moved = said(letter(date(2026, 12, 1)), at=LATER, document="brev")
    (stale,) = dues(proposal, (*places, moved), (decision,))
    assert (date(2026, 12, 1), True, True) == (
        stale.deadline.date,
        stale.is_stale,
        stale.is_conflicting,
    )


def test_a_stale_decision_is_not_passed_over_for_a_later_day() -> None:
    """When the source moves to a later day, the earlier decision still counts."""
    proposal = consultation(record(THIRD))
    decision = decide_deadline(
        proposal, dues(proposal, (said(record(THIRD)),)), CONSULTATION, THIRD,
        at=time(12), why="Aftalt", by="P. Prøvesen", now=NOW,
    )  # fmt: skip
    later = consultation(record(TENTH))
    (found,) = dues(
        later, (said(record(THIRD)), said(record(TENTH), at=LATER)), (decision,)
    )
    assert (THIRD, time(12), True) == (
        found.deadline.date,
        found.deadline.at,
        found.is_stale,
    )


def test_the_last_decision_stands() -> None:
    """A second decision on the same deadline replaces the first."""
    proposal = consultation(record(TENTH))
    found = dues(proposal, (said(record(TENTH)),))
    both = [
        decide_deadline(
            proposal, found, CONSULTATION, day, at=None, why="w", by="b", now=NOW
        )
        for day in (THIRD, date(2026, 12, 8))
    ]
    (due,) = dues(proposal, (said(record(TENTH)),), both)
    assert date(2026, 12, 8) == due.deadline.date


def test_a_decision_without_any_source_is_a_deadline() -> None:
    """A day that only a person knows of is there, with who said so."""
    decision = decide_deadline(
        consultation(), (), CONSULTATION, THIRD, at=None, why="Telefon", by="P", now=NOW
    )
    (found,) = dues(consultation(), (), (decision,))
    assert (THIRD, (), "P", False) == (
        found.deadline.date,
        found.claims,
        decision.by,
        found.is_stale,
    )


def test_a_decision_on_one_kind_leaves_the_others() -> None:
    """A decision about the consultation does not touch a reading."""
    reading = Deadline(DeadlineKind.READING, TENTH, "1. behandling")
    proposal = consultation(record(TENTH), reading)
    places = (said(record(TENTH), reading),)
    decision = decide_deadline(
        proposal, dues(proposal, places), CONSULTATION, THIRD,
        at=None, why="w", by="b", now=NOW,
    )  # fmt: skip
    found = dues(proposal, places, (decision,))
    assert [(CONSULTATION, THIRD), (DeadlineKind.READING, TENTH)] == [
        (each.deadline.kind, each.deadline.date) for each in found
    ]


@pytest.mark.parametrize(("by", "why"), [("", "x"), ("  ", "x"), ("x", ""), ("x", " ")])
def test_a_decision_needs_a_name_and_a_reason(by: str, why: str) -> None:
    """Nobody decides without a name, nor without saying why."""
    with pytest.raises(ReviewError):
        decide_deadline(
            consultation(), (), CONSULTATION, THIRD, at=None, why=why, by=by, now=NOW
        )


@pytest.mark.parametrize(
    ("start", "days", "short"),
    [(date(2026, 11, 12), 28, False), (date(2026, 11, 13), 27, True)],
)
def test_four_weeks_are_not_short(start: date, days: int, short: bool) -> None:
    """Twenty-eight days are four weeks; twenty-seven are shorter."""
    found = one(consultation(record(TENTH), published_on=start))
    assert found.period is not None
    assert (days, short) == (found.period.days, found.period.is_short)


def test_no_first_day_means_no_flag() -> None:
    """Without the day it was sent out, nothing is said of its length."""
    assert one(consultation(record(TENTH))).period is None


def test_soonest_first_with_the_time_of_day() -> None:
    """Deadlines are ordered by the moment they pass."""
    reading = Deadline(DeadlineKind.READING, TENTH, "1. behandling", time(10))
    found = dues(consultation(record(TENTH), reading), (said(record(TENTH), reading),))
    assert [DeadlineKind.READING, CONSULTATION] == [e.deadline.kind for e in found]


def test_the_basis_does_not_depend_on_order() -> None:
    """Two claims in another order are the same basis."""
    found = one(
        consultation(), said(), said(letter(TENTH), letter(THIRD), document="brev")
    )
    assert basis_of(found.claims) == basis_of(found.claims[::-1])
