"""What differs between two versions of a text, and what was said about it before.

A `TextChange` is a thing of its own: it has a place, the words on both sides and
the passages they stand in. (`document.Change` is another matter: an amending
instruction that a bill gives.)
"""

from dataclasses import dataclass
from enum import StrEnum

from briefing.domain.assessment import Point


class TextChangeKind(StrEnum):
    """What happened to a run of text."""

    ADDED = "added"
    REMOVED = "removed"
    ALTERED = "altered"
    MOVED = "moved"


class EditKind(StrEnum):
    """What happened to some words within an altered text."""

    KEPT = "kept"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Edit:
    """Some words, and whether they stayed, went or came."""

    kind: EditKind
    text: str


@dataclass(frozen=True, slots=True)
class TextChange:
    """One difference between two readings.

    `place` is the provision or heading in the new text, or in the old one for what
    was REMOVED; `old_place` is set when the text stood elsewhere before. `old` and
    `new` are the words in full, a line for each passage. `old_passages` and
    `new_passages` are passage numbers of the two readings. `edits`, on ALTERED
    only, are the words in order: what is kept and deleted makes `old`, what is kept
    and inserted makes `new`.
    """

    kind: TextChangeKind
    place: str
    old: str = ""
    new: str = ""
    old_passages: tuple[int, ...] = ()
    new_passages: tuple[int, ...] = ()
    old_place: str = ""
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class TouchedPoint:
    """A point of an earlier assessment that rests on text which has changed.

    `stands` tells whether every quotation of it can still be read in the new text.
    """

    profile: str
    version: int
    point: Point
    stands: bool


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """One document in two versions, or two documents of one case, compared.

    `title` and `old_title` are what the source calls them; `old_title` is empty for
    two versions of one document. `touched` are points of an assessment that saw the
    old text. `unread` tells that one of the two has no text, so that nothing is
    known of what differs.
    """

    document: str
    title: str
    changes: tuple[TextChange, ...]
    touched: tuple[TouchedPoint, ...] = ()
    old_title: str = ""
    unread: bool = False
