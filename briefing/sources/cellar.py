"""CELLAR, the repository behind EUR-Lex: the Commission's new proposals.

`works` pages list the proposals (sector 5, type PC) whose date lies in a window, by
SPARQL; `text` asks for the texts of one proposal, in Danish and then in English, by
the content negotiation of its CELEX address. The website eur-lex.europa.eu answers
programs with a bot check and is never asked.

Works are registered late and subjects come later still, so a sweep always lists the
last 60 days once more (option `days`) before the day of the last sweep, and only what
is new or has changed is taken further. Pages go on from the last CELEX number, not by
offset, because the order of rows is not stable. Old literals have no type, hence `PC`
is asked for in both forms and CELEX numbers are compared as text.

Every proposal in the window is listed, so that no gap is silent and each is screened
on its title and subjects. Texts are asked for only where a title or a EuroVoc subject
has one of the option `words` (beginnings of words, Danish and English), because a
year brings hundreds of proposals and most are about tariffs, fisheries or agreements
with third countries. Option `all: true` asks for the texts of all.

An address answers 300 with a list of streams (the act, its annexes), 303 to the one
text there is, 202 while a text is being made (asked again at the next sweep), or 404
or 406 when there is none in that language. A text that is not in Danish yet is asked
for once a day while its proposal is in the window. Asking for XHTML alone fails for
proposals since 2025, so HTML is always accepted too.

A window of four weeks or more that lists nothing is UnexpectedlyEmpty. The answer
must have the variables that were asked for and proposals of the window that was asked
for: anything else is refused or set aside. Nothing here is personal data.

History: form of answers from recordings of 2022 to 2026; the query itself has not
been tried against the live service. Robots and terms: reuse under Commission Decision
2011/833/EU, no key.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from briefing.domain.proposal import DocumentRef
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
from briefing.sources.base import merged
from briefing.sources.cellar_work import (
    SOURCE,
    VARIABLES,
    Work,
    bindings,
    documents_in,
    grouped,
    proposal_of,
    work_of,
)
from briefing.sources.labour import names_labour
from briefing.sources.quarters import quarter_days, quarters
from briefing.sources.shape import option_count, set_aside

SIZE = 50
"""Proposals on a page; each comes in as many rows as it has subjects."""
MOST_ROWS = 10_000
"""What the service is said to cut an answer at."""
DAYS = 60
NEVER_EMPTY = timedelta(days=28)
LANGUAGES = ("dan", "eng")
_SHORT = {"dan": "da", "eng": "en"}
_ACCEPT = "application/xhtml+xml, text/html;q=0.9"
_CHOICE, _PREPARING, _MISSING = 300, 202, (404, 406)
_GO_ON = re.compile(r"[0-9A-Z()]{1,30}")

_QUERY = """\
PREFIX cdm: <http://publications.europa.eu/ontology/cdm#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX lang: <http://publications.europa.eu/resource/authority/language/>
SELECT DISTINCT {variables} WHERE {{
  {{ SELECT DISTINCT ?work ?celex ?date WHERE {{
    VALUES ?legal {{ "PC" "PC"^^xsd:string }}
    ?work cdm:resource_legal_type ?legal ;
          cdm:work_date_document ?date ; cdm:resource_legal_id_celex ?celex .
    FILTER(STRSTARTS(STR(?celex), "5"))
    FILTER(?date >= "{start}"^^xsd:date && ?date <= "{end}"^^xsd:date)
    FILTER(STR(?celex) > "{after}")
  }} ORDER BY ?celex LIMIT {size} }}
  OPTIONAL {{ ?work cdm:work_has_resource-type ?type }}
  OPTIONAL {{ ?dossier cdm:dossier_contains_work ?work ;
    cdm:procedure_code_interinstitutional_reference_procedure ?procedure }}
  OPTIONAL {{ ?danish cdm:expression_belongs_to_work ?work ;
    cdm:expression_uses_language lang:DAN ; cdm:expression_title ?da }}
  OPTIONAL {{ ?english cdm:expression_belongs_to_work ?work ;
    cdm:expression_uses_language lang:ENG ; cdm:expression_title ?en }}
  OPTIONAL {{ ?work cdm:work_is_about_concept_eurovoc ?subject
    OPTIONAL {{ ?subject skos:prefLabel ?subject_da FILTER(LANG(?subject_da) = "da") }}
    OPTIONAL {{ ?subject skos:prefLabel ?subject_en FILTER(LANG(?subject_en) = "en") }}
  }}
}} ORDER BY ?celex"""


class Cellar:
    """Proposals of the Commission as they are registered."""

    id = SOURCE
    may_be_empty = True

    def requests(
        self, config: SourceConfig, cursor: Cursor, scope: Scope
    ) -> Iterable[Request]:
        """The first page of the proposals in the window."""
        start, end = _window(config, cursor, scope)
        is_whole = (
            scope.everything or scope.since is not None or bool(quarter_days(scope))
        )
        plan = {
            "today": scope.today.isoformat(),
            "start": start,
            "end": end,
            "known": {} if is_whole else dict(cursor.get("works", {})),
            "remembered": quarter_days(scope) is None,
            "rows": 0,
        }
        yield _works_request(config, plan, "")

    def parse(self, config: SourceConfig, page: Page) -> Listing:
        """What one answer holds; ParseError or UnexpectedlyEmpty as the port says."""
        read = {"works": _works, "text": _text}
        return read[page.request.kind](config, page)

    def merge(self, cursor: Cursor, moved: Cursor) -> Cursor:
        """The cursor after a page.

        `until` is the day of the last sweep, `start` where its window began. `works`
        holds, for each proposal in it: a fingerprint, the language its texts were
        found in (`-` when none are wanted), the day they were asked for, its date.
        """
        both = merged(cursor, moved)
        start = both.get("start", "")
        works = both.get("works", {})
        both["works"] = {key: each for key, each in works.items() if each[3] >= start}
        return both

    def slices(self, config: SourceConfig, scope: Scope) -> tuple[Scope, ...]:  # noqa: ARG002 - the same for every configuration
        """The quarters from `scope.since` to today, the newest first."""
        return quarters(scope)


def _window(config: SourceConfig, cursor: Cursor, scope: Scope) -> tuple[date, date]:
    """The first and last day whose proposals are listed."""
    if found := quarter_days(scope):
        return found[0], min(found[1], scope.today)
    until = date.fromisoformat(cursor.get("until", scope.today.isoformat()))
    days = timedelta(days=option_count(config, "days", DAYS))
    start = min(until, scope.today) - days
    return min(start, scope.since or start), scope.today


def _works_request(
    config: SourceConfig, plan: Mapping[str, Any], after: str
) -> Request:
    """The page after a CELEX number.

    What goes into the query are days and a number of a known form, never other text.
    """
    if after and not _GO_ON.fullmatch(after):
        raise ParseError(SOURCE, f"{after!r} is not the number to go on from")
    query = _QUERY.format(
        variables=" ".join(f"?{each}" for each in VARIABLES),
        start=plan["start"].isoformat(),
        end=plan["end"].isoformat(),
        after=after,
        size=SIZE,
    )
    return Request(
        f"{config.base_url}/webapi/rdf/sparql?{urlencode({'query': query})}",
        "works",
        headers={"Accept": "application/sparql-results+json"},
        context={**plan, "after": after},
    )


def _works(config: SourceConfig, page: Page) -> Listing:
    """A page of the list: what is new goes on to its texts, then the next page."""
    plan = page.request.context
    rows = bindings(page)
    if len(rows) >= MOST_ROWS:
        raise ParseError(SOURCE, f"{len(rows)} rows: the answer may have been cut off")
    groups = grouped(rows)
    works, rejected = _validated(groups, plan)
    if not groups:
        _refuse_empty(config, plan)
    listing = _taken_further(config, works, plan)
    return replace(
        listing,
        rejected=rejected,
        listed=len(groups),
        follow=(*listing.follow, *_next_page(config, plan, groups)),
    )


def _validated(
    groups: Mapping[str, list[dict[str, Any]]], plan: Mapping[str, Any]
) -> tuple[list[Work], tuple[Rejected, ...]]:
    """The proposals that were asked for.

    ParseError when the first page has none among what it lists.
    """
    works: list[Work] = []
    rejected: list[Rejected] = []
    for celex, rows in groups.items():
        try:
            works.append(work_of(celex, rows, plan["start"], plan["end"]))
        except ParseError as error:
            rejected.append(set_aside(f"CELEX {celex}", {"rows": rows}, error))
    if rejected and not works and not plan["rows"]:
        raise ParseError(SOURCE, rejected[0].error)
    return works, tuple(rejected)


def _refuse_empty(config: SourceConfig, plan: Mapping[str, Any]) -> None:
    """UnexpectedlyEmpty when the whole window lists nothing and is not a short one."""
    length = plan["end"] - plan["start"]
    if not plan["rows"] and length >= NEVER_EMPTY and not config.may_be_empty:
        raise UnexpectedlyEmpty(
            SOURCE, f"no proposal from {plan['start']} to {plan['end']}"
        )


def _next_page(
    config: SourceConfig, plan: Mapping[str, Any], groups: Mapping[str, Any]
) -> tuple[Request, ...]:
    """The request for the next page, if this one was full.

    ParseError when the page does not come after the one before it.
    """
    if groups and min(groups) <= plan["after"]:
        raise ParseError(SOURCE, f"{min(groups)} came again after {plan['after']}")
    if len(groups) < SIZE:
        return ()
    further = {**plan, "rows": plan["rows"] + len(groups)}
    return (_works_request(config, further, max(groups)),)


def _taken_further(
    config: SourceConfig, works: list[Work], plan: Mapping[str, Any]
) -> Listing:
    """What a page of proposals leads to: records as they are, and texts to ask for."""
    known, today = plan["known"], plan["today"]
    proposals, follow, moved = [], [], {}
    for work in works:
        is_wanted = _is_wanted(config, work)
        mark = _print(work, is_wanted=is_wanted)
        if not _is_to_be_read(known.get(work.celex), mark, today):
            continue
        if is_wanted:
            had = known.get(work.celex, ["", "-"])[1] not in {"", "-"}
            about = {**plan, "work": work, "mark": mark, "had": had}
            follow.append(_text_request(config, about, LANGUAGES[0]))
        else:
            proposals.append(proposal_of(config, work, ()))
            moved[work.celex] = [mark, "-", today, work.day.isoformat()]
    window = {"until": today, "start": plan["start"].isoformat(), "works": moved}
    cursor = window if plan["remembered"] else {}
    return Listing(tuple(proposals), tuple(follow), cursor=cursor)


def _is_wanted(config: SourceConfig, work: Work) -> bool:
    """Whether the texts of a proposal are worth asking for."""
    if config.options.get("all"):
        return True
    return names_labour(config, work.words)


def _print(work: Work, *, is_wanted: bool) -> str:
    return hashlib.sha256(f"{work!r} {is_wanted}".encode()).hexdigest()[:12]


def _is_to_be_read(known: list[str] | None, mark: str, today: str) -> bool:
    """Whether a proposal is new, has changed, or has no Danish text yet today."""
    if known is None or known[0] != mark:
        return True
    return known[1] not in {"da", "-"} and known[2] != today


def _text_request(
    config: SourceConfig, about: Mapping[str, Any], language: str
) -> Request:
    """The fragment tells requests apart that differ in their headers only."""
    celex = about["work"].celex
    kept = ("work", "mark", "had", "today", "remembered")
    return Request(
        f"{config.base_url}/resource/celex/{celex}#{language}",
        "text",
        headers={"Accept": _ACCEPT, "Accept-Language": language},
        context={
            **{key: about[key] for key in kept},
            "language": language,
            "preparing": about.get("preparing", False),
        },
        also=(_CHOICE, _PREPARING, *_MISSING),
        need=Need.RECORD,
        record=f"CELEX {celex}",
    )


def _text(config: SourceConfig, page: Page) -> Listing:
    """The texts of one proposal in one language, or the question for the next."""
    context = page.request.context
    work, language = context["work"], context["language"]
    if page.status in (_PREPARING, *_MISSING):
        further = LANGUAGES[LANGUAGES.index(language) + 1 :]
        preparing = context["preparing"] or page.status == _PREPARING
        if further:
            about = {**context, "preparing": preparing}
            return Listing(follow=(_text_request(config, about, further[0]),))
        return _found(config, context, (), preparing=preparing)
    documents = documents_in(config, page, work, _SHORT[language])
    return _found(config, context, documents, preparing=context["preparing"])


def _found(
    config: SourceConfig,
    context: Mapping[str, Any],
    documents: tuple[DocumentRef, ...],
    *,
    preparing: bool,
) -> Listing:
    """The proposal with its texts; ParseError when texts it had are gone."""
    work = context["work"]
    if context["had"] and not documents:
        raise ParseError(SOURCE, f"CELEX {work.celex}: had a text and now has none")
    language = (documents[0].language or "") if documents else ""
    asked = "" if preparing else context["today"]
    entry = [context["mark"], language, asked, work.day.isoformat()]
    said = "is being made ready" if preparing else "is not there yet"
    warning = f"{work.com_number}: the text {said}; it is asked for again"
    return Listing(
        (proposal_of(config, work, documents),),
        cursor={"works": {work.celex: entry}} if context["remembered"] else {},
        warnings=() if documents else (warning,),
    )
