"""What people subscribe to: a calendar of deadlines and a feed of news per profile."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from briefing.delivery.folder import put_whole
from briefing.delivery.private import same
from briefing.domain.calendar import Feed
from briefing.domain.event import DocumentVersion
from briefing.domain.profile import Profile
from briefing.domain.review import ApprovedAssessment
from briefing.errors import DeliveryError, ReviewError
from briefing.events import absence_events, history_of
from briefing.language import Translator, translator
from briefing.language.written import danish_day, format_date
from briefing.pipeline.approving import still_approved
from briefing.pipeline.calendar import calendar_events, updated_at
from briefing.pipeline.daily import item_of
from briefing.pipeline.line import Line
from briefing.rendering.atom import NewsItem, as_atom
from briefing.rendering.calendar import as_calendar

CALENDAR, NEWS = "deadlines.ics", "news.atom"
GOES_BACK = timedelta(days=60)
"""How far back the feed of news goes."""
MOST_NEWS = 100


@dataclass(frozen=True, slots=True)
class Addresses:
    """The private addresses: `base` is where the web server is reached, if known.

    `keys` has the key of each profile.
    """

    keys: Mapping[str, str]
    base: str = ""

    def of(self, profile: str, name: str) -> str:
        """The address of a feed; without a `base` only its path."""
        return f"{self.base}/feeds/{self.keys[profile]}/{name}"


def feed_at(line: Line, addresses: Addresses, key: str, name: str) -> Feed | None:
    """What lies at an address; None when nothing does."""
    for profile_id, own in addresses.keys.items():
        if same(own, key) and profile_id in line.settings.profiles:
            profile = line.settings.profiles[profile_id]
            return _made(line, profile, name, addresses)
    return None


def _made(line: Line, profile: Profile, name: str, to: Addresses) -> Feed | None:
    if name == CALENDAR:
        return calendar_of(line, profile)
    if name == NEWS:
        return news_of(line, profile, to.of(profile.id, NEWS) if to.base else "")
    return None


def calendar_of(line: Line, profile: Profile) -> Feed:
    """The calendar of a profile's deadlines."""
    shown = calendar_events(line, profile)
    body = as_calendar(profile, shown)
    changed = updated_at(shown, line.clock())
    return Feed(CALENDAR, "text/calendar; charset=utf-8", body, changed)


def news_of(line: Line, profile: Profile, address: str = "") -> Feed:
    """What is new and changed among a profile's matters, the newest first."""
    found = sorted(_news(line, profile), key=_order, reverse=True)[:MOST_NEWS]
    now = line.clock()
    changed = max((each.updated_at for each in found), default=now)
    body = as_atom(profile, found, now, address)
    return Feed(NEWS, "application/atom+xml; charset=utf-8", body, changed)


def _order(news: NewsItem) -> tuple[datetime, str]:
    return news.updated_at, news.item.proposal.ref


def _news(line: Line, profile: Profile) -> Iterator[NewsItem]:
    start = line.clock() - GOES_BACK
    decided = {
        each.ref
        for each in line.store.approved()
        if each.profile == profile.id and each.at >= start
    }
    decided |= {
        each.ref
        for each in line.store.withdrawals()
        if each.profile == profile.id and each.at >= start
    }
    for ref in sorted({*line.store.changed_since(start), *decided}):
        found = line.store.relevance(ref).get(profile.id)
        if found is None or found.score < profile.threshold:
            continue
        if not line.store.proposal(ref).confidential:
            yield _item(line, profile, ref)


def _item(line: Line, profile: Profile, ref: str) -> NewsItem:
    say = translator(profile.language)
    versions = line.store.proposal_versions(ref)
    events = [*history_of(versions), *absence_events(line.store.absences(ref))]
    events.sort(key=lambda each: each.seen_at, reverse=True)
    documents = line.store.document_versions(ref)
    approved, note = _approved(line, profile, ref, say)
    moments = (
        *(each.seen_at for each in versions),
        *(each.seen_at for each in events),
        *(each.fetched_at for each in documents),
        *(each.at for each in line.store.reviews(ref, profile.id)),
        *(each.at for each in line.store.withdrawals(ref, profile.id)),
    )
    notes = (note, *_new_texts(documents, say))
    return NewsItem(
        item_of(line, ref, profile, tuple(events)),
        min(moments),
        max(moments),
        approved,
        tuple(filter(None, notes)),
    )


def _new_texts(documents: tuple[DocumentVersion, ...], say: Translator) -> list[str]:
    again = [each for each in documents if each.version > 1]
    if not again:
        return []
    day = format_date(danish_day(again[-1].fetched_at), say.language)
    return [say("{day}: a document has come in a new version.", day=day)]


def _approved(
    line: Line, profile: Profile, ref: str, say: Translator
) -> tuple[ApprovedAssessment | None, str]:
    """What a person stands behind as it is now; or that it is out of date."""
    own = [each for each in line.store.approved() if each.ref == ref]
    own = [each for each in own if each.profile == profile.id]
    if not own:
        return None, ""
    for each in line.store.withdrawals(ref, profile.id):
        if each.assessment_version == own[-1].assessment_version:
            day = format_date(danish_day(each.at), say.language)
            return None, say(
                "The approved briefing was withdrawn on {day}: {why}",
                day=day,
                why=each.why,
            )
    try:
        return still_approved(line, own[-1])[0], ""
    except ReviewError:
        return None, say(
            "The approved briefing is out of date: what it rests on has changed."
        )


def write_feeds(
    line: Line, addresses: Addresses, profiles: tuple[Profile, ...], into: Path
) -> tuple[Path, ...]:
    """Write the feeds of these profiles below a folder that a web server shows.

    What earlier keys gave is removed, so that an address that was revoked is empty.
    Raises DeliveryError when the folder cannot be written.
    """
    written = []
    root = into / "feeds"
    try:
        for profile in profiles:
            folder = root / addresses.keys[profile.id]
            folder.mkdir(parents=True, exist_ok=True)
            news = addresses.of(profile.id, NEWS) if addresses.base else ""
            for feed in (calendar_of(line, profile), news_of(line, profile, news)):
                put_whole(folder / feed.name, feed.body)
                written.append(folder / feed.name)
        for each in _revoked(root, addresses):
            shutil.rmtree(each)
    except OSError as error:
        raise DeliveryError(f"{into}: cannot be written: {error}") from error
    return tuple(written)


def _revoked(root: Path, addresses: Addresses) -> list[Path]:
    """The folders under `root` that hold feeds and nothing else, at keys of before."""
    current = set(addresses.keys.values())
    return [
        each
        for each in root.iterdir()
        if each.is_dir()
        and each.name not in current
        and {file.name for file in each.iterdir()} <= {CALENDAR, NEWS}
    ]
