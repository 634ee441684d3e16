"""The demo's server: three sources in their real wire formats, on loopback only.

Read-only, no network, the same answers every time. Addresses are laid out as the
sources lay theirs out, each below a folder of this server.
"""

import json
import re
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from briefing.demo import folketinget, have_your_say, hoeringsportalen
from briefing.demo.markup import EXAMPLE_MARK, Example, examples
from briefing.demo.odata import BadQuery
from briefing.domain.source import SourceConfig
from briefing.language.written import COPENHAGEN

DEMO_NOW = datetime(2026, 11, 23, 9, 0, tzinfo=COPENHAGEN)
"""The day the demo plays: its deadlines lie ahead whenever it is run."""

PACE = 500.0
POLL = 0.05
"""Seconds between looks at whether the server is to stop."""

HYS = "info/law/better-regulation"
CHALLENGE = (
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head>"
    f"<body><h1>ft.dk ({EXAMPLE_MARK})</h1></body></html>"
)
SHELL = (
    "<!DOCTYPE html><html><head><title>Have your say</title></head><body></body></html>"
)
_KINDS = {
    "pdf": "application/pdf",
    "xml": "text/xml; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_HEARING = re.compile(r"hearing/details/(\d+)", re.IGNORECASE)
_HEARING_FILE = re.compile(r"blob/(\d+)/(.+)")
_BILL_XML = re.compile(r"(\w+)(?:/dan)?/xml")
_ATTACHMENT = re.compile(r"(?:brp)?api/download/(\w+)")


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200


def _page(text: str, status: int = 200) -> Reply:
    return Reply(text.encode(), status=status)


def _json(value: object) -> Reply:
    body = json.dumps(value, ensure_ascii=False).encode()
    return Reply(body, "application/json; charset=utf-8")


NOT_FOUND = _page("<html><body><h1>404</h1></body></html>", 404)
BAD_REQUEST = Reply(b"", status=400)
NO_BILL_XML = Reply(b"No document found matching ELI request", "text/plain", 404)


def demo_sources(base_url: str) -> dict[str, SourceConfig]:
    """The three sources as the demo's server at this address serves them."""

    def source(name: str, path: str, **addresses: str) -> SourceConfig:
        return SourceConfig(
            id=name,
            base_url=f"{base_url}/{path}",
            addresses={key: f"{base_url}/{each}" for key, each in addresses.items()},
            document_origins=(base_url,),
            pace=PACE,
            example=True,
        )

    return {
        "folketinget": source(
            "folketinget",
            "oda/api",
            files="ft",
            site="ft",
            folketingstidende="folketingstidende",
            retsinformation="retsinformation",
        ),
        "hoeringsportalen": source("hoeringsportalen", "hoeringsportalen"),
        "have_your_say": source("have_your_say", HYS, site=HYS),
    }


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


def _of_source(known: Iterable[Example], source: str) -> list[Example]:
    return [each for each in known if each.case["source"] == source]


class Site:
    """All three sources over the examples."""

    def __init__(self, base_url: str, known: list[Example]) -> None:
        self._hearings_url = f"{base_url}/hoeringsportalen"
        self._cases = _of_source(known, "folketinget")
        hearings = _of_source(known, "hoeringsportalen")
        self._hearings = {each.case["id"]: each for each in hearings}
        initiatives = _of_source(known, "have_your_say")
        self._initiatives = {each.case["id"]: each for each in initiatives}
        self._odata = folketinget.service(
            f"{base_url}/oda/api", f"{base_url}/ft", self._cases
        )
        self._routes: tuple[tuple[str, Callable[[str, dict[str, str]], Reply]], ...] = (
            ("/oda/api/", self._answer_odata),
            ("/ft/", self._file),
            ("/folketingstidende/", self._printed),
            ("/retsinformation/eli/ft/", self._bill_xml),
            ("/hoeringsportalen/", self._hearing),
            (f"/{HYS}/", self._have_your_say),
        )

    def answer(self, method: str, target: str) -> Reply:
        """The answer to a request."""
        parts = urlsplit(target)
        path = unquote(parts.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        if method == "POST":
            asked = path.lower() == "/hoeringsportalen/hearing/gethearings"
            listed = hoeringsportalen.listed(self._hearings.values())
            return _json(listed) if asked else NOT_FOUND
        for prefix, reply in self._routes:
            if path.startswith(prefix):
                return reply(path.removeprefix(prefix), query)
        return NOT_FOUND

    def _answer_odata(self, path: str, query: dict[str, str]) -> Reply:
        try:
            found = self._odata.answer(path, query)
        except BadQuery:
            return BAD_REQUEST
        return NOT_FOUND if found is None else _json(found)

    def _file(self, path: str, _query: dict[str, str]) -> Reply:
        """www.ft.dk: committee papers that have a text; the rest refuses programs."""
        found = folketinget.document_at(self._cases, path)
        if found is None or folketinget.is_printed(found[1]):
            return _page(CHALLENGE, 403)
        paper = _document(*found)
        return _page(CHALLENGE, 403) if paper is NOT_FOUND else paper

    def _printed(self, path: str, _query: dict[str, str]) -> Reply:
        """www.folketingstidende.dk: bills that are kept as PDF."""
        found = folketinget.document_at(self._cases, path)
        if found is None or found[1]["format"] != "pdf":
            return NOT_FOUND
        return _document(*found)

    def _bill_xml(self, path: str, _query: dict[str, str]) -> Reply:
        """www.retsinformation.dk: bills that are kept as XML."""
        asked = _BILL_XML.fullmatch(path)
        for example in self._cases:
            document = example.case["documents"][0]
            same = asked and folketinget.accession(example) == asked[1]
            if same and document["format"] == "lexdania":
                return _document(example, document)
        return NO_BILL_XML

    def _hearing(self, path: str, _query: dict[str, str]) -> Reply:
        if path.lower() == "syndication/hearingsfeed":
            feed = hoeringsportalen.feed(self._hearings_url, self._hearings.values())
            return Reply(feed.encode(), "application/atom+xml; charset=utf-8")
        if found := _HEARING.fullmatch(path):
            example = self._hearings.get(int(found[1]))
            if example:
                return _page(hoeringsportalen.details(self._hearings_url, example))
        if found := _HEARING_FILE.fullmatch(path):
            example = self._hearings.get(int(found[1]))
            for document in example.case["documents"] if example else ():
                if example and document["name"] == found[2]:
                    return _document(example, document)
        return NOT_FOUND

    def _have_your_say(self, path: str, query: dict[str, str]) -> Reply:
        if path == "brpapi/searchInitiatives":
            page = query.get("page", "0")
            if not page.isdecimal():
                return BAD_REQUEST
            return _json(have_your_say.search(self._initiatives.values(), int(page)))
        if found := re.fullmatch(r"brpapi/groupInitiatives/(\d+)", path):
            example = self._initiatives.get(int(found[1]))
            return _json(have_your_say.initiative(example)) if example else NOT_FOUND
        if found := _ATTACHMENT.fullmatch(path):
            for example in self._initiatives.values():
                for position, document in enumerate(example.case["documents"]):
                    if have_your_say.document_id(example.case, position) == found[1]:
                        return _document(example, document)
            return NOT_FOUND
        return _page(SHELL)


def _document(example: Example, document: dict[str, Any]) -> Reply:
    """The built file of a document; not found when the example has none."""
    path = example.built(document)
    if path is None:
        return NOT_FOUND
    return Reply(path.read_bytes(), _KINDS[path.suffix[1:]])


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
        reply = self.server.site.answer(method, self.path)
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""
