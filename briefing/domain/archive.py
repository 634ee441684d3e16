"""What the archive keeps: numbered entries that only grow, each naming its objects."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

FIRST = ""
"""What the first entry says of the one before it."""


class EntryKind(StrEnum):
    """What an entry records."""

    BRIEFING = "briefing"
    WITHDRAWAL = "withdrawal"
    DELIVERY = "delivery"
    DELETION = "deletion"
    RESPONSE = "response"


class ItemKind(StrEnum):
    """What an object is; rules for how long to keep are given per kind."""

    BRIEFING = "briefing"
    SOURCE = "source"
    ASSESSMENT = "assessment"
    MODEL_CALLS = "model_calls"
    REVIEWS = "reviews"
    DELIVERY = "delivery"
    RESPONSE = "response"


@dataclass(frozen=True, slots=True)
class Item:
    """An object of an entry: its name there, its hash and its size in bytes.

    `note` is an English word of warning, such as that the file was changed since it
    was written. `of` is, in a deletion, the number of the entry that the item is of.
    """

    kind: ItemKind
    name: str
    sha256: str
    size: int
    media_type: str
    title: str = ""
    note: str = ""
    of: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """The case number of a matter at an organisation.

    `running` counts within `series` and `year` (0 where the numbers go on for ever).
    `skipped` says why numbers before this one were never given, if any were not.
    """

    number: str
    series: str
    year: int
    running: int
    is_new: bool = False
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record. `previous` is the hash of the entry before it.

    `at` is UTC. `version` is that of the assessment. `about` is told in words of the
    program: the source, the language, who deleted and by which rule.
    """

    number: int
    previous: str
    at: datetime
    kind: EntryKind
    items: tuple[Item, ...]
    ref: str = ""
    profile: str = ""
    version: int = 0
    title: str = ""
    case: Case | None = None
    about: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ArchiveRow:
    """The database's own copy of an entry: its text, the hash of that, what it is.

    `filed` says that its file has been written as well.
    """

    number: int
    sha256: str
    text: str
    kind: str
    ref: str
    profile: str
    version: int
    case_number: str
    series: str
    year: int
    running: int
    filed: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How the archive stands when an entry is added: the last one, numbers given.

    `case` is the one that the matter already has. `highest` maps series and year to
    the highest running number given; `taken` are all case numbers.
    """

    last: ArchiveRow | None
    case: Case | None
    highest: Mapping[tuple[str, int], int]
    taken: frozenset[str]


class ArchiveRows(Protocol):
    """The store as the archive sees it; rows are only added."""

    def archive_rows(self, *, unfiled: bool = False) -> tuple[ArchiveRow, ...]:
        """Every entry in the database's copy, in order; or those without a file."""
        ...

    def add_archive_row(
        self, ref: str, profile: str, make: Callable[[Standing], ArchiveRow]
    ) -> ArchiveRow:
        """Add what `make` gives for how things stand, in one transaction."""
        ...

    def archive_row_filed(self, number: int) -> None:
        """Keep that an entry's file has been written."""
        ...
