"""An entry as text and back; the text is what is hashed."""

import hashlib
import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from briefing.domain.archive import ArchiveRow, Entry
from briefing.errors import ArchiveError


@cache
def adapter(kind: Any) -> TypeAdapter[Any]:
    """What writes and reads values of this type as JSON."""
    return TypeAdapter(kind)


def as_text(entry: Entry) -> str:
    """The entry as one line of JSON with sorted keys, so that it has one hash."""
    values = adapter(Entry).dump_python(entry, mode="json")
    return json.dumps(values, ensure_ascii=False, sort_keys=True) + "\n"


def from_text(text: str) -> Entry:
    """The entry of this text; ArchiveError when it is none."""
    try:
        found: Entry = adapter(Entry).validate_json(text)
    except ValidationError as error:
        raise ArchiveError(
            "an entry cannot be read: it was changed. Run `briefing archive verify`"
        ) from error
    return found


def digest(text: str) -> str:
    """The hash of an entry, which the next one names."""
    return hashlib.sha256(text.encode()).hexdigest()


def as_row(entry: Entry, written: str = "") -> ArchiveRow:
    """What the database keeps of an entry; `written` is its text where it is known."""
    text, case = written or as_text(entry), entry.case
    return ArchiveRow(
        number=entry.number,
        sha256=digest(text),
        text=text,
        kind=entry.kind,
        ref=entry.ref,
        profile=entry.profile,
        version=entry.version,
        case_number=case.number if case else "",
        series=case.series if case else "",
        year=case.year if case else 0,
        running=case.running if case else 0,
    )
