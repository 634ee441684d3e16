"""Tables in PDFs: followed as far as they run, and no further."""

import pytest

from briefing.demo.build_pdf import pdf
from briefing.demo.markup import Item, ItemKind
from briefing.documents import pdf as reader
from briefing.documents.blocks import Block
from briefing.documents.pdf import read_pdf

ROWS = 90


def long_table() -> bytes:
    """Its title alone on a page, a table over several pages, then pages of prose."""
    prose = "Kommunen behandler ansøgningen efter de gældende regler. " * 12
    filling = [Item(ItemKind.PARAGRAPH, f"{number}. {prose}") for number in range(30)]
    title = Item(ItemKind.HEADING, "Lovforslaget sammenholdt med gældende lov", 1)
    cells = tuple(
        (f"§ {number}. Arbejdsgiveren", f"§ {number} ændres") for number in range(ROWS)
    )
    table = Item(ItemKind.TABLE, "", rows=(("Gældende lov", "Lovforslaget"), *cells))
    return pdf([*filling[:5], title, table, *filling], "Eksempel")


def rows_of(blocks: list[Block]) -> list[Block]:
    """The blocks that are rows of a table."""
    return [each for each in blocks if each.cells]


def test_a_table_is_read_by_its_cells_on_every_page_it_runs_over() -> None:
    """Each row once, in order, with the page it stands on."""
    blocks, _pages = read_pdf(long_table())
    firsts = [each.cells[0] for each in rows_of(blocks)]
    expected = [f"§ {number}. Arbejdsgiveren" for number in range(ROWS)]
    assert expected == [each for each in firsts if each.startswith("§")]
    assert len({each.page for each in rows_of(blocks)}) > 1


def test_pages_after_a_table_are_not_searched_for_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Only pages that the table runs over, its title's page and the one after it."""
    searched: list[int] = []
    plumbed = reader._plumbed

    def counting(page: object, number: int) -> object:
        searched.append(number)
        return plumbed(page, number)  # type: ignore[arg-type]  # a page of pdfplumber

    monkeypatch.setattr(reader, "_plumbed", counting)
    blocks, pages = read_pdf(long_table())
    last = max(each.page or 0 for each in rows_of(blocks))
    assert last <= max(searched) <= last + 1
    assert max(searched) < pages - 2


@pytest.mark.parametrize(("limit", "value"), [("PAGES", 1), ("LETTERS", 100)])
def test_a_table_beyond_the_limits_is_kept_as_plain_text(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    """What costs too much to take apart loses its cells, never its words."""
    name = {"PAGES": "MOST_TABLE_PAGES", "LETTERS": "MOST_LETTERS"}[limit]
    monkeypatch.setattr(reader, name, value)
    blocks, _pages = read_pdf(long_table())
    text = " ".join(each.text for each in blocks)
    assert len(rows_of(blocks)) < ROWS
    assert all(f"§ {number} ændres" in text for number in range(ROWS))
