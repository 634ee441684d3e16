"""Deadlines that come closer, have moved or have fallen away, as a letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.domain.daily import Item
from briefing.domain.delivery import Entry, Letter, Recipient, Section
from briefing.domain.profile import Profile
from briefing.domain.proposal import Deadline
from briefing.language import Translator, translator
from briefing.language.remaining import when
from briefing.rendering.daily import deadline_sentence
from briefing.rendering.deadlines import the_deadline
from briefing.rendering.letters.sentences import (
    entry,
    example_note,
    footer,
    subject_of,
)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One deadline of a matter; `item.due` is that deadline, None if it fell away.

    `before` is the day that the recipient was told earlier, where it is another one.
    """

    item: Item
    why: str
    before: Deadline | None = None


def reminder_letter(
    found: Sequence[Reminder], to: Recipient, profile: Profile, now: datetime
) -> Letter:
    """All of them in one letter; what changed stands first."""
    _ = translator(profile.language)
    changed = [each for each in found if each.before is not None]
    closer = [each for each in found if each.before is None]
    return Letter(
        subject=_subject(found, now, _),
        heading=_("Deadlines"),
        language=_.language,
        sections=(
            Section(
                _("Moved or fallen away"), tuple(_entry(e, now, _) for e in changed)
            ),
            Section(_("Coming closer"), tuple(_entry(e, now, _) for e in closer)),
        ),
        notes=example_note(tuple(each.item for each in found), _),
        footer=footer(to, profile, _),
    )


def _entry(found: Reminder, now: datetime, say: Translator) -> Entry:
    plain = entry(found.item, found.why, now, say)
    if found.before is None:
        return plain
    first, *rest = plain.lines
    return Entry(
        plain.title, plain.url, (first, _changed(found, say), *rest), plain.why
    )


def _changed(found: Reminder, say: Translator) -> str:
    before, due = found.before, found.item.due
    if before is None:
        return ""
    if due is None:
        return say(
            "{deadline} of {when} has fallen away: no source gives it any more.",
            deadline=the_deadline(before.kind, say),
            when=when(before, say),
        )
    return say(
        "You were told {before} earlier; it is {after} now.",
        before=when(before, say),
        after=when(due.deadline, say),
    )


def _subject(found: Sequence[Reminder], now: datetime, say: Translator) -> str:
    if len(found) > 1:
        return say("{count} deadlines to look at", count=len(found))
    (only,) = found
    name = subject_of(only.item.proposal)
    if only.item.due is None:
        return say("A deadline has fallen away: {name}", name=name)
    if only.before is not None:
        return say("A deadline has moved: {name}", name=name)
    return f"{deadline_sentence(only.item.due, now, say)} – {name}"
