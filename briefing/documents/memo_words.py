"""The words by which a consultation memo is read: headings, speakers, outcomes."""

import re
from collections.abc import Collection, Sequence

from briefing.domain.consultation import Outcome
from briefing.language.organisations import is_organisation

PERIOD = re.compile(
    r"\bi perioden fra (?:den )?.{4,40}? til (?:og med )?(?:den )?.{4,40}?\d{4}"
    r"(?: ?\(\d+ dage\))?",
    re.IGNORECASE,
)
ASKED = re.compile(
    r"hørte (?:myndigheder|parter|organisationer)|høringsparter", re.IGNORECASE
)
REMARKS = re.compile(
    r"høringssvarene|høringssvar\b|bemærkninger til (?:lov)?(?:forslaget|udkastet)"
    r"|generelle bemærkninger|de enkelte (?:emner|bestemmelser)|indkomne bemærkninger"
    r"|bemærkninger fra",
    re.IGNORECASE,
)
CHANGES = re.compile(
    r"ændringer i forhold til|ændringer (?:af|i) (?:lov)?(?:forslaget|udkastet)"
    r"|foretagne ændringer",
    re.IGNORECASE,
)
COMMENT_HEADING = re.compile(
    r"(?:\w*ministeriets|\w*styrelsens)\s+(?:bemærkninger|kommentar|svar)|^kommentar",
    re.IGNORECASE,
)
VIEW_HEADING = re.compile(
    r"^(?:\d[\d.]*\s+)?(?:høringssvar(?:ene)?|bemærkninger fra .*)$",
    re.IGNORECASE,
)
LETTER = re.compile(
    r"^(?:til|att\.?:?)\s+\w*(?:ministeriet|styrelsen)\W*$"
    r"|^høringssvar (?:fra|vedr|over|til|om|på)\b"
    r"|^vedr\.?:? høring\b|^j\.?\s?nr\.?:?\s",
    re.IGNORECASE,
)
"""How a letter begins: the first response after the memo."""
MINISTRY = re.compile(
    r"^(?:\w*ministeriet|\w*styrelsen|\w*direktoratet)\b"
    r"|^(?:det er|dertil|hertil) .{0,40}\b\w*(?:ministeriet|ministeriets|styrelsen)"
    r"|\bskal (?:\w+ )?hertil bemærke",
    re.IGNORECASE,
)
_SAYS = (
    r"bemærker|anfører|finder|foreslår|støtter|mener|ønsker|opfordrer|efterlyser|påpeger"
    r"|vurderer|anbefaler|hilser|udtrykker|frygter|undrer|ser|beder|noterer|gør|henviser"
    r"|tilslutter|bakker|kan|er|har|imødeser|kritiserer|understreger|fremhæver|konstaterer"
    r"|savner|foretrækker|advarer|spørger"
)
_SPEAKS = re.compile(rf"^(.{{2,240}}?)\s+(?:{_SAYS})\b")
_NAME = re.compile(r"(?:[A-ZÆØÅ]|\d[A-ZÆØÅ])[\w&.'’/ \-()]*")
_NO_NAME = re.compile(
    r"^(?:Den|Det|De|Der|Denne|Dette|Disse|En|Et|Flere|Nogle|Enkelte|Andre|Alle|Som|Hvis|"
    r"Når|Ved|For|I|På|Med|Af|Om|Lovforslaget|Forslaget|Udkastet|Høringssvarene"
    r"|Høringsparterne|Organisationerne|Samlet|Herudover|Desuden|Endvidere|Endelig"
    r"|Derudover|Regeringen|Folketinget|Loven|Planen|Reglerne|Bestemmelsen|Pligten)\b"
)
_MOST_WORDS = 8
_PEOPLE = re.compile(r"\w+(?:erne|rne|ene)", re.IGNORECASE)
"""Those that a rule is about, in the definite plural."""
_PARTLY = re.compile(
    r"\b(?:delvist?|til dels|i et vist omfang)\b.{0,40}\bimødeko"
    r"|\bimødeko\w*\b.{0,20}\b(?:delvist?|til dels|i et vist omfang)",
    re.IGNORECASE,
)
_CHANGE = r"(?:ændring|præcisering|tilpasning|justering|tilføjelse|uddybning|udvidelse)"
_NOT_MET = re.compile(
    rf"\bikke\b.{{0,40}}\banledning til\b|\bikke\b.{{0,30}}\bimødeko"
    rf"|\bimødekom\w* ikke\b|\bfastholde"
    rf"|\bikke (?:fundet |fundet det )?(?:grundlag|behov) for\b"
    rf"|\bikke\b.{{0,20}}\b(?:foretaget|sket) {_CHANGE}",
    re.IGNORECASE,
)
_MET = re.compile(
    rf"\bimødeko\w*|\banledning til\b.{{0,60}}\b{_CHANGE}"
    rf"|\b(?:lov)?(?:forslaget|udkastet|bestemmelsen|bemærkningerne|fristen)\b.{{0,40}}"
    r"\b(?:er|bliver|foreslås)\b.{0,30}\b(?:ændret|tilpasset|præciseret|justeret|forlænget"
    r"|udvidet|tilføjet|uddybet)",
    re.IGNORECASE,
)
STAND = re.compile(
    r"\b(?:støtter|bakker op|kan (?:ikke )?(?:støtte|tilslutte|bakke)|tilslutter sig"
    r"|er (?:positiv|kritisk|imod|enig|uenig|bekymret)|foreslår|opfordrer|anbefaler"
    r"|finder|beklager|hilser)\b",
    re.IGNORECASE,
)
YES = re.compile(r"^\W*(?:x|ja|✓|✔|☒|☑)\W*$", re.IGNORECASE)
FROM = re.compile(r"^\W*høringssvar(?:\s+fra)?\s+(.+)$", re.IGNORECASE)


def outcome_of(comment: Sequence[str]) -> Outcome:
    """What the ministry's words say; UNKNOWN when they say nothing or both."""
    found = {each for text in comment if (each := _outcome(text))}
    return found.pop() if len(found) == 1 else Outcome.UNKNOWN


def _outcome(text: str) -> Outcome | None:
    for pattern, outcome in (
        (_PARTLY, Outcome.PARTLY),
        (_NOT_MET, Outcome.NOT_MET),
        (_MET, Outcome.MET),
    ):
        if pattern.search(text):
            return outcome
    return None


def speakers(text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """The organisations that a sentence has as its subject; none for another one.

    `known` are the bodies that were asked. Any other name must look like that of an
    organisation: "Virksomhederne kan …" and "Fristen er …" begin with a capital too.
    """
    found = _SPEAKS.match(text)
    if not found:
        return ()
    names = names_in(found[1])
    return names if all(_is_body(each, known) for each in names) else ()


def _is_body(name: str, known: Collection[str]) -> bool:
    if name in known:
        return True
    capitals = sum(each[:1].isupper() or each[:1].isdigit() for each in name.split())
    if capitals > 1:
        return True
    return is_organisation(name) and not _PEOPLE.fullmatch(name)


def names_in(text: str) -> tuple[str, ...]:
    """The names in a list of them; none when anything else stands between."""
    pieces = re.split(r",\s+|\s+(?:og|samt|m\.fl\.)\s+|;\s+|\n", text.strip(" ,."))
    names = tuple(each.strip(" ,.") for each in pieces if each.strip(" ,."))
    plain = all(
        _NAME.fullmatch(each)
        and not _NO_NAME.match(each)
        and len(each.split()) <= _MOST_WORDS
        for each in names
    )
    return names if plain else ()
