"""The day's and the week's overview for each recipient."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from briefing.delivery.folder import DailyName
from briefing.delivery.following import why_told
from briefing.domain.daily import DailyBrief, Item
from briefing.domain.delivery import (
    Attachment,
    DeliveryState,
    LetterKind,
    Parcel,
    Recipient,
    Rhythm,
)
from briefing.domain.profile import Profile
from briefing.language import translator
from briefing.language.written import danish_day
from briefing.pipeline.addressing import (
    Due,
    daily_time_has_come,
    is_first_look,
    tag,
    takers,
)
from briefing.pipeline.daily import daily_brief, last_brief, write_daily
from briefing.pipeline.line import Line
from briefing.rendering.daily import render
from briefing.rendering.letters.daily import daily_letter, single_letter, weekly_letter

_LOOK_BACK = timedelta(days=60)
_WEEK = timedelta(days=7)


def daily(line: Line, profile: Profile, *, dry: bool) -> Iterator[Due]:
    """The day's overview for each recipient, from where the recipient's last ended."""
    if not daily_time_has_come(line, profile):
        return
    today = danish_day(line.clock())
    groups: dict[datetime | None, list[Recipient]] = {}
    for to in _without_todays(line, profile, today):
        groups.setdefault(_since(line, profile, to), []).append(to)
    for since, several in sorted(groups.items(), key=lambda each: each[0] is not None):
        also = _followed(line, several)
        found = daily_brief(line, profile, since, also)
        if since is None and not dry:
            write_daily(line, daily_brief(line, profile))
        public = _narrowed(found, lambda item: not item.proposal.confidential)
        file = _daily_file(line, public, today)
        for to in several:
            yield _daily_parcels(line, public, to, file)


def _without_todays(line: Line, profile: Profile, today: date) -> list[Recipient]:
    """Who has nothing recorded for today; single mails are made at first look only."""
    known = line.store.delivery_keys(f"daily/{profile.id}/{today}/")
    have = {each.split("/")[3] for each in known}
    return [
        each
        for each in takers(line, profile.id, LetterKind.DAILY)
        if tag(each.address) not in have
        and each.rhythm is not Rhythm.WEEKLY
        and (is_first_look(line, profile) or each.rhythm is Rhythm.DAILY)
    ]


def _since(line: Line, profile: Profile, to: Recipient) -> datetime | None:
    """When the last overview that reached the recipient was made.

    None where that is the profile's own last one, or where there was none.
    """
    reached = _reached(line, profile, to, LetterKind.DAILY, LetterKind.SINGLE)
    last = last_brief(line, profile)
    if reached is None or (last and danish_day(reached) == danish_day(last)):
        return None
    return reached


def _reached(
    line: Line, profile: Profile, to: Recipient, *kinds: LetterKind
) -> datetime | None:
    """When the last letter of these kinds was made that reached the recipient."""
    sent = line.store.deliveries(
        frozenset({DeliveryState.SENT}), line.clock() - _LOOK_BACK
    )
    own = [
        each.recorded_at
        for each in sent
        if LetterKind(each.kind) in kinds
        and (each.profile, each.address) == (profile.id, to.address)
    ]
    return max(own, default=None)


def _followed(line: Line, several: list[Recipient]) -> frozenset[str]:
    """The refs of every case that somebody follows by itself, with its other parts."""
    known = set(line.store.refs())
    found: set[str] = set()
    for each in several:
        for ref in known & set(each.follows.dossiers):
            found |= {ref, *line.store.dossier(ref).refs}
    return frozenset(each for each in found if line.store.relevance(each))


def _narrowed(found: DailyBrief, wanted: Callable[[Item], bool]) -> DailyBrief:
    return replace(
        found,
        new=tuple(filter(wanted, found.new)),
        changed=tuple(filter(wanted, found.changed)),
        ended=tuple(filter(wanted, found.ended)),
        due=tuple(filter(wanted, found.due)),
    )


def _only(found: DailyBrief, refs: Collection[str]) -> DailyBrief:
    return _narrowed(found, lambda item: item.proposal.ref in refs)


def _daily_file(line: Line, found: DailyBrief, today: date) -> Attachment:
    body = line.compute(render, found, line.templates / found.profile.daily_template)
    return Attachment(DailyName(found.profile, today).path.rpartition("/")[2], body)


def weekly(line: Line, profile: Profile) -> Iterator[Due]:
    """The week's overview, from its first working day, for who wants no daily one."""
    if not daily_time_has_come(line, profile):
        return
    year, week, _day = danish_day(line.clock()).isocalendar()
    start = f"weekly/{profile.id}/{year}-W{week:02}"
    known = line.store.delivery_keys(start)
    for to in takers(line, profile.id, LetterKind.WEEKLY):
        key = f"{start}/{tag(to.address)}"
        if to.rhythm is not Rhythm.WEEKLY or key in known:
            continue
        since = _reached(line, profile, to, LetterKind.WEEKLY) or line.clock() - _WEEK
        found = daily_brief(line, profile, since, _followed(line, [to]))
        public = _narrowed(found, lambda item: not item.proposal.confidential)
        why = _reasons(line, public, to)
        letter = weekly_letter(_only(public, why), to, why)
        yield (Parcel(key, LetterKind.WEEKLY, to, letter, "", tuple(why)),)


def _reasons(line: Line, found: DailyBrief, to: Recipient) -> dict[str, str]:
    """Why the recipient gets each matter; without those not to be told."""
    _ = translator(found.profile.language)
    why: dict[str, str] = {}
    for item in (*found.due, *found.new, *found.changed, *found.ended):
        ref = item.proposal.ref
        reason = why_told(to, item, line.store.dossier(ref).refs, _)
        if reason:
            why[ref] = reason
    return why


def _daily_parcels(
    line: Line, found: DailyBrief, to: Recipient, file: Attachment
) -> tuple[Parcel, ...]:
    day = danish_day(found.now)
    start = f"daily/{found.profile.id}/{day}/{tag(to.address)}"
    why = _reasons(line, found, to)
    own = _only(found, why)
    if to.rhythm is not Rhythm.SINGLE:
        letter = daily_letter(own, to, why)
        refs = tuple(why)
        return (Parcel(start, LetterKind.DAILY, to, letter, "", refs, (file,)),)
    return tuple(
        Parcel(
            f"{start}/{item.proposal.ref}",
            LetterKind.SINGLE,
            to,
            single_letter(own, item, to, why[item.proposal.ref]),
            why[item.proposal.ref],
            (item.proposal.ref,),
        )
        for item in (*own.new, *own.changed, *own.ended)
    )
