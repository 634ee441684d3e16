"""What stands beside a figure: a bound, before or after, the noun that is counted.

"Mindst 30 dage" is not "højst 30 dage", "6 uger før" not "6 uger efter", and a passage
with "10 ansatte" and "9 måneder" does not say "9 ansatte". Compared figure by figure,
so that it holds however freely the rest is worded; silent where the passages say of
the same figure both, or nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefing.assessment.poles import COST, poles_of
from briefing.assessment.support import Known, is_year
from briefing.language.recognise import Found
from briefing.language.words import stem

LEAST, MOST, LATEST = "least", "most", "latest"
BEFORE, AFTER = "before", "after"
_PERIODS = frozenset({"day", "wday", "month", "hour", "quarter", "minute"})
_LESS = r"(?:mindre|færre|lavere|kortere|yngre|fewer|less|shorter)\s+(?:end|than)"
_MORE = r"(?:mere|flere|højere|længere|større|ældre|more|longer)\s+(?:end|than)"
_DENIED = re.compile(
    rf"(?:(?P<most>(?:ikke|aldrig|not|no)\s+(?:\w+\s+)?(?:over|overstig\w*|exceed\w*"
    rf"|{_MORE}))"
    rf"|(?P<least>(?:ikke|not|no)\s+(?:\w+\s+)?(?:under|{_LESS})))"
    r"\s+(?:ca\.\s+|en\s+|et\s+|på\s+)?$"
)
_BOUND = re.compile(
    rf"(?:(?P<least>mindst|minimum|tidligst|over|overstiger|overstige|først\s+efter"
    rf"|{_MORE}|at\s+least|above|exceed\w*)"
    rf"|(?P<most>højst|højest|maks\.?|maksimalt|maksimum|op\s+til|indtil|under"
    rf"|inden\s+for|loftet?\s+på|{_LESS}|at\s+most|up\s+to|within|below)"
    rf"|(?P<latest>senest|inden))"
    r"\s+(?:ca\.\s+|en\s+|et\s+|de\s+|på\s+|om\s+)?$"
)
_OPEN_END = re.compile(
    r"\s*\w*\s*(?:(?P<least>eller\s+(?:flere|derover|mere)|og\s+(?:derover|op|opefter)"
    r"|or\s+more)|(?P<most>eller\s+(?:færre|derunder|mindre)|og\s+derunder|or\s+less))"
)
_ORDER = re.compile(
    r"\s+(?:\w+\s+)?(?:(?P<before>før|forinden|forud|i\s+forvejen|inden(?!\s+for)"
    r"|before|prior)|(?P<after>efter|after))\b"
)
_NOUN = re.compile(r"\s+(?:eller\s+(?:flere|færre)\s+)?([^\W\d_]{4,})")
_COSTS = re.compile(r"([^\W\d_]{4,})\s+(?:på|of)\s+(?:ca\.\s+|EUR\s+)?$")
_TO_NEXT = re.compile(r"\s*(?:-|–|—|til|og|eller|to|and|or)\s*$")
_NEGATES = re.compile(
    r"\b(?:ikke|ingen|intet|ingenting|aldrig|hverken|slip\w*|dispens\w*|undtag\w*|undgå\w*"
    r"|fritag\w*|bortfald\w*|forbud\w*|forby\w*|mist\w*|not|no|never|exempt\w*)\b"
)
_CUT = re.compile(r"[.;:!?](?=\s)|\n")
_REACH = 32
_SIDES = {
    "employees": (
        "lønmodtag",
        "arbejdstag",
        "ansat",
        "medarbejd",
        "person",
        "afskedig",
    ),
    "employers": ("arbejdsgiv", "virksom", "firma", "leverandør", "selskab"),
}


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure with what stands beside it; `denied` where its sentence denies."""

    found: Found
    bound: str = ""
    order: str = ""
    noun: str = ""
    denied: bool = False
    cost: str = ""


@lru_cache(maxsize=8192)
def figures(source: Known) -> tuple[Beside, ...]:
    """The numbers of a text that are no years, with what stands beside them."""
    text = source.text.casefold()
    if len(text) != len(source.text):
        return ()
    numbers = source.found.numbers
    return tuple(
        _beside(text, each, numbers[place + 1 : place + 2])
        for place, each in enumerate(numbers)
        if not is_year(each) and not each.ordinal
    )


def _beside(text: str, found: Found, following: tuple[Found, ...]) -> Beside:
    order = _named(_ORDER.match(text, found.end))
    before = text[max(0, found.start - _REACH) : found.start]
    bound = _named(_DENIED.search(before) or _BOUND.search(before))
    bound = bound or _named(_OPEN_END.match(text, found.end))
    if bound == LATEST:  # "senest 6 uger før" leaves at least six weeks
        lead = order == BEFORE and found.unit in _PERIODS
        bound = LEAST if lead else MOST
    noun, denied = _noun(text, found, following), _is_denied(text, found)
    return Beside(found, bound, order, noun, denied, _cost(before))


def _cost(before: str) -> str:
    """The end at which an amount is named: a cost ("merudgift på") or a saving."""
    match = _COSTS.search(before)
    ends = (
        (each.end for each in poles_of(match[1]) if each.pair == COST) if match else ()
    )
    return next(iter(ends), "")


def _named(match: re.Match[str] | None) -> str:
    return (match.lastgroup or "") if match else ""


def _noun(text: str, found: Found, following: tuple[Found, ...]) -> str:
    """The stem of what is counted; of "20 og 29 ansatte" for both."""
    if found.unit:
        return ""
    end = found.end
    if following and _TO_NEXT.match(text[end : following[0].start]):
        if following[0].unit:
            return ""
        end = following[0].end
    match = _NOUN.match(text, end)
    return stem(match[1]) if match else ""


def _is_denied(text: str, found: Found) -> bool:
    """Whether the sentence that the figure stands in denies something."""
    cuts = [each.end() for each in _CUT.finditer(text, 0, found.start)]
    after = _CUT.search(text, found.end)
    start, end = cuts[-1] if cuts else 0, after.start() if after else len(text)
    return bool(_NEGATES.search(text, start, end))


def put_otherwise(
    said: Known, sentences: Iterable[Known], passages: Iterable[Known]
) -> Iterator[str]:
    """The figures of a statement that its passages bound, place or count otherwise."""
    ours = figures(said)
    if not ours:
        return
    near = [each for source in sentences for each in figures(source)]
    far = [each for source in passages for each in figures(source)]
    for each in ours:
        theirs = [e for e in near if _same(e, each)] or [
            e for e in far if _same(e, each)
        ]
        if _bounded_otherwise(each, theirs) or _counted_otherwise(each, far):
            yield each.found.text


def _same(one: Beside, other: Beside) -> bool:
    a, b = one.found, other.found
    return a.amount == b.amount and (a.unit == b.unit or not (a.unit and b.unit))


def _bounded_otherwise(ours: Beside, theirs: list[Beside]) -> bool:
    """Where all passages put this figure at the other end, and deny as often."""
    alike = [each for each in theirs if each.denied == ours.denied]
    if not theirs or len(alike) < len(theirs):
        return False
    bounds, orders = {e.bound for e in theirs}, {e.order for e in theirs}
    costs = {each.cost for each in theirs}
    if ours.cost and "" not in costs and ours.cost not in costs:
        return True
    if ours.bound and "" not in bounds and ours.bound not in bounds:
        return True
    return bool(ours.order) and "" not in orders and ours.order not in orders


def _counted_otherwise(ours: Beside, theirs: list[Beside]) -> bool:
    """Where the passages count the same things, and never this many."""
    if not ours.noun:
        return False
    counted = {e.found.amount for e in theirs if e.noun == ours.noun}
    if counted:
        return ours.found.amount not in counted
    mine = _side(ours.noun)
    sides = {_side(e.noun) for e in theirs if _same(e, ours) and e.noun}
    return bool(mine) and "" not in sides and bool(sides) and mine not in sides


def _side(noun: str) -> str:
    """The party that is counted, if one is."""
    return next((side for side, words in _SIDES.items() if noun.startswith(words)), "")
