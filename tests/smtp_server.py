"""A real SMTP server on loopback that can refuse, be slow, or hang up half-way."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Post:
    """What the server took, and how it is to behave.

    `rcpt` and `data` are answers instead of a yes. `hang_up` names the command after
    which it breaks the connection: "rcpt" or "data". `slow` is how long, in seconds,
    it thinks before it answers to a message.
    """

    port: int = 0
    rcpt: str = ""
    data: str = ""
    hang_up: str = ""
    slow: float = 0.0
    taken: list[bytes] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    is_encrypted: list[bool] = field(default_factory=list)

    @property
    def mails(self) -> list[EmailMessage]:
        """The messages it took, parsed."""
        return [
            message_from_bytes(each, _class=EmailMessage, policy=default)  # type: ignore[arg-type]  # typeshed's policy
            for each in self.taken
        ]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: Any,
    ) -> str:
        """Take or refuse a recipient."""
        del session, options
        if self.hang_up == "rcpt":
            _hang_up(server)
        if self.rcpt:
            return self.rcpt
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take or refuse a message."""
        if self.slow:
            await asyncio.sleep(self.slow)
        if self.data:
            return self.data
        content = envelope.content
        assert isinstance(content, bytes)
        self.taken.append(content)
        self.to.extend(envelope.rcpt_tos)
        self.is_encrypted.append(session.ssl is not None)
        if self.hang_up == "data":
            _hang_up(server)
        return "250 taken as 4711"


def _hang_up(server: SMTP) -> None:
    transport = server.transport
    assert transport is not None
    transport.abort()


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def post_office(post: Post, tls: ssl.SSLContext | None = None) -> Iterator[Post]:
    """The server, running; with `tls` it insists on STARTTLS."""
    post.port = free_port()
    controller = Controller(
        post,
        hostname="127.0.0.1",
        port=post.port,
        tls_context=tls,
        require_starttls=tls is not None,
    )
    controller.start()
    try:
        yield post
    finally:
        controller.stop()
