"""Whether a model's statement speaks of what it quotes, by its words.

A true paraphrase shares most of its content words, or the parts of their compounds,
with the passages it rests on; a statement that was made up beside a real quotation
does not. Told for statements and passages of one language only.
"""

import re
from collections.abc import Iterable

from briefing.assessment.evidence import Evidence
from briefing.domain.assessment import Point, PointKind
from briefing.language.words import stem

STATED, FORESEEN, WITH_FIGURES = 0.5, 0.34, 0.33
"""The share of content words that the quoted sentences must hold, measured on the
labelled statements of the tests: few true paraphrases lie below, and few statements
reach it beside another's quotation."""
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
    " kan skal bliver efter eller også ikke deres andre dette være ved hvis når
    hvor med uden mindst højst inden senest betyde medføre forventes ventes
    risiko mulighed forslag lovforslag should would could with that this from
    their may must shall risk proposal loven lovens lov lovgivning regler
    reglerne gælder teksten foreslås foreslået der skulle omfatter indeholder
    handler sagen
"""
_FREE = frozenset(map(stem, _EVERYDAY.split()))
_FIGURE = re.compile(r"\d")
_DENIES = re.compile(
    r"\b(?:ikke|ingen|intet|aldrig|uden|hverken|not|no|never|without)\b"
)
_DENIED = re.compile(
    r"\b(?:ikke|ingen|intet|aldrig|uden|hverken|ej|undtag\w*|fritag\w*|bortfald\w*"
    r"|ophæv\w*|afskaf\w*|afvikl\w*|forby\w*|forbud\w*|undlad\w*|afskær\w*|alene"
    r"|mist\w*|udeluk\w*|medmindre|u[a-zæøå]{5,}|not|no|never|without|exempt\w*)\b"
)
_VERDICTS = tuple(
    re.compile(rf"\b(?:{each})")
    for each in (
        r"god\b|godt|gode\b|bedre|bedst|gavn|fordel|positiv|ros\b|rose[rst]|ros\w* af"
        r"|fremragende|jubl|glæd|fornuft|rimelig|retfærdig|velbegrund|belyst|klog",
        r"dårlig|værre|skad|ulempe|negativ|urimelig|uretfærdig|beklag|kritis",
        r"små\b|lille\b|lav[et]?\b|ringe\b|beskedne\b|begrænse|ubetydelig|minimal",
        r"stor[et]?\b|større|høj[et]?\b|alvorlig|betydelig|omfattende|kraftig",
        r"nødvendig|overflødig|tilstrækkelig|unødvendig",
        r"ophæv|afskaf|bortfald|udgår|fjern|slette",
        r"vedtag|vedtog|godkend|stadfæst|forkast|nedstem",
        r"trukket|trække[rs]?\b|tilbagekald|udsat|udskyd|udskudt|aflys",
        r"trådt|gælder allerede|er i kraft",
        r"støtte[rs]?\b|bakke[rs]? op|tiltræd|tiltråd|enig|jubl|modstand|kritik",
        r"vinde[rs]?\b|vandt|vundet|tabe[rs]?\b|tabt|sejr|nederlag",
        r"melde sig|boykot|strejke|opsig",
        r"kun\b|alene\b|udelukkende|blot\b|ensidig",
        r"hvert år|årlig|pr\. år|om året|kalenderår|måned|ugentlig|daglig|løbende"
        r"|jævnlig",
        r"veto|modsætte|nægte|afvise|blokere",
    )
)
"""Words that pass a verdict or tell of a deed: one needs another of its group."""
_START, _END, _PIECE = 6, 5, 5
_COMPOUND = 8


def speaks_of(point: Point, evidence: Evidence) -> bool:
    """Whether each text of the point says what the sentences it quotes speak of."""
    places = (each.place for each in evidence.passages)
    text = "\n".join((*evidence.sentences, *places)).casefold()
    least = FORESEEN if point.kind in _FORESEES else STATED
    said = filter(None, (point.text, point.today, point.proposed))
    return all(is_borne(each, text, least) for each in said)


def is_borne(statement: str, source: str, least: float = STATED) -> bool:
    """Whether a text shares enough words with its source, and adds no verdict.

    A verdict is a denial, a praise or blame, or a deed (repealed, adopted, withdrawn)
    that the source has in no form.
    """
    folded = statement.casefold()
    if _FIGURE.search(folded):  # which grounding has held against the same passages
        borne = share(statement, source) >= min(least, WITH_FIGURES)
    else:
        borne = share(statement, source, fewest=2) >= least
    if not borne:
        return False
    if _DENIES.search(folded) and not _DENIED.search(source):
        return False
    return all(
        each.search(source) is not None
        for each in _VERDICTS
        if each.search(folded) is not None
    )


def share(statement: str, source: str, fewest: int = 1) -> float:
    """The share, 0–1, of a statement's content words that the source holds.

    0 when it holds fewer than `fewest` of them.
    """
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
    held = sum(_held(each, folded, pieces) for each in words)
    return held / len(words) if held >= fewest else 0.0


def _held(word: str, source: str, pieces: Iterable[str]) -> bool:
    """Whether the source has the word, its beginning, its end, or a part of it."""
    root = stem(word)
    if root[:_START] in source:
        return True
    if len(root) >= _COMPOUND and root[-_END:] in source:
        return True
    return any(each in word for each in pieces)
