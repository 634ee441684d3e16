"""A proposal beside the law in force, from the documents that the store has."""

from collections.abc import Iterable

from briefing.documents.law.beside import beside
from briefing.domain.document import Document
from briefing.domain.law import AmendedAct
from briefing.domain.proposal import DocumentKind
from briefing.pipeline.collecting import with_reading
from briefing.pipeline.library import BILL_KINDS
from briefing.pipeline.line import Line


def law_of(line: Line, documents: Iterable[Document]) -> tuple[AmendedAct, ...]:
    """Each act that the texts among these documents change, beside the change.

    Documents without their reading are read from the store.
    """
    wanted = [
        with_reading(line, each)
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
