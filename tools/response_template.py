"""The template of the outline of a consultation response, `hoeringssvar.docx`."""

import ooxml
from board_template import MARKS
from ooxml import cell, each, heading, paragraph, row, run, table, when
from template_parts import LOCALES, footer, header, numbering, package_of, settings

from briefing.language import Translator, translator

NAMES = {"da": "hoeringssvar.docx", "en": "hoeringssvar.en.docx"}
_WIDTHS = (1900, 7512)


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
        title=say("Outline of a consultation response"),
    )


def _body(say: Translator) -> str:
    parts = (
        _letterhead(say),
        _to_do(say),
        _summary(say),
        _general(say),
        _provisions(say),
        _questions(say),
        _signature(say),
        _documents(say),
    )
    return "".join(parts) + ooxml.section()


def _letterhead(say: Translator) -> str:
    def line(label: str, *blocks: str) -> str:
        return row(
            cell(_WIDTHS[0], paragraph("Etiket", label)), cell(_WIDTHS[1], *blocks)
        )

    number = (
        "{{ modtagers_sag or '–' }}",
        run(" · "),
        run(say("ours:")),
        run(" {{ organisation.journalnummer or '–' }}"),
    )
    return (
        paragraph("Dokumenttype", say("Outline of a consultation response"))
        + paragraph("Title", "{{ forslag.titel }}")
        + table(
            "Oplysninger",
            _WIDTHS,
            say("The letter in brief"),
            line(say("To"), paragraph("Tabeltekst", "{{ modtager }}")),
            line(say("From"), paragraph("Tabeltekst", "{{ organisation.navn }}")),
            line(say("Case number"), paragraph("Tabeltekst", *number)),
            line(say("Deadline"), paragraph("Tabeltekst", "{{ fristdag or '–' }}")),
            line(say("About"), paragraph(
                "Tabeltekst",
                "{{ forslag.art }}{% if forslag.betegnelse %} "
                "{{ forslag.betegnelse }}{% endif %} · {{ forslag.kilde }}")),
            header=False,
        )
    )  # fmt: skip


def _to_do(say: Translator) -> str:
    return when(
        "udestår",
        heading(say("Before this can be sent")),
        paragraph("Tjekliste", "☐ {{ frist }}"),
        each("u", "udestår", paragraph("Tjekliste", "☐ {{ u }}")),
    ) + paragraph("Lille", "{{ tilblivelse }}")


def _slot(text: str) -> str:
    return paragraph("Pladsholder", text)


def _remarks(values: str, variable: str = "b") -> str:
    return each(
        variable,
        values,
        paragraph(
            "Punkt",
            run(f"{{{{ {variable}.tekst }}}} "),
            run(
                f"{{% if {variable}.part %}}({{{{ {variable}.part }}}}) {{% endif %}}",
                "Daempet",
            ),
            run(f"{{{{ {variable}.henvisninger }}}}"),
        ),
    )


def _tasks(values: str) -> str:
    """What the organisation must look into itself: open points, not remarks."""
    return each("u", values, paragraph(
        "Tjekliste", run("☐ {{ u.tekst }} "), run("{{ u.henvisninger }}")))  # fmt: skip


def _summary(say: Translator) -> str:
    return (
        heading(say("1. Summary"))
        + _slot(say("[The position of the organisation in two or three sentences]"))
        + when(
            "hovedpunkter",
            paragraph("Normal", say("What weighs most for our side:")),
            _remarks("hovedpunkter"),
        )
    )


def _general(say: Translator) -> str:
    return (
        heading(say("2. General remarks"))
        + _remarks("generelt")
        + _tasks("undersøges")
        + _slot(say("[Further general remarks]"))
    )


def _provisions(say: Translator) -> str:
    return when(
        "paragraffer",
        heading(say("3. Remarks on each provision")),
        each(
            "p",
            "paragraffer",
            paragraph("Heading2", "{{ p.sted }}"),
            paragraph(
                "KortFortalt",
                run(f"{say('Proposed:')} ", "Daempet"),
                run("{{ p.foreslået }} {{ p.henvisninger }}"),
            ),
            _remarks("p.bemærkninger"),
            _tasks("p.undersøges"),
            when(
                "not p.bemærkninger and not p.undersøges",
                paragraph("Lille", say("The assessment has no point on this.")),
            ),
            _slot(say("[Proposed wording, and the reason for it]")),
        ),
        when("paragraffer_udeladt", paragraph("Lille", "{{ paragraffer_udeladt }}")),
    )


def _questions(say: Translator) -> str:
    return when(
        "spørgsmål",
        heading(say("4. Questions")),
        each("s", "spørgsmål", paragraph(
            "NummereretPunkt", run("{{ s.tekst }} "), run("{{ s.henvisninger }}"))),
    )  # fmt: skip


def _signature(say: Translator) -> str:
    return (
        paragraph("Underskrift", say("Yours sincerely"))
        + paragraph("Normal", "{{ organisation.navn }}")
        + _slot(say("[Name and title]"))
        + when("godkendelse", paragraph("Lille", "{{ godkendelse }}"))
    )


def _documents(say: Translator) -> str:
    return when(
        "dokumenter",
        heading(say("What the references stand for")),
        each("d", "dokumenter", paragraph(
            "Dokumentliste", run("[{{ d.nummer }}]"), "<w:r><w:tab/></w:r>",
            run("{{ d.titel }}{% if d.hentet %} · "), run(say("fetched")),
            run(" {{ d.hentet }}{% endif %}"))),
    )  # fmt: skip
