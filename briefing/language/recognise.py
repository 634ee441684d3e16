"""Dates, times, act numbers, provisions and numbers in Danish and English text.

Everything found has a normal form (`value`) that is the same for every way of
writing the same thing: "1. juli 2026" and "1/7-26", "2,5 mio. kr." and
"2.500.000 kr.", "artikel 5, stk. 1" and "Article 5(1)". Nothing here decides what
a find means; the caller compares.

| kind | normal form |
|---|---|
| date | `2026-07-01`; `--07-01` without a year; `2026-07` without a day |
| time | `12:00` |
| act | `lov 123/2024`, `lbk 2062/2021`, `eu 2023/970`, `com 2026/123` |
| reference | `§ 5|stk 2|nr 3`, `art 5|stk 1|litra b`, `kap 2` |
| number | `2500000 dkk`, `15 %`, `28 day`, `12000` |
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from briefing.language.acts import act_numbers
from briefing.language.find import Found, Kind, blank, guess_language
from briefing.language.numerals import numbers_in
from briefing.language.provisions import references_in

__all__ = [
    "Facts",
    "Found",
    "Kind",
    "act_numbers",
    "dates",
    "facts",
    "guess_language",
    "numbers",
    "parse_date",
    "references",
    "times",
]

# fmt: off
_DANISH_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august",
    "september", "oktober", "november", "december",
)
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)
# fmt: on
_MONTHS = {
    **{name: number for number, name in enumerate(_DANISH_MONTHS, 1)},
    **{name.casefold(): number for number, name in enumerate(_ENGLISH_MONTHS, 1)},
    **{name[:3]: number for number, name in enumerate(_DANISH_MONTHS, 1)},
    "oct": 10,
    "sept": 9,
}
_ABBREVIATED = r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|okt|oct|nov|dec)\b\.?"
_MONTH = (
    rf"(?:(?i:{'|'.join(_DANISH_MONTHS)})|{'|'.join(_ENGLISH_MONTHS)}"
    rf"|(?i:{_ABBREVIATED}))"
)
_NTH = r"(?:\.|st\b|nd\b|rd\b|th\b)?"
_TO = r"\s*(?:-|–|—|\btil\b|\bog\b|\bto\b|\band\b)\s*"
_DATE = re.compile(
    rf"""
    (?=\d)(?<![\w/])(?<!\d[.,-])(?:
      (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})(?!\d|-\d)
    | (?:(?P<d0>\d{{1,2}}){_NTH}{_TO}(?:den\s+|the\s+)?)?
      (?P<d1>\d{{1,2}}){_NTH}\s*(?:\bof\s+)?(?P<m1>{_MONTH})(?!\w)
      (?:,?\s+(?P<y1>\d{{4}})(?![\d]))?
    | (?P<d4>\d{{1,2}})/(?P<m4>\d{{1,2}})\s?[-/\s.]\s?(?P<y4>\d{{4}}|\d{{2}})(?![\d/])
    | (?P<d5>\d{{1,2}})(?P<s5>[-.])\s?(?P<m5>\d{{1,2}})(?P=s5)\s?(?P<y5>\d{{4}})(?!\d)
    | (?P<d6>\d{{2}})-(?P<m6>\d{{2}})-(?P<y6>\d{{2}})(?![\d-])
    | (?<=den\s)(?P<d7>\d{{1,2}})/(?P<m7>\d{{1,2}})(?![\d/-])
    )
    """,
    re.VERBOSE,
)
_MONTH_FIRST = re.compile(
    rf"""
    (?<![\w/])(?<!\d[.,-])(?<!\d\.\s)(?<!\d\s)(?:
      (?P<m2>{"|".join(_ENGLISH_MONTHS)})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?
      (?:,\s*|\s+)(?P<y2>\d{{4}})(?!\d)
    | (?P<m3>{_MONTH})\s+(?P<y3>(?:19|20)\d{{2}})(?!\d)
    )
    """,
    re.VERBOSE,
)
_MONTH_SIGNS = tuple(sorted({name[:3] for name in _MONTHS}))
_FORMS = (("s", "iso"), *((str(n), f"m{n}") for n in range(1, 8)))
_BETWEEN = re.compile(
    rf"{_TO}(?:og\s+med\s+)?(?:\w+dag\s+|\w+day\s+)?(?:den\s+|the\s+)?"
)
_TIME = re.compile(
    r"\b(?:kl\.?|klokken|at)\s*(\d{1,2})(?:[.:](\d{2}))?(?!\d|[.,]\d|\s*(?:%|pct))"
    r"|(?<![\d.,:])(\d{1,2}):(\d{2})(?![\d:])"
)
_DIGIT = re.compile(r"\d")
_PIVOT = 70
_HOURS, _MINUTES = 24, 60


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything recognised in one text, by kind, in reading order."""

    dates: tuple[Found, ...] = ()
    times: tuple[Found, ...] = ()
    acts: tuple[Found, ...] = ()
    references: tuple[Found, ...] = ()
    numbers: tuple[Found, ...] = ()


def parse_date(text: str) -> date | None:
    """The first complete date in the text, in any of the known forms, or None."""
    return next((each.day for each in dates(text) if each.day), None)


def dates(text: str) -> tuple[Found, ...]:
    """The dates in reading order; `day` is set on complete ones.

    Day before month, as in Denmark and the EU; years of two digits are 1970–2069.
    The first of two dates joined by a dash or "til" takes the year of the second.
    What is no day of the calendar is no date.
    """
    if not _DIGIT.search(text):
        return ()
    found = [each for match in _DATE.finditer(text) for each in _dates_of(match)]
    rest = blank(text, found).casefold()
    if any(sign in rest for sign in _MONTH_SIGNS):
        rest = blank(text, found)
        more = [each for m in _MONTH_FIRST.finditer(rest) for each in _dates_of(m)]
        found = sorted(found + more, key=lambda each: each.start)
    return tuple(_with_year(text, found))


def times(text: str) -> tuple[Found, ...]:
    """Times of day such as "kl. 12" or "23.59", as `12:00`."""
    return tuple(
        Found(Kind.TIME, f"{hour:02}:{minute:02}", match[0], *match.span())
        for match in _TIME.finditer(text)
        for hour, minute in [
            (int(match[1] or match[3]), int(match[2] or match[4] or 0))
        ]
        if hour <= _HOURS and minute < _MINUTES
    )


def references(text: str) -> tuple[Found, ...]:
    """Provisions such as "§ 5, stk. 2, nr. 3", one Found per provision named."""
    return references_in(blank(text, act_numbers(text)))


def numbers(text: str, language: str | None = None) -> tuple[Found, ...]:
    """Numbers, amounts, percentages and periods that are nothing else.

    `language` ("da" or "en") decides what "1.250" and "to" mean; guessed if None.
    """
    return facts(text, language).numbers


def facts(text: str, language: str | None = None) -> Facts:
    """Everything recognised; what is part of one find is not found again as another.

    An act's date is found as a date too.
    """
    acts = act_numbers(text)
    rest = blank(text, acts)
    places = references_in(rest)
    rest = blank(rest, places)
    days = dates(rest)
    rest = blank(rest, days)
    hours = times(rest)
    rest = blank(rest, hours)
    amounts = numbers_in(rest, language or guess_language(text))
    return Facts(days, hours, acts, places, amounts)


def _dates_of(match: re.Match[str]) -> Iterable[Found]:
    found = match.groupdict()
    form = next(form for form, key in _FORMS if found.get(key))
    if form == "s":
        year, month, day = (int(part) for part in match["iso"].split("-"))
        yield from _date(match, year, month, day)
        return
    month = _month(match[f"m{form}"])
    year_text = found.get(f"y{form}")
    known = _year(year_text) if year_text else None
    for key in ("d0", f"d{form}") if form == "1" else (f"d{form}",):
        if found.get(key):
            yield from _date(match, known, month, int(found[key] or 0))
    if form == "3":
        yield Found(Kind.DATE, f"{known}-{month:02}", match[0], *match.span())


def _date(
    match: re.Match[str], year: int | None, month: int, day: int
) -> Iterable[Found]:
    """The date, when the calendar has it (29 February is taken without a year)."""
    try:
        whole = date(year or 2000, month, day)
    except ValueError:
        return
    value = whole.isoformat() if year else f"--{month:02}-{day:02}"
    yield Found(Kind.DATE, value, match[0], *match.span(), day=whole if year else None)


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS[text.rstrip(".").casefold()]


def _year(text: str) -> int:
    year = int(text)
    if len(text) > 2:  # noqa: PLR2004 - two digits or four
        return year
    return year + (2000 if year < _PIVOT else 1900)


def _with_year(text: str, found: list[Found]) -> Iterable[Found]:
    for index, each in enumerate(found):
        after = found[index + 1] if index + 1 < len(found) else None
        joined = (
            each.day is None
            and each.value.startswith("--")
            and after is not None
            and after.day is not None
            and _BETWEEN.fullmatch(text, each.end, after.start)
        )
        yield _dated(each, after.day) if joined and after and after.day else each


def _dated(partial: Found, end: date) -> Found:
    month, day = (int(part) for part in partial.value.removeprefix("--").split("-"))
    year = end.year - (month > end.month)
    try:
        whole = date(year, month, day)
    except ValueError:
        return partial
    return Found(
        Kind.DATE,
        whole.isoformat(),
        partial.text,
        partial.start,
        partial.end,
        day=whole,
    )
