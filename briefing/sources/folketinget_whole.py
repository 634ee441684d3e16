"""A case of the Folketing, read until it is whole.

A case comes with what hangs on it, but lists in it may be cut off, and documents
that hang on a step alone are asked for apart. Until nothing is missing the record
travels in the context of the next request.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from briefing.domain.source import (
    Cursor,
    Listing,
    Need,
    Page,
    Request,
    SourceConfig,
)
from briefing.errors import ParseError
from briefing.sources import odata
from briefing.sources.folketinget_case import VOTES, proposal_of
from briefing.sources.folketinget_changes import fingerprint, marks_of_case
from briefing.sources.folketinget_documents import step_document_ids
from briefing.sources.folketinget_names import SOURCE, fitting, label
from briefing.sources.folketinget_senders import impersonal
from briefing.sources.shape import Record, read_json, set_aside

VOTES_REFUSED = "the service does not give votes with a case; they are not read"
_IDS_AT_A_TIME = 30
_DOCUMENT = ("Dokumenttype", "Dokumentkategori", "Fil")
_EXPAND = (
    "Sagstype,Sagsstatus,Periode",
    "SagAktør/Aktør,SagAktør/SagAktørRolle",
    "Sagstrin/Sagstrinstype,Sagstrin/Sagstrinsstatus,Sagstrin/SagstrinDokument",
    *(f"SagDokument/Dokument/{each}" for each in _DOCUMENT),
)
REFUSED = 400
"""What the service answers to a query that it does not understand."""
INDEX = "id,opdateringsdato,nummer,titel,titelkort,statusid,lovnummer"
_NOT_CONTINUED = frozenset({"Fil"})
_CARRIED = ("session", "keep", "types", "votes", "vote_types")


def expansion(plan: Mapping[str, Any]) -> str:
    """What is asked for with a case; votes unless the service refused that."""
    votes = (f"Sagstrin/{VOTES}",) if plan["votes"] else ()
    return ",".join((*_EXPAND, *votes))


def understood(plan: Mapping[str, Any]) -> tuple[int, ...]:
    """The statuses besides 200 that are an answer: a refusal to give votes, too."""
    return (REFUSED,) if plan["votes"] else ()


def without_votes(page: Page) -> dict[str, Any] | None:
    """How to ask again when a page was refused for its votes; None when it was not."""
    if page.status != REFUSED:
        return None
    return {**page.request.context, "votes": False}


def case_request(config: SourceConfig, case: int, plan: Mapping[str, Any]) -> Request:
    """A case with everything that hangs on it, by its id."""
    url = odata.query(config, f"Sag({case})", expand=expansion(plan))
    context = {key: plan[key] for key in _CARRIED} | {"id": case}
    return Request(
        url,
        "case",
        context=context,
        also=understood(plan),
        need=Need.RECORD,
        record=f"Sag({case})",
    )


def read_case(
    config: SourceConfig,
    case: Record,
    step_documents: tuple[Record, ...],
    plan: Mapping[str, Any],
) -> Listing:
    """A case as a proposal, or what is still to be asked for to make it one.

    Names of private persons are taken out before anything else is done with it.
    """
    case = impersonal(case)
    try:
        missing = _missing(config, case, step_documents, plan)
        if missing:
            return Listing(follow=(missing,))
        proposal = proposal_of(config, case, step_documents, plan["vote_types"])
        moved = _moved(case, step_documents, plan)
    except ParseError as error:
        return Listing(rejected=(set_aside(label(case), case, error),))
    warnings = _unserved(case, step_documents)
    return Listing((proposal,), cursor=moved, warnings=warnings)


def _moved(
    case: Record, step_documents: tuple[Record, ...], plan: Mapping[str, Any]
) -> Cursor:
    if not plan["keep"]:
        return {}
    return {
        "session": plan["session"],
        "cases": {str(case["id"]): index_print(case)},
        "marks": marks_of_case(case, step_documents),
    }


def index_print(row: Record) -> str:
    """The stamp of a case and a hash of the columns that the index shows."""
    shown = {key: row.get(key) for key in INDEX.split(",")}
    stamp = odata.stamp(row, SOURCE, label(row))
    return f"{stamp} {fingerprint(shown, frozenset())}"


def has_moved(row: Record, plan: Mapping[str, Any]) -> bool:
    """Whether a row of the index is new or changed, or was not read when it did."""
    if plan["since"]:
        return odata.stamp(row, SOURCE, label(row)) >= str(plan["since"])
    cursor = plan["cursor"]
    known = cursor.get("cases", {}).get(str(row["id"]))
    return known != index_print(row) or row["id"] in set(cursor.get("again", ()))


def _missing(
    config: SourceConfig,
    case: Record,
    step_documents: tuple[Record, ...],
    plan: Mapping[str, Any],
) -> Request | None:
    """The next request that completes a case: a list cut off, documents of steps."""
    context = {key: plan[key] for key in _CARRIED}
    context |= {
        "case": case,
        "documents": step_documents,
        "asked": plan.get("asked", ()),
    }
    record = label(case)
    cut = odata.first_cut(case, _NOT_CONTINUED)
    if cut:
        url = odata.next_address(config, cut.link)
        context["cut"] = cut
        return Request(url, "more", context=context, need=Need.RECORD, record=record)
    wanted = sorted(step_document_ids(case) - set(context["asked"]))[:_IDS_AT_A_TIME]
    if not wanted:
        return None
    context["asked"] = (*context["asked"], *wanted)
    chosen = " or ".join(f"id eq {each}" for each in wanted)
    # The fragment is never sent; it tells the requests for two cases apart.
    url = odata.query(config, "Dokument", filter=chosen, expand=",".join(_DOCUMENT))
    return Request(
        f"{url}#{case['id']}",
        "documents",
        context=context,
        need=Need.RECORD,
        record=record,
    )


def _unserved(case: Record, step_documents: tuple[Record, ...]) -> tuple[str, ...]:
    served = {each["id"] for each in step_documents}
    missing = sorted(step_document_ids(case) - served)
    return tuple(
        f"{label(case)}: document {each} hangs on a step, but is not served"
        for each in missing
    )


def read_more(config: SourceConfig, page: Page) -> Listing:
    """The continuation of a list that was cut off inside a case."""

    def read() -> Listing:
        plan = page.request.context
        rows = odata.read_rows(SOURCE, page)
        case = odata.with_more(plan["case"], plan["cut"], rows)
        return read_case(config, case, plan["documents"], plan)

    return _or_set_aside(page, read)


def read_documents(config: SourceConfig, page: Page) -> Listing:
    """Documents that hang on steps of a case; only those that were asked for."""

    def read() -> Listing:
        plan, where = page.request.context, page.request.url
        rows = odata.read_rows(SOURCE, page)
        wanted = [
            impersonal(row)
            for row in rows.rows
            if odata.row_id(row, SOURCE, where) in plan["asked"]
        ]
        found = {each["id"]: each for each in (*plan["documents"], *wanted)}
        documents = tuple(found.values())
        if rows.next_link:
            url = f"{odata.next_address(config, rows.next_link)}#{plan['case']['id']}"
            context = {**plan, "documents": documents}
            return Listing(follow=(replace(page.request, url=url, context=context),))
        return read_case(config, plan["case"], documents, plan)

    return _or_set_aside(page, read)


def read_one(config: SourceConfig, page: Page) -> Listing:
    """A case asked for by id."""
    plainer = without_votes(page)
    if plainer:
        again = case_request(config, plainer["id"], plainer)
        return Listing(follow=(again,), warnings=(VOTES_REFUSED,))

    def read() -> Listing:
        plan, where = page.request.context, page.request.url
        case = read_json(SOURCE, page)
        if case.get("value") == []:
            raise ParseError(SOURCE, f"{where}: there is no such case")
        odata.row_id(case, SOURCE, where)
        if not fitting([case], plan["types"], plan["session"], where):
            return Listing()
        return read_case(config, case, (), plan)

    return _or_set_aside(page, read)


def _or_set_aside(page: Page, read: Callable[[], Listing]) -> Listing:
    """What a page about one case gives; ParseError when it gives nothing.

    A page that names private persons is set aside here, without them, since whoever
    catches the error keeps the page as it came.
    """
    try:
        return _raising(read())
    except ParseError as error:
        content = read_json(SOURCE, page)
        bare = impersonal(content)
        if bare == content:
            raise
        return Listing(rejected=(set_aside(page.request.record, bare, error),))


def _raising(found: Listing) -> Listing:
    """A listing about one case, with its rejection as an error."""
    if found.rejected:
        raise ParseError(SOURCE, found.rejected[0].error)
    return found
