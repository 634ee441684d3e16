"""The demo's server: three sources in their real wire formats, on loopback only.

Read-only, no network, the same answers every time. Addresses are laid out as the
sources lay theirs out, each below a folder of this server.
"""

import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from briefing.demo import folketinget
from briefing.demo.have_your_say import initiative, listed
from briefing.demo.markup import EXAMPLE_MARK, Example, examples
from briefing.demo.odata import BadQuery
from briefing.domain.source import SourceConfig
from briefing.language.written import COPENHAGEN

DEMO_NOW = datetime(2026, 11, 23, 9, 0, tzinfo=COPENHAGEN)
"""The day the demo plays: its deadlines lie ahead whenever it is run."""

PACE = 500.0
OK = 200
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


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200


def _page(text: str, status: int = 200) -> Reply:
    return Reply(text.encode(), status=status)


def _json(value: object) -> Reply:
    body = json.dumps(value, ensure_ascii=False, default=str).encode()
    return Reply(body, "application/json; charset=utf-8")


NOT_FOUND = _page("<html><body><h1>404</h1></body></html>", 404)


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
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _Handler)
        self._server.daemon_threads = True
        self.base_url = f"http://127.0.0.1:{self._server.server_port}"
        site = Site(self.base_url, examples())
        self._server.site = site  # type: ignore[attr-defined]  # read by the handler
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

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


def _by_id(known: list[Example]) -> dict[int, Example]:
    return {each.case["id"]: each for each in known}


class Site:
    """All three sources over the examples."""

    def __init__(self, base_url: str, known: list[Example]) -> None:
        self.base_url = base_url
        by_source = {
            source: [each for each in known if each.case["source"] == source]
            for source in ("folketinget", "hoeringsportalen", "have_your_say")
        }
        self._cases = by_source["folketinget"]
        self._hearings = {
            each.case["id"]: each for each in by_source["hoeringsportalen"]
        }
        self._initiatives = {
            each.case["id"]: each for each in by_source["have_your_say"]
        }
        self._odata = folketinget.service(
            f"{base_url}/oda/api", f"{base_url}/ft", self._cases
        )
        self._routes: tuple[tuple[str, Callable[[str, dict[str, str]], Reply]], ...] = (
            ("/oda/api/", self._answer_odata),
            ("/ft/", self._file),
            ("/folketingstidende/", self._bill),
            ("/retsinformation/eli/ft/", self._bill_xml),
            ("/hoeringsportalen/", self._hearing_page),
            (f"/{HYS}/", self._have_your_say),
        )

    def answer(self, method: str, target: str) -> Reply:
        """The answer to a request."""
        parts = urlsplit(target)
        path = unquote(parts.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        if method == "POST" and path.lower() == "/hoeringsportalen/hearing/gethearings":
            return self._hearing_list()
        for prefix, reply in self._routes:
            if path.startswith(prefix):
                return reply(path.removeprefix(prefix), query)
        return NOT_FOUND

    # --- Folketinget

    def _answer_odata(self, path: str, query: dict[str, str]) -> Reply:
        try:
            found = self._odata.answer(path, query)
        except BadQuery:
            return Reply(b"", status=400)
        return NOT_FOUND if found is None else _json(found)

    def _file(self, path: str, _query: dict[str, str]) -> Reply:
        """Committee papers that have a text; the rest refuses programs."""
        for example in self._cases:
            for position, document in enumerate(example.case["documents"]):
                paper = document["category"] != "Forslag som fremsat"
                if paper and folketinget.file_path(example, position) == path:
                    found = self._document(example, document)
                    return found if found.status == OK else _page(CHALLENGE, 403)
        return _page(CHALLENGE, 403)

    def _bill(self, path: str, _query: dict[str, str]) -> Reply:
        for example in self._cases:
            for position, document in enumerate(example.case["documents"]):
                if folketinget.file_path(example, position) == path:
                    is_pdf = document["format"] == "pdf"
                    return self._document(example, document) if is_pdf else NOT_FOUND
        return NOT_FOUND

    def _bill_xml(self, path: str, _query: dict[str, str]) -> Reply:
        found = re.match(rf"{folketinget.SESSION}2L(\d{{5}})(?:/dan)?/xml$", path)
        for example in self._cases:
            document = example.case["documents"][0]
            number = f"L {int(found[1])}" if found else ""
            if example.case["number"] == number and document["format"] == "lexdania":
                return self._document(example, document)
        return Reply(b"No document found matching ELI request", "text/plain", 404)

    def _document(self, example: Example, document: dict[str, Any]) -> Reply:
        path = example.built(document)
        if path is None:
            return NOT_FOUND
        return Reply(path.read_bytes(), _KINDS[path.suffix[1:]])

    # --- Høringsportalen

    def _hearing_page(self, path: str, _query: dict[str, str]) -> Reply:
        folded = path.lower()
        if folded == "syndication/hearingsfeed":
            return self._feed()
        if found := re.fullmatch(r"hearing/details/(\d+)", folded):
            example = self._hearings.get(int(found[1]))
            return self._details(example) if example else NOT_FOUND
        if found := re.fullmatch(r"blob/(\d+)/(.+)", path):
            return self._blob(int(found[1]), found[2])
        return NOT_FOUND

    def _newest_first(self) -> list[Example]:
        return sorted(
            self._hearings.values(), key=lambda e: e.case["published"], reverse=True
        )

    def _feed(self) -> Reply:
        entries = "".join(self._entry(each.case) for each in self._newest_first())
        feed = (
            '<?xml version="1.0" encoding="utf-8"?>'
            '<feed xmlns="http://www.w3.org/2005/Atom">'
            f"<title>Høringsportalen - Høringer ({EXAMPLE_MARK})</title>"
            f"<id>{self.base_url}/hoeringsportalen</id>"
            f"<updated>2026-11-23T08:00:00+01:00</updated>{entries}</feed>"
        )
        return Reply(feed.encode(), "application/atom+xml; charset=utf-8")

    def _entry(self, case: dict[str, Any]) -> str:
        link = f"{self.base_url}/hoeringsportalen/Hearing/Details/{case['id']}"
        day = f"{case['published'].isoformat()}T10:00:00+01:00"
        summary = (
            f"Høringstype {case['type']} · Myndighed {case['authority']} · "
            f"Høringsfrist {case['deadline']:%d-%m-%Y}"
        )
        return (
            f"<entry><id>{link}</id><title>{escape(case['title'])}</title>"
            f'<link rel="alternate" href="{link}"/><updated>{day}</updated>'
            f"<published>{day}</published>"
            f'<summary type="html">{escape(escape(summary))}</summary></entry>'
        )

    def _details(self, example: Example) -> Reply:
        case = example.case
        fields = {
            "Høringstype": case["type"],
            "Myndighed": case["authority"],
            "Publiceringsdato": f"{case['published']:%d-%m-%Y}",
            "Høringsfrist": f"{case['deadline']:%d-%m-%Y}",
            "Status": "Igangværende",
        }
        shown = "".join(
            f'<div class="fieldContainer"><label>{label}</label>'
            f"<span>{escape(value)}</span></div>"
            for label, value in fields.items()
        )
        blob = f"{self.base_url}/hoeringsportalen/blob/{case['id']}"
        links = "".join(
            f'<li><a href="{blob}/{quote(name)}">{escape(name)}</a></li>'
            for name in (each["name"] for each in case["documents"])
        )
        title = escape(case["title"])
        return _page(
            f'<!DOCTYPE html><html lang="da"><head><meta charset="utf-8">'
            f"<title>{title}</title></head><body><h1>{title}</h1>"
            f'<h3 class="Høringsdetaljer">Høringsdetaljer</h3><fieldset>{shown}'
            f"</fieldset><ul>{links}</ul><p>{EXAMPLE_MARK}</p></body></html>"
        )

    def _blob(self, number: int, name: str) -> Reply:
        example = self._hearings.get(number)
        for document in example.case["documents"] if example else ():
            if document["name"] == name:
                return self._document(example, document) if example else NOT_FOUND
        return NOT_FOUND

    def _hearing_list(self) -> Reply:
        hearings = [
            {
                "Id": each.case["id"],
                "Title": each.case["title"],
                "AuthorityName": each.case["authority"],
                "PublicationDate": f"{each.case['published'].isoformat()}T10:00:00",
                "DeadlineDate": f"{each.case['deadline'].isoformat()}T00:00:00",
            }
            for each in self._newest_first()
        ]
        return _json({"Hearings": hearings, "TotalCount": len(hearings)})

    # --- Have your say

    def _have_your_say(self, path: str, query: dict[str, str]) -> Reply:
        if path == "brpapi/searchInitiatives":
            return self._search(int(query.get("page", "0")))
        if found := re.fullmatch(r"brpapi/groupInitiatives/(\d+)", path):
            example = self._initiatives.get(int(found[1]))
            return _json(initiative(example)) if example else NOT_FOUND
        if found := re.fullmatch(r"(?:brp)?api/download/090166e5(\d{6})(\d{2})", path):
            example = self._initiatives.get(int(found[1]))
            if example:
                return self._document(example, example.case["documents"][int(found[2])])
        return _page(SHELL)

    def _search(self, page: int) -> Reply:
        found = [listed(each) for each in self._initiatives.values()]
        content = found if page == 0 else []
        result = {
            "content": content,
            "last": True,
            "first": page == 0,
            "totalPages": 1,
            "totalElements": len(found),
            "numberOfElements": len(content),
            "size": 100,
            "number": page,
            "empty": not content,
        }
        return _json({"exactMatch": True, "initiativeResultDtoPage": result})


class _Handler(BaseHTTPRequestHandler):
    """Turns HTTP into questions to the site."""

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
        site: Site = self.server.site  # type: ignore[attr-defined]  # set by DemoServer
        reply = site.answer(method, self.path)
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""
