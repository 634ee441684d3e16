"""Grounding: statements checked per second on one core.

Passages and statements are made up: 400 different passages of legal Danish, 4,000
different statements, a third of them with five figures and two quotations, a third
with a date, a third with a denial; nothing is cached before the clock starts.
"""

import time
from datetime import UTC, datetime

from briefing.assessment.ground import ground
from briefing.domain.assessment import Analyst, DraftAssessment, Point, PointKind
from briefing.domain.document import Citation, Document, Locator, Passage, Reading
from briefing.domain.profile import Perspective, Profile, Relevance
from briefing.domain.proposal import DocumentKind, Proposal, ProposalKind, Stage

PASSAGES, STATEMENTS = 400, 4_000
_TEXT = (
    "Arbejdsgiveren skal senest {days} dage før ændringens ikrafttræden give "
    "lønmodtageren skriftlig besked, jf. § {place}, stk. 2. Bøden forhøjes fra "
    "{fine}00 kr. til {fine}50 kr. i sag {number}. Ministeren kan fastsætte regler, "
    "som træder i kraft den 1. juli 2026. Reglerne gælder ikke for søfarende, "
    "medmindre andet følger af overenskomst, jf. lov nr. {number} af 1. maj 2024."
)
_SAID = (
    (
        "Arbejdsgiveren skal give besked {days} dage før (§ {place}, stk. 2), "
        "og bøden {word} stiger til {fine}50 kr. den 1. juli 2026 for sag {number}.",
        (
            "Arbejdsgiveren skal senest {days} dage før ændringens ikrafttræden",
            "Bøden forhøjes fra {fine}00 kr. til {fine}50 kr.",
        ),
    ),
    (
        "Ministeren får mulighed for at fastsætte regler {word}, og de gælder fra den "
        "1. juli 2026.",
        ("Ministeren kan fastsætte regler, som træder i kraft",),
    ),
    (
        "For søfarende {word} gælder reglerne ikke, hvis ikke overenskomsten siger "
        "noget andet.",
        ("Reglerne gælder ikke for søfarende",),
    ),
)
_PLACES = (
    "industrien", "byggeriet", "detailhandlen", "transporten", "landbruget",
    "rengøring", "hotellerne", "servicefagene", "kommunerne", "staten",
)  # fmt: skip


def _values(number: int) -> dict[str, int]:
    return {
        "days": number % 90 + 7,
        "place": number % 60 + 1,
        "fine": number % 80 + 10,
        "number": number + 1000,
    }


def _document() -> Document:
    passages = tuple(
        Passage(n, _TEXT.format(**_values(n)), Locator(page=n // 4 + 1))
        for n in range(PASSAGES)
    )
    return Document(
        "bill", "Lovforslag", DocumentKind.BILL_TEXT, "", reading=Reading(passages)
    )


def _points() -> tuple[Point, ...]:
    return tuple(_point(n) for n in range(STATEMENTS))


def _point(number: int) -> Point:
    text, quotes = _SAID[number % len(_SAID)]
    passage = number % PASSAGES
    values = _values(passage)
    citations = tuple(
        Citation("bill", passage, quote.format(**values)) for quote in quotes
    )
    said = text.format(word=_word(number), **values)
    return Point(PointKind.ATTENTION, said, citations, "bench")


def _word(number: int) -> str:
    """Other words for each statement on a passage, so that no answer can be kept."""
    return f"i {_PLACES[number // PASSAGES % len(_PLACES)]}"


def run() -> list[tuple[str, str]]:
    """The rate, and how long one briefing of 60 statements takes."""
    proposal = Proposal(
        "dk/example/20251/L1", "folketinget", ProposalKind.BILL, "Lovforslag",
        "Forslag til lov om et eksempel", Stage.INTRODUCED, "Fremsat", "",
    )  # fmt: skip
    profile = Profile("eksempel", "Eksempelforbundet", Perspective.EMPLOYEES)
    draft = DraftAssessment(Analyst("prompted"), points=_points())
    documents = (_document(),)
    start = time.process_time()
    found = ground(
        draft, proposal, documents, profile, version=1, relevance=Relevance(0),
        input_hash="", created_at=datetime(2026, 3, 1, tzinfo=UTC),
    )  # fmt: skip
    rate = STATEMENTS / (time.process_time() - start)
    if found.withheld:
        raise AssertionError(found.withheld[0].reason)
    return [
        ("grounding, statements per second on one core", f"{rate:,.0f} (≥ 2,000)"),
        ("grounding, a briefing of 60 statements", f"{60_000 / rate:.0f} ms"),
    ]


if __name__ == "__main__":
    for name, value in run():
        print(f"{name}: {value}")
