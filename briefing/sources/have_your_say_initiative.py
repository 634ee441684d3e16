"""An initiative of the Commission, from its list entry and its own record."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

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
from briefing.sources.shape import (
    Record,
    clean,
    clean_paragraphs,
    required,
    required_list,
)

SOURCE = "have_your_say"
ZONE = "Europe/Brussels"
BRUSSELS = ZoneInfo(ZONE)
STAGES = {
    "INIT_PLANNED": Stage.EU_PLANNED,
    "PLANNING_WORKFLOW": Stage.EU_CALL_FOR_EVIDENCE,
    "OPC_LAUNCHED": Stage.EU_PUBLIC_CONSULTATION,
    "ISC_WORKFLOW": Stage.EU_DRAFT_ACT,
    "ADOPTION_WORKFLOW": Stage.EU_ADOPTED,
}
"""By frontEndStage; new values may come, and are then UNKNOWN."""

_LANGUAGES = ("DA", "EN")
_PORTAL_DATE = "%Y/%m/%d %H:%M:%S"
_DOCUMENT_ID = re.compile(r"[\w.-]+")
_INDEX = re.compile(r"(\d+)-\d+-(\d+)")
_COM = re.compile(r"COM\s*\(\s*(\d{4})\s*\)\s*0*(\d+)")


@dataclass(frozen=True, slots=True)
class Window:
    """One feedback period: status, stage and both dates, all from the same place."""

    status: str
    stage: str
    start: date | None
    end: date | None
    at: time | None

    @property
    def is_open(self) -> bool:
        """Whether the source says that feedback is being received."""
        return self.status == "OPEN"


def identity(record: Record, where: str) -> int:
    """The id of an initiative, a float in the list; ParseError when it is neither."""
    found = required(record, "id", SOURCE, where)
    if isinstance(found, int | float) and int(found) == found and found > 0:
        return int(found)
    raise ParseError(SOURCE, f"{where}: id is {found!r}")


def portal_moment(value: object, where: str) -> datetime | None:
    """A date of the portal, `2026/09/28 23:59:59`, which is Brussels time."""
    if value is None or value == "":
        return None
    try:
        return datetime.strptime(str(value), _PORTAL_DATE).replace(tzinfo=BRUSSELS)
    except ValueError as error:
        raise ParseError(SOURCE, f"{where}: {value!r} is no date") from error


def _window(
    status: object, stage: object, start: object, end: object, where: str
) -> Window:
    began, ends = portal_moment(start, where), portal_moment(end, where)
    return Window(
        clean(status),
        clean(stage),
        began.date() if began else None,
        ends.date() if ends else None,
        ends.time().replace(second=0) if ends else None,
    )


def listed_window(row: Record, where: str) -> Window | None:
    """The period that the list calls open, the current one first.

    Without any open one, the first is given, so that it can be said what it is.
    None when the entry has no periods, which happens.
    """
    if not row.get("currentStatuses"):
        return None
    statuses = required_list(row, "currentStatuses", SOURCE, where)
    chosen = min(
        statuses,
        key=lambda each: (
            each.get("receivingFeedbackStatus") != "OPEN",
            not each.get("isCurrent"),
        ),
    )
    return _window(
        required(chosen, "receivingFeedbackStatus", SOURCE, where),
        chosen.get("frontEndStage"),
        required(chosen, "feedbackStartDate", SOURCE, where),
        required(chosen, "feedbackEndDate", SOURCE, where),
        where,
    )


def proposal_of(
    config: SourceConfig,
    record: Record,
    row: Record,
    listed: Window | None,
    today: date,
    where: str,
) -> tuple[Proposal, tuple[str, ...]]:
    """The proposal that an initiative is, and what is odd about it.

    `row` and `listed` are its entry in the list; empty and None once it has left.
    """
    publications = required_list(record, "publications", SOURCE, where)
    if not publications:
        raise ParseError(SOURCE, f"{where}: without any publication")
    published = _published_window(publications, where)
    window = published or listed or _last_window(publications, where)
    if not row and window is listed:
        window = _last_window(publications, where)
    deadline, notes = _deadline(window, listed)
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
        stage=_stage(window, listed, today, is_listed=bool(row)),
        native_status=" / ".join(filter(None, (window.stage, window.status))),
        url=f"{config.base_url}/have-your-say/initiatives/{number}",
        published_on=window.start,
        deadlines=(deadline,) if deadline else (),
        steps=tuple(_steps(publications, where)),
        documents=tuple(_documents(config, publications, where)),
        topics=tuple(clean(each.get("label")) for each in record.get("topics") or ()),
        other_identifiers=tuple(dict.fromkeys(_identifiers(record, publications))),
        notes=notes,
        updated_at=_updated_at(record, where),
    )
    return proposal, tuple(f"initiative {number}: {each}" for each in notes)


def _publication_window(publication: Record, where: str) -> Window:
    return _window(
        publication.get("receivingFeedbackStatus"),
        publication.get("frontEndStage") or publication.get("stage"),
        required(publication, "publishedDate", SOURCE, where),
        required(publication, "endDate", SOURCE, where),
        where,
    )


def _published_window(publications: list[Record], where: str) -> Window | None:
    """The period of the publication that receives feedback, the current one first."""
    windows = [
        (not each.get("isCurrent"), number, _publication_window(each, where))
        for number, each in enumerate(publications)
        if each.get("receivingFeedbackStatus") == "OPEN"
    ]
    return min(windows, key=lambda each: each[:2])[2] if windows else None


def _last_window(publications: list[Record], where: str) -> Window:
    """The latest period there has been, for an initiative that is no longer open."""
    windows = [_publication_window(each, where) for each in publications]
    ended = [each for each in windows if each.end]
    return max(ended, key=lambda each: each.end or date.min, default=windows[0])


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
    """Each publication as a step, published or planned."""
    for each in publications:
        moment = portal_moment(
            each.get("publishedDate") or each.get("plannedStartDate"), where
        )
        yield Step(
            title=clean(each.get("title")),
            native_type=clean(each.get("type")),
            native_status=clean(each.get("receivingFeedbackStatus")),
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
    seen: set[str] = set()
    for publication in publications:
        for row in _one_language(publication, where):
            document = _document(config, row, where)
            if document.key not in seen:
                seen.add(document.key)
                yield document


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
        kind=DocumentKind.EU_TEXT,
        urls=(f"{config.base_url}/api/download/{key}",),
        date=_attachment_day(row),
        language=clean(row.get("language")).lower() or None,
        native_kind=" / ".join(
            filter(None, (clean(row.get("workType")), clean(row.get("type"))))
        ),
    )


def _attachment_day(row: Record) -> date | None:
    """The day of an attachment: written in UTC without saying so, unlike all else."""
    text = str(row.get("date") or row.get("createdDate") or "")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC).astimezone(BRUSSELS).date()
