"""The process checks: whether the case was prepared and passed as the rules say.

Each check is a rule of the Ministry of Justice's guide on law quality (edition of
November 2023) or of the Folketing's standing orders (BEK 9578 of 4 July 2023),
computed from the case's own data. Their numbers stand in `thresholds.py`.
"""

from collections.abc import Callable

from briefing.assessment.case import Case
from briefing.assessment.checks_consultation import (
    answers_late,
    consultation_holidays,
    consultation_short,
    consultation_unfinished,
)
from briefing.assessment.checks_eu import beyond_eu_minimum, eu_implementation_model
from briefing.assessment.checks_passage import (
    entry_off_common_dates,
    fast_first_reading,
    late_amendments,
    short_adaptation,
    urgent_passage,
)
from briefing.assessment.checks_text import (
    minister_powers,
    no_consequences_stated,
    public_implementation,
    retroactive,
)
from briefing.domain.assessment import Check

CHECKS: tuple[Callable[[Case], Check | None], ...] = (
    consultation_short,
    consultation_holidays,
    consultation_unfinished,
    answers_late,
    fast_first_reading,
    urgent_passage,
    late_amendments,
    entry_off_common_dates,
    short_adaptation,
    beyond_eu_minimum,
    eu_implementation_model,
    minister_powers,
    retroactive,
    no_consequences_stated,
    public_implementation,
)


def checks(case: Case) -> tuple[Check, ...]:
    """Every process check that applies to this kind of proposal."""
    found = [make(case) for make in CHECKS]
    return tuple(each for each in found if each is not None)
