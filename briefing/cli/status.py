"""`briefing status`: is it serving, what is next, what must somebody look at."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import typer
from rich.markup import escape
from rich.table import Table

from briefing.adapters.holding import RUN, SERVE, Holder, holder
from briefing.bootstrap import service_of
from briefing.cli.runs import STATES, run_values
from briefing.cli.session import Json, Session, opened
from briefing.domain.budget import Spent
from briefing.domain.daily import Item
from briefing.domain.delivery import NEED_A_PERSON
from briefing.domain.run import Run, RunState
from briefing.language.remaining import remaining, when
from briefing.language.written import (
    COPENHAGEN,
    danish_day,
    format_amount,
    is_working_day,
)
from briefing.pipeline.condition import MEGABYTE, Service, failing_sources, free_space
from briefing.pipeline.daily import due_soon
from briefing.pipeline.line import Line

SOON = 5
"""How many working days ahead deadlines are shown."""
Row = tuple[str, str, bool]
"""What it is, how it stands, whether it is well."""


def status_command(context: typer.Context, *, as_json: Json = False) -> None:
    """Say whether it is serving, what comes next, and what needs a person."""
    with opened(context) as (session, line):
        service = service_of(line, session.places)
        if as_json:
            session.show_json(_values(service))
        else:
            _print(session, service)


def _values(service: Service) -> dict[str, Any]:
    line, now = service.line, service.line.clock()
    last, counts = _last_run(line), line.store.counts(now)
    backup = service.last_backup()
    return {
        "serving": _holder_values(holder(service.data, SERVE)),
        "working": _holder_values(holder(service.data, RUN)),
        "last_run": run_values(last) if last else None,
        "next_source_at": _iso(_next_source(line)),
        "next_brief_at": {
            each: _iso(_next_brief(line, each)) for each in line.settings.profiles
        },
        "failing_sources": list(failing_sources(line)),
        "alarms": [
            {"cause": each.alert.cause, "since": _iso(each.since)}
            for each in line.store.alerts()
        ],
        "drafts_waiting": counts.drafts,
        "deliveries_for_a_person": _for_a_person(line),
        "deadlines_soon": sorted({e.proposal.ref for e in _soon(line)}),
        "model_today": {
            "tokens": _today(line).tokens,
            "kroner": _today(line).kroner,
        },
        "last_backup_at": _iso(backup),
        "free_mb": {k: v // MEGABYTE for k, v in free_space(service).items()},
    }


def _holder_values(found: Holder | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"host": found.host, "pid": found.pid, "since": _iso(found.since)}


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _print(session: Session, service: Service) -> None:
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, text, is_well in _rows(session, service):
        table.add_row(
            escape(session.translate(name)),
            escape(text),
            style="" if is_well else "red",
        )
    session.out.print(table)
    _ = session.translate
    for each in service.line.store.alerts():
        text = _(each.alert.message, **each.alert.values)
        since = _("since {moment}", moment=_moment(each.since))
        session.out.print(escape(f"! {text} ({since})"), style="bold red")
        if each.alert.remedy:
            session.out.print(escape(f"  {_(each.alert.remedy)}"), style="dim")
    for item in _soon(service.line)[:10]:
        if item.due:
            told = f"{when(item.due.deadline, _)}: {item.proposal.title}"
            session.out.print(escape(f"· {told}"))


def _rows(session: Session, service: Service) -> Iterator[Row]:
    line, _ = service.line, session.translate
    yield "Serving", *_serving(session, holder(service.data, SERVE))
    working = holder(service.data, RUN)
    if working:
        yield "At work now", *_serving(session, working)
    last = _last_run(line)
    if last is None:
        yield "Last run", _("never yet: `briefing run`, or `briefing serve`"), True
    else:
        text = f"{last.id}: {_moment(last.started_at)}, {_(STATES[last.state])}"
        fine = last.state in (RunState.DONE, RunState.STOPPED, RunState.RUNNING)
        yield "Last run", text, fine
    due = _next_source(line)
    yield "Next source", _moment(due) if due else _("now"), True
    for each in line.settings.profiles:
        yield "Next brief", f"{each}: {_moment(_next_brief(line, each))}", True
    failing = failing_sources(line)
    yield "Sources failing", ", ".join(failing) or "0", not failing
    yield "Drafts to decide on", str(line.store.counts(line.clock()).drafts), True
    open_ = _for_a_person(line)
    yield "Deliveries for a person", str(open_), not open_
    yield "Deadlines within 5 working days", str(len(_soon(line))), True
    yield from _upkeep(session, service)


def _upkeep(session: Session, service: Service) -> Iterator[Row]:
    line, _ = service.line, session.translate
    if line.settings.model.analyst != "embedded":
        spent, language = _today(line), _.language
        text = _("{tokens} tokens, {kroner} kr.", tokens=spent.tokens,
                 kroner=format_amount(spent.kroner, language))  # fmt: skip
        yield "Language model today", text, True
    backup = service.last_backup()
    yield "Last backup", _moment(backup) if backup else _("never"), backup is not None
    least = line.settings.serve.min_free_mb
    for name, free in free_space(service).items():
        text = f"{name.removeprefix('disk_')}: {free // MEGABYTE} MB"
        yield "Free on the disk", text, free >= least * MEGABYTE


ROWS = (
    "Serving", "At work now", "Last run", "Next source", "Next brief",
    "Sources failing", "Drafts to decide on", "Deliveries for a person",
    "Deadlines within 5 working days", "Language model today", "Last backup",
    "Free on the disk",
)  # fmt: skip
"""What the rows are called, for the catalogue."""


def _serving(session: Session, found: Holder | None) -> tuple[str, bool]:
    _ = session.translate
    if found is None:
        return _("no: `briefing serve`, or `systemctl start briefing`"), False
    text = _(
        "process {pid} on {host}, since {moment}",
        pid=found.pid,
        host=found.host,
        moment=_moment(found.since),
    )
    return text, True


def _moment(at: datetime) -> str:
    return f"{at.astimezone(COPENHAGEN):%d.%m.%Y %H:%M}"


def _last_run(line: Line) -> Run | None:
    return next(iter(line.store.runs(1)), None)


def _next_source(line: Line) -> datetime | None:
    """When the next source is due; None where one is now."""
    now = line.clock()
    due = [
        line.store.source_state(each.id).next_check_at
        for each in line.settings.sources.values()
        if each.enabled
    ]
    known = [each for each in due if each is not None]
    if len(known) < len(due) or not known:
        return None
    return min(known) if min(known) > now else None


def _next_brief(line: Line, profile: str) -> datetime:
    now, day = line.clock(), danish_day(line.clock())
    while True:
        at = datetime.combine(day, line.settings.daily_at(profile), COPENHAGEN)
        if is_working_day(day) and at > now:
            return at
        day = _after(day)


def _after(day: date) -> date:
    return day + timedelta(days=1)


def _for_a_person(line: Line) -> int:
    return len(line.store.deliveries(NEED_A_PERSON))


def _today(line: Line) -> Spent:
    _own, day = line.store.spent("", line.clock())
    return day


def _soon(line: Line) -> list[Item]:
    """What is due soon for any profile, each matter once, the earliest first."""
    found = {
        item.proposal.ref: item
        for profile in line.settings.profiles.values()
        for item in due_soon(line, profile)
        if _days_left(line, item) <= SOON
    }
    return sorted(found.values(), key=_day_of)


def _days_left(line: Line, item: Item) -> int:
    if item.due is None:
        return SOON + 1
    left = remaining(item.due.deadline, line.clock()).working_days
    return SOON + 1 if left is None else left


def _day_of(item: Item) -> date:
    return item.due.deadline.date if item.due else date.max
