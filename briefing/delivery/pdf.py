"""A PDF beside each Word file: PDF/A-2b with tags, made by LibreOffice.

LibreOffice can lose rows of a table where many rows may not break and the heading
after them is kept with its table (seen in 7.4). So the letters of each PDF are counted
against those of the Word file; where some are missing, it is made again with rows that
may break.
"""

import json
import re
import shutil
import subprocess
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Sequence
from html import unescape
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


PageTexts = Callable[[bytes], list[str]]
"""What reads the text of each page of a PDF."""
_TEXT = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_NO_LETTER = re.compile(r"[\W\d_]+")
_PAGE_PARTS = ("word/header", "word/footer")
_BODY, _STYLES = "word/document.xml", "word/styles.xml"
_KEPT_WHOLE = re.compile(rb"<w:(?:cantSplit|keepNext|keepLines)(?: [^>]*)?/>")


def has_program() -> bool:
    """Whether LibreOffice is there to make PDF files."""
    return shutil.which(PROGRAM) is not None


def lacking(documents: Iterable[Path]) -> list[Path]:
    """The Word files that have no PDF beside them, or an older one."""
    return [each for each in documents if each.exists() and not _is_newer(each)]


def _is_newer(document: Path) -> bool:
    found = document.with_suffix(".pdf")
    return found.exists() and found.stat().st_mtime >= document.stat().st_mtime


def make_beside(documents: Sequence[Path], page_texts: PageTexts) -> tuple[Path, ...]:
    """Write the PDF of each Word file beside it; those that could not be made.

    `page_texts` reads a PDF, to see that nothing of the Word file is missing in it.
    Raises DeliveryError when LibreOffice cannot be started or the folder written.
    """
    failed: list[Path] = []
    for several in _batches(documents):
        with tempfile.TemporaryDirectory(prefix="briefing-pdf-") as name:
            folder = Path(name)
            _convert(several, folder)
            _mend(several, folder, page_texts)
            failed += [each for each in several if not _placed(each, folder)]
    return tuple(failed)


def _mend(documents: Sequence[Path], folder: Path, page_texts: PageTexts) -> None:
    """Make those again that lack letters, with rows that may break across pages.

    Of the two the one with more letters stays: what counts as missing may also be a
    text that Word keeps twice, such as that of a box.
    """
    made = {each: _made(each, folder) for each in documents}
    short = [
        e for e in documents if made[e].exists() and _lacks(e, made[e], page_texts)
    ]
    if not short:
        return
    again = folder / "again"
    again.mkdir()
    _convert([_loosened(each, again) for each in short], again)
    for each in short:
        other = _made(each, again)
        if other.exists() and _count(other, page_texts) > _count(
            made[each], page_texts
        ):
            other.replace(made[each])


def _lacks(document: Path, made: Path, page_texts: PageTexts) -> bool:
    """Whether the PDF has fewer letters than the Word file has on as many pages."""
    if not zipfile.is_zipfile(document):
        return False
    pages = page_texts(made.read_bytes())
    with zipfile.ZipFile(document) as parts:
        body = _letters_in(parts.read(_BODY))
        around = (
            min((_letters_in(parts.read(e)) for e in parts.namelist()
                 if e.startswith(part)), default=0)
            for part in _PAGE_PARTS
        )  # fmt: skip
        expected = body + len(pages) * sum(around)
    return sum(map(_letters, pages)) < expected


def _count(made: Path, page_texts: PageTexts) -> int:
    return sum(map(_letters, page_texts(made.read_bytes())))


def _letters_in(part: bytes) -> int:
    return sum(_letters(unescape(each.decode())) for each in _TEXT.findall(part))


def _letters(text: str) -> int:
    """How many letters; digits are left out, as lists and pages are numbered."""
    return len(_NO_LETTER.sub("", unicodedata.normalize("NFKC", text)))


def _loosened(document: Path, folder: Path) -> Path:
    """A copy in which nothing is kept on one page."""
    copy = folder / document.name
    with zipfile.ZipFile(document) as old, zipfile.ZipFile(copy, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            loose = name in {_BODY, _STYLES}
            new.writestr(name, _KEPT_WHOLE.sub(b"", body) if loose else body)
    return copy


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


def _made(document: Path, folder: Path) -> Path:
    return folder / document.with_suffix(".pdf").name


def _placed(document: Path, folder: Path) -> bool:
    made = _made(document, folder)
    if not made.exists():
        return False
    target = document.with_suffix(".pdf")
    try:
        put_whole(target, made.read_bytes())
    except OSError as error:
        raise DeliveryError(f"{target}: cannot be written: {error}") from error
    return True
