"""Press corner: the Commission's consultations of the social partners at EU level.

Consultations under Article 154 TFEU are no feedback windows and stand in no register
of their own: they are announced in press releases. `search` asks for releases of the
last `days` by each of `texts`, page by page; those whose title or lead speaks of the
social partners are read (`release`), and what is a consultation is read in Danish too
(`danish`), since some are translated. The text of a release is its record's summary,
so that it can be cited.

Of what the service was asked, the window of days is checked again here, since it may
ignore parameters it does not know. Releases that are something else are counted and
passed over, and not read again.

History: addresses, parameters and keys from others' clients, measured in July 2026; no
recorded body is known, so that all of it is unproven: what is not recognised is
refused. Robots and terms: reuse under Commission Decision 2011/833/EU, no key.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from briefing.domain.proposal import Stage
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
from briefing.errors import ParseError
from briefing.sources.base import merged
from briefing.sources.press_corner_release import (
    REFERENCE,
    SOURCE,
    announcement_in,
    day_of,
    deadlines_in,
    papers_in,
    proposal_of,
    release_of,
    same_deadlines,
    stage_of,
)
from briefing.sources.shape import (
    Record,
    clean,
    option_count,
    option_texts,
    read_json,
    required,
    required_list,
    set_aside,
)

DAYS = 90
SIZE = 100
MOST_PAGES = 20
TEXTS = ("social partners", "Article 154")
TYPES = ("IP",)
_WORTH_READING = re.compile(
    r"social[ -]partner|social dialogue|trade union|employers|article 15[45]",
    re.IGNORECASE,
)
_YEAR = re.compile(r"20\d{2}")
_DANISH = "da"


class PressCorner:
    """Consultations of the social partners, first and second stage."""

    id = SOURCE
    may_be_empty = False
    private = ("commissioner*", "spokesperson*", "*contact*")

    def requests(
        self, config: SourceConfig, cursor: Cursor, scope: Scope
    ) -> Iterable[Request]:
        """The first page of each search."""
        start, end = _window(config, scope)
        plan = {
            "start": start.isoformat(),
            "end": end.isoformat(),
            "read": [] if scope.everything else sorted(cursor.get("read", {})),
        }
        for text in option_texts(config, "texts", TEXTS):
            yield _search_request(config, {**plan, "text": text, "page": 1, "seen": 0})

    def parse(self, config: SourceConfig, page: Page) -> Listing:
        """What one answer holds; ParseError when it has another shape."""
        read = {"search": _search, "release": _release, "danish": _in_danish}
        return read[page.request.kind](config, page)

    def merge(self, cursor: Cursor, moved: Cursor) -> Cursor:
        """The cursor after a page: `read` is what each release was, by its number."""
        return merged(cursor, moved)

    def slices(self, config: SourceConfig, scope: Scope) -> tuple[Scope, ...]:  # noqa: ARG002 - the same for every configuration
        """The years from `scope.since` to today, the newest first."""
        if scope.since is None:
            return ()
        years = range(scope.today.year, scope.since.year - 1, -1)
        return tuple(Scope(scope.today, session=str(each)) for each in years)


def _window(config: SourceConfig, scope: Scope) -> tuple[date, date]:
    """The first and last day whose releases are searched."""
    if scope.session and _YEAR.fullmatch(scope.session):
        year = int(scope.session)
        return date(year, 1, 1), min(date(year, 12, 31), scope.today)
    start = scope.today - timedelta(days=option_count(config, "days", DAYS))
    return min(start, scope.since or start), scope.today


def _search_request(config: SourceConfig, plan: Mapping[str, Any]) -> Request:
    asked = {
        "language": "en",
        "pagesize": SIZE,
        "pagenumber": plan["page"],
        "datefrom": _written(plan["start"]),
        "dateto": _written(plan["end"]),
        "documentTypeCodes": ",".join(option_texts(config, "types", TYPES)),
        "text": plan["text"],
    }
    return Request(
        f"{config.base_url}/api/search?{urlencode(asked)}", "search", context=plan
    )


def _written(day: str) -> str:
    """A day as the service takes it, `ddmmyyyy`."""
    return f"{date.fromisoformat(day):%d%m%Y}"


def _release_request(
    config: SourceConfig, kind: str, reference: str, context: Mapping[str, Any]
) -> Request:
    language = _DANISH if kind == "danish" else "en"
    return Request(
        f"{config.base_url}/api/documents?reference={quote(reference)}&language={language}",
        kind,
        context={**context, "reference": reference},
        need=Need.NOTHING if kind == "danish" else Need.RECORD,
        record=reference,
    )


def _search(config: SourceConfig, page: Page) -> Listing:
    """A page of releases: which to read, and whether the list goes on.

    ParseError when the list ends too early or has more pages than any window fills.
    """
    plan, where = page.request.context, page.request.url
    answer = read_json(SOURCE, page)
    rows = required_list(answer, "docuLanguageListResources", SOURCE, where)
    total = required(answer, "totalNumber", SOURCE, where)
    if not isinstance(total, int) or isinstance(total, bool):
        raise ParseError(SOURCE, f"{where}: totalNumber is {total!r}")
    wanted, strangers, rejected = _sorted_out(rows, plan, where)
    follow = [_release_request(config, "release", each, {}) for each in wanted]
    seen = plan["seen"] + len(rows)
    if seen < total:
        if not rows or plan["page"] >= MOST_PAGES:
            raise ParseError(SOURCE, f"{where}: list unfinished, {seen} of {total}")
        further = {**plan, "page": plan["page"] + 1, "seen": seen}
        follow.append(_search_request(config, further))
    warning = f"{where}: {strangers} releases of other days; they are passed over"
    return Listing(
        follow=tuple(follow),
        rejected=rejected,
        listed=len(rows) - strangers,
        warnings=(warning,) if strangers else (),
    )


def _sorted_out(
    rows: list[Record], plan: Mapping[str, Any], where: str
) -> tuple[list[str], int, tuple[Rejected, ...]]:
    """The releases to read, how many are of other days, and rows not recognised.

    ParseError when no row is recognised.
    """
    wanted, rejected, strangers = [], [], 0
    for row in rows:
        try:
            reference, day, said = _row(row, where)
        except ParseError as error:
            rejected.append(set_aside(str(row.get("refCode")), row, error))
            continue
        if not plan["start"] <= day <= plan["end"]:
            strangers += 1
        elif reference not in plan["read"] and _WORTH_READING.search(said):
            wanted.append(reference)
    if rejected and len(rejected) == len(rows):
        raise ParseError(SOURCE, rejected[0].error)
    return wanted, strangers, tuple(rejected)


def _row(row: Record, where: str) -> tuple[str, str, str]:
    """The number of a release, its day, its title and lead; ParseError names a key."""
    reference = clean(required(row, "refCode", SOURCE, where))
    if not REFERENCE.fullmatch(reference):
        raise ParseError(SOURCE, f"{where}: refCode is {reference!r}")
    day = day_of(required(row, "eventDate", SOURCE, where), where)
    title = clean(required(row, "title", SOURCE, where))
    return reference, day.isoformat(), f"{title} {clean(row.get('leadText'))}"


def _release(config: SourceConfig, page: Page) -> Listing:
    """A release in English: a consultation, or something else."""
    reference = page.request.context["reference"]
    release = release_of(page, reference)
    announcement = announcement_in(release)
    if not announcement:
        return Listing(cursor={"read": {reference: "other"}})
    stage, deadlines = stage_of(release, announcement), deadlines_in(release)
    papers = papers_in(config, release)
    known = {
        "stage": str(stage),
        "days": [each.date.isoformat() for each in deadlines],
        "papers": papers,
    }
    return Listing(
        (proposal_of(config, release, stage, deadlines, papers),),
        (_release_request(config, "danish", reference, known),),
        cursor={"read": {reference: str(stage)}},
    )


def _in_danish(config: SourceConfig, page: Page) -> Listing:
    """The same consultation in Danish, where it is translated.

    Its own date to answer by must be the English one; else the English text stands.
    """
    context = page.request.context
    release = release_of(page, context["reference"])
    if release.language != _DANISH:
        return Listing()
    days = tuple(date.fromisoformat(each) for each in context["days"])
    deadlines = same_deadlines(release, days)
    if len(deadlines) < len(days):
        said = f"{context['reference']}: the Danish text does not give the same dates"
        return Listing(warnings=(said,))
    stage = Stage(context["stage"])
    given = tuple((url, title) for url, title in context["papers"])
    papers = papers_in(config, release) or given
    return Listing((proposal_of(config, release, stage, deadlines, papers),))
