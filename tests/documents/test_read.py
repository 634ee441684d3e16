"""Reading: every format to passages that a person can find again."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from briefing.demo.build import build
from briefing.demo.markup import examples
from briefing.documents.cleaning import clean, join_lines
from briefing.documents.read import read
from briefing.domain.document import Part, PassageKind, Reading
from briefing.domain.proposal import DocumentKind
from briefing.errors import DocumentError, ScannedWithoutText

BILL = DocumentKind.BILL_TEXT


def example(slug: str) -> Reading:
    """The reading of an example's main text."""
    found = next(each for each in examples() if each.slug.startswith(slug))
    document = next(d for d in found.case["documents"] if d.get("file") == "text.md")
    path = found.built(document)
    assert path is not None
    return read(path.read_bytes(), "", path.name, BILL)


def printed(*pages: list[str], head: str = "", foot: str = "") -> bytes:
    """A PDF with these lines on its pages and the same head and foot on each."""
    buffer = BytesIO()
    sheet = canvas.Canvas(buffer, pagesize=A4)
    for number, lines in enumerate(pages, 1):
        sheet.setFont("Times-Roman", 11)
        if head:
            sheet.drawString(60, 810, head)
        for position, line in enumerate(lines):
            sheet.drawString(60, 770 - 14 * position, line)
        if foot:
            sheet.drawString(280, 30, foot.format(number))
        sheet.showPage()
    sheet.save()
    return buffer.getvalue()


STARTS = ("", "%PDF-1.4\n", "PK\x03\x04", "<Dokument>")
FULL = "Dette er en lang linje, som fylder hele bredden af siden i lovforslagets tekst"


def test_the_notes_of_a_draft_order_are_read_behind_its_annex() -> None:
    """Its costs and its relation to EU law are found, whatever stands before them."""
    reading = example("hp-kraeft")
    costs = reading.parts[Part.BUSINESS_ECONOMY]
    assert "74 mio. kr." in " ".join(reading.passages[each].text for each in costs)
    assert reading.parts[Part.EU_LAW]
    table = next(e for e in reading.passages if e.text.startswith("Cadmium"))
    assert table.number not in costs


def test_a_bill_as_pdf_has_all_its_parts() -> None:
    """Every point of the guide is recognised, and the amending instructions."""
    reading = example("l70")
    assert reading.missing == ()
    first = reading.changes[1]
    assert (first.bill_place, first.provision, first.old, first.new) == (
        "§ 1, nr. 2",
        "§ 7 d, stk. 1",
        "3 dage",
        "1 dag",
    )
    assert first.act == "lov om udstationering af lønmodtagere m.v."
    assert [each.action for each in reading.changes] == [
        "insert",
        "replace",
        "insert",
        "rewrite",
        "repeal",
    ]


def test_a_bill_as_lexdania_has_all_its_parts() -> None:
    """The same in XML: five instructions, seventeen bodies, nothing missing."""
    reading = example("l81")
    assert (reading.missing, len(reading.changes)) == ((), 5)
    names = [name for name, _number in reading.consulted]
    assert "Lønmodtagernes Eksempelforbund (LEF)" in names
    assert reading.unrecognised == ()


def test_older_headings_mean_the_same() -> None:
    """An older bill's wording and numbering leads to the same places."""
    reading = example("l88")
    assert reading.missing == ()
    (passage, *_rest) = reading.part(Part.INTRODUCTION)
    assert "baggrund og formål" in passage.text


def test_every_passage_is_in_exactly_one_part() -> None:
    """Nothing is lost between the parts, and nothing stands in two."""
    for slug in ("l63", "l74", "b12", "hp-plat", "hys-ret"):
        reading = example(slug)
        placed = sorted(n for numbers in reading.parts.values() for n in numbers)
        assert placed == [each.number for each in reading.passages]


def test_the_summary_table_keeps_its_cells() -> None:
    """Rows of point 12 are rows, not running text."""
    rows = [
        each
        for each in example("l70").part(Part.SUMMARY_TABLE)
        if each.kind is PassageKind.TABLE_ROW
    ]
    business = next(
        each.cells
        for each in rows
        if each.cells[0].startswith("Økonomiske konsekv")
        and "erhvervslivet" in each.cells[0]
    )
    assert "26 mio. kr. årligt" in business[2]


def test_locators_say_page_and_provision() -> None:
    """A passage of the notes is found by page, heading and provision."""
    reading = example("l70")
    passage = next(
        each
        for each in reading.passages
        if each.text.startswith("Det følger af gældende § 7 d")
    )
    assert passage.locator.provision == "Til § 1, nr. 2"
    assert passage.locator.page is not None
    assert passage.locator.page > 2


def test_entry_into_force_is_a_place_of_its_own() -> None:
    """The provision that says when, with all its subsections."""
    texts = [each.text for each in example("l70").part(Part.ENTRY_INTO_FORCE)]
    assert "Loven træder i kraft den 1. juli 2027." in texts


def test_running_heads_and_page_numbers_go() -> None:
    """What every page repeats is no text of the bill."""
    words = ("ansatte", "ferie", "løn", "orlov")
    pages = [[f"{FULL} nummer {word}.", f"{FULL} igen {word}."] for word in words]
    body = printed(*pages, head="Lovforslag nr. L 1", foot="Side {}")
    text = "\n".join(each.text for each in read(body, "", "x.pdf", BILL).passages)
    assert "Lovforslag nr. L 1" not in text
    assert "Side" not in text
    assert text.count("nummer") == 4


def test_words_broken_over_lines_are_made_whole() -> None:
    """Hyphens at line ends go, unless they belong to the word."""
    assert join_lines(["om arbejds-", "miljø i virksomheder"]) == (
        "om arbejdsmiljø i virksomheder"
    )
    assert join_lines(["forholdet til EU-", "retten"]) == "forholdet til EU-retten"
    assert join_lines(["løn-", "og arbejdsvilkår"]) == "løn- og arbejdsvilkår"
    assert join_lines(["Klima-, Energi-", "og Forsyning"]) == (
        "Klima-, Energi- og Forsyning"
    )


def test_control_characters_are_removed_when_read() -> None:
    """What cannot be seen cannot be smuggled."""
    assert clean("a\x00b\u202ec\u200bd\u00ade\ufb01") == "abcdefi"
    assert clean(" §\u00a05,\tstk.  2 ") == "§ 5, stk. 2"


def test_a_paragraph_over_a_page_break_is_one() -> None:
    """It stands on the page where it begins."""
    body = printed([f"{FULL} og", f"{FULL} og"], ["slutter her på næste side."])
    (passage,) = read(body, "", "x.pdf", BILL).passages
    assert passage.text.endswith("og slutter her på næste side.")
    assert passage.locator.page == 1


def test_a_scanned_pdf_is_named() -> None:
    """Pages without text are not an empty document."""
    with pytest.raises(ScannedWithoutText, match="2 pages"):
        read(printed([], []), "application/pdf", "scan.pdf", BILL)


def test_word_keeps_headings_tables_and_accepts_tracked_changes() -> None:
    """Insertions are read, deletions are not."""
    word = docx.Document()
    word.add_heading("Udkast til lov om noget", 1)
    paragraph = word.add_paragraph("Fristen er ")
    for tag, text in (("w:del", "to uger"), ("w:ins", "fire uger")):
        mark = OxmlElement(tag)
        run = OxmlElement("w:r")
        content = OxmlElement("w:t")
        content.text = text
        run.append(content)
        mark.append(run)
        paragraph._p.append(mark)
    assert paragraph._p.findall(qn("w:del"))
    table = word.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "A", "B"
    buffer = BytesIO()
    word.save(buffer)
    reading = read(buffer.getvalue(), "", "x.docx", DocumentKind.DRAFT_TEXT)
    assert [each.text for each in reading.passages] == [
        "Udkast til lov om noget",
        "Fristen er fire uger",
        "A | B",
    ]
    assert reading.passages[2].cells == ("A", "B")
    assert reading.passages[1].locator.paragraph == 2


def test_a_zip_bomb_is_refused() -> None:
    """A small file that unpacks to far more than any text is not opened."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"A" * (70 * 1024 * 1024))
    with pytest.raises(DocumentError, match="unpacks to 70 MB"):
        read(buffer.getvalue(), "", "x.docx", BILL)


def test_html_loses_scripts_and_keeps_loose_text() -> None:
    """Text between tags is text; scripts and navigation are not."""
    page = b"""<html><head><title>t</title></head><body><nav>Menu</nav>L\xc3\xb8s tekst
    <div><h2>Overskrift</h2><p>Et <b>afsnit</b>.</p><ul><li>Punkt</li></ul></div>
    <script>alert(1)</script><table><tr><th>A</th><td>B</td></tr></table></body></html>"""
    reading = read(page, "text/html; charset=utf-8", "x", DocumentKind.EU_SUMMARY)
    assert [each.text for each in reading.passages] == [
        "Løs tekst",
        "Overskrift",
        "Et afsnit.",
        "Punkt",
        "A | B",
    ]


def test_entities_in_xml_are_not_followed() -> None:
    """A document cannot make the reader open files."""
    body = (
        b'<?xml version="1.0"?><!DOCTYPE Dokument [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<Dokument><Linea>Tekst &x;</Linea></Dokument>"
    )
    texts = " ".join(each.text for each in read(body, "", "x.xml", BILL).passages)
    assert "root:" not in texts
    assert "Tekst" in texts


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=400),
    st.sampled_from(["", "%PDF-1.4\n", "PK\x03\x04", "<Dokument>"]),
)
def test_any_bytes_give_a_reading_or_a_document_error(noise: bytes, start: str) -> None:
    """Nothing but DocumentError comes out of bytes that are no document."""
    try:
        read(start.encode("latin-1") + noise, "", "x", BILL)
    except DocumentError:
        return


@pytest.mark.parametrize(
    "slug", ["l70-udstationering", "l81-sygedagpenge", "hp-kraeft"]
)
def test_a_truncated_document_is_an_error_or_shorter(slug: str) -> None:
    """Half a file never reads as something else."""
    found = next(each for each in examples() if each.slug.startswith(slug))
    document = next(d for d in found.case["documents"] if d.get("file") == "text.md")
    path = found.built(document)
    assert path is not None
    whole = path.read_bytes()
    for share in (0.1, 0.5, 0.9):
        try:
            reading = read(whole[: int(len(whole) * share)], "", path.name, BILL)
        except DocumentError:
            continue
        assert len(reading.passages) > 0


def test_recorded_acts_are_read_whole(shared: Path) -> None:
    """An amending act and an order, as retsinformation serves them."""
    folder = shared / "captures" / "dk" / "retsinformation"
    act = read((folder / "lta_2023-1547.lexdania.xml").read_bytes(), "", "x.xml", BILL)
    amounts = [(each.old, each.new) for each in act.changes if each.action == "replace"]
    assert ("4.374 kr.", "6.515 kr.") in amounts
    order = read(
        (folder / "lta_2024-1709.lexdania.xml").read_bytes(), "", "x.xml", BILL
    )
    assert {each.locator.provision for each in order.passages} >= {"§ 1", "§ 2", "§ 3"}
    assert (act.unrecognised, order.unrecognised) == ((), ())
    items = [each for each in order.passages if each.kind is PassageKind.LIST_ITEM]
    assert items[0].text == "1) hvornår lønmodtageren blev ansat i virksomheden,"
    assert len(items) == 20


def test_the_built_examples_are_what_their_texts_say() -> None:
    """Building again gives the files that are kept, byte for byte."""
    for found in examples():
        for document in found.case["documents"]:
            path = found.built(document)
            if path is not None:
                again = build(found, document["file"], document["format"])
                assert again == path.read_bytes(), path


def test_a_word_broken_by_pdfium_s_own_mark_is_made_whole() -> None:
    """Pdfium marks a hyphen at a line's end and drops the line break."""
    start = "Dette er en lang linje, som fylder hele bredden om arbejdsmiljøorga-"
    body = printed([start, "nisationen og dens opgaver."])
    (passage,) = read(body, "", "x.pdf", BILL).passages
    assert "arbejdsmiljøorganisationen og dens opgaver." in passage.text
