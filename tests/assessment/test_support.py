"""Provisions and figures of a statement: only what stands there, where it stands."""

import pytest

from briefing.assessment.pairing import misplaced
from briefing.assessment.support import known, known_text, said_in, unsupported
from briefing.domain.document import Locator, Passage

PENALTY = Passage(
    0,
    "Stk. 2. Overtrædelse af § 7 a, stk. 1, straffes med bøde.",
    Locator(provision="§ 2, stk. 2", heading="§ 2"),
)
EXCEPTION = Passage(
    1,
    "§ 4. §§ 2 og 3 gælder ikke for arbejdsgivere med en aftale.",
    Locator(provision="§ 4"),
)


def missing(statement: str, passage: Passage) -> tuple[str, ...]:
    """What the passage does not have of the statement."""
    return unsupported(said_in(statement, "da"), [known(passage)], [])


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("Overtrædelse af § 7 a, stk. 2, straffes.", PENALTY),
        ("Overtrædelse af § 7, stk. 1, straffes.", PENALTY),
        ("Overtrædelse af § 7 b, stk. 1, straffes.", PENALTY),
        ("Stk. 1. Overtrædelse af § 7 a, stk. 1, straffes.", PENALTY),
        ("Overtrædelse straffes, jf. § 2, stk. 1.", PENALTY),
        ("Overtrædelse straffes, jf. stk. 2.", PENALTY),
        ("§ 4. §§ 2 og 4 gælder ikke.", EXCEPTION),
        ("§§ 2 og 4 gælder ikke.", EXCEPTION),
        ("§§ 3 og 3 gælder ikke.", EXCEPTION),
    ],
)
def test_a_paragraph_belongs_to_its_own_section(
    statement: str, passage: Passage
) -> None:
    """A leading "Stk. 2." is that of the § around it, not of one the text names."""
    assert missing(statement, passage)


@pytest.mark.parametrize(
    ("statement", "passage"),
    [
        ("Overtrædelse af § 7 a, stk. 1, straffes efter § 2, stk. 2.", PENALTY),
        ("Stk. 2. Overtrædelse af § 7 a, stk. 1, straffes.", PENALTY),
        ("Efter stk. 2 straffes overtrædelse.", PENALTY),
        ("Straffen står i § 2.", PENALTY),
        ("Efter § 4 gælder §§ 2 og 3 ikke.", EXCEPTION),
        ("§ 4. § 2 gælder ikke.", EXCEPTION),
    ],
)
def test_what_stands_there_is_supported(statement: str, passage: Passage) -> None:
    """The passage's own place and those it names may be named."""
    assert not missing(statement, passage)


@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        ("Bøden tredobles.", True),
        ("Bøden bliver fordoblet.", False),
        ("Bøden gemmes i to til to år.", True),
        ("Bøden gemmes i to til tre år.", False),
    ],
)
def test_multiples_and_ranges(statement: str, wrong: bool) -> None:
    """Three times is not twice, and nothing lasts "two to two years"."""
    source = "Bøden fordobles og gemmes i to til tre år."
    said = said_in(statement, "da")
    assert bool(misplaced(said, [source], [known_text(source)])) is wrong
