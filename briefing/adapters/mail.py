"""Mail over SMTP with the server's certificate verified; the only user of smtplib.

What is certain is kept apart from what is not: until the server has asked for the
message (354) nothing was sent; once its bytes are on the way, only its answer tells.
"""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from briefing.errors import ConfigError, MailNotSent, MailRefused, MailUncertain

USER_VARIABLE = "BRIEFING_SMTP_USER"
PASSWORD_VARIABLE = "BRIEFING_SMTP_PASSWORD"  # noqa: S105 - a name, no password
_DONE, _GO_ON, _PERMANENT = 250, 354, 500
_LINE_START_DOT = re.compile(rb"(?m)^\.")


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mail is handed in; `timeout` in seconds for each wait on the network.

    `security` is `starttls`, `tls` (from the first byte) or `none`. `trusted` is a
    file of certificates to trust instead of the system's own.
    """

    host: str
    port: int
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30.0
    trusted: str | None = None


class SmtpMailer:
    """Sends each message in a connection of its own; implements `Mailer`."""

    def __init__(self, server: SmtpServer) -> None:
        if server.password and server.security == "none":
            raise ConfigError(
                "delivery: a password is only sent over an encrypted connection; set "
                f"security to starttls or tls, or leave {PASSWORD_VARIABLE} out"
            )
        self._server = server

    def send(self, message: bytes, sender: str, to: str) -> str:
        """Deliver one message to one address; the server's answer.

        Raises MailNotSent, MailRefused and MailUncertain as `Mailer` says.
        """
        with self._connected() as smtp:
            with _nothing_sent_yet():
                _ask(smtp, "MAIL", f"FROM:<{sender}>")
                _ask(smtp, "RCPT", f"TO:<{to}>")
                _ask(smtp, "DATA", "", wanted=_GO_ON)
            try:
                smtp.send(_as_data(message))
                code, words = smtp.getreply()
            except (OSError, smtplib.SMTPException) as error:
                raise MailUncertain(_words(error)) from error
            return _judged(code, words, _DONE)

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        smtp = None
        try:
            try:
                smtp = self._connect()
            except smtplib.SMTPAuthenticationError as error:
                raise MailNotSent(_words(error), is_down=True) from error
            except (OSError, smtplib.SMTPException) as error:
                raise MailNotSent(_words(error), is_down=True) from error
            yield smtp
        finally:
            if smtp is not None:
                with suppress(OSError, smtplib.SMTPException):
                    smtp.quit()
                smtp.close()

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        context = ssl.create_default_context(cafile=server.trusted)
        smtp: smtplib.SMTP
        if server.security == "tls":
            smtp = smtplib.SMTP_SSL(
                server.host, server.port, timeout=server.timeout, context=context
            )
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
        try:
            smtp.ehlo_or_helo_if_needed()
            if server.security == "starttls":
                smtp.starttls(context=context)
                smtp.ehlo()
            if server.user:
                smtp.login(server.user, server.password)
        except BaseException:
            smtp.close()
            raise
        return smtp


@contextmanager
def _nothing_sent_yet() -> Iterator[None]:
    """A connection that breaks now has taken nothing."""
    try:
        yield
    except (OSError, smtplib.SMTPException) as error:
        raise MailNotSent(_words(error), is_down=True) from error


def _ask(smtp: smtplib.SMTP, verb: str, rest: str, wanted: int = _DONE) -> None:
    code, words = smtp.docmd(verb, rest)
    _judged(code, words, wanted)


def _judged(code: int, words: bytes, wanted: int) -> str:
    """The answer, if it is a yes (251 is one too)."""
    said = f"{code} {words.decode(errors='replace')}"
    if code == wanted or (wanted == _DONE and code // 10 == _DONE // 10):
        return said
    if code >= _PERMANENT:
        raise MailRefused(said)
    raise MailNotSent(said, is_down=code < 0 or code == 421)  # noqa: PLR2004 - RFC 5321


def _as_data(message: bytes) -> bytes:
    """The message as it goes over the wire: dots doubled, ended by a dot."""
    body = _LINE_START_DOT.sub(b"..", message)
    return body + (b"" if body.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        text = said.decode(errors="replace") if isinstance(said, bytes) else said
        return f"{error.smtp_code} {text}"
    return str(error) or type(error).__name__
