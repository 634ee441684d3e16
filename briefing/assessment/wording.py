"""Whether a model's statement speaks of what it quotes, by its words.

A true paraphrase shares most of its content words, or the parts of their compounds,
with the passages it rests on; a statement that was made up beside a real quotation
does not. Told for statements and passages of one language only.
"""

import re
from collections.abc import Iterable

from briefing.assessment.support import Known
from briefing.domain.assessment import Point, PointKind
from briefing.language.words import stem

STATED, FORESEEN = 0.5, 0.34
"""The share of content words that the sources must hold. Measured on the labelled
statements of the tests: of true paraphrases 3 in 85 lie below 0.5, of statements held
against another's passage 3 in 200 reach it."""
_FORESEES = frozenset(
    {
        PointKind.RISK,
        PointKind.OPPORTUNITY,
        PointKind.CONFLICT,
        PointKind.SCENARIO,
        PointKind.POSITION,
    }
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_EVERYDAY = """
    kan skal bliver efter eller også ikke deres andre dette være ved hvis når
    hvor med uden mindst højst inden senest betyde medføre forventes ventes
    risiko mulighed forslag lovforslag should would could with that this from
    their may must shall risk proposal
"""
_FREE = frozenset(map(stem, _EVERYDAY.split()))
_START, _END, _PIECE = 6, 5, 5
_COMPOUND = 8


def speaks_of(point: Point, sources: Iterable[Known]) -> bool:
    """Whether each text of the point shares enough words with what it rests on."""
    text = "\n".join(f"{each.text}\n{each.place}" for each in sources).casefold()
    least = FORESEEN if point.kind in _FORESEES else STATED
    said = filter(None, (point.text, point.today, point.proposed))
    return all(share(each, text) >= least for each in said)


def share(statement: str, source: str) -> float:
    """The share, 0–1, of a statement's content words that the source holds."""
    words = [
        each
        for each in dict.fromkeys(_WORD.findall(statement.casefold()))
        if stem(each) not in _FREE
    ]
    if not words:
        return 0.0
    folded = source.casefold()
    pieces = {stem(each) for each in _WORD.findall(folded)}
    pieces = {each for each in pieces if len(each) >= _PIECE}
    return sum(_held(each, folded, pieces) for each in words) / len(words)


def _held(word: str, source: str, pieces: Iterable[str]) -> bool:
    """Whether the source has the word, its beginning, its end, or a part of it."""
    root = stem(word)
    if root[:_START] in source:
        return True
    if len(root) >= _COMPOUND and root[-_END:] in source:
        return True
    return any(each in word for each in pieces)
