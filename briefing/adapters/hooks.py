"""Webhooks of Teams and Slack: handed over once, at addresses that are secrets."""

from collections.abc import Mapping
from datetime import UTC, datetime

from briefing.adapters.guard import is_safe_hook, retry_after
from briefing.adapters.http import posted
from briefing.errors import MailNotSent, MailRefused, MailUncertain

_OK = range(200, 300)
_NOT_TAKEN = frozenset({408, 425, 429, 503})
"""Answers to a message that surely was not taken."""
_SERVER_FAILED = 500


class HookPoster:
    """Posts to webhooks; implements `Poster`.

    `addresses` are the secret addresses by name: https, or http on this machine.
    `timeout` in seconds for each wait on the network.
    """

    def __init__(self, addresses: Mapping[str, str], timeout: float = 30.0) -> None:
        self._addresses, self._timeout = dict(addresses), timeout

    def post(self, name: str, body: bytes) -> str:
        """Hand one message over; what was answered. Raises as `Mailer` says.

        A redirect is refused, since it may lead away. Other failures of the server
        than to be busy leave it open whether it has passed the message on.
        """
        address = self._addresses.get(name, "")
        if not address:
            raise MailNotSent("its address is not in the environment", is_down=True)
        if not is_safe_hook(address):
            raise MailRefused("its address is neither https nor on this machine")
        status, words, wait = posted(address, body, self._timeout)
        said = f"{status} {words}".strip()
        if status in _OK:
            return said
        if status in _NOT_TAKEN:
            pause = retry_after(wait, datetime.now(UTC))
            raise MailNotSent(said, is_down=True, wait=pause)
        if status >= _SERVER_FAILED:
            raise MailUncertain(said)
        raise MailRefused(said)
