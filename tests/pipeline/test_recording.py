"""What was sent is part of the record, also what was sent long after the approval."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from post_line import BILL, Office

from briefing.adapters.database.blobs import Blobs
from briefing.archive.keeping import Archive
from briefing.archive.numbering import Scheme
from briefing.archive.retention import expire, expired
from briefing.archive.verify import verify
from briefing.domain.archive import EntryKind, ItemKind
from briefing.domain.delivery import DeliveryState
from briefing.errors import MailUncertain
from briefing.pipeline.outgoing import Ways, resend
from briefing.pipeline.record import (
    archive_approved,
    archive_deliveries,
    unrecorded_deliveries,
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Monday at eight in Denmark."""
    found = Office(tmp_path)
    yield found
    found.store.close()


@pytest.fixture
def archive(office: Office, tmp_path: Path) -> Archive:
    """The archive beside the store."""
    folder = tmp_path / "data" / "archive"
    return Archive(folder, Blobs(folder / "objects"), office.store, Scheme())


def record(office: Office, archive: Archive) -> int:
    """Archive everything that is not there yet; how many entries that were."""
    approved = archive_approved(office.line, archive)
    return len(approved) + len(archive_deliveries(office.line, archive))


def test_what_was_sent_is_archived_under_the_case_of_the_briefing(
    office: Office, archive: Archive
) -> None:
    """The message as it went, to whom, when, and what the server said; each once."""
    office.approve()
    assert 1 == record(office, archive)
    office.send()
    office.now += timedelta(days=200)
    assert record(office, archive)
    assert 0 == record(office, archive)
    briefing, *sent = archive.entries()
    (of_case,) = [each for each in sent if each.ref == BILL.ref]
    assert EntryKind.DELIVERY is of_case.kind
    assert briefing.case is not None
    assert of_case.case == replace(briefing.case, is_new=False)
    bodies = {body for _to, body in office.box.sent}
    items = {each.name: each for each in of_case.items}
    told = json.loads(archive.object_path(items["deliveries.json"].sha256).read_text())
    assert {"carla@lef.example"} <= {each["address"] for each in told}
    assert {"250 taken"} == {each["answer"] for each in told}
    for each in told:
        path = archive.object_path(items[f"delivery-{each['id']}.eml"].sha256)
        assert path.read_bytes() in bodies
    everything = {i.name for e in sent for i in e.items if i.name.endswith(".eml")}
    assert len(office.box.sent) == len(everything)
    assert () == verify(archive).faults


def test_letters_on_several_matters_open_no_case(
    office: Office, archive: Archive
) -> None:
    """The day's overview is kept, and takes no case number."""
    office.keep(BILL)
    office.send()
    record(office, archive)
    (entry,) = archive.entries()
    assert (None, "", "lef") == (entry.case, entry.ref, entry.profile)


def test_how_it_went_is_recorded_anew_when_it_changes(
    office: Office, archive: Archive
) -> None:
    """Uncertain at first, sent by hand later: both stand in the record."""
    office.approve()
    record(office, archive)
    office.box.failing = MailUncertain("nobody knows")
    office.send()
    assert record(office, archive)
    office.box.failing = None
    (open_one, *_others) = office.store.deliveries(frozenset({DeliveryState.UNCERTAIN}))
    resend(office.line, Ways(office.box), open_one.id)
    assert (open_one.id,) == tuple(
        each.id for each in unrecorded_deliveries(office.line, archive)
    )
    assert 1 == record(office, archive)
    said = [
        each
        for entry in archive.entries()
        for each in entry.about.get("deliveries", "").split()
        if each.startswith(f"{open_one.id}:")
    ]
    assert [f"{open_one.id}:uncertain:1", f"{open_one.id}:sent:2"] == said


def test_addresses_can_be_deleted_and_stand_in_no_entry(
    office: Office, archive: Archive
) -> None:
    """A rule for deliveries takes them out; what was recorded is not made again."""
    office.approve()
    office.send()
    record(office, archive)
    for path in archive.entries_folder.iterdir():
        assert b"example" not in path.read_bytes()
    rules = {ItemKind.DELIVERY: timedelta(days=30)}
    later = office.now + timedelta(days=31)
    found = expired(archive, rules, later)
    expire(archive, found, by="Anne Berg", rules=rules, at=later)
    left = [e for e in archive.folder.rglob("*") if e.is_file()]
    assert not [e for e in left if b"carla@lef.example" in e.read_bytes()]
    assert 0 == record(office, archive)
    assert () == verify(archive).faults


def test_documents_whose_names_become_the_same_are_both_kept(
    office: Office, archive: Archive
) -> None:
    """Their keys differ in what a file name cannot hold."""
    from briefing.archive.export import distinct  # noqa: PLC0415 - only here

    taken: set[str] = set()
    names = [distinct(each, taken) for each in ("a.warc", "A.warc", "a.warc", "a")]
    assert ["a.warc", "A~2.warc", "a~3.warc", "a"] == names
    long = distinct("x" * 4000 + ".docx", taken)
    assert len(long.encode()) < 255
    assert long.endswith(".docx")
    assert office.store.approved() == ()
    assert archive.entries() == ()
