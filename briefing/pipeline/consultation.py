"""What a consultation brought, from the memos and responses that the store has."""

from collections.abc import Iterable

from briefing.documents.memo import read_memo, read_response
from briefing.domain.consultation import Consultation, Memo, Response
from briefing.domain.document import Document
from briefing.domain.proposal import DocumentKind
from briefing.pipeline.collecting import with_reading
from briefing.pipeline.line import Line


def consultation_of(line: Line, documents: Iterable[Document]) -> Consultation:
    """The memos and responses among these documents, read again from the store."""
    memos: list[Memo] = []
    responses: list[Response] = []
    for each in documents:
        if each.kind is DocumentKind.CONSULTATION_MEMO:
            memos.append(line.compute(read_memo, with_reading(line, each)))
        elif each.kind in {
            DocumentKind.CONSULTATION_RESPONSE,
            DocumentKind.SUBMISSION,
        }:
            found = with_reading(line, each)
            if found.reading is not None:
                responses.append(line.compute(read_response, found))
    told = (
        each
        for each in memos
        if each.period or each.asked or each.positions or each.changes
    )
    return Consultation(tuple(told), tuple(responses))
