"""`briefing archive`: what the record holds, whether it stands, and what may go."""

from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from briefing.adapters.backup import nothing_deleted
from briefing.archive.entries import adapter
from briefing.archive.keeping import Archive, live_items
from briefing.archive.retention import Expired, expire, expired
from briefing.archive.sheet import RECORDED
from briefing.archive.verify import Verified
from briefing.bootstrap import archive_of
from briefing.cli.session import DONE, FAILED, Json, Session, opened
from briefing.domain.archive import Entry
from briefing.errors import UsageError
from briefing.language.written import COPENHAGEN
from briefing.pipeline.handling import archive_responses
from briefing.pipeline.housekeeping import verify_and_mark
from briefing.pipeline.line import Line
from briefing.pipeline.record import archive_approved, archive_deliveries

AT_FORMAT = "%Y-%m-%d %H:%M"

archive_app = typer.Typer(help="The record of what was approved, and on what basis.")
Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="[REF]", help="A proposal, or a case number."),
]


def record_approved(session: Session, line: Line, *, quietly: bool = False) -> int:
    """Archive what is approved, answered or sent and not archived yet.

    Under which number what opens or continues a case was archived is said.
    """
    archive = archive_of(line, session.places)
    added = archive_approved(line, archive) + archive_responses(line, archive)
    archive_deliveries(line, archive)
    for each in added:
        if each.case is not None and not quietly:
            session.say(
                "Archived as case {case}, entry {number}.",
                case=each.case.number,
                number=each.number,
            )
    return len(added)


@archive_app.command("list")
def list_command(context: typer.Context, *, as_json: Json = False) -> None:
    """Show every entry of the archive, the oldest first."""
    with opened(context) as (session, line):
        entries = archive_of(line, session.places).entries()
        if as_json:
            session.show_json([_values(each) for each in entries])
        elif not entries:
            session.say(
                "The archive is empty. A briefing goes into it when it is approved."
            )
        else:
            session.out.print(_table(session, entries))


@archive_app.command("show")
def show_command(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar="REF", help="A number, a case number, a proposal."),
    ],
    *,
    as_json: Json = False,
) -> None:
    """Show the entries of a proposal, of a case number, or one by its own number."""
    with opened(context) as (session, line):
        archive = archive_of(line, session.places)
        found = chosen(archive, words)
        if as_json:
            session.show_json([_values(each) for each in found])
            return
        for each in found:
            _show(session, archive, each)


@archive_app.command("verify")
def verify_command(
    context: typer.Context,
    *,
    expect: Annotated[
        str, typer.Option(help="A hash noted earlier that must stand in the chain.")
    ] = "",
    as_json: Json = False,
) -> None:
    """Look through every byte of the archive, and name what is not as it was."""
    with opened(context) as (session, line):
        archive = archive_of(line, session.places)
        found = verify_and_mark(archive, line.clock(), expect)
        if as_json:
            session.show_json(asdict(found))
        else:
            _say_verified(session, found)
        raise typer.Exit(FAILED if found.faults else DONE)


@archive_app.command("expire")
def expire_command(
    context: typer.Context,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would go, delete nothing.")
    ] = False,
    by: Annotated[str, typer.Option("--by", help="Who decides.", metavar="NAME")] = "",
    as_json: Json = False,
) -> None:
    """Delete what the rules of the configuration no longer keep, and record it."""
    with opened(context, alone=True) as (session, line):
        archive, rules = (
            archive_of(line, session.places),
            line.settings.archive.keep,
        )
        if not dry_run and not by.strip():
            raise UsageError("Deleting needs the name of the person who decides: --by.")
        found = expired(archive, rules, line.clock())
        entry = None
        if not dry_run:
            with nothing_deleted(session.places.data):
                at, name = line.clock(), by.strip()
                entry = expire(archive, found, by=name, rules=rules, at=at)
        if as_json:
            values = [asdict(e.item) | {"of": e.entry.number} for e in found]
            session.show_json({"deleted_in": entry and entry.number, "items": values})
            return
        _say_expired(session, found)
        if not rules:
            session.say("No rule is configured: everything is kept (`archive: keep`).")
        elif entry is None:
            session.say("{count} objects are past their time.", count=len(found))
        else:
            session.say(
                "{count} objects were deleted; entry {number} records it.",
                count=len(found),
                number=entry.number,
            )


def _say_expired(session: Session, found: tuple[Expired, ...]) -> None:
    for each in found:
        line = f"  {each.entry.number}: {each.item.name} ({each.item.kind})"
        session.out.print(escape(line))


def chosen(archive: Archive, words: list[str]) -> list[Entry]:
    """The entries that are meant: a number, a case number, a reference or its end."""
    given = " ".join(words)
    entries = archive.entries()
    if given.isdecimal() and int(given) <= len(entries):
        return [entries[int(given) - 1]]
    bare = given.replace(" ", "").casefold()
    found = [
        each
        for each in entries
        if (each.case and each.case.number == given)
        or each.ref == given
        or each.ref.rsplit("/", 1)[-1].casefold() == bare
    ]
    if not found:
        raise UsageError(
            "The archive holds nothing called “{given}”. See what it holds with "
            "`briefing archive list`.",
            given=given,
        )
    return found


def _table(session: Session, entries: tuple[Entry, ...]) -> Table:
    _ = session.translate
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("No.", "At", "Case", "Recorded", "Proposal", "Profile", "Files"):
        table.add_column(_(name), overflow="fold")
    for each in entries:
        table.add_row(
            str(each.number),
            each.at.astimezone(COPENHAGEN).strftime(AT_FORMAT),
            escape(each.case.number if each.case else ""),
            _(RECORDED[each.kind]),
            escape(each.ref),
            escape(each.profile),
            str(len(each.items)),
        )
    return table


def _show(session: Session, archive: Archive, entry: Entry) -> None:
    _ = session.translate
    case = entry.case.number if entry.case else ""
    at = entry.at.astimezone(COPENHAGEN).strftime(AT_FORMAT)
    head = f"{entry.number}  {case}  {at}  {_(RECORDED[entry.kind])}  {entry.ref}"
    session.out.print(escape(head), style="bold")
    if entry.title:
        session.out.print(escape(entry.title))
    for name, value in entry.about.items():
        session.out.print(escape(f"  {name}: {value}"))
    if entry.case and entry.case.skipped:
        text = _("Numbers not given: {why}", why=entry.case.skipped)
        session.out.print(f"  {escape(text)}")
    here = {
        item.sha256 for each, item in live_items(archive.entries()) if each == entry
    }
    for item in entry.items:
        gone = "" if item.sha256 in here or item.of else f"  ({_('deleted')})"
        note = f"  ({item.note})" if item.note else ""
        text = f"  {item.kind:12} {item.size:>10}  {item.sha256[:12]}  {item.name}"
        session.out.print(escape(f"{text}{note}{gone}"))


def _say_verified(session: Session, found: Verified) -> None:
    for fault in found.faults:
        text = f"{fault.where}: {session.translate(fault.problem)}"
        session.out.print(escape(text), style="red")
    if found.faults:
        session.say(
            "The archive is NOT as it was written: {count} faults. Restore the last "
            "backup beside it and compare before anything else is done.",
            count=len(found.faults),
            style="bold red",
        )
        return
    session.say(
        "The archive is as it was written: {entries} entries, {objects} objects, "
        "{size} MB.",
        entries=found.entries,
        objects=found.objects,
        size=round(found.size / 1_000_000, 1),
        style="green",
    )
    if found.head:
        session.say(
            "Last entry: {head}. Note it outside this machine; `--expect` asks for it "
            "later.",
            head=found.head,
        )


def _values(entry: Entry) -> Any:
    return adapter(Entry).dump_python(entry, mode="json")
