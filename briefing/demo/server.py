"""The demo's server: sources in their real wire formats, on loopback only.

No network, the same answers every time. Addresses are laid out as the sources lay
theirs out, each below a folder of this server; `STANDS` are the modules that play
them.
"""

import sys
import threading
from collections.abc import Iterable
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from briefing.demo import (
    cellar,
    europarl,
    folketinget,
    have_your_say,
    hoeringsportalen,
)
from briefing.demo.markup import Example, examples
from briefing.demo.stand import NOT_FOUND, Asked, Reply, Stand
from briefing.domain.source import SourceConfig
from briefing.language.written import COPENHAGEN

DEMO_NOW = datetime(2026, 11, 23, 9, 0, tzinfo=COPENHAGEN)
"""The day the demo plays: its deadlines lie ahead whenever it is run."""

STANDS: tuple[Stand, ...] = (
    folketinget,
    hoeringsportalen,
    have_your_say,
    cellar,
    europarl,
)
POLL = 0.05
"""Seconds between looks at whether the server is to stop."""


def demo_sources(base_url: str) -> dict[str, SourceConfig]:
    """The sources as the demo's server at this address serves them."""
    configs = [stand.config(base_url) for stand in STANDS]
    return {each.id: each for each in configs}


class DemoServer:
    """Serves the examples from a thread of its own while the block runs."""

    def __init__(self, port: int = 0) -> None:
        self._server = _Server(("127.0.0.1", port), _Handler)
        self.base_url = f"http://127.0.0.1:{self._server.server_port}"
        self._server.site = Site(self.base_url, examples())
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(POLL,), daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Site:
    """All sources over the examples."""

    def __init__(self, base_url: str, known: Iterable[Example]) -> None:
        found = list(known)
        self._routes = [
            route for stand in STANDS for route in stand.routes(base_url, found)
        ]

    def answer(self, method: str, target: str, headers: dict[str, str]) -> Reply:
        """The answer to a request; names of headers in lower case."""
        parts = urlsplit(target)
        path = unquote(parts.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        for prefix, reply in self._routes:
            if path.startswith(prefix):
                rest = path.removeprefix(prefix)
                return reply(Asked(method, rest, query, headers))
        return NOT_FOUND


class _Server(ThreadingHTTPServer):
    """The socket, and the site it serves."""

    daemon_threads = True
    site: Site

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that hang up, which a run stopped half-way does."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """Turns HTTP into questions to the site."""

    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        """Answer a GET."""
        self._reply("GET")

    def do_POST(self) -> None:
        """Answer a POST; its body is read and not needed."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._reply("POST")

    def _reply(self, method: str) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.server.site.answer(method, self.path, headers)
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""
