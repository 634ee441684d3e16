"""What a statement may not turn round: must and may, directions, who does what."""

import pytest

from briefing.assessment.circumstances import condition_turned
from briefing.assessment.clauses import clauses
from briefing.assessment.reversal import turned


def pair(statement: str, source: str) -> str:
    """The pair that is turned round; empty if none is."""
    found = turned(statement, clauses(source))
    return found.pair if found else ""


KEPT = "Oplysninger om arbejdstiden opbevares i 24 måneder."
SHIFTS = "Virksomheden kan efter aftale fravige reglerne om hviletid i kapitel 4."
SLIPS = "Kravene lempes, så virksomhederne ikke skal opbevare dagsedler i 5 år."
FINED = "Omkostningerne for virksomhederne anslås til 90 euro pr. ansat."
LONGER = "Forslagsstillerne ønsker, at flere kan blive længere på arbejdsmarkedet."


@pytest.mark.parametrize(
    ("statement", "source", "turn"),
    [
        ("Oplysninger om arbejdstiden kan gemmes i 24 måneder.", KEPT, "modality"),
        ("Virksomhederne skal opbevare dagsedler i 5 år.", SLIPS, "negation"),
        ("Lønmodtageren kan fravige reglerne om hviletid.", SHIFTS, "party"),
        ("Omkostningerne for lønmodtagerne anslås til 90 euro.", FINED, "party"),
        ("Det koster virksomhederne 90 euro pr. arbejdsgiver.", FINED, "party"),
        (
            "Det er ikke tilladt at fyre en arbejdsgiver for at være syg.",
            "Arbejdsgiveren må ikke afskedige en lønmodtager, fordi denne er syg.",
            "party",
        ),
        (
            "Forslagsstillerne ønsker, at færre kan blive længere på arbejdsmarkedet.",
            LONGER,
            "direction",
        ),
        (
            "Retten kan kunne fraviges ved kollektiv overenskomst.",
            "Retten skal kunne fraviges ved kollektiv overenskomst.",
            "direction",
        ),
    ],
)
def test_what_is_turned_round_is_seen(statement: str, source: str, turn: str) -> None:
    """A weaker verb, the other party, the other direction."""
    assert pair(statement, source) == turn


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("Oplysninger om arbejdstiden gemmes i to år.", KEPT),
        ("Oplysninger om arbejdstiden skal gemmes i 24 måneder.", KEPT),
        ("Arbejdsgiveren kan fravige reglerne om hviletid.", SHIFTS),
        ("Virksomhederne skal ikke opbevare dagsedler i fem år.", SLIPS),
        ("Det koster virksomhederne 90 euro for hver ansat.", FINED),
        ("Forslagsstillerne vil have flere til at blive længere.", LONGER),
        (
            "Chaufføren kan få sine data inden for 3 dage efter anmodning.",
            "Virksomheden skal efter anmodning udlevere chaufførens data.",
        ),
    ],
)
def test_paraphrases_are_not_turned_round(statement: str, source: str) -> None:
    """The same in other words, and the same seen from whoever gets it."""
    assert not pair(statement, source)


def test_before_is_not_after() -> None:
    """What comes before the same thing, whatever else comes after something."""
    source = "Den ansatte undersøges før arbejdet begynder og derefter hvert år."
    assert condition_turned("Undersøgelse sker, efter arbejdet begynder.", source)
    assert not condition_turned("Undersøgelse sker, før arbejdet begynder.", source)
