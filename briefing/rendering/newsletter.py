"""The newsletter for members: in Word, as HTML for mail, and as JSON."""

from datetime import UTC
from html import escape
from pathlib import Path
from typing import Any

from briefing.domain.assessment import Assessment, PointKind
from briefing.domain.deadline import ends_at
from briefing.domain.newsletter import Matter, Newsletter, Retraction
from briefing.language import Translator, translator
from briefing.language.remaining import when
from briefing.language.written import danish_day, format_date
from briefing.rendering.context_case import designation
from briefing.rendering.desk import prose
from briefing.rendering.fields import OrganisationFields
from briefing.rendering.labels import deadline_label, stage_label
from briefing.rendering.newsletter_fields import (
    MatterFields,
    NewsletterFields,
    RetractionFields,
)
from briefing.rendering.record import json_bytes
from briefing.rendering.runs import Paper, printable
from briefing.rendering.word import in_language, printed, shortened

TEMPLATE = "nyhedsbrev.docx"
_INK, _SOFT, _LINE, _LINK, _WARN = "#1b1f23", "#57606a", "#d0d7de", "#0b5394", "#8a4b00"
_FONT = "font-family:Calibri,Carlito,'Segoe UI',Arial,sans-serif"
_PAGE = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>{title}</title>
</head>
<body style="margin:0;padding:0;background-color:#ffffff">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
<tr><td align="center" style="padding:16px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" \
style="width:100%;max-width:600px">
<tr><td style="{font};font-size:16px;line-height:1.5;color:{ink};text-align:left">
{body}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
"""


def render(found: Newsletter, template: Path) -> bytes:
    """The newsletter as a Word file; TemplateError when the template is to blame."""
    return printed(
        in_language(template, found.profile.language),
        lambda paper: fields(found, paper),
        lambda document, _paper: _describe(document, found),
    )


def fields(found: Newsletter, paper: Paper) -> NewsletterFields:
    """Everything that the template can print, in the profile's language."""
    _ = translator(found.profile.language)
    return NewsletterFields(
        organisation=OrganisationFields(
            prose(found.profile.organisation), prose(found.profile.case_number)
        ),
        eksempel=_example(found, _),
        dato=prose(format_date(danish_day(found.now), _.language)),
        modtagere=prose(_readers(found, _)),
        indledning=prose(_opening(found, _)),
        tomt=prose(_nothing(found, _)),
        sager=[_matter(each, found, paper, _) for each in found.matters],
        rettelser=[_retraction(each, paper, _) for each in found.retractions],
        tilblivelse=prose(_how_made(_)),
        udsendt=prose(_sent_by(found, _)),
    )


def _example(found: Newsletter, say: Translator) -> str:
    told = [each.proposal for each in found.matters]
    told += [each.proposal for each in found.retractions]
    if any(each.example for each in told):
        return say("EXAMPLE DATA – invented for demonstration")
    return ""


def _readers(found: Newsletter, say: Translator) -> str:
    groups = found.profile.member_groups
    if not groups:
        return say("For members and shop stewards")
    return say("For {groups}", groups=", ".join(groups))


def _opening(found: Newsletter, say: Translator) -> str:
    if not found.matters:
        return ""
    since = format_date(danish_day(found.since), say.language)
    if len(found.matters) == 1:
        return say("One matter since {since}, in plain language.", since=since)
    return say(
        "{count} matters since {since}, in plain language.",
        count=len(found.matters),
        since=since,
    )


def _nothing(found: Newsletter, say: Translator) -> str:
    if found.matters:
        return ""
    return say(
        "There is no news this time: nothing that we have looked through and approved "
        "since {since}.",
        since=format_date(danish_day(found.since), say.language),
    )


def sentences(found: Assessment) -> list[str]:
    """The approved sentences for members; without any, the bottom line."""
    plain = [each.text for each in found.points if each.kind is PointKind.PLAIN]
    return plain or [each.text for each in found.summary]


def _matter(
    matter: Matter, found: Newsletter, paper: Paper, say: Translator
) -> MatterFields:
    proposal = matter.proposal
    return MatterFields(
        titel=paper.link(printable(proposal.title), proposal.url),
        betegnelse=prose(_where_it_is(matter, found, say)),
        afsnit=[prose(e) for e in sentences(matter.approved.assessment)],
        hvornår=prose(_next_deadline(matter, found, say)),
        kilder=prose(_sources(matter, say)),
    )


def _where_it_is(matter: Matter, found: Newsletter, say: Translator) -> str:
    stage = stage_label(matter.proposal.stage_on(danish_day(found.now)), say)
    return f"{designation(matter.proposal)} · {stage}"


def _next_deadline(matter: Matter, found: Newsletter, say: Translator) -> str:
    ahead = [e for e in matter.proposal.deadlines if ends_at(e) > found.now]
    if not ahead:
        return ""
    first = min(ahead, key=ends_at)
    return f"{deadline_label(first.kind, say)}: {when(first, say)}"


def _sources(matter: Matter, say: Translator) -> str:
    assessment, review = matter.approved.assessment, matter.approved.review
    plain = [e for e in assessment.points if e.kind is PointKind.PLAIN]
    cited = {c.document for e in plain or assessment.summary for c in e.citations}
    titles = [each.title for each in matter.documents if each.key in cited]
    named = "; ".join(dict.fromkeys(titles)) or matter.proposal.title
    return say(
        "Sources: {sources}. Approved by {name} on {day}.",
        sources=named,
        name=review.by,
        day=format_date(danish_day(review.at), say.language),
    )


def _retraction(found: Retraction, paper: Paper, say: Translator) -> RetractionFields:
    return RetractionFields(
        titel=paper.link(printable(found.proposal.title), found.proposal.url),
        tekst=prose(_what_was_wrong(found, say)),
    )


def _what_was_wrong(found: Retraction, say: Translator) -> str:
    why = found.withdrawal.why.rstrip(".")
    text = say("What we wrote earlier was wrong: {why}.", why=why)
    if not found.withdrawal.instead:
        return text
    return f"{text} {say('Instead: {instead}', instead=found.withdrawal.instead)}"


def _how_made(say: Translator) -> str:
    return say(
        "The texts are made by rules or a model from the documents named, held against "
        "them by code, and approved by a person before they were put in here."
    )


def _sent_by(found: Newsletter, say: Translator) -> str:
    return say(
        "Sent out by {name} for {organisation} on {day}.",
        name=found.by,
        organisation=found.profile.organisation,
        day=format_date(danish_day(found.now), say.language),
    )


def _title(found: Newsletter, say: Translator) -> str:
    return say("News from {organisation}", organisation=found.profile.organisation)


def _describe(document: Any, found: Newsletter) -> None:
    _ = translator(found.profile.language)
    properties = document.core_properties
    properties.title = shortened(_title(found, _))
    properties.author = shortened(found.profile.organisation)
    properties.last_modified_by = properties.author
    properties.language = "da-DK" if _.language == "da" else "en-GB"
    moment = found.now.astimezone(UTC).replace(tzinfo=None)  # as OPC keeps it
    properties.created = properties.modified = moment


def as_html(found: Newsletter) -> str:
    """The newsletter for mail programs: tables, styles inline, nothing to fetch."""
    _ = translator(found.profile.language)
    day = format_date(danish_day(found.now), _.language)
    parts = [
        _p(_readers(found, _), f"font-size:14px;color:{_SOFT}"),
        f'<h1 style="font-size:24px;line-height:1.25;margin:0 0 4px">'
        f"{_safe(_title(found, _))}</h1>",
        _p(day, f"font-size:14px;color:{_SOFT}"),
        _p(_example(found, _), f"font-weight:bold;color:{_WARN}"),
        _p(_opening(found, _) or _nothing(found, _)),
        *(_html_matter(each, found, _) for each in found.matters),
        *_html_retractions(found, _),
        f'<hr style="border:0;border-top:1px solid {_LINE};margin:28px 0 12px">',
        _p(f"{_how_made(_)} {_sent_by(found, _)}", f"font-size:13px;color:{_SOFT}"),
    ]
    return _PAGE.format(
        language=_.language,
        title=_safe(_title(found, _)),
        font=_FONT,
        ink=_INK,
        body="\n".join(each for each in parts if each),
    )


def _safe(text: str) -> str:
    return escape(printable(text))


def _p(text: str, style: str = "") -> str:
    return f'<p style="margin:0 0 10px;{style}">{_safe(text)}</p>' if text else ""


def _linked(title: str, url: str) -> str:
    if not url.startswith(("https://", "http://")):
        return _safe(title)
    return f'<a href="{escape(url)}" style="color:{_LINK}">{_safe(title)}</a>'


def _heading(inner: str) -> str:
    style = f"font-size:18px;line-height:1.3;margin:26px 0 4px;color:{_INK}"
    return f'<h2 style="{style}">{inner}</h2>'


def _html_matter(matter: Matter, found: Newsletter, say: Translator) -> str:
    small = f"font-size:14px;color:{_SOFT}"
    parts = (
        _heading(_linked(matter.proposal.title, matter.proposal.url)),
        _p(_where_it_is(matter, found, say), small),
        *(_p(each) for each in sentences(matter.approved.assessment)),
        _p(_next_deadline(matter, found, say), "font-weight:bold"),
        _p(_sources(matter, say), small),
    )
    return "\n".join(each for each in parts if each)


def _html_retractions(found: Newsletter, say: Translator) -> list[str]:
    if not found.retractions:
        return []
    parts = [_heading(_safe(say("Corrections to earlier newsletters")))]
    for each in found.retractions:
        title = _linked(each.proposal.title, each.proposal.url)
        style = f"margin:0 0 10px;border-left:4px solid {_WARN};padding:2px 0 2px 10px"
        text = _safe(_what_was_wrong(each, say))
        parts.append(f'<p style="{style}"><b>{title}</b><br>{text}</p>')
    return parts


def as_json(found: Newsletter) -> bytes:
    """What the newsletter told, so that a later one can correct it."""
    return json_bytes(
        {
            "schema": "newsletter/1",
            "profile": found.profile.id,
            "by": found.by,
            "since": found.since.isoformat(),
            "created_at": found.now.isoformat(),
            "matters": [
                {
                    "ref": each.proposal.ref,
                    "version": each.approved.assessment.version,
                    "text": sentences(each.approved.assessment),
                }
                for each in found.matters
            ],
            "corrections": [
                {
                    "ref": each.withdrawal.ref,
                    "version": each.withdrawal.assessment_version,
                }
                for each in found.retractions
            ],
        }
    )
