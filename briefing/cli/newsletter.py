"""`briefing newsletter`: what was approved, in plain language, ready to send."""

from typing import Annotated

import typer

from briefing.cli.explain import explain
from briefing.cli.moments import moment
from briefing.cli.printing import print_beside
from briefing.cli.session import PARTLY, Json, ProfileId, one_profile, opened
from briefing.pipeline.newsletter import newsletter, write_newsletter


def newsletter_command(
    context: typer.Context,
    *,
    by: Annotated[str, typer.Option("--by", help="Who sends it out.", metavar="NAME")],
    since: Annotated[
        str, typer.Option(help="From this day on, or so far back.", metavar="DATE|7d")
    ] = "7d",
    profile: ProfileId = None,
    as_json: Json = False,
) -> None:
    """Write the newsletter for members, as Word and as HTML ready to send.

    It holds the plain-language texts of approved briefings alone.
    """
    with opened(context, alone=True) as (session, line):
        chosen = one_profile(line, profile)
        found, left = newsletter(line, chosen, moment(since, line.clock()), by)
        paths = write_newsletter(line, found)
        print_beside(session, line)
        if as_json:
            session.show_json(
                {
                    "matters": [each.proposal.ref for each in found.matters],
                    "corrections": [each.proposal.ref for each in found.retractions],
                    "left_out": [each.ref for each in left],
                    "paths": [str(each) for each in paths],
                }
            )
        else:
            session.say(
                "{matters} matters and {corrections} corrections for the members.",
                matters=len(found.matters),
                corrections=len(found.retractions),
            )
            for each in left:
                reason = explain(each.error, session.translate)
                session.say("Left out: {reason}", reason=reason, style="yellow")
            for path in paths:
                session.say("Written: {path}", path=path)
        if left:
            raise typer.Exit(PARTLY)
