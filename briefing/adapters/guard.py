"""What a polite and careful client knows without sending anything.

Which addresses are public, what a bot check looks like, how long a server asks us
to wait, and whose turn it is.
"""

import ipaddress
import re
import socket
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

Resolve = Callable[[str, int], Iterable[str]]
Origin = tuple[str, str, int]
"""Scheme, host and port."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LONGEST = timedelta(days=1)
_ACCEPTED = 202
_PIECE = 1024 * 1024
_CHALLENGE_PART = 20_000
_CHALLENGE = re.compile(
    rb"<title>\s*just a moment|_cf_chl_opt|cf-browser-verification"
    rb"|attention required! \| cloudflare|enable javascript and cookies to continue",
    re.IGNORECASE,
)


def resolve_name(host: str, port: int) -> Iterable[str]:
    """The IP addresses of a host name; OSError when it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


def is_public(text: str) -> bool:
    """Whether an IP address is on the public internet, whatever it is wrapped in."""
    try:
        address = ipaddress.ip_address(text.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return address.is_global and not address.is_multicast


def is_safe_hook(address: str) -> bool:
    """Whether a message may go there: over https, or to this machine, with no name."""
    try:
        found = urlsplit(address)
        host, _port = found.hostname or "", found.port
    except ValueError:
        return False
    if not host or "@" in found.netloc:
        return False
    is_here = host in {"localhost", "127.0.0.1", "::1"}
    return found.scheme == "https" or (found.scheme == "http" and is_here)


def is_challenge(status: int, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether a bot check came instead of an answer; header names in lower case.

    Cloudflare says so in a header or in its page; EUR-Lex's check is an empty 202.
    """
    if "challenge" in headers.get("cf-mitigated", "").lower():
        return True
    if status == _ACCEPTED and not body.strip():
        return True
    start = body[:_CHALLENGE_PART]
    is_html = "html" in headers.get("content-type", "").lower()
    return (is_html or start.lstrip()[:1] == b"<") and bool(_CHALLENGE.search(start))


def retry_after(text: str, now: datetime) -> timedelta | None:
    """How long a Retry-After header asks us to wait; None when it does not say.

    RFC 9110, 10.2.3: a number of seconds or an HTTP date. At most a day, so that a
    mistake there does not silence a source for good.
    """
    if text.strip().isdecimal():
        seconds = min(int(text), int(_LONGEST.total_seconds()))
        return timedelta(seconds=seconds)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(aware - now, timedelta()), _LONGEST)


def unpacked(packing: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """A body as it comes in, unpacked; zlib.error when the packing is broken.

    Done here because the client's own unpacking does not notice an archive that
    ends too early.
    """
    packing = packing.strip().lower()
    if packing in {"", "identity"}:
        yield from chunks
        return
    if packing not in {"gzip", "x-gzip", "deflate"}:
        raise zlib.error(f"packed as {packing}, which was not asked for")
    unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
    for chunk in chunks:
        rest = chunk
        while rest:
            yield unpack.decompress(rest, _PIECE)
            rest = unpack.unconsumed_tail
    yield unpack.flush()
    if not unpack.eof:
        raise zlib.error("the packed answer ends too early")


class Pace:
    """At most so many requests per second to each host, whatever the threads.

    Sources that share a host share its pace, the slowest that any of them asks for.
    """

    def __init__(
        self, clock: Callable[[], float], sleep: Callable[[float], None]
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._next: dict[Origin, float] = {}
        self._gap: dict[Origin, float] = {}
        self._held: dict[Origin, float] = {}
        self._lock = threading.Lock()

    def wait(self, origin: Origin, pace: float) -> None:
        """Return when this thread's turn at the host has come; `pace` per second."""
        with self._lock:
            now = self._clock()
            gap = max(1 / pace, self._gap.get(origin, 0.0))
            held = self._held.get(origin, now)
            turn = max(now, held, self._next.get(origin, now))
            self._gap[origin] = gap
            self._next[origin] = turn + gap
        if turn > now:
            self._sleep(turn - now)

    def hold(self, origin: Origin, wait: timedelta) -> None:
        """Let nobody ask the host for so long, since it asked one of us to wait."""
        with self._lock:
            until = self._clock() + wait.total_seconds()
            self._held[origin] = max(until, self._held.get(origin, until))

    def held(self, origin: Origin) -> timedelta:
        """How long the host still wants to be left alone."""
        with self._lock:
            now = self._clock()
            return timedelta(seconds=max(0.0, self._held.get(origin, now) - now))
