"""Whose job it is, the own answer to a consultation, and ranks that persons set."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from post_line import BILL, MONDAY, Office

from briefing.adapters.database.blobs import Blobs
from briefing.archive.keeping import Archive
from briefing.archive.numbering import Scheme
from briefing.archive.verify import verify
from briefing.domain.delivery import Recipient, Role
from briefing.domain.handling import ResponseState, Verdict
from briefing.domain.ports import Answer
from briefing.domain.profile import Relevance
from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    DocumentKind,
    DocumentRef,
    ProposalKind,
)
from briefing.domain.review import Decision, Edit, EditKind
from briefing.errors import ReviewError, UsageError
from briefing.pipeline.collecting import standing
from briefing.pipeline.consultation import own_published
from briefing.pipeline.examples import as_lines, examples
from briefing.pipeline.handling import (
    archive_responses,
    assign,
    decide_relevance,
    named,
    respond,
)
from briefing.pipeline.run import bring_through
from briefing.pipeline.state import state_hash
from briefing.review import decide

ANNE = Recipient("lef", "Anne Berg", "anne@lef.example", Role.OFFICER, threshold=40)
DRAFT = replace(
    BILL,
    kind=ProposalKind.DRAFT_BILL,
    deadlines=(Deadline(DeadlineKind.CONSULTATION, date(2026, 12, 9), "Høringsfrist"),),
)
REF = DRAFT.ref


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Monday 23 November at eight in Denmark, and one policy officer."""
    found = Office(tmp_path)
    found.recipients(ANNE)
    yield found
    found.store.close()


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """An answer as it was sent."""
    path = tmp_path / "svar.txt"
    path.write_text("Vi støtter forslaget.\n\nParagraf 2 bør ændres.")
    return path


def told(office: Office) -> list[tuple[str, str]]:
    """Day and step of every reminder."""
    return [
        (str(each.recorded_at.date()), entry.split("|")[2])
        for each in office.store.deliveries()
        if each.kind == "reminder"
        for entry in each.told
    ]


def days(office: Office, count: int) -> None:
    """A pass each morning for so many days."""
    for _day in range(count):
        office.now += timedelta(days=1)
        office.send()


def moved(office: Office, day: date, at: time | None = None) -> None:
    """The deadline is another from now on."""
    deadline = Deadline(DeadlineKind.CONSULTATION, day, "Høringsfrist", at)
    office.keep(replace(DRAFT, deadlines=(deadline,)), ago=0)


def test_names_are_taken_from_the_recipients(office: Office) -> None:
    """A first name or an address is enough; what fits nobody stays as written."""
    bo = Recipient("aef", "Bo Berg", "bo@aef.example", Role.OFFICER)
    office.recipients(ANNE, bo)
    assert ("Anne Berg", ("lef",)) == named(office.line, "anne")
    assert ("Bo Berg", ("aef",)) == named(office.line, "BO@aef.example")
    assert ("Carl Ny", ()) == named(office.line, "Carl  Ny")
    with pytest.raises(UsageError, match="Anne Berg, Bo Berg"):
        named(office.line, "berg")
    with pytest.raises(UsageError, match="--to"):
        named(office.line, " ")


def test_the_reminder_says_whose_job_it_is(office: Office) -> None:
    """The last assignment counts, and all are kept."""
    office.keep(DRAFT, ago=200)
    assign(office.line, REF, "lef", "Bo Holm", "Chefen")
    assign(office.line, REF, "lef", "Anne Berg", "Chefen")
    days(office, 2)
    text = office.box.to("anne@lef.example")[-1].get_body(("plain",))
    assert text is not None
    assert "Ansvarlig: Anne Berg." in text.get_content()
    assert ["Bo Holm", "Anne Berg"] == [e.to for e in office.store.assignments(REF)]


@pytest.mark.parametrize("state", [ResponseState.SENT, ResponseState.NONE])
def test_an_answered_consultation_is_not_reminded_of(
    office: Office, sent: Path, state: ResponseState
) -> None:
    """Ten days before it was; after the answer neither five nor two."""
    office.keep(DRAFT, ago=200)
    days(office, 2)
    file = sent if state is ResponseState.SENT else None
    respond(office.line, REF, "lef", state, by="Anne", sent=file)
    days(office, 14)
    assert [("2026-11-25", "10")] == told(office)


@pytest.mark.parametrize("wait", [0, 2])
def test_that_an_answered_deadline_moves_is_told_once(
    office: Office, wait: int
) -> None:
    """Whether somebody was reminded before or not."""
    office.keep(DRAFT, ago=200)
    days(office, wait)
    before = len(told(office))
    respond(office.line, REF, "lef", ResponseState.NONE, by="Anne")
    moved(office, date(2026, 12, 16))
    days(office, 20)
    assert ["moved"] == [step for _day, step in told(office)[before:]]


def test_an_answer_taken_back_is_reminded_of_again(office: Office) -> None:
    """Reset opens the consultation."""
    office.keep(DRAFT, ago=200)
    days(office, 2)
    respond(office.line, REF, "lef", ResponseState.NONE, by="Anne")
    respond(office.line, REF, "lef", ResponseState.OPEN, by="Anne")
    days(office, 14)
    assert ["10", "5", "2"] == [step for _day, step in told(office)]


def test_another_deadline_of_the_same_matter_is_still_told(office: Office) -> None:
    """The answer stops reminders of the consultation, not of the committee's days."""
    questions = Deadline(DeadlineKind.COMMITTEE_QUESTIONS, date(2026, 12, 9), "x")
    office.keep(replace(DRAFT, deadlines=(questions,)), ago=200)
    respond(office.line, REF, "lef", ResponseState.NONE, by="Anne")
    days(office, 14)
    assert ["10", "5", "2"] == [step for _day, step in told(office)]


def test_the_answer_is_archived_once_with_its_bytes(
    office: Office, sent: Path, tmp_path: Path
) -> None:
    """The entry names the file's hash; what a crash left out is caught up."""
    objects = Blobs(tmp_path / "archive" / "objects")
    archive = Archive(tmp_path / "archive", objects, office.store, Scheme())
    office.keep(DRAFT)
    respond(office.line, REF, "lef", ResponseState.SENT, by="Anne", sent=sent)
    sent.write_text("skrevet om bagefter")
    respond(office.line, REF, "lef", ResponseState.NONE, by="Bo", why="Andre svarer.")
    first, second = archive_responses(office.line, archive)
    assert () == archive_responses(office.line, archive)
    (item,) = first.items
    assert item.sha256 == office.store.own_responses(REF)[0].sha256
    assert b"Vi st" == archive.object_path(item.sha256).read_bytes()[:5]
    assert ("none", "Andre svarer.") == (
        second.about["response"], second.about["why"]
    )  # fmt: skip
    assert first.case
    assert second.case
    assert first.case.number == second.case.number
    assert () == verify(archive, "").faults


def test_a_response_needs_a_name_and_a_file_that_is_there(
    office: Office, tmp_path: Path
) -> None:
    """Nothing is kept otherwise."""
    office.keep(DRAFT)
    with pytest.raises(ReviewError, match="--by"):
        respond(office.line, REF, "lef", ResponseState.NONE, by=" ")
    (tmp_path / "tom.txt").touch()
    for name, words in (("væk.txt", "cannot be read"), ("tom.txt", "is empty")):
        with pytest.raises(UsageError, match=words):
            respond(
                office.line, REF, "lef", ResponseState.SENT, by="A",
                sent=tmp_path / name,
            )  # fmt: skip
    assert () == office.store.own_responses(REF)


def test_the_published_answer_is_held_against_what_was_sent(
    office: Office, sent: Path
) -> None:
    """It says how many of our sentences stand in it."""
    name = office.line.settings.profiles["lef"].organisation
    ref = DocumentRef(
        "1", f"Høringssvar fra {name}", DocumentKind.CONSULTATION_RESPONSE,
        ("http://x.example/1",),
    )  # fmt: skip
    office.keep(replace(DRAFT, documents=(ref,)))
    body = f"{name}\n\nVi  støtter forslaget.\n\nParagraf 2 bør slettes.".encode()
    answer = Answer(body, "text/plain", "http://x.example/1")
    office.store.save_document(REF, "1", "http://x.example/1", answer, MONDAY)
    mine = respond(office.line, REF, "lef", ResponseState.SENT, by="A", sent=sent)
    documents = standing(office.line, office.store.proposal(REF))
    found = own_published(office.line, documents, (name,), mine)
    assert found is not None
    assert (2, 1) == (found.sent, found.found)
    assert own_published(office.line, documents, ("En anden",), mine) is None
    assert own_published(office.line, documents, (name,), None) is None


def test_a_persons_word_outranks_what_is_computed(office: Office) -> None:
    """With the reason in front, through another screening, until it is reset."""
    office.keep(BILL, 30)
    found = decide_relevance(
        office.line, REF, "lef", Verdict.RELEVANT, by="Anne", why="Vores sag."
    )
    assert (100, 30) == (found.score, found.computed)
    assert "Anne: Vores sag." == found.reasons[0].text
    assert 100 == 30 + sum(each.points for each in found.reasons[:1])
    office.store.save_relevance(REF, "lef", Relevance(55))
    assert 100 == office.store.relevance(REF)["lef"].score
    decide_relevance(office.line, REF, "lef", Verdict.IRRELEVANT, by="Bo", why="Nej.")
    assert 0 == office.store.relevance(REF)["lef"].score
    decide_relevance(office.line, REF, "lef", Verdict.COMPUTED, by="Bo", why="")
    assert Relevance(55) == office.store.relevance(REF)["lef"]


def test_a_matter_made_relevant_gets_its_briefing(office: Office) -> None:
    """The line looks at it again, and the overview tells of it with the reason."""
    office.keep(BILL)
    bring_through(office.line, REF)
    assert () == office.store.briefings(REF)
    before = state_hash(office.line, REF)
    decide_relevance(
        office.line, REF, "lef", Verdict.RELEVANT, by="Anne", why="Vores sag."
    )
    assert before != state_hash(office.line, REF)
    bring_through(office.line, REF)
    assert office.store.briefings(REF)
    judged = office.store.judged(REF, "lef")
    assert judged is not None
    assert 100 == judged.assessment.relevance.score
    office.send()
    text = office.box.to("anne@lef.example")[0].get_body(("plain",))
    assert text is not None
    assert "Anne: Vores sag (beregnet 0)." in " ".join(text.get_content().split())


def test_a_matter_made_irrelevant_is_told_no_more(office: Office) -> None:
    """Neither in the overview nor as a reminder."""
    office.keep(DRAFT, 90, ago=1)
    decide_relevance(office.line, REF, "lef", Verdict.IRRELEVANT, by="A", why="Nej.")
    days(office, 16)
    assert [] == told(office)
    assert not any(REF in each.refs for each in office.store.deliveries())


def test_a_relevance_decision_needs_a_name_a_reason_and_a_relevance(
    office: Office,
) -> None:
    """Nothing is kept otherwise."""
    office.keep(BILL)
    for by, why, profile, words in (
        ("", "Nej.", "lef", "--by"),
        ("Anne", " ", "lef", "--why"),
        ("Anne", "Nej.", "aef", "not been worked out"),
    ):
        with pytest.raises(ReviewError, match=words):
            decide_relevance(
                office.line, REF, profile, Verdict.IRRELEVANT, by=by, why=why
            )
    assert () == office.store.relevance_decisions()


def test_what_reviewers_correct_becomes_examples(office: Office) -> None:
    """Edits with what they rested on, refusals with why, ranks; no phone numbers.

    A recommendation is no statement of an analyst, and no example.
    """
    office.approve()
    judged = office.store.judged(REF, "lef")
    assert judged is not None
    said = judged.assessment.summary[0]
    edit = Edit(EditKind.CHANGED, "s0.text", said.text, "Nyt. Ring 12 34 56 78", "nix")
    added = Edit(EditKind.ADDED, "", "", "Vores egen mening.")
    recommendation = Edit(EditKind.ADDED, "recommendation", "", "Sig ja.")
    at, edits = datetime(2026, 11, 24, tzinfo=UTC), (edit, added, recommendation)
    office.store.save_review(
        decide(
            judged,
            Decision.APPROVED,
            by="Anne",
            at=at,
            edits=edits,
        )
    )
    why = "Forkert, skriv til bo@privat.example"
    office.store.save_review(decide(judged, Decision.REJECTED, by="Bo", at=at, why=why))
    decide_relevance(office.line, REF, "lef", Verdict.IRRELEVANT, by="Bo", why="Nej.")
    found = examples(office.line)
    assert ["irrelevant", "changed", "added", "rejected"] == [e.verdict for e in found]
    rank, changed, extra, rejected = found
    assert ("80", "Nej.") == (rank.before, rank.why)
    assert (said.text, "nix", said.rule) == (
        changed.before, changed.unborne, changed.rule
    )  # fmt: skip
    assert [e.quote for e in said.citations] == [e.quote for e in changed.citations]
    assert "Vores egen mening." == extra.after
    lines = as_lines(found).splitlines()
    assert 4 == len(lines)
    assert "12 34" not in "".join(lines)
    assert "privat.example" not in "".join(lines)
    assert said.text in rejected.before
