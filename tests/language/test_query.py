"""What a person types to search: understood, or refused with what to write instead."""

import pytest

from briefing.domain.search import Term, TermKind
from briefing.language.marking import Marker
from briefing.language.query import QueryError, parse, spans
from briefing.language.words import Text, is_form

WORD, PHRASE, PREFIX = TermKind.WORD, TermKind.PHRASE, TermKind.PREFIX


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("Arbejdsmiljø bøde", [(WORD, "arbejdsmiljø"), (WORD, "bøde")], []),
        ("bøde -færdsel", [(WORD, "bøde")], [(WORD, "færdsel")]),
        ('bøde –"lov om"', [(WORD, "bøde")], [(PHRASE, "lov om")]),
        ("„kunstig intelligens“", [(PHRASE, "kunstig intelligens")], []),
        ("»kunstig«", [(WORD, "kunstig")], []),
        ("barsel*", [(PREFIX, "barsel")], []),
        ("§ 5 a, stk. 2", [(PHRASE, "§ 5 a"), (PHRASE, "stk 2")], []),
        ("§5", [(PHRASE, "§ 5")], []),
        ("L 31", [(PHRASE, "l 31")], []),
        ("lov nr. 1069", [(PHRASE, "lov nr 1069")], []),
        ("2021/0414(COD)", [(PHRASE, "2021 0414 cod")], []),
        ("a-kasse", [(PHRASE, "a kasse")], []),
        ("lov om arbejdsmiljø", [(WORD, "lov"), (WORD, "arbejdsmiljø")], []),
        ("om", [(WORD, "om")], []),
        ("bøde OG straf", [(WORD, "bøde"), (WORD, "straf")], []),
    ],
)
def test_what_is_understood(
    typed: str, wanted: list[tuple[TermKind, str]], unwanted: list[tuple[TermKind, str]]
) -> None:
    """Words, phrases, beginnings, exclusions, and what belongs together by itself."""
    found = parse(typed)
    assert wanted == [(each.kind, each.text) for each in found.wanted]
    assert unwanted == [(each.kind, each.text) for each in found.unwanted]


def test_one_of_several_will_do() -> None:
    """ELLER and OR, also between more than two."""
    (term, other) = parse('bøde ELLER "fængsel" OR straf hviletid').wanted
    assert ["bøde", "fængsel", "straf"] == [each.text for each in term.alternatives]
    assert other == Term(WORD, "hviletid")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "at least one word"),
        ("   ", "at least one word"),
        ("-bøde", "at least one word"),
        ('"kunstig intelligens', "quotation mark is missing"),
        ("(bøde straf)", "Brackets"),
        ("b*de", "at the end of a word"),
        ("b*", "at least 2 letters"),
        ('"to ord"*', "at least 2 letters"),
        ("*", "no word"),
        ("?!", "no word"),
        ("- bøde", "no word"),
        ("ELLER bøde", "between two words"),
        ("bøde ELLER", "between two words"),
        ("bøde ELLER ELLER straf", "between two words"),
        ("bøde ELLER -straf", "cannot stand together"),
        ("bøde IKKE straf", "-word"),
        ("x" * 501, "longer than"),
        (" ".join(f"ord{n}" for n in range(25)), "more than"),
    ],
)
def test_what_is_refused(typed: str, told: str) -> None:
    """One sentence that says what to write in its place."""
    with pytest.raises(QueryError, match=told):
        parse(typed)


@pytest.mark.parametrize(
    ("typed", "text", "is_found"),
    [
        ("arbejdsmiljø bøde", "Arbejdsmiljølovens bøder", True),
        ("arbejdsmiljø bøde", "Arbejdsmiljølovens straffe", False),
        ("arbejdsmiljø -bøde", "Arbejdsmiljølovens bøder", False),
        ('"kunstig intelligens"', "om kunstige intelligenssystemer", True),
        ('"kunstig intelligens"', "kunstig og intelligens", False),
        ("AI", "brug af AI-systemer", True),
        ("barsel*", "Barselsloven", True),
        ("§ 5 a", "jf. §5 a", True),
        ("§ 5", "jf. § 51", False),
        ("2026", "i 2026.", True),
        ("bøde ELLER straf", "straffen", True),
    ],
)
def test_a_text_is_screened_by_a_query(typed: str, text: str, is_found: bool) -> None:
    """All of it must hold in the text."""
    assert bool(parse(typed).find(Text.of(text))) is is_found


def test_leave_is_not_law() -> None:
    """The word "lov" stands in "barselsloven" but not in "barselsorloven"."""
    assert is_form("lov", "barselsloven")
    assert not is_form("lov", "barselsorloven")
    assert is_form("alder", "pensionsalderen")
    assert not is_form("alder", "bortfalder")


def test_hits_are_marked_in_the_part_that_is_shown() -> None:
    """A long text is cut between words around the most hits."""
    query = parse('bøde "kunstig intelligens"')
    forms = (frozenset({"bøder"}), frozenset[str]())
    marker = Marker(query.wanted, forms)
    text = "Ord " * 100 + "Bøder for kunstig intelligens. " + "mere " * 100
    shown = marker.shown(text)
    marked = [shown.text[start:end] for start, end in shown.marks]
    assert marked == ["Bøder", "kunstig intelligens"]
    assert shown.text.startswith("… ")
    assert shown.text.endswith(" …")
    assert len(shown.text) < 300
    assert marker.best(["intet", "Bøder", text, "kunstig intelligens"], 2) == [2]


def test_a_phrase_may_be_inflected_and_begin_a_compound() -> None:
    """Its place in the text is told; what only begins alike is not it."""
    text = "den kunstige intelligens, kunstnerisk intelligens"
    assert [(4, 24)] == list(spans("kunstig intelligens", text))
