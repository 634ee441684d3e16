"""An act with instructions applied: exactly, or not at all with the reason."""

from collections.abc import Iterable

import pytest

from briefing.documents.compare import compare
from briefing.documents.law.amend import amended
from briefing.documents.law.pieces import Piece, pieces
from briefing.domain.change import TextChangeKind
from briefing.domain.document import Locator, Passage, Reading
from briefing.domain.law import AmendedParagraph, Obstacle, Told

LAW = """
§ 1. Loven gælder for alle. Loven gælder dog ikke for søfolk.
§ 5 a. En arbejdsgiver skal give besked inden 3 dage, jf. § 7.
Stk. 2. Beskeden skal indeholde
1) navn,
2) adresse og
3) oplysninger om
a) løn og
b) tid til møde og tid til ferie.
Stk. 3. Ministeren kan fastsætte regler om stk. 2. Ministeren skal høre parterne. Styrelsen vejleder.
Stk. 4. Styrelsen fører tilsyn.
§ 6. Den, der overtræder § 5 a, stk. 1 og 4, straffes med bøde på 2,5 pct. af lønnen.
"""  # noqa: E501 - a line of the law is a line here


def law() -> tuple[Piece, ...]:
    """The invented act as its units."""
    return pieces(
        ((line, number) for number, line in enumerate(LAW.strip().splitlines())),
        as_law=True,
    )


def told(*texts: str) -> tuple[Told, ...]:
    """The instructions as numbers 1, 2 … of a bill's first paragraph."""
    return tuple(Told(f"§ 1, nr. {n}", text, ()) for n, text in enumerate(texts, 1))


def only(*texts: str) -> AmendedParagraph:
    """The one paragraf that these instructions touch."""
    found = amended(law(), told(*texts))
    assert len(found) == 1
    return found[0]


APPLIED = {
    "I § 6 ændres »stk. 1 og 4« til: »stk. 1 og 3«.": (
        "§ 6. Den, der overtræder § 5 a, stk. 1 og 3, straffes med bøde på 2,5 pct. "
        "af lønnen.",
    ),
    "I § 1, 2. pkt., ændres »Loven« til: »Den«.": (
        "§ 1. Loven gælder for alle. Den gælder dog ikke for søfolk.",
    ),
    "I § 1 indsættes efter 1. pkt. som nyt punktum: »Også om natten.«": (
        "§ 1. Loven gælder for alle. Også om natten. Loven gælder dog ikke for søfolk.",
    ),
    "I § 1 indsættes som 3. pkt.: »Loven gælder for lærlinge.«": (
        "§ 1. Loven gælder for alle. Loven gælder dog ikke for søfolk. Loven gælder "
        "for lærlinge.",
    ),
    "§ 1, 2. pkt., ophæves.": ("§ 1. Loven gælder for alle.",),
    "§ 1, 2. pkt., affattes således: »Det gælder ikke natten.«": (
        "§ 1. Loven gælder for alle. Det gælder ikke natten.",
    ),
    "§ 1, 1. og 2. pkt., affattes således: »Loven gælder.«": ("§ 1. Loven gælder.",),
    "I § 1 udgår »dog«.": (
        "§ 1. Loven gælder for alle. Loven gælder ikke for søfolk.",
    ),
    "I § 1, 1. pkt., indsættes efter »alle«: », der arbejder«.": (
        "§ 1. Loven gælder for alle, der arbejder. Loven gælder dog ikke for søfolk.",
    ),
    "I § 1, 1. pkt., indsættes før »alle«: »stort set«.": (
        "§ 1. Loven gælder for stort set alle. Loven gælder dog ikke for søfolk.",
    ),
    "I § 1 ændres »Loven« to steder til: »Den«.": (
        "§ 1. Den gælder for alle. Den gælder dog ikke for søfolk.",
    ),
    "§ 1 affattes således:\n»§ 1. Nyt.\nStk. 2. Mere.«": ("§ 1. Nyt.", "Stk. 2. Mere."),
    "§ 1 ophæves.": (),
    "Efter § 6 indsættes:\n»§ 6 a. Nyt.\nStk. 2. Mere.«": (
        "§ 6 a. Nyt.",
        "Stk. 2. Mere.",
    ),
    "I § 1 indsættes som stk. 2: »Stk. 2. Mere.«": (
        "§ 1. Loven gælder for alle. Loven gælder dog ikke for søfolk.",
        "Stk. 2. Mere.",
    ),
}


@pytest.mark.parametrize("text", APPLIED)
def test_each_form_gives_the_text_as_it_will_read(text: str) -> None:
    """The proposed text is whole, and nothing else in it has changed."""
    found = only(text)
    assert found.hindered == ()
    assert APPLIED[text] == found.proposed


def test_lists_below_a_stykke() -> None:
    """A new number moves those after it; a litra and words deep down are found."""
    found = only(
        "I § 5 a, stk. 2, indsættes efter nr. 2 som nyt nummer:\n»3) køn og«\n"
        "Nr. 3 bliver herefter nr. 4.",
        "I § 5 a, stk. 2, nr. 2, udgår »og«.",
        "I § 5 a, stk. 2, nr. 3, litra b, som bliver nr. 4, litra b, ændres »tid« to "
        "steder til: »tid«.",
        "I § 5 a, stk. 2, nr. 3, som bliver nr. 4, indsættes som litra c: »c) hvile.«",
    )
    assert found.hindered == ()
    assert (
        "1) navn,",
        "2) adresse",
        "3) køn og",
        "4) oplysninger om",
        "a) løn og",
        "b) tid til møde og tid til ferie.",
        "c) hvile.",
    ) == found.proposed[2:9]


def test_numbers_are_those_of_the_law_in_force_throughout_the_bill() -> None:
    """What an earlier instruction moved is still found under its old number."""
    found = only(
        "I § 5 a indsættes efter stk. 1 som nyt stykke:\n»Stk. 2. Ny.«\n"
        "Stk. 2-4 bliver herefter stk. 3-5.",
        "I § 5 a, stk. 3, der bliver stk. 4, indsættes efter 1. pkt.: »Indsat.«",
        "§ 5 a, stk. 4, der bliver stk. 5, affattes således:\n»Stk. 5. Ingen.«",
    )
    assert found.hindered == ()
    assert "Stk. 2. Ny." == found.proposed[1]
    assert "regler om stk. 2. Indsat. Ministeren" in found.proposed[-2]
    assert "Stk. 5. Ingen." == found.proposed[-1]


def test_what_is_put_in_moves_with_the_unit_it_stands_in() -> None:
    """A number put into a stykke that is renumbered afterwards stays in it."""
    found = only(
        "I § 5 a, stk. 2, som bliver stk. 3, indsættes som nr. 4: »4) mere.«",
        "I § 5 a indsættes efter stk. 1 som nyt stykke: »Stk. 2. Ny.«\n"
        "Stk. 2-4 bliver herefter stk. 3-5.",
    )
    assert found.hindered == ()
    where = found.proposed.index("4) mere.")
    assert found.proposed[where + 1].startswith("Stk. 4. Ministeren")


def test_sentences_keep_their_numbers_in_force_throughout_the_bill() -> None:
    """What is taken out or put in before does not move the others."""
    found = only(
        "§ 5 a, stk. 3, 1. pkt., ophæves.",
        "I § 5 a, stk. 3, indsættes efter 2. pkt. som nyt punktum: »Ny.«",
        "I § 5 a, stk. 3, 3. pkt., der bliver 3. pkt., ændres »vejleder« til: »ser«.",
        "I § 5 a, stk. 3, ændres »parterne« til: »alle«.",
    )
    assert found.hindered == ()
    assert (
        "Stk. 3. Ministeren skal høre alle. Ny. Styrelsen ser." == (found.proposed[-2])
    )
    gone = only("§ 1, 2. pkt., ophæves.", "I § 1, 2. pkt., ændres »dog« til: »altså«.")
    assert [Obstacle.PLACE] == [each.obstacle for each in gone.hindered]


def test_a_paragraf_with_a_capital_keeps_it() -> None:
    """It is found in either case, and printed as in the act."""
    act = pieces([("§ 9 C. Satsen er 2 kr.", 0), ("Stk. 2. Ny.", 1)], as_law=True)
    found = amended(act, told("I § 9 C, stk. 1, ændres »2 kr.« til: »3 kr.«"))[0]
    assert ("§ 9 C. Satsen er 3 kr.", "Stk. 2. Ny.") == found.proposed


def test_a_heading_in_new_wording_is_never_taken_for_the_paragraf() -> None:
    """A paragraf that is rewritten begins with its number, or is not worked out."""
    found = only("§ 1 affattes således: »Formål\n§ 1. Nyt.«")
    assert [Obstacle.NUMBERS] == [each.obstacle for each in found.hindered]


def test_a_word_everywhere_in_the_act() -> None:
    """Each paragraf that has the word is shown, no other."""
    found = amended(law(), told("Overalt i loven ændres »skal« til: »bør«."))
    assert ["§ 5 a"] == [each.place for each in found]
    assert not any("skal" in line for line in found[0].proposed)


REFUSED = {
    "I § 6 ændres »stk. 9« til: »stk. 1«.": Obstacle.WORDS,
    "I § 6 ændres »5 pct.« til: »6 pct.«": Obstacle.WORDS,
    "I § 1 ændres »Loven« til: »Den«.": Obstacle.MORE_THAN_ONCE,
    "I § 1 ændres »søfolk« to steder til: »andre«.": Obstacle.OTHER_COUNT,
    "I § 1 ændres »søfol« til: »fol«.": Obstacle.WORDS,
    "I § 9 ændres »a« til: »b«.": Obstacle.PLACE,
    "I § 1, stk. 2, ændres »a« til: »b«.": Obstacle.PLACE,
    "I § 1, 3. pkt., ændres »a« til: »b«.": Obstacle.PLACE,
    "I § 5 a, 1. pkt., ændres »besked« til: »b«.": Obstacle.PLACE,
    "§ 5 a, stk. 2, affattes således: »Stk. 3. X.«": Obstacle.NUMBERS,
    "I § 5 a indsættes efter stk. 1 som nyt stykke: »Stk. 2. Ny.«": Obstacle.NUMBERS,
    "I § 5 a indsættes som stk. 7: »Stk. 7. Ny.«": Obstacle.PLACE,
    "§ 5 a, stk. 2, ophæves.\nStk. 3 og 4 bliver herefter stk. 2 og 3.\n"
    "I § 5 a indsættes som stk. 5: »Stk. 5. Ny.«": Obstacle.FORM,
    "§ 5 a, stk. 4, ophæves, og i stedet indsættes: »Stk. 6. Ny.«": Obstacle.NUMBERS,
    "I § 5 a, stk. 2, indsættes som 2. pkt.: »Ny.«": Obstacle.SENTENCES,
    "I § 1 indsættes som 2. pkt.: »Ny.«": Obstacle.NUMBERS,
    "Efter § 5 indsættes: »§ 5 a. Findes.«": Obstacle.NUMBERS,
    "I § 5 a, stk. 3, der bliver stk. 9, udgår »Styrelsen«.": Obstacle.NUMBERS,
    "I § 1 ændres »Loven«, så den giver mening.": Obstacle.FORM,
    "Overskriften før § 1 ophæves.": Obstacle.FORM,
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_cannot_be_applied_exactly_is_not_applied(text: str) -> None:
    """The reason is told, today's text stands, and there is no proposed text."""
    found = only(text)
    assert [REFUSED[text]] == [each.obstacle for each in found.hindered]
    assert found.proposed == ()
    assert found.effects == ()


def test_one_paragraf_that_fails_harms_no_other() -> None:
    """An instruction on two paragraffer is applied where it can be."""
    found = amended(law(), told("I § 1, 1. pkt., og § 9 ændres »Loven« til: »Den«."))
    assert [("§ 1", True), ("§ 9", False)] == [(p.place, p.is_applied) for p in found]


def test_a_heading_is_no_part_of_the_paragraf_below_it() -> None:
    """What is not understood is told by itself, and the paragraf is worked out."""
    found = amended(
        law(),
        told(
            "Overskriften før § 1 affattes således: »Formål«",
            "I § 1, 1. pkt., ændres »Loven« til: »Den«.",
            "I bilag 1 ændres »a« til: »b«.",
        ),
    )
    assert [
        ("Overskriften før § 1", False),
        ("§ 1", True),
        ("bilag 1", False),
    ] == [(each.place, each.is_applied) for each in found]


def test_without_a_text_only_what_is_new_can_be_shown() -> None:
    """A new paragraf is whole in the bill; for the others the text is missing."""
    found = amended((), told("Efter § 1 indsættes: »§ 1 a. Nyt.«", "§ 1 ophæves."))
    assert found[0].proposed == ("§ 1 a. Nyt.",)
    assert [Obstacle.NO_TEXT] == [each.obstacle for each in found[1].hindered]


def test_several_new_paragraffer_with_a_heading() -> None:
    """Each is for itself; the heading stands with the one below it."""
    text = "Efter § 6 indsættes:\n»Kapitel 2 a\n§ 6 a. Et.\nStk. 2. To.\n§ 6 b. Tre.«"
    found = amended(law(), told(text))
    assert [
        ("§ 6 a", ("Kapitel 2 a", "§ 6 a. Et.", "Stk. 2. To.")),
        ("§ 6 b", ("§ 6 b. Tre.",)),
    ] == [(each.place, each.proposed) for each in found]


def test_an_excerpt_may_leave_out_what_is_not_changed() -> None:
    """What an appendix does not show is there, but no words can be changed in it."""
    shown = pieces([("§ 8.", None), ("Stk. 2. Papir.", None)], as_law=True)
    found = amended(
        shown,
        told("§ 8, stk. 2, ophæves.\nStk. 3 bliver herefter stk. 2."),
        excerpt=True,
    )
    assert found[0].proposed == ("Stk. 2. […]",)
    hidden = amended(shown, told("I § 8, stk. 4, ændres »a« til: »b«."), excerpt=True)
    assert [Obstacle.LEFT_OUT] == [each.obstacle for each in hidden[0].hindered]


def test_the_effect_of_each_instruction_is_told_by_itself() -> None:
    """The text around it, with what goes and what comes."""
    found = only(
        "I § 1, 2. pkt., ændres »søfolk« til: »piloter«.", "I § 1 udgår »dog«."
    )
    for effect in found.effects:
        assert effect.today == LAW.strip().splitlines()[0]
        assert effect.proposed == found.proposed[0]


def reading(lines: Iterable[str]) -> Reading:
    """Lines as the passages of a document."""
    return Reading(
        tuple(Passage(n, line, Locator()) for n, line in enumerate(lines)),
    )


@pytest.mark.parametrize("text", [each for each in APPLIED if "ændres" in each])
def test_comparing_gives_back_what_the_instruction_says(text: str) -> None:
    """Between the two texts nothing differs but the words of the instruction."""
    found = only(text)
    changes = compare(reading(found.today), reading(found.proposed))
    assert [TextChangeKind.ALTERED] == [each.kind for each in changes]
    deleted = [e.text for c in changes for e in c.edits if e.kind == "deleted"]
    assert all(each.strip(" .,") in text for each in deleted)


@pytest.mark.parametrize("first", range(1, 6))
@pytest.mark.parametrize("count", [1, 2])
def test_renumbering_keeps_every_unit_exactly_once(first: int, count: int) -> None:
    """Putting in or taking out moves what follows; nothing is lost or doubled."""
    lines = ["§ 3. Tekst 1."] + [f"Stk. {n}. Tekst {n}." for n in range(2, 7)]
    act = pieces(((each, None) for each in lines), as_law=True)
    rest = list(range(first + 1, 7))
    wording = "\n".join(f"Stk. {first + n}. Ny {n}." for n in range(1, count + 1))
    old = f"Stk. {rest[0]}-{rest[-1]}" if rest[1:] else f"Stk. {rest[0]}"
    new = f"stk. {rest[0] + count}-{rest[-1] + count}"
    new = new if rest[1:] else f"stk. {rest[0] + count}"
    text = (
        f"I § 3 indsættes efter stk. {first} som nye stykker:\n»{wording}«\n"
        f"{old} bliver herefter {new}."
    )
    found = amended(act, told(text))[0]
    assert found.hindered == ()
    kept = [each for each in found.proposed if "Tekst" in each]
    assert [each.split("Tekst")[1] for each in lines] == [
        each.split("Tekst")[1] for each in kept
    ]
    numbers = [each.rsplit(". ", 1)[0] for each in found.proposed[1:]]
    assert [f"Stk. {n}" for n in range(2, 7 + count)] == numbers
