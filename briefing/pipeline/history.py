"""What happened to a proposal: its versions and its documents' versions, compared."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from briefing.documents.compare import compare, provisions
from briefing.domain.change import DocumentChange, TouchedPoint
from briefing.domain.document import Document, Reading
from briefing.domain.event import DocumentVersion, Event, EventKind
from briefing.domain.proposal import DocumentKind, DocumentRef, Proposal
from briefing.domain.store import Judged, StoredDocument
from briefing.events import absence_events, between, history_of, touched
from briefing.pipeline.collecting import read_stored
from briefing.pipeline.line import Line

TEXTS_OF_A_CASE = (
    DocumentKind.BILL_TEXT,
    DocumentKind.TEXT_AFTER_SECOND_READING,
    DocumentKind.TEXT_AS_ADOPTED,
)
"""The texts that one case has in turn; each is compared with the one before."""


def history(line: Line, ref: str, since: datetime | None = None) -> tuple[Event, ...]:
    """Every event of a proposal, newest first, or those seen from a moment on.

    Texts are compared only where that is asked for by the time.
    """
    proposal = line.store.proposal(ref)
    events = list(history_of(line.store.proposal_versions(ref)))
    versions = line.store.document_versions(ref)
    events += _versions_compared(line, proposal, versions, since)
    events += _texts_compared(line, proposal, versions, since)
    events += absence_events(line.store.absences(ref))
    wanted = [each for each in events if since is None or each.seen_at >= since]
    return tuple(sorted(wanted, key=lambda each: each.seen_at, reverse=True))


def relevant_changed(
    line: Line, since: datetime | None, profiles: list[str]
) -> tuple[str, ...]:
    """The proposals that changed and reach the threshold of one of these profiles."""
    refs = line.store.refs() if since is None else line.store.changed_since(since)
    return tuple(ref for ref in refs if _is_relevant(line, ref, profiles))


def _is_relevant(line: Line, ref: str, profiles: list[str]) -> bool:
    found = line.store.relevance(ref)
    return any(
        key in found and found[key].score >= line.settings.profiles[key].threshold
        for key in profiles
    )


def changes_count(line: Line, since: datetime) -> int:
    """How many things happened to relevant proposals from a moment on.

    That a proposal appeared is not counted: a run tells of new ones itself.
    """
    profiles = list(line.settings.profiles)
    return sum(
        each.kind is not EventKind.APPEARED
        for ref in relevant_changed(line, since, profiles)
        for each in history(line, ref, since)
    )


def changes_since(line: Line, judged: Judged) -> tuple[Event, ...]:
    """What changed between the previous assessment and this one, as both saw it.

    Empty for the first assessment of a proposal for a profile.
    """
    found = judged.assessment
    if found.version == 1:
        return ()
    last = line.store.judged(found.ref, found.profile, found.version - 1)
    if last is None:
        return ()
    refs = {each.key: each for each in judged.proposal.documents}
    before = {each.key: each for each in last.documents}
    events = list(between(last.proposal, judged.proposal, found.created_at))
    for document in judged.documents:
        old = before.get(document.key)
        ref = refs.get(document.key)
        if ref and old and old.sha256 and _is_new(old, document):
            change = _compared(line, ref, _stored(old), _stored(document))
            points = _touched(line, last, change, _reading(line, ref, document))
            events.append(_text_changed(change, found.created_at, points))
    return tuple(events)


def _is_new(old: Document, new: Document) -> bool:
    return bool(new.sha256) and old.sha256 != new.sha256


def _stored(document: Document) -> StoredDocument:
    return StoredDocument(document.key, document.url, sha256=document.sha256)


def _reading(line: Line, ref: DocumentRef, document: Document) -> Reading | None:
    return read_stored(line, _stored(document), ref).reading


def _versions_compared(
    line: Line,
    proposal: Proposal,
    versions: Sequence[DocumentVersion],
    since: datetime | None,
) -> Iterator[Event]:
    """Each document's versions with the version before."""
    refs = _refs(line, proposal)
    by_key: dict[str, list[DocumentVersion]] = {}
    for each in versions:
        by_key.setdefault(each.key, []).append(each)
    for key, several in by_key.items():
        for old, new in pairwise(several):
            if key in refs and (since is None or new.fetched_at >= since):
                ref = refs[key]
                change = _compared(line, ref, _kept(old), _kept(new))
                reading = read_stored(line, _kept(new), ref).reading
                points = _points(line, proposal.ref, change, old.sha256, reading)
                yield _text_changed(change, new.fetched_at, points)


def _refs(line: Line, proposal: Proposal) -> Mapping[str, DocumentRef]:
    """Every document that a version of the proposal listed, as last listed."""
    return {
        ref.key: ref
        for version in line.store.proposal_versions(proposal.ref)
        for ref in version.proposal.documents
    }


def _kept(version: DocumentVersion) -> StoredDocument:
    return StoredDocument(
        version.key,
        version.url,
        version.version,
        version.sha256,
        version.content_type,
    )


def _compared(
    line: Line, ref: DocumentRef, old: StoredDocument, new: StoredDocument
) -> DocumentChange:
    before = read_stored(line, old, ref).reading
    after = read_stored(line, new, ref).reading
    if before is None or after is None:
        return DocumentChange(ref.key, ref.title, (), unread=True)
    return DocumentChange(ref.key, ref.title, line.compute(compare, before, after))


def _text_changed(
    change: DocumentChange, seen_at: datetime, points: tuple[TouchedPoint, ...] = ()
) -> Event:
    return Event(
        EventKind.TEXT_CHANGED,
        seen_at,
        change.old_title,
        change.title,
        document=change.document,
        change=replace(change, touched=points),
    )


def _texts_compared(
    line: Line,
    proposal: Proposal,
    versions: Sequence[DocumentVersion],
    since: datetime | None,
) -> Iterator[Event]:
    """The bill as introduced, after second reading and as adopted, in turn."""
    latest = {each.key: each for each in versions}
    first = {each.key: each.fetched_at for each in reversed(versions)}
    chain: dict[DocumentKind, DocumentRef] = {}
    for ref in proposal.documents:
        if ref.kind in TEXTS_OF_A_CASE and ref.key in latest:
            chain.setdefault(ref.kind, ref)
    texts = [chain[kind] for kind in TEXTS_OF_A_CASE if kind in chain]
    for old, new in pairwise(texts):
        if since is not None and first[new.key] < since:
            continue
        before = read_stored(line, _kept(latest[old.key]), old).reading
        after = read_stored(line, _kept(latest[new.key]), new).reading
        change = _of_the_law(line, old, new, before, after)
        yield _text_changed(change, first[new.key])


def _of_the_law(
    line: Line,
    old: DocumentRef,
    new: DocumentRef,
    before: Reading | None,
    after: Reading | None,
) -> DocumentChange:
    if before is None or after is None:
        return DocumentChange(new.key, new.title, (), (), old.title, unread=True)
    found = line.compute(compare, provisions(before), provisions(after))
    return DocumentChange(new.key, new.title, found, (), old.title)


def _points(
    line: Line, ref: str, change: DocumentChange, sha256: str, after: Reading | None
) -> tuple[TouchedPoint, ...]:
    """The points of every profile's last assessment that saw the old text."""
    found: list[TouchedPoint] = []
    for profile in line.settings.profiles:
        judged = _that_saw(line, ref, profile, change.document, sha256)
        if judged is not None:
            found += _touched(line, judged, change, after)
    return tuple(found)


def _that_saw(
    line: Line, ref: str, profile: str, key: str, sha256: str
) -> Judged | None:
    judged = line.store.judged(ref, profile)
    while judged is not None:
        if any(d.key == key and d.sha256 == sha256 for d in judged.documents):
            return judged
        version = judged.assessment.version
        judged = line.store.judged(ref, profile, version - 1) if version > 1 else None
    return None


def _touched(
    line: Line, judged: Judged, change: DocumentChange, after: Reading | None
) -> tuple[TouchedPoint, ...]:
    text = "\n".join(each.text for each in after.passages) if after else ""
    return line.compute(
        touched,
        judged.assessment,
        change.document,
        change.changes,
        same_passages=True,
        new_text=text,
    )
