"""What recognising has in common: the find itself, blanking out, which language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What was recognised."""

    DATE = "date"
    TIME = "time"
    ACT = "act"
    REFERENCE = "reference"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Found:
    """One find: its kind, its normal form, the text as it stands, and where.

    `start` and `end` are character positions. `day` is set on a complete date;
    `amount` and `unit` on a number ("dkk", "eur", "%", "day", "month", "hour", …;
    weeks are counted in days and years in months); `written` is the number as it
    stands, before million or percent, so that a table in millions can be compared;
    `path` on a reference, from § or article inwards; `ordinal` on "tredje".
    """

    kind: Kind
    value: str
    text: str
    start: int
    end: int
    day: date | None = None
    amount: Decimal | None = None
    unit: str = ""
    written: Decimal | None = None
    path: tuple[str, ...] = ()
    ordinal: bool = False


_DANISH = re.compile(
    r"[æøåÆØÅ]|\b(?:og|af|det|der|til|ikke|med|som|er|en|et|den|de|skal|ved|kan)\b"
)
_ENGLISH = re.compile(
    r"\b(?:the|of|and|to|is|are|with|shall|may|such|which|that|this|by|on|an|be|or|in)\b"
)
_ENOUGH = 2000


def guess_language(text: str) -> str:
    """`en` when English function words outnumber Danish letters and words, else `da`.

    Looks at the first 2,000 characters.
    """
    start = text[:_ENOUGH]
    return "en" if len(_ENGLISH.findall(start)) > len(_DANISH.findall(start)) else "da"


def lowered(text: str) -> str:
    """The text in lower case, each character in its place."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := each.lower()) == 1 else each for each in text)


def blank(text: str, found: Iterable[Found]) -> str:
    """The text with these finds blanked out, positions unchanged.

    A blanked span reads as "¤", which no pattern matches across.
    """
    pieces: list[str] = []
    position = 0
    for each in sorted(found, key=lambda one: one.start):
        if each.end > position:
            start = max(each.start, position)
            pieces += [text[position:start], "¤" * (each.end - start)]
            position = each.end
    return "".join([*pieces, text[position:]]) if pieces else text
