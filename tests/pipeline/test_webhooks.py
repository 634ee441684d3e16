"""A channel is told what a policy officer is told, with the same care as mail."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hook_server import Channel as Server
from hook_server import hook_server
from post_line import BILL, CONFIG, DOWN, Office

from briefing.adapters.hooks import HookPoster
from briefing.bootstrap import hook_variable, open_ways
from briefing.domain.delivery import Channel, DeliveryState, Entry, Letter, Section
from briefing.errors import UsageError
from briefing.pipeline.outgoing import SendReport, Ways, resend, send_due
from briefing.rendering.letters.hooks import as_message

HOOKS = """\
    webhooks:
      - {name: kanal, shape: SHAPE}
delivery:"""
HOSTILE = "L 1 <https://evil.example|klik> [her](https://evil.example) *fed* @here &"


def office_with(folder: Path, shape: str = "teams") -> Office:
    """An office with a channel and nobody else."""
    config = CONFIG.replace("delivery:", HOOKS.replace("SHAPE", shape))
    found = Office(folder, config)
    hooks = [e for e in found.line.settings.recipients if e.channel != Channel.MAIL]
    found.recipients(*hooks)
    return found


@pytest.fixture
def server() -> Iterator[Server]:
    """The channel's server."""
    with hook_server() as found:
        yield found


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with a channel of Teams, and a bill to tell of."""
    found = office_with(tmp_path)
    found.keep(BILL)
    yield found
    found.store.close()


def send(office: Office, server: Server) -> SendReport:
    """One pass."""
    poster = HookPoster({"kanal": server.url}, 5.0)
    return send_due(office.line, Ways(office.box, poster))


def states(office: Office) -> list[DeliveryState]:
    """Where each delivery stands."""
    return [each.state for each in office.store.deliveries()]


def test_teams_gets_a_card(office: Office, server: Server) -> None:
    """Once a day; with why, and one click to the source."""
    send(office, server)
    send(office, server)
    (message,) = server.messages
    card = message["attachments"][0]["content"]
    assert ("message", "AdaptiveCard") == (message["type"], card["type"])
    text = json.dumps(card, ensure_ascii=False)
    assert '"url": "https://toy.example/L1?a=1&b=2"' in text
    assert "Hvorfor får jeg det her? Fordi relevansen er 80" in text
    assert "afmeld" not in text
    assert [] == office.box.sent


def test_slack_gets_blocks(tmp_path: Path, server: Server) -> None:
    """In its own shape."""
    office = office_with(tmp_path, "slack")
    office.keep(BILL)
    send(office, server)
    (message,) = server.messages
    assert {"header", "rich_text"} == {each["type"] for each in message["blocks"]}
    assert message["text"].startswith("Overblik for den 23. november 2026")
    office.store.close()


@pytest.mark.parametrize("channel", [Channel.TEAMS, Channel.SLACK])
def test_what_a_source_wrote_is_no_markup(channel: Channel) -> None:
    """It stands in runs that no channel takes for links, mentions or bold type."""
    entry = Entry(HOSTILE, "javascript:alert(1)", (HOSTILE,), HOSTILE)
    letter = Letter(HOSTILE, HOSTILE, "da", (HOSTILE,), (Section(HOSTILE, (entry,)),))
    value = json.loads(as_message(letter, channel))
    kinds: set[str] = set()

    def look(node: object) -> None:
        if isinstance(node, dict):
            text = node.get("text", "")
            if isinstance(text, str) and "evil" in text and "type" in node:
                kinds.add(node["type"])
            assert "javascript" not in str(node.get("url", ""))
            for each in node.values():
                look(each)
        elif isinstance(node, list):
            for each in node:
                look(each)

    look(value)
    assert kinds <= {"TextRun", "text", "plain_text"}
    if channel is Channel.SLACK:
        assert "<" not in value["text"]


@pytest.mark.parametrize("channel", [Channel.TEAMS, Channel.SLACK])
def test_a_long_letter_fits(channel: Channel) -> None:
    """Within what the channels take, and it says what was left out."""
    entries = tuple(
        Entry("æ" * 400, "", ("ø" * 900,) * 2, "å" * 300) for _ in range(80)
    )
    letter = Letter("s", "h", "da", ("l",), (Section("a", entries),))
    body = as_message(letter, channel)
    assert "Yderligere sager, som der ikke er plads til her: " in body.decode()
    if channel is Channel.SLACK:
        assert len(json.loads(body)["blocks"]) <= 50
    else:
        assert len(body) <= 28_000


def test_a_lost_answer_is_shown_and_never_repeated(
    office: Office, server: Server
) -> None:
    """Until a person says so."""
    server.hang_up = "before"
    send(office, server)
    server.hang_up = ""
    office.now += timedelta(hours=1)
    send(office, server)
    assert ([DeliveryState.UNCERTAIN], 1) == (states(office), len(server.posted))
    (one,) = office.store.deliveries()
    poster = HookPoster({"kanal": server.url}, 5.0)
    again = resend(office.line, Ways(poster=poster), one.id)
    assert (DeliveryState.SENT, 2) == (again.state, len(server.posted))


def test_it_waits_as_long_as_it_is_asked_to(office: Office, server: Server) -> None:
    """And not a minute less."""
    server.status, server.headers = 429, {"Retry-After": "3600"}
    send(office, server)
    server.status = 200
    office.now += timedelta(minutes=59)
    send(office, server)
    assert 1 == len(server.posted)
    office.now += timedelta(minutes=2)
    send(office, server)
    assert ([DeliveryState.SENT], 2) == (states(office), len(server.posted))


def test_a_channel_that_is_down_holds_no_mail_back(
    tmp_path: Path, server: Server
) -> None:
    """Nor the mail server a channel."""
    config = CONFIG.replace("delivery:", HOOKS.replace("SHAPE", "slack"))
    office = Office(tmp_path, config)
    office.keep(BILL)
    server.status = 503
    send(office, server)
    assert 2 == len(office.box.sent)
    office.now += timedelta(days=1)
    office.keep(replace(BILL, ref="dk/toy/L2"))
    server.status, office.box.failing = 200, DOWN
    send(office, server)
    assert 3 == len(server.posted)
    office.store.close()


def test_without_the_way_it_waits_and_says_so(office: Office) -> None:
    """Nothing is lost; by hand it is an error."""
    send_due(office.line, Ways())
    assert [DeliveryState.WAITING] == states(office)
    (one,) = office.store.deliveries()
    with pytest.raises(UsageError):
        resend(office.line, Ways(), one.id)


def test_the_address_comes_from_the_environment(
    office: Office, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Under the channel's name; it is neither recorded nor in what is posted."""
    assert "BRIEFING_WEBHOOK_KANAL_2" == hook_variable("kanal-2")
    monkeypatch.setenv(hook_variable("kanal"), server.url)
    send_due(office.line, open_ways(office.line.settings))
    (one,) = office.store.deliveries()
    assert ("kanal", "teams") == (one.address, one.channel)
    assert b"secret-part" not in server.posted[0]
    assert "secret-part" not in repr(one)
