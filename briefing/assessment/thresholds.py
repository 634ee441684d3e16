"""The numbers that the process checks turn on, each with its source.

A change of the rules is a change of one line here.
"""

from dataclasses import dataclass
from datetime import date

from briefing.assessment.case import Case
from briefing.assessment.timeline import Period
from briefing.domain.assessment import Answer, Check
from briefing.domain.deadline import NORMAL_CONSULTATION_DAYS
from briefing.language.written import format_date


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number a rule turns on, its unit, and where the rule stands."""

    value: int
    unit: str
    source: str


THRESHOLDS = {
    "consultation": Threshold(
        NORMAL_CONSULTATION_DAYS, "days", "guide on law quality, 9.1.2"
    ),
    "first_reading_never_before": Threshold(2, "days", "standing orders, § 11"),
    "first_reading_not_before": Threshold(5, "days", "guide on law quality, 10.2"),
    "third_after_introduction": Threshold(30, "days", "standing orders, § 13"),
    "third_after_second": Threshold(2, "days", "standing orders, § 13"),
    "adopted_before_entry": Threshold(28, "days", "guide on law quality, 3.5.2.2"),
    "answers_weekday": Threshold(3, "weekday, Monday is 0", "guide of 2018, 6.1.7"),
}
COMMON_DATES = frozenset({(1, 1), (7, 1)})
"""Month and day on which rules for business start: guide, 3.5.2.1."""
SUMMER = ((6, 20), (8, 15))
"""Days that may touch the schools' summer holiday; the recommendation of the
Folketing's Presidium of September 2018 has not been seen, so only the dates count."""
_WORK_WEEK = 5


def unknown(case: Case, name: str, rule: str, missing: str, text: str = "") -> Check:
    """A check that cannot be told; `missing` says what would be needed."""
    _ = case.translate
    said = text or _("This cannot be told from what could be read.")
    return Check(name, Answer.UNKNOWN, said, rule, missing=missing)


def shown(case: Case, day: date) -> str:
    """A day as the organisation's language writes it."""
    return format_date(day, case.profile.language)


def span(case: Case, period: Period) -> dict[str, str]:
    """A period's days for a sentence with {start} and {end}."""
    return {"start": shown(case, period.start), "end": shown(case, period.end)}
