"""Words with an opposite: what layer three of grounding listens for.

A pole is one end of a pair such as raise and lower; `poles.toml` lists the words. What
several words say together ("ikke senere end", "har pligt til") is put plainly first.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Pole:
    """One end of a pair: which pair, which end, and whether it is certain."""

    pair: str
    end: str
    soft: bool = False


MODALITY, DIRECTION, BEING, RIGOUR, BOUND, TIME, PARTY, NEGATION = (
    "modality", "direction", "being", "rigour", "bound", "time", "party", "negation",
)  # fmt: skip
COST, ENTITLEMENT = "cost", "entitlement"
PAIRS = frozenset({MODALITY, DIRECTION, BEING, RIGOUR, BOUND, TIME, COST, ENTITLEMENT})
"""The pairs that are compared end against end; party and negation have own rules."""


def _read() -> tuple[tuple[Pole, frozenset[str], tuple[str, ...]], ...]:
    """Each pole with its whole words and its beginnings, from `poles.toml`."""
    data = resources.files("briefing.assessment") / "poles.toml"
    pairs = tomllib.loads(data.read_text(encoding="utf-8"))
    return tuple(
        (
            Pole(pair, end, soft=certainty == "maybe"),
            frozenset(word for word in words.split() if not word.endswith("-")),
            tuple(word[:-1] for word in words.split() if word.endswith("-")),
        )
        for pair, ends in pairs.items()
        for end, certainties in ends.items()
        for certainty, words in certainties.items()
    )


_POLES = _read()


@lru_cache(maxsize=65536)
def poles_of(word: str) -> tuple[Pole, ...]:
    """The poles a word in lower case stands for; usually none."""
    return tuple(
        pole
        for pole, whole, beginnings in _POLES
        if word in whole or word.startswith(beginnings)
    )


_PHRASES: tuple[tuple[str, str], ...] = (
    # said with a negation, meant without
    (r"ikke\s+(?:blot|kun|alene|mindst(?!\s+\d)|desto\s+mindre)", " "),
    (r"not\s+(?:only|least)", " "),
    (r"uden\s+(?:unødig\w*\s+|ugrundet\s+)?(?:ophold|videre|hensyn)"
     r"|without\s+(?:undue\s+)?(?:delay|prejudice)", " "),
    (r"uden\s+for", " undtaget "),
    (r"hvorvidt\s+eller\s+ej|eller\s+ej|or\s+not", " "),
    (r"n(?:o|ot)\s+later\s+than|ikke\s+senere\s+end", " senest "),
    (r"n(?:o|ot)\s+(?:more|longer)\s+than|ikke\s+(?:over|mere\s+end|overstige)"
     r"|op\s+til|up\s+to|længst|længere\s+end", " højst "),
    (r"n(?:o|ot)\s+(?:less|fewer)\s+than|ikke\s+(?:under|mindre\s+end)"
     r"|mindre\s+end|fewer\s+than|less\s+than", " mindst "),
    (r"at\s+least|i\s+det\s+mindste|minimum", " mindst "),
    (r"at\s+most|højst\s+tillad\w+", " højst "),
    (r"en\s+eller\s+flere|one\s+or\s+more|enten\s+eller", " "),
    (r"eller\s+(?:flere|derover|mere)|or\s+more|og\s+derover", " mindst "),
    (r"mere\s+end|flere\s+end|more\s+than", " over "),
    (r"ikke\s+før|not\s+(?:until|before)", " først "),
    (r"ikke\s+længere|no\s+longer|any\s+more", " ikke "),
    (r"ikke\s+(?:forbudt|ulovlig\w*)", " kan "),
    (r"ikke\s+(?:undtaget|fritaget)", " omfattet "),
    (r"ikke\s+frivillig\w*", " skal "),
    (r"(?:er|bliver|var|blive|være)\s+(?:forbudt|ulovlig\w*)|forbydes", " må ikke "),
    # no direction in these
    (r"blandt\s+(?:andet|flere)|flere\s+(?:gange|arbejdsgivere\s+m\.v)|m\.fl\.?"
     r"|i\s+højere\s+grad|i\s+mindre\s+omfang|mere\s+eller\s+mindre|mindre\s+virksomhed"
     r"|små\s+og\s+mellemstore|større\s+virksomhed"
     r"|nærmere\s+regler|mindre\s+væsentlig\w*", " "),
    # a right or a duty to something
    (r"(?:har|får|have|få)\s+(?:en\s+)?(?:ret|krav)\s+(?:til|på)", " berettiget "),
    (r"(?:en|ny)\s+ret\s+til(?!\s+at\b)", " berettiget "),
    (r"(?:har|får|have|få)\s+(?:en\s+)?pligt\s+til(?!\s+at\b)", " pligtigt "),
    # modality in several words
    (r"er\s+ikke\s+forpligtet|har\s+ikke\s+pligt", " ikke "),
    (
        r"(?:har|får|have|få)\s+pligt\s+til(?=\s+at\b)|pligt\s+til\s+at|er\s+nødt\s+til"
        r"|have\s+to|has\s+to|needs?\s+to",
        " skal ",
    ),
    (r"(?:tilladt|muligt)\s+for", " kan "),
    (r"shall\s+(?:have|has)\s+(?:the\s+|a\s+)?right|(?:is|are|be)\s+entitled", " may "),
    (r"skal\s+have\s+(?:ret|mulighed|adgang)", " kan "),
    (r"kan\s+(?:føre\s+til|betyde|medføre|opstå|tænkes|forventes|overvejes)", " "),
    (r"skal\s+(?:ses|forstås|bemærkes|nævnes)", " "),
)  # fmt: skip
_PHRASE = re.compile(
    "\\b(?:"
    + "|".join(f"(?P<p{n}>{pattern})" for n, (pattern, _) in enumerate(_PHRASES))
    + ")(?!\\w)"
)


_DOUBLE = (
    (re.compile(r"\bikke\s+((?:\w+\s+){0,4})uden\b"), r"\1kun med"),
    (re.compile(r"\buden\s+(\w+)\s+((?:\w+\s+){0,4})ikke\b"), r"kun med \1 \2"),
    (re.compile(r"\bingen\s+((?:\w+\s+){0,4})uden\b"), r"kun \1 med"),
)
"""What is denied twice is demanded: "ikke uden samtykke"."""


def plain(text: str) -> str:
    """A text in lower case with phrases that mislead a reader of words put plainly."""
    if "uden" in text:
        for pattern, instead in _DOUBLE:
            text = pattern.sub(instead, text)
    return _PHRASE.sub(_plainly, text)


def _plainly(match: re.Match[str]) -> str:
    index = int((match.lastgroup or "p0")[1:])
    return _PHRASES[index][1]
