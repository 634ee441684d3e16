"""Who acts, on what condition and when: not another, and not the other way."""

import pytest

from briefing.assessment.circumstances import (
    condition_turned,
    other_body,
    unknown_authority,
)


def test_another_body_is_seen_where_the_source_names_one() -> None:
    """Nothing is said where the source names none, or both."""
    source = ["Kommunerne får merudgifter."]
    assert other_body("Regionerne får merudgifter.", source, []) == "regionerne"
    assert other_body("Kommunen betaler mere.", source, []) == ""
    assert other_body("Staten sparer 18 mio. kr.", ["En mindreudgift."], []) == ""
    assert other_body("Medlemsstaterne hæfter.", source, []) == ""
    both = ["Kommunerne og regionerne betaler."]
    assert other_body("Regionerne betaler.", both, []) == ""


def test_an_authority_at_the_beginning_must_be_named() -> None:
    """There a capital does not show that it is a name."""
    sources = ["Arbejdstilsynet kan give dispensation."]
    assert unknown_authority("Skattestyrelsen kan det.", sources) == "Skattestyrelsen"
    assert unknown_authority("Arbejdstilsynets krav gælder.", sources) == ""
    assert unknown_authority("Ingen kan det.", sources) == ""


@pytest.mark.parametrize(
    ("statement", "quoted"),
    [
        ("Løn gives ikke, hvis andet er aftalt.", "Løn gives ikke, medmindre andet er"
         " aftalt."),
        ("Ledige skal fortsat sende bevis.", "Ledige skal ikke længere sende bevis."),
        ("Reglen gælder stadig.", "Reglen ophæves."),
        ("Der svares, efter arbejdet begynder.", "Der svares, før arbejdet begynder."),
    ],
)  # fmt: skip
def test_what_is_turned_round_is_seen(statement: str, quoted: str) -> None:
    """An exception made a condition, an end made a going on, before made after."""
    assert condition_turned(statement, quoted)


@pytest.mark.parametrize(
    ("statement", "quoted"),
    [
        ("Løn gives ikke, hvis ikke andet er aftalt.", "Løn gives ikke, medmindre andet"
         " er aftalt."),
        ("Det gælder kun, hvis det er aftalt.", "Det gælder ikke, medmindre det er"
         " aftalt."),
        ("Efter loven skal der svares.", "Der svares, før arbejdet begynder."),
        ("Reglen gælder ikke længere.", "Reglen ophæves."),
        ("De har fortsat ret til løn.", "Retten til løn videreføres, men § 3 ophæves."),
    ],
)  # fmt: skip
def test_the_same_in_other_words_passes(statement: str, quoted: str) -> None:
    """Silent in doubt."""
    assert not condition_turned(statement, quoted)
