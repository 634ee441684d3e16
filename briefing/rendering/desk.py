"""What every part of the translation needs: the content, the words, the paper."""

from dataclasses import dataclass
from datetime import date

from briefing.domain.assessment import Assessment
from briefing.domain.briefing import BriefingContent
from briefing.domain.document import Citation
from briefing.language import Translator, translator
from briefing.language.written import danish_day, format_date, keep_together
from briefing.rendering.references import numbered, short_references
from briefing.rendering.runs import Paper, Runs, printable


@dataclass(frozen=True, slots=True)
class Desk:
    """What every part of the translation needs: the content, the words, the paper."""

    content: BriefingContent
    paper: Paper
    say: Translator
    numbers: dict[str, int]

    @classmethod
    def of(cls, content: BriefingContent, paper: Paper) -> "Desk":
        """A desk for one briefing, in the language of its assessment."""
        return cls(
            content,
            paper,
            translator(content.assessment.language),
            numbered(content.documents),
        )

    @property
    def assessment(self) -> Assessment:
        """The assessment, approved or not."""
        return self.content.assessment

    @property
    def today(self) -> date:
        """The Danish day the briefing is of."""
        return danish_day(self.content.today)

    def date(self, day: date | None) -> str:
        """A date in words, kept on one line; empty without one."""
        return prose(format_date(day, self.say.language)) if day else ""

    def references(self, citations: tuple[Citation, ...]) -> Runs:
        """The short references of a point."""
        found = short_references(citations, self.numbers, self.say)
        return self.paper.references(
            (printable_reference(text), number) for text, number in found
        )


def printable_reference(text: str) -> str:
    """A reference with its no-break spaces, without what cannot be printed."""
    return keep_together(printable(text))


def prose(text: str) -> str:
    """A text of ours or of the source, ready for print: "§ 5" stays on one line."""
    return keep_together(printable(text))
