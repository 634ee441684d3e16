"""Word comments with the quotations that a reference stands for.

References are printed with anchors; what is anchored in the filled document becomes a
comment, so that nothing is left over from a field that a template does not print.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from docx.oxml.ns import qn

_START, _END = qn("w:commentRangeStart"), qn("w:commentRangeEnd")
_MARK, _ID, _RUN = qn("w:commentReference"), qn("w:id"), qn("w:r")
_KEY = "citat"
SETTING = "kommentarer"
"""What stands in a template's keywords: `kommentarer: udkast`."""


class Comments(StrEnum):
    """When a template wants the quotations as comments."""

    IN_DRAFTS = "udkast"
    ALWAYS = "altid"
    NEVER = "aldrig"


def setting(keywords: str) -> str:
    """What a template's keywords say of comments; "udkast" when nothing is said."""
    for each in keywords.replace(";", ",").split(","):
        name, _, value = each.partition(":")
        if name.strip().casefold() == SETTING:
            return value.strip().casefold()
    return Comments.IN_DRAFTS.value


@dataclass(slots=True)
class Notes:
    """The texts of one document's comments, by the anchors they hang on."""

    texts: list[str] = field(default_factory=list)

    def anchored(self, text: str, xml: str) -> str:
        """A piece of a paragraph with an anchor around it; as it is without text."""
        if not text:
            return xml
        self.texts.append(text)
        mark = f'w:id="{_KEY}{len(self.texts) - 1}"'
        return (
            f"<w:commentRangeStart {mark}/>{xml}<w:commentRangeEnd {mark}/>"
            f"<w:r><w:commentReference {mark}/></w:r>"
        )

    def place(self, document: Any, author: str, at: datetime) -> None:
        """Give every anchor in the document's body its comment; `at` has a zone."""
        known: dict[str, str] = {}
        anchors = list(document.element.body.iter(_START, _END, _MARK))
        for each in anchors:
            key = each.get(_ID)
            if key.startswith(_KEY) and each.tag == _START:
                text = self.texts[int(key.removeprefix(_KEY))]
                comment = document.comments.add_comment(text, author, author[:1])
                comment._comment_elm.date = at.astimezone(UTC)  # noqa: SLF001 - the moment of the briefing, not of the printing
                known[key] = str(comment.comment_id)
            each.set(_ID, known.get(key, key))

    def remove(self, element: Any) -> None:
        """Take the anchors out, where comments are not wanted or not allowed."""
        for each in list(element.iter(_START, _END, _MARK)):
            if each.get(_ID).startswith(_KEY):
                parent = each.getparent()
                gone = parent if parent.tag == _RUN else each
                gone.getparent().remove(gone)
