"""The deadlines of a proposal as people need them: pure, from what is stored.

Every place that gives a deadline is kept. Where the source's record and a letter
differ, the earliest counts until a named person decides; a decision stands until a
place says something else than when it was made, and then the earliest of all counts
again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from briefing.domain.deadline import (
    ANSWERED_KINDS,
    Claim,
    DeadlineDecision,
    Due,
    Move,
    Period,
    basis_of,
    earliest,
    ends_at,
    shifts,
)
from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    DocumentKind,
    Proposal,
    ProposalKind,
)
from briefing.errors import ReviewError

STATING_KINDS = frozenset({DocumentKind.CONSULTATION_LETTER, DocumentKind.NOTICE_TEXT})
"""Documents whose business it is to ask for answers; other texts tell of old
deadlines and of those of other people."""
ANSWER_KIND: Mapping[ProposalKind, DeadlineKind] = {
    ProposalKind.DRAFT_BILL: DeadlineKind.CONSULTATION,
    ProposalKind.DRAFT_ORDER: DeadlineKind.CONSULTATION,
    ProposalKind.OTHER_CONSULTATION: DeadlineKind.CONSULTATION,
    ProposalKind.NOTICE: DeadlineKind.CONSULTATION,
    ProposalKind.EU_INITIATIVE: DeadlineKind.FEEDBACK,
    ProposalKind.SOCIAL_PARTNER_CONSULTATION: DeadlineKind.SOCIAL_PARTNERS,
}
"""What a letter asks for, by the kind of proposal that it belongs to."""
_DANISH_CONSULTATIONS = frozenset(
    {
        ProposalKind.DRAFT_BILL,
        ProposalKind.DRAFT_ORDER,
        ProposalKind.OTHER_CONSULTATION,
    }
)


@dataclass(frozen=True, slots=True)
class Said:
    """The deadlines that one place gave at one time; `seen_at` is UTC.

    `document` is the key of the document, empty for the source's record; `title`
    is what the document is called.
    """

    deadlines: tuple[Deadline, ...]
    seen_at: datetime
    document: str = ""
    title: str = ""
    stage: str = ""


def dues(
    proposal: Proposal,
    said: Sequence[Said],
    decisions: Sequence[DeadlineDecision] = (),
) -> tuple[Due, ...]:
    """Every deadline, the one that passes first at the top.

    `said` is what the record and the letters gave in each of their versions, oldest
    first within a place; the last of each place is how it stands. A place that is
    not the record and gives nothing says nothing. Of several decisions on a
    deadline the last stands.
    """
    standing = {each.document: each for each in said}
    titles = {each.key: each.title for each in proposal.documents}
    record = tuple(
        Claim(each, titles.get(each.document, "")) for each in proposal.deadlines
    )
    texts = tuple(
        Claim(deadline, each.title)
        for key, each in standing.items()
        if key
        for deadline in each.deadlines
    )
    moves = _moves(said)
    found = [_due(proposal, each, moves) for each in _grouped(record, texts)]
    latest = {}
    for each in decisions:
        latest[_decided(found, each)] = each
    found = [
        _with_decision(due, latest.pop(number)) if number in latest else due
        for number, due in enumerate(found)
    ]
    found += [Due(each.deadline, (), decision=each) for each in latest.values()]
    return tuple(sorted(found, key=lambda each: ends_at(each.deadline)))


def _grouped(
    record: Sequence[Claim], texts: Sequence[Claim]
) -> list[tuple[Claim, ...]]:
    """Claims about the same matter: a letter's day goes with the record's nearest."""
    groups = [[each] for each in record]
    alone: dict[DeadlineKind, list[Claim]] = {}
    for text in texts:
        same = [each for each in groups if _is_about(each[0].deadline, text.deadline)]
        if same:
            min(same, key=lambda each: _distance(each[0], text)).append(text)
        else:
            alone.setdefault(text.deadline.kind, []).append(text)
    return [tuple(each) for each in (*groups, *alone.values())]


def _is_about(one: Deadline, other: Deadline) -> bool:
    return one.kind is other.kind and one.kind in ANSWERED_KINDS


def _distance(one: Claim, other: Claim) -> int:
    return abs((one.deadline.date - other.deadline.date).days)


def _moves(said: Sequence[Said]) -> tuple[Move, ...]:
    """The moves of every place, oldest first.

    A deadline that had passed when its matter reached another stage has not moved:
    the new stage has a new one.
    """
    last: dict[str, Said] = {}
    found = []
    for each in said:
        before = last.get(each.document)
        last[each.document] = each
        if before is None:
            continue
        found += [
            Move(old, new, each.seen_at)
            for old, new in shifts(before.deadlines, each.deadlines)
            if old and new and not _is_over(old, before, each)
        ]
    return tuple(sorted(found, key=lambda move: move.seen_at))


def _is_over(old: Deadline, before: Said, now: Said) -> bool:
    return before.stage != now.stage and ends_at(old) <= now.seen_at


def _due(proposal: Proposal, claims: tuple[Claim, ...], moves: Sequence[Move]) -> Due:
    counting = earliest([each.deadline for each in claims])
    return Due(
        counting,
        claims,
        tuple(each for claim in claims for each in _leading_to(claim.deadline, moves)),
        period=_period(proposal, counting),
    )


def _leading_to(deadline: Deadline, moves: Sequence[Move]) -> tuple[Move, ...]:
    """The moves that end at this deadline, oldest first."""
    chain: list[Move] = []
    at = deadline
    for move in reversed(moves):
        same_place = move.after.document == at.document and move.after.kind is at.kind
        if same_place and (move.after.date, move.after.at) == (at.date, at.at):
            chain.insert(0, move)
            at = move.before
    return tuple(chain)


def _period(proposal: Proposal, deadline: Deadline) -> Period | None:
    start = proposal.published_on
    if (
        proposal.kind not in _DANISH_CONSULTATIONS
        or deadline.kind is not DeadlineKind.CONSULTATION
        or start is None
        or start > deadline.date
    ):
        return None
    return Period(start, deadline.date, "published_on")


def _decided(found: Sequence[Due], decision: DeadlineDecision) -> int:
    """Which deadline a decision is about; one past the end when it is a new one."""
    same = [
        number
        for number, each in enumerate(found)
        if each.deadline.kind is decision.kind
    ]
    return min(same, key=lambda n: _unlike(found[n], decision), default=len(found))


def _unlike(due: Due, decision: DeadlineDecision) -> tuple[int, int]:
    common = set(basis_of(due.claims)) & set(decision.basis)
    return (-len(common), abs((due.deadline.date - decision.date).days))


def _with_decision(due: Due, decision: DeadlineDecision) -> Due:
    is_stale = basis_of(due.claims) != tuple(sorted(decision.basis))
    said = [each.deadline for each in due.claims]
    counting = earliest([decision.deadline, *said]) if is_stale else decision.deadline
    return replace(due, deadline=counting, decision=decision, is_stale=is_stale)


def decide_deadline(
    proposal: Proposal,
    found: Sequence[Due],
    kind: DeadlineKind,
    day: date,
    *,
    at: time | None,
    why: str,
    by: str,
    now: datetime,
) -> DeadlineDecision:
    """A named person's decision on the day that counts, on the claims as they stand.

    `day` and `at` are Danish. ReviewError without a name or a reason.
    """
    name, reason = " ".join(by.split()), " ".join(why.split())
    if not name:
        raise ReviewError("A decision needs the name of the person who makes it: --by.")
    if not reason:
        raise ReviewError("A decision on a deadline needs a reason: --why.")
    bare = DeadlineDecision(proposal.ref, kind, day, name, reason, now, at)
    number = _decided(found, bare)
    claims = found[number].claims if number < len(found) else ()
    return replace(bare, basis=basis_of(claims))
