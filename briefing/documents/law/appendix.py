"""The law today as a bill's own appendix gives it ("sammenholdt med gældende lov").

Printed as a table: the law today to the left, the instructions to the right. Where a
format has lost the columns, the two come in turn: a paragraf begins with its number,
an instruction with its own ("2. I § 5 …").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.documents.changes import Numbered
from briefing.documents.law.pieces import Line, Piece, pieces
from briefing.documents.units import normal
from briefing.domain.document import Part, Passage, Reading

_INSTRUCTION = re.compile(
    r"^\d{1,3}\.\s+(?:I\b|Efter\b|Før\b|§|Overalt\b|Overskrift|Lovens\b|Bilag\b|Kapitel\b)"
)
_INTRODUCTION = re.compile(r"foretages følgende ændring(?:er)?\s*:?\s*$")
_LAW = re.compile(r"^§\s*\d+(?:\s?[a-zæøåA-ZÆØÅ](?=\.))?\.\s+\S")
_BILLS_OWN = re.compile(r"^»|\bbliver herefter\b")
_HEADED = re.compile(
    r"^(?P<act>[^§.»]{0,90}?)\s*(?P<section>§\s*\d+(?:\s[a-zæøåA-ZÆØÅ]\b)?)"
    r"(?:,\s*stk\.\s*(?P<stykke>\d+))?\.\s+(?=\S)"
)
_HEADER = re.compile(
    r"^gældende (?:formulering|lov|ret|bestemmelse\w*)$", re.IGNORECASE
)
_SHOWN = 60
"""Characters of an instruction by which it is known again beside the law."""


@dataclass(frozen=True, slots=True)
class _Row:
    """The law today and what the bill says beside it; either may be empty.

    `key` is the bill's side made comparable. `in_turn` tells that the format has
    lost the columns.
    """

    left: str
    key: str
    passage: int
    in_turn: bool = False


@dataclass(frozen=True, slots=True)
class _Sign:
    """Words by which an instruction of a paragraph of the bill is known again."""

    article: str
    keys: tuple[str, ...]


def appendix(
    reading: Reading, instructions: Sequence[Numbered]
) -> dict[str, tuple[Piece, ...]]:
    """The law today by the bill's paragraph that changes it ("§ 1").

    Empty when the bill has no such appendix, when none of the bill's instructions can
    be found in it (then it is something else), or when one stands within the law (then
    the columns run into each other).
    """
    rows = list(_rows(reading.part(Part.COMPARISON)))
    signs = [_sign(each) for each in instructions] if rows else []
    if not any(_articles_shown(row, signs) for row in rows) or _run_together(
        rows, signs
    ):
        return {}
    found: dict[str, list[Line]] = {}
    for article, row in _with_articles(rows, signs):
        if row.left:
            found.setdefault(article, []).extend(_lines(row))
    read = {article: _once(lines) for article, lines in found.items()}
    return {article: several for article, several in read.items() if several}


def _run_together(rows: Sequence[_Row], signs: Sequence[_Sign]) -> bool:
    """Whether words of the bill stand on the side of the law."""
    keys = {each for sign in signs for each in sign.keys}
    lefts = (normal(row.left) for row in rows if row.left)
    return any(key in left for left in lefts for key in keys)


def _sign(each: Numbered) -> _Sign:
    told = (each.passages[0].text, each.introduction.text)
    return _Sign(each.article, tuple(normal(one)[:_SHOWN] for one in told))


def _once(lines: Sequence[Line]) -> tuple[Piece, ...]:
    """The units, each once: a row may repeat what another shows."""
    kept: dict[tuple[tuple[str, ...], str], Piece] = {}
    for each in pieces(lines, as_law=True):
        kept.setdefault((each.path, each.text), each)
    return tuple(kept.values())


def _rows(passages: Sequence[Passage]) -> Iterator[_Row]:
    cells = [each for each in passages if len(each.cells) > 1]
    if cells:
        for each in cells:
            if not _HEADER.match(each.cells[0].strip()):
                yield _Row(each.cells[0].strip(), normal(each.cells[-1]), each.number)
        return
    yield from _in_turn(passages)


def _in_turn(passages: Sequence[Passage]) -> Iterator[_Row]:
    """Lines of the law and of the bill in turn; a quotation belongs to the bill."""
    is_bill, depth = False, 0
    for each in passages[1:]:
        text = each.text
        if depth <= 0:
            if _INSTRUCTION.match(text) or _INTRODUCTION.search(text):
                is_bill = True
            elif _LAW.match(text) or not _BILLS_OWN.search(text):
                is_bill = False
        depth = max(0, depth + text.count("»") - text.count("«")) if is_bill else 0
        sides = ("", normal(text)) if is_bill else (text, "")
        yield _Row(*sides, each.number, in_turn=True)


def _with_articles(
    rows: Sequence[_Row], signs: Sequence[_Sign]
) -> Iterator[tuple[str, _Row]]:
    """Each row with the bill's paragraph that it belongs to.

    A row of the law alone belongs with the instruction before it in a table, and with
    the one after it where the two come in turn.
    """
    article = signs[0].article
    waiting: list[_Row] = []
    for row in rows:
        shown = _articles_shown(row, signs)
        if shown and article not in shown:
            article = shown[0]
        if row.in_turn and not row.key:
            waiting.append(row)
            continue
        yield from ((article, each) for each in waiting)
        yield article, row
        waiting = []
    yield from ((article, each) for each in waiting)


def _articles_shown(row: _Row, signs: Sequence[_Sign]) -> list[str]:
    """The bill's paragraphs of which the row shows words, in the bill's order."""
    if not row.key:
        return []
    return [
        sign.article for sign in signs if any(each in row.key for each in sign.keys)
    ]


def _lines(row: _Row) -> Iterator[Line]:
    """The left side as lines that begin with their number."""
    found = _HEADED.match(row.left)
    if not found:
        yield row.left, row.passage
        return
    rest = row.left[found.end() :]
    stykke = found["stykke"]
    if stykke and stykke != "1":
        yield f"{found['section']}.", row.passage
        yield f"Stk. {stykke}. {rest}", row.passage
    else:
        yield f"{found['section']}. {rest}", row.passage
