"""What every format is read into, before anything is known about its structure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or table row, cleaned.

    `page` counts from 1 where the format has pages. `level` is the heading level
    that the format itself gives (0: none). `provision` is set where the format
    marks it. `cells` are those of a table row.
    """

    text: str
    page: int | None = None
    level: int = 0
    is_item: bool = False
    provision: str = ""
    cells: tuple[str, ...] = ()
