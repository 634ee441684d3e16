"""Reading a source: parts of a backfill, what is gone, what is kept and tried again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from briefing.adapters.database import open_database
from briefing.adapters.processes import here
from briefing.assessment.embedded import EmbeddedAnalyst
from briefing.config import parse
from briefing.domain.ports import Answer
from briefing.domain.proposal import Proposal, ProposalKind, Stage
from briefing.domain.source import (
    Area,
    Listing,
    Need,
    Page,
    Rejected,
    Request,
    Scope,
    SourceConfig,
)
from briefing.domain.store import SourceState
from briefing.errors import (
    NotFound,
    ParseError,
    RateLimited,
    SourceError,
    UnexpectedlyEmpty,
    Unreachable,
)
from briefing.pipeline.discovering import discover
from briefing.pipeline.line import Line, Order, PartProgress, SourceOutcome
from briefing.pipeline.run import run
from briefing.sources.base import merged

ROOT = Path(__file__).resolve().parents[2]
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SITE = "http://site.example"
CONFIG = f"""\
sources:
  toy: {{base_url: "{SITE}", every: 1h}}
profiles:
  lef:
    organisation: Lønmodtagernes Eksempelforbund
    perspective: employees
    topics: [{{name: Arbejdsmiljø, words: [arbejdsmiljø]}}]
"""
SESSIONS = ("20261", "20251", "20241", "20231")
SINCE = date(2023, 10, 1)


def bill(name: str, **changes: Any) -> Proposal:
    """A bill of the toy source; `name` is session and number."""
    proposal = Proposal(
        ref=f"dk/toy/{name}",
        source="toy",
        kind=ProposalKind.BILL,
        native_kind="Lovforslag",
        title=f"Forslag til lov {name}",
        stage=Stage.INTRODUCED,
        native_status="Fremsat",
        url=f"{SITE}/{name}",
    )
    return replace(proposal, **changes)


Written = Listing | SourceError


@dataclass
class Toy:
    """A source whose pages are written in the test, by the path of their address."""

    pages: dict[str, Written]
    id: str = "toy"
    may_be_empty: bool = False
    cursors: list[Mapping[str, Any]] = field(default_factory=list)

    def requests(
        self, config: SourceConfig, cursor: Mapping[str, Any], scope: Scope
    ) -> Iterable[Request]:
        """The list, or that of a session."""
        self.cursors.append(cursor)
        url = f"{config.base_url}/{scope.session or 'list'}"
        return [Request(url, "list", context={"today": scope.today.isoformat()})]

    def parse(self, config: SourceConfig, page: Page) -> Listing:
        """What the test wrote."""
        found = self.pages[page.request.url.removeprefix(f"{config.base_url}/")]
        if isinstance(found, SourceError):
            raise found
        return found

    def merge(self, cursor: Mapping[str, Any], moved: Mapping[str, Any]) -> Any:
        """The simplest merge."""
        return merged(cursor, moved)


class SlicedToy(Toy):
    """The same with sessions to read back in."""

    def slices(self, _config: SourceConfig, scope: Scope) -> tuple[Scope, ...]:
        """A part for each session."""
        return tuple(
            Scope(scope.today, everything=True, session=each) for each in SESSIONS
        )


@dataclass
class Site:
    """A fetcher that answers every address, one minute each; or raises an error."""

    moment: list[datetime]
    errors: dict[str, SourceError] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    sent: list[Request] = field(default_factory=list)

    def listing(self, source: SourceConfig, request: Request) -> Answer:
        """The address as its own answer."""
        path = request.url.removeprefix(f"{source.base_url}/")
        self.asked.append(path)
        self.sent.append(request)
        self.moment[0] += timedelta(minutes=1)
        if path in self.errors:
            raise self.errors[path]
        body = path.encode()
        return Answer(body, "text/plain", request.url, headers=self.headers)

    def document(self, source: SourceConfig, url: str) -> Answer:
        """Not used."""
        raise AssertionError((source, url))

    def address(self, url: str) -> Answer:
        """Not used."""
        raise AssertionError(url)


@dataclass
class World:
    """A line over the toy source, with a clock that moves a minute a request."""

    line: Line
    toy: Toy
    site: Site
    told: list[tuple[object, int]] = field(default_factory=list)

    def discover(self, **scope: Any) -> SourceOutcome:
        """One reading of the source."""
        self.site.asked.clear()
        today = self.site.moment[0].date()
        return discover(
            self.line,
            self.line.settings.sources["toy"],
            Scope(today, **scope),
            lambda news, total: self.told.append((news, total)),
        )

    def state(self) -> SourceState:
        """How the source stands."""
        return self.line.store.source_state("toy")

    def use(self, toy: Toy) -> None:
        """Another source in its place."""
        self.toy = toy
        self.line = replace(self.line, sources={"toy": toy})


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """An empty store and a source with one bill."""
    store = open_database(tmp_path / "data")
    toy = Toy({"list": Listing((bill("20261/L1"),), listed=1, cursor={"at": 1})})
    moment = [START]
    site = Site(moment)
    line = Line(
        settings=parse(CONFIG, ROOT / "sources.yaml"),
        store=store,
        fetcher=site,
        sources={"toy": toy},
        analyst=EmbeddedAnalyst(),
        analyst_id="embedded",
        compute=here,
        clock=lambda: moment[0],
        output=tmp_path / "output",
        templates=ROOT / "templates",
    )
    yield World(line, toy, site)
    store.close()


def sessions() -> SlicedToy:
    """A source with two bills in each of four sessions."""
    pages: dict[str, Written] = {
        each: Listing(
            (bill(f"{each}/L1"), bill(f"{each}/L2")), listed=2, cursor={"at": each}
        )
        for each in SESSIONS
    }
    return SlicedToy(pages)


def test_a_backfill_reads_part_by_part_and_leaves_the_cursor_alone(
    world: World,
) -> None:
    """Newest first, each with an empty cursor; what the source remembers stays."""
    world.discover()
    before = world.state()
    world.use(sessions())
    outcome = world.discover(since=SINCE)
    assert list(SESSIONS) == world.site.asked
    assert [{}] * 4 == world.toy.cursors
    assert (8, 7) == (outcome.listed, len(outcome.new))
    assert len(world.line.store.refs("toy")) == 8
    after = world.state()
    assert (before.cursor, before.next_check_at) == (after.cursor, after.next_check_at)


def test_a_backfill_tells_how_far_it_has_come(world: World) -> None:
    """Part n of m, records so far, and the time left from what was measured."""
    world.use(sessions())
    world.discover(since=SINCE)
    assert [
        (PartProgress("toy", "20261", 1, 0, None), 4),
        (PartProgress("toy", "20251", 2, 2, 180.0), 4),
        (PartProgress("toy", "20241", 3, 4, 120.0), 4),
        (PartProgress("toy", "20231", 4, 6, 60.0), 4),
    ] == world.told


def test_a_stopped_backfill_goes_on_where_it_was(world: World) -> None:
    """Parts that are done are not read again; those that failed are."""
    world.use(sessions())
    world.site.errors["20241"] = Unreachable("toy", "20241", "no answer")
    stopped = world.discover(since=SINCE)
    assert ["20261", "20251", "20241"] == world.site.asked
    assert ("Unreachable", 4) == (stopped.error, len(stopped.new))
    world.site.errors.clear()
    world.told.clear()
    resumed = world.discover(since=SINCE)
    assert ["20241", "20231"] == world.site.asked
    assert ("", 4) == (resumed.error, len(resumed.new))
    assert (PartProgress("toy", "20241", 3, 0, None), 4) == world.told[0]
    assert () == world.discover(since=SINCE).new
    assert [] == world.site.asked


def test_the_newest_part_is_read_again_on_another_day(world: World) -> None:
    """The session under way goes on; `everything` reads all parts again."""
    world.use(sessions())
    world.discover(since=SINCE)
    world.site.moment[0] += timedelta(days=1)
    world.discover(since=SINCE)
    assert ["20261"] == world.site.asked
    world.discover(since=SINCE, everything=True)
    assert list(SESSIONS) == world.site.asked


def test_a_part_that_cannot_be_understood_costs_only_itself(world: World) -> None:
    """An old format in one session: the others are kept, the failure is told."""
    toy = sessions()
    toy.pages["20251"] = ParseError("toy", "another form")
    world.use(toy)
    outcome = world.discover(since=SINCE)
    assert ("ParseError", 6) == (outcome.error, len(outcome.new))
    world.discover(since=SINCE)
    assert ["20251"] == world.site.asked


def test_since_without_parts_sweeps_once(world: World) -> None:
    """A source that knows no parts is read as always, with its cursor."""
    world.discover()
    world.discover(since=SINCE)
    assert [{}, {"at": 1}] == world.toy.cursors
    world.use(sessions())
    world.discover(since=SINCE, session="20251")
    assert ["20251"] == world.site.asked


def area(*numbers: int, extra: tuple[Proposal, ...] = ()) -> Listing:
    """A whole session: these bills and no others."""
    bills = tuple(bill(f"20261/L{number}") for number in numbers)
    refs = frozenset(each.ref for each in (*bills, *extra))
    complete = (Area("dk/toy/20261/", refs),)
    return Listing((*bills, *extra), listed=len(refs), complete=complete)


def gone(world: World) -> set[str]:
    """The numbers of what is believed gone."""
    found = world.line.store.listed_under("dk/toy/").items()
    return {ref.removeprefix("dk/toy/") for ref, at in found if at is not None}


def test_what_a_whole_list_leaves_out_is_gone_until_it_is_listed_again(
    world: World,
) -> None:
    """Other areas are not touched, nothing is deleted, and the first day stands."""
    world.use(Toy({"list": Listing((bill("20251/L9"), bill("20261/L3")), listed=2)}))
    world.discover()
    world.toy.pages["list"] = area(1, 2)
    assert ("dk/toy/20261/L3",) == world.discover().gone
    first = world.line.store.gone_at("dk/toy/20261/L3")
    assert () == world.discover().gone
    assert {"20261/L3"} == gone(world)
    assert first == world.line.store.gone_at("dk/toy/20261/L3")
    world.toy.pages["list"] = area(1, 2, 3)
    world.discover()
    assert set() == gone(world)


def test_the_parts_of_an_area_are_joined_across_pages(world: World) -> None:
    """Two pages of a list: what either names is there."""
    second = Request(f"{SITE}/second", "list")
    world.use(Toy({"list": area(1, 2, 3)}))
    world.discover()
    world.toy.pages |= {"list": replace(area(1), follow=(second,)), "second": area(3)}
    assert ("dk/toy/20261/L2",) == world.discover().gone


def record(name: str) -> Request:
    """A request for one record."""
    return Request(f"{SITE}/{name}", "one", need=Need.RECORD, record=name)


@pytest.mark.parametrize(
    "broken",
    [
        ParseError("toy", "odd"),
        NotFound("toy", "second", "answered 404"),
    ],
)
@pytest.mark.parametrize("need", [Need.SWEEP, Need.RECORD])
def test_a_sweep_that_did_not_finish_believes_nothing_gone(
    world: World, need: Need, broken: SourceError
) -> None:
    """Neither when a page of the list fails nor when a record was left unread."""
    world.use(Toy({"list": area(1, 2, 3)}))
    world.discover()
    second = replace(record("second"), need=need)
    world.toy.pages |= {"list": replace(area(1), follow=(second,)), "second": broken}
    assert () == world.discover().gone
    assert set() == gone(world)


def test_half_a_list_that_is_missing_is_not_believed(world: World) -> None:
    """So much at once means that the list has changed, not what it lists."""
    world.use(Toy({"list": area(1, 2, 3, 4, 5, 6)}))
    world.discover()
    world.toy.pages["list"] = area(1, 2)
    assert () == world.discover().gone
    world.toy.pages["list"] = area(1, 2, 3, 4)
    assert ("dk/toy/20261/L5", "dk/toy/20261/L6") == world.discover().gone


def test_an_empty_list_fails_and_believes_nothing_gone(world: World) -> None:
    """A source that lists nothing at all is an error."""
    world.use(Toy({"list": area(1)}))
    world.discover()
    world.toy.pages["list"] = area()
    assert UnexpectedlyEmpty.__name__ == world.discover().error
    assert set() == gone(world)


def test_a_record_kept_aside_is_asked_for_again_and_leaves_when_read(
    world: World,
) -> None:
    """An hour later by its own request, though the list no longer leads to it."""
    broken = ParseError("toy", "no title")
    lists = Listing((bill("a"),), follow=(record("b"),), listed=1, cursor={"at": 1})
    world.use(Toy({"list": lists, "b": broken}))
    assert 1 == world.discover().rejected
    world.toy.pages["list"] = Listing((bill("a"),), listed=1)
    world.discover()
    assert ["list"] == world.site.asked
    world.site.moment[0] += timedelta(hours=1)
    assert 1 == world.discover().rejected
    assert ["list", "b"] == world.site.asked
    (aside,) = world.line.store.rejected("toy")
    assert ("b", 2, "no title") == (aside.record, aside.times, aside.error)
    world.site.moment[0] += timedelta(hours=2)
    world.toy.pages["b"] = Listing((bill("b"),), cursor={"at": 99})
    outcome = world.discover()
    assert (("dk/toy/b",), 0) == (outcome.new, outcome.rejected)
    assert () == world.line.store.rejected("toy")
    assert {"at": 1} == world.state().cursor


def test_after_an_update_every_record_kept_aside_is_asked_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once, whenever it was last tried."""
    lists = Listing((bill("a"),), follow=(record("b"),), listed=1)
    world.use(Toy({"list": lists, "b": ParseError("toy", "no title")}))
    world.discover()
    world.toy.pages["list"] = Listing((bill("a"),), listed=1)
    monkeypatch.setattr("briefing.pipeline.quarantine.program", lambda: "newer")
    world.discover()
    assert ["list", "b"] == world.site.asked


def test_a_record_of_a_list_leaves_quarantine_when_the_list_can_be_read(
    world: World,
) -> None:
    """It came with the page of the list, which is read without refusing it."""
    odd = Rejected("notice 17", b"{}", "no title")
    world.use(Toy({"list": Listing((bill("a"),), rejected=(odd,), listed=2)}))
    world.discover()
    (aside,) = world.line.store.rejected("toy")
    assert ("notice 17", "list") == (aside.record, aside.request and aside.request.kind)
    world.toy.pages["list"] = Listing((bill("a"), bill("b")), listed=2)
    world.discover()
    assert () == world.line.store.rejected("toy")


def test_far_less_than_usual_is_told_and_kept(world: World) -> None:
    """The run says so, is not complete, and the source remembers it."""
    many = Listing(tuple(bill(f"x{each}") for each in range(9)), listed=9)
    world.use(Toy({"list": many}))
    for _time in range(4):
        assert not world.discover(everything=True).failed
    world.toy.pages["list"] = Listing((bill("x1"),), listed=1)
    outcome = world.discover(everything=True)
    assert outcome.failed
    (alarm,) = outcome.alarms
    assert {"count": 1, "usual": 9} == alarm.values
    assert (alarm,) == world.state().alarms


def test_since_when_a_source_has_given_nothing_new(world: World) -> None:
    """It moves with what is new or changed, not with being read."""
    world.discover()
    first = world.state().new_at
    world.discover()
    assert (first, True) == (world.state().new_at, world.state().read_at > first)  # type: ignore[operator]  # both are set by now
    world.toy.pages["list"] = Listing((bill("20261/L1", title="Nyt"),), listed=1)
    world.discover()
    assert world.state().new_at == world.state().read_at


def test_a_source_that_asks_to_wait_is_asked_again_soon(world: World) -> None:
    """What was read is kept, no record is set aside, the rest comes after the wait."""
    follow = (record("a"), record("b"), record("c"))
    read = {each: Listing((bill(each),), cursor={each: 1}) for each in "abc"}
    world.use(Toy({"list": Listing(follow=follow, listed=3), **read}))
    world.site.headers = {"etag": '"1"'}
    world.site.errors["b"] = RateLimited("toy", "b", timedelta(minutes=20))
    outcome = world.discover()
    assert (("dk/toy/a",), True, True) == (outcome.new, outcome.paused, outcome.failed)
    assert () == world.line.store.rejected("toy")
    state = world.state()
    assert timedelta(minutes=20) == state.next_check_at - state.read_at  # type: ignore[operator]  # both are set
    assert {"a": 1} == state.cursor
    world.site.errors.clear()
    assert ("dk/toy/b", "dk/toy/c") == world.discover().new


def test_a_failing_source_is_left_alone_longer_and_longer(world: World) -> None:
    """Five minutes, then twice as long each time, up to its own interval."""
    world.site.errors["list"] = Unreachable("toy", "list", "no answer")
    waits = []
    for _time in range(5):
        world.discover()
        state = world.state()
        waits.append((state.next_check_at - state.tried_at) // timedelta(minutes=1))  # type: ignore[operator]  # both are set
    assert [5, 10, 20, 40, 60] == waits
    assert 5 == world.state().errors
    world.site.errors.clear()
    world.discover()
    state = world.state()
    assert (0, "", timedelta(hours=1)) == (
        state.errors, state.error, state.next_check_at - state.tried_at,  # type: ignore[operator]  # both are set
    )  # fmt: skip


def test_a_list_that_asks_to_wait_is_read_after_that(world: World) -> None:
    """Nothing is kept of half a list; the next check is when the source said."""
    more = Listing((bill("a"),), follow=(Request(f"{SITE}/p2", "list"),), listed=1)
    world.use(Toy({"list": more, "p2": Listing((bill("b"),), listed=1)}))
    world.site.errors["p2"] = RateLimited("toy", "p2", timedelta(hours=3))
    assert "RateLimited" == world.discover().error
    state = world.state()
    assert timedelta(hours=3) == state.next_check_at - state.tried_at  # type: ignore[operator]  # both are set
    assert () == world.line.store.refs("toy")
    world.site.errors.clear()
    assert 2 == len(world.discover().new)


def test_validators_come_from_the_store_and_a_304_changes_nothing(
    world: World,
) -> None:
    """The next sweep sends them; a list that is the same costs one request."""
    world.site.headers = {"ETag": '"7"', "Last-Modified": "yesterday"}
    asked = Request(f"{SITE}/feed", "list", conditional=True)
    world.use(Toy({"list": Listing(follow=(asked,), listed=1), "feed": area(1)}))
    world.discover()
    world.discover()
    sent = [each.headers for each in world.site.sent if each.url.endswith("/feed")]
    expected = {"If-None-Match": '"7"', "If-Modified-Since": "yesterday"}
    assert [{}, expected] == sent


def test_one_source_that_fails_does_not_stop_another(world: World) -> None:
    """Whatever it raises; the report says which failed."""

    class Broken(Toy):
        """A source with a fault of its own."""

        def parse(self, config: SourceConfig, page: Page) -> Listing:
            """Raise what no source should."""
            raise KeyError((config, page))

    config = world.line.settings.sources["toy"]
    broken = replace(config, id="broken")
    settings = replace(world.line.settings, sources={"broken": broken, "toy": config})
    sources = {"broken": Broken({}, id="broken"), "toy": world.toy}
    line = replace(world.line, settings=settings, sources=sources)
    report = run(line, Order(Scope(START.date())))
    errors = {each.source_id: each.error for each in report.sources}
    assert {"broken": "ParseError", "toy": ""} == errors
    assert not report.complete
