"""Why a recipient gets a matter: which of the things followed it is about."""

from collections.abc import Collection, Iterator

from briefing.domain.daily import Item
from briefing.domain.delivery import Recipient
from briefing.language import Translator
from briefing.language.words import matches


def why_told(
    recipient: Recipient, item: Item, dossier: Collection[str], say: Translator
) -> str:
    """The reason in a sentence; empty when the recipient is not to get it.

    `dossier` are the refs of the same matter. What is followed by itself is told
    whatever its relevance.
    """
    if set(recipient.follows.dossiers) & {item.proposal.ref, *dossier}:
        return say("You get this because you follow this case.")
    if item.relevance.score < recipient.threshold:
        return ""
    if recipient.follows.is_everything:
        return _by_relevance(recipient, item, say)
    found = tuple(dict.fromkeys(_followed(recipient, item)))
    if not found:
        return ""
    return say("You get this because you follow {what}.", what=", ".join(found))


def _by_relevance(recipient: Recipient, item: Item, say: Translator) -> str:
    reasons = [each.text for each in item.relevance.reasons if each.points]
    computed = item.relevance.computed
    if reasons and computed is not None:
        said = say("(computed {computed})", computed=computed)
        reasons[0] = f"{reasons[0].rstrip('.')} {said}."
    return say(
        "You get this because its relevance is {score} (you are told from "
        "{threshold}). {reason}",
        score=item.relevance.score,
        threshold=recipient.threshold,
        reason=reasons[0] if reasons else "",
    ).strip()


def _followed(recipient: Recipient, item: Item) -> Iterator[str]:
    """The names of what is followed and what the relevance rests on."""
    reasons = [each.text for each in item.relevance.reasons]
    proposal = item.proposal
    text = "\n".join((proposal.title, proposal.summary, *proposal.topics, *reasons))
    for topic in recipient.follows.topics:
        if any(f"{mark}{topic}" in each for each in reasons for mark in "»“„"):
            yield topic
    for group in (*recipient.follows.sectors, *recipient.follows.member_groups):
        if matches(group, text):
            yield group
