"""HTTP for sources and documents: polite, bounded, and only where it is allowed.

The only module that imports httpx. Addresses are checked before every connection,
redirects are followed by hand so that each hop is checked too, and what a server
sends is counted after unpacking, so that a small answer cannot become a big one.
Network names of proxies are taken from the environment, except for loopback.
"""

import ssl
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

import httpx
import stamina

from briefing.adapters.guard import (
    Origin,
    Pace,
    Resolve,
    is_challenge,
    is_public,
    resolve_name,
    retry_after,
    unpacked,
)
from briefing.domain.ports import Answer, Clock
from briefing.domain.source import Request, SourceConfig
from briefing.errors import (
    Blocked,
    FetchError,
    ForbiddenHost,
    MailNotSent,
    MailUncertain,
    NotFound,
    RateLimited,
    TooLarge,
    Unreachable,
)

MEGABYTE = 1024 * 1024
MAX_REDIRECTS = 5
LONGEST_WAIT = timedelta(seconds=60)
BY_HAND = "address"
"""The source id in errors about an address that a person gave."""

_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_PASSING = frozenset({408, 425, 500, 502, 503, 504})
_WAITING = _PASSING | {429}
_WORDS = 300
_SIGNED = "Mozilla/5.0 (compatible; briefing/{version}{contact})"

Check = Callable[[httpx.URL], None]


@dataclass(frozen=True, slots=True)
class _Task:
    """One thing to fetch: where, how, and what is allowed on the way."""

    source_id: str
    url: str
    check: Check
    client: httpx.Client
    pace: float
    method: str = "GET"
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    also: tuple[int, ...] = ()
    only_public: bool = False


class _Again(Exception):
    """An attempt failed in a way that may pass; `error` is raised if it does not."""

    def __init__(self, error: FetchError, pause: timedelta | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.pause = pause


class HttpFetcher:
    """Fetches over HTTP for every source; safe to use from several threads.

    `size_cap` is in bytes after unpacking, `timeout` in seconds for each wait on
    the network, `attempts` counts the first try, `pause` is the first wait between
    attempts in seconds (it doubles). `contact` is put in the User-Agent so that a
    source can write to whoever runs this. `requests` counts what was sent.
    """

    def __init__(
        self,
        *,
        size_cap: int = 40 * MEGABYTE,
        timeout: float = 30.0,
        attempts: int = 5,
        pause: float = 0.5,
        contact: str = "",
        clock: Clock = lambda: datetime.now(UTC),
        ticks: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        resolve: Resolve = resolve_name,
    ) -> None:
        self.requests = 0
        self._size_cap, self._attempts, self._pause = size_cap, attempts, pause
        self._clock, self._resolve = clock, resolve
        self._pace = Pace(ticks, sleep)
        self._lock = threading.Lock()
        signed = _SIGNED.format(
            version=version("briefing"), contact=f"; {contact}" if contact else ""
        )
        headers = {"User-Agent": signed, "Accept-Encoding": "gzip"}
        waits = httpx.Timeout(timeout, connect=min(timeout, 10.0))
        tls = ssl.create_default_context()
        direct = dict.fromkeys(("all://127.0.0.1", "all://localhost", "all://[::1]"))
        self._client = httpx.Client(
            headers=headers, timeout=waits, verify=tls, mounts=direct
        )
        self._public = httpx.Client(
            headers=headers, timeout=waits, verify=tls, trust_env=False
        )

    def close(self) -> None:
        """Let go of every connection."""
        self._client.close()
        self._public.close()

    def listing(self, source: SourceConfig, request: Request) -> Answer:
        """A page of a source's own listing; a 304 comes back as status 304.

        A status in `request.also` is an answer too, and comes back with its status.

        Validators are taken from the request's headers. Raises FetchError
        subclasses: Unreachable after every attempt, NotFound, Blocked,
        RateLimited, TooLarge, ForbiddenHost, and FetchError itself for any other
        answer.
        """
        return self._fetch(
            _Task(
                source.id,
                request.url,
                _within(source),
                self._client,
                source.pace,
                request.method,
                request.body,
                request.headers,
                request.also,
            )
        )

    def document(self, source: SourceConfig, url: str) -> Answer:
        """A document, from the origins written for its source and nowhere else.

        Raises as `listing`; ForbiddenHost before any connection is made.
        """
        return self._fetch(
            _Task(source.id, url, _within(source), self._client, source.pace)
        )

    def address(self, url: str) -> Answer:
        """Any public address that a person typed.

        Names are resolved before each hop, and the peer is looked at again once
        connected: ForbiddenHost for anything in a private network.
        """
        return self._fetch(
            _Task(BY_HAND, url, self._check_public, self._public, 4.0, only_public=True)
        )

    def _fetch(self, task: _Task) -> Answer:
        retries = stamina.retry_context(
            on=_pause_before_next,
            attempts=self._attempts,
            timeout=None,
            wait_initial=self._pause,
            wait_max=10,
            wait_jitter=self._pause,
        )
        try:
            for attempt in retries:
                with attempt:
                    return self._follow(task)
        except _Again as again:
            raise again.error from again.__cause__
        raise Unreachable(task.source_id, task.url, "no attempt was made")

    def _follow(self, task: _Task) -> Answer:
        """One attempt, through at most MAX_REDIRECTS redirects."""
        url = _parse(task, task.url)
        for _hop in range(MAX_REDIRECTS + 1):
            task.check(url)
            found = self._send(task, url)
            if isinstance(found, Answer):
                return found
            url = found
        raise FetchError(task.source_id, task.url, "too many redirects")

    def _send(self, task: _Task, url: httpx.URL) -> Answer | httpx.URL:
        """One request on the wire: its answer, or where it redirects to."""
        origin = _origin(url)
        held = self._pace.held(origin)
        if held > LONGEST_WAIT:
            raise RateLimited(task.source_id, task.url, held)
        self._pace.wait(origin, task.pace)
        with self._lock:
            self.requests += 1
        request = task.client.build_request(
            task.method, url, content=task.body, headers=dict(task.headers)
        )
        try:
            response = task.client.send(request, stream=True)
            try:
                return self._read(task, url, response)
            finally:
                response.close()
        except (httpx.TransportError, httpx.DecodingError, zlib.error) as error:
            reason = f"{type(error).__name__}: {error}"
            failed = Unreachable(task.source_id, task.url, reason)
            raise _Again(failed) from error

    def _read(
        self, task: _Task, url: httpx.URL, response: httpx.Response
    ) -> Answer | httpx.URL:
        if task.only_public:
            _check_peer(task, response)
        if response.status_code in _REDIRECTS:
            return _target(task, url, response)
        if response.status_code == httpx.codes.NOT_MODIFIED:
            return self._answer(response, b"")
        body = self._body(task, response)
        if response.status_code in task.also:
            return self._answer(response, body)
        now = self._clock()
        wait = retry_after(response.headers.get("retry-after", ""), now)
        if wait and response.status_code in _WAITING:
            self._pace.hold(_origin(url), wait)
        _refuse(task, response, body, wait)
        return self._answer(response, body)

    def _body(self, task: _Task, response: httpx.Response) -> bytes:
        body = bytearray()
        packing = response.headers.get("content-encoding", "identity")
        for chunk in unpacked(packing, response.iter_raw()):
            body += chunk
            if len(body) > self._size_cap:
                cap = f"more than {self._size_cap / MEGABYTE:g} MB"
                raise TooLarge(task.source_id, task.url, cap)
        return bytes(body)

    def _answer(self, response: httpx.Response, body: bytes) -> Answer:
        return Answer(
            body=body,
            content_type=response.headers.get("content-type", ""),
            final_url=str(response.url),
            status=response.status_code,
            headers=dict(response.headers),
            fetched_at=self._clock(),
        )

    def _check_public(self, url: httpx.URL) -> None:
        _check_form(BY_HAND, url)
        try:
            found = list(self._resolve(url.host, _origin(url)[2]))
        except OSError as error:
            reason = f"the name {url.host} is not known: {error}"
            raise Unreachable(BY_HAND, str(url), reason) from error
        if not found or not all(is_public(each) for each in found):
            raise ForbiddenHost(BY_HAND, str(url), "leads into a private network")


def _pause_before_next(error: Exception) -> bool | timedelta:
    """What stamina asks after a failure: try again, when, or not at all."""
    if not isinstance(error, _Again):
        return False
    return error.pause if error.pause is not None else True


def _parse(task: _Task, text: str) -> httpx.URL:
    try:
        return httpx.URL(text)
    except (httpx.InvalidURL, ValueError) as error:
        raise ForbiddenHost(task.source_id, text, "is not an address") from error


def _origin(url: httpx.URL) -> Origin:
    """Scheme, host and port, with the scheme's own port where none is written."""
    scheme = url.scheme.lower()
    host = url.host.lower().rstrip(".")
    return (scheme, host, url.port or _PORTS.get(scheme, 0))


def _within(source: SourceConfig) -> Check:
    """A check that lets through the origins written for a source."""
    written = (source.base_url, *source.addresses.values(), *source.document_origins)
    allowed = {_origin(httpx.URL(each)) for each in written}

    def check(url: httpx.URL) -> None:
        _check_form(source.id, url)
        if _origin(url) not in allowed:
            raise ForbiddenHost(
                source.id, str(url), "is not an origin written for this source"
            )

    return check


def _check_form(source_id: str, url: httpx.URL) -> None:
    if url.scheme.lower() not in _PORTS or not url.host:
        raise ForbiddenHost(source_id, str(url), "is not a web address")
    if url.userinfo:
        raise ForbiddenHost(source_id, str(url), "carries a user name")


def _check_peer(task: _Task, response: httpx.Response) -> None:
    """ForbiddenHost when the name has led somewhere else since it was resolved."""
    stream = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream else None
    if not peer or not is_public(str(peer[0])):
        raise ForbiddenHost(task.source_id, task.url, "leads into a private network")


def _target(task: _Task, url: httpx.URL, response: httpx.Response) -> httpx.URL:
    location = response.headers.get("location", "")
    if not location or task.method not in {"GET", "HEAD"}:
        raise FetchError(task.source_id, task.url, "redirects to nowhere usable")
    try:
        return url.join(location)
    except (httpx.InvalidURL, ValueError) as error:
        raise ForbiddenHost(task.source_id, location, "is not an address") from error


def _refuse(
    task: _Task, response: httpx.Response, body: bytes, wait: timedelta | None
) -> None:
    """Raise what any answer but a whole 200 means; `wait` is what it asks for."""
    status = response.status_code
    reason = f"answered {status}"
    if is_challenge(status, response.headers, body) or status == httpx.codes.FORBIDDEN:
        raise Blocked(task.source_id, task.url, f"{reason}: a bot check or a refusal")
    if status == httpx.codes.OK:
        return
    if status == httpx.codes.TOO_MANY_REQUESTS or (status in _PASSING and wait):
        limited = RateLimited(task.source_id, task.url, wait or LONGEST_WAIT)
        if wait and wait > LONGEST_WAIT:
            raise limited
        passing = limited if status == httpx.codes.TOO_MANY_REQUESTS else None
        raise _Again(passing or Unreachable(task.source_id, task.url, reason), wait)
    if status in _PASSING:
        raise _Again(Unreachable(task.source_id, task.url, reason))
    if status in _GONE:
        raise NotFound(task.source_id, task.url, reason)
    raise FetchError(task.source_id, task.url, reason)


def posted(address: str, body: bytes, timeout: float) -> tuple[int, str, str]:
    """Post JSON once: the status, how the answer begins, what Retry-After says.

    Redirects are not followed. MailNotSent when no connection came about,
    MailUncertain when one broke before there was a status. The address, which may be
    secret, stands in no error. `timeout` in seconds for each wait on the network.
    """
    direct = dict.fromkeys(("all://127.0.0.1", "all://localhost", "all://[::1]"))
    waits = httpx.Timeout(timeout, connect=min(timeout, 10.0))
    headers = {"Content-Type": "application/json"}
    try:
        with (
            httpx.Client(timeout=waits, mounts=direct) as client,
            client.stream("POST", address, content=body, headers=headers) as found,
        ):
            words = _first_words(found)
            return found.status_code, words, found.headers.get("retry-after", "")
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.InvalidURL) as error:
        raise MailNotSent(type(error).__name__, is_down=True) from None
    except httpx.HTTPError as error:
        raise MailUncertain(type(error).__name__) from None


def _first_words(response: httpx.Response) -> str:
    """What an answer begins with; nothing where the rest of it is lost."""
    with suppress(httpx.HTTPError):
        for chunk in response.iter_bytes(_WORDS):
            return " ".join(chunk.decode(errors="replace").split())
    return ""
