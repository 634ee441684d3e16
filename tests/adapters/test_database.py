"""The store: every version kept, nothing overwritten, a newer store refused."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from briefing.adapters.database import Database, open_database
from briefing.adapters.database.schema import metadata
from briefing.domain.document import Locator, Part, Passage, Reading
from briefing.domain.ports import Answer
from briefing.domain.proposal import (
    Deadline,
    DeadlineKind,
    DocumentKind,
    DocumentRef,
    Proposal,
    ProposalKind,
    Stage,
)
from briefing.domain.review import Decision, Review
from briefing.domain.source import Need, Rejected, Request
from briefing.domain.store import (
    Alarm,
    Aside,
    BriefingFile,
    Harvest,
    Progress,
    SourceState,
    StoredReading,
    SweepRecord,
    Trouble,
)
from briefing.errors import StoreError, UnknownRef

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
BILL = Proposal(
    ref="dk/folketinget/20261/L31",
    source="folketinget",
    kind=ProposalKind.BILL,
    native_kind="Lovforslag",
    title="Forslag til lov om ændring af lov om arbejdsmiljø",
    stage=Stage.INTRODUCED,
    native_status="Fremsat",
    url="https://www.example/L31",
    number="L 31",
    deadlines=(Deadline(DeadlineKind.CONSULTATION, date(2026, 12, 1), "Frist"),),
    documents=(DocumentRef("1", "Tekst", DocumentKind.BILL_TEXT, ("https://x/1",)),),
    updated_at=NOW,
)


@pytest.fixture
def store(tmp_path: Path, database_url: str | None) -> Iterator[Database]:
    """An empty store in a folder of its own, on SQLite and on PostgreSQL."""
    database = open_database(tmp_path / "data", database_url)
    yield database
    database.close()


def url_of(folder: Path, database_url: str | None) -> str:
    """Where the store of a folder is."""
    return database_url or f"sqlite:///{folder / 'briefing.db'}"


def test_a_proposal_comes_back_as_it_was(store: Database) -> None:
    """Dates, enumerations and tuples survive the store."""
    assert store.save_proposal(BILL, NOW) == "new"
    assert store.proposal(BILL.ref) == BILL


def test_a_change_is_a_new_version_and_a_touch_is_not(store: Database) -> None:
    """What the source merely touched is no news; what it changed is kept beside."""
    store.save_proposal(BILL, NOW)
    touched = replace(BILL, updated_at=LATER)
    assert store.save_proposal(touched, LATER) == "unchanged"
    changed = replace(BILL, native_status="1. beh./Henvist til udvalg")
    assert store.save_proposal(changed, LATER) == "changed"
    versions = [each.version for each in store.proposal_versions(BILL.ref)]
    assert versions == [1, 2]


def test_an_unknown_proposal_is_said_to_be_so(store: Database) -> None:
    """Asking for what is not there raises."""
    with pytest.raises(UnknownRef):
        store.proposal("dk/folketinget/20261/L999")


def test_a_sweep_keeps_proposals_cursor_and_what_failed_together(
    store: Database,
) -> None:
    """The cursor moves in the transaction that stored what it covered."""
    alarm = Alarm("listed", "only {count} were listed", NOW, {"count": 3})
    state = SourceState(
        "folketinget", cursor={"at": "2026-11-23"}, read_at=NOW, alarms=(alarm,)
    )
    bad = Rejected("Sag 7", b"{}", "titel is missing", ("e-mail",))
    harvest = Harvest((BILL,), (bad,), "1.0")
    assert store.save_sweep(state, harvest, NOW) == ((BILL.ref,), ())
    assert store.source_state("folketinget") == replace(state, new_at=NOW)
    aside = Aside("Sag 7", b"{}", bad.error, NOW, NOW, 1, ("e-mail",), program="1.0")
    assert store.rejected("folketinget") == (aside,)
    assert store.save_sweep(state, Harvest((BILL,)), LATER) == ((), ())


def test_a_record_kept_aside_keeps_its_request_and_is_counted(store: Database) -> None:
    """Refused again it counts on; read, it leaves; refused anew, it starts again."""
    day = date(2026, 11, 23)
    request = Request(
        "https://x/7", "case", "POST", b"\xff", {"A": "b"}, {"day": day, "row": [1]},
        also=(300,), need=Need.RECORD, record="Sag 7",
    )  # fmt: skip
    state = SourceState("folketinget")
    bad = Rejected("Sag 7", b"{}", "odd", request=request)
    store.save_sweep(state, Harvest(rejected=(bad,)), NOW)
    store.save_sweep(state, Harvest(rejected=(bad,)), LATER)
    (found,) = store.rejected("folketinget")
    assert (found.request, found.times) == (request, 2)
    assert (found.first_seen_at, found.seen_at) == (NOW, LATER)
    store.save_sweep(state, Harvest(resolved=("Sag 7",)), LATER)
    assert store.rejected("folketinget") == ()
    odd = replace(request, context={"window": object()})
    store.save_sweep(state, Harvest(rejected=(replace(bad, request=odd),)), LATER)
    (found,) = store.rejected("folketinget")
    assert (found.request, found.times, found.first_seen_at) == (None, 1, LATER)


def test_what_is_gone_is_kept_and_comes_back(store: Database) -> None:
    """Being gone is no change of a proposal; listing or reading it brings it back."""
    other = replace(BILL, ref="dk/folketinget/20261/L32")
    elsewhere = replace(BILL, ref="dk/folketinget/20261/l_9")
    for each in (BILL, other, elsewhere):
        store.save_proposal(each, NOW)
    state = SourceState("folketinget")
    store.save_sweep(state, Harvest(gone=(BILL.ref, other.ref)), NOW)
    under = {BILL.ref: NOW, other.ref: NOW}
    assert store.listed_under("dk/folketinget/20261/L") == under
    assert store.listed_under("dk/folketinget/20261/l_") == {elsewhere.ref: None}
    assert store.save_sweep(state, Harvest((BILL,)), LATER) == ((), ())
    store.save_sweep(state, Harvest(back=(other.ref,)), LATER)
    assert (store.gone_at(BILL.ref), store.gone_at(other.ref)) == (None, None)
    assert store.proposal(BILL.ref) == BILL


def test_the_history_of_sweeps_and_parts(store: Database) -> None:
    """The newest sweeps of one kind come back whole, and which parts are done."""
    records = [
        SweepRecord("folketinget", NOW, kind, 1.5, 3, 4000, 20, number,
                    {"bill": {"": 2}}, ("e-mail",), alarmed=True)
        for number, kind in enumerate(("whole", "other", "whole", "whole"))
    ]  # fmt: skip
    for each in records:
        harvest = Harvest(record=each, part=("2023-10-01", str(each.proposals)))
        store.save_sweep(SourceState("folketinget"), harvest, LATER)
    assert store.sweeps("folketinget", "whole", 2) == (records[3], records[2])
    assert store.parts_done("folketinget", "2023-10-01") == dict.fromkeys("0123", LATER)
    assert store.parts_done("folketinget", "2024-10-01") == {}


def test_document_versions_and_failures(store: Database) -> None:
    """The same bytes are the same version; a failure leaves earlier bytes alone."""
    first = Answer(b"one", "application/pdf", "https://x/1", headers={"ETag": '"a"'})
    kept = store.save_document(BILL.ref, "1", "https://x/1", first, NOW)
    assert (kept.version, kept.validators) == (1, {"If-None-Match": '"a"'})
    again = store.save_document(BILL.ref, "1", "https://x/1", first, LATER)
    assert (again.version, again.fetched_at, again.checked_at) == (1, NOW, LATER)
    trouble = Trouble("Blocked", "403", LATER)
    failed = store.save_document_failure(BILL.ref, "1", "https://x/1", trouble)
    assert (failed.sha256, failed.error, failed.tries) == (kept.sha256, "Blocked", 1)
    other = Answer(b"two", "application/pdf", "https://x/1")
    newer = store.save_document(BILL.ref, "1", "https://x/1", other, LATER)
    assert (newer.version, newer.error, newer.tries) == (2, "", 0)
    assert Path(store.blob_path(kept.sha256)).read_bytes() == b"one"


def test_readings_come_back(store: Database) -> None:
    """Passages and parts survive, and so does the reason there are none."""
    passage = Passage(0, "§ 1. Æøå", Locator(page=3, provision="§ 1"))
    reading = Reading((passage,), {Part.PROVISIONS: (0,)}, pages=3)
    store.save_reading("a" * 64, DocumentKind.BILL_TEXT, "1", StoredReading(reading))
    found = store.reading("a" * 64, DocumentKind.BILL_TEXT, "1")
    assert found is not None
    assert found.reading == reading
    scanned = StoredReading(None, "ScannedWithoutText", "12 pages")
    store.save_reading("b" * 64, DocumentKind.BILL_TEXT, "1", scanned)
    assert store.reading("b" * 64, DocumentKind.BILL_TEXT, "1") == scanned
    assert store.reading("a" * 64, DocumentKind.BILL_TEXT, "2") is None


def test_progress_reviews_and_briefings(store: Database) -> None:
    """The line's state, decisions and files come back in order."""
    progress = Progress("h", 2, "Unreachable", "x", LATER)
    store.save_progress(BILL.ref, progress)
    assert store.progress(BILL.ref) == progress
    review = Review(BILL.ref, "lef", 1, Decision.RETURNED, "A. Berg", NOW, "uklar")
    store.save_review(review)
    assert store.reviews(BILL.ref, "lef") == (review,)
    assert store.reviews(BILL.ref, "aef") == ()
    file = BriefingFile(
        BILL.ref, "lef", 1, "notat", "da", "draft", "lef/x.docx", "c" * 64, NOW
    )
    store.save_briefing(file)
    store.save_briefing(file)
    assert store.briefings(BILL.ref) == (file,)


def is_full_text(name: str | None) -> bool:
    """Whether a table is the database's own for full text."""
    return name is not None and name.startswith(("search_text", "ix_search_text"))


def test_the_migrations_make_the_tables_of_the_schema(
    tmp_path: Path, database_url: str | None
) -> None:
    """Migrating from nothing gives exactly the tables the code knows."""
    open_database(tmp_path, database_url).close()
    engine = create_engine(url_of(tmp_path, database_url))
    with engine.connect() as connection:
        options = {"include_name": lambda name, *_: not is_full_text(name)}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, metadata)
    engine.dispose()
    assert differences == []


def test_a_newer_store_is_refused(tmp_path: Path, database_url: str | None) -> None:
    """An older program leaves a newer store alone and says why."""
    open_database(tmp_path, database_url).close()
    engine = create_engine(url_of(tmp_path, database_url))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match="belongs to a newer version"):
        open_database(tmp_path, database_url)


def test_what_is_no_store_is_refused(tmp_path: Path) -> None:
    """A file that is not a database is an error of the store, not a crash."""
    (tmp_path / "briefing.db").write_bytes(b"not a database at all, just text" * 40)
    with pytest.raises(StoreError):
        open_database(tmp_path)


def test_the_data_folder_may_be_a_file(tmp_path: Path) -> None:
    """A path that cannot be a folder is an error of the store."""
    (tmp_path / "data").write_text("x")
    with pytest.raises(StoreError):
        open_database(tmp_path / "data")


def test_a_folder_that_cannot_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading needs writing as well, and the sentence says so."""
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(StoreError, match="cannot be written by this user"):
        open_database(tmp_path / "data")
