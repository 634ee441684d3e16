"""The template of the report on the development, `templates/udvikling.docx`."""

import ooxml
from ooxml import cell, code_row, each, heading, paragraph, row, table, when
from template_parts import LOCALES, footer, header, numbering, package_of, settings

from briefing.language import Translator, translator

NAMES = {"da": "udvikling.docx", "en": "udvikling.en.docx"}
_PERIOD_WIDTHS = (2812, 800, 800, 800, 800, 800, 800, 950, 850)
_RIGHT = '<w:jc w:val="right"/>'
_GROUP_WIDTHS = (2462, 650, 650, 750, 650, 700, 650, 650, 850, 1400)


def build(language: str) -> bytes:
    """The template in one language, as a .docx file."""
    say, locale = translator(language), LOCALES[language]
    return package_of(
        document=ooxml.part("document", f"<w:body>{_body(say)}</w:body>"),
        header=header("dato", ("eksempel", "Eksempelmaerke")),
        footer=footer(
            say, f"{say('Development')} · {{{{ opdeling }}}} · {{{{ dato }}}}"
        ),
        numbering=numbering(),
        settings=settings(locale),
        locale=locale,
        title=say("Development"),
    )


def _body(say: Translator) -> str:
    return (
        paragraph("Dokumenttype", say("The development in figures"))
        + paragraph("Title", "{{ titel }}")
        + paragraph("Lille", f"{{{{ tidsrum }}}}. {say('Counted on')} {{{{ dato }}}}.")
        + when("tomt", paragraph("Normal", "{{ tomt }}"))
        + each("h", "hovedtal", paragraph("KortFortalt", "{{ h }}"))
        + when(
            "forbehold",
            heading(say("What the figures cannot bear")),
            each("f", "forbehold", paragraph("Punkt", "{{ f }}")),
        )
        + _periods(say)
        + _groups(say)
        + heading(say("How it is counted"))
        + paragraph("Lille", "{{ optælling }}")
        + ooxml.section()
    )


def _periods(say: Translator) -> str:
    labels = (*_labels(say, "Period"), say("In all"), say("Approved"), say("Drafts"))
    fields = ("titel", *_LEVELS, "i_alt", "godkendte", "udkast")
    title = say("Period by period")
    return when(
        "perioder",
        heading(title),
        paragraph(
            "Ledetekst", say("Each matter once, at the highest level that it has.")
        ),
        paragraph("Normal", "{{ billede }}"),
        _table("p", "perioder", title, _PERIOD_WIDTHS, labels, fields),
    )


def _groups(say: Translator) -> str:
    labels = (
        *_labels(say, "Group"), say("In all"), say("Before"), say("Change"),
        say("Course"),
    )  # fmt: skip
    fields = ("titel", *_LEVELS, "i_alt", "før", "ændring", "forløb")
    return when(
        "grupper",
        paragraph(
            "Heading1", "{{ opdeling }}: {{ seneste }}", after="<w:pageBreakBefore/>"
        ),
        when("billede_grupper", paragraph("Normal", "{{ billede_grupper }}")),
        _table("g", "grupper", say("Group"), _GROUP_WIDTHS, labels, fields),
        paragraph(
            "Lille",
            say(
                "“Before” is the number in the period before, “Course” the number in "
                "each period, the oldest first."
            ),
        ),
    )


_LEVELS = ("uden", "lav", "middel", "høj", "kritisk")


def _labels(say: Translator, first: str) -> tuple[str, ...]:
    names = ("None", "Low", "Medium", "High", "Critical")
    return (say(first), *(say(each) for each in names))


def _table(
    variable: str,
    values: str,
    title: str,
    widths: tuple[int, ...],
    labels: tuple[str, ...],
    fields: tuple[str, ...],
) -> str:
    def line(style: str, texts: tuple[str, ...]) -> list[str]:
        """A cell for each text; numbers stand at the right."""
        sides = ("", *[_RIGHT] * (len(texts) - 1))
        return [
            cell(width, paragraph(style, text, after=side))
            for width, text, side in zip(widths, texts, sides, strict=True)
        ]

    filled = tuple(f"{{{{ {variable}.{each} }}}}" for each in fields)
    return table(
        "Notattabel",
        widths,
        title,
        row(*line("Tabelhoved", labels), header=True),
        code_row(f"for {variable} in {values}", widths),
        row(*line("Tabeltekst", filled)),
        code_row("endfor", widths),
    )
