"""A proposal beside the law in force, from the documents that the store has."""

from collections.abc import Iterable
from dataclasses import replace

from briefing.documents.law.beside import beside
from briefing.domain.document import Document
from briefing.domain.law import AmendedAct
from briefing.domain.proposal import DocumentKind, DocumentRef
from briefing.domain.store import StoredDocument
from briefing.pipeline.collecting import read_stored
from briefing.pipeline.library import BILL_KINDS
from briefing.pipeline.line import Line


def law_of(line: Line, documents: Iterable[Document]) -> tuple[AmendedAct, ...]:
    """Each act that the texts among these documents change, beside the change.

    Documents without their reading are read from the store.
    """
    wanted = [
        _with_reading(line, each)
        for each in documents
        if each.kind in BILL_KINDS or each.kind is DocumentKind.ACT_IN_FORCE
    ]
    acts = tuple(each for each in wanted if each.kind is DocumentKind.ACT_IN_FORCE)
    return tuple(
        act
        for bill in wanted
        if bill.kind in BILL_KINDS and bill.reading is not None
        for act in line.compute(beside, bill, acts)
    )


def _with_reading(line: Line, document: Document) -> Document:
    if document.reading is not None or not document.sha256:
        return document
    stored = StoredDocument(document.key, document.url, sha256=document.sha256)
    ref = DocumentRef(document.key, document.title, document.kind, (document.url,))
    return replace(document, reading=read_stored(line, stored, ref).reading)
