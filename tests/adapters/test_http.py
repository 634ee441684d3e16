"""Politeness and care over real sockets: a server on loopback that misbehaves."""

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any

import pytest

from briefing.adapters.guard import Pace, retry_after
from briefing.adapters.http import HttpFetcher
from briefing.domain.source import Request, SourceConfig
from briefing.errors import (
    Blocked,
    FetchError,
    ForbiddenHost,
    NotFound,
    RateLimited,
    TooLarge,
    Unreachable,
)

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Reply:
    """What the server says to one request."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None


@dataclass
class Server:
    """Answers in turn what the test wrote; the last answer stays."""

    url: str
    replies: list[Reply] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def next(self, path: str, headers: dict[str, str]) -> Reply:
        """The next answer."""
        self.asked.append((path, headers))
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def config(self, **values: Any) -> SourceConfig:
        """A source at this server."""
        return SourceConfig(
            **{"id": "toy", "base_url": self.url, "pace": 1000} | values
        )


@pytest.fixture
def server() -> Iterator[Server]:
    """A server on loopback."""

    class Handler(BaseHTTPRequestHandler):
        """Hands each request to the script."""

        def do_GET(self) -> None:
            """Answer."""
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = script.next(self.path, headers)
            self.send_response(reply.status)
            length = len(reply.body) if reply.length is None else reply.length
            for name, value in {"Content-Length": str(length), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        script = Server(f"http://127.0.0.1:{running.server_port}")
        thread = threading.Thread(target=running.serve_forever, args=(0.02,))
        thread.start()
        yield script
        running.shutdown()
        thread.join()


@pytest.fixture
def slept() -> list[float]:
    """How long the fetcher waited for its turn, each time."""
    return []


@pytest.fixture
def fetcher(slept: list[float]) -> Iterator[HttpFetcher]:
    """A fetcher whose clock stands still, so that waits for a turn are only noted."""
    found = HttpFetcher(
        attempts=3,
        pause=0.001,
        size_cap=1000,
        timeout=5,
        clock=lambda: NOW,
        ticks=lambda: 0.0,
        sleep=slept.append,
    )
    with closing(found):
        yield found


def get(fetcher: HttpFetcher, server: Server, path: str = "/x", **how: Any) -> Any:
    """One listing request."""
    return fetcher.listing(server.config(), Request(server.url + path, "x", **how))


def test_validators_are_sent_and_a_304_comes_back(
    server: Server, fetcher: HttpFetcher
) -> None:
    """A conditional request costs a header, and its answer has no body."""
    server.replies = [Reply(304)]
    answer = get(fetcher, server, headers={"If-None-Match": '"a"'})
    assert (304, b"") == (answer.status, answer.body)
    assert '"a"' == server.asked[0][1]["if-none-match"]
    assert "briefing/" in server.asked[0][1]["user-agent"]


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408])
def test_a_passing_failure_is_tried_again(
    server: Server, fetcher: HttpFetcher, status: int
) -> None:
    """The second answer counts; when there is none, the source is unreachable."""
    server.replies = [Reply(status), Reply(body=b"fine")]
    assert b"fine" == get(fetcher, server).body
    server.replies = [Reply(status)]
    with pytest.raises(Unreachable):
        get(fetcher, server)
    assert 2 + 3 == len(server.asked)


@pytest.mark.parametrize(
    ("status", "seconds"), [(429, "120"), (503, "120"), (429, "999999999")]
)
def test_a_long_wait_is_handed_on_and_nobody_asks_the_host_meanwhile(
    server: Server, fetcher: HttpFetcher, status: int, seconds: str
) -> None:
    """Neither this source nor another one at the host, for a day at most."""
    server.replies = [Reply(status, headers={"Retry-After": seconds})]
    with pytest.raises(RateLimited) as found:
        get(fetcher, server)
    assert timedelta(seconds=min(int(seconds), 86_400)) == found.value.wait
    other = server.config(id="other")
    with pytest.raises(RateLimited):
        fetcher.document(other, f"{server.url}/file.pdf")
    assert 1 == len(server.asked) == fetcher.requests


def test_a_wait_may_be_given_as_a_date(server: Server, fetcher: HttpFetcher) -> None:
    """An HTTP date, in any zone; one that has passed asks for no wait."""
    when = format_datetime(NOW + timedelta(minutes=10), usegmt=True)
    server.replies = [Reply(503, headers={"Retry-After": when})]
    with pytest.raises(RateLimited) as found:
        get(fetcher, server)
    assert timedelta(minutes=10) == found.value.wait
    assert timedelta() == retry_after(format_datetime(NOW - timedelta(days=1)), NOW)
    assert timedelta(hours=1) == retry_after("Mon, 23 Nov 2026 11:00:00 +0100", NOW)
    assert [None, None] == [retry_after(text, NOW) for text in ("soon", "-5")]


def test_a_short_wait_holds_every_thread(
    server: Server, fetcher: HttpFetcher, slept: list[float]
) -> None:
    """The next requests to the host wait, whoever makes them; others do not."""
    server.replies = [Reply(429, headers={"Retry-After": "1"}), Reply()]
    get(fetcher, server)
    slept.clear()
    get(fetcher, server, "/y")
    assert slept[0] >= 1
    slept.clear()
    elsewhere = SourceConfig("far", "http://127.0.0.1:9")
    with pytest.raises(Unreachable):
        fetcher.listing(elsewhere, Request("http://127.0.0.1:9/", "x"))
    assert slept[0] < 1


def test_the_pace_of_a_host_is_shared() -> None:
    """Two sources at one host take turns at the slower pace; other hosts do not."""
    moment = [0.0]
    turns: list[float] = []

    def sleep(seconds: float) -> None:
        moment[0] += seconds

    pace = Pace(lambda: moment[0], sleep)
    origin = ("https", "a.example", 443)
    for each in (1.0, 4.0, 4.0, 1.0, 4.0):
        pace.wait(origin, each)
        turns.append(moment[0])
    assert {1.0} == {later - earlier for earlier, later in pairwise(turns)}
    pace.wait(("https", "b.example", 443), 4.0)
    assert turns[-1] == moment[0]


def test_threads_take_turns(server: Server) -> None:
    """Eight threads at once never come closer together than the pace allows."""
    server.replies = [Reply()]
    waits: list[float] = []
    fetcher = HttpFetcher(ticks=lambda: 0.0, sleep=waits.append)
    config = server.config(pace=4)
    with closing(fetcher):
        threads = [
            threading.Thread(
                target=fetcher.listing,
                args=(config, Request(f"{server.url}/{number}", "x")),
            )
            for number in range(8)
        ]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    assert [0.25 * number for number in range(1, 8)] == sorted(waits)


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(404), NotFound),
        (Reply(410), NotFound),
        (Reply(403), Blocked),
        (Reply(202, b""), Blocked),
        (Reply(200, b"<title>Just a moment...</title>",
               {"Content-Type": "text/html"}), Blocked),
        (Reply(418), FetchError),
        (Reply(200, b"x" * 2000), TooLarge),
        (Reply(200, gzip.compress(b"x" * 2000), {"Content-Encoding": "gzip"}),
         TooLarge),
        (Reply(200, gzip.compress(b"x" * 500)[:-9], {"Content-Encoding": "gzip"}),
         Unreachable),
        (Reply(200, b"not gzip", {"Content-Encoding": "gzip"}), Unreachable),
        (Reply(200, b"half", length=900), Unreachable),
        (Reply(302, b"", {"Location": "http://10.0.0.1/"}), ForbiddenHost),
        (Reply(302, b"", {"Location": "/again"}), FetchError),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_named(
    server: Server, fetcher: HttpFetcher, reply: Reply, error: type[Exception]
) -> None:
    """A refusal, a bot check, a broken body, too much, or a way out of the origins."""
    server.replies = [reply]
    with pytest.raises(error):
        get(fetcher, server)


def test_a_status_that_is_expected_is_an_answer(
    server: Server, fetcher: HttpFetcher
) -> None:
    """A source may understand a choice or an empty answer."""
    server.replies = [Reply(300, b"choose")]
    answer = get(fetcher, server, also=(300,))
    assert (300, b"choose") == (answer.status, answer.body)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1/x",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
        "http://user@127.0.0.1/x",
        "http://[",
    ],
)
def test_documents_come_from_written_origins_only(
    server: Server, fetcher: HttpFetcher, address: str
) -> None:
    """Nothing is sent anywhere else."""
    with pytest.raises(ForbiddenHost):
        fetcher.document(server.config(), address)
    assert 0 == fetcher.requests


@pytest.mark.parametrize(
    "resolve",
    [
        lambda _host, _port: ["10.0.0.1"],
        lambda _host, _port: ["93.184.216.34", "::1"],
        lambda _host, _port: [],
    ],
)
def test_an_address_by_hand_leads_to_the_public_net_only(
    resolve: Callable[[str, int], list[str]],
) -> None:
    """Also when only one of several addresses of a name is private."""
    fetcher = HttpFetcher(resolve=resolve)
    with closing(fetcher), pytest.raises(ForbiddenHost):
        fetcher.address("http://name.example/x")
    assert 0 == fetcher.requests
