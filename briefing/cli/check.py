"""`briefing sources`, `templates check` and `doctor`: is all as it should be."""

import os
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import typer
from rich.markup import escape
from rich.table import Table

from briefing.bootstrap import open_line
from briefing.cli.explain import explain, explain_stored
from briefing.cli.session import DONE, FAILED, PARTLY, Json, Session, opened, reporting
from briefing.config import Settings, load
from briefing.domain.source import Page, Scope, SourceConfig
from briefing.errors import BriefingError, SourceError
from briefing.language.written import COPENHAGEN, danish_day
from briefing.pipeline.line import Line
from briefing.rendering.check import check_template

sources_app = typer.Typer(help="What is configured, and how reading it went.")
templates_app = typer.Typer(help="The Word templates.")


@sources_app.callback(invoke_without_command=True)
def sources_command(context: typer.Context, *, as_json: Json = False) -> None:
    """Show every source: when it was last read, with what result, what comes next."""
    if context.invoked_subcommand:
        return
    with opened(context) as (session, line):
        rows = [_source_row(line, each) for each in line.settings.sources.values()]
        if as_json:
            session.show_json(rows)
            return
        for each in rows:
            _print_source(session, each)


def _source_row(line: Line, config: SourceConfig) -> dict[str, Any]:
    state = line.store.source_state(config.id)
    moments = {
        "read_at": state.read_at,
        "tried_at": state.tried_at,
        "next_check_at": state.next_check_at,
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
        "kept_aside": [
            {"record": each.record, "error": each.error}
            for each in line.store.rejected(config.id)
        ],
        **{key: each.isoformat() if each else None for key, each in moments.items()},
        "failing": state.errors >= config.patience,
    }


def _print_source(session: Session, row: dict[str, Any]) -> None:
    style = "red" if row["error"] else ""
    session.say(
        "{id}: last read {read}, {listed} listed, {stored} in the store, next {next}",
        id=row["id"],
        read=_moment(session, row["read_at"]),
        listed=row["listed"],
        stored=row["in_store"],
        next=_moment(session, row["next_check_at"]),
        style=style,
    )
    if row["error"]:
        sentence = explain_stored(
            row["error"], row["error_detail"] or "", session.translate
        )
        session.out.print(f"  {escape(sentence)}", style="red")
    for warning in row["warnings"]:
        session.out.print(f"  {escape(warning)}", style="yellow")
    for record in row["kept_aside"]:
        session.say(
            "Kept aside: {record}: {error}",
            record=record["record"],
            error=record["error"],
            style="yellow",
        )


def _moment(session: Session, text: str | None) -> str:
    if text is None:
        return session.translate("never")
    return (
        datetime.fromisoformat(text).astimezone(COPENHAGEN).strftime("%d-%m-%Y %H:%M")
    )


@sources_app.command("check")
def sources_check_command(context: typer.Context, *, as_json: Json = False) -> None:
    """Ask every source for its first page: reachable, in the expected shape, speed."""
    with opened(context) as (session, line):
        enabled = [each for each in line.settings.sources.values() if each.enabled]
        rows = [_check_source(session, line, each) for each in enabled]
        if as_json:
            session.show_json(rows)
        else:
            for each in rows:
                mark = "green" if each["ok"] else "red"
                session.out.print(
                    escape(f"{each['id']}: {each['text']} ({each['seconds']:.1f} s)"),
                    style=mark,
                )
        raise typer.Exit(DONE if all(each["ok"] for each in rows) else PARTLY)


def _check_source(session: Session, line: Line, config: SourceConfig) -> dict[str, Any]:
    source = line.sources[config.id]
    scope = Scope(today=danish_day(line.clock()), everything=True)
    started = time.monotonic()
    try:
        request = next(iter(source.requests(config, {}, scope)))
        answer = line.fetcher.listing(config, request)
        page = Page(request, answer.body, answer.content_type, answer.final_url)
        source.parse(config, page)
        found, text = True, session.translate("reachable, and in the expected shape")
    except SourceError as error:
        found, text = False, explain(error, session.translate)
    seconds = time.monotonic() - started
    return {"id": config.id, "ok": found, "text": text, "seconds": round(seconds, 3)}


@templates_app.command("check")
def templates_check_command(context: typer.Context, *, as_json: Json = False) -> None:
    """Find what an edit broke in a template, before a board finds it."""
    with reporting(context) as session:
        settings = load(session.places.config)
        problems = [
            {"template": path.name, "problem": str(problem)}
            for path in _templates(settings)
            for problem in check_template(path)
        ]
        if as_json:
            session.show_json(problems)
        for each in () if as_json else problems:
            session.out.print(
                escape(f"{each['template']}: {each['problem']}"), style="red"
            )
        if not problems and not as_json:
            session.say("Every template is in order.", style="green")
        raise typer.Exit(FAILED if problems else DONE)


def _templates(settings: Settings) -> list[Path]:
    folder = settings.folder / "templates"
    named = {folder / each.template for each in settings.profiles.values()}
    return sorted(named | set(folder.glob("*.docx")))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the doctor looked at: `ok` None means that it is only a note."""

    subject: str
    ok: bool | None
    text: str


def doctor_command(context: typer.Context, *, as_json: Json = False) -> None:
    """Say what works, what is missing, and what to do about it."""
    with reporting(context) as session:
        findings = list(_examine(session))
        if as_json:
            session.show_json(
                [
                    {"subject": each.subject, "ok": each.ok, "text": each.text}
                    for each in findings
                ]
            )
        else:
            _print_findings(session, findings)
        raise typer.Exit(FAILED if any(each.ok is False for each in findings) else DONE)


def _print_findings(session: Session, findings: list[Finding]) -> None:
    marks = {True: "[green]✓[/]", False: "[red]✗[/]", None: "[yellow]–[/]"}
    table = Table(box=None, show_header=False, pad_edge=False)
    for each in findings:
        table.add_row(marks[each.ok], escape(each.subject), escape(each.text))
    session.out.print(table)


def _examine(session: Session) -> Iterator[Finding]:
    _ = session.translate
    yield Finding("Python", True, sys.version.split()[0])
    try:
        settings = load(session.places.config)
    except BriefingError as error:
        yield Finding(_("Configuration"), False, explain(error, _))
        return
    yield Finding(
        _("Configuration"),
        True,
        _(
            "{sources} sources and {profiles} profiles in {path}",
            sources=len(settings.sources),
            profiles=len(settings.profiles),
            path=settings.path,
        ),
    )
    yield from _examine_templates(session, settings)
    yield from _examine_store(session)
    yield _examine_output(session)
    yield _examine_programs(session)
    yield Finding(
        _("Language model"),
        None,
        _("not used: assessments are made by rules, on this machine"),
    )


def _examine_templates(session: Session, settings: Settings) -> Iterator[Finding]:
    _ = session.translate
    for path in _templates(settings):
        problems = check_template(path)
        text = "; ".join(str(each) for each in problems) or _("in order")
        yield Finding(f"{_('Template')} {path.name}", not problems, text)


def _examine_store(session: Session) -> Iterator[Finding]:
    _ = session.translate
    try:
        with open_line(session.places) as line:
            yield Finding(
                _("Store"),
                True,
                _(
                    "{count} proposals in {path}",
                    count=len(line.store.refs()),
                    path=session.places.data,
                ),
            )
            for config in line.settings.sources.values():
                yield _examine_source(session, line, config)
    except BriefingError as error:
        yield Finding(_("Store"), False, explain(error, _))


def _examine_source(session: Session, line: Line, config: SourceConfig) -> Finding:
    _ = session.translate
    subject = f"{_('Source')} {config.id}"
    state = line.store.source_state(config.id)
    if not config.enabled:
        return Finding(subject, None, _("switched off in the configuration"))
    if state.error:
        sentence = explain_stored(state.error, state.error_detail, _)
        return Finding(subject, state.errors < config.patience and None, sentence)
    if state.read_at is None:
        return Finding(subject, None, _("never read yet: `briefing run`"))
    read = _moment(session, state.read_at.isoformat())
    return Finding(subject, True, _("last read {read}", read=read))


def _examine_output(session: Session) -> Finding:
    _ = session.translate
    folder = session.places.output
    existing = next(
        each for each in (folder, *folder.absolute().parents) if each.exists()
    )
    if os.access(existing, os.W_OK):
        return Finding(_("Output folder"), True, str(folder))
    return Finding(
        _("Output folder"), False, _("{path} cannot be written", path=folder)
    )


def _examine_programs(session: Session) -> Finding:
    _ = session.translate
    if shutil.which("soffice"):
        return Finding(
            "LibreOffice", True, _("found; used by tests that look at pages")
        )
    return Finding(
        "LibreOffice", None, _("not found; only tests that look at pages need it")
    )
