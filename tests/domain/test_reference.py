"""References as people type them."""

import pytest

from briefing.domain.proposal import Proposal, ProposalKind, Stage
from briefing.domain.reference import resolve, resolve_number, session_label
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


def called(ref: str, number: str, *identifiers: str) -> Proposal:
    """A proposal by its names."""
    return Proposal(
        ref, "toy", ProposalKind.EU_PROPOSAL, "", "Om eksempler", Stage.UNKNOWN, "", "",
        number=number, other_identifiers=identifiers,
    )  # fmt: skip


CALLED = (
    called("eu/cellar/52026PC0912", "COM(2026) 912", "2026/0412(COD)"),
    called("eu/europarl/2026-0412", "2026/0412(COD)", "COM(2026) 912"),
    called("dk/toy/LOV357", "LOV 357/2026", "ELI eli/lta/2026/357"),
    called("dk/toy/a", "", "PLAN/2026/1655"),
    called("dk/toy/b", "", "PLAN/2026/1655"),
)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("COM(2026) 912", "eu/cellar/52026PC0912"),
        ("com (2026)912", "eu/cellar/52026PC0912"),
        ("2026/0412(COD)", "eu/europarl/2026-0412"),
        ("lov 357/2026", "dk/toy/LOV357"),
        ("eli/lta/2026/357", None),
        ("ELI eli/lta/2026/357", "dk/toy/LOV357"),
        ("COM(2026) 9", None),
        ("()", None),
    ],
)
def test_numbers_in_law(given: str, expected: str | None) -> None:
    """A proposal's own number counts before what it shares with another place."""
    if expected:
        assert expected == resolve_number(given, CALLED)
        return
    with pytest.raises(UnknownRef):
        resolve_number(given, CALLED)


def test_a_number_of_several_lists_them() -> None:
    """A number that two proposals only mention is not guessed at."""
    with pytest.raises(AmbiguousRef) as caught:
        resolve_number("PLAN/2026/1655", CALLED)
    assert caught.value.meanings == ("dk/toy/a", "dk/toy/b")
