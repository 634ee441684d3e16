"""A briefing that a person has edited in Word: read back, and made final.

Each text of the assessment lies in a content control with a bookmark around it, which
Word and LibreOffice both keep. What stands in a bookmark now is compared with what the
program wrote; paragraphs that it never wrote are additions.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zipfile import BadZipFile

import docx
from docx.oxml.ns import qn
from lxml import etree

from briefing.domain.briefing import BriefingContent
from briefing.domain.review import Edit, EditKind
from briefing.errors import ReviewError
from briefing.rendering.context import recommendation
from briefing.rendering.context_sources import approval as approval_sentence
from briefing.rendering.desk import DRAFT_MARK, NO_RECOMMENDATION, RECOMMENDATION, Desk
from briefing.rendering.runs import EDITABLE, SOURCE_MARK, Paper, printable

_START, _END = qn("w:bookmarkStart"), qn("w:bookmarkEnd")
_PARAGRAPH, _TEXT, _RUN = qn("w:p"), qn("w:t"), qn("w:r")
_CONTROL, _CONTENT = qn("w:sdt"), qn("w:sdtContent")
_TRACKED = (qn("w:ins"), qn("w:del"), qn("w:moveFrom"), qn("w:moveTo"))
_COMMENTS = (
    qn("w:commentRangeStart"),
    qn("w:commentRangeEnd"),
    qn("w:commentReference"),
)
_COMMENTS_PART = "/comments"
_WORD = re.compile(r"\w")
_NO_PAIRS = re.compile(r"; [^;:]*? \(\)|(?<=: )[^;:]*? \(\)(?:; )?")
"""A place whose pairs are all gone."""
_PAIR = re.compile(r"\b[A-ZÆØÅ]\d+–[A-ZÆØÅ]\d+\b")


@dataclass(frozen=True, slots=True)
class EditedFile:
    """A Word file of a briefing, opened.

    `version` is what the file says it was made from: the reference and the version.
    """

    document: Any
    version: str

    @property
    def body(self) -> Any:
        """The XML of the text."""
        return self.document.element.body


def opened(body: bytes) -> EditedFile:
    """The file; ReviewError when it cannot be read, or holds tracked changes."""
    try:
        document = docx.Document(io.BytesIO(body))
    except (BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise ReviewError("The file is not a Word file (.docx).") from error
    if any(True for _each in document.element.body.iter(*_TRACKED)):
        raise ReviewError(
            "The file holds tracked changes. Accept or reject them all in Word, save "
            "it, and approve it then."
        )
    return EditedFile(document, document.core_properties.identifier)


def edits(written: EditedFile, edited: EditedFile) -> tuple[Edit, ...]:
    """What a person changed, removed and added, in the order of the text."""
    before, after = _texts(written), _texts(edited)
    found = [
        Edit(
            EditKind.CHANGED if after.get(tag) else EditKind.REMOVED,
            tag,
            text,
            after.get(tag, ""),
        )
        for tag, text in before.items()
        if after.get(tag, "") != text
    ]
    found += [Edit(EditKind.ADDED, "", "", text) for text in _added(written, edited)]
    return tuple(found)


def _texts(file: EditedFile) -> dict[str, str]:
    """What stands in each bookmark of ours, in the order of the text."""
    found: dict[str, list[str]] = {}
    tags: dict[str, str] = {}
    for each in file.body.iter(_START, _END, _TEXT, _PARAGRAPH):
        if each.tag == _START and each.get(qn("w:name"), "").startswith(EDITABLE):
            tag = _tag(each.get(qn("w:name")))
            if tag not in found:
                tags[each.get(qn("w:id"))] = tag
                found[tag] = []
        elif each.tag == _END:
            tags.pop(each.get(qn("w:id")), None)
        elif each.tag == _TEXT:
            for tag in tags.values():
                found[tag].append(each.text or "")
        elif each.tag == _PARAGRAPH:
            for tag in tags.values():
                found[tag].append(" ")
    return {tag: printable("".join(texts)) for tag, texts in found.items()}


def _tag(name: str) -> str:
    return name.removeprefix(EDITABLE).replace("_", ".", 1)


def _added(written: EditedFile, edited: EditedFile) -> Iterator[str]:
    known = set(_paragraph_texts(written))
    for paragraph in _new_paragraphs(known, edited):
        yield _own_text(paragraph)


def _new_paragraphs(known: set[str], edited: EditedFile) -> Iterator[Any]:
    """The paragraphs with words that the program did not write."""
    for paragraph in edited.body.iter(_PARAGRAPH):
        text = _own_text(paragraph)
        if text not in known and _WORD.search(text):
            yield paragraph


def _paragraph_texts(file: EditedFile) -> Iterator[str]:
    for paragraph in file.body.iter(_PARAGRAPH):
        yield _own_text(paragraph)


def _own_text(paragraph: Any) -> str:
    """A paragraph's text without what stands in the bookmarks of ours."""
    inside: set[str] = set()
    texts = []
    for each in paragraph.iter(_START, _END, _TEXT):
        name, number = each.get(qn("w:name"), ""), each.get(qn("w:id"))
        if each.tag == _START and name.startswith(EDITABLE):
            inside.add(number)
        elif each.tag == _END:
            inside.discard(number)
        elif each.tag == _TEXT and not inside:
            texts.append(each.text or "")
    return printable("".join(texts))


@dataclass(frozen=True, slots=True)
class Approval:
    """What a person's approval puts into an edited file.

    `own` are the tags whose text is the organisation's own view; `removed` those of
    points that are gone. `shortened` are texts of page one that follow a change.
    """

    own: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()
    shortened: Mapping[str, str] = field(default_factory=dict)
    gone_numbers: frozenset[str] = frozenset()
    keeps_comments: bool = False


def final(
    written: EditedFile,
    edited: EditedFile,
    approval: Approval,
    content: BriefingContent,
) -> bytes:
    """The edited file as the approved briefing.

    The draft mark goes, the approval is written at the end, what no source bears is
    marked as the organisation's own view; all else is left as the person made it.
    """
    desk = Desk.of(content, Paper(lambda _address: "", {}))
    note = f" [{desk.say('our own view, not from the sources')}]"
    for paragraph in list(_new_paragraphs(set(_paragraph_texts(written)), edited)):
        _append(paragraph, note)
    _replace(edited, approval.shortened)
    given = recommendation(content)
    _replace(edited, {RECOMMENDATION: given or desk.say(NO_RECOMMENDATION)})
    if given:
        _in_style(edited, RECOMMENDATION, "Indstilling")
    for end in _ends(edited, approval.own):
        end.addprevious(_run(note))
        _without_references(next(end.iterancestors(_PARAGRAPH)))
    _take_out(edited, approval)
    _without_pairs(edited, approval.gone_numbers)
    _without_mark(edited, desk.say(DRAFT_MARK))
    if not approval.keeps_comments:
        _without_comments(edited)
    _unwrapped(edited)
    _sign(edited, approval_sentence(desk))
    edited.document.core_properties.content_status = desk.say("Approved")
    stream = io.BytesIO()
    edited.document.save(stream)
    return stream.getvalue()


def _in_style(file: EditedFile, tag: str, name: str) -> None:
    """The paragraph of a text in another style, where the template has it."""
    styles = {each.name: each.style_id for each in file.document.styles}
    for start in _starts(file, frozenset({tag})):
        paragraph = next(start.iterancestors(_PARAGRAPH))
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if name in styles and style is not None:
            style.set(qn("w:val"), styles[name])


def _without_references(paragraph: Any) -> None:
    """The references of a text that no longer says what stands there."""
    for link in list(paragraph.iter(qn("w:hyperlink"))):
        if link.get(qn("w:anchor"), "").startswith(SOURCE_MARK):
            link.getparent().remove(link)


def _without_pairs(file: EditedFile, gone: frozenset[str]) -> None:
    """The pairs of opposed points (R2–M1) without those of points that are gone."""
    for piece in file.body.iter(_TEXT):
        pairs = _PAIR.findall(piece.text or "")
        lost = [each for each in pairs if gone & set(each.split("–"))]
        for each in lost:
            piece.text = re.sub(rf", {each}\b|\b{each}(?:, )?", "", piece.text)
        if lost:
            piece.text = _NO_PAIRS.sub("", piece.text)


def _run(text: str) -> Any:
    run = etree.SubElement(etree.Element("x"), _RUN)
    piece = etree.SubElement(run, _TEXT)
    piece.text = text
    piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _append(paragraph: Any, text: str) -> None:
    paragraph.append(_run(text))


def _ends(file: EditedFile, tags: frozenset[str]) -> list[Any]:
    """The ends of the bookmarks with these tags."""
    numbers = {start.get(qn("w:id")) for start in _starts(file, tags)}
    return [e for e in file.body.iter(_END) if e.get(qn("w:id")) in numbers]


def _starts(file: EditedFile, tags: frozenset[str]) -> list[Any]:
    return [
        each
        for each in file.body.iter(_START)
        if each.get(qn("w:name"), "").startswith(EDITABLE)
        and _tag(each.get(qn("w:name"))) in tags
    ]


def _replace(file: EditedFile, texts: Mapping[str, str]) -> None:
    """Other words in these bookmarks, in the look of the first of the old ones."""
    for start in _starts(file, frozenset(texts)):
        words = texts[_tag(start.get(qn("w:name")))]
        for each in _texts_within(file, start):
            each.text, words = words, ""


def _texts_within(file: EditedFile, start: Any) -> list[Any]:
    found: list[Any] = []
    inside = False
    for each in file.body.iter(_START, _END, _TEXT):
        if each is start:
            inside = True
        elif each.tag == _END and each.get(qn("w:id")) == start.get(qn("w:id")):
            return found
        elif inside and each.tag == _TEXT:
            found.append(each)
    return found


def _take_out(file: EditedFile, approval: Approval) -> None:
    """What is left on page one and in the matrix of points that are gone."""
    short = frozenset(f"{tag}.short" for tag in approval.removed)
    for start in _starts(file, short):
        paragraph = next(start.iterancestors(_PARAGRAPH))
        if len(paragraph.getparent().findall(_PARAGRAPH)) > 1:
            paragraph.getparent().remove(paragraph)
        else:
            for each in list(paragraph.iter(_TEXT)):
                each.text = ""
    for cell in file.body.iter(qn("w:tc")):
        texts = list(cell.iter(_TEXT))
        words = "".join(each.text or "" for each in texts).split()
        if approval.gone_numbers & set(words) and all(map(_is_number, words)):
            kept = [each for each in words if each not in approval.gone_numbers]
            texts[0].text = " ".join(kept)
            for each in texts[1:]:
                each.text = ""


def _is_number(word: str) -> bool:
    return word[:1].isalpha() and word[1:].isdigit()


def _without_mark(file: EditedFile, mark: str) -> None:
    """The paragraphs of headers and text that say that it is a draft, taken out."""
    wanted = printable(mark)
    for element in (*_headers(file.document), file.body):
        for paragraph in list(element.iter(_PARAGRAPH)):
            text = "".join(each.text or "" for each in paragraph.iter(_TEXT))
            if printable(text) == wanted:
                paragraph.getparent().remove(paragraph)


def _headers(document: Any) -> Iterator[Any]:
    for section in document.sections:
        for kind in ("header", "first_page_header", "even_page_header"):
            yield getattr(section, kind)._element  # noqa: SLF001 - python-docx has no public way to a header's XML


def _without_comments(file: EditedFile) -> None:
    for each in list(file.body.iter(*_COMMENTS)):
        parent = each.getparent()
        gone = parent if parent.tag == _RUN else each
        gone.getparent().remove(gone)
    part = file.document.part
    for name, relation in list(part.rels.items()):
        if relation.reltype.endswith(_COMMENTS_PART):
            part.drop_rel(name)


def _unwrapped(file: EditedFile) -> None:
    """Content controls and bookmarks of ours gone, what is in them kept."""
    for control in list(file.body.iter(_CONTROL)):
        content = control.find(_CONTENT)
        for each in list(content) if content is not None else ():
            control.addprevious(each)
        control.getparent().remove(control)
    for start in list(file.body.iter(_START)):
        if start.get(qn("w:name"), "").startswith(EDITABLE):
            number = start.get(qn("w:id"))
            for end in list(file.body.iter(_END)):
                if end.get(qn("w:id")) == number:
                    end.getparent().remove(end)
            start.getparent().remove(start)


def _sign(file: EditedFile, sentence: str) -> None:
    """The approval as the last paragraph."""
    paragraph = file.document.add_paragraph(sentence)
    names = [each.name for each in file.document.styles]
    if "Beslutning" in names:
        paragraph.style = file.document.styles["Beslutning"]


def numbers_of(file: EditedFile, tags: Sequence[str]) -> frozenset[str]:
    """The numbers (R1, M2) of the rows in which these texts stand."""
    found = set()
    for start in _starts(file, frozenset(tags)):
        row = next(start.iterancestors(qn("w:tr")), None)
        if row is not None:
            first = next(row.iter(qn("w:tc")))
            words = "".join(each.text or "" for each in first.iter(_TEXT)).split()
            found |= {each for each in words[:1] if _is_number(each)}
    return frozenset(found)
