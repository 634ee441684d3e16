"""The places that an amending instruction points at, as paths.

Words that are left when the places are taken out say something more than a place
("overskriften før § 5"), and then it is not understood.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from briefing.documents.law.pieces import Path
from briefing.language.find import Found
from briefing.language.provisions import references_in

LEVELS = ("§", "stk", "nr", "litra", "pkt")
_BECOMES = re.compile(
    r",?\s*(?:som|der) (?:herefter )?bliver (?:til )?"
    r"(?P<new>(?:(?:stk\.|nr\.|litra|§)\s*\w+(?: [a-zæøå]\b)?|\d+\.\s*pkt\.)"
    r"(?:,\s*(?:nr\.\s*\d+|litra [a-zæøå]\b|\d+\.\s*pkt\.))*)",
    re.IGNORECASE,
)
_GLUE = re.compile(r"^(?:\s|,|;|\bog\b|\bi\b|\bsamt\b|\bI\b)*$")
_SECTION_I = re.compile(
    r"(§\s*\d+) i(?=\s*$|\s+(?:og|indsættes|ændres|ophæves|udgår|affattes)\b)"
)
"""A paragraf with the letter i, which is else taken for the preposition."""

_CAPITAL_I = re.compile(r"(§\s*\d+) I\b")

_PKT_RANGE = re.compile(r"\b(\d{1,2})\.?\s*[-–]\s*(\d{1,2})\.\s*(pkt\.|punktum)")
_PKT_LIST = re.compile(
    r"\b((?:\d{1,2}\.,\s*)+\d{1,2}\.\s*og\s*\d{1,2}\.)\s*(?:pkt\.|punktum)"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the law in force, and what it is to be called if it is renumbered."""

    path: Path
    becomes: Path = ()


def level(step: str) -> str:
    """`nr` of `nr 3`."""
    return step.split(" ", 1)[0]


def number(step: str) -> str:
    """`16 e` of `§ 16 e`."""
    return step.split(" ", 1)[1]


def spots(text: str, base: Path = ()) -> tuple[Spot, ...] | None:
    """The places in the text; None when it says anything else too.

    What begins inside a paragraf ("2. pkt.") is found below `base`, or below the
    place before it.
    """
    becomes = _BECOMES.search(text)
    if becomes:
        text = text[: becomes.start()] + text[becomes.end() :]
    found = paths(text, base)
    if found is None or (becomes and len(found) != 1):
        return None
    if not becomes or not found:
        return tuple(Spot(each) for each in found)
    new = paths(becomes["new"], found[0])
    return (_renamed(found[0], new[0]),) if new and len(new) == 1 else None


def _renamed(path: Path, new: Path) -> Spot:
    """The place under its old number, with what only the new one says below it.

    "§ 5, stk. 3, der bliver stk. 4, 2. pkt." is the second sentence of stk. 3.
    """
    old = {level(each): each for each in path}
    said = {level(each): each for each in new}
    both = [each for each in LEVELS if each in old or each in said]
    return Spot(
        tuple(old.get(each) or said[each] for each in both),
        tuple(said.get(each) or old[each] for each in both),
    )


def paths(text: str, base: Path = ()) -> list[Path] | None:
    """The paths named in a text that names nothing else; None when it does."""
    plain = _with_letter_i(text)
    plain = _PKT_LIST.sub(_each_sentence, _PKT_RANGE.sub(_each_in_range, plain))
    found = references_in(plain)
    left = plain
    for each in sorted({(one.start, one.end) for one in found}, reverse=True):
        left = left[: each[0]] + " " + left[each[1] :]
    if not _GLUE.match(left) or any(
        level(each.path[0]) not in LEVELS for each in found
    ):
        return None
    if any(_is_turned(one, other, plain) for one, other in pairwise(found)):
        return None
    return list(_whole((each.path for each in found), base))


def _is_turned(one: Found, other: Found, text: str) -> bool:
    """Whether the second is a number below a litra, which no path can say."""
    between = text[one.end : other.start]
    levels = (level(one.path[-1]), level(other.path[0]))
    return levels == ("litra", "nr") and not re.search(r"\bog\b", between)


def _with_letter_i(text: str) -> str:
    """The text with a comma after "§ 39 i", so that its letter is not lost."""
    return _SECTION_I.sub(r"\1 i,", _CAPITAL_I.sub(r"\1 i", text))


def sections_named(text: str) -> tuple[str, ...]:
    """Every paragraf that a text names, whatever else it says."""
    found = references_in(_with_letter_i(text))
    return tuple(
        dict.fromkeys(each.path[0] for each in found if level(each.path[0]) == "§")
    )


def _each_in_range(match: re.Match[str]) -> str:
    """`1., 2. og 3. pkt.` as places that are each named in full."""
    numbers = range(int(match[1]), int(match[2]) + 1)
    return " og ".join(f"{each}. pkt." for each in numbers)


def _each_sentence(match: re.Match[str]) -> str:
    return " og ".join(f"{each}. pkt." for each in re.findall(r"\d+", match[1]))


def _whole(found: Iterable[Path], base: Path) -> Iterator[Path]:
    """Paths that start at the paragraf, each after the one before it."""
    last = base
    for path in found:
        rank = LEVELS.index(level(path[0]))
        above = tuple(step for step in last if LEVELS.index(level(step)) < rank)
        last = (*above, *path)
        yield last
