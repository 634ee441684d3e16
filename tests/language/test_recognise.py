"""Recognising dates, numbers, provisions and acts however they are written."""

from datetime import date

import pytest

from briefing.language.recognise import (
    act_numbers,
    dates,
    facts,
    guess_language,
    numbers,
    parse_date,
    references,
    times,
)


@pytest.mark.parametrize(
    "text",
    [
        "1. juli 2026",
        "Onsdag den 1. juli 2026 kl. 12.00",
        "1 juli 2026",
        "1. JULI 2026",
        "1/7-26",
        "1/7 2026",
        "01-07-2026",
        "01.07.2026",
        "2026-07-01",
        "2026-07-01T12:00:00Z",
        "1 July 2026",
        "1st of July 2026",
        "July 1, 2026",
    ],
)
def test_every_way_of_writing_a_day_is_the_same_day(text: str) -> None:
    """Danish, English, numeric and ISO forms have one normal form."""
    assert date(2026, 7, 1) == parse_date(text)
    assert ["2026-07-01"] == [each.value for each in dates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("den 1. juli", ["--07-01"]),
        ("juli 2026", ["2026-07"]),
        ("fra den 4. til den 28. marts 2026", ["2026-03-04", "2026-03-28"]),
        ("fra den 4. marts til den 1. april 2026", ["2026-03-04", "2026-04-01"]),
        ("15. december til 12. januar 2026", ["2025-12-15", "2026-01-12"]),
        ("den 29. februar 2023", []),
        ("31/4-2026", []),
        ("Article 3 may apply", []),
        ("§§ 5-7", []),
        ("punkt 2.1.3", []),
        ("", []),
    ],
)
def test_partial_ranged_and_impossible_dates(text: str, expected: list[str]) -> None:
    """A date keeps what it says; a range shares its year; no calendar day, no date."""
    assert expected == [each.value for each in dates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2,5 mio. kr.", "2500000 dkk"),
        ("2.500.000 kr.", "2500000 dkk"),
        ("2 500 000 kroner", "2500000 dkk"),
        ("1.250 kr.", "1250 dkk"),
        ("150 t.kr.", "150000 dkk"),
        ("12.000", "12000"),
        ("15 pct.", "15 %"),
        ("15 %", "15 %"),
        ("15 procent", "15 %"),
        ("12,5 procentpoint", "12.5 pp"),
        ("to", "2"),
        ("fire uger", "28 day"),
        ("28 dage", "28 day"),
        ("14-dages-frist", "14 day"),
        ("toårig", "24 month"),
        ("et halvt år", "6 month"),
        ("halvandet år", "18 month"),
        ("et år", "12 month"),
        ("femogtyve", "25"),
        ("3 arbejdsdage", "3 wday"),
        ("50 årsværk", "50 fte"),
    ],
)
def test_danish_numbers_have_a_normal_form(text: str, expected: str) -> None:
    """Digits, words, scales, currencies and periods meet in one form."""
    assert [expected] == [each.value for each in numbers(text, "da")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fourteen days", "14 day"),
        ("1,250 euro", "1250 eur"),
        ("EUR 10 000", "10000 eur"),
        ("€2.5 bn", "2500000000 eur"),
        ("12.5 per cent", "12.5 %"),
        ("twenty-five employees", "25"),
        ("a year", "12 month"),
    ],
)
def test_english_numbers_have_the_same_form(text: str, expected: str) -> None:
    """English thousands and decimals are read as English."""
    assert [expected] == [each.value for each in numbers(text, "en")]


def test_the_language_decides_what_to_means() -> None:
    """The Danish number "to" is not found in English text."""
    assert () == numbers("It applies to the employer and to the employee.")
    assert ["2"] == [each.value for each in numbers("Der er to ordninger, der ændres.")]
    assert "en" == guess_language("The employer shall inform the employee.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("§ 5, stk. 2, nr. 3", ["§ 5|stk 2|nr 3"]),
        ("§§ 5-7", ["§ 5", "§ 6", "§ 7"]),
        ("§§ 6 a-6 c", ["§ 6 a", "§ 6 b", "§ 6 c"]),
        ("§ 16 e", ["§ 16 e"]),
        ("§ 5 i lov om", ["§ 5"]),
        ("§ 5, stk. 2 og 3", ["§ 5|stk 2", "§ 5|stk 3"]),
        ("§ 5, stk. 2, 14 dage efter", ["§ 5|stk 2"]),
        ("§ 16 e, stk. 1, 1. pkt.", ["§ 16 e|stk 1|pkt 1"]),
        ("stk. 3", ["stk 3"]),
        ("nr. 3", ["nr 3"]),
        ("kapitel 2", ["kap 2"]),
        ("artikel 5, stk. 1, litra b", ["art 5|stk 1|litra b"]),
        ("Article 5(1)(b)", ["art 5|stk 1|litra b"]),
        ("Annex IV", ["bilag 4"]),
        ("lov nr. 123 af 1. maj 2024", []),
    ],
)
def test_places_in_acts(text: str, expected: list[str]) -> None:
    """A place is a path from the outside in, the same in both languages."""
    assert expected == [each.value for each in references(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lov nr. 123 af 1. maj 2024", "lov 123/2024"),
        ("lovbekendtgørelse nr. 2062 af 16. november 2021", "lbk 2062/2021"),
        ("LBK nr 2062 af 16/11/2021", "lbk 2062/2021"),
        ("direktiv (EU) 2023/970", "eu 2023/970"),
        ("32023L0970", "eu 2023/970"),
        ("direktiv 96/71/EF", "eu 1996/71"),
        ("Directive 96/71/EC", "eu 1996/71"),
        ("forordning (EU) nr. 1215/2012", "eu 2012/1215"),
        ("COM(2026) 123", "com 2026/123"),
        ("2021/0414(COD)", "cod 2021/414"),
    ],
)
def test_acts_by_number(text: str, expected: str) -> None:
    """An act has one name however it is cited."""
    assert [expected] == [each.value for each in act_numbers(text)]


def test_times_of_day() -> None:
    """Times follow "kl." or have a colon."""
    found = [each.value for each in times("kl. 12, kl. 9.30, 23:59, 1.250 kr.")]
    assert ["12:00", "09:30", "23:59"] == found


def test_nothing_is_found_twice_as_different_things() -> None:
    """Numbers inside dates, places and acts are not numbers of their own."""
    text = "§ 5, stk. 2, i lov nr. 123 af 1. maj 2024 gælder i 28 dage fra kl. 12."
    found = facts(text)
    assert ["28 day"] == [each.value for each in found.numbers]
    assert ["2024-05-01"] == [each.value for each in found.dates]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "§",
        "§§ -",
        "9" * 5000,
        "lov nr. " + "1" * 5000,
        "§ " + "7" * 5000,
        "stk. 1-99999999999999999999999",
        "1." * 3000,
        "§ 5, stk. 2, " * 800,
        "\0½¤٣²",
        "1 " * 5000,
        "§§ 1, " * 2000,
        "- " * 5000,
    ],
)
def test_hostile_text_is_survived(text: str) -> None:
    """Odd and long text neither raises nor hangs."""
    facts(text)


def test_spans_point_into_the_text() -> None:
    """`start` and `end` cut out `text`."""
    text = "Fristen er 28 dage, jf. § 5, stk. 2, fra den 1. juli 2026 kl. 12."
    found = facts(text)
    everything = found.dates + found.numbers + found.references + found.times
    assert 4 == len(everything)
    for each in everything:
        assert text[each.start : each.end].strip() == each.text
