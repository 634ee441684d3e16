"""The consultation memo in the shapes ministries write it: who, what, met or not."""

import re

import pytest

from briefing.documents.memo import read_memo, read_response
from briefing.documents.memo_words import names_in, outcome_of, speakers
from briefing.documents.read import read
from briefing.domain.consultation import Consultation, Memo, Outcome
from briefing.domain.document import Document
from briefing.domain.proposal import DocumentKind


def memo(html: str) -> Memo:
    """The memo that a page of HTML holds."""
    body = f"<html><body>{html}</body></html>".encode()
    reading = read(body, "text/html", "notat.html", DocumentKind.CONSULTATION_MEMO)
    document = Document(
        "m", "Høringsnotat", DocumentKind.CONSULTATION_MEMO, "", reading=reading
    )
    found = read_memo(document)
    texts = [each.text for each in reading.passages]
    for position in found.positions:
        for each in (*position.view, *position.comment):
            assert each.quote in texts[each.passage]
    return found


def told(found: Memo) -> list[tuple[str, str, str]]:
    """Organisations, theme and outcome of each view."""
    return [
        (", ".join(each.organisations), each.theme, each.outcome.value)
        for each in found.positions
    ]


NUMBERED = """
<h1>Høringsnotat</h1>
<h2>1. Høringen</h2><h3>1.1. Høringsperiode</h3>
<p>Et udkast til lovforslag har i perioden fra den 18. august 2026 til den 15.
september 2026 (28 dage) været sendt i høring.</p>
<h3>1.2. Hørte myndigheder og organisationer m.v.</h3>
<p>Udkastet har været sendt til: Advokatrådet, Dansk Prøveindustri, KL og
Prøveforbundet.</p>
<h2>2. Høringssvarene</h2>
<h3>2.1. Generelle bemærkninger</h3>
<p>Prøveforbundet og KL støtter forslaget. De finder, at reglerne er klare.</p>
<p>Beskæftigelsesministeriet noterer sig støtten.</p>
<h3>2.2. Fristen for planen</h3>
<p>Dansk Prøveindustri bemærker, at fristen på 1 måned er for kort. Virksomhederne kan
ikke nå at inddrage de ansatte.</p>
<p>Ministeriet skal hertil bemærke, at hensynet er imødekommet. Fristen er i
lovforslaget forlænget til 3 måneder.</p>
<p>Prøveforbundet foreslår, at planen godkendes af Arbejdstilsynet.</p>
<p>Ministeriet finder ikke anledning til at foretage ændringer på dette punkt.</p>
<h2>3. Ændringer i forhold til det udkast, der har været i høring</h2>
<p>Fristen er ændret fra 1 måned til 3 måneder.</p>
"""


def test_a_numbered_memo_is_read_whole() -> None:
    """Period, who was asked, each view with its theme and comment, the changes."""
    found = memo(NUMBERED)
    assert found.period is not None
    assert found.period.quote.endswith("(28 dage)")
    assert ["Advokatrådet", "Dansk Prøveindustri", "KL", "Prøveforbundet"] == [
        each.name for each in found.asked
    ]
    assert [
        ("Prøveforbundet, KL", "Generelle bemærkninger", "unknown"),
        ("Dansk Prøveindustri", "Fristen for planen", "met"),
        ("Prøveforbundet", "Fristen for planen", "not_met"),
    ] == told(found)
    early = found.positions[1]
    assert 2 == len(early.view)
    assert "Fristen er i lovforslaget forlænget til 3 måneder." in " ".join(
        " ".join(each.quote.split()) for each in early.comment
    )
    assert ["Fristen er ændret fra 1 måned til 3 måneder."] == [
        each.quote for each in found.changes
    ]
    assert not found.is_cut


def test_a_table_with_ticks_tells_who_answered() -> None:
    """Received, with remarks, without; an empty row is no answer."""
    found = memo(
        "<h2>Hørte myndigheder og organisationer</h2><table>"
        "<tr><td>Organisation</td><td>Høringssvar modtaget</td><td>Bemærkninger</td>"
        "<td>Ingen bemærkninger</td></tr>"
        "<tr><td>KL</td><td>x</td><td>x</td><td></td></tr>"
        "<tr><td>Advokatrådet</td><td>X</td><td></td><td>X</td></tr>"
        "<tr><td>Prøveforbundet</td><td></td><td></td><td></td></tr></table>"
    )
    assert [
        ("KL", True, True),
        ("Advokatrådet", True, False),
        ("Prøveforbundet", False, None),
    ] == [(each.name, each.has_answered, each.has_remarks) for each in found.asked]


def test_a_table_of_views_is_read_row_by_row() -> None:
    """Some ministries answer in a table (høringsskema)."""
    found = memo(
        "<h2>Bemærkninger til lovforslaget</h2><table>"
        "<tr><td>Organisation</td><td>Bestemmelse</td><td>Bemærkning</td>"
        "<td>Ministeriets kommentar</td></tr>"
        "<tr><td>Prøveforbundet</td><td>§ 5</td><td>Bøden er for lav.</td>"
        "<td>Bemærkningen har ikke givet anledning til ændringer.</td></tr>"
        "<tr><td>KL</td><td>§ 6</td><td>Fristen bør være længere.</td>"
        "<td></td></tr></table>"
    )
    assert [("Prøveforbundet", "§ 5", "not_met"), ("KL", "§ 6", "unknown")] == told(
        found
    )
    assert () == found.positions[1].comment


def test_views_and_comments_under_headings_of_their_own() -> None:
    """The comment stands under a heading and answers every view before it."""
    found = memo(
        "<h2>2. Bemærkninger til lovforslaget</h2><h3>2.1. Bøder</h3>"
        "<h4>Høringssvar</h4><p>FH mener, at bøden er for lav.</p>"
        "<p>DA finder, at bøden er for høj.</p>"
        "<h4>Beskæftigelsesministeriets bemærkninger</h4>"
        "<p>Niveauet svarer til det, der gælder på området i dag. Høringssvarene har "
        "derfor ikke givet anledning til ændringer.</p>"
    )
    assert [("FH", "Bøder", "not_met"), ("DA", "Bøder", "not_met")] == told(found)
    assert 2 == len(found.positions[0].comment)


def test_responses_in_the_same_file_are_not_taken_for_the_memo() -> None:
    """Where a letter to the ministry begins, the memo has ended; that is said."""
    letter = (
        "<p>Til Beskæftigelsesministeriet</p><p>KL finder, at alt er imødekommet.</p>"
    )
    found = memo(NUMBERED + letter)
    assert found.is_cut
    assert 3 == len(found.positions)


def test_a_word_in_a_view_meets_nothing() -> None:
    """That an organisation writes "imødekommet" is not the ministry's word."""
    found = memo(
        "<h2>Høringssvarene</h2><h3>Frist</h3>"
        "<p>KL bemærker, at ønsket fra sidste høring er imødekommet.</p>"
    )
    assert [("KL", "Frist", "unknown")] == told(found)


def test_prose_that_names_nobody_is_nobodys_view() -> None:
    """Sentences about the bill or about answers in general name no organisation."""
    found = memo(
        "<h2>Høringssvarene</h2><h3>Frist</h3>"
        "<p>Lovforslaget er i det væsentlige identisk med udkastet. Flere "
        "organisationer er positive. De fleste høringssvar har ingen bemærkninger.</p>"
    )
    assert () == found.positions


def test_what_is_no_memo_gives_an_empty_one() -> None:
    """Nothing recognised is nothing claimed."""
    found = memo("<h1>Følgebrev</h1><p>Hermed sendes bilag.</p>")
    assert (None, (), (), ()) == (
        found.period, found.asked, found.positions, found.changes,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("comment", "outcome"),
    [
        ("Bemærkningen er imødekommet.", Outcome.MET),
        ("Ønsket imødekommes ved en præcisering.", Outcome.MET),
        ("Høringssvaret har givet anledning til en præcisering af § 3.", Outcome.MET),
        ("Lovforslaget er på den baggrund ændret.", Outcome.MET),
        ("Bemærkningen er delvist imødekommet.", Outcome.PARTLY),
        ("Ønsket er imødekommet i et vist omfang.", Outcome.PARTLY),
        ("Ministeriet kan ikke imødekomme ønsket.", Outcome.NOT_MET),
        ("Det har ikke givet anledning til ændringer.", Outcome.NOT_MET),
        ("Det giver ikke ministeriet anledning til ændringer.", Outcome.NOT_MET),
        ("Ministeriet fastholder fristen.", Outcome.NOT_MET),
        ("Der er ikke grundlag for en længere frist.", Outcome.NOT_MET),
        ("Ministeriet noterer sig bemærkningen.", Outcome.UNKNOWN),
        ("Det har givet anledning til overvejelser.", Outcome.UNKNOWN),
        ("", Outcome.UNKNOWN),
        ("Lovforslaget er ikke ændret på dette punkt.", Outcome.NOT_MET),
        ("Lovforslaget er ikke justeret.", Outcome.NOT_MET),
        ("Høringssvaret giver ingen anledning til ændringer.", Outcome.NOT_MET),
        ("Det har ingen anledning givet til ændringer.", Outcome.NOT_MET),
        ("Loven ændres uden at imødekomme ønsket.", Outcome.NOT_MET),
        ("Hvis ønsket blev imødekommet, ville det koste.", Outcome.UNKNOWN),
        ("Formålet er at imødekomme virksomhedernes behov.", Outcome.UNKNOWN),
        ("Forslaget blev imødekommet med aftalen fra 2022.", Outcome.UNKNOWN),
        ("Det har alene givet anledning til sproglige ændringer.", Outcome.UNKNOWN),
        ("Det har i begrænset omfang givet anledning til ændring.", Outcome.PARTLY),
        ("Ønsket er ikke fuldt ud imødekommet.", Outcome.PARTLY),
        ("Det er ikke udelukket, at ønsket imødekommes senere.", Outcome.UNKNOWN),
        ("FH's ønske er imødekommet, mens DA's ikke er.", Outcome.UNKNOWN),
        ("FH anfører, at kravet ikke er imødekommet.", Outcome.UNKNOWN),
    ],
)
def test_what_the_ministrys_words_mean(comment: str, outcome: Outcome) -> None:
    """By the guide's words; what says neither cannot be told."""
    assert outcome is outcome_of([comment])


def test_a_comment_that_says_both_cannot_be_told() -> None:
    """One point met and another not, in one comment on several: nobody can tell."""
    both = ["Fristen er imødekommet.", "Bøden har ikke givet anledning til ændringer."]
    assert Outcome.UNKNOWN is outcome_of(both)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("FH, 3F og Dansk Metal bemærker, at det er for lidt.",
         ("FH", "3F", "Dansk Metal")),
        ("Foreningen af Rådgivende Ingeniører (FRI) finder, at …",
         ("Foreningen af Rådgivende Ingeniører (FRI)",)),
        ("Dansk Arbejdsgiverforening kan ikke støtte forslaget.",
         ("Dansk Arbejdsgiverforening",)),
        ("Flere organisationer bemærker, at det er for lidt.", ()),
        ("Den foreslåede frist er for kort.", ()),
        ("Planen skal efter forslaget foreligge, og det er for sent.", ()),
        ("Bøden er for lav.", ()),
        ("Virksomhederne kan ikke nå det.", ()),
        ("Kommunerne har ikke råd.", ()),
        ("Datatilsynet anfører, at …", ("Datatilsynet",)),
        ("Herudover bemærker FH og DA, at …", ("FH", "DA")),
        ("Desuden har KL anført, at …", ("KL",)),
        ("Ifølge DA er det for dyrt.", ()),
        ("FH's medlemmer er bekymrede.", ()),
        ("3F m.fl. finder, at …", ("3F",)),
    ],
)  # fmt: skip
def test_who_a_sentence_has_as_its_subject(
    sentence: str, names: tuple[str, ...]
) -> None:
    """Names in a row before a word of saying; general subjects are nobody."""
    assert names == speakers(sentence)


def test_names_are_not_made_of_sentences() -> None:
    """Anything else between the names makes them no list."""
    assert () == names_in("KL, som er enig, og DA")
    assert ("KL", "Danske Regioner") == names_in("KL og Danske Regioner")


def test_a_response_is_quoted_where_it_takes_a_stand() -> None:
    """Whose it is stands in its title; the sentences are its own."""
    body = (
        b"<html><body><h1>H\xc3\xb8ringssvar</h1><p>Tak for udkastet.</p>"
        b"<p>Pr\xc3\xb8veforbundet st\xc3\xb8tter forslaget. Vi foresl\xc3\xa5r en "
        b"l\xc3\xa6ngere frist.</p></body></html>"
    )
    kind = DocumentKind.CONSULTATION_RESPONSE
    reading = read(body, "text/html", "svar.html", kind)
    title = "Høringssvar fra Prøveforbundet.pdf"
    found = read_response(Document("s", title, kind, "", reading=reading))
    assert "Prøveforbundet" == found.organisation
    assert ["Prøveforbundet støtter forslaget.", "Vi foreslår en længere frist."] == [
        " ".join(each.quote.split()) for each in found.stand
    ]


def test_what_became_of_us() -> None:
    """Asked, answered, and point by point met or not; unknown where nothing tells."""
    found = Consultation((memo(NUMBERED),))
    own = found.own(("Prøveforbundet", "PF"))
    assert (True, True) == (own.was_asked, own.has_answered)
    assert ["unknown", "not_met"] == [each.outcome.value for each in own.positions]
    assert (False, None) == (
        found.own(("Ukendt",)).was_asked,
        found.own(("Ukendt",)).has_answered,
    )
    assert (None, None) == (
        Consultation().own(("Ukendt",)).was_asked,
        Consultation().own(("Ukendt",)).has_answered,
    )
    assert not re.search("KL", str(found.own(("L",)).asked))


def test_a_body_that_was_asked_may_be_called_anything() -> None:
    """A name that looks like a word is one where it stands on the list."""
    assert ("Lederne",) == speakers("Lederne finder, at …", {"Lederne"})
    assert () == speakers("Lederne finder, at …")


def test_a_comment_on_several_views_meets_only_those_it_names() -> None:
    """What is said of one organisation's answer is not said of the others'."""
    found = memo(
        "<h2>Høringssvarene</h2><h3>Hæftelse</h3>"
        "<p>LEF finder, at ansvaret er for smalt. LEF foreslår 12 måneder.</p>"
        "<p>AEF er imod forslaget.</p><p>KL støtter forslaget.</p>"
        "<p>Ministeriet bemærker, at høringssvaret fra AEF har givet anledning til "
        "ændringer. Forslaget fra LEF har ikke givet anledning til ændringer.</p>"
    )
    assert [
        ("LEF", "Hæftelse", "not_met"),
        ("AEF", "Hæftelse", "met"),
        ("KL", "Hæftelse", "unknown"),
    ] == told(found)
    assert 2 == len(found.positions[0].view)


def test_a_comment_on_several_views_that_names_nobody_meets_none() -> None:
    """Unless it speaks of all the answers; who only supports has no wish to be met."""
    views = (
        "<h2>Høringssvarene</h2><h3>Frist</h3><p>LEF støtter forslaget.</p>"
        "<p>AEF finder, at fristen er for kort.</p>"
    )
    one = memo(views + "<p>Ministeriet har imødekommet ønsket.</p>")
    assert ["unknown", "unknown"] == [each[2] for each in told(one)]
    general = (
        "<p>Ministeriet noterer sig svarene. Høringssvarene har ikke givet anledning "
        "til ændringer.</p>"
    )
    supported, unmet = told(memo(views + general))
    assert ("unknown", "not_met") == (supported[2], unmet[2])


def test_an_answer_need_not_say_whose_it_is() -> None:
    """That a remark is met, in a paragraph of its own, is the ministry's word."""
    found = memo(
        "<h2>Høringssvarene</h2><h3>Plan</h3><p>LEF foreslår en plan.</p>"
        "<p>Bemærkningen er imødekommet i § 38 a.</p><p>KL beder om mere tid.</p>"
        "<p>Det har ikke givet anledning til ændringer.</p>"
    )
    assert [("LEF", "Plan", "met"), ("KL", "Plan", "not_met")] == told(found)


def test_a_table_that_was_not_read_cell_by_cell_names_nobody() -> None:
    """Crosses in running text: half names would pass for bodies that were asked."""
    found = memo(
        "<h2>Hørte myndigheder og organisationer</h2><p>Organisation Modtaget</p>"
        "<p>Advokatrådet</p><p>KL X X</p>"
    )
    assert () == found.asked


def test_another_authority_is_one_of_those_that_answer() -> None:
    """The comment is that of the ministry whose memo it is."""
    found = memo(
        "<p>Beskæftigelsesministeriet</p><h1>Høringsnotat</h1><h2>Høringssvarene</h2>"
        "<h3>Data</h3><p>Finansministeriet bemærker, at det koster.</p>"
        "<p>Datatilsynet anfører, at formålet er uklart.</p>"
        "<p>Beskæftigelsesministeriet fastholder forslaget.</p>"
    )
    assert [
        ("Finansministeriet", "Data", "unknown"),
        ("Datatilsynet", "Data", "unknown"),
    ] == told(found)
    assert 1 == len(found.positions[0].comment)


def test_bold_lines_are_headings_too() -> None:
    """A short line that is no sentence is a theme, or the heading of the comment."""
    found = memo(
        "<h2>2. Høringssvarene</h2><p><b>Fristen for planen</b></p>"
        "<p>FH mener, at fristen er for lang.</p>"
        "<p><b>Ministeriets bemærkninger</b></p>"
        "<p>Fristen er fastsat af hensyn til små virksomheder. Ønsket er ikke "
        "imødekommet.</p>"
    )
    assert [("FH", "Fristen for planen", "not_met")] == told(found)


def test_a_letterhead_ends_the_memo() -> None:
    """The ministry's address on a line of its own is how a letter begins."""
    letter = (
        "<p>Dansk Prøveforening</p><p>Beskæftigelsesministeriet, Opfundne Plads 20</p>"
        "<p>KL finder, at alt er imødekommet.</p>"
    )
    found = memo(NUMBERED + letter)
    assert found.is_cut
    assert 3 == len(found.positions)


@pytest.mark.parametrize(
    "period",
    [
        "i perioden fra den 1. august 2026 til den 29. august 2026",
        "fra den 1. til den 29. august 2026",
        "fra 1. august 2026 til 29. august 2026",
        "i perioden 1. august 2026 – 29. august 2026",
    ],
)
def test_a_period_in_every_writing(period: str) -> None:
    """As it stands in the memo."""
    found = memo(f"<p>Udkastet har {period} været sendt i høring.</p>")
    assert found.period is not None
    assert period == found.period.quote


def test_names_with_and_in_them_stay_whole() -> None:
    """A list is cut at its commas, and before its last name."""
    found = memo(
        "<h2>Hørte parter</h2><p>Erhvervs- og Selskabsstyrelsen, Kost og "
        "Ernæringsforbundet og BUPL – Forbundet for pædagoger.</p>"
    )
    assert [
        "Erhvervs- og Selskabsstyrelsen",
        "Kost og Ernæringsforbundet",
        "BUPL – Forbundet for pædagoger",
    ] == [each.name for each in found.asked]


def test_a_sentence_of_the_ministry_with_a_number_is_no_letterhead() -> None:
    """What looks like an address has no full stop and no verb."""
    found = memo(
        "<h2>Høringssvarene</h2><h3>Plan</h3><p>AEF foreslår en længere frist.</p>"
        "<p>Ministeriet har imødekommet ønsket. Fristen er forlænget til 3 måneder.</p>"
        "<p>KL beder om mere tid.</p>"
    )
    assert [("AEF", "Plan", "met"), ("KL", "Plan", "unknown")] == told(found)
    assert not found.is_cut
