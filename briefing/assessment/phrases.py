"""The small notation in which the rules name the words they look for.

`a|b` is either; `word*` is any ending, `*word` any beginning, `*` alone any word;
`^` is up to three words; `~` is up to 90 characters within the sentence, but not past
an "at" that opens a clause; `{name}` is a group from `GROUPS`. A comma may stand
between words. Case does not matter. Danish and English phrases stand side by side.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

GROUPS = {
    "employer": "arbejdsgiver*|virksomhed|virksomheden|virksomheder|virksomhederne"
    "|hvervgiver*|bygherre*|entreprenør*|idriftsætter*|employer|employers"
    "|undertaking*|deployer*|company|companies",
    "employee": "lønmodtager*|ansatte|ansat|medarbejder|medarbejderen|medarbejdere"
    "|medarbejderne|arbejdstager|arbejdstageren|arbejdstagere|arbejdstagerne|worker"
    "|workers|employee|employees",
    "employees": "lønmodtagere|lønmodtagerne|lønmodtagernes|ansatte|ansattes"
    "|medarbejdere|medarbejderne|medarbejdernes|arbejdstagere|arbejdstagerne"
    "|arbejdstagernes|workers|employees",
    "one_employee": "lønmodtageren|den ansatte|medarbejderen|arbejdstageren"
    "|den enkelte lønmodtager|den enkelte ansatte|den enkelte medarbejder",
    "reps": "tillidsrepræsentant*|tillidsvalgt*|*repræsentant|*repræsentanten"
    "|*repræsentanter|*repræsentanterne|samarbejdsudvalg*|arbejdsmiljøorganisation*"
    "|representative*",
    "duty": "skal|har pligt til|forpligte*|pålægges|må ikke|må kun|shall|must",
    "employer_duty": "{employer} skal|{employer} * skal|{employer} der ~ skal"
    "|{employer} som ~ skal|{employer} med mindst ~ skal|{employer} med færre ~ skal"
    "|skal {employer}"
    "|{employer} har pligt til|{employer} er forpligtet|har {employer} pligt til"
    "|{employer} må ikke|{employer} må kun|må {employer}|{employer} sørger for"
    "|{employer} sikrer|pålægges {employer}|{employer} pålægges|skal en {employer}"
    "|{employer} shall|{employer} ~ shall|{employer} must",
    "may": "kan|må|may|can",
    "agreement": "*overenskomst|*overenskomsten|*overenskomster|*overenskomsterne"
    "|aftale mellem arbejdsmarkedets parter",
    "benefit": "*dagpenge|*dagpengene|godtgørelsen|forsørgelsesydelse*|overgangsydelse*"
    "|kontanthjælp*|efterløn*|folkepension*|førtidspension*|seniorpension*"
    "|tidlig pension|uddannelseshjælp*|ledighedsydelse*|ressourceforløbsydelse*"
    "|dagpengesats*|ydelsessats*|VEU-godtgørelse*|beskæftigelsestillæg*"
    "|fleksløntilskud*|arbejdsmarkedsydelse*",
    "leave": "*orlov|*orloven|omsorgsdag*",
    "authority": "*minister|*ministeren|*styrelsen|Arbejdstilsynet|Kommissionen"
    "|Commission",
    "heard": "arbejdsmarkedets parter|*organisationer|*organisationerne"
    "|Beskæftigelsesrådet|Arbejdsmiljørådet|social partners|management and labour",
}
GAP = r"(?:(?!\sat\s).){0,90}?"
BETWEEN = r",?\s+"
FEW = r"\s+(?:[\w.-]+\s+){0,3}"
_GROUP = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Compiled phrases: search a sentence for the first of them."""

    pattern: re.Pattern[str]
    stems: tuple[str, ...]

    def search(self, text: str) -> re.Match[str] | None:
        """The first place where one of the phrases stands, or None."""
        lower = text.lower()
        if not any(stem in lower for stem in self.stems):
            return None
        return self.pattern.search(text)


@lru_cache(maxsize=512)
def compile_phrases(notation: str) -> Phrases:
    """Phrases in the notation above; KeyError for an unknown group."""
    alternatives = notation.split("|")
    pattern = "|".join(_alternative(each) for each in alternatives)
    stems = {stem for each in alternatives for stem in _stems(each)}
    return Phrases(re.compile(pattern, re.IGNORECASE), tuple(sorted(stems)))


def _alternative(phrase: str) -> str:
    pieces: list[str] = []
    glue = ""
    for token in phrase.split():
        if token == "^":  # noqa: S105 - the notation's few words, no secret
            glue = FEW
            continue
        if token == "~":  # noqa: S105 - the notation's gap, no secret
            glue = GAP
            continue
        pieces += [glue, _token(token)]
        glue = BETWEEN
    return "".join(pieces)


def _token(token: str) -> str:
    group = _GROUP.fullmatch(token)
    if group:
        return f"(?:{'|'.join(_alternative(e) for e in GROUPS[group[1]].split('|'))})"
    if token == "*":  # noqa: S105 - the notation's any word, no secret
        return r"[\w.-]+"
    start = "" if token.startswith("*") else r"(?<!\w)"
    end = "" if token.endswith(("*", ".")) else r"(?!\w)"
    body = r"\w*".join(re.escape(part) for part in token.split("*"))
    return f"{start}{body}{end}"


def _stems(phrase: str) -> tuple[str, ...]:
    """Letters that must stand in a text for the phrase to match."""
    tokens = [each for each in phrase.split() if each not in {"~", "^", "*"}]
    words = [each for each in tokens if not _GROUP.fullmatch(each)]
    if words:
        longest = max((part for each in words for part in each.split("*")), key=len)
        return (longest.lower(),)
    group = _GROUP.fullmatch(tokens[0])
    if group is None:
        raise ValueError(f"a phrase needs a word: {phrase!r}")
    return tuple(stem for each in GROUPS[group[1]].split("|") for stem in _stems(each))
