"""The builder: the same text gives the same bytes, and reads back as it was written."""

from pathlib import Path

import pytest

from briefing.demo.build import build, running_head
from briefing.demo.build_lexdania import lexdania
from briefing.demo.markup import (
    EXAMPLE_MARK,
    Example,
    Item,
    ItemKind,
    examples,
    parse,
)
from briefing.documents.read import read
from briefing.domain.document import Reading
from briefing.domain.proposal import DocumentKind

FULL_BILLS = ("l31", "l47", "l52", "hp-loen", "hp-plat", "l63", "l70", "l81", "l88")
"""The examples that have every part of the guide under a heading of its own."""


def example(slug: str) -> Example:
    """The example whose folder begins so."""
    return next(each for each in examples() if each.slug.startswith(slug))


def main_text(slug: str) -> tuple[str, Reading]:
    """An example's main text as it was written, and the reading of its built file."""
    found = example(slug)
    document = next(d for d in found.case["documents"] if d.get("file") == "text.md")
    path = found.built(document)
    assert path is not None
    written = (found.folder / "text.md").read_text("utf-8")
    return written, read(path.read_bytes(), "", path.name, DocumentKind.BILL_TEXT)


@pytest.mark.parametrize("slug", [each.slug for each in examples()])
def test_building_again_gives_the_kept_bytes(slug: str) -> None:
    """What is in the repository is what its texts say."""
    found = example(slug)
    for document in found.case["documents"]:
        path = found.built(document)
        if path is not None:
            again = build(found, document["file"], document["format"])
            assert again == path.read_bytes(), f"{path}: run briefing.demo.build"


@pytest.mark.parametrize("slug", FULL_BILLS)
def test_a_built_bill_reads_back_with_every_part(slug: str) -> None:
    """All twelve parts of the guide are recognised, in PDF, Word and XML."""
    _text, reading = main_text(slug)
    assert reading.missing == ()
    assert reading.unrecognised == ()


def squeezed(text: str) -> str:
    """Without spaces and table rules, which each format sets in its own way."""
    return "".join(text.replace("|", "").split())


@pytest.mark.parametrize("slug", FULL_BILLS)
def test_no_word_of_a_bill_is_lost(slug: str) -> None:
    """Every paragraph, heading and cell is found again, whole and in one place."""
    text, reading = main_text(slug)
    passages = [squeezed(each.text) for each in reading.passages]
    together = "".join(passages)
    for item in parse(text):
        for piece in [item.text, *(cell for row in item.rows for cell in row)]:
            assert squeezed(piece) in together
        if item.kind is ItemKind.PARAGRAPH:
            assert any(squeezed(item.text) in each for each in passages), item.text


@pytest.mark.parametrize(
    ("slug", "head"),
    [
        ("l31", "Lovforslag nr. L 31"),
        ("b12", "Beslutningsforslag nr. B 12"),
        ("hp-loen", "Høring 71255"),
        ("hys-algo", "Initiativ 18911"),
    ],
)
def test_every_page_says_what_it_is(slug: str, head: str) -> None:
    """The name of the case, and that it is invented."""
    assert f"{head} – {EXAMPLE_MARK}" == running_head(example(slug))


def test_markup_is_read_piece_by_piece() -> None:
    """Title lines, headings, provisions, tables, and lines joined to paragraphs."""
    text = "@ Lov om <a>\n\n§ 16 e\n1. I § 2\nændres.\n\n## 1. Æ\n| a | |\n| b | c |\n"
    assert [
        Item(ItemKind.TITLE, "Lov om <a>"),
        Item(ItemKind.PROVISION, "§ 16 e"),
        Item(ItemKind.PARAGRAPH, "1. I § 2 ændres."),
        Item(ItemKind.HEADING, "1. Æ", 2),
        Item(ItemKind.TABLE, rows=(("a", ""), ("b", "c"))),
    ] == parse(text)
    assert parse("") == []


@pytest.mark.parametrize("kind", ["pdf", "docx", "html", "lexdania"])
def test_awkward_characters_survive_in_every_format(kind: str, tmp_path: Path) -> None:
    """Angle brackets, ampersands, guillemets and Danish letters are plain text."""
    text = (
        "@ Lov om <b>løn</b> & pension\n\n§ 1\n\nI lov om x foretages:\n\n"
        "1. § 2 ændres til: »A & B < C«.\n\n# Bemærkninger til lovforslaget\n\n"
        "Lovforslaget gælder for 5 < 6 & æøå ÆØÅ § 3 – »ja«.\n"
    )
    (tmp_path / "text.md").write_text(text, "utf-8")
    case = {"source": "folketinget", "number": "L 1"}
    body = build(Example("x", tmp_path, case), "text.md", kind)
    found = read(body, "", f"x.{kind}", DocumentKind.BILL_TEXT)
    together = " ".join(each.text for each in found.passages)
    for words in ("<b>løn</b> & pension", "»A & B < C«", "5 < 6 & æøå ÆØÅ § 3 – »ja«"):
        assert words in together


def test_new_wording_in_xml_stands_without_its_marks() -> None:
    """As in recorded acts: »…« of the print are not in `AendringNyTekst`."""
    items = parse(
        "@ Lov om x\n\n§ 1\n\nI lov om y foretages:\n\n1. Efter § 2 indsættes:\n\n"
        "»§ 2 a. Første.\n\nStk. 2. Andet.«\n\nStk. 3 bliver herefter stk. 4.\n\n"
        "§ 2\n\nLoven træder i kraft den 1. juli 2027."
    )
    body = lexdania(items, "hoved", "202612L00001").decode()
    assert "»" not in body
    assert "<Explicatus>§ 2 a.</Explicatus>" in body
    assert "<IkraftCentreretParagraf" in body
    assert "<AccessionNumber>202612L00001</AccessionNumber>" in body
    reading = read(body.encode(), "", "x.xml", DocumentKind.BILL_TEXT)
    texts = [each.text for each in reading.passages]
    assert "»§ 2 a. Første." in texts
    assert "Stk. 2. Andet.«" in texts
