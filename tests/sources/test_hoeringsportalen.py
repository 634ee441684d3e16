"""Høringsportalen: what its page may say, when it is read again, what is private."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from examples import SCOPE, TODAY, configured

from briefing.domain.proposal import (
    DocumentKind,
    Proposal,
    ProposalKind,
    Stage,
)
from briefing.domain.source import Page, Request, Scope
from briefing.errors import NotFound, ParseError, UnexpectedlyEmpty
from briefing.sources.base import Swept, slices_of, sweep
from briefing.sources.hoeringsportalen import Hoeringsportalen
from briefing.sources.hoeringsportalen_files import Link, may_be_named

CONFIG = configured("hoeringsportalen")
SITE = CONFIG.base_url
SOURCE = Hoeringsportalen()
STANDING = {
    "Høringstype": "Lovforslag",
    "Myndighed": "Beskæftigelsesministeriet",
    "Publiceringsdato": "02-11-2026",
    "Høringsfrist": "01-12-2026",
}


def body(fields: dict[str, str], rest: str = "", title: str = "Høring") -> str:
    """A hearing's page with these labels."""
    shown = "".join(
        f'<div class="fieldContainer"><label>{label}</label><span>{value}</span></div>'
        for label, value in fields.items()
    )
    return f"<html><body><h1>{title}</h1><fieldset>{shown}</fieldset>{rest}</body>"


def feed(*entries: tuple[int, str]) -> str:
    """A feed with these hearings and when each was updated."""
    inner = "".join(
        f"<entry><id>{SITE}/Hearing/Details/{number}</id><title>x</title>"
        f"<updated>{updated}</updated></entry>"
        for number, updated in entries
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>{inner}</feed>'


class Portal:
    """Answers by address, and remembers what was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.rows: list[tuple[int, str]] = []
        self.asked: list[str] = []
        self.repeats = False

    def __call__(self, request: Request) -> Page:
        """The answer; NotFound when there is none."""
        name = request.url.removeprefix(SITE)
        self.asked.append(name)
        if request.kind == "list":
            assert request.body is not None
            skip = 0 if self.repeats else json.loads(request.body)["skip"]
            rows = [
                {"Id": number, "PublicationDate": f"{day}T10:00:00"}
                for number, day in self.rows[skip : skip + 2]
            ]
            return Page(request, json.dumps({"Hearings": rows}).encode())
        if name not in self.pages:
            raise NotFound("hoeringsportalen", request.url, "404")
        is_feed = request.kind in {"feed", "part"}
        kind = "application/atom+xml" if is_feed else "text/html"
        return Page(request, self.pages[name].encode(), kind)


@pytest.fixture
def portal() -> Portal:
    """A portal with one hearing in its feed."""
    found = Portal()
    found.pages["/Syndication/HearingsFeed"] = feed((1, "2026-11-02T10:00:00Z"))
    found.pages["/Hearing/Details/1"] = body(STANDING)
    found.rows = [(1, "2026-11-02")]
    return found


def swept(
    portal: Portal, cursor: dict[str, Any] | None = None, scope: Scope = SCOPE
) -> Swept:
    """One sweep."""
    return sweep(SOURCE, CONFIG, cursor or {}, scope, portal)


def read(portal: Portal, fields: dict[str, str], **values: str) -> Proposal:
    """The one hearing, with these labels."""
    portal.pages["/Hearing/Details/1"] = body(fields, **values)
    (found,) = swept(portal).proposals
    return found


@pytest.mark.parametrize(
    ("said", "day", "at"),
    [
        ("01-12-2026", date(2026, 12, 1), None),
        ("1. december 2026", date(2026, 12, 1), None),
        ("tirsdag den 1. december 2026 kl. 12", date(2026, 12, 1), time(12)),
        ("01-12-2026 23:59:59", date(2026, 12, 1), time(23, 59)),
        ("01-12-2026 00:00:00", date(2026, 12, 1), None),
        ("2026-12-01", date(2026, 12, 1), None),
        ("Forlænget til 8. december 2026 (før 1. december 2026)",
         date(2026, 12, 8), None),
    ],
)  # fmt: skip
def test_a_deadline_in_every_writing(
    portal: Portal, said: str, day: date, at: time | None
) -> None:
    """Day and time of day; midnight is how no time is written."""
    (found,) = read(portal, {**STANDING, "Høringsfrist": said}).deadlines
    assert (day, at, "Høringsfrist") == (found.date, found.at, found.origin)


@pytest.mark.parametrize("said", ["", "Ingen", "Løbende", "–"])
def test_without_a_deadline_none_is_made_up(portal: Portal, said: str) -> None:
    """The page says itself that there is none: the hearing is kept, with a note."""
    found = read(portal, {**STANDING, "Høringsfrist": said})
    assert () == found.deadlines
    assert "Kilden angiver ingen høringsfrist." in found.notes
    assert Stage.CONSULTATION_OPEN is found.stage
    closed = read(portal, {**STANDING, "Høringsfrist": said, "Status": "Afsluttet"})
    assert Stage.CONSULTATION_CLOSED is closed.stage


def test_an_empty_deadline_takes_nothing_from_its_neighbour(portal: Portal) -> None:
    """The date of the next label is not the deadline."""
    portal.pages["/Hearing/Details/1"] = (
        "<h1>Høring</h1><dl><dt>Type</dt><dd>Lovforslag</dd><dt>Myndighed</dt>"
        "<dd>M</dd><dt>Høringsfrist:</dt><dt>Publiceret:</dt><dd>02-11-2026</dd></dl>"
    )
    (found,) = swept(portal).proposals
    assert () == found.deadlines
    assert date(2026, 11, 2) == found.published_on


@pytest.mark.parametrize(
    "fields",
    [
        {**STANDING, "Høringsfrist": "01-12-2026 eller 03-12-2026"},
        {**STANDING, "Høringsfrist": "uge 49, 2026"},
        {key: value for key, value in STANDING.items() if key != "Høringsfrist"},
        {key: value for key, value in STANDING.items() if key != "Høringstype"},
        {f"X{key}": value for key, value in STANDING.items()},
    ],
)
def test_what_is_not_recognised_is_set_aside_with_what_was_seen(
    portal: Portal, fields: dict[str, str]
) -> None:
    """Two days, half a day, or labels that are gone: refused, never guessed at."""
    portal.pages["/Hearing/Details/1"] = body(fields)
    portal.pages["/Hearing/Details/2"] = body(STANDING)
    portal.rows.append((2, "2026-11-02"))
    found = swept(portal)
    assert ["hearing 1"] == [each.record for each in found.rejected]
    assert "Details/1" in found.rejected[0].error
    assert ["dk/hoeringsportalen/2"] == [each.ref for each in found.proposals]


def test_two_deadlines_are_both_kept(portal: Portal) -> None:
    """Two labels that differ are two claims; which counts is decided elsewhere."""
    found = read(portal, {**STANDING, "Svarfrist": "03-12-2026"})
    assert [("Høringsfrist", 1), ("Svarfrist", 3)] == [
        (each.origin, each.date.day) for each in found.deadlines
    ]


def test_a_new_deadline_stands_beside_the_old_one(portal: Portal) -> None:
    """What it was before is a note and no deadline."""
    fields = {**STANDING, "Ny høringsfrist": "08-12-2026"}
    fields["Oprindelig høringsfrist"] = fields.pop("Høringsfrist")
    found = read(portal, fields)
    assert [date(2026, 12, 8)] == [each.date for each in found.deadlines]
    assert "Oprindelig høringsfrist: 01-12-2026" in found.notes


def test_a_withdrawn_hearing_is_withdrawn_and_left_alone(portal: Portal) -> None:
    """By status or by title; it is not read again."""
    assert (
        Stage.WITHDRAWN is read(portal, {**STANDING, "Status": "Tilbagetrukket"}).stage
    )
    assert Stage.WITHDRAWN is read(portal, STANDING, title="Annulleret: Høring").stage
    assert "" == swept(portal).cursor["read"]["1"][1]


@pytest.mark.parametrize(
    ("today", "again"),
    [
        (date(2026, 11, 3), date(2026, 11, 17)),
        (date(2026, 11, 17), date(2026, 11, 24)),
        (date(2026, 11, 29), date(2026, 11, 30)),
        (date(2026, 11, 30), date(2026, 12, 2)),
        (date(2026, 12, 1), date(2026, 12, 2)),
        (date(2026, 12, 2), date(2026, 12, 8)),
        (date(2026, 12, 20), date(2026, 12, 22)),
        (date(2026, 12, 22), date(2027, 1, 30)),
        (date(2027, 1, 30), None),
    ],
)
def test_the_days_on_which_a_hearing_is_read_again(
    portal: Portal, today: date, again: date | None
) -> None:
    """Before its deadline, which may have moved, and after it, for the responses."""
    found = swept(portal, scope=Scope(today))
    assert (again.isoformat() if again else "") == found.cursor["read"]["1"][1]


def test_a_hearing_is_read_on_its_days_and_on_no_others(portal: Portal) -> None:
    """While the feed says nothing new of it."""
    cursor: dict[str, Any] = dict(swept(portal).cursor)
    days = []
    for number in range(1, 90):
        today = TODAY + timedelta(days=number)
        portal.asked.clear()
        cursor = dict(swept(portal, cursor, Scope(today)).cursor)
        if "/Hearing/Details/1" in portal.asked:
            days.append((today - date(2026, 12, 1)).days)
    assert [-7, -3, -1, 1, 7, 21, 60] == days


def test_a_deadline_moved_without_a_word_in_the_feed_is_seen(portal: Portal) -> None:
    """Before the day that was told first, since the hearing is read again by then."""
    cursor = dict(swept(portal).cursor)
    portal.pages["/Hearing/Details/1"] = body(
        {**STANDING, "Høringsfrist": "27-11-2026"}
    )
    (found,) = swept(portal, cursor, Scope(date(2026, 11, 24))).proposals
    assert [date(2026, 11, 27)] == [each.date for each in found.deadlines]


def test_another_deadline_in_the_feed_is_an_update(portal: Portal) -> None:
    """Also where the feed forgets to say that the hearing was updated."""
    address = "/Syndication/HearingsFeed"
    plain = feed((1, "2026-11-02T10:00:00Z"))

    def with_deadline(day: str) -> str:
        summary = f"<summary>Myndighed X · Høringsfrist {day} · Y</summary></entry>"
        return plain.replace("</entry>", summary)

    portal.pages[address] = with_deadline("01-12-2026")
    cursor = dict(swept(portal).cursor)
    portal.asked.clear()
    cursor = dict(swept(portal, cursor).cursor)
    assert "/Hearing/Details/1" not in portal.asked
    portal.pages[address] = with_deadline("08-12-2026")
    swept(portal, cursor)
    assert "/Hearing/Details/1" in portal.asked


def test_a_hearing_in_several_lists_is_read_and_counted_once(portal: Portal) -> None:
    """The feed of everything, that of an authority, and the list."""
    config = replace(CONFIG, options={"authorities": [710], "form_areas": [16]})
    again = feed((1, "2026-11-02T10:00:00Z"), (5, "2026-11-01T10:00:00Z"))
    for name in ("Authority", "FormArea"):
        key = name[0].lower() + name[1:]
        number = 710 if name == "Authority" else 16
        portal.pages[f"/Syndication/HearingsBy{name}Feed?{key}Id={number}"] = again
    portal.pages["/Hearing/Details/5"] = body(STANDING)
    found = sweep(SOURCE, config, {}, SCOPE, portal)
    assert 2 == found.listed
    assert 1 == portal.asked.count("/Hearing/Details/1")
    assert {"dk/hoeringsportalen/1", "dk/hoeringsportalen/5"} == {
        each.ref for each in found.proposals
    }


def test_a_part_that_is_empty_or_gone_is_no_failure(portal: Portal) -> None:
    """An authority may have nothing; the feed of everything still stands."""
    config = replace(CONFIG, options={"authorities": [1, 2]})
    portal.pages["/Syndication/HearingsByAuthorityFeed?authorityId=1"] = feed()
    found = sweep(SOURCE, config, {}, SCOPE, portal)
    assert 1 == len(found.proposals)
    assert any("authorityId=2" in each for each in found.warnings)


def test_a_feed_without_entries_is_never_no_news(portal: Portal) -> None:
    """The feed of everything always has entries."""
    portal.pages["/Syndication/HearingsFeed"] = feed()
    with pytest.raises(UnexpectedlyEmpty):
        swept(portal)


def test_reading_back_takes_a_quarter_at_a_time(portal: Portal) -> None:
    """Each part pages through the list until it reaches further back than the part."""
    days = ["2026-11-02", "2026-10-02", "2026-09-02", "2026-08-02", "2026-05-02"]
    portal.rows = list(enumerate(days, 1))
    for number in range(1, 6):
        portal.pages[f"/Hearing/Details/{number}"] = body(STANDING)
    parts = slices_of(SOURCE, CONFIG, replace(SCOPE, since=date(2026, 7, 20)))
    assert ["2026Q4", "2026Q3"] == [each.session for each in parts]
    read_ = [
        [each.ref.rpartition("/")[2] for each in swept(portal, scope=part).proposals]
        for part in parts
    ]
    assert [["1", "2"], ["3", "4"]] == read_


def test_a_list_that_repeats_itself_is_not_read_for_ever(portal: Portal) -> None:
    """A service that ignores `skip` is refused, so that a part is not called done."""
    portal.rows = [(1, "2026-11-02"), (2, "2026-11-02"), (3, "2026-11-01")]
    portal.repeats = True
    part = replace(SCOPE, session="2026Q3")
    with pytest.raises(ParseError, match="the same page"):
        swept(portal, scope=part)


def test_a_part_whose_list_is_gone_is_not_done() -> None:
    """Reading back rests on the list alone: without it there is nothing to keep."""

    def gone(request: Request) -> Page:
        raise NotFound("hoeringsportalen", request.url, "404")

    fetch: Callable[[Request], Page] = gone
    with pytest.raises(NotFound):
        sweep(SOURCE, CONFIG, {}, replace(SCOPE, session="2026Q3"), fetch)


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("Høringssvar fra Dansk Metal.pdf", "Høringssvar fra Dansk Metal", True),
        ("FH_høringssvar_2026-11-02.pdf", "FH", True),
        ("Samlede høringssvar.pdf", "", True),
        ("Høringssvar.pdf", "Høringssvar", True),
        ("Høringssvar - Opfundet Borgersen.pdf", "Høringssvar", False),
        ("Høringssvar.pdf", "Opfundet Borgersen", False),
        ("svar nr 12.pdf", "Bilag 12", False),
        ("Dansk Metal og Opfundet Borgersen.pdf", "", False),
        ("høringssvar fra borger.pdf", "", False),
    ],
)
def test_whose_response_may_be_named(name: str, text: str, *, named: bool) -> None:
    """Organisations, and many in one file; who may be a person is not named."""
    link = Link(f"https://x.example/{name.replace(' ', '%20')}", text, "Høringssvar")
    assert named is may_be_named(link)


def test_private_responses_are_neither_named_nor_fetched(portal: Portal) -> None:
    """They are counted, and nothing leads to them."""
    rest = (
        "<h3>Høringssvar</h3>"
        '<a href="/f/Opfundet%20Borgersen.pdf">Opfundet Borgersen</a>'
        '<a href="/f/HK%20Danmark.pdf">HK Danmark</a>'
    )
    found = read(portal, STANDING, rest=rest)
    private, union = found.documents
    assert ((), DocumentKind.CONSULTATION_RESPONSE) == (private.urls, private.kind)
    assert "Borgersen" not in repr(found)
    assert ("Høringssvar fra HK Danmark", 1) == (union.title, len(union.urls))


def test_an_order_is_told_by_its_type(portal: Portal) -> None:
    """The type decides; the title helps where the type says nothing."""
    fields = {**STANDING, "Høringstype": "Bekendtgørelse"}
    assert ProposalKind.DRAFT_ORDER is read(portal, fields).kind


@pytest.mark.parametrize(("deadline", "count"), [("01-12-2026", 1), ("01-11-2026", 0)])
def test_the_archive_is_fetched_while_nobody_has_answered(
    portal: Portal, deadline: str, count: int
) -> None:
    """Where only the archive is linked: after the deadline it may hold responses."""
    rest = '<a href="/Hearing/DownloadDocumentsAsZipFile?hearingId=1">Hent</a>'
    found = read(portal, {**STANDING, "Høringsfrist": deadline}, rest=rest)
    (archive,) = found.documents
    assert ("zip", count) == (archive.native_kind, len(archive.urls))
