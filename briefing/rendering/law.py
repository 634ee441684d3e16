"""The bill beside the law in force, in sentences, in short texts and as JSON values."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefing.domain.change import Edit, EditKind
from briefing.domain.document import Document
from briefing.domain.law import (
    AmendedAct,
    AmendedParagraph,
    Effect,
    Hindrance,
    LawOrigin,
    Obstacle,
)
from briefing.language import Translator
from briefing.language.written import danish_day, format_date

WHY: Mapping[Obstacle, str] = {
    Obstacle.FORM: "The instruction is of a kind that is not applied automatically.",
    Obstacle.PLACE: "The place was not found in the text of the act: {about}.",
    Obstacle.WORDS: "The words “{about}” were not found at that place.",
    Obstacle.MORE_THAN_ONCE: "The words “{about}” stand there more than once.",
    Obstacle.OTHER_COUNT: "The words “{about}” do not stand there as many times as the "
    "instruction says.",
    Obstacle.SENTENCES: "It cannot be told for certain where the sentences end: "
    "{about}.",
    Obstacle.NUMBERS: "The numbers do not fit with those of the act: {about}.",
    Obstacle.LEFT_OUT: "The appendix does not show the text that is changed: {about}.",
    Obstacle.CHANGED_SINCE: "The paragraph has also been changed by {about}, which is "
    "not part of the text that was used.",
    Obstacle.SINCE_UNKNOWN: "Not all later changes of the act are known, so the text "
    "may not be the law as it is today.",
    Obstacle.NO_TEXT: "The text of the act is not at hand.",
}
"""Why an instruction was not applied, for people."""
_FROM: Mapping[LawOrigin, str] = {
    LawOrigin.APPENDIX: "The law today is taken from the bill's own appendix; […] is "
    "text that it does not show.",
    LawOrigin.ACT: "The law today is taken from {title}, fetched {day}.",
    LawOrigin.NONE: "The text of the act is not at hand, so only new paragraphs are "
    "shown.",
}
_SINCE = (
    "According to the bill the act has been changed since by {acts}. That is not part "
    "of the text that was used."
)
_TOUCHED = "Among the paragraphs shown, these are changed by it: {places}."
_UNTOUCHED = "None of the paragraphs shown are changed by it."
_UNREAD = "What it changes could not be read: {acts}."
_LATEST = (
    "The bill names only the latest change of the act; others may be missing from the "
    "text that was used."
)
_CAVEAT = "The act says of its own text: “{quote}”"
_NOT_WORKED_OUT = "The proposed text of {places} in {act} was not worked out: {why}"
SENTENCES = (
    *WHY.values(), *_FROM.values(), _SINCE, _TOUCHED, _UNTOUCHED, _UNREAD, _LATEST,
    _CAVEAT, _NOT_WORKED_OUT,
)  # fmt: skip
"""Every sentence of this module, for the test of the catalogue."""

GAP = "[…]"
_LABEL = re.compile(r"^(?:§ \d+(?: [a-zæøå])?\.|Stk\. \d+\.|\w{1,3}[.)])(?=\s)")
_AROUND = (240, 160, 110, 80, 60, 40, 25)
"""Characters kept on each side of what changes, as many as there is room for."""
Piece = tuple[str, bool]
"""Some words, and whether they are what changes."""


def why(hindrance: Hindrance, say: Translator) -> str:
    """Why an instruction was not applied, in one sentence."""
    about = hindrance.about or hindrance.place
    return say(WHY[hindrance.obstacle], about=about).replace("..", ".")


def taken_from(act: AmendedAct, documents: Iterable[Document], say: Translator) -> str:
    """Where the text of the law today comes from."""
    source = next((each for each in documents if each.key == act.source), None)
    title, day = act.named.identifier, "–"
    if source is not None:
        title = source.title
        if source.fetched_at:
            day = format_date(danish_day(source.fetched_at), say.language)
    return say(_FROM[act.origin], title=title, day=day)


def warnings(act: AmendedAct, say: Translator) -> tuple[str, ...]:
    """What a reader must know of later changes of the act; none with an appendix."""
    if act.origin is not LawOrigin.ACT:
        return ()
    return tuple(_warnings(act, say))


def _warnings(act: AmendedAct, say: Translator) -> Iterator[str]:
    for each in act.caveats:
        yield say(_CAVEAT, quote=each)
    if act.named.more_later:
        yield say(_LATEST)
    if not act.named.later:
        return
    several = (
        f"{each.identifier} ({each.paragraph})" if each.paragraph else each.identifier
        for each in act.named.later
    )
    yield say(_SINCE, acts=", ".join(dict.fromkeys(several)))
    touched = [
        each.place
        for each in act.paragraphs
        if any(one.obstacle is Obstacle.CHANGED_SINCE for one in each.hindered)
    ]
    if act.unread:
        yield say(_UNREAD, acts=", ".join(act.unread))
    if touched:
        yield say(_TOUCHED, places=", ".join(touched))
    elif not act.unread:
        yield say(_UNTOUCHED)


def not_worked_out(act: AmendedAct, say: Translator) -> tuple[str, ...]:
    """Which paragraphs have no proposed text and why, those of one reason together."""
    places: dict[str, list[str]] = {}
    for each in act.paragraphs:
        if each.hindered:
            sentence = why(each.hindered[0], say)
            places.setdefault(sentence, []).append(each.place or each.told[0].place)
    return tuple(
        say(
            _NOT_WORKED_OUT, places=", ".join(several), act=act.named.name, why=sentence
        )
        for sentence, several in places.items()
    )


def law_gaps(acts: Iterable[AmendedAct], say: Translator) -> tuple[str, ...]:
    """What a reader of the briefing must know is missing from the texts of the law."""
    found = []
    for act in acts:
        if told := warnings(act, say):
            found.append(" ".join((_sentence_on(act), *told)))
        found += not_worked_out(act, say)
    return tuple(found)


def _sentence_on(act: AmendedAct) -> str:
    name = act.named.name
    return f"{name[:1].upper()}{name[1:]}:"


@dataclass(frozen=True, slots=True)
class Shown:
    """What an instruction does, and the paragraph and the act it does it to."""

    act: AmendedAct
    paragraph: AmendedParagraph
    effect: Effect


def effects_by_place(acts: Iterable[AmendedAct]) -> dict[str, Shown]:
    """What each instruction does, by its place in the bill.

    An instruction on several paragraphs is not there: no one text shows it.
    """
    found: dict[str, Shown] = {}
    told: Counter[str] = Counter()
    for act in acts:
        for paragraph in act.paragraphs:
            told.update(each.place for each in paragraph.told)
            for effect in paragraph.effects:
                found[effect.place] = Shown(act, paragraph, effect)
    return {place: shown for place, shown in found.items() if told[place] == 1}


def side(effect: Effect, kind: EditKind, limit: int) -> tuple[Piece, ...]:
    """One side of an effect, shortened around the words that change.

    `kind` is DELETED for the law today and INSERTED for the proposed text. What is
    left out is marked; a number that the text begins with stays.
    """
    pieces = _pieces(effect.edits, kind)
    for around in _AROUND:
        found = tuple(_shortened(pieces, around))
        if sum(len(text) for text, _changes in found) <= limit:
            return found
    return _cut(found, limit)


def _pieces(edits: tuple[Edit, ...], kind: EditKind) -> list[Piece]:
    """The words of one side; where only the other has some, an empty change."""
    return [
        (each.text if each.kind in (kind, EditKind.KEPT) else "",
         each.kind is not EditKind.KEPT)
        for each in edits
    ]  # fmt: skip


def _shortened(pieces: list[Piece], around: int) -> Iterator[Piece]:
    last = len(pieces) - 1
    for number, (text, changes) in enumerate(pieces):
        if changes:
            if text:
                yield text, True
        else:
            yield _kept(text, around, first=number == 0, last=number == last), False


def _kept(text: str, around: int, *, first: bool, last: bool) -> str:
    """Unchanged text as far as it stands beside a change."""
    room = around * (1 if first or last else 2) + len(GAP)
    if len(text) <= room or (first and last):
        return text
    label = _LABEL.match(text) if first else None
    before = "" if first else _start(text, around)
    after = "" if last else _end(text, around)
    head = f"{label[0]} " if label else ""
    return f"{head}{before}{' ' if before else ''}{GAP}{' ' if after else ''}{after}"


def _start(text: str, around: int) -> str:
    return text[:around].rsplit(" ", 1)[0] if " " in text[:around] else text[:around]


def _end(text: str, around: int) -> str:
    found = text[-around:]
    return found.split(" ", 1)[1] if " " in found else found


def _cut(pieces: tuple[Piece, ...], limit: int) -> tuple[Piece, ...]:
    """As much as there is room for, from the start."""
    found: list[Piece] = []
    left = limit
    for text, changes in pieces:
        if len(text) > left:
            found.append((f"{_start(text, max(1, left))} {GAP}", changes))
            break
        found.append((text, changes))
        left -= len(text)
    return tuple(found)


def law_values(
    acts: Iterable[AmendedAct], documents: Iterable[Document], say: Translator
) -> list[dict[str, Any]]:
    """Everything that was found, for machines; sentences in the translator's language.

    `today` and `proposed` are lines; `proposed` is null where it was not worked out,
    and empty where the paragraph is repealed.
    """
    known = tuple(documents)
    return [
        {
            "bill_paragraph": act.named.article,
            "act": act.named.name,
            "identifier": act.named.identifier or None,
            "bill": act.bill,
            "origin": act.origin.value,
            "source": act.source or None,
            "taken_from": taken_from(act, known, say),
            "later_acts": [
                {"identifier": each.identifier, "paragraph": each.paragraph or None}
                for each in act.named.later
            ],
            "unread": list(act.unread),
            "caveats": list(act.caveats),
            "warnings": list(warnings(act, say)),
            "paragraphs": [_paragraph(each, say) for each in act.paragraphs],
        }
        for act in acts
    ]


def _paragraph(paragraph: AmendedParagraph, say: Translator) -> dict[str, Any]:
    return {
        "place": paragraph.place,
        "today": list(paragraph.today),
        "proposed": list(paragraph.proposed) if paragraph.is_applied else None,
        "instructions": [
            {"place": each.place, "text": each.text} for each in paragraph.told
        ],
        "not_applied": [
            {
                "place": each.place,
                "reason": each.obstacle.value,
                "about": each.about or None,
                "why": why(each, say),
            }
            for each in paragraph.hindered
        ],
        "passages": list(paragraph.passages),
    }
