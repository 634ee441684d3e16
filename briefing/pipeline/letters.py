"""Which letters are due now, each as the parcels that are recorded together."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import timedelta

from briefing.delivery.following import why_told
from briefing.domain.briefing import Form
from briefing.domain.daily import Item
from briefing.domain.delivery import (
    Attachment,
    LetterKind,
    Parcel,
    Recipient,
    Role,
)
from briefing.domain.profile import Profile, Relevance
from briefing.domain.review import Review
from briefing.domain.run import Alert
from briefing.errors import DeliveryError, ReviewError, TemplateError
from briefing.language import translator
from briefing.language.written import danish_day
from briefing.pipeline.addressing import Due, Withholding, tag, takers
from briefing.pipeline.approving import still_approved, write_approved
from briefing.pipeline.corrections import corrections
from briefing.pipeline.line import Line
from briefing.pipeline.overviews import daily, weekly
from briefing.pipeline.reminders import reminders
from briefing.rendering.letters.approved import alarm_letter, approved_letter

APPROVALS_GO_BACK = timedelta(days=14)
"""How old an approval may be when it is sent for the first time."""


def due_letters(
    line: Line, alarms: Sequence[Alert] = (), *, dry: bool = False
) -> Iterator[Due]:
    """Everything that is due now and not recorded yet; `dry` writes no file.

    A template that cannot be filled holds back the letters that need it, and no other.
    """
    yield from _alarms(line, alarms)
    for profile in line.settings.profiles.values():
        for kind in (
            corrections(line, profile),
            _approved(line, profile, dry=dry),
            daily(line, profile, dry=dry),
            weekly(line, profile),
            reminders(line, profile),
        ):
            try:
                yield from kind
            except TemplateError as error:
                yield Withholding(profile.id, error)


def _alarms(line: Line, alarms: Sequence[Alert]) -> Iterator[Due]:
    """A cause once a day, or a week, for each operator, however often it is found."""
    today = danish_day(line.clock())
    year, week, _day = today.isocalendar()
    told: set[str] = set()
    for alert in alarms:
        period = f"{year}-W{week:02}" if alert.weekly else f"{today}"
        start = f"alarm/{period}/{tag(alert.cause)}"
        known = line.store.delivery_keys(start)
        for profile in line.settings.profiles.values():
            for to in takers(line, profile.id, LetterKind.ALARM):
                key = f"{start}/{tag(to.address)}"
                if key not in known | told:
                    told.add(key)
                    letter = alarm_letter(alert, profile, to)
                    yield (Parcel(key, LetterKind.ALARM, to, letter, to.role.value),)


def _approved(line: Line, profile: Profile, *, dry: bool) -> Iterator[Due]:
    """Each approved briefing to the board, the secretariat and the policy officers."""
    wanted = takers(line, profile.id, LetterKind.APPROVED)
    reviews = recent_approvals(line) if wanted else ()
    known = line.store.delivery_keys(f"approved/{profile.id}/") if wanted else ()
    withdrawn = {each.key for each in line.store.withdrawals()}
    for review in reviews:
        if (review.ref, review.profile, review.assessment_version) in withdrawn:
            continue
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
        write_approved(line, review)
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
