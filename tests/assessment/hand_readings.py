"""Readings made by hand from a short notation, and the cases they belong to.

A line `== part` opens a part, `## heading` is a heading, `| a | b` a table row,
`[§ 5, stk. 2] text` a passage with its provision. A line that ends in
`{replace; § 5; act; old; new}` is an amending instruction.
"""

import re
from datetime import date

from briefing.domain.document import (
    Change,
    Document,
    Locator,
    Part,
    Passage,
    PassageKind,
    Reading,
)
from briefing.domain.profile import Perspective, Profile
from briefing.domain.proposal import DocumentKind, Proposal, ProposalKind, Stage
from briefing.domain.record import record_document

_PLACE = re.compile(r"^\[([^\]]+)\]\s*")
_CHANGE = re.compile(r"\s*\{(\w+);([^;]*);([^;]*);([^;]*);([^}]*)\}$")


def reading(
    text: str, *, missing: tuple[Part, ...] = (), consulted: tuple[str, ...] = ()
) -> Reading:
    """The reading that a text in the notation describes."""
    passages: list[Passage] = []
    parts: dict[Part, tuple[int, ...]] = {}
    changes: list[Change] = []
    part, heading = Part.UNPLACED, ""
    for line in filter(None, (each.strip() for each in text.splitlines())):
        if line.startswith("== "):
            part = Part(line[3:])
            continue
        number = len(passages)
        passage, change = _passage(line, number, heading)
        if passage.kind is PassageKind.HEADING:
            heading = passage.text
        passages.append(passage)
        parts[part] = (*parts.get(part, ()), number)
        changes += [change] if change else []
    named = tuple(
        (name, passage.number)
        for name in consulted
        for passage in passages
        if name in passage.text
    )
    return Reading(tuple(passages), parts, tuple(changes), missing, None, named)


def _passage(line: str, number: int, heading: str) -> tuple[Passage, Change | None]:
    if line.startswith("## "):
        text = line[3:]
        place = Locator(heading=text)
        return Passage(number, text, place, PassageKind.HEADING, level=1), None
    if line.startswith("|"):
        cells = tuple(each.strip() for each in line.strip("|").split("|"))
        locator = Locator(heading=heading)
        return (
            Passage(
                number, " | ".join(cells), locator, PassageKind.TABLE_ROW, cells=cells
            ),
            None,
        )
    found = _PLACE.match(line)
    place = found[1] if found else ""
    rest = _PLACE.sub("", line)
    told = _CHANGE.search(rest)
    rest = _CHANGE.sub("", rest)
    passage = Passage(number, rest, Locator(provision=place, heading=heading))
    if told is None:
        return passage, None
    action, provision, act, old, new = (each.strip() for each in told.groups())
    return passage, Change(place, act, provision, action, old, new, (number,))


def document(
    text: str,
    *,
    key: str = "text",
    title: str = "Lovforslag som fremsat",
    kind: DocumentKind = DocumentKind.BILL_TEXT,
    language: str | None = "da",
    missing: tuple[Part, ...] = (),
    consulted: tuple[str, ...] = (),
) -> Document:
    """A document that has been read."""
    return Document(
        key=key,
        title=title,
        kind=kind,
        url=f"https://example.org/{key}",
        reading=reading(text, missing=missing, consulted=consulted),
        language=language,
    )


def proposal(**fields: object) -> Proposal:
    """A bill in its committee, with other fields where a test gives them."""
    given: dict[str, object] = {
        "ref": "dk/folketinget/20261/L901",
        "source": "folketinget",
        "kind": ProposalKind.BILL,
        "native_kind": "Lovforslag",
        "title": "Forslag til lov om ændring af lov om arbejdsmiljø",
        "stage": Stage.INTRODUCED,
        "native_status": "Fremsat",
        "url": "https://example.org/L901",
        "number": "L 901",
        "session": "20261",
        "ministry": "Beskæftigelsesministeriet",
        "committee": "Beskæftigelsesudvalget",
        "introduced_on": date(2026, 10, 7),
    }
    return Proposal(**(given | fields))  # type: ignore[arg-type] # fields by name


EMPLOYEES = Profile(
    id="loen",
    organisation="Lønmodtagernes Eksempelforbund",
    perspective=Perspective.EMPLOYEES,
    names=("Lønmodtagernes Eksempelforbund", "LEF"),
    agreements=("Eksempeloverenskomsten",),
    funds=("Eksempelfonden",),
)
EMPLOYERS = Profile(
    id="arbejdsgiver",
    organisation="Eksempelbranchens Arbejdsgivere",
    perspective=Perspective.EMPLOYERS,
    names=("Eksempelbranchens Arbejdsgivere",),
    agreements=("Eksempeloverenskomsten",),
)


def with_record(case: Proposal, *documents: Document) -> tuple[Document, ...]:
    """The documents with the source's own record last, as the line gives them."""
    return (*documents, record_document(case))
