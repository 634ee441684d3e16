"""CELLAR: windows, paging, texts in two languages, and answers that are not ours."""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from examples import configured

from briefing.adapters.http import HttpFetcher
from briefing.documents.collect import collect
from briefing.documents.read import read
from briefing.domain.document import Part
from briefing.domain.proposal import DocumentKind, Stage
from briefing.domain.source import Page, Request, Scope, SourceConfig
from briefing.errors import ParseError, UnexpectedlyEmpty, Unreachable
from briefing.sources.base import Swept, sweep
from briefing.sources.cellar import SIZE, Cellar
from briefing.sources.cellar_work import VARIABLES

TODAY = date(2026, 11, 23)
CONFIG = configured("cellar")
ITEM = "http://publications.europa.eu/resource/cellar/0-1.0001.03/DOC_{number}"


def literal(value: str) -> dict[str, str]:
    """A value as it is bound to a variable."""
    return {"type": "literal", "value": value}


def row(celex: str, day: date, **values: str) -> dict[str, Any]:
    """A row of an answer; a title about working time unless another is given."""
    values = {"en": "Proposal for a DIRECTIVE on working time", **values}
    bound = {"celex": celex, "date": day.isoformat(), **values}
    return {name: literal(value) for name, value in bound.items() if value}


def answer(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Rows as the service answers."""
    head = {"link": [], "vars": list(VARIABLES)}
    return {"head": head, "results": {"distinct": False, "bindings": rows}}


def choice(*names: str) -> bytes:
    """A choice of streams, in the order given."""
    items = "".join(
        f'<li title="item"><a href="{ITEM.format(number=number)}">x</a><ul>'
        f'<li title="stream_name">{name}</li><li title="stream_order">{number}</li>'
        "</ul></li>"
        for number, name in enumerate(names, 1)
    )
    page = f'<html><body><ul><li title="manifestation">c<ul>{items}</ul></li></ul>'
    return page.encode()


@dataclass(slots=True)
class Server:
    """Answers queries from rows as the service would, and CELEX addresses.

    `texts` are status and body by number and language; what is not there is 404.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    texts: dict[tuple[str, str], tuple[int, bytes]] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def __call__(self, request: Request) -> Page:
        """The answer to a request."""
        self.asked.append(request)
        if request.kind == "works":
            body = json.dumps(answer(self._rows(request))).encode()
            return Page(request, body, "application/sparql-results+json", request.url)
        celex = urlsplit(request.url).path.rpartition("/")[2]
        if celex in self.broken:
            raise Unreachable("cellar", request.url, "answered 500")
        key = (celex, request.headers["Accept-Language"])
        status, body = self.texts.get(key, (404, b""))
        return Page(request, body, "text/html", request.url, status)

    def _rows(self, request: Request) -> list[dict[str, Any]]:
        query = parse_qs(urlsplit(request.url).query)["query"][0]
        start, end = re.findall(r'\?date [<>]= "([\d-]+)"', query)
        after = re.findall(r'STR\(\?celex\) > "([^"]*)"', query)[0]
        size = int(re.findall(r"LIMIT (\d+)", query)[0])
        found = [
            each
            for each in self.rows
            if start <= each["date"]["value"] <= end and each["celex"]["value"] > after
        ]
        numbers = sorted({each["celex"]["value"] for each in found})[:size]
        return sorted(
            (each for each in found if each["celex"]["value"] in numbers),
            key=lambda each: each["celex"]["value"],
        )

    def kinds(self) -> list[str]:
        """What was asked for, and an empty memory."""
        kinds = [each.kind for each in self.asked]
        self.asked.clear()
        return kinds

    def sweep(
        self,
        cursor: dict[str, Any] | None = None,
        config: SourceConfig = CONFIG,
        **scope: Any,
    ) -> Swept:
        """A sweep of this server."""
        wanted = Scope(**{"today": TODAY, **scope})
        return sweep(Cellar(), config, cursor or {}, wanted, self)


def with_text(celex: str, *languages: str, **values: str) -> Server:
    """A server with one proposal that has an act in these languages."""
    texts = {
        (celex, each): (300, choice(f"1_{each[:2].upper()}_ACT_part1_v1.html"))
        for each in languages
    }
    return Server([row(celex, TODAY - timedelta(days=3), **values)], texts)


def refs(swept: Swept) -> list[str]:
    """The numbers of the proposals of a sweep."""
    return sorted(each.ref.rpartition("/")[2] for each in swept.proposals)


def test_pages_go_on_from_the_last_number() -> None:
    """More proposals than a page holds are all listed, each once."""
    numbers = [f"52026PC{each:04}" for each in range(1, 2 * SIZE + 3)]
    rows = [
        row(each, TODAY, subject=f"http://eurovoc.europa.eu/{subject}", en="Fish quota")
        for each in numbers
        for subject in (1, 2, 3)
    ]
    server = Server(rows)
    swept = server.sweep()
    assert numbers == refs(swept)
    assert len(numbers) == swept.listed
    assert ["works"] * 3 == server.kinds()


def test_a_full_last_page_is_followed_by_an_empty_one() -> None:
    """That is how the end is seen, and it is no error."""
    server = Server([row(f"52026PC{n:04}", TODAY, en="Fish") for n in range(SIZE)])
    assert SIZE == len(server.sweep().proposals)
    assert ["works"] * 2 == server.kinds()


def test_a_second_sweep_asks_for_the_list_alone() -> None:
    """What was read and has its Danish text is not asked for again."""
    server = with_text("52026PC0001", "dan")
    first = server.sweep()
    assert ["works", "text"] == server.kinds()
    again = server.sweep(dict(first.cursor))
    assert ((), ["works"]) == (again.proposals, server.kinds())
    assert again.cursor == first.cursor


def test_a_proposal_registered_late_is_found() -> None:
    """A window reaches back before the last sweep, also after a long pause."""
    server = Server([row("52026PC0002", TODAY, en="Fish")])
    cursor = dict(server.sweep().cursor)
    server.rows.append(row("52026PC0001", TODAY - timedelta(days=50), en="Fish"))
    later = TODAY + timedelta(days=200)
    assert ["52026PC0001"] == refs(server.sweep(cursor, today=later))


def test_subjects_that_come_later_bring_the_texts() -> None:
    """A title that says nothing, then a subject about work: the text is asked for."""
    server = with_text("52026PC0001", "dan", en="On certain matters")
    first = server.sweep()
    assert [()] == [each.documents for each in first.proposals]
    server.rows[0]["subject_da"] = literal("arbejdstid")
    (proposal,) = server.sweep(dict(first.cursor)).proposals
    assert ("arbejdstid",) == proposal.topics
    assert ["act-1"] == [each.key for each in proposal.documents]


def test_danish_is_asked_for_until_it_is_there() -> None:
    """English at first, once a day; then the same document in Danish."""
    server = with_text("52026PC0001", "eng")
    first = server.sweep()
    (proposal,) = first.proposals
    assert [("act-1", "en")] == [(e.key, e.language) for e in proposal.documents]
    server.kinds()
    same_day = server.sweep(dict(first.cursor))
    assert ["works"] == server.kinds()
    server.texts |= with_text("52026PC0001", "dan").texts
    tomorrow = TODAY + timedelta(days=1)
    (proposal,) = server.sweep(dict(same_day.cursor), today=tomorrow).proposals
    assert [("act-1", "da")] == [(e.key, e.language) for e in proposal.documents]


def test_a_text_in_preparation_is_no_error() -> None:
    """The proposal stands without it, says so, and it is asked for next time."""
    server = with_text("52026PC0001")
    server.texts["52026PC0001", "dan"] = (202, b"")
    first = server.sweep()
    assert ["52026PC0001"] == refs(first)
    assert "is being made ready" in first.warnings[0]
    server.texts |= with_text("52026PC0001", "dan").texts
    (proposal,) = server.sweep(dict(first.cursor)).proposals
    assert 1 == len(proposal.documents)


def test_a_text_that_is_gone_takes_nothing_away() -> None:
    """What had a text and now has none is set aside, not shown without it."""
    server = with_text("52026PC0001", "eng")
    cursor = dict(server.sweep().cursor)
    server.texts.clear()
    swept = server.sweep(cursor, today=TODAY + timedelta(days=1))
    assert () == swept.proposals
    assert ["CELEX 52026PC0001"] == [each.record for each in swept.rejected]
    assert cursor["works"] == swept.cursor["works"]


def test_a_text_that_fails_is_asked_for_again() -> None:
    """The other proposals stand; the cursor does not claim the one that failed."""
    server = with_text("52026PC0001", "dan")
    server.rows.append(row("52026PC0002", TODAY, en="Fish"))
    server.broken.add("52026PC0001")
    first = server.sweep()
    assert ["52026PC0002"] == refs(first)
    server.broken.clear()
    assert ["52026PC0001"] == refs(server.sweep(dict(first.cursor)))


def test_texts_of_all_and_other_words() -> None:
    """Options choose what texts are asked for; every proposal is listed anyway."""
    server = with_text("52026PC0001", "dan", en="On herring")
    for options, count in (
        ({}, 0),
        ({"all": True}, 1),
        ({"words": ["herr"]}, 1),
        ({"words": ["err"]}, 0),
    ):
        (found,) = server.sweep(config=replace(CONFIG, options=options)).proposals
        assert count == len(found.documents), options


def test_the_act_is_told_from_its_annexes() -> None:
    """By the names of the streams, whatever their order; one form is taken once."""
    server = with_text("52026PC0001")
    page = choice(
        "3_DA_annexe_v1.html", "2_DA_ACT_part2_v1.html", "1_DA_ACT_part1.html"
    )
    other = page.replace(b"DA_", b"DA_x").replace(b"</body>", b"")
    server.texts["52026PC0001", "dan"] = (300, page + other)
    (found,) = server.sweep().proposals
    assert [
        (DocumentKind.EU_TEXT, "2_DA_ACT_part2_v1.html"),
        (DocumentKind.EU_TEXT, "1_DA_ACT_part1.html"),
        (DocumentKind.ANNEX, "3_DA_annexe_v1.html"),
    ] == [(each.kind, each.native_kind) for each in found.documents]


def test_a_text_alone_is_taken_from_where_it_came() -> None:
    """A redirect leads to the one text; its address is taken, at our server."""
    server = with_text("52026PC0001")
    server.texts["52026PC0001", "dan"] = (200, b"<html><p>x</p></html>")

    def fetch(request: Request) -> Page:
        page = server(request)
        return replace(page, final_url=ITEM.format(number=1) + "#dan")

    (found,) = sweep(Cellar(), CONFIG, {}, Scope(TODAY), fetch).proposals
    assert (ITEM.format(number=1).replace("http:", "https:"),) == found.documents[
        0
    ].urls


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"<html><body>List of URI's:</body></html>",
        choice("1_DA_annexe_v1.html"),
        choice("1_DA_ACT_part1.html").replace(b"publications.europa.eu", b"x.example"),
        choice("1_DA_ACT_part1.html").replace(b"publications.europa.eu", b"[::"),
        choice("1_DA_ACT_part1.html").replace(b"/DOC_1", b""),
        choice("1_DA_ACT_part1.html").replace(b"stream_name", b"streamName"),
        choice("1_DA_ACT_part1.html").replace(b'title="item"', b'title="entry"'),
    ],
)
def test_a_choice_that_is_not_understood_is_set_aside(page: bytes) -> None:
    """No act, no item, no name, or an address elsewhere: said, and not guessed."""
    server = with_text("52026PC0001")
    server.rows.append(row("52026PC0002", TODAY, en="Fish"))
    server.texts["52026PC0001", "dan"] = (300, page)
    swept = server.sweep()
    assert ["CELEX 52026PC0001"] == [each.record for each in swept.rejected]


def broken(path: tuple[str, ...], value: object = None) -> bytes:
    """An answer in which one key has another name, or another value."""
    content = answer([row("52026PC0001", TODAY), row("52026PC0002", TODAY)])
    for holder in _holders(content, path[:-1]):
        found = holder.pop(path[-1])
        if value is None:
            holder[f"{path[-1]}_renamed"] = found
        else:
            holder[path[-1]] = value
    return json.dumps(content).encode()


def _holders(node: Any, path: tuple[str, ...]) -> list[Any]:
    if isinstance(node, list):
        return [each for part in node for each in _holders(part, path)]
    return _holders(node[path[0]], path[1:]) if path else [node]


ROWS = ("results", "bindings")


@pytest.mark.parametrize(
    ("body", "named"),
    [
        (broken(("head",)), "head"),
        (broken(("head", "vars")), "vars"),
        (broken(("head", "vars"), ["celex", "title"]), "subject"),
        (broken(("results",)), "results"),
        (broken(ROWS), "bindings"),
        (broken(ROWS, {}), "bindings"),
        (broken((*ROWS, "celex")), "celex"),
        (broken((*ROWS, "celex", "value")), "celex"),
        (broken((*ROWS, "date")), "no date"),
        (broken((*ROWS, "en")), "title"),
        (broken((*ROWS, "celex"), literal("32024R1689")), "number"),
        (broken((*ROWS, "celex"), literal("52026PC٠٠٠١")), "number"),
        (broken((*ROWS, "date"), literal("2019-01-01")), "between"),
        (broken((*ROWS, "date"), literal("23.11.2026")), "no date"),
        (broken(("results",))[:60], "not JSON"),
        (b"<!DOCTYPE html><html><title>Maintenance</title></html>", "Maintenance"),
        (b"[]", "object"),
    ],
)
def test_an_answer_of_another_form_is_named(body: bytes, named: str) -> None:
    """Renamed keys, pages, halves, and answers about something else never pass."""

    def fetch(request: Request) -> Page:
        return Page(request, body, "application/sparql-results+json", request.url)

    with pytest.raises(ParseError, match=named):
        sweep(Cellar(), CONFIG, {}, Scope(TODAY), fetch)


def test_an_empty_window_is_normal_only_when_it_is_short() -> None:
    """Sixty days without a proposal are an error, a few days are not."""
    server = Server()
    with pytest.raises(UnexpectedlyEmpty):
        server.sweep()
    assert () == server.sweep(config=replace(CONFIG, options={"days": 7})).proposals
    with pytest.raises(UnexpectedlyEmpty):
        server.sweep(session="2001Q2")
    assert () == server.sweep(config=replace(CONFIG, may_be_empty=True)).proposals


def test_a_server_that_ignores_the_query_is_noticed() -> None:
    """The same page again instead of the next one."""
    body = json.dumps(
        answer([row(f"52026PC{n:04}", TODAY, en="Fish") for n in range(SIZE)])
    ).encode()

    def fetch(request: Request) -> Page:
        return Page(request, body, "application/json", request.url)

    with pytest.raises(ParseError, match="came again"):
        sweep(Cellar(), CONFIG, {}, Scope(TODAY), fetch)


def test_an_odd_record_does_not_stop_the_others() -> None:
    """It is set aside with its rows and its reason."""
    server = Server([row("52026PC0001", TODAY, en="Fish"), row("52026PC0002", TODAY)])
    server.rows[1]["en"] = {"type": "uri"}
    swept = server.sweep()
    assert ["52026PC0001"] == refs(swept)
    assert ["CELEX 52026PC0002"] == [each.record for each in swept.rejected]


def test_numbers_with_a_suffix_have_folders() -> None:
    """Two proposals under one number and a corrigendum are kept apart."""
    numbers = ("52026PC0001", "52026PC0001(01)", "52026PC0001R(01)")
    server = Server([row(each, TODAY, en="Fish") for each in numbers])
    assert ["52026PC0001", "52026PC0001-01", "52026PC0001R-01"] == refs(server.sweep())


def test_a_quarter_is_read_without_moving_the_window() -> None:
    """As a session, the newest first for a reading back; the cursor stays."""
    days = (date(2026, 6, 30), date(2026, 7, 1), date(2026, 9, 30), date(2026, 10, 1))
    server = Server(
        [row(f"52026PC000{n}", day, en="Fish") for n, day in enumerate(days)]
    )
    cursor = {"until": "2026-11-20", "start": "2026-09-21", "works": {}}
    swept = server.sweep(cursor, session="2026Q3")
    assert (["52026PC0001", "52026PC0002"], cursor) == (refs(swept), swept.cursor)
    slices = Cellar().slices(CONFIG, Scope(TODAY, since=date(2025, 12, 31)))
    names = ["2026Q4", "2026Q3", "2026Q2", "2026Q1", "2025Q4"]
    assert names == [each.session for each in slices]
    assert ["52026PC0003"] == refs(server.sweep(cursor, session="2026Q4"))


def test_what_is_remembered_leaves_with_the_window() -> None:
    """The cursor does not grow from year to year."""
    server = Server([row("52026PC0001", TODAY, en="Fish")])
    cursor = dict(server.sweep().cursor)
    server.rows = [row("52027PC0001", date(2027, 11, 1), en="Fish")]
    once = server.sweep(cursor, today=date(2027, 11, 20))
    twice = server.sweep(dict(once.cursor), today=date(2027, 11, 21))
    assert ["52027PC0001"] == list(twice.cursor["works"])


def test_since_reads_everything_from_that_day() -> None:
    """What is known is read again, and what is older than the window too."""
    server = Server([row("52026PC0001", date(2026, 2, 1), en="Fish")])
    server.rows.append(row("52026PC0002", TODAY, en="Fish"))
    cursor = dict(server.sweep().cursor)
    swept = server.sweep(cursor, since=date(2026, 1, 15))
    assert ["52026PC0001", "52026PC0002"] == refs(swept)


def test_the_recorded_answer_about_a_regulation_is_refused(shared: Path) -> None:
    """With or without a head it is not about proposals, and never shown as one."""
    recorded = shared / "captures/eu/cellar/32024R1689_metadata.json"
    content = json.loads(recorded.read_text())
    renamed = {**content, "head": {"vars": list(VARIABLES)}}
    for each in (content, renamed):

        def fetch(request: Request, each: Any = each) -> Page:
            return Page(request, json.dumps(each).encode(), "application/json")

        with pytest.raises(ParseError, match=r"head|not the number"):
            sweep(Cellar(), CONFIG, {}, Scope(TODAY), fetch)


def test_the_query_speaks_of_what_a_recorded_notice_has(shared: Path) -> None:
    """Each property asked for is in a proposal's notice, seen from the work alone."""
    notice = (shared / "captures/eu/cellar/52018PC0340_branch.xml").read_text()
    server = with_text("52026PC0001")
    server.sweep()
    query = parse_qs(urlsplit(server.asked[0].url).query)["query"][0]
    asked = {*re.findall(r"cdm:([a-z][\w-]+)", query)} - {"dossier_contains_work"}
    assert 9 == len(asked)
    assert {name for name in asked if f"<{name.upper()}" not in notice} == set()
    assert query.count("{") == query.count("}")


@pytest.fixture
def stand_in(shared: Path) -> Iterator[tuple[Any, HttpFetcher]]:
    """The stand-in for CELLAR with its recorded answers."""
    folder = str(shared / "tools" / "peers")
    sys.path.insert(0, folder)
    from serve import serve  # noqa: PLC0415 - lives beside the project

    recorded = shared / "captures/eu/cellar"
    with serve([], cellar=recorded) as peers, closing(HttpFetcher(pause=0.01)) as http:
        yield peers, http
    sys.path.remove(folder)


def over_http(
    stand_in: tuple[Any, HttpFetcher], known: Server
) -> tuple[SourceConfig, Any]:
    """The configuration for the stand-in, and a fetch that lists what is known."""
    peers, http = stand_in
    config = replace(CONFIG, base_url=peers.cellar_url, pace=1000)

    def fetch(request: Request) -> Page:
        if request.kind == "works" and known.rows:
            return known(request)
        found = http.listing(config, request)
        return Page(
            request, found.body, found.content_type, found.final_url, found.status
        )

    return config, fetch


def test_the_stand_in_is_not_believed(stand_in: tuple[Any, HttpFetcher]) -> None:
    """It gives its one recorded answer to every query, also when it drifts."""
    config, fetch = over_http(stand_in, Server())
    for profile in ("none", "drift"):
        stand_in[0].control(profile=profile)
        with pytest.raises(ParseError):
            sweep(Cellar(), config, {}, Scope(TODAY), fetch)


def test_a_recorded_choice_leads_to_the_act(
    stand_in: tuple[Any, HttpFetcher],
) -> None:
    """From the CELEX address to the act and its annex, fetched and read."""
    known = Server([row("52022PC0454", date(2022, 9, 15))])
    config, fetch = over_http(stand_in, known)
    scope = Scope(TODAY, session="2022Q3")
    (proposal,) = sweep(Cellar(), config, {}, scope, fetch).proposals
    act, annex = proposal.documents
    assert Stage.EU_PROPOSED is proposal.stage
    assert (DocumentKind.EU_TEXT, "en") == (act.kind, act.language)
    assert DocumentKind.ANNEX is annex.kind
    found = collect(stand_in[1], config, act)
    assert found.url.startswith(config.base_url)
    reading = read(found.answer.body, found.answer.content_type, "", act.kind)
    assert {Part.EU_CONTEXT, Part.EU_LEGAL_BASIS, Part.EU_OTHER, Part.EU_ARTICLES} < {
        *reading.parts
    }
