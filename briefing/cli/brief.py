"""`briefing brief`: a briefing on demand, of a proposal, a file or an address."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from briefing.assessment.prompted import REASONS
from briefing.cli.explain import explain_stored
from briefing.cli.printing import print_beside
from briefing.cli.session import (
    FAILED,
    Json,
    ProfileId,
    Session,
    chosen_profiles,
    one_ref,
    opened,
)
from briefing.domain.briefing import Form
from briefing.errors import UsageError
from briefing.pipeline.line import Line
from briefing.pipeline.ondemand import CONTENT_TYPES, keep_address, keep_file
from briefing.pipeline.run import bring_through

Words = Annotated[
    list[str], typer.Argument(metavar="REF|FILE|URL", help="What to brief on.")
]


def brief_command(
    context: typer.Context,
    words: Words,
    *,
    profile: ProfileId = None,
    deadline: Annotated[
        datetime | None,
        typer.Option(help="The deadline of a file.", formats=["%Y-%m-%d"]),
    ] = None,
    title: Annotated[str, typer.Option(help="The title of a file.")] = "",
    as_json: Json = False,
) -> None:
    """Write a briefing now, whatever the relevance.

    A file is taken as received in confidence: it stays in this store and folder.
    """
    with opened(context, alone=True) as (session, line):
        chosen = chosen_profiles(line, profile)
        given = " ".join(words)
        day = deadline.date() if deadline else None
        if given.startswith(("http://", "https://")):
            ref = keep_address(line, given, title, day)
        elif _is_file(given):
            ref = keep_file(line, Path(given), title, day)
        else:
            ref = one_ref(line, words)
        outcome = bring_through(line, ref, always=[each.id for each in chosen])
        if outcome.error:
            sentence = explain_stored(
                outcome.error, outcome.error_detail, session.translate
            )
            session.err.print(escape(sentence), style="bold red")
            raise typer.Exit(FAILED)
        if outcome.unanswered:
            reason = session.translate(REASONS[outcome.unanswered])
            session.err.print(
                session.translate(
                    "The language model could not be used: {detail}. The rules have "
                    "written the briefing alone.",
                    detail=reason,
                ),
                style="yellow",
            )
        print_beside(session, line)
        _print_written(
            session, line, ref, [each.id for each in chosen], as_json=as_json
        )


def _is_file(given: str) -> bool:
    path = Path(given)
    if path.is_file():
        return True
    if path.suffix.lower() in CONTENT_TYPES:
        raise UsageError("There is no file {path}.", path=given)
    return False


def _print_written(
    session: Session, line: Line, ref: str, profiles: list[str], *, as_json: bool
) -> None:
    files = [each for each in line.store.briefings(ref) if each.profile in profiles]
    drafts = [each for each in files if each.status == "draft"]
    latest = {each.profile: each for each in drafts if each.document == Form.BOARD}
    if not latest:
        raise typer.Exit(FAILED)
    if as_json:
        values = [
            {"ref": ref, "profile": key, "path": str(line.output / each.path)}
            for key, each in latest.items()
        ]
        session.show_json(values)
        return
    for each in latest.values():
        session.out.print(escape(str(line.output / each.path)))
