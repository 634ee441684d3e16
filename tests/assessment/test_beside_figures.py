"""What stands beside a figure: bounds, before and after, what is counted."""

import pytest

from briefing.assessment.beside import put_otherwise
from briefing.assessment.support import known_text, said_in


def wrong(statement: str, source: str) -> bool:
    """Whether a figure of the statement is put otherwise in the source."""
    known = known_text(source)
    return bool(list(put_otherwise(said_in(statement, "da"), [known], [known])))


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("Højst 30 dage efter.", "Optagelser slettes mindst 30 dage efter."),
        ("Det gælder under 10 ansatte.", "Det gælder over 10 ansatte."),
        ("Den kan vare mindst 18 måneder.", "Den kan vare indtil 18 måneder."),
        ("Besked gives højst fire uger før.", "Besked gives senest 28 dage før."),
        ("Besked gives 6 uger efter.", "Besked gives 6 uger før."),
        ("Under 9 ansatte.", "Under 10 ansatte får en periode på 9 måneder."),
        ("Fra 50 til 35 arbejdsgivere.", "Fra 50 til 35 ansatte."),
    ],
)
def test_a_figure_put_otherwise_is_seen(statement: str, source: str) -> None:
    """The figure stands there, but with another bound, order or noun."""
    assert wrong(statement, source)


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("Mindst fire uger i forvejen.", "Senest 28 dage før ikrafttræden."),
        ("Højst 26 uger.", "Det kan ikke overstige 26 uger."),
        ("35 ansatte eller flere.", "Virksomheder med mindst 35 ansatte."),
        ("Har man under 3 timer, gælder det ikke.", "Det gælder ved mindst 3 timer."),
        ("Grænsen er 30 ansatte i dag.", "Grænsen sænkes fra 30 til 20 ansatte."),
        ("Det koster 5 mio. kr.", "Udgiften er højst 5 mio. kr."),
    ],
)
def test_other_words_for_the_same_bound_pass(statement: str, source: str) -> None:
    """Silent where it is the same, where one denies, and where nothing is said."""
    assert not wrong(statement, source)
