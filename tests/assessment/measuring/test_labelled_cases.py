"""The labelled cases that come with the program, and those of a folder of one's own."""

from collections import Counter
from pathlib import Path

import pytest

from briefing.assessment.measuring.labelled import cases_in, shipped_cases
from briefing.errors import ConfigError

CASES = shipped_cases()
WANTED = {
    "folketinget", "hoeringsportalen", "retsinformation", "have_your_say", "cellar",
    "europarl", "press_corner", "feed", "private",
}  # fmt: skip
CASE = """\
proposal: {source: egen, kind: bill, ref: egen/1, title: Lov om prøver}
documents:
  - {kind: bill_text, title: Forslag, text: "§ 1. Arbejdsgiveren skal svare."}
expects:
  points:
    - {dimension: pay, party: both, says: Svar, quote: skal svare}
"""


def test_the_shipped_cases_cover_every_source_and_many_kinds() -> None:
    """At least forty, from every source; a third of them is held out."""
    sources = Counter(each.told.proposal.source for each in CASES)
    kinds = {each.told.proposal.kind for each in CASES}
    held_out = sum(each.told.held_out for each in CASES)
    assert len(CASES) >= 40
    assert WANTED <= set(sources)
    assert len(kinds) >= 12
    assert 0.3 <= held_out / len(CASES) <= 0.5
    assert sum(len(each.told.statements) for each in CASES) >= 150


def test_every_label_stands_in_its_text() -> None:
    """The words of each expected point, trap and true statement are in a document."""
    for case in CASES:
        text = " ".join(" ".join(e.text for e in case.told.documents).split())
        expected = case.told.expects
        quotes = [
            *(each.quote for each in expected.points),
            *(each.quote for each in expected.traps if each.quote),
            *(each.quote for each in case.told.statements),
        ]
        assert [each for each in quotes if each not in text] == [], case.name
        assert expected.points, case.name


def test_a_folder_of_ones_own_is_read(tmp_path: Path) -> None:
    """Files NAME.yaml; a document may lie beside them in a file of its own."""
    told = CASE.replace('text: "§ 1. Arbejdsgiveren skal svare."', "file: lov.txt")
    (tmp_path / "min.yaml").write_text(told)
    (tmp_path / "lov.txt").write_text("§ 1. Arbejdsgiveren skal svare.")
    (case,) = cases_in(tmp_path)
    assert case.name == "min"
    assert case.proposal.ref == "evaluation/min"
    body, name = case.body(case.told.documents[0])
    assert (body.decode(), name) == ("§ 1. Arbejdsgiveren skal svare.", "lov.txt")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("dimension: pay", "dimension: luck", "dimension"),
        ("source: egen, ", "", "source"),
        ("expects:", "expect:", "expect"),
        ('text: "§ 1. Arbejdsgiveren skal svare."', "file: ''", "text"),
    ],
)
def test_a_wrong_case_is_named_with_what_is_wrong(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    """The file and the key are in the error."""
    (tmp_path / "forkert.yaml").write_text(CASE.replace(old, new))
    with pytest.raises(ConfigError, match=f"forkert.yaml.*{told}"):
        cases_in(tmp_path)


def test_a_folder_without_cases_is_an_error(tmp_path: Path) -> None:
    """Nothing found never looks like a perfect score."""
    with pytest.raises(ConfigError, match="no case"):
        cases_in(tmp_path)
