"""The example proposals in the wire formats of CELLAR.

Its query service reads from a query only what the source's own queries differ in: the
days, the number to go on from and the size. A CELEX address answers with a choice of
streams in the language asked for, a stream's address with the text.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from html import escape
from typing import Any
from urllib.parse import urlsplit

from briefing.demo.markup import Example
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

SOURCE = "cellar"
FOLDER = "cellar"
VARIABLES = (
    *("celex", "date", "type", "procedure"),
    *("da", "en", "subject", "subject_da", "subject_en"),
)
_CLASS = "http://publications.europa.eu/resource/authority/resource-type/"
_DAYS = re.compile(r'\?date [<>]= "([\d-]+)"')
_AFTER = re.compile(r'STR\(\?celex\) > "([^"]*)"')
_LIMIT = re.compile(r"LIMIT (\d+)")
_CELEX = re.compile(r"resource/celex/(\w+)")
_STREAM = re.compile(r"resource/cellar/(\w+)-demo\.0001\.03/DOC_(\d+)")
_LANGUAGES = {"dan": "da", "eng": "en"}


def config(base_url: str) -> SourceConfig:
    """The source as the demo's server serves it."""
    return demo_config(base_url, SOURCE, FOLDER, site=FOLDER)


def routes(base_url: str, known: Iterable[Example]) -> tuple[Route, ...]:
    """The repository below one folder."""
    found = {each.case["celex"]: each for each in of_source(known, SOURCE)}
    return ((f"/{FOLDER}/", partial(_answer, base_url, found)),)


def _answer(base_url: str, known: dict[str, Example], asked: Asked) -> Reply:
    if asked.path == "webapi/rdf/sparql":
        return _query(known, asked.query.get("query", ""))
    if found := _CELEX.fullmatch(asked.path):
        language = _LANGUAGES.get(asked.headers.get("accept-language", ""), "")
        example = known.get(found[1])
        return _choice(base_url, example, language) if example else NOT_FOUND
    if found := _STREAM.fullmatch(asked.path):
        example = known.get(found[1])
        return _text(example, int(found[2])) if example else NOT_FOUND
    if asked.path.startswith("legal-content/"):
        return html_page("<html><body><h1>EUR-Lex</h1></body></html>")
    return NOT_FOUND


def _query(known: dict[str, Example], query: str) -> Reply:
    """The rows of the proposals that a query asks for."""
    days, after, size = _DAYS.findall(query), _AFTER.search(query), _LIMIT.search(query)
    if len(days) != 2 or not after or not size:  # noqa: PLR2004 - first and last day
        return BAD_REQUEST
    wanted = [
        key
        for key, each in sorted(known.items())
        if days[0] <= each.case["date"].isoformat() <= days[1] and key > after[1]
    ]
    rows = [row for key in wanted[: int(size[1])] for row in _rows(known[key].case)]
    head = {"link": [], "vars": VARIABLES}
    results = {"distinct": False, "ordered": True, "bindings": rows}
    kind = "application/sparql-results+json"
    return json_reply({"head": head, "results": results}, kind)


def _rows(case: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A row for each subject, as the service answers."""
    for number, subject in enumerate(case["subjects"]):
        values = {
            "celex": case["celex"],
            "date": case["date"].isoformat(),
            "type": f"{_CLASS}{case['type']}",
            "procedure": case["procedure"],
            "da": case["title"],
            "en": case["title_en"],
            "subject": f"http://eurovoc.europa.eu/demo{number}",
            "subject_da": subject["da"],
            "subject_en": subject["en"],
        }
        yield {
            name: {"type": "literal", "value": value} for name, value in values.items()
        }


def _choice(base_url: str, example: Example, language: str) -> Reply:
    """The list of streams in a language; not found when there is none."""
    documents = enumerate(example.case["documents"], 1)
    items = [
        _item(base_url, example.case["celex"], number, document["stream"])
        for number, document in documents
        if document["language"] == language
    ]
    if not items:
        return NOT_FOUND
    return html_page(
        "<html><head><title>300 Multiple-Choice Response</title></head><body>"
        f'<ul><li title="manifestation">demo<ul>{"".join(items)}</ul></li></ul>'
        "</body></html>",
        300,
    )


def _item(base_url: str, celex: str, number: int, stream: str) -> str:
    url = f"{base_url}/{FOLDER}/resource/cellar/{celex}-demo.0001.03/DOC_{number}"
    return (
        f'<li title="item"><a href="{escape(url)}">{escape(urlsplit(url).path)}</a>'
        f'<ul><li title="stream_name">{escape(stream)}</li>'
        f'<li title="stream_order">{number}</li></ul></li>'
    )


def _text(example: Example, number: int) -> Reply:
    documents = example.case["documents"]
    if not 0 < number <= len(documents):
        return NOT_FOUND
    return document_reply(example, documents[number - 1])
