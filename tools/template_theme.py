"""Theme and fonts: the palette that Word offers, and what stands in for Calibri."""

import ooxml
from template_styles import ACCENT, FONT, INK, LEVEL_FILLS, MUTED, RULE

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SUBSTITUTE = "Carlito"
"""The metric twin of the font, by which Word and LibreOffice replace it."""
_PANOSE = "020F0502020204030204"
_COLORS = {
    "dk1": INK, "lt1": "FFFFFF", "dk2": ACCENT, "lt2": "F3F5F6", "accent1": ACCENT,
    "accent2": LEVEL_FILLS["high"], "accent3": LEVEL_FILLS["medium"],
    "accent4": LEVEL_FILLS["critical"], "accent5": MUTED, "accent6": RULE,
    "hlink": "1B4F8A", "folHlink": "1B4F8A",
}  # fmt: skip


def theme() -> str:
    """The palette of the styles as Word's theme colours, in one font."""
    colors = "".join(
        f'<a:{name}><a:srgbClr val="{color}"/></a:{name}>'
        for name, color in _COLORS.items()
    )
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    return (
        f'{ooxml.DECLARATION}<a:theme xmlns:a="{_DRAWING}" name="Notat">'
        f'<a:themeElements><a:clrScheme name="Notat">{colors}</a:clrScheme>'
        f'<a:fontScheme name="Notat"><a:majorFont>{font}</a:majorFont>'
        f"<a:minorFont>{font}</a:minorFont></a:fontScheme>{_formats()}"
        "</a:themeElements></a:theme>"
    )


def _formats() -> str:
    """Plain fills and lines, three of each as the standard asks."""
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:fmtScheme name="Notat"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
    )


def font_table() -> str:
    """The one font and the other that may stand in for it."""
    return ooxml.part(
        "fonts",
        f'<w:font w:name="{FONT}"><w:altName w:val="{_SUBSTITUTE}"/>'
        f'<w:panose1 w:val="{_PANOSE}"/><w:charset w:val="00"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>',
    )
