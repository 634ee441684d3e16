"""What a document of a consultation is, by what it is called."""

import pytest

from briefing.domain.proposal import DocumentKind
from briefing.language.filenames import kind_by_name


@pytest.mark.parametrize(
    ("name", "text", "heading", "kind"),
    [
        ("a.pdf", "Høringsbrev", "", DocumentKind.CONSULTATION_LETTER),
        ("b.pdf", "", "Høringssvar", DocumentKind.CONSULTATION_RESPONSE),
        ("Bilag 3.pdf", "", "Høringssvar", DocumentKind.CONSULTATION_RESPONSE),
        ("Høringsnotat.pdf", "", "Høringssvar", DocumentKind.CONSULTATION_MEMO),
        ("c.pdf", "", "Høringsmateriale", DocumentKind.OTHER),
    ],
)
def test_what_a_file_is(name: str, text: str, heading: str, kind: DocumentKind) -> None:
    """By its name, else its link, else its heading."""
    assert kind is kind_by_name(name, text, heading)
