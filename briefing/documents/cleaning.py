"""Text as people would type it: no control characters, whole words, whole lines."""

import re
import unicodedata
from collections.abc import Sequence

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"})
_LIGATURE = re.compile("[ﬀ-ﬄ]")
_HYPHEN_END = re.compile(r"(?:[^\W\d_])[-\u2010\u00ad\ufffe\x02]$")
_CONJUNCTION = re.compile(r"(?:og|eller|samt|m\.v|m\.m|til|and|or)\b", re.IGNORECASE)
_CLOSED_BEFORE = re.compile(r"(?:^|\W)(?:EU|AI|EØS|FN|IT|HR|SU|DA|FH|KL|A|B|a)-$")


def clean(text: str) -> str:
    """The text without control, zero-width and direction characters, NFC, one space."""
    if _LIGATURE.search(text):
        text = text.translate(_LIGATURES)
    text = _INVISIBLE.sub("", text.replace("\u00ad", ""))
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text)).strip()


def join_lines(lines: Sequence[str]) -> str:
    """Lines of one paragraph as running text, words broken over lines made whole.

    A hyphen at a line's end goes when a small letter follows, unless the next word
    is a conjunction ("løn- og arbejdsvilkår") or the part before it is one that
    keeps its hyphen ("EU-retten").
    """
    text = ""
    for line in lines:
        line = line.strip()  # noqa: PLW2901 - the line itself is meant
        if not line:
            continue
        if not text:
            text = line
        elif _HYPHEN_END.search(text[-2:]) and line[0].islower():
            if _CONJUNCTION.match(line):
                text = f"{text} {line}"
            elif _CLOSED_BEFORE.search(text[-6:]):
                text += line
            else:
                text = text[:-1] + line
        elif text.endswith("-") and line[0].isalnum() and text[-2:-1].isalnum():
            text += line
        else:
            text = f"{text} {line}"
    return clean(text)
