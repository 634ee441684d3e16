"""Personal data is taken out of all that is kept, and the rest stays as it came."""

import html
import json
from datetime import date
from urllib.parse import unquote

import pytest

from briefing.demo.hoeringsportalen import SOURCE as HP
from briefing.demo.hoeringsportalen import details, feed
from briefing.demo.markup import examples as load_examples
from briefing.demo.stand import of_source
from briefing.domain.proposal import (
    DocumentKind,
    DocumentRef,
    Proposal,
    ProposalKind,
    Stage,
)
from briefing.domain.source import Rejected, Request
from briefing.sources.base import find_sources
from briefing.sources.folketinget import Folketinget
from briefing.sources.have_your_say import HaveYourSay
from briefing.sources.hoeringsportalen import Hoeringsportalen
from briefing.sources.markup import mask_markup
from briefing.sources.private import (
    PERSON,
    bare_body,
    bare_record,
    bare_rejected,
    bare_text,
    bare_value,
    private_of,
)


class Toy:
    """A source with rules of its own."""

    id = "toy"
    private = ("Indsender",)


@pytest.mark.parametrize(
    ("text", "bare", "removed"),
    [
        ("Skriv til opfundet.navn@example.dk.", "Skriv til [e-mail fjernet].",
         "e-mail address"),
        ("mailto:a%40example.dk", "mailto:[e-mail fjernet]", "e-mail address"),
        ("Tlf. 72 20 50 00 i dag", "Tlf. [telefon fjernet] i dag", "phone number"),
        ("ring 72 20 50 00", "ring [telefon fjernet]", "phone number"),
        ("tel:72205000", "tel:[telefon fjernet]", "phone number"),
        ("+45 7220 5000", "[telefon fjernet]", "phone number"),
        ("+32 2 299 11 11, Bruxelles", "[telefon fjernet], Bruxelles", "phone number"),
        ("CPR 010190-1234", "CPR [personnummer fjernet]", "CPR number"),
    ],
)  # fmt: skip
def test_addresses_and_numbers_of_persons_are_cut(
    text: str, bare: str, removed: str
) -> None:
    """And named."""
    assert (bare, (removed,)) == bare_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "Lov nr. 1772 af 28. december 2025",
        "2026-11-23T12:00:00+01:00",
        "12.345.678 kr. og 1 234 567 kr.",
        "https://www.ft.dk/samling/20251/lovforslag/l115/index.htm",
        "Ares(2026)7014840 og COM(2024) 123",
        "j.nr. 2026-1234 og 20261234",
        "Beløb i mio. kr.: 10 20 30 40 50",
        "§ 12 34 56 78",
        "Dokument@odata.nextLink",
        "vi mødes @ 12",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    """Dates, amounts, numbers of acts and addresses of pages are no one's."""
    assert (text, ()) == bare_text(text)


def test_fields_of_persons_leave_json() -> None:
    """By name, wherever they stand, whatever they hold; the rest keeps its values."""
    record = {
        "id": 1,
        "AuthorPhoneNumber": None,
        "surveyContactMail": "x",
        "publications": [{"authorSurname": "Opfundet", "title": "x"}],
        "SagAktør": [
            {"Aktør": {"navn": "Opfundet Person", "typeid": 5}},
            {"Aktør": {"navn": "Beskæftigelsesudvalget", "typeid": 3}},
            {"Aktør": {"navn": "Ukendt"}},
        ],
        "value": [{"navn": "Opfundet", "typeid": 12}, {"navn": "Udvalg", "typeid": 3}],
        "note": "skriv til a@example.dk",
    }
    bare, removed = bare_record(record)
    assert {
        "id": 1,
        "publications": [{"title": "x"}],
        "SagAktør": [
            {},
            {"Aktør": {"navn": "Beskæftigelsesudvalget", "typeid": 3}},
            {},
        ],
        "value": [{"typeid": 12}, {"navn": "Udvalg", "typeid": 3}],
        "note": "skriv til [e-mail fjernet]",
    } == bare
    assert (
        "AuthorPhoneNumber", "surveyContactMail", "authorSurname", "Aktør", "navn",
        "e-mail address",
    ) == removed  # fmt: skip


def test_what_names_no_one_keeps_every_byte() -> None:
    """Also a strange form of JSON, and bytes that are no UTF-8."""
    for body in (b'\xef\xbb\xbf{"a" : 1.0}', b"<p class=x>\xe6\xff</p >", b"plain"):
        assert (body, ()) == bare_body(body)


def test_broken_json_is_cut_too() -> None:
    """A body that ends too early: nothing private is left of what there is."""
    body = b'{"id": 1, "authorName": "Opf\\"undet", "authorMail": "x@exa'
    bare, removed = bare_body(body)
    assert b'{"id": 1, "authorName": null, "authorMail": null' == bare
    assert ("authorName", "authorMail") == removed


def test_signatures_leave_xml() -> None:
    """An element by its name, with all it holds; attributes by theirs."""
    body = (
        '<?xml version="1.0"?><D><Dato id="a">2026</Dato><x:Signature REFid="s">'
        'Opf <i>Navn</i></x:Signature><a author="Opf" n="1"/><Rest>ja</Rest></D>'
    )
    bare, removed = bare_body(body.encode())
    assert (
        '<?xml version="1.0"?><D><Dato id="a">2026</Dato><x:Signature REFid="s">'
        "[fjernet] <i>[fjernet]</i></x:Signature>"
        '<a author="[fjernet]" n="1"/><Rest>ja</Rest></D>'
    ) == bare.decode()
    assert ("Signature", "author") == removed


@pytest.mark.parametrize(
    ("page", "bare"),
    [
        ("<dt>Kontaktperson</dt><dd>Navn <b>Opf</b></dd><dt>Frist</dt><dd>1. maj</dd>",
         "<dt>Kontaktperson</dt><dd>[fjernet] <b>[fjernet]</b></dd>"
         "<dt>Frist</dt><dd>1. maj</dd>"),
        ("<tr><th>Kontakt:</th><td>Opf</td></tr><tr><th>Frist</th><td>1</td></tr>",
         "<tr><th>Kontakt:</th><td>[fjernet]</td></tr><tr><th>Frist</th><td>1</td></tr>"),
        ("<p><b>Kontakt:</b> Opf<br>Fuldmægtig<b>Frist:</b> 1. maj</p><p>ja</p>",
         "<p><b>Kontakt:</b> [fjernet]<br>[fjernet]<b>Frist:</b> 1. maj</p><p>ja</p>"),
        ("<p>Kontaktperson: Opf Undet<br>Kontor</p><p>Frist: 1. maj</p>",
         "<p>Kontaktperson: [fjernet]<br>[fjernet]</p><p>Frist: 1. maj</p>"),
        ("<h3>Kontakt</h3><p><b>Opf</b></p><p>Undet</p><h3>Frist</h3><p>1. maj</p>",
         "<h3>Kontakt</h3><p><b>[fjernet]</b></p><p>[fjernet]</p>"
         "<h3>Frist</h3><p>1. maj</p>"),
        ("<div>Kontakt<br><span>Opf</span> Undet</div><div>ja</div>",
         "<div>Kontakt<br><span>[fjernet]</span> [fjernet]</div><div>ja</div>"),
        ("<ul><li>Kontakt: Opf<li>Frist: 1</ul><p>ja</p>",
         "<ul><li>Kontakt: [fjernet]<li>[fjernet]</ul><p>ja</p>"),
        ("<p>Indsender</p><p>Opf</p><p>ja <b</p>",
         "<p>Indsender</p><p>[fjernet]</p><p>ja <b</p>"),
        ("<p>Kontaktudvalget mødes</p><p>ja</p><!-- Kontakt --><p>a > b</p>",
         "<p>Kontaktudvalget mødes</p><p>ja</p><!-- Kontakt --><p>a > b</p>"),
    ],
)  # fmt: skip
def test_contacts_leave_pages_by_their_label(page: str, bare: str) -> None:
    """However the page is built; rather too much than too little is cut."""
    found, _removed = bare_body(page.encode(), Toy())  # type: ignore[arg-type]  # only its rules are used
    assert bare.replace("[fjernet]", "#") == found.decode().replace("[fjernet]", "#")


def test_a_page_without_rules_is_not_changed() -> None:
    """Odd markup comes back as it was."""
    odd = "<a <b>> </c></a x='1'><!-- <p> -->&lt;<<p/>"
    assert (odd, ()) == mask_markup(odd, lambda _name: False)


def test_what_cannot_be_looked_through_is_not_kept() -> None:
    """A PDF or an archive may say anything."""
    for body in (b"%PDF-1.7 x", b"PK\x03\x04x", b"\x00\x01"):
        assert b"" == bare_body(body)[0]
        assert bare_body(body)[1]


def test_a_record_set_aside_is_bare_in_every_part() -> None:
    """Bytes, reason, name and the request that asks for it again."""
    request = Request(
        "https://x/1", "one", context={"row": {"authorName": "Opf", "i": 1}}
    )
    aside = Rejected(
        "sag a@example.dk",
        b'{"Indsender": "Opf"}',
        "odd: b@example.dk",
        request=request,
    )
    bare = bare_rejected(aside, Toy())  # type: ignore[arg-type]  # only its rules are used
    assert ("sag [e-mail fjernet]", b"{}", "odd: [e-mail fjernet]") == (
        bare.record, bare.body, bare.error,
    )  # fmt: skip
    assert bare.request is not None
    assert {"row": {"i": 1}} == bare.request.context
    assert ("Indsender", "e-mail address", "authorName") == bare.removed


def test_a_proposal_keeps_its_addresses_and_loses_those_of_persons() -> None:
    """Texts are bare; what names or leads to something stays."""
    proposal = Proposal(
        ref="dk/toy/a",
        source="toy",
        kind=ProposalKind.BILL,
        native_kind="",
        title="Svar sendes til opfundet@example.dk",
        stage=Stage.UNKNOWN,
        native_status="",
        url="https://x/?q=a@example.dk",
        introduced_on=date(2026, 1, 1),
        documents=(
            DocumentRef(
                "1", "Brev, tlf. 72 20 50 00", DocumentKind.OTHER, ("https://b@x",)
            ),
        ),
    )
    bare, removed = bare_value(proposal)
    assert "Svar sendes til [e-mail fjernet]" == bare.title
    assert "Brev, tlf. [telefon fjernet]" == bare.documents[0].title
    assert (proposal.url, proposal.documents[0].urls, proposal.kind) == (
        bare.url, bare.documents[0].urls, bare.kind,
    )  # fmt: skip
    assert ("e-mail address", "phone number") == removed
    same, none = bare_value(bare)
    assert same is bare
    assert () == none


def test_every_source_has_rules() -> None:
    """Those that hold for all, and its own beside them."""
    for source in find_sources().values():
        assert "Signature" in private_of(source)
    assert "Indsender" in private_of(Toy())  # type: ignore[arg-type]  # only its rules are used


def test_an_authority_is_not_an_author() -> None:
    """Offices keep their name; whoever wrote something loses theirs."""
    record = {
        "AuthorityName": "Arbejdstilsynet",
        "authorities": ["Arbejdstilsynet"],
        "authorisation": "ja",
        "author": "Opfundet",
        "authorInitials": "OP",
        "authors": ["Opfundet"],
        "AUTHORNAME": "Opfundet",
    }
    bare, removed = bare_record(record)
    assert ["AuthorityName", "authorities", "authorisation"] == list(bare)
    assert ("author", "authorInitials", "authors", "AUTHORNAME") == removed


RESPONSES = """<html><body><h1>Høring om støj</h1>
<h3>Høringsmateriale</h3><ul>
<li><a href="/blob/1/H%C3%B8ringsbrev.pdf">Høringsbrev.pdf</a></li>
<li><a href="/blob/1/Notat%20om%20udkast.pdf">Udkast</a></li></ul>
<h3>H&oslash;ringssvar</h3><ul>
<li><a href="/blob/1/svar-FH.pdf">Fagbevægelsens Hovedorganisation</a></li>
{lines}</ul><p>Svar i alt: 4</p></body></html>"""


@pytest.mark.parametrize(
    "line",
    [
        '<li><a href="/blob/1/H%C3%B8ringssvar%20-%20Pr%C3%B8ve%20Borgersen.pdf">'
        "Høringssvar - Prøve Borgersen.pdf</a></li>",
        '<li><a href="/blob/1/svar7.pdf">Pr&oslash;ve&nbsp;Borgersen</a></li>',
        '<li><a href="/blob/1/Pr%F8ve_Borgersen.docx">Hent</a></li>',
        '<li><a title="Prøve Borgersen" href="/x/1?download">Hent</a></li>',
        "<li>Pr&#248;ve   Borgersen</li>",
        '<li>x</li></ul><script>var f={"n":"Pr\\u00f8ve Borgersen.pdf"}</script><ul>'
        '<li><a href="/blob/1/Pr%c3%b8ve-Borgersen.pdf">PRØVE BORGERSEN</a></li>',
        '<li><a href="/blob/1/1.pdf">Bilag fra Prøve Borgersen</a></li></ul>'
        "<p>Tak til Prøve Borgersen for svaret.</p><ul>",
    ],
)
def test_persons_who_answered_leave_the_page_of_a_hearing(line: str) -> None:
    """From links, file names, titles and scripts, in every spelling; others stay."""
    page = RESPONSES.replace("{lines}", line)
    bare, removed = bare_body(page.encode(), Hoeringsportalen())
    seen = unquote(html.unescape(unquote(bare.decode(), "latin-1"))).casefold()
    assert "borgersen" not in seen
    assert "\\u00f8ve" not in seen
    assert (PERSON,) == removed
    for kept in ("H%C3%B8ringsbrev.pdf", ">Høringsbrev.pdf<", "Notat%20om%20udkast",
                 "svar-FH.pdf", "Fagbevægelsens Hovedorganisation",
                 "<h3>H&oslash;ringssvar</h3>", "Svar i alt: 4"):  # fmt: skip
        assert kept in bare.decode()


def test_a_hearing_that_nobody_private_answered_keeps_every_byte() -> None:
    """Nothing is taken for a name that is a document's."""
    page = RESPONSES.replace("{lines}", "").encode()
    assert (page, ()) == bare_body(page, Hoeringsportalen())


def test_a_feed_of_hearings_keeps_every_byte() -> None:
    """It is no page, and names nobody."""
    body = feed("http://x", of_source(load_examples(), HP)).encode()
    assert (body, ()) == bare_body(body, Hoeringsportalen())


def test_the_demo_s_closed_hearing_is_kept_without_its_citizen() -> None:
    """The page as the demo serves it, with one response of a private person."""
    examples = {each.case["id"]: each for each in of_source(load_examples(), HP)}
    page = details("http://x", examples[70862])
    bare, removed = bare_body(page.encode(), Hoeringsportalen())
    assert "Borgersen" in page
    assert b"Borgersen" not in bare
    assert (PERSON,) == removed
    assert bare.count(b"Eksempelforbund") == page.count("Eksempelforbund")


def test_persons_who_wrote_to_a_committee_leave_the_answer() -> None:
    """Also where the answer ends too early to be JSON."""
    title = "Henvendelse af 1/10-26 fra Prøve Borgersen om lovforslaget"
    whole = {"value": [{"titel": title, "id": 1}, {"titel": "Bilag 1", "id": 2}]}
    body = json.dumps(whole, ensure_ascii=False)
    for given in (body, body[:-2]):
        bare, removed = bare_body(given.encode(), Folketinget())
        assert b"Borgersen" not in bare
        assert b"Bilag 1" in bare
        assert (PERSON,) == removed


def test_a_citizen_s_feedback_is_not_kept() -> None:
    """What citizens wrote to the Commission, and their files, name them too."""
    rows = [
        {"userType": "EU_CITIZEN", "id": 1, "feedback": "Jeg, Opfundet, mener",
         "attachments": [{"fileName": "Opfundet.pdf"}]},
        {"userType": "TRADE_UNION", "id": 2, "feedback": "Vi mener"},
    ]  # fmt: skip
    bare, _removed = bare_body(json.dumps(rows).encode(), HaveYourSay())
    assert [{"userType": "EU_CITIZEN", "id": 1}, rows[1]] == json.loads(bare)
