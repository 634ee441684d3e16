"""Copies in a folder that is synchronised: stable names, whole files, nothing lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from post_line import BILL, CONFIG, Office

from briefing.adapters.database.blobs import Blobs
from briefing.archive.keeping import Archive
from briefing.archive.numbering import Scheme
from briefing.config.people import FolderSection
from briefing.domain.delivery import Channel, DeliveryState
from briefing.domain.profile import Relevance
from briefing.errors import UsageError
from briefing.pipeline import sharing
from briefing.pipeline.briefs import brief
from briefing.pipeline.collecting import standing
from briefing.pipeline.daily import daily_brief, write_daily
from briefing.pipeline.outgoing import STUCK_AFTER, Ways, resend
from briefing.pipeline.withdrawing import finish_withdrawals, withdraw

NOTE = "Notater/toy_L1_notat.docx"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The synchronised folder."""
    found = tmp_path / "OneDrive - Eksempelforbund"
    found.mkdir()
    return found


@pytest.fixture
def office(tmp_path: Path, root: Path) -> Iterator[Office]:
    """An office with a folder and no recipients."""
    found = Office(tmp_path, CONFIG)
    found.recipients()
    configured(found, path=str(root))
    yield found
    found.store.close()


def configured(office: Office, **given: Any) -> None:
    """The folder is configured so from now on."""
    settings = office.line.settings
    section = settings.delivery.model_copy(update={"folder": FolderSection(**given)})
    office.line = replace(office.line, settings=replace(settings, delivery=section))


def files(root: Path) -> set[str]:
    """What lies in the profile's folder."""
    base = root / "lef"
    return {str(e.relative_to(base)) for e in base.rglob("*") if e.is_file()}


def version_of(path: Path, office: Office) -> int:
    """The version of the assessment that a copy is of."""
    body = path.read_bytes()
    for each in office.store.briefings(BILL.ref, "lef"):
        if Path(office.store.blob_path(each.sha256)).read_bytes() == body:
            return each.version
    raise AssertionError(path)


def test_approved_briefings_and_overviews_lie_there(office: Office, root: Path) -> None:
    """Recorded as deliveries; drafts are not among them."""
    office.keep(replace(BILL, ref="dk/toy/L2"))
    office.approve()
    profile = office.line.settings.profiles["lef"]
    write_daily(office.line, daily_brief(office.line, profile))
    report = office.send()
    assert report.complete
    assert {
        NOTE,
        "Notater/toy_L1_kort-notat.docx",
        "Overblik/2026-11-23_dagens-overblik_da.docx",
    } == files(root)
    kept = office.store.deliveries()
    assert {Channel.FOLDER} == {each.channel for each in kept}
    assert ["approved", "approved", "daily"] == sorted(each.kind for each in kept)
    assert {DeliveryState.SENT} == {each.state for each in kept}


def test_again_it_writes_nothing(office: Office, root: Path) -> None:
    """Also what somebody has taken away or changed is left as it is."""
    office.approve()
    office.send()
    (root / "lef" / NOTE).write_bytes(b"edited in SharePoint")
    (root / "lef" / "Notater/toy_L1_kort-notat.docx").unlink()
    office.send()
    assert {NOTE} == files(root)
    assert b"edited in SharePoint" == (root / "lef" / NOTE).read_bytes()
    assert 2 == len(office.store.deliveries())


def test_a_new_version_takes_the_place_of_the_old(office: Office, root: Path) -> None:
    """Under the same name; what somebody changed is kept beside it."""
    office.approve()
    office.send()
    (root / "lef" / "Notater/toy_L1_kort-notat.docx").write_bytes(b"ours, edited")
    office.now += timedelta(days=1)
    office.approve(replace(BILL, subtitle="En ny undertitel"))
    office.send()
    assert 2 == version_of(root / "lef" / NOTE, office)
    own = [each for each in files(root) if "_jeres_" in each]
    assert 1 == len(own)
    assert b"ours, edited" == (root / "lef" / own[0]).read_bytes()
    assert 3 == len(files(root))


def test_drafts_only_where_they_are_wanted(office: Office, root: Path) -> None:
    """Marked, in a folder of their own, gone once the briefing is approved."""
    office.keep(BILL)
    profile = office.line.settings.profiles["lef"]
    found = standing(office.line, BILL)
    brief(office.line, BILL, found, profile, Relevance(80))
    office.send()
    assert not (root / "lef").exists()
    configured(office, path=str(root), drafts=True)
    office.send()
    assert "Udkast/toy_L1_notat_UDKAST.docx" in files(root)
    office.approve()
    office.send()
    assert NOTE in files(root)
    assert not any(each.startswith("Udkast/") for each in files(root))


def test_a_profile_may_have_a_folder_of_its_own(
    office: Office, root: Path, tmp_path: Path
) -> None:
    """Used as it is."""
    own = tmp_path / "own"
    own.mkdir()
    configured(office, profiles={"lef": str(own / "Notater til bestyrelsen")})
    office.approve()
    office.send()
    assert (own / "Notater til bestyrelsen" / NOTE).exists()
    assert [] == list(root.iterdir())


def test_a_folder_that_is_not_there_is_waited_for(office: Office, root: Path) -> None:
    """A drive that is not mounted is not written into; later it is caught up."""
    root.rmdir()
    office.approve()
    report = office.send()
    assert not report.complete
    assert {DeliveryState.WAITING} == {e.state for e in office.store.deliveries()}
    assert not root.exists()
    root.mkdir()
    office.now += timedelta(hours=5)
    office.send()
    assert NOTE in files(root)


def test_what_was_received_in_confidence_is_not_shared(
    office: Office, root: Path
) -> None:
    """Approved or not."""
    office.approve(replace(BILL, confidential=True))
    office.send()
    assert not (root / "lef").exists()


def test_a_killed_copy_is_made_again(
    office: Office, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Writing once more changes nothing, so that nobody is asked."""
    real = sharing.put_whole

    def breaking(*_given: object) -> None:
        raise KeyboardInterrupt

    office.approve()
    monkeypatch.setattr(sharing, "put_whole", breaking)
    with pytest.raises(KeyboardInterrupt):
        office.send()
    monkeypatch.setattr(sharing, "put_whole", real)
    office.now += STUCK_AFTER
    assert office.send().complete
    assert {DeliveryState.SENT} == {e.state for e in office.store.deliveries()}
    assert NOTE in files(root)


def test_by_hand_a_copy_is_put_back(office: Office, root: Path) -> None:
    """The one that was recorded."""
    office.approve()
    office.send()
    (root / "lef" / NOTE).unlink()
    number = next(e.id for e in office.store.deliveries() if NOTE in e.address)
    resend(office.line, Ways(), number)
    assert 1 == version_of(root / "lef" / NOTE, office)


def test_a_withdrawn_briefing_is_marked_there(
    office: Office, root: Path, tmp_path: Path
) -> None:
    """The marked copy and the correction come; the unmarked one goes."""
    office.approve()
    office.send()
    short = root / "lef" / "Notater/toy_L1_kort-notat.docx"
    short.write_bytes(b"edited")
    profile = office.line.settings.profiles["lef"]
    withdraw(office.line, BILL.ref, profile, by="Bo Dahl", why="Forkert")
    folder = tmp_path / "data" / "archive"
    archive = Archive(
        folder, Blobs(folder / "objects"), office.store, Scheme("{number}", 1)
    )
    finish_withdrawals(office.line, archive)
    office.send()
    assert {
        "Notater/toy_L1_notat_v1_TILBAGETRUKKET.docx",
        "Notater/toy_L1_kort-notat_v1_TILBAGETRUKKET.docx",
        "Notater/toy_L1_kort-notat_jeres_TILBAGETRUKKET.docx",
        "Notater/toy_L1_rettelse_v1.docx",
    } == files(root)
    office.approve()
    office.send()
    assert 2 == version_of(root / "lef" / NOTE, office)
    number = next(e.id for e in office.store.deliveries() if e.address.endswith(NOTE))
    with pytest.raises(UsageError, match="withdrawn"):
        resend(office.line, Ways(), number)
