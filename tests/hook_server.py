"""A real HTTP server on loopback that answers a webhook well, badly or not at all."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Channel:
    """What was posted, and how the next posts are answered.

    `hang_up` names when the connection breaks: "before" an answer or "inside" it.
    `slow` is in seconds before the answer.
    """

    url: str = ""
    status: int = 200
    words: str = "ok"
    headers: dict[str, str] = field(default_factory=dict)
    hang_up: str = ""
    slow: float = 0.0
    posted: list[bytes] = field(default_factory=list)

    @property
    def messages(self) -> list[Any]:
        """What was posted, as JSON."""
        return [json.loads(each) for each in self.posted]


@contextmanager
def hook_server() -> Iterator[Channel]:
    """The server while the block runs."""
    channel = Channel()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Keep what came and answer as told."""
            channel.posted.append(self.rfile.read(int(self.headers["Content-Length"])))
            time.sleep(channel.slow)
            if channel.hang_up == "before":
                self.close_connection = True
                self.connection.close()
                return
            self.send_response(channel.status)
            for name, value in channel.headers.items():
                self.send_header(name, value)
            body = channel.words.encode()
            more = 50 if channel.hang_up else 0
            self.send_header("Content-Length", str(len(body) + more))
            self.end_headers()
            self.wfile.write(body)
            if more:
                self.wfile.flush()
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_given: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    channel.url = f"http://127.0.0.1:{server.server_port}/secret-part"
    try:
        yield channel
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
