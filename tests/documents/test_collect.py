"""Where a web page is the document, and where it came instead of one."""

from typing import Any

import pytest

from briefing.documents.collect import collect
from briefing.domain.ports import Answer
from briefing.domain.proposal import DocumentKind, DocumentRef
from briefing.domain.source import SourceConfig
from briefing.errors import DocumentError

CONFIG = SourceConfig("x", "https://x.example")


class Pages:
    """Answers every address with a page."""

    def document(self, _source: SourceConfig, url: str) -> Answer:
        """A page."""
        return Answer(b"<!DOCTYPE html><p>Side", "text/html", url)

    def __getattr__(self, name: str) -> Any:
        """Nothing else is asked for."""
        raise AssertionError(name)


@pytest.mark.parametrize(
    ("kind", "path", "is_read"),
    [
        (DocumentKind.NOTICE_TEXT, "nyheder/2026/stoej", True),
        (DocumentKind.NOTICE_TEXT, "nyheder/", True),
        (DocumentKind.NOTICE_TEXT, "redegoerelse.pdf", False),
        (DocumentKind.BILL_TEXT, "lovforslag/l31", False),
        (DocumentKind.BILL_TEXT, "lovforslag/l31.html", True),
    ],
)
def test_a_page_is_a_notice_and_no_bill(
    kind: DocumentKind, path: str, *, is_read: bool
) -> None:
    """A notice is a page unless its address names a file; a bill is one by its name."""
    ref = DocumentRef("a", "A", kind, (f"https://x.example/{path}",))
    if is_read:
        assert collect(Pages(), CONFIG, ref).url == ref.urls[0]
        return
    with pytest.raises(DocumentError, match="an HTML page instead of the document"):
        collect(Pages(), CONFIG, ref)
