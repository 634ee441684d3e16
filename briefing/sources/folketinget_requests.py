"""The requests of a sweep through a session of the Folketing.

What a sweep is about travels with each request as its plan: the session, the kinds
of case, the cursor, what has been found so far.
"""

from collections.abc import Mapping
from typing import Any

from briefing.domain.source import Request, SourceConfig
from briefing.sources import odata
from briefing.sources.folketinget_changes import RELATED, changes_address
from briefing.sources.folketinget_names import wanted_types
from briefing.sources.folketinget_whole import (
    INDEX,
    case_request,
    expansion,
    understood,
)
from briefing.sources.shape import option_count

ABSENT = (400, 404)
"""How the service answers when it does not know a kind of row."""


def open_session(config: SourceConfig, code: str, plan: Mapping[str, Any]) -> Request:
    """The first page of a session: whole, or only its index when it is known."""
    known = plan["cursor"].get("session") == code or plan["since"]
    plan = {**plan, "session": code, "last": 0, "changed": [], "only": None}
    if known and not plan["everything"]:
        return index_request(config, plan)
    (request,) = read_request(config, {**plan, "ids": None})
    return request


def read_request(config: SourceConfig, plan: Mapping[str, Any]) -> tuple[Request, ...]:
    """What reads the cases in `ids`, or page by page without; vote types come first."""
    if "vote_types" not in plan:
        url = odata.query(config, "Afstemningstype", orderby="id")
        # The fragment is never sent; it tells the requests for two sessions apart.
        url = f"{url}#{plan['session']}"
        return (Request(url, "vote_types", context=plan, also=ABSENT),)
    if plan["ids"] is None:
        return (cases_request(config, plan),)
    return tuple(case_request(config, each, plan) for each in plan["ids"])


def _selection(config: SourceConfig, plan: Mapping[str, Any]) -> str:
    types = " or ".join(
        f"Sagstype/type eq {odata.text_literal(each.native)}"
        for each in wanted_types(config)
    )
    code = odata.text_literal(plan["session"])
    return f"({types}) and Periode/kode eq {code} and id gt {plan['last']}"


def cases_request(config: SourceConfig, plan: Mapping[str, Any]) -> Request:
    """A page of whole cases."""
    url = odata.query(
        config,
        "Sag",
        filter=_selection(config, plan),
        orderby="id",
        top=str(option_count(config, "page", 20) or 1),
        inlinecount="allpages",
        expand=expansion(plan),
    )
    return Request(url, "cases", context=plan, also=understood(plan))


def index_request(config: SourceConfig, plan: Mapping[str, Any]) -> Request:
    """A page of the session's cases, only what tells whether they have moved."""
    url = odata.query(
        config,
        "Sag",
        filter=_selection(config, plan),
        orderby="id",
        inlinecount="allpages",
        select=f"{INDEX},Sagstype/type,Periode/kode",
        expand="Sagstype,Periode",
    )
    return Request(url, "index", context=plan)


def changes_request(config: SourceConfig, plan: Mapping[str, Any]) -> Request:
    """The rows of the next kind that changed since its mark."""
    related = RELATED[plan["related"]]
    mark = plan["cursor"].get("marks", {}).get(related.mark, {})
    url = changes_address(config, related, plan["session"], mark, plan["since"])
    also = ABSENT if related.optional else ()
    return Request(url, "changes", context={**plan, "rows": 0}, also=also)
