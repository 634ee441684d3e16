"""The sources against stand-in servers loaded with recorded data, faults included.

Skipped where the folder of recorded data is not beside the project.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefing.adapters.http import HttpFetcher
from briefing.documents.collect import collect
from briefing.domain.proposal import DeadlineKind, DocumentKind, Proposal, Stage
from briefing.domain.source import Page, Request, Scope, SourceConfig
from briefing.errors import (
    Blocked,
    BriefingError,
    DocumentError,
    ForbiddenHost,
    ParseError,
    TooLarge,
    UnexpectedlyEmpty,
)
from briefing.sources.base import Swept, find_sources, sweep

TODAY = date(2026, 3, 27)
IDS = ("folketinget", "hoeringsportalen", "have_your_say")
BINDING = re.compile(r"Frist for (?!svar)|(?:Eventuelt: )?[123]\. ")
"""Titles of steps that bind the parties; the answer's deadline is the minister's."""
PRIVATE_LETTERS = {1200632, 1203401}
"""Letters to committees whose senders are persons."""


@dataclass(slots=True)
class Client:
    """Sweeps the stand-ins with the real fetcher, as the pipeline does."""

    peers: Any
    fetcher: HttpFetcher
    asked: list[Request] = field(default_factory=list)

    def config(self, source_id: str) -> SourceConfig:
        """The configuration that points a source at the stand-ins."""
        urls = {
            "folketinget": self.peers.oda_url,
            "hoeringsportalen": self.peers.hearings_url,
            "have_your_say": self.peers.hys_url,
        }
        addresses = {
            "files": self.peers.ft_url,
            "site": self.peers.ft_url,
            "folketingstidende": self.peers.folketingstidende_url,
            "retsinformation": self.peers.retsinformation_url,
        }
        return SourceConfig(
            id=source_id,
            base_url=urls[source_id],
            addresses=addresses if source_id == "folketinget" else {},
            pace=1000,
        )

    def fetch(self, request: Request, config: SourceConfig) -> Page | None:
        """One request over HTTP."""
        self.asked.append(request)
        answer = self.fetcher.listing(config, request)
        if answer.status == 304:
            return None
        return Page(
            request, answer.body, answer.content_type, answer.final_url, answer.status
        )

    def sweep(
        self, source_id: str, cursor: Mapping[str, Any] | None = None, **scope: Any
    ) -> Swept:
        """A sweep of everything, or of what is new when there is a cursor."""
        self.asked.clear()
        config = self.config(source_id)
        wanted = Scope(**{"today": TODAY, "everything": cursor is None, **scope})
        source = find_sources()[source_id]
        return sweep(
            source, config, cursor or {}, wanted, lambda each: self.fetch(each, config)
        )


Open = Callable[..., Client]


@pytest.fixture
def open_peers(shared: Path, tmp_path: Path) -> Iterator[Open]:
    """Starts stand-ins with the recorded cases and consultations."""
    folder = str(shared / "tools" / "peers")
    sys.path.insert(0, folder)
    from serve import serve  # noqa: PLC0415 - lives beside the project

    cases = shared / "captures/dk/oda/cases_2026-03-27.derived.json"
    votes = tmp_path / "votes.json"
    votes.write_text(json.dumps({"records": list(votes_of(cases))}))
    running = []
    fetcher = HttpFetcher(pause=0.01)

    def start(**options: Any) -> Client:
        recorded = shared / "captures/eu/have_your_say"
        peers = serve([cases], hys=recorded, raw=votes, **options)
        running.append(peers.__enter__())
        return Client(peers, fetcher)

    with closing(fetcher):
        yield start
    for each in running:
        each.__exit__(None, None, None)
    sys.path.remove(folder)


def votes_of(cases: Path) -> Iterator[dict[str, Any]]:
    """The recorded votes, of which only the ids are known, as whole rows."""
    for case in json.loads(cases.read_text()):
        for step in case["steps"]:
            for key in step["vote_ids"]:
                body = {"id": key, "nummer": 1, "konklusion": "Vedtaget", "typeid": 1,
                        "vedtaget": True, "sagstrinid": step["sagstrin_id"],
                        "opdateringsdato": f"{step['date']}T12:00:00"}  # fmt: skip
                yield {"endpoint": f"Afstemning({key})", "body": body}


@pytest.fixture
def recorded(shared: Path) -> dict[str, Any]:
    """The recorded bills and resolution proposals by number."""
    path = shared / "captures/dk/oda/cases_2026-03-27.derived.json"
    found = json.loads(path.read_text())
    return {each["sag_number"]: each for each in found if each["sag_number"][0] in "LB"}


def by_number(swept: Swept) -> dict[str, Proposal]:
    """The proposals of a sweep by number."""
    return {each.number: each for each in swept.proposals}


def assert_as_recorded(client: Client, swept: Swept, recorded: dict[str, Any]) -> None:
    """Every case stands there with what was recorded, and nothing else does."""
    found = by_number(swept)
    assert sorted(recorded) == sorted(found)
    for number, case in recorded.items():
        proposal = found[number]
        roles = {each["role"]: each["name"] for each in case["actors"]}
        assert case["sag_status"] == proposal.native_status
        assert roles.get("Henvist til", "") == proposal.committee
        assert roles["Ministerområde"] == proposal.ministry
        assert recorded_documents(client, case) == listed_documents(proposal)
        assert_steps_as_recorded(proposal, case)


def assert_steps_as_recorded(proposal: Proposal, case: dict[str, Any]) -> None:
    """Every step, deadline and vote with its day, and the law at the end."""
    steps = case["steps"]
    assert sorted((each["date"], each["status"]) for each in steps) == sorted(
        (str(each.date), each.native_status) for each in proposal.steps
    )
    assert sorted(e["date"] for e in steps if BINDING.match(e["title"])) == sorted(
        str(each.date) for each in proposal.deadlines
    )
    assert [each["date"] for each in steps for _vote in each["vote_ids"]] == [
        str(each.date) for each in proposal.votes
    ]
    law = case["law_followup"]
    number, year = law["law_number"], str(law["law_number_date"])[:4]
    assert bool(number) == (f"LOV {number}/{year}" in proposal.other_identifiers)


def recorded_documents(client: Client, case: dict[str, Any]) -> set[tuple[str, str]]:
    """Id and address of every document of a recorded case and its steps.

    Letters of private persons have no address.
    """
    holders = [case, *case["steps"]]
    return {
        (
            str(each["document_id"]),
            ""
            if each["document_id"] in PRIVATE_LETTERS
            else each["url"].replace("https://www.ft.dk", client.peers.ft_url),
        )
        for holder in holders
        for each in holder["documents"]
    }


def listed_documents(proposal: Proposal) -> set[tuple[str, str]]:
    """Id and given address of every document that the source itself lists."""
    return {
        (each.key, each.urls[-1] if each.urls else "")
        for each in proposal.documents
        if each.native_kind != "derived"
    }


def test_every_recorded_case_is_read_as_recorded(
    open_peers: Open, recorded: dict[str, Any]
) -> None:
    """16 bills and 6 resolution proposals with everything that was recorded."""
    client = open_peers()
    swept = client.sweep("folketinget")
    assert (22, 22, ()) == (len(swept.proposals), swept.listed, swept.rejected)
    assert_as_recorded(client, swept, recorded)
    for proposal in swept.proposals:
        kinds = {each.kind for each in proposal.documents}
        assert kinds & {DocumentKind.BILL_TEXT, DocumentKind.RESOLUTION_TEXT}
        assert proposal.stage in {Stage.ROYAL_ASSENT, Stage.REJECTED}
    memo = by_number(swept)["L 115"]
    assert DeadlineKind.COMMITTEE_QUESTIONS in {each.kind for each in memo.deadlines}


def test_small_pages_and_ignored_filters_change_nothing(
    open_peers: Open, recorded: dict[str, Any]
) -> None:
    """Lists cut off at three rows anywhere are completed."""
    client = open_peers(page_size=3, unfiltered_quirk=True)
    assert_as_recorded(client, client.sweep("folketinget"), recorded)


@pytest.mark.parametrize("seed", [1, 2])
def test_an_unlucky_day_changes_nothing(
    open_peers: Open, recorded: dict[str, Any], seed: int
) -> None:
    """Errors, resets, half bodies and broken packing are survived by asking again."""
    client = open_peers(faults="flaky", seed=seed)
    assert_as_recorded(client, client.sweep("folketinget"), recorded)
    assert 3 == len(client.sweep("have_your_say").proposals)
    assert len(client.peers.hearings.hearings) == len(
        client.sweep("hoeringsportalen").proposals
    )


@pytest.mark.parametrize("source_id", IDS)
@pytest.mark.parametrize("variant", ["rename", "empty", "html", ""])
def test_a_silent_change_of_format_is_named(
    open_peers: Open, source_id: str, variant: str
) -> None:
    """Renamed keys, empty lists and pages instead of data never pass as success."""
    client = open_peers(faults="drift")
    client.peers.control(variant=variant)
    with pytest.raises((ParseError, UnexpectedlyEmpty, Blocked)):
        client.sweep(source_id)


@pytest.mark.parametrize("source_id", IDS)
def test_a_silent_change_of_format_is_named_on_the_second_sweep(
    open_peers: Open, source_id: str
) -> None:
    """The same, when only what is new is asked for."""
    client = open_peers()
    cursor = client.sweep(source_id).cursor
    client.peers.control(profile="drift")
    for variant in ("rename", "empty", "html"):
        client.peers.control(variant=variant)
        with pytest.raises((ParseError, UnexpectedlyEmpty, Blocked)):
            client.sweep(source_id, cursor)


def test_poisoned_records_do_no_harm(
    open_peers: Open, recorded: dict[str, Any]
) -> None:
    """Hostile titles are cleaned, hostile addresses refused, the rest stands."""
    client = open_peers(faults="hostile")
    swept = client.sweep("folketinget")
    assert sorted(recorded) == sorted(by_number(swept))
    for number, case in recorded.items():
        assert_steps_as_recorded(by_number(swept)[number], case)
    for each in swept.proposals:
        assert each.title.isprintable()
        assert "<" not in each.title
        assert each.stage in {Stage.ROYAL_ASSENT, Stage.REJECTED}
        assert all(deadline.date.year < 2027 for deadline in each.deadlines)
    for source_id in ("have_your_say", "hoeringsportalen"):
        proposals = client.sweep(source_id).proposals
        assert proposals
        assert all(each.title.isprintable() for each in proposals)


def test_poisoned_addresses_are_refused(open_peers: Open) -> None:
    """Link-local, loopback, redirects inside, and files without end."""
    client = open_peers(faults="hostile")
    config = client.config("folketinget")
    proposals = client.sweep("folketinget").proposals
    documents = [each for proposal in proposals for each in proposal.documents]
    by_ending = {
        "/latest/meta-data/": ForbiddenHost,
        "//127.0.0.1:1/": ForbiddenHost,
        "/redirect.pdf": ForbiddenHost,
        "/huge.pdf": TooLarge,
    }
    for ending, error in by_ending.items():
        found = [
            each
            for each in documents
            if each.urls[-1:] and each.urls[-1].endswith(ending)
        ]
        assert found, ending
        only = replace(found[0], urls=found[0].urls[-1:])
        with pytest.raises(error):
            collect(client.fetcher, config, only)


def test_a_second_sweep_finds_nothing_new(open_peers: Open) -> None:
    """Nothing changed: few requests, no proposals, the same cursor."""
    client = open_peers()
    for source_id, most in (
        ("folketinget", 10),
        ("hoeringsportalen", 1),
        ("have_your_say", 1),
    ):
        first = client.sweep(source_id)
        again = client.sweep(source_id, first.cursor)
        assert () == again.proposals
        assert len(client.asked) <= most
        assert () == client.sweep(source_id, again.cursor).proposals


CHANGES = {
    "the case itself": ("Sag", 104702, {"titelkort": "Nyt", "statusid": 17}),
    "a new step": (
        "Sagstrin",
        900001,
        {
            "sagid": 104702,
            "titel": "Frist for spørgsmål",
            "dato": "2026-04-05T00:00:00",
        },
    ),
    "a new actor": ("SagAktør", 900002, {"sagid": 104702, "aktørid": 137}),
    "a document's link": ("SagDokument", 104702000, {"bilagsnummer": "9"}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_changes_that_case_alone(open_peers: Open, name: str) -> None:
    """Wherever it happens, and also twice within the same second."""
    client = open_peers()
    cursor = client.sweep("folketinget").cursor
    entity, key, values = CHANGES[name]
    values = {**values, **_lookups(client, entity)}
    for _twice in range(2):
        client.peers.control(change={"entity": entity, "id": key, "set": values})
        swept = client.sweep("folketinget", cursor)
        assert ["L 115"] == [each.number for each in swept.proposals]
        cursor = swept.cursor
        assert () == client.sweep("folketinget", cursor).proposals
        day = "2026-04-06T00:00:00"
        values |= {"Sagstrin": {"dato": day}, "Sag": {"titelkort": "Nyere"}}.get(
            entity, {"rolleid": 6 if entity == "SagAktør" else 1}
        )


def _lookups(client: Client, entity: str) -> dict[str, int]:
    code = client.peers.folketing.store.code
    if entity == "Sagstrin":
        return {
            "typeid": code("Sagstrinstype", "Frist for spørgsmål"),
            "statusid": code("Sagstrinsstatus", "Konfirmeret"),
        }
    return (
        {"rolleid": code("SagAktørRolle", "Minister")} if entity == "SagAktør" else {}
    )


def test_a_changed_document_and_file_change_their_case(open_peers: Open) -> None:
    """Documents and files have stamps of their own; so have those on steps alone."""
    client = open_peers()
    first = client.sweep("folketinget")
    case = by_number(first)["L 83"]
    listed = [each.key for each in case.documents if each.native_kind != "derived"]
    own, on_step = listed[0], listed[-1]
    cursor = first.cursor
    changes = [("Dokument", int(own), {"titel": "Ny titel"})]
    changes += [("Dokument", int(on_step), {"titel": "Nyere titel"})]
    changes += [("Fil", 2_000_000 + int(on_step), {"filurl": "https://x.example/"})]
    for entity, key, values in changes:
        client.peers.control(change={"entity": entity, "id": key, "set": values})
        swept = client.sweep("folketinget", cursor)
        assert ["L 83"] == [each.number for each in swept.proposals]
        cursor = swept.cursor


def test_a_case_published_later_is_found(open_peers: Open) -> None:
    """Also when its id is lower than those known."""
    client = open_peers(hold_back=9)
    first = client.sweep("folketinget")
    assert "L 115" not in by_number(first)
    client.peers.control(publish=9, advance_hours=6)
    second = client.sweep("folketinget", first.cursor)
    assert "L 115" in by_number(second)
    assert not set(by_number(first)) & set(by_number(second))
    assert 22 == len(first.proposals) + len(second.proposals)


def test_many_changes_are_read_with_the_whole_session(
    open_peers: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too many changed cases, or rows: the session is read, then all is known."""
    client = open_peers()
    first = client.sweep("folketinget")
    monkeypatch.setattr("briefing.sources.folketinget.MOST_CASES", 3)
    forgot = {**first.cursor, "cases": {}}
    assert 22 == len(client.sweep("folketinget", forgot).proposals)
    monkeypatch.setattr("briefing.sources.folketinget.MOST_ROWS", 3)
    swept = client.sweep("folketinget", {**first.cursor, "marks": {}})
    assert 22 == len(swept.proposals)
    monkeypatch.undo()
    assert () == client.sweep("folketinget", swept.cursor).proposals


def test_a_failed_case_is_asked_for_again(open_peers: Open) -> None:
    """What was seen to change and could not be read is not forgotten."""
    client = open_peers()
    cursor = client.sweep("folketinget").cursor
    change = {"entity": "Sag", "id": 104702, "set": {"titel": ""}}
    client.peers.control(change=change)
    failed = client.sweep("folketinget", cursor)
    assert ["L 115"] == [each.record for each in failed.rejected]
    assert [104702] == failed.cursor["again"]
    change["set"] = {"titel": "Igen"}
    client.peers.control(change=change)
    swept = client.sweep("folketinget", failed.cursor)
    assert ["Igen"] == [each.title for each in swept.proposals]
    assert [] == swept.cursor["again"]


def test_another_session_is_read_on_demand(open_peers: Open) -> None:
    """It leaves the cursor of the newest one alone; an unknown one is an error."""
    client = open_peers()
    swept = client.sweep("folketinget", session="20251", everything=True)
    assert (22, {}) == (len(swept.proposals), swept.cursor)
    with pytest.raises(UnexpectedlyEmpty):
        client.sweep("folketinget", session="20231", everything=True)


def test_an_empty_newest_session_falls_back(open_peers: Open) -> None:
    """A session that exists but lists nothing yet does not hide the one before."""
    client = open_peers()
    row = {"kode": "20261", "type": "samling", "titel": "2026-27"}
    client.peers.control(change={"entity": "Periode", "id": 999, "set": row})
    first = client.sweep("folketinget")
    assert 22 == len(first.proposals)
    assert () == client.sweep("folketinget", first.cursor).proposals


def test_changes_since_a_day(open_peers: Open) -> None:
    """`since` takes the cases touched from that day on, whatever the cursor says."""
    client = open_peers()
    client.peers.control(
        change={"entity": "Sag", "id": 103162, "set": {"titelkort": "Ny"}}
    )
    swept = client.sweep("folketinget", since=TODAY, everything=False)
    assert ["B 10"] == [each.number for each in swept.proposals]


@pytest.mark.parametrize("now", ["2025-10-15T12:00:00", "2026-03-27T12:00:00"])
def test_every_hearing_is_read(open_peers: Open, now: str) -> None:
    """Authority, deadline, state and documents of every hearing there is."""
    client = open_peers(now=now)
    today = date.fromisoformat(now[:10])
    swept = client.sweep("hoeringsportalen", today=today)
    wanted = {
        (f"dk/hoeringsportalen/{each.id}", each.authority, each.deadline.date())
        for each in client.peers.hearings.current()
    }
    assert wanted == {
        (each.ref, each.ministry, each.deadlines[0].date) for each in swept.proposals
    }
    for each in swept.proposals:
        is_open = each.deadlines[0].date >= today
        assert is_open == (each.stage is Stage.CONSULTATION_OPEN)
        assert [
            DocumentKind.CONSULTATION_LETTER,
            DocumentKind.DRAFT_TEXT,
            DocumentKind.CONSULTATION_LIST,
        ] == [document.kind for document in each.documents]


def test_a_moved_hearing_and_a_passed_deadline_are_read_again(
    open_peers: Open,
) -> None:
    """An authority moves a deadline; time closes a hearing without a word."""
    client = open_peers(now="2025-10-15T12:00:00")
    today = date(2025, 10, 15)
    first = client.sweep("hoeringsportalen", today=today)
    number = next(
        int(each.ref.rsplit("/", 1)[1])
        for each in first.proposals
        if each.stage is Stage.CONSULTATION_OPEN
    )
    client.peers.control(
        move_deadline={"of": "hearing", "id": number, "to": "2025-11-20"}
    )
    moved = client.sweep("hoeringsportalen", first.cursor, today=today)
    assert [date(2025, 11, 20)] == [each.deadlines[0].date for each in moved.proposals]
    later = date(2025, 11, 22)
    closed = client.sweep("hoeringsportalen", moved.cursor, today=later)
    assert [Stage.CONSULTATION_CLOSED] == [each.stage for each in closed.proposals]
    after = client.sweep("hoeringsportalen", closed.cursor, today=later)
    assert () == after.proposals


def test_every_open_window_is_read(open_peers: Open) -> None:
    """Each with the deadline of the list, in Brussels time; then once a day."""
    client = open_peers()
    swept = client.sweep("have_your_say")
    wanted = {
        "eu/have-your-say/18805": date(2026, 9, 28),
        "eu/have-your-say/18806": date(2026, 9, 28),
        "eu/have-your-say/14778": date(2026, 11, 19),
    }
    assert wanted == {each.ref: each.deadlines[0].date for each in swept.proposals}
    assert {"Europe/Brussels"} == {each.deadlines[0].zone for each in swept.proposals}
    tomorrow = date(2026, 3, 28)
    again = client.sweep("have_your_say", swept.cursor, today=tomorrow)
    assert 3 == len(again.proposals)


def test_a_window_that_left_the_list_is_closed(open_peers: Open) -> None:
    """It is read once more, though its own record still says open."""
    client = open_peers(now="2026-09-20T12:00:00")
    today = date(2026, 9, 20)
    first = client.sweep("have_your_say", today=today)
    client.peers.control(now="2026-09-30T12:00:00")
    later = date(2026, 9, 30)
    second = client.sweep("have_your_say", first.cursor, today=later)
    stages = {each.ref.rsplit("/", 1)[1]: each.stage for each in second.proposals}
    assert {
        "18805": Stage.CONSULTATION_CLOSED,
        "18806": Stage.CONSULTATION_CLOSED,
        "14778": Stage.EU_PUBLIC_CONSULTATION,
    } == stages
    assert () == client.sweep("have_your_say", second.cursor, today=later).proposals


def test_a_bill_comes_from_the_gazette_and_not_past_the_bot_check(
    open_peers: Open,
) -> None:
    """Retsinformation has no bill, Folketingstidende prints it, ft.dk refuses."""
    client = open_peers()
    config = client.config("folketinget")
    case = by_number(client.sweep("folketinget"))["L 115"]
    texts = {each.kind: each for each in case.documents}
    found = collect(client.fetcher, config, texts[DocumentKind.BILL_TEXT])
    assert found.url.startswith(client.peers.folketingstidende_url)
    assert found.answer.body.startswith(b"%PDF")
    with pytest.raises(Blocked):
        collect(client.fetcher, config, texts[DocumentKind.QUESTION])


def test_documents_under_drift_are_refused(open_peers: Open) -> None:
    """A page that comes with 200 instead of a PDF is no document."""
    client = open_peers()
    config = client.config("folketinget")
    case = by_number(client.sweep("folketinget"))["L 115"]
    client.peers.control(profile="drift", variant="html")
    for document in case.documents:
        with pytest.raises((DocumentError, BriefingError)):
            collect(client.fetcher, config, document)
