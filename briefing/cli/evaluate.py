"""`briefing evaluate`: how good the analyst is, and how much grounding catches."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from briefing.assessment.measuring.labelled import cases_in, shipped_cases
from briefing.assessment.measuring.mutations import LEAST_CAUGHT, MOST_FALSE_ALARMS
from briefing.cli.session import (
    Json,
    ProfileId,
    Session,
    chosen_profiles,
    opened,
)
from briefing.domain.evaluation import FIGURES, Evaluation, Share, changes
from briefing.domain.profile import Perspective, Profile
from briefing.language.written import COPENHAGEN, format_amount
from briefing.pipeline.evaluating import evaluate
from briefing.pipeline.evaluating_examples import REVIEWED, reviewed
from briefing.pipeline.line import Line

NAMES = {
    "coverage": "expected points made",
    "places": "passages of expected points cited",
    "traps": "traps kept out of",
    "grounded": "statements borne by their source",
    "withheld": "statements withheld",
    "deadline": "deadlines read in the text",
    "parties": "parties found",
    "checks": "process checks answered as expected",
    "entry": "days of entry into force",
    "scenarios": "both scenarios where they belong",
}
KINDS = {
    "number": "number changed",
    "date": "date changed",
    "provision": "§, paragraph or article changed",
    "negation": "denied, or the denial left out",
    "modality": "must for may, may for must",
    "direction": "up for down, least for most",
    "party": "the other party",
    "organisation": "another body",
    "quote fabricated": "quotation made up",
    "quote changed": "quotation changed",
    "quote spliced": "quotation spliced",
    "quote foreign": "quotation from elsewhere",
    "citation of another": "passage and quotation of another statement",
}
GROUPS = {
    "close": "close to the source",
    "free": "freely worded",
    "verbatim": "word for word",
    REVIEWED: "reviewers' corrections",
}
WHAT = {
    "analyst": "analyst", "model": "model", "prompts": "prompts", "rules": "rules",
    "program": "program", "cases": "cases", "found": "now found",
    "missed": "now missed", "avoided": "trap now kept out of",
    "sprung": "trap now stepped into",
}  # fmt: skip
AT = "%Y-%m-%d %H:%M"


def evaluate_command(
    context: typer.Context,
    *,
    cases: Annotated[
        Path | None,
        typer.Option(
            help="A folder of labelled cases of your own, instead of those that come "
            "with the program.",
            metavar="DIR",
        ),
    ] = None,
    examples: Annotated[
        Path | None,
        typer.Option(
            help="What reviewers corrected, from `briefing examples --export`.",
            metavar="FILE.jsonl",
        ),
    ] = None,
    history: Annotated[
        bool, typer.Option("--history", help="Earlier evaluations and what changed.")
    ] = False,
    profile_id: ProfileId = None,
    as_json: Json = False,
) -> None:
    """Measure the analyst on labelled cases, and grounding on mutated statements."""
    with opened(context) as (session, line):
        if history:
            _history(session, line.store.evaluations(), as_json=as_json)
            return
        profile = _profile(line, profile_id)
        found = evaluate(
            line, cases_in(cases) if cases else shipped_cases(), profile,
            shipped=cases is None, say=_telling(session),
        )  # fmt: skip
        reviews = reviewed(line, examples, profile) if examples else None
        if as_json:
            told = asdict(found) | {"at": found.at.isoformat()}
            told["reviewed"] = [asdict(each) for each in reviews or ()]
            session.show_json(told)
        else:
            _show(session, found)
            if reviews:
                _show_reviews(session, *reviews)


def _profile(line: Line, profile_id: str | None) -> Profile:
    """The one named, else one that stands for no organisation."""
    if profile_id:
        return chosen_profiles(line, profile_id)[0]
    return Profile("evaluation", "Eksempelorganisationen", Perspective.EMPLOYEES)


def _telling(session: Session) -> Any:
    """Told of each case; on the terminal only where it takes time."""
    return lambda name: session.err.print(escape(name), style="dim")


def _show(session: Session, found: Evaluation) -> None:
    _ = session.translate
    who = " ".join(filter(None, (found.analyst, found.model, found.prompts)))
    session.say(
        "{who}: {cases} cases, {unseen} of them held out from the rules, "
        "{seconds} seconds.",
        who=who, cases=len(found.cases), unseen=len(found.held_out),
        seconds=round(found.seconds),
    )  # fmt: skip
    session.out.print(_figures(session, found))
    session.out.print(
        _shares(session, _("True statements withheld"), GROUPS, found.alarms,
                found.unseen_alarms, dict.fromkeys(GROUPS, MOST_FALSE_ALARMS), "≤")
    )  # fmt: skip
    session.out.print(
        _shares(session, _("Mutations caught"), KINDS, found.caught,
                found.unseen_caught, LEAST_CAUGHT, "≥")
    )  # fmt: skip
    if found.calls:
        _show_use(session, found)
    for each in found.failed:
        session.say("Not answered: {case}", case=each, style="yellow")


def _show_use(session: Session, found: Evaluation) -> None:
    language = session.translate.language
    known = found.kroner is not None
    session.say(
        "{calls} calls: {sent} tokens sent at full price, {cached} from cache, "
        "{answered} answered; {kroner} kr.",
        calls=found.calls,
        sent=found.usage.input + found.usage.cache_write,
        cached=found.usage.cache_read,
        answered=found.usage.output,
        kroner=format_amount(found.kroner or 0.0, language) if known else "–",
    )


def _figures(session: Session, found: Evaluation) -> Table:
    _ = session.translate
    table = _table(_("The analyst"), _("All cases"), _("Held out"))
    for name in FIGURES:
        if name in found.figures:
            table.add_row(
                _(NAMES[name]), _told(session, found.figures[name]),
                _told(session, found.unseen.get(name, Share())),
            )  # fmt: skip
    return table


def _shares(
    session: Session,
    title: str,
    names: Mapping[str, str],
    seen: Mapping[str, Share],
    unseen: Mapping[str, Share],
    aims: Mapping[str, float],
    sign: str,
) -> Table:
    _ = session.translate
    table = _table(title, _("Known to the rules"), _("Held out"), _("Aim"))
    for name, shown in names.items():
        if name in seen or name in unseen:
            table.add_row(
                _(shown),
                _told(session, seen.get(name, Share())),
                _told(session, unseen.get(name, Share())),
                f"{sign} {_percent(session, aims[name])}",
            )
    return table


def _show_reviews(session: Session, before: Share, after: Share) -> None:
    session.say(
        "Of what reviewers took out, {before} would be withheld now; of what they put "
        "in its place, {after}.",
        before=_told(session, before),
        after=_told(session, after),
    )


def _history(session: Session, found: Iterable[Evaluation], *, as_json: bool) -> None:
    kept = tuple(found)
    if as_json:
        session.show_json([asdict(each) | {"at": each.at.isoformat()} for each in kept])
        return
    if not kept:
        session.say("No evaluation has been made; `briefing evaluate` makes one.")
        return
    _ = session.translate
    table = _table(
        _("At"), _("Who"), *(_(NAMES[each]) for each in _TRENDS),
        _("True statements withheld"), _("Mutations caught"),
    )  # fmt: skip
    for each in kept:
        at = each.at.astimezone(COPENHAGEN).strftime(AT)
        who = " ".join(filter(None, (each.analyst, each.model)))
        table.add_row(
            at, escape(who),
            *(_told(session, each.figures.get(name, Share())) for name in _TRENDS),
            _told(session, _all(each.alarms, each.unseen_alarms)),
            _told(session, _all(each.caught, each.unseen_caught)),
        )  # fmt: skip
    session.out.print(table)
    if len(kept) > 1:
        _show_changes(session, changes(kept[-2], kept[-1]))


_TRENDS = ("coverage", "traps", "checks", "withheld")


def _show_changes(session: Session, told: Iterable[tuple[str, str]]) -> None:
    _ = session.translate
    session.say("Since the evaluation before:")
    for what, which in told:
        session.out.print(f"  {_(WHAT[what])}: {escape(which)}")


def _all(*shares: Mapping[str, Share]) -> Share:
    return sum((each for some in shares for each in some.values()), Share())


def _table(*columns: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column(columns[0], overflow="fold")
    for name in columns[1:]:
        table.add_column(name, justify="right", overflow="fold")
    return table


def _told(session: Session, share: Share) -> str:
    """A share in per cent with what it is of; a dash of nothing."""
    if share.value is None:
        return "–"
    return f"{_percent(session, share.value)} ({share.hits}/{share.of})"


def _percent(session: Session, value: float) -> str:
    sign = "," if session.translate.language == "da" else "."
    return f"{value * 100:.1f}".replace(".", sign) + " %"
