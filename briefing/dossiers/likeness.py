"""How alike two titles are, and whether that is enough to be sure of one matter."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from briefing.dossiers.wording import Bag, Form, Wording, numbers, telling, turning

WORTH_ASKING = 0.5
"""Less alike than this, two titles are no question."""

_BARE = 0.5
_SLIPS = 2
_OTHER = 0.6
_NEARLY = 0.75
_ENOUGH = 4
_TYPO = 82
_LONG = 6
_AMENDING = {Form.AMENDING_LAW, Form.AMENDING_ORDER}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two titles are, from 0 to 1.

    `is_telling` when nothing in the words speaks against one matter and enough of them
    for it; the rest (dates, rivals) is for the caller. `is_rival` when it would do to
    make somebody doubt another that is as alike.
    """

    score: float
    is_telling: bool = False
    is_rival: bool = False


def likeness(first: Wording, second: Wording) -> Likeness:
    """The likeness of two titles; 0 for a consolidated act, which recurs by itself."""
    if Form.CONSOLIDATION in {first.form, second.form}:
        return Likeness(0.0)
    if first.is_bare and second.is_bare:
        return _of_acts(first, second)
    return max(
        (
            _of_subjects(first, second, one, other)
            for one in first.subjects
            for other in second.subjects
        ),
        key=lambda each: (each.is_telling, each.score),
        default=Likeness(0.0),
    )


def _of_acts(first: Wording, second: Wording) -> Likeness:
    """Titles that name only the acts they amend, as others do every year."""
    same = first.acts == second.acts and _forms_agree(first, second)
    return Likeness(_BARE, is_rival=True) if same else Likeness(0.0)


def _of_subjects(first: Wording, second: Wording, one: Bag, other: Bag) -> Likeness:
    shared = len(one & other)
    if _score(one, other, shared + min(_SLIPS, shared)) < WORTH_ASKING:
        return Likeness(0.0)
    pairs = dict(_matches(one, other))
    score = _score(one, other, len(pairs))
    if numbers(one) != numbers(other) or not _acts_agree(first, second):
        return Likeness(score * _OTHER)
    sure = _forms_agree(first, second) and (
        _is_name(first, second, one, other)
        or _is_bracket(first, second, one, other, pairs)
    )
    return Likeness(score, sure, is_rival=True)


def _score(one: Bag, other: Bag, matched: int) -> float:
    """The share of all words that both have."""
    both = min(matched, len(one), len(other))
    return both / (len(one) + len(other) - both)


def _matches(one: Bag, other: Bag) -> Iterator[tuple[str, str]]:
    """The words of one that the other has too, allowing for a few slips of the pen."""
    yield from ((each, each) for each in one & other)
    left = sorted(other - one)
    slips = 0
    for word in sorted(one - other):
        found = next((each for each in left if _is_typo(word, each)), None)
        if found and slips < _SLIPS:
            slips += 1
            left.remove(found)
            yield word, found


def _is_typo(word: str, other: str) -> bool:
    if min(len(word), len(other)) < _LONG or word.isdecimal() or other.isdecimal():
        return False
    return word[0] == other[0] and ratio(word, other) > _TYPO


def _acts_agree(first: Wording, second: Wording) -> bool:
    """Whether all acts of one amending text are in the other; others have no say.

    Nearly all, by the words of their names: an act may be put in on the way.
    """
    least = min(len(first.acts), len(second.acts))
    common = sum(1 for _ in _matches(first.acts, second.acts))
    return common >= _NEARLY * least


def _forms_agree(first: Wording, second: Wording) -> bool:
    return first.form is second.form or Form.OPEN in {first.form, second.form}


def _is_name(first: Wording, second: Wording, one: Bag, other: Bag) -> bool:
    """Whether two texts have one name; a law or an order keeps its name to the letter.

    Where the form is not said, as in the Union, one word is not enough.
    """
    if first.form in _AMENDING and second.form in _AMENDING:
        return False
    least = 2 if Form.OPEN in {first.form, second.form} else 1
    return one == other and len(telling(one)) >= least


def _is_bracket(
    first: Wording, second: Wording, one: Bag, other: Bag, pairs: dict[str, str]
) -> bool:
    """Whether two amending texts say in their brackets that they are one.

    The same words, two of them telling (or one, when all acts are the same); or so
    many that a few may have been left out or put in on the way, but not exchanged, nor
    those that make it another proposal ("forlængelse").
    """
    if not (first.form in _AMENDING and second.form in _AMENDING):
        return False
    if one == other:
        same_acts = first.acts == second.acts and len(one) > 1
        return len(telling(one)) >= (1 if same_acts else 2)
    least, most = sorted((len(one), len(other)))
    contained = len(pairs) == least and least >= _NEARLY * most
    enough = _ENOUGH - 1 if least == most else _ENOUGH
    same_turn = turning(one) == turning(other)
    return contained and same_turn and len(telling(frozenset(pairs))) >= enough
