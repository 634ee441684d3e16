"""The measure of words: paraphrases pass, statements beside a foreign quote do not."""

from dataclasses import replace
from importlib import resources
from itertools import permutations

import pytest
import yaml

from briefing.assessment.clauses import quoted_sentences
from briefing.assessment.measuring.claims import collected, held
from briefing.assessment.wording import is_borne
from briefing.domain.profile import Perspective, Profile
from briefing.language.recognise import guess_language

FOLDER = resources.files("briefing.assessment.measuring")
LABELLED = [
    each
    for name in ("true", "free")
    for each in yaml.safe_load((FOLDER / f"{name}_statements.yaml").read_text("utf-8"))
    if guess_language(each["passage"]) == "da"
]
STEP = 7
EVERY, SOURCE = collected()
CLAIMS = [each for each in EVERY if guess_language(each.quote) == "da"]
PROFILE = Profile("eksempel", "Eksempelforbundet", Perspective.EMPLOYEES)
TOLD = "arbejdsgiveren skal give lønmodtageren skriftlig besked om ændringen."


def quoted(each: dict[str, str]) -> str:
    """The sentences that a labelled statement quotes."""
    return " ".join(quoted_sentences(each["quote"], each["passage"])).casefold()


def test_paraphrases_are_borne() -> None:
    """At most 5 % of the labelled paraphrases, however free, are withheld."""
    lost = [e["text"] for e in LABELLED if not is_borne(e["text"], quoted(e))]
    assert len(LABELLED) > 80
    assert len(lost) <= 0.05 * len(LABELLED), lost


def test_statements_beside_anothers_quotation_are_not() -> None:
    """Of statements beside the quotation of another at most 1 % pass every layer."""
    pairs = list(permutations(CLAIMS, 2))[::STEP]
    moved = [replace(one, passage=two.passage, quote=two.quote) for one, two in pairs]
    found = held(moved, {each.case: SOURCE for each in CLAIMS}, PROFILE)
    assert len(found.through) <= 0.01 * found.total


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
    assert not is_borne(statement, TOLD)


def test_what_the_source_says_is_borne() -> None:
    """Inflected, in another order, in a compound."""
    assert is_borne("Lønmodtageren får ændringerne på skrift.", TOLD)
    assert is_borne("Beskeden til lønmodtagere skal være skriftlig.", TOLD)
