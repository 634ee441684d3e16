"""An act as its units: paragraf, stykke, nummer, litra, each with its own text.

A place is the path that `language.provisions` uses, `§ 5 a > stk 2 > nr 3`; every
text of a paragraf stands in a stykke, the first if none is numbered. Texts come as
lines (passages of a reading, cells of an appendix, new wording in a bill), each with
its number first. Where the numbers do not follow each other the stykke is uneven, and
no unit within it can be pointed at.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from briefing.documents.law.sentences import sentences
from briefing.domain.document import PassageKind, Reading

Path = tuple[str, ...]
Line = tuple[str, int | None]
"""A line of text, and the number of the passage it stands in."""

_SECTION = re.compile(r"§\s*(\d+(?:\s?[a-zæøåA-ZÆØÅ](?=\s*\.))?)\s*\.(?:\s+|$)")
_ALONE = re.compile(r"§\s*(\d+(?:\s?[a-zæøåA-ZÆØÅ])?)\.?$")
_STYKKE = re.compile(r"Stk\.\s*(\d+)\.(?:\s+|$)")
_STYKKER = re.compile(r"Stk\.\s*(\d+)\s*(?:[-–]|og)\s*(\d+)\.\s*(?=[-–—.…\[(\s]*)")
"""Several stykker that an appendix leaves out at once."""

_NUMBER = re.compile(r"(\d{1,3})([.)])\s+(?=\S)")
_LITRA = re.compile(r"([a-zæøå])([.)])\s+(?=\S)")
_INLINE = re.compile(
    r"(?<=[.:;,)\]…\w–—-])\s+(?=(?:Stk\.\s*\d+(?:\s?[-–]\s?\d+)?\.\s+[A-ZÆØÅ§(\[–-]"
    r"|\d{1,2}\)\s|[a-zæøå]\)\s))"
)
_LEFT_OUT = re.compile(r"^(?:[-–—.…\s]{2,}|\[…\]|\(\.\.\.\))$")
LEFT_OUT = "[…]"
"""The text of a unit that an appendix only mentions."""

_CAVEAT = re.compile(
    r"\blovtekst\b.*\btræder\b.*\bi kraft\b|\bikke (?:er )?indarbejdet\b", re.DOTALL
)
_BEYOND = re.compile(
    r"\bindeholder følgende (?:ikrafttrædelses|overgangs)|^Officielle noter"
    r"|^\w+ministeriet, den \d|^Givet på|^Udfærdiget"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """The own text of one unit, without its number.

    `origin` is its path in the law in force, None for what a bill inserts. `mark` is
    the sign after a number in a list, `section` the paragraf as it is printed where
    that is with a capital ("§ 9 C"). A `tail` is text of a stykke after its list.
    `sentences` are those of the text with their numbers in the law in force, 0 for
    new ones, once one has been put in or taken out. An `uneven` piece stands in a
    stykke whose numbers do not follow each other.
    """

    path: Path
    text: str
    origin: Path | None = None
    mark: str = ")"
    section: str = ""
    tail: bool = False
    uneven: bool = False
    passages: tuple[int, ...] = ()
    sentences: tuple[tuple[int, str], ...] = ()

    @property
    def is_left_out(self) -> bool:
        """Whether the appendix shows only that there is text here."""
        return bool(_LEFT_OUT.match(self.text))

    @property
    def label(self) -> str:
        """The number as it is printed; empty for a tail."""
        if self.tail or not self.path:
            return ""
        name, _, number = self.path[-1].partition(" ")
        if name == "stk":
            is_named = self.section.casefold() == self.path[0]
            name = self.section if is_named else self.path[0]
            return f"{name}." if number == "1" else f"Stk. {number}."
        return f"{number}{self.mark}"

    @property
    def line(self) -> str:
        """The piece as it is printed."""
        return f"{self.label} {self.text}".strip()


def order(section: str) -> tuple[int, str]:
    """What sorts "§ 16 e" after "§ 16" and before "§ 17"."""
    number, _, letter = section.removeprefix("§").strip().partition(" ")
    return int(number), letter


def section_name(number: str) -> str:
    """`§ 16 e` for "16e", "16 e" and "16 E"."""
    bare = "".join(number.casefold().split())
    return f"§ {bare[:-1]} {bare[-1]}" if bare[-1].isalpha() else f"§ {bare}"


def of_act(reading: Reading) -> tuple[Piece, ...]:
    """The units of an act in force; what later acts say at its end is left out."""
    return pieces(_body(reading), as_law=True)


def _body(reading: Reading) -> Iterator[Line]:
    """The act's own lines, up to its signature or the transitional rules quoted."""
    last = (0, "")
    for passage in reading.passages:
        if _BEYOND.search(passage.text) and last > (0, ""):
            return
        found = _SECTION.match(passage.text) or _ALONE.match(passage.text)
        if found:
            now = order(section_name(found[1]))
            if now <= last:
                return
            last = now
        if found or passage.kind is not PassageKind.HEADING:
            yield passage.text, passage.number


def caveats(reading: Reading) -> tuple[str, ...]:
    """What a consolidation says of its text, above its first paragraf."""
    found: list[str] = []
    for passage in reading.passages:
        if _SECTION.match(passage.text) or _ALONE.match(passage.text):
            break
        told = sentences(passage.text) or (passage.text,)
        found += [each for each in told if _CAVEAT.search(each)]
    return tuple(found)


def pieces(
    lines: Iterable[Line], start: Path = (), *, as_law: bool = False
) -> tuple[Piece, ...]:
    """The units of these lines; `start` is where the first of them stands.

    With `as_law` they know their own place as the one in the law in force. What
    stands before the first number and has no `start` is left out.
    """
    reader = _Reader(start)
    for text, passage in lines:
        for part in divided(text):
            reader.take(part, passage)
    return tuple(
        replace(
            each,
            origin=each.path if as_law else None,
            uneven=each.path[:2] in reader.uneven,
        )
        for each in reader.found
    )


def divided(text: str) -> list[str]:
    """A run of text as the lines it has where it is printed unit by unit.

    Only numbers that follow each other part it, so that a reference does not.
    """
    parts = _INLINE.split(text)
    found = [parts[0]]
    expected = _next_labels(parts[0])
    for part in parts[1:]:
        if _label_of(part) in expected:
            found.append(part)
            expected |= _next_labels(part)
        else:
            found[-1] = f"{found[-1]} {part}"
    return found


def _label_of(text: str) -> str:
    stykke = _STYKKE.match(text) or _STYKKER.match(text)
    if stykke:
        return f"Stk {stykke[1]}"
    listed = _NUMBER.match(text) or _LITRA.match(text)
    return listed[1] + listed[2] if listed else ""


def _next_labels(text: str) -> set[str]:
    """The numbers that may come after this text."""
    expected = {"1)", "a)"}
    if _SECTION.match(text) or not _label_of(text):
        expected.add("Stk 2")
    if found := _STYKKER.match(text) or _STYKKE.match(text):
        expected.add(f"Stk {int(found[found.re.groups]) + 1}")
    elif found := _NUMBER.match(text):
        expected.add(f"{int(found[1]) + 1})")
    elif found := _LITRA.match(text):
        expected.add(f"{chr(ord(found[1]) + 1)})")
    return expected


class _Reader:
    """Follows the numbers from line to line; keeps the stykker that are uneven."""

    def __init__(self, start: Path) -> None:
        self.found: list[Piece] = []
        self._path: Path = start
        self._section = ""
        self.uneven: set[Path] = set()

    def take(self, text: str, passage: int | None) -> None:
        """One line."""
        numbers = () if passage is None else (passage,)
        found = _SECTION.match(text) or _ALONE.match(text)
        if found:
            self._path = (section_name(found[1]), "stk 1")
            self._section = f"§ {found[1]}"
            text = text[found.end() :]
            inner = _STYKKE.match(text)
            if inner and inner[1] == "1":
                text = text[inner.end() :]
            if not text.strip():
                return
            self._add(text, numbers)
        elif self._path and (found := _STYKKER.match(text)):
            for each in range(int(found[1]), int(found[2]) + 1):
                self._path = (self._path[0], f"stk {each}")
                self._add(LEFT_OUT, numbers)
        elif self._path and (found := _STYKKE.match(text)):
            self._path = (*self._path[:1], f"stk {found[1]}")
            self._add(text[found.end() :], numbers)
        elif self._path and (found := _NUMBER.match(text)):
            self._listed("nr", found[1], found[2], text[found.end() :], numbers)
        elif self._path and (found := _LITRA.match(text)):
            self._listed("litra", found[1], found[2], text[found.end() :], numbers)
        elif self._path:
            self._follow(text, numbers)

    def _listed(
        self, name: str, number: str, mark: str, text: str, numbers: tuple[int, ...]
    ) -> None:
        """An item of a list: below the stykke, or litra below the number before."""
        stykke = self._path[:2]
        depth = 3 if name == "litra" and self._path[2:3] and _is(self._path, 2) else 2
        if name == "litra" and self._path[2:] and not _is(self._path, 2):
            depth = 2
        before = self._path[depth] if len(self._path) > depth else ""
        if not _follows(before, name, number) and self.found:
            self.uneven.add(stykke)
        self._path = (*self._path[:depth], f"{name} {number}")
        if any(each.path == self._path for each in self.found):
            self.uneven.add(stykke)
        self.found.append(Piece(self._path, text, mark=mark, passages=numbers))

    def _add(self, text: str, numbers: tuple[int, ...]) -> None:
        self.found.append(
            Piece(self._path, text, section=self._section, passages=numbers)
        )

    def _follow(self, text: str, numbers: tuple[int, ...]) -> None:
        """Text without a number: the first of a stykke, or its tail."""
        is_first = not any(each.path == self._path[:2] for each in self.found)
        stykke = self._path[:2] if len(self._path) > 1 else (*self._path, "stk 1")
        self._path = self._path if is_first else stykke
        self.found.append(Piece(self._path, text, tail=not is_first, passages=numbers))


def _is(path: Path, depth: int) -> bool:
    return path[depth].startswith("nr ")


def _follows(before: str, name: str, number: str) -> bool:
    """Whether a number comes next in its list; a list may begin anywhere with 1."""
    if not before.startswith(f"{name} "):
        return number in ("1", "a")
    last = before.split(" ")[1]
    if name == "litra":
        return ord(number) == ord(last) + 1
    return int(number) == int(last) + 1


def lines_of(several: Iterable[Piece]) -> tuple[str, ...]:
    """The pieces as they are printed, a line each."""
    return tuple(each.line for each in several)


def passages_of(several: Iterable[Piece]) -> tuple[int, ...]:
    """The passages that the pieces stand in."""
    return tuple(dict.fromkeys(n for each in several for n in each.passages))
