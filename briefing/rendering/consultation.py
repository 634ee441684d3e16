"""What the consultation brought, as template fields, sentences and JSON values."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from briefing.domain.consultation import Consultation, Outcome, OwnPart, Position
from briefing.domain.document import Citation
from briefing.language import Translator
from briefing.rendering.desk import Desk, prose
from briefing.rendering.fields import AnswerFields
from briefing.rendering.references import locator_text

_SHOWN = 4
_LONGEST = 200
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.MET: "Met",
    Outcome.PARTLY: "Partly met",
    Outcome.NOT_MET: "Not met",
    Outcome.UNKNOWN: "It is not told",
}


def outcome_label(outcome: Outcome, say: Translator) -> str:
    """Whether a view was met, in words."""
    return say(OUTCOMES[outcome])


def ranked(desk: Desk) -> list[Position]:
    """Every view, those of the briefing's own organisation first."""
    found = desk.content.consultation
    own = found.own(_names(desk)).positions
    return [*own, *(each for each in found.positions if each not in own)]


def answers(desk: Desk) -> list[AnswerFields]:
    """What was answered, for the table: one theme after the other."""
    shown = ranked(desk)[:_SHOWN]
    themes = [each.theme for each in shown]
    shown.sort(key=lambda each: themes.index(each.theme))
    found, above = [], ""
    for each in shown:
        comment = _comment(each)
        repeated = comment and comment == above
        told = desk.say("the same answer as above") if repeated else comment
        found.append(_answer(desk, each, told))
        above = comment
    return found


def left_out(desk: Desk) -> str:
    """How many views there was no room for; empty when all are shown."""
    count = len(desk.content.consultation.positions) - _SHOWN
    if count <= 0:
        return ""
    return desk.say("Further views that are not shown: {count}.", count=count)


def own(desk: Desk) -> list[str]:
    """What became of the organisation itself; empty without a memo."""
    if not desk.content.consultation.memos:
        return []
    part = desk.content.consultation.own(_names(desk))
    name = desk.content.profile.organisation
    return [prose(each) for each in own_sentences(part, name, desk.say)]


def own_sentences(part: OwnPart, name: str, say: Translator) -> list[str]:
    """Asked, answered, met: what the documents tell, and what they do not."""
    asked = {
        True: "{name} was asked.",
        False: "{name} does not stand on the memo's list of those asked.",
        None: "It is not told whether {name} was asked.",
    }[part.was_asked]
    answered = {
        True: "The memo tells of an answer from {name}.",
        False: "The memo tells of no answer from {name}.",
        None: "It is not told whether {name} answered.",
    }[part.has_answered]
    said = [say(asked, name=name), say(answered, name=name)]
    if part.positions:
        counted = {
            outcome: sum(each.outcome is outcome for each in part.positions)
            for outcome in Outcome
        }
        parts = [
            f"{outcome_label(outcome, say).lower()}: {count}"
            for outcome, count in counted.items()
            if count
        ]
        said.append(say("Of its views, {parts}.", parts=", ".join(parts)))
    return said


SENTENCES = (
    *OUTCOMES.values(),
    "{name} was asked.",
    "{name} does not stand on the memo's list of those asked.",
    "It is not told whether {name} was asked.",
    "The memo tells of an answer from {name}.",
    "The memo tells of no answer from {name}.",
    "It is not told whether {name} answered.",
)
"""The sentences that are chosen by a value, for the test of the catalogue."""


def _names(desk: Desk) -> tuple[str, ...]:
    profile = desk.content.profile
    return (profile.organisation, *profile.names)


def _answer(desk: Desk, position: Position, comment: str) -> AnswerFields:
    return AnswerFields(
        tema=prose(position.theme),
        hvem=prose(", ".join(position.organisations)),
        synspunkt=prose(shortened(position.view)),
        ministeriet=prose(comment),
        imødekommet=outcome_label(position.outcome, desk.say),
        henvisninger=desk.references((*position.view[:1], *_to(position)[:1])),
    )


def _to(position: Position) -> tuple[Citation, ...]:
    """The sentences of an answer that name whom they answer, else all of them."""
    names = "|".join(map(re.escape, position.organisations))
    by_name = re.compile(rf"\b(?:{names})\b")
    own = tuple(each for each in position.comment if by_name.search(each.quote))
    return own if names and own else position.comment


def _comment(position: Position) -> str:
    """The answer in quotation marks; a mark says where there is more of it."""
    own = _to(position)
    said = shortened(own)
    has_more = len(own) < len(position.comment) and not said.endswith("…")
    return f"{said} …" if has_more else said


def shortened(citations: Iterable[Citation]) -> str:
    """The sentences in quotation marks, as many whole ones as there is room for."""
    texts = [" ".join(each.quote.split()) for each in citations]
    if not texts:
        return ""
    kept, length = [texts[0]], len(texts[0])
    for each in texts[1:]:
        length += len(each) + 1
        if length > _LONGEST:
            break
        kept.append(each)
    said = " ".join(kept)
    if len(said) > _LONGEST:
        return f"»{said[:_LONGEST].rsplit(' ', 1)[0]}« …"
    return f"»{said}«" + (" …" if len(kept) < len(texts) else "")


def consultation_values(found: Consultation, language: str) -> dict[str, Any]:
    """Everything that was read, as JSON values."""

    def quotes(citations: Iterable[Citation]) -> list[dict[str, Any]]:
        return [
            {
                "document": each.document,
                "quote": each.quote,
                "locator": locator_text(each.locator, language),
            }
            for each in citations
        ]

    return {
        "memos": [
            {
                "document": memo.document,
                "title": memo.title,
                "period": quotes([memo.period]) if memo.period else [],
                "asked": [
                    {
                        "name": each.name,
                        "answered": each.has_answered,
                        "remarks": each.has_remarks,
                    }
                    for each in memo.asked
                ],
                "positions": [
                    {
                        "organisations": list(each.organisations),
                        "theme": each.theme,
                        "view": quotes(each.view),
                        "comment": quotes(each.comment),
                        "outcome": each.outcome.value,
                    }
                    for each in memo.positions
                ],
                "changes": quotes(memo.changes),
                "responses_follow": memo.is_cut,
            }
            for memo in found.memos
        ],
        "responses": [
            {
                "document": each.document,
                "organisation": each.organisation,
                "stand": quotes(each.stand),
            }
            for each in found.responses
        ],
    }
