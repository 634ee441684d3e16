"""The days of a dossier: what happened and what is to happen to each of its parts."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from briefing.domain.dossier import Dossier, Milestone
from briefing.domain.proposal import DeadlineKind, Proposal, ProposalKind, Step
from briefing.language.days import DEADLINES

PUBLISHED = "Published"
INTRODUCED = "Introduced"
PRESENTED = "Presented by the Commission"
_FIELDS = {
    DeadlineKind.CONSULTATION,
    DeadlineKind.FEEDBACK,
    DeadlineKind.SOCIAL_PARTNERS,
}
"""Deadlines that stand in a field or a text; the others are steps by another name."""

_CALLED_OFF = re.compile(r"aflyst|udsat|udgår|bortfald|tilbage|cancel", re.IGNORECASE)


def timeline(
    dossier: Dossier, proposals: Mapping[str, Proposal], today: date
) -> tuple[Milestone, ...]:
    """Steps, votes, deadlines and publication of all parts, by day, each once.

    Words are the source's own. A day that has none there (of publication, of a
    deadline that is no step) is called by a sentence of the catalogue and `is_own`
    holds. A step that was called off says so in its source's word. A day after `today`
    is planned. Parts that `proposals` lacks are passed over.
    """
    found = dict.fromkeys(
        Milestone(day, ref, title, is_own, day > today)
        for ref in dossier.refs
        if ref in proposals
        for day, title, is_own in _days(proposals[ref])
    )
    return tuple(sorted(found, key=lambda each: each.date))


def _days(proposal: Proposal) -> Iterator[tuple[date, str, bool]]:
    """Each day with its words and whether they are ours; the beginning first."""
    steps = [(each.date, each) for each in proposal.steps if each.date]
    days = {day for day, _ in steps}
    introduced = PRESENTED if proposal.kind is ProposalKind.EU_PROPOSAL else INTRODUCED
    for day, title in (
        (proposal.introduced_on, introduced),
        (proposal.published_on, PUBLISHED),
    ):
        if day and day not in days:
            yield day, title, True
    for day, step in steps:
        yield day, _told(step), False
    for vote in proposal.votes:
        if vote.date:
            yield vote.date, vote.conclusion or vote.native_type, False
    for deadline in proposal.deadlines:
        if deadline.kind in _FIELDS or deadline.date not in days:
            yield deadline.date, DEADLINES[deadline.kind], True


def _told(step: Step) -> str:
    title = step.title or step.native_type
    off = _CALLED_OFF.search(step.native_status)
    return f"{title} ({step.native_status})" if off else title
