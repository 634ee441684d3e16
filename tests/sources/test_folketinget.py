"""The Folketing's open data and its traps, each with an invented record."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from oda import TODAY, Oda

from briefing.domain.proposal import (
    DeadlineKind,
    DocumentKind,
    ProposalKind,
    Stage,
    Vote,
)
from briefing.domain.source import Scope
from briefing.errors import ConfigError, ParseError, UnexpectedlyEmpty
from briefing.sources.base import Swept
from briefing.sources.folketinget import Folketinget
from briefing.sources.folketinget_documents import document_kind


def whole(**options: Any) -> dict[str, Any]:
    """The scope of a sweep of everything."""
    return {"everything": True, **options}


@pytest.fixture
def oda() -> Oda:
    """A service with one session."""
    return Oda()


def test_four_kinds_of_case_are_read(oda: Oda) -> None:
    """Each with its address and its own name among the identifiers; motions are not."""
    for key, number in enumerate(("L 1", "B 2", "F 3", "R 4", "V 5"), 1):
        oda.case(number, key)
    found = oda.sweep(**whole()).proposals
    site = "https://ft.example/samling/20261"
    assert [
        (ProposalKind.BILL, f"{site}/lovforslag/L1/index.htm"),
        (ProposalKind.RESOLUTION_PROPOSAL, f"{site}/beslutningsforslag/B2/index.htm"),
        (ProposalKind.INTERPELLATION, f"{site}/forespoergsel/F3/index.htm"),
        (ProposalKind.GOVERNMENT_REPORT, f"{site}/redegorelse/R4/index.htm"),
    ] == [(each.kind, each.url) for each in found]
    assert [("L 1/20261",), ("B 2/20261",), ("F 3/20261",), ("R 4/20261",)] == [
        each.other_identifiers for each in found
    ]


def test_the_kinds_read_are_an_option(oda: Oda) -> None:
    """Whatever the letters' case; anything else is an error that names the choice."""
    for key, number in enumerate(("L 1", "F 3"), 1):
        oda.case(number, key)
    found = oda.sweep(**whole(options={"types": ["forespørgsel"]})).proposals
    assert ["F 3"] == [each.number for each in found]
    for types in (["Lov"], "Lovforslag", []):
        with pytest.raises(ConfigError, match="types"):
            oda.sweep(**whole(options={"types": types}))


def test_the_question_of_an_interpellation_is_its_summary(oda: Oda) -> None:
    """Its record's title is the whole question; it has no text as introduced."""
    question = "Hvad kan ministeren oplyse om lønnen?"
    case = oda.case("F 3", 1, titel=question, titelkort="Om lønnen.", status="Anmeldt")
    oda.actor(case, 9, "Relevant for", "Beskæftigelsesudvalget")
    oda.step(case, 5, "Anmeldelse", "2026-11-03")
    oda.step(case, 6, "Forhandling", "2026-12-08T10:00:00", status="Skal forhandles")
    found = oda.only(**whole())
    assert ("Om lønnen.", "", question) == (found.title, found.subtitle, found.summary)
    assert "Beskæftigelsesudvalget" == found.committee
    assert date(2026, 11, 3) == found.introduced_on
    assert () == found.documents
    (deadline,) = found.deadlines
    assert (DeadlineKind.READING, date(2026, 12, 8), time(10)) == (
        deadline.kind,
        deadline.date,
        deadline.at,
    )


@pytest.mark.parametrize(
    ("number", "status", "stage"),
    [
        ("F 1", "Anmeldt", Stage.INTRODUCED),
        ("F 1", "Fremmet", Stage.INTRODUCED),
        ("F 1", "Skal forhandles", Stage.INTRODUCED),
        ("F 1", "Forhandlet", Stage.DEBATED),
        ("F 1", "Forhandling afsluttet", Stage.DEBATED),
        ("F 1", "Vedtaget", Stage.DEBATED),
        ("F 1", "Tilbagetaget", Stage.WITHDRAWN),
        ("F 1", "Bortfaldet", Stage.LAPSED),
        ("R 1", "Afgivet", Stage.INTRODUCED),
        ("R 1", "Ingen forhandling", Stage.INTRODUCED),
        ("R 1", "Afsluttet", Stage.DEBATED),
        ("R 1", "Noget nyt", Stage.UNKNOWN),
        ("L 1", "Vedtaget", Stage.ADOPTED),
        ("L 1", "1. beh. afbrudt/henvist til udvalg", Stage.FIRST_READING),
        ("L 1", "3. beh. afbrudt/udsat", Stage.SECOND_READING),
        ("L 1", "2. beh./Bortfaldet", Stage.LAPSED),
        ("B 1", "Beretning afgivet", Stage.COMMITTEE_REPORT),
        ("B 1", "1. (eneste) behandling/Forkastet", Stage.REJECTED),
        ("B 1", "Fremsat/henvist til udvalg", Stage.INTRODUCED),
    ],
)
def test_a_state_is_a_stage(oda: Oda, number: str, status: str, stage: Stage) -> None:
    """By the service's own words, which mean other things for a debate."""
    oda.case(number, 1, status=status)
    found = oda.only(**whole())
    assert (stage, status) == (found.stage, found.native_status)


def test_a_step_taken_tells_where_the_state_does_not(oda: Oda) -> None:
    """Types with a full stop are the same; what is only planned does not count."""
    case = oda.case("L 1", 1, status="Igangværende")
    oda.step(case, 2, "1. behandling", "2026-10-22", type="1. behandling.",
             status="Behandlet/Henvist til udvalg")  # fmt: skip
    oda.step(case, 3, "2. behandling", "2026-12-15", status="Konfirmeret")
    found = oda.only(**whole())
    assert Stage.FIRST_READING == found.stage
    assert "1. behandling" == found.steps[0].native_type
    debate = oda.case("R 1", 4, status="Henstående")
    oda.step(debate, 5, "Forhandling", "2026-11-17", status="Behandlet")
    stages = [each.stage for each in oda.sweep(**whole()).proposals]
    assert [Stage.FIRST_READING, Stage.DEBATED] == stages


def test_votes_are_taken_by_their_conclusion(oda: Oda) -> None:
    """In the order of steps, however worded; null, or nothing at all, is no text."""
    case = oda.case("L 1", 1)
    last = oda.step(case, 3, "3. behandling", "2026-11-19")
    second = oda.step(case, 2, "2. behandling", "2026-11-12")
    oda.vote(second, 8, "Forkastet.\nFor stemte 9", vedtaget=False,
             type="Ændringsforslag")  # fmt: skip
    oda.vote(last, 7, "Vedtaget\n\n98 stemmer for\n\n0 imod\n\n")
    oda.vote(last, 9, None, typeid=77)
    day = date(2026, 11, 19)
    assert (
        Vote(date(2026, 11, 12), "Ændringsforslag", False, "Forkastet.\nFor stemte 9"),
        Vote(day, "Endelig vedtagelse", True, "Vedtaget\n98 stemmer for\n0 imod"),
        Vote(day, "", True, ""),
    ) == oda.only(**whole()).votes
    assert not any("Stemme" in each for each in oda.asked if "Stemmetype" not in each)


def test_a_vote_taken_later_changes_its_case(oda: Oda) -> None:
    """Also when no other row of the case moves, and then it is known."""
    oda.case("L 2", 9)
    step = oda.step(oda.case("L 1", 1), 3, "3. behandling", "2026-11-19")
    cursor = oda.sweep(**whole()).cursor
    oda.vote(step, 7, "Vedtaget", opdateringsdato="2026-11-19T14:00:00")
    swept = oda.sweep(cursor)
    assert ["L 1"] == [each.number for each in swept.proposals]
    assert () == oda.sweep(swept.cursor).proposals


@pytest.mark.parametrize("status", [400, 404])
def test_a_service_without_votes_is_read_without_them(oda: Oda, status: int) -> None:
    """It is asked again without, a warning says so, and nothing else is lost."""
    step = oda.step(oda.case("L 1", 1), 3, "3. behandling", "2026-11-19")
    oda.vote(step, 7, "Vedtaget")
    oda.refused = {"Sagstrin/Afstemning": 400, "/Afstemning": status}
    swept = oda.sweep(**whole())
    assert [("L 1", ())] == [(each.number, each.votes) for each in swept.proposals]
    assert any("votes" in each for each in swept.warnings)
    oda.add("Sag", 1, titelkort="Nyt")
    again = oda.sweep(swept.cursor)
    assert ["Nyt"] == [each.subtitle for each in again.proposals]


def test_an_unclear_outcome_of_a_vote_is_refused(oda: Oda) -> None:
    """Neither true nor false: the case is set aside rather than guessed at."""
    oda.case("L 2", 9)
    oda.vote(oda.step(oda.case("L 1", 1), 3, "x", "2026-11-19"), 7, "", vedtaget="ja")
    assert ["L 1"] == [each.record for each in oda.sweep(**whole()).rejected]


def test_deadlines_of_the_committee_are_read_with_those_to_come(oda: Oda) -> None:
    """What binds the parties, with its time of day; what was called off is none."""
    case = oda.case("L 1", 1)
    steps = [
        ("Frist for spørgsmål", "2026-11-20", "Frist for spørgsmål", "Konfirmeret"),
        ("Frist for svar", "2026-11-27", "Frist for svar", "Konfirmeret"),
        ("Frist for politiske bem. og ÆF", "2026-12-03T12:00:00", "Udvalgsbehandling",
         "Konfirmeret"),
        ("Frist for betænkningsbidrag", "2026-12-04", "Udvalgsbehandling", "Aflyst"),
        ("Frist for politiske bemærkninger", "2026-12-05", "Udvalgsbehandling",
         "Konfirmeret"),
        ("2. (sidste) behandling", "2027-03-30T10:00:00", "2. behandling", "Planlagt"),
        ("Frist for ændringsforslag", "", "Udvalgsbehandling", "Konfirmeret"),
    ]  # fmt: skip
    for key, (title, day, native, status) in enumerate(steps, 10):
        oda.step(case, key, title, day, type=native, status=status)
    found = oda.only(**whole())
    assert [
        (DeadlineKind.COMMITTEE_QUESTIONS, date(2026, 11, 20), None),
        (DeadlineKind.COMMITTEE_AMENDMENTS, date(2026, 12, 3), time(12)),
        (DeadlineKind.COMMITTEE_REPORT, date(2026, 12, 5), None),
        (DeadlineKind.READING, date(2027, 3, 30), time(10)),
    ] == [(each.kind, each.date, each.at) for each in found.deadlines]
    assert {"Europe/Copenhagen"} == {each.zone for each in found.deadlines}
    assert len(steps) == len(found.steps)


def test_a_committee_is_known_by_its_name(oda: Oda) -> None:
    """Rows are made anew each session; a former referral counts until a newer one."""
    case = oda.case("L 1", 1)
    oda.actor(case, 60, "Tidligere henvist til", "Arbejdsmarkedsudvalget")
    oda.actor(case, 62, "Relevant for", "Socialudvalget")
    assert "Arbejdsmarkedsudvalget" == oda.only(**whole()).committee
    newer = "2026-11-09T08:00:00"
    oda.actor(case, 59, "Henvist til", "Beskæftigelsesudvalget", opdateringsdato=newer)
    oda.actor(case, 61, "Henvist til", "Erhvervsudvalget")
    assert "Beskæftigelsesudvalget" == oda.only(**whole()).committee


@pytest.mark.parametrize("original", [199, None])
def test_a_split_bill_names_the_bill_it_came_of(oda: Oda, original: int | None) -> None:
    """Where the record says so; each part is a proposal of its own."""
    for key, part in enumerate("AB", 1):
        oda.case(f"L 86 {part}", key, nummerpostfix=part, deltundersagid=original)
    found = oda.sweep(**whole()).proposals
    assert ["dk/folketinget/20261/L86A", "dk/folketinget/20261/L86B"] == [
        each.ref for each in found
    ]
    origin = ("L 86/20261",) if original else ()
    assert ("L 86 B/20261", *origin) == found[1].other_identifiers
    (text,) = found[1].documents
    assert "Lovforslag som fremsat (L 86)" == text.title
    assert "https://ret.example/eli/ft/202612L00086/xml" == text.urls[0]


@pytest.mark.parametrize(
    ("number", "day", "url", "expected"),
    [
        ("357", "2026-03-03T00:00:00", None, ["LOV 357/2026", "ELI eli/lta/2026/357"]),
        ("12", "2027-01-02T00:00:00", "", ["LOV 12/2027", "ELI eli/lta/2027/12"]),
        ("12", "2027-01-02T00:00:00", "https://x.example/eli/lta/2026/1800",
         ["LOV 1800/2026", "ELI eli/lta/2026/1800"]),
        ("992", None, None, []),
        ("", "", "", []),
        (None, None, None, []),
    ],
)  # fmt: skip
def test_the_law_at_the_end(
    oda: Oda, number: str | None, day: str | None, url: str | None, expected: list[str]
) -> None:
    """Number and year; the address of the law wins; a number alone is only a note."""
    oda.case("L 1", 1, lovnummer=number, lovnummerdato=day, retsinformationsurl=url)
    found = oda.only(**whole())
    assert ["L 1/20261", *expected] == list(found.other_identifiers)
    assert bool(found.notes) == (number == "992")


@pytest.mark.parametrize(
    ("category", "native", "title", "kind"),
    [
        ("Forslag som fremsat", "Forslagstekst", "Fremsat den 3.", "bill_text"),
        ("Betænkning m.v.", "Bilag", "Betænkning afgivet 8/1-26", "committee_report"),
        ("Betænkning m.v.", "Forslagstekst", "Tillægsbetænkning afgivet af Udvalget",
         "committee_report"),
        ("Betænkning m.v.", "Bilag", "1. udkast til betænkning", "other"),
        ("Betænkning m.v.", "Bilag", "Ændringsforslag til 3. behandling", "amendment"),
        ("Notat", "Bilag", "Høringssvar og høringsnotat, fra ministeren",
         "consultation_memo"),
        ("Notat", "Bilag", "Supplerende høringssvar og høringsnotat, fra ministeren",
         "consultation_memo"),
        ("Notat", "Bilag", "Tilkendegivelse, fra finansministeren", "other"),
        ("Udvalgsspørgsmål", "Spørgsmål", "Spm. om asbest", "question"),
        ("Endeligt svar", "Svar", "L 1 - svar på spm. 1", "answer"),
        ("Foreløbigt svar", "Svar", "L 1 - foreløbigt svar på spm. 1", "answer"),
        ("Supplerende svar", "Svar", "x", "answer"),
        ("", "Bilag", "L 86 A - svar på spm. 1 om x", "answer"),
        ("Fremsættelsestale", "Fremsættelsestale", "x", "presentation_speech"),
        ("Optryk efter 2.beh", "Forslagstekst", "x", "text_after_second_reading"),
        ("Forslag som vedtaget", "Forslagstekst", "x", "text_as_adopted"),
        ("Henvendelse", "Bilag", "Materiale til foretræde", "submission"),
        ("Meddelelse", "Bilag", "Tidsplan for udvalgets behandling", "other"),
    ],
)  # fmt: skip
def test_documents_have_their_kinds(
    category: str, native: str, title: str, kind: str
) -> None:
    """By category, then title, then type."""
    assert kind == document_kind(ProposalKind.BILL, category, native, title)


def test_texts_of_other_kinds_of_case() -> None:
    """A resolution's text is its own kind, a report's is what is debated."""
    resolution, report = (
        ProposalKind.RESOLUTION_PROPOSAL,
        ProposalKind.GOVERNMENT_REPORT,
    )
    words = ("Forslag som fremsat", "Forslagstekst", "x")
    assert DocumentKind.RESOLUTION_TEXT == document_kind(resolution, *words)
    words = ("Redegørelse", "Bilag", "Redegørelse af 1/10 26 om arbejdsmiljøet")
    assert DocumentKind.NOTICE_TEXT == document_kind(report, *words)
    assert DocumentKind.OTHER == document_kind(ProposalKind.BILL, *words)


@pytest.mark.parametrize(
    ("stamp", "moment"),
    [
        ("2026-07-01T00:30:00", datetime(2026, 6, 30, 22, 30, tzinfo=UTC)),
        ("2026-11-02T14:03:05.8", datetime(2026, 11, 2, 13, 3, 5, 800000, tzinfo=UTC)),
        ("2026-03-29T01:59:59", datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC)),
        ("2026-03-29T03:00:00", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("2026-10-25T02:30:00", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25T03:00:00", datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
    ],
)
def test_times_are_danish_without_a_zone(
    oda: Oda, stamp: str, moment: datetime
) -> None:
    """Summer and winter, and the hours around both changes."""
    oda.case("L 1", 1, opdateringsdato=stamp)
    assert moment == oda.only(**whole()).updated_at


def test_a_midnight_in_summer_stays_its_day(oda: Oda) -> None:
    """Days are the service's own and never pass through another zone."""
    case = oda.case("L 1", 1)
    oda.step(case, 2, "1. behandling", "2026-06-01T00:00:00")
    (deadline,) = oda.only(**whole()).deadlines
    assert (date(2026, 6, 1), None) == (deadline.date, deadline.at)


def test_null_and_nothing_are_the_same(oda: Oda) -> None:
    """Two records that differ in that alone give the same proposal."""
    empty = {"titelkort": "", "resume": "", "lovnummer": "", "lovnummerdato": "",
             "retsinformationsurl": ""}  # fmt: skip
    oda.case("L 1", 1, **empty)
    first = oda.only(**whole())
    oda.add("Sag", 1, **dict.fromkeys(empty))
    assert first == oda.only(**whole())


def test_a_new_case_with_a_low_id_is_found(oda: Oda) -> None:
    """Ids do not grow with time."""
    oda.case("L 90", 103_400)
    cursor = oda.sweep(**whole()).cursor
    oda.case("L 91", 70_437)
    assert ["L 91"] == [each.number for each in oda.sweep(cursor).proposals]


def test_rows_touched_by_the_thousand_are_no_news(
    oda: Oda, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The session is read whole, once, with few requests; nothing is lost."""
    monkeypatch.setattr("briefing.sources.folketinget.MOST_ROWS", 40)
    monkeypatch.setattr("briefing.sources.folketinget.MOST_CASES", 10)
    for number in range(1, 31):
        oda.step(oda.case(f"L {number}", number), number, "Fremsættelse", "2026-10-07")
        oda.step(number, 100 + number, "1. behandling", "2026-10-20")
    first = oda.sweep(**whole())
    for row in list(oda.rows["Sagstrin"]):
        oda.add("Sagstrin", row["id"], opdateringsdato="2026-11-20T19:21:08.5")
    swept = oda.sweep(first.cursor)
    assert first.proposals == swept.proposals
    assert len(oda.asked) < 20
    oda.step(1, 900, "2. behandling", "2026-11-20",
             opdateringsdato="2026-11-20T19:21:09")  # fmt: skip
    assert ["L 1"] == [each.number for each in oda.sweep(swept.cursor).proposals]
    assert len(oda.asked) < 15


def test_lists_cut_off_anywhere_are_completed(oda: Oda) -> None:
    """Steps, votes, documents and those on steps alone, cut at two rows each."""
    case = oda.case("L 1", 1)
    for key in range(10, 15):
        step = oda.step(case, key, "2. behandling", f"2026-11-{key}")
        oda.document(key, f"Ændringsforslag {key}", case=case)
        oda.document(key + 90, f"Ændringsforslag {key + 90}", step=step)
    for key in range(20, 25):
        oda.vote(step, key, f"Nr. {key}")
        oda.document(key, f"Ændringsforslag {key}", step=step)
        oda.actor(case, key, f"Rolle {key}", "x")
    expected = oda.only(**whole())
    assert (5, 5, 16) == tuple(
        len(each) for each in (expected.steps, expected.votes, expected.documents)
    )
    oda.cut = 2
    found = oda.only(**whole())
    assert sorted(expected.documents, key=str) == sorted(found.documents, key=str)
    assert (expected.steps, expected.votes) == (found.steps, found.votes)


def test_a_case_that_is_gone_when_it_is_asked_for(oda: Oda) -> None:
    """Whether the service says 404 or gives an empty list: named, the others stand."""
    for number in (1, 2):
        oda.case(f"L {number}", number)
    cursor = oda.sweep(**whole()).cursor
    for number in (1, 2):
        oda.add("Sag", number, titelkort="Nyt")
    oda.refused = {"Sag(1)": 404}
    swept = oda.sweep(cursor)
    assert (["L 2"], ["Sag(1)"]) == (
        [each.number for each in swept.proposals],
        [each.record for each in swept.rejected],
    )
    assert [1] == swept.cursor["again"]


def test_a_filter_that_is_ignored_lets_nothing_else_in(oda: Oda) -> None:
    """Other sessions and kinds are left out, a warning says how many came along."""
    oda.session("20251")
    oda.case("L 1", 1)
    oda.case("L 9", 2, session="20251")
    oda.case("V 3", 3)
    oda.deaf = True
    swept = oda.sweep(**whole())
    assert ["L 1"] == [each.number for each in swept.proposals]
    assert any("let 2 other rows through" in each for each in swept.warnings)


def test_a_number_of_another_form_is_set_aside(oda: Oda) -> None:
    """Nothing is made up: the record is kept with what is odd about it."""
    oda.case("L 1", 1)
    oda.case("L 2", 2, type="Redegørelse")
    oda.case("X", 3, type="Forespørgsel")
    rejected = oda.sweep(**whole()).rejected
    assert ["L 2", "X"] == [each.record for each in rejected]
    assert "Redegørelse with number 'L 2'" in rejected[0].error


def test_every_case_odd_is_a_change_of_format(oda: Oda) -> None:
    """It fails the sweep rather than to list nothing new."""
    oda.case("LF-1", 1, type="Lovforslag")
    with pytest.raises(ParseError, match="LF-1"):
        oda.sweep(**whole())


def test_every_changed_case_odd_is_a_change_of_format(oda: Oda) -> None:
    """Also where each is read for itself, on the first sweep and on later ones."""
    for key in (1, 2):
        step = oda.step(oda.case(f"L {key}", key), key, "x", "2026-11-03")
        oda.document(key, "Ændringsforslag", step=step)
    cursor = oda.sweep(**whole()).cursor
    for row in oda.rows["Dokument"]:
        row["overskrift"] = row.pop("titel")
    with pytest.raises(ParseError, match="none of 2 records"):
        oda.sweep(**whole())
    for key in (1, 2):
        oda.add("Sag", key, titelkort="Nyt")
    with pytest.raises(ParseError, match="none of 2 records"):
        oda.sweep(cursor)


def test_the_past_is_read_session_by_session() -> None:
    """Newest first, both sessions a year may have, from the one that is meant."""
    found = Folketinget().slices
    scope = Scope(today=TODAY, since=date(2024, 10, 1))
    codes = "20262 20261 20252 20251 20242 20241"
    config = Oda().config()
    assert codes.split() == [each.session for each in found(config, scope)]
    assert {(True, date(2024, 10, 1))} == {
        (each.everything, each.since) for each in found(config, scope)
    }
    spring = Scope(today=date(2026, 3, 27), since=date(2026, 2, 1))
    assert ["20252", "20251"] == [each.session for each in found(config, spring)]
    assert () == found(config, Scope(today=TODAY))


def test_slices_find_what_each_session_holds() -> None:
    """A session that never was, or has not begun, is no error; the rest is read."""
    oda = Oda("20261", "20252", "20251")
    oda.session("20262", begins="2027-04-01T00:00:00")
    for key, code in enumerate(("20261", "20252", "20251"), 1):
        oda.case(f"L {key}", key, session=code)
    scope = Scope(today=TODAY, since=date(2024, 10, 1))
    found = {}
    for each in Folketinget().slices(oda.config(), scope):
        swept = oda.sweep(session=each.session, since=each.since, everything=True)
        found[each.session] = ([p.number for p in swept.proposals], swept.warnings)
        assert {} == swept.cursor
    assert {
        "20262": ([], ("session 20262 has not begun",)),
        "20261": (["L 1"], ()),
        "20252": (["L 2"], ()),
        "20251": (["L 3"], ()),
        "20242": ([], ("session 20242 does not exist",)),
        "20241": ([], ("session 20241 does not exist",)),
    } == found


def test_a_session_that_lists_nothing_is_an_error() -> None:
    """It exists, so something is missing; and so is one that somebody named."""
    oda = Oda("20261", "20251")
    oda.case("L 1", 1)
    with pytest.raises(UnexpectedlyEmpty, match="session 20251 lists no case"):
        oda.sweep(session="20251", since=date(2025, 10, 1), everything=True)
    with pytest.raises(UnexpectedlyEmpty, match=r"20241 does not exist; .* 20261"):
        oda.sweep(session="20241", everything=True)


def test_a_session_is_read_on_after_the_next_has_begun() -> None:
    """Bills lapse when a session ends: that is seen, once a day, for some weeks."""
    oda = Oda("20251")
    oda.case("L 1", 1, session="20251")
    cursor = oda.sweep(**whole(), today=date(2026, 10, 5)).cursor
    oda.session("20261")
    oda.case("L 1", 9)
    oda.add("Sag", 1, statusid=oda.text("Sagsstatus", "Bortfaldet"))
    found = {}
    for day in (6, 6, 7):
        swept = oda.sweep(cursor, today=date(2026, 10, day))
        cursor = swept.cursor
        found[day, len(found)] = [(p.ref[-7:], p.stage) for p in swept.proposals]
    lapsed = ("0251/L1", Stage.LAPSED)
    assert {
        (6, 0): [("0261/L1", Stage.INTRODUCED), lapsed],
        (6, 1): [],
        (7, 2): [lapsed],
    } == found
    assert "20261" == cursor["session"]
    assert () == oda.sweep(cursor, today=date(2026, 12, 24)).proposals


def test_a_session_that_has_not_begun_is_not_read_yet() -> None:
    """It is listed some time before."""
    oda = Oda("20251", "20261")
    oda.case("L 1", 1, session="20251")
    oda.case("L 2", 2, session="20261")
    early = oda.sweep(**whole(), today=date(2026, 9, 30))
    assert ["L 1"] == [each.number for each in early.proposals]


def test_an_old_session_is_found_on_a_later_page() -> None:
    """The list of sessions is followed to where it stands."""
    oda = Oda(*(f"{year}1" for year in range(1900, 2027)))
    oda.case("L 1", 1, session="19001")
    assert "19001" == oda.only(session="19001", everything=True).session


def areas(found: Swept) -> dict[str, list[str]]:
    """What a sweep says that is listed whole, by prefix."""
    return {
        each.prefix.rpartition("/")[2]: sorted(
            ref.rpartition("/")[2] for ref in each.refs
        )
        for each in found.complete
    }


def test_a_whole_session_says_what_there_is(oda: Oda) -> None:
    """Whole or by its index alike, and over several pages; each kind by itself."""
    for number in (1, 2, 3):
        oda.case(f"L {number}", number)
    oda.case("B 7", 4)
    everything = {"L": ["L1", "L2", "L3"], "B": ["B7"], "F": [], "R": []}
    first = oda.sweep(options={"page": 2})
    assert everything == areas(first)
    oda.drop("Sag", 2)
    again = oda.sweep(first.cursor)
    assert {**everything, "L": ["L1", "L3"]} == areas(again)


def test_a_session_with_an_unreadable_row_says_nothing_of_the_rest(oda: Oda) -> None:
    """What cannot be named could be any of those that seem to be missing."""
    oda.case("L 1", 1)
    oda.case("L 2", 2)
    first = oda.sweep()
    oda.add("Sag", 2, nummer="??", opdateringsdato="2026-11-20T09:00:00")
    assert {} == areas(oda.sweep(first.cursor))
