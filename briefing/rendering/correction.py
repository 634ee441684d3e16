"""A correction in words: on paper, in a letter, and as a mark on the briefing."""

import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx

from briefing.domain.correction import Correction
from briefing.domain.review import Withdrawal
from briefing.language import Translator, translator
from briefing.language.written import danish_day, format_date
from briefing.rendering.context_case import designation
from briefing.rendering.correction_fields import CorrectionFields
from briefing.rendering.desk import prose
from briefing.rendering.fields import OrganisationFields
from briefing.rendering.record import json_bytes
from briefing.rendering.runs import Paper, printable
from briefing.rendering.word import in_language, printed, shortened

MARK = "WITHDRAWN"
"""The word of the catalogue that stands on every page of a withdrawn briefing."""
MARK_STYLE = "Udkastmærke"
TEMPLATE = "rettelse.docx"


def render(found: Correction, template: Path) -> bytes:
    """The correction as a Word file; TemplateError when the template is to blame."""
    language = found.profile.language
    return printed(
        in_language(template, language),
        lambda paper: fields(found, paper),
        lambda document, _paper: _describe(document, found),
    )


def fields(found: Correction, paper: Paper) -> CorrectionFields:
    """Everything that the template can print, in the profile's language."""
    _ = translator(found.profile.language)
    proposal = found.proposal
    return CorrectionFields(
        organisation=OrganisationFields(
            prose(found.profile.organisation), prose(found.profile.case_number)
        ),
        eksempel=_("EXAMPLE DATA – invented for demonstration")
        if proposal.example
        else "",
        fortroligt=_("CONFIDENTIAL – not to be passed on")
        if proposal.confidential
        else "",
        dato=prose(_day(found.withdrawal.at, _)),
        sagen=paper.link(printable(proposal.title), proposal.url),
        betegnelse=designation(proposal),
        trukket=prose(what_is_withdrawn(found)),
        forkert=prose(found.withdrawal.why),
        siden=prose(since(found)),
        i_stedet=prose(instead(found)),
        gør=prose(what_to_do(found)),
    )


def what_is_withdrawn(found: Correction) -> str:
    """Which briefing, who withdrew it and when, in a sentence."""
    _ = translator(found.profile.language)
    return _(
        "The briefing of {approved} (version {version}, approved by {approver}) was "
        "withdrawn by {name} on {day}.",
        approved=_day(found.approval.at, _),
        version=found.withdrawal.assessment_version,
        approver=found.approval.by,
        name=found.withdrawal.by,
        day=_day(found.withdrawal.at, _),
    )


def since(found: Correction) -> str:
    """Since when it has been in use, and how many got it."""
    _ = translator(found.profile.language)
    approved = _day(found.approval.at, _)
    if found.sent_at is None:
        return _("It has been in use since {day}. No mail went out with it.",
                 day=approved)  # fmt: skip
    sent = _day(found.sent_at, _)
    if found.receivers == 1:
        return _(
            "It has been in use since {day} and was sent to one person, on {sent}.",
            day=approved,
            sent=sent,
        )
    return _(
        "It has been in use since {day} and was sent to {count} persons, the first "
        "time on {sent}.",
        day=approved,
        count=found.receivers,
        sent=sent,
    )


def instead(found: Correction) -> str:
    """What to use in its place."""
    _ = translator(found.profile.language)
    if found.withdrawal.instead:
        return found.withdrawal.instead
    if found.newer is not None:
        return _(
            "Use version {version}, which {name} approved on {day}.",
            version=found.newer.assessment_version,
            name=found.newer.by,
            day=_day(found.newer.at, _),
        )
    return _(
        "There is nothing to put in its place yet. A new briefing is sent when "
        "somebody has approved it; until then, go to the source."
    )


def what_to_do(found: Correction) -> str:
    """What whoever has the briefing is to do."""
    _ = translator(found.profile.language)
    return _(
        "Do not use the briefing and do not pass it on. If you have passed it on, pass "
        "this correction on too. What was decided on its basis should be looked at "
        "again."
    )


def _day(moment: datetime, say: Translator) -> str:
    return format_date(danish_day(moment), say.language)


def _describe(document: Any, found: Correction) -> None:
    _ = translator(found.profile.language)
    properties = document.core_properties
    properties.title = shortened(_("Correction: {title}", title=found.proposal.title))
    properties.author = shortened(found.profile.organisation)
    properties.last_modified_by = properties.author
    properties.category = shortened(found.profile.case_number)
    key = found.withdrawal
    properties.identifier = shortened(f"{key.ref} v{key.assessment_version}")
    properties.language = "da-DK" if _.language == "da" else "en-GB"
    moment = key.at.astimezone(UTC).replace(tzinfo=None)  # as OPC keeps it
    properties.created = properties.modified = moment


def mark_sentence(found: Withdrawal, language: str) -> str:
    """The mark in full: that it is withdrawn, by whom, when and why."""
    _ = translator(language)
    return _(
        "WITHDRAWN on {day} by {name}: {why} Do not use this document.",
        day=_day(found.at, _),
        name=printable(found.by),
        why=printable(found.why).rstrip(".") + ".",
    )


def marked_word(body: bytes, found: Withdrawal, language: str) -> bytes:
    """A Word file with the mark at its top and in the header of every page.

    What else it says stays as it was. Raises ValueError, KeyError or BadZipFile when
    it is not a Word file.
    """
    _ = translator(language)
    document = docx.Document(io.BytesIO(body))
    text = mark_sentence(found, language)
    _put_first(document, document.element.body, text)
    for section in document.sections:
        for header in _headers(document, section):
            _put_first(document, header._element, _(MARK))  # noqa: SLF001 - python-docx has no public way to a header's XML
    properties = document.core_properties
    properties.content_status = _(MARK)
    properties.title = shortened(f"{_(MARK)}: {properties.title}")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _headers(document: Any, section: Any) -> list[Any]:
    found = [section.header]
    if section.different_first_page_header_footer:
        found.append(section.first_page_header)
    if document.settings.odd_and_even_pages_header_footer:
        found.append(section.even_page_header)
    return [each for each in found if not each.is_linked_to_previous]


def _put_first(document: Any, parent: Any, text: str) -> None:
    """A paragraph in the style of the draft's mark, or bold where there is none."""
    paragraph = document.add_paragraph()
    element = paragraph._p  # noqa: SLF001 - python-docx adds at the end only
    if MARK_STYLE in {each.name for each in document.styles}:
        paragraph.style = document.styles[MARK_STYLE]
        paragraph.add_run(text)
    else:
        paragraph.add_run(text).bold = True
    parent.insert(0, element)


def marked_json(body: bytes, found: Withdrawal) -> bytes:
    """The JSON beside a briefing with the withdrawal in it.

    Raises ValueError when it is not a JSON object.
    """
    value = json.loads(body)
    if not isinstance(value, dict):
        raise ValueError("not an object")  # noqa: TRY004 - what the caller catches
    told = {
        "by": found.by,
        "at": found.at.isoformat(),
        "why": found.why,
        "instead": found.instead,
    }
    return json_bytes({"withdrawn": told} | value)
