"""Build the Word templates under `templates/` and `templates/FELTER.md`.

The board briefing is here, the daily brief in `daily_template.py`.

Run once to make the templates that the product comes with. A secretariat then edits
the .docx files in Word; this script is not needed for that, and running it again
overwrites what was edited. The words that stand fixed in a template come from the
same catalogue as everything else, so that the two languages cannot drift apart in
anything but words.
"""

import sys
from pathlib import Path

import daily_template
import ooxml
from ooxml import (
    TEXT_WIDTH,
    cell,
    code_row,
    each,
    head,
    heading,
    paragraph,
    row,
    run,
    table,
    when,
)
from template_parts import LOCALES, footer, header, numbering, package_of, settings
from template_styles import LEVEL_FILLS

from briefing.domain.assessment import SCALE, Level, level_of
from briefing.language import Translator, translator
from briefing.rendering.guide import fields_page
from briefing.rendering.labels import IMPACTS, LEVELS, LIKELIHOODS

ROOT = Path(__file__).resolve().parents[1]
LONG_TITLE = 130
"""Characters from which a title is set smaller."""
NAMES = {"da": "notat.docx", "en": "notat.en.docx"}


def main() -> None:
    """Write every template and the page of their fields into `templates/`."""
    for names, make in ((NAMES, build), (daily_template.NAMES, daily_template.build)):
        for language, name in names.items():
            path = ROOT / "templates" / name
            path.write_bytes(make(language))
            sys.stdout.write(f"{path}\n")
    (ROOT / "templates" / "FELTER.md").write_text(fields_page())


def build(language: str) -> bytes:
    """The board briefing's template in one language, as a .docx file."""
    say, locale = translator(language), LOCALES[language]
    return package_of(
        document=ooxml.part("document", f"<w:body>{_body(say)}</w:body>"),
        header=header(
            "forslag.betegnelse",
            ("udkast", "Udkastmaerke"),
            ("fortroligt", "Udkastmaerke"),
            ("eksempel", "Eksempelmaerke"),
        ),
        footer=footer(say, "{{ forslag.reference }} · v{{ version }} · {{ dato }}"),
        numbering=numbering(),
        settings=settings(locale),
        locale=locale,
        title=say("Briefing for the board"),
    )


def _body(say: Translator) -> str:
    main = (
        _title_block(say),
        _bottom_line(say),
        _news(say),
        _decision(say),
        _first_page(say),
        _changes(say),
        _risks(say),
        _opportunities(say),
        _conflicts(say),
        _attention(say),
        _checks(say),
        _facts(say),
        _consultation(say),
        _course(say),
        _questions(say),
        _gaps(say),
        _documents(say),
        _withheld(say),
        _how_made(say),
        _evidence_heading(say),
    )
    return (
        "".join(main) + _evidence() + ooxml.section(1, kind="continuous", marks=False)
    )


def _title_block(say: Translator) -> str:
    widths = (1300, 3406, 1300, 3406)
    wide = sum(widths[1:])

    def pair(label: str, field: str) -> tuple[str, str]:
        return (
            cell(widths[0], paragraph("Etiket", label)),
            cell(widths[1], paragraph("Tabeltekst", field)),
        )

    def whole(label: str, *blocks: str) -> str:
        return row(
            cell(widths[0], paragraph("Etiket", label)), cell(wide, *blocks, span=3)
        )

    block = table(
        "Oplysninger",
        widths,
        say("The case in brief"),
        row(*pair(say("Number"), "{{ forslag.betegnelse }}"),
            *pair(say("Kind"), "{{ forslag.art }}")),
        row(*pair(say("Stage"), "{{ forslag.stadie }}"
                  "{% if forslag.status and forslag.status != forslag.stadie %} "
                  "(»{{ forslag.status }}«){% endif %}"),
            *pair(say("Source"), "{{ forslag.kilde }}")),
        code_row("if forslag.ministerium or forslag.udvalg", widths),
        row(*pair(say("Ministry"), _or_dash("forslag.ministerium")),
            *pair(say("Committee"), _or_dash("forslag.udvalg"))),
        code_row("endif", widths),
        code_row("if frister", widths),
        whole(say("Deadlines"), each("f", "frister", paragraph(
            "Tabeltekst", "{{ f.hvad }}: {{ f.hvornår }} ({{ f.tilbage }})"))),
        code_row("endif", widths),
        whole(say("Relevance"), paragraph(
            "Tabeltekst", "{{ relevans.score }} ", run(say("of 100"), ""),
            run("{% if relevans.tekst %}. {{ relevans.tekst }}{% endif %}"))),
        row(*pair(say("Assessment"), "{{ analyse }}"),
            *pair(say("Date"), f"{{{{ dato }}}} · {say('version')} {{{{ version }}}}")),
        code_row("if godkendelse", widths),
        whole(say("Approval"), paragraph("Tabeltekst", "{{ godkendelse }}")),
        code_row("endif", widths),
        header=False,
    )  # fmt: skip
    return (
        paragraph("Dokumenttype", say("Briefing for the board"))
        + when(
            f"forslag.titel|length <= {LONG_TITLE}",
            paragraph("Title", "{{ forslag.titel }}"),
        )
        + when(
            f"forslag.titel|length > {LONG_TITLE}",
            paragraph("Langtitel", "{{ forslag.titel }}"),
        )
        + when("forslag.undertitel", paragraph("Subtitle", "{{ forslag.undertitel }}"))
        + block
    )


def _or_dash(field: str) -> str:
    return f"{{{{ {field} or '–' }}}}"


def _bottom_line(say: Translator) -> str:
    return when(
        "sammenfatning",
        heading(say("In brief")),
        each("s", "sammenfatning", paragraph(
            "KortFortalt", "{{ s.tekst }} {{ s.henvisninger }}")),
    )  # fmt: skip


def _news(say: Translator) -> str:
    return when(
        "siden_sidst",
        heading(say("Since the last version")),
        each("n", "siden_sidst",
             paragraph("Punkt", "{{ n.tekst }}"),
             each("d", "n.detaljer", paragraph("Lille", "{{ d }}"))),
    )  # fmt: skip


def _decision(say: Translator) -> str:
    return (
        heading(say("To be decided"))
        + paragraph("Beslutning", "{{ beslutning }}")
        + paragraph("Fristlinje", "{{ frist }}")
        + heading(say("Recommendation"))
        + when("indstilling", paragraph("Indstilling", "{{ indstilling }}"))
        + when("indstilling_mangler", paragraph("Pladsholder",
                                                "{{ indstilling_mangler }}"))
    )  # fmt: skip


def _first_page(say: Translator) -> str:
    half = TEXT_WIDTH // 2
    widths = (half, half)

    def column(values: str, nothing: str) -> tuple[str, ...]:
        return (
            each("v", values, paragraph(
                "Tabelpunkt", run("{{ v.nummer }}", "Fremhaevet"),
                run(" {{ v.niveau }} "), run("{{ v.kort }} {{ v.henvisninger }}"))),
            when(f"not {values}", paragraph("Tabeltekst", nothing)),
        )  # fmt: skip

    return when(
        "hovedrisici or hovedmuligheder",
        heading(say("The weightiest risks and opportunities")),
        table(
            "Notattabel", widths, say("The weightiest risks and opportunities"),
            row(*(cell(half, paragraph("Tabelhoved", text))
                  for text in (say("Risks"), say("Opportunities"))), header=True),
            row(cell(half, *column("hovedrisici", say("None found."))),
                cell(half, *column("hovedmuligheder", say("None found."))),
                whole=False),
        ),
    )  # fmt: skip


def _changes(say: Translator) -> str:
    """In three columns, or in two where nothing is known of what applies today."""
    return when(
        "ændringer",
        heading(say("What changes")),
        when("not i_dag_mangler", _change_table(
            say, (1900, 3400, 4112), say("What changes: today and proposed"))),
        when("i_dag_mangler", _change_table(
            say, (1900, 0, 7512), say("What changes: proposed")),
            paragraph("Lille", say("What applies today was not found in the "
                                   "documents."))),
    )  # fmt: skip


def _change_table(
    say: Translator, widths: tuple[int, int, int], description: str
) -> str:
    """The table of changes; without the column for today where its width is 0."""
    shown = tuple(filter(None, widths))
    labels = [say("Change"), say("Today"), say("Proposed")]
    today = cell(widths[1], paragraph("Tabeltekst", "{{ æ.i_dag }}"))
    return table(
        "Notattabel", shown, description,
        head(shown, *(label for label, width in zip(labels, widths, strict=True)
                       if width)),
        code_row("for æ in ændringer", shown),
        row(cell(widths[0],
                 when("æ.sted", paragraph("Tabeltekst",
                                          run("{{ æ.sted }}", "Fremhaevet"))),
                 paragraph("Tabeltekst", "{{ æ.henvisninger }}")),
            today if widths[1] else "",
            cell(widths[2], paragraph("Tabeltekst", "{{ æ.foreslået }}"),
                 when("æ.forklaring", paragraph(
                     "Tabeltekst", run("{{ æ.forklaring }}", "Daempet"))))),
        code_row("endfor", shown),
    )  # fmt: skip


def _risks(say: Translator) -> str:
    return when(
        "risici",
        heading(say("Risks")),
        _matrix(say),
        paragraph("Lille", say("The numbers are those of the risks below. Level = "
                               "likelihood × impact:"), run(" "), _legend(say)),
        _judgements(say, "risici", say("Risks"), say("Level")),
    )  # fmt: skip


def _legend(say: Translator) -> str:
    spans = {"low": "1–4", "medium": "5–9", "high": "10–15", "critical": "16–25"}
    ids = {"low": "Niveaulav", "medium": "Niveaumiddel", "high": "Niveauhoej",
           "critical": "Niveaukritisk"}  # fmt: skip
    return run("  ").join(
        run(f"\N{NO-BREAK SPACE}{say(LEVELS[level])} {spans[level]}\N{NO-BREAK SPACE}",
            ids[level])
        for level in Level
    )  # fmt: skip


def _matrix(say: Translator) -> str:
    """Five by five, likelihood upwards, impact to the right; shaded by level."""
    first, other = 2262, 1430
    widths = (first, *(other for _ in SCALE))
    corner = say("Likelihood ↓   Impact →")
    top = row(
        cell(first, paragraph("Tabelhoved", corner)),
        *(cell(other, paragraph("Matrixcelle", f"{impact} {say(IMPACTS[impact - 1])}"))
          for impact in SCALE),
        header=True,
    )  # fmt: skip
    rows = (
        row(
            cell(first, paragraph(
                "Tabelhoved", f"{likelihood} {say(LIKELIHOODS[likelihood - 1])}")),
            *(_matrix_cell(other, likelihood, impact) for impact in SCALE),
            height=340,
        )
        for likelihood in reversed(SCALE)
    )  # fmt: skip
    return table("Risikomatrix", widths, say("Risk matrix"), top, *rows)


def _matrix_cell(width: int, likelihood: int, impact: int) -> str:
    level = level_of(likelihood, impact)
    style = "Matrixkritisk" if level is Level.CRITICAL else "Matrixcelle"
    text = f"{{{{ matrix[{likelihood}][{impact}] }}}}"
    return cell(width, paragraph(style, text), fill=LEVEL_FILLS[level])


def _judgements(say: Translator, values: str, title: str, level: str) -> str:
    """The table of risks or of opportunities; the same columns, so they compare."""
    widths = (560, 5052, 2500, 1300)
    return table(
        "Notattabel", widths, title,
        head(widths, say("No."), title, say("Dimension and party"), level),
        code_row(f"for v in {values}", widths),
        row(cell(widths[0], paragraph("Tabeltekst",
                                      run("{{ v.nummer }}", "Fremhaevet"))),
            cell(widths[1],
                 paragraph("Tabeltekst", "{{ v.tekst }} {{ v.henvisninger }}"),
                 when("v.afbødning", paragraph(
                     "Tabeltekst", run(f"{say('What can be done:')} ", "Daempet"),
                     run("{{ v.afbødning }}", "Daempet")))),
            cell(widths[2], paragraph("Tabeltekst", "{{ v.dimension }}"),
                 paragraph("Tabeltekst", run(
                     "{{ v.part }}{% if v.horisont %} · {{ v.horisont }}{% endif %}",
                     "Daempet"))),
            cell(widths[3], paragraph("Tabeltekst", "{{ v.niveau }}"),
                 paragraph("Tabeltekst", run(
                     "{{ v.sandsynlighed }} × {{ v.konsekvens }}", "Daempet")))),
        code_row("endfor", widths),
    )  # fmt: skip


def _opportunities(say: Translator) -> str:
    return when(
        "muligheder",
        heading(say("Opportunities")),
        _judgements(say, "muligheder", say("Opportunities"), say("Benefit")),
    )  # fmt: skip


def _conflicts(say: Translator) -> str:
    return when(
        "modsætninger",
        heading(say("Where interests conflict")),
        each("m", "modsætninger", paragraph(
            "Punkt", "{{ m.tekst }} {{ m.henvisninger }}")),
    )  # fmt: skip


def _attention(say: Translator) -> str:
    return when(
        "parter",
        heading(say("Attention points")),
        each("part", "parter",
             paragraph("Heading2", "{{ part.navn }}"),
             each("o", "part.punkter", paragraph(
                 "Punkt", run("{{ o.tekst }} {{ o.henvisninger }}")))),
    )  # fmt: skip


def _checks(say: Translator) -> str:
    return when(
        "tjek or tjek_uden_udslag",
        heading(say("Checks of the legislative process")),
        each("t", "tjek",
             paragraph("Punkt", run("{{ t.navn }}: {{ t.svar }}.", "Fremhaevet"),
                       run("{% if t.tekst %} {{ t.tekst }}{% endif %}"
                           "{% if t.mangler %} "),
                       run(say("Missing:")),
                       run(" {{ t.mangler }}.{% endif %} {% if t.henvisninger %}"
                           "{{ t.henvisninger }} {% endif %}"),
                       run("{{ t.regel }}", "Daempet"))),
        when("tjek_uden_udslag", paragraph("Lille", "{{ tjek_uden_udslag }}")),
    )  # fmt: skip


def _facts(say: Translator) -> str:
    widths = (2400, 7012)
    return when(
        "fakta",
        heading(say("Facts")),
        table(
            "Notattabel",
            widths,
            say("Facts"),
            head(widths, say("What"), say("What the documents say")),
            code_row("for f in fakta", widths),
            row(
                cell(widths[0], paragraph("Etiket", "{{ f.navn }}")),
                cell(
                    widths[1],
                    paragraph("Tabeltekst", "{{ f.værdi }} {{ f.henvisninger }}"),
                ),
            ),
            code_row("endfor", widths),
        ),
    )


def _consultation(say: Translator) -> str:
    widths = (1900, 1700, 2906, 2906)
    return when(
        "svar or vores_svar",
        heading(say("What the others answered")),
        each("v", "vores_svar", paragraph("Punkt", "{{ v }}")),
        when(
            "svar",
            table(
                "Notattabel",
                widths,
                say("What the others answered"),
                head(
                    widths,
                    say("Subject"),
                    say("Who"),
                    say("View"),
                    say("The ministry's answer"),
                ),
                code_row("for s in svar", widths),
                row(*_answer_cells(widths)),
                code_row("endfor", widths),
            ),
            when("svar_udeladt", paragraph("Lille", "{{ svar_udeladt }}")),
        ),
    )


def _answer_cells(widths: tuple[int, int, int, int]) -> tuple[str, ...]:
    view = paragraph("Tabeltekst", "{{ s.synspunkt }} {{ s.henvisninger }}")
    met = paragraph("Tabeltekst", run("{{ s.imødekommet }}", "Fremhaevet"))
    comment = paragraph("Tabeltekst", "{{ s.ministeriet }}")
    return (
        cell(widths[0], paragraph("Tabeltekst", "{{ s.tema }}")),
        cell(widths[1], paragraph("Tabeltekst", "{{ s.hvem }}")),
        cell(widths[2], view),
        cell(widths[3], met, when("s.ministeriet", comment)),
    )


def _course(say: Translator) -> str:
    return when(
        "samme_sag",
        heading(say("The same matter elsewhere")),
        each("s", "samme_sag", paragraph(
            "Punkt",
            "{{ s.art }} {{ s.betegnelse }}: {{ s.titel }} ({{ s.stadie }})")),
    ) + when(
        "tidslinje",
        heading(say("The course of the case")),
        when("tidslinje_udeladt", paragraph("Lille", "{{ tidslinje_udeladt }}")),
        each("t", "tidslinje", paragraph(
            "Punkt",
            "{% if t.hvornår %}{{ t.hvornår }}: {% endif %}{{ t.hvad }}"
            "{% if t.hvor %} – {{ t.hvor }}{% endif %}")),
    )  # fmt: skip


def _questions(say: Translator) -> str:
    return when(
        "spørgsmål",
        heading(say("Open questions")),
        each("s", "spørgsmål", paragraph(
            "NummereretPunkt", run("{{ s.tekst }} "),
            run("({{ s.om }}) ", "Daempet"), run("{{ s.henvisninger }}"))),
    )  # fmt: skip


def _gaps(say: Translator) -> str:
    return when(
        "huller",
        heading(say("What the documents do not say")),
        each("h", "huller", paragraph("Punkt", "{{ h }}")),
    )


def _documents(say: Translator) -> str:
    widths = (500, 4912, 1850, 800, 1350)
    read = when(
        "dokumenter",
        heading(say("Documents used")),
        table(
            "Notattabel",
            widths,
            say("Documents used"),
            head(
                widths,
                say("No."),
                say("Document"),
                say("Fetched"),
                say("Version"),
                "SHA-256",
            ),
            code_row("for d in dokumenter", widths),
            row(
                *(
                    cell(width, paragraph("Tabeltekst", f"{{{{ d.{field} }}}}"))
                    for width, field in zip(
                        widths,
                        ("nummer", "titel", "hentet", "version", "kontrolsum"),
                        strict=True,
                    )
                )
            ),
            code_row("endfor", widths),
        ),
        when("øvrige_dokumenter", paragraph("Lille", "{{ øvrige_dokumenter }}")),
    )
    missing = when(
        "ikke_hentet",
        heading(say("Documents that could not be had")),
        each("d", "ikke_hentet", paragraph(
            "Punkt", run("[{{ d.nummer }}]", "Fremhaevet"),
            run(" {{ d.titel }}. {{ d.hvorfor }} "), run(say("To be had here:")),
            run(" {{ d.hvor }}"))),
    )  # fmt: skip
    return read + missing


def _withheld(say: Translator) -> str:
    return (
        heading(say("What could not be verified"))
        + paragraph("Normal", "{{ optælling }}")
        + each("t", "tilbageholdt", paragraph(
            "Punkt", run("{{ t.tekst }} "), run(f"{say('Withheld:')} ", "Daempet"),
            run("{{ t.grund }}", "Daempet")))
    )  # fmt: skip


def _how_made(say: Translator) -> str:
    return (
        heading(say("How this was made"))
        + each("t", "tilblivelse", paragraph("Normal", "{{ t }}"))
        + when("godkendelse", paragraph("Beslutning", "{{ godkendelse }}"))
    )


def _evidence_heading(say: Translator) -> str:
    """The heading, and the end of the part in one column."""
    return when(
        "belæg",
        heading(say("Evidence: the quotations word for word")),
    ) + paragraph("Feltkode", after=ooxml.section(1))


def _evidence() -> str:
    """The quotations in two columns; a section after them keeps the columns even."""
    quotes = each("b", "belæg", paragraph(
        "Belaeg", "{{ b.henvisning }} {{ b.citat }}"))  # fmt: skip
    columns = ooxml.section(2, kind="continuous", marks=False)
    return quotes + paragraph("Feltkode", after=columns)


if __name__ == "__main__":
    main()
