"""PDF files beside the Word files of the output folder, as configured."""

from dataclasses import dataclass
from pathlib import Path

from briefing.delivery.pdf import has_program, lacking, make_beside
from briefing.documents.pdf import page_texts
from briefing.pipeline.line import Line

_FINAL = frozenset({"approved", "withdrawn", "correction"})
"""The status of documents that are no drafts."""


@dataclass(frozen=True, slots=True)
class Printed:
    """How many PDF files were made, which could not be, and whether any could."""

    made: int = 0
    failed: tuple[Path, ...] = ()
    no_program: bool = False


def print_all(line: Line) -> Printed:
    """Make every PDF that is wanted and not there; none twice.

    What an interrupted run left without a PDF gets it at the next call.
    """
    wanted = line.settings.run.pdf
    if wanted == "none":
        return Printed()
    documents = [
        line.output / each.path
        for each in line.store.briefing_files()
        if wanted == "all" or each.status in _FINAL
    ]
    missing = lacking(documents)
    if not missing:
        return Printed()
    if not has_program():
        return Printed(no_program=True)
    failed = make_beside(missing, page_texts)
    return Printed(len(missing) - len(failed), failed)
