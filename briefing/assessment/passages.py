"""Passages as the rules read them: sentences, what is proposed, and how to cite it.

Everything that is quoted is a verbatim run of characters of one passage.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from briefing.domain.document import (
    Change,
    Citation,
    Document,
    Part,
    Passage,
    PassageKind,
    Reading,
)
from briefing.language.sentences import sentences

_TODAY = re.compile(
    r"\b(?:det følger af|følger det|efter (?:den |de |det )?gældende|gældende ret"
    r"|gældende (?:lov|regler|bestemmelse|§)\w*|i dag|hidtil\w*|hidtidige"
    r"|har til nu|nuværende (?:regler|lov|ordning)\w*|currently|existing rules?"
    r"|under current law)\b",
    re.IGNORECASE,
)
_PROPOSES = re.compile(
    r"\b(?:foreslå\w*|forslaget (?:indebærer|vil)|vil medføre|vil indebære"
    r"|ændringen (?:indebærer|medfører)|is proposed|the proposal (?:would|will))\b",
    re.IGNORECASE,
)
_NOTE_PLACE = re.compile(r"^(?:ad|til)\s+", re.IGNORECASE)
_LONGEST_SENTENCE = 1200
_RESOLVES = re.compile(r"^\W*Folketinget (?:pålægger|opfordrer|anmoder)\b")
_LEAD = re.compile(r"\bforetages følgende ændring", re.IGNORECASE)
_DEFINES = re.compile(
    r"\b(?:ved|som) .{2,120}\b(?:forstås|menes)\b"
    r"|\bi denne (?:lov|bekendtgørelse) forstås"
    r"|^(?:\(?\w{1,3}\)\s*)?[‘“\"'][^’”\"']{2,80}[’”\"'] means\b",
    re.IGNORECASE,
)
_LATER_ACT = re.compile(r"^§\s*\d+\.\s+(?:Denne l|L)ov\w*\b.{0,60}\bi kraft\b")
_HEADING = re.compile(r"^[A-ZÆØÅ][^§.:;«»\d]{2,110}(?<!og)(?<!eller)(?<!samt)(?<!,)$")
_FINITE = re.compile(
    r"\b(?:skal|kan|må|er|har|bliver|får|vil|gælder|omfatter|sikrer|shall|may|must|is"
    r"|are|\w{3,}es)\b"
)
_SECTION = re.compile(r"§+\s*(\d+(?:\s?[a-z]\b)?)")
_LABEL = re.compile(
    r"^(?:§+\s*\d+(?:\s?[a-z])?\.\s+)?(?:Stk\.\s*\d+\.\s+)?(?:\d+[.)]\s+)?"
)

_MARK = re.compile(r"(?<![a-zæøå])x(?![a-zæøå])|[☒☑✓✔]", re.IGNORECASE)
_YES = re.compile(r"\bja\b", re.IGNORECASE)
_NO = re.compile(r"\bnej\b", re.IGNORECASE)


def cite(document: Document, passage: Passage, quote: str = "") -> Citation:
    """A citation of a passage: of these words of it, or of its whole text."""
    return Citation(
        document=document.key,
        passage=passage.number,
        quote=quote or passage.text,
        locator=passage.locator,
    )


def shorten(text: str, limit: int = 240) -> str:
    """The text on one line, cut before a word with " …" when longer than `limit`."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    cut = flat[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-(»“")
    return f"{cut} …"


def quoted(text: str, limit: int = 240) -> str:
    """The words in quotation marks, verbatim, the omission mark outside them.

    Words that hold »…« themselves stand in “…”.
    """
    short = shorten(text.strip().strip("»«“”"), limit)
    cut = short.endswith(" …")
    body = short[:-2] if cut else short
    left, right = ("“", "”") if set("»«") & set(body) else ("»", "«")
    return f"{left}{body}{right}" + (" …" if cut else "")


def unlabelled(text: str) -> str:
    """A sentence without the number that its provision starts with."""
    return _LABEL.sub("", text, count=1)


def clean_place(place: str) -> str:
    """A provision without the "Til" of the notes: "§ 1, nr. 3"."""
    return _NOTE_PLACE.sub("", place).strip()


class Instrument(StrEnum):
    """What a sentence does, from which likelihood and impact start."""

    SANCTION = "sanction"
    DUTY = "duty"
    POWER = "power"
    RIGHT = "right"
    OPTION = "option"
    STATEMENT = "statement"
    EXPECTATION = "expectation"


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence that says what is proposed, and where it stands.

    `text` is verbatim in `passage`; `scan` is the part of it a rule may look at
    (only the new words of a replacement). `place` is the provision, "" when the
    text has none there; `act` the act that is amended, "" in an act of its own.
    """

    document: Document
    passage: Passage
    part: Part
    text: str
    scan: str
    place: str = ""
    act: str = ""

    def citation(self) -> Citation:
        """The sentence as a citation."""
        return cite(self.document, self.passage, self.text)


PROVISION_PARTS = frozenset({Part.PROVISIONS, Part.EU_ARTICLES, Part.ENTRY_INTO_FORCE})
NOTE_PARTS = frozenset({Part.SPECIAL_NOTES, Part.PROPOSED_SCHEME})
COST_PARTS = frozenset({Part.PUBLIC_ECONOMY, Part.BUSINESS_ECONOMY, Part.CITIZENS})
OPTION_PARTS = frozenset({Part.EU_OPTIONS})
SCANNED_PARTS = (
    frozenset({Part.PROVISIONS, Part.EU_ARTICLES}) | NOTE_PARTS | OPTION_PARTS
)


def clauses(document: Document) -> tuple[Clause, ...]:
    """Every sentence of a document that says what is proposed, in reading order.

    Current law, background, definitions and the words that a change takes away are
    not among them. In a note, only what follows the first "Det foreslås" counts.
    """
    reading = document.reading
    if reading is None:
        return ()
    return (
        *_of_resolution(document, reading),
        *_of_provisions(document, reading),
        *_of_notes(document, reading),
        *_of_scheme(document, reading),
        *_of_options(document, reading),
    )


def part_clauses(document: Document, *parts: Part) -> tuple[Clause, ...]:
    """Every sentence of these parts, as it stands, without headings."""
    reading = document.reading
    if reading is None:
        return ()
    return tuple(
        Clause(document, passage, part, text, text, clean_place(_place(passage)))
        for part in parts
        for passage in reading.part(part)
        if passage.kind is not PassageKind.HEADING
        for text in sentences(passage.text)
        if len(text) <= _LONGEST_SENTENCE
    )


def _place(passage: Passage) -> str:
    return passage.locator.provision


def _of_provisions(document: Document, reading: Reading) -> Iterable[Clause]:
    changed = {
        number: change for change in reading.changes for number in change.passages
    }
    others = _first_of_others(reading, changed)
    for part in sorted(PROVISION_PARTS):
        for passage in reading.part(part):
            beyond = others is not None and passage.number >= others
            if passage.kind is PassageKind.HEADING or beyond or _heads(passage.text):
                continue
            change = changed.get(passage.number)
            for text in sentences(passage.text):
                scan = _new_words(text, change)
                if _LEAD.search(text) or defines(text):
                    continue
                if scan and len(text) <= _LONGEST_SENTENCE:
                    yield Clause(
                        document,
                        passage,
                        part,
                        text,
                        scan,
                        clean_place(change.bill_place if change else _place(passage)),
                        short_act(change.act) if change else "",
                    )


def _first_of_others(reading: Reading, changed: Mapping[int, Change]) -> int | None:
    """Where a consolidated act turns to the closing provisions of later acts.

    These start over at a low section number ("§ 2. Loven træder i kraft"), which is
    none of the act's own.
    """
    highest = 0
    own = (number for part in PROVISION_PARTS for number in reading.parts.get(part, ()))
    for number in sorted(set(own) - set(changed)):
        passage = reading.passages[number]
        found = re.match(r"\d+", section(_place(passage)))
        if not found:
            continue
        if int(found[0]) < highest and _LATER_ACT.search(passage.text):
            return number
        highest = max(highest, int(found[0]))
    return None


def _heads(text: str) -> bool:
    """Whether a passage reads as a heading that its file does not mark as one."""
    return bool(_HEADING.search(text)) and not _FINITE.search(text)


def _new_words(text: str, change: Change | None) -> str:
    """What of a sentence is new: all of it, or less where it amends an act."""
    if change is None:
        return text
    if change.action in {"repeal", "delete", "renumber"}:
        return ""
    if change.action == "replace":
        return change.new if change.new and change.new in text else ""
    return text


def _of_resolution(document: Document, reading: Reading) -> Iterable[Clause]:
    """What the Folketing is to resolve, which has no paragraphs to be found by."""
    for part in (Part.TITLE_PAGE, Part.INTRODUCTION, Part.UNPLACED):
        asked = False
        for passage in reading.part(part):
            asked = asked or bool(_RESOLVES.search(passage.text))
            if passage.kind is PassageKind.HEADING or not asked:
                continue
            for text in sentences(passage.text):
                yield Clause(document, passage, Part.PROVISIONS, text, text)
        if asked:
            return


def _of_notes(document: Document, reading: Reading) -> Iterable[Clause]:
    """The notes to each provision, from where they turn to what is proposed.

    Those on entry into force explain dates, and those on definitions words; both are
    left out.
    """
    proposing: dict[str, bool] = {}
    defined = _defined(reading)
    entry = {section(_place(each)) for each in reading.part(Part.ENTRY_INTO_FORCE)}
    for passage in reading.part(Part.SPECIAL_NOTES):
        place = clean_place(_place(passage))
        left_out = place and (section(place) in entry or place in defined)
        if passage.kind is PassageKind.HEADING or left_out:
            continue
        for text in sentences(passage.text):
            if _PROPOSES.search(text):
                proposing[place] = True
            if proposing.get(place) and is_proposed(text) and not defines(text):
                yield Clause(document, passage, Part.SPECIAL_NOTES, text, text, place)


def _defined(reading: Reading) -> set[str]:
    """The places, as notes are headed by them, that say what words mean."""
    places = {
        n: change.bill_place for change in reading.changes for n in change.passages
    }
    return {
        clean_place(places.get(each.number) or _place(each)).split(", stk.")[0]
        for each in reading.part(Part.PROVISIONS)
        if any(defines(text) for text in sentences(each.text))
    }


def _of_scheme(document: Document, reading: Reading) -> Iterable[Clause]:
    """A proposed scheme, from where its point turns to what is proposed."""
    proposing = False
    for passage in reading.part(Part.PROPOSED_SCHEME):
        if passage.kind is PassageKind.HEADING:
            proposing = False
            continue
        for text in sentences(passage.text):
            proposing = proposing or bool(_PROPOSES.search(text))
            if proposing and is_proposed(text):
                yield Clause(document, passage, Part.PROPOSED_SCHEME, text, text)


def _of_options(document: Document, reading: Reading) -> Iterable[Clause]:
    """What a call for evidence says the initiative aims at, where it has no articles.

    What is asked of those who answer is no option.
    """
    if reading.part(Part.EU_ARTICLES):
        return ()
    found = part_clauses(document, Part.EU_OPTIONS)
    return tuple(each for each in found if not each.text.endswith("?"))


def defines(text: str) -> bool:
    """Whether a sentence only says what a word means in the act."""
    return bool(_DEFINES.search(text))


def is_proposed(text: str) -> bool:
    """Whether a sentence of the notes speaks of the proposal, not of the law today."""
    if len(text) > _LONGEST_SENTENCE:
        return False
    return bool(_PROPOSES.search(text)) or not _TODAY.search(text)


def is_today(text: str) -> bool:
    """Whether a sentence of the notes speaks of the law as it is."""
    return bool(_TODAY.search(text)) and not _PROPOSES.search(text)


def section(place: str) -> str:
    """The number of the section a place is in: "5 a" of "§ 5 a, stk. 2"."""
    match = _SECTION.match(clean_place(place))
    return match[1] if match else ""


def short_act(act: str) -> str:
    """An act's name without its history: "lov om arbejdsmiljø"."""
    name = re.split(r",?\s+jf\.|,\s+som (?:ændret|senest)", act, maxsplit=1)[0]
    return re.sub(r"^i\s+", "", name.strip(" ,:"), flags=re.IGNORECASE)


def tick(row: Passage) -> bool | None:
    """What the last row of the summary table is marked: yes, no, or not to be seen.

    A mark counts in the cell that says "Ja" or "Nej" itself, or in the first or the
    second of two otherwise empty cells, which the form labels "Ja" and "Nej".
    """
    cells = row.cells[1:]
    for cell in cells:
        yes, no = _YES.search(cell), _NO.search(cell)
        if _MARK.search(cell) and bool(yes) != bool(no):
            return bool(yes)
    filled = [each.strip() for each in cells if each.strip()]
    if len(filled) == 1 and (_YES.fullmatch(filled[0]) or _NO.fullmatch(filled[0])):
        return bool(_YES.fullmatch(filled[0]))
    if len(cells) == 2 and not any(_YES.search(e) or _NO.search(e) for e in cells):  # noqa: PLR2004 - Ja and Nej
        marked = [bool(_MARK.search(each)) for each in cells]
        if marked.count(True) == 1:
            return marked[0]
    return None
