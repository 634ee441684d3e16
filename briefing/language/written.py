"""Dates, days and short texts as people write them, in Danish or English."""

import re
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays
from babel.dates import format_date as babel_date
from babel.numbers import format_decimal

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NO_BREAK = "\N{NO-BREAK SPACE}"
_KEEP_TOGETHER = re.compile(
    r"(?<=§) (?=\d)|(?<=§§) (?=\d)"
    r"|(?:(?<=§.\d)|(?<=§.\d\d)|(?<=§.\d\d\d)) (?=[a-zæøå](?!\w))"
    r"|(?<=\d) (?=(?:kr|mio|mia|pct|stk|dage|uger|måneder|år)\b)"
    r"|(?<=\bmio\.) (?=kr)|(?<=\bmia\.) (?=kr)"
    r"|(?<=\bstk\.) (?=\d)|(?<=\bnr\.) (?=\d)|(?<=\bkap\.) (?=\d)"
    r"|(?<=\bs\.) (?=\d)|(?<=\b[LB]) (?=\d)|(?<=\bkl\.) (?=\d)"
    r"|(?<=\blitra) (?=[a-zæøå]\b)|(?<=\bartikel) (?=\d)|(?<=\bafsnit) (?=\d)"
    r"|(?<=\d\.) (?=(?:januar|februar|marts|april|maj|juni|juli|august"
    r"|september|oktober|november|december|pkt|led)\b)"
)


def format_date(day: date, language: str = "da") -> str:
    """A date in words: "1. juli 2026", "1 July 2026"."""
    pattern = "d. MMMM y" if language == "da" else "d MMMM y"
    return babel_date(day, pattern, locale="da" if language == "da" else "en_GB")


def format_month(day: date, language: str = "da") -> str:
    """A month in words: "juli 2026", "July 2026"."""
    return babel_date(day, "MMMM y", locale="da" if language == "da" else "en_GB")


def format_amount(amount: float, language: str = "da") -> str:
    """An amount with two decimals: "1.234,50", "1,234.50"."""
    return str(format_decimal(amount, "#,##0.00", locale=language))


def danish_day(moment: datetime) -> date:
    """The date in Denmark at a moment that has a zone."""
    return moment.astimezone(COPENHAGEN).date()


@cache
def _danish_holidays(year: int) -> frozenset[date]:
    extra = {date(year, *each) for each in ((5, 1), (6, 5), (12, 24), (12, 31))}
    return frozenset(holidays.country_holidays("DK", years=year)) | extra


def is_working_day(day: date) -> bool:
    """Whether Danish offices are open.

    Closed on weekends and public holidays, and on four days that are none by law but
    on which most offices of the labour market's parties are closed: 1 May,
    Constitution Day (5 June), Christmas Eve and New Year's Eve. Fewer working days
    left is the safer answer.
    """
    return day.weekday() < 5 and day not in _danish_holidays(day.year)  # noqa: PLR2004


def working_days(start: date, end: date) -> int:
    """The working days after `start` up to and including `end`; 0 when end is past."""
    span = (end - start).days
    return sum(is_working_day(start + timedelta(n)) for n in range(1, span + 1))


def keep_together(text: str) -> str:
    """The text with no-break spaces where a line must not break: "§ 5", "1. juli"."""
    return _KEEP_TOGETHER.sub(NO_BREAK, text)
