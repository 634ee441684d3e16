"""Layer three of grounding: a statement does not turn round what it quotes.

A statement is turned round when a clause of it stands at one end of a pair and the
clause quoted on the same matter stands only at the other, when it denies what the
quotation says or leaves its denial out, or when it says of one party what the
quotation says of the other. The rules are meant to be silent in doubt: a paraphrase
with other words for the same thing must pass, so that a reversal in words nobody
thought of passes as well.
"""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from briefing.assessment.clauses import (
    ENOUGH,
    SUBORDINATE,
    WORD,
    Clause,
    alike,
    clauses,
    joined,
    nearest_to,
    overlap,
    shares_enough,
    surroundings,
)
from briefing.assessment.parties import other_party
from briefing.assessment.poles import (
    DIRECTION,
    MODALITY,
    NEGATION,
    PAIRS,
    PARTY,
    poles_of,
)
from briefing.assessment.synonyms import matters
from briefing.language.words import stem

_ASKS = re.compile(r"(?:Sammenhold|Compare) .{1,80}? (?:med jeres|with your)\b")
"""A request to lay two things side by side says nothing that leaves a "not" out."""
_WITHOUT = re.compile(r"\b(?:uden|without)\s+(\w+)")
_START = 6
_EXCEPTS = re.compile(r"(?:medmindre|unless)\b")
_CONDITION = re.compile(
    r"\b(?:hvis|når|medmindre|ved|såfremt|bortset|if|unless|when)\b"
)
_DENYING = re.compile(
    r"\b(?:ikke|ingen|intet|aldrig|hverken|kun|alene|not|no|never|only|undtag\w*"
    r"|fritag\w*|bortfald\w*|ophæv\w*|afskaf\w*|forbud\w*|forby\w*|udeluk\w*"
    r"|mangl\w*|afvis\w*|nægt\w*|mist\w*|u[a-zæøå]{4,})\b"
)
_GETS = re.compile(r"\b(?:kan|may|can)\s+(?:\w+\s+)?(?:få|kræve|bede|receive|demand)\b")
_NOT = re.compile(r"\b(\w+) ikke (\w+ \w+)\b")
_DONE = re.compile(r"\b\w{3,}(?:e|å)s\b")
_MAY_BE = re.compile(r"\bkan\s+(?:\w+\s+){0,2}?(\w{3,}(?:e|å)s)\b")
_WITH = re.compile(r"\b(?:med|with)\s+(\w+)")


@dataclass(frozen=True, slots=True)
class Turn:
    """A reversal: the pair, and the two clauses."""

    pair: str
    ours: str
    theirs: str


def turned(
    statement: str,
    evidence: tuple[Clause, ...],
    context: tuple[Clause, ...] = (),
    *,
    foreign: bool = False,
    foresees: bool = False,
) -> Turn | None:
    """The first reversal found between a statement and the clauses it quotes.

    `context` are the clauses of the passages around the quotations. `foreign` says
    that these are in another language, where no words can be shared. `foresees` says
    that the statement draws a consequence (a risk, an opportunity): it is hedged with
    "kan", may follow from a prohibition without repeating it, and may well fall on the
    other party than the quotation names.
    """
    ours = clauses(statement)
    if not ours or not evidence:
        return None
    compared = PAIRS - {MODALITY} if foresees else PAIRS
    for clause in ours:
        for pair in clause.poles.keys() & compared:
            if theirs := _opposite(clause, pair, evidence, foreign=foreign):
                return Turn(pair, clause.text, theirs.text)
        around = context or evidence
        if theirs := _denies(clause, evidence, around, foreign=foreign):
            return Turn(NEGATION, clause.text, theirs.text)
    claims = not (foresees or _ASKS.match(statement))
    left_out = _denied(ours, evidence, foreign=foreign) if claims else None
    if theirs := left_out or _with_for_without(ours, evidence):
        return Turn(NEGATION, statement, theirs.text)
    pair = _turned_whole(ours, evidence, foreign=foreign, foresees=foresees)
    quoted = " ".join(each.text for each in evidence) if pair else ""
    return Turn(pair, statement, quoted) if pair else None


def _turned_whole(
    ours: tuple[Clause, ...],
    evidence: tuple[Clause, ...],
    *,
    foreign: bool,
    foresees: bool,
) -> str:
    """The pair that is turned round over the statement as a whole; empty if none is."""
    if not foreign and _exchanged(ours, evidence, foresees=foresees):
        return DIRECTION
    if not (foreign or foresees) and _binds_otherwise(ours, evidence):
        return MODALITY
    if _denies_elsewhere(ours, evidence):
        return NEGATION
    turned_round = other_party(ours, evidence, foreign=foreign, foresees=foresees)
    return PARTY if turned_round else ""


def _opposite(
    clause: Clause, pair: str, evidence: tuple[Clause, ...], *, foreign: bool
) -> Clause | None:
    """The clause quoted that stands at the other end of the pair, if one does."""
    ours = clause.sure(pair)
    if len(ours) != 1:
        return None
    against = [
        each for each in evidence if each.sure(pair) and not ours & each.ends(pair)
    ]
    if not against:
        return None
    nearest = nearest_to(clause, evidence)
    if nearest in against and overlap(clause, nearest) >= ENOUGH:
        return nearest if _same_sense(clause, nearest, pair) else None
    if any(ours & _stands_at(each, pair, clause) for each in evidence):
        return None
    if pair == MODALITY:
        near = any(
            shares_enough(clause, each) or (clause.verb and clause.verb == each.verb)
            for each in against
        )
    else:
        near = any(overlap(clause, each) for each in evidence)
    if foreign or near:
        return against[0] if _same_sense(clause, against[0], pair) else None
    return None


def _denies_elsewhere(ours: tuple[Clause, ...], evidence: tuple[Clause, ...]) -> bool:
    """Whether one of the two denies what the other says in the same words."""
    if not any(" ikke " in each.text for each in (*ours, *evidence)):
        return False
    said, quoted = (" ".join(e.text for e in parts) for parts in (ours, evidence))
    return _not_there(said, quoted) or _not_there(quoted, said)


def _not_there(one: str, other: str) -> bool:
    """Whether the same words that the first denies stand in the other undenied.

    A subordinate clause denies before its verb, a main clause after it.
    """
    if " ikke " not in one:
        return False
    words = _words_of(other)
    return any(
        f" {before} {after} " in words
        and f" ikke {after} " not in words
        and f" ikke {before} {after} " not in words
        for before, after in _NOT.findall(_words_of(one))
    )


@lru_cache(maxsize=8192)
def _words_of(text: str) -> str:
    return f" {' '.join(WORD.findall(text))} "


def _exchanged(
    ours: tuple[Clause, ...], evidence: tuple[Clause, ...], *, foresees: bool
) -> bool:
    """Whether a word stands where the source has its opposite, word beside word."""
    if not any(_oppose(one, other) for one in ours for other in evidence):
        return False
    theirs = [e for each in evidence if each.poles for e in _standing(each.text)]
    return any(
        any(alike(around, other) for end, other in theirs if _are_opposite(mine, end))
        and not any(alike(around, other) for end, other in theirs if end == mine)
        for clause in ours
        if clause.poles
        for mine, around in _standing(clause.text)
        if not (foresees and mine[0] == MODALITY)
    )


def _oppose(one: Clause, other: Clause) -> bool:
    """Whether two clauses certainly stand at different ends of a pair."""
    return any(
        pair in PAIRS and one.poles[pair] != ends
        for pair, ends in other.poles.items()
        if pair in one.poles
    )


@lru_cache(maxsize=8192)
def _standing(text: str) -> tuple[tuple[tuple[str, str], tuple[str, ...]], ...]:
    """Each end that a word of a clause certainly stands at, and the words around it."""
    return tuple(
        ((each.pair, each.end), around)
        for word, around in surroundings(text, poles_of)
        for each in poles_of(word)
        if each.pair in PAIRS and not each.soft
    )


def _are_opposite(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[0] == other[0] and one[1] != other[1]


def _binds_otherwise(ours: tuple[Clause, ...], evidence: tuple[Clause, ...]) -> bool:
    """Whether all that we say may be done must be, or the reverse.

    Looked at as a whole, where neither denies anything nor says both.
    """
    said = _ends(ours)
    quoted = _ends(evidence) if len(said) == 1 else said
    if said == {"may"} and not quoted:
        return _weakened(ours, evidence)
    if len(said) != 1 or len(quoted) != 1 or said == quoted:
        return False
    if any(each.any(NEGATION) for each in (*ours, *evidence)):
        return False
    if any(_GETS.search(each.text) for each in ours):
        return False
    return overlap(joined(ours), joined(evidence)) >= ENOUGH


def _weakened(ours: tuple[Clause, ...], evidence: tuple[Clause, ...]) -> bool:
    """Whether what an act says is done ("opbevares") may be done in our words."""
    theirs = joined(evidence)
    done = _verbs(_DONE.findall(theirs.text))
    may = {each for clause in ours for each in _verbs(_MAY_BE.findall(clause.text))}
    return bool(done & may) and not any(each.any(NEGATION) for each in ours)


def _verbs(words: Iterable[str]) -> set[str]:
    return {e for each in words for e in matters(each) or (stem(each)[:_START],)}


def _ends(parts: tuple[Clause, ...]) -> frozenset[str]:
    """Every end of must and may that the clauses stand at, or may."""
    return frozenset().union(
        *(each.sure(MODALITY) | each.soft.get(MODALITY, frozenset()) for each in parts)
    )


def _stands_at(each: Clause, pair: str, clause: Clause) -> AbstractSet[str]:
    """The ends a clause quoted stands at; uncertain ones only on the same matter."""
    return each.ends(pair) if overlap(clause, each) else each.sure(pair)


def _same_sense(clause: Clause, other: Clause, pair: str) -> bool:
    """Modality is not compared across a negation: "må ikke" is "skal undlade".

    Nor with what somebody may get or demand: others must give it.
    """
    if pair != MODALITY:
        return True
    gets = _GETS.search(clause.text) is not None
    return not gets and clause.sure(NEGATION) == other.sure(NEGATION)


def _denies(
    clause: Clause,
    evidence: tuple[Clause, ...],
    context: tuple[Clause, ...],
    *,
    foreign: bool,
) -> Clause | None:
    """The clause that says what ours denies, when nothing near it denies anything."""
    nearest = evidence[0] if foreign else nearest_to(clause, (*evidence, *context))
    if nearest is None or not clause.sure(NEGATION):
        return None
    if SUBORDINATE.match(clause.text) and not shares_enough(clause, nearest):
        return None
    if nearest.sure(NEGATION) or any(_may_answer(clause, each) for each in evidence):
        return None
    matter = [each for each in evidence if foreign or overlap(clause, each)]
    narrows = any(_narrows(each, clause) for each in (*matter, nearest))
    return None if narrows and not clause.soft.get(NEGATION) else nearest


def _narrows(each: Clause, clause: Clause) -> bool:
    """Whether a clause quoted denies, excepts or leaves out what ours may deny.

    "Uden tab af løn" does so only for a clause that speaks of the loss, and "medmindre"
    only for one that has a condition too.
    """
    if not each.any(NEGATION):
        return False
    if _EXCEPTS.match(each.text) and not _CONDITION.search(clause.text):
        return False
    left_out = {stem(word)[:_START] for word in _WITHOUT.findall(each.text)}
    others = _WITHOUT.sub(" ", each.text)
    if left_out and not _DENYING.search(others):
        said = {stem(word)[:_START] for word in WORD.findall(clause.text)}
        return bool(left_out & said) or bool(_meant(left_out) & clause.content)
    return True


def _meant(words: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*map(matters, words))


def _may_answer(clause: Clause, each: Clause) -> bool:
    """Whether a denial of ours may stand for the denial in a clause quoted."""
    main = not SUBORDINATE.match(each.text)
    return bool(each.sure(NEGATION)) and (main or shares_enough(clause, each))


def _denied(
    ours: tuple[Clause, ...], evidence: tuple[Clause, ...], *, foreign: bool
) -> Clause | None:
    """The clause quoted whose denial our statement leaves out.

    A statement that denies as often as its quotation leaves nothing out.
    """
    denials = [each for each in evidence if each.sure(NEGATION)]
    if not denials or _main_denials(ours) >= max(_main_denials(evidence), 1):
        return None
    if foreign:
        plain_words = len(evidence) == 1 and not any(
            each.any(NEGATION) for each in ours
        )
        return denials[0] if plain_words else None
    for clause in ours:
        nearest = nearest_to(clause, evidence)
        if (
            nearest in denials
            and not clause.any(NEGATION)
            and shares_enough(clause, nearest)
        ):
            return nearest
    return _main_denied(ours, evidence)


def _main_denials(parts: tuple[Clause, ...]) -> int:
    return sum(
        bool(each.sure(NEGATION)) and not SUBORDINATE.match(each.text) for each in parts
    )


def _main_denied(
    ours: tuple[Clause, ...], evidence: tuple[Clause, ...]
) -> Clause | None:
    """A main clause with a denial, where nothing in our statement denies or narrows."""
    if any(each.any(NEGATION) for each in ours):
        return None
    said, quoted = joined(ours), joined(evidence)
    for each in evidence:
        on_it = overlap(said, each) or not each.content
        if each.sure(NEGATION) and on_it and not SUBORDINATE.match(each.text):
            return each if overlap(said, quoted) >= ENOUGH else None
    return None


def _with_for_without(
    ours: tuple[Clause, ...], evidence: tuple[Clause, ...]
) -> Clause | None:
    """The clause quoted that has "uden varsel" where ours has "med varsel"."""
    said = {stem(word) for each in ours for word in _WITH.findall(each.text)}
    for each in evidence:
        if said & {stem(word) for word in _WITHOUT.findall(each.text)}:
            return each
    return None
