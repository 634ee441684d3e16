"""Example texts in the form of the EU's repository: a Word file turned into a page.

A paragraph's class says what it is, a number stands in a span of its own without a
space after it, and an article's title follows its number after a line break.
"""

import re
from collections.abc import Iterator
from html import escape

from briefing.demo.markup import Item, ItemKind

_CLASSES = (
    (re.compile(r"\(\d+\)\s"), "li ManualConsidrant"),
    (re.compile(r"\d+\.\s"), "li ManualNumPar1"),
    (re.compile(r"[a-z]\)\s"), "li Point0"),
    (re.compile(r"VEDTAGET "), "Formuledadoption"),
)
_NUMBERED = re.compile(r"(\(?\w+[.)])\s+(.*)")
_ARTICLE = re.compile(r"(Artikel \d+)\s*(.*)")


def repository_page(items: list[Item], heading: str) -> bytes:
    """The page; `heading` is its title."""
    body = "\n".join(line for item in items for line in _paragraphs(item))
    page = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml">'
        f"<head><title>{escape(heading)}</title></head>"
        f'<body><div class="contentWrapper"><div class="content">\n{body}\n'
        "</div></div></body></html>\n"
    )
    return page.encode()


def _paragraphs(item: Item) -> Iterator[str]:
    if item.kind is ItemKind.TABLE:
        rows = (
            "".join(f"<td><p>{escape(cell)}</p></td>" for cell in row)
            for row in item.rows
        )
        yield "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    elif item.kind is ItemKind.TITLE:
        yield _paragraph("Statut", item.text)
    elif item.kind is ItemKind.HEADING:
        yield _heading(item)
    else:
        found = (name for pattern, name in _CLASSES if pattern.match(item.text))
        yield _paragraph(next(found, "Normal"), item.text)


def _heading(item: Item) -> str:
    if article := _ARTICLE.fullmatch(item.text):
        name, title = (escape(each) for each in article.groups())
        return (
            f'<p class="Titrearticle"><span>{name}</span><span><br/>{title}</span></p>'
        )
    if item.level == 1:
        return _paragraph("Exposdesmotifstitre", item.text)
    bullet = "" if _NUMBERED.fullmatch(item.text) else "•"
    return _paragraph(f"li ManualHeading{item.level - 1}", item.text, bullet)


def _paragraph(name: str, text: str, number: str = "") -> str:
    """A paragraph of two spans, as a word processor cuts them, after its number."""
    if name.startswith("li ") and (found := _NUMBERED.fullmatch(text)):
        number, text = found.groups()
    lead = f'<span class="num"><span>{escape(number)}</span></span>' if number else ""
    first, space, rest = text.partition(" ")
    return (
        f'<p class="{name}">{lead}<span>{escape(first)}{space}</span>'
        f"<span>{escape(rest)}</span></p>"
    )
