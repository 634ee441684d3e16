"""Deadlines that a text itself states, with the sentence they stand in.

A deadline is a day that follows "senest", "inden", "frist …", "no later than" or
the like in a sentence about answers. A day without a year is the first such day from
a given day on. Periods ("within four weeks") are not turned into days.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

from briefing.domain.document import Reading
from briefing.domain.proposal import Deadline, DeadlineKind
from briefing.language.find import Found
from briefing.language.recognise import dates, times

_ASKED = re.compile(
    r"høringsfrist|\bsvarfrist|høringssvar|bemærkninger|kommentarer|tilbagemelding"
    r"|\bhøringen\b|\bi høring\b|(?:\bsvar|frist)\b|feedback|repl(?:y|ies)|comments"
    r"|responses?\b|consultation|deadline",
    re.IGNORECASE,
)
_BY = re.compile(
    r"""(?:
      (?:høringsfrist|svarfrist|tidsfrist|frist|deadline|closing\s+date)\w*
        [^.;!?]{0,90}?
    | (?: \bsenest | \binden | \bfør | no\ later\ than | \bby | \bbefore | \buntil
        | frem\ til | til\ og\ med | slutter | udløber | closes | ends )
      [^.;!?\d]{0,30}?
    )
    (?P<clock>(?:kl\.?|klokken)\s*\d{1,2}(?:[.:]\d{2})?\s*)?
    (?:,?\s*(?:man|tirs|ons|tors|fre|lør|søn)dag(?:en)?|,?\s*\w+day)?
    ,?\s*(?:den|d\.|the|on|er|:|is)?\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_STRICTLY_BEFORE = re.compile(
    r"\b(?:inden|før|before)\b[^.;!?\d]{0,30}$", re.IGNORECASE
)
_NOT_FOR_US = re.compile(
    r"offentliggør|offentliggjort|fremsæt|fremsat|træde[rs]? i kraft|ikrafttræd"
    r"|\bgennemfør|\bpubli[sc]|enters? into force|\bi perioden\b|transpos",
    re.IGNORECASE,
)
_REPLACED = re.compile(
    r"forlæng|udskyd|udskudt|rykke|rykket|ændre[ts]?\b|flytte|extend|postpone|moved",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(
    r"(?<=[^\d\s][.;!?])\s+(?=[A-ZÆØÅ»])|(?<=\d\.)\s+(?=[A-ZÆØÅ]\w)|\n"
)
_CLOCK_FOLLOWS = re.compile(
    r"[\s,(]*(?:senest\s+|inden\s+|før\s+|og\s+)?$", re.IGNORECASE
)
_AFTERNOON = re.compile(
    r"\s*(?:p\.?\s?m\b|om eftermiddagen|eftermiddag)", re.IGNORECASE
)
_NOON = re.compile(
    r"[\s,(]*(?:kl(?:\.|okken)\s*)?(?:middag|noon|12 noon)\b", re.IGNORECASE
)
_NEAR = 30
_MIDDAY, _LAST_HOUR = 12, 24
_GREENWICH = re.compile(r"\b(?:GMT|UTC)\b")


def stated_deadline(reading: Reading) -> Deadline | None:
    """The consultation deadline that the text states, if it states exactly one day.

    Two different days in such sentences are no answer: the person gives one.
    `origin` is the sentence.
    """
    found = stated_deadlines(reading, DeadlineKind.CONSULTATION)
    if len({each.date for each in found}) != 1:
        return None
    timed = next((each for each in found if each.at is not None), found[0])
    return replace(timed, origin=timed.quote)


def stated_deadlines(
    reading: Reading,
    kind: DeadlineKind,
    *,
    since: date | None = None,
    document: str = "",
) -> tuple[Deadline, ...]:
    """Every deadline for answers that the text states, each day and time once.

    `since` is a day that the text was not written after, such as that on which it
    was sent: it gives the year to a day without one, which is else left out.
    `document` is kept on each. "Before" a day without a time of day is 00:00 of it.
    """
    found: dict[tuple[date, time | None], Deadline] = {}
    for passage in reading.passages:
        for sentence in _BOUNDARY.split(passage.text):
            for day, at, zone in _in_sentence(sentence, since):
                stated = Deadline(
                    kind, day, "text", at, zone, document, sentence.strip()
                )
                found.setdefault((day, at), stated)
    return tuple(found.values())


_Stated = tuple[date, time | None, str]


def _in_sentence(sentence: str, since: date | None) -> Iterator[_Stated]:
    if not _ASKED.search(sentence) or _NOT_FOR_US.search(sentence):
        return
    days = dates(sentence)
    stated = []
    for number, found in enumerate(days):
        start = days[number - 1].end if number else 0
        lead = _BY.search(sentence[start : found.start])
        day = found.day or _completed(found, since)
        moved = number > 0 and bool(_REPLACED.search(sentence))
        if day is not None and (lead or moved):
            stated.append((day, _time(sentence, start, found), _zone(sentence)))
    yield from stated[-1:] if _REPLACED.search(sentence) else stated


def _completed(found: Found, since: date | None) -> date | None:
    """A day without a year: the first from `since` on."""
    if since is None or not found.value.startswith("--"):
        return None
    month, day = (int(part) for part in found.value.removeprefix("--").split("-"))
    for year in range(since.year, since.year + 5):
        try:
            whole = date(year, month, day)
        except ValueError:
            continue
        if whole >= since:
            return whole
    return None


def _time(sentence: str, start: int, found: Found) -> time | None:
    """The time of day beside the date, after it or before it."""
    after = sentence[found.end : found.end + _NEAR]
    before = sentence[start : found.start]
    if _NOON.match(after):
        return time(_MIDDAY)
    for each in times(after):
        if _CLOCK_FOLLOWS.search(after[: each.start]) and not after[: each.start].strip(
            " ,("
        ).endswith("."):
            return _clock(each, after[each.end :])
    lead = _BY.search(before)
    clock = lead["clock"] if lead else None
    if clock and (told := times(clock)):
        return _clock(told[0], "")
    return time(0) if _STRICTLY_BEFORE.search(before) else None


def _clock(found: Found, following: str) -> time:
    hour, minute = (int(part) for part in found.value.split(":"))
    if hour < _MIDDAY and _AFTERNOON.match(following):
        hour += _MIDDAY
    return time(23, 59) if hour == _LAST_HOUR else time(hour, minute)


def _zone(sentence: str) -> str:
    return "UTC" if _GREENWICH.search(sentence) else "Europe/Copenhagen"
