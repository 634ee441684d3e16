"""Mutations: each rule changes the one thing it is named after."""

import pytest

from briefing.assessment.measuring.mutations import (
    ANOTHERS,
    LEAST_CAUGHT,
    QUOTE_KINDS,
    RULES,
    Claim,
    mutants,
    quote_mutants,
)

CLAIM = Claim(
    "x", "d0", 0, "Arbejdsgiveren skal svare inden syv dage", "Der skal svares."
)
OTHER = Claim("x", "d1", 3, "Loven gælder for alle virksomheder", "Loven gælder alle.")


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("number", "Bøden er 20.000 kr.", "Bøden er 20.001 kr."),
        ("number", "Der er to måneder.", "Der er tre måneder."),
        ("date", "Den 1. juli 2027 sker det.", "Den 1. juli 2028 sker det."),
        ("date", "Senest 7/6-2026.", "Senest 8/6-2026."),
        ("provision", "§ 5, stk. 2, gælder.", "§ 6, stk. 2, gælder."),
        ("negation", "Det gælder ikke for alle.", "Det gælder for alle."),
        ("negation", "Loven gælder for alle.", "Loven gælder ikke for alle."),
        ("negation", "Det er forbudt.", "Det er tilladt."),
        ("modality", "Ministeren kan fastsætte det.", "Ministeren skal fastsætte det."),
        ("direction", "Satsen stiger.", "Satsen falder."),
        ("direction", "Det gælder under 10 ansatte.", "Det gælder over 10 ansatte."),
        ("party", "De ansatte høres.", "Arbejdsgiverne høres."),
        ("party", "Lønmodtageren svarer arbejdsgiveren.",
         "Arbejdsgiveren svarer lønmodtageren."),
        ("organisation", "Kommunerne betaler.", "Regionerne betaler."),
        ("organisation", "Arbejdstilsynet svarer.", "Skattestyrelsen svarer."),
    ],
)  # fmt: skip
def test_a_rule_changes_one_thing(kind: str, text: str, expected: str) -> None:
    """The rest of the statement stays as it was."""
    assert expected in list(RULES[kind](text))


@pytest.mark.parametrize("kind", RULES)
def test_what_a_rule_does_not_find_it_leaves_alone(kind: str) -> None:
    """A statement that has nothing of the kind has no mutant of it."""
    assert list(RULES[kind]("Sådan!")) == []


def test_no_mutant_is_the_statement_itself() -> None:
    """And no text is counted twice."""
    claim = Claim("x", "d0", 0, "", "Arbejdsgiveren skal ikke betale 5 kr. den 1. maj.")
    texts = [each.claim.text for each in mutants(claim)]
    assert len(texts) == len(set(texts))
    assert claim.text not in texts


def test_quotations_are_made_false_in_every_way() -> None:
    """Made up, changed, spliced, and from elsewhere; never a true one."""
    found = list(quote_mutants(CLAIM, OTHER, 99))
    assert {*QUOTE_KINDS, ANOTHERS} == {each.kind for each in found}
    same = [e for e in found if e.claim.quote == CLAIM.quote and e.claim.passage == 0
            and e.claim.document == "d0"]  # fmt: skip
    assert same == []


def test_every_kind_has_an_aim() -> None:
    """What is not aimed at is not measured."""
    assert {*RULES, *QUOTE_KINDS, ANOTHERS} == set(LEAST_CAUGHT)
