"""Webhooks against a real server: what is certain is kept apart from what is not."""

import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hook_server import Channel, hook_server

from briefing.adapters.hooks import HookPoster
from briefing.errors import MailNotSent, MailRefused, MailUncertain


@pytest.fixture
def channel() -> Iterator[Channel]:
    """A channel that takes everything."""
    with hook_server() as found:
        yield found


def post(channel: Channel, timeout: float = 5.0) -> str:
    """One message to it."""
    return HookPoster({"lef": channel.url}, timeout).post("lef", b'{"a": 1}')


def test_what_is_taken_is_told(channel: Channel) -> None:
    """Teams says 202, Slack 200 and ok."""
    assert "200 ok" == post(channel)
    channel.status, channel.words = 202, ""
    assert "202" == post(channel)
    assert [{"a": 1}, {"a": 1}] == channel.messages


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_says_how_long(channel: Channel, status: int) -> None:
    """Nothing was taken; it is tried again when the server asks for it."""
    channel.status, channel.headers = status, {"Retry-After": "120"}
    with pytest.raises(MailNotSent) as found:
        post(channel)
    assert (True, timedelta(minutes=2)) == (found.value.is_down, found.value.wait)


@pytest.mark.parametrize("status", [301, 400, 403, 404, 410])
def test_a_refusal_is_final(channel: Channel, status: int) -> None:
    """A redirect is one too: the message might be led away."""
    channel.status, channel.headers = status, {"Location": "http://127.0.0.1:1/"}
    with pytest.raises(MailRefused, match=str(status)):
        post(channel)
    assert 1 == len(channel.posted)


@pytest.mark.parametrize("status", [500, 502, 504])
def test_a_server_that_fails_may_have_passed_it_on(
    channel: Channel, status: int
) -> None:
    """Nobody can know."""
    channel.status = status
    with pytest.raises(MailUncertain, match=str(status)):
        post(channel)


def test_a_lost_answer_is_uncertain(channel: Channel) -> None:
    """The connection breaks, or the server thinks too long."""
    channel.hang_up = "before"
    with pytest.raises(MailUncertain):
        post(channel)
    channel.hang_up, channel.slow = "", 2.0
    with pytest.raises(MailUncertain, match="Timeout"):
        post(channel, timeout=0.2)
    assert 2 == len(channel.posted)


def test_an_answer_that_breaks_off_is_an_answer(channel: Channel) -> None:
    """Its status had come."""
    channel.hang_up = "inside"
    assert post(channel).startswith("200")


def test_a_server_that_is_not_there_took_nothing() -> None:
    """The address is told to nobody."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    poster = HookPoster({"lef": f"http://127.0.0.1:{port}/secret"}, 2.0)
    with pytest.raises(MailNotSent) as found:
        poster.post("lef", b"{}")
    assert found.value.is_down
    assert "secret" not in repr(found.value)
    assert found.value.__cause__ is None


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.example/x",
        "https://user:word@hooks.example/x",
        "ftp://127.0.0.1/x",
        "http://127.0.0.1.example/x",
        "https://",
        "http://[::1",
    ],
)
def test_only_https_or_this_machine(address: str) -> None:
    """Anything else is refused before a connection is made."""
    with pytest.raises(MailRefused) as found:
        HookPoster({"lef": address}).post("lef", b"{}")
    assert address not in str(found.value)


def test_without_an_address_it_waits() -> None:
    """It may be put into the environment yet."""
    with pytest.raises(MailNotSent, match="environment"):
        HookPoster({"lef": ""}).post("lef", b"{}")
