"""The template of the newsletter for members, `templates/nyhedsbrev.docx`."""

import ooxml
from ooxml import each, heading, paragraph, when
from template_parts import LOCALES, footer, header, numbering, package_of, settings

from briefing.language import Translator, translator

NAMES = {"da": "nyhedsbrev.docx", "en": "nyhedsbrev.en.docx"}


def build(language: str) -> bytes:
    """The template in one language, as a .docx file."""
    say, locale = translator(language), LOCALES[language]
    return package_of(
        document=ooxml.part("document", f"<w:body>{_body(say)}</w:body>"),
        header=header("dato", ("eksempel", "Eksempelmaerke")),
        footer=footer(say, f"{say('Newsletter')} · {{{{ dato }}}}"),
        numbering=numbering(),
        settings=settings(locale),
        locale=locale,
        title=say("Newsletter"),
    )


def _body(say: Translator) -> str:
    title = say("News from {organisation}", organisation="{{ organisation.navn }}")
    return (
        paragraph("Dokumenttype", "{{ modtagere }}")
        + paragraph("Title", title)
        + when("indledning", paragraph("Normal", "{{ indledning }}"))
        + when("tomt", paragraph("KortFortalt", "{{ tomt }}"))
        + each(
            "s",
            "sager",
            heading("{{ s.titel }}"),
            paragraph("Lille", "{{ s.betegnelse }}"),
            each("a", "s.afsnit", paragraph("KortFortalt", "{{ a }}")),
            when("s.hvornår", paragraph("Fristlinje", "{{ s.hvornår }}")),
            paragraph("Lille", "{{ s.kilder }}"),
        )
        + when(
            "rettelser",
            heading(say("Corrections to earlier newsletters")),
            each(
                "r",
                "rettelser",
                paragraph("Beslutning", "{{ r.titel }}"),
                paragraph("Normal", "{{ r.tekst }}"),
            ),
        )
        + paragraph("Lille", "{{ tilblivelse }} {{ udsendt }}")
        + ooxml.section()
    )
