"""The demo's CELLAR and European Parliament: what they answer to odd questions."""

from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest

from briefing.demo.server import DemoServer

ODD = (
    ("cellar/webapi/rdf/sparql?query=SELECT", 400),
    ("cellar/resource/celex/52026PC0001", 404),
    ("cellar/resource/celex/52026PC0912", 404),
    ("cellar/resource/cellar/52026PC0912-demo.0001.03/DOC_9", 404),
    ("cellar/resource/cellar/52026PC0001-demo.0001.03/DOC_1", 404),
    ("cellar/nowhere", 404),
    ("europarl/procedures?process-type=NLE&limit=5&offset=0", 204),
    ("europarl/procedures?process-type=COD&limit=5&offset=9", 204),
    ("europarl/procedures/2026-9999", 204),
    ("europarl/meps/1", 204),
    ("europarl/nowhere", 404),
    ("europarl-files/distribution/doc/A-10-2026-0988_en.docx", 404),
    ("europarl-files/distribution/doc/A-10-2026-0988_da.pdf", 404),
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a demo server."""
    with DemoServer() as running:
        yield running.base_url


def status(address: str, path: str, language: str = "eng") -> int:
    """The status of an answer to a question in a language."""
    question = Request(  # noqa: S310 - the demo's own address
        f"{address}/{path}", headers={"Accept-Language": language}
    )
    try:
        with urlopen(question, timeout=10) as answer:  # noqa: S310 - the same
            found: int = answer.status
            return found
    except HTTPError as error:
        with error:
            return error.code


@pytest.mark.parametrize(("path", "expected"), ODD)
def test_what_is_not_there_is_refused_as_at_the_source(
    address: str, path: str, expected: int
) -> None:
    """An unknown number is no content at Parliament and not found at CELLAR."""
    assert expected == status(address, path)


def test_a_text_is_offered_in_its_language_alone(address: str) -> None:
    """A choice of streams in Danish; no English one exists."""
    assert 300 == status(address, "cellar/resource/celex/52026PC0912", "dan")


@pytest.mark.parametrize(
    ("start", "end", "after", "found"),
    [
        ("2026-11-01", "2026-11-23", "", True),
        ("2026-11-19", "2026-11-23", "", False),
        ("2026-11-01", "2026-11-17", "", False),
        ("2026-11-01", "2026-11-23", "52026PC0912", False),
    ],
)
def test_a_query_is_held_to_its_days_and_number(
    address: str, start: str, end: str, after: str, *, found: bool
) -> None:
    """Only what lies in the window and after the number is listed."""
    query = (
        f'FILTER(?date >= "{start}"^^xsd:date && ?date <= "{end}"^^xsd:date) '
        f'FILTER(STR(?celex) > "{after}") LIMIT 50'
    )
    url = f"{address}/cellar/webapi/rdf/sparql?query={quote(query)}"
    with urlopen(url, timeout=10) as answer:  # noqa: S310 - the demo's own address
        assert found == (b"52026PC0912" in answer.read())
