"""One document from the first of its addresses that gives it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from briefing.domain.ports import Answer, Fetcher
from briefing.domain.proposal import DocumentKind, DocumentRef
from briefing.domain.source import SourceConfig
from briefing.errors import (
    Blocked,
    DocumentError,
    FetchError,
    ForbiddenHost,
    NotFound,
    RateLimited,
    SourceError,
    TooLarge,
    Unreachable,
)

_PAGE = re.compile(r"(?:\.html?|/rawhtml|/DOC_\d+)$", re.IGNORECASE)
"""Addresses that are of pages; the last is the form at the EU's repository."""

_FILE = re.compile(r"\.\w{2,5}$")
"""Addresses that are of files, whatever comes back."""

_HTML = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml\b[^>]{0,200}\?>\s*)?"
    rb"<(?:!doctype\s+html|html)\b",
    re.IGNORECASE,
)
_TELLING: tuple[type[Exception], ...] = (
    RateLimited,
    Blocked,
    Unreachable,
    TooLarge,
    DocumentError,
    ForbiddenHost,
    FetchError,
    NotFound,
)
"""What a person can best do something about comes first; "not there" comes last."""


@dataclass(frozen=True, slots=True)
class Collected:
    """A document's bytes and the address that gave them."""

    url: str
    answer: Answer


def collect(fetcher: Fetcher, source: SourceConfig, ref: DocumentRef) -> Collected:
    """The document from the first address that has it, in the order of preference.

    When none has, the most telling of the errors is raised (a refusal rather than
    "not found"), and its message names every address tried with the reason:
    FetchError subclasses, or DocumentError when a page came instead of a file or
    the document has no address at all.
    """
    errors: list[SourceError | DocumentError] = []
    for url in ref.urls:
        try:
            return Collected(url, _fetched(fetcher, source, url, ref.kind))
        except (FetchError, DocumentError) as error:
            errors.append(error)
    raise _most_telling(ref, errors)


def _fetched(
    fetcher: Fetcher, source: SourceConfig, url: str, kind: DocumentKind
) -> Answer:
    answer = fetcher.document(source, url)
    if not answer.body:
        raise DocumentError(f"{url}: an empty file")
    if _is_html(answer) and not _is_page(url, kind):
        raise DocumentError(f"{url}: an HTML page instead of the document")
    return answer


def _is_page(url: str, kind: DocumentKind) -> bool:
    """Whether a page is what is expected; a notice is one unless it names a file."""
    path = urlsplit(url).path
    is_notice = kind is DocumentKind.NOTICE_TEXT and not _FILE.search(path)
    return is_notice or bool(_PAGE.search(path))


def _is_html(answer: Answer) -> bool:
    """By the bytes: servers send files as text/html and pages as application/pdf."""
    return bool(_HTML.match(answer.body))


def _most_telling(
    ref: DocumentRef, errors: Iterable[SourceError | DocumentError]
) -> SourceError | DocumentError:
    found = sorted(errors, key=_rank)
    if not found:
        return DocumentError(f"{ref.title}: the source gives no address")
    first, *others = found
    if others:
        first.args = ("; ".join(str(each) for each in found),)
    return first


def _rank(error: Exception) -> int:
    return next(n for n, kind in enumerate(_TELLING) if isinstance(error, kind))
