"""A case (`Sag`) of the Folketing, with everything that hangs on it, as a Proposal.

Names in Danish are the service's own. Committee rows are made anew for each
session, so names are what counts, never ids. Proposers are left out: nothing is
done with their names.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from briefing.domain.proposal import (
    Deadline,
    DocumentKind,
    DocumentRef,
    Proposal,
    ProposalKind,
    Stage,
    Step,
)
from briefing.domain.source import SourceConfig
from briefing.errors import ParseError
from briefing.sources import odata
from briefing.sources.folketinget_rules import (
    CANCELLED,
    CATEGORIES,
    DEADLINES,
    DOCUMENTS,
    KINDS,
    PLANNED,
    STAGES,
)
from briefing.sources.rules import first_meaning
from briefing.sources.shape import (
    Record,
    clean,
    clean_address,
    clean_paragraphs,
    required,
    required_list,
)

SOURCE = "folketinget"
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
AS_INTRODUCED = frozenset({DocumentKind.BILL_TEXT, DocumentKind.RESOLUTION_TEXT})
_NUMBER = re.compile(r"([LB]) ?(\d{1,5}) ?([A-ZÆØÅ]{0,2})")
_PRINTED = re.compile(r"ripdf/samling/\d{5}/\w+/\w+/[\w.-]+\.pdf$")


@dataclass(frozen=True, slots=True)
class Name:
    """How a case is called: letter, number, what follows it, and the session."""

    letter: str
    digits: int
    suffix: str
    session: str

    @property
    def written(self) -> str:
        """As people write it: "L 115", "L 86 A"."""
        return f"{self.letter} {self.digits} {self.suffix}".rstrip()

    @property
    def joined(self) -> str:
        """As addresses and references have it: "L115", "L86A"."""
        return f"{self.letter}{self.digits}{self.suffix}"

    @property
    def folder(self) -> str:
        """The folder of its kind in the addresses of ft.dk."""
        return "lovforslag" if self.letter == "L" else "beslutningsforslag"

    @property
    def accession(self) -> str:
        """Its number at retsinformation, empty for a split bill, which has others."""
        if self.suffix:
            return ""
        form = "2L" if self.letter == "L" else "BB"
        return f"{self.session}{form}{self.digits:05}"


def label(case: Mapping[str, object]) -> str:
    """What to call a case in a message, whatever state its record is in."""
    return clean(case.get("nummer")) or f"Sag({case.get('id')})"


def name_of(case: Record) -> Name:
    """The name of a case; ParseError when it is not one of a bill or resolution."""
    where = label(case)
    number = clean(required(case, "nummer", SOURCE, where))
    session = lookup(case, "Periode", "kode", where)
    match = _NUMBER.fullmatch(number)
    if not match or not re.fullmatch(r"\d{5}", session):
        raise ParseError(SOURCE, f"{where}: number {number!r} in session {session!r}")
    return Name(match[1], int(match[2]), match[3], session)


def lookup(row: Record, relation: str, key: str, where: str) -> str:
    """A text that stands in a related row; empty when there is no such row."""
    related = required(row, relation, SOURCE, where)
    if related is None:
        return ""
    if not isinstance(related, dict):
        raise ParseError(SOURCE, f"{where}: {relation!r} is not an object")
    return clean(required(related, key, SOURCE, where))


def proposal_of(
    config: SourceConfig, case: Record, step_documents: Iterable[Record]
) -> Proposal:
    """The proposal that a case is; ParseError naming what its record lacks.

    `step_documents` are the documents that hang on a step of the case alone.
    """
    name, where = name_of(case), label(case)
    native_kind = lookup(case, "Sagstype", "type", where)
    kind = KINDS.get(native_kind.casefold())
    if kind is None:
        raise ParseError(SOURCE, f"{where}: of the type {native_kind!r}")
    title = clean(required(case, "titel", SOURCE, where))
    if not title:
        raise ParseError(SOURCE, f"{where}: without a title")
    short = clean(case.get("titelkort"))
    status = lookup(case, "Sagsstatus", "status", where)
    steps = tuple(_steps(case, where))
    actors = _actors(case, where)
    return Proposal(
        ref=f"dk/folketinget/{name.session}/{name.joined}",
        source=SOURCE,
        kind=kind,
        native_kind=native_kind,
        title=title,
        subtitle="" if short == title else short,
        summary=clean_paragraphs(case.get("resume")),
        stage=_stage(status, steps),
        native_status=status,
        url=_page(config, name),
        number=name.written,
        session=name.session,
        ministry=actors.get("ministerområde", ""),
        minister=actors.get("minister", ""),
        committee=actors.get("henvist til", ""),
        introduced_on=_introduced_on(steps),
        deadlines=tuple(_deadlines(case, where)),
        steps=steps,
        documents=_documents(config, name, kind, case, step_documents),
        other_identifiers=tuple(_identifiers(case, where)),
        updated_at=_in_utc(odata.stamp(case, SOURCE, where)),
    )


def _in_utc(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp).replace(tzinfo=COPENHAGEN).astimezone(UTC)


def _page(config: SourceConfig, name: Name) -> str:
    site = config.addresses.get("site", config.base_url)
    return f"{site}/samling/{name.session}/{name.folder}/{name.joined}/index.htm"


def _actors(case: Record, where: str) -> dict[str, str]:
    """The name of the latest actor in each role, by the role in lower case."""
    rows = required_list(case, "SagAktør", SOURCE, where)
    rows = sorted(
        rows,
        key=lambda row: (
            odata.stamp(row, SOURCE, where),
            odata.row_id(row, SOURCE, where),
        ),
    )
    return {
        lookup(row, "SagAktørRolle", "rolle", where).casefold(): lookup(
            row, "Aktør", "navn", where
        )
        for row in rows
    }


def _sorted_steps(case: Record, where: str) -> list[Record]:
    rows = required_list(case, "Sagstrin", SOURCE, where)
    return sorted(
        rows,
        key=lambda row: (
            str(row.get("dato") or "9"),
            odata.row_id(row, SOURCE, where),
        ),
    )


def _step(row: Record, where: str) -> Step:
    native_type = lookup(row, "Sagstrinstype", "type", where).rstrip(".")
    return Step(
        title=clean(required(row, "titel", SOURCE, where)) or native_type,
        native_type=native_type,
        native_status=lookup(row, "Sagstrinsstatus", "status", where),
        date=odata.day(required(row, "dato", SOURCE, where), SOURCE, where),
    )


def _steps(case: Record, where: str) -> Iterator[Step]:
    return (_step(row, where) for row in _sorted_steps(case, where))


def _stage(status: str, steps: tuple[Step, ...]) -> Stage:
    """By the status of the case, else by the last step that has been taken."""
    found = first_meaning(STAGES, (status,))
    if found:
        return found
    for step in reversed(steps):
        if first_meaning(PLANNED, (step.native_status,)):
            continue
        texts = (step.native_status.removeprefix("Behandlet/"), step.native_type)
        if found := first_meaning(STAGES, texts):
            return found
    return Stage.UNKNOWN


def _introduced_on(steps: tuple[Step, ...]) -> date | None:
    for wanted in ("fremsættelse", "som fremsat"):
        days = [s.date for s in steps if s.date and wanted in s.native_type.casefold()]
        if days:
            return min(days)
    return None


def _deadlines(case: Record, where: str) -> Iterator[Deadline]:
    for row in _sorted_steps(case, where):
        step = _step(row, where)
        kind = first_meaning(DEADLINES, (step.title,)) or first_meaning(
            DEADLINES, (step.native_type,)
        )
        if kind and step.date and not first_meaning(CANCELLED, (step.native_status,)):
            at = odata.time_of_day(row["dato"], SOURCE, where)
            yield Deadline(kind, step.date, step.title, at)


def _identifiers(case: Record, where: str) -> Iterator[str]:
    number = clean(case.get("lovnummer"))
    day = odata.day(case.get("lovnummerdato"), SOURCE, where)
    if number:
        yield f"LOV {number}/{day.year}" if day else f"LOV {number}"


def linked_documents(case: Record) -> list[Record]:
    """The documents linked to the case itself, each once; ParseError as ever."""
    where = label(case)
    rows = required_list(case, "SagDokument", SOURCE, where)
    documents = [required(row, "Dokument", SOURCE, where) for row in rows]
    return [each for each in documents if isinstance(each, dict)]


def step_document_ids(case: Record) -> set[int]:
    """The ids of documents that hang on a step of the case and not on the case."""
    where = label(case)
    own = {odata.row_id(each, SOURCE, where) for each in linked_documents(case)}
    linked = {
        required(row, "dokumentid", SOURCE, where)
        for step in required_list(case, "Sagstrin", SOURCE, where)
        for row in required_list(step, "SagstrinDokument", SOURCE, where)
    }
    return linked - own


def _documents(
    config: SourceConfig,
    name: Name,
    kind: ProposalKind,
    case: Record,
    step_documents: Iterable[Record],
) -> tuple[DocumentRef, ...]:
    found = {
        ref.key: ref
        for each in (*linked_documents(case), *step_documents)
        for ref in (_document(config, name, kind, each),)
    }
    if not any(each.kind in AS_INTRODUCED for each in found.values()):
        found["som_fremsat"] = _derived(config, name, kind)
    return tuple(found.values())


def _text_kind(kind: ProposalKind) -> DocumentKind:
    if kind is ProposalKind.BILL:
        return DocumentKind.BILL_TEXT
    return DocumentKind.RESOLUTION_TEXT


def _derived(config: SourceConfig, name: Name, kind: ProposalKind) -> DocumentRef:
    """The text as introduced, which the case does not list but which always exists."""
    title = "Lovforslag" if kind is ProposalKind.BILL else "Forslag"
    return DocumentRef(
        key="som_fremsat",
        title=f"{title} som fremsat",
        kind=_text_kind(kind),
        urls=tuple(_as_introduced(config, name)),
        language="da",
        native_kind="derived",
    )


def _document(
    config: SourceConfig, name: Name, kind: ProposalKind, row: Record
) -> DocumentRef:
    where = f"{name.written}, Dokument({row.get('id')})"
    title = clean(required(row, "titel", SOURCE, where))
    native_type = lookup(row, "Dokumenttype", "type", where)
    category = lookup(row, "Dokumentkategori", "kategori", where)
    meaning = _document_kind(category, native_type, title)
    if meaning is DocumentKind.BILL_TEXT:
        meaning = _text_kind(kind)
    given = odata.day(row.get("dato"), SOURCE, where)
    return DocumentRef(
        key=str(odata.row_id(row, SOURCE, where)),
        title=title or category or native_type or "Dokument",
        kind=meaning,
        urls=_addresses(config, name, meaning, _file_address(row, where)),
        date=given or odata.day(row.get("frigivelsesdato"), SOURCE, where),
        language="da",
        native_kind=" / ".join(filter(None, (native_type, category))),
    )


def _document_kind(category: str, native_type: str, title: str) -> DocumentKind:
    """By category, then title, then type: a type such as `Svar` says least."""
    return (
        first_meaning(CATEGORIES, (category,))
        or first_meaning(DOCUMENTS, (title,))
        or first_meaning(CATEGORIES, (native_type,))
        or DocumentKind.OTHER
    )


def _file_address(row: Record, where: str) -> str:
    """The address of the published variant (`P`), else of the first file."""
    files = required_list(row, "Fil", SOURCE, where)
    published = [each for each in files if each.get("variantkode") == "P"]
    for each in published or files:
        return clean_address(required(each, "filurl", SOURCE, where))
    return ""


def _addresses(
    config: SourceConfig, name: Name, kind: DocumentKind, given: str
) -> tuple[str, ...]:
    """Where the text can be had, the best form first, the given address last.

    Folketingstidende prints bills and committee reports under the same paths as
    ft.dk, which answers scripts with a bot check.
    """
    found = list(_as_introduced(config, name)) if kind in AS_INTRODUCED else []
    printed = _PRINTED.search(given)
    gazette = config.addresses.get("folketingstidende")
    if printed and gazette:
        found.append(f"{gazette}/{printed[0]}")
    if given:
        found.append(given)
    return tuple(dict.fromkeys(found))


def _as_introduced(config: SourceConfig, name: Name) -> Iterator[str]:
    library = config.addresses.get("retsinformation")
    if library and name.accession:
        yield f"{library}/eli/ft/{name.accession}/xml"
    gazette = config.addresses.get("folketingstidende")
    if gazette:
        slug = name.joined.lower()
        folder = f"ripdf/samling/{name.session}/{name.folder}/{slug}"
        yield f"{gazette}/{folder}/{name.session}_{slug}_som_fremsat.pdf"
