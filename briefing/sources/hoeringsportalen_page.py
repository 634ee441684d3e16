"""A hearing's page at Høringsportalen, read by what its labels mean.

No recorded page is known. Labels and values are found in the ways such pages
usually write them, labels are matched by meaning, and what is not recognised is
refused with what was seen, never guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    Proposal,
    ProposalKind,
    Stage,
)
from briefing.domain.source import Page, SourceConfig
from briefing.errors import ParseError
from briefing.language.recognise import dates, times
from briefing.sources.hoeringsportalen_files import documents_of
from briefing.sources.rules import first_meaning, rules
from briefing.sources.shape import clean

SOURCE = "hoeringsportalen"

LABELS = rules(
    (r"^(?:hørings)?type$|^dokumenttype$", "type"),
    (r"^(?:oprindelig|tidligere|gammel)\b.*frist", "old deadline"),
    (r"^(?:ny |forlænget |udskudt )?(?:hørings|svar)?frist\b|^frist for|^deadline$",
     "deadline"),
    (r"^(?:ansvarlig |udsendende )?myndighed$|^ministerium$|^afsender$", "authority"),
    (r"^publicering|^publiceret|^offentliggjort|^oprettet|^oprettelsesdato"
     r"|^dato for offentliggørelse|^udsendt", "published"),
    (r"^(?:hørings)?status$", "status"),
    (r"^emne", "topic"),
    (r"^(?:sags|journal)(?:nummer|nr)", "case_number"),
)  # fmt: skip
"""By the text of a label, without its colon."""

KINDS = rules(
    (r"\blov(?:forslag|udkast)|(?:forslag|ændring)\w* (?:til|af) lov\b",
     ProposalKind.DRAFT_BILL),
    (r"bekendtgørelse", ProposalKind.DRAFT_ORDER),
)  # fmt: skip
"""By the type of the hearing, else by its title."""

_WITHDRAWN = re.compile(
    r"tilbagetrukket|trukket tilbage|annulleret|bortfaldet", re.IGNORECASE
)
_WITHDRAWN_TITLE = re.compile(
    r"^\W*(?:tilbagetrukket|trukket tilbage|annulleret)\b", re.IGNORECASE
)
_OVER = re.compile(r"afsluttet|udløbet|lukket", re.IGNORECASE)
_MOVED = re.compile(r"forlæng|udskudt|udsat|ny frist|ny høringsfrist", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\b(\d{1,2}):(\d\d)(?::\d\d)?\b")
_LABEL_TAGS = ("label", "dt", "th", "strong", "b")


@dataclass(frozen=True, slots=True)
class Field:
    """A label as it stands on the page, and its value."""

    label: str
    value: str


def proposal_of(config: SourceConfig, page: Page, number: int, today: date) -> Proposal:
    """The proposal that a hearing's page describes.

    ParseError naming what is missing, and the labels that were seen instead.
    """
    where = page.request.url
    soup = BeautifulSoup(page.body, "lxml")
    for hidden in soup(["script", "style", "noscript"]):
        hidden.decompose()
    fields = _fields(soup)
    title = _title(soup, where)
    native_kind = _wanted(fields, "type", where).value
    native_status = _optional(fields, "status")
    published = fields.get("published")
    deadlines, notes = _deadlines(_with_meaning(soup, "deadline"), fields, where)
    stage = _stage(native_status, title, deadlines, today)
    is_open = stage is Stage.CONSULTATION_OPEN
    return Proposal(
        ref=f"dk/hoeringsportalen/{number}",
        source=SOURCE,
        kind=_kind(native_kind, title),
        native_kind=native_kind,
        title=title,
        stage=stage,
        native_status=native_status,
        url=page.final_url or where,
        ministry=_wanted(fields, "authority", where).value,
        published_on=_day(published, where) if published else None,
        deadlines=deadlines,
        documents=tuple(documents_of(config, page, soup, is_open=is_open)),
        topics=tuple(filter(None, (_optional(fields, "topic"),))),
        other_identifiers=tuple(filter(None, (_optional(fields, "case_number"),))),
        notes=notes,
    )


def _stage(
    status: str, title: str, deadlines: tuple[Deadline, ...], today: date
) -> Stage:
    """Withdrawn by its status or title, else by the last deadline, else by status."""
    if _WITHDRAWN.search(status) or _WITHDRAWN_TITLE.search(title):
        return Stage.WITHDRAWN
    if deadlines:
        over = max(each.date for each in deadlines) < today
    else:
        over = bool(_OVER.search(status))
    return Stage.CONSULTATION_CLOSED if over else Stage.CONSULTATION_OPEN


def _kind(native_kind: str, title: str) -> ProposalKind:
    return (
        first_meaning(KINDS, (native_kind,))
        or first_meaning(KINDS, (title,))
        or ProposalKind.OTHER_CONSULTATION
    )


def _title(soup: BeautifulSoup, where: str) -> str:
    for name in ("h1", "title"):
        tag = soup.find(name)
        text = clean(tag.get_text(" ")) if tag else ""
        if text:
            return text
    raise ParseError(SOURCE, f"{where}: a page without a title")


def _fields(soup: BeautifulSoup) -> dict[str, Field]:
    """The first field of each meaning; labels without a value are passed over."""
    found: dict[str, Field] = {}
    for field in _pairs(soup):
        meaning = first_meaning(LABELS, (field.label,)) or f"? {field.label}"
        if field.value:
            found.setdefault(meaning, field)
    return found


def _pairs(soup: BeautifulSoup) -> Iterator[Field]:
    """Every label with what follows it before the next label."""
    for tag in soup.find_all(_LABEL_TAGS):
        label = clean(tag.get_text(" "))
        value = _text_after(tag)
        parent = tag.parent
        if not value and isinstance(parent, Tag) and clean(parent.get_text()) == label:
            value = _text_after(parent)
        yield Field(label.rstrip(": "), value.lstrip(": "))


def _text_after(tag: Tag) -> str:
    """The text of the siblings after a tag, up to one that is or holds a label."""
    texts = []
    for each in tag.next_siblings:
        if isinstance(each, Tag):
            if each.name in _LABEL_TAGS or each.find(_LABEL_TAGS):
                break
            texts.append(each.get_text(" "))
        elif isinstance(each, NavigableString):
            texts.append(str(each))
    return clean(" ".join(texts))


def _wanted(fields: dict[str, Field], meaning: str, where: str) -> Field:
    if meaning in fields:
        return fields[meaning]
    seen = ", ".join(each.label for each in fields.values()) or "no labels at all"
    raise ParseError(SOURCE, f"{where}: no label for {meaning!r}; there are: {seen}")


def _optional(fields: dict[str, Field], meaning: str) -> str:
    found = fields.get(meaning)
    return found.value if found else ""


def _day(field: Field, where: str) -> date:
    """The one complete date in a field; ParseError for none or several."""
    days = {each.day for each in dates(field.value) if each.day}
    if len(days) == 1:
        return days.pop()
    raise _not_a_date(field, where)


def _not_a_date(field: Field, where: str) -> ParseError:
    return ParseError(
        SOURCE, f"{where}: {field.label!r} is {field.value[:80]!r}, not one date"
    )


def _with_meaning(soup: BeautifulSoup, wanted: str) -> list[Field]:
    """Every label of a meaning on the page, those without a value too."""
    found = dict.fromkeys(
        field
        for field in _pairs(soup)
        if first_meaning(LABELS, (field.label,)) == wanted
    )
    return list(found)


def _deadlines(
    said: list[Field], fields: dict[str, Field], where: str
) -> tuple[tuple[Deadline, ...], tuple[str, ...]]:
    """Every deadline that the page gives, and what is to be said of them.

    A page whose labels tell of no deadline at all has changed its form; one that says
    itself that there is none has none, and none is made up.
    """
    if not said:
        _wanted(fields, "deadline", where)
    found: dict[tuple[date, time | None], Deadline] = {}
    notes = []
    for field in said:
        if not _DIGIT.search(field.value):
            notes.append(f"{field.label}: {field.value or '(tom)'}")
            continue
        deadline = _deadline(field, where)
        found.setdefault((deadline.date, deadline.at), deadline)
        if _MOVED.search(f"{field.label} {field.value}"):
            notes.append(f"{field.label}: {field.value}")
    if "old deadline" in fields:
        old = fields["old deadline"]
        notes.append(f"{old.label}: {old.value}")
    if not found:
        notes.append("Kilden angiver ingen høringsfrist.")
    return tuple(found.values()), tuple(dict.fromkeys(notes))


def _deadline(field: Field, where: str) -> Deadline:
    """The day and time of a deadline; of one that is put off, the later day."""
    days = {each.day for each in dates(field.value) if each.day}
    if len(days) > 1 and not _MOVED.search(field.value):
        raise _not_a_date(field, where)
    if not days:
        raise _not_a_date(field, where)
    return Deadline(
        DeadlineKind.CONSULTATION, max(days), field.label, _time_of(field.value)
    )


def _time_of(text: str) -> time | None:
    """The one time of day in a text; midnight is how no time at all is written."""
    found = {each.value for each in times(text)}
    found |= {f"{m[1]:0>2}:{m[2]}" for m in _CLOCK.finditer(text)}
    return clock_time(found.pop()) if len(found) == 1 else None


def clock_time(text: str) -> time | None:
    """`12:00` as a time of day; None for midnight, and when there is no such time."""
    try:
        found = time.fromisoformat(text)
    except ValueError:
        return None
    return None if found == time(0) else found
