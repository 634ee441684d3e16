"""The pages as LibreOffice sets them: how many, with which fonts, inside the page."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from awkward_contents import CASES
from word_texts import headings

from briefing.delivery.pdf import _lacks, make_beside
from briefing.documents.pdf import page_texts as read_pages
from briefing.domain.briefing import BriefingContent, Form
from briefing.domain.trend import By
from briefing.rendering import correction, daily, newsletter, trends
from briefing.rendering.sample_correction import sample_correction, small_correction
from briefing.rendering.sample_daily import empty_daily, sample_daily
from briefing.rendering.sample_newsletter import empty_newsletter, sample_newsletter
from briefing.rendering.sample_trends import empty_trend, sample_trend
from briefing.rendering.word import render

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
MOST_PAGES = {"tom": 1, "typisk": 4, "godkendt": 4, "engelsk": 4, "fuld": 4}
ENGLISH = ("fuld", "tom", "40-risici", "udløbet", "ingen-frist", "en-risiko")
"""Awkward cases that are also set in English."""
MANY = 9
COMPANIONS = (Form.RESPONSE, Form.SHORT)
TOO_MUCH_FOR_ONE_PAGE = {"5000-tegn", "lang-titel", "tegn", "engelsk", "godkendt"}
"""Cases whose short note may need a second page."""
A4 = (595, 842)
INK, LEAST_INK, MOST_INK = 200, 0.002, 0.35
"""What counts as dark, of 255, and the share of a page that may be."""
TRENDS = {
    "udvikling": sample_trend(),
    "udvikling-ministerier": sample_trend(by=By.MINISTRY),
    "udvikling-tom": empty_trend(),
    "udvikling-engelsk": sample_trend(language="en"),
}


DAILY = {"overblik-fuldt": sample_daily(), "overblik-tomt": empty_daily()}
CORRECTIONS = {
    "rettelse-fuld": sample_correction(),
    "rettelse-lille": small_correction(),
    "rettelse-engelsk": sample_correction(language="en"),
}
NEWSLETTERS = {
    "nyhedsbrev-fuldt": sample_newsletter(),
    "nyhedsbrev-tomt": empty_newsletter(),
    "nyhedsbrev-engelsk": sample_newsletter(language="en"),
}
OTHERS: tuple[tuple[Any, str, dict[str, Any]], ...] = (
    (daily, "dagens-overblik", DAILY),
    (trends, "udvikling", TRENDS),
    (correction, "rettelse", CORRECTIONS),
    (newsletter, "nyhedsbrev", NEWSLETTERS),
)
"""What is no briefing on a proposal: who sets it, in which template, which cases."""


def in_english() -> dict[str, BriefingContent]:
    """Some of the cases for a reader of English."""
    return {
        f"en-{name}-engelsk": replace(
            CASES[name], judged=replace(CASES[name].assessment, language="en")
        )
        for name in ENGLISH
    }


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every awkward case as PDF; skipped without LibreOffice, unless required."""
    from conftest import program  # noqa: PLC0415 - the fixture there is per test

    assert program("soffice")
    folder = tmp_path_factory.mktemp("pages")
    files = {}
    for name, content in (*CASES.items(), *in_english().items()):
        for form in Form:
            path = folder / f"{form}-{name}.docx"
            path.write_bytes(render(content, TEMPLATES / f"{form}.docx", form))
            files[name if form is Form.BOARD else f"{form}-{name}"] = path
    for setter, template, cases in OTHERS:
        for name, found in cases.items():
            path = folder / f"{name}.docx"
            path.write_bytes(setter.render(found, TEMPLATES / f"{template}.docx"))
            files[name] = path
    assert () == make_beside(list(files.values()), read_pages)
    return {name: path.with_suffix(".pdf") for name, path in files.items()}


@pytest.fixture(scope="module")
def briefings(pages: dict[str, Path]) -> dict[str, Path]:
    """The board's briefings among them."""
    return {name: pages[name] for name in CASES}


def page_texts(path: Path) -> list[str]:
    """The text of each page."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def test_every_case_becomes_pages(pages: dict[str, Path]) -> None:
    """Nothing is so awkward that it cannot be set, and none is endless."""
    counts = {name: len(page_texts(path)) for name, path in pages.items()}
    too_long = {
        name: count
        for name, count in counts.items()
        if count > MOST_PAGES.get(name, MANY)
    }
    assert {} == too_long
    assert 0 not in counts.values()


def test_the_short_note_is_one_page(pages: dict[str, Path]) -> None:
    """For members; only where a title or a sentence is endless is there a second."""
    long = {
        name
        for name in CASES
        if len(page_texts(pages[f"{Form.SHORT}-{name}"])) > 1
        and name not in TOO_MUCH_FOR_ONE_PAGE
    }
    assert set() == long


def test_the_first_page_is_enough_to_decide(pages: dict[str, Path]) -> None:
    """Bottom line, question, deadline, recommendation, risks: all on page one."""
    for name in ("typisk", "fuld", "ingen-frist", "40-risici"):
        first = page_texts(pages[name])[0]
        for words in ("Kort fortalt", "Til beslutning", "Indstilling", "R1", "M1"):
            if words != "M1" or name in ("typisk", "fuld"):
                assert words in first, (name, words)


def test_the_mark_is_on_every_page_of_a_draft(pages: dict[str, Path]) -> None:
    """UDKAST on each page of a draft, on none of an approved briefing."""
    others = {name for _setter, _template, cases in OTHERS for name in cases}
    for name, path in pages.items():
        if name in others:
            continue
        mark = "DRAFT" if name.endswith("engelsk") else "UDKAST–ikke"
        texts = page_texts(path)
        marked = [mark in re.sub(r"\s", "", text) for text in texts]
        assert [not name.endswith("godkendt")] * len(texts) == marked, name


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


def test_no_page_is_empty(briefings: dict[str, Path]) -> None:
    """Besides header and footer there is text on every page."""
    for name, path in briefings.items():
        for text in page_texts(path):
            assert len(text.split()) > 30, name


def test_long_text_is_printed_to_its_end(pages: dict[str, Path]) -> None:
    """A cell higher than a page goes on over the next ones; nothing is cut off."""
    whole = " ".join("\n".join(page_texts(pages["5000-tegn"])).split())
    assert 1000 <= whole.count("Nyt.")
    assert 357 <= whole.count("Gældende")


def test_a_development_is_two_pages_with_its_pictures(pages: dict[str, Path]) -> None:
    """The periods on the first, the groups on the second; one page for nothing."""
    for name in set(TRENDS) - {"udvikling-tom"}:
        with pypdfium2.PdfDocument(pages[name]) as document:
            assert 2 == len(document)
            for page in document:
                (picture,) = page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
                left, bottom, right, top = picture.get_bounds()
                assert 0 < left < right < A4[0]
                assert 0 < bottom < top < A4[1]
    assert 1 == len(page_texts(pages["udvikling-tom"]))


def test_nothing_of_a_word_file_is_missing_in_its_pdf(pages: dict[str, Path]) -> None:
    """Letter for letter: LibreOffice has been seen to lose rows of tables."""
    for name, path in pages.items():
        assert not _lacks(path.with_suffix(".docx"), path, read_pages), name


def test_every_pdf_is_archival_tagged_and_has_its_fonts(pages: dict[str, Path]) -> None:
    """PDF/A-2b by its own word, a language, tags, and no font that is not inside."""
    for name, path in pages.items():
        body = path.read_bytes()
        assert b"<pdfaid:part>2</pdfaid:part>" in body, name
        assert b"<pdfaid:conformance>B</pdfaid:conformance>" in body, name
        assert re.search(rb"/MarkInfo\s*<<\s*/Marked\s+true", body), name
        assert re.search(rb"/StructTreeRoot\b", body), name
        assert (b"/Lang(en-GB)" if "engelsk" in name else b"/Lang(da-DK)") in body, name
        assert body.count(b"/Type/FontDescriptor") == body.count(b"/FontFile"), name


def test_no_braces_are_printed(pages: dict[str, Path]) -> None:
    """No field code is left; the one case is left out whose data hold braces."""
    for name, path in pages.items():
        if "tegn" not in name.split("-"):
            assert not re.search(r"[{}]", "".join(page_texts(path))), name


def test_no_heading_stands_alone_at_the_foot_of_a_page(pages: dict[str, Path]) -> None:
    """What follows a heading begins on the same page."""
    for name, path in pages.items():
        known = {
            text for _level, text in headings(path.with_suffix(".docx").read_bytes())
        }
        for text in page_texts(path)[:-1]:
            lines = [each.strip() for each in text.splitlines() if each.strip()]
            assert not known & set(lines[-2:]), name


def test_pages_have_ink_and_room(pages: dict[str, Path]) -> None:
    """As pictures in grey: no page is blank, and none is black."""
    for name, path in pages.items():
        with pypdfium2.PdfDocument(path) as document:
            for page in document:
                grey = bytes(page.render(scale=0.4, grayscale=True).buffer)
                dark = sum(each < INK for each in grey) / len(grey)
                assert LEAST_INK < dark < MOST_INK, (name, dark)
