"""`briefing templates check` and `doctor`: is all as it should be."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.markup import escape
from rich.table import Table

from briefing.adapters.asking import KEY_VARIABLE
from briefing.bootstrap import open_line
from briefing.cli.caring import examine_record
from briefing.cli.explain import explain, explain_stored
from briefing.cli.session import DONE, FAILED, Json, Session, reporting
from briefing.cli.sources import alarm_text, moment
from briefing.config import Settings, load
from briefing.domain.source import SourceConfig
from briefing.errors import BriefingError
from briefing.pipeline.line import Line
from briefing.rendering.check import check_template

templates_app = typer.Typer(help="The Word templates.")


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
    named = {
        folder / name
        for each in settings.profiles.values()
        for name in (
            each.template,
            each.response_template,
            each.short_template,
            each.daily_template,
            each.trend_template,
        )
    }
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
    yield _examine_model(session, settings)


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
            for found in examine_record(session, line):
                yield Finding(*found)
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
    if state.alarms:
        return Finding(subject, False, alarm_text(state.alarms[0], _))
    if state.read_at is None:
        return Finding(subject, None, _("never read yet: `briefing run`"))
    aside = len(line.store.rejected(config.id))
    if aside:
        return Finding(
            subject,
            None,
            _(
                "{count} records are kept aside: `briefing sources quarantine {id}`",
                count=aside,
                id=config.id,
            ),
        )
    return Finding(subject, True, _("last read {read}", read=moment(_, state.read_at)))


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


def _examine_model(session: Session, settings: Settings) -> Finding:
    _ = session.translate
    subject = _("Language model")
    if settings.model.analyst == "embedded":
        text = _("not used: assessments are made by rules, on this machine")
        return Finding(subject, None, text)
    if not (os.environ.get(KEY_VARIABLE) or settings.model.base_url):
        text = _("there is no key: set {name} in the environment", name=KEY_VARIABLE)
        return Finding(subject, False, text)
    return Finding(subject, True, settings.model.large.name)


def _examine_programs(session: Session) -> Finding:
    _ = session.translate
    if shutil.which("soffice"):
        return Finding(
            "LibreOffice", True, _("found; makes the PDF beside each Word file")
        )
    return Finding(
        "LibreOffice", None, _("not found: no PDF is made beside the Word files")
    )
