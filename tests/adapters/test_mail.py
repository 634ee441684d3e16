"""Mail over SMTP: what was taken, what was not, and what nobody can know."""

import ssl
import subprocess
from pathlib import Path

import pytest
from conftest import program
from smtp_server import Post, free_port, post_office

from briefing.adapters.mail import SmtpMailer, SmtpServer
from briefing.errors import ConfigError, MailNotSent, MailRefused, MailUncertain

MESSAGE = b"Subject: Pr\xc3\xb8ve\r\n\r\n.en linje med punktum\r\nslut\r\n"


def mailer(post: Post, timeout: float = 5.0) -> SmtpMailer:
    """A mailer for the server, without encryption."""
    return SmtpMailer(SmtpServer("127.0.0.1", post.port, "none", timeout=timeout))


def send(post: Post, timeout: float = 5.0) -> str:
    """One message to one address."""
    return mailer(post, timeout).send(MESSAGE, "a@lef.example", "b@lef.example")


def test_a_message_arrives_as_it_is() -> None:
    """Lines that begin with a dot too; the server's answer comes back."""
    with post_office(Post()) as post:
        assert "250 taken as 4711" == send(post)
        assert [MESSAGE] == post.taken
        assert ["b@lef.example"] == post.to


def test_a_refused_recipient_is_told_in_the_servers_words() -> None:
    """A permanent no is no reason to try again."""
    with (
        post_office(Post(rcpt="550 5.1.1 ukendt modtager")) as post,
        pytest.raises(MailRefused, match=r"550 5\.1\.1 ukendt modtager"),
    ):
        send(post)


def test_a_refused_message_is_refused() -> None:
    """Also when the no comes after the whole message."""
    with (
        post_office(Post(data="554 5.7.1 spam")) as post,
        pytest.raises(MailRefused, match=r"554 5\.7\.1 spam"),
    ):
        send(post)


@pytest.mark.parametrize("post", [Post(rcpt="450 senere"), Post(data="451 senere")])
def test_a_passing_no_may_be_tried_again(post: Post) -> None:
    """A 4xx is certain: nothing was taken."""
    with post_office(post), pytest.raises(MailNotSent, match="senere") as caught:
        send(post)
    assert not caught.value.is_down


def test_a_connection_that_breaks_before_the_message_sent_nothing() -> None:
    """It may be tried again."""
    with post_office(Post(hang_up="rcpt")) as post:
        with pytest.raises(MailNotSent) as caught:
            send(post)
        assert ([], True) == (post.taken, caught.value.is_down)


def test_a_connection_that_breaks_after_the_message_is_uncertain() -> None:
    """The server took it here, and the sender cannot know."""
    with post_office(Post(hang_up="data")) as post:
        with pytest.raises(MailUncertain):
            send(post)
        assert 1 == len(post.taken)


def test_a_server_too_slow_to_answer_is_uncertain() -> None:
    """It may still take the message after we have gone."""
    with post_office(Post(slow=1.5)) as post, pytest.raises(MailUncertain):
        send(post, timeout=0.3)


def test_no_server_is_not_sent() -> None:
    """Nobody listens: nothing was sent, and nothing else need be tried."""
    with pytest.raises(MailNotSent) as caught:
        send(Post(port=free_port()))
    assert caught.value.is_down


def test_a_password_is_not_sent_in_the_clear() -> None:
    """It is refused before any connection."""
    with pytest.raises(ConfigError, match="encrypted"):
        SmtpMailer(SmtpServer("x", 25, "none", "u", "hemmelig"))
    assert "hemmelig" not in repr(SmtpServer("x", 25, "tls", "u", "hemmelig"))


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for localhost with its key in one file."""
    found = tmp_path / "localhost.pem"
    key = tmp_path / "key.pem"
    subprocess.run(
        [
            program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes",
            "-keyout", key, "-out", found, "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost",
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    found.write_bytes(found.read_bytes() + key.read_bytes())
    return found


def context(certificate: Path) -> ssl.SSLContext:
    """What the server shows."""
    found = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    found.load_cert_chain(certificate)
    return found


def test_starttls_is_used_and_a_trusted_certificate_taken(certificate: Path) -> None:
    """The message goes over the encrypted connection."""
    with post_office(Post(), context(certificate)) as post:
        server = SmtpServer("localhost", post.port, trusted=str(certificate))
        SmtpMailer(server).send(MESSAGE, "a@lef.example", "b@lef.example")
        assert [True] == post.is_encrypted


def test_an_unknown_certificate_is_not_trusted(certificate: Path) -> None:
    """Nothing is sent to a server that cannot show who it is."""
    with post_office(Post(), context(certificate)) as post:
        with pytest.raises(MailNotSent, match="CERTIFICATE_VERIFY_FAILED"):
            SmtpMailer(SmtpServer("localhost", post.port)).send(MESSAGE, "a@x", "b@x")
        assert [] == post.taken


def test_a_server_without_starttls_gets_nothing() -> None:
    """Encryption that was asked for is not given up."""
    with post_office(Post()) as post:
        with pytest.raises(MailNotSent, match="STARTTLS"):
            SmtpMailer(SmtpServer("127.0.0.1", post.port)).send(MESSAGE, "a@x", "b@x")
        assert [] == post.taken
