"""Who has answered the Commission: the organisations that matter here, no citizens.

Of the feedback on an initiative of working life, that of Danish organisations and of
the social partners of the Union is listed, with its files. Who wrote it for them is
never read; feedback of citizens, and what is given anonymously, is passed over.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from briefing.domain.proposal import DocumentKind, DocumentRef, Proposal
from briefing.domain.source import Listing, Need, Page, Request, SourceConfig
from briefing.errors import ParseError
from briefing.sources.have_your_say_windows import SOURCE, portal_moment
from briefing.sources.shape import Record, clean, read_json, required, required_list

MOST_PAGES = 10
"""Pages of one publication that are read; what they leave is said in a note."""
_SIZE = 100
_ORGANISED = {
    "TRADE_UNION": "trade union",
    "BUSINESS_ASSOCIATION": "business association",
    "COMPANY": "company",
    "NGO": "NGO",
    "PUBLIC_AUTHORITY": "public authority",
}
_DENMARK = frozenset({"DNK", "DK", "DENMARK", "DANMARK"})
_SOCIAL_PARTNERS = re.compile(
    r"\b(?:ETUC|European Trade Union|BusinessEurope|SGI Europe|SMEunited|CESI"
    r"|Eurocadres|CEC European Managers|UNI[ -]Europa|IndustriAll|EFFAT|EPSU|ETUCE"
    r"|European Transport Workers|EFBWW|EFFE|Ceemet|HOTREC|EuroCommerce|WEC[ -]Europe"
    r"|Nordic (?:Trade|Council of Trade)|NFS|Council of Nordic Trade)\b",
    re.IGNORECASE,
)
_DOCUMENT_ID = re.compile(r"[\w.-]+")


def feedback_requests(
    config: SourceConfig, record: Record, proposal: Proposal
) -> tuple[Request, ...]:
    """The first page of feedback on each publication that has any.

    A failure costs nothing but a warning: the initiative stands without it.
    """
    asked = [
        clean(each.get("id"))
        for each in record.get("publications") or ()
        if isinstance(each, dict) and each.get("totalFeedback")
    ]
    wanted = [each for each in asked if each.isdecimal()]
    if not wanted:
        return ()
    state = {"proposal": proposal, "left": tuple(wanted[1:]), "kinds": {}}
    return (_request(config, wanted[0], 0, state),)


def _request(
    config: SourceConfig, publication: str, number: int, state: Mapping[str, Any]
) -> Request:
    url = (
        f"{config.base_url}/api/allFeedback"
        f"?publicationId={publication}&page={number}&size={_SIZE}"
    )
    context = {**state, "publication": publication, "page": number}
    return Request(url, "feedback", context=context, need=Need.NOTHING)


def feedback(config: SourceConfig, page: Page) -> Listing:
    """A page of feedback: the initiative once more, with the answers found so far."""
    context, where = page.request.context, page.request.url
    rows, pages = _rows(page)
    found = {each.key: each for each in _answers(config, rows, where)}
    proposal: Proposal = context["proposal"]
    known = {each.key for each in proposal.documents}
    added = tuple(each for key, each in found.items() if key not in known)
    proposal = replace(proposal, documents=(*proposal.documents, *added))
    kinds = Counter(context["kinds"])
    kinds.update(_ORGANISED[e] for row in rows if (e := _kind(row)) in _ORGANISED)
    state = {"proposal": proposal, "left": context["left"], "kinds": dict(kinds)}
    number = context["page"] + 1
    follow: tuple[Request, ...] = ()
    if rows and number < min(pages, MOST_PAGES):
        follow = (_request(config, context["publication"], number, state),)
    elif context["left"]:
        state["left"] = context["left"][1:]
        follow = (_request(config, context["left"][0], 0, state),)
    else:
        proposal = replace(proposal, notes=_notes(proposal, kinds))
    warnings = (
        (f"{where}: {pages} pages of feedback, {MOST_PAGES} are read",)
        if pages > MOST_PAGES and context["page"] == 0
        else ()
    )
    return Listing((proposal,), follow=follow, warnings=warnings)


def _rows(page: Page) -> tuple[list[Record], int]:
    """The rows of a page and how many pages there are; both of the known forms."""
    where = page.request.url
    answer = read_json(SOURCE, page)
    if "_embedded" in answer:
        about = required(answer, "page", SOURCE, where)
        rows = required_list(answer["_embedded"], "feedback", SOURCE, where)
    else:
        about, rows = answer, required_list(answer, "content", SOURCE, where)
    pages = about.get("totalPages") if isinstance(about, dict) else None
    if not isinstance(pages, int | float):
        raise ParseError(SOURCE, f"{where}: totalPages is {pages!r}")
    return rows, int(pages)


def _kind(row: Record) -> str:
    return clean(row.get("userType")).upper()


def _answers(
    config: SourceConfig, rows: list[Record], where: str
) -> Iterator[DocumentRef]:
    for row in rows:
        organisation = clean(row.get("organization"))
        anonymous = clean(row.get("publication")).upper() == "ANONYMOUS"
        if _kind(row) not in _ORGANISED or anonymous or not organisation:
            continue
        country = clean(row.get("country")).upper()
        if country in _DENMARK or _SOCIAL_PARTNERS.search(organisation):
            yield from _documents(config, row, organisation, where)


def _documents(
    config: SourceConfig, row: Record, organisation: str, where: str
) -> Iterator[DocumentRef]:
    """An answer with its files; without any it is listed and cannot be fetched."""
    number = clean(required(row, "id", SOURCE, where)).removesuffix(".0")
    sent = portal_moment(row.get("dateFeedback"), where)
    keys = [
        key
        for each in row.get("attachments") or ()
        if isinstance(each, dict)
        and _DOCUMENT_ID.fullmatch(key := clean(each.get("documentId")))
    ]
    for position, document in enumerate(keys or [""], 1):
        part = f" ({position})" if len(keys) > 1 else ""
        yield DocumentRef(
            key=f"feedback-{number}{part}",
            title=f"{organisation}{part}",
            kind=DocumentKind.SUBMISSION,
            urls=(f"{config.base_url}/api/download/{document}",) if document else (),
            date=sent.date() if sent else None,
            language=clean(row.get("language")).lower() or None,
            native_kind=_kind(row),
        )


def _notes(proposal: Proposal, kinds: Mapping[str, int]) -> tuple[str, ...]:
    """How many organisations of each kind have answered, in the pages read."""
    if not kinds:
        return proposal.notes
    counted = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    return (*proposal.notes, f"feedback by organisations: {counted}")
