"""`briefing archive export`, `drop` and `sheet`: the record for others to keep."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from briefing.archive.export import drop, within
from briefing.archive.keeping import Archive
from briefing.archive.sheet import write_sheet
from briefing.bootstrap import archive_of
from briefing.cli.archive import chosen
from briefing.cli.session import Json, opened
from briefing.domain.archive import Entry
from briefing.errors import UsageError
from briefing.pipeline.export import export, publisher_of, writing
from briefing.pipeline.line import Line

DAYS = ["%Y-%m-%d"]
Since = Annotated[
    datetime | None, typer.Option(help="From this Danish day on.", formats=DAYS)
]
Until = Annotated[
    datetime | None, typer.Option(help="Up to this Danish day.", formats=DAYS)
]


def export_command(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="[REF]")] = None,
    *,
    into: Annotated[Path, typer.Option(help="A new folder.", metavar="DIR")],
    since: Since = None,
    until: Until = None,
    everything: Annotated[bool, typer.Option("--all", help="Everything.")] = False,
    as_json: Json = False,
) -> None:
    """Take a dossier, a period or everything out as a BagIt bag with Dublin Core."""
    with opened(context) as (session, line):
        if not (words or since or until or everything):
            raise UsageError("Say what to take out: REF, --since, --until or --all.")
        archive = archive_of(line, session.places)
        found = _wanted(line, archive, words or [], since, until)
        done = export(line, archive, found, into)
        if as_json:
            session.show_json(asdict(done))
            return
        session.say(
            "{entries} entries with {files} files are in the bag {path}.",
            **{name: getattr(done, name) for name in ("entries", "files", "path")},
        )
        session.say(
            "SHA-256 of its tag manifest: {hash}. Note it outside the bag.",
            hash=done.fingerprint,
        )
        if done.without_pdf > 0:
            session.say(
                "{count} Word files have no PDF: LibreOffice could not make it.",
                count=done.without_pdf,
                style="yellow",
            )


def drop_command(
    context: typer.Context,
    *,
    into: Annotated[
        Path, typer.Option(help="Where the case system looks.", metavar="DIR")
    ],
    form: Annotated[Literal["xml", "json"], typer.Option("--format")] = "xml",
    again: Annotated[bool, typer.Option("--all", help="What was put too.")] = False,
) -> None:
    """Put the documents that are new since last time into a case system's folder."""
    with opened(context, alone=True) as (session, line):
        archive = archive_of(line, session.places)
        state = session.places.data / "dropped.json"
        known = json.loads(state.read_text()) if state.exists() else {}
        place = str(into.absolute())
        after = 0 if again else known.get(place, 0)
        found = [e for e in archive.entries() if e.number > after]
        with writing(into):
            written = drop(
                archive,
                within(found, None, None, None),
                into,
                lambda profile: publisher_of(line, profile),
                form=form,
            )
        if found:
            state.write_text(json.dumps({**known, place: found[-1].number}))
        session.say(
            "{count} documents were put into {path}.", count=len(written), path=into
        )


def sheet_command(
    context: typer.Context,
    *,
    into: Annotated[Path, typer.Option(help="An .xlsx file.", metavar="FILE")],
) -> None:
    """Write a spreadsheet of every file that the archive holds or has held."""
    with opened(context) as (session, line):
        entries = archive_of(line, session.places).entries()
        with writing(into):
            write_sheet(into, entries, session.translate)
        session.say("The archive's {count} entries are in {path}.",
                    count=len(entries), path=into)  # fmt: skip


def _wanted(
    line: Line,
    archive: Archive,
    words: list[str],
    since: datetime | None,
    until: datetime | None,
) -> tuple[Entry, ...]:
    """The entries of a dossier and a period; of every part of the dossier named."""
    refs = None
    if words:
        named = {each.ref for each in chosen(archive, words) if each.ref}
        refs = frozenset(r for ref in named for r in line.store.dossier(ref).refs)
    return within(
        archive.entries(),
        refs,
        since.date() if since else None,
        until.date() if until else None,
    )
