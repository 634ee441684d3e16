"""The letter that tells everyone who got a briefing that it was withdrawn."""

from datetime import datetime

from briefing.domain.correction import Correction
from briefing.domain.delivery import Entry, Letter, Recipient, Section
from briefing.language import translator
from briefing.language.written import danish_day, format_date
from briefing.rendering.context_case import designation
from briefing.rendering.correction import (
    instead,
    since,
    what_is_withdrawn,
    what_to_do,
)
from briefing.rendering.letters.sentences import subject_of


def correction_letter(found: Correction, to: Recipient, sent_at: datetime) -> Letter:
    """What was wrong, since when, what to use instead; `sent_at` is the original's."""
    _ = translator(found.profile.language)
    proposal = found.proposal
    day = format_date(danish_day(sent_at), _.language)
    why = _("You get this because the briefing was sent to you on {day}.", day=day)
    lines = (
        _("What was wrong: {why}", why=found.withdrawal.why),
        _("Since when: {since}", since=since(found)),
        _("Instead: {instead}", instead=instead(found)),
    )
    example = (_("EXAMPLE DATA – invented for demonstration"),)
    return Letter(
        subject=_("CORRECTION: {title}", title=subject_of(proposal)),
        heading=_("Correction: a briefing is withdrawn"),
        language=_.language,
        lead=(what_is_withdrawn(found), what_to_do(found)),
        sections=(
            Section(
                designation(proposal),
                (Entry(proposal.title, proposal.url, lines, why),),
            ),
        ),
        notes=example if proposal.example else (),
        footer=(
            _(
                "Sent to {name}, who was sent the briefing, for {organisation}.",
                name=to.name,
                organisation=found.profile.organisation,
            ),
        ),
    )
