"""Where the words that were searched for stand in a text, and the part to show."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.domain.search import Term, TermKind
from briefing.language.find import lowered
from briefing.language.query import spans

_WORD = re.compile(r"[^\W_]+")
_WIDTH = 240
_SLACK = 24


@dataclass(frozen=True, slots=True)
class Marked:
    """A part of a text, and where in it the hits stand (start, end)."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


class Marker:
    """Finds the forms of several terms; `forms` has one set for each term."""

    def __init__(self, terms: Sequence[Term], forms: Sequence[frozenset[str]]) -> None:
        self._words = {
            form: number for number, some in enumerate(forms) for form in some
        }
        self._phrases = [
            (number, each.text)
            for number, term in enumerate(terms)
            for each in term.alternatives
            if each.kind is TermKind.PHRASE
        ]
        self._starts = tuple(
            (number, each.text)
            for number, term in enumerate(terms)
            for each in term.alternatives
            if each.kind is TermKind.PREFIX
        )

    def marks(self, text: str) -> list[tuple[int, int, int]]:
        """Start, end and number of the term of each hit, in order."""
        low = lowered(text)
        found = [
            (*match.span(), number)
            for match in _WORD.finditer(low)
            if (number := self._number(match[0])) is not None
        ]
        for number, phrase in self._phrases:
            found += [(*span, number) for span in spans(phrase, low)]
        return sorted(found)

    def _number(self, word: str) -> int | None:
        if word in self._words:
            return self._words[word]
        for number, start in self._starts:
            if word.startswith(start):
                return number
        return None

    def best(self, texts: Iterable[str], count: int) -> list[int]:
        """The numbers of the texts with most of the terms, in reading order."""
        scored = [
            (-len({term for _start, _end, term in found}), number)
            for number, text in enumerate(texts)
            if (found := self.marks(text))
        ]
        most = min((score for score, _number in scored), default=0)
        chosen = [number for score, number in scored if score == most]
        return chosen[:count]

    def shown(self, text: str) -> Marked:
        """The part of a text around the most hits, cut between words."""
        plain = " ".join(text.split())
        found = _merged(self.marks(plain))
        if len(plain) <= _WIDTH + _SLACK:
            return Marked(plain, tuple(found))
        start = _densest(found)
        start = 0 if start < _SLACK else plain.rfind(" ", 0, start) + 1
        end = (
            plain.rfind(" ", start, start + _WIDTH)
            if start + _WIDTH < len(plain)
            else len(plain)
        )
        before, after = "… " if start else "", " …" if end < len(plain) else ""
        shift = len(before) - start
        inside = tuple(
            (left + shift, right + shift)
            for left, right in found
            if start <= left and right <= end
        )
        return Marked(f"{before}{plain[start:end]}{after}", inside)


def _merged(found: Iterable[tuple[int, int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end, _number in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _densest(found: Sequence[tuple[int, int]]) -> int:
    """Where to begin so that as many hits as possible are shown, with some before."""
    best, most = 0, 0
    for start, _end in found:
        inside = sum(1 for left, _right in found if start <= left < start + _WIDTH - 60)
        if inside > most:
            best, most = start, inside
    return max(0, best - 60)
