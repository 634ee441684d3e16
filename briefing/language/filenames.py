"""What a document of a Danish consultation is, by what it is called."""

import re

from briefing.domain.proposal import DocumentKind

_RULES: tuple[tuple[str, DocumentKind], ...] = (
    (r"høringsbrev|følgebrev", DocumentKind.CONSULTATION_LETTER),
    (
        r"høringsliste|liste over (?:hørte|høringsparter)|høringsparter",
        DocumentKind.CONSULTATION_LIST,
    ),
    (r"høringsnotat|høringsoversigt|høringsskema", DocumentKind.CONSULTATION_MEMO),
    (
        r"høringssvar|\bsvar (?:fra|på)\b|bemærkninger fra",
        DocumentKind.CONSULTATION_RESPONSE,
    ),
    (r"\bbilag\b", DocumentKind.ANNEX),
    (r"udkast|lovforslag|bekendtgørelse|forslag til", DocumentKind.DRAFT_TEXT),
)
_COMPILED = tuple((re.compile(each, re.IGNORECASE), kind) for each, kind in _RULES)


def kind_by_name(name: str, text: str = "", heading: str = "") -> DocumentKind:
    """What a file is: by its name, else by its link's text, else by its heading.

    Under a heading about responses, what is called an annex is a response.
    """
    own = _kind(name) or _kind(text)
    under = _kind(heading)
    if under is DocumentKind.CONSULTATION_RESPONSE and own in {
        None,
        DocumentKind.ANNEX,
    }:
        return under
    return own or under or DocumentKind.OTHER


def _kind(text: str) -> DocumentKind | None:
    return next((kind for pattern, kind in _COMPILED if pattern.search(text)), None)
