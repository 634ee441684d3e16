"""A stage that ends by time alone."""

from datetime import date

import pytest

from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    Proposal,
    ProposalKind,
    Stage,
)

DAY = date(2026, 11, 23)


def proposal(stage: Stage, *deadlines: tuple[DeadlineKind, date]) -> Proposal:
    """A proposal at this stage with these deadlines."""
    return Proposal(
        ref="dk/toy/1",
        source="toy",
        kind=ProposalKind.DRAFT_BILL,
        native_kind="",
        title="",
        stage=stage,
        native_status="",
        url="",
        deadlines=tuple(Deadline(kind, day, "x") for kind, day in deadlines),
    )


@pytest.mark.parametrize(
    ("stage", "kind"),
    [
        (Stage.CONSULTATION_OPEN, DeadlineKind.CONSULTATION),
        (Stage.EU_CALL_FOR_EVIDENCE, DeadlineKind.FEEDBACK),
        (Stage.EU_PUBLIC_CONSULTATION, DeadlineKind.FEEDBACK),
        (Stage.EU_DRAFT_ACT, DeadlineKind.FEEDBACK),
    ],
)
def test_a_consultation_closes_the_day_after_its_last_deadline(
    stage: Stage, kind: DeadlineKind
) -> None:
    """Open on the day itself; another deadline of its kind keeps it open."""
    found = proposal(stage, (kind, DAY), (kind, date(2026, 11, 20)))
    assert found.stage_on(DAY) is stage
    assert found.stage_on(date(2026, 11, 24)) is Stage.CONSULTATION_CLOSED


@pytest.mark.parametrize(
    ("stage", "kind"),
    [
        (Stage.CONSULTATION_OPEN, DeadlineKind.READING),
        (Stage.FIRST_READING, DeadlineKind.CONSULTATION),
        (Stage.EU_PLANNED, DeadlineKind.FEEDBACK),
    ],
)
def test_nothing_else_is_closed_by_time(stage: Stage, kind: DeadlineKind) -> None:
    """Not without a deadline of its own, and no stage that an act ends."""
    assert proposal(stage, (kind, DAY)).stage_on(date(2027, 1, 1)) is stage
    assert proposal(stage).stage_on(date(2027, 1, 1)) is stage
