"""What every part of the translation needs: the content, the words, the paper."""

from dataclasses import dataclass
from datetime import date

from briefing.domain.assessment import Assessment, Party, Point
from briefing.domain.briefing import BriefingContent
from briefing.domain.document import Citation
from briefing.domain.profile import Perspective
from briefing.language import Translator, translator
from briefing.language.written import danish_day, format_date, keep_together
from briefing.rendering.references import (
    locator_text,
    numbered,
    short_references,
)
from briefing.rendering.runs import Paper, Runs, printable

RECOMMENDATION = "recommendation"
"""The bookmark of the place that the policy officer writes the recommendation in."""
DRAFT_MARK = "DRAFT – not approved"
NO_RECOMMENDATION = "[No recommendation has been written]"


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

    @property
    def own_party(self) -> Party:
        """The side that the organisation speaks for."""
        employees = self.content.profile.perspective is Perspective.EMPLOYEES
        return Party.EMPLOYEES if employees else Party.EMPLOYERS

    def date(self, day: date | None) -> str:
        """A date in words, kept on one line; empty without one."""
        return prose(format_date(day, self.say.language)) if day else ""

    def references(
        self, citations: tuple[Citation, ...], *, linked: bool = True
    ) -> Runs:
        """The short references of a point, commented with the quotations.

        `linked` where the document has the list that they lead to.
        """
        found = short_references(citations, self.numbers, self.say)
        quoted = dict.fromkeys(self.quoted(each) for each in citations if each.quote)
        return self.paper.references(
            (
                (printable_reference(text), number if linked else None)
                for text, number in found
            ),
            "\n".join(quoted),
        )

    def quoted(self, citation: Citation) -> str:
        """A quotation after the place it stands in: "[1, § 5, s. 2] »…«"."""
        return f"{self.place(citation)} {verbatim(citation.quote)}"

    def place(self, citation: Citation) -> str:
        """The document's number and everything that finds the place in it."""
        number = self.numbers.get(citation.document)
        name = citation.document if number is None else str(number)
        where = locator_text(citation.locator, self.say.language)
        return printable_reference(f"[{', '.join(filter(None, (name, where)))}]")

    def shown(self, text: str) -> Runs:
        """A text of the assessment, ready for print."""
        return self.paper.styled(prose(text), "")

    def editable(self, tag: str, text: str) -> Runs:
        """A text of the assessment; in a draft an edit of it can be read back."""
        if self.content.is_approved:
            return self.shown(text)
        return self.paper.editable(tag, prose(text))

    def tag(self, point: Point) -> str:
        """What a point is called in the document: its place in the assessment."""
        found = self.assessment
        for letter, points in (("s", found.summary), ("p", found.points)):
            for number, each in enumerate(points):
                if each is point:
                    return f"{letter}{number}"
        message = f"not a point of {found.ref} v{found.version}"
        raise ValueError(message)


def verbatim(quote: str) -> str:
    """A quotation word for word, in quotation marks that do not stand in it."""
    text = printable(quote)
    return f"“{text}”" if "»" in text or "«" in text else f"»{text}«"


def printable_reference(text: str) -> str:
    """A reference with its no-break spaces, without what cannot be printed."""
    return keep_together(printable(text))


def prose(text: str) -> str:
    """A text of ours or of the source, ready for print: "§ 5" stays on one line."""
    return keep_together(printable(text))
