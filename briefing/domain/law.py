"""A bill beside the law in force: what is law today, what is proposed, and why not.

Nothing here is guessed: a paragraph for which an instruction could not be applied
exactly has no proposed text, but the instruction as it stands and the reason.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from briefing.domain.change import Edit, EditKind
from briefing.domain.document import Locator


class LawOrigin(StrEnum):
    """Where the text of the law today was taken from."""

    APPENDIX = "appendix"
    ACT = "act"
    NONE = "none"


class Obstacle(StrEnum):
    """Why an instruction was not applied."""

    FORM = "form"
    PLACE = "place"
    WORDS = "words"
    MORE_THAN_ONCE = "more_than_once"
    OTHER_COUNT = "other_count"
    SENTENCES = "sentences"
    NUMBERS = "numbers"
    LEFT_OUT = "left_out"
    CHANGED_SINCE = "changed_since"
    SINCE_UNKNOWN = "since_unknown"
    NO_TEXT = "no_text"


@dataclass(frozen=True, slots=True)
class LaterAct:
    """An act that has changed the one named since: `LOV 512/2026`, and its paragraph.

    `paragraph` ("§ 4") is empty where the bill names the whole act.
    """

    identifier: str
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class NamedAct:
    """An act that a paragraph of a bill amends, as the bill names it.

    `article` is the bill's paragraph ("§ 1"). `identifier` is such as
    `LBK 1108/2025`, empty where the bill gives no number. `later` are the acts it
    says have changed it since; `more_later` that it names the latest only.
    """

    article: str
    name: str
    identifier: str = ""
    later: tuple[LaterAct, ...] = ()
    more_later: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """One numbered instruction as it stands in the bill, without its number.

    `place` is where the bill says so ("§ 1, nr. 3"); `passages` are the bill's.
    """

    place: str
    text: str
    passages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What kept an instruction from being applied; `about` are the words or place."""

    place: str
    obstacle: Obstacle
    about: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """What one instruction does to the text nearest around it.

    `place` is the instruction's in the bill. `edits` are the words in order: kept
    and deleted ones are the law today, kept and inserted ones the proposed text.
    """

    place: str
    edits: tuple[Edit, ...]

    @property
    def today(self) -> str:
        """The text today; empty where there is none."""
        return _joined(self.edits, EditKind.INSERTED)

    @property
    def proposed(self) -> str:
        """The proposed text; empty where it is repealed."""
        return _joined(self.edits, EditKind.DELETED)


def _joined(edits: tuple[Edit, ...], without: EditKind) -> str:
    return "".join(each.text for each in edits if each.kind is not without).strip()


@dataclass(frozen=True, slots=True)
class AmendedParagraph:
    """One paragraph of an act: its whole text today and as proposed, line by line.

    `today` is empty for a new paragraph or where the text could not be had,
    `proposed` for one that is repealed or that could not be worked out; `hindered`
    then says why. `edits` are the words of both, line by line, where it was worked
    out. `passages` are those of the document that holds today's text, and
    `locator` tells a person where that is.
    """

    place: str
    today: tuple[str, ...]
    proposed: tuple[str, ...]
    told: tuple[Told, ...]
    hindered: tuple[Hindrance, ...] = ()
    effects: tuple[Effect, ...] = ()
    edits: tuple[Edit, ...] = ()
    passages: tuple[int, ...] = ()
    locator: Locator = field(default_factory=Locator)

    @property
    def is_applied(self) -> bool:
        """Whether every instruction on the paragraph was applied exactly."""
        return not self.hindered


@dataclass(frozen=True, slots=True)
class AmendedAct:
    """An act that a bill amends, beside what the bill makes of it.

    `bill` and `source` are keys of documents: the bill's, and the one that holds the
    law today (the bill itself where it has an appendix). `unread` are later acts that
    the bill names and that could not be looked at; `touched_since` those that were,
    and that change paragraphs shown here. `caveats` is what the act itself says of its
    text: what is not in force yet, and what is not taken in.
    """

    named: NamedAct
    bill: str
    origin: LawOrigin
    source: str
    paragraphs: tuple[AmendedParagraph, ...]
    unread: tuple[str, ...] = ()
    touched_since: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
