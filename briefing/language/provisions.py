"""Places in acts: §, stk., nr., litra, pkt., artikel, kapitel, bilag, betragtning.

A place is a path from the outside in, `§ 5 > stk 2 > nr 3`. Danish and English
ways of writing meet in the same path: "artikel 5, stk. 1, litra b" and
"Article 5(1)(b)". Source of the Danish forms: the Ministry of Justice's guide on law
quality, 3.4.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefing.language.find import Found, Kind, lowered

# A number with its letter; "i" is the preposition unless punctuation follows.
_ITEM = r"\d{1,4}(?:\.\d{1,3}){0,5}(?:\s?(?:[a-hj-zæøå](?![\w.]\w|\w)|i(?=[,;.)])))?"
_UNIT = (
    r"(?!\d)(?!\.?\s*(?:pkt|punktum|led)\b)(?!\s*(?:%|pct|procent|kr\b|kroner|mio|mia|dag|uge|"
    r"måned|år\b|års|time|gange|euro|percent|day|week|month|year|hour))"
)
_AND = r"\s*(?:og|eller|samt|and|or)\s+"
_RANGE = r"\s*(?:-|–|—|\btil\b|\bto\b)\s*"


def _listed(item: str) -> str:
    """One item, a range, or a list that ends in "og" or "eller"."""
    one = rf"{item}(?:{_RANGE}{item}{_UNIT})?"
    return rf"{one}(?:(?:,\s*{one})*{_AND}{one}{_UNIT})?"


_MANY = _listed(_ITEM)
_ONE = rf"{_ITEM}(?:{_RANGE}{_ITEM}{_UNIT})?"
_LETTERS = _listed(r"[a-zæøå]\b\)?")
_STK = rf"(?:stk\.?|stykke|paragraphs?|subsections?)\s*\(?(?P<stk>{_MANY})\)?"
_NR = rf"(?:(?<![\w.])nr\.?|(?<!\w)nos?\.|(?<!\w)nummer|items?)\s*(?P<nr>{_MANY})"
_LITRA = rf"(?:litra|points?)\s*\(?(?P<litra>{_LETTERS})"
_PKT = (
    rf"(?P<pkt>\d{{1,3}})\.(?:(?:{_AND}|{_RANGE})(?P<pkt2>\d{{1,3}})\.)?"
    r"\s*(?:pkt\b\.?|punktum)"
    r"|(?P<sentence>first|second|third|fourth)\s+sentence"
)
_OUTER = (
    rf"§§\s*(?P<many>{_MANY})"
    rf"|(?:§|\bparagraf)\s*(?P<one>{_ONE})"
    rf"|\bsections?\s+(?P<section>{_MANY})"
    rf"|\b(?:artikel|artikler|artiklerne|art\.|articles?)\s*(?P<art>{_MANY})"
)
_SEP = r"\s*,?\s*(?:jf\.\s*)?"
_PLACE = re.compile(
    rf"""
      (?:{_OUTER})
      (?:\((?P<br1>\d{{1,4}})\))?(?:\((?P<br2>[a-z]{{1,2}})\))?
      (?:{_SEP}{_STK})?(?:{_SEP}{_NR})?(?:{_SEP}{_LITRA})?(?:{_SEP}(?:{_PKT}))?
    """,
    re.VERBOSE,
)
_BARE = re.compile(
    rf"""
      (?<!\w){_STK}(?:{_SEP}{_NR})?(?:{_SEP}{_LITRA})?(?:{_SEP}(?:{_PKT}))?
    """,
    re.VERBOSE,
)
_BARE_NR = re.compile(rf"{_NR}(?:{_SEP}{_LITRA})?(?:{_SEP}(?:{_PKT}))?")
_BARE_INNER = re.compile(rf"(?<!\w){_LITRA}|(?<![\w.,])(?:{_PKT})")
_NUMERAL = r"(?:\d{1,4}(?:\.\d{1,3}){0,5}(?:\s?[a-h]\b)?|[IVXL]{1,8}\b)"
_OTHER = re.compile(
    rf"\b(?P<word>(?i:kapitel|kap\.|chapter|afsnit|bilag|annex|betragtning(?:erne)?|recitals?"
    rf"|punkt|pkt\.|point|del|part|title|tabel|table))\s*\(?(?P<number>{_NUMERAL})"
    rf"(?:(?:{_AND}|{_RANGE})\(?(?P<second>{_NUMERAL})(?!\w))?"
)
_OTHER_WORDS = {
    "kap.": "kap",
    "kapitel": "kap",
    "chapter": "kap",
    "annex": "bilag",
    "recital": "betragtning",
    "recitals": "betragtning",
    "betragtningerne": "betragtning",
    "pkt.": "punkt",
    "point": "punkt",
    "afsnit": "punkt",
    "part": "del",
    "title": "del",
    "table": "tabel",
}
_OTHER_SIGNS = (
    "kap", "chapter", "afsnit", "bilag", "annex", "betragt", "recital", "punkt", "pkt",
    "point", "del ", "part", "title", "tabel", "table",
)  # fmt: skip
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_SENTENCES = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
_LONGEST_RANGE = 200


@dataclass(frozen=True, slots=True)
class _Level:
    name: str
    items: tuple[str, ...]


def references_in(text: str) -> tuple[Found, ...]:
    """The places named in the text, in reading order, one Found per place.

    "§ 5, stk. 2 og 3" gives two; "§§ 5-7" three. A range with letters gives each of
    its letters. What is left of a list at an outer level stands alone.
    """
    found: list[Found] = []
    taken = bytearray(len(text))
    lower = lowered(text)
    for pattern in _patterns(lower):
        for match in pattern.finditer(text if pattern is _OTHER else lower):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * len(match[0])
                found += _founds(match, text)
    return tuple(sorted(found, key=lambda each: each.start))


_SIGNS = (
    (re.compile(r"§|arti[ck]|\bart\.|section|paragraf"), _PLACE),
    (re.compile("stk|stykke|paragraph|subsection"), _BARE),
    (re.compile(r"nr|\bnos?\.|nummer|items?\s"), _BARE_NR),
    (re.compile("litra|point|pkt|punktum|sentence"), _BARE_INNER),
)


def _patterns(lower: str) -> Iterator[re.Pattern[str]]:
    """The patterns that can match at all: most text names no place."""
    for sign, pattern in _SIGNS:
        if sign.search(lower):
            yield pattern
    if any(word in lower for word in _OTHER_SIGNS):
        yield _OTHER


def _founds(match: re.Match[str], text: str) -> Iterator[Found]:
    if match.re is _OTHER:
        paths: Iterable[tuple[str, ...]] = _other_paths(match)
    else:
        paths = _paths(list(_levels(match.groupdict())))
    written = text[match.start() : match.end()].strip()
    for path in paths:
        yield Found(Kind.REFERENCE, "|".join(path), written, *match.span(), path=path)


def _other_paths(match: re.Match[str]) -> Iterator[tuple[str, ...]]:
    word = match["word"].casefold()
    name = _OTHER_WORDS.get(word, word)
    for number in (match["number"], match["second"]):
        if number:
            yield (f"{name} {_arabic(number)}",)


def _arabic(numeral: str) -> str:
    if numeral[0].isdigit():
        return _squeezed(numeral)
    values = [_ROMAN[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return str(sum(-one if one < after else one for one, after in pairs))


def _levels(groups: dict[str, str | None]) -> Iterator[_Level]:
    outer = (("§", "many"), ("§", "one"), ("section", "section"), ("art", "art"))
    inner = (
        ("stk", "br1"), ("litra", "br2"), ("stk", "stk"), ("nr", "nr"),
        ("litra", "litra"), ("pkt", "pkt"), ("pkt", "sentence"),
    )  # fmt: skip
    for name, group in (*outer, *inner):
        given = groups.get(group)
        if given:
            yield _Level(name, tuple(_items(name, given, groups)))


def _items(name: str, given: str, groups: dict[str, str | None]) -> Iterator[str]:
    if name == "litra":
        yield from re.findall(
            r"[a-zæøå]+", re.sub(_AND, ",", given, flags=re.IGNORECASE).lower()
        )
    elif name == "pkt":
        given = _SENTENCES.get(given.casefold(), given)
        yield from (one for one in (given, groups.get("pkt2")) if one)
    else:
        for piece in re.split(rf",\s*|{_AND}", given):
            yield from _range(piece)


def _range(piece: str) -> Iterator[str]:
    ends = [_squeezed(end) for end in re.split(_RANGE, piece)]
    first, last = ends[0], ends[-1]
    if first.isdigit() and last.isdigit():
        span = range(int(first), int(last) + 1)
        yield from map(str, span) if 0 < len(span) <= _LONGEST_RANGE else ends
    elif first[:-1] == last[:-1] and first[:-1].isdigit() and first < last:
        yield from (
            f"{first[:-1]} {chr(code)}"
            for code in range(ord(first[-1]), ord(last[-1]) + 1)
        )
    else:
        yield from map(_spaced, ends)


def _squeezed(item: str) -> str:
    return "".join(item.split()).rstrip(".")


def _spaced(item: str) -> str:
    lower = item.lower()
    if lower[-1].isalpha() and lower[0].isdigit() and " " not in lower:
        return f"{lower[:-1]} {lower[-1]}"
    return lower


def _paths(levels: list[_Level]) -> Iterator[tuple[str, ...]]:
    """Each item of the innermost level below the last of each outer; the rest alone."""
    prefix: tuple[str, ...] = ()
    for depth, level in enumerate(levels):
        names = [f"{level.name} {_spaced(item)}" for item in level.items]
        innermost = depth == len(levels) - 1
        for name in names if innermost else names[:-1]:
            yield (*prefix, name)
        prefix = (*prefix, names[-1])
