"""`briefing law`: the law today and as proposed, paragraph by paragraph."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from briefing.cli.session import Json, RefWords, Session, one_ref, opened
from briefing.domain.document import Document
from briefing.domain.law import AmendedAct, AmendedParagraph
from briefing.domain.proposal import DocumentKind
from briefing.errors import UsageError
from briefing.pipeline.collecting import standing
from briefing.pipeline.law import law_of
from briefing.rendering.law import law_values, taken_from, warnings, why
from briefing.rendering.law_document import law_document

_INDENT = "      "


def law_command(
    context: typer.Context,
    words: RefWords,
    *,
    word: Annotated[
        Path | None,
        typer.Option(help="Write it side by side as a Word file.", metavar="FILE"),
    ] = None,
    as_json: Json = False,
) -> None:
    """Show the law today beside the proposed text, for each paragraph changed.

    Nothing is fetched: it is what the last run or `briefing brief` has kept.
    """
    with opened(context) as (session, line):
        ref = one_ref(line, words)
        proposal = line.store.proposal(ref)
        documents = standing(line, proposal)
        acts = law_of(line, documents)
        if word is not None:
            _write(
                session,
                word,
                law_document(proposal, acts, documents, session.translate),
            )
        if as_json:
            values = law_values(acts, documents, session.translate)
            session.show_json({"ref": ref, "title": proposal.title, "law": values})
            return
        session.out.print(escape(f"{ref}  {proposal.title}"), style="bold")
        if proposal.example:
            session.say("EXAMPLE DATA - invented for demonstration", style="yellow")
        if not acts:
            session.say(
                "The texts of this proposal change no act, or have not been fetched. "
                "Run: briefing brief {ref}",
                ref=ref,
            )
        if any(_is_unasked(each) for each in documents):
            session.say(
                "Acts that the bill changes have not been fetched. "
                "Run: briefing brief {ref}",
                ref=ref,
                style="yellow",
            )
        for act in acts:
            _print_act(session, act, documents)


def _write(session: Session, path: Path, body: bytes) -> None:
    """The file, new or in place of an older one; UsageError when it cannot be."""
    try:
        path.write_bytes(body)
    except OSError as error:
        raise UsageError(
            "{path} cannot be written: {reason}.", path=path, reason=error.strerror
        ) from error
    session.err.print(escape(session.translate("Written: {path}", path=path)))


def _is_unasked(document: Document) -> bool:
    """Whether an act in force was never asked for."""
    is_act = document.kind is DocumentKind.ACT_IN_FORCE
    return is_act and not document.sha256 and not document.error


def _print_act(
    session: Session, act: AmendedAct, documents: tuple[Document, ...]
) -> None:
    name = f"{act.named.name} ({act.named.identifier})".replace(" ()", "")
    session.out.print(f"\n{escape(f'{act.named.article}: {name}')}", style="bold")
    origin = taken_from(act, documents, session.translate)
    session.out.print(f"  {escape(origin)}")
    for sentence in warnings(act, session.translate):
        session.out.print(f"  {escape(sentence)}", style="yellow")
    for paragraph in act.paragraphs:
        places = "; ".join(each.place for each in paragraph.told)
        session.out.print(
            f"\n  {escape(f'{paragraph.place}  ({places})')}", style="bold"
        )
        for text in _lines(session, paragraph):
            session.out.print(escape(text))


def _lines(session: Session, paragraph: AmendedParagraph) -> Iterator[str]:
    """Today and proposed; or today, the instructions as they stand, and why."""
    _ = session.translate
    yield f"    {_('Today:')}"
    missing = _("not there") if paragraph.is_applied else _("not shown")
    yield from _indented(paragraph.today or (missing,))
    if paragraph.is_applied:
        yield f"    {_('Proposed:')}"
        yield from _indented(paragraph.proposed or (_("repealed"),))
        return
    for told in paragraph.told:
        yield f"    {_('The bill ({place}):', place=told.place)}"
        yield from _indented(told.text.split("\n"))
    for each in paragraph.hindered:
        yield f"    {each.place}: {why(each, _)}"


def _indented(lines: tuple[str, ...] | list[str]) -> Iterator[str]:
    return (f"{_INDENT}{each}" for each in lines)
