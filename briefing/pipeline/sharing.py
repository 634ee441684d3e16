"""Copies for a folder that is synchronised: recorded like mail, written whole.

A copy's name stays the same from version to version. A file that somebody has changed
or taken away is left alone; when a new version comes, what somebody changed is kept
beside it under another name.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from briefing.delivery.folder import put_whole
from briefing.delivery.shared import (
    DRAFTS,
    FOLDERS,
    OWN,
    WITHDRAWN,
    matter_name,
    safe_name,
)
from briefing.domain.delivery import Channel, Delivery, LetterKind
from briefing.domain.profile import Profile
from briefing.domain.store import BriefingFile
from briefing.errors import MailNotSent
from briefing.pipeline.line import Line

DAYS_OF_OVERVIEWS = timedelta(days=30)
"""How far back overviews are put into a folder that is new."""
_OVERVIEW = "dagens-overblik"
_KINDS = {
    "written": LetterKind.DAILY,
    "draft": LetterKind.SINGLE,
    "withdrawn": LetterKind.CORRECTION,
    "correction": LetterKind.CORRECTION,
}
"""What a copy counts as, by the status of its document; else as approved."""


@dataclass(frozen=True, slots=True)
class _Copy:
    """A document and where its copy lies below the profile's folder."""

    file: BriefingFile
    path: str


def root_of(line: Line, profile: Profile) -> Path | None:
    """The folder of a profile; None where none is configured."""
    section = line.settings.delivery.folder
    own = section.profiles.get(profile.id)
    if own:
        return line.settings.folder / own
    return line.settings.folder / section.path / profile.id if section.path else None


def due_copies(line: Line) -> Iterator[tuple[Delivery, bytes]]:
    """The copies that are not recorded yet, with their bytes."""
    for profile in line.settings.profiles.values():
        root = root_of(line, profile)
        if root is None:
            continue
        known = line.store.delivery_keys(f"folder/{profile.id}/")
        for copy in _wanted(line, profile):
            key = f"folder/{profile.id}/{copy.path}/{copy.file.sha256[:32]}"
            body = None if key in known else _body(line, copy.file)
            if body is not None:
                yield _recorded(line, profile, root, copy, key, body)


def _wanted(line: Line, profile: Profile) -> tuple[_Copy, ...]:
    """What is to lie there: of each document the newest that stands, and the marked."""
    start = line.clock() - DAYS_OF_OVERVIEWS
    files = [
        each
        for each in line.store.briefing_files()
        if each.profile == profile.id
        and (each.document != _OVERVIEW or each.created_at >= start)
    ]
    withdrawn = {each.key for each in line.store.withdrawals()}
    wants_drafts = line.settings.delivery.folder.drafts
    drafts = _open_drafts(files) if wants_drafts else frozenset()
    newest: dict[str, _Copy] = {}
    for file in files:
        stands = (file.ref, file.profile, file.version) not in withdrawn
        if file.status == "draft" and file.path not in drafts:
            continue
        if stands or file.status not in {"draft", "approved"}:
            path = _path(file)
            newest |= {path: _Copy(file, path)} if path else {}
    return tuple(e for e in newest.values() if not _is_secret(line, e.file))


def _open_drafts(files: list[BriefingFile]) -> frozenset[str]:
    """The drafts that are the newest of their document and not decided on."""
    newest: dict[tuple[str, str], BriefingFile] = {}
    for each in files:
        key = (each.ref, each.document)
        before = newest.get(key)
        if before is None or each.version >= before.version:
            newest[key] = each
    return frozenset(e.path for e in newest.values() if e.status == "draft")


def _is_secret(line: Line, file: BriefingFile) -> bool:
    is_overview = file.document == _OVERVIEW
    return not is_overview and line.store.proposal(file.ref).confidential


def _path(file: BriefingFile) -> str:
    """Where a copy of it lies; empty where none is to be."""
    if file.document == _OVERVIEW:
        return f"{FOLDERS[_OVERVIEW]}/{safe_name(Path(file.path).stem)}.docx"
    name = safe_name(f"{matter_name(file.ref)}_{file.document}")
    folder = FOLDERS.get(file.document, FOLDERS["notat"])
    return {
        "draft": f"{DRAFTS}/{name}_UDKAST.docx",
        "approved": f"{folder}/{name}.docx",
        "withdrawn": f"{folder}/{name}_v{file.version}{WITHDRAWN}.docx",
        "correction": f"{folder}/{name}_v{file.version}.docx",
    }.get(file.status, "")


def standing_copies(line: Line) -> frozenset[tuple[str, str]]:
    """The copies that are to lie in folders now: their paths and their hashes."""
    return frozenset(
        (str(root / each.path), each.file.sha256)
        for profile in line.settings.profiles.values()
        if (root := root_of(line, profile)) is not None
        for each in _wanted(line, profile)
    )


def _body(line: Line, file: BriefingFile) -> bytes | None:
    """The document as it was written; None when it is nowhere any more."""
    for path in (Path(line.store.blob_path(file.sha256)), line.output / file.path):
        try:
            body = path.read_bytes()
        except OSError:
            continue
        if hashlib.sha256(body).hexdigest() == file.sha256:
            return body
    return None


def _recorded(
    line: Line, profile: Profile, root: Path, copy: _Copy, key: str, body: bytes
) -> tuple[Delivery, bytes]:
    kind = _KINDS.get(copy.file.status, LetterKind.APPROVED)
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    return (
        Delivery(
            key=key,
            message_id=f"<{digest}@briefing>",
            kind=kind.value,
            channel=Channel.FOLDER.value,
            profile=profile.id,
            name=root.name,
            address=str(root / copy.path),
            subject=Path(copy.path).name,
            sha256=copy.file.sha256,
            recorded_at=line.clock(),
            refs=(copy.file.ref,) if copy.file.document != _OVERVIEW else (),
            next_try_at=line.clock(),
        ),
        body,
    )


def put_copy(line: Line, delivery: Delivery, body: bytes) -> str:
    """Write a copy as a whole; what somebody changed there is kept beside it.

    MailNotSent when the folder is not there or cannot be written: it may be later.
    """
    path = Path(delivery.address)
    profile = line.settings.profiles.get(delivery.profile)
    root = root_of(line, profile) if profile else None
    if root is None or not root.parent.is_dir():
        raise MailNotSent(f"{path.parent.parent.parent}: is not there", is_down=True)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _keep_own(line, path)
        put_whole(path, body)
    except OSError as error:
        raise MailNotSent(f"{path}: {error.strerror}", is_down=True) from error
    return f"{len(body)} bytes"


def _keep_own(line: Line, path: Path) -> None:
    """Move aside what lies there if it is not what was put there."""
    if path.exists() and not _is_ours(line, path):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
        path.replace(path.with_name(f"{path.stem}{OWN}_{digest}{path.suffix}"))


def _is_ours(line: Line, path: Path) -> bool:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return any(
        each.address == str(path) and each.sha256 == digest
        for each in line.store.deliveries()
        if each.channel == Channel.FOLDER
    )


def tidy(line: Line) -> None:
    """Take away the copies that no longer stand: withdrawn ones, settled drafts.

    Only what lies there as it was put; a withdrawn copy that somebody changed gets
    the mark in its name. What is not of a proposal stays.
    """
    kept = [e for e in line.store.deliveries() if e.channel == Channel.FOLDER]
    if not kept:
        return
    wanted = {path for path, _sha256 in standing_copies(line)}
    for address in {each.address for each in kept if each.refs} - wanted:
        path = Path(address)
        if path.exists():
            _take_away(line, path)


def _take_away(line: Line, path: Path) -> None:
    try:
        if _is_ours(line, path):
            path.unlink()
        elif path.parent.name != DRAFTS:
            path.replace(path.with_name(f"{path.stem}{OWN}{WITHDRAWN}{path.suffix}"))
    except OSError:
        return  # it is looked at again next time
