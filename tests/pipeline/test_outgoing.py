"""What leaves the machine: to whom, why, once, and what is shown where it failed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from post_line import BILL, DOWN, MONDAY, Office

from briefing.domain.delivery import (
    DeliveryState,
    Follows,
    Letter,
    LetterKind,
    Parcel,
    Recipient,
    Rhythm,
    Role,
)
from briefing.domain.proposal import Deadline, DeadlineKind
from briefing.errors import DeliveryError, MailRefused, MailUncertain, UsageError
from briefing.pipeline.outgoing import STUCK_AFTER, Ways, bounced, resend

ANNE = Recipient("lef", "Anne Berg", "anne@lef.example", Role.OFFICER, threshold=40)
CARLA = Recipient("lef", "Carla Æbelø", "carla@lef.example", Role.BOARD)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Monday at eight in Denmark."""
    found = Office(tmp_path)
    yield found
    found.store.close()


def states(office: Office) -> list[DeliveryState]:
    """Where each delivery stands, oldest first."""
    return [each.state for each in office.store.deliveries()]


def text_of(office: Office, address: str = "anne@lef.example") -> str:
    """The plain text of the latest mail to an address, on one line."""
    part = office.box.to(address)[-1].get_body(("plain",))
    assert part is not None
    return " ".join(part.get_content().split())


def html_of(office: Office, address: str = "anne@lef.example") -> str:
    """The HTML of the latest mail to an address."""
    part = office.box.to(address)[-1].get_body(("html",))
    assert part is not None
    return str(part.get_content())


def test_the_overview_goes_to_those_who_are_to_have_it(office: Office) -> None:
    """Policy officers and the secretariat; never the board."""
    office.keep(BILL)
    report = office.send()
    assert (2, True) == (report.recorded, report.complete)
    assert ["anne@lef.example", "post@lef.example"] == office.box.addresses


def test_called_twice_it_sends_nothing_twice(office: Office) -> None:
    """Nor later on the same day, whatever has happened since."""
    office.keep(BILL)
    office.send()
    office.send()
    office.now += timedelta(hours=5)
    office.keep(replace(BILL, ref="dk/toy/L2"))
    office.send()
    assert 2 == len(office.box.sent)


def test_the_mail_has_text_html_and_the_word_file(office: Office) -> None:
    """One link to the source; what the source wrote is text and not markup."""
    office.keep(BILL)
    office.send()
    (mail,) = office.box.to("anne@lef.example")
    assert ["2026-11-23_dagens-overblik_da.docx"] == [
        each.get_filename() for each in mail.iter_attachments()
    ]
    page = html_of(office)
    assert '<html lang="da">' in page
    assert 'href="https://toy.example/L1?a=1&amp;b=2"' in page
    assert "&lt;b&gt;&amp; andet&lt;/b&gt;" in page
    assert not {"<img", "<script", "<style", "url("} & set(page.split())
    assert "https://toy.example/L1?a=1&b=2" in text_of(office)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", ""])
def test_only_addresses_of_the_web_become_links(office: Office, url: str) -> None:
    """A source cannot put anything else behind a title."""
    office.keep(replace(BILL, url=url))
    office.send()
    assert "<a " not in html_of(office)


@pytest.mark.parametrize(
    ("now", "count"),
    [
        (MONDAY - timedelta(hours=2), 0),
        (MONDAY - timedelta(days=1), 0),
        (MONDAY.replace(month=12, day=24), 0),
        (MONDAY, 2),
    ],
)
def test_overviews_are_of_working_days(office: Office, now: object, count: int) -> None:
    """Not before the time that is set, nor on Sundays, nor on Christmas Eve."""
    office.now = now  # type: ignore[assignment]  # a moment
    office.keep(BILL)
    office.send()
    assert count == len(office.box.sent)


def test_why_is_told_for_each_matter(office: Office) -> None:
    """By relevance for who follows everything."""
    office.keep(BILL)
    office.send()
    assert "Hvorfor får jeg det her? Fordi relevansen er 80" in text_of(office)


def test_who_follows_a_topic_gets_that_alone(office: Office) -> None:
    """And is told that it is the reason."""
    office.recipients(replace(ANNE, follows=Follows(topics=("Arbejdstid",))))
    office.keep(BILL)
    other = replace(BILL, ref="dk/toy/L2", title="Forslag om fisk")
    office.keep(other, reasons=("Du følger ministeriet.",))
    office.send()
    assert "Fordi du følger Arbejdstid." in text_of(office)
    assert "fisk" not in text_of(office)


def test_a_case_that_is_followed_is_told_whatever_its_relevance(office: Office) -> None:
    """Also below the threshold of the profile."""
    office.recipients(replace(ANNE, follows=Follows(dossiers=("dk/toy/L1",))))
    office.keep(BILL, score=5)
    office.keep(replace(BILL, ref="dk/toy/L2", title="Forslag om fisk"), score=90)
    office.send()
    assert "Fordi du følger denne sag." in text_of(office)
    assert "fisk" not in text_of(office)


def test_what_is_less_important_than_wanted_is_left_out(office: Office) -> None:
    """The recipient's own threshold stands above the profile's."""
    office.recipients(replace(ANNE, threshold=85))
    office.keep(BILL)
    office.send()
    assert "vagter" not in text_of(office)


def test_a_quiet_day_is_made_up_for(office: Office) -> None:
    """Nothing is sent on it, and the next overview tells what happened."""
    quiet = replace(ANNE, quiet_dates=frozenset({date(2026, 11, 24)}))
    office.recipients(quiet, replace(ANNE, address="bo@lef.example"))
    office.send()
    office.now += timedelta(days=1)
    office.keep(BILL)
    office.send()
    assert 1 == len(office.box.to("anne@lef.example"))
    office.now += timedelta(days=1)
    office.send()
    assert "vagter" in text_of(office)
    assert "vagter" not in text_of(office, "bo@lef.example")


def test_single_mails_for_who_wants_them(office: Office) -> None:
    """One for each new or changed matter, once; none on a day without any."""
    office.recipients(replace(ANNE, rhythm=Rhythm.SINGLE))
    office.send()
    assert [] == office.box.sent
    office.keep(BILL)
    office.keep(replace(BILL, ref="dk/toy/L2", number="L 2"))
    office.send()
    office.send()
    subjects = [str(each["Subject"]) for each in office.box.to("anne@lef.example")]
    assert ["L 1", "L 2"] == [each[:3] for each in subjects]


def test_what_was_received_in_confidence_is_never_mailed(office: Office) -> None:
    """Not in the letter, nor in its Word file, nor once approved."""
    office.approve(replace(BILL, confidential=True))
    office.send()
    assert "vagter" not in text_of(office)
    assert {"daily"} == {each.kind for each in office.store.deliveries()}


def test_the_board_gets_what_is_approved(office: Office) -> None:
    """With the approved file, and once."""
    office.approve()
    office.send()
    office.send()
    (mail,) = office.box.to("carla@lef.example")
    (file,) = mail.iter_attachments()
    name = str(file.get_filename())
    assert name.endswith(".docx")
    assert "UDKAST" not in name
    assert "Godkendt af Anne Berg" in text_of(office, "carla@lef.example")


def test_a_draft_cannot_be_sent_to_the_board(office: Office) -> None:
    """Neither by an unapproved briefing nor by a parcel made by hand."""
    office.keep(BILL)
    office.send()
    assert [] == office.box.to("carla@lef.example")
    letter = Letter("x", "x", "da")
    for kind in LetterKind:
        with pytest.raises(DeliveryError):
            Parcel("k", kind, CARLA, letter, "")


def test_an_approval_that_is_out_of_date_is_held_back(office: Office) -> None:
    """The proposal has changed since: the board gets nothing, and it is told."""
    office.approve()
    office.keep(replace(BILL, title="Forslag til lov om noget andet"))
    report = office.send()
    assert ["dk/toy/L1"] == [each.what for each in report.held]
    assert [] == office.box.to("carla@lef.example")
    assert not report.complete


def test_an_approved_file_that_was_changed_is_held_back(office: Office) -> None:
    """What is sent is what was approved."""
    office.approve()
    for path in office.line.output.rglob("*notat_da_v1.docx"):
        path.write_bytes(path.read_bytes() + b"x")
    (held,) = office.send().held
    assert "was changed after" in str(held.error)
    assert [] == office.box.to("carla@lef.example")


def test_alarms_reach_the_operator_once_a_day(office: Office) -> None:
    """Whatever the hour; the same text again only on the next day."""
    office.now -= timedelta(hours=4)
    office.send("Kilden svarer ikke.")
    office.send("Kilden svarer ikke.", "Disken er fuld.")
    assert ["drift@lef.example"] * 2 == office.box.addresses
    office.now += timedelta(days=1)
    office.send("Kilden svarer ikke.")
    assert 3 == len(office.box.to("drift@lef.example"))


def test_a_delivery_is_recorded_before_it_is_tried(office: Office) -> None:
    """A crash in the middle leaves it there, uncertain, and it is not repeated."""
    office.recipients(ANNE)
    office.keep(BILL)
    office.box.failing = KeyboardInterrupt()  # type: ignore[assignment]  # a crash
    with pytest.raises(KeyboardInterrupt):
        office.send()
    assert [DeliveryState.TRYING] == states(office)
    office.box.failing = None
    office.send()
    assert [DeliveryState.TRYING] == states(office)
    office.now += STUCK_AFTER
    report = office.send()
    assert (1, False) == (report.stuck, report.complete)
    assert [DeliveryState.UNCERTAIN] == states(office)
    assert [] == office.box.sent


def test_what_is_uncertain_is_sent_again_by_hand_alone(office: Office) -> None:
    """With the same Message-ID and the same bytes."""
    office.recipients(ANNE)
    office.box.failing = MailUncertain("connection reset")
    office.send()
    office.now += timedelta(hours=6)
    office.box.failing = None
    office.send()
    (found,) = office.store.deliveries()
    assert ("uncertain", "connection reset") == (found.state, found.answer)
    again = resend(office.line, Ways(office.box), found.id)
    assert DeliveryState.SENT is again.state
    (mail,) = office.box.to("anne@lef.example")
    assert found.message_id == mail["Message-ID"]


def test_a_server_that_is_down_is_asked_again_later(office: Office) -> None:
    """One try per pass, with growing pauses; nothing is lost."""
    office.keep(BILL)
    office.box.failing = DOWN
    office.send()
    office.send()
    assert 2 == office.box.tries
    office.box.failing = None
    office.now += timedelta(minutes=6)
    office.send()
    assert {DeliveryState.SENT} == set(states(office))
    assert 2 == len(office.box.sent)


def test_after_two_days_a_delivery_is_given_up_and_shown(office: Office) -> None:
    """The server's last words are kept."""
    office.recipients(ANNE)
    office.box.failing = DOWN
    office.send()
    office.recipients(replace(ANNE, quiet_days=frozenset(range(7))))
    for _day in range(3):
        office.now += timedelta(days=1)
        office.send()
    (found,) = office.store.deliveries()
    assert ("given_up", "connection refused") == (found.state, found.answer)


def test_refused_is_shown_with_the_servers_words(office: Office) -> None:
    """And is not tried again."""
    office.box.failing = MailRefused("550 ukendt")
    report = office.send()
    office.now += timedelta(hours=1)
    office.send()
    assert 2 == office.box.tries
    assert {("refused", "550 ukendt")} == {(e.state, e.answer) for e in report.tried}


def test_who_unsubscribes_gets_not_even_what_waits(office: Office) -> None:
    """It is dropped, and cannot be sent again either."""
    office.recipients(ANNE)
    office.box.failing = DOWN
    office.send()
    office.recipients(replace(ANNE, unsubscribed=True))
    office.box.failing = None
    office.now += timedelta(hours=1)
    office.send()
    assert ([DeliveryState.DROPPED], []) == (states(office), office.box.sent)
    with pytest.raises(UsageError):
        resend(office.line, Ways(office.box), 1)


def test_a_bounce_is_kept_with_its_words(office: Office) -> None:
    """Found by the Message-ID in it; a mail about anything else is refused."""
    office.recipients(ANNE)
    office.send()
    (found,) = office.store.deliveries()
    mail = (
        "Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\n"
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 ingen saadan bruger\r\n\r\n--x\r\n"
        f"Content-Type: text/plain\r\n\r\nMessage-ID: {found.message_id}\r\n--x--\r\n"
    )
    (now,) = bounced(office.line, mail.encode())
    assert DeliveryState.BOUNCED is now.state
    assert "550 5.1.1 ingen saadan bruger" in now.answer
    with pytest.raises(UsageError):
        bounced(office.line, b"Subject: hej\r\n\r\nhej")


def test_a_dry_run_leaves_nothing_behind(office: Office) -> None:
    """It shows who would get what, and why."""
    office.keep(BILL)
    report = office.send(dry=True)
    assert ["Anne Berg", "Sekretariatet"] == [e.to.name for e in report.planned]
    assert ((), [], False) == (
        office.store.deliveries(),
        office.box.sent,
        office.line.output.exists(),
    )


def test_a_deadline_is_told_with_what_is_uncertain(office: Office) -> None:
    """The day and the working days left stand in the mail."""
    deadline = Deadline(DeadlineKind.COMMITTEE_QUESTIONS, date(2026, 11, 27), "step")
    office.keep(replace(BILL, deadlines=(deadline,)))
    office.send()
    assert "27. november 2026 – 4 arbejdsdage tilbage" in text_of(office)
