"""Words for what the code keeps as enumerations and keys, in the reader's language.

The tables hold the English message ids; the Danish ones stand in the catalogue
`document.po`, and a test makes sure that every value of an enumeration has both.
"""

from collections.abc import Mapping

from briefing.domain.assessment import (
    Analyst,
    Answer,
    Dimension,
    Horizon,
    Level,
    Party,
    PointKind,
)
from briefing.domain.proposal import DeadlineKind, ProposalKind, Stage
from briefing.domain.review import Status
from briefing.language import Translator
from briefing.language.days import DEADLINES

KINDS: Mapping[ProposalKind, str] = {
    ProposalKind.BILL: "Bill",
    ProposalKind.RESOLUTION_PROPOSAL: "Proposal for a parliamentary resolution",
    ProposalKind.DRAFT_BILL: "Draft bill in consultation",
    ProposalKind.DRAFT_ORDER: "Draft executive order in consultation",
    ProposalKind.OTHER_CONSULTATION: "Other consultation",
    ProposalKind.EU_INITIATIVE: "EU initiative",
    ProposalKind.LOCAL_DOCUMENT: "Document given by hand",
    ProposalKind.INTERPELLATION: "Interpellation",
    ProposalKind.GOVERNMENT_REPORT: "Report to the Folketing",
    ProposalKind.EU_PROPOSAL: "Proposal from the Commission",
    ProposalKind.EU_PROCEDURE: "Procedure in the European Parliament",
    ProposalKind.SOCIAL_PARTNER_CONSULTATION: "Consultation of the EU social partners",
    ProposalKind.ADOPTED_ACT: "Act",
    ProposalKind.EXECUTIVE_ORDER: "Executive order",
    ProposalKind.NOTICE: "Notice",
}
STAGES: Mapping[Stage, str] = {
    Stage.CONSULTATION_OPEN: "In consultation",
    Stage.CONSULTATION_CLOSED: "Consultation closed",
    Stage.INTRODUCED: "Introduced",
    Stage.FIRST_READING: "First reading",
    Stage.COMMITTEE_REPORT: "Committee report given",
    Stage.SECOND_READING: "Second reading",
    Stage.ADOPTED: "Adopted",
    Stage.ROYAL_ASSENT: "Royal Assent given",
    Stage.REJECTED: "Rejected by the Folketing",
    Stage.WITHDRAWN: "Withdrawn",
    Stage.LAPSED: "Lapsed",
    Stage.EU_PLANNED: "Planned by the Commission",
    Stage.EU_CALL_FOR_EVIDENCE: "Call for evidence",
    Stage.EU_PUBLIC_CONSULTATION: "Public consultation in the EU",
    Stage.EU_DRAFT_ACT: "Draft act from the Commission",
    Stage.EU_ADOPTED: "Adopted by the Commission",
    Stage.DEBATED: "Debated",
    Stage.EU_PROPOSED: "Presented by the Commission",
    Stage.EU_COMMITTEE: "In committee in the European Parliament",
    Stage.EU_FIRST_READING: "First reading in the EU",
    Stage.EU_SECOND_READING: "Second reading in the EU",
    Stage.EU_COMPLETED: "Procedure completed in the EU",
    Stage.SOCIAL_PARTNERS_FIRST: "First stage of consulting the social partners",
    Stage.SOCIAL_PARTNERS_SECOND: "Second stage of consulting the social partners",
    Stage.PUBLISHED: "Published",
    Stage.NO_LONGER_IN_FORCE: "No longer in force",
    Stage.ANNOUNCED: "Announced",
    Stage.UNKNOWN: "Stage unknown",
}
STATUSES: Mapping[Status, str] = {
    Status.LISTED: "listed",
    Status.DRAFT: "draft",
    Status.APPROVED: "approved",
    Status.RETURNED: "returned",
    Status.REJECTED: "rejected",
    Status.STALE: "stale",
    Status.WITHDRAWN: "withdrawn",
    Status.FAILED: "failed",
}
DIMENSIONS: Mapping[Dimension, str] = {
    Dimension.EMPLOYMENT: "Employment and job content",
    Dimension.PAY: "Pay and pay development",
    Dimension.WORKING_CONDITIONS: "Working environment and job quality",
    Dimension.WORKERS_RIGHTS: "Employees' rights",
    Dimension.COLLECTIVE_AGREEMENTS: "Collective agreements and the Danish model",
    Dimension.COOPERATION: "The co-operation system",
    Dimension.SKILLS: "Skills and further training",
    Dimension.SOCIAL_SECURITY: "Flexicurity and benefits",
    Dimension.INCLUSION: "Equality and polarisation",
    Dimension.BUSINESS_BURDEN: "Burdens on business and competitiveness",
    Dimension.OVERSIGHT: "Human oversight and liability",
    Dimension.LEGAL_EU: "EU law and legal certainty",
}
PARTIES: Mapping[Party, str] = {
    Party.EMPLOYEES: "Employees",
    Party.EMPLOYERS: "Employers",
    Party.BOTH: "Both parties",
}
MATTERS: Mapping[PointKind, str] = {
    PointKind.AFFECTED: "Who is affected",
    PointKind.CONFLICT: "Where interests meet",
    PointKind.AGREEMENT: "Agreements and the co-operation system",
    PointKind.EU: "EU law",
    PointKind.SCENARIO: "Two scenarios, as expectations",
    PointKind.POSITION: "Other organisations, as expectations",
    PointKind.RESPONSE: "What a consultation response could take up",
    PointKind.PLAIN: "In short for the members",
}
"""Kinds of point that have no heading of their own, by what they are called."""
LEVELS: Mapping[Level, str] = {
    Level.LOW: "Low",
    Level.MEDIUM: "Medium",
    Level.HIGH: "High",
    Level.CRITICAL: "Critical",
}
BENEFITS: Mapping[Level, str] = {**LEVELS, Level.CRITICAL: "Very high"}
"""The levels of an opportunity: nothing is critical about a benefit."""
HORIZONS: Mapping[Horizon, str] = {
    Horizon.SHORT: "short term",
    Horizon.MEDIUM: "medium term",
    Horizon.LONG: "long term",
}
ANSWERS: Mapping[Answer, str] = {
    Answer.YES: "Yes",
    Answer.NO: "No",
    Answer.UNKNOWN: "Cannot be told",
}
CHECKS: Mapping[str, str] = {
    "consultation_short": "Consultation shorter than four weeks",
    "consultation_holidays": "Consultation over holidays",
    "consultation_unfinished_at_introduction": (
        "Introduced before the consultation had ended"
    ),
    "answers_late": "Consultation responses late to the Folketing",
    "fast_first_reading": "Fast first reading",
    "urgent_passage": "Urgent passage",
    "late_amendments": "Amendments at the last moment",
    "entry_off_common_dates": "Entry into force off the common dates",
    "short_adaptation": "Time to adapt",
    "beyond_eu_minimum": "Beyond the EU minimum",
    "eu_implementation_model": "Who implements the EU rules",
    "minister_powers": "Powers left to the minister",
    "retroactive": "Retroactive effect",
    "no_consequences_stated": "Duties without stated consequences",
    "public_implementation": "Implementation in the public sector",
}
FACTS: Mapping[str, str] = {
    "purpose": "Purpose",
    "who_affected": "Applies to",
    "entry_into_force": "Entry into force",
    "deadline": "Deadline",
    "consultation_period": "Consultation period",
    "consulted_us": "Were we consulted?",
    "case_number": "The addressee's case number",
    "public_costs": "Consequences for the public sector",
    "business_costs": "Consequences for business",
    "citizens": "Consequences for citizens",
    "eu_relation": "Relation to EU law",
    "over_implementation": "Over-implementation",
    "transposition": "Transposition",
    "delegated_powers": "Delegated powers",
    "sanctions": "Sanctions",
    "review_clause": "Review or expiry",
    "ministry": "Ministry",
    "committee": "Committee",
}
RECORD_FIELDS: Mapping[str, str] = {
    "title": "title",
    "subtitle": "subtitle",
    "number": "number",
    "session": "session",
    "native_kind": "kind",
    "native_status": "status",
    "ministry": "ministry",
    "minister": "minister",
    "committee": "committee",
    "introduced_on": "day of introduction",
    "published_on": "day of publication",
    "summary": "summary",
    "topic": "subject word",
    "identifier": "identifier",
    "document": "list of documents",
    "note": "note",
    "step": "step of the case",
    "vote": "vote in the chamber",
    "deadline": "deadline",
}
SOURCES: Mapping[str, str] = {
    "folketinget": "Folketinget",
    "hoeringsportalen": "Høringsportalen",
    "have_your_say": "Have your say (Europa-Kommissionen)",
    "cellar": "EUR-Lex",
    "europarl": "Europa-Parlamentet",
    "retsinformation": "Retsinformation",
    "press_corner": "Europa-Kommissionens pressetjeneste",
    "local": "Lokal fil",
}
"""The sources by their own names, which are the same in every language."""
LIKELIHOODS = (
    "Very unlikely",
    "Unlikely",
    "Possible",
    "Likely",
    "Almost certain",
)
"""The words for 1–5, in that order (ISO 31000 practice)."""
IMPACTS = ("Negligible", "Minor", "Moderate", "Major", "Severe")
"""The words for 1–5, in that order."""


def kind_label(kind: ProposalKind, translate: Translator) -> str:
    """What a proposal is, such as "Lovforslag"."""
    return translate(KINDS[kind])


def stage_label(stage: Stage, translate: Translator) -> str:
    """How far it has come, such as "1. behandling"."""
    return translate(STAGES[stage])


def status_label(status: Status, translate: Translator) -> str:
    """Where the briefing stands, such as "udkast"."""
    return translate(STATUSES[status])


def deadline_label(kind: DeadlineKind, translate: Translator) -> str:
    """Whose deadline it is, such as "Høringsfrist"."""
    return translate(DEADLINES[kind])


def analyst_label(analyst: Analyst, translate: Translator) -> str:
    """Who made the assessment, as the reader is to know it."""
    if analyst.kind == "embedded":
        return translate("Rule-based (no language model)")
    return translate("Language model: {model}", model=analyst.model or "?")


def source_label(source: str) -> str:
    """What a source calls itself; its id where it is not known."""
    return SOURCES.get(source, source)


def check_label(check: str, translate: Translator) -> str:
    """The name of a process check; its id in plain letters where it is not known."""
    known = CHECKS.get(check)
    return translate(known) if known else check.replace("_", " ").capitalize()


def fact_label(key: str, translate: Translator) -> str:
    """The name of a fact; its key in plain letters where it is not known."""
    known = FACTS.get(key)
    return translate(known) if known else key.replace("_", " ").capitalize()


def field_label(field: str, translate: Translator) -> str:
    """A field of the source's own record: "titel", "sagens trin 3", "frist".

    `field` is named as in `briefing.domain.record`: `deadline.<kind>`, `step.<n>`.
    """
    name, _, rest = field.partition(".")
    if name == "deadline" and rest in set(DeadlineKind):
        label = deadline_label(DeadlineKind(rest), translate)
        return label[:1].lower() + label[1:]
    known = RECORD_FIELDS.get(name)
    label = translate(known) if known else name.replace("_", " ")
    return f"{label} {rest}" if rest else label
