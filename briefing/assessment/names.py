"""Layer two of grounding for names: who a statement names is named in its sources.

Danish writes common nouns in lower case, so that a capital inside a sentence is a name:
an organisation, an authority, a person, an agreement. In English only abbreviations
("ETUC") can be told from other capitals. Institutions that every reader knows by one
name, whatever the language of the source, need no source.
"""

import re
from collections.abc import Iterable

_NAME = re.compile(r"(?<![\w.-])[A-ZÆØÅ][\w&]*(?:-[\w&]+)*")
_ABBREVIATION = re.compile(r"[A-ZÆØÅ]{2,}\w*")
_BEGINS = re.compile(r"(?:\A\s*|[.!?:;»«“”\"(\n–—]|\b[a-zæøå]\))\s*$")
_GENITIVE = re.compile(r"(?:['’]s|['’]|s)$")
_FEWEST = 2
_NEAR = 6
_KNOWN = frozenset(
    {
        "ai", "cvr", "danmark", "dansk", "de", "den", "det", "eu", "euf", "europa",
        "europa-kommissionen", "europa-parlamentet", "europæiske", "eøs", "folketinget",
        "gdpr", "grundloven", "hr", "i", "it", "kommissionen", "lovtidende", "norden",
        "parlamentet", "regeringen", "rådet", "teuf", "unionen", "commission",
        "directive", "council", "parliament", "lov", "lbk", "lbkg", "bek", "com", "kom",
        "celex",
    }
)  # fmt: skip


def unnamed(text: str, sources: Iterable[str], language: str) -> tuple[str, ...]:
    """The names in the text that no source has, as written; case is not compared."""
    names = _names(text, language)
    if not names:
        return ()
    known = "\n".join(sources).casefold()
    return tuple(name for name in names if not _is_known(name, known))


def _names(text: str, language: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for match in _NAME.finditer(text):
        name = match[0]
        abbreviation = bool(_ABBREVIATION.fullmatch(name))
        inside = language == "da" and not _begins(text, match.start())
        if len(name) >= _FEWEST and (abbreviation or inside):
            found[name] = None
    return tuple(found)


def _begins(text: str, start: int) -> bool:
    """Whether a sentence or a quotation begins there."""
    return _BEGINS.search(text[max(0, start - _NEAR) : start]) is not None


def _is_known(name: str, known: str) -> bool:
    """Whether a source has the name, or the name that a compound begins with."""
    folded = name.casefold()
    first, _, rest = name.partition("-")
    forms = {folded, _GENITIVE.sub("", folded)}
    if rest.islower():
        forms.add(first.casefold())
    return bool(forms & _KNOWN) or any(form in known for form in forms)
