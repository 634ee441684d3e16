"""The daily brief as a Word file: what stands in it, where, and what does not."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from word_texts import header_text, headings, opened, text

from briefing.domain.daily import DailyBrief
from briefing.domain.event import Event, EventKind
from briefing.language.written import NO_BREAK
from briefing.rendering.check import check_template
from briefing.rendering.daily import as_json, render
from briefing.rendering.sample_daily import NOW, empty_daily, sample_daily

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
TEMPLATE = TEMPLATES / "dagens-overblik.docx"
FULL = sample_daily()


def plain(found: DailyBrief) -> str:
    """The text of a brief with ordinary spaces."""
    return text(render(found, TEMPLATE)).replace(NO_BREAK, " ")


def test_what_is_due_stands_first_and_each_part_has_its_heading() -> None:
    """What may be missing, what is due, then what happened."""
    assert [
        "Overblikket kan mangle noget",
        "Frister inden for ti arbejdsdage",
        "Nyt",
        "Ændret",
        "Vedtaget eller afsluttet",
    ] == [title for _level, title in headings(render(FULL, TEMPLATE))]


def test_each_proposal_says_why_and_by_when() -> None:
    """Number, reason, what happened, and the deadline with working days left."""
    said = plain(FULL)
    assert "L 991 (2025-26)" in said
    assert "Relevans 78 · Sagen ligger i Beskæftigelsesudvalget, som følges" in said
    assert "Sagen er gået fra »Fremsat« til »Vedtaget«." in said
    assert "Høringsfrist: 17. februar 2026 kl. 12.00 – 5 arbejdsdage tilbage" in said
    assert "Høringsportalen kunne ikke læses (sidst læst: 8. februar 2026)." in said


def test_an_empty_day_is_one_honest_line() -> None:
    """No empty tables; the source that could not be read is still named."""
    said = plain(empty_daily())
    assert (
        "Intet nyt, ændret eller vedtaget siden den 9. februar 2026, og ingen frist "
        "inden for 10 arbejdsdage." in said
    )
    assert "Europa-Parlamentet er aldrig blevet læst." in said
    assert "Nummer" not in said


def test_a_full_day_has_no_such_line() -> None:
    """The line about nothing is never beside something."""
    assert "Intet nyt" not in plain(FULL)


def test_much_is_cut_and_counted_and_the_json_has_all() -> None:
    """Fifteen are shown in each part; the rest are counted, and kept in the JSON."""
    many = replace(FULL, new=FULL.new * 40)
    assert plain(many).count("L 991 (2025-26)") == 15
    assert "Flere forslag, der ikke er vist: 25." in plain(many)
    assert len(json.loads(as_json(many))["new"]) == 40


def test_many_events_become_three_and_a_count() -> None:
    """One line for each proposal, however much happened."""
    (item,) = FULL.changed
    busy = replace(item, events=item.events * 5)
    assert "… og 2 mere." in plain(replace(FULL, changed=(busy,)))


def test_example_data_is_marked_on_every_page_and_other_data_is_not() -> None:
    """The mark comes from the proposals."""
    assert "EKSEMPELDATA" in header_text(render(FULL, TEMPLATE))
    (item,) = FULL.new
    real = replace(item, proposal=replace(item.proposal, example=False))
    only = replace(FULL, new=(real,), changed=(), ended=(), due=())
    assert "EKSEMPELDATA" not in header_text(render(only, TEMPLATE))


def test_english_for_an_english_profile() -> None:
    """The template of the language, and its words."""
    said = text(render(sample_daily(language="en"), TEMPLATE)).replace(NO_BREAK, " ")
    assert "Adopted or ended" in said
    assert "Vedtaget" not in said


HOSTILE = "A & B <b>{{ organisation.navn }}</b> {% raw %} \x00\ud800 🙂"


@pytest.mark.parametrize("title", [HOSTILE, "", "Forslag til lov om vagter " * 60])
def test_a_title_may_hold_anything(title: str) -> None:
    """Field code and odd characters stay text; nothing breaks the file."""
    (item,) = FULL.changed
    event = Event(EventKind.TITLE, NOW, "før", title)
    odd = replace(item, proposal=replace(item.proposal, title=title), events=(event,))
    assert opened(render(replace(FULL, changed=(odd,)), TEMPLATE)).paragraphs
    assert json.loads(as_json(replace(FULL, changed=(odd,))))


def test_a_template_of_another_name_is_known_by_its_fields(tmp_path: Path) -> None:
    """A secretariat may call its own as it likes; the check tells what it is for."""
    own = tmp_path / "morgen.docx"
    own.write_bytes(TEMPLATE.read_bytes())
    assert () == check_template(own)
