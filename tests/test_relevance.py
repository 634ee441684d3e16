"""Relevance: a score that a policy officer can follow, and the reasons for it."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.domain.document import Document, Locator, Part, Passage, Reading
from briefing.domain.profile import Perspective, Profile, Topic
from briefing.domain.proposal import DocumentKind, Proposal, ProposalKind, Stage
from briefing.relevance import screen

CASES = (
    Path(__file__).resolve().parents[1]
    / "../shared/captures/dk/oda/cases_2026-03-27.derived.json"
)
UNION = Profile(
    "forbund",
    "Eksempelforbundet",
    Perspective.EMPLOYEES,
    names=("Eksempelforbundet", "EF"),
    sectors=("industri", "byggeri"),
    member_groups=("elektrikere",),
    topics=(
        Topic("Arbejdsmiljø", ("arbejdsmiljø", "asbest", "arbejdsskade"), 3),
        Topic("Løn", ("løn", "mindsteløn", "ligeløn"), 3),
        Topic("Ydelser", ("dagpenge", "sygedagpenge", "førtidspension", "efterløn")),
        Topic("Orlov", ("orlov", "barsel", "ferie")),
        Topic("Udenlandsk arbejdskraft", ("udstationering", "social dumping")),
        Topic("AI", ("AI", "kunstig intelligens", "algoritme"), 3),
    ),
    committees=("Beskæftigelsesudvalget",),
    ministries=("Beskæftigelsesministeriet",),
    agreements=("Eksempeloverenskomsten",),
    funds=("Eksempelfonden",),
)


def proposal(title: str, ministry: str = "", committee: str = "") -> Proposal:
    """A bill with this title."""
    return Proposal(
        "dk/example/20251/L1", "folketinget", ProposalKind.BILL, "Lovforslag", title,
        Stage.INTRODUCED, "Fremsat", "https://example.org/l1", number="L 1",
        ministry=ministry, committee=committee,
    )  # fmt: skip


def document(
    *texts: str, consulted: tuple[str, ...] = (), key: str = "bill"
) -> Document:
    """A bill text of these passages, the last ones a list of bodies consulted."""
    passages = tuple(
        Passage(number, text, Locator())
        for number, text in enumerate(texts + consulted)
    )
    parts = {Part.CONSULTED: tuple(range(len(texts), len(passages)))}
    return Document(
        key, "Lovforslag", DocumentKind.BILL_TEXT, "https://example.org",
        reading=Reading(passages, parts),
    )  # fmt: skip


def score(*args: object, profile: Profile = UNION) -> int:
    """The score alone."""
    case, *documents = args
    assert isinstance(case, Proposal)
    return screen(case, tuple(documents), profile).score  # type: ignore[arg-type] # documents


def test_a_matter_at_home_is_high_without_any_document() -> None:
    """Committee, ministry and title alone bring an employment bill above 40."""
    case = proposal(
        "Forslag til lov om ændring af lov om arbejdsmiljø",
        "Beskæftigelsesministeriet",
        "Beskæftigelsesudvalget",
    )
    found = screen(case, (), UNION)
    assert 68 == found.score
    assert [24, 22, 22] == [each.points for each in found.reasons]
    assert "Emnet »Arbejdsmiljø« står i titlen: arbejdsmiljø." == found.reasons[0].text


@pytest.mark.parametrize(
    "title",
    [
        "Forslag til folketingsbeslutning om mindre kuld i svineavlen",
        "Forslag til lov om ændring af lov om planlægning (Landzonetilladelse m.v.)",
    ],
)
def test_an_irrelevant_matter_is_low_even_when_we_are_asked(title: str) -> None:
    """Being on the list counts something, not everything; the reason says so."""
    text = document(
        *["Kommunen kan meddele landzonetilladelse efter planloven."] * 400,
        "Forslaget har ingen betydning for arbejdsmiljøet.",
        consulted=(
            "Arbejdsmiljørådet",
            "Eksempelforbundet (EF)",
            "Feriekonto",
            "Lønrådet",
        ),
    )
    found = screen(proposal(title), (text,), UNION)
    assert 12 < found.score < 20
    assert "I er på høringslisten: Eksempelforbundet." == found.reasons[0].text


def test_nothing_at_all_says_why() -> None:
    """An irrelevant proposal has score 0 and one reason of 0 points."""
    found = screen(proposal("Forslag til lov om fyrværkeri"), (), UNION)
    assert 0 == found.score
    assert [0] == [each.points for each in found.reasons]
    assert (
        "Ingen af jeres emner, udvalg eller ministerier er nævnt."
        == found.reasons[0].text
    )


def test_the_title_weighs_more_than_the_text() -> None:
    """The same word in the title brings more than many times in the text."""
    in_text = score(proposal("Lov om x"), document(*["Reglen gælder asbest."] * 50))
    in_title = score(proposal("Lov om asbest"))
    assert 0 < in_text < in_title


def test_density_counts() -> None:
    """One mention in 300 pages is nothing; a tenth of the sentences is much."""
    filler = ["Bestemmelsen viderefører den gældende retstilstand uden ændringer."]
    thin = document(*filler * 12_000, "Se også barsel.")
    thick = document(*filler * 90, *["Barslen forlænges."] * 10)
    case = proposal("Lov om x")
    assert 0 == score(case, thin)
    assert 5 == score(case, thick)


def test_being_mentioned_and_asked_is_not_enough() -> None:
    """Every topic in passing in a long text, and a place on the list, stay below 20."""
    filler = ["Bestemmelsen viderefører den gældende retstilstand uden ændringer."]
    words = [word for topic in UNION.topics for word in topic.words] + list(
        UNION.sectors
    )
    text = document(*filler * 900, " ".join(words), consulted=("Eksempelforbundet",))
    assert 18 == score(proposal("Lov om x"), text)


def test_agreements_funds_and_members_count() -> None:
    """What the profile names of its own is looked for as well."""
    text = document("Eksempelfondens midler til elektrikerne i byggeriet hæves.")
    reasons = screen(proposal("Lov om x"), (text,), UNION).reasons
    assert {6, 1} == {each.points for each in reasons if each.points}
    assert any("Eksempelfonden" in each.text for each in reasons)
    assert any("elektrikerne" in each.text for each in reasons)


def test_an_abbreviation_on_the_list_is_read_in_its_own_case() -> None:
    """The name "EF" is us, "ef" inside other words or in lower case is not."""
    profile = replace(UNION, names=("EF",))
    listed = document("x", consulted=("Forbundet EF",))
    other = document("x", consulted=("efterskolerne, ef.", "EFL"))
    assert 12 == score(proposal("x"), listed, profile=profile)
    assert 0 == score(proposal("x"), other, profile=profile)


def test_reasons_are_in_the_language_of_the_profile() -> None:
    """An English profile reads English."""
    case = proposal("x", committee="Beskæftigelsesudvalget")
    (reason,) = screen(case, (), replace(UNION, language="en")).reasons
    assert "You follow the committee: Beskæftigelsesudvalget." == reason.text


WORDS = st.sampled_from(
    ["løn", "arbejdsmiljøet", "asbest", "AI", "svin", "orlov", "ferien", "kommune"]
)


@given(st.lists(WORDS, max_size=6), st.lists(st.lists(WORDS, max_size=30), max_size=3))
def test_more_to_go_by_is_never_less(title: list[str], texts: list[list[str]]) -> None:
    """Points add up to the score, are sorted, and another document takes none away."""
    case = proposal(" ".join(title))
    documents = tuple(
        document(" ".join(text), key=str(n)) for n, text in enumerate(texts)
    )
    found = screen(case, documents, UNION)
    points = [each.points for each in found.reasons]
    assert found.score == sum(points) <= 100
    assert all(one >= after for one, after in pairwise(points))
    assert score(case, *documents[:1]) <= found.score
    followed = replace(case, committee="Beskæftigelsesudvalget")
    assert found.score <= score(followed, *documents)


def _recorded() -> dict[str, Proposal]:
    cases = json.loads(CASES.read_text(encoding="utf-8"))
    return {
        case["sag_number"]: replace(
            proposal(case["sag_title"]),
            **{
                field: actor["name"]
                for actor in case["actors"]
                for field, role in (
                    ("committee", "Henvist til"), ("ministry", "Ministerområde"),
                )
                if actor["role"] == role and actor["type"] != "Person"
            },
        )
        for case in cases
    }  # fmt: skip


@pytest.mark.skipif(not CASES.exists(), reason="the recorded cases are not here")
def test_recorded_cases_are_told_apart() -> None:
    """Employment bills of a real session are high, others low, by title alone."""
    scores = {number: score(case) for number, case in _recorded().items()}
    assert all(scores[number] > 40 for number in ("L 80", "L 89", "L 115", "B 10"))
    assert all(
        scores[number] < 20
        for number in ("L 93", "B 13", "L 76", "B 16", "L 88", "B 17")
    )
