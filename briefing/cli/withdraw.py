"""`briefing withdraw`: a briefing that proved wrong is marked, and everybody told."""

from typing import Annotated

import typer
from rich.markup import escape

from briefing.bootstrap import archive_of, open_ways
from briefing.cli.printing import print_beside
from briefing.cli.send import deliveries_table
from briefing.cli.session import (
    PARTLY,
    ProfileId,
    RefWords,
    Session,
    one_profile,
    one_ref,
    opened,
)
from briefing.domain.review import Withdrawal
from briefing.language.written import danish_day, format_date
from briefing.pipeline.corrections import correction_of, receivers
from briefing.pipeline.line import Line
from briefing.pipeline.outgoing import send_corrections
from briefing.pipeline.withdrawing import finish_withdrawals, withdraw
from briefing.rendering.correction import instead as to_use


def withdraw_command(
    context: typer.Context,
    words: RefWords,
    *,
    why: Annotated[str, typer.Option("--why", help="What was wrong.", metavar="TEXT")],
    by: Annotated[str, typer.Option("--by", help="Who withdraws it.", metavar="NAME")],
    instead: Annotated[
        str, typer.Option("--instead", help="What to use instead.", metavar="TEXT")
    ] = "",
    version: Annotated[
        int | None,
        typer.Option("--version", help="Another version than the last approved."),
    ] = None,
    profile: ProfileId = None,
) -> None:
    """Withdraw an approved briefing, and tell everyone who got it what was wrong.

    Broken off, it goes on when it is called again, or at the next run.
    """
    with opened(context, alone=True) as (session, line):
        ref, chosen = one_ref(line, words), one_profile(line, profile)
        found, is_new = withdraw(
            line, ref, chosen, by=by, why=why, instead=instead, version=version
        )
        _say(session, line, found, is_new=is_new)
        for entry in finish_withdrawals(line, archive_of(line, session.places)):
            session.say("The archive has it as entry {number}.", number=entry.number)
        print_beside(session, line)
        _say_files(session, line, found)
        _tell(session, line, found)


def finish_earlier(session: Session, line: Line) -> None:
    """What an earlier withdrawal was broken off before, is done now."""
    finish_withdrawals(line, archive_of(line, session.places))


def _say(session: Session, line: Line, found: Withdrawal, *, is_new: bool) -> None:
    day = format_date(danish_day(found.at), session.translate.language)
    if is_new:
        session.say(
            "{ref}: version {version} is withdrawn by {name}.",
            ref=found.ref,
            version=found.assessment_version,
            name=found.by,
        )
    else:
        session.say(
            "{ref}: version {version} was withdrawn by {name} on {day} already, with "
            "the words: {why}",
            ref=found.ref,
            version=found.assessment_version,
            name=found.by,
            day=day,
            why=found.why,
        )
    text = to_use(correction_of(line, found))
    session.say("What readers are told to use instead: {text}", text=text)


def _say_files(session: Session, line: Line, found: Withdrawal) -> None:
    for each in line.store.briefings(found.ref, found.profile):
        if each.version != found.assessment_version:
            continue
        path = line.output / each.path
        if each.status == "correction":
            session.say("Correction: {path}", path=path)
        elif each.status.startswith("withdrawn"):
            session.say("Marked: {path}", path=path)


def _tell(session: Session, line: Line, found: Withdrawal) -> None:
    """Send the corrections; name those whom no mail reaches."""
    got = receivers(line, found)
    for each in got.unsubscribed:
        session.say(
            "{name} got the briefing and takes no more mail: tell them yourself.",
            name=f"{each.name} <{each.address}>",
            style="bold yellow",
        )
    if not (got.told or got.unsubscribed):
        session.say("The briefing was not mailed to anybody from here.")
        _say_next(session, found)
        return
    report = send_corrections(line, open_ways(line.settings))
    if report.tried:
        session.out.print(deliveries_table(session, report.tried))
    waiting = len(got.told) - len(report.tried)
    if waiting > 0 and _is_waiting(line, found):
        session.say("The rest goes out with `briefing send`.", style="yellow")
    _say_next(session, found)
    if not report.complete:
        raise typer.Exit(PARTLY)


def _is_waiting(line: Line, found: Withdrawal) -> bool:
    """Whether anybody who got the briefing has not been sent the correction yet."""
    prefix = f"correction/{found.profile}/{found.ref}/{found.assessment_version}/"
    sent = [e for e in line.store.deliveries() if e.key.startswith(prefix)]
    told = {each.address.casefold() for each in sent if each.tries}
    wanted = {e.address.casefold() for e in receivers(line, found).told}
    return bool(wanted - told)


def _say_next(session: Session, found: Withdrawal) -> None:
    session.out.print(
        escape(
            session.translate(
                "A new version is made at the next run, or now with `briefing brief "
                "{ref}`; it can be approved anew.",
                ref=found.ref,
            )
        )
    )
