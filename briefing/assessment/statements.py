"""Why a statement may not be printed as fact: the layers of grounding, in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from briefing.assessment.circumstances import (
    condition_turned,
    other_body,
    unknown_authority,
)
from briefing.assessment.clauses import clauses
from briefing.assessment.evidence import Evidence, Shelf, short
from briefing.assessment.names import unnamed
from briefing.assessment.pairing import misplaced
from briefing.assessment.quotes import (
    forms,
    long_enough,
    quotations,
    unquoted,
    verify_quote,
)
from briefing.assessment.reversal import turned
from briefing.assessment.support import Known, said_in, unsupported
from briefing.language import Translator


class Layer(StrEnum):
    """What a statement is held to: see `briefing.assessment.ground`."""

    QUOTED = "quoted"
    FIGURES = "figures"
    NAMES = "names"
    DIRECTION = "direction"


@dataclass(frozen=True, slots=True)
class Judge:
    """Holds statements against their evidence; says why not in the reader's words."""

    shelf: Shelf
    language: str
    say: Translator

    def reason(
        self,
        evidence: Evidence,
        statements: tuple[str, ...],
        remarks: tuple[str, ...] = (),
        *,
        foresees: bool = False,
    ) -> str:
        """Why the texts cannot be printed; empty when they can.

        `statements` say something of the source; `remarks` (mitigation, place,
        questions) only may not hold figures of their own. What stands between
        quotation marks is looked up word for word and then left alone.
        """
        layers = self.layers(evidence, statements, remarks, foresees=foresees)
        return next((reason for _layer, reason in layers if reason), "")

    def layers(
        self,
        evidence: Evidence,
        statements: tuple[str, ...],
        remarks: tuple[str, ...] = (),
        *,
        foresees: bool = False,
    ) -> Iterator[tuple[Layer, str]]:
        """Each layer in order, and why the texts do not pass it; empty when they do.

        Those after the first that fails mean nothing.
        """
        yield Layer.QUOTED, "" if evidence.citations else self.no_evidence(evidence)
        text = "\n".join(filter(None, (*statements, *remarks)))
        said = said_in(unquoted(text), self.language)
        yield Layer.QUOTED, self._misquoted(text, evidence)
        yield Layer.FIGURES, self._unsupported(said, evidence)
        yield Layer.NAMES, self._unnamed(said, evidence)
        yield Layer.FIGURES, self._misplaced(said, evidence)
        yield Layer.DIRECTION, self._turned(statements, evidence, foresees=foresees)

    def no_evidence(self, evidence: Evidence) -> str:
        """Why there is nothing to hold a statement against."""
        _ = self.say
        return " ".join(dict.fromkeys(evidence.failures)) or _("No passage is cited.")

    def figures_without_source(self, text: str) -> tuple[str, ...]:
        """The figures and quotations in a text that the record does not have."""
        said = said_in(unquoted(text), self.language)
        return unsupported(said, (), self.shelf.record) or quotations(text)

    def _misquoted(self, text: str, evidence: Evidence) -> str:
        _ = self.say
        sources = (*evidence.passages, *self.shelf.record)
        for quote in quotations(text):
            if not any(_quoted(quote, each.text) for each in sources):
                return _(
                    "The statement quotes what does not stand in its passages: "
                    "»{quote}«.",
                    quote=short(quote),
                )
        return ""

    def _unsupported(self, said: Known, evidence: Evidence) -> str:
        _ = self.say
        missing = unsupported(said, evidence.passages, self.shelf.record)
        if not missing:
            return ""
        return _(
            "Stands neither in the passages cited nor in the record: {items}.",
            items=", ".join(missing),
        )

    def _unnamed(self, said: Known, evidence: Evidence) -> str:
        _ = self.say
        sources = (*evidence.passages, *self.shelf.record)
        texts = (f"{each.text}\n{each.place}" for each in sources)
        known = (*texts, self.shelf.names)
        missing = unnamed(said.text, known, self.language)
        if authority := unknown_authority(said.text, known):
            missing = (*missing, authority)
        if not missing:
            return ""
        return _(
            "Named neither in the passages cited nor in the record: {items}.",
            items=", ".join(missing),
        )

    def _misplaced(self, said: Known, evidence: Evidence) -> str:
        _ = self.say
        wrong = misplaced(said, evidence.sentences, evidence.passages)
        if not wrong:
            return ""
        return _(
            "Stands in the passages cited, but not in this place: {items}.",
            items=", ".join(wrong),
        )

    def _turned(
        self, statements: tuple[str, ...], evidence: Evidence, *, foresees: bool
    ) -> str:
        _ = self.say
        quoted = tuple(each for text in evidence.sentences for each in clauses(text))
        around = tuple(each for k in evidence.passages for each in clauses(k.text))
        foreign = all(each.language != self.language for each in evidence.passages)
        for text in filter(None, statements):
            if text.rstrip().endswith("?"):
                continue
            turn = turned(
                unquoted(text), quoted, around, foreign=foreign, foresees=foresees
            )
            ours, theirs = (turn.ours, turn.theirs) if turn else (text, "")
            if not turn and not foreign:
                theirs = _put_otherwise(unquoted(text), evidence)
            if theirs and not _verbatim(text, evidence):
                return _(
                    "Turns round what the source says: »{ours}« against »{theirs}«.",
                    ours=short(ours),
                    theirs=short(theirs),
                )
        return ""


def _put_otherwise(text: str, evidence: Evidence) -> str:
    """The words quoted that name another body, or whose condition is turned round."""
    quoted = " ".join(evidence.sentences)
    around = (f"{each.text}\n{each.place}" for each in evidence.passages)
    if other_body(text, evidence.sentences, around) or condition_turned(text, quoted):
        return quoted
    return ""


def _quoted(quote: str, text: str) -> bool:
    """As `verify_quote`, for quoted words inside a statement, however short."""
    return verify_quote(quote, text) or any(
        needle and not long_enough(needle, piece) and needle in piece
        for needle in forms(quote)
        for piece in forms(text)
    )


def _verbatim(text: str, evidence: Evidence) -> bool:
    return any(verify_quote(text, each.text) for each in evidence.passages)
