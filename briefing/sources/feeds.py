"""Atom, RSS (0.9 to 2.0) and RDF feeds to their entries: parsing only, no source.

An archive of nested entities can fill the memory, so that a feed which declares any
is not read. A feed that was cut off is refused, since what it no longer shows would
look as if it were not there. The one fault let through is a name of HTML such as
`&nbsp;`, which XML does not know, in a feed that is whole otherwise: it is common.
"""

import io
import re
from typing import Any

import feedparser

from briefing.domain.source import Page
from briefing.errors import ParseError
from briefing.sources.shape import refuse_html

Entry = dict[str, Any]
"""An entry as feedparser gives it: `title`, `link`, `id`, `updated`, `summary`…"""

_DECLARES = re.compile(rb"<!ENTITY|<!DOCTYPE[^>]*\[", re.IGNORECASE)
_HARMLESS = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
_HIDDEN = re.compile(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->", re.DOTALL)
_ENTRY = {"atom": r"<(?:\w+:)?entry[\s>]", "rss": r"<(?:\w+:)?item[\s>]"}
_END = re.compile(r"</(?:\w+:)?(?:feed|rss|rdf)\s*>\s*$", re.IGNORECASE)


def refuse_declarations(source_id: str, page: Page) -> None:
    """ParseError when the page declares entities, in whatever encoding it does so."""
    if _DECLARES.search(page.body.replace(b"\0", b"")):
        raise ParseError(
            source_id, f"{page.request.url}: a feed that declares entities"
        )


def entries_in(
    source_id: str, page: Page, families: tuple[str, ...] = ("atom", "rss")
) -> list[Entry]:
    """The entries of a feed, in its own order; an empty list when it has none.

    `families` are the kinds of feed expected; RDF counts as "rss". ParseError for
    an HTML page, for declared entities, for a feed of another kind, for one that is
    not whole, and for one with more or fewer entries than it has elements for them.
    """
    where = page.request.url
    refuse_html(source_id, page)
    refuse_declarations(source_id, page)
    feed = feedparser.parse(
        io.BytesIO(page.body), response_headers={"content-type": page.content_type}
    )
    text = page.body.decode(feed.get("encoding") or "utf-8", errors="replace")
    bare = _HIDDEN.sub("", text)
    trouble = feed.get("bozo_exception")
    if trouble and not _is_harmless(trouble, bare):
        raise ParseError(source_id, f"{where}: not a whole feed: {trouble}")
    version = feed.get("version", "")
    family = next((each for each in families if version.startswith(each)), "")
    if not family:
        seen = version or "no version that is known"
        wanted = " or ".join(families)
        raise ParseError(source_id, f"{where}: not a feed of {wanted} ({seen})")
    entries: list[Entry] = feed.entries
    count = len(re.findall(_ENTRY[family], bare))
    if count != len(entries):
        raise ParseError(
            source_id, f"{where}: {len(entries)} entries in {count} elements for them"
        )
    return entries


def _is_harmless(trouble: Exception, text: str) -> bool:
    """Whether a fault that the parser met leaves the feed whole."""
    if isinstance(trouble, _HARMLESS):
        return True
    return "undefined entity" in str(trouble) and bool(_END.search(text))
