"""`briefing costs`: what was asked of a language model, and what it took."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.table import Table

from briefing.cli.session import Json, Session, one_ref, opened
from briefing.domain.model import ModelCall, Usage
from briefing.language.written import COPENHAGEN, danish_day, format_amount

DAY_FORMAT, AT_FORMAT = "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True, slots=True)
class Cost:
    """The calls of a day or of a proposal; `kroner` None where no price is known."""

    of: str
    calls: int
    failed: int
    usage: Usage
    kroner: float | None


def costs_command(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[REF]", help="Each call for one proposal."),
    ] = None,
    *,
    since: Annotated[
        datetime | None,
        typer.Option(help="Calls from this Danish day on.", formats=[DAY_FORMAT]),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show the calls to a language model: per day and proposal, or one by one."""
    with opened(context) as (session, line):
        ref = one_ref(line, words) if words else None
        first = since.date() if since else None
        found = [
            each
            for each in line.store.calls(ref)
            if first is None or danish_day(each.started_at) >= first
        ]
        if as_json:
            session.show_json(_values(found, each_call=ref is not None))
        elif not found:
            session.say("No call to a language model has been made.")
        elif ref:
            print_calls(session, found)
        else:
            _ = session.translate
            session.out.print(_table(session, _("Day"), by(found, _day)))
            session.out.print(_table(session, _("Proposal"), by(found, _ref)))


def print_calls(session: Session, calls: Iterable[ModelCall]) -> None:
    """Print each call with its outcome, tokens and cost."""
    session.out.print(_table_of_calls(session, calls))


def by(calls: Iterable[ModelCall], key: Callable[[ModelCall], str]) -> list[Cost]:
    """The calls added up by day or by proposal, sorted."""
    groups: dict[str, list[ModelCall]] = {}
    for each in calls:
        groups.setdefault(key(each), []).append(each)
    return [_cost(of, some) for of, some in sorted(groups.items())]


def _cost(of: str, calls: Sequence[ModelCall]) -> Cost:
    priced = [each.kroner for each in calls if each.kroner is not None]
    failed = sum(bool(each.error) for each in calls)
    usage = sum((each.usage for each in calls), Usage())
    return Cost(of, len(calls), failed, usage, sum(priced) if priced else None)


def _day(call: ModelCall) -> str:
    return danish_day(call.started_at).isoformat()


def _ref(call: ModelCall) -> str:
    return call.ref


def _table(session: Session, of: str, costs: Iterable[Cost]) -> Table:
    table = _headed(session, of, "Calls", "Failed")
    for each in costs:
        name = each.of or session.translate("(trial of the server)")
        counts = (str(each.calls), str(each.failed))
        table.add_row(name, *counts, *_used(session, each.usage, each.kroner))
    return table


def _table_of_calls(session: Session, calls: Iterable[ModelCall]) -> Table:
    table = _headed(session, session.translate("At"), "Prompt", "Model", "Outcome")
    for each in calls:
        at = each.started_at.astimezone(COPENHAGEN).strftime(AT_FORMAT)
        told = (f"{each.prompt} {each.prompt_version}", each.model, each.error or "ok")
        table.add_row(at, *told, *_used(session, each.usage, each.kroner))
    return table


def _headed(session: Session, first: str, *others: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(session.translate(name), overflow="fold")
    for name in ("Sent", "To cache", "From cache", "Answered", "Kroner"):
        table.add_column(session.translate(name), justify="right", overflow="fold")
    return table


def _used(session: Session, usage: Usage, kroner: float | None) -> tuple[str, ...]:
    counts = (usage.input, usage.cache_write, usage.cache_read, usage.output)
    shown = (
        format_amount(kroner, session.translate.language) if kroner is not None else "–"
    )
    return (*map(str, counts), shown)


def _values(calls: Sequence[ModelCall], *, each_call: bool) -> Any:
    if each_call:
        return [call_values(each) for each in calls]
    return {
        "days": [_sum(each) for each in by(calls, _day)],
        "proposals": [_sum(each) for each in by(calls, _ref)],
    }


def _sum(cost: Cost) -> dict[str, Any]:
    told = {"of": cost.of, "calls": cost.calls, "failed": cost.failed}
    return told | _tokens(cost.usage) | {"kroner": cost.kroner}


def call_values(call: ModelCall) -> dict[str, Any]:
    """A call with all that is kept of it: what was sent to whom, what came back."""
    return {
        "at": call.started_at.isoformat(),
        "profile": call.profile,
        "role": call.role,
        "prompt": call.prompt,
        "prompt_version": call.prompt_version,
        "prompt_sha256": call.prompt_sha256,
        "server": call.server,
        "model": call.model,
        "mode": call.mode,
        "batch": call.batch or None,
        "documents": dict(call.documents),
        "sent": call.sent,
        "answer": call.answer,
        "outcome": call.error or "ok",
        "detail": call.error_detail,
        "seconds": round(call.seconds, 3),
        "kroner": call.kroner,
        **_tokens(call.usage),
    }


def _tokens(usage: Usage) -> dict[str, int]:
    return {
        "sent_tokens": usage.input,
        "cache_written_tokens": usage.cache_write,
        "cache_read_tokens": usage.cache_read,
        "answered_tokens": usage.output,
    }
