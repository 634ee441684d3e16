"""Words of the law and plain words for the same."""

import pytest

from briefing.assessment.synonyms import loosely, matters


@pytest.mark.parametrize(
    ("one", "other"),
    [("gemmes", "opbevares"), ("fyring", "afskedigelse"), ("kursus", "uddannelse"),
     ("nattillæg", "tillæg"), ("klage", "indbringes"), ("omhyggelig", "omhu")],
)  # fmt: skip
def test_words_for_the_same_share_a_matter(one: str, other: str) -> None:
    """In any inflection, by their beginning."""
    assert matters(one) & matters(other)


def test_words_that_turn_a_statement_round_are_none() -> None:
    """What stands at an end of a pair is never the same as its opposite."""
    for word in ("forhøjes", "nedsættes", "ikke", "senest", "mindst"):
        assert matters(word) == frozenset()


def test_loose_words_count_only_where_it_is_asked_for() -> None:
    """A word such as "få" says too little to hold one clause against another."""
    assert not matters("få") & matters("udbetales")
    assert loosely("få") & loosely("udbetales")
