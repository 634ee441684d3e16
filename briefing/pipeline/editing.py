"""A briefing edited in Word: read back, held against the sources again, approved."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefing.assessment.ground import ground
from briefing.domain.assessment import (
    Assessment,
    DraftAssessment,
    Point,
)
from briefing.domain.briefing import BriefingContent, Form
from briefing.domain.document import Document
from briefing.domain.review import Edit, EditKind
from briefing.domain.store import Judged
from briefing.errors import ReviewError
from briefing.language.written import NO_BREAK
from briefing.pipeline.line import Line
from briefing.rendering.context_points import on_first_page
from briefing.rendering.desk import RECOMMENDATION
from briefing.rendering.edited import (
    Approval,
    EditedFile,
    edits,
    final,
    numbers_of,
    opened,
)
from briefing.rendering.word import wants_comments

Statement = Any
"""A point, a fact or a question: what a person may edit."""
_KEPT_WITHOUT = {"mitigation", "today", "proposed", "short"}
"""Fields that a point can lose and still be a point."""


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What a person made of a draft.

    `assessment` holds what the sources bear: points as they were, changed ones that
    were verified again. `edits` have the reason where the sources do not bear a text.
    """

    body: bytes
    written: EditedFile
    edited: EditedFile
    assessment: Assessment
    edits: tuple[Edit, ...]

    @property
    def own_words(self) -> tuple[Edit, ...]:
        """The edits that are the person's own view: nothing in the sources bears it."""
        return tuple(
            each for each in self.edits if each.reason or each.kind is EditKind.ADDED
        )

    @property
    def recommendation(self) -> str:
        """What was written in the place for the recommendation; empty if nothing."""
        return next((e.after for e in self.edits if e.tag == RECOMMENDATION), "")


def read_back(
    line: Line, judged: Judged, documents: tuple[Document, ...], body: bytes
) -> ReadBack:
    """An edited file of this version of a briefing, its changes judged one by one.

    `documents` are those of the assessment, with their readings. Raises ReviewError
    when the file is another's, another version's, or cannot be read.
    """
    found = judged.assessment
    edited = opened(body)
    expected = f"{found.ref} v{found.version}"
    if edited.version != expected:
        raise ReviewError(
            "The file was made from “{given}”, and the newest draft is “{expected}”. "
            "Edit the file of the newest draft.",
            given=edited.version or "?",
            expected=expected,
        )
    written = opened(_as_written(line, found))
    judge = _Judge(line, judged, documents)
    told = [judge.judged(each) for each in edits(written, edited)]
    return ReadBack(body, written, edited, judge.assessment(), tuple(told))


def _as_written(line: Line, found: Assessment) -> bytes:
    """The draft as the program wrote it."""
    for each in line.store.briefings(found.ref, found.profile):
        if (each.version, each.document, each.status) == (
            found.version,
            Form.BOARD,
            "draft",
        ):
            path = Path(line.store.blob_path(each.sha256))
            if path.exists():
                return path.read_bytes()
    raise ReviewError(
        "{ref}: the draft as it was written is not in the store, so that what was "
        "changed cannot be told. Approve without --document, or make a new draft.",
        ref=found.ref,
    )


class _Judge:
    """Goes through the edits of one assessment and gathers what comes of it."""

    def __init__(
        self, line: Line, judged: Judged, documents: tuple[Document, ...]
    ) -> None:
        self._line, self._judged, self._documents = line, judged, documents
        found = judged.assessment
        self._kept: dict[str, list[Statement]] = {
            "s": list(found.summary),
            "p": list(found.points),
            "f": list(found.facts),
            "q": list(found.questions),
        }

    def assessment(self) -> Assessment:
        """The assessment after the edits that were judged."""
        kept = {
            letter: tuple(each for each in items if each is not None)
            for letter, items in self._kept.items()
        }
        return replace(
            self._judged.assessment,
            summary=kept["s"],
            points=kept["p"],
            facts=kept["f"],
            questions=kept["q"],
        )

    def judged(self, edit: Edit) -> Edit:
        """The edit with the reason that it is not borne, if it is not."""
        if edit.kind is EditKind.ADDED or edit.tag == RECOMMENDATION:
            return edit
        name, _, field = edit.tag.partition(".")
        letter, number = name[0], int(name[1:])
        item = self._kept[letter][number]
        if item is None:
            return edit
        if edit.kind is EditKind.REMOVED:
            if field != "short":
                self._kept[letter][number] = _without(item, field)
            return edit
        changed = _with(item, field, edit.after.replace(NO_BREAK, " "))
        reason = self._reason(letter, changed)
        if field == "short":
            return replace(edit, reason=reason)
        self._kept[letter][number] = _without(item, field) if reason else changed
        return replace(edit, reason=reason)

    def _reason(self, letter: str, item: Statement) -> str:
        """Why the sources do not bear a text; empty when they do."""
        name = {"s": "summary", "p": "points", "f": "facts", "q": "questions"}[letter]
        found = self._judged.assessment
        said: dict[str, Any] = {name: (item,)}
        draft = DraftAssessment(found.analyst, **said)
        checked = self._line.compute(
            ground,
            draft,
            self._judged.proposal,
            self._documents,
            self._line.settings.profiles[found.profile],
            version=found.version,
            relevance=found.relevance,
            input_hash=found.input_hash,
            created_at=found.created_at,
        )
        return "; ".join(each.reason for each in checked.withheld)


def _with(item: Statement, field: str, text: str) -> Statement:
    """The item saying this in that place of print."""
    if field == "both":
        return replace(item, text=text, proposed=text)
    return replace(item, **{"text" if field == "short" else field: text})


def _without(item: Statement, field: str) -> Statement:
    """The item without that text; None when nothing is left of it."""
    if field not in _KEPT_WITHOUT or not isinstance(item, Point):
        return None
    if field == "mitigation":
        return replace(item, mitigation="")
    emptied: dict[str, Any] = {field: ""}
    left = replace(item, **emptied)
    return left if left.today or left.proposed else None


def finish(line: Line, found: ReadBack, content: BriefingContent) -> bytes:
    """The edited file as the approved briefing: signed, without the draft mark."""
    language = content.assessment.language
    template = line.templates / content.profile.template
    own = {each.tag for each in found.edits if each.reason}
    shortened = _shortened(found.edits)
    own |= {each for each in shortened if each.replace(".short", ".text") in own}
    removed = [
        each.tag.partition(".")[0]
        for each in found.edits
        if each.kind is EditKind.REMOVED and each.tag.endswith((".text", ".both"))
    ]
    approval = Approval(
        own=frozenset(own),
        removed=frozenset(removed),
        shortened=shortened,
        gone_numbers=numbers_of(found.written, [f"{tag}.text" for tag in removed]),
        keeps_comments=wants_comments(template, language, is_approved=True),
    )
    return final(found.written, found.edited, approval, content)


def _shortened(edits: Iterable[Edit]) -> dict[str, str]:
    """The texts of page one that follow those that were changed further on."""
    told = {each.tag for each in edits}
    found = {}
    for each in edits:
        name, _, field = each.tag.partition(".")
        short = f"{name}.short"
        if each.kind is EditKind.CHANGED and field == "text" and short not in told:
            found[short] = on_first_page(each.after)
    return found
