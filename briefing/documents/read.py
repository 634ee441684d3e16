"""Bytes of any kind to a reading: passages, parts, changes, the bodies consulted."""

from briefing.documents.blocks import Block
from briefing.documents.changes import changes_in
from briefing.documents.consulted import consulted_in
from briefing.documents.html import read_html, read_text
from briefing.documents.lexdania import is_lexdania, read_lexdania
from briefing.documents.pdf import read_pdf
from briefing.documents.structure import missing_parts, place
from briefing.documents.word import read_word
from briefing.domain.document import Reading
from briefing.domain.proposal import DocumentKind
from briefing.errors import DocumentError

READER_VERSION = "6"
"""Kept with every reading; raise it when the output for the same bytes changes."""

_HTML = (b"<!doctype html", b"<html")


def read(body: bytes, content_type: str, name: str, kind: DocumentKind) -> Reading:
    """The reading of a document; what it is, is decided by its bytes first.

    `content_type` and `name` help where the bytes do not say. Raises DocumentError
    (ScannedWithoutText for a PDF of pictures) and nothing else.
    """
    blocks, pages, unrecognised = _blocks(body, content_type, name)
    if not blocks:
        raise DocumentError("the document holds no text")
    passages, parts = place(blocks, kind)
    return Reading(
        passages=passages,
        parts=parts,
        changes=changes_in(passages, parts),
        missing=missing_parts(passages, parts, kind),
        pages=pages,
        consulted=consulted_in(passages, parts, kind),
        unrecognised=unrecognised,
    )


def _blocks(
    body: bytes, content_type: str, name: str
) -> tuple[list[Block], int | None, tuple[str, ...]]:
    start = body.lstrip()[:1024].lower()
    if b"%pdf-" in body[:1024].lower():
        blocks, pages = read_pdf(body)
        return blocks, pages, ()
    if body.startswith(b"PK"):
        return read_word(body), None, ()
    if is_lexdania(body):
        found, unrecognised = read_lexdania(body)
        return found, None, unrecognised
    if any(sign in start for sign in _HTML) or "html" in content_type:
        return read_html(body), None, ()
    if content_type.startswith("text/plain") or name.lower().endswith(".txt"):
        return read_text(body), None, ()
    if b"<html" in body[:4096].lower() or b"<p" in start:
        return read_html(body), None, ()
    raise DocumentError(
        f"not a kind of document that can be read: {content_type or name}"
    )
