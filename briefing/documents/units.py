"""Passages made comparable: what counts as the same text, and what it is called.

White space, hyphenation, quotation marks, kinds of dash, page numbers and the way a
format divides "§ 1." from its text are no differences. A number that stands first
("§ 5.", "Stk. 2.", "3)", "(14)") is the unit's label, not its text, so that a
paragraph that is renumbered is known again.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from zlib import crc32

from briefing.domain.document import Passage, PassageKind

_LABEL = re.compile(
    r"""^(?:
      (?: §\s*\d+(?:\s?[a-zæøå](?=\s*(?:\.|$)))?
        | (?:Stk|Nr)\.\s*\d+
        | (?:Artikel|Article|Kapitel|Kap\.|Chapter)\s+\d+\s?[a-z]?
        | Til\s+(?:§\s*\d+(?:\s[a-zæøå])?|nr\.\s*\d+)(?:,\s*(?:stk|nr)\.\s*\d+)*
      )\s*(?:\.(?=\s|$)|$)
    | (?: \(\d{1,3}[a-z]?\) | \d{1,3}(?:\.\d{1,3})+\.? | \d{1,3}[.)] | [a-zæøå]\) )
      (?=\s|$)(?!\s*(?:januar|februar|marts|april|maj|juni|juli|august|september
        |oktober|november|december|pkt|led|behandling|punktum|division)\b)
    | [–•·▪*-](?=\s)
    )\s*""",
    re.VERBOSE | re.IGNORECASE,
)
"""What numbers a paragraph; a reference or a date that stands first is none."""
_BULLETS = frozenset("–•·▪*-")
_PAGE_NUMBER = re.compile(
    r"^(?:(?:side|page|s\.)\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:af|of|/)\s*\d{1,4})?$",
    re.IGNORECASE,
)
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011]\s*(?=[^\W\d_])")
_SPACE = re.compile(r"\s+")
_SAME = str.maketrans({
    "“": '"', "”": '"', "„": '"', "»": '"', "«": '"', "’": "'", "‘": "'", "´": "'",
    "–": "-", "—": "-", "−": "-", "\u00ad": None, "\u200b": None,
    "|": " ", "…": "...",
})  # fmt: skip
_SENTENCE_END = re.compile(r"(?<=[.;:?!])\s+(?=[A-ZÆØÅ§(»\d])")
_LONGEST = 3_000
"""A passage longer than this many characters is compared sentence by sentence."""
_RUN, _LONGEST_RUN = 40, 300
"""Words in a run of a sentence that is as long: usual and at most."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One passage, or a sentence of a very long one, ready to be compared.

    `key` is its text without what makes no difference; `label` its leading number
    as it stands, not part of `key`. `passages` are the numbers of the passages it
    was made from.
    """

    text: str
    key: str
    label: str
    place: str
    passages: tuple[int, ...]

    @property
    def number(self) -> str:
        """The label made comparable; empty for a bullet."""
        bare = normal(self.label).rstrip(".").casefold()
        return "" if bare in _BULLETS else bare

    @property
    def whole(self) -> str:
        """Label and key together, as one text."""
        return self.number + self.key


def normal(text: str) -> str:
    """The text without what makes no difference: spaces, hyphens, kinds of sign."""
    plain = unicodedata.normalize("NFKC", text).translate(_SAME)
    return _SPACE.sub("", _HYPHEN.sub("", plain))


def units(passages: Iterable[Passage]) -> tuple[Unit, ...]:
    """The units of a text in reading order; page numbers that were left are gone."""
    return tuple(_joined(_single(passages)))


def _single(passages: Iterable[Passage]) -> Iterator[Unit]:
    for passage in passages:
        cells = passage.kind is PassageKind.TABLE_ROW
        if not cells and _PAGE_NUMBER.match(passage.text):
            continue
        place = passage.locator.provision or passage.locator.heading
        for text in _pieces(passage.text):
            label, body = _divided(text)
            yield Unit(text, body, label, place, (passage.number,))


def _pieces(text: str) -> Iterator[str]:
    """The text, or its sentences when it is very long, or runs of words of those."""
    if len(text) <= _LONGEST:
        yield text
        return
    for sentence in _SENTENCE_END.split(text):
        yield from [sentence] if len(sentence) <= _LONGEST else _cut(sentence)


def _cut(text: str) -> Iterator[str]:
    """Runs of words that end where the words themselves say.

    One word more at the start then moves no later end, as a fixed length would.
    """
    run: list[str] = []
    for word in text.split():
        run.append(word)
        if crc32(word.encode()) % _RUN == 0 or len(run) == _LONGEST_RUN:
            yield " ".join(run)
            run = []
    if run:
        yield " ".join(run)


def _divided(text: str) -> tuple[str, str]:
    """The label as it stands, and the rest made comparable."""
    found = _LABEL.match(text)
    end = found.end() if found else 0
    return text[:end].strip(), normal(text[end:])


def _joined(singles: Iterable[Unit]) -> Iterator[Unit]:
    """Labels that stand alone go with the text that follows them.

    One that is followed by a label is told by the places of what follows.
    """
    waiting: Unit | None = None
    for unit in singles:
        if not unit.key:
            waiting = unit if unit.label else waiting
            continue
        if waiting is not None and unit.number in ("", waiting.number):
            yield replace(
                unit,
                text=unit.text if unit.number else f"{waiting.text} {unit.text}",
                label=waiting.label,
                passages=(*waiting.passages, *unit.passages),
            )
        else:
            yield unit
        waiting = None
