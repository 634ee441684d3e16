"""Folketinget: bills and resolution proposals from oda.ft.dk (OData v3, no key).

A sweep first asks which sessions there are. The newest one that lists any such case
is read: whole (`cases`) when it has not been read before or everything is wanted,
else by what has changed (`index`, then `changes` for each kind of related row, then
`case` for each case that changed). Answers that are cut off are completed by `more`,
documents that hang on a step alone by `documents`.

Everything is looked up by text (`Lovforslag`, `20251`), never by number: public code
disagrees on the numbers. Each row is looked at again here, since the service is said
to answer a filter that it does not understand with everything there is.

Options: `page` is the number of whole cases asked for at a time (20).

History: formats from public recordings of 2014-2026, read in November 2026. Not yet
tried against the live service; expanding three levels deep is reported to work and
to be slow.
"""

from collections.abc import Iterable, Mapping
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
from briefing.sources.folketinget_case import SOURCE, label
from briefing.sources.folketinget_changes import (
    MOST_ROWS,
    RELATED,
    changed_cases,
    changes_address,
    dated_row,
    further,
    latest_address,
    mark_of,
    whole_mark,
)
from briefing.sources.folketinget_whole import (
    EXPAND,
    INDEX,
    case_request,
    fitting,
    index_print,
    read_case,
    read_documents,
    read_more,
    read_one,
)
from briefing.sources.shape import Record, required

MOST_CASES = 50
"""More changed cases than this are read by reading the whole session."""

_OLDER_SESSIONS = 10
_TYPES = ("Lovforslag", "Beslutningsforslag")


class Folketinget:
    """Bills and resolution proposals of one session."""

    id = SOURCE
    may_be_empty = False

    def requests(
        self, config: SourceConfig, cursor: Cursor, scope: Scope
    ) -> Iterable[Request]:
        """Which sessions there are, or the first page of the session asked for."""
        since = f"{scope.since.isoformat()}T00:00:00" if scope.since else ""
        plan = {
            "cursor": cursor,
            "everything": scope.everything,
            "since": since,
            "keep": scope.session is None,
            "older": [],
        }
        if scope.session:
            yield _open_session(config, scope.session, plan)
            return
        url = odata.query(
            config, "Periode", filter="type eq 'samling'", orderby="kode desc"
        )
        yield Request(url, "sessions", context=plan)

    def parse(self, config: SourceConfig, page: Page) -> Listing:
        """What one answer holds; ParseError or UnexpectedlyEmpty as the port says."""
        read = {
            "sessions": _sessions,
            "cases": _cases,
            "index": _index,
            "changes": _changes,
            "latest": _latest,
            "case": read_one,
            "more": read_more,
            "documents": read_documents,
        }
        return read[page.request.kind](config, page)

    def merge(self, cursor: Cursor, moved: Cursor) -> Cursor:
        """The cursor with what a page read; another session starts a new one.

        `cases`: the fingerprint of each case by id; `marks`: how far each kind of
        related row was read; `again`: cases known to have changed but not read yet.
        """
        base = cursor if cursor.get("session") == moved["session"] else {}
        read = moved.get("cases", {})
        again = [*base.get("again", ()), *moved.get("again", ())]
        marks = dict(base.get("marks", {}))
        for name, mark in moved.get("marks", {}).items():
            marks[name] = further(marks.get(name, {}), mark)
        return {
            "session": moved["session"],
            "cases": {**base.get("cases", {}), **read},
            "marks": marks,
            "again": sorted({each for each in again if str(each) not in read}),
        }


def _sessions(config: SourceConfig, page: Page) -> Listing:
    """The newest session, with the older ones to fall back on."""
    where = page.request.url
    found = odata.read_rows(SOURCE, page).rows
    codes = sorted(
        {
            str(required(row, "kode", SOURCE, where))
            for row in found
            if required(row, "type", SOURCE, where) == "samling"
        },
        reverse=True,
    )
    if not codes:
        raise UnexpectedlyEmpty(SOURCE, f"{where}: no session is listed")
    newest, *older = codes[:_OLDER_SESSIONS]
    plan = {**page.request.context, "older": older}
    return Listing(follow=(_open_session(config, newest, plan),))


def _open_session(config: SourceConfig, code: str, plan: Mapping[str, Any]) -> Request:
    """The first page of a session: whole, or only its index when it is known."""
    known = plan["cursor"].get("session") == code or plan["since"]
    plan = {**plan, "session": code, "last": 0, "changed": [], "only": None}
    if known and not plan["everything"]:
        return _index_request(config, plan)
    return _cases_request(config, plan)


def _selection(plan: Mapping[str, Any]) -> str:
    types = " or ".join(f"Sagstype/type eq '{each}'" for each in _TYPES)
    code = odata.text_literal(plan["session"])
    return f"({types}) and Periode/kode eq {code} and id gt {plan['last']}"


def _cases_request(config: SourceConfig, plan: Mapping[str, Any]) -> Request:
    url = odata.query(
        config,
        "Sag",
        filter=_selection(plan),
        orderby="id",
        top=str(config.options.get("page", 20)),
        inlinecount="allpages",
        expand=EXPAND,
    )
    return Request(url, "cases", context=plan)


def _index_request(config: SourceConfig, plan: Mapping[str, Any]) -> Request:
    url = odata.query(
        config,
        "Sag",
        filter=_selection(plan),
        orderby="id",
        inlinecount="allpages",
        select=f"{INDEX},Sagstype/type,Periode/kode",
        expand="Sagstype,Periode",
    )
    return Request(url, "index", context=plan)


def _page_of(page: Page) -> tuple[list[Record], int | None, tuple[str, ...]]:
    """The fitting rows of a page of cases, where it goes on, and warnings."""
    plan, where = page.request.context, page.request.url
    rows, last = odata.keyset_rows(SOURCE, page, plan["last"])
    found = fitting(rows, plan, where)
    strange = len(rows) - len(found)
    if not strange:
        return found, last, ()
    return found, last, (f"{where}: the filter let {strange} other rows through",)


def _nothing_in(config: SourceConfig, plan: Mapping[str, Any]) -> Listing:
    """The next older session, when a session lists nothing."""
    if not plan["older"]:
        raise UnexpectedlyEmpty(
            SOURCE, f"session {plan['session']} lists no bill or resolution proposal"
        )
    code, *older = plan["older"]
    return Listing(follow=(_open_session(config, code, {**plan, "older": older}),))


def _cases(config: SourceConfig, page: Page) -> Listing:
    """A page of whole cases."""
    plan = page.request.context
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
    if last is not None:
        follow.append(_cases_request(config, {**plan, "last": last}))
    return Listing(
        proposals=tuple(each for found in listings for each in found.proposals),
        follow=tuple(follow),
        rejected=rejected,
        cursor=_together([found.cursor for found in listings if found.cursor]),
        listed=len(rows),
        warnings=warnings,
    )


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
    changed = [*plan["changed"], *(row["id"] for row in rows if _has_moved(row, plan))]
    listed = [*plan.get("listed", ()), *(row["id"] for row in rows)]
    plan = {**plan, "changed": changed, "listed": listed}
    if last is not None:
        follow = _index_request(config, {**plan, "last": last})
    else:
        follow = _changes_request(config, {**plan, "related": 0, "marks": {}})
    return Listing(follow=(follow,), listed=len(rows), warnings=warnings)


def _has_moved(row: Record, plan: Mapping[str, Any]) -> bool:
    if plan["since"]:
        return odata.stamp(row, SOURCE, label(row)) >= str(plan["since"])
    cursor = plan["cursor"]
    known = cursor.get("cases", {}).get(str(row["id"]))
    return known != index_print(row) or row["id"] in set(cursor.get("again", ()))


def _changes_request(config: SourceConfig, plan: Mapping[str, Any]) -> Request:
    related = RELATED[plan["related"]]
    mark = plan["cursor"].get("marks", {}).get(related.mark, {})
    url = changes_address(config, related, plan["session"], mark, plan["since"])
    return Request(url, "changes", context={**plan, "rows": 0})


def _changes(config: SourceConfig, page: Page) -> Listing:
    """Rows of one kind that changed, and with them the cases they hang on."""
    plan, where = page.request.context, page.request.url
    related = RELATED[plan["related"]]
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
    if plan["related"] + 1 < len(RELATED):
        plan = {**plan, "related": plan["related"] + 1}
        return Listing(follow=(_changes_request(config, plan),))
    return _decide(config, plan)


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
    if len(changed) > MOST_CASES:
        whole = {**plan, "last": 0, "only": frozenset(changed)}
        return Listing(follow=(_cases_request(config, whole),), cursor=noted)
    follow = tuple(case_request(config, each, plan) for each in changed)
    return Listing(follow=follow, cursor=noted)
