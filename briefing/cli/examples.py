"""`briefing examples`: what reviewers corrected, for measuring quality over time."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from briefing.cli.session import Json, Session, opened
from briefing.errors import UsageError
from briefing.language.written import danish_day
from briefing.pipeline.examples import Example, ExampleKind, as_lines, examples, values

VERDICTS = {
    "changed": "changed by a reviewer",
    "removed": "removed by a reviewer",
    "added": "added by a reviewer",
    "returned": "sent back",
    "rejected": "rejected by a reviewer",
    "relevant": "relevant",
    "irrelevant": "irrelevant",
    "computed": "as computed",
}
"""Sentences of the catalogue."""
_LONGEST = 90


def examples_command(
    context: typer.Context,
    *,
    kind: Annotated[
        ExampleKind | None, typer.Option(help="Only of this kind.", show_choices=True)
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option(help="Write them as JSON Lines.", metavar="FILE.jsonl"),
    ] = None,
    as_json: Json = False,
) -> None:
    """List what reviewers changed, removed, turned down or ranked otherwise."""
    with opened(context) as (session, line):
        found = tuple(e for e in examples(line) if kind is None or e.kind is kind)
        if export is not None:
            _write(export, as_lines(found))
            session.say(
                "{count} examples were written to {path}.",
                count=len(found),
                path=export,
            )
        elif as_json:
            session.show_json([values(each) for each in found])
        elif found:
            session.out.print(_table(session, found))
        else:
            session.say(
                "There are no examples yet: they come from edited, returned and "
                "rejected briefings and from `briefing relevant` and `irrelevant`."
            )


def _write(path: Path, text: str) -> None:
    """Write the file whole or not at all."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise UsageError(
            "{file} cannot be written: {error}", file=path, error=error
        ) from error


def _table(session: Session, found: tuple[Example, ...]) -> Table:
    _ = session.translate
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column(_("When"), no_wrap=True)
    table.add_column(_("Reference"), no_wrap=True)
    for name in ("What a person said", "Said before", "Put in its place", "Reason"):
        table.add_column(_(name), overflow="fold")
    for each in found:
        cells = (
            danish_day(each.at).isoformat(),
            each.ref,
            f"{_(VERDICTS[each.verdict])} ({each.by}, {each.profile})",
            _short(each.before),
            _short(each.after),
            _short("; ".join(filter(None, (each.why, each.unborne)))),
        )
        table.add_row(*(escape(cell) for cell in cells))
    return table


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
