"""Acts in force at retsinformation, in LexDania's form, for the bills that change them.

A text is a title line and units that begin with their number ("§ 5 a.", "Stk. 2.",
"1)"), a blank line between them; its name gives the year and the number.
"""

import re
from importlib import resources

from lxml import etree

from briefing.demo.stand import NOT_FOUND, Asked, Reply

NO_ACT = Reply(b"No document found matching ELI request", "text/plain", 404)
_PATH = re.compile(r"(\d{4})/(\d{1,5})(?:/dan)?/xml")
_UNIT = re.compile(r"(§ \d+(?: [a-z])?\.|Stk\. \d+\.|\d+\)) (.+)")


def act(asked: Asked) -> Reply:
    """The act at a path such as `2025/1021/xml`."""
    named = _PATH.fullmatch(asked.path)
    if asked.method != "GET" or not named:
        return NOT_FOUND
    folder = resources.files("briefing.demo") / "acts"
    text = folder / f"lta_{named[1]}_{named[2]}.md"
    if not text.is_file():
        return NO_ACT
    body = lexdania_act(text.read_text("utf-8"), named[1], named[2])
    return Reply(body, "text/xml; charset=utf-8")


def lexdania_act(text: str, year: str, number: str) -> bytes:
    """The XML of an act's text."""
    title, *units = [each.strip() for each in text.split("\n\n") if each.strip()]
    root = etree.Element("Dokument", id="eksempel")
    meta = etree.SubElement(root, "Meta")
    for name, value in {
        "DocumentType": "LBK H#LOKDOK03",
        "AccessionNumber": f"A{year}{int(number):05}29",
        "DocumentTitle": title.removeprefix("# "),
        "Year": year,
        "Number": number,
        "Status": "Valid",
        "Ministry": "Beskæftigelsesministeriet",
    }.items():
        etree.SubElement(meta, name).text = value
    heading = etree.SubElement(etree.SubElement(root, "TitelGruppe"), "Titel")
    _line(heading, title.removeprefix("# "))
    group = etree.SubElement(
        etree.SubElement(root, "DokumentIndhold"), "ParagrafGruppe"
    )
    _units(group, units)
    body: bytes = etree.tostring(
        root, xml_declaration=True, encoding="utf-8", pretty_print=True
    )
    return body


def _units(group: etree._Element, units: list[str]) -> None:
    section = stykke = group
    for each in units:
        found = _UNIT.fullmatch(each)
        label, said = (found[1], found[2]) if found else ("", each)
        if label.startswith("§"):
            section = etree.SubElement(group, "Paragraf")
            etree.SubElement(section, "Explicatus").text = label
            stykke = etree.SubElement(section, "Stk")
            _exitus(stykke, said)
        elif label.startswith("Stk"):
            stykke = etree.SubElement(section, "Stk")
            etree.SubElement(stykke, "Explicatus").text = label
            _exitus(stykke, said)
        else:
            index = etree.SubElement(etree.SubElement(stykke, "Exitus"), "Index")
            item = etree.SubElement(index, "Indentatio", formaInd="Nummer")
            etree.SubElement(item, "Explicatus").text = label
            _exitus(item, said)


def _exitus(parent: etree._Element, text: str) -> None:
    """A paragraph, a line for each sentence as in the real documents."""
    exitus = etree.SubElement(parent, "Exitus")
    for sentence in re.split(r"(?<=[a-zæøå]\.) (?=[A-ZÆØÅ])", text):
        _line(exitus, sentence)


def _line(parent: etree._Element, text: str) -> None:
    etree.SubElement(etree.SubElement(parent, "Linea"), "Char").text = text
