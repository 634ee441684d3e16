"""Which letters are due now, each as the parcels that are recorded together."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from briefing.delivery.folder import DailyName
from briefing.delivery.following import why_told
from briefing.domain.briefing import Form
from briefing.domain.daily import DailyBrief, Item
from briefing.domain.delivery import (
    GETS,
    Attachment,
    DeliveryState,
    LetterKind,
    Parcel,
    Recipient,
    Role,
)
from briefing.domain.profile import Profile, Relevance
from briefing.domain.review import Review
from briefing.errors import DeliveryError, ReviewError
from briefing.language import translator
from briefing.language.written import COPENHAGEN, danish_day, is_working_day
from briefing.pipeline.approving import still_approved
from briefing.pipeline.briefs import write
from briefing.pipeline.daily import daily_brief, last_brief, write_daily
from briefing.pipeline.line import Line
from briefing.rendering.daily import render
from briefing.rendering.letters.approved import alarm_letter, approved_letter
from briefing.rendering.letters.daily import daily_letter, single_letter

APPROVALS_GO_BACK = timedelta(days=14)
"""How old an approval may be when it is sent for the first time."""
_LOOK_BACK = timedelta(days=60)
_SINGLES_WITHIN = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Withholding:
    """Something that is due but may not go, and why (a sentence)."""

    what: str
    error: ReviewError | DeliveryError


Due = tuple[Parcel, ...] | Withholding
"""Parcels that are recorded together, or what is held back."""


def tag(address: str) -> str:
    """An address in a key, without telling it."""
    return hashlib.sha256(address.casefold().encode()).hexdigest()[:16]


def takers(line: Line, profile: str, kind: LetterKind) -> list[Recipient]:
    """Who may get this kind of letter for a profile today."""
    today = danish_day(line.clock())
    return [
        each
        for each in line.settings.recipients
        if each.profile == profile
        and kind in GETS[each.role]
        and each.takes_mail_on(today)
    ]


def due_letters(
    line: Line, alarms: Sequence[str] = (), *, dry: bool = False
) -> Iterator[Due]:
    """Everything that is due now and not recorded yet; `dry` writes no file."""
    yield from _alarms(line, alarms)
    for profile in line.settings.profiles.values():
        yield from _approved(line, profile, dry=dry)
        yield from _daily(line, profile, dry=dry)


def daily_time_has_come(line: Line) -> bool:
    """Whether it is a working day and past the time of the daily letters."""
    now = line.clock().astimezone(COPENHAGEN)
    return is_working_day(now.date()) and now.time() >= line.settings.delivery.daily_at


def _alarms(line: Line, alarms: Sequence[str]) -> Iterator[Due]:
    """An alarm once a day for each operator, however often it is told."""
    today = danish_day(line.clock())
    for profile in line.settings.profiles.values():
        known = line.store.delivery_keys(f"alarm/{profile.id}/{today}/")
        for text in alarms:
            name = hashlib.sha256(text.encode()).hexdigest()[:16]
            for to in takers(line, profile.id, LetterKind.ALARM):
                key = f"alarm/{profile.id}/{today}/{name}/{tag(to.address)}"
                if key not in known:
                    letter = alarm_letter(text, profile, to)
                    yield (Parcel(key, LetterKind.ALARM, to, letter, to.role.value),)


def _approved(line: Line, profile: Profile, *, dry: bool) -> Iterator[Due]:
    """Each approved briefing to the board, the secretariat and the policy officers."""
    wanted = takers(line, profile.id, LetterKind.APPROVED)
    reviews = recent_approvals(line) if wanted else ()
    known = line.store.delivery_keys(f"approved/{profile.id}/") if wanted else ()
    for review in reviews:
        if review.profile != profile.id or line.store.proposal(review.ref).confidential:
            continue
        start = f"approved/{profile.id}/{review.ref}/{review.assessment_version}"
        missing = {
            to: why
            for to in wanted
            if f"{start}/{tag(to.address)}" not in known
            and (why := _why_approved(line, review, profile, to))
        }
        if missing:
            try:
                yield from _of_approval(line, profile, review, missing, dry=dry)
            except (ReviewError, DeliveryError) as error:
                yield Withholding(review.ref, error)


def recent_approvals(line: Line) -> tuple[Review, ...]:
    """The approvals that may still be sent for the first time, oldest first."""
    start = line.clock() - APPROVALS_GO_BACK
    return tuple(each for each in line.store.approved() if each.at >= start)


def _why_approved(line: Line, review: Review, profile: Profile, to: Recipient) -> str:
    _ = translator(profile.language)
    if to.role is Role.SECRETARIAT:
        return _("You get this for the record.")
    relevance = line.store.relevance(review.ref).get(profile.id, Relevance(0))
    item = Item(line.store.proposal(review.ref), relevance)
    return why_told(to, item, line.store.dossier(review.ref).refs, _)


def _of_approval(
    line: Line,
    profile: Profile,
    review: Review,
    missing: dict[Recipient, str],
    *,
    dry: bool,
) -> Iterator[Due]:
    approved, judged = still_approved(line, review)
    if not dry:
        write(line, judged, approved)
    files = tuple(_approved_files(line, review))
    if not files:
        raise DeliveryError(f"{review.ref}: the approved briefing is not written")
    start = f"approved/{profile.id}/{review.ref}/{review.assessment_version}"
    for to, why in missing.items():
        letter = approved_letter(approved, judged.proposal, profile, to, why)
        key = f"{start}/{tag(to.address)}"
        kind, refs = LetterKind.APPROVED, (review.ref,)
        yield (Parcel(key, kind, to, letter, why, refs, files, approved),)


def _approved_files(line: Line, review: Review) -> Iterator[Attachment]:
    """The board's document exactly as it was written on approval."""
    for each in line.store.briefings(review.ref, review.profile):
        is_it = (each.version, each.status, each.document) == (
            review.assessment_version, "approved", Form.BOARD.value,
        )  # fmt: skip
        if not is_it:
            continue
        path = line.output / each.path
        try:
            body = path.read_bytes()
        except OSError as error:
            raise DeliveryError(f"{path}: cannot be read: {error}") from error
        if hashlib.sha256(body).hexdigest() != each.sha256:
            raise DeliveryError(
                f"{path}: was changed after it was approved, and is not sent"
            )
        yield Attachment(path.name, body)


def _daily(line: Line, profile: Profile, *, dry: bool) -> Iterator[Due]:
    """The day's overview for each recipient, from where the recipient's last ended."""
    if not daily_time_has_come(line):
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
    """Who has nothing recorded for today; single mails are made in the morning only."""
    known = line.store.delivery_keys(f"daily/{profile.id}/{today}/")
    have = {each.split("/")[3] for each in known}
    start = line.settings.delivery.daily_at
    opened = datetime.combine(today, start, COPENHAGEN)
    early = line.clock() < opened + _SINGLES_WITHIN
    return [
        each
        for each in takers(line, profile.id, LetterKind.DAILY)
        if tag(each.address) not in have and (early or not each.single)
    ]


def _since(line: Line, profile: Profile, to: Recipient) -> datetime | None:
    """When the last overview that reached the recipient was made.

    None where that is the profile's own last one.
    """
    kinds = {LetterKind.DAILY.value, LetterKind.SINGLE.value}
    sent = line.store.deliveries(
        frozenset({DeliveryState.SENT}), line.clock() - _LOOK_BACK
    )
    own = [
        each.recorded_at
        for each in sent
        if each.kind in kinds
        and (each.profile, each.address) == (profile.id, to.address)
    ]
    last = last_brief(line, profile)
    if not own or (last and danish_day(max(own)) == danish_day(last)):
        return None
    return max(own)


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


def _daily_file(line: Line, found: DailyBrief, today: date) -> Attachment:
    body = line.compute(render, found, line.templates / found.profile.daily_template)
    return Attachment(DailyName(found.profile, today).path.rpartition("/")[2], body)


def _daily_parcels(
    line: Line, found: DailyBrief, to: Recipient, file: Attachment
) -> tuple[Parcel, ...]:
    _ = translator(found.profile.language)
    day = danish_day(found.now)
    start = f"daily/{found.profile.id}/{day}/{tag(to.address)}"
    why: dict[str, str] = {}
    for item in (*found.due, *found.new, *found.changed, *found.ended):
        ref = item.proposal.ref
        reason = why_told(to, item, line.store.dossier(ref).refs, _)
        if reason:
            why[ref] = reason
    own = _narrowed(found, lambda item: item.proposal.ref in why)
    if not to.single:
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
