"""Everything behind an approved briefing, brought together for the archive."""

import mimetypes
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from briefing.archive.entries import adapter
from briefing.archive.export import distinct
from briefing.archive.keeping import Archive, Draft
from briefing.archive.warc import MEDIA_TYPE, as_warc
from briefing.delivery.folder import ascii_name
from briefing.domain.archive import Entry, EntryKind, Item, ItemKind
from briefing.domain.delivery import Delivery, DeliveryState, LetterKind
from briefing.domain.document import Document
from briefing.domain.event import DocumentVersion
from briefing.domain.model import ModelCall
from briefing.domain.proposal import Proposal
from briefing.domain.review import Review
from briefing.domain.store import BriefingFile, Judged
from briefing.errors import ReviewError, StoreError
from briefing.pipeline.approving import write_approved
from briefing.pipeline.line import Line
from briefing.pipeline.printing import print_all

JSON = "application/json"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAIL = "message/rfc822"
CHANGED = "changed since it was written"
_SETTLED = frozenset(DeliveryState) - {DeliveryState.WAITING, DeliveryState.TRYING}
_OF_A_CASE = frozenset({LetterKind.APPROVED.value, LetterKind.CORRECTION.value})
"""The letters that carry one approved briefing, and so belong to its case."""


def archive_approved(line: Line, archive: Archive) -> tuple[Entry, ...]:
    """Archive every approved briefing that is not in the archive yet.

    An approval that a crash or an older program left unrecorded is caught up here,
    and its documents are written and printed first where they are missing.
    """
    archive.finish()
    known = {
        (row.ref, row.profile, row.version)
        for row in archive.rows()
        if row.kind == EntryKind.BRIEFING
    }
    left = {
        key: review
        for review in reversed(line.store.approved())
        if (key := (review.ref, review.profile, review.assessment_version)) not in known
    }
    for review in left.values():
        with suppress(ReviewError):  # it stands no more: what there is, is archived
            write_approved(line, review)
    if left:
        print_all(line)
    return tuple(
        _archive(line, archive, judged, review)
        for key, review in reversed(left.items())
        if (judged := line.store.judged(*key)) is not None
    )


def _archive(line: Line, archive: Archive, judged: Judged, review: Review) -> Entry:
    found = judged.assessment
    about = {
        "source": judged.proposal.source,
        "language": found.language,
        "kind": judged.proposal.kind.value,
        "assessed_at": found.created_at.isoformat(),
        "approved_at": review.at.isoformat(),
    }
    items = (
        *_written(line, archive, judged),
        *_judgement(archive, judged),
        *_sources(line, archive, judged),
        *_decisions(line, archive, review),
    )
    return archive.add(
        Draft(
            EntryKind.BRIEFING,
            line.clock(),
            items,
            ref=found.ref,
            profile=found.profile,
            version=found.version,
            title=judged.proposal.title,
            about=about,
        )
    )


def _written(line: Line, archive: Archive, judged: Judged) -> Iterator[Item]:
    """The approved documents as they lie in the output folder, and their JSON."""
    found = judged.assessment
    for each in line.store.briefings(found.ref, found.profile):
        if each.version == found.version and each.status == "approved":
            yield from _files(line, archive, each)


def _files(line: Line, archive: Archive, file: BriefingFile) -> Iterator[Item]:
    path = line.output / file.path
    for each in (path, path.with_suffix(".pdf"), path.with_suffix(".json")):
        if not each.exists():
            continue
        media_type = mimetypes.guess_type(each.name)[0] or "application/octet-stream"
        item = archive.keep(
            ItemKind.BRIEFING, each.name, each.read_bytes(), media_type,
            title=file.document,
        )  # fmt: skip
        is_other = each == path and item.sha256 != file.sha256
        yield replace(item, note=CHANGED) if is_other else item


def _judgement(archive: Archive, judged: Judged) -> Iterator[Item]:
    for name, value, kind in (
        ("assessment.json", judged.assessment, type(judged.assessment)),
        ("proposal.json", judged.proposal, Proposal),
        ("documents.json", judged.documents, tuple[Document, ...]),
    ):
        yield archive.keep(ItemKind.ASSESSMENT, name, _json(value, kind), JSON)


def _sources(line: Line, archive: Archive, judged: Judged) -> Iterator[Item]:
    """The bytes that the assessment rests on, each file once; archives whole."""
    versions = line.store.document_versions(judged.assessment.ref)
    taken: set[str] = set()
    names: set[str] = set()
    for document in judged.documents:
        found = _version(versions, document)
        if found is None or found.sha256 in taken:
            continue
        taken.add(found.sha256)
        path = Path(line.store.blob_path(found.sha256))
        if path.exists():
            name = distinct(f"{ascii_name(found.key)}.v{found.version}.warc", names)
            yield _source(archive, name, found, document, path.read_bytes())


def _version(
    versions: Iterable[DocumentVersion], document: Document
) -> DocumentVersion | None:
    """The version a document is of, or lies in when it is a file of an archive."""
    for each in versions:
        if each.key == document.key and each.sha256 == document.sha256:
            return each
        inside = document.key.startswith(f"{each.key}/")
        if inside and each.version == document.version:
            return each
    return None


def _source(
    archive: Archive,
    name: str,
    found: DocumentVersion,
    document: Document,
    body: bytes,
) -> Item:
    whole = as_warc(
        body,
        url=found.url,
        sha256=found.sha256,
        content_type=found.content_type,
        fetched_at=found.fetched_at,
        headers=found.headers,
    )
    return archive.keep(ItemKind.SOURCE, name, whole, MEDIA_TYPE, title=document.title)


def _decisions(line: Line, archive: Archive, review: Review) -> Iterator[Item]:
    """What a model was asked for it, and what persons decided."""
    calls = tuple(
        each
        for each in line.store.calls(review.ref)
        if each.profile == review.profile and each.started_at <= review.at
    )
    if calls:
        body = _json(calls, tuple[ModelCall, ...])
        yield archive.keep(ItemKind.MODEL_CALLS, "model_calls.json", body, JSON)
    if review.document:
        edited = Path(line.store.blob_path(review.document)).read_bytes()
        yield archive.keep(ItemKind.REVIEWS, "edited.docx", edited, DOCX)
    reviews = line.store.reviews(review.ref, review.profile)
    body = _json(reviews, tuple[Review, ...])
    yield archive.keep(ItemKind.REVIEWS, "reviews.json", body, JSON)


def _json(value: object, kind: Any) -> bytes:
    written: bytes = adapter(kind).dump_json(value, indent=1)
    return written + b"\n"


def unrecorded_deliveries(line: Line, archive: Archive) -> tuple[Delivery, ...]:
    """The deliveries that the archive does not have as they stand now."""
    known = {
        each
        for entry in archive.entries()
        if entry.kind is EntryKind.DELIVERY
        for each in entry.about.get("deliveries", "").split()
    }
    return tuple(
        each for each in line.store.deliveries(_SETTLED) if _standing(each) not in known
    )


def archive_deliveries(line: Line, archive: Archive) -> tuple[Entry, ...]:
    """Archive what was sent to whom and how it went, also when that has changed.

    One entry for each profile and case; letters that tell of several matters are of
    no case. Names and addresses stand in the files, which rules can delete, and not in
    the entries, which stay.
    """
    groups: dict[tuple[str, str], list[Delivery]] = {}
    for each in unrecorded_deliveries(line, archive):
        ref = each.refs[0] if each.kind in _OF_A_CASE and each.refs else ""
        groups.setdefault((each.profile, ref), []).append(each)
    return tuple(
        archive.add(
            Draft(
                EntryKind.DELIVERY,
                line.clock(),
                tuple(_delivered(line, archive, several)),
                ref=ref,
                profile=profile,
                title=several[0].subject if ref else "",
                about={"deliveries": " ".join(map(_standing, several))},
            )
        )
        for (profile, ref), several in sorted(groups.items())
    )


def _standing(delivery: Delivery) -> str:
    """A delivery and how it went, in one word: a change is recorded anew."""
    return f"{delivery.id}:{delivery.state}:{delivery.tries}"


def _delivered(
    line: Line, archive: Archive, several: Iterable[Delivery]
) -> Iterator[Item]:
    """The messages as they were handed in, and to whom, when, with what answer."""
    found = tuple(several)
    for each in found:
        try:
            body = line.store.delivery_body(each)
        except StoreError:
            continue  # deliveries.json names its hash all the same
        ending, form = (".eml", MAIL) if each.channel == "mail" else (".json", JSON)
        name = f"delivery-{each.id}{ending}"
        yield archive.keep(ItemKind.DELIVERY, name, body, form, title=each.subject)
    told = _json(found, tuple[Delivery, ...])
    yield archive.keep(ItemKind.DELIVERY, "deliveries.json", told, JSON)
