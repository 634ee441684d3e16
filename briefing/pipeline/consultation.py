"""What a consultation brought, from the memos and responses that the store has."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from briefing.documents.memo import read_memo, read_response
from briefing.documents.read import read
from briefing.domain.consultation import Consultation, Memo, Response, is_named
from briefing.domain.document import Document, Reading
from briefing.domain.handling import OwnResponse
from briefing.domain.proposal import DocumentKind
from briefing.errors import DocumentError
from briefing.language.sentences import sentences
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


@dataclass(frozen=True, slots=True)
class Published:
    """The own response as the ministry published it, held against what was sent.

    `found` of the `sent` sentences of ours stand in it word for word.
    """

    document: str
    title: str
    sent: int
    found: int


def own_published(
    line: Line,
    documents: Iterable[Document],
    names: Iterable[str],
    response: OwnResponse | None,
) -> Published | None:
    """The published response of one of these names; None unless both can be read."""
    if response is None or not response.sha256:
        return None
    wanted = tuple(names)
    for each in documents:
        if each.kind is not DocumentKind.CONSULTATION_RESPONSE:
            continue
        document = with_reading(line, each)
        if document.reading is None:
            continue
        if not is_named(line.compute(read_response, document).organisation, wanted):
            continue
        ours = _sentences(_sent(line, response))
        theirs = " ".join(_sentences(document.reading))
        if ours:
            found = sum(sentence in theirs for sentence in ours)
            return Published(document.key, document.title, len(ours), found)
    return None


def _sent(line: Line, response: OwnResponse) -> Reading | None:
    """The file that was sent, read; None where it is of no kind that can be."""
    body = Path(line.store.blob_path(response.sha256)).read_bytes()
    kind = DocumentKind.CONSULTATION_RESPONSE
    try:
        found: Reading = line.compute(read, body, "", response.file, kind)
    except DocumentError:
        return None
    return found


def _sentences(reading: Reading | None) -> list[str]:
    """Every sentence, its spaces and capitals evened out."""
    passages = reading.passages if reading else ()
    return [
        " ".join(text.split()).casefold()
        for passage in passages
        for text in sentences(passage.text)
    ]
