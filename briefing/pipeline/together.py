"""A backfill whose questions to a language model are asked together.

Every proposal is brought as far as its questions; they are handed in; when the answers
are there the proposals are brought on. What has no answer by then is left for the next
run, which takes the answers first.
"""

from collections.abc import Callable, Collection, Iterator

import structlog

from briefing.domain.source import Scope
from briefing.errors import AnswersAwaited, ModelUnavailable
from briefing.pipeline.line import ItemOutcome, Line
from briefing.pipeline.state import told_of

log = structlog.get_logger()
AWAITED = AnswersAwaited.__name__
Bringing = Callable[..., Iterator[ItemOutcome]]


def answers_there(line: Line) -> frozenset[str]:
    """Take the answers to questions handed in before; the proposals they are of."""
    if line.together is None or not line.together.waiting():
        return frozenset()
    try:
        return line.together.take()
    except ModelUnavailable as error:
        log.warning("answers not taken", **told_of(error))
        return frozenset()


def in_batches(
    line: Line, scope: Scope, refs: Collection[str], each: Bringing
) -> Iterator[ItemOutcome]:
    """Bring proposals through by `each`, those of a backfill with questions together.

    One outcome for each proposal.
    """
    together = line.together if scope.since else None
    if together is None:
        yield from each(line, refs, eager=scope.everything)
        return
    awaited: list[str] = []
    with together.gathering():
        for item in each(line, refs, eager=scope.everything):
            if item.unanswered == AWAITED:
                awaited.append(item.ref)
            else:
                yield item
    try:
        if together.hand_in():
            together.wait()
    except ModelUnavailable as error:
        log.warning("questions not answered together", **told_of(error))
    yield from each(line, awaited)
