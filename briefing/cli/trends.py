"""`briefing trends`: how many matters, at which level, period by period."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from briefing.cli.printing import print_beside
from briefing.cli.session import Json, ProfileId, Session, chosen_profiles, opened
from briefing.delivery.folder import put_whole
from briefing.domain.trend import LEVELS, By, Length, Row, Trend
from briefing.errors import DeliveryError
from briefing.pipeline.line import Line
from briefing.pipeline.trends import trend, write_trend
from briefing.rendering.trend_words import (
    DIVISIONS,
    LENGTHS,
    group_name,
    how_counted,
    reservations,
    told_span,
)
from briefing.rendering.trends import as_csv, change, level_names, values

DAYS = ["%Y-%m-%d"]


def trends_command(
    context: typer.Context,
    *,
    by: Annotated[By, typer.Option(help="What matters are told apart by.")] = (
        By.DIMENSION
    ),
    period: Annotated[Length, typer.Option(help="How long a period is.")] = (
        Length.QUARTER
    ),
    since: Annotated[
        datetime | None, typer.Option(help="In the first period.", formats=DAYS)
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(help="In the last period.", formats=DAYS)
    ] = None,
    profile: ProfileId = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", help="For a spreadsheet.", metavar="FILE")
    ] = None,
    word: Annotated[
        bool, typer.Option("--word", help="Write the report with its pictures too.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Count matters by level, period by period; each once, drafts and approved apart.

    Periods are whole ones: those that --since and --until lie in.
    """
    with opened(context, alone=word) as (session, line):
        found = [
            trend(
                line,
                each,
                by,
                period,
                since.date() if since else None,
                until.date() if until else None,
            )
            for each in chosen_profiles(line, profile)
        ]
        if as_json:
            session.show_json([values(each, session.translate) for each in found])
        else:
            for each in found:
                _print(session, each)
        if csv is not None:
            _write_csv(session, csv, found)
        if word:
            _write_word(session, line, found)


def _write_csv(session: Session, path: Path, found: list[Trend]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put_whole(path, as_csv(found, session.translate))
    except OSError as error:
        raise DeliveryError(f"{path}: cannot be written: {error}") from error
    session.err.print(escape(str(path)))


def _write_word(session: Session, line: Line, found: list[Trend]) -> None:
    for each in found:
        session.err.print(escape(str(line.output / write_trend(line, each))))
    print_beside(session, line)


def _print(session: Session, found: Trend) -> None:
    _ = session.translate
    session.say(
        "{organisation}: {division}, {length}",
        organisation=found.profile.organisation,
        division=_(DIVISIONS[found.by]),
        length=_(LENGTHS[found.length]),
        style="bold",
    )
    session.out.print(_table(session, found))
    for each in reservations(found, _):
        session.out.print(escape(each), style="yellow")
    session.out.print(escape(how_counted(found.by, _)), style="dim")


def _table(session: Session, found: Trend) -> Table:
    """Each period in bold with its matters once, its groups under it."""
    _ = session.translate
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column(_("Period"), overflow="fold", min_width=24)
    for name in (*level_names(_), _("In all"), _("Change"), _("Approved"), _("Drafts")):
        table.add_column(name, justify="right", overflow="fold")
    for total in found.totals:
        period = escape(told_span(found, total.span, _))
        table.add_row(period, *_cells(total), style="bold")
        for row in found.of(total.span):
            name = escape(group_name(row.group, found.by, _))
            table.add_row(f"  {name}", *_cells(row))
    return table


def _cells(row: Row) -> tuple[str, ...]:
    now = row.now
    counts = [now.levels.get(each, 0) for each in LEVELS]
    last = (change(row), now.approved, now.drafts)
    return tuple(str(each) for each in (*counts, now.total, *last))
