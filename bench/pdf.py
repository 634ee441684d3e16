"""PDF to passages beside raw pypdfium2 on the same pages, in one process.

The pages are a long bill without tables; the pages of a table are read by another
library and are not part of this figure.
"""

import sys
import time

import pypdfium2

from briefing.demo.build_pdf import pdf
from briefing.demo.markup import Item, ItemKind
from briefing.documents.read import read
from briefing.domain.proposal import DocumentKind

CHAPTERS = 60
ROUNDS = 7
SENTENCE = (
    "Det foreslås, at arbejdsgiveren skal sikre, at arbejdet planlægges og "
    "tilrettelægges således, at det sikkerheds- og sundhedsmæssigt er fuldt "
    "forsvarligt, jf. § {number}, stk. 2, og at de ansatte inddrages heri. "
)


def long_bill() -> bytes:
    """A bill of some seventy pages."""
    items = [Item(ItemKind.HEADING, "Bemærkninger til lovforslaget", 1)]
    for number in range(1, CHAPTERS + 1):
        items.append(Item(ItemKind.HEADING, f"{number}. Gældende ret", 2))
        text = SENTENCE.format(number=number) * 4
        items += [Item(ItemKind.PARAGRAPH, text)] * 7
    return pdf(items, "Lovforslag nr. L 1")


def _raw(body: bytes) -> int:
    document = pypdfium2.PdfDocument(body)
    for number in range(len(document)):
        page = document[number]
        textpage = page.get_textpage()
        textpage.get_text_range()
        textpage.close()
        page.close()
    pages = len(document)
    document.close()
    return pages


def run() -> list[tuple[str, str]]:
    """The rows of this benchmark."""
    body = long_bill()
    pages, raw, ours = _raw(body), [], []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        _raw(body)
        raw.append(time.perf_counter() - started)
        started = time.perf_counter()
        read(body, "application/pdf", "bill.pdf", DocumentKind.BILL_TEXT)
        ours.append(time.perf_counter() - started)
    raw_rate, our_rate = pages / min(raw), pages / min(ours)
    return [
        (f"pdf: raw pypdfium2, pages/s ({pages} pages)", f"{raw_rate:.0f}"),
        ("pdf: to passages with places, pages/s", f"{our_rate:.0f}"),
        ("pdf: ours / raw (reach >= 0.5)", f"{our_rate / raw_rate:.2f}"),
    ]


if __name__ == "__main__":
    for label, value in run():
        sys.stdout.write(f"{label:60} {value:>12}\n")
