"""The words by which a consultation memo is read: headings, speakers, outcomes."""

import re
from collections.abc import Collection, Sequence

from briefing.domain.consultation import Outcome
from briefing.language.organisations import is_organisation

PERIOD = re.compile(
    r"\b(?:i perioden|fra)\s+(?:fra\s+)?(?:den\s+)?\d{1,2}\.\s*(?:[a-zæøå]+\s+)?"
    r"(?:\d{4}\s+)?(?:til|–|-)\s+(?:og med\s+)?(?:den\s+)?\d{1,2}\.\s+[a-zæøå]+\s+\d{4}"
    r"(?:\s?\(\d+ dage\))?",
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
    r"|^\w*(?:ministeriet|styrelsen),\s+[^.]{0,60}\b\d{1,4}\b[^.]{0,30}$"
    r"|^høringssvar (?:fra|vedr|over|til|om|på)\b"
    r"|^vedr\.?:? høring\b|^j\.?\s?nr\.?:?\s",
    re.IGNORECASE,
)
"""How a letter begins: the first response after the memo."""
MINISTRY = re.compile(
    r"^(?:\w*ministeriet|\w*styrelsen|\w*direktoratet)\b"
    r"|^(?:det er|dertil|hertil) .{0,40}\b\w*(?:ministeriet|ministeriets|styrelsen)"
    r"|\bskal (?:\w+ )?hertil bemærke|\bgivet ministeriet anledning\b",
    re.IGNORECASE,
)
_SAYS = (
    r"bemærker|anfører|finder|foreslår|støtter|mener|ønsker|opfordrer|efterlyser|påpeger"
    r"|vurderer|anbefaler|hilser|udtrykker|frygter|undrer|ser|beder|noterer|gør|henviser"
    r"|tilslutter|bakker|kan|er|har|imødeser|kritiserer|understreger|fremhæver|konstaterer"
    r"|savner|foretrækker|advarer|spørger"
)
_SPEAKS = re.compile(rf"^(.{{2,240}}?)\s+(?:{_SAYS})\b")
_INVERTED = re.compile(
    r"^(?:Herudover|Desuden|Endvidere|Endelig|Derudover|Samtidig|Videre)\s+"
    rf"(?:{_SAYS})\s+(.{{2,200}}?)(?:,?\s+at\b|\s+(?:anført|bemærket|foreslået|ønsket)\b)"
)
_OF_ANOTHER = re.compile(r"(?:['’]s?|s)\s+[a-zæøå]")
_NAME = re.compile(r"(?:[A-ZÆØÅ]|\d[A-ZÆØÅ])[\w&.'’/ \-()]*")
_NO_NAME = re.compile(
    r"^(?:Ifølge|Efter|Den|Det|De|Der|Denne|Dette|Disse|En|Et|Flere|Nogle|Enkelte|Andre|Alle|Som|Hvis|"
    r"Når|Ved|For|I|På|Med|Af|Om|Lovforslaget|Forslaget|Udkastet|Høringssvarene"
    r"|Høringsparterne|Organisationerne|Samlet|Herudover|Desuden|Endvidere|Endelig"
    r"|Derudover|Regeringen|Folketinget|Loven|Planen|Reglerne|Bestemmelsen|Pligten)\b"
)
_MOST_WORDS = 8
_PEOPLE = re.compile(r"\w+(?:erne|rne|ene)", re.IGNORECASE)
"""Those that a rule is about, in the definite plural."""
_CHANGE = r"(?:ændring|præcisering|tilpasning|justering|tilføjelse|uddybning|udvidelse)"
_CHANGED = (
    r"(?:ændret|tilpasset|præciseret|justeret|forlænget|udvidet|tilføjet|uddybet)"
)
_PARTLY = re.compile(
    r"\b(?:delvist?|til dels|i et vist omfang)\b.{0,40}\bimødeko"
    r"|\bimødeko\w*\b.{0,20}\b(?:delvist?|til dels|i et vist omfang)"
    r"|\bikke fuldt ud\b.{0,20}\bimødeko|\bikke\b.{0,30}\bimødeko\w+ fuldt ud\b"
    r"|\bi begrænset omfang\b.{0,30}\banledning til\b",
    re.IGNORECASE,
)
_NOT_MET = re.compile(
    r"\b(?:ikke|ingen)\b.{0,40}\banledning\b|\b(?:ikke|uden at)\b.{0,30}\bimødeko"
    r"|\bimødekom\w* ikke\b|\bfastholder\b|\bhar fastholdt\b"
    rf"|\bikke\b.{{0,30}}\b{_CHANGED}\b|\bikke\b.{{0,20}}\b(?:foretaget|sket) {_CHANGE}"
    r"|\bikke (?:fundet |fundet det )?(?:grundlag|behov) for\b",
    re.IGNORECASE,
)
_MET = re.compile(
    r"\b(?:er|har|bliver|dermed)\b.{0,40}\bimødekommet\b|\bimødekommes\b"
    rf"|\bgivet anledning til\b.{{0,60}}\b{_CHANGE}"
    r"|\b(?:lov)?(?:forslaget|udkastet|bestemmelsen|bemærkningerne|fristen)\b.{0,40}"
    rf"\b(?:er|bliver|foreslås)\b.{{0,30}}\b{_CHANGED}\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:ikke|ingen|intet|hverken|uden at|næppe)\b", re.IGNORECASE)
_UNSURE = re.compile(
    r"\b(?:hvis|såfremt|ville|kunne|skulle|måske|udelukket|eventuelt|senere|tidligere"
    r"|alene|kun|blot|sproglige|lovtekniske|blev)\b"
    r"|\b(?:formålet|for|med henblik på) (?:\w+ )?at imødekomme",
    re.IGNORECASE,
)
"""A condition, a restriction, a purpose, another time: no outcome can be told."""
_TURN = re.compile(r"\b(?:mens|men|dog|derimod|bortset fra|undtagen)\b", re.IGNORECASE)
_ANSWER = re.compile(
    r"(?:Bemærkning\w*|Høringssvar\w*|Ønske\w*|Synspunkt\w*|Hensynet|Forslagene? fra"
    r"|Det(?:te)?|På (?:den|denne) baggrund)\b"
)
_REMARK = re.compile(r"(?:Bemærkning(?:en|erne)|Høringssvar(?:et|ene))\b")
_ALL = re.compile(
    r"(?:Høringssvarene|Bemærkningerne|Ingen af (?:høringssvarene|bemærkningerne))\b"
    r"(?! fra\b)"
)
STAND = re.compile(
    r"\b(?:støtter|bakker op|kan (?:ikke )?(?:støtte|tilslutte|bakke)|tilslutter sig"
    r"|er (?:positiv|kritisk|imod|enig|uenig|bekymret)|foreslår|opfordrer|anbefaler"
    r"|finder|beklager|hilser)\b",
    re.IGNORECASE,
)
_SUPPORT = re.compile(
    r"\b(?:støtter|bakker op|tilslutter sig|er (?:positiv|enig)|hilser)\b",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\b(?:men|dog|bør|burde|skal|ønsker|foreslår|opfordrer|anbefaler|savner|efterlyser"
    r"|imod|uenig|ikke|ingen|forudsat|hvis|finder|mener|beklager|bekymret)\b",
    re.IGNORECASE,
)
YES = re.compile(r"^\W*(?:x|ja|✓|✔|☒|☑)\W*$", re.IGNORECASE)
FROM = re.compile(r"^\W*høringssvar(?:\s+fra)?\s+(.+)$", re.IGNORECASE)


def outcome_of(comment: Sequence[str]) -> Outcome:
    """What the ministry's words say; UNKNOWN when they say nothing or both."""
    found = {each for text in comment if (each := outcome_in(text))}
    return found.pop() if len(found) == 1 else Outcome.UNKNOWN


def outcome_in(text: str) -> Outcome | None:
    """What one sentence says; None when it says nothing of it, or nothing for certain.

    What an organisation is said to think is no outcome, and a sentence that turns in
    the middle has two.
    """
    if speakers(text) and not MINISTRY.search(text):
        return None
    if _PARTLY.search(text):
        return Outcome.PARTLY
    if _UNSURE.search(text) or _TURN.search(text):
        return None
    if _NOT_MET.search(text):
        return Outcome.NOT_MET
    return Outcome.MET if _MET.search(text) and not _DENIED.search(text) else None


def asks_for_nothing(view: Sequence[str]) -> bool:
    """Whether a view supports what is proposed and wishes nothing else of it."""
    return bool(view) and all(
        _SUPPORT.search(each) and not _WISH.search(each) for each in view
    )


def answers(text: str, *, first: bool) -> bool:
    """Whether a sentence is the ministry's without saying whose it is.

    "Bemærkningen er imødekommet." answers wherever it stands; what begins otherwise
    only where it is the `first` of its paragraph, since a view may go on so.
    """
    begins = _ANSWER.match(text) if first else _REMARK.match(text)
    return bool(begins) and outcome_in(text) is not None


def is_general(text: str) -> bool:
    """Whether a sentence speaks of all the answers: "Høringssvarene har ikke …"."""
    return bool(_ALL.match(text))


def speakers(text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """The organisations that a sentence has as its subject; none for another one.

    `known` are the bodies that were asked. Any other name must look like that of an
    organisation: "Virksomhederne kan …" and "Fristen er …" begin with a capital too.
    """
    found = _INVERTED.match(text) or _SPEAKS.match(text)
    if not found:
        return ()
    names = names_in(found[1])
    return names if all(_is_body(each, known) for each in names) else ()


def _is_body(name: str, known: Collection[str]) -> bool:
    if name in known:
        return True
    if _OF_ANOTHER.search(name):
        return False
    capitals = sum(each[:1].isupper() or each[:1].isdigit() for each in name.split())
    if capitals > 1:
        return True
    return is_organisation(name) and not _PEOPLE.fullmatch(name)


def names_in(text: str) -> tuple[str, ...]:
    """The names in a list of them; none when anything else stands between."""
    bare = re.sub(r"\s*m\.fl\.?\s*$", "", text.strip(" ,"))
    pieces = re.split(r",\s+|\s+(?:og|samt|m\.fl\.)\s+|;\s+|\n", bare)
    names = tuple(each.strip(" ,.") for each in pieces if each.strip(" ,."))
    is_plain = all(
        _NAME.fullmatch(each)
        and not _NO_NAME.match(each)
        and len(each.split()) <= _MOST_WORDS
        for each in names
    )
    return names if is_plain else ()
