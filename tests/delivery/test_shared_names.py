"""Names that SharePoint, OneDrive and Windows take."""

import re

from hypothesis import given
from hypothesis import strategies as st

from briefing.delivery.shared import LONGEST, matter_name, safe_name


@given(st.text(max_size=300))
def test_a_name_is_always_safe(text: str) -> None:
    """Nothing refused, never empty, never long; the same for the same text."""
    found = safe_name(text) or "x"
    assert re.fullmatch(r"[A-Za-z0-9._-]{1,80}", found)
    assert len(found) <= LONGEST
    assert found == (safe_name(text) or "x")
    assert "_vti_" not in found.casefold()
    assert not found.endswith(".")
    assert not re.fullmatch(
        r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", found, re.IGNORECASE
    )


def test_long_names_that_differ_at_their_end_stay_apart() -> None:
    """Cut, and told apart by what was cut."""
    one, other = (safe_name("x" * 200 + end) for end in "ab")
    assert one != other


def test_a_matter_is_called_by_its_reference() -> None:
    """Readable, without the country."""
    assert "folketinget_20261_L31" == matter_name("dk/folketinget/20261/L31")
    assert "x-con" == safe_name("con")
