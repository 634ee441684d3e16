"""The measure of words: paraphrases pass, statements beside a foreign quote do not."""

from importlib import resources
from itertools import permutations

import pytest
import yaml

from briefing.assessment.clauses import quoted_sentences
from briefing.assessment.wording import is_borne
from briefing.language.recognise import guess_language

FOLDER = resources.files("briefing.assessment.measuring")
LABELLED = [
    each
    for name in ("true", "free")
    for each in yaml.safe_load((FOLDER / f"{name}_statements.yaml").read_text("utf-8"))
    if guess_language(each["passage"]) == "da"
]
SOURCE = "arbejdsgiveren skal give lønmodtageren skriftlig besked om ændringen."


def quoted(each: dict[str, str]) -> str:
    """The sentences that a labelled statement quotes."""
    return " ".join(quoted_sentences(each["quote"], each["passage"])).casefold()


def test_paraphrases_are_borne() -> None:
    """At most 8 % of the labelled paraphrases, however free, are withheld."""
    lost = [e["text"] for e in LABELLED if not is_borne(e["text"], quoted(e))]
    assert len(LABELLED) > 80
    assert len(lost) <= 0.08 * len(LABELLED), lost


def test_statements_beside_anothers_quotation_are_not() -> None:
    """At most 4 % of all pairs pass; figures and names are looked at elsewhere."""
    pairs = list(permutations(LABELLED, 2))
    passed = sum(is_borne(ours["text"], quoted(theirs)) for ours, theirs in pairs)
    assert passed <= 0.04 * len(pairs)


@pytest.mark.parametrize(
    "statement",
    [
        "Arbejdsgiveren skal ikke give lønmodtageren besked.",
        "Skriftlig besked til lønmodtageren er en god ændring.",
        "Arbejdsgiverens skriftlige besked til lønmodtageren afskaffes.",
        "Ændringen om skriftlig besked til lønmodtageren er vedtaget.",
        "Arbejdsgiveren og lønmodtageren er enige om skriftlig besked.",
        "Byrden ved skriftlig besked til lønmodtageren er lille.",
        "Kravet om skriftlig besked til lønmodtageren er trukket tilbage.",
        "Kun lønmodtageren skal have skriftlig besked om ændringen.",
        "Lønmodtageren skal hvert år have skriftlig besked om ændringen.",
        "Lønmodtageren kan nedlægge veto mod ændringen i den skriftlige besked.",
        "Besked.",
        "",
        "123",
    ],
)
def test_denials_and_verdicts_need_a_source(statement: str) -> None:
    """The source's own words do not bear a denial, praise or a deed."""
    assert not is_borne(statement, SOURCE)


def test_what_the_source_says_is_borne() -> None:
    """Inflected, in another order, in a compound."""
    assert is_borne("Lønmodtageren får ændringerne på skrift.", SOURCE)
    assert is_borne("Beskeden til lønmodtagere skal være skriftlig.", SOURCE)
