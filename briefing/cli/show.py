"""`briefing list` and `briefing show`."""

from datetime import date
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from briefing.cli.due import print_dues
from briefing.cli.explain import explain_stored
from briefing.cli.handling import assigned_names, print_handling, score_words
from briefing.cli.provenance import show_provenance
from briefing.cli.session import (
    Json,
    ProfileId,
    RefWords,
    Session,
    chosen_profiles,
    one_ref,
    opened,
)
from briefing.cli.views import deadline_of, row, statuses
from briefing.domain.profile import Relevance
from briefing.domain.proposal import Proposal
from briefing.domain.reference import session_label
from briefing.domain.store import BriefingFile
from briefing.language.written import danish_day, format_date
from briefing.pipeline.handling import named
from briefing.pipeline.line import Line
from briefing.rendering.labels import kind_label, stage_label, status_label

TITLE_LENGTH = 70


def list_command(
    context: typer.Context,
    *,
    source: Annotated[
        str | None, typer.Option(help="Only this source.", metavar="ID")
    ] = None,
    profile: ProfileId = None,
    assigned: Annotated[
        str, typer.Option(help="Only what is this person's job.", metavar="NAME")
    ] = "",
    as_json: Json = False,
) -> None:
    """List every proposal in the store, the most relevant first."""
    with opened(context) as (session, line):
        refs = line.store.refs(source)
        if assigned:
            refs = _assigned(line, refs, assigned)
        if as_json:
            session.show_json([row(line, ref) for ref in refs])
            return
        if assigned and not refs:
            session.say("Nothing is assigned to {name}.", name=assigned)
            return
        if not refs:
            session.say("There is nothing in the store yet: start with `briefing run`.")
            return
        profiles = [each.id for each in chosen_profiles(line, profile)]
        session.out.print(_table(session, line, refs, profiles))


def _assigned(line: Line, refs: tuple[str, ...], given: str) -> tuple[str, ...]:
    """Those that are the job of the person meant, for any profile."""
    wanted = named(line, given)[0].casefold()
    return tuple(
        ref
        for ref in refs
        if wanted in (e.casefold() for e in assigned_names(line, ref).values())
    )


def _table(
    session: Session, line: Line, refs: tuple[str, ...], profiles: list[str]
) -> Table:
    _ = session.translate
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column(_("Reference"), no_wrap=True)
    table.add_column(_("Title"), overflow="fold", min_width=20)
    owners = {ref: ", ".join(set(assigned_names(line, ref).values())) for ref in refs}
    owner = [_("Assigned to")] if any(owners.values()) else []
    for heading in (_("Stage"), _("Deadline"), *owner, *profiles):
        table.add_column(heading, overflow="fold")
    today = danish_day(line.clock())
    rows: list[tuple[int, list[str]]] = []
    for ref in refs:
        proposal = line.store.proposal(ref)
        relevance = line.store.relevance(ref)
        status = statuses(line, ref)
        scores = [relevance[key].score if key in relevance else -1 for key in profiles]
        cells = [
            f"{_score(session, relevance.get(key))} {status_label(status[key], _)}"
            for key in profiles
        ]
        mark = f"[{_('EXAMPLE')}] " if proposal.example else ""
        if line.store.gone_at(ref):
            mark += f"[{_('no longer at the source')}] "
        title = mark + proposal.title
        if len(title) > TITLE_LENGTH:
            title = title[: TITLE_LENGTH - 1] + "…"
        stage = stage_label(proposal.stage_on(today), _)
        due = deadline_of(line, proposal)
        row_cells = [ref, title, stage, due, *cells]
        if owner:
            row_cells.insert(4, owners[ref])
        rows.append((max(scores, default=0), row_cells))
    for _best, row_cells in sorted(rows, key=lambda each: (-each[0], each[1])):
        table.add_row(*(escape(each) for each in row_cells))
    return table


def _score(session: Session, found: Relevance | None) -> str:
    """The score, with the computed one where a person decided otherwise."""
    return score_words(session, found.score, found.computed) if found else "0"


def show_command(
    context: typer.Context,
    words: RefWords,
    *,
    by_whom: Annotated[
        bool,
        typer.Option(
            "--provenance", help="Whose each statement is, and what was sent to whom."
        ),
    ] = False,
    profile: ProfileId = None,
    as_json: Json = False,
) -> None:
    """Show one proposal: where it stands, its documents and its briefings."""
    with opened(context) as (session, line):
        ref = one_ref(line, words)
        if by_whom:
            show_provenance(session, line, ref, profile, as_json=as_json)
        elif as_json:
            session.show_json(_details(line, ref))
        else:
            _print_details(session, line, ref)


def _details(line: Line, ref: str) -> dict[str, Any]:
    proposal = line.store.proposal(ref)
    progress = line.store.progress(ref)
    dossier = line.store.dossier(ref)
    return row(line, ref) | {
        "dossier": [each for each in dossier.refs if each != ref],
        "perhaps_the_same": len(dossier.possible),
        "url": proposal.url,
        "subtitle": proposal.subtitle,
        "summary": proposal.summary,
        "minister": proposal.minister,
        "steps": [
            {
                "title": each.title,
                "status": each.native_status,
                "date": each.date.isoformat() if each.date else None,
            }
            for each in proposal.steps
        ],
        "reasons": {
            key: [each.text for each in found.reasons]
            for key, found in line.store.relevance(ref).items()
        },
        "briefings": [
            {"path": str(line.output / each.path), "status": each.status}
            for each in _files(line, ref)
        ],
        "withdrawn": [
            {
                "profile": each.profile,
                "version": each.assessment_version,
                "by": each.by,
                "at": each.at.isoformat(),
                "why": each.why,
            }
            for each in line.store.withdrawals(ref)
        ],
        "reviews": [
            {
                "profile": each.profile,
                "version": each.assessment_version,
                "decision": each.decision.value,
                "by": each.by,
                "at": each.at.isoformat(),
                "why": each.why,
            }
            for each in line.store.reviews(ref)
        ],
        "error": progress.error or None,
        "error_detail": progress.error_detail or None,
    }


def _print_details(session: Session, line: Line, ref: str) -> None:
    proposal = line.store.proposal(ref)
    session.out.print(escape(proposal.title), style="bold")
    if proposal.example:
        session.say("EXAMPLE DATA - invented for demonstration", style="yellow")
    if gone := line.store.gone_at(ref):
        session.say(
            "No longer listed by the source since {day}. What it said last is kept.",
            day=format_date(danish_day(gone), session.translate.language),
            style="yellow",
        )
    for label, value in _facts(session, proposal, danish_day(line.clock())):
        if value:
            session.out.print(f"  {label}: {escape(value)}")
    _print_dossier(session, line, ref)
    print_dues(session, line, proposal)
    print_handling(session, line, ref)
    _print_relevance(session, line, ref)
    _print_documents(session, line, proposal)
    for each in line.store.withdrawals(ref):
        session.say(
            "Withdrawn ({profile}, version {version}) by {name}: {why}",
            profile=each.profile,
            version=each.assessment_version,
            name=each.by,
            why=each.why,
            style="bold yellow",
        )
    for briefing in _files(line, ref):
        session.say(
            "Briefing ({status}): {path}",
            status=session.translate(briefing.status),
            path=line.output / briefing.path,
        )
    progress = line.store.progress(ref)
    if progress.error:
        sentence = explain_stored(
            progress.error, progress.error_detail, session.translate
        )
        session.out.print(escape(sentence), style="red")


def _files(line: Line, ref: str) -> list[BriefingFile]:
    """The documents that lie in the folder; of what was withdrawn, the marked ones."""
    withdrawn = {each.key for each in line.store.withdrawals(ref)}
    return [
        each
        for each in line.store.briefings(ref)
        if each.status not in {"draft", "approved"}
        or (each.ref, each.profile, each.version) not in withdrawn
    ]


def _print_dossier(session: Session, line: Line, ref: str) -> None:
    dossier = line.store.dossier(ref)
    for other in dossier.refs:
        if other != ref:
            title = line.store.proposal(other).title
            session.say("The same matter: {ref} {title}", ref=other, title=title)
    if dossier.possible:
        session.say(
            "Perhaps the same matter as {count} others: see `briefing dossier {ref}`.",
            count=len(dossier.possible),
            ref=ref,
            style="yellow",
        )


def _facts(session: Session, proposal: Proposal, today: date) -> list[tuple[str, str]]:
    _ = session.translate
    stage = stage_label(proposal.stage_on(today), _)
    native = proposal.native_status
    return [
        (_("Reference"), proposal.ref),
        (_("Kind"), kind_label(proposal.kind, _)),
        (_("Session"), session_label(proposal.session)),
        (_("Stage"), f"{stage} ({native})" if native else stage),
        (_("Ministry"), proposal.ministry),
        (_("Committee"), proposal.committee),
        (_("Address"), proposal.url),
    ]


def _print_relevance(session: Session, line: Line, ref: str) -> None:
    for profile, found in line.store.relevance(ref).items():
        session.say(
            "Relevance for {profile}: {score} of 100"
            if found.computed is None
            else "Relevance for {profile}: {score} of 100 (computed {computed})",
            profile=profile,
            score=found.score,
            computed=found.computed,
        )
        for reason in found.reasons:
            session.out.print(f"  - {escape(reason.text)}")


def _print_documents(session: Session, line: Line, proposal: Proposal) -> None:
    stored = line.store.documents(proposal.ref)
    for ref in proposal.documents:
        found = stored.get(ref.key)
        url = (found.url if found else "") or (ref.urls[-1] if ref.urls else "")
        where = f" <{escape(url)}>" if url else ""
        session.out.print(f"  {escape(ref.title)}{where}")
        if found and found.error:
            sentence = explain_stored(
                found.error, found.error_detail, session.translate
            )
            session.out.print(f"    {escape(sentence)}", style="yellow")
