"""Whose job a matter is and what became of the own answer, in words and as values."""

from typing import Any

from briefing.domain.consultation import OwnPart
from briefing.domain.handling import OwnResponse, ResponseState
from briefing.domain.profile import Relevance
from briefing.language import Translator
from briefing.language.written import danish_day, format_date


def handled_sentences(
    assigned: str, response: OwnResponse | None, say: Translator
) -> list[str]:
    """Who has the matter, and whether its consultation is answered; what is known."""
    said = [say("Assigned to {name}.", name=assigned)] if assigned else []
    return [*said, response_sentence(response, say)] if response else said


def response_sentence(response: OwnResponse, say: Translator) -> str:
    """What became of the own answer, who says so, and when."""
    message = {
        ResponseState.SENT: "Answered on {day} by {name} ({file}).",
        ResponseState.NONE: "Will not be answered ({name}, {day}).",
        ResponseState.OPEN: "Open again ({name}, {day}).",
    }[response.state]
    said = say(
        message,
        day=format_date(danish_day(response.at), say.language),
        name=response.by,
        file=response.file,
    )
    return f"{said} {response.why}".strip()


def compared_sentence(
    part: OwnPart, response: OwnResponse | None, name: str, say: Translator
) -> str:
    """What the memo tells of the own answer, held against what was recorded here."""
    is_sent = response is not None and response.state is ResponseState.SENT
    message = {
        (True, True): "That agrees with what is recorded here: an answer was sent.",
        (
            True,
            False,
        ): "A sent answer is recorded here, and the memo tells of none from "
        "{name}: ask the ministry whether it arrived.",
        (True, None): "A sent answer is recorded here; whether it arrived is not told.",
        (
            False,
            True,
        ): "No sent answer is recorded here, and the memo tells of one from "
        "{name}: record it with `briefing respond`.",
    }.get((is_sent, part.has_answered), "")
    return say(message, name=name) if message else ""


def reason_texts(relevance: Relevance, say: Translator) -> list[str]:
    """The reasons in order; behind a person's the score that was computed."""
    said = [each.text for each in relevance.reasons]
    if relevance.computed is not None:
        computed = say("(computed {computed})", computed=relevance.computed)
        said[0] = f"{said[0].rstrip('.')} {computed}."
    return said


def response_values(response: OwnResponse | None) -> dict[str, Any] | None:
    """What became of the own answer, as JSON values; None while it is open."""
    if response is None:
        return None
    return {
        "state": response.state.value,
        "by": response.by,
        "at": response.at.isoformat(),
        "why": response.why,
        "file": response.file or None,
        "sha256": response.sha256 or None,
    }


SENTENCES = (
    "Answered on {day} by {name} ({file}).",
    "Will not be answered ({name}, {day}).",
    "Open again ({name}, {day}).",
    "That agrees with what is recorded here: an answer was sent.",
    "A sent answer is recorded here, and the memo tells of none from {name}: ask the "
    "ministry whether it arrived.",
    "A sent answer is recorded here; whether it arrived is not told.",
    "No sent answer is recorded here, and the memo tells of one from {name}: record it "
    "with `briefing respond`.",
)
"""The sentences that are chosen by a value, for the test of the catalogue."""
