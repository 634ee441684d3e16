"""What a person types to search: words, "phrases", -exclusions, beginnings*, ELLER.

| written | means |
|---|---|
| `arbejdsmiljø bøde` | both, each inflected and in compounds |
| `"kunstig intelligens"` | the words next to each other, each inflected |
| `bøde ELLER straf` (or `OR`) | one of them |
| `-færdsel` | not where this is found |
| `barsel*` | words that begin so |
| `§ 5 a`, `L 31`, `stk. 2` | next to each other without quotation marks |

The same query is looked for in the store and, saved as a topic, in each new proposal.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from briefing.domain.search import Term, TermKind
from briefing.errors import UsageError
from briefing.language.find import lowered
from briefing.language.words import Hits, Text, Words, stem

LONGEST = 500
MOST_TERMS = 24
SHORTEST_PREFIX = 2
_TOKEN = re.compile(r"[^\W_]+|§")
_LONGEST_TOKEN = 100
_LONG = 5
_BETWEEN = r"(?:[\W_]{1,8}|(?<=§))"
_QUOTES = str.maketrans(dict.fromkeys("“”„»«‟", '"') | dict.fromkeys("–−‐", "-"))
_TOGETHER = re.compile(
    r'(?<![\w"-])('
    r"§+\s*\d+(?:\s+[a-zæøå](?!\w))?"
    r"|[A-ZÆØÅ]{1,3}\s+\d+"
    r"|(?:stk|nr|pkt|kap|kapitel|art|artikel|bilag|lov|lbk|bek|direktiv|forordning)"
    r"\.?\s+(?:nr\.?\s+)?\d+"
    r')(?![\w*"])'
)
_ITEM = re.compile(r'(-?)"([^"]*)"(\*?)|(\S+)')
# fmt: off
_COMMON = frozenset({
    "og", "i", "at", "en", "et", "den", "det", "de", "der", "til", "er", "som", "på",
    "med", "af", "for", "ikke", "om", "fra", "ved", "har", "var", "kan", "skal", "vil",
    "bliver", "blev", "hvor", "når", "eller", "samt", "the", "of", "and", "to", "in",
    "on", "a", "an", "is",
})
# fmt: on
"""Left out beside other words: they stand in every text."""


class QueryError(UsageError):
    """What was typed cannot be searched for; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Query:
    """Everything in `wanted` must be found, nothing of `unwanted`."""

    text: str
    wanted: tuple[Term, ...]
    unwanted: tuple[Term, ...] = ()

    def find(self, text: Text) -> tuple[Hits, ...]:
        """What is found of it in a text; nothing unless all of it holds."""
        found: list[Hits] = []
        for term in self.wanted:
            hits = _hits(term, text)
            if not hits:
                return ()
            found += hits
        return () if any(_hits(each, text) for each in self.unwanted) else tuple(found)


def tokens(text: str) -> list[str]:
    """The words and numbers of a text as the index keeps them, in lower case."""
    return [each[:_LONGEST_TOKEN] for each in _TOKEN.findall(lowered(text))]


@lru_cache(maxsize=256)
def parse(text: str) -> Query:
    """The query a person typed; QueryError with what to write in its place."""
    if len(text) > LONGEST:
        raise QueryError("The search is longer than {count} letters.", count=LONGEST)
    plain = text.translate(_QUOTES)
    if plain.count('"') % 2:
        raise QueryError(
            "A quotation mark is missing in {given}: write the words of a phrase "
            'between two of them, "like this".',
            given=text,
        )
    wanted, unwanted = _terms(_joined(plain))
    if not wanted:
        raise QueryError(
            "Write at least one word to look for. Words after - only leave out."
        )
    if len(wanted) + len(unwanted) > MOST_TERMS:
        raise QueryError(
            "The search has more than {count} words. Leave some out, or search twice.",
            count=MOST_TERMS,
        )
    return Query(text, tuple(wanted), tuple(unwanted))


def _joined(plain: str) -> str:
    """With quotation marks around "§ 5" and "L 31", outside those there are."""
    parts = plain.split('"')
    parts[::2] = [_TOGETHER.sub(r'"\1"', each) for each in parts[::2]]
    return '"'.join(parts)


def _terms(plain: str) -> tuple[list[Term], list[Term]]:
    wanted: list[Term] = []
    unwanted: list[Term] = []
    common: list[Term] = []
    is_alternative = False
    for excluded, given in _items(plain):
        if given in {"ELLER", "OR"}:
            if not wanted or is_alternative:
                raise QueryError(
                    "ELLER stands between two words, of which one will do."
                )
            is_alternative = True
            continue
        term = _term(given)
        if is_alternative:
            wanted[-1] = _either(wanted[-1], term, excluded=excluded)
            is_alternative = False
        elif excluded:
            unwanted.append(term)
        else:
            (common if given.casefold() in _COMMON else wanted).append(term)
    if is_alternative:
        raise QueryError("ELLER stands between two words, of which one will do.")
    return wanted or common, unwanted


def _either(first: Term, second: Term, *, excluded: bool) -> Term:
    if excluded:
        raise QueryError("ELLER and - cannot stand together.")
    return replace(first, also=(*first.also, second))


def _items(plain: str) -> Iterator[tuple[bool, str]]:
    """Whether each is excluded, and what it is; phrases keep their marks."""
    for match in _ITEM.finditer(plain):
        minus, phrase, star, word = match.groups()
        if word is None:
            yield bool(minus), f'"{phrase}"{star}'
        elif word.startswith("-"):
            yield True, word.lstrip("-")
        else:
            if word in {"IKKE", "NOT"}:
                raise QueryError("Write -word to leave out what holds that word.")
            if word not in {"OG", "AND"} and word.strip(",.;:"):
                yield False, word


def _term(given: str) -> Term:
    if given.startswith("(") or (given.endswith(")") and "(" not in given):
        raise QueryError(
            "Brackets are not understood: {given}. Write the words one after another, "
            "and ELLER between those of which one will do.",
            given=given,
        )
    bare = given.strip('"')
    is_phrase = bare != given and not given.endswith("*")
    stem, star, rest = bare.partition("*")
    if star and (rest.strip('"') or is_phrase):
        raise QueryError(
            "* stands at the end of a word: barsel* finds every word that begins so."
        )
    parts = tokens(stem.strip('"'))
    if not parts:
        raise QueryError("There is no word in {given}.", given=given or "-")
    if star:
        if len(parts) > 1 or len(parts[0]) < SHORTEST_PREFIX:
            raise QueryError(
                "Write one word of at least {count} letters before *.",
                count=SHORTEST_PREFIX,
            )
        return Term(TermKind.PREFIX, parts[0])
    if len(parts) > 1:
        return Term(TermKind.PHRASE, " ".join(parts))
    return Term(TermKind.WORD, parts[0])


def _hits(term: Term, text: Text) -> tuple[Hits, ...]:
    return tuple(
        hits for each in term.alternatives if (hits := _one(each, text)) is not None
    )


def _one(term: Term, text: Text) -> Hits | None:
    if term.kind is TermKind.PREFIX:
        forms = [each for each in text.counts if each.startswith(term.text)]
        shown = tuple(text.forms[each] for each in forms)
        count = sum(text.counts[each] for each in forms)
        return Hits(f"{term.text}*", shown, count) if forms else None
    if term.kind is TermKind.WORD and term.text.isalpha():
        return next(iter(Words([term.text]).find(text)), None)
    found = [text.folded[start:end] for start, end in spans(term.text, text.folded)]
    shown = tuple(dict.fromkeys(" ".join(each.split()) for each in found))
    return Hits(term.text, shown, len(found)) if found else None


def spans(phrase: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the words of a phrase stand next to each other in a text in lower case.

    Each may be inflected; the last may begin a compound when it is long.
    """
    *inner, last = map(stem, phrase.split())
    is_open = begins_compounds(phrase)
    for match in _phrase_pattern(phrase).finditer(text):
        *found, end = map(stem, tokens(match[0]))
        if found == inner and (end == last or (is_open and end.startswith(last))):
            yield match.span()


def begins_compounds(phrase: str) -> bool:
    """Whether the last word of a phrase is long enough to begin a compound."""
    last = phrase.rsplit(maxsplit=1)[-1]
    return len(last) >= _LONG and last.isalpha()


@lru_cache(maxsize=256)
def _phrase_pattern(phrase: str) -> re.Pattern[str]:
    """Where the phrase may stand: the words, or longer ones that begin like them."""
    words = [
        rf"{re.escape(stem(each))}[^\W_]*" if each.isalpha() else re.escape(each)
        for each in phrase.split()
    ]
    return re.compile(rf"(?<![^\W_]){_BETWEEN.join(words)}(?![^\W_])")
