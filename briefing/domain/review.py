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


class EditKind(StrEnum):
    """What a person did to a text of a briefing."""

    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Edit:
    """One text that a person changed, removed or added in the Word file.

    `tag` finds it in the assessment ("p3.text"); empty for what was added. `reason`
    says why the new text is not borne by the sources; empty when it is, or when
    nothing had to be borne.
    """

    kind: EditKind
    tag: str
    before: str
    after: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """A named person's decision on one version of an assessment; `at` is UTC.

    `edits` is what the person changed in the Word file, and `document` the SHA-256 of
    that file as it was handed in; both are empty for a draft approved as it was.
    """

    ref: str
    profile: str
    assessment_version: int
    decision: Decision
    by: str
    at: datetime
    why: str = ""
    recommendation: str = ""
    edits: tuple[Edit, ...] = ()
    document: str = ""


@dataclass(frozen=True, slots=True)
class ApprovedAssessment:
    """An assessment a named person stands behind. Made by `briefing.review` alone."""

    assessment: Assessment
    review: Review


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A named person's word that an approved briefing proved wrong; `at` is UTC.

    `why` says what was wrong, `instead` what to use (empty: nothing yet). Made by
    `briefing.review` alone.
    """

    ref: str
    profile: str
    assessment_version: int
    by: str
    at: datetime
    why: str
    instead: str = ""

    @property
    def key(self) -> tuple[str, str, int]:
        """The version of which briefing it is about."""
        return (self.ref, self.profile, self.assessment_version)


class Status(StrEnum):
    """Where a briefing stands for one profile."""

    LISTED = "listed"
    DRAFT = "draft"
    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    STALE = "stale"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"
