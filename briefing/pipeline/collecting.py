"""Collect and read: the documents of a proposal, fetched when due, as passages."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from briefing.documents.archive import Member, is_archive, members
from briefing.documents.collect import collect
from briefing.documents.read import READER_VERSION, read
from briefing.domain.document import Document
from briefing.domain.proposal import PRIMARY_KINDS, DocumentKind, DocumentRef, Proposal
from briefing.domain.record import record_document
from briefing.domain.search import Searchable, of_document
from briefing.domain.source import SourceConfig
from briefing.domain.store import StoredDocument, StoredReading
from briefing.errors import DocumentError, SourceError
from briefing.language.filenames import kind_by_name
from briefing.pipeline.library import acts_of, library
from briefing.pipeline.line import Line
from briefing.pipeline.state import trouble_of
from briefing.sources.private import bare_headers

Owner = tuple[Proposal, Document]
"""A document without its reading, and the proposal that it is of."""
ARCHIVE = "zip"
"""The `native_kind` of a document that is an archive of documents."""


def gather(
    line: Line, proposal: Proposal, kinds: Collection[DocumentKind], *, eager: bool
) -> tuple[Document, ...]:
    """The listed documents of these kinds, fetched where that is due, and read."""
    listed = sorted(proposal.documents, key=_reading_order)
    refs = [each for each in listed if each.kind in kinds]
    config = line.settings.sources.get(proposal.source)
    return _gathered(line, config, proposal, refs, eager=eager)


def gather_acts(
    line: Line, proposal: Proposal, documents: Iterable[Document], *, eager: bool
) -> tuple[Document, ...]:
    """The acts in force that the texts among these documents change, and read."""
    refs = acts_of(line, proposal, documents)
    return _gathered(line, library(line.settings), proposal, refs, eager=eager)


def _gathered(
    line: Line,
    config: SourceConfig | None,
    proposal: Proposal,
    refs: Iterable[DocumentRef],
    *,
    eager: bool,
) -> tuple[Document, ...]:
    """The documents, those due fetched by the source that leads to them, if any."""
    stored = line.store.documents(proposal.ref)
    documents = []
    for ref in refs:
        known = stored.get(ref.key)
        if config and _is_wanted(line, proposal, ref, known, eager=eager):
            known = _collect(line, config, proposal, ref, known)
        documents += _files(line, proposal, ref, known)
    return tuple(documents)


_KIND_ORDER = {kind: number for number, kind in enumerate(DocumentKind)}


def _reading_order(ref: DocumentRef) -> tuple[bool, int, str]:
    """The texts themselves first, then what goes with them."""
    return (ref.kind not in PRIMARY_KINDS, _KIND_ORDER[ref.kind], ref.key)


def _is_wanted(
    line: Line,
    proposal: Proposal,
    ref: DocumentRef,
    known: StoredDocument | None,
    *,
    eager: bool,
) -> bool:
    """Whether a document is to be asked for now: new, moved, failed, or to check.

    One without an address is listed and never asked for.
    """
    if not ref.urls:
        return False
    if known is None:
        return True
    now = line.clock()
    if known.error:
        return eager or known.next_try_at is None or known.next_try_at <= now
    if known.url not in ref.urls:
        return True
    if eager:
        return True
    stale = now - line.settings.run.recheck_documents
    return not proposal.is_finished and (known.checked_at or now) <= stale


def _collect(
    line: Line,
    config: SourceConfig,
    proposal: Proposal,
    ref: DocumentRef,
    known: StoredDocument | None,
) -> StoredDocument:
    now = line.clock()
    try:
        found = collect(line.fetcher, config, ref)
    except (SourceError, DocumentError) as error:
        trouble = trouble_of(error, now, known.tries if known else 0)
        url = ref.urls[0] if ref.urls else ""
        return line.store.save_document_failure(proposal.ref, ref.key, url, trouble)
    answer = replace(found.answer, headers=bare_headers(found.answer.headers))
    return line.store.save_document(proposal.ref, ref.key, found.url, answer, now)


def _as_document(
    line: Line, proposal: Proposal, ref: DocumentRef, stored: StoredDocument | None
) -> Document:
    """The document with its reading; the error of getting or reading it if any."""
    plain = Document(ref.key, ref.title, ref.kind, ref.urls[0] if ref.urls else "")
    if stored is None:
        return plain
    if not stored.sha256:
        return replace(plain, error=stored.error, error_detail=stored.error_detail)
    whole = replace(
        plain,
        url=stored.url,
        sha256=stored.sha256,
        fetched_at=stored.fetched_at,
        version=stored.version,
        language=ref.language,
    )
    found = read_stored(line, stored, ref, (proposal, whole))
    return _with(whole, found)


def _with(document: Document, found: StoredReading) -> Document:
    return replace(
        document,
        reading=found.reading,
        error=found.error,
        error_detail=found.error_detail,
    )


def _unpacked(
    line: Line, proposal: Proposal, ref: DocumentRef, stored: StoredDocument | None
) -> list[Document]:
    """The files in an archive, each a document of its own; none for any other kind.

    The archive itself stands there with its error when it cannot be unpacked.
    """
    if stored is None or not stored.sha256 or ref.native_kind != ARCHIVE:
        return []
    body = Path(line.store.blob_path(stored.sha256)).read_bytes()
    if not is_archive(body):
        return []
    whole = Document(
        ref.key, ref.title, ref.kind, stored.url, stored.sha256,
        stored.fetched_at, stored.version, language=ref.language,
    )  # fmt: skip
    try:
        return [_unpacked_one(line, proposal, whole, each) for each in members(body)]
    except DocumentError as error:
        return [replace(whole, error=type(error).__name__, error_detail=str(error))]


def _unpacked_one(
    line: Line, proposal: Proposal, archive: Document, member: Member
) -> Document:
    one = replace(
        archive,
        key=f"{archive.key}/{member.name}",
        title=member.name,
        kind=kind_by_name(member.name),
        sha256=hashlib.sha256(member.body).hexdigest(),
    )
    of = (proposal, one)
    known = _known(line, one.sha256, one.kind, of)
    return _with(
        one,
        known or _read(line, member.body, "", member.name, one.kind, one.sha256, of),
    )


def read_stored(
    line: Line, stored: StoredDocument, ref: DocumentRef, of: Owner | None = None
) -> StoredReading:
    """The reading of a document's bytes, made once for each version of the reader.

    With the proposal and the document that it is `of`, it can be found by searching.
    """
    known = _known(line, stored.sha256, ref.kind, of)
    if known is not None:
        return known
    body = Path(line.store.blob_path(stored.sha256)).read_bytes()
    name = stored.url.rsplit("/", 1)[-1]
    return _read(line, body, stored.content_type, name, ref.kind, stored.sha256, of)


def _known(
    line: Line, sha256: str, kind: DocumentKind, of: Owner | None
) -> StoredReading | None:
    """An earlier reading, findable as a document of this proposal too."""
    known = line.store.reading(sha256, kind, READER_VERSION)
    if known is not None and (found_as := _searchable(of, known)):
        line.store.index(found_as)
    return known


def _searchable(of: Owner | None, found: StoredReading) -> Searchable | None:
    if of is None:
        return None
    proposal, document = of
    return of_document(proposal, _with(document, found), READER_VERSION)


def _read(
    line: Line,
    body: bytes,
    content_type: str,
    name: str,
    kind: DocumentKind,
    sha256: str,
    of: Owner | None,
) -> StoredReading:
    """Bytes read and their reading kept, or why they cannot be read."""
    try:
        found = StoredReading(line.compute(read, body, content_type, name, kind))
    except DocumentError as error:
        found = StoredReading(None, type(error).__name__, str(error))
    found_as = _searchable(of, found)
    line.store.save_reading(sha256, kind, READER_VERSION, found, found_as)
    return found


def standing(line: Line, proposal: Proposal) -> tuple[Document, ...]:
    """Every document as it stands in the store, asking no source for anything."""
    stored = line.store.documents(proposal.ref)
    listed = sorted(proposal.documents, key=_reading_order)
    documents = _kept(line, proposal, listed, stored)
    acts = _kept(line, proposal, acts_of(line, proposal, documents), stored)
    return (*documents, *acts, record_document(proposal))


def _kept(
    line: Line,
    proposal: Proposal,
    refs: Iterable[DocumentRef],
    stored: Mapping[str, StoredDocument],
) -> tuple[Document, ...]:
    """The documents as stored, archives as the files in them."""
    return tuple(
        document
        for ref in refs
        for document in _files(line, proposal, ref, stored.get(ref.key))
    )


def _files(
    line: Line, proposal: Proposal, ref: DocumentRef, stored: StoredDocument | None
) -> list[Document]:
    """The files of an archive, or the one document."""
    found = _unpacked(line, proposal, ref, stored)
    return found or [_as_document(line, proposal, ref, stored)]


def with_reading(line: Line, document: Document) -> Document:
    """The document with its reading, taken from the store where it has none."""
    if document.reading is not None or not document.sha256:
        return document
    stored = StoredDocument(document.key, document.url, sha256=document.sha256)
    ref = DocumentRef(document.key, document.title, document.kind, (document.url,))
    return replace(document, reading=read_stored(line, stored, ref).reading)
