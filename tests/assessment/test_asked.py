"""Every kind of statement is asked for, and stands in the assessment when borne."""

import re
from dataclasses import replace
from typing import get_args

import pytest
from hand_readings import EMPLOYERS
from test_prompted import DUTY, FINE, READER, TRUE, Scripted, analyse, said

from briefing.assessment.prompted import QUESTIONS
from briefing.assessment.prompting import for_profile
from briefing.assessment.schema import StatementKind
from briefing.domain.assessment import Point, PointKind

KINDS = set(get_args(StatementKind))


def test_every_kind_is_asked_for() -> None:
    """By one question, and nothing is asked for that has no form."""
    asked = [
        kind
        for name in QUESTIONS
        for kind in re.findall(r"kind »(\w+)«", for_profile(name, READER).text)
    ]
    assert set(asked) == KINDS


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("conclusion", {}),
        ("change", {"proposed": TRUE}),
        ("affected", {}),
        ("risk", {}),
        ("opportunity", {}),
        ("attention", {}),
        ("conflict", {}),
        ("agreement", {}),
        ("eu", {}),
        ("scenario", {"about": "AI-outsourcing"}),
        ("scenario", {"about": "hybride roller"}),
        ("position", {"about": "tillidsrepræsentanter"}),
        ("response", {}),
        ("plain", {}),
    ],
)
def test_each_kind_lands_where_it_belongs(kind: str, more: dict[str, str]) -> None:
    """Borne by the same passage, as what it is."""
    draft = analyse(Scripted({"overview": [said(TRUE, DUTY, kind=kind, **more)]}))
    points: tuple[Point, ...] = draft.summary if kind == "conclusion" else draft.points
    (point,) = (each for each in points if each.rule == f"overview.{kind}")
    if kind != "conclusion":
        assert point.kind is PointKind(kind)
    if "about" in more:
        assert point.about == more["about"]


def test_questions_and_silences_land_too() -> None:
    """A question with its passage; a word that stands nowhere."""
    asked = "Hvordan skal arbejdsgiveren informere de ansatte om AI-systemer?"
    silence = {**said("Intet.", kind="absent"), "about": "klageadgang"}
    draft = analyse(Scripted({"others": [said(asked, DUTY, kind="question"), silence]}))
    assert any(each.text == asked for each in draft.questions)
    assert any("klageadgang" in each for each in draft.gaps)


@pytest.mark.parametrize("dimension", ["cooperation", "oversight", "skills"])
@pytest.mark.parametrize("party", ["employees", "employers", "both"])
def test_each_party_has_its_own_risk(dimension: str, party: str) -> None:
    """Graded by code, with the horizon that was said."""
    risk = said(TRUE, DUTY, FINE, kind="risk", dimension=dimension, party=party)
    draft = analyse(Scripted({"risks": [risk]}))
    (point,) = (each for each in draft.points if each.rule == "risks.risk")
    assert (point.party, point.dimension) == (party, dimension)
    assert point.level is not None
    assert point.horizon == "short"


def test_two_organisations_are_two_readers_of_one_text() -> None:
    """They share instructions and passages; whose view it is differs."""
    may_read = {"folketinget": ("all",)}
    one, other = Scripted(), Scripted()
    employees = analyse(one, READER)
    employers = analyse(other, replace(EMPLOYERS, model_may_read=may_read))
    assert [each.shared for each in one.asked] == [each.shared for each in other.asked]
    assert [each.system for each in one.asked] == [e.system for e in other.asked]
    assert one.asked[0].reader != other.asked[0].reader
    assert "lønmodtager" in one.asked[0].reader
    assert "arbejdsgiver" in other.asked[0].reader
    assert employees.summary != employers.summary
