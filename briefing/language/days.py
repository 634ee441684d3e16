"""What the kinds of deadline are called: message ids of the catalogue."""

from collections.abc import Mapping

from briefing.domain.proposal import DeadlineKind

DEADLINES: Mapping[DeadlineKind, str] = {
    DeadlineKind.CONSULTATION: "Consultation deadline",
    DeadlineKind.FEEDBACK: "Deadline for feedback to the Commission",
    DeadlineKind.SOCIAL_PARTNERS: "Deadline for the social partners' reply",
    DeadlineKind.COMMITTEE_QUESTIONS: "The committee's deadline for questions",
    DeadlineKind.COMMITTEE_AMENDMENTS: "The committee's deadline for amendments",
    DeadlineKind.COMMITTEE_REPORT: "Committee report",
    DeadlineKind.READING: "Reading in the Folketing",
    DeadlineKind.PLENARY_VOTE: "Vote in the European Parliament",
}
