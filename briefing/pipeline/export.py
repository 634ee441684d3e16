"""Taking a part of the record out: as a bag, or into a case system's folder."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.archive.bag import make_bag
from briefing.archive.export import Placed, describe, lay_out
from briefing.archive.keeping import Archive
from briefing.archive.sheet import write_sheet
from briefing.archive.verify import sha256_of
from briefing.delivery.pdf import has_program, lacking, make_beside
from briefing.documents.pdf import page_texts
from briefing.domain.archive import Entry
from briefing.errors import UsageError
from briefing.language import translator
from briefing.pipeline.line import Line


@dataclass(frozen=True, slots=True)
class Exported:
    """What was taken out: entries, files, and Word files that have no PDF.

    `fingerprint` is the hash of the bag's tag manifest, the one file in it that no
    other names the hash of.
    """

    path: str
    entries: int
    files: int
    without_pdf: int
    fingerprint: str


def publisher_of(line: Line, profile: str) -> str:
    """The organisation behind a profile; its id when it is configured no more."""
    found = line.settings.profiles.get(profile)
    return found.organisation if found else profile


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """UsageError when there is no room or no leave to write there."""
    try:
        yield
    except OSError as error:
        told = error.strerror or str(error)
        raise UsageError(
            "{path} cannot be written: {detail}", path=place, detail=told
        ) from error


def export(
    line: Line, archive: Archive, entries: Sequence[Entry], into: Path
) -> Exported:
    """A bag of these entries at `into`, whole or not at all.

    UsageError when there is something at that place, when it cannot be written, or
    when there is nothing to take out.
    """
    if into.exists():
        raise UsageError("{path} is already there; choose another place.", path=into)
    if not entries:
        raise UsageError("The archive holds nothing of that kind and time.")
    part = into.absolute().with_name(f".{into.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        with writing(into):
            placed = _filled(line, archive, entries, part)
            part.rename(into)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    words = sum(each.path.endswith(".docx") for each in placed)
    pdfs = sum(each.path.endswith(".pdf") for each in placed)
    fingerprint = sha256_of(into / "tagmanifest-sha256.txt")
    return Exported(str(into), len(entries), len(placed), words - pdfs, fingerprint)


def _filled(
    line: Line, archive: Archive, entries: Sequence[Entry], part: Path
) -> tuple[Placed, ...]:
    """Make the bag in a folder of its own; what it holds."""
    part.mkdir(parents=True)
    placed = lay_out(archive, entries, part)
    placed += _printed(part, placed)
    describe(placed, part, lambda profile: publisher_of(line, profile))
    write_sheet(part / "register.xlsx", entries, translator("da"))
    publishers = {publisher_of(line, e.profile) for e in entries if e.profile}
    told = {
        "Source-Organization": "; ".join(sorted(publishers)),
        "External-Description": f"{len(entries)} entries of the briefing archive",
        "Archive-Head": archive.rows()[-1].sha256,
    }
    make_bag(part, told)
    return placed


def _printed(folder: Path, placed: Sequence[Placed]) -> tuple[Placed, ...]:
    """A PDF/A of each Word file that has none, where LibreOffice is installed."""
    words = [each for each in placed if each.path.endswith(".docx")]
    missing = lacking(folder / each.path for each in words)
    if not missing or not has_program():
        return ()
    make_beside(missing, page_texts)
    return tuple(
        _as_pdf(each, folder)
        for each in words
        if folder / each.path in missing
        and (folder / each.path).with_suffix(".pdf").exists()
    )


def _as_pdf(word: Placed, folder: Path) -> Placed:
    path = (folder / word.path).with_suffix(".pdf")
    item = replace(
        word.item,
        name=path.name,
        sha256=sha256_of(path),
        size=path.stat().st_size,
        media_type="application/pdf",
        note=f"made from {word.item.name} for this export",
    )
    return Placed(word.entry, item, f"{word.path.removesuffix('.docx')}.pdf")
