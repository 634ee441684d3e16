"""Layer one of grounding: a quotation stands word for word where it is said to stand.

Before comparing, whitespace, soft hyphens, hyphenation at line ends, quotation marks,
dashes, no-break and zero-width characters and ligatures are made alike on both sides.
Nothing else is: case, wording, order and punctuation must be the same, and a quotation
neither starts nor ends inside a word or a number.
"""

import re
import unicodedata
from functools import lru_cache

SHORTEST = 3
"""The letters and digits a quotation needs, unless it is a passage's whole text."""

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\N{SOFT HYPHEN}\u200b\u200c\u200d\u2060\ufeff", ""),
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‘’‚‛‹›′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
    }
)
_ODD = re.compile(f"[{re.escape(''.join(map(chr, _ALIKE)))}]")
_LINE_END_HYPHEN = re.compile(r"(?<=\w)-[^\S\n\r]*[\r\n]\s*(?=\w)")
_SAYS_ENOUGH = re.compile(rf"(?:[^\W_].*?){{{SHORTEST}}}", re.DOTALL)
_INNER = re.compile(r"\d[.,]\d")
_QUOTATION = re.compile(r"[»«]([^»«\n]+)[«»]|[“”„]([^“”„\n]+)[“”]|\"([^\"\n]+)\"")


def verify_quote(quote: str, passage_text: str) -> bool:
    """Whether the quotation is a verbatim run of the passage and long enough.

    Long enough is `SHORTEST` letters and digits, or the whole text of the passage.
    """
    return find_quote(quote, passage_text) is not None


@lru_cache(maxsize=8192)
def find_quote(quote: str, passage_text: str) -> tuple[str, int, int] | None:
    """Where a quotation stands: the passage in normal form, and from where to where."""
    for text in forms(passage_text):
        for needle in forms(quote):
            if long_enough(needle, text):
                start = _find(needle, text)
                if start is not None:
                    return text, start, start + len(needle)
    return None


def long_enough(needle: str, text: str) -> bool:
    """Whether a quotation, in normal form, says enough to be looked for."""
    if _SAYS_ENOUGH.search(needle):
        return True
    return needle == text and any(each.isalnum() for each in needle)


@lru_cache(maxsize=4096)
def forms(text: str) -> tuple[str, ...]:
    """The text in normal form; three of them where a line ends in a hyphen.

    Such a hyphen may divide a word, belong to it, or (in "løn- og") stand before a
    space; only a reader knows.
    """
    alike = text if text.isascii() else unicodedata.normalize("NFC", text)
    if _ODD.search(alike):
        alike = alike.translate(_ALIKE)
    plain = _one_line(alike)
    if not _LINE_END_HYPHEN.search(alike):
        return (plain,)
    joined = _one_line(_LINE_END_HYPHEN.sub("", alike))
    kept = _one_line(_LINE_END_HYPHEN.sub("-", alike))
    return joined, kept, plain


def _one_line(text: str) -> str:
    return " ".join(text.split())


def quotations(text: str) -> tuple[str, ...]:
    """What stands between quotation marks in a statement."""
    return tuple(
        next(part for part in match.groups() if part)
        for match in _QUOTATION.finditer(text)
    )


def unquoted(text: str) -> str:
    """The statement without what stands between its quotation marks."""
    return _QUOTATION.sub(" ", text)


def _find(needle: str, text: str) -> int | None:
    start = text.find(needle)
    while start >= 0:
        if _whole(text, start, start + len(needle)):
            return start
        start = text.find(needle, start + 1)
    return None


def _whole(text: str, start: int, end: int) -> bool:
    """Whether text[start:end] cuts no word and no number in two."""
    return not (_cuts(text, start) or _cuts(text, end))


def _cuts(text: str, position: int) -> bool:
    if position in {0, len(text)}:
        return False
    before, after = text[position - 1], text[position]
    if before.isalnum() and after.isalnum():
        return True
    if not (before.isdigit() or after.isdigit()):
        return False
    inner = text[position - 1 : position + 2], text[max(0, position - 2) : position + 1]
    return any(_INNER.fullmatch(piece) for piece in inner)
