"""Act numbers: Danish acts and orders, EU acts, COM numbers, CELEX, procedures.

Source of the Danish forms: the Ministry of Justice's guide on law quality (3.4) and
Lovtidende's short names (LOV, LBK, BEK); of the EU forms: the interinstitutional
style guide (year first for acts since 2015, "No" and year last for regulations
before).
"""

import re
from collections.abc import Callable

from briefing.language.find import Found, Kind

_TYPES = {
    "lov": "lov",
    "loven": "lov",
    "lovbekendtgørelse": "lbk",
    "lbk": "lbk",
    "lbkg": "lbk",
    "bekendtgørelse": "bek",
    "bek": "bek",
    "cirkulære": "cir",
    "vejledning": "vej",
    "act": "lov",
    "consolidated act": "lbk",
    "consolidation act": "lbk",
    "executive order": "bek",
    "order": "bek",
}
_TYPE = "|".join(sorted(_TYPES, key=len, reverse=True))
_DANISH = re.compile(
    rf"\b(?P<type>{_TYPE})(?:en|n)?\s+(?:nr|no)\.?\s*(?P<number>\d{{1,6}})"
    r"(?:/(?P<slash>\d{4})|(?=\s*(?:af|of|from)\s+(?:(?:den|the)\s+)?"
    r"\d[^\n;()]{0,18}?[\s/-](?P<year>\d{4})\b))?",
    re.IGNORECASE,
)
_EU = re.compile(
    r"(?:\((?P<body>EU|EF|EØF|EC|EEC|Euratom)\)\s*(?P<no>nr\.?|no\.?)?\s*)?"
    r"(?<![\d/.])(?P<a>\d{1,4})/(?P<b>\d{1,4})(?![\d/]\d)"
    r"(?:/(?P<tail>EF|EU|EØF|EC|EEC))?",
    re.IGNORECASE,
)
_EU_WORD = re.compile(
    r"(?:direktiv\w*|forordning\w*|directive|regulation|afgørelse\w*|decision)"
    r"\s*(?:nr\.?|no\.?)?\s*$",
    re.IGNORECASE,
)
_COM = re.compile(
    r"\b(?P<body>COM|KOM|SWD|JOIN)\s?[(/]?\s?(?P<year>\d{4})\s?[)/]?\s?/?(?P<number>\d{1,6})"
)
_CELEX = re.compile(r"\b[1-9](?P<year>\d{4})(?P<type>[A-Z]{1,2})(?P<number>\d{4})\b")
_PROCEDURE = re.compile(
    r"\b(?P<year>\d{4})/(?P<number>\d{4}[A-Z]?)\s?\((?P<type>[A-Z]{3})\)"
)
_NEAR = 40
_MODERN = range(1950, 2100)


def act_numbers(text: str) -> tuple[Found, ...]:
    """The acts named by number, in reading order, without their dates.

    The find ends before "af 1. maj 2024": the date is a date of its own.
    """
    found: list[Found] = []
    for sign, pattern, normal in _FORMS:
        for match in pattern.finditer(text) if sign.search(text) else ():
            value = normal(match)
            if value and not any(_overlap(match, each) for each in found):
                found.append(Found(Kind.ACT, value, match[0], *match.span()))
    return tuple(sorted(found, key=lambda each: each.start))


def _overlap(match: re.Match[str], other: Found) -> bool:
    return match.start() < other.end and other.start < match.end()


def _danish(match: re.Match[str]) -> str:
    year = match["slash"] or match["year"] or ""
    return f"{_TYPES[match['type'].casefold()]} {int(match['number'])}/{year}"


def _eu(match: re.Match[str]) -> str:
    """`eu 2023/970`; empty when nothing says that it is an EU act."""
    named = match["body"] or match["tail"]
    if not named and not _EU_WORD.search(_before(match)):
        return ""
    first, second = int(match["a"]), int(match["b"])
    last = match["no"] or (second in _MODERN and first not in _MODERN)
    year, number = (second, first) if last else (first, second)
    return f"eu {_full(year)}/{number}"


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - _NEAR) : match.start()]


def _full(year: int) -> int:
    return year if year in _MODERN else 1900 + year % 100


def _com(match: re.Match[str]) -> str:
    body = match["body"].casefold().replace("kom", "com")
    return f"{body} {match['year']}/{int(match['number'])}"


def _celex(match: re.Match[str]) -> str:
    if match["type"] in {"PC", "DC"}:
        return f"com {match['year']}/{int(match['number'])}"
    return f"eu {match['year']}/{int(match['number'])}"


def _procedure(match: re.Match[str]) -> str:
    return f"{match['type'].casefold()} {match['year']}/{match['number'].lstrip('0')}"


_FORMS: tuple[
    tuple[re.Pattern[str], re.Pattern[str], Callable[[re.Match[str]], str]], ...
] = (
    (re.compile(r"\d/\d{4}"), _PROCEDURE, _procedure),
    (re.compile(r"\d[A-Z]{1,2}\d"), _CELEX, _celex),
    (re.compile("[KC]OM|SWD|JOIN"), _COM, _com),
    (re.compile("n[ro]", re.IGNORECASE), _DANISH, _danish),
    (re.compile(r"\d/\d"), _EU, _eu),
)
"""A sign that must be there at all, the form, and its normal form."""
