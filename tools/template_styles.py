"""The named styles of the templates: one font, a restrained palette.

Calibri has a metric twin (Carlito) in LibreOffice. The four level styles go from white
to dark, so that they are told apart in grey print and by colour-blind readers; the
word stands in them as well.
"""

from dataclasses import dataclass

from ooxml import part

from briefing.rendering.picture import FILLS

FONT = "Calibri"
INK, ACCENT, MUTED, RULE = "1A1A1A", "1F3A4D", "55606A", "B8C2C9"
LEVEL_FILLS = {level.value: fill for level, fill in FILLS.items() if level}
HEADER_FILL = "E6ECF0"
_OWN = 20
"""The place in Word's list of a style of our own; lower ones are Word's."""


@dataclass(frozen=True)
class Style:
    """A paragraph or character style; `paragraph` and `run` are its properties."""

    id: str
    name: str
    paragraph: str = ""
    run: str = ""
    based_on: str = "Normal"
    next: str = ""
    kind: str = "paragraph"
    priority: int = _OWN

    def xml(self) -> str:
        """The style as Word keeps it."""
        based = f'<w:basedOn w:val="{self.based_on}"/>' if self.based_on else ""
        following = f'<w:next w:val="{self.next}"/>' if self.next else ""
        default = (
            ' w:default="1"' if self.id in {"Normal", "Standardskrifttype"} else ""
        )
        own = ' w:customStyle="1"' if self.priority == _OWN else ""
        shown = f"<w:pPr>{self.paragraph}</w:pPr>" if self.paragraph else ""
        look = f"<w:rPr>{self.run}</w:rPr>" if self.run else ""
        return (
            f'<w:style w:type="{self.kind}"{default}{own} w:styleId="{self.id}">'
            f'<w:name w:val="{self.name}"/>{based}{following}'
            f'<w:uiPriority w:val="{self.priority}"/><w:qFormat/>'
            f"{shown}{look}</w:style>"
        )


def _spacing(before: int = 0, after: int = 0, line: int = 0) -> str:
    lines = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{lines}/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _color(color: str) -> str:
    return f'<w:color w:val="{color}"/>'


def _box(color: str, size: int = 8, kind: str = "single", space: int = 3) -> str:
    edges = "".join(
        f'<w:{side} w:val="{kind}" w:sz="{size}" w:space="{space}" w:color="{color}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    return f"<w:pBdr>{edges}</w:pBdr>"


def _edge(side: str, color: str, size: int, space: int) -> str:
    edge = (
        f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{color}"/>'
    )
    return f"<w:pBdr>{edge}</w:pBdr>"


def _fill(color: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{color}"/>'


_HEAD = "<w:keepNext/><w:keepLines/>"
_BOLD = "<w:b/><w:bCs/>"
_BULLET = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
_NUMBER = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'

PARAGRAPHS = (
    Style("Normal", "Normal", "", _color(INK) + _size(20), "", priority=0),
    Style("Title", "Title", _HEAD + "<w:suppressAutoHyphens/>" + _spacing(20, 60, 240),
          _BOLD + _color(ACCENT) + _size(34), next="Normal", priority=10),
    Style("Langtitel", "Lang titel", "", _size(26), "Title", next="Normal"),
    Style("Korttitel", "Kort titel", "", _size(26), "Title", next="Normal"),
    Style("Subtitle", "Subtitle", _HEAD + _spacing(0, 100), _color(MUTED) + _size(21),
          next="Normal", priority=11),
    Style("Heading1", "heading 1",
          _HEAD + "<w:suppressAutoHyphens/>" + _spacing(100, 30)
          + '<w:outlineLvl w:val="0"/>',
          _BOLD + _color(ACCENT) + _size(26), next="Normal", priority=9),
    Style("Heading2", "heading 2",
          _HEAD + "<w:suppressAutoHyphens/>" + _spacing(140, 40)
          + '<w:outlineLvl w:val="1"/>',
          _BOLD + _color(ACCENT) + _size(22), next="Normal", priority=9),
    Style("Header", "header",
          '<w:tabs><w:tab w:val="right" w:pos="9412"/></w:tabs>' + _spacing(0, 40),
          _color(MUTED) + _size(17), priority=19),
    Style("Footer", "footer",
          _edge("top", RULE, 4, 4)
          + '<w:tabs><w:tab w:val="right" w:pos="9412"/></w:tabs>' + _spacing(),
          _color(MUTED) + _size(17), priority=19),
    Style("Dokumenttype", "Dokumenttype", "<w:keepNext/>" + _spacing(60, 0),
          _BOLD + "<w:caps/>" + _color(MUTED) + '<w:spacing w:val="20"/>' + _size(18)),
    Style("Udkastmaerke", "Udkastmærke",
          _box("1A1A1A", 8, space=1) + _fill("FBE8B0") + _spacing(20, 60, 240)
          + '<w:ind w:left="85" w:right="85"/><w:jc w:val="center"/>',
          _BOLD + _color("000000") + '<w:spacing w:val="30"/>' + _size(18)),
    Style("Eksempelmaerke", "Eksempelmærke",
          _box("1A1A1A", 6, "dashed", 1) + _spacing(20, 60, 240)
          + '<w:ind w:left="85" w:right="85"/><w:jc w:val="center"/>',
          _BOLD + _color("000000") + _size(16)),
    Style("KortFortalt", "Kort fortalt",
          _edge("left", ACCENT, 24, 10) + _spacing(0, 60) + '<w:ind w:left="227"/>',
          _size(21)),
    Style("Ledetekst", "Ledetekst", "<w:keepNext/>"),
    Style("Beslutning", "Beslutning", "<w:keepLines/>" + _spacing(0, 50), _BOLD),
    Style("Fristlinje", "Fristlinje", "<w:keepLines/>" + _spacing(0, 60)),
    Style("Indstilling", "Indstilling",
          "<w:keepLines/>" + _edge("left", ACCENT, 24, 10) + _spacing(0, 80)
          + '<w:ind w:left="227"/>'),
    Style("Pladsholder", "Pladsholder",
          "<w:keepLines/>" + _box(MUTED, 6, "dashed", 5) + _fill("F3F5F6")
          + _spacing(40, 120) + '<w:ind w:left="113" w:right="113"/>',
          "<w:i/><w:iCs/>" + _color(MUTED)),
    Style("Punkt", "Punkt", _BULLET + _spacing(0, 40)),
    Style("Lillepunkt", "Lille punkt", _spacing(0, 20, 245), _size(18), "Punkt"),
    Style("Tjekliste", "Tjekliste",
          _spacing(0, 20) + '<w:ind w:left="284" w:hanging="284"/>'),
    Style("Underskrift", "Underskrift", "<w:keepNext/>" + _spacing(240, 60)),
    Style("NummereretPunkt", "Nummereret punkt", _NUMBER + _spacing(0, 40)),
    Style("Tidslinje", "Tidslinje",
          '<w:tabs><w:tab w:val="left" w:pos="1900"/></w:tabs>' + _spacing(0, 10, 245)
          + '<w:ind w:left="1900" w:hanging="1900"/>', _size(18)),
    Style("Oplysningslinje", "Oplysningslinje",
          '<w:tabs><w:tab w:val="left" w:pos="2722"/></w:tabs>' + _spacing(0, 20, 245)
          + '<w:ind w:left="2722" w:hanging="2722"/>', _size(18)),
    Style("Detalje", "Detalje", _spacing(0, 20, 245) + '<w:ind w:left="284"/>',
          _size(17)),
    Style("Dokumentliste", "Dokumentliste",
          '<w:tabs><w:tab w:val="left" w:pos="454"/></w:tabs>' + _spacing(0, 10, 245)
          + '<w:ind w:left="454" w:hanging="454"/>', _size(18)),
    Style("Tabeltekst", "Tabeltekst", _spacing(0, 10, 240), _size(18)),
    Style("Tabelpunkt", "Tabelpunkt", _spacing(0, 40), "", "Tabeltekst"),
    Style("Tabelpunktnyt", "Tabelpunkt ændret", _edge("left", ACCENT, 18, 4),
          "", "Tabelpunkt"),
    Style("Tabelnote", "Tabelnote", "", _color(MUTED) + _size(17), "Tabeltekst"),
    Style("Tabelhoved", "Tabelhoved", "<w:keepNext/>" + _spacing(20, 20),
          _BOLD + _color(ACCENT) + _size(18)),
    Style("Etiket", "Etiket", _spacing(10, 20), _color(MUTED) + _size(18)),
    Style("Matrixcelle", "Matrixcelle", _spacing(10, 10) + '<w:jc w:val="center"/>',
          _BOLD + _size(18)),
    Style("Matrixkritisk", "Matrixcelle kritisk", "", _color("FFFFFF"), "Matrixcelle"),
    Style("Lille", "Lille", _spacing(30, 40, 245), _color(MUTED) + _size(18)),
    Style("CommentText", "annotation text", _spacing(0, 40, 240), _size(18),
          priority=99),
    Style("Feltkode", "Feltkode", _spacing(), _color("8A2BE2") + _size(14)),
)  # fmt: skip
CHARACTERS = (
    Style("Standardskrifttype", "Default Paragraph Font", based_on="",
          kind="character", priority=1),
    Style("Hyperlink", "Hyperlink", "", _color("1B4F8A") + '<w:u w:val="single"/>',
          "Standardskrifttype", kind="character", priority=19),
    Style("Henvisning", "Henvisning", "", _color("1B4F8A") + _size(17),
          "Standardskrifttype", kind="character"),
    Style("Fremhaevet", "Fremhævet", "", _BOLD, "Standardskrifttype", kind="character"),
    Style("Daempet", "Dæmpet", "", _color(MUTED) + _size(17), "Standardskrifttype",
          kind="character"),
    Style("Indsat", "Indsat", "", _color("1B4F8A") + '<w:u w:val="double"/>',
          "Standardskrifttype", kind="character"),
    Style("Slettet", "Slettet", "", "<w:strike/>" + _color(MUTED),
          "Standardskrifttype", kind="character"),
    Style("Aendringsmaerke", "Ændringsmærke", "",
          _BOLD + _color("FFFFFF") + _size(15) + _fill(ACCENT),
          "Standardskrifttype", kind="character"),
    Style("Niveaulav", "Niveau lav", "",
          _BOLD + _color(INK) + '<w:bdr w:val="single" w:sz="4" w:space="0" '
          f'w:color="{MUTED}"/>', "Standardskrifttype", kind="character"),
    Style("Niveaumiddel", "Niveau middel", "",
          _BOLD + _color(INK) + _fill(LEVEL_FILLS["medium"]), "Standardskrifttype",
          kind="character"),
    Style("Niveauhoej", "Niveau høj", "",
          _BOLD + _color("000000") + _fill(LEVEL_FILLS["high"]), "Standardskrifttype",
          kind="character"),
    Style("Niveaukritisk", "Niveau kritisk", "",
          _BOLD + _color("FFFFFF") + _fill(LEVEL_FILLS["critical"]),
          "Standardskrifttype", kind="character"),
    Style("Niveaugavn", "Niveau gavn", "",
          _BOLD + _color(ACCENT) + f'<w:bdr w:val="single" w:sz="4" w:space="0" '
          f'w:color="{ACCENT}"/>', "Standardskrifttype", kind="character"),
)  # fmt: skip


def _table_style(style: str, name: str, borders: str, first: str) -> str:
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Tabelnormal"/>'
        '<w:uiPriority w:val="21"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders>"
        '<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
        '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr>{first}</w:style>"
    )


def _line(side: str, size: int = 4, color: str = RULE) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>'


_TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="Tabelnormal">'
    '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
    + _table_style(
        "Notattabel",
        "Notattabel",
        _line("top", 8, ACCENT) + _line("bottom", 8, ACCENT) + _line("insideH"),
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
        f"{_line('bottom', 8, ACCENT)}</w:tcBorders>{_fill(HEADER_FILL)}</w:tcPr>"
        "</w:tblStylePr>",
    )
    + _table_style(
        "Oplysninger",
        "Oplysninger",
        _line("top", 8, ACCENT) + _line("bottom", 8, ACCENT) + _line("insideH"),
        "",
    )
    + _table_style(
        "Risikomatrix",
        "Risikomatrix",
        "".join(
            _line(side, 6, "7C8A94")
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        ),
        "",
    )
)


def styles(locale: str) -> str:
    """The styles part; `locale` is the language of every run, such as "da-DK"."""
    defaults = (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" '
        f'w:cs="{FONT}"/>'
        f'<w:lang w:val="{locale}" w:eastAsia="{locale}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/>"
        f"{_spacing(0, 100, 259)}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    named = "".join(each.xml() for each in (*PARAGRAPHS, *CHARACTERS))
    return part("styles", defaults + named + _TABLES)
