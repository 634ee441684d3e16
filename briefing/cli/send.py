"""`briefing send` and `briefing deliveries`: what left the machine and what did not."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from briefing.bootstrap import archive_of, open_ways
from briefing.cli.archive import record_approved
from briefing.cli.explain import explain
from briefing.cli.moments import moment
from briefing.cli.session import PARTLY, Json, Session, opened
from briefing.domain.delivery import (
    NEED_A_PERSON,
    Delivery,
    DeliveryState,
    LetterKind,
    Parcel,
)
from briefing.errors import UsageError
from briefing.language.written import COPENHAGEN
from briefing.pipeline.outgoing import SendReport, bounced, resend, send_due
from briefing.pipeline.withdrawing import finish_withdrawals

STATES = {
    DeliveryState.WAITING: "waiting",
    DeliveryState.TRYING: "being sent",
    DeliveryState.SENT: "sent",
    DeliveryState.UNCERTAIN: "uncertain",
    DeliveryState.REFUSED: "refused",
    DeliveryState.BOUNCED: "bounced",
    DeliveryState.GIVEN_UP: "given up",
    DeliveryState.DROPPED: "not sent any more",
}
KINDS = {
    LetterKind.DAILY: "daily overview",
    LetterKind.SINGLE: "single matter",
    LetterKind.REMINDER: "deadline",
    LetterKind.WEEKLY: "weekly overview",
    LetterKind.APPROVED: "approved briefing",
    LetterKind.CORRECTION: "correction",
    LetterKind.ALARM: "alarm",
}

deliveries_app = typer.Typer(
    help="What was sent to whom, and how it went.", invoke_without_command=True
)


def send_command(
    context: typer.Context,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show who would get what, and why.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Send everything that is due now; what has been sent is never sent twice."""
    with opened(context, alone=not dry_run) as (session, line):
        report = send_due(line, open_ways(line.settings), dry=dry_run)
        if not dry_run:
            finish_withdrawals(line, archive_of(line, session.places))
        if as_json:
            session.show_json(_report_values(report))
        else:
            _print(session, report, dry=dry_run)
        if not dry_run:
            record_approved(session, line, quietly=True)
        if not report.complete:
            raise typer.Exit(PARTLY)


def _print(session: Session, report: SendReport, *, dry: bool) -> None:
    for each in report.planned:
        _print_planned(session, each)
    for held in report.held:
        reason = explain(held.error, session.translate)
        session.say(
            "Held back: {what}. {reason}", what=held.what, reason=reason, style="yellow"
        )
    if report.stuck:
        session.say(
            "{count} deliveries were broken off earlier and are uncertain now.",
            count=report.stuck,
            style="yellow",
        )
    if report.tried:
        session.out.print(deliveries_table(session, report.tried))
    if dry:
        session.say("{count} would be sent now.", count=len(report.planned))
    elif not report.tried:
        session.say("Nothing is due to be sent.")
    if any(each.state in NEED_A_PERSON for each in report.tried):
        session.say("See `briefing deliveries` for what did not go out.")


def _print_planned(session: Session, parcel: Parcel) -> None:
    kind = session.translate(KINDS[parcel.kind])
    session.out.print(
        escape(f"{parcel.to.name} <{parcel.to.address}>: {kind}"), style="bold"
    )
    session.out.print(escape(f"  {parcel.letter.subject}"))
    for section in parcel.letter.sections:
        for entry in section.entries:
            session.out.print(escape(f"  · {entry.title}"))
            if entry.why:
                session.out.print(escape(f"    {entry.why}"), style="dim")


@deliveries_app.callback()
def deliveries_command(
    context: typer.Context,
    *,
    since: Annotated[
        str, typer.Option(help="From this day on, or so far back.", metavar="DATE|7d")
    ] = "30d",
    open_only: Annotated[
        bool, typer.Option("--open", help="Only what a person must look at.")
    ] = False,
    as_json: Json = False,
) -> None:
    """What was sent to whom, how it went, and what the server said."""
    if context.invoked_subcommand is not None:
        return
    with opened(context) as (session, line):
        states = NEED_A_PERSON if open_only else None
        found = line.store.deliveries(states, moment(since, line.clock()))
        if as_json:
            session.show_json([_values(each) for each in found])
        elif found:
            session.out.print(deliveries_table(session, found))
            if any(each.state in NEED_A_PERSON for each in found):
                session.say(
                    "Nothing is repeated by itself. Ask the recipient, then "
                    "`briefing deliveries resend NUMBER`."
                )
        else:
            session.say("Nothing was sent.")


@deliveries_app.command("resend")
def resend_command(
    context: typer.Context,
    number: Annotated[int, typer.Argument(metavar="NUMBER")],
) -> None:
    """Send one delivery again, with the same Message-ID."""
    with opened(context, alone=True) as (session, line):
        found = resend(line, open_ways(line.settings), number)
        session.out.print(deliveries_table(session, (found,)))
        record_approved(session, line, quietly=True)
        if found.state is not DeliveryState.SENT:
            raise typer.Exit(PARTLY)


@deliveries_app.command("bounced")
def bounced_command(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.eml")],
) -> None:
    """Keep a bounce that came back by mail, saved as a file, with its words."""
    with opened(context, alone=True) as (session, line):
        try:
            body = file.read_bytes()
        except OSError as error:
            raise UsageError(
                "{file} cannot be read: {error}", file=file, error=error
            ) from error
        session.out.print(deliveries_table(session, bounced(line, body)))
        record_approved(session, line, quietly=True)


def deliveries_table(session: Session, found: tuple[Delivery, ...]) -> Table:
    """Deliveries as a table, what needs a person in yellow."""
    _ = session.translate
    table = Table(box=None, pad_edge=False)
    for name in ("No.", "When", "To", "Delivery", "State", "Answer"):
        table.add_column(_(name), overflow="fold")
    for each in found:
        at = (each.tried_at or each.recorded_at).astimezone(COPENHAGEN)
        kind = _(KINDS[LetterKind(each.kind)])
        table.add_row(
            str(each.id),
            f"{at:%d.%m.%Y %H:%M}",
            escape(f"{each.name} <{each.address}>"),
            escape(f"{kind}: {each.subject}"),
            _(STATES[each.state]),
            escape(each.answer),
            style="bold yellow" if each.state in NEED_A_PERSON else "",
        )
    return table


def _values(each: Delivery) -> dict[str, object]:
    return {
        "number": each.id,
        "message_id": each.message_id,
        "kind": each.kind,
        "channel": each.channel,
        "profile": each.profile,
        "name": each.name,
        "address": each.address,
        "subject": each.subject,
        "refs": list(each.refs),
        "state": each.state.value,
        "tries": each.tries,
        "recorded_at": each.recorded_at.isoformat(),
        "tried_at": each.tried_at.isoformat() if each.tried_at else None,
        "answer": each.answer,
    }


def _report_values(report: SendReport) -> dict[str, object]:
    return {
        "recorded": report.recorded,
        "tried": [_values(each) for each in report.tried],
        "held": [{"what": e.what, "reason": str(e.error)} for e in report.held],
        "stuck": report.stuck,
        "planned": [
            {
                "kind": each.kind.value,
                "profile": each.to.profile,
                "name": each.to.name,
                "address": each.to.address,
                "subject": each.letter.subject,
                "refs": list(each.refs),
                "why": [e.why for s in each.letter.sections for e in s.entries],
            }
            for each in report.planned
        ],
    }
