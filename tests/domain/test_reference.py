"""References as people type them."""

import pytest

from briefing.domain.reference import resolve, session_label
from briefing.errors import AmbiguousRef, UnknownRef

REFS = (
    "dk/folketinget/20251/L115",
    "dk/folketinget/20251/L86A",
    "dk/folketinget/20251/L86B",
    "dk/folketinget/20252/L20",
    "dk/folketinget/20251/L20",
    "dk/hoeringsportalen/69871",
    "eu/have-your-say/18805",
    "local/3f9a01bc",
)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("dk/folketinget/20251/L115", REFS[0]),
        ("L 115", REFS[0]),
        ("l115", REFS[0]),
        ("2025-26 L 115", REFS[0]),
        ("20251 L115", REFS[0]),
        ("20252 l 20", REFS[3]),
        ("L 86 A", REFS[1]),
        ("69871", REFS[5]),
        ("hoeringsportalen/69871", REFS[5]),
        ("18805", REFS[6]),
        ("3f9a01bc", REFS[7]),
        ("3f9a", REFS[7]),
    ],
)
def test_short_forms(given: str, expected: str) -> None:
    """A short form that fits one proposal means that proposal."""
    assert expected == resolve(given, REFS)


def test_an_ambiguous_form_lists_its_meanings() -> None:
    """The same number in two sessions is not guessed at."""
    with pytest.raises(AmbiguousRef) as caught:
        resolve("L 20", REFS)
    assert caught.value.meanings == (REFS[4], REFS[3])


@pytest.mark.parametrize("given", ["L 1", "", "115", "L", "2024-25 L 115", "3f"])
def test_what_fits_nothing_is_unknown(given: str) -> None:
    """Part of a number is not a reference."""
    with pytest.raises(UnknownRef):
        resolve(given, REFS)


def test_session_labels() -> None:
    """Codes are shown as people write sessions."""
    assert session_label("20251") == "2025-26"
    assert session_label("20252") == "2025-26 (2. samling)"
    assert session_label("") == ""
