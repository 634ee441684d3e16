"""The human gate: a named person approves, returns or rejects a briefing.

This is the only place that makes an `ApprovedAssessment` or a `Withdrawal`.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from briefing.domain.review import (
    ApprovedAssessment,
    Decision,
    Edit,
    Review,
    Status,
    Withdrawal,
)
from briefing.domain.store import BriefingFile, Judged
from briefing.errors import ReviewError


def decide(
    judged: Judged,
    decision: Decision,
    *,
    by: str,
    at: datetime,
    why: str = "",
    recommendation: str = "",
    edits: tuple[Edit, ...] = (),
    document: str = "",
) -> Review:
    """A named person's decision on an assessment; ReviewError without a name.

    Returning and rejecting need a reason, so that the next reader knows it.
    """
    name = " ".join(by.split())
    if not name:
        raise ReviewError("A decision needs the name of the person who makes it: --by.")
    if decision is not Decision.APPROVED and not why.strip():
        raise ReviewError("Sending back or rejecting needs a reason: --why.")
    return Review(
        ref=judged.assessment.ref,
        profile=judged.assessment.profile,
        assessment_version=judged.assessment.version,
        decision=decision,
        by=name,
        at=at,
        why=why.strip(),
        recommendation=recommendation.strip(),
        edits=edits,
        document=document,
    )


def approve(judged: Judged, review: Review, current_hash: str) -> ApprovedAssessment:
    """The approved assessment; ReviewError when what it rests on has changed since."""
    if review.decision is not Decision.APPROVED:
        raise ReviewError("The decision was not to approve.")
    if judged.assessment.input_hash != current_hash:
        raise ReviewError(
            "{ref}: the proposal or a document has changed since version {version} "
            "was written. Run `briefing brief {ref}` and approve the new version.",
            ref=judged.assessment.ref,
            version=judged.assessment.version,
        )
    return ApprovedAssessment(judged.assessment, review)


def withdraw(
    review: Review, *, by: str, at: datetime, why: str, instead: str = ""
) -> Withdrawal:
    """The word of a named person that an approved briefing proved wrong.

    ReviewError without a name or a reason, or when it was not approved.
    """
    name, reason = " ".join(by.split()), " ".join(why.split())
    if not name:
        raise ReviewError("A decision needs the name of the person who makes it: --by.")
    if not reason:
        raise ReviewError("Withdrawing needs a reason that says what was wrong: --why.")
    if review.decision is not Decision.APPROVED:
        raise ReviewError("Only an approved briefing can be withdrawn.")
    return Withdrawal(
        ref=review.ref,
        profile=review.profile,
        assessment_version=review.assessment_version,
        by=name,
        at=at,
        why=reason,
        instead=" ".join(instead.split()),
    )


def status(
    latest_version: int | None,
    reviews: Sequence[Review],
    briefings: Sequence[BriefingFile],
    withdrawn: Collection[int] = (),
) -> Status:
    """Where a briefing stands: the last decision, unless a newer version came since.

    An approval of an older version is STALE once a newer version has been written;
    `withdrawn` versions count as withdrawn and no longer as approved.
    """
    if latest_version is None:
        return Status.LISTED
    if latest_version in withdrawn:
        return Status.WITHDRAWN
    reviews = [each for each in reviews if each.assessment_version not in withdrawn]
    decided = {review.assessment_version: review.decision for review in reviews}
    if latest_version in decided:
        return Status(decided[latest_version].value)
    if Decision.APPROVED in decided.values():
        return Status.STALE
    return Status.DRAFT if briefings else Status.FAILED
