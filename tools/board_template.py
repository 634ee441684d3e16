"""The template of the board briefing, `templates/notat.docx`."""

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
from briefing.rendering.labels import IMPACTS, LEVELS, LIKELIHOODS

NAMES = {"da": "notat.docx", "en": "notat.en.docx"}
LONG_TITLE = 100
"""Characters from which a title is set smaller."""
MARKS = (
    ("udkast", "Udkastmaerke"),
    ("fortroligt", "Udkastmaerke"),
    ("eksempel", "Eksempelmaerke"),
)
"""The marks of every page, each with its style."""


def build(language: str) -> bytes:
    """The board briefing's template in one language, as a .docx file."""
    say, locale = translator(language), LOCALES[language]
    return package_of(
        document=ooxml.part("document", f"<w:body>{_body(say)}</w:body>"),
        header=header("forslag.betegnelse", *MARKS),
        footer=footer(say, "{{ forslag.reference }} · v{{ version }} · {{ dato }}"),
        numbering=numbering(),
        settings=settings(locale),
        locale=locale,
        title=say("Briefing for the board"),
    )


def _body(say: Translator) -> str:
    main = (
        _title_block(say),
        _news(say),
        _bottom_line(say),
        _decision(say),
        _first_page(say),
        _changes(say),
        _risks(say),
        _opportunities(say),
        _conflicts(say),
        _attention(say),
        _consultation(say),
        _facts(say),
        _checks(say),
        _course(say),
        _questions(say),
        _gaps(say),
        _documents(say),
        _withheld(say),
        _how_made(say),
    )
    return "".join(main) + ooxml.section()


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
             paragraph("Lillepunkt", "{{ n.tekst }}"),
             each("d", "n.detaljer", paragraph("Detalje", "{{ d }}"))),
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
                run(" {{ v.niveau }} "),
                run("{% if v.forside_part %}{{ v.forside_part }} {% endif %}",
                    "Daempet"),
                run("{{ v.kort }} {{ v.henvisninger }}"))),
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
            say, (1050, 3400, 4962), say("What changes: today and proposed"))),
        when("i_dag_mangler", _change_table(
            say, (1050, 0, 8362), say("What changes: proposed")),
            paragraph("Lille", say("What applies today was not found in the "
                                   "documents."))),
        when("ændringer_udeladt", paragraph("Lille", "{{ ændringer_udeladt }}")),
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
        row(cell(widths[0], paragraph("Tabeltekst",
                                      run("{{ æ.sted or '–' }}", "Fremhaevet")),
                 when("æ.ny", paragraph("Tabeltekst", "{{ æ.ny }}"))),
            today if widths[1] else "",
            cell(widths[2], paragraph("Tabeltekst",
                                      "{{ æ.foreslået }} {{ æ.henvisninger }}"),
                 when("æ.forklaring", paragraph("Tabelnote", "{{ æ.forklaring }}"))),
            whole=False),
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
    first, other = 2762, 1330
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
            height=260,
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
    widths = (760, 7452, 1200)
    about = (
        "{{ v.dimension }} · {{ v.part }}{% if v.horisont %} · {{ v.horisont }}"
        "{% endif %}. {% if v.afbødning %}"
    )
    return table(
        "Notattabel", widths, title,
        head(widths, say("No."), title, level),
        code_row(f"for v in {values}", widths),
        row(cell(widths[0], paragraph("Tabeltekst",
                                      run("{{ v.nummer }}", "Fremhaevet")),
                 when("v.ny", paragraph("Tabeltekst", "{{ v.ny }}"))),
            cell(widths[1],
                 paragraph("Tabeltekst", "{{ v.tekst }} {{ v.henvisninger }}"),
                 paragraph("Tabelnote", run(about), run(say("What can be done:")),
                           run(" {{ v.afbødning }}{% endif %}"))),
            cell(widths[2], paragraph("Tabeltekst", "{{ v.niveau }}"),
                 paragraph("Tabelnote", "{{ v.sandsynlighed }} × {{ v.konsekvens }}"))),
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
            "Lillepunkt", "{{ m.tekst }} {{ m.henvisninger }}")),
    )  # fmt: skip


def _attention(say: Translator) -> str:
    widths = (1900, 7512)
    return when(
        "parter",
        heading(say("Attention points")),
        table(
            "Notattabel", widths, say("Attention points"),
            head(widths, say("Party"), say("Attention points")),
            code_row("for part in parter", widths),
            row(cell(widths[0], paragraph("Tabeltekst",
                                          run("{{ part.navn }}", "Fremhaevet"))),
                cell(widths[1], each("o", "part.punkter",
                     when("o.ny", paragraph("Tabelpunktnyt", run(
                         "{{ o.ny }} {{ o.tekst }} {{ o.henvisninger }}"))),
                     when("not o.ny", paragraph("Tabelpunkt", run(
                         "{{ o.tekst }} {{ o.henvisninger }}"))))),
                whole=False),
            code_row("endfor", widths),
        ),
    )  # fmt: skip


def _checks(say: Translator) -> str:
    return when(
        "tjek or tjek_ukendte or tjek_uden_udslag",
        heading(say("Checks of the legislative process")),
        each("t", "tjek",
             paragraph("Lillepunkt", run("{{ t.navn }}: {{ t.svar }}.", "Fremhaevet"),
                       run(" {{ t.tekst }} {% if t.henvisninger %}"
                           "{{ t.henvisninger }} {% endif %}"),
                       run("{{ t.regelkilde }}", "Daempet"))),
        when("tjek_ukendte", paragraph("Lille", "{{ tjek_ukendte }}")),
        when("tjek_uden_udslag", paragraph("Lille", "{{ tjek_uden_udslag }}")),
    )  # fmt: skip


def _facts(say: Translator) -> str:
    return when(
        "fakta",
        heading(say("Facts")),
        each("f", "fakta", paragraph(
            "Oplysningslinje", run("{{ f.navn }}", "Daempet"), "<w:r><w:tab/></w:r>",
            run("{{ f.værdi }} {{ f.henvisninger }}"))),
    )  # fmt: skip


def _consultation(say: Translator) -> str:
    widths = (2200, 3606, 3606)
    labels = (say("Subject and who"), say("View"), say("The ministry's answer"))
    return when(
        "svar or vores_svar",
        heading(say("What the others answered")),
        paragraph("Ledetekst", "{% for v in vores_svar %}{{ v }} {% endfor %}"),
        when(
            "svar",
            table(
                "Notattabel",
                widths,
                say("What the others answered"),
                head(widths, *labels),
                code_row("for s in svar", widths),
                row(*_answer_cells(widths)),
                code_row("endfor", widths),
            ),
            when("svar_udeladt", paragraph("Lille", "{{ svar_udeladt }}")),
        ),
    )


def _answer_cells(widths: tuple[int, int, int]) -> tuple[str, ...]:
    view = paragraph("Tabeltekst", "{{ s.synspunkt }} {{ s.henvisninger }}")
    met = run("{{ s.imødekommet }}", "Fremhaevet")
    answer = run("{% if s.ministeriet %}: {{ s.ministeriet }}{% endif %}")
    return (
        cell(
            widths[0],
            paragraph("Tabeltekst", "{{ s.tema }}"),
            paragraph("Tabelnote", "{{ s.hvem }}"),
        ),
        cell(widths[1], view),
        cell(widths[2], paragraph("Tabeltekst", met, answer)),
    )


def _course(say: Translator) -> str:
    return when(
        "samme_sag or tidslinje",
        heading(say("The course of the case")),
        each("s", "samme_sag", paragraph(
            "Punkt", run(say("The same matter:")),
            run(" {{ s.art }} {{ s.betegnelse }}: {{ s.titel }} ({{ s.stadie }})"))),
        when("tidslinje_udeladt", paragraph("Lille", "{{ tidslinje_udeladt }}")),
        each("t", "tidslinje", paragraph(
            "Tidslinje", run("{{ t.hvornår or '–' }}", "Daempet"),
            "<w:r><w:tab/></w:r>",
            run("{{ t.hvad }}{% if t.hvor %} – {{ t.hvor }}{% endif %}"),
            run("{% if t.planlagt %} ("), run(say("planned")), run("){% endif %}"))),
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
        each("h", "huller", paragraph("Lillepunkt", "{{ h }}")),
    )


def _documents(say: Translator) -> str:
    read = when(
        "dokumenter",
        heading(say("Documents used")),
        each("d", "dokumenter", paragraph(
            "Dokumentliste", run("[{{ d.nummer }}]"), "<w:r><w:tab/></w:r>",
            run("{{ d.titel }}"),
            run("{% if d.hentet %} · "), run(say("fetched")),
            run(" {{ d.hentet }}{% endif %}{% if d.version %} · "),
            run(say("version")), run(" {{ d.version }}{% endif %}"))),
        when("øvrige_dokumenter", paragraph("Lille", "{{ øvrige_dokumenter }}")),
    )  # fmt: skip
    missing = when(
        "ikke_hentet",
        heading(say("Documents that could not be had")),
        each("d", "ikke_hentet", paragraph(
            "Dokumentliste", run("[{{ d.nummer }}]"), "<w:r><w:tab/></w:r>",
            run("{{ d.titel }}. {{ d.hvorfor }} "), run(say("To be had here:")),
            run(" {{ d.hvor }}"))),
    )  # fmt: skip
    return read + missing


def _withheld(say: Translator) -> str:
    return when(
        "tilbageholdt",
        heading(say("What could not be verified")),
        each("t", "tilbageholdt", paragraph(
            "Punkt", run("{{ t.tekst }} "), run(f"{say('Withheld:')} ", "Daempet"),
            run("{{ t.grund }}", "Daempet"))),
    )  # fmt: skip


def _how_made(say: Translator) -> str:
    return (
        heading(say("How this was made"))
        + paragraph("Lille", "{{ optælling }} {% for t in tilblivelse %}{{ t }} "
                             "{% endfor %}")
        + when("godkendelse", paragraph("Beslutning", "{{ godkendelse }}"))
    )  # fmt: skip
