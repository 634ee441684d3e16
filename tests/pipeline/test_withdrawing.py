"""A briefing that proved wrong: marked wherever it is kept, and everybody told once."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from post_line import BILL, DOWN, Office

from briefing.adapters.database.blobs import Blobs
from briefing.archive.export import lay_out
from briefing.archive.keeping import Archive
from briefing.archive.numbering import Scheme
from briefing.archive.verify import verify
from briefing.domain.archive import EntryKind
from briefing.domain.delivery import (
    DeliveryState,
    Letter,
    LetterKind,
    Parcel,
    Recipient,
    Role,
)
from briefing.domain.profile import Relevance
from briefing.domain.proposal import Deadline, DeadlineKind
from briefing.domain.review import Withdrawal
from briefing.errors import (
    DeliveryError,
    MailRefused,
    MailUncertain,
    ReviewError,
    UsageError,
)
from briefing.pipeline import withdrawing
from briefing.pipeline.approving import still_approved
from briefing.pipeline.briefs import brief
from briefing.pipeline.collecting import standing
from briefing.pipeline.corrections import receivers
from briefing.pipeline.outgoing import Ways, resend, send_corrections
from briefing.pipeline.withdrawing import finish_withdrawals, withdraw

WHY = "Pligten gælder kun virksomheder med mindst 35 ansatte"
CARLA = Recipient("lef", "Carla Æbelø", "carla@lef.example", Role.BOARD)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A briefing that was approved and sent to three persons."""
    found = Office(tmp_path)
    found.approve()
    found.send()
    found.box.sent.clear()
    yield found
    found.store.close()


@pytest.fixture
def archive(office: Office, tmp_path: Path) -> Archive:
    """The record beside the store."""
    folder = tmp_path / "data" / "archive"
    scheme = Scheme("{year}-{number:04}", 1)
    return Archive(folder, Blobs(folder / "objects"), office.store, scheme)


def taken_back(office: Office, **given: Any) -> tuple[Withdrawal, bool]:
    """Bo Dahl withdraws the briefing."""
    profile = office.line.settings.profiles["lef"]
    values = {"by": "Bo Dahl", "why": WHY} | given
    return withdraw(office.line, BILL.ref, profile, **values)


def names(office: Office) -> set[str]:
    """The files of the proposal in the output folder."""
    folder = office.line.output / "lef" / "dk" / "toy" / "L1"
    return {each.name for each in folder.iterdir()}


def text_of(body: bytes) -> str:
    """A Word file's text, the header included."""
    document = docx.Document(BytesIO(body))
    header = document.sections[0].header.paragraphs
    return "\n".join(each.text for each in (*header, *document.paragraphs))


def plain(office: Office, address: str) -> str:
    """The plain text of the latest mail to an address, on one line."""
    part = office.box.to(address)[-1].get_body(("plain",))
    assert part is not None
    return " ".join(part.get_content().split())


def test_every_file_of_it_has_the_mark(office: Office, archive: Archive) -> None:
    """The Word files on every page, their names, the JSON; no unmarked one is left."""
    taken_back(office)
    finish_withdrawals(office.line, archive)
    found = names(office)
    assert {each for each in found if "TILBAGETRUKKET" not in each} == {
        "2026-11-23_L1_rettelse_da_v1.docx"
    }
    folder = office.line.output / "lef" / "dk" / "toy" / "L1"
    for name in ("notat_da_v1", "notat_da_v1_UDKAST", "kort-notat_da_v1"):
        path = folder / f"2026-11-23_L1_{name}_TILBAGETRUKKET.docx"
        text = text_of(path.read_bytes())
        assert text.startswith("TILBAGETRUKKET\n")
        assert f"TILBAGETRUKKET den 23. november 2026 af Bo Dahl: {WHY}." in text
    record = folder / "2026-11-23_L1_notat_da_v1_TILBAGETRUKKET.json"
    assert WHY == json.loads(record.read_text())["withdrawn"]["why"]


def test_the_correction_says_what_was_wrong_and_what_to_use(
    office: Office, archive: Archive
) -> None:
    """Which briefing, since when, to how many, what instead."""
    taken_back(office, instead="Brug bemærkningerne, punkt 2.1.")
    finish_withdrawals(office.line, archive)
    folder = office.line.output / "lef" / "dk" / "toy" / "L1"
    body = (folder / "2026-11-23_L1_rettelse_da_v1.docx").read_bytes()
    text = text_of(body).replace("\xa0", " ")
    assert "version 1, godkendt af Anne Berg" in text
    assert WHY in text
    assert "Brug bemærkningerne, punkt 2.1." in text
    assert "sendt til 3 personer, første gang den 23. november 2026" in text


def test_the_record_gets_an_entry_of_its_own(office: Office, archive: Archive) -> None:
    """After the original, which stays as it was; the chain still verifies."""
    taken_back(office)
    (added,) = finish_withdrawals(office.line, archive)
    first, second = archive.entries()
    assert (EntryKind.BRIEFING, EntryKind.WITHDRAWAL) == (first.kind, second.kind)
    assert first.case is not None
    assert second.case is not None
    assert (added.number, first.case.number) == (second.number, second.case.number)
    assert "withdrawal.json" in {each.name for each in second.items}
    assert any("rettelse" in each.name for each in second.items)
    original = next(e for e in first.items if e.name.endswith("_notat_da_v1.docx"))
    body = archive.object_path(original.sha256).read_bytes()
    assert "TILBAGETRUKKET" not in text_of(body)
    assert () == verify(archive, "").faults


def test_everyone_who_got_it_is_told_once(office: Office, archive: Archive) -> None:
    """The board too; with the correction attached and the reason in the mail."""
    taken_back(office)
    finish_withdrawals(office.line, archive)
    report = send_corrections(office.line, Ways(office.box))
    everyone = ["anne@lef.example", "carla@lef.example", "post@lef.example"]
    assert (True, everyone) == (report.complete, sorted(office.box.addresses))
    (mail,) = office.box.to("carla@lef.example")
    assert str(mail["Subject"]).startswith("RETTELSE: L 1: ")
    assert ["2026-11-23_L1_rettelse_da_v1.docx"] == [
        each.get_filename() for each in mail.iter_attachments()
    ]
    assert f"Hvad der var forkert: {WHY}" in plain(office, "carla@lef.example")
    assert "Fordi notatet blev sendt til dig den 23. november 2026." in plain(
        office, "carla@lef.example"
    )
    assert BILL.url in plain(office, "carla@lef.example")
    send_corrections(office.line, Ways(office.box))
    office.send()
    assert everyone == sorted(office.box.addresses)


def test_who_left_is_told_and_who_unsubscribed_is_named(office: Office) -> None:
    """The address that got the briefing gets the correction; a wish is respected."""
    office.recipients(replace(CARLA, unsubscribed=True))
    found, _ = taken_back(office)
    send_corrections(office.line, Ways(office.box))
    assert {"anne@lef.example", "post@lef.example"} == set(office.box.addresses)
    got = receivers(office.line, found)
    assert ["carla@lef.example"] == [each.address for each in got.unsubscribed]


def test_who_never_got_it_is_not_told(tmp_path: Path) -> None:
    """Refused is not got; uncertain may be."""
    office = Office(tmp_path)
    office.approve()
    office.box.failing = MailRefused("550 no")
    office.send()
    taken_back(office)
    office.box.failing = None
    send_corrections(office.line, Ways(office.box))
    assert [] == office.box.sent
    office.store.close()


def test_who_perhaps_got_it_is_told(tmp_path: Path) -> None:
    """An uncertain delivery counts as one that arrived."""
    office = Office(tmp_path)
    office.approve()
    office.box.failing = MailUncertain("lost")
    office.send()
    taken_back(office)
    office.box.failing = None
    send_corrections(office.line, Ways(office.box))
    assert 3 == len(office.box.sent)
    office.store.close()


def test_what_waits_of_it_does_not_go_out(tmp_path: Path) -> None:
    """Nor is it recorded anew, nor sent again by hand."""
    office = Office(tmp_path)
    office.approve()
    office.box.failing = DOWN
    office.send()
    (one, *_rest) = office.store.deliveries()
    taken_back(office)
    office.box.failing = None
    office.send()
    approved = [e for e in office.store.deliveries() if e.kind == LetterKind.APPROVED]
    assert {DeliveryState.DROPPED} == {each.state for each in approved}
    assert {"withdrawn"} == {each.answer for each in approved}
    with pytest.raises(UsageError, match="withdrawn"):
        resend(office.line, Ways(office.box), one.id)
    office.store.close()


def test_twice_it_stands_as_it_was_said_first(office: Office, archive: Archive) -> None:
    """The second time changes nothing and sends nothing."""
    first, is_new = taken_back(office)
    finish_withdrawals(office.line, archive)
    send_corrections(office.line, Ways(office.box))
    before = names(office)
    again, is_new_again = taken_back(office, by="Else Friis", why="noget andet")
    assert (first, True, False) == (again, is_new, is_new_again)
    assert () == finish_withdrawals(office.line, archive)
    send_corrections(office.line, Ways(office.box))
    assert (before, 3) == (names(office), len(office.box.sent))


def test_a_later_version_can_be_approved_anew(office: Office, archive: Archive) -> None:
    """It is made although nothing it rests on has changed, and goes to everybody."""
    found, _ = taken_back(office)
    finish_withdrawals(office.line, archive)
    judged = office.store.judged(BILL.ref, "lef")
    assert judged is not None
    (review,) = office.store.approved()
    with pytest.raises(ReviewError, match="withdrawn"):
        still_approved(office.line, review)
    office.send()
    office.box.sent.clear()
    office.approve()
    latest = office.store.judged(BILL.ref, "lef")
    assert latest is not None
    assert (1, 2) == (judged.assessment.version, latest.assessment.version)
    office.send()
    assert {"anne@lef.example", "carla@lef.example", "post@lef.example"} == set(
        office.box.addresses
    )
    assert "2026-11-23_L1_notat_da_v2.docx" in names(office)
    assert ["withdrawn"] == [
        each.status
        for each in office.store.briefings(BILL.ref, "lef")
        if each.version == found.assessment_version
        and each.path.endswith("_notat_da_v1_TILBAGETRUKKET.docx")
    ]


def test_it_needs_an_approval_a_name_and_a_reason(office: Office) -> None:
    """A draft is rejected instead; nothing is kept of what cannot be."""
    for given in ({"by": " "}, {"why": "  "}, {"version": 7}):
        with pytest.raises(ReviewError):
            taken_back(office, **given)
    profile = office.line.settings.profiles["lef"]
    other = replace(BILL, ref="dk/toy/L2")
    office.keep(other)
    brief(office.line, other, standing(office.line, other), profile, Relevance(80))
    with pytest.raises(ReviewError, match="no approved briefing"):
        withdraw(office.line, other.ref, profile, by="Bo", why="x")
    assert () == office.store.withdrawals()


def test_the_board_gets_no_correction_that_nobody_signed(office: Office) -> None:
    """An approval is no withdrawal, and a withdrawal no approval."""
    found, _ = taken_back(office)
    letter = Letter("", "", "da")
    with pytest.raises(DeliveryError, match="nobody"):
        Parcel("k", LetterKind.CORRECTION, CARLA, letter, "")
    with pytest.raises(DeliveryError, match="nobody"):
        Parcel("k", LetterKind.APPROVED, CARLA, letter, "", approved=found)


def test_taken_out_of_the_archive_it_carries_the_mark(
    office: Office, archive: Archive, tmp_path: Path
) -> None:
    """The bytes of the record are as they were; name and description say it."""
    taken_back(office)
    finish_withdrawals(office.line, archive)
    placed = lay_out(archive, archive.entries(), tmp_path / "out")
    for each in placed:
        is_briefing = each.entry.kind is EntryKind.BRIEFING
        if is_briefing and each.item.name.endswith(".docx"):
            assert each.item.name.startswith("TILBAGETRUKKET_")
            assert "withdrawn: see entry 2" in each.item.note
            body = (tmp_path / "out" / each.path).read_bytes()
            assert each.item.sha256 == hashlib.sha256(body).hexdigest()


STEPS = ("archive_approved", "written", "marked_word", "put_whole", "_archived")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("after", [1, 2])
def test_broken_off_anywhere_it_is_finished_next_time(
    office: Office,
    archive: Archive,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    after: int,
) -> None:
    """As if it had never been broken off: the same files, one entry, one mail each."""
    real, calls = getattr(withdrawing, step), []

    def breaking(*given: Any, **named: Any) -> Any:
        calls.append(step)
        if len(calls) == after:
            raise KeyboardInterrupt
        return real(*given, **named)

    taken_back(office)
    monkeypatch.setattr(withdrawing, step, breaking)
    try:
        finish_withdrawals(office.line, archive)
    except KeyboardInterrupt:
        monkeypatch.setattr(withdrawing, step, real)
        finish_withdrawals(office.line, archive)
    send_corrections(office.line, Ways(office.box))
    assert 1 == sum("TILBAGETRUKKET" not in each for each in names(office))
    assert 4 == sum(each.endswith("_TILBAGETRUKKET.docx") for each in names(office))
    kinds = [each.kind for each in archive.entries()]
    assert [EntryKind.BRIEFING, EntryKind.WITHDRAWAL] == kinds
    assert (3, ()) == (len(office.box.sent), verify(archive, "").faults)
    approved = archive.entries()[0].items
    assert any(each.name.endswith("_notat_da_v1.docx") for each in approved)


def test_every_kind_of_mail_says_why_and_leads_to_the_source(tmp_path: Path) -> None:
    """Overview, reminder, approved briefing and correction, to each who gets it."""
    office = Office(tmp_path)
    due = Deadline(DeadlineKind.CONSULTATION, date(2026, 11, 27), "Høringsfrist")
    office.approve(replace(BILL, deadlines=(due,)))
    office.send()
    taken_back(office)
    send_corrections(office.line, Ways(office.box))
    kinds = {each.kind for each in office.store.deliveries()}
    assert {"daily", "reminder", "approved", "correction"} == kinds
    for address in set(office.box.addresses):
        for mail in office.box.to(address):
            for form in ("plain", "html"):
                part = mail.get_body((form,))
                assert part is not None
                text = part.get_content()
                assert "Hvorfor får jeg det her?" in text
                assert BILL.url in text.replace("&amp;", "&")
    office.store.close()
