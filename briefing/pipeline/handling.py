"""What persons say of a matter, kept: whose it is, how it was answered, its rank."""

import mimetypes
from pathlib import Path

from briefing.archive.keeping import Archive, Draft
from briefing.domain.archive import Entry, EntryKind, Item, ItemKind
from briefing.domain.deadline import ANSWERED_KINDS
from briefing.domain.handling import (
    Assignment,
    OwnResponse,
    RelevanceDecision,
    ResponseState,
    Verdict,
    day_of,
)
from briefing.domain.profile import Relevance
from briefing.errors import ReviewError, UsageError
from briefing.pipeline.due import dues_of
from briefing.pipeline.line import Line


def named(line: Line, given: str) -> tuple[str, tuple[str, ...]]:
    """The recipient that is meant and the profiles that have one of that name.

    A name, a part of one, or an address. What fits nobody is taken as it is, with no
    profile. UsageError where it fits several.
    """
    wanted = " ".join(given.split())
    if not wanted:
        raise UsageError("A name is needed: --to NAME.")
    bare = wanted.casefold()
    known = line.settings.recipients
    whole = {e.name for e in known if bare in (e.name.casefold(), e.address.casefold())}
    part = {e.name for e in known if bare in e.name.casefold().split()}
    names = sorted(whole or part)
    if len(names) > 1:
        raise UsageError(
            "“{given}” fits {known}. Write the whole name.",
            given=wanted,
            known=", ".join(names),
        )
    if not names:
        return wanted, ()
    profiles = dict.fromkeys(e.profile for e in known if e.name == names[0])
    return names[0], tuple(profiles)


def assign(line: Line, ref: str, profile: str, to: str, by: str) -> Assignment:
    """Keep whose job a matter is; `to` empty takes it back."""
    found = Assignment(ref, profile, to, " ".join(by.split()), line.clock())
    line.store.save_assignment(found)
    return found


def respond(
    line: Line,
    ref: str,
    profile: str,
    state: ResponseState,
    *,
    by: str,
    why: str = "",
    sent: Path | None = None,
) -> OwnResponse:
    """Keep that a consultation was answered (`sent`), will not be, or is open again.

    Raises ReviewError without a name, UsageError for a file that cannot be read.
    """
    body = b"" if sent is None else _bytes(sent)
    dues = dues_of(line, line.store.proposal(ref))
    deadlines = [e.deadline for e in dues if e.deadline.kind in ANSWERED_KINDS]
    response = OwnResponse(
        ref=ref,
        profile=profile,
        state=state,
        by=_name(by),
        at=line.clock(),
        why=" ".join(why.split()),
        file=sent.name if sent else "",
        sha256=line.store.keep_bytes(body) if sent else "",
        days=tuple(map(day_of, deadlines)),
    )
    return line.store.save_own_response(response)


def _bytes(path: Path) -> bytes:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise UsageError(
            "{file} cannot be read: {error}", file=path, error=error
        ) from error
    if not body:
        raise UsageError("{file} is empty: nothing was recorded.", file=path)
    return body


def _name(by: str) -> str:
    name = " ".join(by.split())
    if not name:
        raise ReviewError("A decision needs the name of the person who makes it: --by.")
    return name


def decide_relevance(
    line: Line, ref: str, profile: str, verdict: Verdict, *, by: str, why: str
) -> Relevance:
    """Keep a person's word on a relevance, and give it as it stands from now on.

    ReviewError without a name, or without a reason for what is not computed.
    """
    name, reason = _name(by), " ".join(why.split())
    if verdict is not Verdict.COMPUTED and not reason:
        raise ReviewError("A decision on the relevance needs a reason: --why.")
    known = line.store.relevance(ref).get(profile)
    if known is None:
        raise ReviewError(
            "{ref}: its relevance for {profile} has not been worked out yet. "
            "Run `briefing run` first.",
            ref=ref,
            profile=profile,
        )
    score = known.score if known.computed is None else known.computed
    decision = RelevanceDecision(
        ref, profile, verdict, name, line.clock(), reason, score
    )
    line.store.save_relevance_decision(decision)
    return line.store.relevance(ref)[profile]


def archive_responses(line: Line, archive: Archive) -> tuple[Entry, ...]:
    """Archive every own response that is not in the archive yet.

    One that a crash left unrecorded is caught up here.
    """
    archive.finish()
    known = {row.version for row in archive.rows() if row.kind == EntryKind.RESPONSE}
    return tuple(
        _archive(line, archive, each)
        for each in line.store.own_responses()
        if each.id not in known
    )


def _archive(line: Line, archive: Archive, response: OwnResponse) -> Entry:
    about = {
        "response": response.state.value,
        "said_by": response.by,
        "said_at": response.at.isoformat(),
        "why": response.why,
        "deadlines": ", ".join(response.days),
    }
    draft = Draft(
        EntryKind.RESPONSE,
        line.clock(),
        tuple(_items(line, archive, response)),
        ref=response.ref,
        profile=response.profile,
        version=response.id,
        title=line.store.proposal(response.ref).title,
        about={key: value for key, value in about.items() if value},
    )
    return archive.add(draft)


def _items(line: Line, archive: Archive, response: OwnResponse) -> list[Item]:
    """The file that was sent; nothing where none was."""
    if not response.sha256:
        return []
    body = Path(line.store.blob_path(response.sha256)).read_bytes()
    media_type = mimetypes.guess_type(response.file)[0] or "application/octet-stream"
    return [archive.keep(ItemKind.RESPONSE, response.file, body, media_type)]
