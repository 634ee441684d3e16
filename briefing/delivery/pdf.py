"""A PDF beside each Word file: PDF/A-2b with tags, made by LibreOffice."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from briefing.delivery.folder import put_whole
from briefing.errors import DeliveryError

PROGRAM = "soffice"
_AT_A_TIME = 40
_SECONDS_TO_START, _SECONDS_EACH = 90, 15
_OPTIONS = {
    "SelectPdfVersion": ("long", "2"),  # PDF/A-2b, ISO 19005-2
    "UseTaggedPDF": ("boolean", "true"),
    "ExportBookmarks": ("boolean", "true"),
    "ExportFormFields": ("boolean", "false"),
    "ExportNotes": ("boolean", "false"),  # the comments are for the reviewer
}


def has_program() -> bool:
    """Whether LibreOffice is there to make PDF files."""
    return shutil.which(PROGRAM) is not None


def lacking(documents: Iterable[Path]) -> list[Path]:
    """The Word files that have no PDF beside them, or an older one."""
    return [each for each in documents if each.exists() and not _is_newer(each)]


def _is_newer(document: Path) -> bool:
    found = document.with_suffix(".pdf")
    return found.exists() and found.stat().st_mtime >= document.stat().st_mtime


def make_beside(documents: Sequence[Path]) -> tuple[Path, ...]:
    """Write the PDF of each Word file beside it; those that could not be made.

    Raises DeliveryError when LibreOffice cannot be started or the folder written.
    """
    failed: list[Path] = []
    for several in _batches(documents):
        with tempfile.TemporaryDirectory(prefix="briefing-pdf-") as name:
            folder = Path(name)
            _convert(several, folder)
            failed += [each for each in several if not _placed(each, folder)]
    return tuple(failed)


def _batches(documents: Sequence[Path]) -> list[list[Path]]:
    """Names are what LibreOffice tells files apart by, so none stands twice."""
    found: list[list[Path]] = []
    for each in documents:
        room = (
            those
            for those in found
            if len(those) < _AT_A_TIME and each.name not in {e.name for e in those}
        )
        those = next(room, None)
        if those is None:
            found.append([each])
        else:
            those.append(each)
    return found


def _convert(documents: Sequence[Path], folder: Path) -> None:
    options = {
        name: {"type": kind, "value": value} for name, (kind, value) in _OPTIONS.items()
    }
    command = [
        PROGRAM,
        "--headless",
        "--norestore",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
        f"pdf:writer_pdf_Export:{json.dumps(options)}",
        "--outdir",
        str(folder),
        *map(str, documents),
    ]
    seconds = _SECONDS_TO_START + _SECONDS_EACH * len(documents)
    try:
        subprocess.run(command, capture_output=True, check=False, timeout=seconds)
    except subprocess.TimeoutExpired:
        return  # what was made by then is put in place, the rest is told of
    except OSError as error:
        raise DeliveryError(f"{PROGRAM} cannot be started: {error}") from error


def _placed(document: Path, folder: Path) -> bool:
    made = folder / document.with_suffix(".pdf").name
    if not made.exists():
        return False
    target = document.with_suffix(".pdf")
    try:
        put_whole(target, made.read_bytes())
    except OSError as error:
        raise DeliveryError(f"{target}: cannot be written: {error}") from error
    return True
