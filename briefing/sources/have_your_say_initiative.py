"""An initiative of the Commission, from its list entry and its own record."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    DocumentKind,
    DocumentRef,
    Proposal,
    ProposalKind,
    Stage,
    Step,
)
from briefing.domain.source import SourceConfig
from briefing.errors import ParseError
from briefing.sources.have_your_say_windows import (
    BRUSSELS,
    SOURCE,
    ZONE,
    Window,
    identity,
    last_window,
    portal_moment,
    publication_window,
    published_window,
)
from briefing.sources.shape import (
    Record,
    clean,
    clean_paragraphs,
    required,
    required_list,
)

STAGES = {
    "INIT_PLANNED": Stage.EU_PLANNED,
    "PLANNING_WORKFLOW": Stage.EU_CALL_FOR_EVIDENCE,
    "OPC_LAUNCHED": Stage.EU_PUBLIC_CONSULTATION,
    "ISC_WORKFLOW": Stage.EU_DRAFT_ACT,
    "ADOPTION_WORKFLOW": Stage.EU_ADOPTED,
}
"""By frontEndStage; new values may come, and are then UNKNOWN."""

_LANGUAGES = ("DA", "EN")
_DOCUMENT_ID = re.compile(r"[\w.-]+")
_INDEX = re.compile(r"(\d+)-\d+-(\d+)")
_QUARTER = re.compile(r"Q-(\d{4})-([1-4])")
_ANNEX = re.compile(
    r"\W*(?:annex|bilag|impact assessment|konsekvensanalyse|executive summary|resumé"
    r"|(?:commission )?staff working|arbejdsdokument)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\W*(?:questionnaire|spørgeskema|privacy statement|databeskyttelse|contributions"
    r"|synopsis report|factual summary|summary report|sammenfattende)\b",
    re.IGNORECASE,
)
"""How a title begins: a main text may well have these words further on."""
_COM = re.compile(r"COM\s*\(\s*(\d{4})\s*\)\s*0*(\d+)")


def proposal_of(
    config: SourceConfig,
    record: Record,
    row: Record,
    listed: Window | None,
    today: date,
    where: str,
    *,
    is_planned: bool = False,
) -> tuple[Proposal, tuple[str, ...]]:
    """The proposal that an initiative is, and what is odd about it.

    `row` and `listed` are its entry in the list; empty and None once it has left. One
    that `is_planned` is listed as upcoming: nothing is open yet, and none of its days
    is a deadline.
    """
    publications = required_list(record, "publications", SOURCE, where)
    if not publications:
        raise ParseError(SOURCE, f"{where}: without any publication")
    published = published_window(publications, where)
    window = published or listed or last_window(publications, where)
    if not row and window is listed:
        window = last_window(publications, where)
    deadline, notes = (None, ()) if is_planned else _deadline(window, listed)
    number = identity(record, where)
    title, english = _titles(record, row, where)
    proposal = Proposal(
        ref=f"eu/have-your-say/{number}",
        source=SOURCE,
        kind=ProposalKind.EU_INITIATIVE,
        native_kind=clean(record.get("foreseenActType") or row.get("foreseenActType")),
        title=title,
        subtitle="" if english == title else english,
        summary=_summary(record, where),
        stage=Stage.EU_PLANNED
        if is_planned
        else _stage(window, listed, today, is_listed=bool(row)),
        native_status=" / ".join(filter(None, (window.stage, window.status))),
        url=f"{config.base_url}/have-your-say/initiatives/{number}",
        published_on=window.start,
        deadlines=(deadline,) if deadline else (),
        steps=tuple(_steps(publications, where)),
        documents=tuple(_documents(config, publications, where)),
        topics=tuple(clean(each.get("label")) for each in record.get("topics") or ()),
        other_identifiers=tuple(dict.fromkeys(_identifiers(record, publications))),
        notes=(*notes, *_others(publications, window, where)),
        updated_at=_updated_at(record, where),
    )
    return proposal, tuple(f"initiative {number}: {each}" for each in notes)


def _others(publications: list[Record], window: Window, where: str) -> Iterator[str]:
    """What else is open, where several publications receive feedback at a time."""
    for each in publications:
        other = publication_window(each, where)
        if other.is_open and other.end and other.end != window.end:
            title = clean(each.get("title")) or clean(each.get("type"))
            yield f"another window is open until {other.end.isoformat()}: {title}"


def _deadline(
    window: Window, listed: Window | None
) -> tuple[Deadline | None, tuple[str, ...]]:
    """The deadline; where list and record differ the earlier one, and a note."""
    notes: list[str] = []
    chosen = window
    if listed and listed.end and listed.end != window.end:
        other = window.end.isoformat() if window.end else "no deadline"
        notes.append(f"the list says {listed.end.isoformat()}, the record {other}")
        if window.end is None or listed.end < window.end:
            chosen = listed
    if chosen.end is None:
        return None, tuple(notes)
    if chosen.start and chosen.start > chosen.end:
        notes.append(f"the period is said to begin on {chosen.start} and end before")
    return Deadline(
        DeadlineKind.FEEDBACK, chosen.end, "endDate", chosen.at, ZONE
    ), tuple(notes)


def _stage(
    window: Window, listed: Window | None, today: date, *, is_listed: bool
) -> Stage:
    """Closed once it has left the list, or every deadline given has passed."""
    ends = [each.end for each in (window, listed) if each and each.end]
    if not is_listed or (ends and max(ends) < today):
        return Stage.CONSULTATION_CLOSED
    return STAGES.get(window.stage, Stage.UNKNOWN)


def _translations(record: Record, field: str) -> dict[str, str]:
    rows = record.get("initiativeTranslations")
    return {
        str(each.get("language")): str(each.get("value") or "")
        for each in (rows if isinstance(rows, list) else ())
        if isinstance(each, dict) and each.get("field") == field
    }


def _titles(record: Record, row: Record, where: str) -> tuple[str, str]:
    """The Danish title, else the English one; and the English one."""
    found = {
        **_translations(row, "SHORT_TITLE"),
        **_translations(record, "SHORT_TITLE"),
    }
    short = clean(required(record, "shortTitle", SOURCE, where))
    english = clean(found.get("EN")) or short
    title = clean(found.get("DA")) or english
    if not title:
        raise ParseError(SOURCE, f"{where}: without a title")
    return title, english


def _summary(record: Record, where: str) -> str:
    found = _translations(record, "SUMMARY")
    chosen = next((found[each] for each in _LANGUAGES if found.get(each)), "")
    return clean_paragraphs(chosen or required(record, "dossierSummary", SOURCE, where))


def _steps(publications: list[Record], where: str) -> Iterator[Step]:
    """Each publication as a step, published or planned.

    What is planned for a quarter has no day: the first of it would look like one.
    """
    for each in publications:
        quarter = _QUARTER.fullmatch(clean(each.get("plannedPeriod")))
        published = portal_moment(each.get("publishedDate"), where)
        planned = portal_moment(each.get("plannedStartDate"), where)
        moment = published or (None if quarter else planned)
        period = f"Q{quarter[2]} {quarter[1]}" if quarter and not published else ""
        status = clean(each.get("receivingFeedbackStatus"))
        yield Step(
            title=clean(each.get("title")),
            native_type=clean(each.get("type")),
            native_status=", ".join(filter(None, (status, period))),
            date=moment.date() if moment else None,
        )


def _identifiers(record: Record, publications: list[Record]) -> Iterator[str]:
    for holder in (record, *publications):
        for key in ("reference", "referenceNumber"):
            if found := clean(holder.get(key)):
                match = _COM.search(found)
                yield f"COM({match[1]}) {match[2]}" if match else found
    if found := clean(record.get("dg")):
        yield f"DG {found}"


def _updated_at(record: Record, where: str) -> datetime | None:
    moment = portal_moment(record.get("modifiedDate"), where)
    return moment.astimezone(UTC) if moment else None


def _documents(
    config: SourceConfig, publications: Iterable[Record], where: str
) -> Iterator[DocumentRef]:
    found: dict[str, DocumentRef] = {}
    for publication in publications:
        for row in _one_language(publication, where):
            document = _document(config, row, where)
            found.setdefault(document.key, document)
    documents = list(found.values())
    if documents and not any(e.kind is DocumentKind.EU_TEXT for e in documents):
        documents[0] = replace(documents[0], kind=DocumentKind.EU_TEXT)
    yield from documents


def _one_language(publication: Record, where: str) -> list[Record]:
    """Each attachment in one language: Danish, else English, else the original.

    There is one row per language; `index` is document, language and part.
    """
    groups: dict[tuple[str, ...], list[Record]] = {}
    for row in required_list(publication, "attachments", SOURCE, where):
        if row.get("published") is not False:
            groups.setdefault(_document_of(row), []).append(row)
    return [row for rows in groups.values() for row in _preferred(rows)]


def _document_of(row: Record) -> tuple[str, ...]:
    match = _INDEX.fullmatch(str(row.get("index") or ""))
    if match:
        return (str(row.get("type")), match[1], match[2])
    return (str(row.get("type")), str(row.get("reference")), str(row.get("title")))


def _preferred(rows: list[Record]) -> list[Record]:
    for language in _LANGUAGES:
        if found := [each for each in rows if each.get("language") == language]:
            return found
    return [each for each in rows if each.get("isOriginal")] or rows[:1]


def _document(config: SourceConfig, row: Record, where: str) -> DocumentRef:
    key = str(required(row, "documentId", SOURCE, where))
    if not _DOCUMENT_ID.fullmatch(key):
        raise ParseError(SOURCE, f"{where}: documentId is {key!r}")
    return DocumentRef(
        key=key,
        title=clean(row.get("title")) or clean(row.get("filename")) or key,
        kind=_kind(row),
        urls=(f"{config.base_url}/api/download/{key}",),
        date=_attachment_day(row),
        language=clean(row.get("language")).lower() or None,
        native_kind=" / ".join(
            filter(None, (clean(row.get("workType")), clean(row.get("type"))))
        ),
    )


def _kind(row: Record) -> DocumentKind:
    """What an attachment is by its title; its type says ANNEX of main texts too."""
    title = clean(row.get("title")) or clean(row.get("filename"))
    if _BESIDE.match(title):
        return DocumentKind.OTHER
    return DocumentKind.ANNEX if _ANNEX.match(title) else DocumentKind.EU_TEXT


def _attachment_day(row: Record) -> date | None:
    """The day of an attachment: written in UTC without saying so, unlike all else."""
    text = str(row.get("date") or row.get("createdDate") or "")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC).astimezone(BRUSSELS).date()
