"""Deadlines in letters: the day, the time, and what is none."""

from datetime import date

import pytest

from briefing.documents.deadlines import stated_deadline, stated_deadlines
from briefing.domain.document import Locator, Passage, Reading
from briefing.domain.proposal import DeadlineKind

SENT = date(2026, 11, 5)


def reading(*texts: str) -> Reading:
    """A letter with these paragraphs."""
    return Reading(tuple(Passage(n, each, Locator()) for n, each in enumerate(texts)))


def found(text: str) -> list[str]:
    """The deadlines of a letter as day and time."""
    stated = stated_deadlines(reading(text), DeadlineKind.CONSULTATION, since=SENT)
    return [f"{e.date}" + (f" {e.at:%H:%M}" if e.at else "") for e in stated]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ministeriet skal anmode om at modtage bemærkninger til udkastet "
            "senest den 11. december 2026 kl. 12.00. Bemærkninger bedes sendt til "
            "hoering@ministeriet.example.",
            "2026-12-11 12:00",
        ),
        ("Høringsfristen er torsdag den 3. december 2026, kl. 12 middag.",
         "2026-12-03 12:00"),
        ("Høringssvar bedes sendt senest kl. 16.00 den 4. december 2026.",
         "2026-12-04 16:00"),
        ("Svar bedes sendt til os senest mandag d. 14. december 2026 inden kl. 16.00.",
         "2026-12-14 16:00"),
        ("Bemærkninger skal være i hænde inden den 5. december 2026.",
         "2026-12-05 00:00"),
        ("Frist for afgivelse af høringssvar: 3/12-2026 kl. 23.59", "2026-12-03 23:59"),
        ("Høringen slutter onsdag den 9. december 2026 kl. 24.00.", "2026-12-09 23:59"),
        ("Styrelsen skal bede om bemærkninger senest den 3. december kl. 12.",
         "2026-12-03 12:00"),
        ("Høringssvar bedes sendt senest den 8. januar.", "2027-01-08"),
        ("Høringssvar skal afgives senest torsdag den 31. december 2026.",
         "2026-12-31"),
        ("Comments should be sent no later than 3 December 2026 at 5 pm.",
         "2026-12-03 17:00"),
        ("Bemærkninger til udkastet, der er dateret 3. november 2026, bedes sendt "
         "senest d. 1. december 2026.", "2026-12-01"),
    ],
)  # fmt: skip
def test_a_deadline_is_found(text: str, expected: str) -> None:
    """The day after "senest", "inden", "frist", with the time beside it."""
    assert [expected] == found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Høringsfristen forlænges fra den 3. december 2026 til den 10. december 2026.",
        "Høringsfristen var oprindeligt den 3. december 2026, men er udskudt til den "
        "10. december 2026.",
        "Fristen for bemærkninger er rykket fra 3. til 10. december 2026.",
    ],
)
def test_a_moved_deadline_is_the_new_one(text: str) -> None:
    """A sentence that tells of a move gives the day it was moved to."""
    assert ["2026-12-10"] == found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Direktivet skal være gennemført senest den 2. december 2026. Ministeriet "
        "beklager, at fristen overskrides.",
        "Høringssvarene vil blive offentliggjort senest den 10. december 2026.",
        "Bemærkninger bedes sendt inden for fire uger fra dags dato.",
        "Bemærkninger bedes fremsendt senest 4 uger efter den 3. november 2026.",
        "Lovforslaget forventes at træde i kraft senest den 1. juli 2027.",
        "Svar bedes afgivet senest 29. februar 2027.",
        "Vi har modtaget jeres høringssvar af 3. november 2026.",
        "Lovforslaget har fra den 1. til den 28. oktober 2026 været i høring.",
        "",
    ],
)
def test_what_is_no_deadline(text: str) -> None:
    """Other people's days, periods, days outside the calendar and dates of letters."""
    assert [] == found(text)


def test_several_deadlines_are_all_told() -> None:
    """Two days for answers in one letter are two, with their sentences."""
    text = (
        "Kommunernes svar skal afgives senest den 1. december 2026 og øvriges "
        "bemærkninger senest den 8. december 2026."
    )
    assert ["2026-12-01", "2026-12-08"] == found(text)
    assert stated_deadline(reading(text)) is None


def test_the_quote_is_the_sentence() -> None:
    """What is quoted stands word for word in the letter, and names the document."""
    text = "Vi skriver om loven. Svar bedes sendt senest den 1. december 2026. Hilsen"
    (stated,) = stated_deadlines(
        reading(text), DeadlineKind.CONSULTATION, document="brev"
    )
    assert "Svar bedes sendt senest den 1. december 2026." == stated.quote
    assert "brev" == stated.document


def test_a_day_without_a_year_needs_the_letters_own() -> None:
    """Nothing says which year it is: nothing is guessed."""
    text = reading("Høringssvar bedes sendt senest den 8. januar.")
    assert () == stated_deadlines(text, DeadlineKind.CONSULTATION)


def test_the_same_day_twice_is_one_deadline() -> None:
    """A letter that repeats its deadline has one, with the time where it stands."""
    text = reading(
        "Høringssvar bedes sendt senest den 8. januar 2027.",
        "Fristen for høringssvar er den 8. januar 2027 kl. 12.",
    )
    stated = stated_deadline(text)
    assert stated is not None
    assert "2027-01-08 12:00" == f"{stated.date} {stated.at:%H:%M}"
