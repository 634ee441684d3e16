"""Folketinget: what is laid before it, from oda.ft.dk (OData v3, no key).

Bills, resolution proposals, interpellations and reports to the Folketing. A sweep
first asks which sessions there are. The newest one that lists any such case
is read (the one before it as well for some weeks, once a day, since states and law
numbers come late): whole (`cases`) when it has not been read before or everything
is wanted, else by what has changed (`index`, then `changes` for each kind of related
row, then `case` for each case that changed). Before cases are read, the kinds of
votes are looked up (`vote_types`). Answers that are cut off are completed by `more`,
documents that hang on a step alone by `documents`.

Everything is looked up by text (`Lovforslag`, `20251`), never by number: public code
disagrees on the numbers. Each row is looked at again here, since the service is said
to answer a filter that it does not understand with everything there is.

Options: `page` is the number of whole cases asked for at a time (20); `types` are
the kinds of case that are read, by the service's own names (all four).

No key and no documented limit; others ask 4 to 5 times a second. No robots.txt or
terms that speak of programs are known of; the data are published for reuse.

History: formats from public recordings of 2014-2026, read in November 2026. Not yet
tried against the live service; expanding three levels deep is reported to work and
to be slow. What interpellations and reports look like was never seen in a recorded
answer: their types, numbers and states are those of the service's own lists.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from briefing.domain.source import (
    Cursor,
    Listing,
    Page,
    Request,
    Scope,
    SourceConfig,
)
from briefing.errors import ParseError, UnexpectedlyEmpty
from briefing.sources import odata
from briefing.sources.folketinget_changes import (
    MOST_ROWS,
    RELATED,
    changed_cases,
    dated_row,
    further,
    latest_address,
    mark_of,
    whole_mark,
)
from briefing.sources.folketinget_names import (
    SOURCE,
    fitting,
    wanted_types,
)
from briefing.sources.folketinget_requests import (
    ABSENT,
    cases_request,
    changes_request,
    index_request,
    open_session,
    read_request,
)
from briefing.sources.folketinget_senders import answer_without_names
from briefing.sources.folketinget_sessions import (
    Session,
    former_to_read,
    has_begun,
    refs_so_far,
    sessions_on,
    slices_since,
    whole_session,
)
from briefing.sources.folketinget_whole import (
    VOTES_REFUSED,
    has_moved,
    read_case,
    read_documents,
    read_more,
    read_one,
    without_votes,
)
from briefing.sources.shape import Record, clean, required

MOST_CASES = 50
"""More changed cases than this are read by reading the whole session."""

_OLDER_SESSIONS = 10


class Folketinget:
    """What is laid before the Folketing in one session."""

    id = SOURCE
    may_be_empty = False

    def requests(
        self, config: SourceConfig, cursor: Cursor, scope: Scope
    ) -> Iterable[Request]:
        """Which sessions there are; ConfigError for a kind of case unknown here."""
        plan = {
            "cursor": cursor,
            "everything": scope.everything,
            "since": f"{scope.since.isoformat()}T00:00:00" if scope.since else "",
            "keep": scope.session is None,
            "wanted": scope.session,
            "today": scope.today,
            "types": tuple(each.native.casefold() for each in wanted_types(config)),
            "votes": True,
            "older": [],
            "former": None,
        }
        url = odata.query(
            config, "Periode", filter="type eq 'samling'", orderby="kode desc"
        )
        yield Request(url, "sessions", context=plan)

    def slices(self, config: SourceConfig, scope: Scope) -> tuple[Scope, ...]:
        """The sessions that the time since `scope.since` may hold, newest first.

        Each is a sweep of its own; one of a session that does not exist finds
        nothing and says so. Empty without `since`. ConfigError as `requests`.
        """
        wanted_types(config)
        return tuple(slices_since(scope))

    def parse(self, config: SourceConfig, page: Page) -> Listing:
        """What one answer holds; ParseError or UnexpectedlyEmpty as the port says."""
        read = {
            "sessions": _sessions,
            "vote_types": _vote_types,
            "cases": _cases,
            "index": _index,
            "changes": _changes,
            "latest": _latest,
            "case": read_one,
            "more": read_more,
            "documents": read_documents,
        }
        return read[page.request.kind](config, page)

    def without_names(self, text: str) -> str:
        """An answer without the names of private persons who wrote to committees."""
        return answer_without_names(text)

    def merge(self, cursor: Cursor, moved: Cursor) -> Cursor:
        """The cursor with what a page read; another session starts a new one.

        `cases`: the fingerprint of each case by id; `marks`: how far each kind of
        related row was read; `again`: cases known to have changed but not read yet;
        `former`: the session before, and the day it was last read.
        """
        if "session" not in moved:
            return {**cursor, **moved}
        both = {**cursor, **moved}
        former = {"former": both["former"]} if "former" in both else {}
        base = cursor if cursor.get("session") == moved["session"] else {}
        read = moved.get("cases", {})
        again = [*base.get("again", ()), *moved.get("again", ())]
        marks = dict(base.get("marks", {}))
        for name, mark in moved.get("marks", {}).items():
            marks[name] = further(marks.get(name, {}), mark)
        return former | {
            "session": moved["session"],
            "cases": {**base.get("cases", {}), **read},
            "marks": marks,
            "again": sorted({each for each in again if str(each) not in read}),
        }


def _sessions(config: SourceConfig, page: Page) -> Listing:
    """The session asked for, or the newest, with the older ones to fall back on."""
    plan = page.request.context
    found, further_on = sessions_on(page)
    if plan["wanted"]:
        return _session_asked_for(config, page, found, further_on)
    today = plan["today"]
    begun = [each for each in found if has_begun(each, today)] or list(found)
    newest, *older = begun[:_OLDER_SESSIONS]
    former = former_to_read(newest, begun, plan["cursor"], today)
    plan = {**plan, "older": [each.code for each in older], "former": former}
    return Listing(follow=(open_session(config, newest.code, plan),))


def _with_former(
    config: SourceConfig, plan: Mapping[str, Any], found: Listing
) -> Listing:
    """The first page of the newest session, and the one before it where it is due."""
    former = plan["former"]
    if plan["last"] or former is None:
        return found
    last = {**plan, "older": [], "former": None, "everything": True, "keep": False}
    last.pop("vote_types", None)
    noted = {"former": {"session": former, "read": plan["today"].isoformat()}}
    return replace(
        found,
        follow=(*found.follow, open_session(config, former, last)),
        cursor=_together([each for each in (found.cursor, noted) if each]),
    )


def _session_asked_for(
    config: SourceConfig, page: Page, found: tuple[Session, ...], further_on: str
) -> Listing:
    """The one session that is wanted, as long as it has begun.

    One that does not exist is an error where somebody named it, and only said where
    it stands among others (`since` is set then).
    """
    plan = page.request.context
    wanted = plan["wanted"]
    known = next((each for each in found if each.code == wanted), None)
    if known and has_begun(known, plan["today"]):
        return Listing(follow=(open_session(config, wanted, plan),))
    if known is None and further_on:
        url = odata.next_address(config, further_on)
        return Listing(follow=(Request(url, "sessions", context=plan),))
    reason = "has not begun" if known else "does not exist"
    if not plan["since"]:
        newest = ", ".join(each.code for each in found[:3])
        raise UnexpectedlyEmpty(
            SOURCE, f"session {wanted} {reason}; the newest are {newest}"
        )
    return Listing(listed=len(found), warnings=(f"session {wanted} {reason}",))


def _vote_types(config: SourceConfig, page: Page) -> Listing:
    """What kinds of votes there are, by id; a service without them is no error."""
    plan, where = page.request.context, page.request.url
    known: dict[int, str] = {}
    warnings: tuple[str, ...] = ()
    if page.status in ABSENT:
        warnings = (f"{where}: the kinds of votes are not known to the service",)
    else:
        rows = odata.read_rows(SOURCE, page).rows
        known = {
            odata.row_id(row, SOURCE, where): clean(
                required(row, "type", SOURCE, where)
            )
            for row in rows
        }
    follow = read_request(config, {**plan, "vote_types": known})
    return Listing(follow=follow, warnings=warnings)


def _page_of(page: Page) -> tuple[list[Record], int | None, tuple[str, ...]]:
    """The fitting rows of a page of cases, where it goes on, and warnings."""
    plan, where = page.request.context, page.request.url
    rows, last = odata.keyset_rows(SOURCE, page, plan["last"])
    found = fitting(rows, plan["types"], plan["session"], where)
    strange = len(rows) - len(found)
    if not strange:
        return found, last, ()
    return found, last, (f"{where}: the filter let {strange} other rows through",)


def _nothing_in(config: SourceConfig, plan: Mapping[str, Any]) -> Listing:
    """The next older session, when a session lists nothing."""
    if not plan["older"]:
        raise UnexpectedlyEmpty(
            SOURCE, f"session {plan['session']} lists no case of the kinds read"
        )
    code, *older = plan["older"]
    plan = {**plan, "older": older, "former": None}
    return Listing(follow=(open_session(config, code, plan),))


def _cases(config: SourceConfig, page: Page) -> Listing:
    """A page of whole cases."""
    plan = page.request.context
    plainer = without_votes(page)
    if plainer:
        again = cases_request(config, plainer)
        return Listing(follow=(again,), warnings=(VOTES_REFUSED,))
    rows, last, warnings = _page_of(page)
    if not rows and last is None and plan["last"] == 0:
        return _nothing_in(config, plan)
    only = plan["only"]
    wanted = [row for row in rows if only is None or row["id"] in only]
    listings = [read_case(config, case, (), plan) for case in wanted]
    rejected = tuple(each for found in listings for each in found.rejected)
    if rejected and len(rejected) == len(listings):
        raise ParseError(SOURCE, rejected[0].error)
    follow = [each for found in listings for each in found.follow]
    refs = refs_so_far(plan, rows)
    if last is not None:
        follow.append(cases_request(config, {**plan, "last": last, "refs": refs}))
    whole = Listing(
        proposals=tuple(each for found in listings for each in found.proposals),
        follow=tuple(follow),
        rejected=rejected,
        cursor=_together([found.cursor for found in listings if found.cursor]),
        listed=len(rows),
        warnings=warnings,
        complete=whole_session(plan, refs, last),
    )
    return _with_former(config, plan, whole)


def _together(moved: list[Cursor]) -> Cursor:
    merge = Folketinget().merge
    result: Cursor = {}
    for each in moved:
        result = merge(result, each)
    return result


def _index(config: SourceConfig, page: Page) -> Listing:
    """A page of the index: which cases are new or have moved."""
    plan = page.request.context
    rows, last, warnings = _page_of(page)
    if not rows and last is None and plan["last"] == 0:
        return _nothing_in(config, plan)
    changed = [*plan["changed"], *(row["id"] for row in rows if has_moved(row, plan))]
    listed = [*plan.get("listed", ()), *(row["id"] for row in rows)]
    first = plan
    refs = refs_so_far(plan, rows)
    plan = {**plan, "changed": changed, "listed": listed, "refs": refs}
    if last is not None:
        follow = index_request(config, {**plan, "last": last})
    else:
        follow = changes_request(config, {**plan, "related": 0, "marks": {}})
    index = Listing(follow=(follow,), listed=len(rows), warnings=warnings)
    index = replace(index, complete=whole_session(plan, refs, last))
    return _with_former(config, first, index)


def _changes(config: SourceConfig, page: Page) -> Listing:
    """Rows of one kind that changed, and with them the cases they hang on."""
    plan, where = page.request.context, page.request.url
    related = RELATED[plan["related"]]
    if page.status in ABSENT:
        return _next_related(config, plan, (f"{where}: not known to the service",))
    found = odata.read_rows(SOURCE, page)
    count = plan["rows"] + len(found.rows)
    if count > MOST_ROWS or (found.remaining or 0) > MOST_ROWS:
        return _too_many(config, plan)
    known = plan["cursor"].get("marks", {}).get(related.mark, {})
    cases = {
        case
        for row in found.rows
        for case in changed_cases(related, row, known, plan["since"], where)
    }
    reached = mark_of((dated_row(related, row, where) for row in found.rows), where)
    marks = {**plan["marks"]}
    marks[related.mark] = further(marks.get(related.mark, {}), reached)
    changed = [*plan["changed"], *cases]
    plan = {**plan, "changed": changed, "rows": count, "marks": marks}
    if found.next_link:
        url = odata.next_address(config, found.next_link)
        return Listing(follow=(Request(url, "changes", context=plan),))
    return _next_related(config, plan)


def _next_related(
    config: SourceConfig, plan: Mapping[str, Any], warnings: tuple[str, ...] = ()
) -> Listing:
    """Go on with the next kind of row; after the last, read what has changed."""
    if plan["related"] + 1 < len(RELATED):
        plan = {**plan, "related": plan["related"] + 1}
        return Listing(follow=(changes_request(config, plan),), warnings=warnings)
    return replace(_decide(config, plan), warnings=warnings)


def _too_many(config: SourceConfig, plan: Mapping[str, Any]) -> Listing:
    """Note the latest row of this kind first, then read the whole session."""
    related = RELATED[plan["related"]]
    url = latest_address(config, related, plan["session"])
    return Listing(follow=(Request(url, "latest", context=plan),))


def _latest(config: SourceConfig, page: Page) -> Listing:
    """How far one kind of row goes now; everything older is read with the session."""
    plan, where = page.request.context, page.request.url
    related = RELATED[plan["related"]]
    rows = odata.read_rows(SOURCE, page).rows[:1]
    marks = {**plan["marks"]}
    if rows:
        marks[related.mark] = whole_mark(dated_row(related, rows[0], where), where)
    return _decide(config, {**plan, "changed": plan["listed"], "marks": marks})


def _decide(config: SourceConfig, plan: Mapping[str, Any]) -> Listing:
    """Ask for each case that changed, or for the whole session when they are many.

    The marks move, since the cases that changed are noted in `again` until read.
    """
    changed = sorted(set(plan["changed"]) & set(plan["listed"]))
    moved = {name: mark for name, mark in plan["marks"].items() if mark}
    noted: Cursor = {}
    if plan["keep"] and not plan["since"]:
        noted = {"session": plan["session"], "again": changed, "marks": moved}
    if not changed:
        return Listing(cursor=noted)
    plan = {**plan, "ids": changed}
    if len(changed) > MOST_CASES:
        plan |= {"ids": None, "last": 0, "only": frozenset(changed)}
    return Listing(follow=read_request(config, plan), cursor=noted)
