"""OData v3: addresses, pages by id, lists that were cut off, dates."""

import json
from datetime import date, time
from typing import Any

import pytest

from briefing.domain.source import Page, Request, SourceConfig
from briefing.errors import ParseError
from briefing.sources.odata import (
    Cut,
    Rows,
    day,
    first_cut,
    keyset_rows,
    next_address,
    query,
    stamp,
    text_literal,
    time_of_day,
    with_more,
)

CONFIG = SourceConfig(id="toy", base_url="https://oda.example/api")


def page(content: Any) -> Page:
    """A page with this content."""
    return Page(
        Request("https://oda.example/api/Sag", "x"), json.dumps(content).encode()
    )


def rows(*ids: int) -> list[dict[str, int]]:
    """Rows with these ids."""
    return [{"id": each} for each in ids]


def test_addresses_are_encoded() -> None:
    """Danish letters, blanks and quotes survive the way."""
    assert (
        "https://oda.example/api/SagAkt%C3%B8r?$filter=a%20eq%20%27x%27&$top=1"
        == query(CONFIG, "SagAktør", filter="a eq 'x'", top="1")
    )
    assert "'O''Neill'" == text_literal("O'Neill")


def test_a_page_goes_on_after_its_last_id() -> None:
    """The size of a page never says that it is the last; the server's count does."""
    assert (rows(3, 5), 5) == keyset_rows(
        "toy", page({"value": rows(3, 5), "odata.count": "9"}), 2
    )
    assert (rows(8, 9), None) == keyset_rows(
        "toy", page({"value": rows(8, 9), "odata.count": "2"}), 5
    )


def test_without_a_count_an_empty_page_is_the_end() -> None:
    """A server that does not count is asked until it has no more."""
    assert (rows(3), 3) == keyset_rows("toy", page({"value": rows(3)}), 2)
    assert ([], None) == keyset_rows("toy", page({"value": []}), 3)


@pytest.mark.parametrize(
    "content",
    [
        {"value": [{"id": 2}, {"id": 1}]},
        {"value": [{"id": 1}, {"id": 1}]},
        {"value": [{"id": 0}]},
        {"value": [], "odata.count": "4"},
        {"value": [{"id": "1"}]},
        {"value": [{"ID": 1}]},
        {"rows": []},
        {"value": {}},
    ],
)
def test_an_answer_that_was_not_asked_for_is_refused(content: Any) -> None:
    """Rows out of order, seen before, announced but missing, or without a key."""
    with pytest.raises(ParseError):
        keyset_rows("toy", page(content), 0)


def test_a_list_goes_on_at_the_same_server() -> None:
    """Links are opaque, absolute or relative, and may say http behind a proxy."""
    wanted = "https://oda.example/api/Sag(1)/Sagstrin?$skip=100"
    for link in (wanted, wanted.replace("https", "http"), "Sag(1)/Sagstrin?$skip=100"):
        assert wanted == next_address(CONFIG, link)


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.example/api/Sag",
        "https://oda.example:8443/api/Sag",
        "https://oda.example@evil.example/",
        "//169.254.169.254/latest",
        "https://[bad/",
    ],
)
def test_a_list_does_not_go_on_elsewhere(link: str) -> None:
    """A link to any other server is refused before it is asked for."""
    with pytest.raises(ParseError):
        next_address(CONFIG, link)


def test_a_list_that_was_cut_off_is_completed() -> None:
    """Rows are added where the list stands, without touching the record given."""
    record: dict[str, Any] = {
        "id": 1,
        "Sagstrin": [{"id": 7, "Dok": [1], "Dok@odata.nextLink": "next"}],
        "Fil@odata.nextLink": "ignored",
    }
    cut = first_cut(record, frozenset({"Fil@odata.nextLink"}))
    assert Cut(("Sagstrin", 0, "Dok"), "next") == cut
    assert cut
    more = with_more(record, cut, Rows(rows(2), None, "further"))
    assert [1, {"id": 2}] == more["Sagstrin"][0]["Dok"]
    assert "further" == more["Sagstrin"][0]["Dok@odata.nextLink"]
    whole = with_more(more, cut, Rows([], None, ""))
    assert "Dok@odata.nextLink" not in whole["Sagstrin"][0]
    assert [1] == record["Sagstrin"][0]["Dok"]


def test_dates_have_no_zone_and_short_fractions() -> None:
    """All the forms of the service; midnight stands for no time of day."""
    for text in (
        "2026-03-20T19:21:08.5",
        "2026-03-20T19:21:08",
        "2026-03-20T19:21:08.653",
    ):
        assert text == stamp({"opdateringsdato": text}, "toy", "x")
        assert date(2026, 3, 20) == day(text, "toy", "x")
    assert time(12) == time_of_day("2026-12-03T12:00:00", "toy", "x")
    assert None is time_of_day("2026-12-03T00:00:00", "toy", "x")
    assert (None, None) == (day(None, "toy", "x"), day("", "toy", "x"))


@pytest.mark.parametrize("value", ["3/12-2026", "2026-13-01T00:00:00", 5, "2026-12-03"])
def test_other_dates_are_refused(value: object) -> None:
    """A wrong date is worse than none."""
    with pytest.raises(ParseError):
        day(value, "toy", "x")
