"""What a heading means: tables of rules, matched on words and never on numbers.

Source: the Ministry of Justice's guide on law quality, 4.2.1 (edition of November
2023) and the wordings of earlier editions; for EU documents the Commission's
explanatory memorandum.
"""

import re
from dataclasses import dataclass

from briefing.domain.document import Part

NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=[^\W\d_])(.*)$")
PROVISION = re.compile(r"^§\s*(\d+(?:\s?[a-zæøå])?)\.?$")
NOTE_PROVISION = re.compile(r"^Til §§?\s*(\d+(?:\s?[a-zæøå])?)\b", re.IGNORECASE)
NOTE_NUMBER = re.compile(
    r"^Til nr\.\s*(\d+(?:(?:\s*(?:,|-|–|og)\s*)\d+)*)\s*$", re.IGNORECASE
)
ARTICLE = re.compile(r"^(?:Artikel|Article)\s+(\d+[a-z]?)\b.{0,120}$")
CHAPTER = re.compile(r"^(?:Kapitel|KAPITEL|Chapter|CHAPTER)\s+(?:\d+|[IVX]+)\b")
ANNEX = re.compile(r"^(?:Bilag|BILAG|Annex|ANNEX)(?:\s+(?:\d+|[IVX]+))?\b(?!\w)")
LONGEST = 200
LONGEST_MARKED = 400
"""Characters of a heading, also where the format itself marks it as one."""

_RULES: tuple[tuple[str, Part], ...] = (
    (r"sammenholdt med (?:den )?gældende", Part.COMPARISON),
    (r"bemærkninger til (?:lovforslagets|forslagets|de) enkelte", Part.SPECIAL_NOTES),
    (r"^specielle bemærkninger", Part.SPECIAL_NOTES),
    (r"^sammenfattende (?:skema|vurdering|oversigt)", Part.SUMMARY_TABLE),
    (r"^(?:hørte|høring af) .*|^høring(?:en)?$", Part.CONSULTED),
    (r"forholdet til eu|eu-?retlige? aspekter|forhold til eu", Part.EU_LAW),
    (r"klima(?:mæssige)?\b.*konsekvenser", Part.CLIMATE),
    (r"(?:miljø|natur)\w*[ -].*konsekvenser|miljømæssige", Part.ENVIRONMENT),
    (
        r"konsekvenser for (?:det )?erhvervslivet|for erhvervslivet",
        Part.BUSINESS_ECONOMY,
    ),
    (r"konsekvenser for borger", Part.CITIZENS),
    (r"konsekvenser.*(?:det offentlige|stat|kommun|region)", Part.PUBLIC_ECONOMY),
    (r"^(?:gældende (?:ret|regler|lov)|retstilstanden)", Part.CURRENT_LAW),
    (r"(?:den|de) foreslåede|^forslagets (?:indhold|nærmere)", Part.PROPOSED_SCHEME),
    (r"databeskyttelse", Part.OTHER_CONSEQUENCES),
    (r"overvejelser", Part.CONSIDERATIONS),
    (r"hovedpunkter|(?:lov)?forslagets (?:hoved)?indhold", Part.MAIN_POINTS),
    (r"^indledning|^(?:lov)?forslagets formål|^formål|og formål$", Part.INTRODUCTION),
    (
        r"(?:lovforslagets |forslagets )?baggrund for (?:lov)?forslaget$",
        Part.BACKGROUND,
    ),
    (r"^(?:lovforslagets |forslagets )?baggrund\b", Part.BACKGROUND),
    (r"konsekvenser|^forholdet til|ligestilling", Part.OTHER_CONSEQUENCES),
)
_EU_RULES: tuple[tuple[str, Part], ...] = (
    (r"baggrund for forslaget|context of the proposal", Part.EU_CONTEXT),
    (r"politisk kontekst|political context|problem definition", Part.EU_CONTEXT),
    (
        r"retsgrundlag|legal basis|basis for eu (?:action|intervention)",
        Part.EU_LEGAL_BASIS,
    ),
    (
        r"resultater af|results of|høring(?:er)? af interess|consultation",
        Part.EU_CONSULTATIONS,
    ),
    (r"virkninger for budgettet|budgetary implications", Part.EU_BUDGET),
    (r"andre forhold|other elements", Part.EU_OTHER),
    (r"betragtninger|^whereas", Part.EU_RECITALS),
)


_ANY = re.compile("|".join(pattern for pattern, _part in _RULES))
_ANY_EU = re.compile("|".join(pattern for pattern, _part in _EU_RULES))
_NOTES = re.compile(
    r"bemærkninger til (?:lov)?forslaget|bemærkninger til (?:beslutnings|udkast)\w*"
    r"|almindelige bemærkninger|explanatory memorandum|begrundelse"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level (1 outermost), its title without number, its meaning.

    `part` is None when the words say nothing about the place. `provision` is set on
    "§ 1", "Til § 1", "Til nr. 3" and "Artikel 4".
    """

    level: int
    title: str
    part: Part | None = None
    provision: str = ""
    number: str = ""


def meaning_of(title: str, *, eu: bool = False) -> Part | None:
    """The part that a heading with these words opens, if they say so."""
    folded = title.casefold()
    if not (_ANY_EU if eu else _ANY).search(folded):
        return None
    for pattern, part in _EU_RULES if eu else _RULES:
        if re.search(pattern, folded):
            return part
    return None


def main_heading(text: str) -> Heading | None:
    """One of the headings above the numbered points."""
    folded = text.casefold().rstrip(":.")
    if re.fullmatch(
        r"bemærkninger til (?:(?:lov)?forslaget|beslutnings\w*"
        r"|(?:udkastet(?: til \w+)?|bekendtgørelsen))",
        folded,
    ):
        return Heading(1, text)
    if re.fullmatch(
        r"almindelige bemærkninger|(?:explanatory memorandum|begrundelse)", folded
    ):
        return Heading(1, text)
    if "bemærkninger" not in folded and "sammenholdt" not in folded:
        return None
    part = meaning_of(text)
    if part in (Part.SPECIAL_NOTES, Part.COMPARISON) and len(text) <= LONGEST:
        return Heading(1, text, part)
    return None


_CALL: tuple[tuple[str, Part], ...] = (
    (r"politisk (?:baggrund|kontekst)|political context", Part.EU_CONTEXT),
    (r"(?:den )?problemstilling|problem (?:def|the init)", Part.EU_CONTEXT),
    (r"hvad (?:går )?initiativet|what (?:does )?the initiative", Part.EU_OPTIONS),
    (r"(?:mål|formål) og|objectives and", Part.EU_OPTIONS),
    (r"grundlag for eu|basis for eu", Part.EU_LEGAL_BASIS),
    (r"sandsynlige |likely ", Part.EU_IMPACTS),
    (r"bedre regulering|better regulation", Part.EU_CONSULTATIONS),
    (r"høringsstrategi|consultation (?:strategy|of)", Part.EU_CONSULTATIONS),
)
_CALL_ANY = re.compile(
    rf"(?:[A-E]\. )?(?:{'|'.join(pattern for pattern, _part in _CALL)})",
    re.IGNORECASE,
)
_LONGEST_CALL = 90
_FINANCIAL = re.compile(
    r"finansieringsoversigt|(?:legislative )?financial (?:and digital )?statement"
    r"|legislative financial"
)


def eu_heading(text: str) -> Heading | None:
    """Read the headings of EU texts that stand without a number.

    "Betragtninger" and "Artikler" of a proposal, and those of the Commission's form
    for a call for evidence.
    """
    folded = text.casefold().rstrip(":")
    if folded in ("betragtninger", "ud fra følgende betragtninger", "whereas"):
        return Heading(2, text, Part.EU_RECITALS)
    if folded in ("artikler", "articles"):
        return Heading(2, text, Part.EU_ARTICLES)
    if len(text) <= _LONGEST_CALL and _FINANCIAL.match(folded):
        return Heading(1, text, Part.EU_BUDGET)
    if len(text) > _LONGEST_CALL or text[-1] in ".,;" or not _CALL_ANY.match(text):
        return None
    title = re.sub(r"^[a-e]\. ", "", folded)
    found = (part for pattern, part in _CALL if re.match(pattern, title))
    return Heading(2, text, next(found, None))


def note_heading(text: str) -> Heading | None:
    """Read "Til § 1", "Til nr. 3" or "Til nr. 2 og 3", alone on its line."""
    if len(text) > 40:  # noqa: PLR2004 - a sentence, not a heading
        return None
    if found := NOTE_PROVISION.match(text):
        number = found[1]
        return Heading(2, text, Part.SPECIAL_NOTES, f"Til § {number}", number)
    if found := NOTE_NUMBER.match(text):
        number = found[1]
        return Heading(3, text, Part.SPECIAL_NOTES, f"nr. {number}", number)
    return None


_OF_A_MEMO = re.compile(
    r"ændringer (?:i|af|foretaget)\b.*\b(?:udkast|lovforslag|høring)", re.IGNORECASE
)
"""The last point of a consultation memo, whose title is a sentence's length."""


def numbered_heading(text: str, *, eu: bool = False) -> Heading | None:
    """Read "3.1.2. Den foreslåede ordning"; None for a numbered sentence."""
    found = NUMBERED.match(text)
    if not found or len(text) > LONGEST or text.endswith((";", ":", ",", "«")):
        return None
    number, title = found[1].rstrip("."), found[2].strip()
    depth = number.count(".") + 1
    part = meaning_of(title, eu=eu)
    ends_sentence = title.endswith(".") and not title.endswith(("m.v.", "mv.", "m.m."))
    is_long = len(title.split()) > 8 and not _OF_A_MEMO.match(title)  # noqa: PLR2004 - no title is that long
    if ends_sentence or (depth == 1 and not part and is_long):
        return None
    if not title[0].isupper():
        return None
    return Heading(depth + 1, title, part, number=number)
