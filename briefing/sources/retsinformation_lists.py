"""What Retsinformation lists: its feed, a day of the harvest service, the sitemap.

History: no recorded answer of any of them is known; read by the names of elements in
others' dated descriptions, and refused when those are missing.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from briefing.domain.source import Page, Rejected
from briefing.errors import ParseError, UnexpectedlyEmpty
from briefing.sources.feeds import refuse_declarations
from briefing.sources.retsinformation_act import SOURCE, path_of_accession
from briefing.sources.shape import clean, refuse_html, required, set_aside

_ATOM = "{http://www.w3.org/2005/Atom}"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ELI = re.compile(r"/eli/([a-z]+/(?:\d{4}/\d{1,6}|[A-Z0-9]+))(?:/|$)")
_STAMP = re.compile(r"\d{4}-\d\d-\d\d")
_TOLD = ("id", "updated", "changeDate", "reasonForChange")


@dataclass(frozen=True, slots=True)
class Entry:
    """A document that is new or has changed.

    `path` is what follows `/eli/` (`lta/2025/1772`), `mark` the time of the change as
    the source writes it with the reason, which tells one change from the next.
    """

    path: str
    mark: str
    reason: str


def feed_entries(
    page: Page,
) -> tuple[list[Entry], tuple[Rejected, ...], tuple[str, ...]]:
    """The entries of the feed, those that were not recognised, and warnings.

    ParseError when it is no whole Atom feed or no entry is recognised,
    UnexpectedlyEmpty when it has none.
    """
    where = page.request.url
    root = _root(page)
    if root.tag != f"{_ATOM}feed":
        raise ParseError(SOURCE, f"{where}: not an Atom feed but <{root.tag}>")
    elements = root.findall(f"{_ATOM}entry")
    if not elements:
        raise UnexpectedlyEmpty(SOURCE, f"{where}: the feed has no entries")
    entries, rejected = [], []
    for element in elements:
        try:
            entries.append(_entry(element, where))
        except ParseError as error:
            seen = {each.tag.removeprefix(_ATOM): each.text for each in _of(element)}
            rejected.append(set_aside(str(seen.get("id")), seen, error))
    if not entries:
        raise ParseError(SOURCE, rejected[0].error)
    says_why = any(
        each.find(f"{_ATOM}reasonForChange") is not None for each in elements
    )
    unsaid = "no entry has reasonForChange: what is removed is not noticed"
    return entries, tuple(rejected), () if says_why else (unsaid,)


def _root(page: Page) -> etree._Element:
    """The root of an XML page, whatever encoding it claims to have."""
    where = page.request.url
    refuse_html(SOURCE, page)
    refuse_declarations(SOURCE, page)
    encoding = "utf-16" if b"\0" in page.body[:64] else "utf-8-sig"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        text = _DECLARATION.sub("", page.body.decode(encoding))
        return etree.fromstring(text.encode(), parser)
    except (UnicodeDecodeError, etree.XMLSyntaxError, ValueError) as error:
        raise ParseError(SOURCE, f"{where}: not whole XML: {error}") from error


def _of(element: etree._Element) -> Iterator[etree._Element]:
    return (each for each in element if isinstance(each.tag, str))


def _entry(element: etree._Element, where: str) -> Entry:
    """ParseError when it does not say which document it is about, or since when."""
    told = {name: clean(element.findtext(f"{_ATOM}{name}")) for name in _TOLD}
    links = [each.get("href", "") for each in element.findall(f"{_ATOM}link")]
    path = next((m[1] for each in (*links, told["id"]) if (m := _ELI.search(each))), "")
    if path.startswith("accn/"):
        path = path_of_accession(path.removeprefix("accn/")) or path
    stamp = max(told["changeDate"], told["updated"])
    if not path or not _STAMP.match(stamp):
        raise ParseError(
            SOURCE, f"{where}: an entry without an ELI address or without a date"
        )
    reason = told["reasonForChange"]
    return Entry(path, f"{stamp} {reason}".strip(), reason)


def harvested(page: Page) -> list[Entry]:
    """The documents of Lovtidende A that the harvest service says have changed.

    ParseError when the answer is no list, or a document lacks what must be there.
    """
    where = page.request.url
    refuse_html(SOURCE, page)
    try:
        rows = json.loads(page.body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ParseError(SOURCE, f"{where}: not JSON: {error}") from error
    if not isinstance(rows, list) or not all(isinstance(each, dict) for each in rows):
        raise ParseError(SOURCE, f"{where}: not a list of documents")
    entries = []
    for row in rows:
        accession, reason, changed = (
            clean(required(row, key, SOURCE, where))
            for key in ("accessionsnummer", "reasonForChange", "changeDate")
        )
        if path := path_of_accession(accession):
            entries.append(Entry(path, f"{changed} {reason}", reason))
    return entries


def sitemap_addresses(page: Page, name: str) -> list[str]:
    """The addresses in a sitemap, whose elements are called `sitemap` or `url`.

    ParseError for another form, UnexpectedlyEmpty when there is none.
    """
    where = page.request.url
    found = [
        clean(each.findtext(f"{_SITEMAP}loc"))
        for each in _root(page).findall(f"{_SITEMAP}{name}")
    ]
    if not any(found):
        raise UnexpectedlyEmpty(SOURCE, f"{where}: no <{name}> with a <loc>")
    return found
