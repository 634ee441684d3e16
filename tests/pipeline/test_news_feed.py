"""The Atom feed: what happened, why it is told, and nothing that nobody approved."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import feedparser
import pytest
from post_line import BILL, Office

from briefing.domain.profile import Relevance
from briefing.domain.proposal import Stage
from briefing.pipeline.briefs import brief
from briefing.pipeline.collecting import standing
from briefing.pipeline.feeds import news_of
from briefing.pipeline.withdrawing import withdraw


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Monday at eight in Denmark."""
    found = Office(tmp_path)
    yield found
    found.store.close()


def read(office: Office) -> feedparser.FeedParserDict:
    """The feed as another program reads it."""
    profile = office.line.settings.profiles["lef"]
    found = feedparser.parse(news_of(office.line, profile, "https://x.example/f").body)
    assert not found.bozo
    return found


def text(office: Office) -> str:
    """What the first entry says."""
    return str(read(office).entries[0].content[0].value)


def test_an_entry_says_what_why_and_where(office: Office) -> None:
    """What the source wrote is text, not markup."""
    office.keep(BILL)
    found = read(office)
    (entry,) = found.entries
    assert "L 1: Forslag til lov om vagter <b>& andet</b>" in entry.title.replace(
        "&lt;", "<"
    ).replace("&gt;", ">").replace("&amp;", "&")
    assert BILL.url == entry.link
    assert "relevansen er 80 af 100. I titlen om »Arbejdstid«" in text(office)
    assert "<b>" not in text(office)
    assert "https://x.example/f" in {each.href for each in found.feed.links}


def test_an_entry_keeps_its_id_and_is_updated(office: Office) -> None:
    """When its matter changes, with what happened; the feed with it."""
    office.keep(BILL, ago=30)
    (before,) = read(office).entries
    office.keep(replace(BILL, stage=Stage.FIRST_READING), ago=2)
    found = read(office)
    (after,) = found.entries
    assert before.id == after.id
    assert before.published == after.published
    assert (after.updated, before.updated < after.updated) == (found.feed.updated, True)
    assert "1. behandling" in text(office)


def test_the_newest_stands_first_and_the_old_is_left_out(office: Office) -> None:
    """Sixty days back; nothing that is not relevant and nothing confidential."""
    office.keep(replace(BILL, ref="dk/toy/L2", number="L 2"), ago=24)
    office.keep(BILL)
    office.keep(replace(BILL, ref="dk/toy/L3"), ago=24 * 61)
    office.keep(replace(BILL, ref="dk/toy/L4"), score=39)
    office.keep(replace(BILL, ref="dk/local/5", confidential=True))
    assert ["L 1", "L 2"] == [each.title[:3] for each in read(office).entries]


def test_an_empty_feed_is_a_feed(office: Office) -> None:
    """With a time of its own."""
    found = read(office)
    assert ([], True) == (found.entries, bool(found.feed.updated))


def test_only_what_was_approved_is_quoted_from_a_briefing(office: Office) -> None:
    """A draft leaves no word; an approval its summary; a change takes it out again."""
    office.keep(BILL)
    profile = office.line.settings.profiles["lef"]
    documents = standing(office.line, BILL)
    brief(office.line, BILL, documents, profile, Relevance(80))
    draft = office.store.judged(BILL.ref, "lef")
    assert draft is not None
    assert draft.assessment.summary[0].text[:40] not in text(office)
    office.approve()
    office.now += timedelta(days=1)
    review = office.store.approved()[0]
    judged = office.store.judged(BILL.ref, "lef")
    assert judged is not None
    said = judged.assessment.summary[0].text
    assert "Fra notatet, som Anne Berg godkendte den 23. november 2026" in text(office)
    assert review.by in text(office)
    assert said[:40] in text(office)
    office.keep(replace(BILL, subtitle="En anden undertitel"), ago=0)
    assert said[:40] not in text(office)
    assert "Det godkendte notat er forældet" in text(office)


def test_a_withdrawn_briefing_is_told_as_such(office: Office) -> None:
    """Its words go, the reason comes, and readers see the entry as new."""
    office.approve()
    before = read(office).entries[0]
    office.now += timedelta(days=1)
    profile = office.line.settings.profiles["lef"]
    withdraw(office.line, BILL.ref, profile, by="Bo Dahl", why="Tallet er 35")
    (after,) = read(office).entries
    said = (
        "Det godkendte notat blev trukket tilbage den 24. november 2026: Tallet er 35"
    )
    assert said in text(office)
    assert "Fra notatet, som" not in text(office)
    assert (before.id, True) == (after.id, before.updated < after.updated)
