"""Layer two of grounding: every figure and name in a statement stands in its sources.

Sources are the passages cited, with their place in the document, and the source's own
record. Figures are compared in the normal forms of `briefing.language.recognise`.
The record supports dates, acts and provisions as they are, and a number only beside
the same word ("L 115", "3. behandling") or with the same unit: a record holds too
many small numbers to prove one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from briefing.domain.document import Passage
from briefing.language.recognise import Facts, Found, facts, guess_language

_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_LEADING_NUMBER = re.compile(r"\s*(\d+(?:\s?[a-z])?)[.)]\s")
_LEADING_PLACE = re.compile(r"\s*(?:stk\.|§)\s?\d+(?:\s?[a-z])?\.\s", re.IGNORECASE)
_BARE_UNITS = (
    ("%", re.compile(r"\b(?:pct|procent|percent|per cent)|%", re.IGNORECASE)),
    ("dkk", re.compile(r"\b(?:kr|kroner|dkk)\b", re.IGNORECASE)),
    ("eur", re.compile(r"\b(?:euro?|eur)\b|€", re.IGNORECASE)),
)
_BARE_SCALES = (
    (Decimal(10) ** 6, re.compile(r"\b(?:mio|mill|million)", re.IGNORECASE)),
    (Decimal(10) ** 9, re.compile(r"\b(?:mia|milliard|bn|billion)", re.IGNORECASE)),
    (Decimal(1000), re.compile(r"\b(?:t\.\s?kr|tkr|1\.000 kr)", re.IGNORECASE)),
)
_REFERS = re.compile(r"\b(?:jf|cf)\.\s*$", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"([^\W_]+)[\s.–-]*$")
_WORD_AFTER = re.compile(r"[\s.–-]*([^\W_]+)")
_NEAR = 40
_OUTER = ("§", "art", "section")
_NO_ORDINAL = Decimal(2)
_WEEKS = {Decimal(91): 3, Decimal(182): 6, Decimal(364): 12}
"""Days of 13, 26 and 52 weeks, and the months that they stand for."""
_MIXED = re.compile(r"(?<![\w-])[^\W\d_]+\d+\w*")
"""Letters that end in digits: CO2, m3, P2."""


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What one source says, recognised: a passage with its place, or a record field.

    `paths` are the provisions it names or stands under, `place` its heading and
    provision as written. `own` is where the text itself stands: what it starts with
    ("Stk. 2.") and the provision around it. Compared by identity, for it is made once
    per text and kept.
    """

    text: str
    found: Facts
    paths: tuple[tuple[str, ...], ...]
    language: str = "da"
    place: str = ""
    own: tuple[tuple[str, ...], ...] = ()


def known(passage: Passage) -> Known:
    """The passage's figures, with the provision and heading it stands under."""
    return _known(passage.text, passage.locator.provision, passage.locator.heading)


@lru_cache(maxsize=8192)
def _known(text: str, provision: str, heading: str) -> Known:
    language = guess_language(text)
    found = facts(text, language)
    around = [
        each.path
        for place in (provision, heading)
        for each in facts(place).references
        if place
    ]
    label = _label(text, found)
    own = [*around, *_belonging(label.path if label else (), around)]
    own = [one for one in own if not any(set(one) < set(each) for each in own)]
    named = [each.path for each in found.references if each is not label]
    paths = dict.fromkeys((*named, *own, *_numbered(text)))
    place = f"{heading}\n{provision}"
    return Known(text, found, tuple(paths), language, place, tuple(own))


def _label(text: str, found: Facts) -> Found | None:
    """The place that a provision starts with: "§ 4. …", "Stk. 2. …"."""
    first = found.references[0] if found.references else None
    return first if first and _LEADING_PLACE.match(text) else None


def _belonging(
    label: tuple[str, ...], around: Iterable[tuple[str, ...]]
) -> Iterator[tuple[str, ...]]:
    """A leading "Stk. 2." is that of the § around it, and of no other named there."""
    if not label:
        return
    outer = [each[0] for each in around if each[0].startswith(_OUTER)]
    if label[0].startswith(_OUTER) or not outer:
        yield label
    else:
        yield from ((each, *label) for each in outer)


@lru_cache(maxsize=8192)
def known_text(text: str) -> Known:
    """The figures of a text that stands in no passage, such as a session's label."""
    found = facts(text)
    return Known(text, found, tuple(each.path for each in found.references))


def _numbered(text: str) -> Iterator[tuple[str, ...]]:
    """The number that an item starts with ("3) …") is its "nr."."""
    number = _LEADING_NUMBER.match(text)
    if number:
        yield (f"nr {number[1]}",)


def said_in(text: str, language: str) -> Known:
    """What a statement in this language says, recognised."""
    return Known(text, facts(text, language), ())


def unsupported(
    said: Known, cited: Iterable[Known], record: Iterable[Known]
) -> tuple[str, ...]:
    """The figures of a statement, as written there, that no source has.

    Empty when everything is supported.
    """
    text, claims = said.text, said.found
    sources, records = tuple(cited), tuple(record)
    every = (*sources, *records)
    missing = [
        *(each for each in claims.dates if not _has_date(each.value, every)),
        *(each for each in claims.times if not _has_time(each.value, every)),
        *(each for each in claims.acts if not _has_act(each.value, every)),
        *(each for each in claims.references if not has_path(each.path, every)),
        *(
            each
            for each in claims.numbers
            if not _has_number(each, sources) and not _in_record(text, each, records)
        ),
    ]
    missing += _mislabelled(said, sources)
    missing += _listed_otherwise(said, sources)
    mixed = (each for each in _mixed(text) if not _stands(each, every))
    return tuple(dict.fromkeys((*(each.text for each in missing), *mixed)))


def _mislabelled(said: Known, sources: tuple[Known, ...]) -> Iterator[Found]:
    """A statement that starts as a provision does is the one that is cited.

    What it refers to ("jf. stk. 1") is then another place than its own.
    """
    label = _label(said.text, said.found)
    places = [each for source in sources for each in source.own]
    if label and places and not _among(label.path, places):
        yield label
    for each in said.found.references:
        refers = label or _REFERS.search(said.text, 0, each.start)
        if each is label or not refers or not _among(each.path, places):
            continue
        if not _among(each.path, _named(sources)):
            yield each


def _among(path: tuple[str, ...], places: Iterable[tuple[str, ...]]) -> bool:
    return any(set(path) <= set(each) for each in places)


def _named(sources: Iterable[Known]) -> set[tuple[str, ...]]:
    """The places that texts refer to, their own left out."""
    return {
        each.path
        for source in sources
        for each in source.found.references
        if each is not _label(source.text, source.found)
    }


def _listed_otherwise(said: Known, sources: tuple[Known, ...]) -> Iterator[Found]:
    """One of "§§ 2 og 3" put in place of another: named twice, or only cited from."""
    lists = _lists(said.found.references)
    if not lists:
        return
    theirs = {
        path
        for source in sources
        for each in _lists(source.found.references)
        for path in each
    }
    named = _named(sources)
    for paths, found in lists.items():
        others = set(paths) - named
        if len(set(paths)) < len(paths) or (others and set(paths) & theirs):
            yield found


def _lists(found: Iterable[Found]) -> dict[tuple[tuple[str, ...], ...], Found]:
    """The places that are named in one breath, as they are written."""
    together: dict[int, list[Found]] = {}
    for each in found:
        together.setdefault(each.start, []).append(each)
    return {
        tuple(each.path for each in group): group[0]
        for group in together.values()
        if len(group) > 1
    }


def _mixed(text: str) -> list[str]:
    return _MIXED.findall(text) if any(map(str.isdigit, text)) else []


def _stands(word: str, sources: Iterable[Known]) -> bool:
    folded = word.casefold()
    return any(folded in f"{each.text}\n{each.place}".casefold() for each in sources)


def _has_date(value: str, sources: Iterable[Known]) -> bool:
    """A date that says less is supported by one that says more, never the reverse."""
    ours = value.removeprefix("-")
    for source in sources:
        for each in source.found.dates:
            if each.value == value or (
                each.value.endswith(ours)
                if value.startswith("--")
                else each.value.startswith(f"{value}-")
            ):
                return True
    return False


def _has_time(value: str, sources: Iterable[Known]) -> bool:
    return any(value == each.value for source in sources for each in source.found.times)


def _has_act(value: str, sources: Iterable[Known]) -> bool:
    """An act without a year is the one with that number, on either side."""
    name, _, year = value.rpartition("/")
    for source in sources:
        for each in source.found.acts:
            theirs, _, their_year = each.value.rpartition("/")
            if theirs == name and (year == their_year or not (year and their_year)):
                return True
    return False


def has_path(path: tuple[str, ...], sources: Iterable[Known]) -> bool:
    """Whether the sources name this place, at once or piece by piece.

    Piece by piece: § in one, and each inner step in one that names the same § or
    none. A § that is named without a paragraph also supports its stk. 1.
    """
    sources = tuple(sources)
    if any(path in source.paths for source in sources):
        return True
    paths = [each for source in sources for each in source.paths]
    if path[0].startswith("section "):
        number = path[0].removeprefix("section ")
        return any(
            _has_path((f"{outer} {number}", *path[1:]), paths)
            for outer in ("§", "punkt", "art", "section")
        )
    return _has_path(path, paths)


def _has_path(path: tuple[str, ...], paths: list[tuple[str, ...]]) -> bool:
    if any(set(path) <= set(each) for each in paths):
        return True
    outer, inner = path[0], path[1:]
    if not outer.startswith(_OUTER) or not any(outer in each for each in paths):
        return False
    return bool(inner) and all(_inside(step, outer, paths) for step in inner)


def _inside(step: str, outer: str, paths: list[tuple[str, ...]]) -> bool:
    if step == "stk 1" and (outer,) in paths:
        return True
    return any(
        step in each and (outer in each or not each[0].startswith(_OUTER))
        for each in paths
    )


def _has_number(claim: Found, sources: Iterable[Known]) -> bool:
    if _is_no_claim(claim):
        return True
    return any(_supports(claim, source) for source in sources)


def _is_no_claim(claim: Found) -> bool:
    """Everyday words before they are numbers: "første", "anden" and "én"."""
    if claim.ordinal:
        return bool(claim.written is not None and claim.written <= _NO_ORDINAL)
    return claim.amount == 1 and not claim.unit and not claim.text[0].isdigit()


def _supports(claim: Found, source: Known) -> bool:
    if is_year(claim) and _has_year(claim, source):
        return True
    return any(_same(claim, each, source.text) for each in source.found.numbers)


def _same(claim: Found, each: Found, text: str) -> bool:
    if not claim.unit and claim.amount in {each.amount, each.written}:
        return True
    if claim.amount == each.amount:
        return claim.unit == each.unit or (
            not each.unit and _mentions(claim.unit, text)
        )
    if _as_long(claim, each) or _as_long(each, claim):
        return True
    return (
        not each.unit
        and claim.written == each.amount
        and _mentions(claim.unit, text)
        and _mentions_scale(claim, text)
    )


def _as_long(one: Found, other: Found) -> bool:
    """Whether weeks of the first are the quarter, half year or year of the second."""
    units = (one.unit, other.unit) == ("day", "month")
    return units and _WEEKS.get(one.amount or Decimal(0)) == other.amount


def _mentions(unit: str, text: str) -> bool:
    """Whether a table says its unit apart from the number ("Mio. kr.", "Pct.")."""
    return any(unit == name and sign.search(text) for name, sign in _BARE_UNITS)


def _mentions_scale(claim: Found, text: str) -> bool:
    if not claim.written or claim.amount is None:
        return False
    scale = claim.amount / claim.written
    return any(scale == value and sign.search(text) for value, sign in _BARE_SCALES)


def is_year(claim: Found) -> bool:
    """Whether a number can be a year: four digits, no unit, 1900–2099."""
    return (
        not claim.unit
        and claim.amount is not None
        and claim.text.isdigit()
        and _FIRST_YEAR <= claim.amount <= _LAST_YEAR
    )


def _has_year(claim: Found, source: Known) -> bool:
    year = claim.text
    return any(each.value.startswith(f"{year}-") for each in source.found.dates) or any(
        f" {year}/" in each.value or each.value.endswith(f"/{year}")
        for each in source.found.acts
    )


def _in_record(text: str, claim: Found, records: Iterable[Known]) -> bool:
    """Whether the record has this number with its unit, or beside the same word."""
    for record in records:
        for each in record.found.numbers:
            if (claim.amount, claim.unit) == (each.amount, each.unit) and (
                claim.unit or _neighbours(text, claim) & _neighbours(record.text, each)
            ):
                return True
    return False


def _neighbours(text: str, found: Found) -> set[str]:
    before = _WORD_BEFORE.search(text[max(0, found.start - _NEAR) : found.start])
    after = _WORD_AFTER.match(text, found.end)
    return {
        f"{side}{match[1].casefold()}"
        for side, match in (("<", before), (">", after))
        if match
    }
