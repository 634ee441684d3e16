"""oda.ft.dk over the example cases, and the three servers that their files lie on."""

import re
from collections.abc import Iterable
from functools import partial
from typing import Any

from briefing.demo.folketinget_rows import (
    Tables,
    accession,
    file_path,
    is_printed,
    relations,
)
from briefing.demo.laws import act
from briefing.demo.markup import EXAMPLE_MARK, Example
from briefing.demo.odata import BadQuery, Service
from briefing.demo.stand import (
    BAD_REQUEST,
    NOT_FOUND,
    Asked,
    Reply,
    Route,
    demo_config,
    document_reply,
    html_page,
    json_reply,
    of_source,
)
from briefing.domain.source import SourceConfig

SOURCE = "folketinget"
CHALLENGE = (
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head>"
    f"<body><h1>ft.dk ({EXAMPLE_MARK})</h1></body></html>"
)
NO_BILL_XML = Reply(b"No document found matching ELI request", "text/plain", 404)
_BILL_XML = re.compile(r"(\w+)(?:/dan)?/xml")


def document_at(
    cases: Iterable[Example], path: str
) -> tuple[Example, dict[str, Any]] | None:
    """The document that lies at a path of a file server, with its example."""
    for example in cases:
        for position, document in enumerate(example.case["documents"]):
            if file_path(example, position) == path:
                return example, document
    return None


def service(url: str, files_url: str, cases: Iterable[Example]) -> Service:
    """The OData service over the example cases."""
    tables = Tables(files_url)
    for number, example in enumerate(cases):
        tables.add(example, number)
    return Service(url, tables.rows, relations())


def config(base_url: str) -> SourceConfig:
    """The source as the demo's server serves it, with the servers of its files."""
    return demo_config(
        base_url,
        SOURCE,
        "oda/api",
        files="ft",
        site="ft",
        folketingstidende="folketingstidende",
        retsinformation="retsinformation",
    )


def routes(base_url: str, known: Iterable[Example]) -> tuple[Route, ...]:
    """The open data, and the three servers that files lie on."""
    cases = of_source(known, SOURCE)
    data = service(f"{base_url}/oda/api", f"{base_url}/ft", cases)
    return (
        ("/oda/api/", partial(_data, data)),
        ("/ft/", partial(_paper, cases)),
        ("/folketingstidende/", partial(_printed, cases)),
        ("/retsinformation/eli/ft/", partial(_bill_xml, cases)),
        ("/retsinformation/eli/lta/", act),
    )


def _data(data: Service, asked: Asked) -> Reply:
    """The open data, which is only ever read."""
    if asked.method != "GET":
        return NOT_FOUND
    try:
        found = data.answer(asked.path, dict(asked.query))
    except BadQuery:
        return BAD_REQUEST
    return NOT_FOUND if found is None else json_reply(found)


def _paper(cases: list[Example], asked: Asked) -> Reply:
    """www.ft.dk: committee papers that have a text; the rest refuses programs."""
    found = document_at(cases, asked.path)
    if found is None or is_printed(found[1]):
        return html_page(CHALLENGE, 403)
    paper = document_reply(*found)
    return html_page(CHALLENGE, 403) if paper is NOT_FOUND else paper


def _printed(cases: list[Example], asked: Asked) -> Reply:
    """www.folketingstidende.dk: bills that are kept as PDF."""
    found = document_at(cases, asked.path)
    if found is None or found[1]["format"] != "pdf":
        return NOT_FOUND
    return document_reply(*found)


def _bill_xml(cases: list[Example], asked: Asked) -> Reply:
    """www.retsinformation.dk: bills that are kept as XML."""
    named = _BILL_XML.fullmatch(asked.path)
    for example in cases:
        for document in example.case["documents"][:1]:
            same = named and accession(example) == named[1]
            if same and document["format"] == "lexdania":
                return document_reply(example, document)
    return NO_BILL_XML
