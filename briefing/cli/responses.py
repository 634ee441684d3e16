"""`briefing responses`: what was answered in the consultation, and what came of it."""

from collections.abc import Iterable
from dataclasses import asdict

import typer
from rich.markup import escape

from briefing.cli.session import Json, RefWords, Session, one_ref, opened
from briefing.domain.consultation import Consultation, Memo
from briefing.domain.document import Citation
from briefing.domain.handling import OwnResponse, latest_response
from briefing.domain.profile import Profile
from briefing.pipeline.collecting import standing
from briefing.pipeline.consultation import (
    Published,
    consultation_of,
    own_published,
)
from briefing.pipeline.line import Line
from briefing.rendering.consultation import (
    consultation_values,
    outcome_label,
    own_sentences,
)
from briefing.rendering.handling import (
    compared_sentence,
    response_sentence,
    response_values,
)


def responses_command(
    context: typer.Context, words: RefWords, *, as_json: Json = False
) -> None:
    """Show who was asked, who answered what, and what the ministry says to it.

    Everything is quoted from the memos and responses of the matter, at every place
    where it stands; nothing is fetched.
    """
    with opened(context) as (session, line):
        ref = one_ref(line, words)
        found = [
            (each, _consultation(line, each)) for each in line.store.dossier(ref).refs
        ]
        told = [(each, what) for each, what in found if what.memos or what.responses]
        if as_json:
            language = session.translate.language
            session.show_json(
                [
                    {"ref": e, **consultation_values(w, language)}
                    | {"own": _own_values(line, e, w)}
                    for e, w in found
                    if w.memos or w.responses or line.store.own_responses(e)
                ]
            )
            return
        for each in line.store.dossier(ref).refs:
            _print_own(session, line, each)
        if not told:
            session.say(
                "Nothing of a consultation was read: there is no memo and no response."
            )
        for each, what in told:
            _print(session, line, each, what)


def _consultation(line: Line, ref: str) -> Consultation:
    return consultation_of(line, standing(line, line.store.proposal(ref)))


def _own_values(line: Line, ref: str, found: Consultation) -> dict[str, object]:
    """For each profile: what is recorded here, and what the memo tells of it."""
    recorded = line.store.own_responses(ref)
    values: dict[str, object] = {}
    for profile in line.settings.profiles.values():
        part = found.own((profile.organisation, *profile.names))
        mine = latest_response(recorded, profile.id)
        seen = _published(line, ref, profile, mine)
        values[profile.id] = {
            "recorded": response_values(mine),
            "asked": part.was_asked,
            "answered": part.has_answered,
            "published": asdict(seen) if seen else None,
        }
    return values


def _published(
    line: Line, ref: str, profile: Profile, mine: OwnResponse | None
) -> Published | None:
    documents = standing(line, line.store.proposal(ref))
    return own_published(line, documents, (profile.organisation, *profile.names), mine)


def _print_own(session: Session, line: Line, ref: str) -> None:
    """What is recorded here of the own answers to a consultation."""
    for each in line.store.own_responses(ref):
        sentence = response_sentence(each, session.translate)
        session.out.print(escape(f"{ref}: {each.profile}: {sentence}"))
    for profile in line.settings.profiles.values():
        mine = latest_response(line.store.own_responses(ref), profile.id)
        if seen := _published(line, ref, profile, mine):
            session.say(
                "The published answer is “{title}”: {found} of the {sent} sentences "
                "that were sent stand in it word for word.",
                title=seen.title,
                found=seen.found,
                sent=seen.sent,
                style="" if seen.found == seen.sent else "yellow",
            )


def _print(session: Session, line: Line, ref: str, found: Consultation) -> None:
    title = line.store.proposal(ref).title
    session.out.print(escape(f"{ref}  {title}"), style="bold")
    for memo in found.memos:
        _print_memo(session, memo)
    if found.memos:
        for profile in line.settings.profiles.values():
            part = found.own((profile.organisation, *profile.names))
            for each in own_sentences(part, profile.organisation, session.translate):
                session.out.print(f"  {escape(each)}")
            mine = latest_response(line.store.own_responses(ref), profile.id)
            name = profile.organisation
            if said := compared_sentence(part, mine, name, session.translate):
                session.out.print(f"  {escape(said)}", style="bold")
    for response in found.responses:
        session.out.print(f"  {escape(response.organisation)}", style="bold")
        session.out.print(f"    {escape(_said(response.stand))}")


def _print_memo(session: Session, memo: Memo) -> None:
    session.out.print(f"  {escape(memo.title)}")
    if memo.period:
        session.out.print(f"    {escape(_said([memo.period]))}")
    if memo.asked:
        session.say("    Consulted: {count}", count=len(memo.asked))
    for position in memo.positions:
        names = ", ".join(position.organisations)
        session.out.print(f"  {escape(f'{position.theme}: {names}')}", style="bold")
        session.out.print(f"    {escape(_said(position.view))}")
        label = outcome_label(position.outcome, session.translate)
        comment = _said(position.comment)
        session.out.print(f"    {escape(f'{label}. {comment}')}")
    for each in memo.changes:
        session.say("  Changed since the draft: {quote}", quote=_said([each]))
    if memo.is_cut:
        session.say(
            "Responses follow the memo in the same file; they were not read for views.",
            style="yellow",
        )


def _said(citations: Iterable[Citation]) -> str:
    words = " ".join(" ".join(each.quote.split()) for each in citations)
    return f"»{words}«" if words else ""
