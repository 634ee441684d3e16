"""`briefing approve`, `return` and `reject`: the human gate by command line."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.archive import record_approved
from briefing.cli.printing import print_beside
from briefing.cli.session import (
    ProfileId,
    RefWords,
    Session,
    one_profile,
    one_ref,
    opened,
)
from briefing.domain.profile import Profile
from briefing.domain.review import Decision, Edit, EditKind, Review
from briefing.domain.store import Judged
from briefing.errors import ReviewError
from briefing.pipeline.approving import approve_now
from briefing.pipeline.briefs import write
from briefing.pipeline.collecting import standing
from briefing.pipeline.editing import ReadBack, finish, read_back
from briefing.pipeline.line import Line
from briefing.review import decide

By = Annotated[str, typer.Option("--by", help="Who decides.", metavar="NAME")]
OwnWords = Annotated[
    bool,
    typer.Option(
        "--own-words",
        help="Keep what the sources do not bear, marked as your own view.",
    ),
]
Why = Annotated[str, typer.Option("--why", help="The reason.", metavar="TEXT")]


def approve_command(
    context: typer.Context,
    words: RefWords,
    *,
    by: By,
    why: Why = "",
    recommendation: Annotated[
        str, typer.Option(help="The recommendation to the board.", metavar="TEXT")
    ] = "",
    document: Annotated[
        Path | None,
        typer.Option(help="The draft as edited in Word.", metavar="FILE.docx"),
    ] = None,
    own_words: OwnWords = False,
    profile: ProfileId = None,
) -> None:
    """Approve the latest draft; writes it again without the draft mark.

    With --document the edited file is what is approved: what was changed in it is
    held against the sources again.
    """
    with opened(context, alone=True) as (session, line):
        ref, chosen = one_ref(line, words), one_profile(line, profile)
        judged = _latest(line, ref, chosen)
        _refuse_twice(line, judged)
        edited = _edited(session, line, judged, document, own_words=own_words)
        review = decide(
            judged,
            Decision.APPROVED,
            by=by,
            at=line.clock(),
            why=why,
            recommendation=recommendation or (edited.recommendation if edited else ""),
            edits=edited.edits if edited else (),
            document=line.store.keep_bytes(edited.body) if edited else "",
        )
        if not review.recommendation:
            session.say(
                "The recommendation is empty: the board gets a briefing without one. "
                "Give it with --recommendation.",
                style="yellow",
            )
        for path in _approve(line, judged, review, edited):
            session.say("Approved by {name}: {path}", name=by, path=line.output / path)
        print_beside(session, line)
        record_approved(session, line)


def _approve(
    line: Line, judged: Judged, review: Review, edited: ReadBack | None
) -> tuple[str, ...]:
    """Keep the approval and write its documents; ReviewError for a stale draft."""
    approved = approve_now(line, judged, review)
    line.store.save_review(review)
    finished = partial(finish, line, edited) if edited else None
    return write(line, judged, approved, finished)


def _edited(
    session: Session,
    line: Line,
    judged: Judged,
    document: Path | None,
    *,
    own_words: bool,
) -> ReadBack | None:
    """What was read back from the edited file; ReviewError for what nothing bears."""
    if document is None:
        return None
    try:
        body = document.read_bytes()
    except OSError as error:
        raise ReviewError("There is no file {path}.", path=document) from error
    found = read_back(line, judged, standing(line, judged.proposal), body)
    _print_edits(session, found.edits)
    if found.own_words and not own_words:
        raise ReviewError(
            "The sources do not bear {count} of the texts above. Put them right, or "
            "give --own-words: they are then marked as your own view.",
            count=len(found.own_words),
        )
    return found


def _print_edits(session: Session, edits: tuple[Edit, ...]) -> None:
    if not edits:
        session.say("Nothing in the text was changed.")
    sentences = {
        EditKind.CHANGED: "Changed: “{before}” → “{after}”",
        EditKind.REMOVED: "Removed: “{before}”",
        EditKind.ADDED: "Added: “{after}”",
    }
    for each in edits:
        session.say(sentences[each.kind], before=each.before, after=each.after)
        if each.reason:
            session.say("  Not borne by the sources: {reason}", reason=each.reason,
                        style="yellow")  # fmt: skip


def return_command(
    context: typer.Context,
    words: RefWords,
    *,
    by: By,
    why: Why,
    profile: ProfileId = None,
) -> None:
    """Send the latest draft back, with the reason."""
    _decide(context, words, Decision.RETURNED, by, why, profile)


def reject_command(
    context: typer.Context,
    words: RefWords,
    *,
    by: By,
    why: Why,
    profile: ProfileId = None,
) -> None:
    """Reject the latest draft, with the reason."""
    _decide(context, words, Decision.REJECTED, by, why, profile)


def _decide(
    context: typer.Context,
    words: list[str],
    decision: Decision,
    by: str,
    why: str,
    profile: str | None,
) -> None:
    with opened(context, alone=True) as (session, line):
        ref, chosen = one_ref(line, words), one_profile(line, profile)
        judged = _latest(line, ref, chosen)
        line.store.save_review(
            decide(judged, decision, by=by, at=line.clock(), why=why)
        )
        _say(session, decision, ref, by)


def _say(session: Session, decision: Decision, ref: str, by: str) -> None:
    sentence = {
        Decision.RETURNED: "{ref} was sent back by {name}.",
        Decision.REJECTED: "{ref} was rejected by {name}.",
    }[decision]
    session.say(sentence, ref=ref, name=by)


def _refuse_twice(line: Line, judged: Judged) -> None:
    found = judged.assessment
    for review in line.store.reviews(found.ref, found.profile):
        same = review.assessment_version == found.version
        if same and review.decision is Decision.APPROVED:
            raise ReviewError(
                "{ref}: version {version} is already approved by {name}.",
                ref=found.ref,
                version=found.version,
                name=review.by,
            )


def _latest(line: Line, ref: str, profile: Profile) -> Judged:
    judged = line.store.judged(ref, profile.id)
    if judged is None:
        raise ReviewError(
            "{ref}: there is no briefing for {profile} to decide on. Make one with "
            "`briefing brief {ref}`.",
            ref=ref,
            profile=profile.id,
        )
    return judged
