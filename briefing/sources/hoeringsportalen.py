"""Høringsportalen: public consultations of Danish ministries and agencies.

The documented Atom feed (`feed`) shows the 25 hearings updated last; the feeds of the
authorities and form areas that the configuration names (`part`) reach further back
for those. Each entry that is new or updated leads to the hearing's page (`hearing`).
Where the feed is too short (the first time, when everything is wanted, after a pause,
reading back) an undocumented list (`list`) fills the gap; when it fails that is a
warning, since the feed stands. Around its deadline a hearing is read again on the days
of `AGAIN`: before it, because a day that is moved must be seen whether or not the feed
tells of it; after it, because that is when responses and the ministry's memo are put
there.

Robots: robots.txt answered 404 in September 2026.
Terms: none are known to us; the feeds are offered for subscription by the site.

History: descriptions from 2022-2026; no recorded answer is known, so that every
form read here is unproven. What is not recognised is refused.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from briefing.domain.proposal import Proposal, Stage
from briefing.domain.source import (
    Cursor,
    Listing,
    Need,
    Page,
    Request,
    Scope,
    SourceConfig,
)
from briefing.errors import ParseError, UnexpectedlyEmpty
from briefing.language.recognise import dates
from briefing.sources.feeds import entries_in
from briefing.sources.hoeringsportalen_names import without_names
from briefing.sources.hoeringsportalen_page import SOURCE, proposal_of
from briefing.sources.quarters import quarter_days, quarters
from briefing.sources.shape import (
    clean,
    option_texts,
    read_json,
    required,
    required_list,
)

_TAKE = 300
AGAIN: tuple[int, ...] = (-14, -7, -3, -1, 1, 7, 21, 60)
"""Days from the deadline on which a hearing is read again; negative: before it."""
_WITHOUT_DEADLINE: tuple[int, ...] = (14, 30, 60, 90)
"""Days after its publication on which one without a deadline is read again."""
_PARTS = (
    ("authorities", "HearingsByAuthorityFeed", "authorityId"),
    ("form_areas", "HearingsByFormAreaFeed", "formAreaId"),
)
"""The feeds of a part: option, name, parameter."""
Entry = tuple[int, str, str]
"""A hearing in a feed: its id, when it was updated, the deadline it is given."""
_ID = re.compile(r"/Hearing/Details/(\d{1,9})(?:[/?#]|$)", re.IGNORECASE)
_IN_SUMMARY = re.compile(r"høringsfrist:?\s*([^·|<]{6,30})", re.IGNORECASE)


class Hoeringsportalen:
    """Consultations on draft bills, draft orders and other matters."""

    id = SOURCE
    may_be_empty = False

    def requests(
        self, config: SourceConfig, cursor: Cursor, scope: Scope
    ) -> Iterable[Request]:
        """The feeds; the list as well when the feeds cannot be enough."""
        quarter = quarter_days(scope)
        wanted = quarter or (scope.since, None)
        plan = {
            "today": scope.today.isoformat(),
            "read": {} if scope.everything else dict(cursor.get("read", {})),
            "newest": cursor.get("newest", ""),
            "from": wanted[0].isoformat() if wanted[0] else "",
            "until": wanted[1].isoformat() if wanted[1] else "",
            "alone": quarter is not None,
        }
        if quarter is None:
            yield from _feeds(config, plan)
        if scope.everything or plan["from"] or not cursor or cursor.get("unread"):
            yield _list_request(config, plan, 0)
        for number, (updated, due) in plan["read"].items():
            if due and due <= plan["today"]:
                yield _hearing_request(config, int(number), updated, "", plan)

    def slices(self, config: SourceConfig, scope: Scope) -> tuple[Scope, ...]:  # noqa: ARG002 - the same for every configuration
        """The quarters from `scope.since` to today, the newest first."""
        return quarters(scope)

    def parse(self, config: SourceConfig, page: Page) -> Listing:
        """What one answer holds; ParseError or UnexpectedlyEmpty as the port says."""
        read = {"feed": _feed, "part": _part, "list": _list, "hearing": _hearing}
        return read[page.request.kind](config, page)

    def without_names(self, text: str) -> str:
        """A page without the names of private persons who answered."""
        return without_names(text)

    def merge(self, cursor: Cursor, moved: Cursor) -> Cursor:
        """The cursor after a page.

        `read` holds, for each hearing read, what the feed said of it (when it was
        updated, its deadline), and the day to read it again on, if there is one.
        `newest` is the latest update seen in the feed. `unread` are hearings on the
        list that have not been read yet.
        """
        read = {**cursor.get("read", {}), **moved.get("read", {})}
        unread = (*cursor.get("unread", ()), *moved.get("unread", ()))
        left = [each for each in dict.fromkeys(unread) if str(each) not in read]
        return {
            "read": read,
            "newest": max(cursor.get("newest", ""), moved.get("newest", "")),
            "unread": left,
        }


def _feeds(config: SourceConfig, plan: Mapping[str, Any]) -> Iterator[Request]:
    """The feed of everything, and those of authorities and form areas configured."""
    base = f"{config.base_url}/Syndication"
    yield Request(f"{base}/HearingsFeed", "feed", context=plan, conditional=True)
    for option, name, key in _PARTS:
        given = option in config.options
        for number in option_texts(config, option, ()) if given else ():
            yield Request(
                f"{base}/{name}?{key}={number}",
                "part",
                context=plan,
                conditional=True,
                need=Need.NOTHING,
            )


def _list_request(
    config: SourceConfig, plan: Mapping[str, Any], skip: int, first: int = 0
) -> Request:
    """A page of the list, newest first; `first` led the page before."""
    question = {
        "filters": {"SearchString": ""},
        "skip": skip,
        "take": _TAKE,
        "sortParameter": "PublicationDate",
        "sortAscending": "false",
    }
    return Request(
        f"{config.base_url}/hearing/gethearings",
        "list",
        method="POST",
        body=json.dumps(question).encode(),
        headers={"Content-Type": "application/json"},
        context={**plan, "skip": skip, "first": first},
        need=Need.SWEEP if plan["alone"] else Need.NOTHING,
    )


def _hearing_request(
    config: SourceConfig,
    number: int,
    updated: str,
    deadline: str,
    plan: Mapping[str, Any],
) -> Request:
    """The page of a hearing; `deadline` is what the feed says it is, if it does."""
    return Request(
        f"{config.base_url}/Hearing/Details/{number}",
        "hearing",
        context={
            "id": number,
            "updated": updated,
            "deadline": deadline,
            "today": plan["today"],
        },
        need=Need.RECORD,
        record=f"hearing {number}",
    )


def _feed(config: SourceConfig, page: Page) -> Listing:
    """The latest updates: which hearings to read, and whether the list is needed."""
    plan, where = page.request.context, page.request.url
    entries = _entries(page)
    if not entries:
        raise UnexpectedlyEmpty(SOURCE, f"{where}: the feed has no entries")
    oldest = min(updated for _number, updated, _deadline in entries)
    newest = max(updated for _number, updated, _deadline in entries)
    too_short = plan["newest"] and oldest > plan["newest"]
    return Listing(
        follow=(
            *_to_read(config, plan, entries),
            *((_list_request(config, plan, 0),) if too_short else ()),
        ),
        names=frozenset(str(each[0]) for each in entries),
        cursor={"newest": newest},
    )


def _part(config: SourceConfig, page: Page) -> Listing:
    """The latest updates of one authority or form area, which may have none."""
    entries = _entries(page)
    return Listing(
        follow=_to_read(config, page.request.context, entries),
        names=frozenset(str(each[0]) for each in entries),
    )


def _entries(page: Page) -> list[Entry]:
    where = page.request.url
    return [_entry(each, where) for each in entries_in(SOURCE, page, ("atom",))]


def _to_read(
    config: SourceConfig, plan: Mapping[str, Any], entries: Iterable[Entry]
) -> tuple[Request, ...]:
    """The pages of the hearings that are new, updated, or given another deadline."""
    return tuple(
        _hearing_request(config, number, _state(updated, deadline), deadline, plan)
        for number, updated, deadline in entries
        if plan["read"].get(str(number), ("",))[0] != _state(updated, deadline)
    )


def _state(updated: str, deadline: str) -> str:
    """What the feed says of a hearing, which is read again when it is another."""
    return f"{updated} {deadline}".strip()


def _entry(entry: Mapping[str, Any], where: str) -> Entry:
    """The id of an entry's hearing, its update, and the deadline in its summary."""
    match = _ID.search(str(entry.get("link", ""))) or _ID.search(
        str(entry.get("id", ""))
    )
    updated = str(entry.get("updated") or entry.get("published") or "")
    if not match or not updated:
        raise ParseError(
            SOURCE, f"{where}: an entry without a link to a hearing or without a date"
        )
    return int(match[1]), updated, _deadline_in(str(entry.get("summary", "")))


def _deadline_in(summary: str) -> str:
    """The deadline that a summary names, as ISO; empty when it names none."""
    match = _IN_SUMMARY.search(clean(summary))
    days = [each.day for each in dates(match[1]) if each.day] if match else []
    return days[0].isoformat() if days else ""


def _list(config: SourceConfig, page: Page) -> Listing:
    """A page of the undocumented list: hearings that the feed no longer shows.

    The next page is asked for while what is wanted reaches further back, unless the
    service gives the same page again.
    """
    plan, where = page.request.context, page.request.url
    rows = required_list(read_json(SOURCE, page), "Hearings", SOURCE, where)
    if not rows and plan["skip"] == 0:
        raise UnexpectedlyEmpty(SOURCE, f"{where}: the list is empty")
    found = [_row(row, where) for row in rows]
    if found and found[0][0] == plan["first"]:
        raise ParseError(SOURCE, f"{where}: the same page of the list again")
    wanted = [number for number, day in found if _is_wanted(day, plan)]
    unread = [each for each in wanted if str(each) not in plan["read"]]
    follow = [_hearing_request(config, each, "", "", plan) for each in unread]
    if plan["from"] and found and found[-1][1] >= plan["from"]:
        follow.append(
            _list_request(config, plan, plan["skip"] + len(rows), found[0][0])
        )
    return Listing(
        follow=tuple(follow),
        names=frozenset(str(each) for each in wanted or (row[0] for row in found)),
        cursor={"unread": unread},
    )


def _row(row: Mapping[str, Any], where: str) -> tuple[int, str]:
    """The id of a row and the day it was published on; "" where it does not say."""
    number = _number(required(row, "Id", SOURCE, where), where)
    return number, str(row.get("PublicationDate") or "")[:10]


def _is_wanted(day: str, plan: Mapping[str, Any]) -> bool:
    """Whether a row lies in the days asked for; one without a day always does."""
    if not day:
        return True
    return plan["from"] <= day and (not plan["until"] or day <= plan["until"])


def _number(found: object, where: str) -> int:
    if isinstance(found, int | float) and int(found) == found and found > 0:
        return int(found)
    raise ParseError(SOURCE, f"{where}: Id is {found!r}")


def _hearing(config: SourceConfig, page: Page) -> Listing:
    """A hearing's page."""
    context = page.request.context
    today = date.fromisoformat(context["today"])
    proposal = proposal_of(config, page, context["id"], today)
    days = [each.date.isoformat() for each in proposal.deadlines]
    warnings: tuple[str, ...] = ()
    if context["deadline"] and context["deadline"] not in days:
        warnings = (
            f"hearing {context['id']}: the page says {', '.join(days) or 'nothing'}, "
            f"the feed {context['deadline']}",
        )
    again = _again(proposal, today)
    read = {str(context["id"]): [context["updated"], again]}
    return Listing((proposal,), cursor={"read": read}, warnings=warnings)


def _again(proposal: Proposal, today: date) -> str:
    """The next day to read a hearing on, as ISO; empty when it is no more."""
    if proposal.stage is Stage.WITHDRAWN:
        return ""
    start, days = proposal.published_on, _WITHOUT_DEADLINE
    if proposal.deadlines:
        start, days = max(each.date for each in proposal.deadlines), AGAIN
    if start is None:
        return ""
    ahead = [start + timedelta(days=each) for each in days]
    return next((each.isoformat() for each in ahead if each > today), "")
