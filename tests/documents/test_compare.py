"""Comparing two readings: by paragraph, blind to layout, with what moved and where."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.demo.build import html, running_head, word
from briefing.demo.build_lexdania import lexdania
from briefing.demo.build_pdf import pdf
from briefing.demo.markup import Item, examples, parse
from briefing.documents.compare import compare, edits
from briefing.documents.read import read
from briefing.documents.units import normal
from briefing.domain.change import Edit, EditKind, TextChange, TextChangeKind
from briefing.domain.document import Locator, Passage, Reading
from briefing.domain.proposal import DocumentKind

ADDED, REMOVED, ALTERED, MOVED = (
    TextChangeKind.ADDED,
    TextChangeKind.REMOVED,
    TextChangeKind.ALTERED,
    TextChangeKind.MOVED,
)
LAW = """§ 1. Loven gælder for lønmodtagere, som arbejder mindst tre timer om ugen.
§ 2. Arbejdsgiveren skal give skriftlig besked senest syv dage efter ansættelsen.
Stk. 2. Beskeden skal indeholde oplysning om løn, arbejdstid og arbejdssted.
§ 3. Overtrædelse af § 2 straffes med bøde efter reglerne i straffeloven.
§ 4. Loven træder i kraft den 1. juli 2027 og gælder ikke for Færøerne."""
FULL_BILLS = ("l31", "l52", "l63", "l70", "l74", "l81", "l88")


def reading(text: str) -> Reading:
    """A reading with a passage for each line, paragraphs of the law as places."""
    passages, section = [], ""
    for number, line in enumerate(text.splitlines()):
        if line.startswith("§"):
            section = line.split(".")[0]
        place = f"{section}, stk. {line[5]}" if line.startswith("Stk.") else section
        passages.append(Passage(number, line, Locator(provision=place)))
    return Reading(tuple(passages))


def changes(old: str, new: str) -> tuple[TextChange, ...]:
    """What differs between two laws written line by line."""
    return compare(reading(old), reading(new))


def kinds(found: tuple[TextChange, ...]) -> list[tuple[TextChangeKind, str]]:
    """Kind and place of each change."""
    return [(each.kind, each.place) for each in found]


def test_the_same_text_has_no_changes() -> None:
    """A text compared with itself gives nothing."""
    assert changes(LAW, LAW) == ()


def test_a_new_subsection_is_added_and_named() -> None:
    """What is added has its place, its words and its passage on the new side only."""
    line = "Stk. 3. Ministeren kan fastsætte nærmere regler om beskeden."
    new = LAW.replace("arbejdssted.", f"arbejdssted.\n{line}")
    expected = (TextChange(ADDED, "§ 2, stk. 3", new=line, new_passages=(3,)),)
    assert expected == changes(LAW, new)


def test_what_is_taken_out_is_removed() -> None:
    """What is removed has its old place and words."""
    (found,) = changes(LAW, "\n".join(LAW.splitlines()[:2] + LAW.splitlines()[3:]))
    assert (REMOVED, "§ 2, stk. 2", (2,), ()) == (
        found.kind,
        found.place,
        found.old_passages,
        found.new_passages,
    )
    assert found.old.startswith("Stk. 2. Beskeden")


def test_an_altered_paragraph_shows_its_words() -> None:
    """The words that went and came are told, the others are kept."""
    (found,) = changes(LAW, LAW.replace("senest syv dage", "senest 14 dage"))
    assert (ALTERED, "§ 2", (1,), (1,)) == (
        found.kind,
        found.place,
        found.old_passages,
        found.new_passages,
    )
    changed = [each for each in found.edits if each.kind is not EditKind.KEPT]
    assert changed == [Edit(EditKind.DELETED, "syv "), Edit(EditKind.INSERTED, "14 ")]


def test_edits_make_both_texts_again() -> None:
    """Kept and inserted words are the new text; kept and deleted the old."""
    old, new = "Bøden er 5.000 kr. for hver sag.", "Bøden er mindst 8.000 kr. pr. sag."
    found = edits(old, new)
    after = "".join(e.text for e in found if e.kind is not EditKind.DELETED)
    before = "".join(e.text for e in found if e.kind is not EditKind.INSERTED)
    assert (new, normal(old)) == (after, normal(before))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("En periode på 30 dage fra første fraværsdag.", "1) 30 dage, når de er få."),
        ("En delvis uarbejdsdygtig.", "En delvis uarbejdsdygtig på grund af sygdom."),
        ("Bøden er 5.000 kr.", "Bøden er 5.000 kr.\n"),
    ],
)
def test_each_text_has_its_own_spaces(old: str, new: str) -> None:
    """Neither text loses or gets a space where the other goes on."""
    found = edits(old, new)
    after = "".join(e.text for e in found if e.kind is not EditKind.DELETED)
    before = "".join(e.text for e in found if e.kind is not EditKind.INSERTED)
    assert (new, old) == (after, before[: len(old)])
    assert all(each.text.strip() for each in found)


def test_renumbered_paragraphs_have_moved() -> None:
    """A new § 3 moves the two after it: neither is removed and added."""
    lines = LAW.splitlines()
    inserted = "§ 3. Retten til besked kan ikke fraviges til skade for lønmodtageren."
    later = [
        lines[3].replace("§ 3.", "§ 4."),
        lines[4].replace("§ 4.", "§ 5."),
    ]
    found = changes(LAW, "\n".join([*lines[:3], inserted, *later]))
    assert [(ADDED, "§ 3"), (MOVED, "§ 4"), (MOVED, "§ 5")] == kinds(found)
    assert ["", "§ 3", "§ 4"] == [each.old_place for each in found]


def test_a_renumbered_and_altered_paragraph_names_both_places() -> None:
    """When number and words change, it is altered, and the old place is told."""
    lines = LAW.splitlines()
    inserted = "§ 3. Retten til besked kan ikke fraviges til skade for lønmodtageren."
    later = [
        lines[3].replace("§ 3.", "§ 4.").replace("bøde", "bøde eller fængsel"),
        lines[4].replace("§ 4.", "§ 5."),
    ]
    found = changes(LAW, "\n".join([*lines[:3], inserted, *later]))
    assert (ALTERED, "§ 4", "§ 3") == (
        found[1].kind,
        found[1].place,
        found[1].old_place,
    )


def test_a_paragraph_that_changes_place_has_moved() -> None:
    """The same words earlier in the text are a move, told once."""
    one, two, three, four, five = LAW.splitlines()
    found = changes(LAW, f"{one}\n{five}\n{two}\n{three}\n{four}")
    assert [MOVED] == [each.kind for each in found]


def test_a_date_that_stands_first_is_text() -> None:
    """A "1. juli" that becomes "2. juli" is altered, not renumbered."""
    old = "1. juli 2027 træder loven i kraft for alle, som er omfattet."
    (found,) = changes(old, old.replace("1. juli", "2. juli"))
    assert found.kind is ALTERED


def test_a_reference_that_stands_first_is_text() -> None:
    """A "§ 5 finder anvendelse" that becomes "§ 6 finder …" is altered."""
    old = "§ 5 finder tilsvarende anvendelse for lønmodtagere i udlandet"
    (found,) = changes(old, old.replace("§ 5", "§ 6"))
    assert found.kind is ALTERED


@pytest.mark.parametrize(
    "new",
    [
        LAW.replace("lønmodtagere", "lønmod-\ntagere").replace("mod-\n", "mod- "),
        LAW.replace(" ", "  "),
        LAW.replace("arbejdstid", "arbejds\u00adtid"),
        LAW.replace("§ 3. O", "Side 12 af 40\n§ 3. O"),
        LAW.replace("§ 3. O", "12\n§ 3. O"),
        LAW.replace("løn, arbejdstid", "løn,\narbejdstid"),
        LAW.replace("Stk. 2. ", "Stk. 2.\n"),
    ],
    ids=["hyphen", "spaces", "soft hyphen", "page", "number", "divided", "label"],
)
def test_layout_is_no_change(new: str) -> None:
    """Hyphens, spaces, page numbers and the division of paragraphs are nothing."""
    assert changes(LAW, new) == ()


def test_a_range_is_not_a_hyphenated_word() -> None:
    """The range "stk. 1-3" is something else than "stk. 13"."""
    (found,) = changes("§ 7, stk. 1-3, ophæves.", "§ 7, stk. 13, ophæves.")
    assert found.kind is ALTERED


def test_a_negation_is_seen() -> None:
    """The smallest change of a long paragraph is told."""
    (found,) = changes(LAW, LAW.replace("gælder ikke for", "gælder for"))
    assert [Edit(EditKind.DELETED, "ikke ")] == [
        each for each in found.edits if each.kind is not EditKind.KEPT
    ]


def test_a_divided_and_altered_paragraph_is_one_alteration() -> None:
    """A paragraph over two pages of which one half changed is not told twice."""
    old = LAW.replace("løn, arbejdstid", "løn,\narbejdstid")
    found = changes(old, LAW.replace("arbejdssted.", "arbejdssted og pension."))
    assert [ALTERED] == [each.kind for each in found]
    words = [e for e in found[0].edits if e.kind is not EditKind.KEPT]
    assert [Edit(EditKind.INSERTED, " og pension")] == words


def test_many_equal_rows_are_told_by_their_number() -> None:
    """Rows that say the same are not mixed up: one more is one added."""
    found = changes("\n".join(["Ingen"] * 40), "\n".join(["Ingen"] * 41))
    assert [(ADDED, "Ingen")] == [(each.kind, each.new) for each in found]


def test_another_text_is_removed_and_added() -> None:
    """Texts with nothing in common are not taken for alterations of each other."""
    other = "Kommissionen foreslår en ny fond for grøn omstilling af landbruget."
    assert {REMOVED, ADDED} == {each.kind for each in changes(LAW, other)}


def test_an_empty_reading_loses_everything() -> None:
    """A new version without text is not "no change"."""
    removed = compare(reading(LAW), Reading(()))
    assert {REMOVED} == {each.kind for each in removed}
    told = "\n".join(each.old for each in removed)
    assert LAW == told


def test_a_very_long_passage_is_compared_by_sentence() -> None:
    """A document that was read as one passage still gives a small change."""
    text = " ".join(f"Virksomhed {n} skal indberette sag {n * 7}." for n in range(900))
    (found,) = changes(text, text.replace("sag 3500.", "sag 3501."))
    assert ("Virksomhed 500 skal indberette sag 3501.", ALTERED) == (
        found.new,
        found.kind,
    )


def test_a_passage_without_sentences_is_compared_too() -> None:
    """Two thousand words without a full stop, one of them new: a small change."""
    words = [f"ord{number * 7919 % 100_003}" for number in range(2_000)]
    new = [*words[:700], "indskudt", *words[700:]]
    (found,) = changes(" ".join(words), " ".join(new))
    changed = [each for each in found.edits if each.kind is not EditKind.KEPT]
    assert [Edit(EditKind.INSERTED, "indskudt ")] == changed
    assert len(found.new) < 3_000


def test_a_text_of_equal_words_is_finished_with() -> None:
    """The worst text for comparing words is not looked at word by word."""
    found = changes("løn " * 9_000, "løn " * 9_500)
    assert {each.kind for each in found} <= {ADDED, ALTERED}
    assert found


BUILDERS: tuple[Callable[[list[Item], str], bytes], ...] = (
    pdf,
    html,
    lambda items, heading: lexdania(items, heading, "A20260000130"),
)


@pytest.mark.parametrize("slug", FULL_BILLS)
def test_another_format_of_the_same_text_is_no_change(slug: str) -> None:
    """The demo's bills as PDF, page and XML say what they say in Word."""
    example = next(each for each in examples() if each.slug.startswith(slug))
    items = parse((example.folder / "text.md").read_text("utf-8"))
    heading = running_head(example)

    def read_as(maker: Callable[[list[Item], str], bytes]) -> Reading:
        return read(maker(items, heading), "", "text", DocumentKind.BILL_TEXT)

    old = read_as(word)
    assert [()] * len(BUILDERS) == [compare(old, read_as(each)) for each in BUILDERS]


def test_a_changed_bill_in_another_format_shows_its_change() -> None:
    """One figure changed between Word and PDF is the one change."""
    example = next(each for each in examples() if each.slug.startswith("l70"))
    text = (example.folder / "text.md").read_text("utf-8")
    line = next(each for each in text.splitlines() if "straffes med bøde" in each)
    altered = text.replace(line, line.replace("bøde", "bøde eller fængsel"), 1)
    heading = running_head(example)
    old = read(word(parse(text), heading), "", "a", DocumentKind.BILL_TEXT)
    new = read(pdf(parse(altered), heading), "", "b", DocumentKind.BILL_TEXT)
    (found,) = compare(old, new)
    changed = [each for each in found.edits if each.kind is not EditKind.KEPT]
    assert ["eller fængsel"] == [each.text.strip() for each in changed]
    assert EditKind.INSERTED is changed[0].kind


LINES = st.lists(
    st.sampled_from(
        [*LAW.splitlines(), "Ingen", "2)", "§ 9", "", "12", "a) løn", "• løn", "§ 3."]
    ),
    max_size=12,
).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(LINES, LINES)
def test_any_two_texts_account_for_every_word(old: str, new: str) -> None:
    """Nothing that stands on one side only goes untold, and nothing fails."""
    found = changes(old, new)
    told_old = "".join(each.old for each in found)
    told_new = "".join(each.new for each in found)
    for before, after, told in ((old, new, told_old), (new, old, told_new)):
        gone = {line for line in before.splitlines() if len(line) > 6}
        gone -= set(after.splitlines())
        assert all(line in told for line in gone)


@settings(max_examples=50, deadline=None)
@given(LINES)
def test_any_text_is_the_same_as_itself(text: str) -> None:
    """No text differs from itself, however awkward."""
    assert changes(text, text) == ()
