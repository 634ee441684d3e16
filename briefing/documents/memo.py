"""The consultation memo (høringsnotat), and single responses, read by their words.

The guide on law quality (9.1.6) gives the memo its order: the period, the bodies
asked, then by theme what the answers say and the ministry's comment, last the changes
against the draft. Headings and numbers vary, so that meaning decides. Who says
something is told by the sentence: "FH og DA bemærker, at …", "Ministeriet skal hertil
bemærke …"; what follows belongs to the same speaker until another speaks. Whether a
view was met is told by the ministry's own words alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

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
    names_in,
    outcome_of,
    speakers,
)
from briefing.domain.consultation import Asked, Memo, Position, Response
from briefing.domain.document import Citation, Document, Passage, PassageKind
from briefing.language.sentences import sentences

_FIRST_SENTENCES, _MOST_STANDS = 40, 4


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
    """The bodies asked: rows of a table with its marks, else the names of a list."""
    inside = False
    heads: tuple[str, ...] = ()
    for passage in passages:
        if passage.kind is PassageKind.HEADING:
            inside, heads = bool(ASKED.search(passage.text)), ()
        elif inside and passage.cells:
            if not heads:
                heads = tuple(each.casefold() for each in passage.cells)
                continue
            yield from _row(document, passage, heads)
        elif inside:
            lead = passage.text.rpartition(":")[2] or passage.text
            for name in names_in(lead.strip().rstrip(".")):
                yield Asked(name, _cite(document, passage, name))


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
    inside = False
    for passage in passages:
        if passage.kind is PassageKind.HEADING:
            inside = bool(CHANGES.search(passage.text))
        elif inside:
            yield _cite(document, passage, passage.text)


@dataclass
class _Reader:
    """Where the reader of the remarks is: the theme, who speaks, what waits."""

    document: Document
    known: frozenset[str]
    theme: str = ""
    ministry: bool = False
    open: list[Position] = field(default_factory=list)
    comment: list[Citation] = field(default_factory=list)

    def close(self) -> Iterator[Position]:
        """The views that wait, with the comment that was made on all of them."""
        outcome = outcome_of([each.quote for each in self.comment])
        for each in self.open:
            yield replace(each, comment=tuple(self.comment), outcome=outcome)
        self.open, self.comment, self.ministry = [], [], False

    def hear(self, passage: Passage, text: str) -> Iterator[Position]:
        """Take in a sentence: a view, more of one, or what the ministry says to it."""
        said = _cite(self.document, passage, text)
        names = () if MINISTRY.search(text) else speakers(text, self.known)
        if names:
            if self.comment:
                yield from self.close()
            self.ministry = False
            self.open.append(Position(names, self.theme, (said,)))
        elif MINISTRY.search(text):
            self.ministry = True
            self.comment += [said] if self.open else []
        elif self.ministry:
            self.comment += [said] if self.open else []
        elif self.open:
            last = self.open[-1]
            self.open[-1] = replace(last, view=(*last.view, said))


def _positions(
    document: Document, passages: Sequence[Passage], known: frozenset[str]
) -> Iterator[Position]:
    reader = _Reader(document, known)
    inside = False
    heads: tuple[str, ...] = ()
    for passage in passages:
        text = passage.text.strip()
        if passage.kind is PassageKind.HEADING:
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
            for sentence in sentences(passage.text):
                yield from reader.hear(passage, sentence)
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
    names = names_in(who.strip())
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
