"""`briefing daily`: the day's overview for policy officers."""

from typing import Annotated

import typer
from rich.markup import escape

from briefing.cli.moments import moment
from briefing.cli.printing import print_beside
from briefing.cli.session import Json, ProfileId, Session, chosen_profiles, opened
from briefing.domain.daily import DailyBrief
from briefing.language.written import danish_day, format_date
from briefing.pipeline.daily import daily_brief, write_daily
from briefing.rendering.daily import trouble_sentence


def daily_command(
    context: typer.Context,
    *,
    profile: ProfileId = None,
    since: Annotated[
        str, typer.Option(help="From this day on, or so far back.", metavar="DATE|7d")
    ] = "",
    as_json: Json = False,
) -> None:
    """Write the day's overview: new, changed, due soon, adopted; for each profile.

    It goes back to the last overview of an earlier day, at first to the working day
    before.
    """
    with opened(context, alone=True) as (session, line):
        start = moment(since, line.clock()) if since else None
        written = []
        for each in chosen_profiles(line, profile):
            found = daily_brief(line, each, start)
            written.append((found, str(line.output / write_daily(line, found))))
        print_beside(session, line)
        if as_json:
            session.show_json([_counts(found, path) for found, path in written])
        else:
            for found, path in written:
                _print(session, found, path)


def _counts(found: DailyBrief, path: str) -> dict[str, object]:
    return {
        "profile": found.profile.id,
        "path": path,
        "since": found.since.isoformat(),
        "new": len(found.new),
        "changed": len(found.changed),
        "ended": len(found.ended),
        "due": len(found.due),
        "troubles": [each.source for each in found.troubles],
    }


def _print(session: Session, found: DailyBrief, path: str) -> None:
    session.say(
        "{organisation}, since {day}: {new} new, {changed} changed, {ended} adopted or "
        "ended, {due} due soon.",
        organisation=found.profile.organisation,
        day=format_date(danish_day(found.since), session.translate.language),
        new=len(found.new),
        changed=len(found.changed),
        ended=len(found.ended),
        due=len(found.due),
    )
    for each in found.troubles:
        sentence = trouble_sentence(each, session.translate)
        session.out.print(f"  {escape(sentence)}", style="yellow")
    session.out.print(f"  {escape(path)}")
