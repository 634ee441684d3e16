"""The pages as LibreOffice sets them: how many, with which fonts, inside the page."""

import re
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from awkward_contents import CASES

from briefing.rendering.word import render

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "templates" / "notat.docx"
MOST_PAGES = {"tom": 1, "typisk": 4, "godkendt": 4, "engelsk": 4, "fuld": 5}
A4 = (595, 842)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every awkward case as PDF; skipped without LibreOffice, unless required."""
    from conftest import program  # noqa: PLC0415 - the fixture there is per test

    soffice = program("soffice")
    folder = tmp_path_factory.mktemp("pages")
    files = []
    for name, content in CASES.items():
        path = folder / f"{name}.docx"
        path.write_bytes(render(content, TEMPLATE))
        files.append(str(path))
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    subprocess.run(
        [soffice, "--headless", "--norestore", profile, "--convert-to", "pdf",
         "--outdir", str(folder), *files],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return {name: folder / f"{name}.pdf" for name in CASES}


def page_texts(path: Path) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_every_case_becomes_pages(pages: dict[str, Path]) -> None:
    """Nothing is so awkward that it cannot be set, and none is endless."""
    counts = {name: len(page_texts(path)) for name, path in pages.items()}
    too_long = {
        name: count for name, count in counts.items() if count > MOST_PAGES.get(name, 9)
    }
    assert {} == too_long
    assert 0 not in counts.values()


def test_the_first_page_is_enough_to_decide(pages: dict[str, Path]) -> None:
    """Bottom line, question, deadline, recommendation, risks: all on page one."""
    for name in ("typisk", "fuld", "ingen-frist", "40-risici"):
        first = page_texts(pages[name])[0]
        for words in ("Kort fortalt", "Til beslutning", "Indstilling", "R1", "M1"):
            if words != "M1" or name in ("typisk", "fuld"):
                assert words in first, (name, words)


def test_the_mark_is_on_every_page_of_a_draft(pages: dict[str, Path]) -> None:
    """UDKAST on each page of a draft, on none of an approved briefing."""
    for name, path in pages.items():
        mark = "DRAFT" if name == "engelsk" else "UDKAST"
        texts = page_texts(path)
        marked = [mark in re.sub(r"\s", "", text) for text in texts]
        assert [name != "godkendt"] * len(texts) == marked, name


def test_pages_are_counted(pages: dict[str, Path]) -> None:
    """The footer says which page of how many."""
    texts = page_texts(pages["typisk"])
    for number, text in enumerate(texts, 1):
        assert f"Side {number} af {len(texts)}" in text


def test_no_text_stands_outside_the_page(pages: dict[str, Path]) -> None:
    """Every letter lies within A4."""
    for name, path in pages.items():
        with pypdfium2.PdfDocument(path) as document:
            for page in document:
                width, height = page.get_size()
                assert (round(width), round(height)) == A4
                text = page.get_textpage()
                for index in range(text.count_rects()):
                    left, bottom, right, top = text.get_rect(index)
                    assert min(left, bottom) >= 0, name
                    assert right <= width, name
                    assert top <= height, name


def test_no_page_is_empty(pages: dict[str, Path]) -> None:
    """Besides header and footer there is text on every page."""
    for name, path in pages.items():
        for text in page_texts(path):
            assert len(text.split()) > 30, name


def test_long_text_is_printed_to_its_end(pages: dict[str, Path]) -> None:
    """A cell higher than a page goes on over the next ones; nothing is cut off."""
    whole = " ".join("\n".join(page_texts(pages["5000-tegn"])).split())
    assert 1000 <= whole.count("Nyt.")
    assert 357 <= whole.count("Gældende")
