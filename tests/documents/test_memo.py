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
