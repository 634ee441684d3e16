"""The daily brief on paper: the translation into its fields, and its JSON."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from briefing.domain.daily import DAYS_AHEAD, DailyBrief, Item, SourceTrouble, Trouble
from briefing.domain.deadline import Due
from briefing.domain.event import EventKind
from briefing.language import Translator, translator
from briefing.language.remaining import when
from briefing.language.written import danish_day, format_date
from briefing.rendering import deadlines
from briefing.rendering.context_case import designation
from briefing.rendering.daily_fields import DailyFields, DailyItemFields
from briefing.rendering.desk import prose
from briefing.rendering.events import event_sentence
from briefing.rendering.fields import OrganisationFields
from briefing.rendering.handling import (
    handled_sentences,
    reason_texts,
    response_values,
)
from briefing.rendering.labels import (
    deadline_label,
    kind_label,
    source_label,
    stage_label,
)
from briefing.rendering.record import json_bytes
from briefing.rendering.runs import Paper, printable
from briefing.rendering.word import in_language, printed, shortened

_SHOWN = 15
_EVENTS_SHOWN = 3
_TROUBLES = {
    Trouble.FAILED: "{source} could not be read (last read {read}).",
    Trouble.NEVER_READ: "{source} has never been read.",
    Trouble.UNUSUAL: "{source} gives something else than it uses to: see `briefing "
    "sources`.",
    Trouble.ASIDE: "{source} has records that could not be understood: see `briefing "
    "sources quarantine`.",
}


def render(found: DailyBrief, template: Path) -> bytes:
    """The daily brief as a Word file; TemplateError when the template is to blame."""
    return printed(
        in_language(template, found.profile.language),
        lambda paper: fields(found, paper),
        lambda document, _paper: _describe(document, found),
    )


def fields(found: DailyBrief, paper: Paper) -> DailyFields:
    """Everything that the template can print, in the profile's language."""
    _ = translator(found.profile.language)
    parts = (found.new, found.changed, found.ended, found.due)
    left = sum(max(0, len(each) - _SHOWN) for each in parts)

    def items(several: Sequence[Item]) -> list[DailyItemFields]:
        return [_item(each, found, paper, _) for each in several[:_SHOWN]]

    return DailyFields(
        organisation=OrganisationFields(
            prose(found.profile.organisation), prose(found.profile.case_number)
        ),
        eksempel=_("EXAMPLE DATA – invented for demonstration")
        if any(each.proposal.example for part in parts for each in part)
        else "",
        dato=prose(format_date(danish_day(found.now), _.language)),
        siden=prose(format_date(danish_day(found.since), _.language)),
        tomt=_nothing(found, _),
        nye=items(found.new),
        ændrede=items(found.changed),
        afsluttede=items(found.ended),
        frister=items(found.due),
        udeladt=_("Further proposals that are not shown: {count}.", count=left)
        if left
        else "",
        forbehold=[prose(trouble_sentence(each, _)) for each in found.troubles],
    )


def _nothing(found: DailyBrief, say: Translator) -> str:
    if not found.is_empty:
        return ""
    return prose(
        say(
            "Nothing new, changed or adopted since {day}, and no deadline within "
            "{days} working days.",
            day=format_date(danish_day(found.since), say.language),
            days=DAYS_AHEAD,
        )
    )


def trouble_sentence(trouble: SourceTrouble, say: Translator) -> str:
    """What is wrong with a source, in a sentence."""
    read = trouble.read_at
    return say(
        _TROUBLES[trouble.trouble],
        source=source_label(trouble.source),
        read=format_date(danish_day(read), say.language) if read else say("never"),
    )


def _item(
    item: Item, found: DailyBrief, paper: Paper, say: Translator
) -> DailyItemFields:
    proposal, due = item.proposal, item.due
    reasons = reason_texts(item.relevance, say)
    return DailyItemFields(
        titel=paper.link(printable(proposal.title), proposal.url),
        betegnelse=designation(proposal),
        art=kind_label(proposal.kind, say),
        stadie=stage_label(proposal.stage_on(danish_day(found.now)), say),
        grund=prose(reasons[0]) if reasons else "",
        nyt=prose(news_sentence(item, say)),
        frist=prose(deadline_sentence(due, found.now, say)) if due else "",
        forbehold=prose(" ".join(deadlines.remarks(due, say))) if due else "",
        relevans=item.relevance.score,
        notat=printable(item.briefing),
        opgave=prose(" ".join(handled_sentences(item.assigned, item.response, say))),
    )


def news_sentence(item: Item, say: Translator) -> str:
    """What happened; that it appeared is what the section says already."""
    told = [each for each in item.events if each.kind is not EventKind.APPEARED]
    sentences = [event_sentence(each, say) for each in told[:_EVENTS_SHOWN]]
    if len(told) > _EVENTS_SHOWN:
        sentences.append(say("… and {count} more.", count=len(told) - _EVENTS_SHOWN))
    return " ".join(sentences)


def deadline_sentence(due: Due, now: datetime, say: Translator) -> str:
    """Whose deadline, when, and how long there is left at a moment."""
    return say(
        "{what}: {when} – {left}",
        what=deadline_label(due.deadline.kind, say),
        when=when(due.deadline, say),
        left=deadlines.left(due.deadline, now, say),
    )


def _describe(document: Any, found: DailyBrief) -> None:
    _ = translator(found.profile.language)
    properties = document.core_properties
    day = format_date(danish_day(found.now), _.language)
    properties.title = shortened(_("Overview of {day}", day=day))
    properties.author = shortened(found.profile.organisation)
    properties.last_modified_by = properties.author
    properties.language = "da-DK" if _.language == "da" else "en-GB"
    moment = found.now.astimezone(UTC).replace(tzinfo=None)  # as OPC keeps it
    properties.created = properties.modified = moment


def as_json(found: DailyBrief) -> bytes:
    """The brief as JSON: what the Word file says, and what it had no room for."""
    _ = translator(found.profile.language)
    value = {
        "schema": "daily/1",
        "profile": found.profile.id,
        "language": found.profile.language,
        "since": found.since.isoformat(),
        "created_at": found.now.isoformat(),
        "new": [_values(each, _) for each in found.new],
        "changed": [_values(each, _) for each in found.changed],
        "ended": [_values(each, _) for each in found.ended],
        "due": [_values(each, _) for each in found.due],
        "troubles": [
            {
                "source": each.source,
                "trouble": each.trouble.value,
                "text": trouble_sentence(each, _),
            }
            for each in found.troubles
        ],
    }
    return json_bytes(value)


def _values(item: Item, say: Translator) -> dict[str, Any]:
    deadline = item.due.deadline if item.due else None
    return {
        "ref": item.proposal.ref,
        "title": item.proposal.title,
        "kind": item.proposal.kind.value,
        "stage": item.proposal.stage.value,
        "url": item.proposal.url,
        "score": item.relevance.score,
        "computed_score": item.relevance.computed,
        "reasons": [each.text for each in item.relevance.reasons],
        "events": [event_sentence(each, say) for each in item.events],
        "deadline": deadline.date.isoformat() if deadline else None,
        "briefing": item.briefing or None,
        "assigned": item.assigned or None,
        "response": response_values(item.response),
    }
