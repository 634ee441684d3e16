"""Layer three for who acts, on what condition and when: not another, not reversed.

Municipalities, regions and the state are common nouns, so that `names` does not see one
put in place of another; nor do words with an opposite show that "medmindre" became
"hvis", that what ceases goes on, or that what comes before comes after.
"""

import re
from collections.abc import Iterable, Iterator

from briefing.assessment.synonyms import matters
from briefing.language.words import stem

_BODIES = {
    "municipality": re.compile(r"\b(?:\w*kommun\w*|jobcent\w*|municipalit\w*)\b"),
    "region": re.compile(r"\bregion\w*\b"),
    "state": re.compile(r"\b(?:stat(?:en|ens)?|statslig\w*|statskassen\w*)\b"),
}
_TURN_SIGNS = ("hvis", "når", "såfremt", "if ", "fortsat", "stadig", "fremdeles",
               "still", "efter ")  # fmt: skip
_BODY_SIGNS = ("kommun", "region", "stat", "jobcent", "municip")
_AUTHORITY = re.compile(
    r"(?:\A|[.:;!?]\s+)([A-ZÆØÅ]\w{2,}(?:styrelse|tilsyn|råd|nævn|ministeri|forbund"
    r"|forening|domstol|institut|inspektorat)\w{0,3})\b"
)
_ENDING = 3
_UNLESS = re.compile(r"\b(?:medmindre|hvis\s+ikke|bortset\s+fra|dog\s+ikke|unless)\b")
_IF = re.compile(r"(?:\A|,\s|\s)(?:hvis|når|såfremt|if)\s(?P<rest>[^,.;]*)")
_NARROWS = re.compile(
    r"\b(?:ikke|ingen|kun|alene|uden|undtag\w*|medmindre|bortset|slipper|not|only)\b"
)
_ONWARD = re.compile(r"\b(?:fortsat|stadig(?:væk)?|fremdeles|still)\b")
_ONWARD_TOO = re.compile(
    r"\b(?:fortsat\w*|fortsætte\w*|stadig\w*|fremdeles|videref\w+|oprethold\w+|består"
    r"|uændre\w+|endnu|fasthold\w+|fremover|still|remain\w*|gældende|allerede|forts\.)\b"
)
_CEASES = re.compile(
    r"\b(?:ikke\s+(?:længere|mere)|ophæv\w*|afskaf\w*|bortfald\w*|ophør\w*|udgår"
    r"|no\s+longer|repeal\w*|abolish\w*)\b"
)


_WORD = re.compile(r"[^\W\d_]{5,}")
_FEW, _START = 3, 6
_EARLIER = re.compile(
    r"\b(?:før|førend|forinden|inden(?!\s+for)|forud|i\s+forvejen|senest|before|prior)\b"
)
_BEFORE = re.compile(r"\b(?:før|førend|forinden|inden(?!\s+for)|forud|before)\b")
_AFTER = re.compile(
    r"\befter\s+(?!§|stk\b|art|lov|regl|aftal|overenskomst|forslag|gældende|direktiv"
    r"|høring|forhandl|drøft|anmod|skøn|en\b|et\b|den\b|denne|dette|disse|de\b|fælles"
    r"|kollektiv|\d)"
)
_LATER = re.compile(r"\b(?:efter|derefter|herefter|når|senere|siden|after|when|once)\b")


def other_body(statement: str, quoted: Iterable[str], passages: Iterable[str]) -> str:
    """The body that the statement names where its passages only name another."""
    ours = _named(statement)
    if not ours:
        return ""
    theirs = _named("\n".join(quoted)) or _named("\n".join(passages))
    missing = sorted(ours.keys() - theirs.keys())
    return ours[missing[0]] if theirs and missing else ""


def _named(text: str) -> dict[str, str]:
    folded = text.casefold()
    if not any(sign in folded for sign in _BODY_SIGNS):
        return {}
    found = {name: body.search(folded) for name, body in _BODIES.items()}
    return {name: match[0] for name, match in found.items() if match}


def unknown_authority(statement: str, sources: Iterable[str]) -> str:
    """An authority that a sentence begins with, and that no source names.

    Elsewhere than at the beginning of a sentence a capital shows that it is a name.
    """
    for name in _AUTHORITY.findall(statement):
        root = name.casefold()[:-_ENDING]
        if not any(root in each.casefold() for each in sources):
            return str(name)
    return ""


def condition_turned(statement: str, quoted: str) -> bool:
    """Whether what is excepted in the source became its condition, or ceasing going on.

    "Medmindre andet er aftalt" is not "hvis andet er aftalt"; what "ikke længere" must
    be done is not "fortsat" to be done.
    """
    ours = statement.casefold()
    if not any(sign in ours for sign in _TURN_SIGNS):
        return False
    theirs = quoted.casefold()
    if _order_turned(ours, theirs):
        return True
    if _ONWARD.search(ours) and _CEASES.search(theirs):
        return not (_ONWARD_TOO.search(theirs) or _CEASES.search(ours))
    if not _UNLESS.search(theirs) or _IF.search(_UNLESS.sub(" ", theirs)):
        return False
    condition = _IF.search(ours)
    if condition is None:
        return False
    return not _NARROWS.search(_without_main(ours, condition))


def _order_turned(ours: str, theirs: str) -> bool:
    """Whether what was to come before the same thing is said to come after it."""
    if "efter " not in ours:
        return False
    after = _all_next(_AFTER, ours) - _all_next(_BEFORE, ours)
    return bool(after & (_all_next(_EARLIER, theirs) - _all_next(_LATER, theirs)))


def _all_next(pattern: re.Pattern[str], text: str) -> set[str]:
    return {each for match in pattern.finditer(text) for each in _next(match, text)}


def _next(match: re.Match[str], text: str) -> Iterator[str]:
    """What the few words after a match stand for, everyday ones left out."""
    for word in _WORD.findall(text, match.end())[:_FEW]:
        yield from matters(word) or (stem(word)[:_START],)


def _without_main(text: str, condition: re.Match[str]) -> str:
    """The condition itself; its main clause may well deny."""
    main = text[: condition.start()]
    return condition["rest"] + (" kun" if re.search(r"\b(?:kun|alene)\b", main) else "")
