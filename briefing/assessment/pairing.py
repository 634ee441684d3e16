"""Layer two again: figures that stand in the passage, but not where they are put.

A passage often holds several years, periods and amounts, and a statement that swaps
two of them has only figures that stand there. Swaps that can be seen by code: a figure
from another sentence in place of the quoted one, an amount with another amount's year,
"from A to B" the other way round, and what stands beside a figure (`beside`).
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from briefing.assessment.beside import put_otherwise
from briefing.assessment.support import Known, is_year, known_text
from briefing.language.recognise import Found

_IN = frozenset({"i", "in"})
_TO = frozenset({"til", "to"})
_FROM = re.compile(r"\b(?:fra|from)\s+(?:(?:EUR|DKK|kr\.?|€)\s*)?$", re.IGNORECASE)
_TIMES = re.compile(r"\b(for|tre|fir|fem|seks|ti)dobl\w*")
_NEAR = 16
Key = tuple[str, str]
"""What kind of figure it is (a unit, "year" or "date"), and its value."""


def misplaced(
    said: Known, sentences: Iterable[str], cited: Iterable[Known]
) -> tuple[str, ...]:
    """The figures of a statement that its passages have elsewhere, as written.

    `sentences` are those that the quotations touch, `cited` the whole passages.
    """
    sentences = tuple(sentences)
    quoted = [known_text(each) for each in sentences]
    passages = tuple(cited)
    return tuple(
        dict.fromkeys(
            [
                *_from_elsewhere(said, quoted),
                *_other_year(said, passages),
                *_turned_range(said, passages),
                *_no_range(said),
                *_times_otherwise(said, sentences),
                *put_otherwise(said, quoted, passages),
            ]
        )
    )


@lru_cache(maxsize=8192)
def _keys(source: Known) -> dict[Key, Found]:
    """The figures that can be mistaken for one another, by kind and value."""
    keys: dict[Key, Found] = {}
    for each in source.found.dates:
        if each.day:
            keys.setdefault(("date", each.value), each)
    for each in source.found.numbers:
        if is_year(each):
            keys.setdefault(("year", each.text), each)
        elif each.unit:
            keys.setdefault((each.unit, each.value), each)
    return keys


@lru_cache(maxsize=8192)
def _years(source: Known) -> set[Key]:
    return {("year", each.value[:4]) for each in source.found.dates}


def _from_elsewhere(said: Known, quoted: list[Known]) -> Iterator[str]:
    """A figure not in the sentences quoted, where these have one we do not mention."""
    ours = _keys(said)
    theirs = {key for each in quoted for key in _keys(each)}
    years = {key for each in quoted for key in _years(each)}
    mentioned = ours.keys() | _years(said)
    for key, found in ours.items():
        left_out = {other for other in theirs - mentioned if other[0] == key[0]}
        if key not in theirs | years and left_out:
            yield found.text


@lru_cache(maxsize=8192)
def _pairs(source: Known, between: frozenset[str]) -> tuple[tuple[Found, Found], ...]:
    """Neighbouring numbers with one of these words alone between them."""
    return tuple(
        (one, after)
        for one, after in pairwise(source.found.numbers)
        if source.text[one.end : after.start].strip().casefold() in between
    )


def _other_year(said: Known, passages: Iterable[Known]) -> Iterator[str]:
    """An amount "i 2027" where the passages have that amount in other years."""
    ours = [(one, year) for one, year in _pairs(said, _IN) if is_year(year)]
    if not ours:
        return
    theirs = {
        (one.value, year.text) for each in passages for one, year in _pairs(each, _IN)
    }
    amounts = {amount for amount, _ in theirs}
    for one, year in ours:
        if one.value in amounts and (one.value, year.text) not in theirs:
            yield f"{one.text} {year.text}"


def _turned_range(said: Known, passages: Iterable[Known]) -> Iterator[str]:
    """A range "fra A til B" that the passages have as "fra B til A"."""
    ours = list(_ranges(said))
    if not ours:
        return
    theirs = {
        (one.value, after.value) for each in passages for one, after in _ranges(each)
    }
    for one, after in ours:
        pair = (one.value, after.value)
        if pair[0] == pair[1] or (pair not in theirs and pair[::-1] in theirs):
            yield f"{one.text} – {after.text}"


def _no_range(said: Known) -> Iterator[str]:
    """A figure to itself: "tre til tre år"."""
    for one, after in _pairs(said, _TO):
        if one.amount == after.amount:
            yield f"{one.text} – {after.text}"


def _times_otherwise(said: Known, sentences: Iterable[str]) -> Iterator[str]:
    """A multiple ("tredobles") where the sentences quoted have only another."""
    if "dobl" not in said.text:
        return
    theirs = {each for text in sentences for each in _TIMES.findall(text.casefold())}
    for each in _TIMES.finditer(said.text.casefold()):
        if theirs and each[1] not in theirs:
            yield said.text[each.start() : each.end()]


def _ranges(source: Known) -> Iterator[tuple[Found, Found]]:
    for one, after in _pairs(source, _TO):
        if _FROM.search(source.text[max(0, one.start - _NEAR) : one.start]):
            yield one, after
