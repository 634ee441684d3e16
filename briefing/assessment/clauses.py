"""Statements and quotations as clauses, so that like can be held against like.

A clause has the stems of its content words, its numbers and provisions, and the poles
it stands at. A sentence is cut before its sub-clauses, and a main clause is put
together again around a relative one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing.assessment.poles import MODALITY, NEGATION, PARTY, plain, poles_of
from briefing.assessment.quotes import find_quote, forms
from briefing.assessment.synonyms import matters
from briefing.language.words import stem

_REFERENCE = re.compile(
    r"(?:§{1,2}\s?|[Aa]rti(?:kel|cle)\s)(\d+)(?:\s[a-hj-z]\b)?"
    r"(?:,\s*(?:stk|nr)\.\s?\d+)*"
)
_ACT_TITLE = re.compile(
    r"\b[Ll]ov(?:en|bekendtgørelse)?\s+om\s+[^,.;:»]*?(?:\sm\.v\."
    r"|(?=\s(?:ændres|affattes|indsættes|ophæves|foretages|skal|kan|er|får|gælder)\b)"
    r"|(?=[,.;:»]))"
)
_END = (
    r"(?<!\bjf\.)(?<!\bcf\.)(?<!\bstk\.)(?<!\bnr\.)(?<!\bpkt\.)(?<!\bart\.)(?<!\bkap\.)"
    r"\s+(?=[^a-zæøå\d])"
)
_SENTENCE = re.compile(rf"[.!?;]{_END}|\n|\s\|\s")
_VERB = (
    "skal|kan|må|bør|er|har|vil|får|bliver|gælder|mister|betaler|modtager|giver"
    "|bortfalder|udgør|finder|træder"
)
_CLAUSE = re.compile(
    rf"[.!?:;]{_END}|[;\n]|\s\|\s"
    r"|,\s+(?=(?:at|der|som|fordi|hvis|når|medmindre|hvor\w*|men|mens|idet|da|så|uden|dog|"
    r"because|which|that|who|if|unless|when|but|while|whereas|where)\b)"
    r"|,\s+(?=(?:for|(?:og|eller)\s+(?:der|det|den|de|at|loven|reglerne))\b)"
    rf"|,\s+(?=(?:{_VERB})\b)"
    r"|\s+(?=(?:men|medmindre|mens|hvorimod|but|unless|whereas)\b)"
)
WORD = re.compile(r"§?\d+(?:[.,]\d+)*|[^\W\d_]+")
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
    "all", "mens", "men", "idet", "fordi", "hvorimod", "hvorefter", "while", "but",
    "because", "when",
))
# fmt: on
_CONTENT_LENGTH = 3
_COMMON_START = 6
SUBORDINATE = re.compile(
    r"(?:hvis|når|hvor|medmindre|som|der|at|if|when|where|unless|which|that|who)\b"
)
_RELATIVE = re.compile(r"(?:der|som|which|who)\b")
_VERB_FIRST = re.compile(rf"(?:{_VERB})\b")
_COMPLEMENT = re.compile(r"(?:at|that)\b")
_ALIKE = 3
ENOUGH = 2
"""The content words two clauses share when they are about the same matter."""


_NO_ENDS: AbstractSet[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its text, content words, poles by pair, and what is said with a modal.

    `soft` are the poles that are not certain; `verb` is the first content word after
    "skal", "kan" and the like.
    """

    text: str
    content: frozenset[str]
    poles: Mapping[str, AbstractSet[str]]
    soft: Mapping[str, AbstractSet[str]]
    verb: str = ""

    def sure(self, pair: str) -> AbstractSet[str]:
        """The ends of the pair that the clause certainly stands at."""
        return self.poles.get(pair, _NO_ENDS)

    def ends(self, pair: str) -> AbstractSet[str]:
        """The ends of the pair that it stands at, or may where none is certain."""
        return self.sure(pair) or self.soft.get(pair, _NO_ENDS)

    def any(self, pair: str) -> bool:
        """Whether anything in the clause belongs to the pair."""
        return bool(self.sure(pair) or self.soft.get(pair))


def quoted_sentences(quote: str, passage_text: str) -> tuple[str, ...]:
    """The whole sentences of the passage that the quotation touches, in normal form."""
    found = find_quote(quote, passage_text)
    if not found:
        return (quote,)
    text, start, end = found
    return tuple(text[a:b] for a, b in _sentences(text) if a < end and start < b)


@lru_cache(maxsize=8192)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(_spans(_SENTENCE, text))


def _spans(cut: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where the pieces between the cuts begin and end."""
    cuts = [match.span() for match in cut.finditer(text)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [(a, b) for a, b in zip(starts, ends, strict=True) if b > a]


@lru_cache(maxsize=8192)
def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a statement or quotation that have any words."""
    whole = forms(text)[0]
    if "§" in whole or "arti" in whole:
        whole = _REFERENCE.sub(r" §\1 ", whole)
    if " om " in whole:
        whole = _ACT_TITLE.sub(" ", whole)
    found: list[Clause] = []
    for piece in _whole_clauses([whole[a:b] for a, b in _spans(_CLAUSE, whole)]):
        clause = _clause(piece)
        if found and found[-1].sure(NEGATION) and _COMPLEMENT.match(clause.text):
            denied = {NEGATION: found[-1].sure(NEGATION)}
            clause = replace(clause, poles={**clause.poles, **denied})
        if clause.content or clause.poles:
            found.append(clause)
    return tuple(found)


def _whole_clauses(pieces: list[str]) -> list[str]:
    """The pieces, a main clause put together again around its relative clause."""
    whole = list(pieces)
    for place in range(len(whole) - 2, 0, -1):
        if _RELATIVE.match(whole[place]) and _VERB_FIRST.match(whole[place + 1]):
            whole[place - 1] += " " + whole.pop(place + 1)
    return whole


def _clause(text: str) -> Clause:
    folded = plain(text.casefold()).strip()
    sure: dict[str, set[str]] = {}
    soft: dict[str, set[str]] = {}
    content: list[str] = []
    verb = ""
    for written in WORD.findall(folded):
        word = _word(written)
        for pair, end in word.sure:
            sure.setdefault(pair, set()).add(end)
        for pair, end in word.soft:
            soft.setdefault(pair, set()).add(end)
        content += word.content
        if not verb and word.content and MODALITY in sure:
            verb = word.content[0]
    return Clause(folded, frozenset(content), sure, soft, verb)


@dataclass(frozen=True, slots=True)
class _Word:
    sure: tuple[tuple[str, str], ...]
    soft: tuple[tuple[str, str], ...]
    content: tuple[str, ...]


@lru_cache(maxsize=65536)
def _word(word: str) -> _Word:
    """What a word stands for; one that is certainly a pole says nothing else."""
    poles = poles_of(word)
    sure = tuple((each.pair, each.end) for each in poles if not each.soft)
    soft = tuple((each.pair, each.end) for each in poles if each.soft)
    return _Word(sure, soft, () if sure else _content(word))


def _content(word: str) -> tuple[str, ...]:
    if not word[0].isalpha():
        return (word,)
    root = stem(word)
    if len(word) < _CONTENT_LENGTH or root in _EVERYDAY:
        return ()
    return tuple(matters(word)) or (root[:_COMMON_START],)


def surroundings(
    text: str, wanted: Callable[[str], object]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each wanted word, with the two before and the two after it; empty at the ends."""
    words = ["", "", *WORD.findall(text), "", ""]
    for n in range(2, len(words) - 2):
        if wanted(words[n]):
            yield words[n], (words[n - 2], words[n - 1], words[n + 1], words[n + 2])


def alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether all but one of the words around two words are the same."""
    same = [a for a, b in zip(one, other, strict=True) if a == b and a]
    return len(same) >= _ALIKE


def overlap(one: Clause, other: Clause) -> int:
    """How many content words two clauses share."""
    return len(one.content & other.content)


def nearest_to(clause: Clause, evidence: Iterable[Clause]) -> Clause | None:
    """The clause quoted that shares most content words, if any shares one."""
    best = max(evidence, key=lambda each: overlap(clause, each), default=None)
    return best if best and overlap(clause, best) else None


def joined(parts: tuple[Clause, ...]) -> Clause:
    """Clauses as one, for what is spread over them."""
    return Clause(
        " ".join(each.text for each in parts),
        frozenset().union(*(each.content for each in parts)),
        {PARTY: frozenset().union(*(each.sure(PARTY) for each in parts))},
        {PARTY: frozenset().union(*(each.soft.get(PARTY, ()) for each in parts))},
    )


def shares_enough(clause: Clause, other: Clause) -> bool:
    """Whether two clauses are about the same matter.

    They share two content words, or all of the first, or the same is said with the
    same modal verb and nothing else.
    """
    shared = overlap(clause, other)
    if shared >= ENOUGH or shared == len(clause.content):
        return True
    same_verb = clause.sure(MODALITY) and clause.sure(MODALITY) == other.sure(MODALITY)
    return bool(same_verb) and 0 < shared == len(other.content)
