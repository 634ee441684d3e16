"""Pieces of Word text that code must make itself: links, bookmarks, level marks.

Everything else is plain text, so that looks stay in the template. A piece closes the
run it is put into and opens a new one after itself: a field that holds one is written
in a template like any other. Looks come from named character styles, found by the
style's name, because Word renames the ids of styles in other languages.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape, quoteattr

from briefing.rendering.comments import Notes

LINK_STYLE = "Hyperlink"
REFERENCE_STYLE = "Henvisning"
MARK_STYLE = "Fremhævet"
"""The style of words that change; plain where a template has none of that name."""
LEVEL_STYLES = ("Niveau lav", "Niveau middel", "Niveau høj", "Niveau kritisk")
BENEFIT_STYLE = "Niveau gavn"
INSERTED_STYLE, DELETED_STYLE = "Indsat", "Slettet"
CHANGED_STYLE = "Ændringsmærke"
"""The style of the mark on a point that is new or changed since the last version."""
STYLE_NAMES = (
    LINK_STYLE,
    REFERENCE_STYLE,
    *LEVEL_STYLES,
    BENEFIT_STYLE,
    INSERTED_STYLE,
    DELETED_STYLE,
    CHANGED_STYLE,
)
"""The character styles that a template must have, by name."""

_UNPRINTABLE = re.compile(
    "[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # not allowed in XML 1.0
    "|[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # would turn what follows
)
_BLANKS = re.compile("[ \t\r\n\u2028\u2029]+")  # a no-break space is kept
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+"
    "(?: +[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+)*"
)
_LEFT_TO_RIGHT_MARK = "\u200e"
_FIRST_BOOKMARK = 1000
SOURCE_MARK = "kilde_"
"""How the bookmarks begin that references lead to."""
EDITABLE = "punkt_"
"""How the bookmarks begin that stand around texts a person may edit."""
_URL_SAFE = ":/?#[]@!$&'()*+,;=%~-._"
_BEFORE, _AFTER = "</w:t></w:r>", '<w:r><w:t xml:space="preserve">'


def printable(text: str) -> str:
    """The text without what XML cannot hold, its blanks and line ends as one space.

    Text written from right to left is closed with a mark, so that it does not draw
    what follows, such as a reference, into its own direction.
    """
    plain = _BLANKS.sub(" ", _UNPRINTABLE.sub("", text)).strip(" ")
    if plain.isascii():
        return plain
    return _RIGHT_TO_LEFT.sub(rf"\g<0>{_LEFT_TO_RIGHT_MARK}", plain)


def printable_lines(text: str) -> str:
    """As `printable`, but the line ends that a person set are kept."""
    lines = [printable(each) for each in text.splitlines()]
    return "\n".join(lines).strip("\n")


@dataclass(frozen=True, slots=True)
class Runs:
    """Finished Word text; `text` is what it reads as, for those who only read."""

    text: str
    xml: str

    def __html__(self) -> str:
        """What autoescaping leaves as it is."""
        return f"{_BEFORE}{self.xml}{_AFTER}" if self.xml else ""

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Paper:
    """What a piece needs of the document it goes into.

    `relate` gives the id of the relationship to an address; `styles` maps the names
    of character styles to their ids; `notes` collects what comments are to say;
    `draw` puts a picture into the document and gives its XML.
    """

    relate: Callable[[str], str]
    styles: Mapping[str, str]
    notes: Notes = field(default_factory=Notes)
    draw: Callable[[bytes, str], str] | None = None

    def styled(self, text: str, style: str) -> Runs:
        """The text in a named character style."""
        return Runs(text, self._run(text, style))

    def marked(self, pieces: Iterable[tuple[str, bool]]) -> Runs:
        """Text in which some pieces stand out; spaces between them are kept."""
        return self.joined(
            (text, MARK_STYLE if stands_out else "") for text, stands_out in pieces
        )

    def joined(self, pieces: Iterable[tuple[str, str]]) -> Runs:
        """Pieces of text, each in a character style or none; their spaces are kept."""
        found = [(_spaced(text), style) for text, style in pieces]
        return Runs(
            "".join(text for text, _style in found).strip(),
            "".join(self._run(text, style) for text, style in found if text),
        )

    def link(self, text: str, url: str) -> Runs:
        """The text as a link; plain text when the address is not one of the web."""
        address = _web_address(url)
        if not address:
            return Runs(text, self._run(text, ""))
        run = self._run(text, LINK_STYLE)
        target = quoteattr(self.relate(address))
        return Runs(
            text, f'<w:hyperlink r:id={target} w:history="1">{run}</w:hyperlink>'
        )

    def editable(self, tag: str, text: str) -> Runs:
        """The text in a content control, so that an edit of it can be read back.

        The bookmark around it has its own name for an id; `word.py` numbers it.
        """
        if not text:
            return Runs("", "")
        name = f"{EDITABLE}{tag.replace('.', '_')}"
        return Runs(
            text,
            f'<w:bookmarkStart w:id="{name}" w:name="{name}"/>'
            f"<w:sdt><w:sdtPr><w:tag w:val={quoteattr(tag)}/></w:sdtPr>"
            f"<w:sdtContent>{self._run(text, '')}</w:sdtContent></w:sdt>"
            f'<w:bookmarkEnd w:id="{name}"/>',
        )

    def references(
        self, found: Iterable[tuple[str, int | None]], quoted: str = ""
    ) -> Runs:
        """Short references, each a link to its document in the list.

        `quoted` is what stands there, for a comment on them.
        """
        texts, pieces = [], []
        for text, number in found:
            run = self._run(text, REFERENCE_STYLE)
            texts.append(text)
            pieces.append(
                run
                if number is None
                else f'<w:hyperlink w:anchor="{_bookmark(number)}" w:history="1">'
                f"{run}</w:hyperlink>"
            )
        xml = self._run(" ", "").join(pieces)
        return Runs(" ".join(texts), self.notes.anchored(quoted if xml else "", xml))

    def bookmarked(self, number: int) -> Runs:
        """A document's number with the bookmark that references lead to."""
        mark, text = _FIRST_BOOKMARK + number, str(number)
        return Runs(
            text,
            f'<w:bookmarkStart w:id="{mark}" w:name="{_bookmark(number)}"/>'
            f'{self._run(text, "")}<w:bookmarkEnd w:id="{mark}"/>',
        )

    def picture(self, body: bytes, told: str) -> Runs:
        """A picture as wide as the text; `told` is what is read in place of it."""
        drawn = self.draw(body, told) if self.draw else ""
        return Runs(told, f"<w:r>{drawn}</w:r>" if drawn else "")

    def _run(self, text: str, style: str) -> str:
        style_id = self.styles.get(style, "")
        look = f"<w:rPr><w:rStyle w:val={quoteattr(style_id)}/></w:rPr>"
        return (
            f"<w:r>{look if style_id else ''}"
            f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        )


def _spaced(text: str) -> str:
    """The text as it can be printed, with one space at an end that has any."""
    inner = printable(text)
    if not inner:
        return " " if text else ""
    before = " " if text[0].isspace() else ""
    return f"{before}{inner}{' ' if text[-1].isspace() else ''}"


def _bookmark(number: int) -> str:
    return f"{SOURCE_MARK}{number}"


def _web_address(url: str) -> str:
    """The address with what may not stand in one encoded; empty if not of the web."""
    try:
        found = urlsplit(printable(url))
    except ValueError:
        return ""
    if found.scheme not in {"http", "https"} or not found.netloc:
        return ""
    return quote(found.geturl(), safe=_URL_SAFE)
