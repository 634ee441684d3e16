"""Names of private persons on a hearing's page, taken out of the page as it came.

A person who answers stands in the text of a link, in the file's name, and wherever the
page repeats either. What is not recognisably material, or an organisation's, is taken
for a person's: a page that is kept may rather say too little.
"""

import html
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote

from bs4 import BeautifulSoup, Tag

from briefing.domain.proposal import DocumentKind
from briefing.language.filenames import kind_by_name
from briefing.sources.hoeringsportalen_files import (
    FILES,
    Link,
    heading_of,
    may_be_named,
    plain_name,
    sender_in,
)
from briefing.sources.shape import clean

INSTEAD = "[navn fjernet]"
_RESPONSES = frozenset({DocumentKind.CONSULTATION_RESPONSE, DocumentKind.OTHER})
_ENDING = "|".join(re.escape(each) for each in FILES)
_FILE = re.compile(rf"[^\"'<>/\\=?&;]{{1,300}}(?:{_ENDING})\b", re.IGNORECASE)
_DECLARATION = re.compile(r"^\W*<\?xml[^>]*>")
_BLANKS = re.compile(r"[\s_+-]+")
_BLANK = r"(?:\s|[_+-]|%20|&nbsp;|&#160;|\\u00a0)+"
_UNREADABLE = "\ufffd"
"""What a byte that is no UTF-8 is read as, in addresses written in Latin-1."""
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*)+")


def without_names(text: str) -> str:
    """The page without the names of private persons who answered; else as it was."""
    names = set(filter(None, map(clean, _names(text))))
    for name in sorted(names, key=len, reverse=True):
        text = _spellings(name).sub(INSTEAD, text)
    return text


def _names(text: str) -> Iterator[str]:
    """What is not to be told, as a reader sees it."""
    if "<" in text:
        for link in _links(BeautifulSoup(_DECLARATION.sub("", text), "lxml")):
            yield from _told(link)
    for written in _FILE.findall(html.unescape(unquote(html.unescape(text)))):
        yield from _told(Link(quote(written.strip()), "", ""))


def _links(soup: BeautifulSoup) -> Iterator[Link]:
    """Every link to a file, and every text that stands under a heading of answers."""
    for tag in soup.find_all(["a", "li", "td"]):
        heading = heading_of(tag)
        address = str(tag.get("href") or "")
        under = kind_by_name("", "", heading) is DocumentKind.CONSULTATION_RESPONSE
        if under or _FILE.search(unquote(address)):
            yield Link(address, clean(tag.get_text(" ")), heading)
            yield from _described(tag, heading)


def _described(tag: Tag, heading: str) -> Iterator[Link]:
    for attribute in ("title", "aria-label", "alt", "download"):
        if tag.get(attribute):
            yield Link("", clean(str(tag[attribute])), heading)


def _told(link: Link) -> Iterable[str]:
    """What a link tells of a person; nothing when it is another's, or material."""
    kind = kind_by_name(link.name, link.text, link.heading)
    if kind not in _RESPONSES or may_be_named(link):
        return
    for said in filter(None, (link.name, link.text)):
        sender = sender_in(plain_name(said))
        if sender and len(sender) > 1:
            yield said
            yield plain_name(said)
            if _NAME.fullmatch(sender):
                yield sender


def _spellings(name: str) -> re.Pattern[str]:
    """The name in every spelling: with entities, percent signs, other blanks."""
    words = [each for each in _BLANKS.split(name) if each]
    inner = _BLANK.join("".join(map(_letter, word)) for word in words)
    return re.compile(rf"(?<!\w){inner}(?!\w)", re.IGNORECASE)


def _letter(letter: str) -> str:
    if letter.isascii() and letter.isalnum():
        return letter
    code = ord(letter)
    entity = html.entities.codepoint2name.get(code)
    spelled = [
        re.escape(letter),
        f"&#0*{code};",
        f"&#x0*{code:x};",
        re.escape(quote(letter, safe="")),
        *([f"&{entity};"] if entity else []),
    ]
    if letter == _UNREADABLE:
        spelled.append("%[0-9a-f]{2}")
    return f"(?:{'|'.join(spelled)}|{re.escape(f'{chr(92)}u{code:04x}')})"
