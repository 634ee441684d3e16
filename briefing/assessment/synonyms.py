"""Words that mean the same in the law and in plain Danish, from `synonyms.toml`.

A word may stand for more than one matter; two words mean the same where they share one.
"""

import tomllib
from functools import lru_cache
from importlib import resources

_NONE: frozenset[str] = frozenset()


def _read(part: str) -> dict[str, set[str]]:
    """The matters of words and, ending in a hyphen, of beginnings."""
    data = resources.files("briefing.assessment") / "synonyms.toml"
    found: dict[str, set[str]] = {}
    for matter, words in tomllib.loads(data.read_text("utf-8"))[part].items():
        for word in words.split():
            found.setdefault(word, set()).add(matter)
    return found


_WORDS, _LOOSE = _read("words"), _read("loose")
_LONGEST = max(map(len, (*_WORDS, *_LOOSE)))


@lru_cache(maxsize=65536)
def matters(word: str) -> frozenset[str]:
    """What a word in lower case stands for; empty for most."""
    return _matters(word, _WORDS)


@lru_cache(maxsize=65536)
def loosely(word: str) -> frozenset[str]:
    """What a word may speak of: more than what it certainly stands for."""
    return _matters(word, _WORDS) | _matters(word, _LOOSE)


def _matters(word: str, table: dict[str, set[str]]) -> frozenset[str]:
    found = set(table.get(word, _NONE))
    for length in range(2, min(len(word), _LONGEST) + 1):
        found |= table.get(f"{word[:length]}-", _NONE)
    return frozenset(found)
