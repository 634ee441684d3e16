"""Layer three of grounding: a statement does not turn round what it quotes.

The statement and its quotations are taken apart into clauses; each clause has its
content words (stems, numbers) and its poles (`poles`). A statement is turned round
when a clause of it stands at one end of a pair and the clause quoted on the same
matter stands only at the other. The rules are meant to be silent in doubt: a
paraphrase with other words for the same thing must pass, so that a reversal in words
nobody thought of passes as well.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from briefing.assessment.poles import (
    MODALITY,
    NEGATION,
    PAIRS,
    PARTY,
    Pole,
    plain,
    poles_of,
)
from briefing.assessment.quotes import find_quote, forms
from briefing.language.recognise import guess_language
from briefing.language.words import stem

_REFERENCE = re.compile(
    r",?\s*(?:jf\.|cf\.)?\s*(?:lovens\s+)?§{1,2}\s?(\d+)(?:\s[a-hj-z]\b)?"
    r"(?:,\s*(?:stk|nr)\.\s?\d+)*,?"
)
_SENTENCE = re.compile(r"[.!?;]\s+(?=[^a-zæøå\d])|\n|\s\|\s")
_CLAUSE = re.compile(
    r"[.!?:;]\s+(?=[^a-zæøå\d])|[;\n]|\s\|\s"
    r"|,\s+(?=(?:der|som|fordi|hvis|når|medmindre|hvor\w*|men|mens|idet|da|så|uden|dog|because|"
    r"which|that|who|if|unless|when|but|while|whereas|where)\b)"
    r"|,\s+(?=(?:for|(?:og|eller)\s+(?:der|det|den|de|at|loven|reglerne))\b)"
    r"|,\s+(?=(?:skal|kan|må|bør|er|har|vil|får|bliver|gælder)\b)"
    r"|\s+(?=(?:men|medmindre|mens|hvorimod|but|unless|whereas)\b)"
)
_WORD = re.compile(r"§?\d+(?:[.,]\d+)*|[^\W\d_]+")
# fmt: off
_EVERYDAY = frozenset(stem(word) for word in (
    "der", "som", "den", "det", "de", "dette", "denne", "disse", "efter", "ved",
    "med", "for", "til", "fra", "over", "under", "mod", "om", "hos", "samt",
    "eller", "og", "har", "have", "havde", "være", "været", "bliver", "blive",
    "blevet", "vil", "ville", "være", "også", "hvor", "hvornår", "hvis", "når",
    "sin", "sine", "sit", "deres", "dens", "andre", "anden", "alle", "hver",
    "hvert", "herunder", "jf", "stk", "nr", "pkt", "lov", "loven", "lovens",
    "lovforslag", "lovforslaget", "forslag", "forslaget", "foreslås", "foreslåede",
    "regler", "reglerne", "gælder", "gældende", "medfører", "indebærer", "således",
    "the", "and", "for", "with", "from", "this", "that", "which", "such", "shall",
    "their", "its", "has", "have", "been", "being", "are", "was", "were", "will",
    "would", "proposal", "proposed", "act", "rules", "under", "into", "upon", "any",
    "all",
))
# fmt: on
_CONTENT_LENGTH = 3
_COMMON_START = 6
_SUBORDINATE = re.compile(
    r"(?:hvis|når|hvor|medmindre|som|der|at|if|when|where|unless|which|that|who)\b"
)
_RECEIVES = re.compile(
    r"\b(?:få|får|fået|modtage\w*|ret|krav\s+på|tilkomme\w*|have|beskyttes\w*|mister?"
    r"|receive\w*|entitled|right|rights|gets?|lose)\b"
)
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
    }.items()
    for form in forms_.split()
}
_PASSIVE = re.compile(
    r"\b(?:bliver?|blive|blevet|be|been|is|are)\s+\w+(?:t|et|ed|en)\b"
)
_S_PASSIVE = re.compile(
    r"\b(?:skal|kan|må|bør|vil|ikke)\s+(?:\w+\s+){0,2}?\w{3,}(?:e|å)s\b"
)
_ARTICLES = frozenset({"en", "et", "den", "de", "a", "an", "the"})
_ENOUGH = 2
_MOST = 0.6


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its content words, its poles by pair, and its words in order."""

    text: str
    content: frozenset[str]
    poles: dict[str, frozenset[str]]
    soft: dict[str, frozenset[str]]

    def sure(self, pair: str) -> frozenset[str]:
        """The ends of the pair that the clause certainly stands at."""
        return self.poles.get(pair, frozenset())

    def ends(self, pair: str) -> frozenset[str]:
        """The ends of the pair that it stands at, or may where none is certain."""
        return self.sure(pair) or self.soft.get(pair, frozenset())

    def any(self, pair: str) -> bool:
        """Whether anything in the clause belongs to the pair."""
        return bool(self.sure(pair) or self.soft.get(pair))


@dataclass(frozen=True, slots=True)
class Turn:
    """A reversal: the pair, and the two clauses."""

    pair: str
    ours: str
    theirs: str


def quoted_clauses(quote: str, passage_text: str) -> tuple[Clause, ...]:
    """The clauses of the sentences that the quotation touches.

    A quotation that leaves out the "ikke" of its sentence is read with it.
    """
    return tuple(
        each
        for sentence in quoted_sentences(quote, passage_text)
        for each in clauses(sentence)
    )


def quoted_sentences(quote: str, passage_text: str) -> tuple[str, ...]:
    """The whole sentences of the passage that the quotation touches, in normal form."""
    found = find_quote(quote, passage_text)
    if not found:
        return (quote,)
    text, start, end = found
    return tuple(text[a:b] for a, b in _spans(_SENTENCE, text) if a < end and start < b)


def turned(
    statement: str,
    evidence: tuple[Clause, ...],
    context: tuple[Clause, ...] = (),
    *,
    foresees: bool = False,
) -> Turn | None:
    """The first reversal found between a statement and the clauses it quotes.

    `context` are the clauses of the passages around the quotations. `foresees` says
    that the statement draws a consequence (a risk, an opportunity), which may well
    fall on the other party than the quotation names.
    """
    ours = clauses(statement)
    if not ours or not evidence:
        return None
    foreign = _languages_differ(statement, evidence)
    for clause in ours:
        for pair in PAIRS:
            if theirs := _opposite(clause, pair, evidence, foreign=foreign):
                return Turn(pair, clause.text, theirs.text)
        theirs = _denied(clause, evidence, foreign=foreign) or _denies(
            clause, evidence, context or evidence, foreign=foreign
        )
        if theirs:
            return Turn(NEGATION, clause.text, theirs.text)
    return _other_party(ours, evidence, foreign=foreign, foresees=foresees)


def _spans(cut: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where the pieces between the cuts begin and end."""
    cuts = [match.span() for match in cut.finditer(text)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [(a, b) for a, b in zip(starts, ends, strict=True) if b > a]


@lru_cache(maxsize=8192)
def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a statement or quotation that have any words."""
    whole = plain(_REFERENCE.sub(r" §\1 ", forms(text)[0]))
    return tuple(
        clause
        for start, end in _spans(_CLAUSE, whole)
        if (clause := _clause(whole[start:end])).content or clause.poles
    )


def _clause(text: str) -> Clause:
    folded = text.casefold()
    hard: dict[str, frozenset[str]] = {}
    soft: dict[str, frozenset[str]] = {}
    content: set[str] = set()
    for word in _WORD.findall(folded):
        poles = poles_of(word)
        for pole in poles:
            ends = soft if pole.soft else hard
            ends[pole.pair] = ends.get(pole.pair, frozenset()) | {pole.end}
        if not any(_is_grammar(pole) for pole in poles):
            content.update(_content(word))
    return Clause(folded.strip(), frozenset(content), hard, soft)


def _is_grammar(pole: Pole) -> bool:
    """Whether a word of this pole says nothing about the matter."""
    return not pole.soft


@lru_cache(maxsize=65536)
def _content(word: str) -> tuple[str, ...]:
    if not word[0].isalpha():
        return (word,)
    root = stem(word)
    if len(word) < _CONTENT_LENGTH or root in _EVERYDAY:
        return ()
    return (root[:_COMMON_START],)


def _languages_differ(statement: str, evidence: tuple[Clause, ...]) -> bool:
    theirs = " ".join(clause.text for clause in evidence)
    return guess_language(statement) != guess_language(theirs)


def _overlap(one: Clause, other: Clause) -> int:
    return len(one.content & other.content)


def _nearest(clause: Clause, evidence: Iterable[Clause]) -> Clause | None:
    """The clause quoted that shares most content words, if any shares one."""
    best = max(evidence, key=lambda each: _overlap(clause, each), default=None)
    return best if best and _overlap(clause, best) else None


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
    nearest = _nearest(clause, evidence)
    if nearest in against and _overlap(clause, nearest) >= _ENOUGH:
        return nearest if _same_sense(clause, nearest, pair) else None
    if any(ours & _stands_at(each, pair, clause) for each in evidence):
        return None
    near = against if pair == MODALITY else evidence
    if foreign or any(_overlap(clause, each) for each in near):
        return against[0] if _same_sense(clause, against[0], pair) else None
    return None


def _stands_at(each: Clause, pair: str, clause: Clause) -> frozenset[str]:
    """The ends a clause quoted stands at; uncertain ones only on the same matter."""
    return each.ends(pair) if _overlap(clause, each) else each.sure(pair)


def _same_sense(clause: Clause, other: Clause, pair: str) -> bool:
    """Modality is not compared across a negation: "må ikke" is "skal undlade"."""
    return pair != MODALITY or clause.sure(NEGATION) == other.sure(NEGATION)


def _denies(
    clause: Clause,
    evidence: tuple[Clause, ...],
    context: tuple[Clause, ...],
    *,
    foreign: bool,
) -> Clause | None:
    """The clause that says what ours denies, when nothing near it denies anything."""
    nearest = evidence[0] if foreign else _nearest(clause, (*evidence, *context))
    if nearest is None or not clause.sure(NEGATION):
        return None
    if _SUBORDINATE.match(clause.text) and not _shares_enough(clause, nearest):
        return None
    if any(each.sure(NEGATION) for each in (*evidence, nearest)):
        return None
    matter = [each for each in evidence if foreign or _overlap(clause, each)]
    narrows = any(each.any(NEGATION) for each in (*matter, nearest))
    return None if narrows and not clause.soft.get(NEGATION) else nearest


def _denied(
    clause: Clause, evidence: tuple[Clause, ...], *, foreign: bool
) -> Clause | None:
    """The clause quoted that denies what ours says."""
    nearest = evidence[0] if foreign else _nearest(clause, evidence)
    if nearest is None or not nearest.sure(NEGATION) or clause.any(NEGATION):
        return None
    alone = len(evidence) == 1 if foreign else _shares_enough(clause, nearest)
    return nearest if alone else None


def _shares_enough(clause: Clause, other: Clause) -> bool:
    shared = _overlap(clause, other)
    if shared >= _ENOUGH or shared == len(clause.content):
        return True
    same_verb = clause.sure(MODALITY) and clause.sure(MODALITY) == other.sure(MODALITY)
    return bool(same_verb) and 0 < shared == len(other.content)


def _other_party(
    ours: tuple[Clause, ...],
    evidence: tuple[Clause, ...],
    *,
    foreign: bool,
    foresees: bool,
) -> Turn | None:
    """The statement that says of one party what the quotation says of the other."""
    whole, theirs = _joined(ours), _joined(evidence)
    party = whole.sure(PARTY)
    needed = max(_ENOUGH, _MOST * len(whole.content)) if foresees else _ENOUGH
    if not party or not (foreign or _overlap(whole, theirs) >= needed):
        return None
    named = theirs.sure(PARTY) | theirs.soft.get(PARTY, frozenset())
    turn = Turn(PARTY, whole.text, theirs.text)
    if len(party) == 1 and named and not party & named:
        nearest = _nearest(whole, evidence) or theirs
        named_in = _joined(tuple(each for each in ours if each.sure(PARTY)))
        inverted = _voice(named_in) != _voice(theirs) and _actors(nearest)
        return None if inverted else turn
    return turn if any(_swapped(each, evidence) for each in ours) else None


def _swapped(clause: Clause, evidence: tuple[Clause, ...]) -> bool:
    """Whether the same verb has the other party beside it.

    In the passive it must be the other one: "arbejdsgiveren kan opsige" has
    "lønmodtageren kan opsiges" beside it.
    """
    said = _actors(clause)
    for each in evidence if said else ():
        quoted = _actors(each)
        turned_voice = _voice(clause)[0] != _voice(each)[0]
        if turned_voice and len(each.sure(PARTY)) == 1:
            continue
        for verb in said.keys() & quoted.keys():
            if (said[verb] == quoted[verb]) is turned_voice:
                return True
    return False


def _joined(parts: tuple[Clause, ...]) -> Clause:
    """Clauses as one, for what is spread over them."""
    return Clause(
        " ".join(each.text for each in parts),
        frozenset().union(*(each.content for each in parts)),
        {PARTY: frozenset().union(*(each.sure(PARTY) for each in parts))},
        {PARTY: frozenset().union(*(each.soft.get(PARTY, ()) for each in parts))},
    )


def _voice(clause: Clause) -> tuple[bool, bool]:
    passive = bool(_PASSIVE.search(clause.text) or _S_PASSIVE.search(clause.text))
    return passive, bool(_RECEIVES.search(clause.text))


def _actors(clause: Clause) -> dict[str, str]:
    """Who does what: each verb that stands beside a party, with that party.

    A party after "af" is the actor as well, of the verb "af".
    """
    words = [word for word in _WORD.findall(clause.text) if word not in _ARTICLES]
    actors: dict[str, str] = {}
    for place, word in enumerate(words):
        if party := _party(word):
            beside = (*words[max(0, place - 1) : place], *words[place + 1 : place + 2])
            for verb in beside:
                if verb in _VERBS:
                    actors.setdefault(_VERBS[verb], party)
    return actors


def _party(word: str) -> str:
    return next(
        (each.end for each in poles_of(word) if each.pair == PARTY and not each.soft),
        "",
    )
