"""An act as its units, its sentences and its words; the acts that a bill names."""

from pathlib import Path

import pytest
from lxml import etree

from briefing.documents.changes import instructions_in
from briefing.documents.law.named import named_act
from briefing.documents.law.pieces import divided, lines_of, of_act, pieces
from briefing.documents.law.sentences import sentences
from briefing.documents.law.words import occurrences, put_beside, replaced
from briefing.documents.read import read
from briefing.domain.law import LaterAct, NamedAct
from briefing.domain.proposal import DocumentKind

SENTENCES = {
    "Jf. dog stk. 2. Ministeren kan fastsætte regler. 2. pkt. gælder ikke i juli.": (
        "Jf. dog stk. 2.",
        "Ministeren kan fastsætte regler.",
        "2. pkt. gælder ikke i juli.",
    ),
    "Beløbet er 5 mio. kr. Det reguleres den 1. januar, jf. nr. 3.": (
        "Beløbet er 5 mio. kr.",
        "Det reguleres den 1. januar, jf. nr. 3.",
    ),
    "Det gælder kl. 20. Dog ikke søfolk m.v. (og fiskere).": (
        "Det gælder kl. 20.",
        "Dog ikke søfolk m.v. (og fiskere).",
    ),
    "Efter § 5 og 1. pkt. kan ministeren, jf. 2. pkt., give påbud.": (
        "Efter § 5 og 1. pkt. kan ministeren, jf. 2. pkt., give påbud.",
    ),
}


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences(text: str) -> None:
    """An abbreviation ends nothing, a reference may end a sentence."""
    assert SENTENCES[text] == sentences(text)
    assert text == " ".join(SENTENCES[text])


@pytest.mark.parametrize(
    "text",
    [
        "Straf gælder selskaber m.v. Danmark er undtaget.",
        "Loven træder i kraft den 1. juli 1977. § 13 træder i kraft senere.",
    ],
)
def test_sentences_that_cannot_be_told_apart(text: str) -> None:
    """Where a sentence may or may not end, nothing is counted."""
    assert sentences(text) is None


CAPTURES = Path(__file__).resolve().parents[2] / "../shared/captures/dk/retsinformation"


@pytest.mark.parametrize("name", ["lta_2024-1709", "lta_2023-1547"])
def test_sentences_of_a_recorded_document_are_those_of_its_record(name: str) -> None:
    """The XML has each sentence by itself: none is told wrongly, few not at all."""
    path = CAPTURES / f"{name}.lexdania.xml"
    if not path.exists():
        pytest.skip("the recorded documents are not here")
    counted = unsure = 0
    for exitus in etree.fromstring(path.read_bytes()).iter("Exitus"):
        found = ["".join(each.itertext()).split() for each in exitus.findall("Linea")]
        lines = tuple(" ".join(each) for each in found if each)
        told = sentences(" ".join(lines)) if lines else None
        counted += bool(lines)
        unsure += bool(lines) and told is None
        assert told in (None, lines)
    assert counted > 30
    assert unsure <= 2


ACT = """\
<Dokument id="x"><Meta><DocumentType>LBK H</DocumentType></Meta>
<TitelGruppe><Titel><Linea><Char>Bekendtgørelse af lov om vagt</Char></Linea></Titel>
</TitelGruppe><DokumentIndhold>
<Kapitel><Explicatus>Kapitel 1</Explicatus><Rubrica><Linea><Char>Formål</Char></Linea>
</Rubrica><ParagrafGruppe>
<Paragraf><Explicatus>§ 1.</Explicatus><Stk><Exitus><Linea><Char>Loven gælder for
</Char></Linea></Exitus><Exitus><Index>
<Indentatio><Explicatus>1)</Explicatus><Exitus><Linea><Char>vagter og</Char></Linea>
</Exitus></Indentatio>
<Indentatio><Explicatus>2)</Explicatus><Exitus><Linea><Char>chefer.</Char></Linea>
</Exitus></Indentatio></Index></Exitus></Stk>
<Stk><Explicatus>Stk. 2.</Explicatus><Exitus><Linea><Char>Den gælder om natten.</Char>
</Linea><Linea><Char>Den gælder om dagen.</Char></Linea></Exitus></Stk></Paragraf>
<Paragraf><Explicatus>§ 1 a.</Explicatus><Stk><Exitus><Linea><Char>(Ophævet)</Char>
</Linea></Exitus></Stk></Paragraf></ParagrafGruppe></Kapitel>
<Paragraf><Explicatus>§ 2.</Explicatus><Stk><Exitus><Linea><Char>Loven træder i kraft
den 1. juli 2020.</Char></Linea></Exitus></Stk></Paragraf>
<Paragraf><Stk><Exitus><Linea><Char>Lov nr. 7 af 1. maj 2021 indeholder følgende
ikrafttrædelsesbestemmelse:</Char></Linea></Exitus></Stk></Paragraf>
<Paragraf><Explicatus>§ 2</Explicatus><Stk><Exitus><Linea><Char>Loven træder i kraft
den 1. juni 2021.</Char></Linea></Exitus></Stk></Paragraf>
</DokumentIndhold></Dokument>
"""


def test_an_act_is_read_into_its_units() -> None:
    """Lists stand in their stykke; rules of later acts at the end are left out."""
    reading = read(ACT.encode(), "text/xml", "xml", DocumentKind.ACT_IN_FORCE)
    found = of_act(reading)
    assert (
        "§ 1. Loven gælder for",
        "1) vagter og",
        "2) chefer.",
        "Stk. 2. Den gælder om natten. Den gælder om dagen.",
        "§ 1 a. (Ophævet)",
        "§ 2. Loven træder i kraft den 1. juli 2020.",
    ) == lines_of(found)
    assert ("§ 1", "stk 1", "nr 2") == found[2].origin


def test_a_cell_is_divided_where_its_numbers_follow_each_other() -> None:
    """A reference to a stykke or a number parts nothing."""
    text = (
        "§ 5. Den, der efter Stk. 4. Ja har 3) krav, skal 1) give besked og 2) møde. "
        "Stk. 2. Nej, jf. § 7. Stk. 3-5. – – –"
    )
    assert [
        "§ 5. Den, der efter Stk. 4. Ja har 3) krav, skal",
        "1) give besked og",
        "2) møde.",
        "Stk. 2. Nej, jf. § 7.",
        "Stk. 3-5. – – –",
    ] == divided(text)


def test_stykker_left_out_together_are_each_there() -> None:
    """They can be renumbered, though nothing is known of their text."""
    found = pieces([("§ 5. A. Stk. 2-4. – – – Stk. 5. B.", None)])
    assert ["§ 5. A.", "Stk. 2. […]", "Stk. 3. […]", "Stk. 4. […]", "Stk. 5. B."] == [
        each.line for each in found
    ]


def test_numbers_that_do_not_follow_each_other() -> None:
    """No unit of such a stykke can be pointed at; the next one is even again."""
    found = pieces([("§ 5. A", 0), ("1) a", 1), ("3) c", 2), ("Stk. 2. B", 3)])
    assert [True, True, True, False] == [each.uneven for each in found]


def test_words_are_found_as_words() -> None:
    """Not within another word or number; dashes and spaces may differ."""
    assert occurrences("2,5 pct. og 5 pct.", "5 pct.") == [(12, 18)]
    assert occurrences("arbejdsmiljøet", "arbejdsmiljø") == []
    assert occurrences("§§ 6–13 og", "§§ 6-13") == [(0, 7)]
    assert occurrences("a \u00a0b", "a b") == [(0, 4)]
    assert occurrences("abc", " ") == []
    assert occurrences("a+b (c)", "a+b (c)") == [(0, 7)]


def test_words_are_replaced_and_put_in_with_the_spaces_of_print() -> None:
    """Words taken out leave no double space, nor one before a comma."""
    assert replaced("navn, adresse og by, samt", "og by", "") == "navn, adresse, samt"
    assert put_beside("løn og tid", "løn", ", pension", before=False) == (
        "løn, pension og tid"
    )
    assert put_beside("løn og tid", "tid", "fri", before=True) == "løn og fri tid"


INTRODUCTION = """\
<p>Forslag til</p><p>Lov om ændring af lov om vagt</p><p>§ 1</p><p>{}</p>
<p>1. § 5 ophæves.</p><p>§ 2</p><p>Loven træder i kraft den 1. juli 2027.</p>
"""


@pytest.mark.parametrize(
    ("text", "identifier", "later", "more"),
    [
        (
            "I lov om vagt, jf. lovbekendtgørelse nr. 1108 af 7. oktober 2025, "
            "foretages følgende ændring:",
            "LBK 1108/2025",
            (),
            False,
        ),
        (
            "I lov om vagt, jf. lovbekendtgørelse nr. 9 af 6. januar 2022, som ændret "
            "ved § 4 i lov nr. 512 af 26. maj 2026, §§ 2 og 3 i lov nr. 5 af 2. januar "
            "2026 og lov nr. 7 af 3. februar 2026, foretages følgende ændring:",
            "LBK 9/2022",
            (
                LaterAct("LOV 512/2026", "§ 4"),
                LaterAct("LOV 5/2026", "§ 2"),
                LaterAct("LOV 5/2026", "§ 3"),
                LaterAct("LOV 7/2026"),
            ),
            False,
        ),
        (
            "I lov nr. 501 af 16. maj 2023 om vagt, som senest ændret ved lov nr. 8 af "
            "1. maj 2024, foretages følgende ændring:",
            "LOV 501/2023",
            (LaterAct("LOV 8/2024"),),
            True,
        ),
        ("I lov om vagt foretages følgende ændring:", "", (), False),
    ],
)
def test_the_act_and_what_has_changed_it_since(
    text: str, identifier: str, later: tuple[LaterAct, ...], *, more: bool
) -> None:
    """The number, the year and each later act with its paragraph."""
    body = INTRODUCTION.format(text).encode()
    reading = read(body, "text/html", "x.html", DocumentKind.BILL_TEXT)
    found = named_act(instructions_in(reading.passages, reading.parts)[0])
    assert NamedAct("§ 1", found.name, identifier, later, more) == found
