"""The fixed risk matrix."""

import pytest

from briefing.domain.assessment import Level, level_of

EXPECTED = {
    Level.LOW: {1, 2, 3, 4},
    Level.MEDIUM: {5, 6, 8, 9},
    Level.HIGH: {10, 12, 15},
    Level.CRITICAL: {16, 20, 25},
}


def test_every_cell_of_the_matrix() -> None:
    """1-4 low, 5-9 medium, 10-15 high, 16-25 critical."""
    found: dict[Level, set[int]] = {}
    for likelihood in range(1, 6):
        for impact in range(1, 6):
            level = level_of(likelihood, impact)
            found.setdefault(level, set()).add(likelihood * impact)
    assert found == EXPECTED


@pytest.mark.parametrize(("likelihood", "impact"), [(0, 3), (3, 6), (-1, -1)])
def test_outside_the_scale_is_refused(likelihood: int, impact: int) -> None:
    """There is no level for what is not on the scale."""
    with pytest.raises(ValueError, match="1-5"):
        level_of(likelihood, impact)
