"""What every letter shares: a matter as an entry, and the words at the end."""

import textwrap
from datetime import datetime

from briefing.domain.daily import Item
from briefing.domain.delivery import Entry, Recipient, Role
from briefing.domain.profile import Profile
from briefing.domain.proposal import Proposal
from briefing.language import Translator
from briefing.language.written import danish_day
from briefing.rendering import deadlines
from briefing.rendering.context_case import designation
from briefing.rendering.daily import deadline_sentence, news_sentence
from briefing.rendering.desk import prose
from briefing.rendering.handling import handled_sentences
from briefing.rendering.labels import kind_label, stage_label
from briefing.rendering.runs import printable

_SUBJECT = 110
ROLES = {
    Role.OFFICER: "policy officer",
    Role.BOARD: "member of the board",
    Role.SECRETARIAT: "secretariat",
    Role.OPERATOR: "operator",
}


def entry(item: Item, why: str, now: datetime, say: Translator) -> Entry:
    """A matter: what it is, how far, what happened, what is due, and whose it is."""
    proposal, due = item.proposal, item.due
    stage = stage_label(proposal.stage_on(danish_day(now)), say)
    lines = [
        f"{designation(proposal)} · {kind_label(proposal.kind, say)} · {stage}",
        news_sentence(item, say),
    ]
    if due is not None:
        lines.append(deadline_sentence(due, now, say))
        lines.extend(deadlines.remarks(due, say))
    lines.extend(handled_sentences(item.assigned, item.response, say))
    return Entry(
        proposal.title, proposal.url, tuple(prose(e) for e in lines if e.strip()), why
    )


def subject_of(proposal: Proposal) -> str:
    """Number and title, short enough for a list of mails."""
    title = printable(proposal.title)
    return textwrap.shorten(
        f"{designation(proposal)}: {title}", _SUBJECT, placeholder=" …"
    )


def footer(to: Recipient, profile: Profile, say: Translator) -> tuple[str, ...]:
    """Who gets the letter as what, and how to be left out."""
    return (
        say(
            "Sent to {name} as {role} for {organisation}.",
            name=to.name,
            role=say(ROLES[to.role]),
            organisation=profile.organisation,
        ),
        say(
            "Reply with the word “unsubscribe” to get no more of these; whoever runs "
            "the program will see to it."
        ),
    )


def example_note(items: tuple[Item, ...], say: Translator) -> tuple[str, ...]:
    """That it is invented, where anything in it is."""
    if any(each.proposal.example for each in items):
        return (say("EXAMPLE DATA – invented for demonstration"),)
    return ()
