"""`briefing dossier` and `briefing dossiers`: what is one matter, and who says so."""

from typing import Annotated, Any

import typer
from rich.markup import escape

from briefing.cli.session import Json, RefWords, Session, one_ref, opened
from briefing.domain.dossier import Dossier, Join, JoinReason, Milestone
from briefing.domain.proposal import Proposal
from briefing.errors import UsageError
from briefing.language.written import danish_day, format_date
from briefing.pipeline.dossiers import Matter, decide_join, matter
from briefing.pipeline.line import Line
from briefing.rendering.labels import kind_label, stage_label

_PERCENT = 100


def dossier_command(
    context: typer.Context,
    words: RefWords,
    *,
    join: Annotated[
        str, typer.Option(help="It is the same matter as this one.", metavar="REF")
    ] = "",
    split: Annotated[
        str, typer.Option(help="It is another matter than this one.", metavar="REF")
    ] = "",
    why: Annotated[str, typer.Option(help="The reason.", metavar="TEXT")] = "",
    by: Annotated[str, typer.Option(help="Who decides.", metavar="NAME")] = "",
    as_json: Json = False,
) -> None:
    """Show the same matter at every place, or decide what belongs together."""
    other = join or split
    with opened(context, alone=bool(other)) as (session, line):
        ref = one_ref(line, words)
        if join and split:
            raise UsageError("Choose one of --join and --split.")
        if not other and (why or by):
            raise UsageError("A decision names another proposal: --join or --split.")
        if other:
            both = (ref, one_ref(line, [other]))
            decide_join(line, both, joined=bool(join), by=by, note=why)
        found = matter(line, ref, danish_day(line.clock()))
        if as_json:
            session.show_json(_values(line, found))
        else:
            _print(session, line, found)


def dossiers_command(
    context: typer.Context,
    *,
    possible: Annotated[
        bool, typer.Option("--possible", help="Only what a person should look at.")
    ] = False,
    as_json: Json = False,
) -> None:
    """List matters that stand at several places, and those that perhaps do."""
    with opened(context) as (session, line):
        found = [
            each
            for each in line.store.dossiers()
            if (each.possible if possible else len(each.refs) > 1)
        ]
        if as_json:
            session.show_json([_brief(line, each) for each in found])
            return
        if not found:
            session.say(
                "Nothing waits for a person to decide."
                if possible
                else "No matter is known to stand at several places."
            )
        for each in found:
            _print_parts(session, line, each)
            if possible:
                _print_questions(session, line, each)


def _print(session: Session, line: Line, found: Matter) -> None:
    _print_parts(session, line, found.dossier)
    for join in found.dossier.joins:
        session.out.print(f"  {escape(_why(session, join))}", style="dim")
    if len(found.parts) == 1:
        session.say("  It is not known to stand anywhere else.")
    names = {each.ref: each.number or each.ref for each in found.parts}
    for each in found.milestones:
        session.out.print(f"  {escape(_milestone(session, each, names))}")
    _print_questions(session, line, found.dossier)
    for decision in line.store.join_decisions():
        if {decision.first, decision.second} & set(found.dossier.refs):
            session.say(
                "  {by} decided on {day}: {first} and {second} are one matter. {why}"
                if decision.joined
                else "  {by} decided on {day}: {first} and {second} are two matters. "
                "{why}",
                by=decision.by,
                day=_day(session, decision.at.date()),
                first=decision.first,
                second=decision.second,
                why=decision.note,
            )


def _print_parts(session: Session, line: Line, dossier: Dossier) -> None:
    for number, ref in enumerate(dossier.refs):
        proposal = line.store.proposal(ref)
        session.out.print(
            f"{'  ' if number else ''}{escape(_part(session, line, proposal))}",
            style="" if number else "bold",
        )


def _part(session: Session, line: Line, proposal: Proposal) -> str:
    _ = session.translate
    stage = proposal.stage_on(danish_day(line.clock()))
    kind = kind_label(proposal.kind, _)
    return f"{proposal.ref}  {kind}: {proposal.title} ({stage_label(stage, _)})"


def _why(session: Session, join: Join) -> str:
    _ = session.translate
    sentence = {
        JoinReason.PERSON: "{first} and {second}: a person joined them. {evidence}",
        JoinReason.IDENTIFIER: "{first} and {second}: both name {evidence}.",
        JoinReason.TITLE: "{first} and {second}: by title, “{evidence}”.",
    }[join.reason]
    return _(sentence, first=join.first, second=join.second, evidence=join.evidence)


def _print_questions(session: Session, line: Line, dossier: Dossier) -> None:
    inside = set(dossier.refs)
    for join in dossier.possible:
        here, other = (
            (join.first, join.second) if join.first in inside else
            (join.second, join.first)
        )  # fmt: skip
        session.say(
            "  Perhaps the same matter ({percent} %): {other} {title} – “{evidence}”",
            percent=round(join.confidence * _PERCENT),
            other=other,
            title=line.store.proposal(other).title,
            evidence=join.evidence,
            style="yellow",
        )
        session.out.print(
            f'    briefing dossier {here} --join {other} --by "…" --why "…"',
            style="dim",
        )


def _milestone(session: Session, each: Milestone, names: dict[str, str]) -> str:
    _ = session.translate
    title = _(each.title) if each.is_own else each.title
    said = f"{_day(session, each.date)}: {title} ({names[each.ref]})"
    return _("{step} – planned", step=said) if each.is_planned else said


def _day(session: Session, day: Any) -> str:
    return format_date(day, session.translate.language)


def _brief(line: Line, dossier: Dossier) -> dict[str, Any]:
    return {
        "ref": dossier.ref,
        "parts": [
            {
                "ref": ref,
                "kind": (proposal := line.store.proposal(ref)).kind.value,
                "title": proposal.title,
                "stage": proposal.stage.value,
            }
            for ref in dossier.refs
        ],
        "joins": [_join(each) for each in dossier.joins],
        "possible": [_join(each) for each in dossier.possible],
    }


def _join(join: Join) -> dict[str, Any]:
    return {
        "first": join.first,
        "second": join.second,
        "reason": join.reason.value,
        "evidence": join.evidence,
        "confidence": join.confidence,
        "certain": join.certain,
    }


def _values(line: Line, found: Matter) -> dict[str, Any]:
    return _brief(line, found.dossier) | {
        "timeline": [
            {
                "date": each.date.isoformat(),
                "ref": each.ref,
                "title": each.title,
                "own": each.is_own,
                "planned": each.is_planned,
            }
            for each in found.milestones
        ],
        "decisions": [
            {
                "first": each.first,
                "second": each.second,
                "joined": each.joined,
                "by": each.by,
                "why": each.note,
                "at": each.at.isoformat(),
            }
            for each in line.store.join_decisions()
            if {each.first, each.second} & set(found.dossier.refs)
        ],
    }
