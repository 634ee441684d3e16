"""The template of the short note in plain language, `kort-notat.docx`."""

import ooxml
from board_template import MARKS
from ooxml import each, heading, paragraph, run, when
from template_parts import LOCALES, footer, header, numbering, package_of, settings

from briefing.language import Translator, translator

NAMES = {"da": "kort-notat.docx", "en": "kort-notat.en.docx"}


def build(language: str) -> bytes:
    """The template in one language, as a .docx file."""
    say, locale = translator(language), LOCALES[language]
    return package_of(
        document=ooxml.part("document", f"<w:body>{_body(say)}</w:body>"),
        header=header("forslag.betegnelse", *MARKS),
        footer=footer(say, "{{ forslag.reference }} · v{{ version }} · {{ dato }}"),
        numbering=numbering(),
        settings=settings(locale),
        locale=locale,
        title=say("In short for the members"),
    )


def _body(say: Translator) -> str:
    def listed(field: str, title: str) -> str:
        return when(
            field,
            heading(title),
            each("s", field, paragraph("Punkt", "{{ s.tekst }} {{ s.henvisninger }}")),
        )

    parts = (
        paragraph("Dokumenttype", "{{ modtagere }}"),
        paragraph("Korttitel", "{{ forslag.titel }}"),
        when("kort_sagt", heading(say("What it is about")),
             each("s", "kort_sagt", paragraph(
                 "KortFortalt", "{{ s.tekst }} {{ s.henvisninger }}"))),
        listed("ændringer", say("What will be different")),
        listed("opmærksom", say("What to watch out for")),
        listed("muligheder", say("What can become better")),
        when("hvornår", heading(say("What happens when")),
             each("t", "hvornår", paragraph(
                 "Tidslinje", run("{{ t.hvornår }}", "Fremhaevet"),
                 "<w:r><w:tab/></w:r>", run("{{ t.hvad }}")))),
        heading(say("What we do")),
        paragraph("Indstilling", "{{ hvad_gør_vi }}"),
        paragraph("Lille", run("{{ kilder }} {{ tilblivelse }} "),
                  run(say("The case:")), run(" {{ forslag.kilde }}. "),
                  run("{{ godkendelse }}")),
    )  # fmt: skip
    return "".join(parts) + ooxml.section()
