"""PDF beside the Word files: archival form, tagged, with the same properties."""

import os
import re
from pathlib import Path

import docx
import pypdfium2
import pytest

from briefing.delivery import pdf
from briefing.documents.pdf import page_texts
from briefing.rendering.sample import sample_content
from briefing.rendering.word import render

TEMPLATE = Path(__file__).resolve().parents[2] / "templates" / "notat.docx"


def briefing_in(folder: Path, name: str = "notat.docx") -> Path:
    """The sample as a Word file in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(render(sample_content(), TEMPLATE))
    return path


def words(text: str) -> list[str]:
    """The words of a list; LibreOffice separates them by signs of its own."""
    return re.findall(r"[\w/-]+", text)


def test_it_is_an_archival_tagged_pdf_with_the_same_properties(
    soffice: str, tmp_path: Path
) -> None:
    """PDF/A-2b by its own word, tagged, every font inside, title and author kept."""
    assert soffice
    path = briefing_in(tmp_path)
    assert () == pdf.make_beside([path], page_texts)
    made = path.with_suffix(".pdf")
    body = made.read_bytes()
    assert b"<pdfaid:part>2</pdfaid:part>" in body
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in body
    assert re.search(rb"/MarkInfo\s*<<\s*/Marked\s+true", body)
    assert b"/Lang(da-DK)" in body
    assert b"/AcroForm" not in body
    assert body.count(b"/Type/FontDescriptor") == body.count(b"/FontFile")
    properties = docx.Document(str(path)).core_properties
    with pypdfium2.PdfDocument(made) as document:
        found = document.get_metadata_dict()
    assert properties.title == found["Title"]
    assert properties.author == found["Author"]
    assert properties.subject == found["Subject"]
    assert words(properties.keywords) == words(found["Keywords"])


def test_files_of_one_name_do_not_take_each_others_place(
    soffice: str, tmp_path: Path
) -> None:
    """LibreOffice writes into one folder; two files of a name go in two rounds."""
    assert soffice
    paths = [briefing_in(tmp_path / each) for each in ("lef", "aef")]
    assert () == pdf.make_beside(paths, page_texts)
    assert all(each.with_suffix(".pdf").exists() for each in paths)


def test_what_cannot_be_converted_is_told_and_the_rest_is_made(
    soffice: str, tmp_path: Path
) -> None:
    """A broken file stops nothing."""
    assert soffice
    broken = tmp_path / "i-stykker.docx"
    broken.write_bytes(b"PK\x03\x04 no package")
    whole = briefing_in(tmp_path)
    assert (broken,) == pdf.make_beside([broken, whole], page_texts)
    assert whole.with_suffix(".pdf").exists()
    names = sorted(each.name for each in tmp_path.iterdir())
    assert names == ["i-stykker.docx", "notat.docx", "notat.pdf"]


def test_a_pdf_is_lacking_when_it_is_older_than_the_word_file(tmp_path: Path) -> None:
    """A document written anew gets a new PDF; one that is gone gets none."""
    path = briefing_in(tmp_path)
    assert [path] == pdf.lacking([path, tmp_path / "slettet.docx"])
    made = path.with_suffix(".pdf")
    made.write_bytes(b"%PDF-1.6")
    assert [] == pdf.lacking([path])
    os.utime(made, (path.stat().st_mtime - 60, path.stat().st_mtime - 60))
    assert [path] == pdf.lacking([path])


def test_without_the_program_nothing_is_made(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """It is known beforehand that there is no LibreOffice."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not pdf.has_program()


def test_a_pdf_that_lacks_letters_is_made_again(soffice: str, tmp_path: Path) -> None:
    """Rows that LibreOffice lost come back in a second one, and that one stays."""
    assert soffice
    seen: list[bytes] = []

    def forgetful(body: bytes) -> list[str]:
        """Reads only the half of the first PDF it is given."""
        seen.append(body)
        texts = page_texts(body)
        return texts[:1] if body == seen[0] else texts

    path = briefing_in(tmp_path)
    assert () == pdf.make_beside([path], forgetful)
    assert path.with_suffix(".pdf").read_bytes() not in (seen[0], b"")
    assert path.with_suffix(".pdf").read_bytes() in seen


def test_a_whole_pdf_is_made_once(soffice: str, tmp_path: Path) -> None:
    """Every letter of the Word file is in it, so one conversion is enough."""
    assert soffice
    seen: list[bytes] = []

    def watching(body: bytes) -> list[str]:
        seen.append(body)
        return page_texts(body)

    path = briefing_in(tmp_path)
    assert () == pdf.make_beside([path], watching)
    assert [path.with_suffix(".pdf").read_bytes()] == seen
