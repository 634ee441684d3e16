"""The embedded analyst on whole proposals: what it says, cites, and leaves alone."""

import dataclasses
import re
from datetime import UTC, date, datetime

import pytest
from hand_readings import (
    EMPLOYEES,
    EMPLOYERS,
    document,
    proposal,
    with_record,
)
from hand_texts import (
    AMENDING_BILL,
    CALL_FOR_EVIDENCE,
    DRAFT_ORDER,
    EU_DIRECTIVE_DANISH,
    EU_DIRECTIVE_ENGLISH,
    HOSTILE,
    NEW_ACT_ON_AI,
    RESOLUTION,
)

from briefing.assessment.embedded import EmbeddedAnalyst
from briefing.assessment.ground import ground
from briefing.assessment.quotes import verify_quote
from briefing.documents.read import read
from briefing.domain.assessment import (
    Assessment,
    DraftAssessment,
    Party,
    Point,
    PointKind,
)
from briefing.domain.document import Document, Part
from briefing.domain.profile import Profile, Relevance
from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    DocumentKind,
    Proposal,
    ProposalKind,
    Stage,
)

LEFTOVER = re.compile(r"\{\w+\}|\\[bws]|\(\?|\w…|\.\.|  ")
TEXTS = {
    "amending": (AMENDING_BILL, DocumentKind.BILL_TEXT, ProposalKind.BILL),
    "ai": (NEW_ACT_ON_AI, DocumentKind.BILL_TEXT, ProposalKind.BILL),
    "order": (DRAFT_ORDER, DocumentKind.DRAFT_TEXT, ProposalKind.DRAFT_ORDER),
    "eu_en": (EU_DIRECTIVE_ENGLISH, DocumentKind.EU_TEXT, ProposalKind.EU_INITIATIVE),
    "eu_da": (EU_DIRECTIVE_DANISH, DocumentKind.EU_TEXT, ProposalKind.EU_INITIATIVE),
    "call": (CALL_FOR_EVIDENCE, DocumentKind.EU_TEXT, ProposalKind.EU_INITIATIVE),
    "resolution": (
        RESOLUTION,
        DocumentKind.RESOLUTION_TEXT,
        ProposalKind.RESOLUTION_PROPOSAL,
    ),
    "hostile": (HOSTILE, DocumentKind.BILL_TEXT, ProposalKind.BILL),
}


def case(name: str, **fields: object) -> tuple[Proposal, tuple[Document, ...]]:
    """One of the texts as a case with its record."""
    text, kind, of = TEXTS[name]
    found = proposal(kind=of, **fields)
    return found, with_record(found, document(text, kind=kind))


def analyse(
    name: str, profile: Profile = EMPLOYEES, **fields: object
) -> DraftAssessment:
    """What the analyst says of one of the texts."""
    found, documents = case(name, **fields)
    return EmbeddedAnalyst().analyse(found, documents, profile)


def grounded(name: str, profile: Profile = EMPLOYEES) -> Assessment:
    """The same after it has been checked against its sources."""
    found, documents = case(name)
    return ground(
        EmbeddedAnalyst().analyse(found, documents, profile),
        found,
        documents,
        profile,
        version=1,
        relevance=Relevance(60),
        input_hash="x",
        created_at=datetime(2026, 11, 1, tzinfo=UTC),
    )


def of_kind(draft: DraftAssessment, kind: PointKind) -> list[Point]:
    """The points of one kind, in order."""
    return [each for each in draft.points if each.kind is kind]


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("profile", [EMPLOYEES, EMPLOYERS], ids=lambda each: each.id)
def test_every_quotation_stands_in_its_passage(name: str, profile: Profile) -> None:
    """Each citation of each statement is a verbatim run of the passage it names."""
    found, documents = case(name)
    draft = EmbeddedAnalyst().analyse(found, documents, profile)
    texts = {
        (each.key, passage.number): passage.text
        for each in documents
        if each.reading
        for passage in each.reading.passages
    }
    said = (*draft.summary, *draft.points, *draft.facts, *draft.questions)
    for citation in [one for each in (*said, *draft.checks) for one in each.citations]:
        assert verify_quote(
            citation.quote, texts[(citation.document, citation.passage)]
        )
    assert all(each.citations for each in (*draft.summary, *draft.points, *draft.facts))


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("profile", [EMPLOYEES, EMPLOYERS], ids=lambda each: each.id)
@pytest.mark.parametrize("language", ["da", "en"])
def test_sentences_are_finished(name: str, profile: Profile, language: str) -> None:
    """No brace, no cut word, no pattern and no doubled full stop reaches a reader."""
    draft = analyse(name, dataclasses.replace(profile, language=language))
    for text in (
        *(each.text for each in (*draft.summary, *draft.points, *draft.checks)),
        *(each.value for each in draft.facts),
        *draft.gaps,
        *(each.mitigation for each in draft.points),
    ):
        assert not LEFTOVER.search(text), text
        assert text == "" or text[0] == text[0].upper()


@pytest.mark.parametrize("name", TEXTS)
def test_grounding_keeps_the_substance(name: str) -> None:
    """Nearly everything the rules say survives the check of quotes and figures."""
    language = "en" if name == "eu_en" else "da"
    assessment = grounded(name, dataclasses.replace(EMPLOYEES, language=language))
    kept = len(assessment.points) + len(assessment.facts)
    assert len(assessment.withheld) <= 1 + kept // 8, assessment.withheld


@pytest.mark.parametrize("profile", [EMPLOYEES, EMPLOYERS], ids=lambda each: each.id)
@pytest.mark.parametrize("name", TEXTS)
def test_the_rules_state_nothing_that_is_withheld(name: str, profile: Profile) -> None:
    """What our own rules say passes the check that models are held to."""
    assert () == grounded(name, profile).withheld


def test_a_change_says_today_and_proposed_with_the_notes_effect() -> None:
    """A replacement is joined with the note of its number."""
    draft = analyse("amending")
    change = next(each for each in draft.points if each.rule == "change.replace")
    assert change.about == "§ 1, nr. 2"
    assert change.today == "»Efter gældende regler er hvileperioden 11 timer.«"
    assert change.proposed == "»Det foreslås, at hvileperioden nedsættes til 10 timer.«"
    assert "»11 timer«" in change.text
    assert "»10 timer«" in change.text
    assert "§ 50, stk. 1, i lov om arbejdsmiljø" in change.text


def test_a_repeal_says_so() -> None:
    """A repealed provision is a change and an attention point."""
    draft = analyse("amending")
    change = next(each for each in draft.points if each.rule == "change.repeal")
    assert change.proposed == "Ophæves"
    assert any(each.rule == "legal.repealed" for each in draft.points)


def test_an_act_of_its_own_gives_its_duties() -> None:
    """Where nothing is amended, duties and rights stand place by place."""
    changes = of_kind(analyse("ai"), PointKind.CHANGE)
    assert {"§ 2", "§ 2, stk. 2", "§ 3"} <= {each.about for each in changes}
    assert "»Arbejdsgiveren må ikke overvåge" in " ".join(e.text for e in changes)


def test_the_two_sides_get_a_different_emphasis_and_both_keep_their_points() -> None:
    """Own side first, in points and summary; the other side is not left out."""
    ours, theirs = analyse("ai", EMPLOYEES), analyse("ai", EMPLOYERS)
    assert ours.summary != theirs.summary
    assert ours.summary[1].citations != theirs.summary[1].citations
    for draft, own in ((ours, Party.EMPLOYEES), (theirs, Party.EMPLOYERS)):
        parties = {each.party for each in draft.points if each.party}
        assert {Party.EMPLOYEES, Party.EMPLOYERS} <= parties
        attention = of_kind(draft, PointKind.ATTENTION)
        assert attention[0].party is own


def test_ai_gives_both_scenarios_and_own_agreements_are_named() -> None:
    """AI gives both scenario questions; the agreements come from the profile."""
    texts = {each.rule: each.text for each in analyse("ai").points}
    assert texts["scenario.outsourcing"].endswith("?")
    assert texts["scenario.hybrid"].endswith("?")
    assert "Eksempeloverenskomsten" in texts["agreements.own"]


def test_a_duty_that_is_punished_weighs_more() -> None:
    """A duty named in the sanction has impact 4, one that is not has 3."""
    points = {each.rule: each for each in analyse("ai", EMPLOYERS).points}
    assert points["cooperation.information"].impact == 4
    plain = NEW_ACT_ON_AI.replace("§§ 2 og 3", "§ 9")
    found = proposal()
    draft = EmbeddedAnalyst().analyse(
        found, with_record(found, document(plain)), EMPLOYERS
    )
    unpunished = {each.rule: each for each in draft.points}
    assert unpunished["cooperation.information"].impact == 3


def test_an_eu_proposal_is_less_certain() -> None:
    """What is still to be negotiated has a likelihood one lower."""
    points = {each.rule: each for each in analyse("eu_da").points}
    assert points["cooperation.information"].likelihood == 3
    assert "agreements.partners" in points


def test_a_call_for_evidence_is_read_from_what_is_considered() -> None:
    """Its options set rules off; background, and questions to those asked, do not."""
    found = analyse("call")
    assert "Initiativet tilsigter" in found.summary[0].text
    quotes = {c.quote for point in found.points for c in point.citations}
    assert quotes == {
        "Initiativet tilsigter at sikre menneskeligt tilsyn med vigtige beslutninger.",
        "Vigtige beslutninger om løn og afskedigelse træffes af et menneske.",
    }
    assert any("de overvejede muligheder" in each.text for each in found.points)
    (gap,) = found.gaps
    assert "ingen bestemmelser" in gap
    assert found.checks == ()


def test_an_english_text_is_read_for_a_danish_reader() -> None:
    """English phrases set rules off; articles are named as Danes name them."""
    points = {each.rule: each for each in analyse("eu_en").points}
    assert "artikel 3, stk. 1" in points["cooperation.information"].text
    assert "conditions.monitoring" not in points
    assert "agreements.partners" in points


def test_negations_current_law_and_instructions_in_the_text_set_off_nothing() -> None:
    """Denied duties, law in force, background and commands to the reader are silent."""
    draft = analyse("hostile")
    assert of_kind(draft, PointKind.RISK) == []
    assert of_kind(draft, PointKind.OPPORTUNITY) == []
    assert all("godkendt" not in each.text for each in draft.points)


def test_a_resolution_is_read_from_what_the_folketing_is_to_resolve() -> None:
    """Its request is a change, and the consultation checks do not apply."""
    draft = analyse("resolution")
    assert "omsorgsorlov" in of_kind(draft, PointKind.CHANGE)[0].text
    assert {each.rule for each in draft.points} >= {"rights.leave"}
    assert draft.checks == ()


def test_costs_are_quoted_with_their_amount() -> None:
    """The amount stands in the statement, in the text's own words."""
    points = {each.rule: each for each in analyse("amending", EMPLOYERS).points}
    assert "12,5 mio. kr." in points["burden.costs"].text


def test_facts_come_from_their_fixed_places() -> None:
    """Purpose, entry into force, period, table mark and ministry."""
    values = {each.key: each.value for each in analyse("amending").facts}
    assert values["entry_into_force"] == "1. april 2027"
    assert values["consultation_period"].startswith("»i perioden fra den 3. juli")
    assert values["over_implementation"] == "Nej"
    assert values["ministry"] == "Beskæftigelsesministeriet"
    assert values["purpose"].startswith("»Formålet med lovforslaget er at styrke")
    assert values["consulted_us"] == "Ja"
    assert values["delegated_powers"] == "§ 1, nr. 3"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("J.nr. 2026-EKS-9042", "2026-EKS-9042"),
        ("Sagsnummer 2026 - 4471", "2026 - 4471"),
        ("med angivelse af sagsnr. 26/04417.", "26/04417"),
        ("Bekendtgørelse nr. 1795 af 18. december 2015", None),
    ],
)
def test_the_case_number_is_read_from_the_letter(line: str, number: str | None) -> None:
    """A response is sent under it; the number of an act is none."""
    found = proposal()
    kind = DocumentKind.CONSULTATION_LETTER
    letter = document(f"== unplaced\n{line}", key="letter", kind=kind)
    text = document(AMENDING_BILL)
    draft = EmbeddedAnalyst().analyse(
        found, with_record(found, text, letter), EMPLOYEES
    )
    values = {each.key: each.value for each in draft.facts}
    assert number == values.get("case_number")


def test_being_left_out_of_the_list_is_said() -> None:
    """An organisation that is not on the list is told so, with the list as evidence."""
    found = proposal()
    text = document(AMENDING_BILL, consulted=("Arbejdsmiljørådet",))
    stranger = dataclasses.replace(EMPLOYEES, names=("Ukendt Forbund",))
    draft = EmbeddedAnalyst().analyse(found, with_record(found, text), stranger)
    values = {each.key: each for each in draft.facts}
    assert values["consulted_us"].value == "Nej"
    assert values["consulted_us"].citations[0].document == "text"


def test_the_deadline_stands_in_the_summary_while_the_case_is_open() -> None:
    """By when to act, from the record; nothing of it once the case is finished."""
    deadline = Deadline(DeadlineKind.CONSULTATION, date(2026, 12, 1), "field")
    open_case = analyse("order", deadlines=(deadline,), stage=Stage.CONSULTATION_OPEN)
    closed = analyse("order", deadlines=(deadline,), stage=Stage.CONSULTATION_CLOSED)
    assert "1. december 2026" in open_case.summary[-1].text
    assert all("1. december" not in each.text for each in closed.summary)


def test_the_summary_is_short() -> None:
    """Not more than four sentences, the purpose first."""
    for name in TEXTS:
        assert 1 <= len(analyse(name).summary) <= 4


def test_no_document_gives_an_honest_assessment_of_the_record() -> None:
    """Title, ministry and status; said in plain words that nothing could be read."""
    found = proposal(subtitle="Om noget")
    lost = Document(
        "text", "Lovforslag som fremsat", DocumentKind.BILL_TEXT, "u", error="Blocked"
    )
    draft = EmbeddedAnalyst().analyse(found, with_record(found, lost), EMPLOYEES)
    assert draft.points == ()
    assert draft.gaps[0].startswith("Ingen dokumenter kunne læses")
    assert "»Lovforslag som fremsat«" in draft.gaps[1]
    assert "Om noget" in draft.summary[0].text


def test_no_document_and_no_record_raises_nothing() -> None:
    """Nothing to read gives nothing but the gap."""
    draft = EmbeddedAnalyst().analyse(proposal(), (), EMPLOYEES)
    assert draft.points == draft.facts == draft.summary == ()
    assert len(draft.gaps) == 1


def test_missing_parts_are_named() -> None:
    """A compulsory part that was not recognised is named in the reader's words."""
    found = proposal()
    text = document(NEW_ACT_ON_AI, missing=(Part.SUMMARY_TABLE, Part.CLIMATE))
    draft = EmbeddedAnalyst().analyse(found, with_record(found, text), EMPLOYEES)
    assert any(
        "klimamæssige konsekvenser, sammenfattende skema" in each for each in draft.gaps
    )


def test_what_does_not_fit_is_counted() -> None:
    """More than twelve duties are shown as twelve, and the rest is said."""
    many = "\n".join(
        f"[§ {n}] § {n}. Arbejdsgiveren skal udføre opgave {n}." for n in range(1, 40)
    )
    found = proposal()
    text = document(f"== provisions\n{many}")
    draft = EmbeddedAnalyst().analyse(found, with_record(found, text), EMPLOYEES)
    assert len(of_kind(draft, PointKind.CHANGE)) == 12
    assert "Flere ændringer, som ikke er vist: 27." in draft.gaps


def test_a_difference_between_table_and_notes_is_a_question() -> None:
    """Costs in the notes beside an empty row of the table are asked about."""
    texts = [each.text for each in analyse("amending").questions]
    assert any("sammenfattende skema" in each for each in texts)
    assert any("§ 1, nr. 3, bruges" in each for each in texts)


def test_only_one_language_version_is_analysed() -> None:
    """The same text in two languages is not counted twice."""
    found = proposal(kind=ProposalKind.EU_INITIATIVE)
    english = document(
        EU_DIRECTIVE_ENGLISH, key="en", kind=DocumentKind.EU_TEXT, language="en"
    )
    danish = document(EU_DIRECTIVE_DANISH, key="da", kind=DocumentKind.EU_TEXT)
    draft = EmbeddedAnalyst().analyse(
        found, with_record(found, english, danish), EMPLOYEES
    )
    cited = {one.document for each in draft.points for one in each.citations}
    assert cited == {"da"}


def test_awkward_text_is_survived() -> None:
    """Very long sentences, odd characters and empty parts raise nothing."""
    monster = "arbejdsgiveren skal " * 4000
    text = f"== provisions\n[§ 1] {monster}\n== special_notes\n== consulted\n[ ] ☃"
    found = proposal()
    draft = EmbeddedAnalyst().analyse(
        found, with_record(found, document(text)), EMPLOYEES
    )
    assert of_kind(draft, PointKind.RISK) == []


def test_real_bytes_go_through_the_reader() -> None:
    """A bill as HTML, read by the reader, gives changes and rules as well."""
    html = """<!doctype html><html><body>
    <p>Forslag til</p><p>Lov om ændring af lov om arbejdsmiljø</p>
    <h2>§ 1</h2>
    <p>I lov om arbejdsmiljø, jf. lovbekendtgørelse nr. 4711 af 2. september 2024,
    foretages følgende ændringer:</p>
    <p>1. I § 50, stk. 1, ændres »11 timer« til: »10 timer«.</p>
    <p>2. Efter § 15 d indsættes:</p>
    <p>»§ 15 e. Arbejdsgiveren skal drøfte planen med tillidsrepræsentanten.«</p>
    <h2>§ 2</h2><p>Loven træder i kraft den 1. juli 2027.</p>
    <h1>Bemærkninger til lovforslaget</h1>
    <h2>1. Indledning</h2>
    <p>Lovforslaget har til formål at styrke samarbejdet.</p>
    </body></html>"""
    kind = DocumentKind.BILL_TEXT
    found = proposal()
    text = dataclasses.replace(
        document("", kind=kind),
        reading=read(html.encode(), "text/html", "bill.html", kind),
    )
    draft = EmbeddedAnalyst().analyse(found, with_record(found, text), EMPLOYEES)
    rules = {each.rule for each in draft.points}
    assert {"change.replace", "change.insert", "cooperation.information"} <= rules
    values = {each.key: each.value for each in draft.facts}
    assert values["entry_into_force"] == "1. juli 2027"


def test_what_takes_the_place_of_something_is_said_to_repeal_it() -> None:
    """Text put in instead of a stykke repeals that stykke."""
    html = """<!doctype html><html><body>
    <p>Forslag til</p><p>Lov om ændring af lov om arbejdsmiljø</p>
    <h2>§ 1</h2>
    <p>I lov om arbejdsmiljø, jf. lovbekendtgørelse nr. 4711 af 2. september 2024,
    foretages følgende ændringer:</p>
    <p>1. § 50, stk. 3, ophæves, og i stedet indsættes:</p>
    <p>»Stk. 3. Arbejdsgiveren skal drøfte planen med de ansatte.«</p>
    <h2>§ 2</h2><p>Loven træder i kraft den 1. juli 2027.</p></body></html>"""
    kind = DocumentKind.BILL_TEXT
    found = proposal()
    text = dataclasses.replace(
        document("", kind=kind),
        reading=read(html.encode(), "text/html", "bill.html", kind),
    )
    draft = EmbeddedAnalyst().analyse(found, with_record(found, text), EMPLOYEES)
    (point,) = (each for each in draft.points if each.rule == "change.insert")
    assert "§ 50, stk. 3, i lov om arbejdsmiljø ophæves, og ny tekst" in point.text
    assert "drøfte planen" in point.proposed


def test_a_rule_for_one_chapter_is_not_whom_the_act_applies_to() -> None:
    """The scope of a chapter, or of rules to come, is not that of the whole."""
    partly = (
        "[§ 1] § 1. Reglerne i dette kapitel finder anvendelse på unge.\n"
        "[§ 2] § 2. Det kan i regler fastsættes, at reglerne gælder for udlejere."
    )
    whole = "[§ 3] § 3. Loven finder anvendelse på alle ansatte."
    for text, expected in ((partly, []), (f"{partly}\n{whole}", ["alle ansatte"])):
        found = proposal()
        documents = with_record(found, document(f"== provisions\n{text}"))
        draft = EmbeddedAnalyst().analyse(found, documents, EMPLOYEES)
        values = [e.value for e in draft.facts if e.key == "who_affected"]
        assert len(values) == len(expected)
        assert all(want in got for want, got in zip(expected, values, strict=True))


def test_new_text_with_a_quotation_of_its_own_is_shown_and_not_the_instruction() -> (
    None
):
    """What is proposed is the new words, also where these quote others."""
    html = """<!doctype html><html><body>
    <p>Forslag til</p><p>Lov om ændring af lov om arbejdsmiljø</p>
    <h2>§ 1</h2>
    <p>I lov om arbejdsmiljø, jf. lovbekendtgørelse nr. 4711 af 2. september 2024,
    foretages følgende ændringer:</p>
    <p>1. Efter § 15 d indsættes:</p>
    <p>»§ 15 e. Planen mærkes »Godkendt« eller »Afvist« dagligt.</p>
    <p>Stk. 2. Den gemmes i et år.«</p>
    <h2>§ 2</h2><p>Loven træder i kraft den 1. juli 2027.</p></body></html>"""
    kind = DocumentKind.BILL_TEXT
    found = proposal()
    text = dataclasses.replace(
        document("", kind=kind),
        reading=read(html.encode(), "text/html", "bill.html", kind),
    )
    draft = EmbeddedAnalyst().analyse(found, with_record(found, text), EMPLOYEES)
    (point,) = (each for each in draft.points if each.rule == "change.insert")
    assert "Planen mærkes" in point.proposed
    assert "indsættes" not in point.proposed
