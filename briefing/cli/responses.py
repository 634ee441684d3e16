"""`briefing responses`: what was answered in the consultation, and what came of it."""

from collections.abc import Iterable

import typer
from rich.markup import escape

from briefing.cli.session import Json, RefWords, Session, one_ref, opened
from briefing.domain.consultation import Consultation, Memo
from briefing.domain.document import Citation
from briefing.pipeline.collecting import standing
from briefing.pipeline.consultation import consultation_of
from briefing.pipeline.line import Line
from briefing.rendering.consultation import (
    consultation_values,
    outcome_label,
    own_sentences,
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
                [{"ref": e, **consultation_values(w, language)} for e, w in told]
            )
            return
        if not told:
            session.say(
                "Nothing of a consultation was read: there is no memo and no response."
            )
        for each, what in told:
            _print(session, line, each, what)


def _consultation(line: Line, ref: str) -> Consultation:
    return consultation_of(line, standing(line, line.store.proposal(ref)))


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
