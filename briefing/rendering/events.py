"""What happened, in sentences, with their dates."""

from collections.abc import Mapping
from dataclasses import replace

from briefing.domain.change import (
    Edit,
    EditKind,
    TextChange,
    TextChangeKind,
    TouchedPoint,
)
from briefing.domain.deadline import Move
from briefing.domain.event import Event, EventKind
from briefing.domain.proposal import Stage
from briefing.language import Translator
from briefing.language.remaining import when
from briefing.language.written import format_date
from briefing.rendering.deadlines import moved, the_deadline
from briefing.rendering.labels import stage_label

PLAIN: Mapping[EventKind, str] = {
    EventKind.APPEARED: "The proposal appeared: {after}.",
    EventKind.DOCUMENT_ADDED: "New document: {after}{day}.",
    EventKind.DOCUMENT_REMOVED: "A document is no longer listed: {before}.",
    EventKind.AMENDMENT: "New amendments: {after}{day}.",
    EventKind.COMMITTEE_REPORT: "The committee has given its report: {after}{day}.",
    EventKind.TITLE: "The title is now “{after}”; it was “{before}”.",
    EventKind.MINISTRY: "The ministry is now {after}; it was {before}.",
    EventKind.COMMITTEE: "The committee is now {after}; it was {before}.",
    EventKind.GONE: "The source no longer lists the proposal.",
    EventKind.BACK: "The source lists the proposal again.",
}
"""The sentence of each kind that needs nothing but its values."""
TEXT_KINDS: Mapping[TextChangeKind, str] = {
    TextChangeKind.ADDED: "added",
    TextChangeKind.REMOVED: "removed",
    TextChangeKind.ALTERED: "altered",
    TextChangeKind.MOVED: "moved",
}
_NONE = "–"


def event_sentence(event: Event, say: Translator) -> str:
    """What happened, in one sentence without the day on which it was seen."""
    if event.kind is EventKind.STAGE:
        return _stage(event, say)
    if event.kind is EventKind.VOTE:
        return _vote(event, say)
    if event.kind is EventKind.TEXT_CHANGED:
        return _text(event, say)
    if event.new_deadline or event.old_deadline:
        return _deadline(event, say)
    return say(
        PLAIN[event.kind],
        before=event.before.rstrip(".") or _NONE,
        after=event.after.rstrip(".") or _NONE,
        day=_day(event, say),
    )


def _day(event: Event, say: Translator) -> str:
    return f" ({format_date(event.day, say.language)})" if event.day else ""


def _stage(event: Event, say: Translator) -> str:
    return say(
        "The proposal has gone from {before} to {after}.",
        before=f"»{stage_label(Stage(event.before), say)}«",
        after=f"»{stage_label(Stage(event.after), say)}«",
    )


def _vote(event: Event, say: Translator) -> str:
    """`before` holds the outcome; `after` the source's own conclusion."""
    sentence = (
        "There was a vote{day}, and it was adopted: {after}"
        if event.before == "adopted"
        else "There was a vote{day}, and it was rejected: {after}"
    )
    return say(sentence, day=_day(event, say), after=event.after.rstrip(".") + ".")


def _deadline(event: Event, say: Translator) -> str:
    old, new = event.old_deadline, event.new_deadline
    if old and new:
        return moved(Move(old, new, event.seen_at), say)
    if new:
        return say(
            "{deadline} is {when}.",
            deadline=the_deadline(new.kind, say),
            when=when(new, say),
        )
    if old:
        return say(
            "{deadline} of {when} no longer stands at the source.",
            deadline=the_deadline(old.kind, say),
            when=when(old, say),
        )
    raise ValueError(f"{event.kind} without a deadline")


def _text(event: Event, say: Translator) -> str:
    change = event.change
    if change is None:
        raise ValueError("a text that changed without its changes")
    if change.unread:
        return say(
            "“{title}” has a new version, but the two could not be compared: one of "
            "them has no text.",
            title=change.title,
        )
    count = len(change.changes)
    values = {"title": change.title, "old": change.old_title, "count": count}
    if count == 0:
        return say(
            "“{title}” has a new version; its text is the same."
            if not change.old_title
            else "The text of the law is the same in “{title}” as in “{old}”.",
            **values,
        )
    return say(
        "“{title}” has a new version: {count} changes in the text."
        if not change.old_title
        else "“{title}” compared with “{old}”: {count} changes in the text.",
        **values,
    )


def text_change_sentence(change: TextChange, say: Translator) -> str:
    """Kind and place of one change: "§ 2, stk. 3: tilføjet"."""
    place = change.place or say("without a heading")
    kind = say(TEXT_KINDS[change.kind])
    if change.old_place:
        return say("{place} ({kind}; was {old})", place=place, kind=kind,
                   old=change.old_place)  # fmt: skip
    return say("{place} ({kind})", place=place, kind=kind)


def marked_words(change: TextChange) -> str:
    """The words of an altered text: [-gone-] and {+come+}; long kept runs shortened."""
    pieces = []
    for edit in shown_edits(change):
        inner = edit.text.rstrip()
        space = edit.text[len(inner) :]
        before, after = _BRACKETS[edit.kind]
        pieces.append(f"{before}{inner}{after}{space}")
    return "".join(pieces)


def shown_edits(change: TextChange) -> list[Edit]:
    """The words of a change in order, kept words far from any change left out.

    Text that is wholly new or gone is one edit.
    """
    if not change.edits:
        both = ((EditKind.DELETED, change.old), (EditKind.INSERTED, change.new))
        return [Edit(kind, text) for kind, text in both if text]
    last = len(change.edits) - 1
    return [
        replace(each, text=_kept(each.text, starts=number == 0, ends=number == last))
        if each.kind is EditKind.KEPT
        else each
        for number, each in enumerate(change.edits)
    ]


_BRACKETS = {
    EditKind.DELETED: ("[-", "-]"),
    EditKind.INSERTED: ("{+", "+}"),
    EditKind.KEPT: ("", ""),
}


_BESIDE = 60


def _kept(text: str, *, starts: bool, ends: bool) -> str:
    """Kept words, with what is far from any change left out."""
    if starts and ends:
        return text
    if starts and len(text) > _BESIDE:
        return "… " + text[-_BESIDE:].split(" ", 1)[-1]
    if ends and len(text) > _BESIDE:
        return text[:_BESIDE].rsplit(" ", 1)[0] + " …"
    if len(text) > 2 * _BESIDE:
        head, tail = text[:_BESIDE].rsplit(" ", 1)[0], text[-_BESIDE:]
        return f"{head} … {tail.split(' ', 1)[-1]}"
    return text


def touched_sentence(point: TouchedPoint, say: Translator) -> str:
    """An earlier point whose source text has changed, and whether its words stand."""
    sentence = (
        "Rests on it: “{text}” (its quotation can still be read)"
        if point.stands
        else "Rests on it: “{text}” (its quotation can no longer be read)"
    )
    return say(sentence, text=point.point.text)
