"""The line, top to bottom: discover, collect, read, screen, assess, render, deliver.

Every step works on one item, commits once and can be repeated. A failure is kept
on the item with its reason and the time of the next try, and the next item goes
on; nothing is dropped silently. Threads wait for the network and for models;
`Line.compute` does the calculating, in other processes when there is much of it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    Future,
    ThreadPoolExecutor,
    as_completed,
    wait,
)
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from threading import Semaphore

import structlog

from briefing.domain.proposal import PRIMARY_KINDS, DocumentKind
from briefing.domain.record import record_document
from briefing.domain.source import Scope, SourceConfig
from briefing.domain.store import SourceState
from briefing.pipeline.briefs import brief, screen_all
from briefing.pipeline.collecting import gather, gather_acts
from briefing.pipeline.discovering import discover
from briefing.pipeline.dossiers import regroup
from briefing.pipeline.line import (
    BoundedAnalyst,
    ItemOutcome,
    Line,
    Order,
    RunReport,
    never,
)
from briefing.pipeline.state import (
    keep_failure,
    keep_progress,
    state_hash,
    told_of,
)
from briefing.pipeline.together import answers_there, in_batches

log = structlog.get_logger()

OTHER_KINDS = frozenset(DocumentKind) - PRIMARY_KINDS
CLOCK_SKEW = timedelta(minutes=10)
"""How far two clocks of good will may differ."""
AT_WORK_PER_CALL = 3
"""Proposals at work for each question the analyst may be asked at a time."""


def run(line: Line, order: Order) -> RunReport:
    """One pass: read the sources that are due, bring what is new through the line."""
    chosen = _chosen_sources(line, order)
    with ThreadPoolExecutor(max(1, len(chosen))) as pool:
        jobs = [
            pool.submit(discover, line, each, order.scope, order.notify)
            for each in chosen
        ]
        for job in as_completed(jobs):
            order.notify(job.result(), len(jobs))
        outcomes = tuple(job.result() for job in jobs)
    answered = answers_there(line)
    pending = _pending(line, order, answered)
    has_news = any(each.new or each.changed for each in outcomes)
    if order.scope.everything or has_news or _left_ungrouped(line, pending):
        regroup(line)
        pending = _pending(line, order, answered)
    items = []
    looked_at, bringing = 0, partial(_each, enough=order.enough)
    for item in in_batches(line, order.scope, pending, bringing):
        order.notify(item, len(pending))
        looked_at += 1
        if item.written or item.error or item.missing or item.unanswered:
            items.append(item)
    whole = looked_at == len(pending)
    return RunReport(outcomes, tuple(items), looked_at, whole)


def _pending(line: Line, order: Order, answered: Collection[str]) -> list[str]:
    return [
        ref
        for ref in _refs(line, order)
        if ref in answered or _is_due(line, ref, order.scope)
    ]


def _left_ungrouped(line: Line, pending: Iterable[str]) -> bool:
    """Whether a run may have ended between keeping what it found and joining it."""
    return any(
        line.store.progress(ref).done_hash != state_hash(line, ref) for ref in pending
    )


def _chosen_sources(line: Line, order: Order) -> list[SourceConfig]:
    scope = order.scope
    named = bool(order.sources or scope.everything or scope.since)
    now = line.clock()
    chosen = []
    for config in line.settings.sources.values():
        if not config.enabled or (order.sources and config.id not in order.sources):
            continue
        if named or is_source_due(line.store.source_state(config.id), now):
            chosen.append(config)
    return chosen


def is_source_due(state: SourceState, now: datetime) -> bool:
    """Whether to read a source now.

    Also when it was last tried later than now: the clock has been set back since, and
    the next time that was reckoned from it may be far off.
    """
    if state.next_check_at is None or state.next_check_at <= now:
        return True
    return state.tried_at is not None and state.tried_at > now + CLOCK_SKEW


def _refs(line: Line, order: Order) -> Iterable[str]:
    sources = order.sources or tuple(line.settings.sources)
    for source in sources:
        yield from line.store.refs(source)


def _is_due(line: Line, ref: str, scope: Scope) -> bool:
    proposal = line.store.proposal(ref)
    if scope.session and proposal.session not in ("", scope.session):
        return False
    if scope.everything:
        return True
    progress = line.store.progress(ref)
    if progress.next_try_at is not None and progress.next_try_at <= line.clock():
        return True
    if progress.error or progress.done_hash == state_hash(line, ref):
        return False
    return bool(progress.done_hash) or not proposal.is_finished or bool(scope.since)


def _each(
    line: Line,
    refs: Collection[str],
    *,
    eager: bool = False,
    enough: Callable[[], bool] = never,
) -> Iterator[ItemOutcome]:
    """Work on several proposals at a time; memory does not grow with their number.

    While `concurrency` of them wait for the analyst, others are collected, read and
    rendered, so that neither the analyst nor the processors stand idle.
    """
    concurrency = line.settings.run.concurrency
    if not line.own_pace:
        bounded = BoundedAnalyst(line.analyst, Semaphore(concurrency))
        line = replace(line, analyst=bounded)
    width = AT_WORK_PER_CALL * concurrency
    waiting = iter(refs)
    running: set[Future[ItemOutcome]] = set()
    with ThreadPoolExecutor(width) as pool:
        while True:
            room = 0 if enough() else width - len(running)
            for ref in islice(waiting, room):
                running.add(pool.submit(bring_through, line, ref, eager=eager))
            if not running:
                return
            done, running = wait(running, return_when=FIRST_COMPLETED)
            yield from (job.result() for job in done)


def bring_through(
    line: Line, ref: str, *, eager: bool = False, always: Collection[str] = ()
) -> ItemOutcome:
    """Bring one proposal through the line and keep how it went.

    `eager` looks at every document again; `always` names profiles that get a
    briefing whatever the relevance.
    """
    try:
        outcome = _bring_through(line, ref, eager=eager, always=always)
    except Exception as error:  # noqa: BLE001 - kept on the item, the next goes on
        log.warning("item failed", proposal_ref=ref, **told_of(error))
        keep_failure(line, ref, error)
        return ItemOutcome(ref, error=type(error).__name__, error_detail=str(error))
    return outcome


def _bring_through(
    line: Line, ref: str, *, eager: bool, always: Collection[str]
) -> ItemOutcome:
    state = state_hash(line, ref)
    proposal = line.store.proposal(ref)
    record = record_document(proposal)
    documents = gather(line, proposal, PRIMARY_KINDS, eager=eager)
    relevance, unanswered = screen_all(line, proposal, (*documents, record))
    profiles = [
        profile
        for profile in line.settings.profiles.values()
        if profile.id in always or relevance[profile.id].score >= profile.threshold
    ]
    if profiles:
        documents += gather(line, proposal, OTHER_KINDS, eager=eager)
        documents += gather_acts(line, proposal, documents, eager=eager)
    briefed = [
        brief(line, proposal, (*documents, record), profile, relevance[profile.id])
        for profile in profiles
    ]
    unanswered = next((e.unanswered for e in briefed if e.unanswered), unanswered)
    keep_progress(
        line, proposal, state, wanted=bool(profiles), unanswered=bool(unanswered)
    )
    missing = sum(1 for each in documents if each.error)
    written = tuple(path for each in briefed for path in each.written)
    return ItemOutcome(
        ref,
        written,
        missing if profiles else 0,
        unanswered=unanswered,
        verified=sum(each.verified for each in briefed),
        withheld=sum(each.withheld for each in briefed),
    )
