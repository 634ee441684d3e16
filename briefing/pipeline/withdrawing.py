"""A briefing that proved wrong: marked wherever it is kept, and everybody told.

`withdraw` keeps a person's word first. From then on nothing sends, writes or shows the
briefing as one that stands. `finish_withdrawals` does the rest, in an order in which it
can be broken off anywhere and taken up again: the correction is written, the files are
marked, and last the archive gets an entry, which says that all is done.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile

from briefing.archive.entries import adapter
from briefing.archive.keeping import Archive, Draft
from briefing.delivery.folder import (
    put_whole,
    withdrawn_path,
)
from briefing.domain.archive import Entry, EntryKind, Item, ItemKind
from briefing.domain.correction import Correction
from briefing.domain.profile import Profile
from briefing.domain.review import Decision, Withdrawal
from briefing.domain.store import BriefingFile
from briefing.errors import DeliveryError, ReviewError
from briefing.pipeline.corrections import correction_of, written
from briefing.pipeline.line import Line
from briefing.pipeline.record import DOCX, JSON, archive_approved
from briefing.rendering.correction import marked_json, marked_word
from briefing.review import withdraw as decided

_STATUS = {"approved": "withdrawn", "draft": "withdrawn draft"}


def withdraw(
    line: Line,
    ref: str,
    profile: Profile,
    *,
    by: str,
    why: str,
    instead: str = "",
    version: int | None = None,
) -> tuple[Withdrawal, bool]:
    """Keep that the approved briefing, or one version of it, is withdrawn.

    Withdrawn already, it is left as it was; the second value tells whether it is new.
    ReviewError when there is no such approval.
    """
    approvals = [
        each
        for each in line.store.reviews(ref, profile.id)
        if each.decision is Decision.APPROVED
        and version in {None, each.assessment_version}
    ]
    if not approvals:
        raise ReviewError(
            "{ref}: there is no approved briefing for {profile} to withdraw. A draft "
            "is rejected with `briefing reject`.",
            ref=ref,
            profile=profile.id,
        )
    found = decided(
        approvals[-1], by=by, at=line.clock(), why=why, instead=instead
    )  # fmt: skip
    is_new = line.store.save_withdrawal(found)
    kept = {each.key: each for each in line.store.withdrawals(ref, profile.id)}
    return kept[found.key], is_new


def finish_withdrawals(line: Line, archive: Archive) -> tuple[Entry, ...]:
    """Do what is left to do for every withdrawn briefing; the entries added.

    Raises DeliveryError when the folder cannot be written, ArchiveError and
    TemplateError.
    """
    found = line.store.withdrawals()
    if not found:
        return ()
    archive_approved(line, archive)  # as it was, before anything is marked
    done = {
        (row.ref, row.profile, row.version)
        for row in archive.rows()
        if row.kind == EntryKind.WITHDRAWAL
    }
    return tuple(
        _finish(line, archive, each)
        for each in found
        if each.key not in done and each.profile in line.settings.profiles
    )


def _finish(line: Line, archive: Archive, withdrawal: Withdrawal) -> Entry:
    correction = correction_of(line, withdrawal)
    paper = written(line, correction)
    marked = tuple(_mark_all(line, correction))
    return _archived(line, archive, correction, (paper, *marked))


def _mark_all(line: Line, correction: Correction) -> Iterator[BriefingFile]:
    """Every document of the version with the mark; the unmarked ones are gone."""
    withdrawal = correction.withdrawal
    for each in line.store.briefings(withdrawal.ref, withdrawal.profile):
        if each.version == withdrawal.assessment_version and each.status in _STATUS:
            yield from _mark(line, correction, each)


def _mark(
    line: Line, correction: Correction, file: BriefingFile
) -> Iterator[BriefingFile]:
    """One document; the marked file is there before the unmarked one goes."""
    withdrawal, path = correction.withdrawal, line.output / file.path
    target = line.output / withdrawn_path(file.path)
    body = _marked(line, correction, file, path)
    try:
        if body is not None and not target.exists():
            record = path.with_suffix(".json")
            if record.exists():
                put_whole(
                    target.with_suffix(".json"),
                    _marked_record(record.read_bytes(), withdrawal),
                )
            line.store.keep_bytes(body)
            put_whole(target, body)
        for ending in (".docx", ".pdf", ".json"):
            path.with_suffix(ending).unlink(missing_ok=True)
        if not target.exists():
            return
        marked = BriefingFile(
            ref=file.ref,
            profile=file.profile,
            version=file.version,
            document=file.document,
            language=file.language,
            status=_STATUS[file.status],
            path=withdrawn_path(file.path),
            sha256=hashlib.sha256(target.read_bytes()).hexdigest(),
            created_at=withdrawal.at,
        )
    except OSError as error:
        raise DeliveryError(f"{target}: cannot be written: {error}") from error
    line.store.save_briefing(marked)
    yield marked


def _marked(
    line: Line, correction: Correction, file: BriefingFile, path: Path
) -> bytes | None:
    """The document with the mark: as it lies in the folder, else as it was written."""
    language = correction.profile.language
    for each in (path, Path(line.store.blob_path(file.sha256))):
        try:
            return marked_word(each.read_bytes(), correction.withdrawal, language)
        except (OSError, BadZipFile, KeyError, ValueError):
            continue
    return None


def _marked_record(body: bytes, withdrawal: Withdrawal) -> bytes:
    try:
        return marked_json(body, withdrawal)
    except ValueError:
        return body  # not ours any more; its name has the mark


def _archived(
    line: Line,
    archive: Archive,
    correction: Correction,
    files: tuple[BriefingFile, ...],
) -> Entry:
    withdrawal = correction.withdrawal
    body = adapter(Withdrawal).dump_json(withdrawal, indent=1) + b"\n"
    items = (
        *(item for file in files for item in _items(line, archive, file)),
        archive.keep(ItemKind.REVIEWS, "withdrawal.json", body, JSON),
    )
    about = {
        "language": correction.profile.language,
        "withdrawn_by": withdrawal.by,
        "withdrawn_at": withdrawal.at.isoformat(),
        "why": withdrawal.why,
    }
    return archive.add(
        Draft(
            EntryKind.WITHDRAWAL,
            line.clock(),
            items,
            ref=withdrawal.ref,
            profile=withdrawal.profile,
            version=withdrawal.assessment_version,
            title=correction.proposal.title,
            about=about,
        )
    )


def _items(line: Line, archive: Archive, file: BriefingFile) -> Iterator[Item]:
    path = line.output / file.path
    if path.exists():
        yield archive.keep(
            ItemKind.BRIEFING, path.name, path.read_bytes(), DOCX, title=file.document
        )
