"""What an approval rests on, looked up: the assessment as it stands now."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from briefing.domain.profile import Profile
from briefing.domain.review import ApprovedAssessment, Decision, Review
from briefing.domain.store import Judged
from briefing.errors import ReviewError
from briefing.pipeline.briefs import write
from briefing.pipeline.collecting import standing
from briefing.pipeline.editing import finish, read_back
from briefing.pipeline.line import Line
from briefing.pipeline.state import input_hash, partial_hash
from briefing.review import approve


def approve_now(line: Line, judged: Judged, review: Review) -> ApprovedAssessment:
    """The approved assessment; ReviewError when what it rests on has changed.

    Where an edited file was approved it is the assessment as edited.
    """
    profile: Profile = line.settings.profiles[judged.assessment.profile]
    proposal = line.store.proposal(judged.assessment.ref)
    documents = standing(line, proposal)
    current = input_hash(line, proposal, documents, profile)
    if judged.assessment.input_hash == partial_hash(current):
        current = partial_hash(current)
    if review.document:
        body = Path(line.store.blob_path(review.document)).read_bytes()
        edited = read_back(line, judged, documents, body)
        judged = replace(judged, assessment=edited.assessment)
    return approve(judged, review, current)


def still_approved(line: Line, review: Review) -> tuple[ApprovedAssessment, Judged]:
    """An earlier approval, if it is the last word and nothing has changed since.

    ReviewError otherwise.
    """
    latest = line.store.judged(review.ref, review.profile)
    last = line.store.reviews(review.ref, review.profile)[-1]
    if latest is None or latest.assessment.version != review.assessment_version:
        raise ReviewError(
            "{ref}: there is a newer version than the approved one.", ref=review.ref
        )
    taken_back = line.store.withdrawals(review.ref, review.profile)
    if review.assessment_version in {each.assessment_version for each in taken_back}:
        raise ReviewError("{ref}: the approved briefing was withdrawn.", ref=review.ref)
    if last.decision is not Decision.APPROVED:
        raise ReviewError("{ref}: the approval was taken back.", ref=review.ref)
    return approve_now(line, latest, review), latest


def write_approved(line: Line, review: Review) -> tuple[str, ...]:
    """Write what an approval should have written and is not there; the paths.

    As the person edited it, where an edited file was approved. ReviewError when the
    approval does not stand any more.
    """
    approved, judged = still_approved(line, review)
    if not review.document:
        return write(line, judged, approved)
    body = Path(line.store.blob_path(review.document)).read_bytes()
    edited = read_back(line, judged, standing(line, judged.proposal), body)
    return write(line, judged, approved, partial(finish, line, edited))
