"""Any feed: news of an agency, a ministry or a committee, as RSS, Atom or RDF.

Configured by address alone, in as many entries of `sources.yaml` as one likes, each
with `reader: feed`. `base_url` is the feed's own address. An entry becomes a notice
(option `kind` for something else) when it has one of the option `words`, if there are
any. Its page is a document where it lies within `document_origins`; elsewhere it is a
link. Nothing is said to be gone because a feed no longer shows it.

The first reading passes over what is older than `max_age` days; what has no date is
taken. An entry is known by its `guid` or `id`, else by its link, else by its title:
the end of its ref is made from that. Who wrote an entry (`author`, `dc:creator`,
`managingEditor`) is never taken.

History: the formats are those of RSS 0.9 to 2.0, RFC 4287 and RDF. Robots and terms
are each publisher's own: look before an address is written down. Requests are
conditional, so that a feed which has not changed costs nothing.
"""

import hashlib
import re
import unicodedata
from calendar import timegm
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from briefing.domain.proposal import (
    DocumentKind,
    DocumentRef,
    Proposal,
    ProposalKind,
    Stage,
)
from briefing.domain.source import (
    Cursor,
    Listing,
    Page,
    Rejected,
    Request,
    Scope,
    SourceConfig,
)
from briefing.errors import ConfigError, ParseError, UnexpectedlyEmpty
from briefing.language.written import COPENHAGEN
from briefing.sources.base import merged
from briefing.sources.feeds import Entry, entries_in
from briefing.sources.shape import (
    clean,
    clean_address,
    clean_paragraphs,
    option_count,
    option_texts,
    set_aside,
)

MAX_AGE = 365
REMEMBERED = 1000
"""How many entries that were read are remembered, the latest of them."""

STAGES = {
    ProposalKind.NOTICE: Stage.ANNOUNCED,
    ProposalKind.EXECUTIVE_ORDER: Stage.PUBLISHED,
    ProposalKind.ADOPTED_ACT: Stage.PUBLISHED,
    ProposalKind.GOVERNMENT_REPORT: Stage.ANNOUNCED,
    ProposalKind.OTHER_CONSULTATION: Stage.UNKNOWN,
    ProposalKind.EU_INITIATIVE: Stage.UNKNOWN,
}
"""The kinds that the option `kind` may name, and where an entry of it stands."""

_DATES = ("published", "updated", "created")
_SLUG = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"})
_LONGEST_SLUG = 60
_HASH = 8


class Feed:
    """The entries of one feed."""

    id = "feed"
    may_be_empty = False
    private = ("creator", "contributor", "managingEditor", "webMaster")

    def requests(
        self, config: SourceConfig, cursor: Cursor, scope: Scope
    ) -> Iterable[Request]:
        """The feed's one address."""
        age = timedelta(days=option_count(config, "max_age", MAX_AGE))
        oldest = scope.since or scope.today - age
        plan = {
            "read": {} if scope.everything else dict(cursor.get("read", {})),
            "oldest": oldest.isoformat(),
        }
        yield Request(config.base_url, "feed", context=plan, conditional=True)

    def parse(self, config: SourceConfig, page: Page) -> Listing:
        """The entries that are new or have changed; ParseError or UnexpectedlyEmpty."""
        entries = entries_in(config.id, page)
        if not entries and not config.may_be_empty:
            raise UnexpectedlyEmpty(
                config.id, f"{page.request.url}: the feed has no entries"
            )
        proposals, rejected, read = _read(config, entries, page.request.context)
        return Listing(
            tuple(proposals),
            rejected=tuple(rejected),
            cursor={"read": read},
            listed=len(entries),
        )

    def merge(self, cursor: Cursor, moved: Cursor) -> Cursor:
        """The cursor after a page.

        `read` holds a fingerprint of each entry read, by the end of its ref.
        """
        read = merged(cursor, moved).get("read", {})
        latest = moved.get("read", {})
        order = sorted(read, key=lambda key: key in latest)
        return {"read": {key: read[key] for key in order[-REMEMBERED:]}}


def _read(
    config: SourceConfig, entries: list[Entry], plan: Mapping[str, Any]
) -> tuple[list[Proposal], list[Rejected], dict[str, str]]:
    """What the entries give, what was not recognised, and the fingerprints of all.

    ParseError when not one is recognised, ConfigError for a kind that is none.
    """
    kind, words = _kind(config), _words(config)
    proposals: list[Proposal] = []
    rejected: list[Rejected] = []
    read: dict[str, str] = {}
    for entry in entries:
        try:
            found = _proposal(config, entry, kind)
        except ParseError as error:
            name = clean(entry.get("id") or entry.get("link"))
            rejected.append(set_aside(name or "an entry", _kept(entry), error))
            continue
        key = found.ref.rpartition("/")[2]
        read[key] = hashlib.sha256(repr(found).encode()).hexdigest()[:12]
        is_new = key not in plan["read"]
        if plan["read"].get(key) == read[key] or (is_new and _is_old(found, plan)):
            continue
        if words is None or words.search(f"{found.title}\n{found.summary}"):
            proposals.append(found)
    if rejected and not read:
        raise ParseError(config.id, rejected[0].error)
    return proposals, rejected, read


def _kept(entry: Entry) -> dict[str, str]:
    """What may be kept of an entry that was not recognised: nothing on its writer."""
    names = ("id", "title", "link", *_DATES)
    return {name: str(entry[name]) for name in names if name in entry}


def _kind(config: SourceConfig) -> ProposalKind:
    named = str(config.options.get("kind", ProposalKind.NOTICE))
    known = {str(each): each for each in STAGES}
    if named not in known:
        raise ConfigError(
            f"{config.id}: options.kind: {named!r} is not one of {', '.join(known)}"
        )
    return known[named]


def _words(config: SourceConfig) -> re.Pattern[str] | None:
    """The beginnings of words of which an entry must have one; None for any entry."""
    if not config.options.get("words"):
        return None
    words = option_texts(config, "words", ())
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE)


def _is_old(found: Proposal, plan: Mapping[str, Any]) -> bool:
    day = found.published_on
    return day is not None and day.isoformat() < plan["oldest"]


def _proposal(config: SourceConfig, entry: Entry, kind: ProposalKind) -> Proposal:
    """ParseError for an entry without a title or without anything to know it by."""
    title = clean(entry.get("title"))
    link = _link(config, entry)
    identity = clean(entry.get("id")) or link or title
    if not title:
        raise ParseError(config.id, f"{identity or 'an entry'}: without a title")
    day = _day(entry)
    native = str(config.options.get("native_kind", "")) or _category(entry)
    return Proposal(
        ref=f"feed/{config.id}/{_slug(title, identity)}",
        source=config.id,
        kind=kind,
        native_kind=native,
        title=f"{config.options.get('title_prefix', '')}{title}",
        stage=STAGES[kind],
        native_status="",
        url=link or config.base_url,
        summary=_summary(entry),
        ministry=str(config.options.get("publisher", "")),
        published_on=day,
        documents=tuple(_documents(config, title, link, day)),
        topics=tuple(dict.fromkeys(_categories(entry))),
    )


def _slug(title: str, identity: str) -> str:
    """The end of the ref: words of the title for people, a hash for good.

    An entry whose title is corrected is the same entry; the hash alone tells that,
    so that the words are taken from the identity where it has any of its own.
    """
    mark = hashlib.sha256(identity.encode()).hexdigest()[:_HASH]
    words = title if identity == title else _last_word(identity)
    plain = unicodedata.normalize("NFKD", words.casefold().translate(_LETTERS))
    slug = _SLUG.sub("-", plain.encode("ascii", "ignore").decode()).strip("-")
    return f"{slug[:_LONGEST_SLUG].strip('-')}-{mark}".strip("-")


def _last_word(address: str) -> str:
    """What a web address ends with, without a file's ending; empty for other texts."""
    name = address.partition("?")[0].rstrip("/").rpartition("/")[2]
    return name.partition(".")[0] if address.startswith("http") else ""


def _link(config: SourceConfig, entry: Entry) -> str:
    """The entry's page, made whole; empty when it names no web address."""
    given = clean_address(entry.get("link"))
    if not given:
        return ""
    try:
        whole = urljoin(config.base_url, given)
        return whole if urlsplit(whole).scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def _day(entry: Entry) -> date | None:
    """The day in Denmark on which it was published, else updated; None when unsaid."""
    for name in _DATES:
        key = f"{name}_parsed"
        parsed = entry[key] if key in entry else None  # noqa: SIM401 - `get` takes another date
        if parsed:
            moment = datetime.fromtimestamp(timegm(parsed), UTC)
            return moment.astimezone(COPENHAGEN).date()
    return None


def _summary(entry: Entry) -> str:
    """The longest of summary and content, as paragraphs."""
    texts = [entry.get("summary", "")]
    texts += [each.get("value", "") for each in entry.get("content", ())]
    return max((clean_paragraphs(each) for each in texts), key=len)


def _categories(entry: Entry) -> Iterator[str]:
    for tag in entry.get("tags") or ():
        if named := clean(tag.get("label") or tag.get("term")):
            yield named


def _category(entry: Entry) -> str:
    return next(_categories(entry), "")


def _documents(
    config: SourceConfig, title: str, link: str, day: date | None
) -> Iterator[DocumentRef]:
    """The linked page, where documents may come from its host."""
    if link and _origin(link) in {_origin(each) for each in config.document_origins}:
        yield DocumentRef(
            key="page",
            title=title,
            kind=DocumentKind.NOTICE_TEXT,
            urls=(link,),
            date=day,
            language=str(config.options.get("language", "")) or None,
        )


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.casefold()
