"""What joining needs to know of a proposal, small enough to keep for thousands."""

from dataclasses import dataclass
from datetime import date

from briefing.domain.proposal import DocumentKind, Proposal, ProposalKind
from briefing.dossiers.identifiers import (
    is_identity,
    key_of,
    named_in,
    root_of,
    sort_of,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """A proposal as joining sees it; every field can be written as JSON.

    `identities` are the identifiers that say what it is, as they are written.
    `carries_out` and `mentions` are keys (see `identifiers`) that its words name: what
    it says that it gives effect to, and the rest. `begins` is its first day, `memo`
    the day of the ministry's memo on the consultation before a bill.
    """

    ref: str
    kind: ProposalKind
    title: str
    native_kind: str = ""
    subtitle: str = ""
    ministry: str = ""
    begins: date | None = None
    memo: date | None = None
    identities: tuple[str, ...] = ()
    carries_out: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()

    @property
    def is_danish(self) -> bool:
        """Whether it is made in Denmark, as its ref says."""
        return self.ref.startswith("dk/")

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its identities."""
        return tuple(dict.fromkeys(key_of(each) for each in self.identities))

    @property
    def bill(self) -> str:
        """The key of the bill that it is, or became an act of, before it was split.

        Empty where there is none, or more than one.
        """
        bills = {root_of(key) for key in self.keys if sort_of(key) == "l"}
        return bills.pop() if len(bills) == 1 else ""

    @property
    def session(self) -> str:
        """The session of its bill, such as `20251`; empty where it is not known."""
        return self.bill.partition("/")[2]


def facts(proposal: Proposal) -> Facts:
    """What of a proposal decides where it belongs."""
    identities, others = _recorded(proposal)
    named = dict.fromkeys((each, False) for each in others)
    named |= dict.fromkeys(named_in(_words(proposal)))
    own = {key_of(each) for each in identities}
    carried = {key for key, carries in named if carries} - own
    mentioned = {key for key, carries in named if not carries} - own - carried
    return Facts(
        ref=proposal.ref,
        kind=proposal.kind,
        title=proposal.title,
        native_kind=proposal.native_kind,
        subtitle=proposal.subtitle,
        ministry=proposal.ministry,
        begins=_begins(proposal),
        memo=_memo(proposal),
        identities=identities,
        carries_out=tuple(sorted(carried)),
        mentions=tuple(sorted(mentioned)),
    )


def _recorded(proposal: Proposal) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The identifiers of the record: identities as written, the keys of the rest."""
    danish = proposal.ref.startswith("dk/")
    written = [(each, key_of(each)) for each in proposal.other_identifiers]
    known = [(each, key) for each, key in written if key]
    own = {key for _, key in known if is_identity(key, proposal.kind, danish=danish)}
    return (
        tuple(each for each, key in known if key in own),
        tuple(key for _, key in known if key not in own),
    )


def _words(proposal: Proposal) -> str:
    return f"{proposal.title}\n{proposal.subtitle}\n{proposal.summary}"


def _begins(proposal: Proposal) -> date | None:
    """The day it was introduced or published; else its first step, else deadline.

    An initiative's own date is that of its latest window: there the first step counts.
    """
    own = proposal.introduced_on or proposal.published_on
    steps = [each.date for each in proposal.steps if each.date]
    if own and proposal.kind is ProposalKind.EU_INITIATIVE:
        return min(own, *steps) if steps else own
    return own or min(steps or [each.date for each in proposal.deadlines], default=None)


def _memo(proposal: Proposal) -> date | None:
    """The day of the first memo on the consultation; None where there is none."""
    found = [
        each.date
        for each in proposal.documents
        if each.date and each.kind is DocumentKind.CONSULTATION_MEMO
    ]
    return min(found, default=None)
