"""The rules as data: what sets a rule off, and what is then said to whom.

A `Trigger` is a set of phrases and where they count; a `Rule` turns a trigger into a
risk, an opportunity or an attention point for a party, in one dimension. The tables
stand in `triggers.py`, `rules_work.py` and `rules_frame.py`; `docs/embedded-analyst.md`
lists every rule id, and a test compares.
"""

from dataclasses import dataclass
from enum import StrEnum

from briefing.assessment.negation import is_negated
from briefing.assessment.passages import (
    PROVISION_PARTS,
    SCANNED_PARTS,
    Clause,
    Instrument,
)
from briefing.assessment.phrases import compile_phrases
from briefing.domain.assessment import Dimension, Horizon, Party, PointKind
from briefing.domain.document import Part
from briefing.domain.proposal import EU_KINDS, ProposalKind


class Where(StrEnum):
    """Where a trigger's words mean something."""

    TEXT = "text"
    PROVISIONS = "provisions"
    BUSINESS = "business"
    PUBLIC = "public"
    EU = "eu"


POWER_PHRASES = (
    "{authority} ~ kan ~ fastsætte*|{authority} fastsætter|bemyndig*"
    "|kan {authority} fastsætte*|delegated act*|implementing act*"
)
"""How a sentence lets an authority make rules."""
_BINDS = "{employer_duty}"

PARTS: dict[Where, frozenset[Part]] = {
    Where.TEXT: SCANNED_PARTS,
    Where.PROVISIONS: PROVISION_PARTS,
    Where.BUSINESS: frozenset({Part.BUSINESS_ECONOMY}),
    Where.PUBLIC: frozenset({Part.PUBLIC_ECONOMY, Part.OTHER_CONSEQUENCES}),
    Where.EU: frozenset({Part.EU_LAW}),
}

STARTING_POINT: dict[Instrument, tuple[int, int]] = {
    Instrument.SANCTION: (4, 4),
    Instrument.DUTY: (4, 3),
    Instrument.RIGHT: (4, 3),
    Instrument.POWER: (3, 3),
    Instrument.OPTION: (3, 2),
    Instrument.STATEMENT: (4, 3),
    Instrument.EXPECTATION: (3, 3),
}
"""Likelihood and impact (1–5) that a sentence starts from, by what it does.

A certain text ("skal", "straffes", "vil") is 4, a power or a possibility 3, what the
ministry only expects 3. A duty whose breach is punished has impact 4.
"""

SANCTIONED_IMPACT = 4
DISCOUNTED = EU_KINDS | {
    ProposalKind.RESOLUTION_PROPOSAL,
    ProposalKind.INTERPELLATION,
    ProposalKind.GOVERNMENT_REPORT,
}
DISCOUNT = -1
"""What still has to become law (a Commission proposal, a resolution that asks for a
bill) has a likelihood one lower."""


class Audience(StrEnum):
    """Whom a point is for where the organisation's own profile decides."""

    OWN_AGREEMENTS = "own_agreements"
    OWN_FUNDS = "own_funds"


@dataclass(frozen=True, slots=True)
class Trigger:
    """Phrases that set rules off, in the notation of `phrases.py`.

    `needs` must each stand in the sentence too, `unless` must not. `negated` says
    that the phrases hold a negation of their own. `only` limits it to sentences that
    do one of these things.
    """

    id: str
    phrases: str
    needs: tuple[str, ...] = ()
    unless: str = ""
    where: tuple[Where, ...] = (Where.TEXT,)
    negated: bool = False
    only: tuple[Instrument, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What is said when one of `triggers` is found.

    `text` and `mitigation` are message ids; `{place}` is the provision, `{quote}` the
    sentence, `{authority}` who decides, `{agreements}` and `{funds}` the
    organisation's own. `likelihood` and `impact` are added to the starting point.
    `weight` orders rules of one level: 0 is general, 2 most specific.
    """

    id: str
    triggers: tuple[str, ...]
    kind: PointKind
    dimension: Dimension
    party: Party
    text: str
    mitigation: str = ""
    likelihood: int = 0
    impact: int = 0
    horizon: Horizon = Horizon.SHORT
    audience: Audience | None = None
    weight: int = 1


def fires(trigger: Trigger, clause: Clause, instrument: Instrument) -> bool:
    """Whether a trigger is set off by a sentence."""
    if trigger.only and instrument not in trigger.only:
        return False
    found = compile_phrases(trigger.phrases).search(clause.scan)
    if found is None or is_negated(clause.scan, *found.span(), own=trigger.negated):
        return False
    if any(_BINDS in e for e in (*trigger.needs, trigger.phrases)) and _only_empowers(
        clause.scan
    ):
        return False
    if trigger.unless and compile_phrases(trigger.unless).search(clause.scan):
        return False
    return all(compile_phrases(each).search(clause.scan) for each in trigger.needs)


def _only_empowers(text: str) -> bool:
    """Whether the employer's duty stands in what an authority may lay down later."""
    power = compile_phrases(POWER_PHRASES).search(text)
    duty = compile_phrases(_BINDS).search(text)
    return bool(power and duty and power.start() < duty.start())
