"""The parts of a template beside its body: header, footer, settings, lists, package."""

import ooxml
from ooxml import field_run, paragraph, run, when
from template_styles import styles
from template_theme import font_table, theme

from briefing.language import Translator
from briefing.rendering.comments import SETTING, Comments

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
LOCALES = {"da": "da-DK", "en": "en-GB"}
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def header(reference: str, *marks: tuple[str, str]) -> str:
    """Organisation and reference, and the marks (field, style) of every page."""
    content = (
        paragraph("Header", run("{{ organisation.navn }}"), "<w:r><w:tab/></w:r>",
                  run(f"{{{{ {reference} }}}}{{% if organisation.journalnummer %}} · "
                      "{{ organisation.journalnummer }}{% endif %}")),
        *(when(field, paragraph(style, f"{{{{ {field} }}}}"))
          for field, style in marks),
    )  # fmt: skip
    return ooxml.part("hdr", "".join(content))


def footer(say: Translator, left: str) -> str:
    """What identifies the document at the left, the page at the right."""
    line = paragraph(
        "Footer",
        run(left),
        "<w:r><w:tab/></w:r>",
        run(f"{say('Page')} "),
        field_run("PAGE"),
        run(f" {say('of')} "),
        field_run("NUMPAGES"),
    )
    return ooxml.part("ftr", line)


def numbering() -> str:
    """A list of dots and a list of numbers."""
    kinds = (("bullet", "•", 0), ("decimal", "%1.", 1))
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">'
        '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="284" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>'
        for kind, text, number in kinds
    )
    used = "".join(
        f'<w:num w:numId="{number + 1}"><w:abstractNumId w:val="{number}"/></w:num>'
        for _kind, _text, number in kinds
    )
    return ooxml.part("numbering", abstract + used)


def settings(locale: str) -> str:
    """Hyphenation on; the language that Word's spelling starts from."""
    return ooxml.part(
        "settings",
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:autoHyphenation/><w:consecutiveHyphenLimit w:val="2"/>'
        '<w:hyphenationZone w:val="283"/><w:doNotHyphenateCaps/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{locale}"/><w:decimalSymbol w:val=","/>'
        '<w:listSeparator w:val=";"/>',
    )


def _types() -> str:
    kinds = {
        "word/document": f"{_WORD}.document.main+xml",
        "word/styles": f"{_WORD}.styles+xml",
        "word/settings": f"{_WORD}.settings+xml",
        "word/numbering": f"{_WORD}.numbering+xml",
        "word/fontTable": f"{_WORD}.fontTable+xml",
        "word/theme/theme1": "application/vnd.openxmlformats-officedocument.theme+xml",
        "word/header1": f"{_WORD}.header+xml",
        "word/footer1": f"{_WORD}.footer+xml",
        "docProps/core": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app": "application/vnd.openxmlformats-officedocument."
        "extended-properties+xml",
    }
    overrides = "".join(
        f'<Override PartName="/{name}.xml" ContentType="{kind}"/>'
        for name, kind in kinds.items()
    )
    return (
        f'{ooxml.DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _core(title: str, locale: str) -> str:
    return (
        f"{ooxml.DECLARATION}<cp:coreProperties "
        f'xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:language>{locale}</dc:language>"
        f"<cp:keywords>{SETTING}: {Comments.IN_DRAFTS}</cp:keywords>"
        "</cp:coreProperties>"
    )


def _app() -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{ooxml.DECLARATION}<Properties xmlns="{kind}"></Properties>'


def package_of(
    *,
    document: str,
    header: str,
    footer: str,
    numbering: str,
    settings: str,
    locale: str,
    title: str,
) -> bytes:
    """The whole .docx file."""
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    return ooxml.package(
        {
            "[Content_Types].xml": _types(),
            "_rels/.rels": ooxml.relationships(
                (
                    ("rId1", "officeDocument", "word/document.xml"),
                    ("rId2", core, "docProps/core.xml"),
                    ("rId3", "extended-properties", "docProps/app.xml"),
                )
            ),
            "word/document.xml": document,
            "word/_rels/document.xml.rels": ooxml.relationships(
                (
                    ("rIdStyles", "styles", "styles.xml"),
                    ("rIdSettings", "settings", "settings.xml"),
                    ("rIdNumbering", "numbering", "numbering.xml"),
                    ("rIdFonts", "fontTable", "fontTable.xml"),
                    ("rIdTheme", "theme", "theme/theme1.xml"),
                    ("rIdHeader", "header", "header1.xml"),
                    ("rIdFooter", "footer", "footer1.xml"),
                )
            ),
            "word/styles.xml": styles(locale),
            "word/settings.xml": settings,
            "word/numbering.xml": numbering,
            "word/fontTable.xml": font_table(),
            "word/theme/theme1.xml": theme(),
            "word/header1.xml": header,
            "word/footer1.xml": footer,
            "docProps/core.xml": _core(title, locale),
            "docProps/app.xml": _app(),
        }
    )
