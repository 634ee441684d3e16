"""The human gate."""

from datetime import UTC, datetime

import pytest

from briefing.domain.assessment import Analyst, Assessment
from briefing.domain.profile import Relevance
from briefing.domain.proposal import Proposal, ProposalKind, Stage
from briefing.domain.review import Decision, Review, Status
from briefing.domain.store import BriefingFile, Judged
from briefing.errors import ReviewError
from briefing.review import approve, decide, status

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ASSESSMENT = Assessment(
    ref="dk/x/1",
    profile="lef",
    version=2,
    analyst=Analyst("embedded"),
    relevance=Relevance(50),
    summary=(),
    points=(),
    checks=(),
    questions=(),
    facts=(),
    gaps=(),
    withheld=(),
    language="da",
    input_hash="now",
    created_at=NOW,
)
PROPOSAL = Proposal(
    "dk/x/1", "x", ProposalKind.BILL, "", "Titel", Stage.INTRODUCED, "", ""
)
JUDGED = Judged(ASSESSMENT, PROPOSAL, ())
FILE = BriefingFile("dk/x/1", "lef", 2, "notat", "da", "draft", "p", "0", NOW)


def test_a_named_person_approves() -> None:
    """Approval carries the assessment and who stands behind it."""
    review = decide(JUDGED, Decision.APPROVED, by=" Anne  Berg ", at=NOW)
    approved = approve(JUDGED, review, "now")
    assert (approved.assessment, approved.review.by) == (ASSESSMENT, "Anne Berg")


def test_nobody_cannot_decide() -> None:
    """A decision without a name is refused."""
    with pytest.raises(ReviewError, match="name"):
        decide(JUDGED, Decision.APPROVED, by="  ", at=NOW)


@pytest.mark.parametrize("decision", [Decision.RETURNED, Decision.REJECTED])
def test_sending_back_needs_a_reason(decision: Decision) -> None:
    """The next reader must know why."""
    with pytest.raises(ReviewError, match="reason"):
        decide(JUDGED, decision, by="Anne Berg", at=NOW)


def test_a_changed_document_makes_approval_impossible() -> None:
    """What was read is not what is there now: the draft must be made anew."""
    review = decide(JUDGED, Decision.APPROVED, by="Anne Berg", at=NOW)
    with pytest.raises(ReviewError, match="changed"):
        approve(JUDGED, review, "later")


def test_a_returned_briefing_is_not_approved() -> None:
    """Only an approval opens the gate."""
    review = decide(JUDGED, Decision.RETURNED, by="Anne Berg", at=NOW, why="uklar")
    with pytest.raises(ReviewError):
        approve(JUDGED, review, "now")


def _review(version: int, decision: Decision) -> Review:
    return Review("dk/x/1", "lef", version, decision, "Anne Berg", NOW, "x")


def test_status() -> None:
    """The last decision counts; an approval goes stale with a newer version."""
    assert status(None, [], []) is Status.LISTED
    assert status(2, [], [FILE]) is Status.DRAFT
    assert status(2, [_review(2, Decision.APPROVED)], [FILE]) is Status.APPROVED
    assert status(2, [_review(1, Decision.APPROVED)], [FILE]) is Status.STALE
    assert status(2, [_review(1, Decision.RETURNED)], [FILE]) is Status.DRAFT
    decisions = [_review(2, Decision.RETURNED), _review(2, Decision.APPROVED)]
    assert status(2, decisions, [FILE]) is Status.APPROVED
