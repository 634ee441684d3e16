"""Who does what: a statement does not give one party's part to the other.

Looked at are verbs with a party beside them ("skal arbejdsgiveren"), agents after "af",
and statements that name one party only where the quotation names only the other. The
passive and words of receiving change places legitimately: "arbejdsgiveren kan opsige"
is "lønmodtageren kan opsiges".
"""

import re
from functools import lru_cache

from briefing.assessment.clauses import (
    ENOUGH,
    WORD,
    Clause,
    alike,
    joined,
    nearest_to,
    overlap,
    surroundings,
)
from briefing.assessment.poles import PARTY, poles_of

_RECEIVES = re.compile(
    r"\b(?:få|får|fået|modtage\w*|ret|krav\s+på|tilkomme\w*|have|beskyttes\w*|mister?"
    r"|vide|tilbydes|høres|informeres|underrettes|orienteres|oplyses|tilbudt|hørt"
    r"|receive\w*|entitled|right|rights|gets?|lose)\b"
)
_AGENT = "agent"
_VERBS = {
    form: meaning
    for meaning, forms_ in {
        "must": "skal shall must bør should",
        "may": "kan må may can",
        "has": "har have has",
        "gets": "får modtager receives gets",
        "pays": "betaler pays finansierer afholder",
        "gives": "giver yder udleverer udbetaler oplyser gives provides",
        "bears": "bærer hæfter dækker bears",
        _AGENT: "af by",
    }.items()
    for form in forms_.split()
}
_PASSIVE = re.compile(
    r"\b(?:bliver?|blive|blevet|be|been|is|are)\s+\w+(?:t|et|ed|en)\b"
)
_S_PASSIVE = re.compile(
    r"\b(?:skal|kan|må|bør|vil|ikke)\s+(?:\w+\s+){0,2}?\w{3,}(?:e|å)s\b"
)
_BETWEEN = frozenset({"en", "et", "den", "de", "a", "an", "the", "ikke", "not", "kun"})
_COUNTS = frozenset({"mindst", "højst", "over", "under", "flere", "færre", "than"})
_MOST = 0.6
_EMPLOYEE = r"(?:lønmodtager|medarbejder|arbejdstager|ansatte?)\w*"
_NEVER = re.compile(
    r"\b(?:afskedig\w*|fyre\w*|opsige\w*|ansætte\w*)\s+(?:(?:en|den|de|sine?)\s+)?"
    r"arbejdsgiver"
    rf"|\b{_EMPLOYEE},?\s+(?:der|som)\s+(?:beskæftiger|ansætter|afskediger)\b"
    r"|\barbejdsgiver\w*\s+i\s+(?:bruger)?virksomhed"
    r"|\budstationere(?:de|t)\s+(?:\w+\s+)?arbejdsgiver"
)
"""Who employs whom: what cannot be said of the other unless the source says so."""
_EACH = re.compile(r"\b(?:pr\.|per|hver|hvert)\s+(\w+)")
_EMPLOYERS = "employers"
_ACTING = ("virksomhed", "brugervirksomhed", "chef", "firma", "ledelsen")
"""Who does what employers do, beside the words that certainly mean them."""


def other_party(
    ours: tuple[Clause, ...],
    evidence: tuple[Clause, ...],
    *,
    foreign: bool,
    foresees: bool,
) -> bool:
    """Whether the statement says of one party what the quotation says of the other.

    `foreign`: the two are in different languages, so that no words can be shared.
    `foresees`: the statement draws a consequence, which may fall on anyone.
    """
    if not any(each.sure(PARTY) for each in ours):
        return False
    whole, theirs = joined(ours), joined(evidence)
    if not foreign and _exchanged(whole.text, theirs.text):
        return True
    party = whole.sure(PARTY)
    needed = max(ENOUGH, _MOST * len(whole.content)) if foresees else ENOUGH
    if not (foreign or overlap(whole, theirs) >= needed):
        return False
    named = theirs.sure(PARTY) | theirs.soft.get(PARTY, frozenset())
    if len(party) == 1 and named and not party & named:
        nearest = nearest_to(whole, evidence) or theirs
        named_in = joined(tuple(each for each in ours if each.sure(PARTY)))
        inverted = _voice(named_in) != _voice(theirs) and _actors(nearest)
        return not inverted
    return any(_swapped(each, evidence) for each in ours)


def _exchanged(said: str, quoted: str) -> bool:
    """Whether one party stands where the source has the other, word beside word."""
    if _NEVER.search(said) and not _NEVER.search(quoted):
        return True
    if (ours := _each(said)) and (theirs := _each(quoted)) and not ours & theirs:
        return True
    places = _beside(quoted)
    if not places:
        return False
    return any(
        any(alike(around, each) for other, each in places if other != party)
        and not any(alike(around, each) for other, each in places if other == party)
        for party, around in _beside(said)
    )


def _each(text: str) -> set[str]:
    """The parties that something is counted by: "pr. ansat"."""
    return set(filter(None, (_anyone(word) for word in _EACH.findall(text))))


@lru_cache(maxsize=8192)
def _beside(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each party named, with the words around it."""
    return tuple((_party(word), around) for word, around in surroundings(text, _party))


def _swapped(clause: Clause, evidence: tuple[Clause, ...]) -> bool:
    """Whether the same verb has the other party beside it.

    In the passive it must be the other one: "arbejdsgiveren kan opsige" has
    "lønmodtageren kan opsiges" beside it, or "opsiges af arbejdsgiveren".
    """
    said = _actors(clause) if clause.sure(PARTY) else {}
    return any(_gives_to_other(said, clause, each) for each in evidence if said)


def _gives_to_other(said: dict[str, str], clause: Clause, each: Clause) -> bool:
    quoted = _actors(each)
    shared = said.keys() & quoted.keys()
    if not quoted or not (shared or _AGENT in said):
        return False
    passives = _is_passive(clause.text), _is_passive(each.text)
    both = len(each.sure(PARTY)) > 1
    if passives == (True, False) and _AGENT in said:
        return both and said[_AGENT] not in quoted.values()
    if passives[0] != passives[1] and not both:
        return False
    receives = bool(_RECEIVES.search(clause.text)), bool(_RECEIVES.search(each.text))
    inverted = passives == (True, False) or receives == (True, False)
    return any((said[verb] == quoted[verb]) is inverted for verb in shared)


def _voice(clause: Clause) -> tuple[bool, bool]:
    """Whether something is passive, and whether somebody receives."""
    return _is_passive(clause.text), bool(_RECEIVES.search(clause.text))


@lru_cache(maxsize=8192)
def _is_passive(text: str) -> bool:
    return bool(_PASSIVE.search(text) or _S_PASSIVE.search(text))


def _actors(clause: Clause) -> dict[str, str]:
    return _actors_in(clause.text)


@lru_cache(maxsize=8192)
def _actors_in(text: str) -> dict[str, str]:
    """Who does what: each verb that stands beside a party, with that party.

    A party after "af" is the actor as well, of the verb "af". What stands beside the
    workers of "employers with 100 workers shall" is done by the employers.
    """
    words = [word for word in WORD.findall(text) if word not in _BETWEEN]
    actors: dict[str, str] = {}
    head = ""
    for place, word in enumerate(words):
        if not (party := _party(word)):
            continue
        if not _is_counted(words, place):
            head = party
        beside = (*words[max(0, place - 1) : place], *words[place + 1 : place + 2])
        for verb in filter(_VERBS.get, beside if head else ()):
            actors.setdefault(_VERBS[verb], head)
    return actors


def _is_counted(words: list[str], place: int) -> bool:
    """Whether the party is only a number of heads ("mindst 35 lønmodtagere")."""
    before = words[place - 1] if place else ""
    return before[:1].isdigit() or before in _COUNTS


def _anyone(word: str) -> str:
    """As `_party`, for "ansat" as well, which may be a verb elsewhere."""
    return "employees" if word == "ansat" else _party(word)


@lru_cache(maxsize=65536)
def _party(word: str) -> str:
    if word.startswith(_ACTING):
        return _EMPLOYERS
    return next(
        (each.end for each in poles_of(word) if each.pair == PARTY and not each.soft),
        "",
    )
