"""The day's overview as a letter, and one letter for each matter in it."""

from collections.abc import Mapping

from briefing.domain.daily import DailyBrief, Item
from briefing.domain.delivery import Letter, Recipient, Section
from briefing.language import translator
from briefing.language.written import danish_day, format_date
from briefing.rendering.daily import trouble_sentence
from briefing.rendering.letters.sentences import (
    entry,
    example_note,
    footer,
    subject_of,
)


def daily_letter(found: DailyBrief, to: Recipient, why: Mapping[str, str]) -> Letter:
    """The overview for one recipient; `why` has the reason for each ref in it."""
    _ = translator(found.profile.language)
    day = format_date(danish_day(found.now), _.language)
    return _overview(found, to, why, _("Overview of {day}", day=day))


def weekly_letter(found: DailyBrief, to: Recipient, why: Mapping[str, str]) -> Letter:
    """The same for a week."""
    _ = translator(found.profile.language)
    week = danish_day(found.now).isocalendar().week
    return _overview(found, to, why, _("Overview of week {week}", week=week))


def _overview(
    found: DailyBrief, to: Recipient, why: Mapping[str, str], heading: str
) -> Letter:
    _ = translator(found.profile.language)
    parts = (
        (_("Due soon"), found.due),
        (_("New"), found.new),
        (_("Changed"), found.changed),
        (_("Adopted or ended"), found.ended),
    )
    sections = tuple(
        Section(
            name,
            tuple(entry(e, why[e.proposal.ref], found.now, _) for e in items),
        )
        for name, items in parts
    )
    since = format_date(danish_day(found.since), _.language)
    lead = _(
        "Since {since}: {new} new, {changed} changed, {ended} adopted or ended. "
        "{due} deadlines within ten working days.",
        since=since,
        new=len(found.new),
        changed=len(found.changed),
        ended=len(found.ended),
        due=len(found.due),
    )
    if found.is_empty:
        lead = _(
            "Nothing that you follow is new, changed or adopted since {since}, and no "
            "deadline falls within ten working days.",
            since=since,
        )
    every = (*found.due, *found.new, *found.changed, *found.ended)
    return Letter(
        subject=heading,
        heading=heading,
        language=_.language,
        lead=(lead,),
        sections=sections,
        notes=(
            *example_note(every, _),
            *(trouble_sentence(each, _) for each in found.troubles),
        ),
        footer=footer(to, found.profile, _),
    )


def single_letter(found: DailyBrief, item: Item, to: Recipient, why: str) -> Letter:
    """One matter of the overview, for who wants a mail for each."""
    _ = translator(found.profile.language)
    return Letter(
        subject=subject_of(item.proposal),
        heading=_("New or changed"),
        language=_.language,
        sections=(Section(_("Proposal"), (entry(item, why, found.now, _),)),),
        notes=(
            *example_note((item,), _),
            *(trouble_sentence(each, _) for each in found.troubles),
        ),
        footer=footer(to, found.profile, _),
    )
