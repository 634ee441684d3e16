"""Deadlines that a text itself states, with the passage they stand in."""

import re
from datetime import date

from briefing.domain.document import Passage, Reading
from briefing.domain.proposal import Deadline, DeadlineKind
from briefing.language.recognise import dates, parse_date

_ASKED = re.compile(
    r"høringsfrist|frist for (?:afgivelse af )?høringssvar|høringssvar|bemærkninger"
    r"|feedback|reply|replies",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\bsenest\b|\bfrist\b|høringsfrist|no later than|\bby\b", re.IGNORECASE
)


def stated_deadline(reading: Reading) -> Deadline | None:
    """The consultation deadline that the text states, if it states exactly one day.

    Two different days in such sentences are no answer: the person gives one.
    """
    found = {
        (day, passage.number): passage
        for passage in reading.passages
        for day in _days(passage)
    }
    days = {day for day, _number in found}
    if len(days) != 1:
        return None
    (day, _number), passage = next(iter(found.items()))
    return Deadline(DeadlineKind.CONSULTATION, day, passage.text)


def _days(passage: Passage) -> tuple[date, ...]:
    if not (_ASKED.search(passage.text) and _BY.search(passage.text)):
        return ()
    found = [parse_date(each.value) for each in dates(passage.text)]
    return tuple(day for day in found if day)
