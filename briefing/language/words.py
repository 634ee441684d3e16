"""Finding a Danish word in its inflections and compounds, in long texts, quickly.

"orlov" is found in "orloven", "barselsorloven" and "orlovsydelse"; "løn" in "lønnen"
and "mindsteløn", but not in "belønning". Danish writes compounds as one word, with an
"s" or "e" between the parts or nothing, so that a word may stand at either end of a
longer one; the shorter it is, the more it takes to believe that.

| letters | found as |
|---|---|
| 1–2 ("AI") | the word itself, its genitive, and beside a hyphen |
| 3–4 ("løn") | inflected; first in a compound; last after a modifier of three letters |
| 5 and more | the same, and in the middle of a compound |
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("danish")
_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_VOWEL = re.compile(r"[aeiouyæøå]")
_INFLECTION = re.compile(
    r"(?:e|en|et|er|n|t|r|ne|rne|erne|ene|ere|te|de|ede|et|eret)?(?:'?s)?"
)
_DERIVATION = re.compile(
    r"s?(?:ning|ing|else|hed|lig|som|bar|isk|ende|ede|ere|eri|ig|tes?|ter|ner?|des?|"
    r"skab|dom|inde|sel|or|ion|al)(?:en|er|erne|ene|e|s|t|et|ens|ernes)?"
)
# fmt: off
_NO_MODIFIER = frozenset({
    "for", "fore", "und", "unde", "under", "over", "mis", "van", "gen", "sam", "ind",
    "ned", "hen", "til", "ved", "med", "fra", "bort", "mod",
})
# fmt: on
"""Prefixes: what follows them is another word, not the head of a compound."""

_NOT_THIS = {
    "løn": ("lønmodtager", "lønlig", "lønkammer", "løndør", "lønsom", "lønnesom"),
    "ret": ("retning", "retfærd", "retort", "retro", "retur"),
    "fag": ("fagot",),
    "barn": ("barnløs",),
    "alder": ("alderdom",),
    "ferie": ("ferieland", "periferi"),
    "tid": ("tidsskrift", "tidende"),
}
"""Words that begin with a short word and mean something else."""

_NOT_WITHIN = {"lov": ("orlov",), "alder": ("falder",)}
"""Words that end like a short word and mean something else, in compounds too."""

_OWN_FORMS = {"løn": ("lønning",)}
"""Forms that the rule for derivations would leave out."""

_SHORTEST_PART = 3
_SHORT = 4
_LONG = 5
_DOUBLED = 2
_VERBAL = 9


@dataclass(frozen=True, slots=True)
class Hits:
    """A word that was found: the forms in order of appearance, and how many times."""

    word: str
    forms: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Text:
    """A text prepared once for many words: its tokens and how often each occurs."""

    folded: str
    counts: dict[str, int]
    forms: dict[str, str]
    lines: str
    length: int

    @classmethod
    def of(cls, text: str) -> "Text":
        """The text taken apart; `length` is its number of words."""
        counts: dict[str, int] = {}
        forms: dict[str, str] = {}
        tokens = _TOKEN.findall(text)
        for token in tokens:
            counts[token] = counts.get(token, 0) + 1
        by_fold: dict[str, int] = {}
        for token, count in counts.items():
            folded = token.casefold()
            by_fold[folded] = by_fold.get(folded, 0) + count
            forms.setdefault(folded, token)
        lines = "\n".join(("", *by_fold, ""))
        return cls(text.casefold(), by_fold, forms, lines, len(tokens))


class Words:
    """Words and phrases compiled once, to be looked for in any number of texts."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(dict.fromkeys(filter(str.strip, words)))

    def find(self, text: Text | str) -> tuple[Hits, ...]:
        """The words that occur, in the order they were given."""
        prepared = Text.of(text) if isinstance(text, str) else text
        found = (
            _phrase(word, prepared)
            if len(word.split()) > 1
            else _single(word, prepared)
            for word in self._words
        )
        return tuple(hits for hits in found if hits.count)


def matches(word: str, text: str) -> tuple[str, ...]:
    """The forms of a word or phrase that the text holds, in order of appearance."""
    return next((hits.forms for hits in Words([word]).find(text)), ())


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The Danish stem of a word (Snowball), in lower case."""
    return str(_STEMMER.stemWord(word.casefold()))


def _single(word: str, text: Text) -> Hits:
    folded = word.strip().casefold()
    tokens = [token for token in _candidates(folded, text) if is_form(folded, token)]
    return Hits(
        word,
        tuple(text.forms[token] for token in tokens),
        sum(text.counts[token] for token in tokens),
    )


def _candidates(word: str, text: Text) -> Iterator[str]:
    """The distinct tokens that hold a root of the word, in order of appearance."""
    starts = {
        text.lines.rfind("\n", 0, position) + 1
        for root in (_root(word), *_other_roots(word))
        for position in _positions(root, text.lines)
    }
    for start in sorted(starts):
        yield text.lines[start : text.lines.find("\n", start)]


@lru_cache(maxsize=4096)
def _root(word: str) -> str:
    root = stem(word)
    return root if len(root) > _SHORTEST_PART and word.startswith(root) else word


@lru_cache(maxsize=4096)
def _other_roots(word: str) -> tuple[str, ...]:
    """Roots that inflection changes: "barsl-" of barsel, "udstationer-" of -ing."""
    roots = []
    if len(word) >= _LONG and word.endswith(("el", "er", "en")):
        roots.append(word[:-2] + word[-1])
    if len(word) >= _VERBAL and word.endswith("ing"):
        roots.append(word[:-3])
    return tuple(roots)


@lru_cache(maxsize=65536)
def is_form(word: str, token: str) -> bool:
    """Whether the token is the word, inflected or in a compound; both in lower case."""
    if token.startswith(_NOT_THIS.get(word, "\n")):
        return False
    if any(each in token for each in _NOT_WITHIN.get(word, ())):
        return False
    if token == word or (len(word) > _SHORTEST_PART and stem(token) == stem(word)):
        return True
    if any(_inflected(root, token) for root in _other_roots(word)):
        return True
    pieces = re.split(r"[-'’]", token)
    if len(pieces) > 1 and any(is_form(word, piece) for piece in pieces if piece):
        return True
    return any(
        _joins(word, token[:position], token[position + len(word) :])
        for position in _positions(word, token)
    )


def _inflected(root: str, token: str) -> bool:
    return token.startswith(root) and bool(_INFLECTION.fullmatch(token, len(root)))


def _positions(word: str, token: str) -> Iterator[int]:
    position = token.find(word)
    while position >= 0:
        yield position
        position = token.find(word, position + 1)


def _joins(word: str, left: str, right: str) -> bool:
    """Whether left + word + right is one Danish word about `word`."""
    if len(word) < _SHORTEST_PART:
        return not left and right == "s"
    ends, begins = _inflects(word, right), _continues(word, right)
    if not left:
        return ends or begins
    if not _modifies(left):
        return False
    return ends or (begins and len(word) >= _LONG)


def _inflects(word: str, right: str) -> bool:
    """Whether an ending follows; "lønnen" doubles the last letter before it."""
    if word in _OWN_FORMS and f"{word}{right}".startswith(_OWN_FORMS[word]):
        return True
    if right.startswith(word[-1]) and len(right) >= _DOUBLED and right[1] == "e":
        right = right[1:]
    return _INFLECTION.fullmatch(right) is not None


def _continues(word: str, right: str) -> bool:
    """Whether another word follows, after "s", "e" or nothing."""
    rest = right[1:] if right[:1] in {"s", "e"} else right
    if len(rest) < _SHORTEST_PART or not _VOWEL.search(rest):
        return False
    return len(word) > _SHORT or not (
        _DERIVATION.fullmatch(right) or _DERIVATION.fullmatch(rest)
    )


def _modifies(left: str) -> bool:
    return (
        len(left) >= _SHORTEST_PART
        and left not in _NO_MODIFIER
        and _VOWEL.search(left) is not None
    )


def _phrase(phrase: str, text: Text) -> Hits:
    words = phrase.casefold().split()
    pattern = _phrase_pattern(phrase)
    forms: dict[str, None] = {}
    count = 0
    root = _root(words[0])
    position = text.folded.find(root)
    while position >= 0:
        match = pattern.match(text.folded, position)
        if match and not text.folded[position - 1 : position].isalnum():
            forms[" ".join(match[0].split())] = None
            count += 1
        position = text.folded.find(root, position + 1)
    return Hits(phrase, tuple(forms), count)


@lru_cache(maxsize=1024)
def _phrase_pattern(phrase: str) -> re.Pattern[str]:
    """Every word may be inflected; the last may begin a compound if it is long."""
    words = phrase.casefold().split()
    inner = [rf"{re.escape(_root(word))}[^\W\d_]{{0,4}}" for word in words[:-1]]
    tail = r"[^\W\d_]*" if len(words[-1]) >= _LONG else r"[^\W\d_]{0,3}"
    return re.compile(r"[\s-]+".join([*inner, rf"{re.escape(_root(words[-1]))}{tail}"]))
