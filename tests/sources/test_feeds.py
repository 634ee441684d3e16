"""Feeds to entries: every family, and nothing that is not a whole feed."""

import pytest

from briefing.domain.source import Page, Request
from briefing.errors import ParseError
from briefing.sources.feeds import entries_in

ATOM = (
    '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
    "<title>t</title><id>i</id><updated>2026-11-23T08:00:00Z</updated>"
    "<entry><title>Ét</title><id>1</id><updated>2026-11-23T08:00:00Z</updated></entry>"
    "<entry><title>To</title><id>2</id><updated>2026-11-23T08:00:00Z</updated></entry>"
    "</feed>"
)
RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>'
    "<item><title>Ét</title></item><item><title>To</title></item></channel></rss>"
)
RSS_091 = (
    '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS '
    '0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
    '<rss version="0.91"><channel><title>t</title><item><title>Ét</title></item>'
    "<item><title>To</title></item></channel></rss>"
)
RDF = (
    '<?xml version="1.0"?><rdf:RDF xmlns="http://purl.org/rss/1.0/" '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel><title>t</title>'
    "</channel><item><title>Ét</title></item><item><title>To</title></item></rdf:RDF>"
)
BOMB = '<!DOCTYPE feed [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


def page(body: bytes, content_type: str = "application/xml") -> Page:
    """An answer with these bytes."""
    return Page(Request("https://x.example/feed", "feed"), body, content_type)


@pytest.mark.parametrize("text", [ATOM, RSS, RSS_091, RDF])
def test_each_family_is_read(text: str) -> None:
    """Atom, RSS 2.0, RSS 0.91 with its document type, and RDF give their entries."""
    entries = entries_in("x", page(text.encode()))
    assert [each["title"] for each in entries] == ["Ét", "To"]


@pytest.mark.parametrize("encoding", ["utf-16", "iso-8859-1"])
def test_the_encoding_is_the_declared_one(encoding: str) -> None:
    """A feed in another encoding is read and its entries are counted in it."""
    body = RSS.replace('"1.0"?', f'"1.0" encoding="{encoding}"?').encode(encoding)
    assert [each["title"] for each in entries_in("x", page(body))] == ["Ét", "To"]


def test_a_feed_without_entries_is_an_empty_list() -> None:
    """Whether empty is fine is for the source to say."""
    text = '<rss version="2.0"><channel><title>t</title></channel></rss>'
    assert entries_in("x", page(text.encode())) == []


def test_a_name_of_html_does_not_spoil_a_whole_feed() -> None:
    """`&nbsp;` is let through when the feed is whole, and only then."""
    text = RSS.replace("Ét", "Ét&nbsp;ord")
    assert len(entries_in("x", page(text.encode()))) == 2
    with pytest.raises(ParseError, match="not a whole feed"):
        entries_in("x", page(text.removesuffix("</channel></rss>").encode()))


def test_markup_within_text_is_not_counted() -> None:
    """An element named in a CDATA section or a comment is no entry."""
    text = RSS.replace("Ét", "<![CDATA[<item>Ét</item>]]>").replace(
        "</channel>", "<!-- <item> --></channel>"
    )
    assert len(entries_in("x", page(text.encode()))) == 2


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (ATOM[: len(ATOM) // 2].encode(), "not a whole feed"),
        (RSS[:-20].encode(), "not a whole feed"),
        (b"", "not a whole feed|not a feed"),
        (b"<html><title>Nede</title></html>", "an HTML page .Nede."),
        (b'{"items": []}', "not a"),
        (ATOM.replace("<feed", BOMB + "<feed").encode(), "declares entities"),
        (
            RSS.replace("<rss", BOMB + "<rss").encode("utf-16"),
            "declares entities",
        ),
        (b"<?xml version='1.0'?><opml><body/></opml>", "not a feed of atom or rss"),
        (
            ATOM.replace("</feed>", "<other><entry/></other></feed>").encode(),
            "entries in|not a",
        ),
    ],
)  # fmt: skip
def test_what_is_not_a_whole_feed_is_refused(body: bytes, said: str) -> None:
    """Half a feed, another page, another namespace, declared entities: ParseError."""
    with pytest.raises(ParseError, match=said):
        entries_in("x", page(body))


def test_a_feed_of_another_family_is_refused() -> None:
    """A source that expects Atom does not read RSS."""
    with pytest.raises(ParseError, match=r"not a feed of atom \(rss20\)"):
        entries_in("x", page(RSS.encode()), ("atom",))
