"""`briefing approve`, `return` and `reject`: the human gate by command line."""

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
from briefing.domain.review import Decision
from briefing.domain.store import Judged
from briefing.errors import ReviewError
from briefing.pipeline.approving import approve_now
from briefing.pipeline.briefs import write
from briefing.pipeline.line import Line
from briefing.review import decide

By = Annotated[str, typer.Option("--by", help="Who decides.", metavar="NAME")]
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
    profile: ProfileId = None,
) -> None:
    """Approve the latest draft; writes it again without the draft mark."""
    with opened(context, alone=True) as (session, line):
        ref, chosen = one_ref(line, words), one_profile(line, profile)
        judged = _latest(line, ref, chosen)
        _refuse_twice(line, judged)
        review = decide(
            judged,
            Decision.APPROVED,
            by=by,
            at=line.clock(),
            why=why,
            recommendation=recommendation,
        )
        approved = approve_now(line, judged, review)
        if not review.recommendation:
            session.say(
                "The recommendation is empty: the board gets a briefing without one. "
                "Give it with --recommendation.",
                style="yellow",
            )
        line.store.save_review(review)
        for path in write(line, judged, approved):
            session.say("Approved by {name}: {path}", name=by, path=line.output / path)
        print_beside(session, line)
        record_approved(session, line)


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
