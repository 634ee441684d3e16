"""Running text cut into its sentences, each a verbatim run of it."""

import re
from functools import lru_cache

_ABBREVIATED = """
    adm afd art bl.a bl ca dvs ekskl el.lign evt f.eks fx fhv hhv henh inkl jf kap
    kl lign litra m.fl m.h.t min max maks nr nærv p.t ref resp s.k stk t.o.m tlf
    vedr Art No Nos para e.g i.e
"""
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())
_NO_END = re.compile(
    r"(?:^|[\s(»“\"])(?:(?i:"
    + "|".join(re.escape(each) for each in sorted(_ABBREVIATIONS, key=len)[::-1])
    + r")|\d{1,3}|[A-ZÆØÅ])$"
)
_END = re.compile(r"[.!?](?:[»«”\")\]]*)\s+(?=[A-ZÆØÅ§»“\"(0-9])")


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, each a verbatim run of it.

    A full stop after an abbreviation of legal Danish ("jf.", "stk."), an ordinal
    ("1. juli") or a single capital letter ends nothing.
    """
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        before = text[start : match.start()]
        if text[match.start()] == "." and _NO_END.search(before):
            continue
        found.append(text[start : match.end()].strip())
        start = match.end()
    found.append(text[start:].strip())
    return tuple(each for each in found if each)
