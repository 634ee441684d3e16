"""Process checks, facts and questions as template fields."""

import re

from briefing.domain.assessment import Answer, Check
from briefing.rendering.desk import Desk, prose
from briefing.rendering.fields import CheckFields, FactFields, QuestionFields
from briefing.rendering.labels import ANSWERS, check_label, fact_label

_LAST_BRACKETS = re.compile(r"\([^()]+\)(?=\.?$)")
_SHOWN_ELSEWHERE = frozenset({"deadline", "ministry", "committee"})
_SAID_FIRST = frozenset({"purpose", "entry_into_force"})
"""Facts that the bottom line may hold already."""


def checks(desk: Desk) -> list[CheckFields]:
    """The process checks that found something."""
    return [
        CheckFields(
            navn=prose(check_label(each.id, desk.say)),
            svar=desk.say(ANSWERS[each.answer]),
            tekst=prose(each.text),
            regel=prose(each.rule),
            regelkilde=prose(_source_of(each.rule)),
            henvisninger=desk.references(each.citations),
        )
        for each in _answered(desk, Answer.YES)
    ]


def _answered(desk: Desk, answer: Answer) -> list[Check]:
    return [each for each in desk.assessment.checks if each.answer is answer]


def _source_of(rule: str) -> str:
    """Where a rule stands: what its last brackets hold, else the whole of it."""
    found = _LAST_BRACKETS.search(rule)
    return found.group() if found else rule


def checks_unknown(desk: Desk) -> str:
    """The process checks that cannot be told, each with what is missing, in a line."""
    found = [_untold(desk, each) for each in _answered(desk, Answer.UNKNOWN)]
    if not found:
        return ""
    shown = "; ".join(found)
    return prose(desk.say("Cannot be told, as something is missing: {checks}.",
                          checks=shown))  # fmt: skip


def _untold(desk: Desk, check: Check) -> str:
    """The check, what it found where it found something, and what is missing."""
    nothing = desk.say("This cannot be told from what could be read.")
    found = "" if check.text == nothing else f": {check.text.rstrip('.')}"
    missing = f" ({check.missing})" if check.missing else ""
    return f"{_small(desk, check)}{found}{missing}"


def _small(desk: Desk, check: Check) -> str:
    label = check_label(check.id, desk.say)
    return label[:1].lower() + label[1:]


def checks_without(desk: Desk) -> str:
    """The process checks that found nothing, in one line; empty without any."""
    names = [_small(desk, each) for each in _answered(desk, Answer.NO)]
    if not names:
        return ""
    shown = "; ".join(names)
    return prose(desk.say("Examined without finding anything: {checks}.", checks=shown))


def facts(desk: Desk) -> list[FactFields]:
    """The facts that do not stand in the title block or the bottom line already."""
    said = " ".join(each.text for each in desk.assessment.summary)
    return [
        FactFields(
            prose(fact_label(each.key, desk.say)),
            desk.editable(f"f{number}.value", each.value),
            desk.references(each.citations),
        )
        for number, each in enumerate(desk.assessment.facts)
        if each.key not in _SHOWN_ELSEWHERE
        and not (each.key == "consulted_us" and desk.content.consultation.memos)
        and not (each.key in _SAID_FIRST and each.value in said)
    ]


def questions(desk: Desk) -> list[QuestionFields]:
    """The open questions."""
    return [
        QuestionFields(
            desk.editable(f"q{number}.text", each.text),
            prose(each.about),
            desk.references(each.citations),
        )
        for number, each in enumerate(desk.assessment.questions)
    ]
