"""A model that lies, over the texts of real acts: nothing of it reaches a reader."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hand_readings import EMPLOYEES, proposal

from briefing.assessment.answers import Hearing, understood
from briefing.assessment.packing import Numbered, Pack, pack
from briefing.assessment.schema import Statements
from briefing.assessment.trusting import trusted
from briefing.documents.read import read
from briefing.domain.document import Document
from briefing.domain.proposal import DocumentKind

READER = replace(EMPLOYEES, model_may_read={"folketinget": ("all",)})
MOST = 60
Lie = Callable[[Numbered, Numbered], tuple[str, list[tuple[int, str]]] | None]


@pytest.fixture(scope="module")
def act() -> Pack:
    """A long act in force, numbered as a model is sent it."""
    folder = Path(__file__).resolve().parents[2].parent / "shared/captures/dk/laws"
    paths = sorted(folder.glob("*.md"), key=lambda each: -each.stat().st_size)
    if not paths:
        pytest.skip("the folder of recorded real data is not beside the project")
    kind = DocumentKind.BILL_TEXT
    reading = read(paths[0].read_bytes(), "text/plain", "lov", kind)
    return pack((Document("text", "Lov", kind, "", reading=reading),))


def duties(act: Pack) -> list[Numbered]:
    """The passages that say what somebody shall do."""
    return [
        each
        for each in act.numbered
        if " skal " in each.passage.text and 60 < len(each.passage.text) < 400
    ]


def _bare(text: str) -> str:
    return re.sub(r"^(?:§ \d+ ?\w?\.|Stk\. \d+\.|\d+\)|#+|\*+)\s*", "", text)


def _said(text: str) -> str:
    return f"Efter loven gælder det, at {_bare(text)[:1].lower()}{_bare(text)[1:]}"


def truth(one: Numbered, _other: Numbered) -> tuple[str, list[tuple[int, str]]] | None:
    """What the passage says, with its own words quoted."""
    text = one.passage.text
    return _said(text), [(one.number, text)]


def wrong_figure(
    one: Numbered, _other: Numbered
) -> tuple[str, list[tuple[int, str]]] | None:
    """A number that does not stand there."""
    text = one.passage.text
    return f"{_said(text).rstrip('.')}, og fristen er 977 dage.", [(one.number, text)]


def foreign(one: Numbered, other: Numbered) -> tuple[str, list[tuple[int, str]]] | None:
    """Another passage's words under this one's number."""
    if other.passage.text in one.passage.text:
        return None
    return _said(other.passage.text), [(one.number, other.passage.text)]


def fabricated(
    one: Numbered, _other: Numbered
) -> tuple[str, list[tuple[int, str]]] | None:
    """A quotation that stands nowhere."""
    words = one.passage.text.split()
    words[len(words) // 2] = "omgående"
    return _said(one.passage.text), [(one.number, " ".join(words))]


def spliced(
    one: Numbered, _other: Numbered
) -> tuple[str, list[tuple[int, str]]] | None:
    """Two ends of a passage put together."""
    words = one.passage.text.split()
    if len(words) < 14:
        return None
    return _said(one.passage.text), [(one.number, " ".join(words[:5] + words[-5:]))]


def off_the_point(
    one: Numbered, _other: Numbered
) -> tuple[str, list[tuple[int, str]]] | None:
    """The right form, a true quotation, and words about something else."""
    text = "Pensionsalderen sænkes for brandmænd, og kontingentet bliver fradragsfrit."
    return text, [(one.number, one.passage.text)]


def in_english(
    one: Numbered, _other: Numbered
) -> tuple[str, list[tuple[int, str]]] | None:
    """True perhaps, in a language that the reader's briefing is not in."""
    text = "The employer shall ensure that the work is done in a way that is safe."
    return text, [(one.number, one.passage.text)]


def turned(one: Numbered, _other: Numbered) -> tuple[str, list[tuple[int, str]]] | None:
    """A duty made an option, where the passage gives none."""
    text = one.passage.text
    if " kan " in text:
        return None
    return _said(text).replace(" skal ", " kan "), [(one.number, text)]


def denied(one: Numbered, _other: Numbered) -> tuple[str, list[tuple[int, str]]] | None:
    """A duty denied."""
    text = one.passage.text
    return _said(text).replace(" skal ", " skal ikke ", 1), [(one.number, text)]


def share_that_passes(act: Pack, lie: Lie) -> float:
    """The share of such statements over the act that would be printed."""
    found = duties(act)
    pairs = zip(found, [*found[7:], *found[:7]], strict=True)
    told = [each for one, other in islice(pairs, MOST) if (each := lie(one, other))]
    passed = sum(_passed(act, some) for some in _tens(told))
    return passed / len(told)


def _tens(told: list[Any]) -> Iterable[list[Any]]:
    for start in range(0, len(told), 10):
        yield told[start : start + 10]


def _passed(act: Pack, told: list[Any]) -> int:
    statements = [
        {
            "kind": "attention",
            "text": text,
            "evidence": [{"passage": n, "quote": quote} for n, quote in quotes],
        }
        for text, quotes in told
    ]
    hearing = Hearing("risks", act, act.documents, READER)
    answer = Statements.model_validate({"statements": statements})
    found = trusted(understood(answer, hearing), proposal(), act.documents, READER)
    return len(found.points)


def test_what_the_act_says_is_printed(act: Pack) -> None:
    """Else nothing below would mean anything."""
    assert len(duties(act)) >= MOST // 2
    assert share_that_passes(act, truth) >= 0.8


@pytest.mark.parametrize(
    "lie",
    [wrong_figure, foreign, fabricated, spliced, off_the_point, in_english],
)
def test_no_such_lie_reaches_a_reader(act: Pack, lie: Lie) -> None:
    """Not one, with no second reading to help."""
    assert share_that_passes(act, lie) == 0


@pytest.mark.parametrize("lie", [turned, denied])
def test_hardly_any_reversal_does(act: Pack, lie: Lie) -> None:
    """At most one in ten passes code alone."""
    assert share_that_passes(act, lie) <= 0.1
