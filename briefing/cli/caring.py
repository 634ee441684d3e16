"""What an operator forgets: backups, the disk, the clock, certificates, the archive."""

import json
import os
import shutil
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefing.adapters.backup import MARK
from briefing.bootstrap import archive_of, hook_variable
from briefing.cli.session import Session
from briefing.domain.archive import EntryKind
from briefing.domain.delivery import HOOKS
from briefing.language.written import COPENHAGEN
from briefing.pipeline.line import Line
from briefing.pipeline.record import unrecorded_deliveries
from briefing.pipeline.sharing import root_of

WEEK, MONTH = timedelta(days=7), timedelta(days=31)
GIGABYTE = 1_000_000_000
SKEW = timedelta(minutes=10)
Found = tuple[str, bool | None, str]
"""A subject, whether it is well (None: only a note), and a sentence."""


def examine_record(session: Session, line: Line) -> Iterator[Found]:
    """Each thing that is easily forgotten, and what to do about it."""
    yield _backup(session, line)
    yield _disk(session)
    yield _clock(session, line)
    yield _certificates(session)
    yield from _archive(session, line)
    yield from _ways(session, line)


def _backup(session: Session, line: Line) -> Found:
    _ = session.translate
    subject, mark = _("Backup"), session.places.data / MARK
    try:
        told = json.loads(mark.read_text(encoding="utf-8"))
        at = datetime.fromisoformat(told["at"])
    except FileNotFoundError:
        is_new = not line.store.refs()
        return subject, None if is_new else False, _("never made: `briefing backup`")
    except (OSError, ValueError, KeyError, TypeError):
        return subject, False, _("{path} cannot be read", path=mark)
    if not Path(told["path"]).exists():
        text = _("{path} is not there any more", path=told["path"])
        return subject, None, text
    day = at.astimezone(COPENHAGEN).strftime("%Y-%m-%d")
    if line.clock() - at > WEEK:
        text = _("the last one is of {day}: `briefing backup`", day=day)
        return subject, False, text
    return subject, True, _("the last one is of {day}, in {path}", day=day,
                            path=told["path"])  # fmt: skip


def _disk(session: Session) -> Found:
    _ = session.translate
    free = shutil.disk_usage(session.places.data).free
    text = _("{free} GB free", free=round(free / GIGABYTE, 1))
    return _("Disk"), free > GIGABYTE, text


def _clock(session: Session, line: Line) -> Found:
    """A clock that goes behind what is stored already has been set back."""
    _ = session.translate
    states = (line.store.source_state(each) for each in line.settings.sources)
    seen = [each.read_at for each in states if each.read_at]
    seen += [each.at for each in line.store.approved()]
    latest = max(seen, default=datetime.min.replace(tzinfo=UTC))
    if latest > line.clock() + SKEW:
        text = _(
            "the store holds something of {moment}, which is later than now: set the "
            "clock of this machine",
            moment=latest.astimezone(COPENHAGEN).strftime("%Y-%m-%d %H:%M"),
        )
        return _("Clock"), False, text
    return _("Clock"), True, line.clock().astimezone(COPENHAGEN).strftime("%H:%M")


def _certificates(session: Session) -> Found:
    """Whether this machine knows any authority; without one no source answers."""
    _ = session.translate
    paths = ssl.get_default_verify_paths()
    known = paths.cafile or (paths.capath and any(Path(paths.capath).glob("*")))
    if known:
        return _("Certificates"), True, str(paths.cafile or paths.capath)
    text = _("this machine knows no certificate authority: install ca-certificates")
    return _("Certificates"), False, text


def _ways(session: Session, line: Line) -> Iterator[Found]:
    """Channels without an address, and folders that are not there."""
    _ = session.translate
    for each in line.settings.recipients:
        name = hook_variable(each.address) if each.channel in HOOKS else ""
        if name and not os.environ.get(name):
            text = _("{name}: its address is lacking: set {variable}",
                     name=each.address, variable=name)  # fmt: skip
            yield _("Webhook"), False, text
    for profile in line.settings.profiles.values():
        root = root_of(line, profile)
        if root is not None and not root.parent.is_dir():
            yield _("Folder"), False, _("{path} is not there", path=root.parent)


def _archive(session: Session, line: Line) -> Iterator[Found]:
    _ = session.translate
    archive = archive_of(line, session.places)
    rows, subject = archive.rows(), _("Archive")
    kept = {
        (row.ref, row.profile, row.version)
        for row in rows
        if row.kind == EntryKind.BRIEFING
    }
    approved = {
        (each.ref, each.profile, each.assessment_version)
        for each in line.store.approved()
    }
    if missing := len(approved - kept):
        text = _(
            "{count} approved briefings are not in it yet: `briefing run`",
            count=missing,
        )
        yield subject, False, text
    if unsent := len(unrecorded_deliveries(line, archive)):
        text = _("{count} deliveries are not in it yet: `briefing run`", count=unsent)
        yield subject, False, text
    if not rows:
        return
    try:
        text = (archive.folder / "verified").read_text(encoding="utf-8")
        at = datetime.fromisoformat(text)
    except (OSError, ValueError):
        yield subject, False, _("never verified: `briefing archive verify`")
        return
    day = at.astimezone(COPENHAGEN).strftime("%Y-%m-%d")
    is_fresh = line.clock() - at <= MONTH
    text = _("verified {day}", day=day)
    late = _("last verified {day}: `briefing archive verify`", day=day)
    yield subject, is_fresh, text if is_fresh else late
