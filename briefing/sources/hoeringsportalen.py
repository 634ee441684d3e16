"""Høringsportalen: public consultations of Danish ministries and agencies.

The documented Atom feed (`feed`) shows the 25 hearings updated last. Each entry
that is new or updated leads to the hearing's page (`hearing`). Where 25 are too
few (the first time, when everything is wanted, after a pause) an undocumented list
(`list`) fills the gap; when it fails that is a warning, since the feed stands. A
hearing whose deadline has passed since it was read is read once more.

History: descriptions from 2022-2026; no recorded answer is known, so that every
form read here is unproven. What is not recognised is refused.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

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
from briefing.sources.hoeringsportalen_page import SOURCE, proposal_of
from briefing.sources.shape import (
    clean,
    read_json,
    required,
    required_list,
)

_TAKE = 300
_ONCE_MORE = timedelta(days=14)
_ID = re.compile(r"/Hearing/Details/(\d{1,9})(?:[/?#]|$)", re.IGNORECASE)
_IN_SUMMARY = re.compile(r"høringsfrist:?\s*([^·|<]{6,30})", re.IGNORECASE)


class Hoeringsportalen:
    """Consultations on draft bills, draft orders and other matters."""

    id = SOURCE
    may_be_empty = False

    def requests(
        self, config: SourceConfig, cursor: Cursor, scope: Scope
    ) -> Iterable[Request]:
        """The feed; the list as well when the feed cannot be enough."""
        today = scope.today.isoformat()
        earliest = (scope.today - _ONCE_MORE).isoformat()
        plan = {
            "today": today,
            "read": {} if scope.everything else dict(cursor.get("read", {})),
            "newest": cursor.get("newest", ""),
        }
        feed = f"{config.base_url}/Syndication/HearingsFeed"
        yield Request(feed, "feed", context=plan, conditional=True)
        if scope.everything or not cursor or cursor.get("unread"):
            yield _list_request(config, plan)
        for number, (updated, until) in plan["read"].items():
            if until and earliest <= until < today:
                yield _hearing_request(config, int(number), updated, "", plan)

    def parse(self, config: SourceConfig, page: Page) -> Listing:
        """What one answer holds; ParseError or UnexpectedlyEmpty as the port says."""
        read = {"feed": _feed, "list": _list, "hearing": _hearing}
        return read[page.request.kind](config, page)

    def merge(self, cursor: Cursor, moved: Cursor) -> Cursor:
        """The cursor after a page.

        `read` holds, for each hearing read, when the feed said it was updated, and
        its deadline while that lies ahead. `newest` is the latest update seen in
        the feed. `unread` are hearings on the list that have not been read yet.
        """
        read = {**cursor.get("read", {}), **moved.get("read", {})}
        unread = moved.get("unread", cursor.get("unread", ()))
        return {
            "read": read,
            "newest": max(cursor.get("newest", ""), moved.get("newest", "")),
            "unread": [each for each in unread if str(each) not in read],
        }


def _list_request(config: SourceConfig, plan: Mapping[str, Any]) -> Request:
    question = {
        "filters": {"SearchString": ""},
        "skip": 0,
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
        context=plan,
        need=Need.NOTHING,
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
    entries = [_entry(each, where) for each in entries_in(SOURCE, page, ("atom",))]
    if not entries:
        raise UnexpectedlyEmpty(SOURCE, f"{where}: the feed has no entries")
    follow = []
    for number, updated, deadline in entries:
        known = plan["read"].get(str(number))
        if known is None or known[0] != updated:
            follow.append(_hearing_request(config, number, updated, deadline, plan))
    oldest = min(updated for _number, updated, _deadline in entries)
    newest = max(updated for _number, updated, _deadline in entries)
    if plan["newest"] and oldest > plan["newest"]:
        follow.append(_list_request(config, plan))
    return Listing(follow=tuple(follow), listed=len(entries), cursor={"newest": newest})


def _entry(entry: Mapping[str, Any], where: str) -> tuple[int, str, str]:
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
    """The undocumented list: hearings that the feed no longer shows."""
    plan, where = page.request.context, page.request.url
    rows = required_list(read_json(SOURCE, page), "Hearings", SOURCE, where)
    if not rows:
        raise UnexpectedlyEmpty(SOURCE, f"{where}: the list is empty")
    numbers = [_number(required(row, "Id", SOURCE, where), where) for row in rows]
    unread = [each for each in numbers if str(each) not in plan["read"]]
    follow = tuple(_hearing_request(config, each, "", "", plan) for each in unread)
    return Listing(follow=follow, listed=len(rows), cursor={"unread": unread})


def _number(found: object, where: str) -> int:
    if isinstance(found, int | float) and int(found) == found and found > 0:
        return int(found)
    raise ParseError(SOURCE, f"{where}: Id is {found!r}")


def _hearing(config: SourceConfig, page: Page) -> Listing:
    """A hearing's page."""
    context = page.request.context
    today = date.fromisoformat(context["today"])
    proposal = proposal_of(config, page, context["id"], today)
    deadline = proposal.deadlines[0].date.isoformat()
    warnings: tuple[str, ...] = ()
    if context["deadline"] not in ("", deadline):
        warnings = (
            f"hearing {context['id']}: the page says {deadline}, "
            f"the feed {context['deadline']}",
        )
    until = deadline if deadline >= context["today"] else ""
    read = {str(context["id"]): [context["updated"], until]}
    return Listing((proposal,), cursor={"read": read}, warnings=warnings)
