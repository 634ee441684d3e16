"""Free text mapped to meaning: ordered tables of patterns, the first that fits."""

import re
from collections.abc import Iterable
from typing import TypeVar

Meaning = TypeVar("Meaning")
Rules = tuple[tuple[re.Pattern[str], Meaning], ...]


def rules(*pairs: tuple[str, Meaning]) -> Rules[Meaning]:
    """A table of rules from patterns, which ignore case, and what they mean."""
    return tuple((re.compile(text, re.IGNORECASE), each) for text, each in pairs)


def first_meaning(table: Rules[Meaning], texts: Iterable[str]) -> Meaning | None:
    """What the first rule means that fits any of the texts; None when none does."""
    found = list(texts)
    for pattern, meaning in table:
        if any(pattern.search(text) for text in found):
            return meaning
    return None
