"""`briefing run` and `briefing demo`: a pass over the sources, with progress."""

import shutil
from collections import Counter
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from briefing.assessment.prompted import REASONS
from briefing.bootstrap import Places, one_run_at_a_time, open_line
from briefing.cli.archive import record_approved
from briefing.cli.explain import explain_stored
from briefing.cli.printing import print_beside
from briefing.cli.session import DONE, PARTLY, Json, Session, opened, reporting
from briefing.cli.sources import alarm_text
from briefing.cli.withdraw import finish_earlier
from briefing.config import load
from briefing.demo.server import DEMO_NOW, DemoServer, demo_sources
from briefing.domain.source import Scope
from briefing.errors import UsageError
from briefing.language.written import danish_day
from briefing.pipeline.history import changes_count
from briefing.pipeline.line import (
    ItemOutcome,
    Line,
    News,
    Order,
    PartProgress,
    RunReport,
    SourceOutcome,
)
from briefing.pipeline.recording import recorded
from briefing.pipeline.run import run
from briefing.pipeline.together import AWAITED

DAY_FORMAT = "%Y-%m-%d"


def run_command(
    context: typer.Context,
    *,
    source: Annotated[
        list[str] | None, typer.Option(help="Only this source.", metavar="ID")
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(help="What changed from this day on.", formats=[DAY_FORMAT]),
    ] = None,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Everything in the newest session, due or not."),
    ] = False,
    session_code: Annotated[
        str | None, typer.Option("--session", help="Another session.", metavar="20251")
    ] = None,
    as_json: Json = False,
) -> None:
    """Read what is due, and write briefings for what is new and relevant."""
    with opened(context, alone=True) as (session, line):
        unknown = set(source or ()) - set(line.settings.sources)
        if unknown:
            raise UsageError(
                "No source is called “{given}”. There are {known}.",
                given=unknown.pop(),
                known=", ".join(line.settings.sources),
            )
        scope = Scope(
            today=danish_day(line.clock()),
            everything=everything or session_code is not None,
            session=session_code,
            since=since.date() if since else None,
        )
        started = line.clock()
        with recorded(line, "run") as kept:
            report = run_with_progress(session, line, scope, tuple(source or ()))
            kept.read(report)
            kept.add(archived=record_approved(session, line, quietly=as_json))
            finish_earlier(session, line)
        _finish(session, line, report, started, as_json=as_json)


def demo_command(context: typer.Context, *, as_json: Json = False) -> None:
    """Run the whole line over example proposals, with no network and no key."""
    with reporting(context) as session, DemoServer() as server:
        places = Places(
            session.places.config,
            session.places.data / "demo",
            session.places.output / "demo",
        )
        for folder in (places.data, places.output):
            _clear(folder)
        settings = load(places.config)
        settings = replace(settings, sources=demo_sources(server.base_url))
        session.err.print(
            session.translate("Example data from {address}", address=server.base_url)
        )
        with (
            one_run_at_a_time(places.data),
            open_line(places, settings=settings, clock=lambda: DEMO_NOW) as line,
        ):
            scope = Scope(today=danish_day(DEMO_NOW), everything=True)
            with recorded(line, "demo") as kept:
                report = run_with_progress(session, line, scope, ())
                kept.read(report)
            _finish(session, line, report, DEMO_NOW, as_json=as_json)


def _clear(folder: Path) -> None:
    """Empty a folder that belongs to the demo alone."""
    if folder.is_dir() and folder.name == "demo":
        shutil.rmtree(folder)


def run_with_progress(
    session: Session, line: Line, scope: Scope, sources: tuple[str, ...]
) -> RunReport:
    """One pass with a bar for the sources and one for the proposals."""
    _ = session.translate
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=session.err, transient=True) as progress:
        bars = {
            SourceOutcome: progress.add_task(_("Sources"), total=None),
            ItemOutcome: progress.add_task(_("Proposals"), total=None),
        }

        def notify(news: News, total: int) -> None:
            if isinstance(news, PartProgress):
                progress.update(
                    bars[SourceOutcome], description=_part(session, news, total)
                )
            else:
                progress.update(bars[type(news)], total=total, advance=1)

        return run(line, Order(scope, sources, notify))


def _part(session: Session, news: PartProgress, total: int) -> str:
    """How far back a source has been read, and how long the rest seems to take."""
    _ = session.translate
    text = _(
        "{source}, {part}: part {number} of {total}, {count} records so far",
        source=news.source_id,
        part=news.part,
        number=news.number,
        total=total,
        count=news.listed,
    )
    if news.seconds_left is None:
        return escape(text)
    minutes = max(1, round(news.seconds_left / 60))
    left = _("about {minutes} min left", minutes=minutes)
    return escape(f"{text}, {left}")


def _finish(
    session: Session,
    line: Line,
    report: RunReport,
    started: datetime,
    *,
    as_json: bool,
) -> None:
    print_beside(session, line)
    changes = changes_count(line, started)
    if as_json:
        told = {"complete": report.complete, "changes": changes}
        session.show_json(asdict(report) | told)
    else:
        _print_report(session, line, report)
        if changes:
            session.say(
                "{count} changes in proposals that are relevant: `briefing changes` "
                "tells of them.",
                count=changes,
            )
    raise typer.Exit(DONE if report.complete else PARTLY)


def _print_report(session: Session, line: Line, report: RunReport) -> None:
    if not report.sources:
        session.say("No source is due yet. Read them all the same with --all.")
    for source in report.sources:
        _print_source(session, source)
    _print_missing(session, report)
    _print_unanswered(session, report)
    _print_failed(session, report)
    written = sorted(path for item in report.items for path in item.written)
    for path in written:
        session.out.print(f"  {escape(str(line.output / path))}")
    session.say(_count_sentence(len(written)), count=len(written), output=line.output)


def _count_sentence(count: int) -> str:
    if count == 0:
        return "Nothing new: no briefing was written."
    if count == 1:
        return "1 briefing was written in {output}."
    return "{count} briefings were written in {output}."


def _print_source(session: Session, outcome: SourceOutcome) -> None:
    if outcome.error:
        sentence = explain_stored(
            outcome.error, outcome.error_detail, session.translate
        )
        session.say("{source}: FAILED", source=outcome.source_id, style="bold red")
        session.out.print(f"  {escape(sentence)}", style="red")
        if not outcome.listed:
            return
    session.say(
        "{source}: {listed} listed, {new} new, {changed} changed",
        source=outcome.source_id,
        listed=outcome.listed,
        new=len(outcome.new),
        changed=len(outcome.changed),
    )
    for alarm in outcome.alarms:
        text = alarm_text(alarm, session.translate)
        session.out.print(f"  {escape(text)}", style="bold red")
    if outcome.gone:
        refs = ", ".join(outcome.gone)
        session.say("  No longer listed by the source: {refs}", refs=refs)
    if outcome.rejected:
        session.say(
            "{count} records could not be understood and are kept aside: "
            "`briefing sources quarantine` shows them.",
            count=outcome.rejected,
            style="yellow",
        )
    for warning in outcome.warnings:
        session.out.print(f"  {escape(warning)}", style="yellow")


def _print_missing(session: Session, report: RunReport) -> None:
    missing = [item for item in report.items if item.missing]
    if missing:
        session.say(
            "{count} documents in {proposals} proposals could not be had or read; "
            "each briefing says which and where to get them.",
            count=sum(item.missing for item in missing),
            proposals=len(missing),
            style="yellow",
        )


def _print_unanswered(session: Session, report: RunReport) -> None:
    reasons = Counter(item.unanswered for item in report.items if item.unanswered)
    if awaited := reasons.pop(AWAITED, 0):
        session.say(
            "The language model's answers are still on their way for {count} "
            "proposals; the next run takes them and writes the briefings.",
            count=awaited,
            style="yellow",
        )
    for reason, count in reasons.items():
        session.say(
            "The language model gave no whole answer in {count} proposals ({reason}); "
            "the rules have written those briefings, and they are tried again later.",
            count=count,
            reason=session.translate(REASONS.get(reason, reason)),
            style="yellow",
        )


def _print_failed(session: Session, report: RunReport) -> None:
    for item in report.items:
        if item.error:
            sentence = explain_stored(item.error, item.error_detail, session.translate)
            session.out.print(escape(f"{item.ref}: {sentence}"), style="red")
