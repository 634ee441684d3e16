"""Numbers, amounts, percentages and periods, in digits and in words.

Weeks are counted in days and years in months, so that "4 uger" and "28 dage" are the
same period. The first of two numbers joined by a dash or "til" takes the unit of the
second ("2-3 mio. kr.").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from briefing.language.find import Found, Kind, blank, lowered
from briefing.language.fractions import fractions_in

_DANISH_ONES = {
    "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9,
}  # fmt: skip
_DANISH_TENS = {
    "tyve": 20, "tredive": 30, "fyrre": 40, "halvtreds": 50, "tres": 60,
    "halvfjerds": 70, "firs": 80, "halvfems": 90,
}  # fmt: skip
_DANISH = {
    **_DANISH_ONES, **_DANISH_TENS,
    **{
        f"{one}og{tens}": low + high
        for one, low in {"en": 1, "én": 1, **_DANISH_ONES}.items()
        for tens, high in _DANISH_TENS.items()
    },
    "ti": 10, "elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15,
    "seksten": 16, "sytten": 17, "atten": 18, "nitten": 19, "hundrede": 100,
    "tusind": 1000, "tusinde": 1000, "én": 1, "ét": 1,
}  # fmt: skip
_ENGLISH_ONES = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9,
}  # fmt: skip
_ENGLISH_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_ENGLISH = {
    **_ENGLISH_ONES, **_ENGLISH_TENS,
    **{
        f"{tens}-{one}": high + low
        for one, low in {"one": 1, **_ENGLISH_ONES}.items()
        for tens, high in _ENGLISH_TENS.items()
    },
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "hundred": 100, "thousand": 1000,
}  # fmt: skip
_WORDS = {"da": _DANISH, "en": _ENGLISH}
_ONE = {"da": "en|et", "en": "one|a|an"}
_HALVES = {
    "halvanden": Decimal("1.5"), "halvandet": Decimal("1.5"), "halv": Decimal("0.5"),
    "halvt": Decimal("0.5"), "half": Decimal("0.5"), "kvart": Decimal("0.25"),
}  # fmt: skip
_ORDINALS = {
    "første": 1, "anden": 2, "andet": 2, "tredje": 3, "fjerde": 4, "femte": 5,
    "sjette": 6, "syvende": 7, "ottende": 8, "niende": 9, "tiende": 10,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
}  # fmt: skip
_SCALES = (
    (r"mio\b\.?|mill\b\.?|million(?:er|s)?\b", Decimal(10) ** 6),
    (r"mia\b\.?|milliard(?:er)?\b|bn\b|billions?\b", Decimal(10) ** 9),
    (r"billion(?:er)\b", Decimal(10) ** 12),
    (r"tusinde?\b|thousand\b|t\.(?=\s?kr)|t(?=kr)", Decimal(1000)),
    (r"hundrede\b|hundred\b", Decimal(100)),
)
_SCALE = "|".join(pattern for pattern, _ in _SCALES)
_UNITS: tuple[tuple[str, str, int], ...] = (
    (r"procentpoint\b|pct\.?\s?point\b|percentage\s+points?\b|pp\b", "pp", 1),
    (r"%|pct\b\.?|procent(?:s|en)?\b|per\s?cent\b", "%", 1),
    (r"‰|promille\b", "‰", 1),
    (r"kr\b\.?|kroner(?:s)?\b|dkk\b", "dkk", 1),
    (r"€|euros?\b|eur\b", "eur", 1),
    (r"øre\b", "øre", 1),
    (r"årsværk\w*|full-time\s+equivalents?\b|fte\b", "fte", 1),
    (r"(?:arbejds|hver|bank)dag(?:e|en|ene)?s?\b|work(?:ing\s+)?days?\b", "wday", 1),
    (r"(?:kalender|syge|fri|ferie|calendar\s+)?da(?:g(?:e|en|ene)?s?|ys?)\b", "day", 1),
    (r"dages\w*|døgn\b", "day", 1),
    (r"uge(?:r|n|rne)?s?\b|ugers?-?\w*|weeks?\b", "day", 7),
    (r"måned(?:er|en|erne)?s?\b|måneders?-?\w*|månedlig\w*|months?\b", "month", 1),
    (r"kvartal(?:er|et)?s?\b|quarters?\b", "quarter", 1),
    (r"halvår(?:et)?s?\b", "halfyear", 1),
    (r"år(?:ene)?s?\b|års-?\w+|årig\w*|years?\b|year-olds?\b", "month", 12),
    (r"time(?:r|n|rne)?s?\b|timers\w+|hours?\b", "hour", 1),
    (r"minut(?:ter)?s?\b|minutes?\b", "minute", 1),
)  # fmt: skip
_UNIT = "|".join(
    f"(?P<u{index}>{pattern})" for index, (pattern, _, _) in enumerate(_UNITS)
)
_DIGITS = (
    r"\d{1,3}(?:[.,'][\d]{3})+(?![\d])(?:[.,]\d+)?"
    r"|\d{1,3}(?:[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE} ]\d{3})+"
    r"(?![\d])(?:[.,]\d+)?"
    r"|\d+(?:[.,]\d+)*½?|½"
)
_GLUED = r"(?=\b|års|årig|uger|dages|måneder)"


_HALF_UNIT = "(?:år|time|måned|dag|year|hour|month|day)"
_ONE_UNIT = {
    "da": r"(?:måned|uge|dag|år|time|million|milliard|kvartal)s?\b",
    "en": r"(?:month|week|day|year|hour|million|billion|thousand|hundred)\b",
}


def _alternatives(words: Iterable[str]) -> str:
    """The words as a pattern, grouped by first letter so that most fail at once."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_letter.setdefault(word[0], []).append(word[1:])
    groups = (f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
    return f"(?:{'|'.join(groups)})"


def _pattern(language: str) -> re.Pattern[str]:
    words = _alternatives(_WORDS[language])
    halves = _alternatives(_HALVES)
    return re.compile(
        rf"""
        (?<![\w§.,/])(?<!\d\s)
        (?: (?P<digits>{_DIGITS})
          | (?P<word>{words}){_GLUED}
          | (?P<half>(?:{halves}))\b(?=\s+(?:an?\s+)?{_HALF_UNIT})(?:\s+an?\b)?
          | (?P<one>{_ONE[language]})\b(?=\s+(?:{_ONE_UNIT[language]}))
          | (?P<ordinal>{_alternatives(_ORDINALS)})\b
        )
        (?:[\s-]?(?P<scale>{_SCALE}))?
        (?:[\s-]{{0,2}}(?:{_UNIT}))?
        """,
        re.VERBOSE,
    )


_PATTERNS = {language: _pattern(language) for language in _WORDS}
_BEFORE = re.compile(r"(?:(?P<dkk>DKK|kr\.?)|(?P<eur>€|EUR|euro))\s?$", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:-|–|—|til|og|eller|to|and|or)\s*", re.IGNORECASE)
_HALF = Decimal("0.5")
_THOUSANDS = 3
_NO_DIGIT = re.compile(r"[^\d.,]")
_MARK = re.compile(r"[.,]")


def numbers_in(text: str, language: str) -> tuple[Found, ...]:
    """The numbers in reading order; the text is in `language` ("da" or "en").

    Digits inside a word ("CO2") are no number. Ordinal words are marked as such.
    """
    pattern = _PATTERNS[language]
    parts = tuple(fractions_in(text)) if language == "da" else ()
    rest = lowered(blank(text, parts) if parts else text)
    found = [_found(match, text, language) for match in pattern.finditer(rest)]
    every = (*parts, *_share_units(text, found))
    return tuple(sorted(every, key=lambda each: each.start)) if parts else every


def _found(match: re.Match[str], text: str, language: str) -> Found:
    written = _written(match, language)
    amount = written * _scale(match["scale"])
    unit, factor = _unit(match)
    if not unit:
        unit = _currency_before(match)
    as_written = text[match.start() : match.end()]
    ordinal = bool(match["ordinal"])
    return _number(
        as_written, match.start(), amount * factor, unit, written, ordinal=ordinal
    )


def _number(
    text: str,
    start: int,
    amount: Decimal,
    unit: str,
    written: Decimal,
    *,
    ordinal: bool,
) -> Found:
    stripped = text.rstrip()
    return Found(
        Kind.NUMBER, f"{_plain(amount)} {unit}".strip(), stripped, start,
        start + len(stripped), amount=amount, unit=unit, written=written,
        ordinal=ordinal,
    )  # fmt: skip


def _plain(amount: Decimal) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _written(match: re.Match[str], language: str) -> Decimal:
    if match["digits"]:
        return _value(match["digits"], language)
    if match["word"]:
        return Decimal(_WORDS[language][match["word"].casefold()])
    if match["half"]:
        return _HALVES[match["half"].casefold()]
    if match["ordinal"]:
        return Decimal(_ORDINALS[match["ordinal"].casefold()])
    return Decimal(1)


@lru_cache(maxsize=4096)
def _value(digits: str, language: str) -> Decimal:
    """Danish "1.250,5", English "1,250.5"; either sign is a decimal mark if it must be.

    A point or comma is a thousands mark when three digits follow and the language
    uses it so, or when it occurs more than once.
    """
    half = _HALF if digits.endswith("½") else Decimal(0)
    digits = _NO_DIGIT.sub("", digits)
    thousands, decimal = (".", ",") if language == "da" else (",", ".")
    if (
        digits.count(decimal) > 1
        or digits.rfind(thousands) > digits.rfind(decimal) >= 0
    ):
        thousands, decimal = decimal, thousands
    whole, _, part = digits.partition(decimal)
    groups = whole.split(thousands)
    if any(len(group) != _THOUSANDS for group in groups[1:]):
        whole, part = groups[0], "".join(groups[1:]) + part
    part = _MARK.sub("", part)
    return Decimal(f"{whole.replace(thousands, '') or 0}.{part or 0}") + half


@lru_cache(maxsize=256)
def _scale(text: str | None) -> Decimal:
    if not text:
        return Decimal(1)
    for pattern, value in _SCALES:
        if re.match(pattern, f"{text} kr", re.IGNORECASE):
            return value
    return Decimal(1)


def _unit(match: re.Match[str]) -> tuple[str, int]:
    last = match.lastgroup or ""
    if not last.startswith("u") or not last[1:].isdigit():
        return "", 1
    _, unit, factor = _UNITS[int(last[1:])]
    return unit, factor


def _currency_before(match: re.Match[str]) -> str:
    before = _BEFORE.search(match.string, max(0, match.start() - 5), match.start())
    if not before:
        return ""
    return "dkk" if before["dkk"] else "eur"


def _share_units(text: str, found: list[Found]) -> Iterator[Found]:
    """Gives a number without unit that of the next one it is joined to."""
    for index, each in enumerate(found):
        after = found[index + 1] if index + 1 < len(found) else None
        if (
            after is not None
            and not each.unit
            and after.unit
            and each.amount == each.written
            and not each.ordinal
            and _JOINED.fullmatch(text, each.end, after.start)
        ):
            yield _like(each, after)
        else:
            yield each


def _like(each: Found, after: Found) -> Found:
    written = each.written or Decimal(0)
    scale = (
        (after.amount or Decimal(0)) / after.written if after.written else Decimal(1)
    )
    amount = written * scale
    value = f"{_plain(amount)} {after.unit}"
    return replace(each, amount=amount, unit=after.unit, value=value)
