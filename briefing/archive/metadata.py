"""What is said of each file that leaves the archive: Dublin Core, in XML or JSON."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from briefing.domain.archive import Entry, Item, ItemKind
from briefing.language.written import danish_day

DC = "http://purl.org/dc/elements/1.1/"
TERMS = "http://purl.org/dc/terms/"
_TYPES = {ItemKind.ASSESSMENT: "Dataset", ItemKind.MODEL_CALLS: "Dataset"}

Field = tuple[str, str]
"""A term of Dublin Core and its value; `isPartOf` and the like are of the terms."""


@dataclass(frozen=True, slots=True)
class Relation:
    """That one file stands in a relation of Dublin Core's terms to another."""

    subject: str
    relation: str
    object: str


def dublin_core(entry: Entry, item: Item, publisher: str) -> tuple[Field, ...]:
    """The terms of one file; those without a value are left out."""
    case = entry.case.number if entry.case else ""
    fields = (
        ("title", f"{entry.title.rstrip('.')}: {item.title or item.name}".lstrip(": ")),
        ("publisher", publisher),
        ("date", danish_day(entry.at).isoformat()),
        ("type", _TYPES.get(item.kind, "Text")),
        ("format", item.media_type),
        ("identifier", f"urn:sha256:{item.sha256}"),
        ("source", entry.ref),
        ("language", entry.about.get("language", "")),
        ("description", item.note),
        ("isPartOf", case),
    )
    return tuple((name, _plain(value)) for name, value in fields if value)


def as_xml(fields: Iterable[Field], own: Iterable[Field] = ()) -> bytes:
    """The terms as XML in Dublin Core's namespaces; `own` in none, before them."""
    top = etree.Element("metadata", nsmap={"dc": DC, "dcterms": TERMS})
    for name, value in own:
        etree.SubElement(top, name).text = value
    for name, value in fields:
        space = TERMS if name.startswith("is") else DC
        etree.SubElement(top, f"{{{space}}}{name}").text = value
    found: bytes = etree.tostring(
        top, encoding="UTF-8", xml_declaration=True, pretty_print=True
    )
    return found


def as_json(value: object) -> bytes:
    """Plain values as readable JSON."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return "".join(each for each in text if each.isprintable() or each in "\n\t")
