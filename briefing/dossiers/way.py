"""The way of a law: the order of its stations, and how far apart they may lie.

Windows are in days from the beginning of the earlier to that of the later, as wide as
is usual: a draft bill is introduced within ten months of its consultation, a bill is
an act within its session. Negative where the later may be seen first.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from briefing.domain.proposal import ProposalKind

K = ProposalKind
_ORDER = (
    K.SOCIAL_PARTNER_CONSULTATION,
    K.EU_INITIATIVE,
    K.EU_PROPOSAL,
    K.EU_PROCEDURE,
    K.DRAFT_BILL,
    K.OTHER_CONSULTATION,
    K.BILL,
    K.ADOPTED_ACT,
    K.DRAFT_ORDER,
    K.EXECUTIVE_ORDER,
    K.RESOLUTION_PROPOSAL,
    K.INTERPELLATION,
    K.GOVERNMENT_REPORT,
    K.NOTICE,
    K.LOCAL_DOCUMENT,
)
_CONSULTATIONS = {K.DRAFT_BILL, K.DRAFT_ORDER, K.OTHER_CONSULTATION}
_SLACK = 60
_PLACES = {kind: number for number, kind in enumerate(_ORDER)}


def place(kind: ProposalKind) -> int:
    """How late a kind stands on the way of a law, from 0."""
    return _PLACES[kind]


def is_order(kind: ProposalKind) -> bool:
    """Whether it is an executive order or a draft of one."""
    return kind in {K.DRAFT_ORDER, K.EXECUTIVE_ORDER}


@dataclass(frozen=True, slots=True)
class Way:
    """That a proposal of one kind may become one of another, and in how many days.

    `asks_only` where the same words are no sign of the same matter by themselves, as
    for a bill that is brought again in another session. `through` is the station that
    lies between: when the later one is with such a one, the way goes through it.
    """

    earlier: ProposalKind
    later: ProposalKind
    least: int
    most: int
    asks_only: bool = False
    through: ProposalKind | None = None

    @property
    def is_repeated(self) -> bool:
        """Whether it leads from one to another of its kind."""
        return self.earlier is self.later

    @property
    def sort(self) -> str:
        """Ways of one sort compete: consultations do, whatever they are called."""
        beginning = "consultation" if self.earlier in _CONSULTATIONS else self.earlier
        return f"{beginning} again" if self.is_repeated else beginning

    def is_usual(self, earlier: date | None, later: date | None) -> bool | None:
        """Whether the days lie as they usually do; None when one is not known."""
        if earlier is None or later is None:
            return None
        return self.least <= (later - earlier).days <= self.most

    def widest(self, earlier: date) -> tuple[date, date]:
        """The days between which it is worth asking."""
        return (
            earlier + timedelta(self.least - _SLACK),
            earlier + timedelta(2 * self.most + _SLACK),
        )


WAYS = (
    Way(K.DRAFT_BILL, K.DRAFT_BILL, 0, 300),
    Way(K.DRAFT_ORDER, K.DRAFT_ORDER, 0, 300),
    Way(K.OTHER_CONSULTATION, K.OTHER_CONSULTATION, 0, 300),
    Way(K.SOCIAL_PARTNER_CONSULTATION, K.SOCIAL_PARTNER_CONSULTATION, 14, 730),
    Way(K.BILL, K.ADOPTED_ACT, 1, 330),
    Way(K.DRAFT_BILL, K.BILL, 0, 300),
    Way(K.OTHER_CONSULTATION, K.BILL, 0, 300),
    Way(K.DRAFT_BILL, K.ADOPTED_ACT, 20, 400, through=K.BILL),
    Way(K.DRAFT_ORDER, K.EXECUTIVE_ORDER, 0, 300),
    Way(K.OTHER_CONSULTATION, K.EXECUTIVE_ORDER, 0, 300),
    Way(K.EU_PROPOSAL, K.EU_PROCEDURE, -10, 270),
    Way(K.EU_INITIATIVE, K.EU_PROPOSAL, -30, 1100),
    Way(K.EU_INITIATIVE, K.EU_PROCEDURE, -30, 1300),
    Way(K.SOCIAL_PARTNER_CONSULTATION, K.EU_INITIATIVE, -30, 900),
    Way(K.SOCIAL_PARTNER_CONSULTATION, K.EU_PROPOSAL, 30, 1100),
    Way(K.SOCIAL_PARTNER_CONSULTATION, K.EU_PROCEDURE, 30, 1300),
    Way(K.BILL, K.BILL, 1, 800, asks_only=True),
)
"""In the order in which they are tried.

What is heard again is first, so that two drafts of one bill do not compete for it; the
last stations are next, so that a bill and its act do not compete for a draft.
"""

ON_THE_WAY = frozenset(kind for way in WAYS for kind in (way.earlier, way.later))
"""The kinds that become something, or that something becomes."""


def after(kind: ProposalKind) -> frozenset[ProposalKind]:
    """The kinds that one may become."""
    return frozenset(each.later for each in WAYS if each.earlier is kind) - {kind}
