"""What a consultation brought: who was asked, who said what, what came of it.

Everything is quoted: a part that the documents do not tell is empty or UNKNOWN.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from briefing.domain.document import Citation


class Outcome(StrEnum):
    """What the ministry says that a view has led to."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Position:
    """What one or several organisations think of a theme, and the ministry's comment.

    `organisations` are as the memo writes them. `view` and `comment` are its sentences
    in order. `outcome` rests on the words of the comment alone.
    """

    organisations: tuple[str, ...]
    theme: str
    view: tuple[Citation, ...]
    comment: tuple[Citation, ...] = ()
    outcome: Outcome = Outcome.UNKNOWN


@dataclass(frozen=True, slots=True)
class Asked:
    """A body that was asked; None where the memo does not mark it."""

    name: str
    citation: Citation
    has_answered: bool | None = None
    has_remarks: bool | None = None


@dataclass(frozen=True, slots=True)
class Memo:
    """A consultation memo as it was read.

    `document` is its key. `period` quotes the days of the consultation. `changes` are
    the changes against the draft that it lists. `is_cut` says that responses follow in
    the same file: what comes after the memo is not read for views.
    """

    document: str
    title: str
    period: Citation | None = None
    asked: tuple[Asked, ...] = ()
    positions: tuple[Position, ...] = ()
    changes: tuple[Citation, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """A response of one organisation, and the sentences in which it takes a stand."""

    document: str
    organisation: str
    stand: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What became of one organisation; None where the documents do not tell."""

    was_asked: bool | None = None
    has_answered: bool | None = None
    asked: tuple[Citation, ...] = ()
    answered: tuple[Citation, ...] = ()
    positions: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True)
class Consultation:
    """The memos and the responses of one proposal."""

    memos: tuple[Memo, ...] = ()
    responses: tuple[Response, ...] = ()

    @property
    def positions(self) -> tuple[Position, ...]:
        """Every view of every memo, in order."""
        return tuple(each for memo in self.memos for each in memo.positions)

    def own(self, names: Iterable[str]) -> OwnPart:
        """What is told of the organisation that is written in one of these ways."""
        wanted = tuple(names)
        asked = [
            e for memo in self.memos for e in memo.asked if is_named(e.name, wanted)
        ]
        views = [
            e
            for e in self.positions
            if any(is_named(name, wanted) for name in e.organisations)
        ]
        responses = [e for e in self.responses if is_named(e.organisation, wanted)]
        listed = any(memo.asked for memo in self.memos)
        marks = [e.has_answered for e in asked if e.has_answered is not None]
        answered = bool(views or responses) or (any(marks) if marks else None)
        return OwnPart(
            was_asked=bool(asked) if listed else None,
            has_answered=answered,
            asked=tuple(e.citation for e in asked),
            answered=tuple(c for e in views for c in e.view[:1])
            or tuple(c for e in responses for c in e.stand[:1]),
            positions=tuple(views),
        )


NO_CONSULTATION = Consultation()
"""Where nothing was read."""


def is_named(text: str, names: Iterable[str]) -> bool:
    """Whether one of these names stands in a text as words of their own."""
    return any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names if name
    )
