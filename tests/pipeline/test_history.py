"""What changed, and which deadline counts, through the whole line."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import docx
import pytest
from test_run import BILL_HTML, CONFIG, ROOT, SITE, FakeSite, ToySource, World, bill

from briefing.adapters.database import open_database
from briefing.adapters.processes import here
from briefing.assessment.embedded import EmbeddedAnalyst
from briefing.config import parse
from briefing.deadlines import decide_deadline
from briefing.domain.change import TextChangeKind
from briefing.domain.deadline import Due
from briefing.domain.event import Event, EventKind
from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    DocumentKind,
    DocumentRef,
    ProposalKind,
    Stage,
    Vote,
)
from briefing.domain.store import Harvest
from briefing.pipeline.due import dues_of
from briefing.pipeline.history import changes_count, history
from briefing.pipeline.line import Line

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LETTER = f"{SITE}/brev.html"
LETTER_HTML = (
    "<html><body><p>Ministeriet beder om bemærkninger til udkastet senest torsdag den "
    "3. december 2026 kl. 12.00.</p><p>Udkastet angår arbejdsmiljø.</p></body></html>"
)
DRAFT = bill(
    7,
    "Udkast til forslag til lov om ændring af lov om arbejdsmiljø",
    kind=ProposalKind.DRAFT_BILL,
    stage=Stage.CONSULTATION_OPEN,
    published_on=date(2026, 11, 9),
    deadlines=(Deadline(DeadlineKind.CONSULTATION, date(2026, 12, 10), "Frist"),),
    documents=(
        DocumentRef("1", "Udkast", DocumentKind.DRAFT_TEXT, (f"{SITE}/L7.html",)),
        DocumentRef("2", "Høringsbrev", DocumentKind.CONSULTATION_LETTER, (LETTER,)),
    ),
)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A draft in consultation whose letter gives an earlier day than the record."""
    moment = [START]
    source = ToySource([DRAFT])
    pages: dict[str, bytes | Exception] = {
        f"{SITE}/list": b"",
        f"{SITE}/L7.html": BILL_HTML.encode(),
        LETTER: LETTER_HTML.encode(),
    }
    site = FakeSite(pages)
    store = open_database(tmp_path / "data")
    line = Line(
        settings=parse(CONFIG, ROOT / "sources.yaml"),
        store=store,
        fetcher=site,
        sources={"toy": source},
        analyst=EmbeddedAnalyst(),
        analyst_id="embedded",
        compute=here,
        clock=lambda: moment[0],
        output=tmp_path / "output",
        templates=ROOT / "templates",
    )
    yield World(line, source, site, moment)
    store.close()


def newest(world: World) -> tuple[dict[str, Any], str]:
    """The newest briefing as its JSON and the text of its Word file."""
    path = max(
        world.line.output.rglob("*.json"),
        key=lambda each: json.loads(each.read_text())["version"],
    )
    pieces = docx.Document(str(path.with_suffix(".docx")))
    texts = [each.text for each in pieces.paragraphs]
    texts += [
        cell.text for table in pieces.tables for row in table.rows for cell in row.cells
    ]
    return json.loads(path.read_text()), "\n".join(texts).replace("\xa0", " ")


def due(world: World) -> Due:
    """The consultation's deadline."""
    (found,) = dues_of(world.line, world.line.store.proposal(DRAFT.ref))
    return found


def decide(world: World, day: date) -> None:
    """A person decides."""
    proposal = world.line.store.proposal(DRAFT.ref)
    decision = decide_deadline(
        proposal,
        dues_of(world.line, proposal),
        DeadlineKind.CONSULTATION,
        day,
        at=None,
        why="Ministeriet har bekræftet datoen",
        by="Prøve Prøvesen",
        now=world.line.clock(),
    )
    world.line.store.save_deadline_decision(decision)


def events(world: World, since: datetime | None = None) -> tuple[Event, ...]:
    """What happened to the draft."""
    return history(world.line, DRAFT.ref, since)


def test_the_earlier_day_counts_everywhere(world: World) -> None:
    """Record and Word file give the letter's day, and both days with their origin."""
    world.run()
    record, text = newest(world)
    (told,) = record["proposal"]["deadlines"]
    assert ("2026-12-03", "12:00", True, 8) == (
        told["date"],
        told["time"],
        told["conflict"],
        told["working_days_left"],
    )
    assert {"2026-12-03", "2026-12-10"} == {each["date"] for each in told["claims"]}
    assert "Kilderne er ikke enige om fristen" in text
    assert "3. december 2026 kl. 12.00" in text
    assert "10. december 2026 (kildens felt »Frist«)" in text
    assert "senest torsdag den 3. december 2026" in text


def test_the_summary_cites_the_letter_for_its_day(world: World) -> None:
    """No sentence of the assessment gives the later day as the deadline."""
    world.run()
    record, _text = newest(world)
    (sentence,) = [s for s in record["summary"] if "fristen" in s["text"].casefold()]
    assert "3. december 2026 kl. 12.00" in sentence["text"]
    assert ["2"] == [each["document"] for each in sentence["citations"]]
    assert not [s for s in record["summary"] if "10. december" in s["text"]]


def test_a_short_consultation_is_told(world: World) -> None:
    """9 November to 3 December is 24 days: shorter than four weeks."""
    world.run()
    period = due(world).period
    assert period is not None
    assert (24, True) == (period.days, period.is_short)
    assert "Høringen er kortere end de fire uger" in newest(world)[1]


def test_a_decision_gives_a_new_version_with_its_day(world: World) -> None:
    """What a person decides is in the next version; approving the old one is not on."""
    world.run()
    decide(world, date(2026, 12, 10))
    world.later(hours=2)
    world.run()
    record, text = newest(world)
    (told,) = record["proposal"]["deadlines"]
    assert (2, "2026-12-10", False, "Prøve Prøvesen") == (
        record["version"],
        told["date"],
        told["conflict"],
        told["decision"]["by"],
    )
    assert "Prøve Prøvesen besluttede 23. november 2026" in text
    assert "Kilderne er ikke enige" not in text


def test_a_source_that_moves_makes_a_decision_stale(world: World) -> None:
    """The day moves after the decision: the earliest counts, and it is said."""
    world.run()
    decide(world, date(2026, 12, 10))
    world.later(hours=2)
    moved = replace(DRAFT.deadlines[0], date=date(2026, 12, 17))
    world.source.proposals = [replace(DRAFT, deadlines=(moved,))]
    world.run()
    found = due(world)
    assert (date(2026, 12, 3), time(12), True) == (
        found.deadline.date,
        found.deadline.at,
        found.is_stale,
    )
    text = newest(world)[1]
    assert "Kilderne siger noget andet, end da det blev besluttet" in text
    assert "Høringsfristen er flyttet fra 10. til 17. december 2026" in text


def test_an_unchanged_run_writes_nothing(world: World) -> None:
    """Deadlines and history make nothing look new."""
    world.run()
    before = world.files()
    world.later(hours=2)
    world.run()
    assert before == world.files()
    assert 0 == changes_count(world.line, START.replace(hour=10))


def test_what_happened_is_told_newest_first(world: World) -> None:
    """Stage, deadline, documents and votes of a new version are events."""
    world.run()
    world.later(hours=2)
    moved = replace(DRAFT.deadlines[0], date=date(2026, 12, 17))
    amendment = DocumentRef("9", "Ændringsforslag", DocumentKind.AMENDMENT, ())
    world.source.proposals = [
        replace(
            DRAFT,
            stage=Stage.CONSULTATION_CLOSED,
            deadlines=(moved,),
            documents=(*DRAFT.documents, amendment),
            votes=(Vote(date(2026, 11, 23), "Afstemning", True, "For stemte 90"),),
            committee="Beskæftigelsesudvalget",
        )
    ]
    world.run()
    assert [
        EventKind.STAGE,
        EventKind.DEADLINE_MOVED,
        EventKind.VOTE,
        EventKind.AMENDMENT,
        EventKind.COMMITTEE,
        EventKind.APPEARED,
    ] == [each.kind for each in events(world)]
    since = START.replace(hour=10)
    assert EventKind.APPEARED not in {each.kind for each in events(world, since)}
    assert 5 == changes_count(world.line, since)


def test_a_changed_text_names_what_and_which_points(world: World) -> None:
    """The fine is altered: the change has its place, and the point on it is named."""
    world.run()
    world.later(days=2)
    altered = BILL_HTML.replace("straffes med bøde", "straffes med fængsel")
    world.site.pages[f"{SITE}/L7.html"] = altered.encode()
    world.run(everything=True)
    (event,) = [e for e in events(world) if e.kind is EventKind.TEXT_CHANGED]
    assert event.change is not None
    (change,) = event.change.changes
    assert (TextChangeKind.ALTERED, "§ 1") == (change.kind, change.place)
    assert event.change.touched
    assert {False} <= {each.stands for each in event.change.touched}
    record, _text = newest(world)
    (told,) = [each for each in record["events"] if each["kind"] == "text_changed"]
    assert "fængsel" in told["changes"][0]["new"]
    assert told["touched"]


def test_the_first_version_tells_of_no_changes(world: World) -> None:
    """A first briefing has nothing to compare with, and says nothing."""
    world.run()
    assert [] == newest(world)[0]["events"]


def test_the_same_text_in_other_bytes_is_told_as_such(world: World) -> None:
    """A new version without a change of text is no text change, nor is it hidden."""
    world.run()
    world.later(days=2)
    world.site.pages[f"{SITE}/L7.html"] = BILL_HTML.replace(
        "<p>", "<p class='x'>"
    ).encode()
    world.run(everything=True)
    (event,) = [e for e in events(world) if e.kind is EventKind.TEXT_CHANGED]
    assert event.change is not None
    assert ((), False) == (event.change.changes, event.change.unread)


def test_a_version_without_text_is_not_taken_for_no_change(world: World) -> None:
    """When the new bytes cannot be read, it is said that nothing can be compared."""
    world.run()
    world.later(days=2)
    world.site.pages[f"{SITE}/L7.html"] = b"%PDF-1.4 broken"
    world.run(everything=True)
    (event,) = [e for e in events(world) if e.kind is EventKind.TEXT_CHANGED]
    assert event.change is not None
    assert event.change.unread


def test_the_bill_and_the_text_as_adopted_are_compared(world: World) -> None:
    """The law's text alone: the notes that only the bill has are no change."""
    adopted = DocumentRef(
        "5", "Som vedtaget", DocumentKind.TEXT_AS_ADOPTED, (f"{SITE}/ad.html",)
    )
    introduced = replace(DRAFT.documents[0], kind=DocumentKind.BILL_TEXT)
    law = BILL_HTML.split("<h2>Bemærkninger")[0].replace("hvert år", "hvert andet år")
    world.site.pages[f"{SITE}/ad.html"] = f"{law}</body></html>".encode()
    world.source.proposals = [
        replace(DRAFT, kind=ProposalKind.BILL, documents=(introduced, adopted))
    ]
    world.run()
    (event,) = [e for e in events(world) if e.kind is EventKind.TEXT_CHANGED]
    assert event.change is not None
    assert "Udkast" == event.change.old_title
    assert ["§ 1"] == [each.place for each in event.change.changes]


def test_a_proposal_that_is_gone_says_so(world: World) -> None:
    """What the source no longer lists is an event of its own, and the newest."""
    world.run()
    assert EventKind.GONE not in {each.kind for each in events(world)}
    world.later(hours=2)
    store, now = world.line.store, world.line.clock()
    store.save_sweep(store.source_state("toy"), Harvest(gone=(DRAFT.ref,)), now)
    found = events(world)[0]
    assert (EventKind.GONE, now) == (found.kind, found.seen_at)
    assert (DRAFT.ref,) == store.changed_since(now)


def test_a_proposal_that_comes_back_says_so(world: World) -> None:
    """Gone and back are told once each, however often a sweep says them."""
    world.run()
    store = world.line.store
    for harvest in (
        Harvest(gone=(DRAFT.ref,)),
        Harvest(gone=(DRAFT.ref,)),
        Harvest(back=(DRAFT.ref,)),
        Harvest(back=(DRAFT.ref,)),
    ):
        world.later(hours=1)
        store.save_sweep(store.source_state("toy"), harvest, world.line.clock())
    assert [EventKind.BACK, EventKind.GONE, EventKind.APPEARED] == [
        each.kind for each in events(world)
    ]
