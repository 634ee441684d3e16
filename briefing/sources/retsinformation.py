"""Retsinformation: acts and executive orders as they are announced in Lovtidende.

`feed` is the Atom feed of what is new or changed, some 480 entries over 60 days. It
does not say which ministry a document is of, so that the record of each (`act`,
LexDania XML) is read once: at most `budget` documents in a sweep, the rest is kept in
the cursor for the next. An act is taken when its ministry is one of `ministries` or
its title has one of `words`; others are passed over until they change.

The feed says that it is UTF-16 and is UTF-8. Beside Atom's own elements an entry has
`published_in`, `reasonForChange`, `changeDate` and `images`, in Atom's namespace. A
document that the feed calls removed is marked, when it was taken before.

When the feed has given nothing for three days the harvest service (`harvest`, one
day's changes in a call) stands in for it: one day in a sweep, since it allows a call
in ten seconds; it is open from 03:00 to 23:45 Danish time (400 outside) and reaches
ten days back. `sitemap` lists all there is, for reading back by the year.

History: feed and harvest from others' dated descriptions of 2023 to 2026, no recorded
body; documents as in `retsinformation_act`. Robots and terms: official texts are
without copyright (Copyright Act, section 9); one or two requests a second are polite.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from briefing.domain.proposal import Proposal, ProposalKind, Stage
from briefing.domain.source import (
    Cursor,
    Listing,
    Need,
    Page,
    Request,
    Scope,
    SourceConfig,
)
from briefing.errors import NotFound, ParseError, UnexpectedlyEmpty
from briefing.sources.base import merged
from briefing.sources.retsinformation_act import (
    KINDS,
    SOURCE,
    Act,
    act_of,
    proposal_of,
    ref_of,
)
from briefing.sources.retsinformation_lists import (
    Entry,
    feed_entries,
    harvested,
    sitemap_addresses,
)
from briefing.sources.shape import option_count, option_texts, set_aside

BUDGET = 60
TYPES = ("LOV", "LBK", "BEK")
COLLECTIONS = ("lta",)
MINISTRIES = ("Beskæftigelsesministeriet",)
WORDS = (
    *("ansættelse", "arbejdsgiver", "arbejdskraft", "arbejdsløs", "arbejdsmarked"),
    *("arbejdsmiljø", "arbejdsret", "arbejdsskade", "arbejdstid", "barsel"),
    *("beskæftigelse", "dagpenge", "efterløn", "erhvervsuddannelse", "ferie"),
    *("forskelsbehandling", "funktionær", "hviletid", "køretid", "ligebehandling"),
    *("ligeløn", "løn", "overenskomst", "pension", "sygedagpenge", "udstation"),
    *("voksen", "whistleblow", "tjenestemænd"),
)
"""Beginnings of words in a title for which acts of other ministries are taken."""

STALE = timedelta(days=3)
FURTHEST = timedelta(days=10)
GIVE_UP = timedelta(days=2)
REMOVED = "RemovedDocument"
_GONE = (404, 410)
_CLOSED = (400, 404, 429, 500, 502, 503, 504)
_PAGE = re.compile(r"/eli/(sitemap\.xml\?page=\d{1,4})$")
_YEAR = re.compile(r"(?:19|20)\d{2}")


class Retsinformation:
    """Acts, consolidations and executive orders on working life."""

    id = SOURCE
    may_be_empty = False
    private = ("Underskriver",)

    def requests(
        self, config: SourceConfig, cursor: Cursor, scope: Scope
    ) -> Iterable[Request]:
        """The feed, and what an earlier sweep left; the list of lists for a year."""
        plan = _plan(config, cursor, scope)
        if plan["year"]:
            yield Request(
                f"{config.base_url}/eli/sitemap.xml", "sitemaps", context=plan
            )
            return
        is_stale = _is_stale(cursor, scope) and "harvest" in config.addresses
        yield Request(
            f"{config.base_url}/eli/eli-update-feed.atom",
            "feed",
            context=plan,
            conditional=not is_stale,
            need=Need.NOTHING if is_stale else Need.SWEEP,
        )
        if is_stale:
            yield _harvest_request(config, cursor, plan)
        for path, mark in plan["first"].items():
            yield _act_request(config, path, mark, plan)

    def parse(self, config: SourceConfig, page: Page) -> Listing:
        """What one answer holds; ParseError or UnexpectedlyEmpty as the port says."""
        read = {
            "feed": _feed,
            "harvest": _harvest,
            "sitemaps": _sitemaps,
            "sitemap": _sitemap,
            "act": _act,
        }
        return read[page.request.kind](config, page)

    def merge(self, cursor: Cursor, moved: Cursor) -> Cursor:
        """The cursor after a page.

        `read` holds the mark under which each document of the feed was read, `unread`
        those that are to be read yet, `taken` the kind and title of what was taken.
        `answered` is the day the feed last gave something, `harvested` the last day
        that the harvest service was asked for in its place.
        """
        window = set(moved.get("window", ()))
        both = merged(cursor, {k: v for k, v in moved.items() if k != "window"})
        read, unread = both.get("read", {}), both.get("unread", {})
        left = {path: mark for path, mark in unread.items() if read.get(path) != mark}
        if window:
            read = {path: read[path] for path in read if path in window | set(left)}
        return {**both, "read": read, "unread": left}

    def slices(self, config: SourceConfig, scope: Scope) -> tuple[Scope, ...]:  # noqa: ARG002 - the same for every configuration
        """The years from `scope.since` to today, the newest first."""
        if scope.since is None:
            return ()
        years = range(scope.today.year, scope.since.year - 1, -1)
        return tuple(Scope(scope.today, session=str(each)) for each in years)


def _plan(config: SourceConfig, cursor: Cursor, scope: Scope) -> dict[str, Any]:
    """What the requests of a sweep carry with them; JSON values only."""
    year = scope.session if _YEAR.fullmatch(scope.session or "") else ""
    budget = option_count(config, "budget", BUDGET)
    unread = {} if scope.everything or year else dict(cursor.get("unread", {}))
    newest = sorted(unread, key=lambda path: unread[path], reverse=True)[:budget]
    return {
        "today": scope.today.isoformat(),
        "year": year,
        "read": {} if scope.everything else dict(cursor.get("read", {})),
        "unread": unread,
        "taken": dict(cursor.get("taken", {})),
        "first": {path: unread[path] for path in newest},
        "room": None if scope.everything or year else budget - len(newest),
        "answered": cursor.get("answered", ""),
    }


def _is_stale(cursor: Cursor, scope: Scope) -> bool:
    """Whether the feed has given nothing for so long that it may have failed."""
    answered = cursor.get("answered", "")
    if not answered or scope.everything:
        return False
    return scope.today - date.fromisoformat(answered) >= STALE


def _act_request(
    config: SourceConfig, path: str, mark: str, plan: Mapping[str, Any]
) -> Request:
    return Request(
        f"{config.base_url}/eli/{path}/xml",
        "act",
        context={"path": path, "mark": mark, "today": plan["today"]},
        also=_GONE,
        need=Need.RECORD,
        record=path,
    )


def _harvest_request(
    config: SourceConfig, cursor: Cursor, plan: Mapping[str, Any]
) -> Request:
    """One day's changes: the day after the last one asked for, ten days back at most.

    A refusal is an answer: a day that cannot be had must not stop the feed's return.
    """
    today = date.fromisoformat(plan["today"])
    last = max(cursor.get("harvested", ""), cursor["answered"])
    after = date.fromisoformat(last) + timedelta(days=1)
    day = min(max(after, today - FURTHEST), today).isoformat()
    return Request(
        f"{config.addresses['harvest']}/Documents?date={day}",
        "harvest",
        context={**plan, "day": day},
        also=_CLOSED,
    )


def _feed(config: SourceConfig, page: Page) -> Listing:
    """What is new or changed: which records to read, and what was removed."""
    plan = page.request.context
    entries, rejected, warnings = feed_entries(page)
    known = [each for each in entries if _is_wanted(config, each)]
    if not known:
        raise UnexpectedlyEmpty(SOURCE, f"{page.request.url}: no act among the entries")
    oldest = min(each.mark for each in entries)[:10]
    if plan["answered"] and oldest > plan["answered"]:
        warnings = (
            *warnings,
            f"the feed reaches back to {oldest} and was last read on "
            f"{plan['answered']}; read what lies between with --since",
        )
    listing = _taken_further(config, known, plan)
    return Listing(
        listing.proposals,
        listing.follow,
        rejected,
        {
            **listing.cursor,
            "window": [each.path for each in known],
            "answered": plan["today"],
        },
        len(entries) + len(rejected),
        (*warnings, *listing.warnings),
    )


def _harvest(config: SourceConfig, page: Page) -> Listing:
    """One day's changes; a refusal moves nothing.

    A day on which nothing was announced is an answer, and counts as one.
    """
    plan = page.request.context
    if page.status in _CLOSED:
        said = f"{page.request.url}: refused ({page.status}); it is open 03:00-23:45"
        return Listing(warnings=(said,))
    found = harvested(page)
    known = [each for each in found if _is_wanted(config, each)]
    listing = _taken_further(config, known, plan)
    is_over = plan["day"] < plan["today"]
    since = f"the feed has given nothing since {plan['answered']}"
    return Listing(
        listing.proposals,
        listing.follow,
        cursor={**listing.cursor, **({"harvested": plan["day"]} if is_over else {})},
        listed=len(found) or 1,
        warnings=(f"{since}; {plan['day']} was read from the harvest service",),
    )


def _is_wanted(config: SourceConfig, entry: Entry) -> bool:
    """Whether an entry is of a collection that is read."""
    collections = option_texts(config, "collections", COLLECTIONS)
    return entry.path.split("/")[0] in collections


def _taken_further(
    config: SourceConfig, entries: list[Entry], plan: Mapping[str, Any]
) -> Listing:
    """The records to read now, those left for later, and what was removed."""
    fresh = [each for each in entries if plan["read"].get(each.path) != each.mark]
    removed = [each for each in fresh if each.reason == REMOVED]
    wanted = sorted(
        (each for each in fresh if each.reason != REMOVED),
        key=lambda each: each.mark,
        reverse=True,
    )
    now = [each for each in wanted if each.path not in plan["first"]][: plan["room"]]
    left = len({each.path for each in wanted} | set(plan["unread"]))
    left -= len(now) + len(plan["first"])
    more = f"{left} documents are left for the next sweep"
    return Listing(
        tuple(
            _removed(config, each.path, plan["taken"][each.path])
            for each in removed
            if each.path in plan["taken"]
        ),
        tuple(_act_request(config, each.path, each.mark, plan) for each in now),
        cursor={
            "unread": {each.path: each.mark for each in wanted},
            "read": {each.path: each.mark for each in removed},
        },
        warnings=(more,) if left > 0 else (),
    )


def _removed(config: SourceConfig, path: str, taken: list[str]) -> Proposal:
    """What is left to say of a document that is no longer published there."""
    kind, title, number = taken
    return Proposal(
        ref=ref_of(path),
        source=config.id,
        kind=KINDS.get(kind.split(" ")[0], ProposalKind.NOTICE),
        native_kind=kind,
        title=title,
        stage=Stage.UNKNOWN,
        native_status=REMOVED,
        url=f"{config.base_url}/eli/{path}",
        number=number,
        other_identifiers=(number, f"ELI eli/{path}"),
        notes=("Dokumentet er fjernet fra Retsinformation.",),
    )


def _sitemaps(config: SourceConfig, page: Page) -> Listing:
    """The lists that the list of lists names, one after the other."""
    found = (_PAGE.search(each) for each in sitemap_addresses(page, "sitemap"))
    pages = [match[1] for match in found if match]
    if not pages:
        raise ParseError(SOURCE, f"{page.request.url}: names no list")
    plan = {**page.request.context, "pages": pages, "found": 0}
    return Listing(follow=(_sitemap_request(config, plan),), listed=len(pages))


def _sitemap_request(config: SourceConfig, plan: Mapping[str, Any]) -> Request:
    return Request(f"{config.base_url}/eli/{plan['pages'][0]}", "sitemap", context=plan)


def _sitemap(config: SourceConfig, page: Page) -> Listing:
    """The records of the year that is asked for, and the next list.

    UnexpectedlyEmpty when no list has a document of that year.
    """
    plan = page.request.context
    addresses = sitemap_addresses(page, "url")
    collections = "|".join(option_texts(config, "collections", COLLECTIONS))
    wanted = re.compile(rf"/eli/((?:{collections})/{plan['year']}/\d{{1,6}})(?:/|$)")
    matches = (wanted.search(each) for each in addresses)
    paths = dict.fromkeys(match[1] for match in matches if match)
    follow = [_act_request(config, path, "", plan) for path in paths]
    plan = {**plan, "pages": plan["pages"][1:], "found": plan["found"] + len(paths)}
    if plan["pages"]:
        follow.append(_sitemap_request(config, plan))
    elif not plan["found"]:
        raise UnexpectedlyEmpty(SOURCE, f"no list has an act of {plan['year']}")
    return Listing(follow=tuple(follow), listed=len(addresses))


def _act(config: SourceConfig, page: Page) -> Listing:
    """A document: taken, or passed over until it changes."""
    context = page.request.context
    path, mark = context["path"], context["mark"]
    read = {"read": {path: mark}}
    if page.status in _GONE:
        return _missing(page, path, mark)
    act = act_of(page, path)
    if act.word not in option_texts(config, "types", TYPES) or not _concerns(
        config, act
    ):
        return Listing(cursor=read)
    proposal = proposal_of(config, act)
    taken = {path: [act.kind, act.title, proposal.number]}
    return Listing((proposal,), cursor={**read, "taken": taken})


def _missing(page: Page, path: str, mark: str) -> Listing:
    """NotFound while the document may still come; set aside once it is overdue."""
    said = f"no document ({page.status})"
    error = NotFound(SOURCE, page.request.url, said)
    today = date.fromisoformat(page.request.context["today"])
    if mark[:10] > (today - GIVE_UP).isoformat():
        raise error
    rejected = set_aside(path, {"status": page.status}, error)
    return Listing(rejected=(rejected,), cursor={"read": {path: mark}})


def _concerns(config: SourceConfig, act: Act) -> bool:
    """Whether an act is of a ministry that is followed, or its title says enough."""
    ministries = option_texts(config, "ministries", MINISTRIES)
    if any(each.casefold() in act.ministry.casefold() for each in ministries):
        return True
    words = "|".join(re.escape(each) for each in option_texts(config, "words", WORDS))
    return bool(re.search(rf"\b(?:{words})", act.title, re.IGNORECASE))
