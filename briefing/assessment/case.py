"""The case an analyst looks at: the texts, the letter, the memo and the record."""

from dataclasses import dataclass
from functools import cached_property

from briefing.assessment.passages import Clause, cite, clauses
from briefing.domain.document import (
    RECORD_KEY,
    Citation,
    Document,
    Part,
    Passage,
    PassageKind,
)
from briefing.domain.profile import Profile
from briefing.domain.proposal import DocumentKind, Proposal, ProposalKind
from briefing.language import Translator, translator
from briefing.language.sentences import sentences

Sentence = tuple[Document, Passage, str]
"""A sentence with the document and the passage it stands in."""

MAIN_KINDS = (
    DocumentKind.BILL_TEXT,
    DocumentKind.RESOLUTION_TEXT,
    DocumentKind.DRAFT_TEXT,
    DocumentKind.EU_TEXT,
    DocumentKind.ACT_TEXT,
    DocumentKind.NOTICE_TEXT,
)
SECOND_KINDS = (DocumentKind.EU_SUMMARY, DocumentKind.TEXT_AS_ADOPTED)
LAST_KINDS = (DocumentKind.OTHER, DocumentKind.ANNEX)
LATER_KINDS = (
    DocumentKind.AMENDMENT,
    DocumentKind.TEXT_AFTER_SECOND_READING,
    DocumentKind.TEXT_AS_ADOPTED,
)


@dataclass(frozen=True)
class Case:
    """A proposal with its documents, as seen by one organisation.

    `documents` are all of them, the source's own record last where it was given.
    """

    proposal: Proposal
    documents: tuple[Document, ...]
    profile: Profile

    @cached_property
    def translate(self) -> Translator:
        """The translator for the organisation's language."""
        return translator(self.profile.language)

    @cached_property
    def record(self) -> Document | None:
        """The source's own record as a document, if it was given."""
        return next((each for each in self.documents if each.key == RECORD_KEY), None)

    @cached_property
    def listed(self) -> tuple[Document, ...]:
        """The documents that the source lists, without its record."""
        return tuple(each for each in self.documents if each.key != RECORD_KEY)

    @cached_property
    def texts(self) -> tuple[Document, ...]:
        """The proposed text or texts, in one language, that could be read.

        The summary of an EU initiative, or of a file a person gave, stands in where
        there is nothing better.
        """
        for kinds in (MAIN_KINDS, SECOND_KINDS, self._last_resort):
            found = [each for each in self.readable if each.kind in kinds]
            if found:
                return self._one_language(found)
        return ()

    @property
    def _last_resort(self) -> tuple[DocumentKind, ...]:
        local = self.proposal.kind is ProposalKind.LOCAL_DOCUMENT
        return tuple(DocumentKind) if local else ()

    def _one_language(self, found: list[Document]) -> tuple[Document, ...]:
        known = {each.language for each in found if each.language}
        wished = (self.profile.language, "da", "en")
        language = next((each for each in wished if each in known), None)
        if language is None:
            return tuple(found)
        return tuple(each for each in found if each.language in {language, None})

    @cached_property
    def readable(self) -> tuple[Document, ...]:
        """The listed documents whose text could be had."""
        return tuple(each for each in self.listed if each.reading is not None)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Every sentence of the texts that says what is proposed."""
        return tuple(each for text in self.texts for each in clauses(text))

    def of_kind(self, *kinds: DocumentKind) -> tuple[Document, ...]:
        """The readable documents of these kinds, in the source's order."""
        return tuple(each for each in self.readable if each.kind in kinds)

    def part(self, *parts: Part) -> tuple[tuple[Document, Passage], ...]:
        """The passages of these parts of the texts, headings left out."""
        return tuple(
            (text, passage)
            for text in self.texts
            if text.reading is not None
            for passage in text.reading.part(*parts)
            if passage.kind is not PassageKind.HEADING
        )

    def sentences(self, *parts: Part) -> tuple[tuple[Document, Passage, str], ...]:
        """The sentences of these parts of the texts, each with where it stands."""
        return tuple(
            (document, passage, text)
            for document, passage in self.part(*parts)
            for text in sentences(passage.text)
        )

    def field(self, name: str) -> tuple[Citation, ...]:
        """A citation of the record's field of this name ("ministry", "step.3")."""
        if self.record is None or self.record.reading is None:
            return ()
        return tuple(
            cite(self.record, passage)
            for passage in self.record.reading.passages
            if passage.locator.field == name
        )[:1]

    def from_record(self, *wanted: str) -> tuple[Citation, ...]:
        """Citations of the record's fields whose value holds one of these texts."""
        if self.record is None or self.record.reading is None:
            return ()
        return tuple(
            cite(self.record, passage)
            for passage in self.record.reading.passages
            if any(text and text in passage.text for text in wanted)
        )


def all_sentences(document: Document) -> tuple[Sentence, ...]:
    """Every sentence of a document outside its headings."""
    reading = document.reading
    return tuple(
        (document, passage, text)
        for passage in (reading.passages if reading else ())
        if passage.kind is not PassageKind.HEADING
        for text in sentences(passage.text)
    )
