"""`briefing search`: full text over everything stored, and searches kept as topics."""

from datetime import date, datetime
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from briefing.cli.saved import forget_search, list_saved, save_search
from briefing.cli.session import Json, ProfileId, Session, one_profile, opened
from briefing.domain.assessment import Dimension, Level, Party
from briefing.domain.proposal import ProposalKind, Stage
from briefing.domain.search import BriefingStatus, Filters, Place, What
from briefing.errors import UsageError
from briefing.language.marking import Marked, Marker
from briefing.language.written import danish_day
from briefing.pipeline.line import Line
from briefing.pipeline.searching import Answer, rebuild, search, to_save
from briefing.rendering.labels import kind_label, source_label, stage_label
from briefing.rendering.places import piece_label, place_label

DAYS = ["%Y-%m-%d"]
LIMIT = 10
_MARK = "bold yellow"

Typed = Annotated[
    list[str] | None,
    typer.Argument(metavar="WORDS", help='words, "a phrase", -without, begin*, ELLER'),
]
Since = Annotated[
    datetime | None, typer.Option("--from", help="Of this day or later.", formats=DAYS)
]
Until = Annotated[
    datetime | None, typer.Option("--to", help="Of this day or earlier.", formats=DAYS)
]


SourceId = Annotated[str, typer.Option(help="Only this source.", metavar="ID")]
OfKind = Annotated[
    ProposalKind | None, typer.Option(help="Only proposals of this kind.")
]
Within = Annotated[
    What | None, typer.Option("--in", help="Only in texts of this sort.")
]
InStage = Annotated[Stage | None, typer.Option(help="Only in this stage.")]
Committee = Annotated[
    str, typer.Option(help="Only with this committee, or a part of its name.")
]
OfParty = Annotated[
    Party | None, typer.Option(help="With a point that concerns this party.")
]
InDimension = Annotated[
    Dimension | None, typer.Option(help="With a point in this dimension.")
]
OfLevel = Annotated[Level | None, typer.Option(help="With a point of this level.")]
InStatus = Annotated[
    BriefingStatus | None, typer.Option(help="Only briefings that stand so.")
]
AllVersions = Annotated[
    bool, typer.Option("--all-versions", help="Earlier versions too.")
]
Exact = Annotated[
    bool, typer.Option("--exact", help="Without the words of your topics.")
]
Limit = Annotated[int, typer.Option(help="How many proposals to show.", min=1, max=500)]
Save = Annotated[
    str, typer.Option(help="Keep it as a topic of the profile.", metavar="NAME")
]
Weight = Annotated[int, typer.Option(help="How much it counts.", min=1, max=3)]
Preview = Annotated[
    bool, typer.Option("--preview", help="What it would have caught as a topic.")
]
Saved = Annotated[bool, typer.Option("--saved", help="List what is kept.")]
Forget = Annotated[str, typer.Option(help="Take a kept search away.", metavar="NAME")]
Rebuild = Annotated[bool, typer.Option("--rebuild", help="Make the index anew.")]


def search_command(
    context: typer.Context,
    words: Typed = None,
    *,
    source: SourceId = "",
    kind: OfKind = None,
    within: Within = None,
    stage: InStage = None,
    committee: Committee = "",
    profile: ProfileId = None,
    party: OfParty = None,
    dimension: InDimension = None,
    level: OfLevel = None,
    status: InStatus = None,
    since: Since = None,
    until: Until = None,
    all_versions: AllVersions = False,
    exact: Exact = False,
    limit: Limit = LIMIT,
    save: Save = "",
    weight: Weight = 2,
    look: Preview = False,
    saved: Saved = False,
    forget: Forget = "",
    again: Rebuild = False,
    as_json: Json = False,
) -> None:
    """Find words, inflected and in compounds, in proposals, documents, briefings."""
    with opened(context) as (session, line):
        if saved or forget:
            _tend_saved(session, line, profile, forget, as_json=as_json)
            return
        named = one_profile(line, profile) if profile else None
        filters = Filters(
            danish_day(line.clock()), _known_source(line, source), kind, within,
            stage, committee, named.id if named else "", party, dimension, level,
            status, _day(since), _day(until), all_versions,
        )  # fmt: skip
        if again or not line.store.index_is_whole():
            _rebuild(session, line)
        if again and not words:
            return
        typed = _typed(words)
        if save or look:
            own = named or one_profile(line, profile)
            made = to_save(line, save or typed, typed, filters, own, weight)
            save_search(session, line, made, filters, look=look, as_json=as_json)
        else:
            answer = search(line, typed, filters, limit, widen=not exact)
            (_print_json if as_json else _print)(session, line, answer, filters)


def _tend_saved(
    session: Session, line: Line, profile: str | None, forget: str, *, as_json: bool
) -> None:
    if forget:
        forget_search(session, line, one_profile(line, profile), forget)
    else:
        list_saved(session, line, as_json=as_json)


def _typed(words: list[str] | None) -> str:
    """What was typed as one query; an argument with blanks is a phrase among others."""
    given = words or []
    if unknown := [each for each in given if each.startswith("--")]:
        raise UsageError(
            "There is no option {given}. See `briefing search --help`.",
            given=unknown[0],
        )
    if not given:
        raise UsageError("Write what to look for: `briefing search arbejdsmiljø`.")
    if len(given) == 1:
        return given[0]
    return " ".join(
        f'"{each}"' if " " in each and '"' not in each else each for each in given
    )


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _known_source(line: Line, source: str) -> str:
    if source and source not in line.settings.sources:
        raise UsageError(
            "No source is called “{given}”. There are {known}.",
            given=source,
            known=", ".join(line.settings.sources),
        )
    return source


def _rebuild(session: Session, line: Line) -> None:
    _ = session.translate
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=session.err, transient=True) as progress:
        bar = progress.add_task(_("Making everything findable"), total=None)
        count = rebuild(
            line,
            lambda done, total: progress.update(bar, completed=done, total=total),
        )
    session.err.print(
        escape(_("The index holds {count} proposals and all their texts.", count=count))
    )


def _print(session: Session, line: Line, answer: Answer, filters: Filters) -> None:
    for each in answer.widened:
        session.say(
            "{word} was also looked for as {words}, by your topics ({topics}). Without "
            "them: --exact.",
            word=each.word,
            words=", ".join(each.words),
            topics=", ".join(each.topics),
            style="dim",
        )
    found = answer.found
    if not found.groups:
        _print_nothing(session, line, answer, filters)
        return
    session.say(
        "More than {places} places; the best proposals:"
        if found.capped
        else "{places} places in {proposals} proposals:",
        places=found.places,
        proposals=found.proposals,
    )
    marker = Marker(answer.query.wanted, found.forms)
    for group in found.groups:
        _print_group(session, line, group, marker)
    if not found.capped and found.proposals > len(found.groups):
        session.say(
            "{count} more proposals: --limit {limit}, or a filter (--kind, --in, "
            "--from).",
            count=found.proposals - len(found.groups),
            limit=found.proposals,
            style="dim",
        )


def _print_nothing(
    session: Session, line: Line, answer: Answer, filters: Filters
) -> None:
    """Say so, which word is nowhere at all, and what to try."""
    session.say("Nothing was found for {query}.", query=answer.query.text)
    bare = Filters(today=filters.today)
    terms = answer.query.wanted
    alone = [line.store.search((each,), (), bare, 1).places for each in terms]
    for term, places in zip(terms, alone, strict=True):
        if not places:
            session.say(
                "  “{word}” stands in no text of the store. Try another form, the "
                "beginning of it ({word}*) or a shorter word.",
                word=term.text,
            )
    whole = line.store.search(terms, answer.query.unwanted, bare, 1)
    if whole.places:
        session.say(
            "  Without the filters there are {count} places.", count=whole.places
        )
    elif all(alone) and len(terms) > 1:
        session.say(
            "  Each of the words is there, but not in one text: leave one out, or "
            "write ELLER between them."
        )
    session.say(
        "  The store holds {count} proposals; `briefing run` reads more.",
        count=len(line.store.refs()),
        style="dim",
    )


def _print_group(
    session: Session, line: Line, group: tuple[Place, ...], marker: Marker
) -> None:
    _ = session.translate
    proposal = line.store.proposal(group[0].ref)
    mark = f"[{_('EXAMPLE')}] " if proposal.example else ""
    title = _marked(session, marker.shown(proposal.title), base="bold")
    session.out.print()
    session.out.print(Text(f"{proposal.ref}  {mark}", style="bold") + title)
    stage = stage_label(proposal.stage_on(danish_day(line.clock())), _)
    facts = (kind_label(proposal.kind, _), stage, source_label(proposal.source))
    session.out.print(escape("  " + " · ".join(facts)), style="dim")
    for place in group:
        label = place_label(place, _)
        for piece in place.pieces:
            where = ", ".join(filter(None, (label, piece_label(piece, place, _))))
            session.out.print(escape(f"  {where}"), style="cyan")
            shown = marker.shown(piece.text)
            session.out.print(Text("    ") + _marked(session, shown))


def _marked(session: Session, shown: Marked, base: str = "") -> Text:
    """The text with its hits in colour; between stars where there is no colour."""
    text = Text(style=base)
    position = 0
    plain = not session.out.is_terminal
    for start, end in shown.marks:
        text.append(shown.text[position:start])
        hit = shown.text[start:end]
        text.append(f"*{hit}*" if plain else hit, style=_MARK)
        position = end
    text.append(shown.text[position:])
    return text


def _print_json(
    session: Session, line: Line, answer: Answer, _filters: Filters
) -> None:
    found = answer.found
    marker = Marker(answer.query.wanted, found.forms)
    values = {
        "query": answer.query.text,
        "places": found.places,
        "proposals": found.proposals,
        "more": found.capped,
        "widened": [
            {"word": e.word, "topics": list(e.topics), "words": list(e.words)}
            for e in answer.widened
        ],
        "results": [
            _group_values(session, line, group, marker) for group in found.groups
        ],
    }
    session.show_json(values)


def _group_values(
    session: Session, line: Line, group: tuple[Place, ...], marker: Marker
) -> dict[str, Any]:
    proposal = line.store.proposal(group[0].ref)
    return {
        "ref": proposal.ref,
        "title": proposal.title,
        "kind": proposal.kind.value,
        "stage": proposal.stage_on(danish_day(line.clock())).value,
        "source": proposal.source,
        "example": proposal.example,
        "places": [_place_values(session, each, marker) for each in group],
    }


def _place_values(session: Session, place: Place, marker: Marker) -> dict[str, Any]:
    snippets = []
    for piece in place.pieces:
        shown = marker.shown(piece.text)
        locator = piece.locator
        snippets.append(
            {
                "text": shown.text,
                "marks": [list(each) for each in shown.marks],
                "where": piece_label(piece, place, session.translate),
                "page": locator.page,
                "provision": locator.provision or None,
                "heading": locator.heading or None,
                "paragraph": locator.paragraph,
                "field": locator.field or None,
            }
        )
    return {
        "what": place.what.value,
        "document": place.key or None,
        "document_kind": place.document_kind or None,
        "title": place.title,
        "profile": place.profile or None,
        "version": place.version,
        "status": place.status or None,
        "day": place.day.isoformat() if place.day else None,
        "superseded": place.superseded,
        "snippets": snippets,
    }
