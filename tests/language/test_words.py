"""Danish words found in their inflections and compounds."""

import time

import pytest

from briefing.language.words import Text, Words, matches, stem


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("arbejdsmiljø", "arbejdsmiljølovens"),
        ("arbejdsmiljø", "Arbejdsmiljøet"),
        ("løn", "lønnens"),
        ("løn", "mindsteløn"),
        ("løn", "lønstigninger"),
        ("løn", "lønninger"),
        ("orlov", "barselsorloven"),
        ("orlov", "orlovsydelse"),
        ("orlov", "forældreorlovsregler"),
        ("barsel", "barslen"),
        ("AI", "AI-systemer"),
        ("AI", "AI's"),
        ("ferie", "ferieloven"),
        ("udstationering", "udstationerede"),
        ("dagpenge", "arbejdsløshedsdagpenge"),
        ("overenskomst", "tiltrædelsesoverenskomster"),
        ("lønmodtagere", "lønmodtagerens"),
        ("job", "fritidsjobbet"),
        ("kunstig intelligens", "kunstige  intelligens"),
    ],
)
def test_inflections_and_compounds_are_found(word: str, form: str) -> None:
    """The form stands at either end of a compound, inflected or not."""
    assert (" ".join(form.split()),) == matches(word, f"Her står {form} i en sætning.")


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("løn", "belønning"),
        ("løn", "kølonne"),
        ("løn", "lønmodtager"),
        ("løn", "lønsomt"),
        ("AI", "aids"),
        ("AI", "main"),
        ("alder", "kalder"),
        ("alder", "forældre"),
        ("ferie", "periferien"),
        ("ret", "retning"),
        ("ret", "forretning"),
        ("job", "Jacob"),
        ("kunstig intelligens", "kunstig fornuft og intelligens"),
    ],
)
def test_other_words_with_the_same_letters_are_not(word: str, other: str) -> None:
    """Letters alone do not make it the word."""
    assert () == matches(word, f"Her står {other} i en sætning.")


def test_forms_and_counts_come_in_order_of_appearance() -> None:
    """Each form is given once, as first written; every occurrence counts."""
    text = "Orloven og barselsorlov. ORLOVEN igen, også orlov."
    (hits,) = Words(["orlov", "asbest"]).find(text)
    assert ("Orloven", "barselsorlov", "orlov") == hits.forms
    assert 4 == hits.count


@pytest.mark.parametrize("text", ["", "\0", "-", "ø" * 100_000, "a-" * 20_000])
def test_odd_text_and_words_are_survived(text: str) -> None:
    """Nothing raises, and an empty word is no word."""
    assert () == Words(["", " ", "løn", "(", "a b ("]).find(text)


def test_a_megabyte_and_sixty_words_take_a_moment() -> None:
    """300 pages are screened well under a second, even on a busy machine."""
    sentence = "Arbejdsgiveren udbetaler lønnen efter overenskomstens regler nr {n}x. "
    text = "".join(sentence.format(n="abcdefghij"[n % 10] * (n % 40 + 1))
                   for n in range(13_000))  # fmt: skip
    words = Words([f"{word}{tail}" for word in ("løn", "orlov", "ferie", "pension",
                   "miljø", "fond") for tail in "abcdefghij"])  # fmt: skip
    start = time.perf_counter()
    words.find(Text.of(text[:1_000_000]))
    assert time.perf_counter() - start < 1.0


def test_stem_is_lower_case() -> None:
    """Stems compare across case and inflection."""
    assert stem("Arbejdsgiverens") == stem("arbejdsgivere")
