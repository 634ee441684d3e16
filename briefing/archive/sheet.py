"""What the archive holds as a spreadsheet, one row per file. Owner of openpyxl."""

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from briefing.archive.keeping import live_items
from briefing.domain.archive import Entry, EntryKind, ItemKind
from briefing.language.catalogue import Translator
from briefing.language.written import COPENHAGEN

RECORDED = {
    EntryKind.BRIEFING: "approved",
    EntryKind.WITHDRAWAL: "withdrawn",
    EntryKind.DELIVERY: "sent",
    EntryKind.DELETION: "deleted",
    EntryKind.RESPONSE: "consultation",
}
KINDS = {
    ItemKind.BRIEFING: "briefing, in the archive",
    ItemKind.SOURCE: "source, in the archive",
    ItemKind.ASSESSMENT: "assessment, in the archive",
    ItemKind.MODEL_CALLS: "model calls, in the archive",
    ItemKind.REVIEWS: "decisions, in the archive",
    ItemKind.DELIVERY: "delivery, in the archive",
    ItemKind.RESPONSE: "consultation response, in the archive",
}
"""Sentences of the catalogue."""
_WIDTHS = (6, 17, 14, 12, 28, 60, 10, 9, 14, 36, 12, 66, 10)


def write_sheet(path: Path, entries: Sequence[Entry], translate: Translator) -> None:
    """Write the spreadsheet; times are Danish. Texts are never taken for formulas."""
    _ = translate
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Archive"))
    for number, width in enumerate(_WIDTHS):
        sheet.column_dimensions[chr(ord("A") + number)].width = width
    sheet.freeze_panes = "A2"
    names = (
        _("No."), _("At"), _("Case"), _("Recorded"), _("Proposal"), _("Title"),
        _("Profile"), _("Version"), _("Kind"), _("File"), _("Bytes"), "SHA-256",
        _("Deleted"),
    )  # fmt: skip
    sheet.append([_cell(sheet, each) for each in names])
    for row in _rows(entries, translate):
        sheet.append([_cell(sheet, each) for each in row])
    stream = io.BytesIO()
    book.save(stream)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(stream.getvalue())


def _rows(
    entries: Sequence[Entry], translate: Translator
) -> Iterable[tuple[str | int, ...]]:
    here = {(entry.number, item) for entry, item in live_items(entries)}
    for entry in entries:
        told = (
            entry.number,
            entry.at.astimezone(COPENHAGEN).strftime("%Y-%m-%d %H:%M"),
            entry.case.number if entry.case else "",
            translate(RECORDED[entry.kind]),
            entry.ref,
            entry.title,
            entry.profile,
            entry.version,
        )
        for item in entry.items:
            gone = "" if (entry.number, item) in here else translate("yes")
            kind = translate(KINDS[item.kind])
            yield (*told, kind, item.name, item.size, item.sha256, gone)


def _cell(sheet: object, value: str | int) -> WriteOnlyCell:
    text = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    cell = WriteOnlyCell(sheet, value=text)
    if isinstance(text, str):
        cell.data_type = "s"
    return cell
