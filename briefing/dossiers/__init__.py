"""What belongs together: proposals of one matter, found at several places.

`facts` takes out of a proposal what joining needs, `dossiers` joins, `timeline` lays
the days of all parts beside each other. Pure functions: no I/O, no clock.
"""

from briefing.dossiers.facts import Facts, facts
from briefing.dossiers.joining import dossiers
from briefing.dossiers.timeline import timeline

__all__ = ["Facts", "dossiers", "facts", "timeline"]
