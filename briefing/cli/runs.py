"""`briefing runs`: what each run did, and what broke."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC
from typing import Annotated, Any, Literal

import typer
from rich.markup import escape
from rich.table import Table

from briefing.cli.explain import explain_stored
from briefing.cli.moments import moment
from briefing.cli.session import Json, Session, opened
from briefing.domain.run import CRASHED, Run, RunState
from briefing.errors import UsageError
from briefing.language.written import COPENHAGEN, format_amount

STATES = {
    RunState.RUNNING: "running",
    RunState.DONE: "done",
    RunState.PARTLY: "done, with faults",
    RunState.STOPPED: "stopped",
    RunState.FAILED: "FAILED",
    RunState.BROKEN_OFF: "BROKEN OFF",
}
_FAULTS = CRASHED | {RunState.PARTLY}


def runs_command(
    context: typer.Context,
    number: Annotated[
        int | None, typer.Argument(metavar="[NUMBER]", help="One run in detail.")
    ] = None,
    *,
    since: Annotated[
        str, typer.Option(help="From this day on, or so far back.", metavar="DATE|7d")
    ] = "",
    count: Annotated[
        int, typer.Option(help="At most so many, the latest.", min=1)
    ] = 40,
    faults: Annotated[
        bool, typer.Option("--faults", help="Only those where something broke.")
    ] = False,
    as_json: Json = False,
) -> None:
    """What each run did: sources, statements, tokens, kroner, time, what broke."""
    with opened(context) as (session, line):
        if number is not None:
            found = line.store.run(number)
            if found is None:
                raise UsageError("There is no run {number}.", number=number)
            if as_json:
                session.show_json(run_values(found))
            else:
                _show(session, found)
            return
        start = moment(since, line.clock()) if since else None
        several = tuple(
            each
            for each in line.store.runs(100_000 if faults else count, start)
            if not faults or each.state in _FAULTS
        )[:count]
        if as_json:
            session.show_json([run_values(each) for each in several])
        elif several:
            session.out.print(_table(session, several))
        else:
            session.say("Nothing has run since then.")


def run_values(run: Run) -> dict[str, Any]:
    """A run as plain values."""
    ended = run.ended_at
    counts = {"new": run.new, "changed": run.changed, "seconds": run.seconds}
    return asdict(run) | counts | {
        "started_at": run.started_at.astimezone(UTC).isoformat(),
        "ended_at": ended.astimezone(UTC).isoformat() if ended else None,
        "state": run.state.value,
        "failed_sources": list(run.failed),
    }  # fmt: skip


_COLUMNS = (
    "No.",
    "When",
    "Begun by",
    "State",
    "Sources",
    "New",
    "Changed",
    "Briefings",
    "Statements",
    "Withheld",
    "Sent",
    "Tokens",
    "Kroner",
    "Time",
)
_STATE, _TEXTS = 3, 4
"""So many columns are texts; figures follow."""


def _table(session: Session, several: tuple[Run, ...]) -> Table:
    """The runs in rows; a column of figures that nobody has is left out."""
    _ = session.translate
    rows = [tuple(_row(session, each)) for each in several]
    shown = [n for n in range(len(_COLUMNS)) if n < _TEXTS or any(e[n] for e in rows)]
    table = Table(box=None, pad_edge=False)
    for n in shown:
        justify: Literal["left", "right"] = "left" if n < _TEXTS else "right"
        table.add_column(
            _(_COLUMNS[n]),
            justify=justify,
            no_wrap=n != _STATE,
            min_width=8 if n == _STATE else None,
        )
    for each, row in zip(several, rows, strict=True):
        style = "bold red" if each.state in CRASHED else ""
        table.add_row(
            *(row[n] for n in shown),
            style="yellow" if each.state is RunState.PARTLY else style,
        )
    return table


def _row(session: Session, run: Run) -> Iterator[str]:
    language = session.translate.language
    yield str(run.id)
    yield f"{run.started_at.astimezone(COPENHAGEN):%d.%m. %H:%M}"
    yield run.by
    yield session.translate(STATES[run.state])
    read = len(run.sources) - len(run.failed)
    yield f"{read}/{len(run.sources)}" if run.sources else ""
    for count in (
        run.new,
        run.changed,
        run.briefings,
        run.verified + run.withheld,
        run.withheld,
        run.sent,
        run.tokens,
    ):
        yield str(count) if count else ""
    yield format_amount(run.kroner, language) if run.kroner else ""
    yield took(run)


def took(run: Run) -> str:
    """How long it took: "4 s", "12:05"; empty while it runs."""
    if run.seconds is None:
        return ""
    seconds = round(run.seconds)
    return f"{seconds} s" if seconds < 60 else f"{seconds // 60}:{seconds % 60:02} min"  # noqa: PLR2004 - a minute


def _show(session: Session, run: Run) -> None:
    _ = session.translate
    session.out.print(_table(session, (run,)))
    for each in run.sources:
        session.say(
            "{source}: {listed} listed, {new} new, {changed} changed",
            source=each.source_id,
            listed=each.listed,
            new=each.new,
            changed=each.changed,
        )
        if each.error:
            sentence = explain_stored(each.error, each.error_detail, _)
            session.out.print(f"  {escape(sentence)}", style="red")
    for sentence, some in (
        ("Looked at {count} proposals.", run.proposals),
        ("{count} documents could not be had or read.", run.missing),
        ("{count} overviews of the day were written.", run.overviews),
        ("{count} approved briefings were archived.", run.archived),
        ("{count} letters could not be sent: `briefing deliveries`.", run.unsent),
    ):
        if some:
            session.out.print(escape(_(sentence, count=some)))
    for broke in run.broke:
        sentence = explain_stored(broke.error, broke.detail, _)
        session.out.print(escape(f"{broke.where}: {sentence}"), style="red")
