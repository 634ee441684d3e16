"""The bodies that were asked: names as they stand in the list, never made up."""

import re
from collections.abc import Iterator, Sequence

from briefing.domain.document import Part, Passage, PassageKind
from briefing.domain.proposal import DocumentKind

_LEAD = re.compile(
    r"(?:organisationer|myndigheder|høringsparter|følgende)[^:]{0,80}:\s*(.*)$",
    re.DOTALL,
)
_SENTENCE = re.compile(
    r"\b(?:er|har|var|blev|sendes|sendt|bedes|skal|kan|ikke|modtaget|der|vedlagt)\b"
)
_TABLE_HEAD = re.compile(
    r"(?:organisation|myndighed|navn|høringspart)\w*(?: |$)", re.IGNORECASE
)
_BULLET = re.compile(r"^[–•·▪*-]\s*")
_LONGEST_NAME = 120
_VERY_LAST_AND = re.compile(r"^(.+) (?:og|samt) ([A-ZÆØÅ0-9].*)$")
_LAST_AND = re.compile(r"^(.+?) (?:og|samt) ([A-ZÆØÅ0-9].*)$")


def consulted_in(
    passages: Sequence[Passage], parts: dict[Part, tuple[int, ...]], kind: DocumentKind
) -> tuple[tuple[str, int], ...]:
    """Each body with the number of the passage it stands in, in reading order."""
    named: dict[str, int] = {}
    started = kind is DocumentKind.CONSULTATION_LIST
    numbers = parts.get(Part.CONSULTED, ())
    tabled = started and any(passages[number].cells for number in numbers)
    for number in numbers:
        passage = passages[number]
        if passage.kind is PassageKind.HEADING or (tabled and not passage.cells):
            continue
        lead = _LEAD.search(passage.text)
        if lead:
            started = True
        if not started:
            continue
        for name in _names(
            passage, lead[1] if lead else passage.text, listed=bool(lead)
        ):
            named.setdefault(name, number)
    return tuple(named.items())


def listed_names(text: str) -> tuple[str, ...]:
    """The names in a running list: "A, B og C"; parts that are no names left out."""
    pieces = [each.strip() for each in re.split(r"[,;]\s+|\n", text)]
    if found := _VERY_LAST_AND.match(pieces[-1]):
        pieces[-1:] = [found[1], found[2]]
    return tuple(each for each in map(_trim, pieces) if _is_name(each))


def _names(passage: Passage, text: str, *, listed: bool) -> Iterator[str]:
    if passage.cells:
        name = _trim(passage.cells[0])
        if _is_name(name) and not _TABLE_HEAD.match(name):
            yield name
        return
    pieces = [each.strip() for each in re.split(r"[,;]\s+|\n", text)]
    if len(pieces) == 1 and not listed:
        name = _trim(text)
        if _is_name(name) and not text.rstrip().endswith((".", ":")):
            yield name
        return
    if (
        pieces
        and (found := _LAST_AND.match(pieces[-1]))
        and (len(pieces) > 1 or listed)
    ):
        pieces[-1:] = [found[1], found[2]]
    yield from (each for each in map(_trim, pieces) if _is_name(each))


def _trim(text: str) -> str:
    return _BULLET.sub("", text.strip()).rstrip(".;, ").strip()


def _is_name(text: str) -> bool:
    plausible = 1 < len(text) <= _LONGEST_NAME and (
        text[0].isupper() or text[0].isdigit()
    )
    return plausible and not _SENTENCE.search(text)
