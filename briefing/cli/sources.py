"""`briefing sources`: how reading each went, what is kept aside, how it answers now."""

import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from briefing.cli.explain import explain, explain_stored
from briefing.cli.recording import Recorder
from briefing.cli.session import DONE, PARTLY, Json, Session, opened
from briefing.domain.proposal import ProposalKind
from briefing.domain.source import SourceConfig
from briefing.domain.store import Alarm, Aside
from briefing.errors import ForbiddenHost, NotFound, SourceError, UsageError
from briefing.language import Translator
from briefing.language.written import COPENHAGEN, danish_day, format_date
from briefing.pipeline.line import Line
from briefing.pipeline.looking import Checked, check, record
from briefing.rendering.labels import kind_label

sources_app = typer.Typer(help="What is configured, and how reading it went.")
SourceId = Annotated[
    str | None, typer.Option("--source", help="Only this source.", metavar="ID")
]


def chosen_sources(line: Line, source_id: str | None) -> list[SourceConfig]:
    """Every source that is switched on, or the one named; UsageError for no such."""
    known = line.settings.sources
    if source_id is None:
        return [each for each in known.values() if each.enabled]
    if source_id not in known:
        raise UsageError(
            "No source is called “{given}”. There are {known}.",
            given=source_id,
            known=", ".join(known),
        )
    return [known[source_id]]


def alarm_text(alarm: Alarm, translate: Translator) -> str:
    """An alarm as a sentence, with the day it was first raised."""
    values = dict(alarm.values)
    if "kind" in values:
        values["kind"] = kind_label(ProposalKind(values["kind"]), translate)
    if "field" in values:
        values["field"] = translate(values["field"])
    day = format_date(danish_day(alarm.since), translate.language)
    return translate(
        "ALARM since {day}: {text}", day=day, text=translate(alarm.message, **values)
    )


def moment(translate: Translator, at: datetime | None) -> str:
    """A moment in Danish time; “never” without one."""
    if at is None:
        return translate("never")
    return at.astimezone(COPENHAGEN).strftime("%d-%m-%Y %H:%M")


@sources_app.callback(invoke_without_command=True)
def sources_command(context: typer.Context, *, as_json: Json = False) -> None:
    """Show every source: when it was last read, with what result, what comes next."""
    if context.invoked_subcommand:
        return
    with opened(context) as (session, line):
        sources = line.settings.sources.values()
        if as_json:
            session.show_json([_row(line, each) for each in sources])
            return
        for each in sources:
            _print_source(session, line, each)


def _row(line: Line, config: SourceConfig) -> dict[str, Any]:
    state = line.store.source_state(config.id)
    moments = {
        name: getattr(state, name)
        for name in ("read_at", "tried_at", "next_check_at", "new_at")
    }
    return {
        "id": config.id,
        "enabled": config.enabled,
        "base_url": config.base_url,
        "listed": state.listed,
        "in_store": len(line.store.refs(config.id)),
        "errors_in_a_row": state.errors,
        "error": state.error or None,
        "error_detail": state.error_detail or None,
        "warnings": list(state.warnings),
        "alarms": [
            {
                "about": each.about,
                "since": each.since.isoformat(),
                "text": each.message.format(**each.values),
            }
            for each in state.alarms
        ],
        "kept_aside": [
            {"record": each.record, "error": each.error}
            for each in line.store.rejected(config.id)
        ],
        **{key: each.isoformat() if each else None for key, each in moments.items()},
        "failing": state.errors >= config.patience,
    }


def _print_source(session: Session, line: Line, config: SourceConfig) -> None:
    _ = session.translate
    state = line.store.source_state(config.id)
    session.say(
        "{id}: last read {read}, {listed} listed, {stored} in the store, next {next}",
        id=config.id,
        read=moment(_, state.read_at),
        listed=state.listed,
        stored=len(line.store.refs(config.id)),
        next=moment(_, state.next_check_at),
        style="red" if state.error else "",
    )
    if state.read_at and state.new_at:
        session.say("  Last new or changed: {at}", at=moment(_, state.new_at))
    if state.error:
        sentence = explain_stored(state.error, state.error_detail, _)
        session.out.print(f"  {escape(sentence)}", style="red")
    for alarm in state.alarms:
        session.out.print(f"  {escape(alarm_text(alarm, _))}", style="bold red")
    for warning in state.warnings:
        session.out.print(f"  {escape(warning)}", style="yellow")
    aside = len(line.store.rejected(config.id))
    if aside:
        session.say(
            "  {count} records are kept aside: `briefing sources quarantine {id}`",
            count=aside,
            id=config.id,
            style="yellow",
        )


@sources_app.command("quarantine")
def quarantine_command(
    context: typer.Context,
    source: Annotated[
        str | None, typer.Argument(metavar="SOURCE", help="Only this source.")
    ] = None,
    *,
    show_bytes: Annotated[
        str | None,
        typer.Option("--bytes", metavar="RECORD", help="What the record held."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show the records that could not be understood, why, and what to do."""
    with opened(context) as (session, line):
        configs = (
            chosen_sources(line, source) if source else line.settings.sources.values()
        )
        found = [
            (each, aside) for each in configs for aside in line.store.rejected(each.id)
        ]
        if show_bytes is not None:
            _show_bytes(found, show_bytes)
        elif as_json:
            session.show_json([_aside_row(*each) for each in found])
        else:
            for each in found:
                _print_aside(session, *each)
            if not found:
                session.say("Nothing is kept aside: all that was listed could be read.")


def _show_bytes(found: list[tuple[SourceConfig, Aside]], record: str) -> None:
    """The bytes of one record and nothing else; UsageError when it is not there."""
    bodies = [each.body for _config, each in found if each.record == record]
    if not bodies:
        raise UsageError(
            "No record that is kept aside is called “{given}”. See them with "
            "`briefing sources quarantine`.",
            given=record,
        )
    sys.stdout.buffer.write(bodies[0])
    sys.stdout.buffer.flush()


def _aside_row(config: SourceConfig, aside: Aside) -> dict[str, Any]:
    return {
        "source": config.id,
        "record": aside.record,
        "error": aside.error,
        "first_seen_at": aside.first_seen_at.isoformat(),
        "seen_at": aside.seen_at.isoformat(),
        "times": aside.times,
        "bytes": len(aside.body),
        "removed": list(aside.removed),
        "url": aside.request.url if aside.request else None,
        "program": aside.program,
    }


def _print_aside(session: Session, config: SourceConfig, aside: Aside) -> None:
    _ = session.translate
    session.out.print(escape(f"{config.id}: {aside.record}"), style="bold")
    session.say("  Could not be read: {error}", error=aside.error, style="yellow")
    session.say(
        "  Refused {times} times, first {first}, last {last}; {size} bytes are kept.",
        times=aside.times,
        first=moment(_, aside.first_seen_at),
        last=moment(_, aside.seen_at),
        size=len(aside.body),
    )
    if aside.removed:
        named = ", ".join(_(each) for each in aside.removed)
        session.say("  Personal data taken out: {named}", named=named)
    if aside.request:
        session.say(
            "  It is asked for again by itself, at the latest after a week and after "
            "every update of the program. Until then, read it at {url}",
            url=aside.request.url,
        )
    else:
        session.say(
            "  It is read again when the source lists it again. Until then, read it "
            "at {url}",
            url=config.base_url,
        )


@sources_app.command("check")
def sources_check_command(
    context: typer.Context, *, source: SourceId = None, as_json: Json = False
) -> None:
    """Ask each source now: reachable, shape as expected, newest item, time taken."""
    with opened(context) as (session, line):
        rows = []
        for config in chosen_sources(line, source):
            started = time.monotonic()
            found = check(line, config)
            row = _checked_row(session, config, found, time.monotonic() - started)
            rows.append(row)
            if not as_json:
                _print_checked(session, row)
        if as_json:
            session.show_json(rows)
        raise typer.Exit(DONE if all(each["ok"] for each in rows) else PARTLY)


def _checked_row(
    session: Session, config: SourceConfig, found: Checked, seconds: float
) -> dict[str, Any]:
    _ = session.translate
    newest = None
    if found.newest:
        newest = {
            "ref": found.newest.ref,
            "title": found.newest.title,
            "date": found.day.isoformat() if found.day else None,
        }
    return {
        "id": config.id,
        "ok": not found.problems,
        "text": " ".join(_advice(each, _) for each in found.problems)
        or _("reachable, and in the expected shape"),
        "seconds": round(seconds, 3),
        "requests": len(found.looks),
        "kinds": sorted({each.request.kind for each in found.looks if not each.error}),
        "newest": newest,
    }


def _advice(error: SourceError, translate: Translator) -> str:
    """What is wrong, and what to do about it where a whole source is concerned."""
    if isinstance(error, NotFound):
        return translate(
            "There is nothing at the address: {detail}. The source may have moved; "
            "look at it in a browser, and write its new address in sources.yaml.",
            detail=str(error),
        )
    if isinstance(error, ForbiddenHost):
        return explain(error, translate)
    record_it = translate(
        "To send us what it answers: `briefing sources record {id}`.",
        id=error.source_id,
    )
    return f"{explain(error, translate)} {record_it}"


def _print_checked(session: Session, row: dict[str, Any]) -> None:
    _ = session.translate
    session.out.print(
        escape(f"{row['id']}: {row['text']}"), style="green" if row["ok"] else "red"
    )
    session.say(
        "  {requests} requests in {seconds} s; read: {kinds}",
        requests=row["requests"],
        seconds=f"{row['seconds']:.1f}",
        kinds=", ".join(row["kinds"]) or _("nothing"),
    )
    newest = row["newest"]
    if newest:
        day = newest["date"] or _("without a day")
        session.say("  Newest met: {title} ({date})", title=newest["title"], date=day)
    elif row["ok"]:
        session.say("  No proposal was met on the way.")


@sources_app.command("record")
def record_command(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE")],
    *,
    into: Annotated[
        Path | None, typer.Option(help="Where to save them.", metavar="DIR")
    ] = None,
    requests: Annotated[
        int, typer.Option(min=1, max=500, help="At most so many requests.")
    ] = 25,
    as_json: Json = False,
) -> None:
    """Save what a source answers, less personal data, so that you can send it to us."""
    with opened(context) as (session, line):
        (config,) = chosen_sources(line, source)
        folder = into or session.places.data / "recorded" / config.id
        recorder = Recorder(folder, line.sources[config.id])
        for look in record(line, config, requests):
            recorder.keep(look)
        index = recorder.finish(config.id, line.clock())
        if as_json:
            session.show_json(index)
        else:
            _print_recorded(session, folder, index)
        raise typer.Exit(DONE if recorder.saved else PARTLY)


def _print_recorded(session: Session, folder: Path, index: dict[str, Any]) -> None:
    _ = session.translate
    answers = index["answers"]
    saved = sum(1 for each in answers if each["file"])
    session.say(
        "{saved} answers to {count} requests are saved in {folder}",
        saved=saved,
        count=len(answers),
        folder=folder,
    )
    removed = dict.fromkeys(_(name) for each in answers for name in each["removed"])
    if removed:
        named = ", ".join(removed)
        session.say("Personal data taken out: {named}", named=named)
    else:
        session.say(
            "No personal data was found in them. Look through them all the same."
        )
    for each in answers:
        if each["error"]:
            session.out.print(
                escape(f"  {each['url']}: {each['error']}"), style="yellow"
            )
    session.say("Send us the folder. Nothing else has been kept, and nothing was sent.")
