"""What a place that was found is called: which text, and where in it."""

from collections.abc import Mapping

from briefing.domain.assessment import Dimension, PointKind
from briefing.domain.document import Locator
from briefing.domain.proposal import DocumentKind
from briefing.domain.search import BriefingStatus, Piece, Place, What
from briefing.language import Translator
from briefing.rendering.labels import (
    DIMENSIONS,
    MATTERS,
    check_label,
    fact_label,
)
from briefing.rendering.references import locator_text

DOCUMENT_KINDS: Mapping[DocumentKind, str] = {
    DocumentKind.BILL_TEXT: "Text of the bill",
    DocumentKind.RESOLUTION_TEXT: "Text of the resolution proposal",
    DocumentKind.DRAFT_TEXT: "Draft",
    DocumentKind.CONSULTATION_LETTER: "Consultation letter",
    DocumentKind.CONSULTATION_LIST: "Consultation list",
    DocumentKind.CONSULTATION_MEMO: "Consultation memo",
    DocumentKind.CONSULTATION_RESPONSE: "Consultation response",
    DocumentKind.PRESENTATION_SPEECH: "Speech of presentation",
    DocumentKind.AMENDMENT: "Amendment",
    DocumentKind.COMMITTEE_REPORT: "Report of the committee",
    DocumentKind.TEXT_AFTER_SECOND_READING: "Text after the second reading",
    DocumentKind.TEXT_AS_ADOPTED: "Text as adopted",
    DocumentKind.QUESTION: "Question",
    DocumentKind.ANSWER: "Reply",
    DocumentKind.EU_TEXT: "EU text",
    DocumentKind.EU_SUMMARY: "EU summary",
    DocumentKind.ACT_TEXT: "Text of the act",
    DocumentKind.ACT_IN_FORCE: "Act in force",
    DocumentKind.SUBMISSION: "Submission",
    DocumentKind.NOTICE_TEXT: "Text of the notice",
    DocumentKind.ANNEX: "Annex",
    DocumentKind.OTHER: "Document",
}
BRIEFING_STATUSES: Mapping[BriefingStatus, str] = {
    BriefingStatus.DRAFT: "draft",
    BriefingStatus.APPROVED: "approved",
    BriefingStatus.WITHDRAWN: "withdrawn, returned or rejected",
}
BRIEFING_FIELDS: Mapping[str, str] = {
    "summary": "the bottom line",
    "recommendation": "recommendation",
    "edited": "written by a person",
    "question": "question",
    "gap": "what is not known",
    PointKind.CHANGE: "change",
    PointKind.RISK: "risk",
    PointKind.OPPORTUNITY: "opportunity",
    PointKind.ATTENTION: "attention point",
}


def place_label(place: Place, translate: Translator) -> str:
    """The text: "Lovtekst: Lovforslag som fremsat", "Notat lef v2 (godkendt)"."""
    if place.what is What.PROPOSAL:
        label = translate("The source's record")
    elif place.what is What.BRIEFING:
        status = translate(BRIEFING_STATUSES[BriefingStatus(place.status)])
        label = translate(
            "Briefing for {profile}, version {version} ({status})",
            profile=place.profile,
            version=place.version,
            status=status,
        )
    else:
        kind = translate(DOCUMENT_KINDS[DocumentKind(place.document_kind)])
        label = f"{kind}: {place.title}"
    if place.superseded:
        label += translate(" [an earlier version, {version}]", version=place.version)
    return label


def piece_label(piece: Piece, place: Place, translate: Translator) -> str:
    """Where in the text: "§ 5, stk. 2, s. 14", "risiko, Arbejdsmiljø"."""
    if place.what is not What.BRIEFING:
        return locator_text(piece.locator, translate.language)
    return _in_briefing(piece.locator, translate)


def _in_briefing(locator: Locator, translate: Translator) -> str:
    if locator.field == "check":
        return check_label(locator.heading, translate)
    if locator.field == "fact":
        return fact_label(locator.heading, translate)
    known = BRIEFING_FIELDS.get(locator.field)
    if known is None and locator.field in set(PointKind):
        known = MATTERS[PointKind(locator.field)]
    parts = [translate(known) if known else locator.field]
    if locator.heading in set(Dimension):
        parts.append(translate(DIMENSIONS[Dimension(locator.heading)]))
    return ", ".join(filter(None, (*parts, locator.provision)))
