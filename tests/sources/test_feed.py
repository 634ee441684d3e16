"""Any feed: which entries become notices, what they are called, what is refused."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from examples import SCOPE, TODAY, configured

from briefing.domain.proposal import DocumentKind, Proposal, ProposalKind, Stage
from briefing.domain.source import Page, Request, Scope
from briefing.errors import ConfigError, ParseError, UnexpectedlyEmpty
from briefing.sources.base import Swept, sweep
from briefing.sources.feed import Feed

CONFIG = replace(
    configured("feed"),
    id="styrelsen",
    base_url="https://styrelsen.example/nyt/feed.xml",
    document_origins=("https://styrelsen.example",),
    options={},
)
ATOM = "http://www.w3.org/2005/Atom"


def item(
    title: str = "Ny vejledning om støj",
    link: str = "https://styrelsen.example/nyt/stoej",
    more: str = "",
) -> str:
    """An entry of RSS."""
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def rss(*items: str) -> bytes:
    """A feed of RSS 2.0."""
    text = (
        f"<rss version='2.0'><channel><title>t</title>{''.join(items)}</channel></rss>"
    )
    return text.encode()


def dated(day: str) -> str:
    """The day an entry was published, at noon."""
    return f"<pubDate>{day} 12:00:00 GMT</pubDate>"


def swept(
    body: bytes | None,
    cursor: Mapping[str, Any] | None = None,
    scope: Scope = SCOPE,
    **options: Any,
) -> Swept:
    """A sweep of the feed with these options; None for 304."""

    def fetch(request: Request) -> Page | None:
        assert request.conditional
        return None if body is None else Page(request, body, "application/rss+xml")

    return sweep(Feed(), replace(CONFIG, options=options), cursor or {}, scope, fetch)


def only(body: bytes, **options: Any) -> Proposal:
    """The one notice that a feed gives."""
    (found,) = swept(body, **options).proposals
    return found


def test_entries_of_one_feed_are_told_from_those_of_another() -> None:
    """The source and the ref carry the entry's own name in `sources.yaml`."""
    found = only(rss(item()))
    assert found.source == "styrelsen"
    assert re.fullmatch(r"feed/styrelsen/stoej-[0-9a-f]{8}", found.ref)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("Ny vejledning om støj", True),
        ("Forbedret STØJmåling", True),
        ("Uvejrsstøj", False),
    ],
)
def test_words_choose_entries(text: str, *, taken: bool) -> None:
    """Beginnings of words in the title or the summary; without words, every entry."""
    assert taken == bool(swept(rss(item(text)), words=["støj"]).proposals)
    told = item("Nyt", more=f"<description>{text}</description>")
    assert taken == bool(swept(rss(told), words=["støj"]).proposals)
    assert swept(rss(item(text))).proposals


@pytest.mark.parametrize(
    ("kind", "found", "stage"),
    [
        ("notice", ProposalKind.NOTICE, Stage.ANNOUNCED),
        ("executive_order", ProposalKind.EXECUTIVE_ORDER, Stage.PUBLISHED),
    ],
)
def test_the_kind_is_chosen(kind: str, found: ProposalKind, stage: Stage) -> None:
    """A feed of new orders gives orders."""
    notice = only(rss(item()), kind=kind, publisher="Styrelsen", native_kind="Nyhed")
    assert (notice.kind, notice.stage) == (found, stage)
    assert (notice.ministry, notice.native_kind) == ("Styrelsen", "Nyhed")


@pytest.mark.parametrize(
    "options", [{"kind": "bill"}, {"words": "støj"}, {"max_age": "1"}]
)
def test_options_that_mean_nothing_are_refused(options: dict[str, Any]) -> None:
    """A kind that a feed cannot be of, words that are no list, no number."""
    with pytest.raises(ConfigError, match=f"styrelsen: options.{next(iter(options))}"):
        swept(rss(item()), **options)


def test_a_corrected_entry_keeps_its_ref() -> None:
    """By its guid, whatever its title and address become; a change is seen."""
    guid = "<guid isPermaLink='false'>17</guid>"
    first = swept(rss(item(more=guid)))
    other = rss(item("Rettet", "https://styrelsen.example/nyt/andet", guid))
    (found,) = swept(other, first.cursor).proposals
    assert found.ref == first.proposals[0].ref
    assert found.title == "Rettet"
    assert swept(other, swept(other, first.cursor).cursor).proposals == ()


@pytest.mark.parametrize(
    "link", ["", "javascript:alert(1)", "http://[", "mailto:a@b.dk"]
)
def test_an_entry_without_a_web_address_points_at_the_feed(link: str) -> None:
    """It is known by its title, and has no document."""
    found = only(rss(item(link=link)))
    assert (found.url, found.documents) == (CONFIG.base_url, ())
    assert found.ref.startswith("feed/styrelsen/")


@pytest.mark.parametrize(
    ("link", "document"),
    [
        ("/nyt/7", "https://styrelsen.example/nyt/7"),
        ("7.html", "https://styrelsen.example/nyt/7.html"),
        ("//styrelsen.example/7", "https://styrelsen.example/7"),
        ("https://styrelsen.example.evil.example/7", None),
        ("http://styrelsen.example/7", None),
        ("https://styrelsen.example:8443/7", None),
        ("https://styrelsen.example@evil.example/7", None),
    ],
)
def test_a_page_is_a_document_only_from_a_named_origin(
    link: str, document: str | None
) -> None:
    """Scheme, host and port as written in `document_origins`; else a link alone."""
    found = only(rss(item(link=link)), language="da")
    urls = [url for each in found.documents for url in each.urls]
    assert urls == ([document] if document else [])
    assert all(each.kind is DocumentKind.NOTICE_TEXT for each in found.documents)


def test_the_day_is_the_danish_one() -> None:
    """Half past eleven in the evening in London is the next day here."""
    late = item(more="<pubDate>Thu, 19 Nov 2026 23:30:00 +0000</pubDate>")
    assert only(rss(late)).published_on == date(2026, 11, 20)
    assert only(rss(item(more="<pubDate>snart</pubDate>"))).published_on is None


def test_what_is_old_is_passed_over_at_first() -> None:
    """A year, or as many days as are asked for, or since the day that is asked for."""
    body = rss(
        item(more=dated("20 Nov 2025")), item("Nyt", "/ny", dated("20 Nov 2026"))
    )
    first = swept(body)
    assert [each.title for each in first.proposals] == ["Nyt"]
    assert first.listed == 2
    assert len(swept(body, max_age=400).proposals) == 2
    assert len(swept(body, scope=Scope(TODAY, since=date(2025, 1, 1))).proposals) == 2
    assert swept(body, first.cursor).proposals == ()


def test_what_leaves_the_feed_is_not_gone() -> None:
    """A feed shows its latest entries only: no area is ever listed whole."""
    first = swept(rss(item(), item("To", "/to")))
    second = swept(rss(item("To", "/to"), item("Tre", "/tre")), first.cursor)
    assert [each.title for each in second.proposals] == ["Tre"]
    assert (second.complete, len(second.cursor["read"])) == ((), 3)


def test_nobody_who_writes_is_taken() -> None:
    """Authors stand nowhere, in what is kept aside neither."""
    writers = (
        "<author>ole@opdigtet.example (Ole Opdigtet)</author>"
        "<dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>Ole Opdigtet"
        "</dc:creator>"
    )
    found = swept(rss(item(more=writers), item("", "/uden", writers)))
    assert len(found.rejected) == len(found.proposals) == 1
    assert "Opdigtet" not in f"{found.proposals}{found.rejected}"
    assert b"pdigtet" not in found.rejected[0].body


def test_atom_gives_its_longest_text() -> None:
    """Content rather than a shorter summary; the day of publication before updates."""
    body = (
        f"<feed xmlns='{ATOM}'><title>t</title><id>x</id><entry><id>urn:1</id>"
        "<title type='html'>A &amp;amp; B</title><link href='side'/>"
        "<published>2026-11-01T10:00:00Z</published><updated>2026-11-09T10:00:00Z"
        "</updated><summary>Kort.</summary><content type='html'>&lt;p>Langt.&lt;/p>"
        "&lt;p>Længere.&lt;/p></content><author><name>Ole Opdigtet</name></author>"
        "</entry></feed>"
    )
    found = only(body.encode())
    assert (found.title, found.summary) == ("A & B", "Langt.\nLængere.")
    assert found.published_on == date(2026, 11, 1)
    assert found.url == "https://styrelsen.example/nyt/side"


def test_an_empty_feed_is_an_error_unless_declared() -> None:
    """Nothing found is nothing to rely on."""
    with pytest.raises(UnexpectedlyEmpty, match="the feed has no entries"):
        swept(rss())
    config = replace(CONFIG, may_be_empty=True)
    fetched = sweep(Feed(), config, {}, SCOPE, lambda asked: Page(asked, rss()))
    assert fetched.proposals == ()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (rss(item())[:-30], "not a whole feed"),
        (b"<html><title>Cookies</title></html>", "an HTML page .Cookies."),
        (rss(item()).replace(b"title>", b"headline>"), "without a title"),
        (rss(item()).replace(b"item>", b"entry>"), "in 0 elements|no entries"),
    ],
)
def test_a_feed_of_another_shape_is_an_error(body: bytes, said: str) -> None:
    """Half a feed, a page of cookies, a renamed element: named, and whose it is."""
    with pytest.raises((ParseError, UnexpectedlyEmpty), match=said) as caught:
        swept(body)
    assert caught.value.source_id == "styrelsen"


def test_a_feed_that_has_not_changed_costs_nothing() -> None:
    """304 leaves everything as it was."""
    assert swept(None, {"read": {"a": "b"}}).cursor == {"read": {"a": "b"}}


def test_only_the_latest_entries_are_remembered() -> None:
    """The cursor does not grow for ever, and what the feed shows stays in it."""
    old = {"read": {f"gammel-{n}": "x" for n in range(1200)}}
    found = swept(rss(item()), old).cursor["read"]
    assert len(found) == 1000
    assert any(key.startswith("stoej-") for key in found)
