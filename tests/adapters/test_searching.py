"""Searching the store: the same queries find the same on SQLite and PostgreSQL."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from briefing.adapters.database import Database, open_database
from briefing.domain.assessment import (
    Analyst,
    Assessment,
    Dimension,
    Level,
    Party,
    Point,
    PointKind,
)
from briefing.domain.document import Document, Locator, Passage, Reading
from briefing.domain.profile import Relevance
from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    DocumentKind,
    DocumentRef,
    Proposal,
    ProposalKind,
    Stage,
)
from briefing.domain.review import Decision, Edit, EditKind, Review
from briefing.domain.search import (
    BriefingStatus,
    Filters,
    Found,
    SavedSearch,
    What,
    of_document,
)
from briefing.domain.store import Judged, StoredReading
from briefing.language.query import QueryError, parse

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)
BILL = Proposal(
    ref="dk/folketinget/20261/L31", source="folketinget", kind=ProposalKind.BILL,
    native_kind="Lovforslag", title="Forslag til lov om ændring af lov om arbejdsmiljø",
    stage=Stage.INTRODUCED, native_status="Fremsat", url="https://x/L31", number="L 31",
    summary="Bøder til virksomheder, der ikke planlægger.",
    committee="Beskæftigelsesudvalget", introduced_on=date(2026, 10, 7),
    documents=(DocumentRef("1", "Lovtekst", DocumentKind.BILL_TEXT, ("https://x/1",)),),
)  # fmt: skip
HEARING = Proposal(
    ref="dk/hoeringsportalen/71231", source="hoeringsportalen",
    kind=ProposalKind.DRAFT_BILL, native_kind="Høring",
    title="Udkast til lov om brug af kunstig intelligens",
    stage=Stage.CONSULTATION_OPEN, native_status="Åben", url="https://x/h",
    deadlines=(Deadline(DeadlineKind.CONSULTATION, date(2026, 12, 1), "Frist"),),
    published_on=date(2026, 11, 2),
    documents=(
        DocumentRef("svar", "Svar fra FH", DocumentKind.CONSULTATION_RESPONSE, ("x",)),
    ),
)  # fmt: skip
ORDER = Proposal(
    ref="dk/hoeringsportalen/9", source="hoeringsportalen",
    kind=ProposalKind.DRAFT_ORDER, native_kind="Høring",
    title="Bekendtgørelse om støj", stage=Stage.CONSULTATION_OPEN, native_status="",
    deadlines=(Deadline(DeadlineKind.CONSULTATION, date(2026, 11, 1), "Frist"),),
    url="https://x/9",
)  # fmt: skip
LAW = (
    "§ 5. Arbejdsgiveren skal sikre, at arbejdsmiljølovens regler om hviletid "
    "overholdes.",
    "§ 5 a. Overtrædelse straffes med bøde, jf. stk. 2. Løn under sygdom fortsætter.",
    "Belønning og lønsomhed er ikke omfattet. Brug af kunstige intelligenssystemer "
    "anmeldes.",
)
ANSWER = ("Vi finder, at retten til orlov ved barselsorloven skal bestå.",)


def filled(folder: Path, url: str | None) -> Database:
    """A bill with its text, a consultation with a response, and an old order."""
    database = open_database(folder, url)
    for proposal in (BILL, HEARING, ORDER):
        database.save_proposal(proposal, NOW)
    keep(database, BILL, "1", LAW)
    keep(database, HEARING, "svar", ANSWER)
    return database


@pytest.fixture
def store(tmp_path: Path, database_url: str | None) -> Iterator[Database]:
    """A store of the test's own, on SQLite and on PostgreSQL."""
    database = filled(tmp_path / "data", database_url)
    yield database
    database.close()


@pytest.fixture(scope="module")
def library(
    tmp_path_factory: pytest.TempPathFactory, shared_database_url: str | None
) -> Iterator[Database]:
    """A store that is only read, with a briefing on the bill."""
    database = filled(tmp_path_factory.mktemp("library"), shared_database_url)
    database.save_judged(judged())
    yield database
    database.close()


def keep(
    store: Database, of: Proposal, key: str, texts: tuple[str, ...], version: int = 1
) -> None:
    """Keep a document as the line does: its reading makes it findable."""
    passages = tuple(
        Passage(number, text, Locator(page=number + 1, provision=f"§ {number}"))
        for number, text in enumerate(texts)
    )
    listed = next(each for each in of.documents if each.key == key)
    document = Document(
        key, listed.title, listed.kind, "x", f"{version}" * 64, NOW, version,
        reading=Reading(passages),
    )  # fmt: skip
    store.save_reading(
        f"{version}{key}".ljust(64, "0"), listed.kind, "1",
        StoredReading(document.reading), of_document(of, document, "1"),
    )  # fmt: skip


def ask(store: Database, text: str, limit: int = 10, **filters: object) -> Found:
    """What a query finds."""
    query = parse(text)
    wanted = replace(Filters(TODAY), **filters)  # type: ignore[arg-type]  # any filter
    return store.search(query.wanted, query.unwanted, wanted, limit)


def refs(found: Found) -> list[str]:
    """The proposals found, by the last part of their names."""
    return [group[0].ref.rsplit("/", 1)[1] for group in found.groups]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("arbejdsmiljø", ["L31"]),  # in the title, and in a compound
        ("hviletiden", ["L31"]),  # asked for inflected, written plainly
        ("bøde", ["L31"]),  # plural in the summary
        ("sygdommen", ["L31"]),
        ("løn", ["L31"]),
        ("belønninger", ["L31"]),
        ("lønsomheden", ["L31"]),
        ("orlov", ["71231"]),  # inside barselsorloven
        ("barsel", ["71231"]),
        ("barsel*", ["71231"]),
        ("barselsorlovens", ["71231"]),
        ("arbejds*", ["L31"]),
        ("støj", ["9"]),
        ("støjen bøde", []),
        ("arbejdsgiver bøde", ["L31"]),  # in two passages of one text
        ("bøde orlov", []),  # in two texts
        ("bøde ELLER orlov", ["71231", "L31"]),
        ("bøde -hviletid", ["L31"]),  # the summary holds the one and not the other
        ("hviletid -bøde", []),
        ('"kunstig intelligens"', ["71231", "L31"]),
        ('"kunstige intelligenssystemer"', ["L31"]),
        ('"intelligens kunstig"', []),
        ('"om brug af kunstig"', ["71231"]),  # every small word counts in a phrase
        ('"brug kunstig"', []),
        ('"straffes bøde"', []),
        ("-støj kunstig", ["71231", "L31"]),
        ("§ 5 a", ["L31"]),
        ("§ 6", []),
        ("stk. 2", ["L31"]),
        ("L 31", ["L31"]),
        ("Beskæftigelsesudvalget", ["L31"]),  # the source's own record
        ("lov om arbejdsmiljø", ["L31"]),
        ("ARBEJDSMILJØ", ["L31"]),
        ("færdselslov", []),
        ("svovl", []),  # what is asked of every proposal is about none
    ],
)
def test_what_is_found(library: Database, query: str, expected: list[str]) -> None:
    """Inflections, compounds, phrases, exclusions, beginnings, numbers."""
    assert sorted(expected) == sorted(refs(ask(library, query)))


def test_a_short_word_is_not_found_within_others(library: Database) -> None:
    """The word "løn" is not what "belønning" and "lønsomhed" are about."""
    (group,) = ask(library, "løn", what=What.DOCUMENT).groups
    assert [p.text for place in group for p in place.pieces] == [LAW[1]]


def test_the_passage_is_told_with_its_place(library: Database) -> None:
    """Page and provision of the passage that holds the words."""
    (group,) = ask(library, "hviletid").groups
    (place,) = group
    (piece,) = place.pieces
    assert (place.what, place.key, place.title) == (What.DOCUMENT, "1", "Lovtekst")
    assert (piece.text, piece.locator.page) == (LAW[0], 1)


def test_title_stands_above_summary_and_summary_above_text(store: Database) -> None:
    """However often the words stand in a text; the newest first among equals."""
    many = replace(
        BILL, ref="dk/x/often", title="Andet", summary="", number="", documents=(
            DocumentRef("1", "Tekst", DocumentKind.BILL_TEXT, ("x",)),
        ),
    )  # fmt: skip
    lead = replace(many, ref="dk/x/lead", summary="Om støjen.", documents=())
    newer = replace(lead, ref="dk/x/newer", introduced_on=date(2026, 11, 20))
    for each in (many, lead, newer):
        store.save_proposal(each, NOW)
    keep(store, many, "1", ("Støj og støj og støj, mere støj.",))
    assert refs(ask(store, "støj")) == ["9", "newer", "lead", "often"]
    assert refs(ask(store, "støj", limit=2)) == ["9", "newer"]
    assert (ask(store, "støj", limit=2).proposals, ask(store, "støj").places) == (4, 4)


def test_earlier_versions_are_found_only_when_asked_for(store: Database) -> None:
    """Of a document and of a proposal; an earlier one is marked."""
    keep(store, BILL, "1", ("Helt andre ord om færdsel.",), version=2)
    changed = replace(BILL, title="Forslag om udstationering", summary="")
    store.save_proposal(changed, NOW)
    assert refs(ask(store, "hviletid")) == []
    assert refs(ask(store, "færdsel")) == ["L31"]
    assert refs(ask(store, "arbejdsmiljø")) == []
    (group,) = ask(store, "hviletid", all_versions=True).groups
    assert [(each.version, each.superseded) for each in group] == [(1, True)]
    found = ask(store, "arbejdsmiljø", all_versions=True)
    assert {each.superseded for each in found.groups[0]} == {True}


def test_the_same_text_is_indexed_once(store: Database) -> None:
    """Keeping it again changes nothing; reading it anew puts it in place of itself."""
    before = ask(store, "hviletid")
    keep(store, BILL, "1", LAW)
    assert ask(store, "hviletid") == before
    document = Document(
        "1", "Lovtekst", DocumentKind.BILL_TEXT, "x", "1" * 64, NOW, 1,
        reading=Reading((Passage(0, "Nyt om færdsel.", Locator()),)),
    )  # fmt: skip
    again = of_document(BILL, document, "2")
    assert again is not None
    store.index(again)
    assert refs(ask(store, "hviletid")) == []
    assert refs(ask(store, "færdsel")) == ["L31"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"source": "hoeringsportalen"}, ["71231", "9"]),
        ({"kind": ProposalKind.BILL}, ["L31"]),
        ({"stage": Stage.CONSULTATION_OPEN}, ["71231"]),
        ({"stage": Stage.CONSULTATION_CLOSED}, ["9"]),
        ({"stage": Stage.INTRODUCED}, ["L31"]),
        ({"committee": "beskæftigelse"}, ["L31"]),
        ({"committee": "%"}, []),
        ({"since": date(2026, 11, 1)}, ["71231"]),
        ({"until": date(2026, 10, 31)}, ["L31"]),
        ({"what": What.RESPONSE}, []),
        ({"what": What.PROPOSAL, "kind": ProposalKind.BILL}, ["L31"]),
    ],
)
def test_filters(
    library: Database, filters: dict[str, object], expected: list[str]
) -> None:
    """Each narrows what is found to what is of that sort."""
    query = "lov ELLER støj ELLER bekendtgørelse"
    assert sorted(refs(ask(library, query, **filters))) == sorted(expected)


def judged(version: int = 1, text: str = "Larmgrænsen koster løntillæg.") -> Judged:
    """A briefing on the bill, with one graded point for employees."""
    point = Point(
        PointKind.RISK, text, (), "r", Dimension.PAY, Party.EMPLOYEES,
        likelihood=4, impact=3, mitigation="Overenskomst om tillæg.",
    )  # fmt: skip
    summary = (Point(PointKind.CHANGE, "Kort sagt om udstationering.", (), "s"),)
    asked = replace(point, text="Scenarie med svovl?", rule="scenario.outsourcing")
    other = replace(point, dimension=Dimension.SKILLS, party=Party.BOTH, impact=1)
    assessment = Assessment(
        BILL.ref, "lef", version, Analyst("embedded"), Relevance(50), summary,
        (point, other, asked), (), (), (), (), (), "da", f"h{version}", NOW,
    )  # fmt: skip
    return Judged(assessment, BILL, ())


@pytest.mark.parametrize(
    ("filters", "is_found"),
    [
        ({}, True),
        ({"dimension": Dimension.PAY}, True),
        ({"level": Level.HIGH, "party": Party.EMPLOYEES}, True),
        ({"dimension": Dimension.PAY, "level": Level.LOW}, False),
        ({"dimension": Dimension.PAY, "party": Party.EMPLOYERS}, False),
        ({"dimension": Dimension.SKILLS, "party": Party.EMPLOYERS}, True),
        ({"profile": "lef"}, True),
        ({"profile": "aef"}, False),
        ({"status": BriefingStatus.DRAFT}, True),
        ({"status": BriefingStatus.APPROVED}, False),
    ],
)
def test_briefings_by_their_points(
    library: Database, filters: dict[str, object], is_found: bool
) -> None:
    """Dimension, level and party must hold for one and the same point."""
    assert bool(refs(ask(library, "løntillæg", **filters))) is is_found
    if "status" not in filters and filters.get("profile") != "aef":
        assert bool(refs(ask(library, "hviletid", **filters))) is is_found


def test_a_decision_changes_what_is_found(store: Database) -> None:
    """Approved with its recommendation and edits, withdrawn when sent back."""
    store.save_judged(judged())
    edit = Edit(
        EditKind.CHANGED, "p0.text", "Larmgrænsen koster løntillæg.", "Ny tekst"
    )
    review = Review(
        BILL.ref, "lef", 1, Decision.APPROVED, "A. Berg", NOW, "",
        "Vi anbefaler afvisning.", (edit,),
    )  # fmt: skip
    store.save_review(review)
    assert refs(ask(store, "afvisning", status=BriefingStatus.APPROVED)) == ["L31"]
    assert refs(ask(store, "larmgrænse")) == []
    back = Review(BILL.ref, "lef", 1, Decision.RETURNED, "A. Berg", NOW, "uklar")
    store.save_review(back)
    assert refs(ask(store, "larmgrænse", status=BriefingStatus.WITHDRAWN)) == ["L31"]
    store.save_judged(judged(2, "Udligning af tillæg."))
    assert refs(ask(store, "larmgrænse")) == []
    assert refs(ask(store, "udligning", status=BriefingStatus.DRAFT)) == ["L31"]


def test_what_is_not_committed_is_not_found(
    store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash between the row and its index leaves neither."""
    from briefing.adapters.database import proposals  # noqa: PLC0415 - to break it

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(proposals, "put_searchable", crash)
    new = replace(BILL, ref="dk/x/new", title="Færdselsloven")
    with pytest.raises(KeyboardInterrupt):
        store.save_proposal(new, NOW)
    monkeypatch.undo()
    assert "dk/x/new" not in store.refs()
    assert refs(ask(store, "færdselslov")) == []
    store.save_proposal(new, NOW)
    assert refs(ask(store, "færdselslov")) == ["new"]


def test_a_long_text_is_one_text(store: Database) -> None:
    """Words and phrases are found at the end of 300 pages, and both ends together."""
    filler = tuple(
        f"Ligegyldig linje nummer {number} om intet." for number in range(9000)
    )
    texts = (
        "Begyndelsen nævner pension.",
        *filler,
        "Slutningen om den grønne omstilling.",
    )
    keep(store, BILL, "1", texts, version=2)
    assert refs(ask(store, '"den grønne omstilling"')) == ["L31"]
    assert refs(ask(store, "pension omstilling")) == ["L31"]
    assert refs(ask(store, '"pension ligegyldig"')) == []
    (group,) = ask(store, "omstilling").groups
    assert group[0].pieces[0].text == texts[-1]


def test_counting_stops_and_says_so(
    store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More places than are counted are told as more."""
    monkeypatch.setattr("briefing.adapters.database.searching.COUNTED_TO", 1)
    found = ask(store, "lov")
    assert (found.places, found.capped) == (1, True)
    assert len(found.groups) == 2


def test_saved_searches_are_kept_and_replaced(store: Database) -> None:
    """One of each name for a profile; what was removed is gone from the list."""
    saved = SavedSearch("lef", "Støj", "støj -trafik", 2, NOW, {"kind": "bill"})
    store.save_search(saved)
    store.save_search(replace(saved, profile="aef"))
    again = replace(saved, query="støj", weight=3)
    store.save_search(again)
    assert store.saved_searches() == (replace(saved, profile="aef"), again)
    assert store.remove_search("lef", "Støj", NOW)
    assert not store.remove_search("lef", "Støj", NOW)
    assert store.saved_searches() == (replace(saved, profile="aef"),)


def test_the_index_can_be_emptied_and_filled(store: Database) -> None:
    """Between the two it says that it is not whole."""
    assert store.index_is_whole()
    store.start_index((BILL,))
    assert not store.index_is_whole()
    assert refs(ask(store, "arbejdsmiljø")) == []
    keep(store, BILL, "1", LAW)
    store.finish_index()
    assert store.index_is_whole()
    assert refs(ask(store, "arbejdsmiljø", kind=ProposalKind.BILL)) == ["L31"]


@pytest.mark.parametrize(
    "text",
    ["a'b\"", '"x" y', "NEAR(a b)", "løn AND", "title:løn", "a^b", "{x}", "%", "§"],
)
def test_signs_of_the_database_mean_nothing(library: Database, text: str) -> None:
    """What a person types is never the database's own language."""
    with suppress(QueryError):
        assert ask(library, text).places >= 0
