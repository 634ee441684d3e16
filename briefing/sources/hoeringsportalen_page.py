"""A hearing's page at Høringsportalen, read by what its labels mean.

No recorded page is known. Labels and values are found in the ways such pages
usually write them, labels are matched by meaning, and what is not recognised is
refused with what was seen, never guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    DocumentKind,
    DocumentRef,
    Proposal,
    ProposalKind,
    Stage,
)
from briefing.domain.source import Page, SourceConfig
from briefing.errors import ParseError
from briefing.language.recognise import dates, times
from briefing.sources.rules import first_meaning, rules
from briefing.sources.shape import clean, clean_address

SOURCE = "hoeringsportalen"

LABELS = rules(
    (r"^(?:hørings)?type$|^dokumenttype$", "type"),
    (r"^(?:hørings|svar)?frist\b|^frist for|^deadline$", "deadline"),
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

DOCUMENTS = rules(
    (r"høringsbrev|følgebrev", DocumentKind.CONSULTATION_LETTER),
    (r"høringsliste|liste over (?:hørte|høringsparter)|høringsparter",
     DocumentKind.CONSULTATION_LIST),
    (r"høringsnotat|høringsoversigt|høringsskema", DocumentKind.CONSULTATION_MEMO),
    (r"høringssvar", DocumentKind.CONSULTATION_RESPONSE),
    (r"^bilag|\bbilag\b", DocumentKind.ANNEX),
    (r"udkast|lovforslag|bekendtgørelse|forslag til", DocumentKind.DRAFT_TEXT),
)  # fmt: skip
"""By the name of a file."""

_FILES = (".pdf", ".docx", ".doc", ".odt", ".rtf", ".xlsx", ".xls", ".pptx")
_ARCHIVE = "downloaddocumentsaszipfile"
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
    deadline = _deadline(_wanted(fields, "deadline", where), where)
    native_kind = _wanted(fields, "type", where).value
    published = fields.get("published")
    closed = deadline.date < today
    return Proposal(
        ref=f"dk/hoeringsportalen/{number}",
        source=SOURCE,
        kind=_kind(native_kind, title),
        native_kind=native_kind,
        title=title,
        stage=Stage.CONSULTATION_CLOSED if closed else Stage.CONSULTATION_OPEN,
        native_status=_optional(fields, "status"),
        url=page.final_url or where,
        ministry=_wanted(fields, "authority", where).value,
        published_on=_day(published, where) if published else None,
        deadlines=(deadline,),
        documents=tuple(_documents(config, page, soup)),
        topics=tuple(filter(None, (_optional(fields, "topic"),))),
        other_identifiers=tuple(filter(None, (_optional(fields, "case_number"),))),
    )


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
    """Every label with the element after it, else with what shares its parent."""
    for tag in soup.find_all(_LABEL_TAGS):
        label = clean(tag.get_text(" "))
        following = tag.find_next_sibling()
        value = clean(following.get_text(" ")) if following else ""
        if not value and isinstance(tag.parent, Tag):
            value = clean(tag.parent.get_text(" ")).removeprefix(label)
        yield Field(label.rstrip(": "), value.lstrip(": "))


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
    raise ParseError(
        SOURCE, f"{where}: {field.label!r} is {field.value[:80]!r}, not one date"
    )


def _deadline(field: Field, where: str) -> Deadline:
    at = [each.value for each in times(field.value)]
    return Deadline(
        DeadlineKind.CONSULTATION,
        _day(field, where),
        field.label,
        clock_time(at[0]) if len(at) == 1 else None,
    )


def clock_time(text: str) -> time | None:
    """`12:00` as a time of day; None when there is no such time."""
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None


def _documents(
    config: SourceConfig, page: Page, soup: BeautifulSoup
) -> Iterator[DocumentRef]:
    """The single files the page links to; the archive when there are none."""
    files: dict[str, str] = {}
    archive = ""
    for link in soup.find_all("a", href=True):
        address = _address(page, str(link["href"]))
        if _ARCHIVE in address.lower():
            archive = archive or address
        elif _is_file(config, address):
            files.setdefault(address, clean(link.get_text(" ")))
    taken: set[str] = set()
    for address, text in files.items():
        yield _document(address, text, taken)
    if archive and not files:
        yield DocumentRef(
            "alle", "Alle dokumenter (zip)", DocumentKind.OTHER, (archive,)
        )


def _address(page: Page, link: str) -> str:
    """The absolute address of a link; empty when it is none."""
    try:
        found = urljoin(page.final_url or page.request.url, clean_address(link))
        return found if urlsplit(found).scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def _is_file(config: SourceConfig, address: str) -> bool:
    """Whether an address is that of a file: by its ending, or where files are kept."""
    store = config.addresses.get("files")
    path = urlsplit(address).path
    return path.lower().endswith(_FILES) or bool(
        store and address.startswith(f"{store}/")
    )


def _document(address: str, text: str, taken: set[str]) -> DocumentRef:
    """A document named by its file, so that the name is the same tomorrow."""
    name = clean(unquote(urlsplit(address).path.rsplit("/", 1)[-1]))
    key, number = name, 1
    while key in taken:
        number += 1
        key = f"{name} ({number})"
    taken.add(key)
    title = text or name
    return DocumentRef(
        key=key,
        title=title,
        kind=first_meaning(DOCUMENTS, (name,))
        or first_meaning(DOCUMENTS, (title,))
        or DocumentKind.OTHER,
        urls=(address,),
        language="da",
        native_kind=name.rpartition(".")[2].lower() if "." in name else "",
    )
