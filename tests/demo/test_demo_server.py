"""The demo's server: it answers in the wire formats that the sources are read in."""

import json
import re
from collections.abc import Iterator
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import Request as Question
from urllib.request import urlopen

import pytest

from briefing.demo import hoeringsportalen
from briefing.demo.markup import EXAMPLE_MARK, Example, examples
from briefing.demo.server import DEMO_NOW, DemoServer, demo_sources
from briefing.domain.proposal import Proposal, ProposalKind, Stage
from briefing.domain.source import Page, Request, Scope
from briefing.sources.base import Swept, find_sources, sweep

TODAY = DEMO_NOW.date()
SOURCES = ("folketinget", "hoeringsportalen", "have_your_say", "cellar", "europarl")
CHALLENGED = (403, "Just a moment")


@pytest.fixture(scope="module")
def server() -> Iterator[DemoServer]:
    """A demo server for all tests of this file; it only ever answers."""
    with DemoServer() as running:
        yield running


def ask(server: DemoServer, target: str, method: str = "GET") -> tuple[int, str, bytes]:
    """Status, kind and bytes of an answer."""
    connection = HTTPConnection(urlsplit(server.base_url).netloc, timeout=10)
    connection.request(method, target, body=b"{}" if method == "POST" else None)
    answer = connection.getresponse()
    found = answer.status, answer.headers["Content-Type"], answer.read()
    connection.close()
    return found


def fetch(request: Request) -> Page:
    """Make a source's request."""
    question = Question(  # noqa: S310 - the demo's own address
        request.url, request.body, dict(request.headers), method=request.method
    )
    try:
        answer = urlopen(question, timeout=10)  # noqa: S310 - the same
    except HTTPError as error:
        if error.code not in request.also:
            raise
        answer = error
    with answer:
        kind = answer.headers["Content-Type"]
        return Page(request, answer.read(), kind, answer.url, answer.status)


def swept(server: DemoServer, source_id: str, cursor: object = None) -> Swept:
    """A sweep of one source over HTTP, everything when nothing is known yet."""
    scope = Scope(today=TODAY, everything=cursor is None)
    config = demo_sources(server.base_url)[source_id]
    return sweep(find_sources()[source_id], config, cursor or {}, scope, fetch)  # type: ignore[arg-type]  # a cursor is a mapping


@pytest.mark.parametrize("source_id", SOURCES)
def test_a_source_reads_every_example_and_nothing_else(
    server: DemoServer, source_id: str
) -> None:
    """Nothing is set aside, nothing is odd, and each title is the example's own."""
    found = swept(server, source_id)
    assert (found.rejected, found.warnings) == ((), ())
    cases = [e.case for e in examples() if e.case["source"] == source_id]
    assert sorted(_called(each) for each in cases) == sorted(
        each.title for each in found.proposals
    )


def _called(case: dict[str, Any]) -> str:
    """The title an example is found by: an interpellation's own is the question."""
    if case.get("number", "").startswith("F "):
        return str(case["short_title"])
    return str(case.get("title_da") or case["title"])


@pytest.mark.parametrize("source_id", SOURCES)
def test_a_second_sweep_finds_nothing_new(server: DemoServer, source_id: str) -> None:
    """The same questions get the same answers, and the changes since are none."""
    first = swept(server, source_id)
    assert swept(server, source_id, first.cursor).proposals == ()


def test_a_bill_comes_with_its_committee_steps_and_documents(
    server: DemoServer,
) -> None:
    """L 31 as the case file has it, its deadline and its blocked memo among it."""
    bill = _numbered(swept(server, "folketinget"), "L 31")
    assert "dk/folketinget/20261/L31" == bill.ref
    assert "Beskæftigelsesudvalget" == bill.committee
    assert "Beskæftigelsesministeriet" == bill.ministry
    assert "1. beh./Henvist til udvalg" == bill.native_status
    assert date(2026, 12, 3) in [each.date for each in bill.deadlines]
    assert 2 == len(bill.documents)


def test_an_adopted_bill_comes_with_its_votes(server: DemoServer) -> None:
    """L 9: an amendment that fell, and the bill that was adopted."""
    bill = _numbered(swept(server, "folketinget"), "L 9")
    assert Stage.ADOPTED == bill.stage
    assert [
        (date(2026, 11, 10), "Ændringsforslag", False),
        (date(2026, 11, 17), "Endelig vedtagelse", True),
    ] == [(each.date, each.native_type, each.is_adopted) for each in bill.votes]
    assert "97 (Prøvepartiet" in bill.votes[1].conclusion


def test_an_interpellation_comes_with_its_question(server: DemoServer) -> None:
    """F 6 has no text as introduced, and a debate ahead."""
    found = _numbered(swept(server, "folketinget"), "F 6")
    assert (ProposalKind.INTERPELLATION, ()) == (found.kind, found.documents)
    assert found.summary.startswith("Hvad kan ministeren oplyse")
    assert [date(2026, 12, 10)] == [each.date for each in found.deadlines]


def _numbered(found: Swept, number: str) -> Proposal:
    return next(each for each in found.proposals if each.number == number)


def test_every_document_that_has_a_text_can_be_had(server: DemoServer) -> None:
    """From one of its addresses, as the file that is kept; the rest is refused.

    Those without an address, such as responses of private persons, are not asked for.
    """
    served, refused = 0, 0
    for source_id in demo_sources(server.base_url):
        for proposal in swept(server, source_id).proposals:
            for document in filter(lambda each: each.urls, proposal.documents):
                answers = [
                    ask(server, _target(server, url))[:2] for url in document.urls
                ]
                if 200 in [status for status, _kind in answers]:
                    served += 1
                else:
                    assert 403 in [status for status, _kind in answers], document
                    refused += 1
    listed = [
        example.built(document)
        for example in examples()
        for document in example.case["documents"]
        if "Borgersen" not in document.get("name", "")
    ]
    assert (served, refused) == (
        len([each for each in listed if each]),
        len([each for each in listed if each is None]),
    )


def _target(server: DemoServer, url: str) -> str:
    assert url.startswith(f"{server.base_url}/")
    return url.removeprefix(server.base_url)


RIPDF = "ripdf/samling/20261/lovforslag"


@pytest.mark.parametrize(
    ("target", "status", "said"),
    [
        (f"/folketingstidende/{RIPDF}/l31/20261_l31_som_fremsat.pdf", 200, "%PDF"),
        (f"/ft/{RIPDF}/l31/20261_l31_som_fremsat.pdf", *CHALLENGED),
        ("/ft/samling/20261/lovforslag/l63/bilag/1/3200001.pdf", *CHALLENGED),
        ("/ft/samling/20261/lovforslag/l31/bilag/1/3200001.pdf", 200, "%PDF"),
        ("/ft/samling/20261/lovforslag/l70/bilag/1/3200001.pdf", 200, "PK"),
        ("/ft/nowhere.pdf", *CHALLENGED),
        (f"/folketingstidende/{RIPDF}/l52/20261_l52_som_fremsat.pdf", 404, "404"),
        ("/retsinformation/eli/ft/202612L00052/xml", 200, "<?xml"),
        ("/retsinformation/eli/ft/202612L00031/xml", 404, "No document found"),
        ("/retsinformation/eli/ft/../../xml", 404, ""),
        ("/oda/api/Sag?$filter=nosuch eq 1", 400, ""),
        ("/oda/api/Nosuch", 404, "404"),
        ("/oda/api/Sag(1)", 404, "404"),
        ("/hoeringsportalen/Hearing/Details/71255", 200, "Høringsfrist"),
        ("/hoeringsportalen/Hearing/Details/1", 404, "404"),
        ("/hoeringsportalen/blob/71255/Ukendt.pdf", 404, "404"),
        ("/hoeringsportalen/blob/1/Høringsbrev.pdf", 404, "404"),
        ("/info/law/better-regulation/brpapi/groupInitiatives/1", 404, "404"),
        ("/info/law/better-regulation/brpapi/searchInitiatives?page=x", 400, ""),
        ("/info/law/better-regulation/api/download/090166e501891199", 404, "404"),
        ("/info/law/better-regulation/api/download/x", 404, "404"),
        ("/", 404, "404"),
        ("/../../etc/passwd", 404, "404"),
    ],
)
def test_an_address_answers_as_the_real_one_would(
    server: DemoServer, target: str, status: int, said: str
) -> None:
    """Files, refusals and mistakes, each with the status of the source it plays."""
    got, _kind, body = ask(server, quote(target, safe="/?$=()."))
    assert status == got
    assert body.startswith(said.encode()) or said in body.decode(errors="replace")


def test_names_with_danish_letters_are_percent_encoded_on_the_wire(
    server: DemoServer,
) -> None:
    """`SagAkt%C3%B8r` is an entity like the others."""
    status, _kind, body = ask(server, "/oda/api/SagAkt%C3%B8r?%24top=1")
    assert 200 == status
    assert 1 == len(json.loads(body)["value"])


CHANGED = "opdateringsdato gt datetime'2026-10-01T00:00:00'"


@pytest.mark.parametrize(
    ("entity", "expand"),
    [
        ("Sagstrin", "Sag/Periode"),
        ("SagAktør", "Aktør,Sag"),
        ("SagDokument", "Dokument/Fil"),
        ("SagstrinDokument", "Sagstrin/Sag,Dokument"),
        ("Fil", "Dokument/SagDokument,Dokument/SagstrinDokument/Sagstrin"),
    ],
)
def test_every_kind_of_row_can_be_asked_for_what_changed(
    server: DemoServer, entity: str, expand: str
) -> None:
    """Each has rows of this session with what they hang on, and none of tomorrow."""
    query = f"?$filter={CHANGED}&$expand={expand}"
    answer = json.loads(ask(server, quote(f"/oda/api/{entity}{query}", "/?$=&"))[2])
    assert answer["value"]
    first = re.split("[,/]", expand)[0]
    for row in answer["value"]:
        assert row[first]
        assert row["opdateringsdato"][:10] <= TODAY.isoformat()


def test_awkward_titles_do_not_break_the_portals_page() -> None:
    """Angle brackets and quotation marks are text, in the page and in the feed."""
    case = {
        "id": 1,
        "title": '<b>"A" & B</b>',
        "type": "Andet",
        "authority": "<i>",
        "published": TODAY,
        "deadline": TODAY,
        "documents": [{"name": "a&b.pdf"}],
    }
    known = Example("x", Path(), case)
    for page in (
        hoeringsportalen.details("http://x", known),
        hoeringsportalen.feed("http://x", [known]),
    ):
        assert "<b>" not in page
        assert "<i>" not in page
        assert "&lt;b&gt;" in page


def test_the_list_of_consultations_is_asked_for_by_post(server: DemoServer) -> None:
    """The portal's own list names every consultation; nothing else takes a POST."""
    status, _kind, body = ask(server, "/hoeringsportalen/hearing/gethearings", "POST")
    assert 200 == status
    assert 5 == len(json.loads(body)["Hearings"])
    assert 404 == ask(server, "/oda/api/Sag", "POST")[0]


def test_pages_say_that_they_are_examples(server: DemoServer) -> None:
    """The feed, a consultation's page and the refusal carry the mark."""
    for target in (
        "/hoeringsportalen/Syndication/HearingsFeed",
        "/hoeringsportalen/Hearing/Details/71255",
        "/ft/nowhere.pdf",
    ):
        assert EXAMPLE_MARK in ask(server, target)[2].decode()


def test_the_server_listens_on_this_machine_alone(server: DemoServer) -> None:
    """Loopback, a port of the system's choosing, and every address its own."""
    assert "127.0.0.1" == server._server.server_address[0]
    assert urlsplit(server.base_url).port == server._server.server_address[1]
    for config in demo_sources(server.base_url).values():
        assert config.example
        assert (server.base_url,) == config.document_origins
        for address in (config.base_url, *config.addresses.values()):
            assert address.startswith(f"{server.base_url}/")


def test_two_servers_stand_beside_each_other() -> None:
    """Each has its own port, and leaves it when the block ends."""
    with DemoServer() as one, DemoServer() as other:
        assert one.base_url != other.base_url
        assert 404 == ask(other, "/")[0]
    with pytest.raises(ConnectionRefusedError):
        ask(one, "/")
