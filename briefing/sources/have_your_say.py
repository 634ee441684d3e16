"""Have your say: the Commission's open and coming feedback windows (JSON, no key).

`search` pages list what is open; `initiative` is read for each that is new, has
changed in the list, has left the list, or was last read on an earlier day. Nothing
is concluded from a list that did not arrive whole: the rows are counted against the
server's own total. `upcoming` pages list what is announced, and `past` pages what was
open in a quarter that is asked for; of these only matters of working life are read,
by topic and by words. `feedback` pages tell which organisations have answered.

The server has been seen to ignore parameters with a healthy answer, and to leave
windows open after their deadline, so openness and deadline are looked at again
here. Values of enumerations are open; a date without zone is Brussels time.
Officials' names and addresses, which the answers hold, are never kept; nor is
feedback of citizens, or who wrote for an organisation.

Robots: not looked at by us; a backend of a public site, asked with pauses.
Terms: reuse of the Commission's documents is allowed with the source named
(Decision 2011/833/EU).

History: formats from recordings of August and September 2026.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from briefing.domain.source import (
    Cursor,
    Listing,
    Need,
    Page,
    Rejected,
    Request,
    Scope,
    SourceConfig,
)
from briefing.errors import ParseError, UnexpectedlyEmpty
from briefing.sources.have_your_say_feedback import feedback, feedback_requests
from briefing.sources.have_your_say_initiative import proposal_of
from briefing.sources.have_your_say_windows import (
    SOURCE,
    Window,
    identity,
    is_ours,
    listed_window,
    opened_within,
    upcoming_windows,
)
from briefing.sources.quarters import quarter_days, quarters
from briefing.sources.shape import (
    Record,
    read_json,
    required,
    required_list,
    set_aside,
)

_SIZE = 100
_FORGET = timedelta(days=14)
_WEEK = timedelta(days=7)

_PERSONS = "EU_CITIZEN|NON_EU_CITIZEN|ANONYMOUS|OTHER"
_TOLD = ("feedback", "attachments", "organization", "login")
"""What feedback of a citizen tells of its author, beside the name."""


class HaveYourSay:
    """Initiatives that the Commission asks for feedback on."""

    id = SOURCE
    may_be_empty = False
    private = tuple(f"{each} where userType={_PERSONS}" for each in _TOLD)

    def requests(
        self, config: SourceConfig, cursor: Cursor, scope: Scope
    ) -> Iterable[Request]:
        """The first page of what is open."""
        plan = {
            "today": scope.today.isoformat(),
            "open": {} if scope.everything else dict(cursor.get("open", {})),
            "planned": {} if scope.everything else dict(cursor.get("planned", {})),
            "rows": 0,
            "found": {},
            "warnings": (),
        }
        quarter = quarter_days(scope)
        if quarter is not None:
            yield _past_request(config, 0, {**plan, "days": quarter})
            return
        yield _search_request(config, 0, plan)
        if scope.everything or cursor.get("upcoming") != plan["today"]:
            yield _upcoming_request(config, 0, plan)

    def slices(self, config: SourceConfig, scope: Scope) -> tuple[Scope, ...]:  # noqa: ARG002 - the same for every configuration
        """The quarters from `scope.since` to today, the newest first."""
        return quarters(scope)

    def parse(self, config: SourceConfig, page: Page) -> Listing:
        """What one answer holds; ParseError or UnexpectedlyEmpty as the port says."""
        read = {
            "search": _search,
            "upcoming": _upcoming,
            "past": _past,
            "initiative": _initiative,
            "feedback": feedback,
        }
        return read[page.request.kind](config, page)

    def merge(self, cursor: Cursor, moved: Cursor) -> Cursor:
        """The cursor after a page.

        `open` holds, for each initiative read, the fingerprint of its list entry,
        the day it was read and its deadline. `closed` are those read after they left
        the list; `forget` those that left so long ago that they are let go. `planned`
        holds, for each that is announced, the fingerprint and the day it was read;
        `upcoming` is the day on which what is announced was looked through.
        """
        read = {**cursor.get("open", {}), **moved.get("open", {})}
        gone = {*moved.get("closed", ()), *moved.get("forget", ())}
        planned = {**cursor.get("planned", {}), **moved.get("planned", {})}
        return {
            "open": {key: each for key, each in read.items() if key not in gone},
            "planned": {k: each for k, each in planned.items() if k not in read},
            "upcoming": moved.get("upcoming", cursor.get("upcoming", "")),
        }


def _search_request(
    config: SourceConfig, number: int, plan: Mapping[str, Any]
) -> Request:
    url = (
        f"{config.base_url}/brpapi/searchInitiatives"
        f"?feedbackStatus=OPEN&language=EN&page={number}&size={_SIZE}"
    )
    return Request(url, "search", context={**plan, "page": number})


def _upcoming_request(
    config: SourceConfig, number: int, plan: Mapping[str, Any]
) -> Request:
    url = (
        f"{config.base_url}/brpapi/searchInitiatives"
        f"?feedbackStatus=UPCOMING&language=EN&page={number}&size={_SIZE}"
    )
    return Request(url, "upcoming", context={**plan, "page": number}, need=Need.NOTHING)


def _past_request(
    config: SourceConfig, number: int, plan: Mapping[str, Any]
) -> Request:
    start, end = (f"{day:%Y/%m/%d}" for day in plan["days"])
    url = (
        f"{config.base_url}/brpapi/searchInitiatives?feedbackOpenDateFrom={start}"
        f"&feedbackOpenDateClosedBy={end}&language=EN&page={number}&size={_SIZE}"
    )
    return Request(url, "past", context={**plan, "page": number})


def _content(page: Page) -> tuple[list[Record], int, int]:
    """The rows of a page, the total of rows and of pages.

    Spring's form of 2026 and the HAL form of earlier years are read.
    """
    where = page.request.url
    answer = read_json(SOURCE, page)
    if "_embedded" in answer or "page" in answer:
        embedded = answer.get("_embedded") or {"initiativeResultDtoes": []}
        rows = required_list(embedded, "initiativeResultDtoes", SOURCE, where)
        about = required(answer, "page", SOURCE, where)
    else:
        about = required(answer, "initiativeResultDtoPage", SOURCE, where)
        if not isinstance(about, dict):
            raise ParseError(SOURCE, f"{where}: initiativeResultDtoPage is no object")
        rows = required_list(about, "content", SOURCE, where)
    return (
        rows,
        _count(about, "totalElements", where),
        _count(about, "totalPages", where),
    )


def _count(about: Record, key: str, where: str) -> int:
    found = required(about, key, SOURCE, where)
    if isinstance(found, int | float) and found >= 0:
        return int(found)
    raise ParseError(SOURCE, f"{where}: {key} is {found!r}")


def _search(config: SourceConfig, page: Page) -> Listing:
    """A page of the list: go on, or once it is whole ask for each initiative."""
    plan, where = page.request.context, page.request.url
    rows, total, pages = _content(page)
    if rows and not any("currentStatuses" in row for row in rows):
        required(rows[0], "currentStatuses", SOURCE, where)
    found = {**plan["found"]}
    for row in rows:
        found[str(identity(row, where))] = row
    plan = {**plan, "rows": plan["rows"] + len(rows), "found": found}
    number = plan["page"] + 1
    if number < pages and rows:
        follow = (_search_request(config, number, plan),)
        return Listing(follow=follow, listed=len(rows))
    if len(found) < total:
        raise ParseError(
            SOURCE, f"{where}: sweep unfinished, {len(found)} of {total} rows seen"
        )
    if not total and not config.may_be_empty:
        raise UnexpectedlyEmpty(SOURCE, f"{where}: nothing is open for feedback")
    return _whole_list(config, plan, len(rows), where)


def _upcoming(config: SourceConfig, page: Page) -> Listing:
    """A page of what is announced: matters of working life are read, weekly."""
    plan, where = page.request.context, page.request.url
    rows, _total, pages = _content(page)
    today = date.fromisoformat(plan["today"])
    follow: list[Request] = []
    windows = [upcoming_windows(row, where) for row in rows]
    if rows and not any(e.status == "UPCOMING" for each in windows for e in each):
        raise ParseError(SOURCE, f"{where}: none of the rows is UPCOMING")
    for row, found in zip(rows, windows, strict=True):
        key = str(identity(row, where))
        if _is_announced(found, today) and is_ours(config, row):
            known = plan["planned"].get(key, ["", ""])
            is_old = known[1] <= (today - _WEEK).isoformat()
            if key not in plan["open"] and (known[0] != _print(row) or is_old):
                follow.append(
                    _initiative_request(
                        config, key, row, found[0], plan, is_planned=True
                    )
                )
    if plan["page"] + 1 < pages and rows:
        follow.append(_upcoming_request(config, plan["page"] + 1, plan))
        return Listing(follow=tuple(follow))
    return Listing(follow=tuple(follow), cursor={"upcoming": plan["today"]})


def _is_announced(windows: tuple[Window, ...], today: date) -> bool:
    """Whether something is to come: nothing open yet, and no window that is over."""
    if not windows or any(each.is_open for each in windows):
        return False
    return not any(each.end and each.end < today for each in windows)


def _past(config: SourceConfig, page: Page) -> Listing:
    """A page of what was open in a quarter; the service may answer with everything."""
    plan, where = page.request.context, page.request.url
    rows, _total, pages = _content(page)
    first, last = plan["days"]
    follow = [
        _initiative_request(config, str(identity(row, where)), {}, None, plan)
        for row in rows
        if opened_within(row, first, last, where) and is_ours(config, row)
    ]
    if plan["page"] + 1 < pages and rows:
        follow.append(_past_request(config, plan["page"] + 1, plan))
    return Listing(follow=tuple(follow), listed=len(rows))


def _whole_list(
    config: SourceConfig, plan: Mapping[str, Any], count: int, where: str
) -> Listing:
    """What to read of a list that is whole: its entries, and those that left it."""
    warnings: list[str] = []
    rejected: list[Rejected] = []
    follow: list[Request] = []
    today = date.fromisoformat(plan["today"])
    for key, row in plan["found"].items():
        try:
            window = listed_window(row, where)
        except ParseError as error:
            rejected.append(set_aside(f"initiative {key}", row, error))
            continue
        warnings.extend(_oddity(key, window, today))
        is_open = window is None or window.is_open
        if is_open and _is_to_be_read(key, row, plan):
            follow.append(_initiative_request(config, key, row, window, plan))
    if rejected and len(rejected) == len(plan["found"]):
        raise ParseError(SOURCE, rejected[0].error)
    gone = set(plan["open"]) - set(plan["found"])
    forget = {key for key in gone if _is_long_past(plan["open"][key], today)}
    follow.extend(
        _initiative_request(config, key, {}, None, plan)
        for key in sorted(gone - forget)
    )
    return Listing(
        follow=tuple(follow),
        rejected=tuple(rejected),
        listed=count,
        warnings=tuple(warnings),
        cursor={"forget": sorted(forget)} if forget else {},
    )


def _oddity(key: str, window: Window | None, today: date) -> Iterator[str]:
    """What does not fit an entry in a list of what is open."""
    if window is not None and not window.is_open:
        yield f"initiative {key} is listed as open, but is {window.status}"
    elif window and window.end and window.end < today:
        yield f"initiative {key} is listed as open after {window.end}"


def _is_to_be_read(key: str, row: Record, plan: Mapping[str, Any]) -> bool:
    """Whether an initiative is new, has changed, or was not read today.

    The list says nothing about documents that are added, hence once a day.
    """
    known = plan["open"].get(key)
    return known is None or known[:2] != [_print(row), plan["today"]]


def _is_long_past(known: list[str], today: date) -> bool:
    deadline = known[2]
    return bool(deadline) and date.fromisoformat(deadline) < today - _FORGET


def _print(row: Record) -> str:
    text = json.dumps(row, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _initiative_request(
    config: SourceConfig,
    key: str,
    row: Record,
    window: Window | None,
    plan: Mapping[str, Any],
    *,
    is_planned: bool = False,
) -> Request:
    return Request(
        f"{config.base_url}/brpapi/groupInitiatives/{key}",
        "initiative",
        context={
            "id": key,
            "row": row,
            "window": window,
            "today": plan["today"],
            "planned": is_planned,
        },
        need=Need.RECORD,
        record=f"initiative {key}",
    )


def _initiative(config: SourceConfig, page: Page) -> Listing:
    """One initiative with its publications and documents."""
    context, where = page.request.context, page.request.url
    record = read_json(SOURCE, page)
    key = str(identity(record, where))
    if key != context["id"]:
        raise ParseError(SOURCE, f"{where}: initiative {key} came instead")
    today = date.fromisoformat(context["today"])
    is_planned = context.get("planned", False)
    proposal, warnings = proposal_of(
        config, record, context["row"], context["window"], today, where,
        is_planned=is_planned,
    )  # fmt: skip
    moved: Cursor = {"closed": [key]}
    mark = _print(context["row"])
    if is_planned:
        moved = {"planned": {key: [mark, context["today"]]}}
    elif context["row"]:
        deadline = proposal.deadlines[0].date.isoformat() if proposal.deadlines else ""
        moved = {"open": {key: [mark, context["today"], deadline]}}
    asked = is_ours(config, record)
    return Listing(
        (proposal,),
        follow=feedback_requests(config, record, proposal) if asked else (),
        cursor=moved,
        warnings=warnings,
    )
