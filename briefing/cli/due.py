"""`briefing deadline` and `briefing deadlines`: what is due, who says so, decisions."""

from datetime import datetime, time
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from briefing.cli.handling import assigned_names, handling_values
from briefing.cli.moments import duration
from briefing.cli.session import Json, RefWords, Session, one_ref, opened
from briefing.cli.views import due_values
from briefing.deadlines import decide_deadline
from briefing.domain.deadline import Due, ends_at
from briefing.domain.handling import ResponseState, latest_response
from briefing.domain.proposal import DeadlineKind, Proposal
from briefing.errors import UsageError
from briefing.language.remaining import when
from briefing.pipeline.due import default_kind, dues_of
from briefing.pipeline.line import Line
from briefing.rendering.deadlines import left, origin, remarks
from briefing.rendering.labels import deadline_label

TITLE_LENGTH = 60


def deadline_command(
    context: typer.Context,
    words: RefWords,
    *,
    day: Annotated[
        datetime | None,
        typer.Option("--date", help="The day that counts.", formats=["%Y-%m-%d"]),
    ] = None,
    at: Annotated[
        str, typer.Option("--time", help="Its time of day in Denmark.", metavar="12:00")
    ] = "",
    kind: Annotated[
        DeadlineKind | None, typer.Option(help="Which deadline.", show_choices=True)
    ] = None,
    why: Annotated[str, typer.Option(help="The reason.", metavar="TEXT")] = "",
    by: Annotated[str, typer.Option(help="Who decides.", metavar="NAME")] = "",
    as_json: Json = False,
) -> None:
    """Show every deadline of a proposal and who says so, or decide which counts."""
    with opened(context, alone=day is not None) as (session, line):
        proposal = line.store.proposal(one_ref(line, words))
        if day is None and (at or why or by):
            raise UsageError("A decision needs the day that counts: --date 2026-12-03.")
        if day is not None:
            decision = decide_deadline(
                proposal,
                dues_of(line, proposal),
                kind or default_kind(proposal),
                day.date(),
                at=_clock(at),
                why=why,
                by=by,
                now=line.clock(),
            )
            line.store.save_deadline_decision(decision)
        found = [
            each
            for each in dues_of(line, proposal)
            if kind is None or each.deadline.kind is kind
        ]
        _show(session, line, proposal, found, as_json=as_json)


def _clock(given: str) -> time | None:
    if not given:
        return None
    try:
        return time.fromisoformat(given.replace(".", ":"))
    except ValueError as error:
        raise UsageError(
            "“{given}” is no time of day: write it as 12:00.", given=given
        ) from error


def _show(
    session: Session,
    line: Line,
    proposal: Proposal,
    found: list[Due],
    *,
    as_json: bool,
) -> None:
    now = line.clock()
    if as_json:
        session.show_json([due_values(each, now) for each in found])
        return
    session.out.print(escape(f"{proposal.ref}  {proposal.title}"), style="bold")
    if not found:
        session.say("No deadline is known.")
    for each in found:
        _print_due(session, each, now)


def print_dues(session: Session, line: Line, proposal: Proposal) -> None:
    """Every deadline of a proposal: when, how long there is, who says so."""
    for each in dues_of(line, proposal):
        _print_due(session, each, line.clock())


def _print_due(session: Session, due: Due, now: datetime) -> None:
    _ = session.translate
    session.say(
        "{what}: {when} – {left}",
        what=deadline_label(due.deadline.kind, _),
        when=when(due.deadline, _),
        left=left(due.deadline, now, _),
        style="bold",
    )
    for claim in due.claims:
        session.say(
            "  {when}: {origin}", when=when(claim.deadline, _), origin=origin(claim, _)
        )
    for each in remarks(due, _):
        session.out.print(f"  {escape(each)}", style="yellow")


def deadlines_command(
    context: typer.Context,
    *,
    within: Annotated[
        str, typer.Option(help="How far ahead to look.", metavar="30d")
    ] = "30d",
    as_json: Json = False,
) -> None:
    """List what is due, across proposals, the first at the top."""
    with opened(context) as (session, line):
        now = line.clock()
        until = now + duration(within)
        found = [
            (due, proposal)
            for ref in line.store.refs()
            if (proposal := line.store.proposal(ref))
            for due in dues_of(line, proposal)
            if is_due(due, now, until)
        ]
        found.sort(key=lambda each: (ends_at(each[0].deadline), each[1].ref))
        if as_json:
            session.show_json(
                [
                    _row(due, proposal, now) | handling_values(line, proposal.ref)
                    for due, proposal in found
                ]
            )
        elif found:
            session.out.print(_table(session, line, found, now))
        else:
            session.say("Nothing is due within {time}.", time=within)


def is_due(due: Due, now: datetime, until: datetime) -> bool:
    """Whether any day that a place gives is still ahead, and one of them soon."""
    return ends_at(due.latest) > now and ends_at(due.deadline) <= until


def _row(due: Due, proposal: Proposal, now: datetime) -> dict[str, Any]:
    return {
        "ref": proposal.ref,
        "title": proposal.title,
        "example": proposal.example,
    } | due_values(due, now)


def _handled(session: Session, line: Line, due: Due, ref: str) -> str:
    """Who has it, and whether it is answered, for each profile that says so."""
    _ = session.translate
    assigned, responses = assigned_names(line, ref), line.store.own_responses(ref)
    said = list(dict.fromkeys(assigned.values()))
    for key in line.settings.profiles:
        found = latest_response(responses, key)
        if found is not None and found.closes(due.deadline.kind):
            is_sent = found.state is ResponseState.SENT
            said.append(_("answered") if is_sent else _("not to be answered"))
    return ", ".join(dict.fromkeys(said))


def _table(
    session: Session, line: Line, found: list[tuple[Due, Proposal]], now: datetime
) -> Table:
    _ = session.translate
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column(_("Deadline"), no_wrap=True)
    table.add_column(_("Left"), overflow="fold")
    table.add_column(_("Kind of deadline"), overflow="fold")
    table.add_column(_("Reference"), no_wrap=True)
    handled = [_handled(session, line, due, each.ref) for due, each in found]
    if any(handled):
        table.add_column(_("Assigned to"), overflow="fold")
    table.add_column(_("Title"), overflow="fold", min_width=20)
    for (due, proposal), said in zip(found, handled, strict=True):
        title = proposal.title
        if len(title) > TITLE_LENGTH:
            title = title[: TITLE_LENGTH - 1] + "…"
        cells = (
            when(due.deadline, _),
            left(due.deadline, now, _) + _marks(session, due),
            deadline_label(due.deadline.kind, _),
            proposal.ref,
            *((said,) if any(handled) else ()),
            title,
        )
        table.add_row(*(escape(each) for each in cells))
    return table


def _marks(session: Session, due: Due) -> str:
    """Short marks: the places differ, it has moved, a decision is out of date."""
    _ = session.translate
    marks = [
        *([_("THE PLACES DIFFER")] if due.is_conflicting else []),
        *([_("moved")] if due.moves else []),
        *([_("decision out of date")] if due.is_stale else []),
        *([_("short")] if due.period and due.period.is_short else []),
    ]
    return f" ({', '.join(marks)})" if marks else ""
