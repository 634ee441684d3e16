"""Keeping what a run did while it does it, and what broke, without its texts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import structlog

from briefing.domain.delivery import DeliveryState
from briefing.domain.run import Broke, Run, RunState, SourceRun
from briefing.errors import StoreError
from briefing.pipeline.line import Line, RunReport, SourceOutcome
from briefing.pipeline.outgoing import SendReport
from briefing.pipeline.state import told_of

log = structlog.get_logger()


class Recording:
    """A run as it stands now; filled step by step by whoever works."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def add(self, **counts: int) -> None:
        """Count more of something."""
        changes: dict[str, Any] = {
            name: getattr(self.run, name) + more for name, more in counts.items()
        }
        self.run = replace(self.run, **changes)

    def broke(self, where: str, error: BaseException) -> None:
        """Keep that a part broke; the others go on."""
        found = Broke(where, type(error).__name__, str(error))
        self.run = replace(self.run, broke=(*self.run.broke, found))

    def read(self, report: RunReport) -> None:
        """Keep what reading the sources and bringing proposals through did."""
        self.run = replace(
            self.run,
            sources=tuple(map(_source_run, report.sources)),
            broke=(
                *self.run.broke,
                *(
                    Broke(each.ref, each.error, each.error_detail)
                    for each in report.items
                    if each.error
                ),
            ),
            state=self.run.state if report.is_whole else RunState.STOPPED,
        )
        self.add(
            proposals=report.looked_at,
            briefings=sum(len(each.written) for each in report.items),
            verified=sum(each.verified for each in report.items),
            withheld=sum(each.withheld for each in report.items),
            missing=sum(each.missing for each in report.items),
        )

    def sent(self, report: SendReport) -> None:
        """Keep what was sent, and what was tried in vain."""
        fine = {DeliveryState.SENT, DeliveryState.DROPPED}
        self.add(
            sent=sum(each.state is DeliveryState.SENT for each in report.tried),
            unsent=sum(each.state not in fine for each in report.tried),
        )

    def stopped(self) -> None:
        """Keep that it was asked to stop before all was done."""
        self.run = replace(self.run, state=RunState.STOPPED)


@contextmanager
def recorded(line: Line, by: str) -> Iterator[Recording]:
    """Keep a run from its beginning to its end, however it ends.

    The caller works alone in the store. What is raised inside comes out again.
    """
    found = Recording(line.store.begin_run(Run(by, line.clock())))
    try:
        yield found
    except KeyboardInterrupt:
        found.stopped()
        _end(line, found)
        raise
    except Exception as error:
        found.broke("run", error)
        found.run = replace(found.run, state=RunState.FAILED)
        _end(line, found)
        raise
    _end(line, found)


def _end(line: Line, found: Recording) -> None:
    run = found.run
    if run.state is RunState.RUNNING:
        went_wrong = run.broke or run.failed or run.unsent
        run = replace(run, state=RunState.PARTLY if went_wrong else RunState.DONE)
    try:
        spent = line.store.spent_since(run.started_at)
        run = replace(
            run, ended_at=line.clock(), tokens=spent.tokens, kroner=spent.kroner
        )
        line.store.end_run(run)
    except StoreError as error:
        log.warning("run could not be kept", run=run.id, **told_of(error))
    found.run = run


def _source_run(found: SourceOutcome) -> SourceRun:
    return SourceRun(
        found.source_id,
        found.listed,
        len(found.new),
        len(found.changed),
        found.rejected,
        found.requests,
        found.seconds,
        found.error,
        found.error_detail,
        len(found.alarms),
    )
