"""Looking at a source as it answers now, without keeping anything in the store."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from briefing.domain.ports import Answer
from briefing.domain.proposal import Proposal
from briefing.domain.source import (
    Listing,
    Need,
    Page,
    Request,
    Scope,
    Source,
    SourceConfig,
)
from briefing.errors import FetchError, ParseError, SourceError, UnexpectedlyEmpty
from briefing.language.written import danish_day
from briefing.pipeline.line import Line
from briefing.sources.base import identity

MOST_TRIES = 3
"""So many records of a kind are tried before the kind is said not to work: one that
was withdrawn since it was listed says nothing about the others."""
MOST_REQUESTS = 20
_OK = 200
_REFUSALS = tuple(each for each in range(400, 500) if each not in (408, 425, 429))
"""Statuses whose pages are worth keeping when a source is recorded."""


@dataclass(frozen=True, slots=True)
class Look:
    """One request: what came back, what it held, or why it held nothing."""

    request: Request
    answer: Answer | None = None
    listing: Listing | None = None
    error: SourceError | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """How a source answers now; `problems` empty when all is as it should be.

    `newest` is the latest of the proposals met, and `day` its day, if it has one.
    """

    looks: tuple[Look, ...]
    problems: tuple[SourceError, ...]
    newest: Proposal | None
    day: date | None


def check(line: Line, config: SourceConfig) -> Checked:
    """Follow one request of each kind that the first pages lead to.

    Nothing is kept, and the store is not asked what is known.
    """
    looks = tuple(_look_around(line, config, 1, MOST_REQUESTS, keep=False))
    found = [p for each in looks if each.listing for p in each.listing.proposals]
    problems = tuple(_problems(line.sources[config.id], config, looks))
    today = danish_day(line.clock())
    dated = [(day_of(each, today), each) for each in found]
    day, newest = max(dated, key=lambda each: each[0], default=(date.min, None))
    return Checked(looks, problems, newest, None if day == date.min else day)


def record(line: Line, config: SourceConfig, most: int) -> Iterator[Look]:
    """Ask as a first sweep does, at most so many requests, pages of errors too."""
    return _look_around(line, config, most, most, keep=True)


def day_of(proposal: Proposal, today: date) -> date:
    """The day of the latest thing that has happened to a proposal.

    The first day there is when nothing in it has a day.
    """
    days = [proposal.published_on, proposal.introduced_on]
    days += [each.date for each in proposal.documents]
    days += [each.date for each in proposal.steps]
    if proposal.updated_at:
        days.append(danish_day(proposal.updated_at))
    return max((each for each in days if each and each <= today), default=date.min)


def _look_around(
    line: Line, config: SourceConfig, per_kind: int, most: int, *, keep: bool
) -> Iterator[Look]:
    """Ask, and go on from what is found, kinds not seen yet first."""
    source = line.sources[config.id]
    scope = Scope(today=danish_day(line.clock()))
    queue = list(source.requests(config, {}, scope))
    done, tried = Counter[str](), Counter[str]()
    asked = set()
    for _number in range(most):
        open_ = [
            each
            for each in queue
            if done[each.kind] < per_kind
            and tried[each.kind] < max(MOST_TRIES, per_kind)
            and identity(each) not in asked
        ]
        if not open_:
            return
        request = min(open_, key=lambda each: tried[each.kind])
        asked.add(identity(request))
        look = _look(line, config, request, keep=keep)
        tried[request.kind] += 1
        done[request.kind] += look.error is None
        queue = [each for each in open_ if each is not request]
        queue += look.listing.follow if look.listing else ()
        yield look


def _look(line: Line, config: SourceConfig, request: Request, *, keep: bool) -> Look:
    also = (*request.also, *_REFUSALS) if keep else request.also
    answer = None
    try:
        answer = line.fetcher.listing(config, replace(request, also=also))
        listing = _parsed(line.sources[config.id], config, request, answer)
    except SourceError as error:
        return Look(request, answer, error=error)
    except Exception as error:  # noqa: BLE001 - told, and the others are looked at
        reason = f"{request.url}: {type(error).__name__}: {error}"
        return Look(request, answer, error=ParseError(config.id, reason))
    return Look(request, answer, listing)


def _parsed(
    source: Source, config: SourceConfig, request: Request, answer: Answer
) -> Listing:
    if answer.status not in (_OK, *request.also):
        raise FetchError(config.id, request.url, f"answered {answer.status}")
    page = Page(
        request, answer.body, answer.content_type, answer.final_url, answer.status
    )
    return source.parse(config, page)


def _problems(
    source: Source, config: SourceConfig, looks: tuple[Look, ...]
) -> Iterator[SourceError]:
    """What is wrong: a page of a list, a whole kind of record, or nothing listed."""
    fine = {each.request.kind for each in looks if each.error is None}
    told = set()
    for each in looks:
        kind, need = each.request.kind, each.request.need
        if each.error is None or need is Need.NOTHING or kind in told:
            continue
        if need is Need.SWEEP or kind not in fine:
            told.add(kind)
            yield each.error
    listings = [each.listing for each in looks if each.listing]
    refused = [rejected for each in listings for rejected in each.rejected]
    if refused and not any(each.proposals for each in listings):
        yield ParseError(config.id, f"{refused[0].record}: {refused[0].error}")
    empty_is_fine = source.may_be_empty or config.may_be_empty
    is_empty = not any(each.listed or each.names for each in listings)
    if not told and not empty_is_fine and is_empty:
        yield UnexpectedlyEmpty(config.id, "nothing at all is listed")
