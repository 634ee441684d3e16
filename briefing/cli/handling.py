"""`briefing assign`, `respond`, `relevant`, `irrelevant`: what persons say of it."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from briefing.bootstrap import archive_of
from briefing.cli.session import (
    ProfileId,
    RefWords,
    Session,
    one_profile,
    one_ref,
    opened,
)
from briefing.domain.handling import (
    ResponseState,
    Verdict,
    assigned_to,
    latest_response,
)
from briefing.errors import UsageError
from briefing.pipeline.handling import (
    archive_responses,
    assign,
    decide_relevance,
    named,
    respond,
)
from briefing.pipeline.line import Line
from briefing.rendering.handling import (
    handled_sentences,
    response_sentence,
    response_values,
)

By = Annotated[str, typer.Option("--by", help="Who decides.", metavar="NAME")]
Why = Annotated[str, typer.Option("--why", help="The reason.", metavar="TEXT")]


def assign_command(
    context: typer.Context,
    words: RefWords,
    *,
    to: Annotated[
        str, typer.Option("--to", help="Whose job it is.", metavar="NAME")
    ] = "",
    nobody: Annotated[bool, typer.Option("--none", help="Nobody's any more.")] = False,
    by: By = "",
    profile: ProfileId = None,
) -> None:
    """Say whose job a proposal is; names of recipients may be written in short."""
    with opened(context, alone=True) as (session, line):
        if bool(to) is nobody:
            raise UsageError("Say whose job it is with --to NAME, or --none.")
        ref = one_ref(line, words)
        name, profiles = named(line, to) if to else ("", ())
        if profile is None and len(profiles) == 1:
            profile = profiles[0]
        chosen = one_profile(line, profile)
        assign(line, ref, chosen.id, name, by)
        if nobody:
            session.say("{ref} is nobody's job now.", ref=ref)
        else:
            session.say("{ref} is assigned to {name}.", ref=ref, name=name)


def respond_command(
    context: typer.Context,
    words: RefWords,
    *,
    sent: Annotated[
        Path | None, typer.Option("--sent", help="What was sent.", metavar="FILE")
    ] = None,
    none: Annotated[
        bool, typer.Option("--none", help="No answer will be given.")
    ] = False,
    reset: Annotated[
        bool, typer.Option("--reset", help="It is to be answered after all.")
    ] = False,
    by: By,
    why: Why = "",
    profile: ProfileId = None,
) -> None:
    """Record that a consultation was answered, or will not be.

    No more reminders of its deadline are sent; that it moves is still told. What was
    sent goes into the archive.
    """
    with opened(context, alone=True) as (session, line):
        if [sent is not None, none, reset].count(True) != 1:
            raise UsageError("Choose one of --sent FILE, --none and --reset.")
        state = ResponseState.NONE if none else ResponseState.OPEN
        if sent is not None:
            state = ResponseState.SENT
        ref, chosen = one_ref(line, words), one_profile(line, profile)
        found = respond(line, ref, chosen.id, state, by=by, why=why, sent=sent)
        sentence = response_sentence(found, session.translate)
        session.out.print(escape(f"{ref}: {sentence}"))
        if not found.days and not reset:
            session.say(
                "No consultation deadline of {ref} is known: is it the right proposal?",
                ref=ref,
                style="yellow",
            )
        for each in archive_responses(line, archive_of(line, session.places)):
            session.say(
                "Archived as case {case}, entry {number}.",
                case=each.case.number if each.case else "",
                number=each.number,
            )


def relevant_command(
    context: typer.Context,
    words: RefWords,
    *,
    by: By,
    why: Why = "",
    reset: Annotated[
        bool, typer.Option("--reset", help="Back to what is computed.")
    ] = False,
    profile: ProfileId = None,
) -> None:
    """Rank a proposal at the top, whatever is computed, and say why."""
    verdict = Verdict.COMPUTED if reset else Verdict.RELEVANT
    _decide(context, words, verdict, by, why, profile)


def irrelevant_command(
    context: typer.Context,
    words: RefWords,
    *,
    by: By,
    why: Why = "",
    reset: Annotated[
        bool, typer.Option("--reset", help="Back to what is computed.")
    ] = False,
    profile: ProfileId = None,
) -> None:
    """Rank a proposal at the bottom, whatever is computed, and say why."""
    verdict = Verdict.COMPUTED if reset else Verdict.IRRELEVANT
    _decide(context, words, verdict, by, why, profile)


def _decide(
    context: typer.Context,
    words: list[str],
    verdict: Verdict,
    by: str,
    why: str,
    profile: str | None,
) -> None:
    with opened(context, alone=True) as (session, line):
        ref, chosen = one_ref(line, words), one_profile(line, profile)
        found = decide_relevance(line, ref, chosen.id, verdict, by=by, why=why)
        session.say(
            "{ref}: relevance for {profile} is {score} now.",
            ref=ref,
            profile=chosen.id,
            score=score_words(session, found.score, found.computed),
        )
        if verdict is Verdict.RELEVANT:
            session.say("A briefing is written at the next `briefing run`.")


def score_words(session: Session, score: int, computed: int | None) -> str:
    """A score, and the computed one where a person decided otherwise."""
    if computed is None:
        return str(score)
    return session.translate(
        "{score} (computed {computed})", score=score, computed=computed
    )


def assigned_names(line: Line, ref: str) -> dict[str, str]:
    """Whose job a proposal is, by profile; only where it is somebody's."""
    found = line.store.assignments(ref)
    names = {key: assigned_to(found, key) for key in line.settings.profiles}
    return {key: name for key, name in names.items() if name}


def handling_values(line: Line, ref: str) -> dict[str, Any]:
    """Whose job it is and what became of the own answer by profile, for JSON."""
    found = line.store.own_responses(ref)
    answers = {key: latest_response(found, key) for key in line.settings.profiles}
    return {
        "assigned": assigned_names(line, ref),
        "responses": {
            key: response_values(each) for key, each in answers.items() if each
        },
    }


def print_handling(session: Session, line: Line, ref: str) -> None:
    """Who has a proposal and whether it is answered, for each profile; earlier too."""
    names = assigned_names(line, ref)
    responses = line.store.own_responses(ref)
    for key in line.settings.profiles:
        response = latest_response(responses, key)
        said = handled_sentences(names.get(key, ""), response, session.translate)
        for each in said:
            session.out.print(escape(f"{key}: {each}"))
    history = line.store.assignments(ref)
    for was in history[:-1]:
        session.say(
            "  earlier: {profile}: {name}",
            profile=was.profile,
            name=was.to or "–",
            style="dim",
        )
