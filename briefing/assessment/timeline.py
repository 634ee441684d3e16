"""The days of a case: consultation, readings, entry into force, with citations."""

import re
from dataclasses import dataclass
from datetime import date

from briefing.assessment.case import Case
from briefing.assessment.consultation import consultation_sentences
from briefing.assessment.extract import (
    deadline_citations,
    entry_date,
    entry_sentence,
    record_date,
)
from briefing.assessment.passages import cite
from briefing.domain.document import Citation
from briefing.domain.proposal import DeadlineKind, DocumentKind, ProposalKind
from briefing.language.recognise import dates

_PERIOD = re.compile(
    r"\b(?:i perioden|fra den|fra)\b.{0,20}?\d.{0,60}?\b(?:til|-|–)\b", re.IGNORECASE
)
_HEARD = re.compile(r"\bhøring\b|\bhørt\b", re.IGNORECASE)
_READING = {
    1: re.compile(r"\b1\. behandling", re.IGNORECASE),
    2: re.compile(r"\b2\. (?:\(sidste\) )?behandling", re.IGNORECASE),
    3: re.compile(r"\b3\. behandling", re.IGNORECASE),
}
_OF_A_MINISTRY = frozenset(
    {
        ProposalKind.BILL,
        ProposalKind.DRAFT_BILL,
        ProposalKind.DRAFT_ORDER,
        ProposalKind.OTHER_CONSULTATION,
        ProposalKind.LOCAL_DOCUMENT,
    }
)
_NOT_A_READING = re.compile(
    r"optrykt|efter \d|til \d\. behandling|ændringsforslag", re.IGNORECASE
)
_INTRODUCED = re.compile(r"^fremsættelse", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Day:
    """A day with the passages it stands in."""

    date: date
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last day of a consultation."""

    start: date
    end: date
    citations: tuple[Citation, ...]

    @property
    def days(self) -> int:
        """Days from the first to the last day."""
        return (self.end - self.start).days


def consultation(case: Case) -> Period | None:
    """The consultation's period, from the text, else from the source's record."""
    for document, passage, text in consultation_sentences(case):
        if not (_PERIOD.search(text) and _HEARD.search(text)):
            continue
        days = [each.day for each in dates(text) if each.day]
        if len(days) > 1 and days[0] < days[1]:
            return Period(days[0], days[1], (cite(document, passage, text),))
    return _recorded_period(case)


def _recorded_period(case: Case) -> Period | None:
    start = case.proposal.published_on
    end = next(
        (
            each
            for each in case.proposal.deadlines
            if each.kind is DeadlineKind.CONSULTATION
        ),
        None,
    )
    if start is None or end is None or end.date < start:
        return None
    citations = (*record_date(case, start), *deadline_citations(case, end))
    return Period(start, end.date, citations) if citations else None


def introduced(case: Case) -> Day | None:
    """The day a bill or resolution proposal was introduced."""
    step = _step(case, _INTRODUCED)
    if step:
        return step
    day = case.proposal.introduced_on
    return Day(day, record_date(case, day)) if day else None


def reading(case: Case, number: int) -> Day | None:
    """The day of the first, second or third reading, held or planned."""
    return _step(case, _READING[number])


def _step(case: Case, pattern: re.Pattern[str]) -> Day | None:
    for number, step in enumerate(case.proposal.steps, 1):
        named = f"{step.title} {step.native_type}"
        if step.date is None or _NOT_A_READING.search(step.title):
            continue
        if pattern.search(step.title) or pattern.search(named):
            return Day(step.date, case.field(f"step.{number}"))
    return None


def entry(case: Case) -> Day | None:
    """The day the text says that it takes effect."""
    sentence = entry_sentence(case)
    day = entry_date(sentence[2]) if sentence else None
    if sentence is None or day is None:
        return None
    return Day(day, (cite(*sentence),))


def first_memo(case: Case) -> Day | None:
    """The day the consultation memo or answers reached the Folketing."""
    found = [
        each
        for each in case.proposal.documents
        if each.date is not None
        and each.kind
        in {DocumentKind.CONSULTATION_MEMO, DocumentKind.CONSULTATION_RESPONSE}
    ]
    first = min(found, key=lambda each: each.date or date.max, default=None)
    if first is None or first.date is None:
        return None
    return Day(first.date, case.from_record(f"{first.date.isoformat()} {first.title}"))


def is_bill(case: Case) -> bool:
    """Whether the rules on bills apply: a bill, or a draft of one."""
    return case.proposal.kind in {ProposalKind.BILL, ProposalKind.DRAFT_BILL}


def is_danish(case: Case) -> bool:
    """Whether a Danish ministry proposes rules: the guide on law quality applies.

    A file that a person gave is taken for such a text.
    """
    return case.proposal.kind in _OF_A_MINISTRY
