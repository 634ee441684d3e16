"""A Commission proposal as CELLAR describes it: rows of an answer, texts, the record.

An answer to a SPARQL query is a table of bindings. A variable that has no value is a
key that is not there, and a work with two subjects comes as two rows, so rows are put
together by CELEX number before anything is made of them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlsplit

from bs4 import BeautifulSoup, Tag

from briefing.domain.proposal import (
    DocumentKind,
    DocumentRef,
    Proposal,
    ProposalKind,
    Stage,
)
from briefing.domain.source import Page, SourceConfig
from briefing.errors import ParseError
from briefing.sources.shape import Record, clean, read_json, required, required_list

SOURCE = "cellar"
VARIABLES = (
    *("celex", "date", "type", "procedure"),
    *("da", "en", "subject", "subject_da", "subject_en"),
)
"""What every query asks for, in this order."""
CELEX = re.compile(r"5(\d{4})PC(\d{4})(R?\(\d{2}\))?", re.ASCII)
_PROCEDURE = re.compile(r"(\d{4})/(\d{4}[A-Z]?)/([A-Z]{3})", re.ASCII)
_OWN_HOST = "publications.europa.eu"
_RESOURCE = re.compile(r"/resource/(cellar/[\w.-]+/DOC_\d+)$")
_ACT = re.compile(r"_ACT_", re.IGNORECASE)
_ANNEX = re.compile(r"annex", re.IGNORECASE)
_STREAM_LANGUAGE = re.compile(r"\d+_([A-Z]{2})_")


@dataclass(frozen=True, slots=True)
class Work:
    """One proposal, whatever the number of rows it came in.

    `types` are codes such as `PROP_DIR`; `procedures` are written `2024/0258(COD)`;
    `subjects` are EuroVoc's Danish words, English where there is no Danish one.
    """

    celex: str
    day: date
    types: tuple[str, ...]
    procedures: tuple[str, ...]
    title: str
    english: str
    subjects: tuple[str, ...]

    @property
    def com_number(self) -> str:
        """`52024PC0123` as people write it: `COM(2024) 123`."""
        return f"COM({self.celex[1:5]}) {int(self.celex[7:11])}"

    @property
    def words(self) -> str:
        """Both titles and every subject, for looking for words."""
        return "\n".join((self.title, self.english, *self.subjects))


def bindings(page: Page) -> list[Record]:
    """The rows of an answer; ParseError unless it is one to a query of `VARIABLES`."""
    where = page.request.url.partition("?")[0]
    answer = read_json(SOURCE, page)
    head = _table(answer, "head", where)
    names = required(head, "vars", SOURCE, where)
    missing = [each for each in VARIABLES if each not in (names or ())]
    if missing:
        raise ParseError(
            SOURCE,
            f"{where}: an answer to another query, without {', '.join(missing)}",
        )
    return required_list(_table(answer, "results", where), "bindings", SOURCE, where)


def _table(answer: Record, key: str, where: str) -> Record:
    found = required(answer, key, SOURCE, where)
    if isinstance(found, dict):
        return found
    raise ParseError(SOURCE, f"{where}: {key!r} is not an object")


def grouped(rows: Iterable[Record]) -> dict[str, list[Record]]:
    """The rows of each CELEX number; ParseError when a row has none."""
    groups: dict[str, list[Record]] = {}
    for row in rows:
        required(row, "celex", SOURCE, "a row")
        groups.setdefault(_value(row, "celex"), []).append(row)
    return groups


def _value(row: Record, name: str) -> str:
    """The value bound to a variable; empty when it is unbound."""
    if name not in row:
        return ""
    binding = row[name]
    if isinstance(binding, dict) and isinstance(binding.get("value"), str):
        return clean(binding["value"])
    raise ParseError(SOURCE, f"a row: {name!r} is bound to {binding!r}")


def work_of(celex: str, rows: list[Record], start: date, end: date) -> Work:
    """The proposal that these rows describe.

    ParseError when it is not one that was asked for: another kind of document, a
    date outside `start` to `end`, no title.
    """
    if not CELEX.fullmatch(celex):
        raise ParseError(SOURCE, f"{celex}: not the number of a Commission proposal")
    days = [_day(each, celex) for each in _values(rows, "date")] or [_day("", celex)]
    day = next((each for each in days if start <= each <= end), None)
    if day is None:
        raise ParseError(SOURCE, f"{celex}: {days[0]} is not between {start} and {end}")
    english = next(_values(rows, "en"), "")
    title = next(_values(rows, "da"), "") or english
    if not title:
        raise ParseError(SOURCE, f"{celex}: without a title in Danish or English")
    return Work(
        celex=celex,
        day=day,
        types=tuple(each.rpartition("/")[2] for each in _values(rows, "type")),
        procedures=tuple(_procedures(_values(rows, "procedure"))),
        title=title,
        english=english,
        subjects=tuple(sorted(_subjects(rows))),
    )


def _values(rows: Iterable[Record], name: str) -> Iterator[str]:
    """The different values of a variable, in a stable order."""
    yield from sorted({_value(row, name) for row in rows} - {""})


def _day(text: str, celex: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise ParseError(SOURCE, f"{celex}: {text!r} is no date") from error


def _procedures(found: Iterable[str]) -> Iterator[str]:
    """`2018/0172/COD` as it is written everywhere else: `2018/0172(COD)`."""
    for each in found:
        if match := _PROCEDURE.fullmatch(each):
            yield f"{match[1]}/{match[2]}({match[3]})"


def _subjects(rows: Iterable[Record]) -> set[str]:
    pairs = {(_value(row, "subject_da"), _value(row, "subject_en")) for row in rows}
    return {danish or english for danish, english in pairs} - {""}


def documents_in(
    config: SourceConfig, page: Page, work: Work, language: str
) -> tuple[DocumentRef, ...]:
    """The texts that an answer to a CELEX address leads to, the act itself first.

    A 300 lists several streams; any other answer is the text itself, at the address
    it came from. `language` was asked for; what a stream's name says counts.
    ParseError when no text can be told from the answer.
    """
    if not page.body.strip():
        raise ParseError(SOURCE, f"{work.celex}: an empty answer instead of a text")
    if page.status != 300:  # noqa: PLR2004 - Multiple Choices
        url = _address(config, page.final_url, work.celex)
        return (_document(work, DocumentKind.EU_TEXT, 1, 1, url, language, ""),)
    streams = _streams(page, work.celex)
    act = [each for each in streams if _ACT.search(each[1])]
    annexes = [each for each in streams if _ANNEX.search(each[1]) and each not in act]
    others = [each for each in streams if each not in act and each not in annexes]
    if not act:
        act, others = others[:1], others[1:]
    if not act:
        names = ", ".join(name for _number, name, _url in streams)
        raise ParseError(SOURCE, f"{work.celex}: no act among {names}")
    return tuple(
        _document(
            work, kind, number, len(each), _address(config, url, work.celex),
            _language_of(name) or language, name,
        )
        for kind, each in (
            (DocumentKind.EU_TEXT, act),
            (DocumentKind.ANNEX, annexes),
            (DocumentKind.OTHER, others),
        )
        for number, (_order, name, url) in enumerate(each, 1)
    )  # fmt: skip


def _streams(page: Page, celex: str) -> list[tuple[int, str, str]]:
    """Order, name and address of the streams of one manifestation.

    The same text may be listed in several forms; the first that names an act is
    taken, so that no text is taken twice.
    """
    soup = BeautifulSoup(page.body, "lxml")
    holders = soup.select('li[title="manifestation"]') or [soup]
    found = [
        sorted(_stream(item, celex) for item in holder.select('li[title="item"]'))
        for holder in holders
    ]
    if not any(found):
        raise ParseError(SOURCE, f"{celex}: a choice of texts that lists no item")
    with_act = (each for each in found if any(_ACT.search(name) for _, name, _ in each))
    return next(with_act, None) or next(each for each in found if each)


def _stream(item: Tag, celex: str) -> tuple[int, str, str]:
    link = item.select_one("a[href]")
    name = item.select_one('li[title="stream_name"]')
    order = item.select_one('li[title="stream_order"]')
    if link is None or name is None or order is None:
        seen = clean(item.get_text(" "))[:120]
        raise ParseError(
            SOURCE, f"{celex}: an item without address, name or order: {seen}"
        )
    number = clean(order.get_text())
    return (
        int(number) if number.isdecimal() else 0,
        clean(name.get_text()),
        str(link["href"]),
    )


def _address(config: SourceConfig, url: str, celex: str) -> str:
    """An address of a text at the configured server; ids there begin with http.

    ParseError for an address at another host, or for one that is not of one text.
    """
    hosts = {_OWN_HOST, urlsplit(config.base_url).hostname}
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        host = None
    match = _RESOURCE.search(parts.path) if host in hosts else None
    if not match:
        raise ParseError(SOURCE, f"{celex}: {clean(url)[:120]} is not a text's address")
    return f"{config.base_url}/resource/{match[1]}"


def _language_of(stream: str) -> str:
    match = _STREAM_LANGUAGE.match(stream)
    return match[1].lower() if match else ""


_NAMES = {
    DocumentKind.EU_TEXT: ("act", "forslaget"),
    DocumentKind.ANNEX: ("annex", "bilag"),
    DocumentKind.OTHER: ("other", "ledsagende dokument"),
}


def _document(
    work: Work,
    kind: DocumentKind,
    number: int,
    count: int,
    url: str,
    language: str,
    stream: str,
) -> DocumentRef:
    """One text.

    Its key is the same in every language, so that a Danish text that comes later is
    a new version of the English one.
    """
    key, name = _NAMES[kind]
    mark = ", del" if kind is DocumentKind.EU_TEXT else ""
    part = f"{mark} {number}" if count > 1 else ""
    return DocumentRef(
        key=f"{key}-{number}",
        title=f"{work.com_number} – {name}{part}",
        kind=kind,
        urls=(url,),
        date=work.day,
        language=language,
        native_kind=stream,
    )


def proposal_of(
    config: SourceConfig, work: Work, documents: tuple[DocumentRef, ...]
) -> Proposal:
    """The proposal as it stands at this source."""
    site = config.addresses.get("site", config.base_url)
    return Proposal(
        ref=f"eu/cellar/{re.sub(r'[()]+', '-', work.celex).strip('-')}",
        source=SOURCE,
        kind=ProposalKind.EU_PROPOSAL,
        native_kind=" ".join(work.types),
        title=work.title,
        subtitle="" if work.english == work.title else work.english,
        stage=Stage.EU_PROPOSED,
        native_status="",
        url=f"{site}/legal-content/DA/TXT/?uri=CELEX:{quote(work.celex)}",
        number=work.com_number,
        introduced_on=work.day,
        documents=documents,
        topics=work.subjects,
        other_identifiers=(
            work.com_number,
            f"CELEX {work.celex}",
            *work.procedures,
        ),
    )
