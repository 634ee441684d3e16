"""The EU's proposals as their repository gives them: paragraphs told by their class."""

from pathlib import Path

import pytest

from briefing.documents.collect import collect
from briefing.documents.read import read
from briefing.domain.document import Part, PassageKind, Reading
from briefing.domain.ports import Answer
from briefing.domain.proposal import DocumentKind, DocumentRef
from briefing.domain.source import SourceConfig
from briefing.errors import DocumentError

PROPOSAL = (Path(__file__).parent / "eu_proposal.xhtml").read_text("utf-8")
"""Invented, in the form of the repository."""


def reading(text: str = PROPOSAL, encoding: str = "utf-8") -> Reading:
    """A proposal as it is read."""
    body = text.encode(encoding)
    return read(body, "text/html", "DOC_1", DocumentKind.EU_TEXT)


def texts(found: Reading, part: Part) -> list[str]:
    """What stands in a part."""
    return [each.text for each in found.part(part)]


def test_headings_stand_in_spans_of_their_own() -> None:
    """Numbers, bullets and words in several spans are one heading, with its part."""
    found = reading()
    headings = [
        each.text for each in found.passages if each.kind is PassageKind.HEADING
    ]
    assert [
        "BEGRUNDELSE",
        "1. BAGGRUND FOR FORSLAGET",
        "Forslagets begrundelse og formål",
        "2. RETSGRUNDLAG, NÆRHEDSPRINCIPPET OG PROPORTIONALITETSPRINCIPPET",
        "Retsgrundlag",
        "Valg af retsakt",
        "4. VIRKNINGER FOR BUDGETTET",
        "5. ANDRE FORHOLD",
        "ud fra følgende betragtninger:",
        "KAPITEL I",
        "GENERELLE BESTEMMELSER",
        "Artikel 1 Genstand",
        "KAPITEL II",
        "AFSLUTTENDE BESTEMMELSER",
        "Artikel 2",
        "FINANSIERINGSOVERSIGT",
        "1. FORSLAGETS RAMME",
    ] == headings
    assert "Et direktiv." in texts(found, Part.EU_LEGAL_BASIS)


def test_a_sentence_that_begins_with_an_article_is_no_heading() -> None:
    """The memorandum speaks of the Treaty's articles; none of them is the act's."""
    found = reading()
    assert "Artikel 153 i TEUF." in texts(found, Part.EU_LEGAL_BASIS)


def test_recitals_and_articles_have_their_numbers() -> None:
    """Locators say recital, article and paragraph, and end where the act ends."""
    places = {each.text: each.locator.provision for each in reading().passages}
    assert "betragtning 2" == places["(2) Fjernarbejde udbredes."]
    assert "" == places["VEDTAGET DETTE DIREKTIV:"]
    assert "artikel 1, stk. 1" == places["a) om hvile"]
    assert "artikel 1, stk. 2" == places["2. Medlemsstaterne kan gå videre."]
    assert "artikel 2" == places["Gennemførelse"]
    assert "" == places["Udfærdiget i Bruxelles, den […]."]


def test_chapters_and_the_financial_statement_have_their_parts() -> None:
    """A chapter after the recitals is of the act; the numbers after it are not."""
    found = reading()
    articles = texts(found, Part.EU_ARTICLES)
    assert "VEDTAGET DETTE DIREKTIV:" == articles[0]
    assert {"KAPITEL I", "KAPITEL II"} < {*articles}
    assert Part.OTHER_CONSEQUENCES not in found.parts
    assert "1. FORSLAGETS RAMME" in texts(found, Part.EU_BUDGET)


def test_the_call_of_a_footnote_is_no_part_of_an_amount() -> None:
    """50 with footnote 38 is not 5038."""
    assert "Arbejdsgiverne betaler 50 EUR." in texts(reading(), Part.EU_CONTEXT)


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "UTF-8"), ("utf-8", "utf-16"), ("iso-8859-1", "ISO-8859-1")],
)
def test_letters_survive_whatever_the_declaration_says(
    encoding: str, named: str
) -> None:
    """UTF-8 is read as such even when another encoding is named; others as named."""
    short = "<html><body><p>Artiklens ordlyd: æøå ÆØÅ</p></body></html>"
    text = f'<?xml version="1.0" encoding="{named}"?>{short}'
    (passage,) = reading(text, encoding).passages
    assert "Artiklens ordlyd: æøå ÆØÅ" == passage.text


def test_a_text_adopted_in_parliament_is_an_eu_text() -> None:
    """Known by its number, whatever kind of document lists it; a Danish act is not."""
    lines = ["Artikel 1", "1. Første.", "2. Anden."]
    for number, expected in (("P10_TA(2026)0197", "artikel 1, stk. 2"), ("L 97", "")):
        page = "".join(f"<p>{each}</p>" for each in [number, *lines])
        body = f"<html><body>{page}</body></html>".encode()
        found = read(body, "text/html", "x", DocumentKind.TEXT_AS_ADOPTED)
        assert expected == found.passages[-1].locator.provision


class _Files:
    """Answers every address with a page."""

    def document(self, _source: SourceConfig, url: str) -> Answer:
        """A page of HTML."""
        return Answer(PROPOSAL.encode(), "text/html", url)


@pytest.mark.parametrize(
    ("address", "is_page"),
    [
        ("https://x.example/resource/cellar/1-2.0001.03/DOC_1", True),
        ("https://x.example/files/DOC_1.pdf", False),
        ("https://x.example/files/1", False),
    ],
)
def test_a_page_is_a_document_where_pages_are(address: str, *, is_page: bool) -> None:
    """The repository's texts are pages; elsewhere a page came instead of a file."""
    ref = DocumentRef("a", "a", DocumentKind.EU_TEXT, (address,))
    config = SourceConfig("cellar", "https://x.example")
    if is_page:
        assert address == collect(_Files(), config, ref).url  # type: ignore[arg-type]  # only documents are asked for
    else:
        with pytest.raises(DocumentError):
            collect(_Files(), config, ref)  # type: ignore[arg-type]  # only documents are asked for
