"""Filling a Word template; the only module that imports docxtpl.

A template is code: it is filled in a sandbox, unknown fields are errors, and what it
prints is escaped. What docxtpl would do again for every briefing (cleaning the
template's XML, compiling it) is done once per process and template.
"""

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import fields as field_names
from datetime import UTC
from functools import lru_cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, nodes
from jinja2 import TemplateError as JinjaError
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from briefing.domain.briefing import BriefingContent, Form
from briefing.errors import TemplateError
from briefing.language import translator
from briefing.language.written import NO_BREAK
from briefing.rendering import context, response, short
from briefing.rendering.comments import Comments, Notes, setting
from briefing.rendering.context_case import designation
from briefing.rendering.runs import EDITABLE, Paper, printable

_LONGEST_PROPERTY = 255
"""What python-docx, after the OPC standard, allows in a document property."""
_LINE_MARKS = ("\t", "\n", "\a", "\f")
_NAMED = re.compile(
    r"attribute '([^']+)'|'([^']+)' is undefined|named '([^']+)'|element '([^']+)'"
)
_TEMPLATES_KEPT = 8
_FIRST_NUMBER = 5000
PAGE_PARTS = ("header", "footer")
"""The parts of a page that stand outside the text."""


class Environment(ImmutableSandboxedEnvironment):
    """The sandbox every template runs in, remembering what it has compiled.

    Texts are not multiplied and nothing is raised to a power: that could keep a
    processor busy, or fill the memory, for as long as it pleased.
    """

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """The result for plain numbers; SecurityError for all else and for powers."""
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator == "**" or not numbers:
            message = f"templates may not do this: {operator}"
            raise SecurityError(message)
        return super().call_binop(context, operator, left, right)

    def from_string(self, source: Any, *_args: Any, **_kwargs: Any) -> Template:
        """The compiled template; compiled once for each source text."""
        return _compiled(source)


_ENVIRONMENT = Environment(undefined=StrictUndefined, autoescape=True)


@lru_cache(maxsize=_TEMPLATES_KEPT * 4)
def _compiled(source: str) -> Template:
    return ImmutableSandboxedEnvironment.from_string(_ENVIRONMENT, source)


@lru_cache(maxsize=_TEMPLATES_KEPT * 4)
def _patched(source: str) -> str:
    return str(DocxTemplate.patch_xml(None, source))


class _Filled(DocxTemplate):  # type: ignore[misc] # docxtpl has no type information
    """docxtpl, doing what is the same for every briefing once."""

    def patch_xml(self, src_xml: str) -> str:
        """The template's XML as Jinja can read it."""
        return _patched(src_xml)

    def resolve_listing(self, xml: str) -> str:
        """Line ends in the data as line breaks; most briefings have none."""
        if any(mark in xml for mark in _LINE_MARKS):
            return str(super().resolve_listing(xml))
        return xml

    def fix_tables(self, xml: str) -> Any:
        """The filled body; unlike docxtpl, never mended where it is broken."""
        etree.fromstring(xml)
        return super().fix_tables(xml)


@lru_cache(maxsize=_TEMPLATES_KEPT)
def _template(path: Path, _mtime_ns: int, _size: int) -> bytes:
    return path.read_bytes()


def template_bytes(path: Path) -> bytes:
    """The template file, read again only when it has changed."""
    try:
        found = path.stat()
        return _template(path, found.st_mtime_ns, found.st_size)
    except OSError as error:
        raise TemplateError(path.name, None, f"cannot be read: {error}") from error


def in_language(template: Path, language: str) -> Path:
    """The template of the same name in a language: `notat.docx`, `notat.en.docx`.

    Danish is the one without a code. Where there is none in the language, the one
    given is used: an organisation may have a template of its own.
    """
    if language == "da":
        return template
    found = template.with_suffix(f".{language}{template.suffix}")
    return found if found.exists() else template


FIELDS: Mapping[Form, Callable[[BriefingContent, Paper], object]] = {
    Form.BOARD: context.fields,
    Form.RESPONSE: response.fields,
    Form.SHORT: short.fields,
}
"""What each document is filled with."""


def render(content: BriefingContent, template: Path, form: Form = Form.BOARD) -> bytes:
    """A document of the assessment as a Word file, in the assessment's language.

    Equal content and template give equal parts; only the times inside the zip
    differ. Raises TemplateError, which names the field where one is to blame.
    """
    return printed(
        in_language(template, content.assessment.language),
        lambda paper: FIELDS[form](content, paper),
        lambda document, paper: _finish(document, paper, content),
    )


def printed(
    path: Path,
    make: Callable[[Paper], object],
    finish: Callable[[Any, Paper], None],
) -> bytes:
    """A template filled with the fields that `make` gives, as a Word file.

    `finish` sets the document's properties and comments. Raises TemplateError.
    """
    document = opened(path)
    paper = Paper(
        document.build_url_id,
        character_styles(document.docx),
        draw=lambda body, told: _drawing(document.docx, body, told),
    )
    fill(document, path.name, as_context(make(paper)))
    finish(document.docx, paper)
    stream = io.BytesIO()
    document.docx.save(stream)
    return stream.getvalue()


def opened(path: Path) -> Any:
    """The template, opened; TemplateError when it is not a Word file."""
    document = _Filled(io.BytesIO(template_bytes(path)))
    try:
        document.render_init()
    except (BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise TemplateError(path.name, None, "is not a Word file (.docx)") from error
    return document


def sources(document: Any) -> list[str]:
    """The XML of the parts of an opened template that fields may stand in."""
    uris = (DocxTemplate.HEADER_URI, DocxTemplate.FOOTER_URI)
    return [
        document.get_xml(),
        *(
            document.get_part_xml(part)
            for uri in uris
            for _id, part in document.get_headers_footers(uri)
        ),
    ]


def patched(xml: str) -> str:
    """A part's XML as Jinja is given it."""
    return _patched(xml)


def parsed(source: str) -> nodes.Template:
    """The syntax tree of a template's text; raises Jinja's TemplateSyntaxError."""
    return _ENVIRONMENT.parse(source)


def _drawing(document: Any, body: bytes, told: str) -> str:
    """A picture as wide as the text, put into the document's parts, as XML."""
    page = document.sections[0]
    width = page.page_width - page.left_margin - page.right_margin
    found = document.part.new_pic_inline(io.BytesIO(body), width=width)
    found.docPr.set("descr", told)
    found.docPr.set("name", "")
    xml = etree.tostring(found, encoding="unicode")
    return f"<w:drawing>{xml}</w:drawing>"


def character_styles(document: Any) -> dict[str, str]:
    """The ids of the template's character styles by their names."""
    found = {}
    for style in document.styles.element.iterchildren(qn("w:style")):
        name = style.find(qn("w:name"))
        if name is not None and style.get(qn("w:type")) == "character":
            found[name.get(qn("w:val"))] = style.get(qn("w:styleId"))
    return found


def as_context(found: Any) -> dict[str, Any]:
    """The fields of a kind of document by name, as a template sees them."""
    return {each.name: getattr(found, each.name) for each in field_names(found)}


def fill(document: Any, name: str, context: Mapping[str, Any]) -> None:
    """Fill an opened template; TemplateError for whatever its fields do wrong."""
    try:
        document.render(dict(context), _ENVIRONMENT)
    except JinjaError as error:
        raise TemplateError(name, _field_of(error), str(error)) from error
    except etree.XMLSyntaxError as error:
        raise TemplateError(name, None, f"a field breaks the text: {error}") from error
    except (TypeError, ValueError, ArithmeticError, LookupError) as error:
        # What an expression in a template can raise: `{{ version + udkast }}`.
        raise TemplateError(
            name, None, f"a field cannot be computed: {error}"
        ) from error


def _field_of(error: JinjaError) -> str | None:
    """The field that Jinja's message about an unknown or forbidden one names."""
    found = _NAMED.search(str(error))
    return next(filter(None, found.groups()), None) if found else None


def _finish(document: Any, paper: Paper, content: BriefingContent) -> None:
    _comment(document, paper.notes, content)
    _number(document)
    _set_properties(document, content)


def wants_comments(template: Path, language: str, *, is_approved: bool) -> bool:
    """Whether documents made with a template carry the quotations as comments."""
    return _wanted(
        opened(in_language(template, language)).docx, is_approved=is_approved
    )


def _wanted(document: Any, *, is_approved: bool) -> bool:
    found = setting(document.core_properties.keywords)
    if found == Comments.IN_DRAFTS:
        return not is_approved
    return found == Comments.ALWAYS


def _comment(document: Any, notes: Notes, content: BriefingContent) -> None:
    """The quotations as comments, where the template wants them."""
    for section in document.sections:
        for kind in PAGE_PARTS:
            notes.remove(getattr(section, kind)._element)  # noqa: SLF001 - python-docx has no public way to a header's XML
    if not _wanted(document, is_approved=content.is_approved):
        notes.remove(document.element.body)
    else:
        author = translator(content.assessment.language)("Quotation")
        notes.place(document, author, content.today)


def _number(document: Any) -> None:
    """Bookmarks of editable texts get numbers; a text printed twice has one each."""
    numbers: dict[str, str] = {}
    marks = (qn("w:bookmarkStart"), qn("w:bookmarkEnd"))
    for each in document.element.body.iter(*marks):
        name = each.get(qn("w:id"))
        if name.startswith(EDITABLE):
            if each.tag == marks[0]:
                numbers[name] = str(_FIRST_NUMBER + len(numbers))
            each.set(qn("w:id"), numbers[name])


def _set_properties(document: Any, content: BriefingContent) -> None:
    """Title, subject, organisation, keywords and status, for archives and search."""
    found, proposal = content.assessment, content.proposal
    properties = document.core_properties
    organisation = shortened(content.profile.organisation)
    _ = translator(found.language)
    properties.title = shortened(proposal.title)
    properties.subject = shortened(designation(proposal).replace(NO_BREAK, " "))
    properties.author = organisation
    properties.last_modified_by = organisation
    properties.keywords = shortened("; ".join((found.ref, *proposal.topics)))
    properties.category = shortened(content.profile.case_number)
    properties.identifier = shortened(f"{found.ref} v{found.version}")
    properties.content_status = _("Approved") if content.is_approved else _("DRAFT")
    properties.language = "da-DK" if found.language == "da" else "en-GB"
    moment = content.today.astimezone(UTC).replace(tzinfo=None)  # as OPC keeps it
    properties.created = properties.modified = moment


def shortened(text: str) -> str:
    """The text as it may stand in a document property."""
    return printable(text)[:_LONGEST_PROPERTY]
