"""Blocks to passages with their places: which part, which provision, which heading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing.documents.blocks import Block
from briefing.documents.headings import (
    ANNEX,
    ARTICLE,
    CHAPTER,
    LONGEST,
    LONGEST_MARKED,
    PROVISION,
    Heading,
    eu_heading,
    main_heading,
    meaning_of,
    note_heading,
    numbered_heading,
)
from briefing.domain.document import Locator, Part, Passage, PassageKind
from briefing.domain.proposal import DocumentKind

EU_KINDS = frozenset({DocumentKind.EU_TEXT, DocumentKind.EU_SUMMARY})
BILL_KINDS = frozenset({DocumentKind.BILL_TEXT, DocumentKind.DRAFT_TEXT})
COMPULSORY = (
    Part.ENTRY_INTO_FORCE,
    Part.INTRODUCTION,
    Part.MAIN_POINTS,
    Part.PUBLIC_ECONOMY,
    Part.BUSINESS_ECONOMY,
    Part.CITIZENS,
    Part.CLIMATE,
    Part.ENVIRONMENT,
    Part.EU_LAW,
    Part.CONSULTED,
    Part.SUMMARY_TABLE,
    Part.SPECIAL_NOTES,
)
_RUNNING_PROVISION = re.compile(r"^§\s*(\d+(?:\s?[a-zæøå](?=\.))?)\.\s+(.*)$")
_SUBSECTION = re.compile(r"^Stk\.\s*(\d+)\.")
_NUMBER = re.compile(r"^(\d{1,3})[.)]\s")
_ARTICLE_NUMBER = re.compile(r"^(?:Artikel|Article)\s+(\d+[a-z]?)")
_RECITAL = re.compile(r"^\((\d{1,3})\)\s")
_ENACTING = re.compile(
    r"\b(?:vedtaget|adopted)\s+(?:denne|dette|this)\s+[\w-]+\s*:?$", re.IGNORECASE
)
_ADOPTED = re.compile(r"\bP\d{1,2}_TA(?:-PROV)?\(\d{4}\)\s?\d{1,4}\b")
_FIRST = 30
_SIGNED = re.compile(r"(?:Udfærdiget i|Done at)\s")
_TAKES_EFFECT = re.compile(
    r"\b(?:Loven|Bekendtgørelsen|§.{0,60}?) (?:træder i kraft|har virkning)"
    r"|fastsætter tidspunktet for (?:lovens|bekendtgørelsens) ikrafttræden",
    re.IGNORECASE,
)
_AMENDING = re.compile(r"foretages følgende ændring(?:er)?\s*:?\s*$")
_INSIDE_MAIN = {
    Part.MAIN_POINTS,
    Part.CURRENT_LAW,
    Part.CONSIDERATIONS,
    Part.PROPOSED_SCHEME,
}


@dataclass(slots=True)
class _Place:
    """Where the reader of a document is at the moment."""

    part: Part
    eu: bool
    part_level: int = 1
    in_notes: bool = False
    heading: str = ""
    provision: str = ""
    article: str = ""
    open_quotes: int = 0
    amending: bool = False
    found: dict[Part, list[int]] = field(default_factory=dict)


def place(
    blocks: Sequence[Block], kind: DocumentKind
) -> tuple[tuple[Passage, ...], dict[Part, tuple[int, ...]]]:
    """Passages with their locators, and the part that each stands in.

    Every passage is in exactly one part.
    """
    here = _Place(_first_part(kind), kind in EU_KINDS or _is_of_parliament(blocks))
    passages = []
    paged = any(block.page for block in blocks)
    for number, block in enumerate(blocks):
        heading = _heading(block, here)
        if heading:
            _enter(here, heading)
        else:
            _follow(here, block)
        here.found.setdefault(here.part, []).append(number)
        passages.append(_passage(number, block, heading, here, paged=paged))
    _entry_into_force(passages, here.found)
    parts = {part: tuple(numbers) for part, numbers in here.found.items() if numbers}
    return tuple(passages), parts


def _is_of_parliament(blocks: Sequence[Block]) -> bool:
    """Whether a text is one that the European Parliament has adopted, by its number."""
    return any(_ADOPTED.search(block.text) for block in blocks[:_FIRST])


def missing_parts(
    passages: Sequence[Passage], parts: dict[Part, tuple[int, ...]], kind: DocumentKind
) -> tuple[Part, ...]:
    """The compulsory parts of a bill that were not recognised.

    An executive order has no explanatory notes, so none are missing from it.
    """
    start = " ".join(each.text for each in passages[:20]).casefold()
    is_order = kind is DocumentKind.DRAFT_TEXT and "bekendtgørelse om" in start
    if kind not in BILL_KINDS or is_order:
        return ()
    main = any(part in parts for part in _INSIDE_MAIN)
    return tuple(
        part
        for part in COMPULSORY
        if part not in parts and not (part is Part.MAIN_POINTS and main)
    )


def _first_part(kind: DocumentKind) -> Part:
    if kind in BILL_KINDS or kind is DocumentKind.RESOLUTION_TEXT or kind in EU_KINDS:
        return Part.TITLE_PAGE
    if kind is DocumentKind.CONSULTATION_LIST:
        return Part.CONSULTED
    return Part.UNPLACED


def _heading(block: Block, here: _Place) -> Heading | None:
    """The block as a heading, by its words, its form or the format's own mark."""
    text = block.text
    if block.cells or len(text) > (LONGEST_MARKED if block.level else LONGEST):
        return None
    found = main_heading(text)
    if found:
        return found
    if here.eu:
        found = _article(text) or eu_heading(text) or _point(text, here)
    elif here.in_notes or here.part in (Part.SPECIAL_NOTES, Part.COMPARISON):
        found = note_heading(text) or numbered_heading(text)
    else:
        found = _provision(text, here)
    if found:
        return found
    if block.level:
        return Heading(block.level + 1, text, _marked_meaning(text, here))
    return _division(text, here)


def _division(text: str, here: _Place) -> Heading | None:
    """A chapter or an annex."""
    if CHAPTER.match(text):
        return Heading(2, text, Part.EU_ARTICLES if _in_act(here) else None)
    if ANNEX.match(text) and len(text) < LONGEST // 2:
        return Heading(1, text)
    return None


def _in_act(here: _Place) -> bool:
    """Whether the text of an EU act has begun, after its memorandum."""
    return here.eu and here.part in (Part.EU_RECITALS, Part.EU_ARTICLES)


def _marked_meaning(text: str, here: _Place) -> Part | None:
    """What a heading that the format marks means; in a bill's body, nothing."""
    if here.part is Part.PROVISIONS and not here.in_notes and not here.eu:
        return None
    return meaning_of(text, eu=here.eu)


def _article(text: str) -> Heading | None:
    """The heading of an article; a sentence may begin with one too."""
    if not ARTICLE.match(text) or text.endswith((".", ";", ":", ",")):
        return None
    number = _ARTICLE_NUMBER.match(text)
    name = f"artikel {number[1]}" if number else text
    return Heading(2, text, Part.EU_ARTICLES, name)


def _point(text: str, here: _Place) -> Heading | None:
    """A numbered point of an EU document; inside articles, numbers are paragraphs."""
    return None if here.part is Part.EU_ARTICLES else numbered_heading(text, eu=True)


def _provision(text: str, here: _Place) -> Heading | None:
    if here.open_quotes <= 0 and (found := PROVISION.match(text)):
        return Heading(2, text, Part.PROVISIONS, f"§ {found[1]}")
    if here.part is Part.TITLE_PAGE or here.part is Part.UNPLACED:
        found_number = numbered_heading(text)
        if found_number and found_number.part:
            return found_number
    return None


def _enter(here: _Place, heading: Heading) -> None:
    """Move to where a heading leads."""
    level = heading.level
    here.heading = (
        heading.title if not heading.number else f"{heading.number}. {heading.title}"
    )
    if heading.provision:
        _enter_provision(here, heading)
        return
    here.provision = ""
    if level == 1:
        here.open_quotes = 0
        here.in_notes = here.in_notes or heading.part is not Part.COMPARISON
        here.part, here.part_level = heading.part or Part.UNPLACED, 1
        return
    if heading.part is not None:
        nested = heading.part is here.part and level > here.part_level
        here.part_level = here.part_level if nested else level
        here.part = heading.part
        here.in_notes = here.in_notes or not here.eu
    elif here.part in _INSIDE_MAIN and level > 2:  # noqa: PLR2004 - below point 3
        if level <= here.part_level:
            here.part, here.part_level = Part.MAIN_POINTS, level
    elif level <= here.part_level and here.part is not Part.PROVISIONS:
        inside = here.in_notes and here.part is not Part.COMPARISON
        if inside and not _in_act(here):
            here.part = Part.EU_OTHER if here.eu else Part.OTHER_CONSEQUENCES
        here.part_level = level


def _enter_provision(here: _Place, heading: Heading) -> None:
    part = heading.part or here.part
    here.part, here.part_level = part, 1
    if heading.provision.startswith("nr. ") and here.article:
        here.provision = f"{here.article}, {heading.provision}"
    else:
        here.article = here.provision = heading.provision
    here.heading = heading.title
    here.amending = False


def _follow(here: _Place, block: Block) -> None:
    """Follow the numbering of provisions inside the body of a bill."""
    text = block.text
    if (
        here.eu
        and (found := _RECITAL.match(text))
        and here.part is not Part.EU_ARTICLES
    ):
        here.part, here.part_level = Part.EU_RECITALS, 2
        here.provision = f"betragtning {found[1]}"
        return
    if _in_act(here) and (_ENACTING.search(text) or _SIGNED.match(text)):
        here.part, here.article, here.provision = Part.EU_ARTICLES, "", ""
        return
    if here.part is Part.EU_ARTICLES and here.article:
        found = _NUMBER.match(text)
        here.provision = f"{here.article}, stk. {found[1]}" if found else here.provision
        return
    if (
        here.in_notes
        or here.eu
        or here.part not in (Part.TITLE_PAGE, Part.PROVISIONS, Part.UNPLACED)
    ):
        return
    if here.open_quotes <= 0:
        _advance(here, text)
    here.open_quotes += text.count("»") - text.count("«")
    here.open_quotes = max(0, here.open_quotes)
    here.amending = here.amending or bool(_AMENDING.search(text))


def _advance(here: _Place, text: str) -> None:
    if found := _RUNNING_PROVISION.match(text):
        here.part, here.part_level = Part.PROVISIONS, 1
        here.article = here.provision = f"§ {found[1]}"
        here.amending = bool(_AMENDING.search(text))
    elif here.part is Part.PROVISIONS and (found := _SUBSECTION.match(text)):
        here.provision = f"{here.article}, stk. {found[1]}"
    elif (
        here.part is Part.PROVISIONS
        and here.amending
        and (found := _NUMBER.match(text))
    ):
        here.provision = f"{here.article}, nr. {found[1]}"


def _passage(
    number: int, block: Block, heading: Heading | None, here: _Place, *, paged: bool
) -> Passage:
    locator = Locator(
        page=block.page,
        provision=here.provision,
        heading=here.heading,
        paragraph=None if paged else number + 1,
    )
    kind = PassageKind.TEXT
    if heading:
        kind = PassageKind.HEADING
    elif block.cells:
        kind = PassageKind.TABLE_ROW
    elif block.is_item:
        kind = PassageKind.LIST_ITEM
    level = heading.level if heading else 0
    return Passage(number, block.text, locator, kind, level, block.cells)


def _entry_into_force(
    passages: Sequence[Passage], found: dict[Part, list[int]]
) -> None:
    """Move the provision that says when the act takes effect to its own part."""
    numbers = found.get(Part.PROVISIONS, [])
    articles = {
        _article_of(passages[number])
        for number in numbers
        if _TAKES_EFFECT.search(passages[number].text)
        and not passages[number].text.lstrip().startswith("»")
    }
    moved = [each for each in numbers if _article_of(passages[each]) in articles - {""}]
    if moved:
        found[Part.PROVISIONS] = [each for each in numbers if each not in set(moved)]
        found.setdefault(Part.ENTRY_INTO_FORCE, []).extend(moved)


def _article_of(passage: Passage) -> str:
    return passage.locator.provision.split(",", maxsplit=1)[0]
