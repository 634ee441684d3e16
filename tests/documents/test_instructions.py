"""Amending instructions are understood whole, or not at all."""

import pytest

from briefing.documents.law.instructions import (
    Action,
    Operation,
    operations,
    sections,
    unquoted,
)
from briefing.documents.law.places import Spot, spots

P5 = ("§ 5", "stk 1")


def op(action: Action, *paths: tuple[str, ...], **more: object) -> Operation:
    """An operation at plain places."""
    return Operation(action, tuple(Spot(each) for each in paths), **more)  # type: ignore[arg-type] # the words and numbers of the form


FORMS = {
    "I § 16 e, stk. 1, 1. pkt., ændres »A« til: »B«.": [
        op(Action.REPLACE, ("§ 16 e", "stk 1", "pkt 1"), old="A", new="B")
    ],
    "I § 15, stk. 1, ændres »4 kr.« til: »6 kr.«, og »8 kr.« ændres til: »9 kr.«": [
        op(Action.REPLACE, ("§ 15", "stk 1"), old="4 kr.", new="6 kr."),
        op(Action.REPLACE, ("§ 15", "stk 1"), old="8 kr.", new="9 kr."),
    ],
    "I § 5, stk. 1, ændres »a« til: »b«, »c« til: »d« og »e« til: »f«.": [
        op(Action.REPLACE, P5, old="a", new="b"),
        op(Action.REPLACE, P5, old="c", new="d"),
        op(Action.REPLACE, P5, old="e", new="f"),
    ],
    "I § 5, stk. 1 og 2, og § 6, stk. 1, ændres »a« til: »b«.": [
        op(Action.REPLACE, P5, ("§ 5", "stk 2"), ("§ 6", "stk 1"), old="a", new="b")
    ],
    "I § 5 a, stk. 2, nr. 3, litra b, ændres »a« to steder til: »b«.": [
        op(
            Action.REPLACE,
            ("§ 5 a", "stk 2", "nr 3", "litra b"),
            old="a",
            new="b",
            times=2,
        )
    ],
    "I § 5, stk. 1, ændres to steder »a« til: »b«.": [
        op(Action.REPLACE, P5, old="a", new="b", times=2)
    ],
    "I § 5, stk. 1, ændres »a« overalt til: »b«.": [
        op(Action.REPLACE, P5, old="a", new="b", times=0)
    ],
    "Overalt i loven ændres »a« til: »b«.": [
        op(Action.REPLACE, old="a", new="b", times=0)
    ],
    "Overalt i §§ 5-7 ændres »a« til: »b«.": [
        op(Action.REPLACE, ("§ 5",), ("§ 6",), ("§ 7",), old="a", new="b", times=0)
    ],
    "I § 5, stk. 1, 1. og 2. pkt., ændres »a« til: »b«.": [
        op(Action.REPLACE, (*P5, "pkt 1"), (*P5, "pkt 2"), old="a", new="b")
    ],
    "I § 5, stk. 1, 1.-3. pkt., ændres »a« til: »b«.": [
        op(
            Action.REPLACE,
            (*P5, "pkt 1"),
            (*P5, "pkt 2"),
            (*P5, "pkt 3"),
            old="a",
            new="b",
        )
    ],
    "I § 5, stk. 1, udgår », og c«.": [op(Action.DELETE, P5, old=", og c")],
    "I § 5, stk. 1, udgår »a« og »b«.": [
        op(Action.DELETE, P5, old="a"),
        op(Action.DELETE, P5, old="b"),
    ],
    "I § 5, stk. 1, indsættes efter »a«: », b«.": [
        op(Action.WORDS_AFTER, P5, old="a", new=", b")
    ],
    "I § 5, stk. 1, ændres »a« til: »b«, og efter »c« indsættes: »d«.": [
        op(Action.REPLACE, P5, old="a", new="b"),
        op(Action.WORDS_AFTER, P5, old="c", new="d"),
    ],
    "I § 3 a indsættes som 3. pkt.: »X.«": [
        op(Action.AS, ("§ 3 a",), new="X.", units=(("§ 3 a", "pkt 3"),))
    ],
    "I § 5, stk. 1, indsættes efter 1. pkt. som nyt punktum: »F.«": [
        op(Action.AFTER, (*P5, "pkt 1"), new="F.")
    ],
    "I § 100 indsættes som stk. 3: »Stk. 3. E«": [
        op(Action.AS, ("§ 100",), new="Stk. 3. E", units=(("§ 100", "stk 3"),))
    ],
    "I § 5, stk. 1, indsættes som nr. 4 og 5: »4) a\n5) b«": [
        op(Action.AS, P5, new="4) a\n5) b", units=((*P5, "nr 4"), (*P5, "nr 5")))
    ],
    "Efter § 53 indsættes: »§ 53 a. E«": [op(Action.AFTER, ("§ 53",), new="§ 53 a. E")],
    "Efter § 53 indsættes i kapitel 5: »§ 53 a. E«": [
        op(Action.AFTER, ("§ 53",), new="§ 53 a. E")
    ],
    "§ 55, stk. 4, affattes således: »Stk. 4. F.«": [
        op(Action.REWRITE, ("§ 55", "stk 4"), new="Stk. 4. F.")
    ],
    "§ 92, stk. 2, ophæves.\nStk. 3 og 4 bliver herefter stk. 2 og 3.": [
        op(Action.REPEAL, ("§ 92", "stk 2")),
        op(
            Action.RENUMBER,
            ("§ 92", "stk 3"),
            ("§ 92", "stk 4"),
            units=(("§ 92", "stk 2"), ("§ 92", "stk 3")),
        ),
    ],
    "I § 66 indsættes efter stk. 2 som nyt stykke:\n»Stk. 3. M«\n"
    "Stk. 3-4 bliver herefter stk. 4-5.": [
        op(Action.AFTER, ("§ 66", "stk 2"), new="Stk. 3. M"),
        op(
            Action.RENUMBER,
            ("§ 66", "stk 3"),
            ("§ 66", "stk 4"),
            units=(("§ 66", "stk 4"), ("§ 66", "stk 5")),
        ),
    ],
    "§ 43, stk. 3 og 4, ophæves, og i stedet indsættes: »Stk. 3. F«": [
        op(Action.INSTEAD, ("§ 43", "stk 3"), ("§ 43", "stk 4"), new="Stk. 3. F")
    ],
    "§ 92, stk. 2, ophæves. Stk. 3 bliver stk. 2.": [
        op(Action.REPEAL, ("§ 92", "stk 2")),
        op(Action.RENUMBER, ("§ 92", "stk 3"), units=(("§ 92", "stk 2"),)),
    ],
    "I § 5 ophæves stk. 2.": [op(Action.REPEAL, ("§ 5", "stk 2"))],
    "§§ 5-7 ophæves.": [op(Action.REPEAL, ("§ 5",), ("§ 6",), ("§ 7",))],
    "§ 48, stk. 3, 2. pkt., ophæves, og i stk. 4, 1. pkt., udgår »a«, og 2. pkt. "
    "ophæves.": [
        op(Action.REPEAL, ("§ 48", "stk 3", "pkt 2")),
        op(Action.DELETE, ("§ 48", "stk 4", "pkt 1"), old="a"),
        op(Action.REPEAL, ("§ 48", "stk 4", "pkt 2")),
    ],
    "I § 5, stk. 1, ændres »a« til: »b«, og »c« udgår.": [
        op(Action.REPLACE, P5, old="a", new="b"),
        op(Action.DELETE, P5, old="c"),
    ],
    "Overalt i loven ændres »a« til: »b«, og »c« ændres til: »d«.": [
        op(Action.REPLACE, old="a", new="b", times=0),
        op(Action.REPLACE, old="c", new="d", times=0),
    ],
    "§ 12, stk. 2, nr. 3, ophæves, og nr. 4 og 5 bliver herefter nr. 3 og 4.": [
        op(Action.REPEAL, ("§ 12", "stk 2", "nr 3")),
        op(
            Action.RENUMBER,
            ("§ 12", "stk 2", "nr 4"),
            ("§ 12", "stk 2", "nr 5"),
            units=(("§ 12", "stk 2", "nr 3"), ("§ 12", "stk 2", "nr 4")),
        ),
    ],
    "I § 16 I, stk. 1, og § 9 C ændres »a« til: »b«.": [
        op(Action.REPLACE, ("§ 16 i", "stk 1"), ("§ 9 c",), old="a", new="b")
    ],
    "I § 16 i, stk. 1, ændres »a« til: »b«.": [
        op(Action.REPLACE, ("§ 16 i", "stk 1"), old="a", new="b")
    ],
    "I § 39 i indsættes som stk. 2: »Stk. 2. X«": [
        op(Action.AS, ("§ 39 i",), new="Stk. 2. X", units=(("§ 39 i", "stk 2"),))
    ],
}


@pytest.mark.parametrize("text", FORMS)
def test_each_form_is_understood(text: str) -> None:
    """Every form of the guide gives its operations, in order."""
    assert tuple(FORMS[text]) == operations(text)


def test_a_unit_that_is_renumbered_by_the_same_bill() -> None:
    """Both numbers are kept: the one in force to find it, the new one to check."""
    found = operations(
        "I § 43, stk. 6, som bliver stk. 5, ændres »3« til: »4«, "
        "og som 2. pkt. indsættes: »M.«"
    )
    spot = Spot(("§ 43", "stk 6"), ("§ 43", "stk 5"))
    assert found is not None
    assert [(spot,), (spot,)] == [each.spots for each in found]
    assert (("§ 43", "stk 6", "pkt 2"),) == found[1].units


def test_what_only_the_new_number_says_is_part_of_the_place() -> None:
    """The second sentence of a stykke is not the whole stykke."""
    expected = (Spot(("§ 5", "stk 3", "pkt 2"), ("§ 5", "stk 4", "pkt 2")),)
    assert expected == spots("§ 5, stk. 3, der bliver stk. 4, 2. pkt.,")


@pytest.mark.parametrize(
    "text",
    [
        "Overskriften før § 5 affattes således: »x«",
        "Lovens titel affattes således: »Lov om x«",
        "I bilag 1 ændres »a« til: »b«.",
        "Kapitel 5 ophæves.",
        "I indledningen til § 5 ændres »a« til: »b«.",
        "I § 5 ændres »a« og »b« til: »c«.",
        "Overalt i loven, bortset fra § 5, ændres »a« til: »b«.",
        "I § 5, stk. 1, ændres »a« nogle steder til: »b«.",
        "I § 5, stk. 1, ændres »a« til: »b",
        "I § 5, stk. 1, ændres »a« til: »b«, idet dog § 7 holdes udenfor.",
        "Stk. 3-5 bliver herefter stk. 2 og 3.",
        "I § 5 indsættes: »x«",
        "§ 5, stk. 2, litra b, nr. 1, ophæves.",
        "§ 5, 2. pkt., affattes som 2. og 3. pkt.: »X. Y.«",
        "I § 5, stk. 2, ophæves 3. pkt., og i stedet indsættes: »X.«",
        "",
    ],
)
def test_what_is_said_otherwise_is_not_understood(text: str) -> None:
    """Nothing is guessed from an instruction that says more, or something else."""
    assert operations(text) is None


def test_quotations_may_hold_quotations() -> None:
    """Only the outer marks part the command from the words."""
    text = "I § 5 ændres »dyregrupperne »hest« og »kæledyr«« til: »x«."
    expected = (
        "I § 5 ændres ⟦0⟧ til: ⟦1⟧.",
        ("dyregrupperne »hest« og »kæledyr«", "x"),
    )
    assert expected == unquoted(text)


def test_the_paragraffer_named_outside_quotations() -> None:
    """What is quoted names nothing that is changed."""
    text = "I § 5 a, stk. 2, og §§ 7 og 8 ændres »§ 9« til: »§ 10«."
    assert sections(text) == ("§ 5 a", "§ 7", "§ 8")


def test_a_paragraf_with_the_letter_i() -> None:
    """It is not taken for the paragraf without a letter."""
    assert sections("I § 39 i indsættes som stk. 2: »x«") == ("§ 39 i",)
