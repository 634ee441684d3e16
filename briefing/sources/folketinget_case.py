"""A case (`Sag`) of the Folketing, with everything that hangs on it, as a Proposal.

Names in Danish are the service's own. Committee rows are made anew for each
session, so names are what counts, never ids. Proposers are left out: nothing is
done with their names. Votes are taken by their conclusion; how single members voted
is never read, since those rows come late and do not add up to it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from briefing.domain.proposal import Deadline, Proposal, ProposalKind, Stage, Step, Vote
from briefing.domain.source import SourceConfig
from briefing.errors import ParseError
from briefing.sources import odata
from briefing.sources.folketinget_documents import documents_of
from briefing.sources.folketinget_names import SOURCE, Name, label, lookup, name_of
from briefing.sources.folketinget_rules import (
    CANCELLED,
    DEADLINES,
    DEBATE_STAGES,
    DEBATES,
    INTRODUCTION,
    PLANNED,
    STAGES,
)
from briefing.sources.folketinget_senders import left_out
from briefing.sources.rules import first_meaning
from briefing.sources.shape import (
    Record,
    clean,
    clean_paragraphs,
    required,
    required_list,
)

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
VOTES = "Afstemning"
_LAW_ADDRESS = re.compile(r"/eli/lta/(\d{4})/(\d{1,5})\b")


def proposal_of(
    config: SourceConfig,
    case: Record,
    step_documents: Iterable[Record],
    vote_types: Mapping[int, str],
) -> Proposal:
    """The proposal that a case is; ParseError naming what its record lacks.

    `step_documents` are the documents that hang on a step of the case alone,
    `vote_types` what kinds of votes there are, by id.
    """
    name, where = name_of(case), label(case)
    kind = name.type.kind
    status = lookup(case, "Sagsstatus", "status", where)
    steps = tuple(_steps(case, where))
    title, subtitle, summary = _words(case, kind, where)
    actors = _actors(case, where)
    documents = documents_of(config, name, case, step_documents)
    return Proposal(
        ref=name.ref,
        source=SOURCE,
        kind=kind,
        native_kind=lookup(case, "Sagstype", "type", where),
        title=title,
        subtitle=subtitle,
        summary=summary,
        stage=_stage(kind, status, steps),
        native_status=status,
        url=_page(config, name),
        number=name.written,
        session=name.session,
        ministry=actors.get("ministerområde", ""),
        minister=actors.get("minister", ""),
        committee=_committee(kind, actors),
        introduced_on=_introduced_on(steps),
        deadlines=tuple(_deadlines(case, where)),
        steps=steps,
        votes=tuple(_votes(case, vote_types, where)),
        documents=documents,
        other_identifiers=tuple(dict.fromkeys(_identifiers(case, name, where))),
        notes=(*_law_without_year(case, where), *left_out(documents)),
        updated_at=_in_utc(odata.stamp(case, SOURCE, where), where),
    )


def _words(case: Record, kind: ProposalKind, where: str) -> tuple[str, str, str]:
    """Title, subtitle and summary.

    The title of an interpellation is the whole question put to the minister: what
    it is called in short stands at the top instead, and the question below.
    """
    title = clean(required(case, "titel", SOURCE, where))
    if not title:
        raise ParseError(SOURCE, f"{where}: without a title")
    short = clean(case.get("titelkort"))
    summary = clean_paragraphs(case.get("resume"))
    if short in {"", title}:
        return title, "", summary
    if kind is ProposalKind.INTERPELLATION:
        return short, "", "\n".join(filter(None, (title, summary)))
    return title, short, summary


def _in_utc(stamp: str, where: str) -> datetime | None:
    found = odata.moment(stamp, SOURCE, where)
    return found.replace(tzinfo=COPENHAGEN).astimezone(UTC) if found else None


def _page(config: SourceConfig, name: Name) -> str:
    site = config.addresses.get("site", config.base_url)
    return f"{site}/samling/{name.session}/{name.type.folder}/{name.joined}/index.htm"


def _actors(case: Record, where: str) -> dict[str, str]:
    """The name of the latest actor in each role, by the role in lower case."""
    rows = required_list(case, "SagAktør", SOURCE, where)
    rows = sorted(
        rows,
        key=lambda row: (
            odata.stamp(row, SOURCE, where),
            odata.row_id(row, SOURCE, where),
        ),
    )
    return {
        lookup(row, "SagAktørRolle", "rolle", where).casefold(): lookup(
            row, "Aktør", "navn", where
        )
        for row in rows
    }


def _committee(kind: ProposalKind, actors: Mapping[str, str]) -> str:
    """Where a case was referred to; a debate is referred nowhere, but concerns one."""
    roles = ["henvist til", "tidligere henvist til"]
    if kind in DEBATES:
        roles.append("relevant for")
    return next((actors[role] for role in roles if actors.get(role)), "")


def _sorted_steps(case: Record, where: str) -> list[Record]:
    rows = required_list(case, "Sagstrin", SOURCE, where)
    return sorted(
        rows,
        key=lambda row: (
            str(row.get("dato") or "9"),
            odata.row_id(row, SOURCE, where),
        ),
    )


def _step(row: Record, where: str) -> Step:
    native_type = lookup(row, "Sagstrinstype", "type", where).rstrip(".")
    return Step(
        title=clean(required(row, "titel", SOURCE, where)) or native_type,
        native_type=native_type,
        native_status=lookup(row, "Sagstrinsstatus", "status", where),
        date=odata.day(required(row, "dato", SOURCE, where), SOURCE, where),
    )


def _steps(case: Record, where: str) -> Iterator[Step]:
    return (_step(row, where) for row in _sorted_steps(case, where))


def _stage(kind: ProposalKind, status: str, steps: tuple[Step, ...]) -> Stage:
    """By the status of the case, else by the last step that has been taken."""
    table = DEBATE_STAGES if kind in DEBATES else STAGES
    found = first_meaning(table, (status,))
    if found:
        return found
    for step in reversed(steps):
        if first_meaning(PLANNED, (step.native_status,)):
            continue
        texts = (step.native_status.removeprefix("Behandlet/"), step.native_type)
        if found := first_meaning(table, texts):
            return found
    return Stage.UNKNOWN


def _introduced_on(steps: tuple[Step, ...]) -> date | None:
    for wanted in INTRODUCTION:
        days = [s.date for s in steps if s.date and wanted in s.native_type.casefold()]
        if days:
            return min(days)
    return None


def _deadlines(case: Record, where: str) -> Iterator[Deadline]:
    for row in _sorted_steps(case, where):
        step = _step(row, where)
        kind = first_meaning(DEADLINES, (step.title,)) or first_meaning(
            DEADLINES, (step.native_type,)
        )
        if kind and step.date and not first_meaning(CANCELLED, (step.native_status,)):
            at = odata.time_of_day(row["dato"], SOURCE, where)
            yield Deadline(kind, step.date, step.title, at)


def _votes(case: Record, vote_types: Mapping[int, str], where: str) -> Iterator[Vote]:
    """The votes taken at each step, in the order they were taken.

    The service may not give them at all, in which case a step has no such list.
    """
    for row in _sorted_steps(case, where):
        if VOTES not in row:
            continue
        votes = required_list(row, VOTES, SOURCE, where)
        for vote in sorted(votes, key=lambda each: odata.row_id(each, SOURCE, where)):
            yield _vote(vote, _step(row, where).date, vote_types, where)


def _vote(
    row: Record, day: date | None, vote_types: Mapping[int, str], where: str
) -> Vote:
    """One vote; its wording has changed over the years and is kept as it stands."""
    adopted = required(row, "vedtaget", SOURCE, where)
    if not isinstance(adopted, bool):
        raise ParseError(SOURCE, f"{where}: vedtaget is {adopted!r}, not true or false")
    return Vote(
        date=day,
        native_type=vote_types.get(required(row, "typeid", SOURCE, where), ""),
        is_adopted=adopted,
        conclusion=clean_paragraphs(required(row, "konklusion", SOURCE, where)),
    )


def _identifiers(case: Record, name: Name, where: str) -> Iterator[str]:
    """What the same matter is called elsewhere: its own name, its law, its origin.

    `retsinformationsurl` is mostly empty, also on adopted bills; the law's number
    belongs to the year in which it was given.
    """
    yield name.identifier
    if name.suffix and case.get("deltundersagid") is not None:
        yield name.undivided.identifier
    for year, number in _laws(case, where):
        yield f"LOV {number}/{year}"
        yield f"ELI eli/lta/{year}/{number}"


def _laws(case: Record, where: str) -> Iterator[tuple[int, str]]:
    given = _LAW_ADDRESS.search(clean(case.get("retsinformationsurl")))
    if given:
        yield int(given[1]), given[2]
        return
    number = clean(case.get("lovnummer"))
    day = odata.day(case.get("lovnummerdato"), SOURCE, where)
    if number.isdecimal() and day:
        yield day.year, number


def _law_without_year(case: Record, where: str) -> tuple[str, ...]:
    number = clean(case.get("lovnummer"))
    if number and not any(_laws(case, where)):
        return (f"Lovens nummer er {number}; året fremgår ikke af sagen.",)
    return ()
