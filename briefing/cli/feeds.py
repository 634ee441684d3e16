"""`briefing feeds`: the calendar and the feed that people subscribe to."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from briefing.bootstrap import feed_addresses
from briefing.cli.session import Json, ProfileId, Session, chosen_profiles, opened
from briefing.pipeline.feeds import CALENDAR, NEWS, write_feeds


def feeds_command(
    context: typer.Context,
    *,
    into: Annotated[
        Path | None,
        typer.Option(help="Write the files below this folder.", metavar="DIR"),
    ] = None,
    profile: ProfileId = None,
    as_json: Json = False,
) -> None:
    """Show each profile's private addresses of its calendar and its feed of news."""
    with opened(context, alone=into is not None) as (session, line):
        addresses = feed_addresses(line.settings)
        profiles = chosen_profiles(line, profile)
        found = {
            each.id: {
                "calendar": addresses.of(each.id, CALENDAR),
                "news": addresses.of(each.id, NEWS),
            }
            for each in profiles
        }
        paths = write_feeds(line, addresses, profiles, into) if into else ()
        if as_json:
            written = [str(each) for each in paths]
            session.show_json({"addresses": found, "written": written})
        else:
            _print(session, found, paths)


def _print(
    session: Session, found: dict[str, dict[str, str]], paths: tuple[Path, ...]
) -> None:
    for profile, addresses in found.items():
        session.out.print(escape(profile), style="bold")
        session.say("  Calendar of deadlines: {address}", address=addresses["calendar"])
        session.say("  New and changed: {address}", address=addresses["news"])
    session.say(
        "Whoever knows an address can read what lies there. Give it to nobody else."
    )
    for path in paths:
        session.say("Written: {path}", path=path)
