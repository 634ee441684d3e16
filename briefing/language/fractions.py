"""Parts of a whole in words: "hver tredje", "to ud af tre", "tre fjerdedele".

Given as per cent, so that "en fjerdedel" and "25 pct." are the same; "hver tredje
måned" is a period and no part.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from briefing.language.find import Found, Kind

_COUNTS = {
    "en": 1, "én": 1, "et": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6,
    "syv": 7, "otte": 8, "ni": 9, "ti": 10,
}  # fmt: skip
_PARTS = {
    "halvdel": 2, "tredjedel": 3, "fjerdedel": 4, "femtedel": 5, "sjettedel": 6,
    "syvendedel": 7, "ottendedel": 8, "niendedel": 9, "tiendedel": 10,
}  # fmt: skip
_EACH = {
    "anden": 2, "andet": 2, "tredje": 3, "fjerde": 4, "femte": 5, "sjette": 6,
    "tiende": 10,
}  # fmt: skip
_COUNT = rf"(?:{'|'.join(_COUNTS)}|\d{{1,2}})"
_PERIOD = (
    r"\s+(?:hver|arbejds|kalender|skole)?"
    r"(?:dag|uge|måned|år|time|kvartal|gang|minut|nat|sommer|vinter)"
    r"(?:e|en|er|et|s)?\b"
)
_FRACTION = re.compile(
    rf"""(?<![\w,.])(?:
      (?:(?P<count>{_COUNT})\s+)?(?P<part>{"|".join(_PARTS)})(?:e|en|ene)?s?\b
    | (?P<some>{_COUNT})\s+ud\s+af\s+(?P<all>{_COUNT})\b
    | hver\s+(?P<each>{"|".join(_EACH)})\b(?!{_PERIOD})
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_SIGNS = ("del", " ud af ", "hver ")


def fractions_in(text: str) -> Iterator[Found]:
    """The parts named in a Danish text, in reading order."""
    folded = text.casefold()
    if len(folded) != len(text) or not any(sign in folded for sign in _SIGNS):
        return
    for match in _FRACTION.finditer(folded):
        above, below = _fraction(match)
        if 0 < above < below:
            amount = (Decimal(100 * above) / below).quantize(Decimal("0.01"))
            amount = amount.normalize()
            start, end = match.span()
            yield Found(
                Kind.NUMBER, f"{amount:f} %", text[start:end], start, end,
                amount=amount, unit="%", written=amount,
            )  # fmt: skip


def _fraction(match: re.Match[str]) -> tuple[int, int]:
    if match["part"]:
        return _count(match["count"] or "en"), _PARTS[match["part"]]
    if match["each"]:
        return 1, _EACH[match["each"]]
    return _count(match["some"]), _count(match["all"])


def _count(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS[word]
