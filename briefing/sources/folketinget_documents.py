"""The documents of a case: what each is for, and where its text can be had.

Folketingstidende prints bills and committee reports under the same paths as ft.dk,
which answers scripts with a bot check. Bills are at retsinformation as XML, too.
"""

import re
from collections.abc import Iterable, Iterator

from briefing.domain.proposal import DocumentKind, DocumentRef, ProposalKind
from briefing.domain.source import SourceConfig
from briefing.sources import odata
from briefing.sources.folketinget_names import SOURCE, Name, label, lookup
from briefing.sources.folketinget_rules import CATEGORIES, DEBATED_TEXTS, DOCUMENTS
from briefing.sources.rules import first_meaning
from briefing.sources.shape import (
    Record,
    clean,
    clean_address,
    required,
    required_list,
)

TEXTS = {
    ProposalKind.BILL: DocumentKind.BILL_TEXT,
    ProposalKind.RESOLUTION_PROPOSAL: DocumentKind.RESOLUTION_TEXT,
}
"""What the text as introduced is, for the kinds of case that have one."""

AS_INTRODUCED = frozenset(TEXTS.values())
_PRINTED = re.compile(r"ripdf/samling/\d{5}/\w+/\w+/[\w.-]+\.pdf$")


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


def documents_of(
    config: SourceConfig, name: Name, case: Record, step_documents: Iterable[Record]
) -> tuple[DocumentRef, ...]:
    """Every document of a case, and the text as introduced where none is listed.

    Debates have no such text. That of a split bill is the one of the bill it came of.
    """
    found = {
        ref.key: ref
        for each in (*linked_documents(case), *step_documents)
        for ref in (_document(config, name, each),)
    }
    is_missing = not any(each.kind in AS_INTRODUCED for each in found.values())
    if is_missing and name.type.kind in TEXTS:
        found["som_fremsat"] = _derived(config, name)
    return tuple(found.values())


def _derived(config: SourceConfig, name: Name) -> DocumentRef:
    """The text as introduced, which the case does not list but which always exists."""
    is_bill = name.type.kind is ProposalKind.BILL
    title = f"{'Lovforslag' if is_bill else 'Forslag'} som fremsat"
    whole = name.undivided
    urls = [*_as_introduced(config, whole), *_as_introduced(config, name)]
    return DocumentRef(
        key="som_fremsat",
        title=f"{title} ({whole.written})" if name.suffix else title,
        kind=TEXTS[name.type.kind],
        urls=tuple(dict.fromkeys(urls)),
        language="da",
        native_kind="derived",
    )


def _document(config: SourceConfig, name: Name, row: Record) -> DocumentRef:
    where = f"{name.written}, Dokument({row.get('id')})"
    title = clean(required(row, "titel", SOURCE, where))
    native_type = lookup(row, "Dokumenttype", "type", where)
    category = lookup(row, "Dokumentkategori", "kategori", where)
    meaning = document_kind(name.type.kind, category, native_type, title)
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


def document_kind(
    kind: ProposalKind, category: str, native_type: str, title: str
) -> DocumentKind:
    """By category, then title, then type: a type such as `Svar` says least."""
    found = (
        first_meaning(CATEGORIES, (category,))
        or first_meaning(DOCUMENTS, (title,))
        or first_meaning(CATEGORIES, (native_type,))
    )
    if found is DocumentKind.BILL_TEXT or (found is None and kind not in TEXTS):
        debated = first_meaning(DEBATED_TEXTS, (category, title, native_type))
        return TEXTS.get(kind) or debated or DocumentKind.OTHER
    return found or DocumentKind.OTHER


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
    """Where the text can be had, the best form first, the given address last."""
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
        folder = f"ripdf/samling/{name.session}/{name.type.folder}/{slug}"
        yield f"{gazette}/{folder}/{name.session}_{slug}_som_fremsat.pdf"
