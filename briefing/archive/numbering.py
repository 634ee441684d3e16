"""Case numbers by the organisation's own scheme: counted on, never given twice."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from briefing.domain.archive import Case, Standing
from briefing.language.written import danish_day

_FIELD = re.compile(r"\{(\w+)")
KNOWN = frozenset({"year", "number", "profile"})


@dataclass(frozen=True, slots=True)
class Scheme:
    """The pattern of case numbers, such as `{year}-{number:04}`, and where it starts.

    With `{year}` the numbers begin anew each Danish year, with `{profile}` each
    profile counts for itself.
    """

    pattern: str = "{year}-{number:04}"
    first: int = 1

    def problem(self) -> str:
        """What is wrong with the pattern, in English; empty when nothing is."""
        fields = set(_FIELD.findall(self.pattern))
        if "number" not in fields:
            return "the pattern needs {number}"
        if fields - KNOWN:
            return f"the pattern may hold only {', '.join(sorted(KNOWN))}"
        try:
            self._written("lef", 2026, 1)
        except (ValueError, IndexError, KeyError) as error:
            return f"the pattern cannot be filled: {error}"
        return ""

    def next(self, profile: str, at: datetime, standing: Standing) -> Case:
        """The case of a matter: the one it has, else the next number of its series."""
        if standing.case is not None:
            return replace(standing.case, is_new=False, skipped="")
        series = profile if "{profile" in self.pattern else ""
        year = danish_day(at).year if "{year" in self.pattern else 0
        expected = standing.highest.get((series, year), 0) + 1
        running = max(expected, self.first)
        why = "the configuration starts later" if running > expected else ""
        while (number := self._written(profile, year, running)) in standing.taken:
            running, why = running + 1, "the number was given under another scheme"
        skipped = f"{expected}-{running - 1}: {why}" if why else ""
        return Case(number, series, year, running, is_new=True, skipped=skipped)

    def _written(self, profile: str, year: int, number: int) -> str:
        return self.pattern.format(profile=profile, year=year, number=number)
