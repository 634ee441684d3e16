"""Whether a model's statement speaks of what it quotes, by its words.

A true paraphrase shares most of its content words, or the parts of their compounds,
with the passages it rests on; a statement that was made up beside a real quotation
does not. Told for statements and passages of one language only.
"""

import re
from collections.abc import Iterable

from briefing.assessment.evidence import Evidence
from briefing.assessment.synonyms import loosely
from briefing.domain.assessment import Point, PointKind
from briefing.language.words import stem

STATED, FORESEEN, WITH_FIGURES = 0.5, 0.4, 0.2
"""The share of content words, by length, that the quoted sentences must hold, measured
on the labelled statements: few true paraphrases lie below, and few statements reach it
beside another's quotation."""
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
    handler sagen fremover stedet altid samme selv egen eget egne allerede igen senere
    derover kommer komme står gøre lade lader sætte sætter sker ryger typisk cirka
    omkring tilsammen hele nogen noget siden først altså nemlig både hverken mere
    måned måneder månedlig dage dag uger uges år års årlig timer time kroner procent
    procentpoint million millioner halvt halvandet dobbelt tredje fjerde anden otte
    tyve fyrre elleve tolv halvdel tredjedel fjerdedel kvartal hver helt
"""
_ANY_WORD = re.compile(r"[^\W\d_]{2,}")
_FREE = frozenset(map(stem, _EVERYDAY.split()))
_FIGURE = re.compile(
    r"\d|\b(?:to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|tyve|fyrre|halv\w+|kvart"
    r"|hver (?:anden|tredje|fjerde)|\w+dele?)\b"
)
_DENIES = re.compile(
    r"\b(?:ikke|ingen|intet|aldrig|uden|hverken|not|no|never|without)\b"
)
_DENIED = re.compile(
    r"\b(?:ikke|ingen|intet|aldrig|uden|hverken|ej|undtag\w*|fritag\w*|bortfald\w*"
    r"|ophæv\w*|afskaf\w*|afvikl\w*|forby\w*|forbud\w*|undlad\w*|afskær\w*|alene"
    r"|mist\w*|udeluk\w*|medmindre|u[a-zæøå]{5,}|not|no|never|without|exempt\w*)\b"
)
_NARROWS = re.compile(r"\b(?:frivillig\w*|først|kun|forudsæt\w*)\b")
_NARROWLY = 0.6
"""The share from which "må kun" bears a "må ikke" about the same thing."""
_VERDICTS = tuple(
    (re.compile(rf"\b(?:{said})"), re.compile(rf"\b(?:{said}{more and '|'}{more})"))
    for said, more in (
        (r"god\b|godt(?! og vel)(?! \d)|gode\b|bedre|bedst|gavn|fordel|positiv|ros\b"
         r"|rose[rst]|ros\w* af|fremragende|jubl|glæd|fornuft|rimelig|retfærdig"
         r"|velbegrund|belyst|klog", ""),
        (r"dårlig|værre|skad(?!eli)|ulempe|negativ|urimelig|uretfærdig|beklag|kritis",
         "ulykke|tilskade"),
        (r"små\b|lille\b|lav[et]?\b|ringe\b|beskedne\b|begrænse|ubetydelig|minimal",
         r"under \d|færre|mikro|mindre"),
        (r"stor[et]?\b|større|høj[et]?\b|alvorlig|betydelig|omfattende|kraftig", ""),
        (r"nødvendig|overflødig|tilstrækkelig|unødvendig", ""),
        (r"ophæv|afskaf|bortfald|udgår|fjern|slette", "ikke længere"),
        (r"vedtag|vedtog|godkend|stadfæst|forkast|nedstem", ""),
        (r"trukket|trække[rs]?\b|tilbagekald|udsat\b|udskyd|udskudt|aflys",
         "udsættes for"),
        (r"trådt|gælder allerede|er i kraft", ""),
        (r"støtte[rs]?\b|bakke[rs]? op|tiltræd|tiltråd|enig|jubl|modstand|kritik",
         "aftale"),
        (r"vinde[rs]?\b|vandt|vundet|tabe[rs]?\b|tabt|sejr|nederlag", "mist"),
        (r"melde sig|boykot|strejke|opsig", ""),
        (r"samtykk|accepter|frasa|frasi|garanter|annull|opgivet|enedes", ""),
        (r"kun\b|alene\b|udelukkende|blot\b|ensidig",
         r"mindst|højst|medmindre|over \d|under \d|eller senere|ikke\b"),
        (r"hvert år|årlig|pr\. år|om året|kalenderår|måned|ugentlig|daglig|løbende"
         r"|jævnlig", ""),
        (r"veto|modsætte|nægte|afvise|blokere", "ønskede ikke"),
    )
)  # fmt: skip
"""Words that pass a verdict or tell of a deed: one needs another of its group in the
source, or one of the words after it."""
_START, _END, _PIECE = 6, 5, 5
_COMPOUND = 8
_FEWEST, _MANY, _RARE, _SHORTEST, _HEAVIEST = 2, 4, 9, 4, 12
_PARTIES = ("arbejdsgiv", "lønmodtag", "arbejdstag", "medarbejd", "ansat", "virksomhed")


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
        borne = share(statement, source, fewest=_FEWEST) >= least
    if not borne:
        return False
    if _DENIES.search(folded) and not _is_denied(statement, source):
        return False
    return all(
        theirs.search(source) is not None
        for ours, theirs in _VERDICTS
        if ours.search(folded) is not None
    )


def _is_denied(statement: str, source: str) -> bool:
    """Whether the sentence nearest to a denial denies anything, or narrows it."""
    shares = [(share(statement, each), each) for each in source.split("\n")]
    most, nearest = max(shares, key=lambda each: each[0])
    if any(_DENIED.search(each) for much, each in shares if much == most):
        return True
    narrowly = share(statement, nearest, fewest=_MANY) >= _NARROWLY
    return narrowly and bool(_NARROWS.search(nearest))


def share(statement: str, source: str, fewest: int = 1) -> float:
    """The share, 0–1, of a statement's content words that the source holds.

    A long word weighs more than a short one. 0 when the source holds fewer than
    `fewest` of them; a rare, long word counts twice there.
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
    meant = frozenset().union(*map(loosely, _ANY_WORD.findall(folded)))
    held = [e for e in words if loosely(e) & meant or _held(e, folded, pieces)]
    counted = sum(1 + (_weight(each) >= _RARE) for each in held)
    if counted < fewest:
        return 0.0
    return sum(map(_weight, held)) / sum(map(_weight, words))


def _weight(word: str) -> int:
    """A word's weight by its length; the parties are in every text and weigh little."""
    return _SHORTEST if word.startswith(_PARTIES) else min(len(word), _HEAVIEST)


def _held(word: str, source: str, pieces: Iterable[str]) -> bool:
    """Whether the source has the word, its beginning, its end, or a part of it."""
    root = stem(word)
    if root[:_START] in source:
        return True
    if len(root) >= _COMPOUND and root[-_END:] in source:
        return True
    return any(each in word for each in pieces)
