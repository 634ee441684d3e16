"""The template of the daily brief, `templates/dagens-overblik.docx`."""

import ooxml
from ooxml import cell, code_row, each, head, heading, paragraph, row, run, table, when
from template_parts import LOCALES, footer, header, numbering, package_of, settings

from briefing.language import Translator, translator

NAMES = {"da": "dagens-overblik.docx", "en": "dagens-overblik.en.docx"}
_WIDTHS = (1750, 4962, 2700)


def build(language: str) -> bytes:
    """The daily brief's template in one language, as a .docx file."""
    say, locale = translator(language), LOCALES[language]
    return package_of(
        document=ooxml.part("document", f"<w:body>{_body(say)}</w:body>"),
        header=header("dato", ("eksempel", "Eksempelmaerke")),
        footer=footer(say, f"{say('Daily overview')} · {{{{ dato }}}}"),
        numbering=numbering(),
        settings=settings(locale),
        locale=locale,
        title=say("Daily overview"),
    )


def _body(say: Translator) -> str:
    return (
        paragraph("Dokumenttype", say("Daily overview"))
        + paragraph("Title", "{{ dato }}")
        + paragraph("Lille", f"{say('What happened since')} {{{{ siden }}}}.")
        + when("tomt", paragraph("Normal", "{{ tomt }}"))
        + when(
            "forbehold",
            heading(say("This overview may lack something")),
            each("f", "forbehold", paragraph("Punkt", "{{ f }}")),
        )
        + _part(say, "frister", say("Due soon"))
        + _part(say, "nye", say("New"))
        + _part(say, "ændrede", say("Changed"))
        + _part(say, "afsluttede", say("Adopted or ended"))
        + when("udeladt", paragraph("Lille", "{{ udeladt }}"))
        + ooxml.section()
    )


def _part(say: Translator, values: str, title: str) -> str:
    labels = (say("Number"), say("Proposal"), say("Stage and deadline"))
    return when(
        values,
        heading(title),
        table(
            "Notattabel",
            _WIDTHS,
            title,
            head(_WIDTHS, *labels),
            code_row(f"for x in {values}", _WIDTHS),
            row(*_cells(say)),
            code_row("endfor", _WIDTHS),
        ),
    )


def _cells(say: Translator) -> tuple[str, ...]:
    number, what, when_due = _WIDTHS
    return (
        cell(
            number,
            paragraph("Tabeltekst", "{{ x.betegnelse }}"),
            paragraph("Lille", "{{ x.art }}"),
        ),
        cell(
            what,
            paragraph("Tabeltekst", "{{ x.titel }}"),
            when("x.nyt", paragraph("Tabeltekst", run("{{ x.nyt }}", "Fremhaevet"))),
            paragraph(
                "Lille",
                run(f"{say('Relevance')} {{{{ x.relevans }}}}"),
                "{% if x.grund %} · {{ x.grund }}{% endif %}",
            ),
        ),
        cell(
            when_due,
            paragraph("Tabeltekst", "{{ x.stadie }}"),
            when("x.frist", paragraph("Tabeltekst", "{{ x.frist }}")),
            when("x.forbehold", paragraph("Lille", "{{ x.forbehold }}")),
            when("x.opgave", paragraph("Lille", "{{ x.opgave }}")),
        ),
    )
