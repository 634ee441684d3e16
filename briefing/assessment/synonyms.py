"""Words that mean the same in the law and in plain Danish, from `synonyms.toml`.

A word may stand for more than one matter; two words mean the same where they share one.
"""

import tomllib
from functools import lru_cache
from importlib import resources

_NONE: frozenset[str] = frozenset()


def _read() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The matters of whole words and of beginnings."""
    data = resources.files("briefing.assessment") / "synonyms.toml"
    told = tomllib.loads(data.read_text(encoding="utf-8"))["words"]
    whole: dict[str, set[str]] = {}
    beginnings: dict[str, set[str]] = {}
    for matter, words in told.items():
        for word in words.split():
            if word.endswith("-"):
                beginnings.setdefault(word[:-1], set()).add(matter)
            else:
                whole.setdefault(word, set()).add(matter)
    return whole, beginnings


_WHOLE, _BEGINNINGS = _read()
_LENGTHS = sorted({len(each) for each in _BEGINNINGS})


@lru_cache(maxsize=65536)
def matters(word: str) -> frozenset[str]:
    """What a word in lower case stands for; empty for most."""
    found = set(_WHOLE.get(word, _NONE))
    for length in _LENGTHS:
        if length > len(word):
            break
        found |= _BEGINNINGS.get(word[:length], _NONE)
    return frozenset(found)
