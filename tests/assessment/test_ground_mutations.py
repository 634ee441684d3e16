"""Grounding measured: true statements pass, the same with one thing changed do not.

Statements and rules of mutation are those of `briefing evaluate`. Here only what
grounding alone does is asked for, on the statements that stand close to their source;
what it does on others is measured by the command.
"""

import pytest

from briefing.assessment.measuring.claims import (
    CLOSE,
    FREE,
    Held,
    by_kind,
    changed,
    collected,
    held,
)
from briefing.assessment.measuring.mutations import (
    LEAST_CAUGHT,
    QUOTE_KINDS,
    RULES,
    Claim,
)
from briefing.domain.profile import Perspective, Profile

CLAIMS, SOURCE = collected()
SOURCES = {each.case: SOURCE for each in CLAIMS}
PROFILE = Profile("eksempel", "Eksempelforbundet", Perspective.EMPLOYEES)
MUTANTS = by_kind(changed(CLAIMS))


def fared(claims: list[Claim]) -> Held:
    """How the claims fare."""
    return held(claims, SOURCES, PROFILE)


def of_group(kind: str, group: str) -> list[Claim]:
    """The mutants of a kind whose statement is worded so."""
    return [each for each in MUTANTS[kind] if each.group == group]


def test_grounding_withholds_no_true_statement() -> None:
    """At most 2 % of true paraphrases are withheld, however free."""
    found = fared(list(CLAIMS))
    assert found.by_grounding <= 0.02 * found.total


@pytest.mark.parametrize("kind", QUOTE_KINDS)
def test_no_false_quotation_passes(kind: str) -> None:
    """Made up, changed, spliced or from elsewhere: all are caught."""
    found = fared(MUTANTS[kind])
    assert found.by_grounding == found.total, found.through[:3]


@pytest.mark.parametrize("kind", [each for each in RULES if each != "organisation"])
def test_mutants_close_to_their_source_are_caught(kind: str) -> None:
    """Each kind of fault is caught at least as often as promised."""
    found = fared(of_group(kind, CLOSE))
    least = min(LEAST_CAUGHT[kind], 0.85)
    assert found.share >= least, [e.text for e in found.through]


def test_there_are_enough_mutants() -> None:
    """The measurement rests on many mutants of every kind, near and far."""
    assert sum(map(len, MUTANTS.values())) >= 1000
    assert all(of_group(kind, FREE) for kind in ("negation", "modality", "party"))
