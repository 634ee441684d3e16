"""The small markup that example texts are written in, and their case files.

Lines: `@ ` a line of the title page, `# ` to `#### ` headings, `| a | b |` a row of
a table (the first is its header), `§ 1` alone a provision, a blank line between
paragraphs, everything else running text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

EXAMPLE_MARK = "EKSEMPELDATA – opdigtet til demonstration"


class ItemKind(StrEnum):
    """What a piece of markup is."""

    TITLE = "title"
    HEADING = "heading"
    PROVISION = "provision"
    PARAGRAPH = "paragraph"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of an example text; `rows` on a table, `level` on a heading."""

    kind: ItemKind
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """One example folder: its case file and where its documents are."""

    slug: str
    folder: Path
    case: dict[str, Any]

    def built(self, document: dict[str, Any]) -> Path | None:
        """The built file of a listed document; None when the server refuses it."""
        if "file" not in document:
            return None
        endings = {"lexdania": "xml", "cellar": "html"}
        ending = endings.get(document["format"], document["format"])
        return self.folder / f"{Path(document['file']).stem}.{ending}"


def examples() -> list[Example]:
    """Every example that comes with the program, by name."""
    root = Path(str(resources.files("briefing.demo") / "examples"))
    folders = sorted(each for each in root.iterdir() if (each / "case.yaml").is_file())
    return [
        Example(
            each.name, each, yaml.safe_load((each / "case.yaml").read_text("utf-8"))
        )
        for each in folders
    ]


def parse(text: str) -> list[Item]:
    """The pieces of an example text in order."""
    return list(_items(text.splitlines()))


def _items(lines: list[str]) -> Iterator[Item]:
    gathered: list[str] = []
    rows: list[tuple[str, ...]] = []
    for line in [*lines, ""]:
        row = line.startswith("|")
        single = _single(line)
        if gathered and (row or single or not line.strip()):
            yield Item(ItemKind.PARAGRAPH, " ".join(gathered))
            gathered = []
        if rows and not row:
            yield Item(ItemKind.TABLE, rows=tuple(rows))
            rows = []
        if row:
            rows.append(
                tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
            )
        elif single:
            yield single
        elif line.strip():
            gathered.append(line.strip())


def _single(line: str) -> Item | None:
    """A line that is a piece by itself."""
    text = line.strip()
    if text.startswith("@ "):
        return Item(ItemKind.TITLE, text[2:])
    marks, _space, heading = text.partition(" ")
    if marks and set(marks) == {"#"}:
        return Item(ItemKind.HEADING, heading, len(marks))
    if text.startswith("§ ") and len(text) < 8:  # noqa: PLR2004 - "§ 16 e" alone
        return Item(ItemKind.PROVISION, text)
    return None
