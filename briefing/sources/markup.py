"""Masking parts of markup without changing its form: XML, HTML, well formed or not.

Works on the text as it stands, so that what is not masked keeps every character.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

INSTEAD = "[fjernet]"
_TOKEN = re.compile(r"<!--.*?(?:-->|$)|<[^<>]*>|[^<]+|<", re.DOTALL)
_TAG = re.compile(r"<(/?)\s*([\w.:-]+)")
_ATTRIBUTE = re.compile(r"""([\w.:-]+)(\s*=\s*)("[^"]*"|'[^']*')""")
_LABELLED = re.compile(r"(\s*)([^:<>]{2,40}?)(\s*:\s*)(\S.*)", re.DOTALL)
_VOID = re.compile(
    "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "legend", "dt", "th"])
_LABELS = _HEADINGS | frozenset(["b", "strong", "label"])
"""Elements that begin something new, so that what a label is about has ended."""
Covers = Callable[[str], bool]


@dataclass(slots=True)
class _Walk:
    """Where in the markup we are, and how far masking reaches.

    `open` are the elements around. `inside`: text is masked while at least so many
    are open, and none of `enders` begins. `label`: how many were open at a label
    whose text is still to come, and the element it stands in.
    """

    covers: Covers
    out: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    inside: int | None = None
    enders: frozenset[str] = frozenset()
    label: tuple[int, str] | None = None

    def mask(self, depth: int, enders: frozenset[str] = frozenset()) -> None:
        """Mask from here on, as long as so many elements are open."""
        self.inside, self.enders, self.label = depth, enders, None


def mask_markup(text: str, covers: Covers) -> tuple[str, tuple[str, ...]]:
    """The markup with the text of private elements, attributes and labels masked.

    `covers` says of a name or a label whether what it holds is private. A label is a
    whole text ("Kontaktperson", with or without a colon); what it is about is the rest
    of its element, else the element that follows, else, after a heading, all up to
    the next one. The names found come second.
    """
    walk = _Walk(covers)
    for match in _TOKEN.finditer(text):
        token = match[0]
        tag = _TAG.match(token) if token.endswith(">") else None
        if tag is None:
            _text(walk, token)
        elif tag[1]:
            _close(walk, token, tag[2].lower())
        else:
            _open(walk, token, tag[2])
    return "".join(walk.out), tuple(dict.fromkeys(walk.removed))


def _close(walk: _Walk, token: str, name: str) -> None:
    walk.out.append(token)
    if name in walk.open:
        while walk.open.pop() != name:
            pass  # elements that were never closed end with the one around them
    if walk.inside is not None and len(walk.open) < walk.inside:
        walk.inside = None


def _open(walk: _Walk, token: str, written: str) -> None:
    name = written.lower()
    walk.out.append(_ATTRIBUTE.sub(lambda found: _attribute(walk, found), token))
    if _VOID.fullmatch(name) or token.endswith("/>"):
        return
    if name in walk.enders:
        walk.inside, walk.enders = None, frozenset()
    walk.open.append(name)
    if walk.inside is not None:
        return
    bare = written.rsplit(":", 1)[-1]
    if walk.covers(bare):
        walk.removed.append(bare)
        walk.mask(len(walk.open))
    elif walk.label is not None:
        _begin(walk, walk.label, name)


def _begin(walk: _Walk, label: tuple[int, str], name: str) -> None:
    """Mask what a label is about, which begins with an element."""
    depth, element = label
    here = len(walk.open)
    if here > depth:  # the label's own element goes on
        walk.mask(depth, _LABELS)
    elif element in _HEADINGS - {"dt", "th"}:
        walk.mask(here - 1, _HEADINGS)
    elif name == "a":
        walk.mask(here - 1, _LABELS)
    else:
        walk.mask(here)


def _attribute(walk: _Walk, found: re.Match[str]) -> str:
    name, value = found[1].rsplit(":", 1)[-1], found[3]
    if not value[1:-1] or not walk.covers(name):
        return found[0]
    walk.removed.append(name)
    return f"{found[1]}{found[2]}{value[0]}{INSTEAD}{value[0]}"


def _text(walk: _Walk, text: str) -> None:
    bare = text.strip()
    if bare and walk.inside is None:
        text = _outside(walk, text, bare)
    elif bare:
        text = text.replace(bare, INSTEAD)
    walk.out.append(text)


def _outside(walk: _Walk, text: str, bare: str) -> str:
    """A text that nothing around it masks: a label, what one is about, or neither."""
    depth = len(walk.open)
    if walk.label is not None:
        walk.mask(depth, _LABELS)
        return text.replace(bare, INSTEAD)
    labelled = _LABELLED.fullmatch(text)
    if labelled and walk.covers(labelled[2]):
        walk.removed.append(labelled[2])
        walk.mask(depth, _LABELS)
        return f"{labelled[1]}{labelled[2]}{labelled[3]}{INSTEAD}"
    name = bare.removesuffix(":").strip()
    if walk.covers(name):
        walk.removed.append(name)
        walk.label = (depth, walk.open[-1] if walk.open else "")
        return text
    return text
