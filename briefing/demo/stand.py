"""What every part of the demo's server is made of: questions, replies, addresses.

A module of this folder that plays a source has two functions: `config`, the source's
entry in `sources.yaml` as the demo serves it, and `routes`, the beginnings of paths
it answers. `briefing.demo.server` lists the modules.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from briefing.demo.markup import Example
from briefing.domain.source import SourceConfig

PACE = 500.0
KINDS = {
    "pdf": "application/pdf",
    "xml": "text/xml; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: `path` is what follows the route's beginning, unquoted.

    Names of headers are in lower case.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200


Route = tuple[str, Callable[[Asked], Reply]]


class Stand(Protocol):
    """A module that plays one source."""

    def config(self, base_url: str) -> SourceConfig:
        """The source as the server at this address serves it."""
        ...

    def routes(self, base_url: str, known: Iterable[Example]) -> tuple[Route, ...]:
        """The beginnings of paths that are answered, and what answers them."""
        ...


def demo_config(
    base_url: str, name: str, path: str, reader: str = "", **addresses: str
) -> SourceConfig:
    """A source below a folder of this server; `addresses` are folders too."""
    return SourceConfig(
        id=name,
        reader=reader,
        base_url=f"{base_url}/{path}",
        addresses={key: f"{base_url}/{each}" for key, each in addresses.items()},
        document_origins=(base_url,),
        pace=PACE,
        example=True,
    )


def of_source(known: Iterable[Example], source: str) -> list[Example]:
    """The examples of one source."""
    return [each for each in known if each.case["source"] == source]


def html_page(text: str, status: int = 200) -> Reply:
    """A page of HTML."""
    return Reply(text.encode(), status=status)


def json_reply(value: object, content_type: str = "application/json") -> Reply:
    """A value as JSON."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return Reply(body, f"{content_type}; charset=utf-8")


def document_reply(example: Example, document: dict[str, Any]) -> Reply:
    """The built file of a document; not found when the example has none."""
    path = example.built(document)
    if path is None:
        return NOT_FOUND
    return Reply(path.read_bytes(), KINDS[path.suffix[1:]])


NOT_FOUND = html_page("<html><body><h1>404</h1></body></html>", 404)
BAD_REQUEST = Reply(b"", status=400)
