"""What happens to a profile's matters as an Atom feed (RFC 4287); owns feedgen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from uuid import NAMESPACE_URL, uuid5

from feedgen.feed import FeedGenerator

from briefing.domain.daily import Item
from briefing.domain.profile import Profile
from briefing.domain.review import ApprovedAssessment
from briefing.language import Translator, translator
from briefing.language.remaining import when
from briefing.language.written import danish_day, format_date
from briefing.rendering.events import event_sentence
from briefing.rendering.labels import deadline_label, kind_label, stage_label
from briefing.rendering.letters.sentences import subject_of
from briefing.rendering.runs import printable

_EVENTS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class NewsItem:
    """A matter in the feed: what happened, and what was approved, if anything was.

    `began_at` is when it was first seen, `updated_at` when anything in it changed;
    both UTC. `notes` are finished sentences that a reader must see first.
    """

    item: Item
    began_at: datetime
    updated_at: datetime
    approved: ApprovedAssessment | None = None
    notes: tuple[str, ...] = ()


def as_atom(
    profile: Profile,
    found: Sequence[NewsItem],
    now: datetime,
    address: str = "",
) -> bytes:
    """The feed of a profile, the newest first; `address` is where it is fetched.

    `now` is what an empty feed gives as its time.
    """
    _ = translator(profile.language)
    feed = FeedGenerator()
    feed.id(f"urn:uuid:{uuid5(NAMESPACE_URL, f'briefing/{profile.id}')}")
    organisation = printable(profile.organisation)
    feed.title(_("New and changed – {organisation}", organisation=organisation))
    feed.author({"name": organisation})
    feed.language(profile.language)
    feed.generator("briefing")
    if address:
        feed.link(href=address, rel="self", type="application/atom+xml")
    feed.updated(max((each.updated_at for each in found), default=now))
    for each in found:
        _add(feed, profile, each, _)
    body: bytes = feed.atom_str(pretty=True)
    return body


def _add(
    feed: FeedGenerator, profile: Profile, news: NewsItem, say: Translator
) -> None:
    proposal = news.item.proposal
    entry = feed.add_entry(order="append")
    name = f"briefing/{profile.id}/{proposal.ref}"
    entry.id(f"urn:uuid:{uuid5(NAMESPACE_URL, name)}")
    entry.title(subject_of(proposal))
    entry.updated(news.updated_at)
    entry.published(news.began_at)
    if proposal.url.startswith(("https://", "http://")):
        entry.link(href=proposal.url, rel="alternate")
    entry.category(term=kind_label(proposal.kind, say))
    paragraphs = [escape(printable(each)) for each in _lines(news, say) if each]
    entry.content("".join(f"<p>{each}</p>" for each in paragraphs), type="html")


def _lines(news: NewsItem, say: Translator) -> Iterator[str]:
    item, proposal = news.item, news.item.proposal
    yield from news.notes
    if proposal.example:
        yield say("EXAMPLE DATA – invented for demonstration")
    stage = stage_label(proposal.stage, say)
    yield f"{kind_label(proposal.kind, say)} · {stage}"
    for event in item.events[:_EVENTS_SHOWN]:
        day = format_date(danish_day(event.seen_at), say.language)
        yield f"{day}: {event_sentence(event, say)}"
    if item.due is not None:
        label = deadline_label(item.due.deadline.kind, say)
        yield f"{label}: {when(item.due.deadline, say)}"
    yield from _reason(item, say)
    if news.approved is not None:
        yield from _approved(news.approved, say)


def _reason(item: Item, say: Translator) -> Iterator[str]:
    reasons = [each.text for each in item.relevance.reasons if each.points]
    yield say(
        "Why it is here: its relevance is {score} of 100. {reason}",
        score=item.relevance.score,
        reason=reasons[0] if reasons else "",
    ).strip()


def _approved(found: ApprovedAssessment, say: Translator) -> Iterator[str]:
    yield say(
        "From the briefing approved by {name} on {day}:",
        name=found.review.by,
        day=format_date(danish_day(found.review.at), say.language),
    )
    yield from (each.text for each in found.assessment.summary)
