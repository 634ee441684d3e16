"""The human gate: only a named person's approval makes an `ApprovedAssessment`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from briefing.domain.assessment import Assessment


class Decision(StrEnum):
    """What a reviewer decided."""

    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Review:
    """A named person's decision on one version of an assessment; `at` is UTC."""

    ref: str
    profile: str
    assessment_version: int
    decision: Decision
    by: str
    at: datetime
    why: str = ""
    recommendation: str = ""


@dataclass(frozen=True, slots=True)
class ApprovedAssessment:
    """An assessment a named person stands behind. Made by `briefing.review` alone."""

    assessment: Assessment
    review: Review


class Status(StrEnum):
    """Where a briefing stands for one profile."""

    LISTED = "listed"
    DRAFT = "draft"
    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    STALE = "stale"
    FAILED = "failed"
