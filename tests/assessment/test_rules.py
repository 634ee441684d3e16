"""The tables of rules: complete, documented, translated, quiet where they should be."""

import re
from pathlib import Path

import pytest
from hand_readings import EMPLOYEES, document, proposal, with_record

from briefing.assessment.embedded import EmbeddedAnalyst
from briefing.assessment.judge import RULES, TRIGGERS
from briefing.assessment.negation import is_negated
from briefing.assessment.phrases import compile_phrases
from briefing.domain.assessment import Dimension, Party, PointKind
from briefing.language import translator

ROOT = Path(__file__).resolve().parents[2]
LISTED = r"^\| `([a-z_.]+)` \| (?:risk|opportunity|attention) \|"
BRACES = re.compile(r"{(\w+)}")
KNOWN = {"place", "quote", "authority", "agreements", "funds"}


def test_every_rule_is_documented_and_every_documented_rule_exists() -> None:
    """The documentation lists exactly the rules there are."""
    text = (ROOT / "docs" / "embedded-analyst.md").read_text()
    listed = re.findall(LISTED, text, re.MULTILINE)
    assert sorted(each.id for each in RULES) == sorted(listed)


def test_every_rule_has_a_danish_text_with_the_same_braces() -> None:
    """What a rule says, and what it advises, can be said in Danish."""
    known = translator("da")._messages
    for rule in RULES:
        for text in filter(None, (rule.text, rule.mitigation)):
            assert text in known, rule.id
            assert set(BRACES.findall(text)) == set(BRACES.findall(known[text]))


def test_rules_name_existing_triggers_and_known_values() -> None:
    """No rule waits for a trigger that does not exist, no trigger goes unused."""
    triggers = {each.id for each in TRIGGERS}
    used = {name for rule in RULES for name in rule.triggers}
    assert {each for each in used if ":" not in each} == triggers
    for rule in RULES:
        assert set(BRACES.findall(rule.text)) <= KNOWN


def test_ids_are_unique() -> None:
    """A rule and a trigger can be pointed at by their id."""
    assert len({each.id for each in RULES}) == len(RULES)
    assert len({each.id for each in TRIGGERS}) == len(TRIGGERS)


def test_rules_cover_every_dimension_and_both_parties() -> None:
    """No dimension is left without a rule, and no party without risks in general."""
    assert {rule.dimension for rule in RULES} == set(Dimension)
    risks = {rule.party for rule in RULES if rule.kind is PointKind.RISK}
    assert risks == set(Party)
    assert len(RULES) >= 40


def test_every_phrase_compiles() -> None:
    """The notation of every trigger is understood."""
    for trigger in TRIGGERS:
        for notation in filter(None, (trigger.phrases, trigger.unless, *trigger.needs)):
            compile_phrases(notation)


@pytest.mark.parametrize(
    ("notation", "text", "found"),
    [
        ("forhøj* ~ dagpenge*", "Satsen forhøjes for dagpengemodtagere.", True),
        ("forhøj* ~ dagpenge*", "Det forhøjes ikke at dagpenge er der.", False),
        ("*overenskomst", "en hovedoverenskomst gælder", True),
        ("nedsæt* ^ sats", "nedsættes den sats", True),
        ("nedsæt* ^ sats", "nedsættes efter reglerne om den almindelige sats", False),
        ("RUT", "brutto", False),
        ("barns * sygedag", "barns anden sygedag", True),
        ("{employer} skal", "Virksomheden skal svare", True),
        ("{employer} der ~ skal", "En arbejdsgiver, der har ansatte, skal svare", True),
    ],
)
def test_the_notation_means_what_it_says(
    notation: str, text: str, *, found: bool
) -> None:
    """Endings, beginnings, gaps, groups and word boundaries."""
    assert found is bool(compile_phrases(notation).search(text))


@pytest.mark.parametrize(
    "text",
    [
        "Overtrædelse straffes ikke med bøde.",
        "Der indføres ingen nye pligter til at indberette.",
        "Forslaget medfører ikke, at arbejdsgiveren skal indberette.",
        "Det er ikke hensigten, at arbejdsgiveren skal indberette.",
        "Pligten til at indberette ændres ikke.",
        "Reglerne om at indberette videreføres uændret.",
        "The proposal does not require employers to indberette.",
    ],
)
def test_a_denied_phrase_is_negated(text: str) -> None:
    """What a sentence denies sets off nothing, before or after the words."""
    match = re.search("straffes|indberette", text)
    assert match is not None
    assert is_negated(text, *match.span())


@pytest.mark.parametrize(
    "text",
    [
        "Arbejdsgiver, der ikke opfylder pligten, straffes med bøde.",
        "Arbejdsgiveren skal indberette oplysningerne, medmindre det ikke er muligt.",
    ],
)
def test_a_negation_elsewhere_does_not_deny(text: str) -> None:
    """A negation in another clause leaves the phrase as it stands."""
    match = re.search("straffes|indberette", text)
    assert match is not None
    assert not is_negated(text, *match.span())


@pytest.mark.parametrize(
    ("sentence", "said", "not_said"),
    [
        (
            "Arbejdsgiveren skal en gang om året skriftligt oplyse lønmodtageren om, "
            "hvor mange feriedage lønmodtageren har optjent.",
            "rights.information",
            "cooperation.information",
        ),
        (
            "Arbejdsgiveren skal oplyse de berørte lønmodtagere og "
            "tillidsrepræsentanten om systemet, før det tages i brug.",
            "cooperation.information",
            "rights.information",
        ),
        (
            "En afgørelse om sygedagpenge, der giver afslag, skal træffes af en "
            "medarbejder.",
            "oversight.human",
            "oversight.human.employers",
        ),
        (
            "§ 9 kan fraviges ved aftale mellem virksomheden og de ansattes "
            "organisation.",
            "agreements.local",
            "agreements.opening",
        ),
        (
            "En beskæftiget, hvis arbejdsopgaver bortfalder som følge af ny teknologi, "
            "har ret til VEU-godtgørelse til uddannelse.",
            "skills.funds",
            "employment.task_shift",
        ),
    ],
)
def test_what_is_near_is_not_taken_for_it(
    sentence: str, said: str, not_said: str
) -> None:
    """A word to each is no consultation, an authority no employer, an if no event."""
    rules = rules_of(f"== provisions\n[§ 1] § 1. {sentence}")
    assert said in rules
    assert not_said not in rules


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Overtrædelse af § 2 straffes med bøde.", "rights.sanction.employers"),
        ("Arbejdsgiveren skal indberette ulykker.", "burden.reporting"),
        ("Dagpengesatsen forhøjes den 1. juli.", "security.benefit_up"),
        ("Kontanthjælpen nedsættes efter 3 måneder.", "security.benefit_down"),
        ("Hvileperioden kan nedsættes til 8 timer.", "conditions.rest"),
        ("En lønmodtager har ret til omsorgsorlov.", "rights.leave"),
        ("Bestemmelsen kan ikke fraviges.", "agreements.closed"),
        ("Reglen kan fraviges ved kollektiv overenskomst.", "agreements.opening"),
        (
            "Arbejdsgiveren skal drøfte planen med tillidsrepræsentanten.",
            "cooperation.information",
        ),
        ("Arbejdsgiveren kan overvåge de ansatte.", "conditions.monitoring"),
        ("Lønmodtageren må ikke afskediges under orlov.", "rights.dismissal"),
        ("Afgørelsen kan ikke indbringes for anden myndighed.", "legal.complaint"),
        ("Ministeren kan fastsætte nærmere regler herom.", "legal.power"),
        (
            "Ministeren kan efter forhandling med arbejdsmarkedets parter fastsætte "
            "regler herom.",
            "legal.power_heard",
        ),
        ("Ansøgning skal indgives ved digital selvbetjening.", "inclusion.digital"),
        (
            "Arbejdsgiveren skal sikre menneskeligt tilsyn med systemet.",
            "oversight.human",
        ),
        ("Lønforskel mellem kvinder og mænd skal forklares.", "inclusion.gender"),
        ("Myndigheden kan samkøre registre.", "rights.registers"),
        (
            "Myndigheden har adgang til oplysninger i indkomstregisteret.",
            "rights.registers",
        ),
        ("Arbejdsgiveren skal betale bidrag til fonden.", "burden.contributions"),
        ("Lønmodtagere har ret til sygedagpenge.", "security.benefit_right"),
        ("Arbejdsløshedskassen skal vejlede medlemmet.", "security.a_kasse"),
        (
            "Entreprenøren hæfter for underentreprenørens løn.",
            "pay.chain",
        ),
        (
            "Arbejdsgiveren skal følge de regler, som styrelsen fastsætter.",
            "burden.duty",
        ),
    ],
)
def test_a_sentence_sets_off_its_rule(sentence: str, rule: str) -> None:
    """A provision that says so in plain words gives the point."""
    assert rule in rules_of(f"== provisions\n[§ 1] § 1. {sentence}")


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Medarbejderen skal underrette arbejdsgiveren.", "burden.duty"),
        ("Arbejdsgiveren skal kunne afslå.", "burden.duty"),
        (
            "VEU-godtgørelse gives til beskæftigede, hvis opgaver bortfalder.",
            "security.benefit_down",
        ),
        ("Markedsovervågning føres over for virksomheder.", "conditions.monitoring"),
        (
            "Bestemmelsen kan ikke fraviges til ugunst for lønmodtageren.",
            "agreements.closed",
        ),
        ("Arbejdsgiveren skal betale VEU-godtgørelse videre.", "rights.liability"),
        ("Udvalget skal evaluere medarbejdernes arbejde.", "legal.review"),
        (
            "Styrelsen beregner fradraget ved at lægge lønmodtagerens eget bidrag til "
            "den indkomst, som der skal betales am-bidrag af.",
            "burden.contributions",
        ),
        (
            "Opgørelsen sker på baggrund af indberetninger efter lov om et "
            "indkomstregister.",
            "rights.registers",
        ),
        (
            "For lønmodtagere, der har ret til sygedagpenge, oplyser arbejdsgiveren "
            "den aftalte løn.",
            "security.benefit_right",
        ),
        (
            "Tillægget udbetales med den sats, som dagpenge kunne være udbetalt med, "
            "hvis betingelserne herfor var opfyldt.",
            "security.conditions",
        ),
        (
            "Et medlem af en arbejdsløshedskasse kan bede kommunen om en ny sats.",
            "security.a_kasse",
        ),
        (
            "Den, der får tilskud efter lov om en aktiv beskæftigelsesindsats, kan "
            "søge om mere.",
            "security.activation",
        ),
        (
            "Til lønmodtagere med ukendt arbejdstid kan udbetales et gennemsnit for "
            "8 timer.",
            "conditions.working_time",
        ),
        (
            "Der kan gives bistand til anmeldelse af trusler uden for arbejdstid.",
            "conditions.working_time",
        ),
        (
            "Hvis repræsentanten ikke er beskyttet mod afskedigelse, er varslet "
            "3 måneder.",
            "rights.dismissal",
        ),
        (
            "Entreprenøren skal orientere underentreprenørerne om varslet.",
            "pay.chain",
        ),
        (
            "Arbejdsgiveren har pligt til at gøre de ansatte bekendt med de "
            "afgørelser, som Arbejdstilsynet giver som påbud.",
            "conditions.inspection",
        ),
        (
            "For overtrædelse af § 3 kan der pålægges arbejdsgiveren bødeansvar.",
            "burden.duty",
        ),
        (
            "Ministeren kan fastsætte regler om, at arbejdsgiveren skal indberette "
            "ulykker.",
            "burden.reporting",
        ),
        (
            "Styrelsen fastsætter regler om, at virksomheden skal have en ansvarlig.",
            "burden.duty",
        ),
        (
            "Skal en arbejdsgiver efter anden lovgivning tilbyde uddannelse, skal "
            "den være gratis.",
            "skills.training",
        ),
        (
            "Ministeren kan fastsætte en højere aldersgrænse for unges arbejde.",
            "inclusion.older",
        ),
        (
            "Resultatet offentliggøres for den enkelte danske eller udenlandske "
            "virksomhed.",
            "pay.posted",
        ),
        (
            "Ved nedsat hviletid skal der gives en kompenserende hvileperiode.",
            "conditions.rest",
        ),
        (
            "Forældremyndighedens indehaver kan straffes med bøde.",
            "rights.sanction.employers",
        ),
        (
            "Antallet skal fastsættes, så de ansatte har mulighed for at drøfte "
            "forholdene med repræsentanten.",
            "cooperation.information",
        ),
    ],
)
def test_a_near_miss_sets_off_nothing(sentence: str, rule: str) -> None:
    """Words that merely look alike do not give the point."""
    assert rule not in rules_of(f"== provisions\n[§ 1] § 1. {sentence}")


def rules_of(text: str) -> set[str]:
    """The rules that a text sets off."""
    case = proposal()
    documents = with_record(case, document(text))
    draft = EmbeddedAnalyst().analyse(case, documents, EMPLOYEES)
    return {point.rule for point in draft.points}


def said_of(sentence: str) -> set[str]:
    """The rules that a provision sets off."""
    found = proposal()
    text = f"== provisions\n[§ 4] § 4. {sentence}"
    documents = with_record(found, document(text))
    draft = EmbeddedAnalyst().analyse(found, documents, EMPLOYEES)
    return {each.rule for each in draft.points}


def test_what_an_authority_decides_is_not_laid_at_the_employers_door() -> None:
    """A municipality's automatic decisions are a matter of their own."""
    rest = "træffe automatiske afgørelser om refusion på grundlag af oplysninger."
    assert "oversight.public" in said_of(f"Kommunen kan {rest}")
    assert "oversight.automated.employers" not in said_of(f"Kommunen kan {rest}")
    assert "oversight.automated.employers" in said_of(f"Arbejdsgiveren kan {rest}")


def test_a_heading_that_is_not_marked_as_one_sets_off_nothing() -> None:
    """Words over a group of provisions decide nothing; a sentence below them does."""
    heading = "Klageadgang og bevisbyrde"
    ruled = f"== provisions\n[§ 1] § 1. Nævnet ledes af en formand.\n[§ 1] {heading}"
    assert "rights.objection" not in rules_of(ruled)
    assert "rights.objection" in rules_of(f"{ruled} skal sikres.")


def test_closing_provisions_of_later_acts_are_not_the_acts_own() -> None:
    """A consolidated act ends with sections of the acts that changed it."""
    later = "Ministeren fastsætter tidspunktet for ikrafttrædelsen af § 1, nr. 4."
    own = "== provisions\n[§ 1] § 1. Loven gælder for alle.\n[§ 9] § 9. Den er kort."
    tail = f"[§ 2] § 2. Loven træder i kraft den 1. juli 2026.\n[§ 2, stk. 2] {later}"
    assert "legal.date_power" in rules_of(f"{own}\n[§ 10] § 10. {later}")
    assert "legal.date_power" not in rules_of(f"{own}\n{tail}")
