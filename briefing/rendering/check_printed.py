"""What a printed document may not be without, and what Word would complain of."""

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from briefing.language import Translator
from briefing.rendering.runs import Runs
from briefing.rendering.word import PAGE_PARTS


def read(body: bytes) -> Any:
    """A Word file, opened."""
    return docx.Document(io.BytesIO(body))


def lacking_fields(
    document: Any, names: tuple[str, ...], values: Any, say: Translator
) -> Iterator[str]:
    """What a document may not be without: how it was made, its sources, its holes."""
    text = _text_of(document)
    for name in names:
        if any(each not in text for each in _texts(getattr(values, name))):
            yield say(
                "The field {field} is not printed, or not in full. A briefing must not "
                "be without it; put it back (see FELTER.md).",
                field=name,
            )


def _texts(value: Any) -> list[str]:
    """What must be found in print of a field: its text, or its items' main texts."""
    if isinstance(value, str | Runs):
        return [str(value)]
    found = []
    for each in value:
        main = each if isinstance(each, str) else getattr(each, "titel", None)
        found.append(str(each.tekst if main is None else main))
        found += [each.grund] if hasattr(each, "grund") else []
    return found


def _text_of(document: Any) -> str:
    """The whole body as one text, paragraphs as lines."""
    return "\n".join(
        "".join(t.text or "" for t in paragraph.iter(qn("w:t")))
        for paragraph in document.element.body.iter(qn("w:p"))
    )


def lacking_marks(
    document: Any, marks: tuple[str, ...], values: Any, say: Translator
) -> Iterator[str]:
    """The marks that must stand in the header or footer of every kind of page."""
    for name in marks:
        for page in _pages(document):
            if getattr(values, name) not in page:
                yield say(
                    "The mark {field} is not on every page. Put the field in the "
                    "header of every kind of page (first, odd, even) that the "
                    "template uses.",
                    field=f"{{{{ {name} }}}}",
                )
                break


def left_draft_marks(document: Any, values: Any, say: Translator) -> Iterator[str]:
    """The draft's mark where there must be none."""
    mark = values.udkast
    if any(mark in each for each in (*_pages(document), _text_of(document))):
        yield say(
            "The draft mark stands on approved briefings too. Write the field "
            "{field} instead of the words, and nothing else in its paragraph.",
            field="{{ udkast }}",
        )


def _pages(document: Any) -> Iterator[str]:
    """The text of header and footer together, for each kind of page in use."""
    odd_and_even = document.settings.odd_and_even_pages_header_footer
    for section in document.sections:
        kinds = ["default"]
        kinds += ["first"] if section.different_first_page_header_footer else []
        kinds += ["even"] if odd_and_even else []
        for kind in kinds:
            prefix = "" if kind == "default" else f"{kind}_page_"
            yield "\n".join(
                paragraph.text
                for name in PAGE_PARTS
                for paragraph in _paragraphs(getattr(section, f"{prefix}{name}"))
            )


def _paragraphs(container: Any) -> Iterator[Any]:
    yield from container.paragraphs
    for table in container.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from _paragraphs(cell)


def broken_form(document: Any, say: Translator) -> Iterator[str]:
    """What Word would complain of, or a reader: braces, empty cells, dead links."""
    text = "\n".join((_text_of(document), *_pages(document)))
    for mark in ("{{", "}}", "{%", "%}", "{#", "#}"):
        if mark in text:
            start = max(text.index(mark) - 20, 0)
            yield say(
                "Field code is printed as text near »{text}«.",
                text=text[start : start + 60].strip(),
            )
            break
    for cell in document.element.body.iter(qn("w:tc")):
        if cell.find(qn("w:p")) is None:
            yield say(
                "A table cell is left without a paragraph when a field is empty. Put "
                "the field in the cell without {code}, or add an empty paragraph.",
                code="{%p if … %}",
            )
            break
    for section in document.sections:
        for name in PAGE_PARTS:
            part = getattr(section, name)
            for link in part._element.iter(qn("w:hyperlink")):  # noqa: SLF001 - python-docx has no public way to a header's XML
                target = link.get(qn("r:id"))
                if target and target not in part.part.rels:
                    yield say(
                        "A field with a link stands in a header or footer, where links "
                        "do not work. Move it to the text."
                    )
