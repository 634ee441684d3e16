"""One sweep: what is asked for, what a failure costs, when nothing is an error."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from briefing.domain.proposal import Proposal, ProposalKind, Stage
from briefing.domain.source import (
    Listing,
    Need,
    Page,
    Rejected,
    Request,
    Scope,
    SourceConfig,
)
from briefing.errors import (
    NotFound,
    ParseError,
    RateLimited,
    SourceError,
    UnexpectedlyEmpty,
)
from briefing.sources.base import find_sources, merged, sweep

CONFIG = SourceConfig(id="toy", base_url="https://toy.example")
SCOPE = Scope(today=date(2026, 11, 23))


def proposal(name: str) -> Proposal:
    """A proposal with this name."""
    return Proposal(
        ref=f"dk/toy/{name}",
        source="toy",
        kind=ProposalKind.BILL,
        native_kind="",
        title=name,
        stage=Stage.UNKNOWN,
        native_status="",
        url="",
    )


class Toy:
    """A source whose pages are listings written in the test."""

    id = "toy"
    may_be_empty = False

    def __init__(self, pages: Mapping[str, Listing | SourceError]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    def requests(self, *_: object) -> list[Request]:
        """The first page."""
        return [Request("list", "list")]

    def parse(self, _config: SourceConfig, page: Page) -> Listing:
        """What the test wrote for this address."""
        found = self.pages[page.request.url]
        assert isinstance(found, Listing)
        return found

    def merge(self, cursor: Mapping[str, Any], moved: Mapping[str, Any]) -> Any:
        """The simplest merge."""
        return merged(cursor, moved)

    def fetch(self, request: Request) -> Page | None:
        """The page, or the error that the test wrote."""
        self.asked.append(request.url)
        found = self.pages[request.url]
        if isinstance(found, SourceError):
            raise found
        return Page(request, request.url.encode())


def one(name: str, need: Need = Need.RECORD) -> Request:
    """A request for one record."""
    return Request(name, "one", need=need, record=name)


def read(name: str) -> Listing:
    """A record's page."""
    return Listing((proposal(name),), cursor={"read": {name: 1}})


def test_the_sources_of_this_project_are_found() -> None:
    """A module in the folder is enough; helpers are no sources."""
    assert {"folketinget", "hoeringsportalen", "have_your_say"} <= set(find_sources())
    assert {key: each.id for key, each in find_sources().items()} == {
        key: key for key in find_sources()
    }


def test_each_request_is_made_once() -> None:
    """Two pages that lead to the same one, and one that leads back, do no harm."""
    toy = Toy(
        {
            "list": Listing(follow=(one("a"), one("a"), one("list")), listed=1),
            "a": Listing((proposal("a"),), follow=(one("a"), one("list"))),
        }
    )
    swept = sweep(toy, CONFIG, {}, SCOPE, toy.fetch)
    assert ["list", "a"] == toy.asked
    assert ("dk/toy/a",) == tuple(each.ref for each in swept.proposals)


def test_a_failed_record_costs_only_itself() -> None:
    """The others stand, the record is set aside, and the cursor does not claim it."""
    toy = Toy(
        {
            "list": Listing(follow=(one("a"), one("b"), one("c")), listed=3),
            "a": read("a"),
            "b": NotFound("toy", "b", "answered 404"),
            "c": read("c"),
        }
    )
    swept = sweep(toy, CONFIG, {"read": {"old": 1}}, SCOPE, toy.fetch)
    assert ["dk/toy/a", "dk/toy/c"] == [each.ref for each in swept.proposals]
    assert (Rejected("b", b"", "b: answered 404"),) == swept.rejected
    assert {"read": {"old": 1, "a": 1, "c": 1}} == swept.cursor


def test_a_failed_page_of_a_listing_fails_the_sweep() -> None:
    """An unfinished list must not look finished."""
    toy = Toy(
        {
            "list": Listing(
                (proposal("a"),), follow=(Request("p2", "list"),), listed=1
            ),
            "p2": NotFound("toy", "p2", "answered 404"),
        }
    )
    with pytest.raises(NotFound):
        sweep(toy, CONFIG, {}, SCOPE, toy.fetch)


def test_a_second_opinion_that_fails_is_a_warning() -> None:
    """A request that nothing depends on costs a warning."""
    toy = Toy(
        {
            "list": Listing((proposal("a"),), (one("x", Need.NOTHING),), listed=1),
            "x": ParseError("toy", "odd"),
        }
    )
    assert ("odd",) == sweep(toy, CONFIG, {}, SCOPE, toy.fetch).warnings


def test_every_record_failing_is_an_error() -> None:
    """A changed format on every single page is never an empty success."""
    toy = Toy(
        {
            "list": Listing(follow=(one("a"), one("b")), listed=2),
            "a": ParseError("toy", "no label"),
            "b": ParseError("toy", "no label"),
        }
    )
    with pytest.raises(ParseError, match="none of 2 records"):
        sweep(toy, CONFIG, {"read": {}}, SCOPE, toy.fetch)


def test_a_source_that_asks_to_wait_is_left_alone() -> None:
    """After Retry-After the remaining single records wait for the next sweep."""
    toy = Toy(
        {
            "list": Listing(follow=(one("a"), one("b"), one("c")), listed=3),
            "a": read("a"),
            "b": RateLimited("toy", "b", timedelta(minutes=10)),
        }
    )
    swept = sweep(toy, CONFIG, {}, SCOPE, toy.fetch)
    assert ["list", "a", "b"] == toy.asked
    assert ((), timedelta(minutes=10)) == (swept.rejected, swept.paused)
    assert {"read": {"a": 1}} == swept.cursor
    assert swept.warnings


def test_nothing_listed_is_an_error_unless_declared() -> None:
    """A list that answers and holds nothing raises, unless it may be empty."""
    toy = Toy({"list": Listing()})
    with pytest.raises(UnexpectedlyEmpty):
        sweep(toy, CONFIG, {}, SCOPE, toy.fetch)
    may_be = SourceConfig(id="toy", base_url="https://toy.example", may_be_empty=True)
    assert () == sweep(toy, may_be, {}, SCOPE, toy.fetch).proposals


def test_nothing_new_is_no_error() -> None:
    """A 304 means that nothing has changed; the cursor stays."""
    swept = sweep(Toy({}), CONFIG, {"read": {"a": 1}}, SCOPE, lambda _request: None)
    assert ({"read": {"a": 1}}, 0, ()) == (swept.cursor, swept.listed, swept.proposals)


def test_what_a_sweep_keeps_names_no_one() -> None:
    """A page that failed, a record of a list, a warning and a proposal are bare."""

    class Wordy(Toy):
        """A source whose pages are JSON that names an official."""

        def fetch(self, request: Request) -> Page | None:
            """An answer with an e-mail address in it."""
            self.asked.append(request.url)
            return Page(request, b'{"authorName": "Opfundet", "m": "a@example.dk"}')

        def parse(self, config: SourceConfig, page: Page) -> Listing:
            """The page of `b` cannot be read."""
            if page.request.url == "b":
                raise ParseError("toy", "odd: a@example.dk")
            return super().parse(config, page)

    listed = Rejected("c", b'{"surname": "Opfundet"}', "no title")
    named = Listing(
        (proposal("skriv til a@example.dk"),),
        follow=(one("b"),),
        rejected=(listed,),
        listed=1,
        warnings=("a@example.dk left",),
    )
    toy = Wordy({"list": named})
    swept = sweep(toy, CONFIG, {"read": {}}, SCOPE, toy.fetch)
    gone = "[e-mail fjernet]"
    assert (f"skriv til {gone}",) == tuple(each.title for each in swept.proposals)
    assert ("e-mail address",) == swept.removed
    assert (f"{gone} left",) == swept.warnings
    assert (
        Rejected("c", b"{}", "no title", ("surname",)),
        Rejected("b", b'{"m": "[e-mail fjernet]"}', f"odd: {gone}",
                 ("authorName", "e-mail address")),
    ) == swept.rejected  # fmt: skip
    requests = [each.request.url for each in swept.rejected if each.request]
    assert ["list", "b"] == requests
