"""The deadlines of a proposal, from everything that the store has of it."""

from collections.abc import Iterator
from dataclasses import replace

from briefing.deadlines import ANSWER_KIND, STATING_KINDS, Said, dues
from briefing.documents.deadlines import stated_deadlines
from briefing.domain.deadline import Due
from briefing.domain.proposal import DeadlineKind, Proposal
from briefing.domain.store import StoredDocument
from briefing.pipeline.collecting import read_stored
from briefing.pipeline.line import Line


def dues_of(line: Line, proposal: Proposal) -> tuple[Due, ...]:
    """Every deadline with its origins, moves and decision, the first at the top."""
    decisions = line.store.deadline_decisions(proposal.ref)
    letters = tuple(_letters(line, proposal))
    if not (proposal.deadlines or letters or decisions):
        return ()
    record = tuple(
        Said(each.proposal.deadlines, each.seen_at, stage=each.proposal.stage.value)
        for each in line.store.proposal_versions(proposal.ref)
    )
    return dues(proposal, (*record, *letters), decisions)


def counting(proposal: Proposal, found: tuple[Due, ...]) -> Proposal:
    """The proposal with the deadlines that count instead of the record's own."""
    return replace(proposal, deadlines=tuple(each.deadline for each in found))


def _letters(line: Line, proposal: Proposal) -> Iterator[Said]:
    """What each version of each letter says, in the order they were fetched."""
    kind = ANSWER_KIND.get(proposal.kind)
    refs = {each.key: each for each in proposal.documents if each.kind in STATING_KINDS}
    if kind is None or not refs:
        return
    for version in line.store.document_versions(proposal.ref):
        ref = refs.get(version.key)
        if ref is None:
            continue
        stored = StoredDocument(
            version.key,
            version.url,
            version.version,
            version.sha256,
            version.content_type,
        )
        reading = read_stored(line, stored, ref).reading
        if reading is not None:
            since = ref.date or proposal.published_on
            stated = stated_deadlines(reading, kind, since=since, document=ref.key)
            yield Said(
                stated,
                version.fetched_at,
                version.key,
                ref.title,
                proposal.stage.value,
            )


def default_kind(proposal: Proposal) -> DeadlineKind:
    """Which deadline a decision is about when that is not said."""
    return ANSWER_KIND.get(proposal.kind, DeadlineKind.CONSULTATION)
