"""The private addresses over real connections, and the same files on disk."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import feedparser
import httpx
import pytest
from post_line import BILL, Office

from briefing.bootstrap import FEED_SECRET_VARIABLE, feed_addresses
from briefing.config import ServeSection
from briefing.config.people import DeliverySection, FeedsSection
from briefing.domain.proposal import Deadline, DeadlineKind
from briefing.errors import ConfigError
from briefing.pipeline.condition import Pulse, Service
from briefing.pipeline.feeds import CALENDAR, NEWS, write_feeds
from briefing.web.app import create_app
from briefing.web.server import answering

DUE = Deadline(DeadlineKind.CONSULTATION, date(2026, 12, 14), "Høringsfrist")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An office with a bill that has a deadline, and a secret."""
    monkeypatch.setenv(FEED_SECRET_VARIABLE, "a secret of the tests, long enough")
    found = Office(tmp_path)
    settings = replace(found.line.settings, serve=ServeSection(min_free_mb=0))
    found.line = replace(found.line, settings=settings)
    found.keep(replace(BILL, deadlines=(DUE,)))
    yield found
    found.store.close()


@pytest.fixture
def site(office: Office, tmp_path: Path) -> Iterator[str]:
    """The address of the profile's feeds."""
    addresses = feed_addresses(office.line.settings)
    service = Service(office.line, tmp_path / "data", Pulse())
    with answering(create_app(service, addresses), "127.0.0.1", 0) as address:
        yield f"{address}/feeds/{addresses.keys['lef']}"


def key(office: Office, **feeds: object) -> str:
    """The key of the profile with this configuration."""
    section = DeliverySection(feeds=FeedsSection(**feeds))  # type: ignore[arg-type]  # checked by pydantic
    return feed_addresses(replace(office.line.settings, delivery=section)).keys["lef"]


def test_both_feeds_are_served(site: str) -> None:
    """With their types, and kept from caches that others share."""
    calendar, news = (httpx.get(f"{site}/{name}") for name in (CALENDAR, NEWS))
    assert "text/calendar; charset=utf-8" == calendar.headers["content-type"]
    assert "application/atom+xml; charset=utf-8" == news.headers["content-type"]
    assert calendar.headers["cache-control"].startswith("private")
    assert 1 == calendar.text.count("BEGIN:VEVENT")
    assert 1 == len(feedparser.parse(news.content).entries)


@pytest.mark.parametrize("name", [CALENDAR, NEWS])
def test_who_has_it_already_is_told_so(office: Office, site: str, name: str) -> None:
    """By tag or by time, until something has changed."""
    first = httpx.get(f"{site}/{name}")
    tag, changed = first.headers["etag"], first.headers["last-modified"]
    by_tag = {"If-None-Match": f'"other", W/{tag}'}
    by_time = {"If-Modified-Since": changed}
    for headers in (by_tag, by_time):
        again = httpx.get(f"{site}/{name}", headers=headers)
        assert (304, b"") == (again.status_code, again.content)
        assert tag == again.headers["etag"]
    other = {"If-None-Match": '"other"', **by_time}
    assert 200 == httpx.get(f"{site}/{name}", headers=other).status_code
    office.now += timedelta(hours=1)
    moved = replace(BILL, deadlines=(replace(DUE, date=date(2026, 12, 18)),))
    office.keep(moved, ago=0)
    for headers in (by_tag, by_time):
        new = httpx.get(f"{site}/{name}", headers=headers)
        assert 200 == new.status_code
        assert parsedate_to_datetime(changed) < parsedate_to_datetime(
            new.headers["last-modified"]
        )


def test_many_readers_cost_one_making(office: Office, site: str) -> None:
    """What happens is served five minutes later at the latest."""
    first = httpx.get(f"{site}/{CALENDAR}").content
    moved = replace(BILL, deadlines=(replace(DUE, date=date(2026, 12, 18)),))
    office.keep(moved, ago=0)
    assert first == httpx.get(f"{site}/{CALENDAR}").content
    office.now += timedelta(minutes=5)
    assert first != httpx.get(f"{site}/{CALENDAR}").content


def test_a_time_that_is_none_is_not_believed(site: str) -> None:
    """The whole feed is sent."""
    headers = {"If-Modified-Since": "yesterday"}
    assert 200 == httpx.get(f"{site}/{CALENDAR}", headers=headers).status_code


def test_without_the_key_there_is_nothing(site: str) -> None:
    """Neither at a guess, nor at the profile's name, nor under another file name."""
    base = site.rpartition("/")[0]
    for path in (f"{base}/lef/{NEWS}", f"{base}/{'a' * 32}/{NEWS}", f"{site}/x.ics"):
        found = httpx.get(path)
        assert (404, b"") == (found.status_code, found.content)
    assert 404 == httpx.get(base).status_code


def test_an_address_can_be_revoked(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One profile's by the configuration, all by another secret."""
    before = key(office)
    assert 32 == len(before)
    assert before == key(office, revoked={"aef": 1})
    assert before != key(office, revoked={"lef": 1})
    monkeypatch.setenv(FEED_SECRET_VARIABLE, "another secret, as long as that")
    assert before != key(office)


def test_a_secret_that_can_be_guessed_is_refused(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And none at all too; the error says how to make one."""
    for secret in ("short", ""):
        monkeypatch.setenv(FEED_SECRET_VARIABLE, secret)
        with pytest.raises(ConfigError, match="openssl rand"):
            key(office)


def test_files_are_written_and_those_of_old_keys_removed(
    office: Office, tmp_path: Path
) -> None:
    """What else lies in the folder is left alone."""
    into, profiles = tmp_path / "www", tuple(office.line.settings.profiles.values())
    old = feed_addresses(office.line.settings)
    write_feeds(office.line, old, profiles, into)
    own = into / "feeds" / "not-ours"
    own.mkdir()
    (own / "page.html").write_text("x")
    section = DeliverySection(feeds=FeedsSection(revoked={"lef": 1}))
    settings = replace(office.line.settings, delivery=section)
    written = write_feeds(office.line, feed_addresses(settings), profiles, into)
    assert {CALENDAR, NEWS} == {each.name for each in written}
    assert not (into / "feeds" / old.keys["lef"]).exists()
    assert (own / "page.html").exists()
