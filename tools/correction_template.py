"""The template of the correction, `templates/rettelse.docx`."""

import ooxml
from ooxml import heading, paragraph
from template_parts import LOCALES, footer, header, numbering, package_of, settings

from briefing.language import Translator, translator

NAMES = {"da": "rettelse.docx", "en": "rettelse.en.docx"}
_MARKS = (("eksempel", "Eksempelmaerke"), ("fortroligt", "Eksempelmaerke"))


def build(language: str) -> bytes:
    """The template in one language, as a .docx file."""
    say, locale = translator(language), LOCALES[language]
    return package_of(
        document=ooxml.part("document", f"<w:body>{_body(say)}</w:body>"),
        header=header("betegnelse", *_MARKS),
        footer=footer(say, f"{say('Correction')} · {{{{ dato }}}}"),
        numbering=numbering(),
        settings=settings(locale),
        locale=locale,
        title=say("Correction"),
    )


def _body(say: Translator) -> str:
    return (
        paragraph("Dokumenttype", say("Correction"))
        + paragraph("Korttitel", "{{ sagen }}")
        + paragraph("Beslutning", "{{ trukket }}")
        + heading(say("What was wrong"))
        + paragraph("KortFortalt", "{{ forkert }}")
        + heading(say("What to use instead"))
        + paragraph("KortFortalt", "{{ i_stedet }}")
        + heading(say("Since when"))
        + paragraph("Normal", "{{ siden }}")
        + heading(say("What to do"))
        + paragraph("Normal", "{{ gør }}")
        + ooxml.section()
    )
