"""The newsletter for members: approved texts alone, honest when there are none."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import docx
import pytest
from post_line import BILL, Office

from briefing.domain.newsletter import Newsletter
from briefing.domain.profile import Relevance
from briefing.errors import DeliveryError, ReviewError
from briefing.pipeline.briefs import brief
from briefing.pipeline.collecting import standing
from briefing.pipeline.newsletter import newsletter, write_newsletter
from briefing.pipeline.withdrawing import withdraw
from briefing.rendering.newsletter import as_html
from briefing.rendering.sample_newsletter import empty_newsletter, sample_newsletter

WEEK = timedelta(days=7)
OPEN = {"meta", "hr", "br"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Monday at eight in Denmark."""
    found = Office(tmp_path)
    yield found
    found.store.close()


def made(office: Office) -> Newsletter:
    """The newsletter of the last week."""
    profile = office.line.settings.profiles["lef"]
    return newsletter(office.line, profile, office.now - WEEK, "Anne Berg")[0]


def text_of(path: Path) -> str:
    """The text of a Word file."""
    document = docx.Document(BytesIO(path.read_bytes()))
    return "\n".join(e.text for e in document.paragraphs).replace("\xa0", " ")


def test_it_tells_what_was_approved_in_both_forms(office: Office) -> None:
    """With the source as a link, who approved it, and who sends it out."""
    office.approve()
    found = made(office)
    path, page = write_newsletter(office.line, found)
    judged = office.store.judged(BILL.ref, "lef")
    assert judged is not None
    said = judged.assessment.summary[0].text
    html = page.read_text()
    for text in (text_of(path), html.replace("&amp;", "&").replace("&quot;", '"')):
        assert said[:30] in text.replace("\xa0", " ")
        assert "Godkendt af Anne Berg den 23. november 2026" in text
        assert "Udsendt af Anne Berg for Lønmodtagernes Eksempelforbund" in text
    assert 'href="https://toy.example/L1?a=1&amp;b=2"' in html
    assert "<b>&" not in html


def test_a_draft_is_not_told(office: Office) -> None:
    """It says that there is nothing."""
    office.keep(BILL)
    profile = office.line.settings.profiles["lef"]
    found = standing(office.line, BILL)
    brief(office.line, BILL, found, profile, Relevance(80))
    empty = made(office)
    assert empty.is_empty
    path, page = write_newsletter(office.line, empty)
    said = "Der er ikke noget nyt denne gang: vi har ikke gennemgået og godkendt noget"
    assert said in text_of(path)
    assert said in page.read_text()


def test_what_no_longer_holds_is_left_out_and_named(office: Office) -> None:
    """A changed proposal, and what was approved too long ago."""
    office.approve()
    profile = office.line.settings.profiles["lef"]
    office.keep(replace(BILL, subtitle="En ny undertitel"), ago=0)
    found, left = newsletter(office.line, profile, office.now - WEEK, "Anne Berg")
    assert (True, [BILL.ref]) == (found.is_empty, [each.ref for each in left])
    office.keep(BILL, ago=0)
    later = office.now + timedelta(hours=1)
    assert newsletter(office.line, profile, later, "Anne Berg")[0].is_empty


def test_what_was_received_in_confidence_is_not_told(office: Office) -> None:
    """Approved or not."""
    office.approve(replace(BILL, confidential=True))
    assert made(office).is_empty


def test_what_it_told_wrongly_the_next_one_corrects(office: Office) -> None:
    """And only what a newsletter told; it is no matter of its own any more."""
    office.approve()
    other = replace(BILL, ref="dk/toy/L2", number="L 2")
    write_newsletter(office.line, made(office))
    office.approve(other)
    profile = office.line.settings.profiles["lef"]
    office.now += timedelta(days=1)
    for ref in (BILL.ref, other.ref):
        withdraw(
            office.line, ref, profile, by="Bo", why="Tallet er 35.", instead="Brug § 3."
        )
    found = made(office)
    assert () == found.matters
    assert [BILL.ref] == [each.proposal.ref for each in found.retractions]
    path, page = write_newsletter(office.line, found)
    said = "Det, vi skrev tidligere, var forkert: Tallet er 35. I stedet: Brug § 3."
    assert said in text_of(path)
    assert said in page.read_text()
    assert found == made(office)


def test_what_was_told_is_kept_and_not_guessed(office: Office) -> None:
    """A record that cannot be read is an error: a correction might be lacking."""
    office.approve()
    path, _page = write_newsletter(office.line, made(office))
    record = path.with_suffix(".json")
    assert [{"ref": BILL.ref, "version": 1}] == [
        {"ref": each["ref"], "version": each["version"]}
        for each in json.loads(record.read_text())["matters"]
    ]
    record.write_text("{")
    with pytest.raises(DeliveryError, match="cannot be read"):
        made(office)


def test_it_needs_the_name_of_who_sends_it(office: Office) -> None:
    """Nobody answers for what nobody signs."""
    profile = office.line.settings.profiles["lef"]
    with pytest.raises(ReviewError):
        newsletter(office.line, profile, office.now - WEEK, "  ")


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("make", [sample_newsletter, empty_newsletter])
def test_the_page_is_safe_for_mail_programs(make: object, language: str) -> None:
    """Whole tags, no style sheet, no script, nothing to fetch, all styles inline."""
    assert callable(make)
    page = as_html(make(language=language))
    stack: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(
            self, tag: str, attrs: list[tuple[str, str | None]]
        ) -> None:
            assert tag not in {"script", "style", "link", "img", "iframe", "form"}
            assert not any(name in {"src", "class"} for name, _value in attrs)
            if tag not in OPEN:
                stack.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert tag == stack.pop()

    Reader().feed(page)
    assert [] == stack
    assert f'<html lang="{language}">' in page
    assert 1 == page.count("<h1")
