"""The European Parliament: which procedures are read when, and what they become."""

import copy
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from examples import configured

from briefing.domain.proposal import DeadlineKind, DocumentKind, Proposal, Stage
from briefing.domain.source import Page, Request, Scope, SourceConfig
from briefing.errors import (
    ConfigError,
    ParseError,
    RateLimited,
    UnexpectedlyEmpty,
    Unreachable,
)
from briefing.sources.base import Swept, sweep
from briefing.sources.europarl import EuropeanParliament
from briefing.sources.europarl_procedure import check, procedure_of

TODAY = date(2026, 11, 23)
CONFIG = configured("europarl")
PHASE = "http://publications.europa.eu/resource/authority/procedure-phase/"
RECORDED = ("odp-procedure_2025-0260.json", "odp-procedure_2024-2006.json")


def event(kind: str, day: str = "2026-10-01", **more: Any) -> dict[str, Any]:
    """An event of a procedure."""
    term = f"def/ep-activities/{kind}"
    return {"activity_date": day, "had_activity_type": term, **more}


def committee(code: str, role: str = "LEAD") -> dict[str, Any]:
    """A committee that takes part."""
    return {
        "had_participant_organization": [f"org/{code}"],
        "participation_role": f"def/ep-roles/COMMITTEE_{role}",
    }


def rapporteur(number: int, role: str = "RAPPORTEUR") -> dict[str, Any]:
    """A member who takes part for EMPL."""
    return {
        "had_participant_person": [f"person/{number}"],
        "participation_role": f"def/ep-roles/{role}",
        "participation_in_name_of": "org/EMPL",
        "politicalGroup": "org/S-D",
        "activity_date": "2026-11-05",
    }


def record(key: str = "2026-0001", *took_part: Any, **more: Any) -> dict[str, Any]:
    """A procedure before EMPL, unless others take part."""
    found = {
        "id": f"eli/dl/proc/{key}",
        "process_id": key,
        "process_type": "def/ep-procedure-types/COD",
        "process_title": {"da": f"Sag {key}", "en": f"Case {key}"},
        "current_stage": f"{PHASE}RDG1",
        "label": f"{key.replace('-', '/')}(COD)",
        "consists_of": [event("REFERRAL")],
        "had_participation": [*took_part] or [committee("EMPL")],
        **more,
    }
    return {name: value for name, value in found.items() if value is not None}


@dataclass(slots=True)
class Server:
    """Answers as the open data does; `most` rows on a page whatever is asked for."""

    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    most: int = 500
    told: int | None = None
    limit: int | None = None
    broken: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    def add(self, *records: dict[str, Any]) -> None:
        """Put procedures on the list."""
        self.records |= {each["process_id"]: each for each in records}

    def __call__(self, request: Request) -> Page:
        """The answer to a request."""
        parts = urlsplit(request.url)
        name = parts.path.rpartition("/")[2]
        self.asked.append(name)
        if self.limit is not None and len(self.asked) > self.limit:
            raise RateLimited("europarl", request.url, timedelta(seconds=60))
        if name in self.broken:
            raise Unreachable("europarl", request.url, "answered 500")
        if request.kind == "list":
            return self._list(request, parse_qs(parts.query))
        if request.kind == "member":
            member = {"identifier": name, "label": self.names.get(name)}
            return self._page(request, [member] if name in self.names else [])
        return self._page(request, [self.records[name]] if name in self.records else [])

    def _list(self, request: Request, query: Mapping[str, list[str]]) -> Page:
        kind, offset = query["process-type"][0], int(query["offset"][0])
        rows = [
            {
                "process_id": key,
                "process_type": each["process_type"].rpartition("/")[2],
                "label": each.get("label"),
            }
            for key, each in sorted(self.records.items())
            if each["process_type"].endswith(kind)
        ]
        size = min(self.most, int(query["limit"][0]))
        meta = {"total": len(rows) if self.told is None else self.told}
        return self._page(request, rows[offset : offset + size], meta=meta)

    def _page(self, request: Request, data: list[Any], **more: Any) -> Page:
        if not data:
            return Page(request, b"", "", request.url, 204)
        content = {"data": data, "@context": [], **more}
        body = json.dumps(content).encode()
        return Page(request, body, "application/ld+json", request.url)

    def read(self) -> list[str]:
        """What was asked for besides the list, and an empty memory."""
        found = [each for each in self.asked if each != "procedures"]
        self.asked.clear()
        return found

    def sweep(
        self,
        cursor: Mapping[str, Any] | None = None,
        config: SourceConfig = CONFIG,
        **scope: Any,
    ) -> Swept:
        """A sweep of this server."""
        wanted = Scope(**{"today": TODAY, **scope})
        return sweep(EuropeanParliament(), config, cursor or {}, wanted, self)


def numbers(swept: Swept) -> list[str]:
    """The procedures that became proposals."""
    return sorted(each.ref.rpartition("/")[2] for each in swept.proposals)


def some(count: int, *took_part: Any) -> list[dict[str, Any]]:
    """Procedures of this year, numbered from 1."""
    return [record(f"2026-{n:04}", *took_part) for n in range(1, count + 1)]


def options(**values: Any) -> SourceConfig:
    """The configuration with these options."""
    return replace(CONFIG, options=values)


def appointed(found: Proposal) -> list[str]:
    """The rapporteurs with their days."""
    return [
        f"{each.date} {each.title}"
        for each in found.steps
        if each.native_type == "RAPPORTEUR"
    ]


def as_proposal(found: dict[str, Any], today: date = TODAY) -> Proposal:
    """The proposal that a record is."""
    check(found, "here")
    return procedure_of(CONFIG, found, {}, today, "here")


def test_a_list_is_read_to_its_end_whatever_the_size_of_a_page() -> None:
    """Also when the total is not told, and when pages are smaller than asked for."""
    for told in (None, 10_000):
        server = Server(most=3, told=told)
        server.add(*some(7))
        assert 7 == len(server.sweep().proposals)


def test_only_procedures_of_our_committees_become_proposals() -> None:
    """Leading or giving an opinion; assessing the budget counts as well."""
    server = Server()
    server.add(
        record("2026-0001", committee("EMPL")),
        record("2026-0002", committee("ECON"), committee("EMPL", "OPINION")),
        record("2026-0003", committee("ECON"), committee("FEMM", "OPINION")),
    )
    assert ["2026-0001", "2026-0002"] == numbers(server.sweep())
    both = server.sweep(config=options(committees=["FEMM", "EMPL"]))
    assert ["2026-0001", "2026-0002", "2026-0003"] == numbers(both)


def test_what_is_not_ours_is_not_read_again_at_once() -> None:
    """Ours daily, others after 30 days, those without a committee after 7."""
    server = Server()
    server.add(
        record("2026-0001"),
        record("2026-0002", committee("TRAN")),
        record("2026-0003", consists_of=None, had_participation=None),
        record("2026-0004", consists_of=[event("PUBLICATION_OFFICIAL_JOURNAL")]),
    )
    cursor = server.sweep().cursor
    server.read()
    for days, expected in (
        (0, []),
        (1, ["2026-0001"]),
        (7, ["2026-0001", "2026-0003"]),
        (30, ["2026-0001", "2026-0002", "2026-0003"]),
    ):
        server.sweep(cursor, today=TODAY + timedelta(days=days))
        assert expected == server.read()


def test_a_committee_that_joins_late_is_noticed() -> None:
    """A procedure that was not ours becomes ours."""
    server = Server()
    server.add(record("2026-0001", committee("TRAN")), record("2026-0002"))
    cursor = server.sweep().cursor
    server.add(record("2026-0001", committee("TRAN"), committee("EMPL", "OPINION")))
    later = server.sweep(cursor, today=TODAY + timedelta(days=30))
    assert "2026-0001" in numbers(later)


def test_what_was_ours_is_followed_to_its_end() -> None:
    """A committee that leaves does not make a procedure stand still."""
    server = Server()
    server.add(record("2026-0001"))
    cursor = server.sweep().cursor
    ended = [event("PUBLICATION_OFFICIAL_JOURNAL", "2026-11-24")]
    server.add(record("2026-0001", committee("TRAN"), consists_of=ended))
    swept = server.sweep(cursor, today=TODAY + timedelta(days=1))
    assert [Stage.EU_COMPLETED] == [each.stage for each in swept.proposals]
    server.read()
    server.sweep(swept.cursor, today=TODAY + timedelta(days=99))
    assert [] == server.read()


def test_the_budget_is_kept_and_said() -> None:
    """Ours first, then the newest; the rest in the next sweeps, with a warning."""
    server = Server()
    server.add(*some(5))
    first = server.sweep(config=options(budget=2))
    assert ["2026-0005", "2026-0004"] == server.read()
    assert ("3 procedures are left for the next sweeps",) == first.warnings
    tomorrow = TODAY + timedelta(days=1)
    second = server.sweep(first.cursor, options(budget=3), today=tomorrow)
    assert ["2026-0004", "2026-0005", "2026-0003"] == server.read()
    server.sweep(second.cursor, options(budget=9), today=tomorrow)
    assert ["2026-0002", "2026-0001"] == server.read()


def test_old_procedures_are_left_alone() -> None:
    """Five years back unless told; a year as session is read whole."""
    server = Server()
    server.add(record("2020-0001"), record("2021-0001"), record("2026-0001"))
    assert ["2021-0001", "2026-0001"] == numbers(server.sweep())
    assert ["2026-0001"] == numbers(server.sweep(config=options(from_year=2022)))
    since = server.sweep(since=date(2020, 3, 1))
    assert ["2020-0001", "2021-0001", "2026-0001"] == numbers(since)
    year = server.sweep(config=options(budget=0), session="2020")
    assert ["2020-0001"] == numbers(year)
    slices = EuropeanParliament().slices(CONFIG, Scope(TODAY, since=date(2024, 5, 1)))
    assert ["2026", "2025", "2024"] == [each.session for each in slices]


def test_what_is_followed_is_read_though_it_left_the_list() -> None:
    """Its stage must not freeze without a word."""
    server = Server()
    server.add(*some(2))
    cursor = server.sweep().cursor
    del server.records["2026-0001"]
    swept = server.sweep(cursor, today=TODAY + timedelta(days=1))
    assert ["procedure 2026-0001"] == [each.record for each in swept.rejected]


def test_a_name_is_asked_for_once() -> None:
    """A rapporteur is named with the day of appointment; shadows are left out."""
    server = Server(names={"7": "Eksempla OPDIGTET"})
    took_part = (committee("EMPL"), rapporteur(7), rapporteur(8, "RAPPORTEUR_SHADOW"))
    server.add(*some(2, *took_part))
    swept = server.sweep()
    named = ["2026-11-05 Ordfører: Eksempla OPDIGTET (S-D, EMPL)"]
    assert [named, named] == [appointed(each) for each in swept.proposals]
    server.read()
    again = server.sweep(swept.cursor, today=TODAY + timedelta(days=1))
    assert ["2026-0001", "2026-0002"] == server.read()
    assert again.proposals == tuple(sorted(swept.proposals, key=lambda p: p.ref))


def test_two_rapporteurs_are_both_named() -> None:
    """One after the other."""
    server = Server(names={"7": "A OPDIGTET", "9": "B OPDIGTET"})
    took_part = (committee("EMPL"), rapporteur(7), rapporteur(9, "RAPPORTEUR_CO"))
    server.add(record("2026-0001", *took_part))
    (found,) = server.sweep().proposals
    assert 2 == len(appointed(found))


def test_a_name_that_cannot_be_had_costs_nothing() -> None:
    """The procedure stands, with a warning, and the name is asked for next time."""
    server = Server()
    server.add(record("2026-0001", committee("EMPL"), rapporteur(7)))
    swept = server.sweep()
    assert [[]] == [appointed(each) for each in swept.proposals]
    assert 1 == len(swept.warnings)
    server.names["7"] = "Eksempla OPDIGTET"
    later = server.sweep(swept.cursor, today=TODAY + timedelta(days=1))
    assert 1 == len(appointed(later.proposals[0]))


def test_another_person_s_name_is_not_taken() -> None:
    """The answer must be about who was asked for."""
    server = Server(names={"7": "x"})
    server.add(record("2026-0001", committee("EMPL"), rapporteur(7)))

    def fetch(request: Request) -> Page:
        page = server(request)
        return replace(
            page, body=page.body.replace(b'"identifier": "7"', b'"identifier": "8"')
        )

    swept = sweep(EuropeanParliament(), CONFIG, {}, Scope(TODAY), fetch)
    assert "another person" in swept.warnings[0]
    assert {} == swept.cursor.get("names", {})


def test_being_refused_leaves_the_rest_for_next_time() -> None:
    """What was read stands; what was not is read in the next sweep."""
    server = Server(limit=3)
    server.add(*some(6))
    first = server.sweep()
    assert ["2026-0005", "2026-0006"] == numbers(first)
    server.limit = None
    second = server.sweep(first.cursor)
    assert [f"2026-000{n}" for n in range(1, 5)] == numbers(second)


def test_two_that_fail_do_not_undo_the_others() -> None:
    """Also when none of the others is ours: they were read, and that is remembered."""
    server = Server(broken={"2026-0001", "2026-0002"})
    server.add(*some(5, committee("TRAN")))
    swept = server.sweep()
    assert (2, 3) == (len(swept.rejected), len(swept.cursor["procedures"]))
    server.broken = set(server.records)
    with pytest.raises(ParseError, match="none of 5"):
        server.sweep()


def test_several_types_are_listed_one_after_the_other() -> None:
    """Each in full; a type without any procedure is an error."""
    server = Server()
    consent = {"process_type": "def/ep-procedure-types/NLE", "label": "2026/0009(NLE)"}
    server.add(record("2026-0001"), {**record("2026-0009"), **consent})
    swept = server.sweep(config=options(types=["COD", "NLE"]))
    assert ["2026-0001", "2026-0009"] == numbers(swept)
    with pytest.raises(UnexpectedlyEmpty):
        server.sweep(config=options(types=["COD", "CDO"]))


@pytest.mark.parametrize(
    "given", [{"committees": "EMPL"}, {"budget": "2"}, {"types": []}, {"budget": -1}]
)
def test_an_option_of_another_kind_is_named(given: dict[str, Any]) -> None:
    """A text is not taken for a list of letters, nor a text for a number."""
    server = Server()
    server.add(record())
    with pytest.raises(ConfigError, match=next(iter(given))):
        server.sweep(config=options(**given))


def test_a_list_that_ends_too_early_fails_the_sweep() -> None:
    """Fewer rows than the total says."""
    server = Server(told=9)
    server.add(*some(4))
    with pytest.raises(ParseError, match="4 of 9"):
        server.sweep()


def test_a_server_that_ignores_the_offset_is_noticed() -> None:
    """The same page again, also when its rows are of another type."""
    for kind in ("COD", "RSP"):
        rows = [{"process_id": f"2026-000{n}", "process_type": kind} for n in (1, 2)]
        body = json.dumps({"data": rows, "meta": {"total": 10_000}}).encode()

        def fetch(request: Request, body: bytes = body) -> Page:
            return Page(request, body, "application/ld+json", request.url)

        with pytest.raises(ParseError, match="came again"):
            sweep(EuropeanParliament(), CONFIG, {}, Scope(TODAY), fetch)


LIST = {
    "data": [{"process_id": "2026-0001", "process_type": "COD"}],
    "meta": {"total": 1},
}


def renamed(content: Any, key: str) -> Any:
    """The content with a key renamed wherever it stands."""
    if isinstance(content, list):
        return [renamed(each, key) for each in content]
    if not isinstance(content, dict):
        return content
    return {
        f"{name}_renamed" if name == key else name: renamed(value, key)
        for name, value in content.items()
    }


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (json.dumps(renamed(LIST, "data")), "data"),
        (json.dumps(renamed(LIST, "process_id")), "process_id"),
        (json.dumps(renamed(LIST, "process_type")), "process_type"),
        (json.dumps({**LIST, "data": []}), "0 of 1"),
        (json.dumps({**LIST, "data": [["2026-0001"]]}), "data"),
        (json.dumps(LIST).replace("2026-0001", "proc 1"), "proc 1"),
        (json.dumps(LIST)[:40], "not JSON"),
        ("<!DOCTYPE html><html><title>Vedligehold</title></html>", "Vedligehold"),
    ],
)
def test_a_list_of_another_form_is_named(content: str, named: str) -> None:
    """Renamed keys, empty lists, pages and halves are never "no news"."""

    def fetch(request: Request) -> Page:
        return Page(request, content.encode(), "application/ld+json", request.url)

    with pytest.raises(ParseError, match=named):
        sweep(EuropeanParliament(), CONFIG, {}, Scope(TODAY), fetch)


def test_an_empty_list_is_an_error() -> None:
    """204 at once: there are always procedures."""
    with pytest.raises(UnexpectedlyEmpty):
        Server().sweep()


@pytest.mark.parametrize(
    "key",
    [
        *("process_id", "process_title", "process_type", "current_stage"),
        *("consists_of", "had_activity_type", "activity_date", "had_participation"),
        *("participation_role", "had_participant_organization", "data"),
    ],
)
def test_a_record_of_another_form_is_named(key: str) -> None:
    """When every record lacks a key, the sweep fails and says which."""
    server = Server()
    full = record(created_a_realization_of=["eli/dl/doc/A-10-2026-0001"])
    server.add(full)

    def fetch(request: Request) -> Page:
        page = server(request)
        if request.kind == "list":
            return page
        content = renamed(json.loads(page.body), key)
        return replace(page, body=json.dumps(content).encode())

    with pytest.raises(ParseError, match=f"'{key}' is missing"):
        sweep(EuropeanParliament(), CONFIG, {}, Scope(TODAY), fetch)


def test_another_procedure_s_record_is_not_taken() -> None:
    """The answer must be about what was asked for."""
    server = Server()
    server.add(*some(2))
    server.records["2026-0001"] = server.records["2026-0002"]
    swept = server.sweep()
    assert ["procedure 2026-0001"] == [each.record for each in swept.rejected]


@pytest.mark.parametrize(
    ("events", "phase", "stage"),
    [
        ((), "RDG1", Stage.EU_COMMITTEE),
        (("REFERRAL", "COMMITTEE_TABLING_REPORT"), "RDG1", Stage.EU_COMMITTEE),
        (("REFERRAL", "PLENARY_DEBATE"), "RDG1", Stage.EU_COMMITTEE),
        (("COMMITTEE_ADOPTING_REPORT",), "RDG1", Stage.EU_FIRST_READING),
        (("PLENARY_ADOPT_POSITION",), "RDG1", Stage.EU_FIRST_READING),
        (("PLENARY_ADOPT_POSITION",), "RDG2", Stage.EU_SECOND_READING),
        (("PLENARY_ADOPT_POSITION",), "RDG3", Stage.UNKNOWN),
        (("SIGNATURE",), "RDG1", Stage.EU_COMPLETED),
        (("PUBLICATION_OFFICIAL_JOURNAL",), "RDG2", Stage.EU_COMPLETED),
        (("SOMETHING_NEW",), "RDG1", Stage.EU_COMMITTEE),
    ],
)
def test_the_stage_is_told_from_the_events(
    events: tuple[str, ...], phase: str, stage: Stage
) -> None:
    """The source's own reading is kept beside it."""
    found = as_proposal(
        record(
            consists_of=[event(each) for each in events],
            current_stage=f"{PHASE}{phase}",
        )
    )
    assert (stage, phase) == (found.stage, found.native_status)


def test_a_procedure_without_a_committee_is_proposed() -> None:
    """Nothing has happened yet."""
    bare = record(consists_of=None, had_participation=None)
    assert Stage.EU_PROPOSED is as_proposal(bare).stage


def test_what_is_still_to_come_changes_no_stage() -> None:
    """An event that is dated ahead has not happened."""
    ahead = record(consists_of=[event("SIGNATURE", "2026-12-01")])
    assert Stage.EU_COMMITTEE is as_proposal(ahead).stage
    assert Stage.EU_COMPLETED is as_proposal(ahead, date(2026, 12, 1)).stage


def test_a_vote_on_the_agenda_is_a_deadline_until_it_was_held() -> None:
    """The day moves with the agenda; a vote that was held is a step alone."""
    vote = event("PLENARY_VOTE", "2026-12-16", type="ForeseenActivity")
    held = event("PLENARY_VOTE", "2026-12-16")
    ahead = as_proposal(record(was_scheduled_in=vote))
    (deadline,) = ahead.deadlines
    assert DeadlineKind.PLENARY_VOTE is deadline.kind
    assert date(2026, 12, 16) == deadline.date
    assert "på dagsordenen" == ahead.steps[-1].native_status
    after = as_proposal(record(was_scheduled_in=[vote], consists_of=[held]))
    assert () == after.deadlines
    assert [("PLENARY_VOTE", "")] == [
        (each.native_type, each.native_status) for each in after.steps
    ]


def test_single_values_and_two_legal_bases_are_read() -> None:
    """A list of one may come as the value; a label may come as two."""
    single = record(
        had_participation={
            "participation_role": "def/ep-roles/COMMITTEE_LEAD",
            "had_participant_organization": "org/EMPL",
        },
        consists_of=event(
            "TABLING_PLENARY", based_on_a_realization_of="eli/dl/doc/A-10-2026-0001"
        ),
        label=["2026/0001(CNS)", "2026/0001(NLE)"],
        created_a_realization_of="eli/dl/doc/A-10-2026-0001",
    )
    found = as_proposal(single)
    assert ("2026/0001(CNS)", "2026/0001(NLE)") == found.other_identifiers
    assert ["A-10-2026-0001"] == [each.key for each in found.documents]
    assert found.committee.endswith("(EMPL)")


def test_a_procedure_without_a_label_has_one() -> None:
    """From its number and type."""
    assert "2026/0001(COD)" == as_proposal(record(label=None)).number


@pytest.mark.parametrize("title", [{}, {"fr": "x"}, {"da": " ", "en": ""}, "x"])
def test_a_procedure_without_a_title_is_refused(title: object) -> None:
    """It is set aside rather than shown without a name."""
    with pytest.raises(ParseError):
        as_proposal(record(process_title=title))


def test_an_english_title_stands_in() -> None:
    """Until there is a Danish one, cleaned of what does not belong in it."""
    found = as_proposal(record(process_title={"en": "Fair\u00a0<b>pay</b>\u202e"}))
    assert "Fair pay" == found.title


def test_addresses_are_built_of_references_alone() -> None:
    """A reference of another form gives no document and no address."""
    odd = [*("eli/dl/doc/A-10-2026-0001", "eli/dl/doc/../../x"), "eli/dl/doc/a b", ""]
    found = as_proposal(record(created_a_realization_of=odd))
    assert ["A-10-2026-0001"] == [each.key for each in found.documents]
    files = CONFIG.addresses["files"]
    assert (
        f"{files}/distribution/doc/A-10-2026-0001_da.docx" == found.documents[0].urls[0]
    )


def recorded_procedure(shared: Path, name: str) -> dict[str, Any]:
    """A recorded record."""
    path = shared / "captures/eu/europarl" / name
    found: dict[str, Any] = json.loads(path.read_text())["data"][0]
    return found


def test_a_recorded_procedure_is_read_as_recorded(shared: Path) -> None:
    """Every event once, every text of Parliament's own, the committees."""
    found = recorded_procedure(shared, RECORDED[0])
    proposal = as_proposal(found)
    events = {
        (each["activity_date"], each["had_activity_type"].rpartition("/")[2])
        for each in (*found["consists_of"], *found["was_scheduled_in"])
    }
    assert events == {
        (each.date.isoformat() if each.date else "", each.native_type)
        for each in proposal.steps
    }
    assert all(each.title != each.native_type for each in proposal.steps)
    own = {each.rpartition("/")[2] for each in found["created_a_realization_of"]}
    assert own < {each.key for each in proposal.documents}
    kinds = {each.key: each.kind for each in proposal.documents}
    assert DocumentKind.TEXT_AS_ADOPTED is kinds["TA-10-2026-0197"]
    assert DocumentKind.COMMITTEE_REPORT is kinds["A-10-2026-0070"]
    assert DocumentKind.AMENDMENT is kinds["INTA-AM-779461"]
    assert "A-10-2026-0069" not in kinds, "a report of another procedure"
    assert Stage.EU_FIRST_READING is proposal.stage
    assert "Udvalget om International Handel (INTA)" == proposal.committee
    assert "2025/0260(COD)" == proposal.number
    assert () == proposal.deadlines
    assert "person/" not in repr(proposal)


def test_an_untyped_decision_is_kept(shared: Path) -> None:
    """It stands among the steps by what it is."""
    steps = as_proposal(recorded_procedure(shared, RECORDED[1])).steps
    assert ["Afgørelse"] == [
        each.title for each in steps if each.native_type == "Decision"
    ]


@pytest.mark.parametrize("name", RECORDED)
def test_the_order_of_a_record_changes_nothing(shared: Path, name: str) -> None:
    """The source gives its lists in any order; the proposal is the same."""
    found = recorded_procedure(shared, name)
    turned = copy.deepcopy(found)
    for value in turned.values():
        if isinstance(value, list):
            value.reverse()
    assert as_proposal(found) == as_proposal(turned)


def test_the_recorded_list_is_not_of_our_type(shared: Path) -> None:
    """Rows of other types are left out, and said; then there is nothing to read."""
    path = shared / "captures/eu/europarl/ep-procedures.json"
    content = json.loads(path.read_text())
    content["meta"]["total"] = 3

    def fetch(request: Request) -> Page:
        body = json.dumps(content).encode()
        return Page(request, body, "application/ld+json", request.url)

    with pytest.raises(UnexpectedlyEmpty):
        sweep(EuropeanParliament(), CONFIG, {}, Scope(TODAY), fetch)
