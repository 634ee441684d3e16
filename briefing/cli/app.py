"""The `briefing` command and its options that stand before every other command."""

from pathlib import Path
from typing import Annotated

import typer

from briefing import __version__
from briefing.cli import (
    archive,
    backup,
    brief,
    changes,
    check,
    costs,
    daily,
    decide,
    dossiers,
    due,
    evaluate,
    examples,
    exporting,
    feeds,
    handling,
    law,
    newsletter,
    responses,
    run,
    runs,
    search,
    send,
    serve,
    show,
    sources,
    status,
    trends,
    withdraw,
)
from briefing.cli.session import start

app = typer.Typer(
    name="briefing",
    help="Briefings on legislative proposals for the labour-market parties.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"briefing {__version__}")
        raise typer.Exit


@app.callback()
def common(
    context: typer.Context,
    config: Annotated[
        Path, typer.Option(help="The configuration file.", metavar="FILE")
    ] = Path("sources.yaml"),
    data: Annotated[
        Path, typer.Option(help="Where the store is kept.", metavar="DIR")
    ] = Path("data"),
    output: Annotated[
        Path, typer.Option(help="Where briefings are written.", metavar="DIR")
    ] = Path("output"),
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Log, and show the trace of an error.")
    ] = False,
    version: Annotated[  # noqa: ARG001 - Typer calls it before the command
        bool, typer.Option("--version", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Exit codes: 0 done, 1 failed, 2 usage, 3 done but a source or item failed."""
    start(context, config, data, output, verbose=verbose)


app.command("run")(run.run_command)
app.command("serve")(serve.serve_command)
app.command("status")(status.status_command)
app.command("runs")(runs.runs_command)
app.command("demo")(run.demo_command)
app.command("brief")(brief.brief_command)
app.command("list")(show.list_command)
app.command("show")(show.show_command)
app.command("daily")(daily.daily_command)
app.command("changes")(changes.changes_command)
app.command("law")(law.law_command)
app.command("trends")(trends.trends_command)
app.command("deadline")(due.deadline_command)
app.command("deadlines")(due.deadlines_command)
app.command("search", context_settings={"ignore_unknown_options": True})(
    search.search_command
)
app.command("responses")(responses.responses_command)
app.command("dossier")(dossiers.dossier_command)
app.command("dossiers")(dossiers.dossiers_command)
app.command("approve")(decide.approve_command)
app.command("return")(decide.return_command)
app.command("reject")(decide.reject_command)
app.command("assign")(handling.assign_command)
app.command("respond")(handling.respond_command)
app.command("relevant")(handling.relevant_command)
app.command("irrelevant")(handling.irrelevant_command)
app.command("examples")(examples.examples_command)
app.command("newsletter")(newsletter.newsletter_command)
app.command("withdraw")(withdraw.withdraw_command)
app.add_typer(sources.sources_app, name="sources")
app.add_typer(check.templates_app, name="templates")
archive.archive_app.command("export")(exporting.export_command)
archive.archive_app.command("drop")(exporting.drop_command)
archive.archive_app.command("sheet")(exporting.sheet_command)
app.add_typer(archive.archive_app, name="archive")
app.command("send")(send.send_command)
app.add_typer(send.deliveries_app, name="deliveries")
app.command("feeds")(feeds.feeds_command)
app.command("backup")(backup.backup_command)
app.command("restore")(backup.restore_command)
app.command("costs")(costs.costs_command)
app.command("evaluate")(evaluate.evaluate_command)
app.command("doctor")(check.doctor_command)
