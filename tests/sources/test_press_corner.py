"""Press corner: which releases announce a consultation, its stage and its date."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from examples import SCOPE, TODAY, configured

from briefing.domain.proposal import DeadlineKind, Proposal, Stage
from briefing.domain.record import record_document
from briefing.domain.source import Page, Request, Scope
from briefing.errors import NotFound, ParseError, SourceError, UnexpectedlyEmpty
from briefing.sources.base import Swept, sweep
from briefing.sources.press_corner import PressCorner

EXAMPLES = Path(__file__).parent / "press_corner"
CONFIG = configured("press_corner")
TITLE = "Commission launches first-stage consultation of social partners on night work"
TODAY_IT = (
    "Today, the Commission has launched a consultation of European social partners."
)
UNTIL = "Social partners have until 8 January 2027 to reply."


def row(number: int = 1, day: str = "2026-11-19", **other: Any) -> dict[str, Any]:
    """A release as a search lists it."""
    told = {"refCode": f"IP/26/{number}", "eventDate": day, "title": TITLE}
    return {**told, "leadText": "", **other}


def found(*rows: dict[str, Any], total: int | None = None) -> dict[str, Any]:
    """A page of a search."""
    count = len(rows) if total is None else total
    return {"totalNumber": count, "docuLanguageListResources": list(rows)}


def release(
    *paragraphs: str,
    title: str = TITLE,
    language: str = "EN",
    number: int = 1,
    subtitle: str = "",
) -> dict[str, Any]:
    """A release in one language."""
    html = "".join(f"<p>{each}</p>" for each in paragraphs or (TODAY_IT, UNTIL))
    told = {"title": title, "subtitle": subtitle, "htmlContent": html}
    return {
        "refCd": f"IP/26/{number}",
        "eventDate": "2026-11-19",
        "docuLanguageResource": {**told, "language": language},
    }


class Service:
    """Answers searches and releases; a value may be bytes, JSON or an error."""

    def __init__(self, search: Any = None, en: Any = None, da: Any = None) -> None:
        self.search = found(row()) if search is None else search
        self.en = release() if en is None else en
        self.da = release() if da is None else da
        self.asked: list[dict[str, str]] = []

    def __call__(self, request: Request) -> Page:
        """The answer to one request."""
        query = {k: v[0] for k, v in parse_qs(urlsplit(request.url).query).items()}
        self.asked.append(query)
        if request.kind == "search":
            answer = self.search
            if isinstance(answer, list):
                answer = answer[int(query["pagenumber"]) - 1]
        else:
            answer = self.en if query["language"] == "en" else self.da
        if isinstance(answer, SourceError):
            raise answer
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        return Page(request, body, "application/json")


def swept(
    service: Service,
    cursor: Mapping[str, Any] | None = None,
    scope: Scope = SCOPE,
    **options: Any,
) -> Swept:
    """A sweep with one search."""
    config = replace(CONFIG, options={"texts": ["social partners"], **options})
    return sweep(PressCorner(), config, cursor or {}, scope, service)


def only(*paragraphs: str, **other: Any) -> Proposal:
    """What one English release gives."""
    (proposal,) = swept(Service(en=release(*paragraphs, **other))).proposals
    return proposal


ANNOUNCED = (
    (TITLE, "This is held under Article 154.", Stage.SOCIAL_PARTNERS_FIRST),
    (
        "Commission launches second stage talks with social partners on telework",
        "The first-stage consultation ended in June.",
        Stage.SOCIAL_PARTNERS_SECOND,
    ),
    (
        "Commission presents roadmap, launches first phase consultation of EU social "
        "partners",
        "More.",
        Stage.SOCIAL_PARTNERS_FIRST,
    ),
    (
        "Second-stage consultation of social partners on heat opens",
        "More.",
        Stage.SOCIAL_PARTNERS_SECOND,
    ),
    (
        "Commission seeks social partners’ views on night work",
        "The consultation is held under Article 154(3) TFEU.",
        Stage.SOCIAL_PARTNERS_SECOND,
    ),
    (
        "Night work: employers and trade unions to be heard",
        "Today, the Commission asks the European social partners for their views. It "
        "is the first stage.",
        Stage.SOCIAL_PARTNERS_FIRST,
    ),
    (
        "Commission consults social partners on night work",
        "The first stage and a second stage are foreseen in Article 154.",
        Stage.UNKNOWN,
    ),
)


@pytest.mark.parametrize(("title", "text", "stage"), ANNOUNCED)
def test_a_consultation_that_begins_is_recognised(
    title: str, text: str, stage: Stage
) -> None:
    """By its title or its first sentences; the stage by what begins."""
    proposal = only(text, UNTIL, title=title)
    assert proposal.stage == stage
    unsaid = "Det fremgår ikke sikkert, om det er første eller anden fase."
    assert (unsaid in proposal.notes) == (stage is Stage.UNKNOWN)


OTHERS = (
    (
        "Commission proposes directive on traineeships",
        "Today, the Commission proposed a directive following the second-stage "
        "consultation of social partners launched in 2024.",
    ),
    (
        "Commission adopts report after first-stage consultation of social partners",
        "Article 154.",
    ),
    (
        "Commission launches public consultation on skills",
        "Social partners: Article 154.",
    ),
    (
        "Commission meets social partners at the Tripartite Social Summit",
        "Article 154.",
    ),
    (
        "Commission consults social partners on its work programme",
        "No treaty is named.",
    ),
    ("Commission welcomes the social partners' agreement", "First-stage consultation."),
)


@pytest.mark.parametrize(("title", "text"), OTHERS)
def test_other_releases_are_counted_and_passed_over(title: str, text: str) -> None:
    """What looks back, what is another consultation, a meeting; not read again."""
    result = swept(Service(en=release(text, UNTIL, title=title)))
    assert (result.proposals, result.listed) == ((), 1)
    again = Service(en=release(text, title=title))
    swept(again, result.cursor)
    assert [each for each in again.asked if "reference" in each] == []


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Social partners have until 8 January 2027 to reply.", date(2027, 1, 8)),
        ("The consultation will run until Friday, 8 January 2027.", date(2027, 1, 8)),
        ("Replies are to be sent by 8 January.", date(2027, 1, 8)),
        ("Social partners can submit their views by 20 December.", date(2026, 12, 20)),
        ("The deadline for responses is 8 January 2027.", date(2027, 1, 8)),
        (
            "Social partners have until 30 November to reply (no. 3).",
            date(2026, 11, 30),
        ),
        ("Social partners have six weeks to reply.", None),
        ("The first-stage consultation ran until 14 April 2026.", None),
        ("Member States transpose the directive by 8 January 2027.", None),
        ("The consultation of 8 January 2027 is another.", None),
        ("Social partners have until 31 February 2027 to reply.", None),
        ("Social partners have until 8 January 2031 to reply.", None),
    ],
)
def test_the_date_to_answer_by(sentence: str, day: date | None) -> None:
    """With its sentence, which is in the record; a period is not turned into a day."""
    proposal = only(TODAY_IT, f"Before. {sentence} After.")
    assert [each.date for each in proposal.deadlines] == ([day] if day else [])
    unsaid = "Svarfristen er ikke genkendt i pressemeddelelsen."
    assert (unsaid in proposal.notes) == (day is None)
    for each in proposal.deadlines:
        assert (each.kind, each.zone, each.quote) == (
            DeadlineKind.SOCIAL_PARTNERS,
            "Europe/Brussels",
            sentence,
        )
        passages = record_document(proposal).reading.passages  # type: ignore[union-attr]  # a record is always read
        assert any(each.quote in passage.text for passage in passages)


def test_of_two_dates_the_earlier_counts_and_both_are_said() -> None:
    """A person can see that the text names two."""
    proposal = only(
        TODAY_IT, UNTIL, "Comments on the annex may be sent by 2 January 2027."
    )
    assert [each.date for each in proposal.deadlines] == [date(2027, 1, 2)]
    assert any("2027-01-02, 2027-01-08" in each for each in proposal.notes)


DANISH = (
    "Kommissionen hører i dag arbejdsmarkedets parter.",
    "Parterne har indtil den 8. januar 2027 til at svare.",
)


def test_the_danish_text_is_taken_where_it_gives_the_same_date() -> None:
    """Title, text, address and quotation are Danish then."""
    danish = release(*DANISH, title="Høring af parterne", language="DA")
    (proposal,) = swept(Service(da=danish)).proposals
    assert (proposal.title, proposal.stage) == (
        "Høring af parterne",
        Stage.SOCIAL_PARTNERS_FIRST,
    )
    assert proposal.deadlines[0].quote == DANISH[1]
    assert "/detail/da/" in proposal.url


@pytest.mark.parametrize(
    "danish",
    [
        NotFound("press_corner", "x", "no Danish text"),
        b"",
        release(*DANISH),
        release(DANISH[0], language="DA"),
        release(DANISH[0], DANISH[1].replace("8.", "9."), language="DA"),
    ],
)
def test_else_the_english_text_stands(danish: Any) -> None:
    """No Danish text, English in its place, another date or none."""
    (proposal,) = swept(Service(da=danish)).proposals
    assert (proposal.title, proposal.deadlines[0].quote) == (TITLE, UNTIL)


def test_consultation_papers_are_documents_from_named_origins() -> None:
    """The Danish version keeps those of the English one; pages are not papers."""
    host = "https://employment-social-affairs.ec.europa.eu"
    links = (
        f"<a href='{host}/document/download/1_en?filename=a.pdf'>First-stage "
        f"consultation document</a> <a href='https://evil.example/a.pdf'>Consultation "
        f"document</a> "
        f"<a href='{host}/social-dialogue_en'>First-stage consultation</a> "
        f"<a href='http://['>Consultation paper.pdf</a> <a>Consultation document</a>"
    )
    danish = release(*DANISH, language="DA")
    (proposal,) = swept(
        Service(en=release(TODAY_IT, UNTIL, links), da=danish)
    ).proposals
    (document,) = proposal.documents
    assert document.urls == (f"{host}/document/download/1_en?filename=a.pdf",)
    assert document.title == "First-stage consultation document"


def test_contacts_are_not_kept() -> None:
    """Paragraphs with an address, a number or the word; the key for commissioners."""
    answer = release(
        TODAY_IT, UNTIL, "Press contact: Ena Opdigtet", "ena@opdigtet.example Opdigtet",
        "Opdigtet, tel. +32 229 91234",
    )  # fmt: skip
    answer["commissionerResource"] = [{"name": "Opdigtet"}]
    (proposal,) = swept(Service(en=answer)).proposals
    assert "Opdigtet" not in repr(proposal)


def test_a_search_goes_on_until_it_is_complete() -> None:
    """Pages are counted against the total; the window is the one that is asked for."""
    pages = [found(row(1), total=2), found(row(2), total=2)]
    service = Service(search=pages, en=release(number=1))
    result = swept(service)
    searches = [each for each in service.asked if "text" in each]
    assert [each["pagenumber"] for each in searches] == ["1", "2"]
    assert (searches[0]["datefrom"], searches[0]["dateto"]) == ("25082026", "23112026")
    assert result.listed == 2
    assert [each.record for each in result.rejected] == ["IP/26/2"]


def test_a_search_that_ends_too_early_is_an_error() -> None:
    """An unfinished list must not look finished."""
    with pytest.raises(ParseError, match="list unfinished, 1 of 3"):
        swept(Service(search=[found(row(1), total=3), found(total=3)]))


def test_releases_outside_the_window_are_passed_over_with_a_warning() -> None:
    """A service that ignores the days it was asked for is noticed."""
    result = swept(Service(search=found(row(1), row(2, "2024-01-01"))))
    assert len(result.proposals) == result.listed == 1
    assert any("1 releases of other days" in each for each in result.warnings)


def test_nothing_at_all_is_an_error() -> None:
    """Three months without a release on social partners do not happen."""
    with pytest.raises(UnexpectedlyEmpty):
        swept(Service(search=found()))


@pytest.mark.parametrize(
    ("search", "said"),
    [
        (b"<!DOCTYPE html><title>Press corner</title>", "an HTML page .Press corner."),
        (b"", "not JSON"),
        (b'{"totalNumber": 1, "docu', "not JSON"),
        ({"total": 1, "docuLanguageListResources": []}, "'totalNumber' is missing"),
        ({"totalNumber": "1", "docuLanguageListResources": []}, "totalNumber is '1'"),
        ({"totalNumber": 1, "results": []}, "'docuLanguageListResources' is missing"),
        (found({"refCode": "IP/26/1", "title": "x"}), "'eventDate' is missing"),
        (found(row(title="x", refCode="26-1")), "refCode is '26-1'"),
        (found(row(day="19/11/2026")), "eventDate is '19/11/2026'"),
    ],
)
def test_a_search_of_another_shape_is_an_error(search: Any, said: str) -> None:
    """A page of the application, half a body, a renamed key: named."""
    with pytest.raises(ParseError, match=said):
        swept(Service(search=search))


def without(key: str, inner: str = "") -> dict[str, Any]:
    """A release that lacks a key."""
    answer = release()
    (answer[inner] if inner else answer).pop(key)
    return answer


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b" ", "an empty answer"),
        (b"null", "not a JSON object"),
        (b"<html><title>Press corner</title></html>", "an HTML page"),
        (release(number=7), "the release there is 'IP/26/7'"),
        (release(""), "without title or text"),
        (without("refCd"), "'refCd' is missing"),
        (without("eventDate"), "'eventDate' is missing"),
        (without("docuLanguageResource"), "'docuLanguageResource' is missing"),
        (without("htmlContent", "docuLanguageResource"), "'htmlContent' is missing"),
        (without("title", "docuLanguageResource"), "'title' is missing"),
    ],
)
def test_a_release_of_another_shape_is_set_aside(answer: Any, said: str) -> None:
    """And is asked for again next time."""
    with pytest.raises(ParseError, match=said):
        swept(Service(en=answer))
    result = swept(Service(en=answer), {"read": {"IP/26/0": "other"}})
    assert [each.record for each in result.rejected] == ["IP/26/1"]
    assert "IP/26/1" not in result.cursor["read"]


def test_reading_back_goes_by_the_year() -> None:
    """Whole years, the newest first and up to today."""
    since = Scope(today=TODAY, since=date(2025, 6, 1))
    years = PressCorner().slices(CONFIG, since)
    assert [each.session for each in years] == ["2026", "2025"]
    assert PressCorner().slices(CONFIG, SCOPE) == ()
    service = Service(search=found(row(1, "2025-07-22")))
    swept(service, scope=years[1])
    assert (service.asked[0]["datefrom"], service.asked[0]["dateto"]) == (
        "01012025",
        "31122025",
    )
