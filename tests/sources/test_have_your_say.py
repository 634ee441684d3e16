"""Have your say: what is announced, who has answered, attachments, the past."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from examples import SCOPE, TODAY, configured

from briefing.domain.proposal import DocumentKind, Proposal, Stage
from briefing.domain.source import Page, Request, Scope
from briefing.errors import Unreachable
from briefing.sources.base import Swept, slices_of, sweep
from briefing.sources.have_your_say import HaveYourSay
from briefing.sources.have_your_say_initiative import _kind

SOURCE, CONFIG = HaveYourSay(), configured("have_your_say")
EMPL = [{"code": "EMPL", "label": "Employment"}]
FISH = [{"code": "MARE", "label": "Fisheries"}]


def status(kind: str, start: str | None = None, end: str | None = None) -> Any:
    """A period in the list."""
    return {
        "frontEndStage": "PLANNING_WORKFLOW",
        "receivingFeedbackStatus": kind,
        "feedbackStartDate": start,
        "feedbackEndDate": end,
        "isCurrent": True,
    }


OPEN = status("OPEN", "2026/11/02 09:00:00", "2026/12/18 23:59:59")
UPCOMING = status("UPCOMING")


def row(number: int, *statuses: Any, topics: Any = EMPL, title: str = "Plan") -> Any:
    """An entry of the list."""
    return {
        "id": float(number),
        "shortTitle": title,
        "currentStatuses": list(statuses),
        "topics": topics,
        "initiativeTranslations": [],
    }


def record(number: int, *publications: Any, topics: Any = EMPL) -> Any:
    """An initiative."""
    return {
        "id": number,
        "shortTitle": f"Initiative {number}",
        "dossierSummary": "About.",
        "topics": topics,
        "publications": list(publications) or [publication()],
    }


def publication(**values: Any) -> Any:
    """A publication that is open."""
    return {
        "id": 1,
        "publishedDate": "2026/11/02 09:00:00",
        "endDate": "2026/12/18 23:59:59",
        "receivingFeedbackStatus": "OPEN",
        "frontEndStage": "PLANNING_WORKFLOW",
        "title": "Call",
        "attachments": [],
        "isCurrent": True,
        **values,
    }


def answer(number: int, kind: str, country: str, organisation: str, *keys: str) -> Any:
    """A piece of feedback."""
    return {
        "id": number,
        "userType": kind,
        "country": country,
        "organization": organisation,
        "firstName": "Opfundet",
        "surname": "Borgersen",
        "dateFeedback": "2026/11/10 10:00:00",
        "attachments": [{"documentId": key} for key in keys],
    }


class Portal:
    """Answers by what is asked, and remembers it."""

    def __init__(self) -> None:
        self.open: list[Any] = [row(1, OPEN)]
        self.upcoming: list[Any] = []
        self.past: list[Any] = []
        self.records: dict[int, Any] = {1: record(1)}
        self.feedback: list[list[Any]] = []
        self.down: set[str] = set()
        self.asked: list[str] = []

    def __call__(self, request: Request) -> Page:
        """The answer to a request."""
        self.asked.append(f"{request.kind} {request.url.rpartition('/')[2]}")
        if request.kind in self.down:
            raise Unreachable("have_your_say", request.url, "down")
        return Page(request, self._body(request), "application/json")

    def _body(self, request: Request) -> bytes:
        lists = {"search": self.open, "upcoming": self.upcoming, "past": self.past}
        if request.kind in lists:
            return paged([lists[request.kind]], 0, "initiativeResultDtoPage")
        if request.kind == "feedback":
            return paged(self.feedback, request.context["page"])
        return dumped(self.records[int(request.url.rpartition("/")[2])])


def dumped(value: Any) -> bytes:
    """As JSON."""
    return json.dumps(value).encode()


def paged(pages: list[list[Any]], number: int, under: str = "") -> bytes:
    """A page of Spring's form."""
    content = pages[number] if pages else []
    found = {
        "content": content,
        "totalPages": len(pages),
        "totalElements": sum(map(len, pages)),
    }
    return dumped({under: found} if under else found)


@pytest.fixture
def portal() -> Portal:
    """One initiative is open."""
    return Portal()


def swept(portal: Portal, cursor: Any = None, scope: Scope = SCOPE) -> Swept:
    """One sweep."""
    return sweep(SOURCE, CONFIG, cursor or {}, scope, portal)


def numbers(found: Iterable[Proposal]) -> list[int]:
    """The ids of initiatives."""
    return sorted(int(each.ref.rpartition("/")[2]) for each in found)


def test_what_is_announced_is_planned_and_has_no_deadline(portal: Portal) -> None:
    """Its days are the Commission's plans and nobody's deadline."""
    planned = status("UPCOMING", "2027/01/04 09:00:00", "2027/02/01 23:59:59")
    portal.upcoming = [row(2, planned)]
    portal.records[2] = record(2, publication(receivingFeedbackStatus="UPCOMING"))
    found = next(e for e in swept(portal).proposals if e.ref.endswith("/2"))
    assert (Stage.EU_PLANNED, ()) == (found.stage, found.deadlines)


def test_of_what_is_announced_only_working_life_is_read(portal: Portal) -> None:
    """By topic, else by a word of the title; plans of long ago are passed over."""
    old = status("UPCOMING", "2020/01/01 00:00:00", "2020/02/01 00:00:00")
    portal.upcoming = [
        row(2, UPCOMING),
        row(3, UPCOMING, topics=FISH, title="Tuna"),
        row(4, UPCOMING, topics=FISH, title="Posting of fishers"),
        row(5, old),
    ]
    for number in (2, 4):
        portal.records[number] = record(number)
    assert [1, 2, 4] == numbers(swept(portal).proposals)


def test_what_is_open_already_is_not_called_planned(portal: Portal) -> None:
    """An initiative with an open and a coming window is read as the open one."""
    portal.upcoming = [row(1, UPCOMING, OPEN)]
    (found,) = swept(portal).proposals
    assert Stage.EU_CALL_FOR_EVIDENCE is found.stage


def test_what_is_announced_is_looked_through_daily_and_read_weekly(
    portal: Portal,
) -> None:
    """A second sweep of a day asks for what is open alone."""
    portal.upcoming = [row(2, UPCOMING)]
    portal.records[2] = record(2)
    cursor: Any = swept(portal).cursor
    days = []
    for number in range(15):
        today = Scope(TODAY + timedelta(days=number))
        portal.asked.clear()
        cursor = swept(portal, cursor, today).cursor
        listed = any(each.startswith("upcoming") for each in portal.asked)
        assert listed is (number > 0)
        if "initiative 2" in portal.asked:
            days.append(number)
    assert [7, 14] == days


def test_a_list_that_is_not_of_what_is_announced_is_named(portal: Portal) -> None:
    """A parameter that is ignored answers with something else: a warning."""
    portal.upcoming = [row(9, OPEN)]
    found = swept(portal)
    assert [1] == numbers(found.proposals)
    assert any("UPCOMING" in each for each in found.warnings)


def test_without_the_list_of_what_is_announced_the_rest_stands(portal: Portal) -> None:
    """It is asked for again at the next sweep."""
    portal.down = {"upcoming"}
    found = swept(portal)
    assert [1] == numbers(found.proposals)
    assert found.warnings
    assert "" == found.cursor["upcoming"]


def answered(portal: Portal, *pages: list[Any]) -> Proposal:
    """The open initiative, with this feedback."""
    portal.records[1] = record(1, publication(totalFeedback=9))
    portal.feedback = list(pages)
    (found,) = swept(portal).proposals
    return found


def test_organisations_that_answered_are_listed(portal: Portal) -> None:
    """Danish ones, and the social partners of the Union; nobody else, no person."""
    found = answered(
        portal,
        [
            answer(1, "TRADE_UNION", "DNK", "Eksempelforbundet", "d1"),
            answer(2, "EU_CITIZEN", "DNK", "", "d2"),
            answer(3, "COMPANY", "FRA", "Exemple SA", "d3"),
        ],
        [
            answer(4, "BUSINESS_ASSOCIATION", "BEL", "BusinessEurope", "d4", "d5"),
            answer(5, "NGO", "DNK", "Foreningen Eksempel"),
            {**answer(6, "COMPANY", "DNK", "X ApS", "d6"), "publication": "ANONYMOUS"},
        ],
    )
    assert [
        ("Eksempelforbundet", 1),
        ("BusinessEurope (1)", 1),
        ("BusinessEurope (2)", 1),
        ("Foreningen Eksempel", 0),
    ] == [(each.title, len(each.urls)) for each in found.documents]
    assert {DocumentKind.SUBMISSION} == {each.kind for each in found.documents}
    assert "Borgersen" not in repr(found)
    assert (
        "feedback by organisations: 1 NGO, 1 business association, 2 company, "
        "1 trade union" in found.notes
    )


def test_feedback_that_cannot_be_had_costs_nothing_else(portal: Portal) -> None:
    """Some consultations answer 400 to this: the initiative stands, with a warning."""
    portal.down = {"feedback"}
    found = answered(portal)
    assert () == found.documents
    assert any("allFeedback" in each for each in swept(portal).warnings)


def test_a_flood_of_feedback_is_read_in_part_and_said_so(portal: Portal) -> None:
    """Ten pages; a warning says how many there are."""
    pages = [[answer(n, "EU_CITIZEN", "DEU", "")] for n in range(30)]
    answered(portal, *pages)
    assert 10 == sum(each.startswith("feedback") for each in portal.asked)
    assert any("30 pages" in each for each in swept(portal).warnings)


def test_feedback_on_other_matters_is_not_asked_for(portal: Portal) -> None:
    """An initiative on fish is listed; who answered it is nobody's business here."""
    fish = record(1, publication(totalFeedback=9), topics=FISH)
    portal.records[1] = fish
    swept(portal)
    assert not any(each.startswith("feedback") for each in portal.asked)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Call for evidence for an impact assessment", DocumentKind.EU_TEXT),
        ("Directive amending Annex II", DocumentKind.EU_TEXT),
        ("Annex to the proposal", DocumentKind.ANNEX),
        ("Bilag 1", DocumentKind.ANNEX),
        ("Impact assessment report", DocumentKind.ANNEX),
        ("Questionnaire", DocumentKind.OTHER),
        ("Factual summary report", DocumentKind.OTHER),
    ],
)
def test_what_an_attachment_is(title: str, kind: DocumentKind) -> None:
    """By how its title begins; the portal's type says ANNEX of main texts too."""
    assert kind is _kind({"title": title, "type": "ANNEX"})


def test_there_is_always_a_main_text(portal: Portal) -> None:
    """Where every title looks like an annex, the first document is the text."""
    files = [
        {"documentId": f"d{n}", "title": f"Annex {n}", "language": "EN", "index": n}
        for n in (1, 2)
    ]
    portal.records[1] = record(1, publication(attachments=files))
    (found,) = swept(portal).proposals
    assert [DocumentKind.EU_TEXT, DocumentKind.ANNEX] == [
        each.kind for each in found.documents
    ]


def test_what_is_planned_for_a_quarter_has_no_day(portal: Portal) -> None:
    """The first day of the quarter would pass for a date."""
    planned = publication(
        publishedDate=None,
        endDate=None,
        receivingFeedbackStatus="DISABLED",
        plannedStartDate="2027/07/01 00:00:00",
        plannedPeriod="Q-2027-3",
    )
    portal.records[1] = record(1, publication(), planned)
    (found,) = swept(portal).proposals
    assert (None, "DISABLED, Q3 2027") == (
        found.steps[1].date,
        found.steps[1].native_status,
    )


def test_another_open_window_is_noted(portal: Portal) -> None:
    """The dates of one period are never mixed with those of another."""
    other = publication(
        id=2, isCurrent=False, endDate="2027/01/31 23:59:59", title="Survey"
    )
    portal.records[1] = record(1, publication(), other)
    (found,) = swept(portal).proposals
    assert [date(2026, 12, 18)] == [each.date for each in found.deadlines]
    assert "another window is open until 2027-01-31: Survey" in found.notes


def test_reading_back_takes_a_quarter_at_a_time(portal: Portal) -> None:
    """Windows that opened in it, on working life; the service may give everything."""
    portal.past = [
        row(2, status("CLOSED", "2026/08/03 09:00:00", "2026/09/01 23:59:59")),
        row(3, status("CLOSED", "2026/04/03 09:00:00", "2026/05/01 23:59:59")),
        row(
            4,
            status("CLOSED", "2026/08/03 09:00:00", "2026/09/01 23:59:59"),
            topics=FISH,
        ),
        row(5),
    ]
    ended = publication(receivingFeedbackStatus="CLOSED", endDate="2026/09/01 23:59:59")
    portal.records[2] = record(2, ended)
    parts = slices_of(SOURCE, CONFIG, replace(SCOPE, since=date(2026, 7, 5)))
    assert ["2026Q4", "2026Q3"] == [each.session for each in parts]
    (found,) = swept(portal, scope=parts[1]).proposals
    assert (2, Stage.CONSULTATION_CLOSED) == (numbers([found])[0], found.stage)
    assert [date(2026, 9, 1)] == [each.date for each in found.deadlines]
    assert 4 == swept(portal, scope=parts[0]).listed
