"""Sentences (punktummer) of a provision, counted only where they can be told apart.

In amending instructions "2. pkt." is a sentence of a stykke. A full stop after an
abbreviation that is never last ("jf.", "nr.") ends nothing; after one that may be
last ("m.v.", "kr.") it ends a sentence only before a word that opens one.
"""

import re

_END = re.compile(r"[.!?][«”\")\]]*(?=\s+(?P<next>[A-ZÆØÅ§»“\"(\d]))")
_NEVER_LAST = re.compile(
    r"(?:^|[\s(»])(?:adm|afd|art|bl\.a|ca|dvs|ekskl|evt|f\.eks|fx|hhv|henh|inkl|jf|kl"
    r"|kap|litra|nr|pr|ref|resp|sml|stk|vedr|tlf|max|min|maks|bek|lbk)$",
    re.IGNORECASE,
)
_MAYBE_LAST = re.compile(
    r"(?:^|[\s(»\d])(?:m\.v|mv|m\.m|m\.fl|mfl|o\.l|o\.lign|osv|etc|a\.m\.b\.a"
    r"|kr|pct|mio|mia)$",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d$")
_PKT_NEXT = re.compile(r"\s+\d{1,2}\.(?:\s*(?:og|eller|-|–)\s*\d{1,2}\.)?\s*pkt\b")
_OPENS = re.compile(
    r"\s+[»“\"(]?(?:Af|Alle|At|Begge|Bestemmelse\w*|Beløb\w*|De|Den|Der|Desuden"
    r"|Det|Dette|Disse|Dog|Efter|En|Endvidere|Er|Et|For|Foreligger|Fra|Fristen|Gælder"
    r"|Har|Herudover|Hvis|I|Ingen|Kan|Kravet|Loven|Med|Meddel\w*|Ministeren|Når|Om"
    r"|Oplysning\w*|Over|Perioden|Pligten|På|Reglerne|Retten|Samme|Satsen|Skal|Sker"
    r"|Som|Såfremt|Til|Tilsvarende|Under|Ved|\w+ministeren|\w+eren)\b"
)


def sentences(text: str) -> tuple[str, ...] | None:
    """The sentences of a provision, which joined with a space are the text again.

    None when it cannot be told for certain where they end.
    """
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        ends = _ends(text, match)
        if ends is None:
            return None
        if ends:
            found.append(text[start : match.end()].strip())
            start = match.end()
    found.append(text[start:].strip())
    return tuple(each for each in found if each)


def _ends(text: str, match: re.Match[str]) -> bool | None:
    """Whether a sentence ends here; None when that cannot be told."""
    before, after = text[: match.start()], text[match.end() :]
    if text[match.start()] != ".":
        return True
    if _PKT_NEXT.match(after):
        return not before.endswith((" jf", " og", " eller"))
    is_short = _MAYBE_LAST.search(before)
    if _NEVER_LAST.search(before) or (is_short and match["next"] == "("):
        return False
    if is_short or match["next"].isdigit():
        return True if _OPENS.match(after) else None
    return None if match["next"] == "§" and _DIGIT.search(before) else True
