"""LexDania as acts and orders are written in it: lists, new wording, signatures."""

from briefing.documents.read import read
from briefing.domain.document import Passage, PassageKind, Reading
from briefing.domain.proposal import DocumentKind

LONG = "Særlige regler om opgørelse af timetal og timefortjeneste for personer, " * 4


def lines(text: str) -> str:
    """A paragraph of text."""
    return f"<Exitus><Linea><Char>{text}</Char></Linea></Exitus>"


def item(number: str, text: str) -> str:
    """An item of a list."""
    number = f"<Explicatus>{number}</Explicatus>"
    return f"<Indentatio>{number}{lines(text)}</Indentatio>"


def act(*content: str, signed: str = "") -> Reading:
    """An act with this content, read."""
    body = (
        '<?xml version="1.0" encoding="utf-8"?><Dokument><Meta><Signature>Ole Opdigtet'
        "</Signature></Meta><TitelGruppe><Titel><Linea>Lov om prøver</Linea></Titel>"
        f"</TitelGruppe><DokumentIndhold>{''.join(content)}</DokumentIndhold>"
        f"<UnderskriftGruppe>{signed}</UnderskriftGruppe></Dokument>"
    )
    return read(body.encode(), "text/xml", "x.xml", DocumentKind.ACT_TEXT)


def found(reading: Reading, text: str) -> Passage:
    """The one passage that begins so."""
    (passage,) = (each for each in reading.passages if each.text.startswith(text))
    return passage


def test_each_item_of_a_list_is_a_passage() -> None:
    """A list within a paragraph is not run together, nor is one within an item."""
    inner = f"<Index>{item('a)', 'løn, og')}{item('b)', 'ferie.')}</Index>"
    points = f"{item('1)', 'bopæl,')}<Indentatio><Explicatus>2)</Explicatus>"
    index = (
        f"<Exitus><Index>{points}{lines('oplysning om:')}{inner}</Indentatio></Index>"
    )
    number = "<Explicatus>§ 2.</Explicatus>"
    reading = act(
        f"<Paragraf>{number}<Stk>{lines('Arbejdsgiveren oplyser')}{index}</Exitus>"
        f"</Stk></Paragraf>"
    )
    items = [each for each in reading.passages if each.kind is PassageKind.LIST_ITEM]
    assert [each.text for each in reading.passages[1:]] == [
        "§ 2. Arbejdsgiveren oplyser",
        "1) bopæl,",
        "2) oplysning om:",
        "a) løn, og",
        "b) ferie.",
    ]
    assert {each.locator.provision for each in items} == {"§ 2"}
    assert len(items) == 4


def test_new_wording_that_begins_with_words_in_quotation_marks() -> None:
    """Quotation marks within the new wording do not stand for those around it."""
    wording = (
        "<AendringNyTekst><Paragraf><Explicatus>§ 36 c.</Explicatus><Stk>"
        f"{lines('Ved »hest« forstås et dyr.')}</Stk><Stk>"
        f"<Explicatus>Stk. 2.</Explicatus>{lines('Ministeren fastsætter regler.')}"
        "</Stk></Paragraf></AendringNyTekst>"
    )
    reading = act(
        "<AendringCentreretParagraf><Explicatus>§ 3</Explicatus>"
        f"{lines('I lov om dyrlæger foretages følgende ændring:')}"
        "<AendringsNummer><Explicatus>1.</Explicatus><Aendring><AendringDefinition>"
        f"{lines('Efter § 36 b indsættes:')}</AendringDefinition><AendringAktion>"
        f"{wording}</AendringAktion></Aendring></AendringsNummer></AendringCentreretParagraf>"
    )
    assert found(reading, "»§ 36 c. Ved »hest«").locator.provision == "§ 3, nr. 1"
    assert found(reading, "Stk. 2. Ministeren").text.endswith("regler.«")
    assert [each.provision for each in reading.changes] == ["Efter § 36 b"]


def test_a_long_heading_is_a_heading() -> None:
    """What follows it is not taken for part of the paragraph before."""
    reading = act(
        "<ParagrafGruppe><Paragraf><Explicatus>§ 7.</Explicatus><Stk>"
        f"{lines('Regel.')}</Stk></Paragraf></ParagrafGruppe><ParagrafGruppe><Rubrica>"
        f"<Linea><Char>{LONG}</Char></Linea></Rubrica><Paragraf><Explicatus>§ 8."
        f"</Explicatus><Stk>{lines('En anden.')}</Stk></Paragraf></ParagrafGruppe>"
    )
    heading = found(reading, "Særlige regler")
    assert (heading.kind, heading.locator.provision) == (PassageKind.HEADING, "")
    assert found(reading, "§ 8.").locator.provision == "§ 8"


def test_who_signed_is_not_read() -> None:
    """Names of those who signed are no part of the rules; the seal's words are."""
    signed = (
        f"<Segl>{lines('Under Vor Kongelige Hånd og Segl')}</Segl><UnderskriftStedDato>"
        f"{lines('Givet den 1. maj 2026')}</UnderskriftStedDato><Underskriver>"
        f"{lines('Ole Opdigtet')}</Underskriver>"
    )
    number = "<Explicatus>§ 1.</Explicatus>"
    reading = act(f"<Paragraf>{number}{lines('Regel.')}</Paragraf>", signed=signed)
    assert not any("Opdigtet" in each.text for each in reading.passages)
    assert found(reading, "Under Vor Kongelige Hånd")
    assert reading.unrecognised == ()
