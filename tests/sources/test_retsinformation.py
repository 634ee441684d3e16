"""Retsinformation: what it lists, what a document says, and what must be refused."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from examples import SCOPE, TODAY, configured

from briefing.domain.proposal import Proposal, ProposalKind, Stage
from briefing.domain.source import Page, Request, Scope
from briefing.errors import NotFound, ParseError, SourceError, UnexpectedlyEmpty
from briefing.sources.base import Swept, sweep
from briefing.sources.retsinformation import Retsinformation

EXAMPLES = Path(__file__).parent / "retsinformation"
CONFIG = configured("retsinformation")
SOURCE = Retsinformation()
RECORDED = Path(__file__).resolve().parents[2] / "../shared/captures/dk/retsinformation"
FEED = (EXAMPLES / "feed.1.xml").read_bytes()
ACT = (EXAMPLES / "act.1.xml").read_text()
DAY = "2026-11-20T06:00:00Z"


class Site:
    """Answers by address: bytes, a status with bytes, None for 304, an error."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self.answers = answers
        self.asked: list[Request] = []

    def __call__(self, request: Request) -> Page | None:
        """The answer whose key the address ends with; else a document of its own."""
        self.asked.append(request)
        for end, found in self.answers.items():
            if request.url.endswith(end):
                if isinstance(found, SourceError):
                    raise found
                status, body = found if isinstance(found, tuple) else (200, found)
                return None if body is None else Page(request, body, "", "", status)
        path = re.search(r"lta/(\d+)/(\d+)/xml$", request.url)
        assert path, request.url
        return Page(request, act(year=path[1], number=path[2]))

    def paths(self, kind: str = "act") -> list[str]:
        """What was asked for, of one kind."""
        return [
            each.context["path"] if kind == "act" else each.url
            for each in self.asked
            if each.kind == kind
        ]


def act(year: str = "2026", number: str = "1401", **other: str) -> bytes:
    """The example act under another number; `other` replaces elements of its record."""
    text = ACT.replace("<Number>1401<", f"<Number>{number}<")
    text = text.replace("<Year>2026<", f"<Year>{year}<")
    for name, value in other.items():
        text = re.sub(rf"<{name}>.*?</{name}>", f"<{name}>{value}</{name}>", text)
    return text.encode()


def feed(*entries: tuple[str, str, str]) -> bytes:
    """A feed of (path, time of the change, reason)."""
    told = "".join(
        f"<entry><id>https://retsinformation.dk/eli/{path}</id><updated>{at}</updated>"
        f"<reasonForChange>{reason}</reasonForChange></entry>"
        for path, at, reason in entries
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id>{told}</feed>'.encode()


def swept(
    site: Site,
    cursor: Mapping[str, Any] | None = None,
    scope: Scope = SCOPE,
    **options: Any,
) -> Swept:
    """A sweep with these options."""
    return sweep(SOURCE, replace(CONFIG, options=options), cursor or {}, scope, site)


def proposal(body: bytes, path: str = "lta/2026/1401") -> Proposal | None:
    """What one document gives."""
    year, number = path.split("/")[1:]
    found = swept(
        Site({"feed.atom": feed((path, DAY, "")), f"{year}/{number}/xml": body})
    )
    return found.proposals[0] if found.proposals else None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_feed_is_read_whatever_it_says_of_its_encoding(encoding: str) -> None:
    """It declares UTF-16 and is UTF-8; should it ever become what it says, fine."""
    site = Site({"feed.atom": FEED.decode().encode(encoding)})
    swept(site)
    assert site.paths()[0] == "lta/2026/1401"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (FEED[: len(FEED) // 2], "not whole XML"),
        (FEED.decode().encode("iso-8859-1", "replace"), "not whole XML"),
        (b"", "not whole XML"),
        (b"<html><title>Vedligehold</title></html>", "an HTML page .Vedligehold."),
        (FEED.replace(b"2005/Atom", b"2005/Other"), "not an Atom feed"),
        (
            FEED.replace(b"/eli/", b"/xyz/"),
            "without an ELI",
        ),
        (
            re.sub(rb"<(/?)(?:updated|changeDate)>", rb"<\1when>", FEED),
            "without a date",
        ),
        (b"<!DOCTYPE feed [<!ENTITY a 'b'>]>" + feed(), "declares entities"),
    ],
)
def test_a_feed_of_another_shape_is_an_error(body: bytes, said: str) -> None:
    """Half a feed, another page, a renamed element: ParseError that names it."""
    with pytest.raises(ParseError, match=said):
        swept(Site({"feed.atom": body}))


@pytest.mark.parametrize("body", [feed(), feed(("ft/202612L00031", DAY, ""))])
def test_a_feed_without_acts_is_not_nothing_new(body: bytes) -> None:
    """Sixty days without an act do not happen."""
    with pytest.raises(UnexpectedlyEmpty):
        swept(Site({"feed.atom": body}))


def test_a_feed_that_no_longer_gives_reasons_warns() -> None:
    """What was removed could not be noticed any more."""
    found = swept(Site({"feed.atom": FEED.replace(b"reasonForChange", b"reason")}))
    assert any("reasonForChange" in each for each in found.warnings)


def test_what_a_sweep_leaves_is_read_by_the_next_ones() -> None:
    """With a budget of two, five documents take three sweeps; the feed may say 304."""
    paths = [f"lta/2026/{number}" for number in range(1, 6)]
    body = feed(
        *((path, f"2026-11-0{n}T06:00:00Z", "") for n, path in enumerate(paths, 1))
    )
    site = Site({"feed.atom": body})
    first = swept(site, budget=2)
    assert site.paths() == [paths[4], paths[3]]
    assert "3 documents are left for the next sweep" in first.warnings
    unchanged = Site({"feed.atom": (304, None)})
    second = swept(unchanged, first.cursor, budget=2)
    third = swept(unchanged, second.cursor, budget=2)
    assert unchanged.paths() == [paths[2], paths[1], paths[0]]
    assert third.cursor["unread"] == {}
    last = Site({"feed.atom": body})
    assert swept(last, third.cursor).proposals == ()
    assert last.paths() == []


def test_only_what_changed_is_read_again() -> None:
    """A document that the feed says has changed is read, the others are not."""
    before = [("lta/2026/1", DAY, ""), ("lta/2026/2", DAY, "")]
    first = swept(Site({"feed.atom": feed(*before)}))
    before[0] = ("lta/2026/1", "2026-11-22T06:00:00Z", "DocumentContentChanged")
    site = Site({"feed.atom": feed(*before)})
    swept(site, first.cursor)
    assert site.paths() == ["lta/2026/1"]


def test_a_removed_document_is_marked() -> None:
    """What was taken before is kept and says that it is gone; others are nothing."""
    first = swept(Site({"feed.atom": feed(("lta/2026/1401", DAY, ""))}))
    gone = feed(
        ("lta/2026/1401", "2026-11-22T06:00:00Z", "RemovedDocument"),
        ("lta/2026/7", "2026-11-22T06:00:00Z", "RemovedDocument"),
    )
    site = Site({"feed.atom": gone})
    (found,) = swept(site, first.cursor).proposals
    assert (found.ref, found.native_status) == (
        first.proposals[0].ref,
        "RemovedDocument",
    )
    assert (found.title, found.kind) == (
        first.proposals[0].title,
        ProposalKind.ADOPTED_ACT,
    )
    assert found.notes == ("Dokumentet er fjernet fra Retsinformation.",)
    assert site.paths() == []


@pytest.mark.parametrize(
    ("ministry", "title", "taken"),
    [
        ("Beskæftigelsesministeriet", "Bekendtgørelse om stiger", True),
        ("Transportministeriet", "Bekendtgørelse om køretid for førere", True),
        ("Transportministeriet", "Bekendtgørelse om belønning af broer", False),
    ],
)
def test_an_act_is_taken_by_its_ministry_or_its_title(
    ministry: str, title: str, *, taken: bool
) -> None:
    """The ministry stands in the record alone; words are beginnings of words."""
    found = proposal(act(Ministry=ministry, DocumentTitle=title))
    assert taken == (found is not None)


def test_types_and_collections_are_chosen() -> None:
    """Circulars are read when asked for, and are notices."""
    path = "retsinfo/2026/9501"
    body = act(number="9501", DocumentType="CIR1H#LOKDOK11")
    site = Site({"feed.atom": feed((path, DAY, "")), "9501/xml": body})
    (found,) = swept(site, types=["CIR"], collections=["retsinfo"]).proposals
    assert (found.kind, found.ref) == (
        ProposalKind.NOTICE,
        f"dk/retsinformation/{path}",
    )
    with pytest.raises(UnexpectedlyEmpty):
        swept(site)


@pytest.mark.parametrize(
    ("kind", "status", "stage"),
    [
        ("LOV H", "Valid", Stage.PUBLISHED),
        ("LOV H", "Historic", Stage.NO_LONGER_IN_FORCE),
        ("LBK H", "Historic", Stage.NO_LONGER_IN_FORCE),
        ("LOV Æ", "Historic", Stage.PUBLISHED),
        ("LOV H", "Foreløbig", Stage.UNKNOWN),
    ],
)
def test_where_an_act_stands(kind: str, status: str, stage: Stage) -> None:
    """An amending act whose rules were taken over is not out of force for that."""
    found = proposal(act(DocumentType=f"{kind}#X", Status=status))
    assert found
    assert (found.stage, found.native_status) == (stage, status)


NEXT_DAY = "Loven træder i kraft dagen efter bekendtgørelsen i Lovtidende."
SAME_DAY = "Loven træder i kraft ved bekendtgørelsen i Lovtidende."
TWO = "§ 1 træder i kraft den 1. juli 2027, og § 2 træder i kraft den 1. august 2027."


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("Loven træder i kraft den 1. juli 2027.", [date(2027, 7, 1)]),
        ("Loven træder i kraft torsdag den 1. juli 2027.", [date(2027, 7, 1)]),
        (NEXT_DAY, [date(2026, 11, 22)]),
        (SAME_DAY, [date(2026, 11, 21)]),
        (TWO, [date(2027, 7, 1), date(2027, 8, 1)]),
        ("Ministeren fastsætter tidspunktet for lovens ikrafttræden.", [None]),
        ("Loven træder i kraft, når aftalen af 1. maj 2020 er godkendt.", [None]),
        ("Lov nr. 5, som træder i kraft den 1. juli 2027, ophæves.", []),
        ("Loven gælder ikke for Grønland.", []),
    ],
)
def test_entry_into_force_is_what_the_text_says(
    sentence: str, days: list[date | None]
) -> None:
    """Never `StartDate`, which is the day of signing; the words come with the day."""
    text = ACT.replace(
        "Loven træder i kraft den 1. januar 2027, jf. dog stk. 2.", sentence
    )
    text = text.replace("§ 1, nr. 1, træder i kraft den 1. juli 2027.", "Andet.")
    found = proposal(text.encode())
    assert found
    steps = [each for each in found.steps if each.title == "Ikrafttræden"]
    assert [each.date for each in steps] == days
    assert {each.native_status for each in steps} <= {sentence}
    unsaid = "En dato for ikrafttræden er ikke genkendt i teksten."
    assert (unsaid in found.notes) == (not any(days))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            ("Ministry", "Ministerium"),
            "'Ministry' is missing in Meta; there are Accession",
        ),
        (("DocumentTitle", "Titel"), "'DocumentTitle' is missing"),
        (("DocumentType", "Type"), "'DocumentType' is missing"),
        (("Number", "Nr"), "'Number' is missing"),
        (("LOV Æ#LOKDOK02", "02"), "DocumentType is '02'"),
        (("Status", "State"), "'Status' is missing"),
        (("AccessionNumber", "Accn"), "'AccessionNumber' is missing"),
        (("<Year>2026", "<Year>2025"), "the document there is number 2025/1401"),
        (
            ("<DiesSigni>2026-11-20", "<DiesSigni>20/11 2026"),
            "DiesSigni is '20/11 2026'",
        ),
        (("<Meta", "<Metadata"), "not a whole document"),
        (("Meta", "Metadata"), "without <Meta>"),
        (("Dokument ", "Document "), "not a whole document"),
        (("</Dokument>", ""), "not a whole document"),
    ],
)
def test_a_document_of_another_shape_is_an_error(
    change: tuple[str, str], said: str
) -> None:
    """A renamed element, another document, half a document: named, not passed over."""
    with pytest.raises(ParseError, match=re.escape(said)):
        proposal(ACT.replace(*change).encode())


def test_html_instead_of_a_document_is_an_error() -> None:
    """A page of the application is no act."""
    with pytest.raises(ParseError, match="an HTML page"):
        proposal(b"<!DOCTYPE html><title>Retsinformation</title>")


def test_a_document_that_is_not_there_is_asked_for_again_and_then_set_aside() -> None:
    """For two days it may still come; after that it waits in quarantine."""
    missing = (404, b"No document found matching ELI request")
    fresh = feed(("lta/2026/1", "2026-11-23T06:00:00Z", ""), ("lta/2026/2", DAY, ""))
    first = swept(Site({"feed.atom": fresh, "2026/1/xml": missing}))
    assert [each.record for each in first.rejected] == ["lta/2026/1"]
    assert list(first.cursor["unread"]) == ["lta/2026/1"]
    later = Scope(today=date(2026, 11, 25))
    second = swept(
        Site({"feed.atom": (304, None), "2026/1/xml": missing}), first.cursor, later
    )
    assert [each.error for each in second.rejected] == [
        f"{CONFIG.base_url}/eli/lta/2026/1/xml: no document (404)"
    ]
    assert second.cursor["unread"] == {}


def test_when_no_document_is_there_the_sweep_fails() -> None:
    """Addresses that have moved are not a quiet day."""
    fresh = feed(*((f"lta/2026/{n}", "2026-11-23T06:00:00Z", "") for n in (1, 2)))
    with pytest.raises(ParseError, match="none of 2 records"):
        swept(Site({"feed.atom": fresh, "/xml": (404, b"No document found")}))


def test_who_signed_is_not_taken() -> None:
    """The names of officials stand nowhere in a proposal."""
    assert "Agnete" in ACT
    assert "Agnete" not in repr(proposal(ACT.encode()))


FAILED = NotFound("retsinformation", "x", "gone")
OLD = {"answered": "2026-11-19", "read": {"lta/2026/1": "x"}}


def harvest(**row: str) -> bytes:
    """A day's answer of the harvest service with one document."""
    told = {
        "documentId": "1",
        "accessionsnummer": "A20260140130",
        "reasonForChange": "NewDocument",
        "changeDate": "2026-11-20T08:00:00",
        "documentType": {"shortName": "LOV Æ", "id": 2},
    }
    return json.dumps([{**told, **row}]).encode()


def test_the_harvest_service_stands_in_for_a_feed_that_fails() -> None:
    """After three days without the feed, day by day; the sweep says so."""
    site = Site({"feed.atom": FAILED, "date=2026-11-20": harvest()})
    found = swept(site, OLD)
    assert [each.number for each in found.proposals] == ["LOV 1401/2026"]
    assert any("read from the harvest service" in each for each in found.warnings)
    assert found.cursor["harvested"] == "2026-11-20"
    assert found.cursor["answered"] == "2026-11-19"
    following = Site({"feed.atom": FAILED, "date=2026-11-21": b"[]"})
    assert swept(following, found.cursor).cursor["harvested"] == "2026-11-21"


def test_the_harvest_service_is_asked_ten_days_back_at_most() -> None:
    """Older days it does not have; today is asked for again."""
    site = Site({"feed.atom": FAILED, "": b"[]"})
    swept(site, {"answered": "2026-09-01"})
    assert site.paths("harvest")[0].endswith("date=2026-11-13")
    swept(site, {"answered": "2026-09-01", "harvested": "2026-11-22"})
    assert site.paths("harvest")[1].endswith(f"date={TODAY}")


def test_a_feed_that_answers_again_ends_it() -> None:
    """A refusal of the harvest service costs nothing then."""
    site = Site({"feed.atom": FEED, "date=2026-11-20": (400, b"closed")})
    found = swept(site, OLD)
    assert found.cursor["answered"] == TODAY.isoformat()
    assert any("it is open 03:00-23:45" in each for each in found.warnings)
    assert swept(Site({"feed.atom": (304, None)}), found.cursor).warnings == ()


def test_neither_feed_nor_harvest_is_an_error() -> None:
    """Nothing answered: that is no quiet day."""
    with pytest.raises(UnexpectedlyEmpty):
        swept(Site({"feed.atom": FAILED, "date=2026-11-20": (400, b"")}), OLD)


def test_a_feed_that_fails_is_an_error_at_first() -> None:
    """The source is failing, and says so, before anything stands in for the feed."""
    with pytest.raises(NotFound):
        swept(Site({"feed.atom": FAILED}), {"answered": "2026-11-22"})


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html></html>", "an HTML page"),
        (b"{}", "not a list of documents"),
        (b"[1]", "not a list of documents"),
        (b"[{", "not JSON"),
        (
            harvest().replace(b"accessionsnummer", b"accn"),
            "'accessionsnummer' is missing",
        ),
        (harvest().replace(b"changeDate", b"date"), "'changeDate' is missing"),
    ],
)
def test_a_harvest_of_another_shape_is_an_error(body: bytes, said: str) -> None:
    """Every way in which the answer may have changed is named."""
    with pytest.raises(ParseError, match=said):
        swept(Site({"feed.atom": FAILED, "date=2026-11-20": body}), OLD)


def test_a_pause_longer_than_the_feed_is_said() -> None:
    """What lies between must be read back by the year."""
    site = Site({"feed.atom": FEED, "date=2026-11-13": b"[]"})
    found = swept(site, {"answered": "2026-01-01"})
    assert any("read what lies between with --since" in each for each in found.warnings)


def sitemap(name: str, *addresses: str) -> bytes:
    """A sitemap, or a list of them."""
    told = "".join(f"<{name}><loc>{each}</loc></{name}>" for each in addresses)
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    return f'<?xml version="1.0"?><set {space}>{told}</set>'.encode()


ELI = "https://retsinformation.dk/eli"
LISTS = sitemap("sitemap", f"{ELI}/sitemap.xml?page=1", f"{ELI}/sitemap.xml?page=2")


def test_a_year_is_read_back_from_the_sitemap() -> None:
    """Every act of the year, and nothing of others."""
    pages = {
        "eli/sitemap.xml": LISTS,
        "page=1": sitemap("url", f"{ELI}/lta/2024/12", f"{ELI}/lta/2023/9"),
        "page=2": sitemap("url", f"{ELI}/lta/2024/13", f"{ELI}/ft/202412L00001"),
    }
    site = Site(pages)
    found = swept(site, scope=Scope(today=TODAY, session="2024"), budget=1)
    assert site.paths() == ["lta/2024/12", "lta/2024/13"]
    assert [each.number for each in found.proposals] == ["LOV 12/2024", "LOV 13/2024"]
    with pytest.raises(UnexpectedlyEmpty, match="no list has an act of 1999"):
        swept(site, scope=Scope(today=TODAY, session="1999"))


def test_a_sitemap_of_another_shape_is_an_error() -> None:
    """No lists, no addresses, another form."""
    year = Scope(today=TODAY, session="2024")
    with pytest.raises(UnexpectedlyEmpty):
        swept(Site({"eli/sitemap.xml": sitemap("map", "x")}), scope=year)
    with pytest.raises(ParseError, match="names no list"):
        swept(Site({"eli/sitemap.xml": sitemap("sitemap", "x")}), scope=year)


def test_reading_back_goes_by_the_year() -> None:
    """The newest year first, and none without a day to begin at."""
    since = Scope(today=TODAY, since=date(2024, 10, 1))
    assert [each.session for each in SOURCE.slices(CONFIG, since)] == [
        "2026",
        "2025",
        "2024",
    ]
    assert SOURCE.slices(CONFIG, SCOPE) == ()


@pytest.mark.skipif(not RECORDED.exists(), reason="recorded data is not beside")
def test_recorded_documents_are_read() -> None:
    """An order of the employment ministry, and an amending act of another."""
    order = proposal(
        (RECORDED / "lta_2024-1709.lexdania.xml").read_bytes(), "lta/2024/1709"
    )
    assert order
    assert (order.kind, order.stage) == (
        ProposalKind.EXECUTIVE_ORDER,
        Stage.NO_LONGER_IN_FORCE,
    )
    assert order.ministry == "Beskæftigelsesministeriet"
    assert [each.date for each in order.steps if each.native_type == "§ 30"] == [
        date(2025, 1, 1)
    ]
    assert (
        order.notes[0]
        == "Vedrører: Bekendtgørelse af lov om sygedagpenge (LBK 97/2025)"
    )
    assert "Zebis" not in repr(order)
    other = (RECORDED / "lta_2023-1547.lexdania.xml").read_bytes()
    assert proposal(other, "lta/2023/1547") is None
    site = Site({"feed.atom": feed(("lta/2023/1547", DAY, "")), "1547/xml": other})
    (found,) = swept(site, ministries=["Fødevarer"]).proposals
    assert (found.stage, found.native_status) == (Stage.PUBLISHED, "Historic")
    assert [each.date for each in found.steps if each.native_type == "§ 6"] == [
        date(2024, 1, 1)
    ]
