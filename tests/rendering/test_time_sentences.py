"""Deadlines and events in words."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from briefing.documents.compare import edits
from briefing.domain.change import DocumentChange, TextChange, TextChangeKind
from briefing.domain.deadline import Claim, Due, Move
from briefing.domain.event import Event, EventKind
from briefing.domain.proposal import Deadline, DeadlineKind
from briefing.language import translator
from briefing.rendering import deadlines, events

DA, EN = translator("da"), translator("en")
SEEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
THIRD = Deadline(DeadlineKind.CONSULTATION, date(2026, 12, 3), "Frist")


def on(day: date, at: time | None = None) -> Deadline:
    """The consultation's deadline on a day."""
    return replace(THIRD, date=day, at=at)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (THIRD, on(date(2026, 12, 10)), "fra 3. til 10. december 2026"),
        (THIRD, on(date(2027, 1, 8)), "fra 3. december 2026 til 8. januar 2027"),
        (
            on(date(2026, 11, 30)),
            THIRD,
            "fra 30. november til 3. december 2026",
        ),
        (
            on(date(2026, 12, 3), time(12)),
            on(date(2026, 12, 3), time(9)),
            "fra 3. december 2026 kl. 12.00 til 3. december 2026 kl. 09.00",
        ),
    ],
)
def test_a_move_in_danish(before: Deadline, after: Deadline, expected: str) -> None:
    """What both days share is said once, and never left out of what differs."""
    sentence = deadlines.moved(Move(before, after, SEEN), DA)
    assert f"Høringsfristen er flyttet {expected}." == sentence


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 20), "udløbet"),
        (date(2026, 11, 23), "i dag"),
        (date(2026, 11, 24), "1 arbejdsdag tilbage"),
        (date(2026, 11, 29), "4 arbejdsdage tilbage"),
    ],
)
def test_how_long_there_is_left(day: date, expected: str) -> None:
    """In working days; a Sunday gives no day more than the Friday before it."""
    assert expected in deadlines.left(on(day), SEEN, DA)


def test_a_weekend_deadline_on_a_friday_evening() -> None:
    """There are days left, but none on which an office is open."""
    friday = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)
    sunday = on(date(2026, 11, 29))
    assert "ingen arbejdsdage tilbage" == deadlines.left(sunday, friday, DA)


def test_a_conflict_quotes_both() -> None:
    """Field and letter stand in the sentence with their days, the earlier first."""
    letter = replace(
        on(date(2026, 12, 1), time(12)), document="b", quote="Svar senest den 1. dec."
    )
    due = Due(letter, (Claim(THIRD), Claim(letter, "Høringsbrev")))
    assert (
        "Kilderne er ikke enige om fristen: 1. december 2026 kl. 12.00 (»Høringsbrev«: "
        "“Svar senest den 1. dec.”); 3. december 2026 (kildens felt »Frist«). Den "
        "tidligste gælder, indtil nogen har taget stilling."
    ) == deadlines.conflict(due, DA)


def test_every_kind_has_a_sentence_in_danish() -> None:
    """No kind of event, change or deadline is told in English."""
    known = DA._messages
    texts = {
        *deadlines.THE_DEADLINE.values(),
        *events.PLAIN.values(),
        *events.TEXT_KINDS.values(),
    }
    assert set() == texts - set(known)
    assert set(DeadlineKind) == set(deadlines.THE_DEADLINE)
    assert set(TextChangeKind) == set(events.TEXT_KINDS)


@pytest.mark.parametrize("kind", list(EventKind))
@pytest.mark.parametrize("say", [DA, EN])
def test_every_event_can_be_told(kind: EventKind, say: object) -> None:
    """Each kind gives a sentence that ends, in both languages."""
    event = Event(
        kind,
        SEEN,
        "introduced" if kind is EventKind.STAGE else "adopted",
        "first_reading" if kind is EventKind.STAGE else "Efter.",
        date(2026, 12, 1),
        old_deadline=None if kind is EventKind.DEADLINE_ADDED else THIRD,
        new_deadline=None if kind is EventKind.DEADLINE_REMOVED else THIRD,
        change=DocumentChange("1", "Lov", ()),
    )
    if not kind.value.startswith("deadline"):
        event = replace(event, old_deadline=None, new_deadline=None)
    sentence = events.event_sentence(event, say)  # type: ignore[arg-type]  # both do
    assert sentence.endswith(".")
    assert ".." not in sentence
    assert "{" not in sentence


def test_a_text_that_could_not_be_read_is_told_apart() -> None:
    """Saying "no changes" and "not known" are different sentences."""
    change = DocumentChange("1", "Lov", ())
    same, unread = (
        events.event_sentence(
            Event(EventKind.TEXT_CHANGED, SEEN, change=each, after="Lov"), DA
        )
        for each in (change, replace(change, unread=True))
    )
    assert "teksten er den samme" in same
    assert "kunne ikke sammenlignes" in unread


def test_altered_words_are_marked() -> None:
    """What went and came stands between marks, long unchanged text is shortened."""
    old = "Indledning " * 20 + "bøden er 5.000 kr. for hver sag " + "slutning " * 20
    new = old.replace("5.000", "8.000")
    change = TextChange(TextChangeKind.ALTERED, "§ 1", old, new, edits=edits(old, new))
    marked = events.marked_words(change)
    assert "[-5-]{+8+}.000 kr." in marked
    assert marked.startswith("… ")
    assert marked.endswith(" …")
    assert len(marked) < 200
