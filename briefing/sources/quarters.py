"""Reading a long time back in quarters of a year."""

import re
from dataclasses import replace
from datetime import date, timedelta

from briefing.domain.source import Scope

_QUARTER = re.compile(r"(\d{4})Q([1-4])")
_MONTHS = 3


def quarters(scope: Scope) -> tuple[Scope, ...]:
    """The quarters from `scope.since` to today, the newest first; none without it.

    Each names itself in `session`, as `2024Q3`.
    """
    if scope.since is None:
        return ()
    first = scope.since.year * 4 + (scope.since.month - 1) // _MONTHS
    last = scope.today.year * 4 + (scope.today.month - 1) // _MONTHS
    return tuple(
        replace(scope, since=None, session=f"{each // 4}Q{each % 4 + 1}")
        for each in range(last, first - 1, -1)
    )


def quarter_days(scope: Scope) -> tuple[date, date] | None:
    """The first and last day of the quarter that is asked for as a session."""
    match = _QUARTER.fullmatch(scope.session or "")
    if not match:
        return None
    year, month = int(match[1]), (int(match[2]) - 1) * _MONTHS + 1
    following = date(year + month // 10, (month + _MONTHS - 1) % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)
