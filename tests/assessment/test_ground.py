"""Grounding: what the sources do not bear is withheld, with the reason."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.assessment.ground import ground, verify_quote
from briefing.domain.assessment import (
    Analyst,
    Answer,
    Assessment,
    Check,
    DraftAssessment,
    Fact,
    Point,
    PointKind,
    Question,
)
from briefing.domain.document import (
    RECORD_KEY,
    Citation,
    Document,
    Locator,
    Passage,
    PassageKind,
    Reading,
)
from briefing.domain.profile import Perspective, Profile, Relevance
from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    DocumentKind,
    Proposal,
    ProposalKind,
    Stage,
    Step,
)
from briefing.domain.record import record_document

LAWS = Path(__file__).resolve().parents[2] / "../shared/captures/dk/laws"
PROPOSAL = Proposal(
    "dk/example/20251/L115", "folketinget", ProposalKind.BILL, "Lovforslag",
    "Forslag til lov om varsling (Eksempelloven)", Stage.FIRST_READING,
    "1. behandlet/Henvist til udvalg", "https://example.org/l115", number="L 115",
    session="20251", ministry="Beskæftigelsesministeriet",
    committee="Beskæftigelsesudvalget", introduced_on=date(2026, 2, 4),
    deadlines=(
        Deadline(DeadlineKind.CONSULTATION, date(2026, 4, 17), "frist", time(12)),
    ),
    steps=(Step("1. behandling", "1. behandling", "Afsluttet", date(2026, 3, 5)),),
)  # fmt: skip
PROFILE = Profile("eksempel", "Eksempelforbundet", Perspective.EMPLOYEES)
TEXTS = (
    "Arbejdsgiveren skal senest 28 dage før ændringen give skriftlig besked.",
    "Bøden forhøjes fra 20.000 kr. til 40.000 kr. Ændringen gælder fra 1. juli 2026.",
    "Udgifter i mio. kr. | 2026: 12,5 | 2027: 14,0",
    "Loven gælder ikke for søfarende, jf. § 4, stk. 2, nr. 3.",
    "Nej",
)


def document(*texts: str, provision: str = "§ 5") -> Document:
    """A bill with these passages, all under one provision."""
    passages = tuple(
        Passage(number, text, Locator(page=1, provision=provision))
        for number, text in enumerate(texts)
    )
    return Document(
        "bill", "Lovforslag", DocumentKind.BILL_TEXT, "https://example.org/l115.pdf",
        reading=Reading(passages),
    )  # fmt: skip


def grounded(
    *points: Point, language: str = "da", texts: tuple[str, ...] = TEXTS, **more: object
) -> Assessment:
    """What grounding makes of these points and whatever else the draft holds."""
    draft = DraftAssessment(Analyst("prompted"), points=points, **more)  # type: ignore[arg-type] # the test says what
    return ground(
        draft, PROPOSAL, (document(*texts),), replace(PROFILE, language=language),
        version=2, relevance=Relevance(50), input_hash="abc",
        created_at=datetime(2026, 3, 1, tzinfo=UTC),
    )  # fmt: skip


def point(text: str, *cited: tuple[int, str], **more: object) -> Point:
    """An attention point citing these passages by number and quotation."""
    citations = tuple(Citation("bill", number, quote) for number, quote in cited)
    return Point(PointKind.ATTENTION, text, citations, "test", **more)  # type: ignore[arg-type] # the test says what


def reasons(found: Assessment) -> list[str]:
    """Why things were withheld."""
    return [each.reason for each in found.withheld]


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("skriftlig besked", "give  skriftlig\n besked."),
        ("arbejdsmiljø og", "arbejds-\nmiljø og sikkerhed"),
        ("AI-systemer", "brug af AI-\nsystemer"),
        ("løn- og pension", "løn-\nog pension"),
        ("»ny« ordning – nu", 'en "ny" ordning - nu'),
        ("efter § 5", "efter §\N{NO-BREAK SPACE}5"),
        ("arbejdstid", "arbejds\N{SOFT HYPHEN}tid"),
        ("Nej", "Nej"),
        ("12", "12"),
        ("fi", "ﬁ"),
    ],
)
def test_only_typography_is_forgiven(quote: str, passage: str) -> None:
    """Spaces, hyphenation, quotation marks and dashes may differ."""
    assert verify_quote(quote, passage)


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("", "noget"),
        (" – ", "a – b"),
        ("Ja", "Ja, det er det"),
        ("skal give", "Skal give besked"),
        ("give besked", "give skriftlig besked"),
        ("betinget dom", "ubetinget dom"),
        ("lov", "lovens"),
        ("12", "12.000 kr."),
        ("besked, skriftlig", "skriftlig besked"),
        ("give […] besked", "give skriftlig besked"),
        ("give ... besked", "give skriftlig besked"),
        ("løn og pension", "løn- og pension"),
    ],
)
def test_nothing_else_is_forgiven(quote: str, passage: str) -> None:
    """Case, order, gaps, parts of words and short bits are no quotations."""
    assert not verify_quote(quote, passage)


def test_a_good_citation_is_marked_and_placed() -> None:
    """The citation gets the passage's locator; the statement passes."""
    found = grounded(point("Besked gives fire uger før.", (0, "senest 28 dage før")))
    (citation,) = found.points[0].citations
    assert citation.verified
    assert Locator(page=1, provision="§ 5") == citation.locator
    assert (2, "abc", "da", ()) == (
        found.version, found.input_hash, found.language, found.withheld,
    )  # fmt: skip


def test_a_bad_citation_is_dropped_and_a_good_one_kept() -> None:
    """One verified citation carries the statement."""
    found = grounded(
        point("Besked gives.", (0, "give skriftlig besked"), (1, "opfundet tekst"))
    )
    assert ["give skriftlig besked"] == [
        each.quote for each in found.points[0].citations
    ]


@pytest.mark.parametrize(
    ("cited", "reason"),
    [
        ((), "Der er ikke henvist til noget sted i kilderne."),
        (((0, "opfundet tekst"),), "Citatet står ikke på det sted"),
        (((1, "skriftlig besked"),), "Citatet står ikke på det sted"),
        (((99, "skriftlig besked"),), "findes ikke"),
        (((0, "–"),), "for kort"),
    ],
)
def test_without_a_good_citation_it_is_withheld(
    cited: tuple[tuple[int, str], ...], reason: str
) -> None:
    """The reason says what was wrong, in the profile's language."""
    found = grounded(point("Besked gives.", *cited))
    assert () == found.points
    assert reason in reasons(found)[0]


@pytest.mark.parametrize(
    ("text", "number", "quote"),
    [
        ("Bøden bliver 40.000 kr. pr. 1. juli 2026.", 1, "Bøden forhøjes"),
        ("Udgiften er 12,5 mio. kr. i 2026.", 2, "2026: 12,5"),
        ("Søfarende er undtaget i § 4, stk. 2, nr. 3.", 3, "gælder ikke for søfarende"),
        ("Undtagelsen står i § 5.", 3, "gælder ikke for søfarende"),
        ("L 115 er 1. behandlet den 5. marts 2026.", 0, "skriftlig besked"),
        ("I samlingen 2025-26: besked gives.", 0, "skriftlig besked"),
        ("Fristen er den 17. april 2026 kl. 12.", 0, "skriftlig besked"),
        ("Beskæftigelsesudvalget behandler sagen.", 0, "skriftlig besked"),
        ("Der står »skriftlig besked«.", 0, "give skriftlig besked"),
    ],
)
def test_figures_and_names_from_passage_or_record_pass(
    text: str, number: int, quote: str
) -> None:
    """Other ways of writing, the table's unit, the place and the record count."""
    assert [] == reasons(grounded(point(text, (number, quote))))


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Besked gives 27 dage før.", "27 dage"),
        ("Besked gives 28 uger før.", "28 uger"),
        ("Besked gives den 2. juli 2026.", "2. juli 2026"),
        ("Besked gives efter § 6.", "§ 6"),
        ("Besked gives efter § 5, stk. 3.", "§ 5, stk. 3"),
        ("Besked gives efter lov nr. 12 af 1. juli 2026.", "lov nr. 12"),
        ("Besked gives kl. 13.", "kl. 13"),
        ("Besked koster 28 kr.", "28 kr."),
        ("Arbejdsgiveren skal give tre beskeder.", "tre"),
        ("Besked gives til Opfundet Forening.", "Opfundet, Forening"),
        ("Besked gives, siger FOBAR.", "FOBAR"),
        ("Der står »mundtlig besked«.", "mundtlig besked"),
    ],
)
def test_figures_and_names_from_nowhere_are_withheld(text: str, item: str) -> None:
    """The reason names what has no source."""
    found = grounded(point(text, (0, "give skriftlig besked")))
    assert () == found.points
    assert item in reasons(found)[0]


@pytest.mark.parametrize("field", ["mitigation", "about"])
def test_side_texts_may_hold_no_figures_of_their_own(field: str) -> None:
    """Mitigation and place are checked for figures, but may propose the contrary."""
    quote = (0, "give skriftlig besked")
    wrong = grounded(point("Besked gives.", quote, **{field: "Kræv § 9"}))
    free = grounded(point("Besked gives.", quote, **{field: "Kræv ikke § 5"}))
    assert "§ 9" in reasons(wrong)[0]
    assert [] == reasons(free)


def test_swapped_figures_of_the_same_passage_are_seen() -> None:
    """A range the other way round is not what the passage says."""
    found = grounded(
        point("Bøden går fra 40.000 til 20.000 kr.", (1, "Bøden forhøjes"))
    )
    assert "ikke i denne sammenhæng" in reasons(found)[0]


@pytest.mark.parametrize(
    ("text", "number", "quote"),
    [
        ("Bøden nedsættes til 40.000 kr.", 1, "Bøden forhøjes"),
        ("Arbejdsgiveren kan give skriftlig besked.", 0, "give skriftlig besked"),
        ("Lønmodtageren skal give skriftlig besked.", 0, "give skriftlig besked"),
        ("Arbejdsgiveren skal ikke give skriftlig besked.", 0, "skriftlig besked"),
        ("Loven gælder for søfarende efter § 4, stk. 2.", 3, "for søfarende"),
    ],
)
def test_a_statement_may_not_turn_round_its_source(
    text: str, number: int, quote: str
) -> None:
    """Direction, modality, party and negation, even where the quotation is cropped."""
    found = grounded(point(text, (number, quote)))
    assert "Vender det om" in reasons(found)[0]


@pytest.mark.parametrize("grade", [None, 0, 6, True, "3"])
def test_a_risk_needs_likelihood_and_impact(grade: object) -> None:
    """Both from 1 to 5, else it is withheld and its level never computed."""
    risk = replace(
        point("Besked gives.", (0, "give skriftlig besked")),
        kind=PointKind.RISK, likelihood=grade, impact=3,  # type: ignore[arg-type] # a model may say anything
    )  # fmt: skip
    assert ["Sandsynlighed og konsekvens skal angives fra 1 til 5."] == reasons(
        grounded(risk)
    )
    assert [] == reasons(grounded(replace(risk, likelihood=2)))


def test_a_change_needs_today_or_proposed() -> None:
    """A change that says neither is no change."""
    change = replace(
        point("Besked gives.", (0, "give skriftlig besked")), kind=PointKind.CHANGE
    )
    assert 1 == len(reasons(grounded(change)))
    assert [] == reasons(grounded(replace(change, proposed="Skriftlig besked")))


def test_checks_without_evidence_cannot_be_told() -> None:
    """A yes needs a verified citation; a no may rest on there being nothing."""
    bad = (Citation("bill", 0, "opfundet tekst"),)
    good = (Citation("bill", 0, "senest 28 dage"),)
    found = grounded(
        checks=(
            Check("a", Answer.YES, "Høringen var 14 dage.", "4 uger", bad),
            Check("b", Answer.YES, "Høringen var 14 dage.", "4 uger", good),
            Check("c", Answer.NO, "Intet fundet.", "regel"),
            Check("d", Answer.YES, "Påstand.", "regel"),
        )
    )
    assert [Answer.UNKNOWN, Answer.YES, Answer.NO, Answer.UNKNOWN] == [
        each.answer for each in found.checks
    ]
    assert "Citatet står ikke" in found.checks[0].missing
    assert 2 == len(found.withheld)
    assert found.checks[1].citations[0].verified


@pytest.mark.parametrize(
    ("question", "passes"),
    [
        (Question("Hvorfor er fristen kort?", "fristen"), True),
        (Question("Hvorfor er fristen kort?", " "), False),
        (Question("Hvorfor er fristen 7 dage?", "fristen"), False),
        (Question("Hvorfor L 115?", "L 115"), True),
        (Question("Hvorfor?", "§ 9"), False),
        (Question("Hvorfor »opfundet«?", "ordet"), False),
        (Question("Hvorfor 28 dage?", "§ 5", (Citation("bill", 0, "28 dage"),)), True),
        (Question("Hvorfor 29 dage?", "§ 5", (Citation("bill", 0, "28 dage"),)), False),
        (Question("Hvorfor?", "x", (Citation("bill", 0, "opfundet"),)), False),
    ],
)
def test_questions(question: Question, *, passes: bool) -> None:
    """Without a source a question has a subject and no figures of its own."""
    found = grounded(questions=(question,))
    assert passes == (len(found.questions) == 1)
    assert passes == (not found.withheld)


def test_facts_are_held_to_the_same_rules() -> None:
    """A title-block fact needs its source as well."""
    cited = (Citation("bill", 1, "gælder fra 1. juli 2026"),)
    found = grounded(
        facts=(
            Fact("entry_into_force", "1. juli 2026", cited),
            Fact("entry_into_force", "1. juli 2027", cited),
        )
    )
    assert ["1. juli 2026"] == [each.value for each in found.facts]
    assert ["1. juli 2027"] == [each.text for each in found.withheld]


def test_the_record_can_be_cited_whole_fields_however_short() -> None:
    """A field's whole value is a quotation; part of a short one is not."""
    record = record_document(PROPOSAL)
    assert record.reading is not None
    by_field = {each.locator.field: each for each in record.reading.passages}
    assert "2026-04-17 12:00" == by_field["deadline.consultation"].text
    assert ("2026-03-05", "1. behandling", "Afsluttet") == by_field["step.1"].cells
    cited = (Citation(RECORD_KEY, by_field["number"].number, "L 115"),)
    found = grounded(Point(PointKind.ATTENTION, "Det er L 115.", cited, "test"))
    assert "number" == found.points[0].citations[0].locator.field


def test_reasons_follow_the_profiles_language() -> None:
    """An English reader gets English reasons and English numbers are read as such."""
    found = grounded(
        point("Notice applies to the employer.", (0, "skriftlig besked")),
        point("Notice is 30 days.", (0, "28 dage")),
        language="en",
    )
    assert 1 == len(found.points)
    assert "neither in the passages cited" in reasons(found)[0]


def test_a_document_that_could_not_be_read_proves_nothing() -> None:
    """A citation of a document without text is not verified."""
    unread = replace(document("x"), reading=None)
    draft = DraftAssessment(
        Analyst("prompted"), points=(point("Besked gives.", (0, "besked gives")),)
    )
    found = ground(
        draft, PROPOSAL, (unread,), PROFILE, version=1, relevance=Relevance(0),
        input_hash="", created_at=datetime(2026, 3, 1, tzinfo=UTC),
    )  # fmt: skip
    assert "findes ikke" in reasons(found)[0]


HOSTILE = st.text(
    st.sampled_from("abæø§0123456789.,-–»«\"' \n\0\N{SOFT HYPHEN}½²٣ﬁ()[]{}%€ijstkl"),
    max_size=120,
)


@given(HOSTILE, HOSTILE, HOSTILE)
def test_hostile_text_never_raises(text: str, quote: str, passage: str) -> None:
    """Everything is either verified or withheld, whatever it holds."""
    found = grounded(
        point(text, (0, quote), today=quote, proposed=text, mitigation=passage),
        texts=(passage,),
        questions=(Question(text, quote),),
        facts=(Fact("x", text, (Citation("bill", 0, passage),)),),
    )
    assert 3 == sum(
        map(len, (found.points, found.questions, found.facts, found.withheld))
    )


@pytest.mark.parametrize(
    "text", ["9" * 5000, "§ " * 3000, "»" * 3000, "a " * 20_000, "ikke " * 3000]
)
def test_long_nonsense_is_soon_done(text: str) -> None:
    """Nothing in the patterns takes time that grows out of hand."""
    grounded(point(text, (0, text[:2000])), texts=(text,))


@pytest.mark.skipif(not LAWS.exists(), reason="the recorded acts are not here")
def test_every_paragraph_of_real_acts_bears_itself() -> None:
    """Real legal text quoted and repeated whole is never withheld."""
    paragraphs = [
        paragraph
        for file in sorted(LAWS.glob("*.md"))
        for paragraph in file.read_text(encoding="utf-8").split("\n\n")
        if sum(each.isalnum() for each in paragraph) > 20
    ]
    points = [point(each, (number, each)) for number, each in enumerate(paragraphs)]
    found = grounded(*points, texts=tuple(paragraphs))
    assert [] == reasons(found)
    assert len(points) == len(found.points) > 200


def test_passage_kinds_do_not_matter() -> None:
    """A table row or a heading can be cited like any text."""
    row = Passage(0, "Kommunerne | 12 mio. kr.", Locator(), PassageKind.TABLE_ROW)
    shelf = replace(document(), reading=Reading((row,)))
    draft = DraftAssessment(
        Analyst("embedded"),
        points=(point("Kommunerne betaler 12 mio. kr.", (0, "12 mio. kr.")),),
    )
    found = ground(
        draft, PROPOSAL, (shelf, record_document(PROPOSAL)), PROFILE, version=1,
        relevance=Relevance(0), input_hash="",
        created_at=datetime(2026, 3, 1, tzinfo=UTC),
    )  # fmt: skip
    assert Decimal(0) == len(found.withheld)
