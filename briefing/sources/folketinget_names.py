"""How cases of the Folketing are called, and the kinds of case that are read.

A case is named by a letter for its kind, a number within its session and, once a
bill has been split, a letter for its part: "L 115", "L 86 A", "F 4" in session
`20251`. Folders are those of the addresses of ft.dk.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefing.domain.proposal import ProposalKind
from briefing.domain.source import Area, SourceConfig
from briefing.errors import ConfigError, ParseError
from briefing.sources.shape import Record, clean, option_texts, required

SOURCE = "folketinget"
_NUMBER = re.compile(r"([A-ZÆØÅ]) ?(\d{1,5}) ?([A-ZÆØÅ]{0,2})")


@dataclass(frozen=True, slots=True)
class CaseType:
    """A kind of case: its name at the service, the letter of its numbers, its folder.

    `accession` is how its number begins at retsinformation, empty where it has none.
    """

    native: str
    kind: ProposalKind
    letter: str
    folder: str
    accession: str = ""


_ALL = (
    CaseType("Lovforslag", ProposalKind.BILL, "L", "lovforslag", "2L"),
    CaseType("Beslutningsforslag", ProposalKind.RESOLUTION_PROPOSAL, "B",
             "beslutningsforslag", "BB"),
    CaseType("Forespørgsel", ProposalKind.INTERPELLATION, "F", "forespoergsel"),
    CaseType("Redegørelse", ProposalKind.GOVERNMENT_REPORT, "R", "redegorelse"),
)  # fmt: skip
TYPES = {each.native.casefold(): each for each in _ALL}
"""By `Sagstype.type` in lower case."""


@dataclass(frozen=True, slots=True)
class Name:
    """How a case is called: its type, number, what follows it, and the session."""

    type: CaseType
    digits: int
    suffix: str
    session: str

    @property
    def written(self) -> str:
        """As people write it: "L 115", "L 86 A"."""
        return f"{self.type.letter} {self.digits} {self.suffix}".rstrip()

    @property
    def joined(self) -> str:
        """As addresses and references have it: "L115", "L86A"."""
        return f"{self.type.letter}{self.digits}{self.suffix}"

    @property
    def ref(self) -> str:
        """The reference of the proposal: "dk/folketinget/20251/L86A"."""
        return f"dk/folketinget/{self.session}/{self.joined}"

    @property
    def identifier(self) -> str:
        """What the case is called across sources: "L 86 A/20251"."""
        return f"{self.written}/{self.session}"

    @property
    def undivided(self) -> "Name":
        """The case that this one is a part of, itself when it was never split."""
        return Name(self.type, self.digits, "", self.session)

    @property
    def accession(self) -> str:
        """Its number at retsinformation, empty for what has another or none there."""
        if self.suffix or not self.type.accession:
            return ""
        return f"{self.session}{self.type.accession}{self.digits:05}"


def wanted_types(config: SourceConfig) -> tuple[CaseType, ...]:
    """The kinds of case to read: option `types`, all without it; ConfigError."""
    given = option_texts(config, "types", tuple(each.native for each in _ALL))
    known = ", ".join(each.native for each in _ALL)
    unknown = ", ".join(each for each in given if each.casefold() not in TYPES)
    if unknown:
        raise ConfigError(f"{config.id}: options.types: {unknown}: not one of {known}")
    return tuple(dict.fromkeys(TYPES[each.casefold()] for each in given))


def label(case: Mapping[str, object]) -> str:
    """What to call a case in a message, whatever state its record is in."""
    return clean(case.get("nummer")) or f"Sag({case.get('id')})"


def name_of(case: Record) -> Name:
    """The name of a case; ParseError when it is not of a kind that is read."""
    where = label(case)
    native = lookup(case, "Sagstype", "type", where)
    number = clean(required(case, "nummer", SOURCE, where))
    session = lookup(case, "Periode", "kode", where)
    found = TYPES.get(native.casefold())
    if found is None:
        raise ParseError(SOURCE, f"{where}: of the type {native!r}")
    match = _NUMBER.fullmatch(number)
    if not match or match[1] != found.letter or not re.fullmatch(r"\d{5}", session):
        raise ParseError(
            SOURCE, f"{where}: {native} with number {number!r} in session {session!r}"
        )
    return Name(found, int(match[2]), match[3], session)


def lookup(row: Record, relation: str, key: str, where: str) -> str:
    """A text that stands in a related row; empty when there is no such row."""
    related = required(row, relation, SOURCE, where)
    if related is None:
        return ""
    if not isinstance(related, dict):
        raise ParseError(SOURCE, f"{where}: {relation!r} is not an object")
    return clean(required(related, key, SOURCE, where))


def refs_of(rows: Iterable[Record]) -> tuple[str, ...] | None:
    """The refs of rows that name their case; None when one of them does not."""
    try:
        return tuple(name_of(each).ref for each in rows)
    except ParseError:
        return None


def areas_of(
    session: str, types: Iterable[str], refs: Iterable[str]
) -> tuple[Area, ...]:
    """All that a session lists, a kind of case at a time."""
    known = tuple(refs)
    prefixes = [f"dk/folketinget/{session}/{TYPES[each].letter}" for each in types]
    return tuple(
        Area(each, frozenset(ref for ref in known if ref.startswith(each)))
        for each in prefixes
    )


def fitting(
    rows: Iterable[Record], types: Iterable[str], session: str, where: str
) -> list[Record]:
    """The rows that are of these types and session, whatever a filter let through."""
    wanted = frozenset(types)
    return [
        row
        for row in rows
        if lookup(row, "Sagstype", "type", where).casefold() in wanted
        and lookup(row, "Periode", "kode", where) == session
    ]
