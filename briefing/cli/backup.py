"""`briefing backup` and `restore`: one file with everything, and back."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from briefing.adapters.backup import restore
from briefing.archive.verify import verify
from briefing.bootstrap import (
    Places,
    archive_of,
    back_up_now,
    backup_name,
    now,
    open_line,
)
from briefing.cli.session import DONE, FAILED, Json, reporting


def backup_command(
    context: typer.Context,
    *,
    into: Annotated[
        Path | None,
        typer.Option(help="A file; else in `backups` beside the data.", metavar="FILE"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Write everything into one file; a run may go on meanwhile."""
    with reporting(context) as session:
        places = session.places
        beside = places.data.absolute().parent / "backups"
        done = back_up_now(places, into or beside / backup_name(now()), now())
        if as_json:
            session.show_json(asdict(done))
            return
        session.say(
            "{files} files ({size} MB) are in {path}. Keep it on another machine; it "
            "holds everything in confidence too.",
            files=done.files,
            size=round(done.size / 1_000_000, 1),
            path=done.path,
        )


def restore_command(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What backup wrote.")],
) -> None:
    """Put a backup back into an empty data folder, and verify what it holds."""
    with reporting(context) as session:
        places = session.places
        kept = restore(file, _where(places))
        for each in kept:
            session.say(
                "{path} is another than in the backup and was left as it is.",
                path=each,
                style="yellow",
            )
        with open_line(places) as line:
            found = verify(archive_of(line, places))
            count = len(line.store.refs())
        for fault in found.faults:
            text = f"{fault.where}: {session.translate(fault.problem)}"
            session.out.print(escape(text), style="red")
        session.say(
            "Restored: {count} proposals, {entries} entries in the archive, "
            "{faults} faults.",
            count=count,
            entries=found.entries,
            faults=len(found.faults),
        )
        raise typer.Exit(FAILED if found.faults else DONE)


def _where(places: Places) -> dict[str, Path]:
    return {
        "data": places.data,
        "config": places.config.absolute().parent,
        "templates": places.config.absolute().parent / "templates",
        "output": places.output,
    }
