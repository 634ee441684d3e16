"""The European Parliament's open data, version 2: legislative procedures (JSON-LD).

`list` pages give the numbers of every procedure of a type since 1993 and nothing
else, so a `procedure` is read to learn what it is about. Read are, in this order and
at most 150 in a sweep (option `budget`; the service allows 500 requests in 5 minutes
and refuses sooner without saying when to come back):

1. those before one of the option `committees` (EMPL), once a day;
2. those never read, the newest first, from five years ago on (option `from_year`);
3. those before other committees, once in 30 days, since a committee may be asked for
   an opinion late; once a week while it is not known which committee leads.

One that is law is never read again. What is left for the next sweep is said in a
warning. `member` gives the name of a rapporteur, an elected politician in office; it
is asked for once and remembered.

The change feed (`/procedures/feed`) is not used: those who have measured it found
answers of 404, time-outs after three minutes, and procedures of the 1970s.

Traps: an unknown number and an empty list answer 204; the total in `meta` stops at
10,000; list and record write the type differently; a value may come as a list of one
or as itself, a title or type as two; `occured_at_stage` is misspelt; an empty list is
left out of a record. The stage says `RDG1` until the end, see `europarl_procedure`.

History: records seen in recordings of 2025 and 2026; the paging and `member` are from
the published description and others' clients. Robots and terms: made for programs
that name themselves in the User-Agent; free reuse with attribution.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
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
from briefing.sources.base import merged
from briefing.sources.europarl_procedure import (
    PROCESS_ID,
    SOURCE,
    check,
    codes,
    has_committee,
    has_ended,
    is_before,
    procedure_of,
    rapporteurs,
)
from briefing.sources.shape import (
    Record,
    clean,
    option_count,
    option_texts,
    read_json,
    required,
    required_list,
)

SIZE = 500
MOST_TOLD = 10_000
"""A total that large means "this many or more"."""
BUDGET = 150
YEARS = 5
FOLLOWED, EARLY, OTHER, ENDED = "followed", "early", "other", "ended"
DAYS = {FOLLOWED: 1, EARLY: 7, OTHER: 30}
"""After how many days a procedure that is not over is read again."""

_EMPTY = 204
_HEADERS = {"Accept": "application/ld+json"}
_YEAR = re.compile(r"(?:19|20)\d{2}")


class EuropeanParliament:
    """Legislative procedures, those before one committee in full."""

    id = SOURCE
    may_be_empty = False

    def requests(
        self, config: SourceConfig, cursor: Cursor, scope: Scope
    ) -> Iterable[Request]:
        """The first page of the list of the first type."""
        year = scope.session if _YEAR.fullmatch(scope.session or "") else None
        first = option_count(config, "from_year", scope.today.year - YEARS)
        plan = {
            "today": scope.today,
            "types": option_texts(config, "types", ("COD",)),
            "first": scope.since.year if scope.since else first,
            "year": year,
            "whole": scope.everything or year is not None,
            "known": dict(cursor.get("procedures", {})),
            "names": dict(cursor.get("names", {})),
            "found": (),
            "before": 0,
            "seen": 0,
            "begun": (),
            "total": None,
        }
        yield _list_request(config, plan, 0)

    def parse(self, config: SourceConfig, page: Page) -> Listing:
        """What one answer holds; ParseError or UnexpectedlyEmpty as the port says."""
        read = {"list": _list, "procedure": _procedure, "member": _member}
        return read[page.request.kind](config, page)

    def merge(self, cursor: Cursor, moved: Cursor) -> Cursor:
        """The cursor after a page.

        `procedures` holds for each number what it is (followed, early, other, ended)
        and the day it was read; `names` the rapporteurs' names by number.
        """
        return merged(cursor, moved)

    def slices(self, config: SourceConfig, scope: Scope) -> tuple[Scope, ...]:  # noqa: ARG002 - the same for every configuration
        """The years from `scope.since` to today, the newest first."""
        if scope.since is None:
            return ()
        years = range(scope.today.year, scope.since.year - 1, -1)
        return tuple(
            Scope(scope.today, everything=True, session=str(each)) for each in years
        )


def _list_request(
    config: SourceConfig, plan: Mapping[str, Any], offset: int
) -> Request:
    return Request(
        f"{config.base_url}/procedures?process-type={plan['types'][0]}"
        f"&limit={SIZE}&offset={offset}",
        "list",
        headers=_HEADERS,
        context={**plan, "offset": offset},
        also=(_EMPTY,),
    )


def _list(config: SourceConfig, page: Page) -> Listing:
    """A page of numbers: go on, and at the end ask for the procedures that are due.

    ParseError when a page repeats what was there or the list ends too early,
    UnexpectedlyEmpty when there is no procedure of a type.
    """
    plan, where = page.request.context, page.request.url
    rows, total = _rows(page)
    total = plan["total"] if total is None else total
    numbers, strangers = _numbers(rows, plan["types"][0], where)
    begins = str(rows[0]["process_id"]) if rows else ""
    if begins in plan["begun"]:
        raise ParseError(SOURCE, f"{where}: the same procedures came again")
    found = tuple(dict.fromkeys((*plan["found"], *sorted(numbers))))
    seen = plan["seen"] + len(rows)
    plan = {**plan, "found": found, "seen": seen, "total": total}
    plan["begun"] = (*plan["begun"], begins)
    warnings = (f"{where}: {strangers} of another type",) if strangers else ()
    if rows and (total is None or seen < total):
        request = _list_request(config, plan, plan["offset"] + len(rows))
        return Listing(follow=(request,), listed=len(rows), warnings=warnings)
    if total is not None and seen < total:
        raise ParseError(SOURCE, f"{where}: list unfinished, {seen} of {total} rows")
    if len(found) == plan["before"]:
        raise UnexpectedlyEmpty(SOURCE, f"{where}: no procedure of this type")
    follow, left = _after_type(config, plan)
    return Listing(follow=follow, listed=len(rows), warnings=(*warnings, *left))


def _rows(page: Page) -> tuple[list[Record], int | None]:
    """The rows of a page, and the total unless it is said as "so many or more"."""
    if page.status == _EMPTY:
        return [], None
    where = page.request.url
    answer = read_json(SOURCE, page)
    rows = required_list(answer, "data", SOURCE, where)
    meta = answer.get("meta")
    total = meta.get("total") if isinstance(meta, dict) else None
    return rows, total if isinstance(total, int) and total < MOST_TOLD else None


def _numbers(rows: list[Record], kind: str, where: str) -> tuple[set[str], int]:
    """The numbers of the procedures of this type, and how many are of another.

    ParseError when a row has no number of the known form or no type.
    """
    numbers = set()
    for row in rows:
        number = str(required(row, "process_id", SOURCE, where))
        if not PROCESS_ID.fullmatch(number):
            raise ParseError(SOURCE, f"{where}: process_id is {number!r}")
        required(row, "process_type", SOURCE, where)
        if kind in codes(row, "process_type"):
            numbers.add(number)
    return numbers, sum(kind not in codes(row, "process_type") for row in rows)


def _after_type(
    config: SourceConfig, plan: Mapping[str, Any]
) -> tuple[tuple[Request, ...], tuple[str, ...]]:
    """The list of the next type; after the last, the procedures that are due."""
    if others := plan["types"][1:]:
        start = {"types": others, "seen": 0, "begun": (), "total": None}
        plan = {**plan, **start, "before": len(plan["found"])}
        return (_list_request(config, plan, 0),), ()
    due = _due(plan)
    budget = option_count(config, "budget", BUDGET)
    now = due if plan["year"] else due[:budget]
    left = len(due) - len(now)
    warning = f"{left} procedures are left for the next sweeps"
    return (
        tuple(_procedure_request(config, plan, each) for each in now),
        (warning,) if left else (),
    )


def _due(plan: Mapping[str, Any]) -> list[str]:
    """What is to be read, the most pressing first."""
    known, today = plan["known"], plan["today"]
    followed = {key for key, each in known.items() if each[0] == FOLLOWED}
    wanted = {key for key in {*plan["found"], *followed} if _is_in_scope(key, plan)}
    new = sorted(wanted - set(known), reverse=True)
    others = sorted(wanted & set(known), key=lambda key: (known[key][1], key))
    if not plan["whole"]:
        others = [key for key in others if _is_stale(known[key], today)]
    first = [key for key in others if key in followed]
    return [*first, *new, *(key for key in others if key not in followed)]


def _is_in_scope(key: str, plan: Mapping[str, Any]) -> bool:
    if plan["year"]:
        return key.startswith(plan["year"])
    return key in plan["known"] or int(key[:4]) >= plan["first"]


def _is_stale(entry: list[str], today: date) -> bool:
    state, read = entry
    return state != ENDED and (today - date.fromisoformat(read)).days >= DAYS[state]


def _procedure_request(
    config: SourceConfig, plan: Mapping[str, Any], key: str
) -> Request:
    return Request(
        f"{config.base_url}/procedures/{key}",
        "procedure",
        headers=_HEADERS,
        context={
            "id": key,
            "today": plan["today"],
            "names": plan["names"],
            "followed": plan["known"].get(key, [""])[0] == FOLLOWED,
        },
        also=(_EMPTY,),
        need=Need.RECORD,
        record=f"procedure {key}",
    )


def _procedure(config: SourceConfig, page: Page) -> Listing:
    """A procedure: what it is, and all of it when it is before our committee.

    One that was is followed to its end, so that it does not stand still unseen.
    """
    context, where = page.request.context, page.request.url
    record = _one(page)
    key = str(required(record, "process_id", SOURCE, where))
    if key != context["id"]:
        raise ParseError(SOURCE, f"{where}: procedure {key} came instead")
    check(record, where)
    wanted = option_texts(config, "committees", ("EMPL",))
    is_ours = context["followed"] or is_before(record, wanted, where)
    entry = [_state(record, context["today"], where, is_ours=is_ours)]
    moved = {"procedures": {key: [*entry, context["today"].isoformat()]}}
    if not is_ours:
        return Listing(cursor=moved)
    return _ours(config, context, record, moved, where)


def _one(page: Page) -> Record:
    """The one record of an answer; ParseError when there is none."""
    where = page.request.url
    if page.status == _EMPTY:
        raise ParseError(SOURCE, f"{where}: no such record")
    found = required_list(read_json(SOURCE, page), "data", SOURCE, where)
    if not found:
        raise ParseError(SOURCE, f"{where}: no record")
    return found[0]


def _state(record: Record, today: date, where: str, *, is_ours: bool) -> str:
    """What a procedure is to us, which says when it is read again."""
    if has_ended(record, today, where):
        return ENDED
    if is_ours:
        return FOLLOWED
    return OTHER if has_committee(record, where) else EARLY


def _ours(
    config: SourceConfig,
    context: Mapping[str, Any],
    record: Record,
    moved: Cursor,
    where: str,
) -> Listing:
    """The proposal, and the question for a rapporteur's name that is not known."""
    names = context["names"]
    proposal = procedure_of(config, record, names, context["today"], where)
    found = (each.person for each in rapporteurs(record, where))
    unknown = [each for each in found if each not in names]
    follow: tuple[Request, ...] = ()
    if unknown:
        about = {**context, "record": record, "person": unknown[0]}
        follow = (_member_request(config, about),)
    return Listing((proposal,), follow, cursor=moved)


def _member_request(config: SourceConfig, about: Mapping[str, Any]) -> Request:
    """The fragment lets two procedures ask for the same person in one sweep."""
    return Request(
        f"{config.base_url}/meps/{about['person']}#{about['id']}",
        "member",
        headers=_HEADERS,
        context=about,
        also=(_EMPTY,),
        need=Need.NOTHING,
    )


def _member(config: SourceConfig, page: Page) -> Listing:
    """The name of a member of Parliament, and the proposal with it.

    Nothing else of the record is read. ParseError when it is another person's.
    """
    context, where = page.request.context, page.request.url
    person, record = context["person"], _one(page)
    if clean(required(record, "identifier", SOURCE, where)) != person:
        raise ParseError(SOURCE, f"{where}: another person came instead")
    name = clean(required(record, "label", SOURCE, where))
    known = {**context, "names": {**context["names"], person: name}}
    return _ours(config, known, context["record"], {"names": {person: name}}, where)
