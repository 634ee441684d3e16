"""The consultation memo (høringsnotat), and single responses, read by their words.

The guide on law quality (9.1.6) gives the memo its order: the period, the bodies
asked, then by theme what the answers say and the ministry's comment, last the changes
against the draft. Headings and numbers vary, so that meaning decides. Who says
something is told by the sentence: "FH og DA bemærker, at …", "Ministeriet skal hertil
bemærke …"; what follows belongs to the same speaker until another speaks. Whether a
view was met is told by the ministry's own words alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile

from briefing.documents.consulted import listed_names
from briefing.documents.memo_words import (
    ASKED,
    CHANGES,
    COMMENT_HEADING,
    FROM,
    LETTER,
    MINISTRY,
    PERIOD,
    REMARKS,
    STAND,
    VIEW_HEADING,
    YES,
    answers,
    asks_for_nothing,
    is_general,
    outcome_of,
    speakers,
)
from briefing.domain.consultation import (
    Asked,
    Memo,
    Outcome,
    Position,
    Response,
    is_named,
)
from briefing.domain.document import Citation, Document, Passage, PassageKind
from briefing.language.sentences import sentences

_FIRST_SENTENCES, _MOST_STANDS = 40, 4
_LONGEST_HEADING, _LONGEST_LINE = 140, 90
_NUMBERED = re.compile(r"\d+(?:\.\d+)*\.?\s+[A-ZÆØÅ]")
_MARKED = re.compile(r"(?:^|\s)[xX✓☒☑](?:\s+[xX✓☒☑])*\s*$", re.MULTILINE)
_LETTERHEAD = 8
_WHOSE = re.compile(r"\b[A-ZÆØÅ][\w-]*(?:ministeriet|styrelsen)\b")
_SHORT = re.compile(r"\(([A-ZÆØÅ0-9]{2,8})\)")


def read_memo(document: Document) -> Memo:
    """The memo in a document; empty where nothing of it was recognised."""
    passages = document.reading.passages if document.reading else ()
    own = list(_until_a_letter(passages))
    asked = tuple(_asked(document, own))
    known = frozenset(each.name for each in asked)
    return Memo(
        document.key,
        document.title,
        period=_period(document, own),
        asked=asked,
        positions=tuple(_positions(document, own, known)),
        changes=tuple(_changes(document, own)),
        is_cut=len(own) < len(passages),
    )


def read_response(document: Document) -> Response:
    """A response: whose, and the first sentences in which it takes a stand."""
    passages = document.reading.passages if document.reading else ()
    said = [
        (passage, text)
        for passage in passages
        if passage.kind is not PassageKind.HEADING
        for text in sentences(passage.text)
    ]
    stands = [
        _cite(document, passage, text)
        for passage, text in said[:_FIRST_SENTENCES]
        if STAND.search(text)
    ]
    found = FROM.match(document.title)
    name = re.sub(r"\.\w{2,4}$", "", found[1] if found else document.title).strip()
    return Response(document.key, name, tuple(stands[:_MOST_STANDS]))


def _cite(document: Document, passage: Passage, text: str) -> Citation:
    if text not in passage.text:
        raise ValueError("a quotation that is not in its passage")
    return Citation(document.key, passage.number, text, passage.locator)


def _until_a_letter(passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages of the memo: those before the first response, once it has begun."""
    begun = False
    for passage in passages:
        text = passage.text.strip()
        if begun and LETTER.match(text) and not VIEW_HEADING.match(text):
            return
        begun = begun or bool(REMARKS.search(text)) or bool(PERIOD.search(text))
        yield passage


def _period(document: Document, passages: Sequence[Passage]) -> Citation | None:
    for passage in passages:
        if found := PERIOD.search(passage.text):
            return _cite(document, passage, found[0])
    return None


def _asked(document: Document, passages: Sequence[Passage]) -> Iterator[Asked]:
    """The bodies asked: rows of a table with its marks, else the names of a list.

    Nobody, where the list is a table that could not be read cell by cell.
    """
    own = list(_under(passages, ASKED))
    if any(_MARKED.search(each.text) for each in own if not each.cells):
        return
    heads: tuple[str, ...] = ()
    for passage in own:
        if passage.cells and not heads:
            heads = tuple(each.casefold() for each in passage.cells)
        elif passage.cells:
            yield from _row(document, passage, heads)
        else:
            lead = passage.text.rpartition(":")[2] or passage.text
            for name in listed_names(lead.strip()):
                yield Asked(name, _cite(document, passage, name))


def _under(passages: Iterable[Passage], title: re.Pattern[str]) -> Iterator[Passage]:
    """The passages under headings of this meaning."""
    inside = False
    for passage in passages:
        if _is_heading(passage):
            inside = bool(title.search(passage.text))
        elif inside:
            yield passage


def _row(
    document: Document, passage: Passage, heads: tuple[str, ...]
) -> Iterator[Asked]:
    name = passage.cells[0].strip()
    if not name or not passage.text.count(name):
        return
    marks = {
        head: bool(YES.match(cell))
        for head, cell in zip(heads[1:], passage.cells[1:], strict=False)
    }
    none = next((v for k, v in marks.items() if "ingen" in k), None)
    some = next((v for k, v in marks.items() if "ingen" not in k and "bem" in k), None)
    got = next((v for k, v in marks.items() if "svar" in k or "modtaget" in k), None)
    answered = got if got is not None else (bool(none or some) if marks else None)
    remarks = some if some is not None else (not none if none is not None else None)
    yield Asked(
        name,
        _cite(document, passage, name),
        answered,
        remarks if answered is not False else None,
    )


def _changes(document: Document, passages: Sequence[Passage]) -> Iterator[Citation]:
    for passage in _under(passages, CHANGES):
        yield _cite(document, passage, passage.text)


@dataclass
class _Reader:
    """Where the reader of the remarks is: the theme, who speaks, what waits."""

    document: Document
    known: frozenset[str]
    ministries: frozenset[str]
    theme: str = ""
    ministry: bool = False
    open: list[Position] = field(default_factory=list)
    comment: list[Citation] = field(default_factory=list)

    def close(self) -> Iterator[Position]:
        """The views that wait, with the comment that was made on all of them."""
        alone = len({each.organisations for each in self.open}) == 1
        everyone = [name for each in self.open for name in each.organisations]
        for each in self.open:
            said = [e.quote for e in self.comment]
            if any(_names_one(text, everyone) for text in said):
                said = [e for e in said if _names_one(e, each.organisations)]
            elif not alone:
                said = [e for e in said if is_general(e)]
            comment = tuple(self.comment)
            outcome = outcome_of(said)
            if asks_for_nothing([e.quote for e in each.view]):
                outcome = Outcome.UNKNOWN
            yield replace(each, comment=comment, outcome=outcome)
        self.open, self.comment, self.ministry = [], [], False

    def hear(self, passage: Passage, text: str, *, first: bool) -> Iterator[Position]:
        """Take in a sentence: a view, more of one, or what the ministry says to it."""
        said = _cite(self.document, passage, text)
        other = self._other_authority(text)
        is_ministry = not other and (
            bool(MINISTRY.search(text)) or answers(text, first=first)
        )
        names = other or (() if is_ministry else speakers(text, self.known))
        if names and self.open and not self.comment:
            last = self.open[-1]
            if last.organisations == names:
                self.open[-1] = replace(last, view=(*last.view, said))
                return
        if names:
            if self.comment:
                yield from self.close()
            self.ministry = False
            self.open.append(Position(names, self.theme, (said,)))
        elif is_ministry or self.ministry:
            self.ministry = True
            self.comment += [said] if self.open else []
        elif self.open:
            last = self.open[-1]
            self.open[-1] = replace(last, view=(*last.view, said))

    def _other_authority(self, text: str) -> tuple[str, ...]:
        """An authority that answers, where the memo is another ministry's."""
        found = speakers(text, self.known)
        own = {each.casefold() for each in found} & self.ministries
        is_authority = bool(found) and bool(MINISTRY.match(found[0]))
        return found if is_authority and self.ministries and not own else ()


def _ministries(passages: Sequence[Passage]) -> frozenset[str]:
    """Whose memo it is, by its first lines; "ministeriet" is always that one."""
    first = takewhile(lambda each: not REMARKS.search(each.text), passages)
    start = " ".join(each.text for each in islice(first, _LETTERHEAD))
    found = _WHOSE.search(start)
    return frozenset({found[0].casefold(), "ministeriet"}) if found else frozenset()


def _names_one(text: str, organisations: Iterable[str]) -> bool:
    """Whether a sentence names one of these, in full or by its letters."""
    short = [e[1] for name in organisations if (e := _SHORT.search(name))]
    return is_named(text, [*organisations, *short])


def _is_heading(passage: Passage, *, also_plain: bool = False) -> bool:
    """A heading by its form, or a numbered line that is none of the reader's.

    `also_plain` takes any short line that is no sentence, such as a bold one.
    """
    if passage.kind is PassageKind.HEADING:
        return True
    text = passage.text.strip()
    ends = text.endswith((".", ";", ":", ",", "?", "!", "«", "”"))
    if passage.cells or ends or len(text) > _LONGEST_HEADING:
        return False
    return (also_plain and len(text) <= _LONGEST_LINE) or bool(_NUMBERED.match(text))


def _positions(
    document: Document, passages: Sequence[Passage], known: frozenset[str]
) -> Iterator[Position]:
    reader = _Reader(document, known, _ministries(passages))
    inside = False
    heads: tuple[str, ...] = ()
    for passage in passages:
        text = passage.text.strip()
        if _is_heading(passage, also_plain=inside):
            if COMMENT_HEADING.search(text):
                reader.ministry = inside
                continue
            if inside and VIEW_HEADING.match(text):
                continue
            yield from reader.close()
            ends = CHANGES.search(text) or ASKED.search(text)
            inside, heads = (inside or bool(REMARKS.search(text))) and not ends, ()
            reader.theme = re.sub(r"^\d[\d.]*\s+", "", text)
        elif inside and passage.cells:
            if not heads:
                heads = tuple(each.casefold() for each in passage.cells)
            else:
                yield from _tabled(document, passage, heads, reader.theme)
        elif inside:
            for number, sentence in enumerate(sentences(passage.text)):
                yield from reader.hear(passage, sentence, first=number == 0)
    yield from reader.close()


def _tabled(
    document: Document, passage: Passage, heads: tuple[str, ...], theme: str
) -> Iterator[Position]:
    """A row of a table: who, what they say, what the ministry says."""
    cells = dict(zip(heads, passage.cells, strict=False))
    who = next((v for k, v in cells.items() if re.search("organi|part|afsend", k)), "")
    said = next((v for k, v in cells.items() if re.search("bemærkning|høringss", k)
                 and "minister" not in k), "")  # fmt: skip
    comment = next(
        (v for k, v in cells.items() if re.search("minister|kommentar|svar fra", k)), ""
    )
    about = next((v for k, v in cells.items() if re.search("emne|tema|bestem", k)), "")
    names = listed_names(who.strip())
    if not names or not said.strip():
        return
    answers = (_cite(document, passage, comment),) if comment.strip() else ()
    yield Position(
        names,
        about.strip() or theme,
        (_cite(document, passage, said),),
        answers,
        outcome_of([comment]),
    )
