"""The consultation as the documents tell it: its period, and who was asked."""

import re
from collections.abc import Iterable

from briefing.assessment.case import Case, Sentence, all_sentences
from briefing.assessment.passages import cite, quoted
from briefing.domain.assessment import Fact
from briefing.domain.document import Citation, Document, Part, Passage
from briefing.domain.proposal import DocumentKind

_PERIOD = re.compile(
    r"\bi perioden fra (?:den )?.{4,40}? til (?:og med )?(?:den )?.{4,40}?\d{4}"
    r"(?: ?\(\d+ dage\))?",
    re.IGNORECASE,
)


_CASE_NUMBER = re.compile(
    r"\b(?:j(?:ournal)?\.? ?n(?:umme)?r\.?|sags(?:nummer|nr\.?))\s*:?\s*"
    r"(?P<number>(?:[A-ZÆØÅ]+-)?\d[\w-]*(?: ?[-–/] ?[\w-]+)*)",
    re.IGNORECASE,
)
"""How a letter names its own number: "J.nr. 2026-EKS-9042", "Sagsnummer: 26/4471"."""


def case_number(case: Case) -> Fact | None:
    """The number that whoever is to be answered gave the case, from its letter."""
    for document in case.of_kind(DocumentKind.CONSULTATION_LETTER):
        for passage in document.reading.passages if document.reading else ():
            if found := _CASE_NUMBER.search(passage.text):
                citation = cite(document, passage, found[0])
                return Fact("case_number", found["number"], (citation,))
    return None


def consultation_period(case: Case) -> Fact | None:
    """The consultation's first and last day, quoted from point 11 or the memo."""
    for sentence in consultation_sentences(case):
        match = _PERIOD.search(sentence[2])
        if match:
            return Fact(
                "consultation_period",
                quoted(match[0], 160),
                (cite(sentence[0], sentence[1], match[0]),),
            )
    return None


def consultation_sentences(case: Case) -> tuple[Sentence, ...]:
    """Where a consultation period may stand: point 11, letter and memo."""
    memos = case.of_kind(
        DocumentKind.CONSULTATION_MEMO, DocumentKind.CONSULTATION_LETTER
    )
    return (
        *case.sentences(Part.CONSULTED),
        *(each for memo in memos for each in all_sentences(memo)),
    )


def consulted_us(case: Case) -> Fact | None:
    """Whether the organisation stands on the list: yes with the place, or no."""
    _ = case.translate
    documents = consulted_documents(case)
    for document in documents:
        for passage, name in _named(document, case.profile.names):
            return Fact("consulted_us", _("Yes"), (cite(document, passage, name),))
    lists = [each for each in documents if each.reading and each.reading.consulted]
    if not lists or not case.profile.names:
        return None
    reading = lists[0].reading
    first_name = reading.consulted[0][1] if reading else 0
    return Fact(
        "consulted_us",
        _("No"),
        (_cite_number(lists[0], first_name),),
    )


def consulted_documents(case: Case) -> tuple[Document, ...]:
    """Where a list of consulted bodies may stand, the bill itself first."""
    return (
        *case.texts,
        *case.of_kind(
            DocumentKind.CONSULTATION_LIST,
            DocumentKind.CONSULTATION_MEMO,
            DocumentKind.CONSULTATION_LETTER,
        ),
    )


def _named(document: Document, names: Iterable[str]) -> Iterable[tuple[Passage, str]]:
    reading = document.reading
    if reading is None:
        return
    numbers = {number for _, number in reading.consulted}
    numbers |= {each.number for each in reading.part(Part.CONSULTED)}
    for number in sorted(numbers):
        passage = reading.passages[number]
        for name in names:
            found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", passage.text)
            if found:
                yield passage, found[0]


def _cite_number(document: Document, number: int) -> Citation:
    if document.reading is None:
        raise ValueError(f"{document.key} has no text")
    return cite(document, document.reading.passages[number])
