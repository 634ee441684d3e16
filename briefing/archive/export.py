"""Files leaving the archive: laid out by case, or one by one for a case system."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import product
from pathlib import Path

from briefing.archive.entries import as_text
from briefing.archive.keeping import Archive, live_items
from briefing.archive.metadata import Field, Relation, as_json, as_xml, dublin_core
from briefing.domain.archive import Entry, EntryKind, Item, ItemKind
from briefing.errors import ArchiveError
from briefing.language.written import danish_day

WITHDRAWN = "TILBAGETRUKKET"
"""The mark on every file of a withdrawn briefing that leaves the archive."""
Publisher = Callable[[str], str]
"""The organisation behind a profile."""
_LONGEST_NAME = 180
"""Letters of a name before its ending; file systems take 255 bytes."""
_UNSAFE = str.maketrans(dict.fromkeys('/\\:*?"<>| ', "_"))


@dataclass(frozen=True, slots=True)
class Placed:
    """A file of an export: where it lies, relative to the export's folder."""

    entry: Entry
    item: Item
    path: str


def within(
    entries: Iterable[Entry],
    refs: frozenset[str] | None,
    since: date | None,
    until: date | None,
) -> tuple[Entry, ...]:
    """The entries that hold files, of these proposals and Danish days."""
    return tuple(
        each
        for each in entries
        if each.kind is not EntryKind.DELETION
        and (refs is None or each.ref in refs)
        and (since is None or danish_day(each.at) >= since)
        and (until is None or danish_day(each.at) <= until)
    )


def lay_out(
    archive: Archive, entries: Sequence[Entry], folder: Path
) -> tuple[Placed, ...]:
    """Copy the files of these entries into the folder.

    `entry.json` beside them is the entry as it is hashed. ArchiveError when a file of
    the archive is missing.
    """
    placed = tuple(_placed(archive, entries))
    for each in placed:
        target = folder / each.path
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(archive, each.item, target)
    for entry in entries:
        here = folder / _folder(entry)
        here.mkdir(parents=True, exist_ok=True)
        (here / "entry.json").write_text(as_text(entry), encoding="utf-8")
    return placed


def describe(placed: Sequence[Placed], folder: Path, publisher: Publisher) -> None:
    """Write Dublin Core beside each file, and how they belong together."""
    for each in placed:
        target = folder / each.path
        fields = dublin_core(each.entry, each.item, publisher(each.entry.profile))
        target.with_name(f"{target.name}.dc.xml").write_bytes(as_xml(fields))
    relations = [asdict(each) for each in relations_of(placed)]
    (folder / "relations.json").write_bytes(as_json(relations))


def distinct(name: str, taken: set[str]) -> str:
    """A file name that no other here has, whatever the case of its letters."""
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, f".{ending}") if dot else (ending, "")
    found, number = f"{stem[:_LONGEST_NAME]}{ending}", 1
    while found.casefold() in taken:
        number += 1
        found = f"{stem[:_LONGEST_NAME]}~{number}{ending}"
    taken.add(found.casefold())
    return found


def _copy(archive: Archive, item: Item, target: Path) -> None:
    try:
        shutil.copyfile(archive.object_path(item.sha256), target)
    except OSError as error:
        raise ArchiveError(
            f"{item.name} cannot be taken out: {error}. Run `briefing archive verify`."
        ) from error


def _placed(archive: Archive, entries: Sequence[Entry]) -> Iterator[Placed]:
    wanted = {each.number for each in entries}
    known = archive.entries()
    withdrawn = {_key(each): each for each in known if _is_withdrawal(each)}
    taken: dict[str, set[str]] = {}
    for entry, item in live_items(known):
        if entry.number in wanted:
            later = withdrawn.get(_key(entry))
            if later is not None and entry.kind is EntryKind.BRIEFING:
                entry, item = _marked(entry, item, later)  # noqa: PLW2901 - the same, marked
            inside = "/sources" if item.kind is ItemKind.SOURCE else ""
            folder = f"{_folder(entry)}{inside}"
            names = taken.setdefault(folder, {"entry.json"})
            name = distinct(item.name.translate(_UNSAFE), names)
            yield Placed(entry, item, f"{folder}/{name}")


def _is_withdrawal(entry: Entry) -> bool:
    return entry.kind is EntryKind.WITHDRAWAL


def _key(entry: Entry) -> tuple[str, str, int]:
    return (entry.ref, entry.profile, entry.version)


def _marked(entry: Entry, item: Item, withdrawal: Entry) -> tuple[Entry, Item]:
    """A file of a withdrawn briefing: its bytes stay, its name and titles say so."""
    if item.kind is not ItemKind.BRIEFING:
        return entry, item
    note = f"withdrawn: see entry {withdrawal.number}"
    marked = replace(
        item,
        name=f"{WITHDRAWN}_{item.name}",
        note=f"{item.note}; {note}" if item.note else note,
    )
    return replace(entry, title=f"{WITHDRAWN}: {entry.title}"), marked


def _folder(entry: Entry) -> str:
    case = entry.case.number.translate(_UNSAFE) if entry.case else "uden-sag"
    return f"{case}/{entry.number:06}"


def relations_of(placed: Sequence[Placed]) -> Iterator[Relation]:
    """What each file is part of and rests on, and which version it replaces."""
    latest: dict[tuple[str, str, str], str] = {}
    by_entry: dict[int, list[Placed]] = {}
    for each in placed:
        by_entry.setdefault(each.entry.number, []).append(each)
    for some in by_entry.values():
        entry = some[0].entry
        case = entry.case.number if entry.case else ""
        briefings = [e for e in some if e.item.kind is ItemKind.BRIEFING]
        others = [e.path for e in some if e.item.kind is not ItemKind.BRIEFING]
        for each in some if case else ():
            yield Relation(each.path, "isPartOf", case)
        if entry.kind is EntryKind.DELIVERY:
            sent = (v for k, v in latest.items() if k[:2] == (entry.ref, entry.profile))
            pairs = product(some, sorted(sent))
            yield from (Relation(e.path, "references", path) for e, path in pairs)
        for each in briefings:
            yield from (Relation(each.path, "references", e) for e in others)
            form = (entry.ref, entry.profile, f"{each.item.title}{_ending(each)}")
            if form in latest:
                yield Relation(each.path, "replaces", latest[form])
            latest[form] = each.path
        yield from _formats(briefings)


def _formats(briefings: Sequence[Placed]) -> Iterator[Relation]:
    """The PDF and JSON of a Word file are other forms of it."""
    words = {each.path for each in briefings if _ending(each) == "docx"}
    for each in briefings:
        word = f"{each.path.rsplit('.', 1)[0]}.docx"
        if word in words and word != each.path:
            yield Relation(each.path, "isFormatOf", word)


def _ending(placed: Placed) -> str:
    return placed.path.rsplit(".", 1)[-1]


def drop(
    archive: Archive,
    entries: Sequence[Entry],
    folder: Path,
    publisher: Publisher,
    *,
    form: str,
) -> tuple[Path, ...]:
    """Put the documents of these entries where a case system takes them from.

    Each document comes first and whole, the file that describes it last, so that
    whoever waits for descriptions finds everything there. `form` is `xml` or `json`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for each in _placed(archive, entries):
        if each.item.kind is not ItemKind.BRIEFING or _ending(each) == "json":
            continue
        case = each.entry.case.number.translate(_UNSAFE) if each.entry.case else "-"
        name = f"{case}_{each.entry.number:06}_{each.item.name.translate(_UNSAFE)}"
        target, part = folder / name, folder / f".{name}.part"
        _copy(archive, each.item, part)
        part.replace(target)
        fields = dublin_core(each.entry, each.item, publisher(each.entry.profile))
        own = _own(each, name)
        is_xml = form == "xml"
        body = as_xml(fields, own) if is_xml else as_json(dict((*own, *fields)))
        part.write_bytes(body)
        part.replace(folder / f"{name}.{form}")
        written.append(target)
    return tuple(written)


def _own(placed: Placed, name: str) -> tuple[Field, ...]:
    """What a case system asks for that Dublin Core has no term for."""
    entry = placed.entry
    return (
        ("file", name),
        ("caseNumber", entry.case.number if entry.case else ""),
        ("entry", str(entry.number)),
        ("reference", entry.ref),
        ("profile", entry.profile),
        ("version", str(entry.version)),
    )
