"""`briefing changes`: what happened to proposals, newest first."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer
from rich.markup import escape

from briefing.cli.moments import moment
from briefing.cli.session import (
    Json,
    ProfileId,
    Session,
    chosen_profiles,
    one_ref,
    opened,
)
from briefing.cli.views import change_values, deadline_values
from briefing.domain.change import TextChange, TextChangeKind
from briefing.domain.event import Event
from briefing.language.written import danish_day, format_date
from briefing.pipeline.history import history, relevant_changed
from briefing.pipeline.line import Line
from briefing.rendering.events import (
    event_sentence,
    marked_words,
    text_change_sentence,
    touched_sentence,
)

_WEEK = "7d"
_SHOWN = 20
_LONGEST = 400


def changes_command(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="REF", help="One proposal; else every relevant one."),
    ] = None,
    *,
    since: Annotated[
        str, typer.Option(help="From this day on, or so far back.", metavar="DATE|7d")
    ] = "",
    profile: ProfileId = None,
    as_json: Json = False,
) -> None:
    """Tell what changed: stages, deadlines, documents and their texts.

    Without REF: the proposals above a profile's threshold, in the last seven days.
    """
    with opened(context) as (session, line):
        given = since or ("" if words else _WEEK)
        start = moment(given, line.clock()) if given else None
        if words:
            refs: tuple[str, ...] = (one_ref(line, words),)
        else:
            profiles = [each.id for each in chosen_profiles(line, profile)]
            refs = relevant_changed(line, start, profiles)
        found = [(ref, history(line, ref, start)) for ref in refs]
        found = [(ref, events) for ref, events in found if events]
        found.sort(key=lambda each: each[1][0].seen_at, reverse=True)
        if as_json:
            session.show_json([_values(line, ref, events) for ref, events in found])
        elif found:
            for ref, events in found:
                _print(session, line, ref, events)
        else:
            session.say("Nothing has changed.")


def _print(session: Session, line: Line, ref: str, events: tuple[Event, ...]) -> None:
    proposal = line.store.proposal(ref)
    session.out.print(escape(f"{ref}  {proposal.title}"), style="bold")
    for event in events:
        day = format_date(danish_day(event.seen_at), session.translate.language)
        sentence = event_sentence(event, session.translate)
        session.out.print(f"  {escape(f'{day}: {sentence}')}")
        for text in _details(session, event):
            session.out.print(f"    {escape(text)}")


def _details(session: Session, event: Event) -> Iterator[str]:
    """The changes of a text, and the points that rest on it."""
    _ = session.translate
    if event.change is None:
        return
    changes = event.change.changes
    for each in changes[:_SHOWN]:
        yield f"{text_change_sentence(each, _)}: {_words(each)}"
    if len(changes) > _SHOWN:
        yield _("… and {count} more: --json gives all.", count=len(changes) - _SHOWN)
    for point in event.change.touched:
        yield touched_sentence(point, _)


def _words(change: TextChange) -> str:
    if change.kind is TextChangeKind.ALTERED:
        return " ".join(marked_words(change).split())
    text = " ".join((change.new or change.old).split())
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _values(line: Line, ref: str, events: tuple[Event, ...]) -> dict[str, Any]:
    return {
        "ref": ref,
        "title": line.store.proposal(ref).title,
        "events": [
            {
                "kind": each.kind.value,
                "seen_at": each.seen_at.isoformat(),
                "day": each.day.isoformat() if each.day else None,
                "before": each.before,
                "after": each.after,
                "document": each.document or None,
                **_deadlines(each),
                "text": change_values(each.change) if each.change else None,
            }
            for each in events
        ],
    }


def _deadlines(event: Event) -> dict[str, Any]:
    return {
        name: deadline_values(deadline) if deadline else None
        for name, deadline in (
            ("old_deadline", event.old_deadline),
            ("new_deadline", event.new_deadline),
        )
    }
