"""Who sent something: organisations and offices keep their name, persons do not.

A sender that is not recognisably an organisation is taken for a private person.
"""

import re

UNKNOWN = "en privatperson eller ukendt afsender"
_STEMS = (
    "tilsyn forbund forening organisation samfund råd nævn kommune region styrelse "
    "ministeri "
    "minister fagbevægelse kartel klub klubb institut center centr universitet fond "
    "selskab sammenslutning komite komité akademi hospital gymnasi netværk alliance "
    "bevægelse union tænketank arbejdsgiver virksomhed advokatfirma ombudsmand museum "
    "sekretariat kasse forsikring koncern højskole seminari industri erhverv kirke "
    "menighed udvalg parti gruppe pension"
)
_NAMES = (
    "Justitia Cepos Cevea Kraka Concito Amnesty Greenpeace Lederne Djøf Krifa Tekniq "
    "SMVdanmark Mødrehjælpen"
)
_ORGANISATION = re.compile(
    rf"\b(?:\w*(?:{'|'.join(_STEMS.split())})"
    r"(?:en|er|erne|ene|et|um|e|n|r|rne|ne)?s?"
    rf"|(?:{'|'.join(_NAMES.split())}|Finans Danmark|Ældre ?Sagen|Red Barnet"
    r"|Røde Kors|Dyrenes Beskyttelse|Kirkens Korshær)s?"
    r"|\w{2,}bank(?:en|s)?|A/S|ApS|I/S|P/S|K/S|a\.?m\.?b\.?a\.?|GmbH|Ltd|Inc)(?!\w)"
    r"|(?-i:^(?:Dansk|Danske|Danmarks) )",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(
    r"\b(?:[A-ZÆØÅ]{3,6}|3F|HK|KL|DI|DA|FH|AC|LO|DM|TL)(?:['’]?s)?\b"
)
_SHOUTED = re.compile(r"[A-ZÆØÅ-]{2,}(?: [A-ZÆØÅ-]{2,})+")
_PARTS = re.compile(r",| og | samt ")


def is_organisation(sender: str) -> bool:
    """Whether each of the senders named is recognisably an organisation or office.

    Nothing named, or a name in capitals alone, is not.
    """
    parts = [each.strip(" .") for each in _PARTS.split(sender)]
    named = [each for each in parts if any(c.isupper() or c.isdigit() for c in each)]
    office = named or [each for each in parts if each]
    return bool(office) and all(_is_one(each) for each in office)


def _is_one(part: str) -> bool:
    if _ORGANISATION.search(part):
        return True
    return bool(_ABBREVIATION.search(part)) and not _SHOUTED.fullmatch(part)
