"""The way of a law: the order of its stations, and how far apart they may lie.

Windows are in days from the beginning of the earlier to that of the later, as wide as
is usual: a draft bill is introduced within ten months of its consultation, a bill is
an act within its session. Negative where the later may be seen first.
"""

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
_PLACES = {kind: number for number, kind in enumerate(_ORDER)}


def place(kind: ProposalKind) -> int:
    """How late a kind stands on the way of a law, from 0."""
    return _PLACES[kind]


def is_order(kind: ProposalKind) -> bool:
    """Whether it is an executive order or a draft of one."""
    return kind in {K.DRAFT_ORDER, K.EXECUTIVE_ORDER}
