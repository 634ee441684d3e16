"""Documents as read: passages a person can find again, and the parts they form."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from briefing.domain.proposal import DocumentKind


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a passage stands, in ways a person can use.

    `page` counts from 1 in a PDF. `provision` is the paragraph as lawyers write
    it ("§ 5, stk. 2" or "Til § 1, nr. 3"). `heading` is the nearest heading.
    `paragraph` counts from 1 in a DOCX or HTML text. `field` is the name of a
    field in the source's own record.
    """

    page: int | None = None
    provision: str = ""
    heading: str = ""
    paragraph: int | None = None
    field: str = ""


class PassageKind(StrEnum):
    """The form of a passage on the page."""

    HEADING = "heading"
    TEXT = "text"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text that can be cited: a paragraph, a list item, a table row.

    `number` counts from 0 within the document. Cells of a table row are joined
    with " | " in `text` and kept apart in `cells`. `level` is the heading level
    (1 = outermost) of a HEADING, else 0.
    """

    number: int
    text: str
    locator: Locator
    kind: PassageKind = PassageKind.TEXT
    level: int = 0
    cells: tuple[str, ...] = ()


class Part(StrEnum):
    """The fixed places of a bill, a draft, a letter or an EU document.

    Numbers in brackets are the points of the Ministry of Justice's guide on law
    quality, 4.2.1. Parts are found by the meaning of a heading, never its number.
    """

    TITLE_PAGE = "title_page"
    PROVISIONS = "provisions"
    ENTRY_INTO_FORCE = "entry_into_force"
    INTRODUCTION = "introduction"  # 1
    BACKGROUND = "background"  # 2
    MAIN_POINTS = "main_points"  # 3
    CURRENT_LAW = "current_law"  # within 3: gældende ret
    CONSIDERATIONS = "considerations"  # within 3: overvejelser
    PROPOSED_SCHEME = "proposed_scheme"  # within 3: den foreslåede ordning
    OTHER_CONSEQUENCES = "other_consequences"  # 4
    PUBLIC_ECONOMY = "public_economy"  # 5
    BUSINESS_ECONOMY = "business_economy"  # 6
    CITIZENS = "citizens"  # 7
    CLIMATE = "climate"  # 8
    ENVIRONMENT = "environment"  # 9
    EU_LAW = "eu_law"  # 10
    CONSULTED = "consulted"  # 11
    SUMMARY_TABLE = "summary_table"  # 12
    SPECIAL_NOTES = "special_notes"
    COMPARISON = "comparison"  # appendix beside the law in force
    EU_CONTEXT = "eu_context"
    EU_LEGAL_BASIS = "eu_legal_basis"
    EU_OPTIONS = "eu_options"  # of a call for evidence: aims and options
    EU_IMPACTS = "eu_impacts"  # of a call for evidence: likely impacts
    EU_CONSULTATIONS = "eu_consultations"
    EU_BUDGET = "eu_budget"
    EU_OTHER = "eu_other"
    EU_RECITALS = "eu_recitals"
    EU_ARTICLES = "eu_articles"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Change:
    """One amending instruction, or one number of the special notes' subject.

    `provision` is the place in the act that is changed ("§ 16 e, stk. 1, 1. pkt.");
    `bill_place` is where the bill says so ("§ 1, nr. 3"). `action` is one of
    replace, insert, rewrite, repeal, delete, renumber. `old` and `new` hold the
    words between the guillemets, empty where there are none. `passages` are the
    numbers of the passages it was read from, in order.
    """

    bill_place: str
    act: str
    provision: str
    action: str
    old: str
    new: str
    passages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's text as passages, and what its structure says.

    `parts` maps a Part to passage numbers in reading order; every passage is in
    exactly one part (UNPLACED when its place was not recognised). `missing` names
    parts that a document of this kind should have and that were not recognised.
    `consulted` names the bodies that were asked, each with its passage's number.
    `unrecognised` names elements of the format that were read as plain text.
    """

    passages: tuple[Passage, ...]
    parts: dict[Part, tuple[int, ...]] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    missing: tuple[Part, ...] = ()
    pages: int | None = None
    consulted: tuple[tuple[str, int], ...] = ()
    unrecognised: tuple[str, ...] = ()

    def part(self, *parts: Part) -> tuple[Passage, ...]:
        """The passages of these parts, in reading order."""
        numbers = sorted({n for part in parts for n in self.parts.get(part, ())})
        return tuple(self.passages[number] for number in numbers)


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a proposal as it stands in the store.

    `reading` is None when the text could not be had; `error` then says why, in the
    words of the error type (`Blocked`, `NotFound`, `ScannedWithoutText`, …) and
    `error_detail` in full. `number` counts from 1 in the briefing's list; 0 until
    it is known. `fetched_at` is UTC. The source's own record is a Document with
    key `record` whose passages are its fields.
    """

    key: str
    title: str
    kind: DocumentKind
    url: str
    sha256: str = ""
    fetched_at: datetime | None = None
    version: int = 1
    reading: Reading | None = None
    error: str = ""
    error_detail: str = ""
    language: str | None = None


RECORD_KEY = "record"


@dataclass(frozen=True, slots=True)
class Citation:
    """A quotation and the place it is said to stand.

    `verified` is set by `briefing.assessment.ground` alone.
    """

    document: str
    passage: int
    quote: str
    locator: Locator = field(default_factory=Locator)
    verified: bool = False
