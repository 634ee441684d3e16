"""The world of the fault campaign: sources that fail, a mail server that fails.

The demo's stand-ins serve each example several times under numbers of its own, so
that there are as many proposals as asked for. A share of all answers is replaced by
an error, comes late, or is cut off in the middle; the same for mail.
"""

import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from briefing.demo.markup import Example, examples
from briefing.demo.server import Site

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from smtp_server import Post, post_office  # noqa: E402 - lies beside the tests

COPIED = {"folketinget": 100, "hoeringsportalen": 1000, "have_your_say": 1000}
"""Sources whose examples are copied, and how far apart the copies' numbers are."""
LATE = 0.2


def world(proposals: int) -> list[Example]:
    """So many proposals: the demo's examples, one of each source first; then copies."""
    seen = Counter[str]()
    ranked = []
    for each in examples():
        seen[each.case["source"]] += 1
        ranked.append((seen[each.case["source"]], each))
    known = [each for _rank, each in sorted(ranked, key=lambda pair: pair[0])]
    found, number = list(known), 1
    while len(found) < proposals:
        copied = [each for each in known if each.case["source"] in COPIED]
        found += [_copy(each, number) for each in copied[: proposals - len(found)]]
        number += 1
    return found[:proposals]


def _copy(example: Example, number: int) -> Example:
    case = dict(example.case)
    step = COPIED[case["source"]] * number
    if "id" in case:
        case["id"] += step
    else:
        letter, digits = case["number"].split()
        case["number"] = f"{letter} {int(digits) + step}"
    for key in ("title", "title_da", "short_title"):
        if key in case:
            case[key] = f"{case[key].rstrip('.')} (udgave {number})"
    return replace(example, slug=f"{example.slug}-{number}", case=case)


@dataclass
class Faults:
    """How often something goes wrong, by a seed; counts what did."""

    share: float
    random: Random
    counted: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self, *kinds: str) -> str:
        """The fault that happens now; empty when nothing goes wrong."""
        with self._lock:
            found = ""
            if self.random.random() < self.share:
                found = self.random.choice(kinds)
            self.counted[found or "fine"] += 1
            return found


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    site: Site
    faults: Faults

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that are killed."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        """Answer, or fail."""
        self._reply("GET")

    def do_POST(self) -> None:
        """Answer, or fail; the body is not needed."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._reply("POST")

    def _reply(self, method: str) -> None:
        fault = self.server.faults.next("error", "slow", "cut")
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.server.site.answer(method, self.path, headers)
        status, body = reply.status, reply.body
        if fault == "error":
            status, body = 503, b"busy"
        if fault == "slow":
            time.sleep(LATE)
        self.send_response(status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if fault == "cut" and len(body) > 1:
            self.wfile.write(body[: len(body) // 2])
            self.close_connection = True
            self.connection.close()
            return
        self.wfile.write(body)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The same moment always, so that headers can be compared."""
        del timestamp
        return "Mon, 23 Nov 2026 08:00:00 GMT"

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@contextmanager
def sources(proposals: int, faults: Faults) -> Iterator[str]:
    """The address of the sources while they are served."""
    server = _Server(("127.0.0.1", 0), _Handler)
    address = f"http://127.0.0.1:{server.server_port}"
    server.site, server.faults = Site(address, world(proposals)), faults
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class FaultyPost(Post):
    """A mail server that refuses for now, answers late, or hangs up.

    After it has hung up on a message that it took, nobody can know that it did.
    """

    faults: Faults = field(default_factory=lambda: Faults(0, Random(0)))

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take the message, or fail."""
        fault = self.faults.next("busy", "slow", "hang up")
        if fault == "busy":
            return "451 try again later"
        self.slow = LATE if fault == "slow" else 0.01
        self.hang_up = "data" if fault == "hang up" else ""
        return await super().handle_DATA(server, session, envelope)


__all__ = ["ROOT", "Faults", "FaultyPost", "post_office", "sources", "world"]
