"""Corrections: who got a briefing that was withdrawn, and what they are told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from briefing.delivery.folder import CorrectionName, deliver
from briefing.domain.correction import DOCUMENT, Correction
from briefing.domain.delivery import (
    Attachment,
    Delivery,
    DeliveryState,
    LetterKind,
    Parcel,
    Recipient,
    Role,
)
from briefing.domain.profile import Profile
from briefing.domain.review import Decision, Review, Withdrawal
from briefing.domain.store import BriefingFile
from briefing.errors import DeliveryError, StoreError, TemplateError
from briefing.language.written import danish_day
from briefing.pipeline.addressing import Due, Withholding, tag
from briefing.pipeline.line import Line
from briefing.rendering.correction import TEMPLATE, render
from briefing.rendering.letters.correction import correction_letter

_ARRIVED = frozenset(
    {DeliveryState.SENT, DeliveryState.UNCERTAIN, DeliveryState.TRYING}
)
"""The states in which somebody has, or may have, got a briefing."""


@dataclass(frozen=True, slots=True)
class Receivers:
    """Who got a briefing: those who are told that it was wrong, and those not.

    `unsubscribed` have asked for no more mail; a person must reach them.
    """

    told: tuple[Delivery, ...] = ()
    unsubscribed: tuple[Delivery, ...] = ()


def correction_of(line: Line, withdrawal: Withdrawal) -> Correction:
    """What there is to tell about a withdrawal, as the store has it."""
    ref, profile_id, version = withdrawal.key
    judged = line.store.judged(ref, profile_id, version)
    profile = line.settings.profiles.get(profile_id)
    approval = _approval(line, withdrawal)
    if judged is None or profile is None or approval is None:
        raise StoreError(f"{ref}: what was withdrawn for {profile_id} is not there")
    got = receivers(line, withdrawal)
    several = (*got.told, *got.unsubscribed)
    first = [each.tried_at or each.recorded_at for each in several]
    return Correction(
        withdrawal,
        approval,
        judged.proposal,
        profile,
        min(first, default=None),
        len({each.address.casefold() for each in several}),
        _newer(line, withdrawal),
    )


def _approval(line: Line, withdrawal: Withdrawal) -> Review | None:
    """The approval that was withdrawn."""
    for each in line.store.reviews(withdrawal.ref, withdrawal.profile):
        is_it = each.assessment_version == withdrawal.assessment_version
        if is_it and each.decision is Decision.APPROVED:
            return each
    return None


def _newer(line: Line, withdrawal: Withdrawal) -> Review | None:
    """The approval of a later version that stands."""
    ref, profile, version = withdrawal.key
    withdrawn = {e.assessment_version for e in line.store.withdrawals(ref, profile)}
    found = [
        each
        for each in line.store.reviews(ref, profile)
        if each.decision is Decision.APPROVED
        and each.assessment_version > version
        and each.assessment_version not in withdrawn
    ]
    return found[-1] if found else None


def written(line: Line, correction: Correction) -> BriefingFile:
    """The correction as it lies in the output folder, written if it is not there."""
    known = _kept(line, correction.withdrawal)
    if known is not None and (line.output / known.path).exists():
        return known
    name = CorrectionName(correction)
    body = line.compute(render, correction, line.templates / TEMPLATE)
    line.store.keep_bytes(body)
    deliver(line.output, name, body, None)
    line.store.save_briefing(name.as_file(body))
    return name.as_file(body)


def _kept(line: Line, withdrawal: Withdrawal) -> BriefingFile | None:
    for each in line.store.briefings(withdrawal.ref, withdrawal.profile):
        is_it = each.version == withdrawal.assessment_version
        if is_it and each.document == DOCUMENT:
            return each
    return None


def is_of_a_withdrawn(line: Line, delivery: Delivery) -> bool:
    """Whether a delivery carries a briefing that was withdrawn since."""
    if delivery.kind != LetterKind.APPROVED:
        return False
    return any(
        delivery.key.startswith(_prefix(each)) for each in line.store.withdrawals()
    )


def _prefix(withdrawal: Withdrawal) -> str:
    ref, profile, version = withdrawal.key
    return f"{LetterKind.APPROVED.value}/{profile}/{ref}/{version}/"


def receivers(line: Line, withdrawal: Withdrawal) -> Receivers:
    """Who got, or may have got, the briefing, each once."""
    prefix = _prefix(withdrawal)
    got = {
        each.address.casefold(): each
        for each in line.store.deliveries(_ARRIVED)
        if each.key.startswith(prefix)
    }
    stopped = {
        each.address.casefold()
        for each in line.settings.recipients
        if each.profile == withdrawal.profile and each.unsubscribed
    }
    return Receivers(
        tuple(each for address, each in got.items() if address not in stopped),
        tuple(each for address, each in got.items() if address in stopped),
    )


def corrections(line: Line, profile: Profile) -> Iterator[Due]:
    """The letters to everyone who got a briefing that was withdrawn since, each once.

    Also to who is no longer among the recipients. On a quiet day it waits.
    """
    today = danish_day(line.clock())
    for withdrawal in line.store.withdrawals():
        if withdrawal.profile != profile.id:
            continue
        ref, _profile, version = withdrawal.key
        start = f"{LetterKind.CORRECTION.value}/{profile.id}/{ref}/{version}"
        known = line.store.delivery_keys(f"{start}/")
        for original in receivers(line, withdrawal).told:
            to = _recipient(line, original)
            key = f"{start}/{tag(to.address)}"
            if key not in known and to.takes_mail_on(today):
                try:
                    yield (_parcel(line, withdrawal, to, key, original),)
                except (DeliveryError, TemplateError) as error:
                    yield Withholding(ref, DeliveryError(str(error)))


def _recipient(line: Line, original: Delivery) -> Recipient:
    """Who got it: as configured now, else as it was then, trusted the least."""
    for each in line.settings.recipients:
        if (each.profile, each.address) == (original.profile, original.address):
            return each
    return Recipient(original.profile, original.name, original.address, Role.BOARD)


def _parcel(
    line: Line, withdrawal: Withdrawal, to: Recipient, key: str, original: Delivery
) -> Parcel:
    correction = correction_of(line, withdrawal)
    sent_at: datetime = original.tried_at or original.recorded_at
    letter = correction_letter(correction, to, sent_at)
    kept = _kept(line, withdrawal) or written(line, correction)
    body = Path(line.store.blob_path(kept.sha256)).read_bytes()
    name = kept.path.rpartition("/")[2]
    return Parcel(
        key,
        LetterKind.CORRECTION,
        to,
        letter,
        "",
        (withdrawal.ref,),
        (Attachment(name, body),),
        withdrawal,
    )
