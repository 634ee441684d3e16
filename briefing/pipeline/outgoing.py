"""What leaves the machine: recorded first, sent once, and shown where it failed.

`send_due` is the one entry. A letter is recorded under a key that is the same however
often it is made, and a delivery is claimed in the store before it is tried: called
twice, in one process or in two, it sends nothing twice. Where it cannot be known
whether a server took a message, nothing is repeated until a person says so.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from briefing.delivery.mail import bounce_of, message, message_id
from briefing.domain.delivery import (
    HOOKS,
    Channel,
    Delivery,
    DeliveryState,
    LetterKind,
    Mailer,
    Parcel,
    Poster,
)
from briefing.domain.run import Alert
from briefing.errors import (
    MailNotSent,
    MailRefused,
    MailUncertain,
    UsageError,
)
from briefing.pipeline.addressing import Due, Withholding
from briefing.pipeline.corrections import corrections, is_of_a_withdrawn
from briefing.pipeline.letters import due_letters
from briefing.pipeline.line import Line, never
from briefing.pipeline.sharing import due_copies, put_copy, standing_copies, tidy
from briefing.rendering.letters.hooks import as_message
from briefing.rendering.letters.setting import as_html, as_text

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=5), timedelta(hours=4)
GIVE_UP_AFTER = timedelta(days=2)
STUCK_AFTER = timedelta(minutes=30)
"""How long a try may last before its process is taken to have died."""
_WAITING = frozenset({DeliveryState.WAITING})
_TRYING = frozenset({DeliveryState.TRYING})


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways out of the machine; built by `briefing.bootstrap.open_ways`.

    None where a way is not configured.
    """

    mailer: Mailer | None = None
    poster: Poster | None = None

    def takes(self, channel: str) -> bool:
        """Whether there is a way for it."""
        return {
            Channel.MAIL: self.mailer is not None,
            Channel.FOLDER: True,
        }.get(Channel(channel), self.poster is not None)


@dataclass(frozen=True, slots=True)
class SendReport:
    """What one pass did: the deliveries it tried as they stand now.

    `recorded` counts the letters made; `held` is what is due but may not go.
    `planned` is what would be recorded, in a dry run.
    """

    tried: tuple[Delivery, ...] = ()
    recorded: int = 0
    held: tuple[Withholding, ...] = ()
    planned: tuple[Parcel, ...] = ()
    stuck: int = 0

    @property
    def complete(self) -> bool:
        """Whether everything that was tried went out and nothing was held back."""
        fine = {DeliveryState.SENT, DeliveryState.DROPPED}
        return not self.held and not self.stuck and all(
            each.state in fine for each in self.tried
        )  # fmt: skip


def send_due(
    line: Line,
    ways: Ways,
    *,
    alarms: Sequence[Alert] = (),
    dry: bool = False,
    enough: Callable[[], bool] = never,
) -> SendReport:
    """Make and send everything that is due now; sends nothing twice.

    `alarms` are for the operators, each cause told once a day. A dry run records and
    sends nothing, and writes no file. Once `enough` says so, no further letter is
    tried; what is left waits in the store. Raises StoreError; what a server says
    is in the report and in the store.
    """
    line = _at_one_moment(line)
    if dry:
        return _planned(line, alarms)
    due = due_letters(line, alarms)
    return _sent(line, ways, due, frozenset(LetterKind), enough)


def send_corrections(line: Line, ways: Ways) -> SendReport:
    """Send the corrections that are due, and nothing else; as `send_due`."""
    line = _at_one_moment(line)
    profiles = line.settings.profiles.values()
    due = (each for profile in profiles for each in corrections(line, profile))
    return _sent(line, ways, due, frozenset({LetterKind.CORRECTION}))


def _at_one_moment(line: Line) -> Line:
    now = line.clock()
    return replace(line, clock=lambda: now)


def _sent(
    line: Line,
    ways: Ways,
    due: Iterable[Due],
    kinds: frozenset[LetterKind],
    enough: Callable[[], bool] = never,
) -> SendReport:
    """Record what is due, then try what waits of these kinds."""
    now = line.clock()
    stuck = _settle_stuck(line, now)
    held, recorded = [], 0
    for each in due:
        if isinstance(each, Withholding):
            held.append(each)
        elif each:
            deliveries = [_recorded(line, parcel, now) for parcel in each]
            recorded += len(each) if line.store.record_deliveries(deliveries) else 0
    for copy in due_copies(line):
        recorded += line.store.record_deliveries([copy])
    tried = _send_waiting(line, ways, now, kinds, enough)
    tidy(line)
    return SendReport(tried, recorded, tuple(held), (), stuck)


def _planned(line: Line, alarms: Sequence[Alert]) -> SendReport:
    found = tuple(due_letters(line, alarms, dry=True))
    held = tuple(each for each in found if isinstance(each, Withholding))
    parcels = tuple(
        parcel for each in found if not isinstance(each, Withholding) for parcel in each
    )
    return SendReport(planned=parcels, held=held)


def _recorded(line: Line, parcel: Parcel, now: datetime) -> tuple[Delivery, bytes]:
    section, letter = line.settings.delivery, parcel.letter
    if parcel.to.channel in HOOKS:
        body = as_message(letter, parcel.to.channel)
    else:
        sender = (section.from_name, section.from_address)
        body = message(parcel, sender, now, as_text(letter), as_html(letter))
    delivery = Delivery(
        key=parcel.key,
        message_id=message_id(parcel.key, section.from_address or "@briefing"),
        kind=parcel.kind.value,
        channel=parcel.to.channel.value,
        profile=parcel.to.profile,
        name=parcel.to.name,
        address=parcel.to.address,
        subject=letter.subject,
        sha256=hashlib.sha256(body).hexdigest(),
        recorded_at=now,
        refs=parcel.refs,
        told=parcel.told,
        next_try_at=now,
    )
    return delivery, body


def _settle_stuck(line: Line, now: datetime) -> int:
    """What a process left behind in the middle of a try is uncertain from now on.

    A copy in a folder is not: writing it once more changes nothing.
    """
    stuck = [
        each
        for each in line.store.deliveries(_TRYING)
        if each.tried_at is None or now - each.tried_at >= STUCK_AFTER
    ]
    words = "the program ended while it was sending"
    for each in stuck:
        is_copy = each.channel == Channel.FOLDER
        state = DeliveryState.WAITING if is_copy else DeliveryState.UNCERTAIN
        line.store.settle_delivery(each.id, state, words)
    return sum(each.channel != Channel.FOLDER for each in stuck)


def _send_waiting(
    line: Line,
    ways: Ways,
    now: datetime,
    kinds: frozenset[LetterKind],
    enough: Callable[[], bool],
) -> tuple[Delivery, ...]:
    """Try everything that waits; leave a server alone that takes nothing."""
    tried, down = [], set()
    waiting = line.store.deliveries(_WAITING)
    copies = any(each.channel == Channel.FOLDER for each in waiting)
    standing = standing_copies(line) if copies else frozenset()
    for each in waiting:
        if enough():
            break
        if each.kind not in kinds:
            continue
        if unwanted := _why_unwanted(line, each, standing):
            line.store.settle_delivery(each.id, DeliveryState.DROPPED, unwanted)
            continue
        if _is_later(each.next_try_at, now):
            continue
        if not ways.takes(each.channel) or _server(each) in down:
            continue
        is_down = _try(line, ways, each, _WAITING)
        found = line.store.delivery(each.id)
        tried += [found] if found else []
        if is_down:
            down.add(_server(each))
    return tuple(tried)


def _is_later(at: datetime | None, now: datetime) -> bool:
    """Whether it is not due yet; so far off that a clock was set back, it is."""
    return at is not None and now < at <= now + LONGEST_PAUSE


def _server(delivery: Delivery) -> str:
    """What a delivery depends on: the mail server, the webhook, the folder."""
    is_hook = delivery.channel in HOOKS
    return delivery.address if is_hook else delivery.channel


def _why_unwanted(
    line: Line, delivery: Delivery, standing: frozenset[tuple[str, str]]
) -> str:
    """Why it is not to go out any more; empty when it is."""
    if delivery.channel == Channel.FOLDER:
        is_current = (delivery.address, delivery.sha256) in standing
        return "" if is_current else "replaced"
    if is_of_a_withdrawn(line, delivery):
        return "withdrawn"
    return "unsubscribed" if _is_unwanted(line, delivery) else ""


def _is_unwanted(line: Line, delivery: Delivery) -> bool:
    """Whether its recipient has been unsubscribed, or taken out, since."""
    if delivery.channel == Channel.FOLDER:
        return False
    same = [
        each
        for each in line.settings.recipients
        if (each.profile, each.address) == (delivery.profile, delivery.address)
    ]
    if not same:  # who is written to no more is still told what was wrong
        return delivery.kind != LetterKind.CORRECTION
    return all(each.unsubscribed for each in same)


def _try(
    line: Line, ways: Ways, delivery: Delivery, states: frozenset[DeliveryState]
) -> bool:
    """Send it if nobody else is sending it; whether the server takes nothing."""
    if not ways.takes(delivery.channel):
        raise UsageError("No mail server is configured: set `delivery: host`.")
    store, now = line.store, line.clock()
    body = store.delivery_body(delivery)
    if not store.claim_delivery(delivery.id, states, now):
        return False
    try:
        answer = _handed_over(line, ways, delivery, body)
    except MailUncertain as error:
        store.settle_delivery(delivery.id, DeliveryState.UNCERTAIN, str(error))
    except MailRefused as error:
        store.settle_delivery(delivery.id, DeliveryState.REFUSED, str(error))
    except MailNotSent as error:
        _wait(line, delivery, error, now)
        return error.is_down
    else:
        store.settle_delivery(delivery.id, DeliveryState.SENT, answer)
    return False


def _handed_over(line: Line, ways: Ways, delivery: Delivery, body: bytes) -> str:
    """What was answered, by the delivery's own way."""
    if delivery.channel == Channel.FOLDER:
        return put_copy(line, delivery, body)
    if delivery.channel in HOOKS and ways.poster is not None:
        return ways.poster.post(delivery.address, body)
    if ways.mailer is None:
        raise MailNotSent("no mail server is configured")
    sender = line.settings.delivery.from_address
    return ways.mailer.send(body, sender, delivery.address)


def _wait(line: Line, delivery: Delivery, error: MailNotSent, now: datetime) -> None:
    answer = str(error)
    if now - delivery.recorded_at >= GIVE_UP_AFTER:
        line.store.settle_delivery(delivery.id, DeliveryState.GIVEN_UP, answer)
        return
    pause = min(FIRST_PAUSE * 2 ** min(delivery.tries, 10), LONGEST_PAUSE)
    pause = max(pause, error.wait or pause)
    line.store.settle_delivery(delivery.id, DeliveryState.WAITING, answer, now + pause)


def resend(line: Line, ways: Ways, number: int) -> Delivery:
    """Send a delivery again because a person says so, with the same Message-ID.

    Its bytes are those that were recorded. UsageError when there is none of that
    number or it stands where nothing is to be repeated.
    """
    found = line.store.delivery(number)
    if found is None:
        raise UsageError("There is no delivery {number}.", number=number)
    is_copy = found.channel == Channel.FOLDER
    if is_copy and _why_unwanted(line, found, standing_copies(line)):
        raise UsageError("Copy {number} has been replaced or withdrawn since.",
                         number=number)  # fmt: skip
    if is_of_a_withdrawn(line, found):
        raise UsageError(
            "What delivery {number} carries was withdrawn; it is not sent again.",
            number=number,
        )
    if _is_unwanted(line, found):
        raise UsageError("The recipient of delivery {number} takes no more mail.",
                         number=number)  # fmt: skip
    if found.state is DeliveryState.TRYING:
        raise UsageError("Delivery {number} is being sent right now.", number=number)
    _try(line, ways, found, frozenset(DeliveryState) - _TRYING)
    return line.store.delivery(number) or found


def bounced(line: Line, mail: bytes) -> tuple[Delivery, ...]:
    """Keep that a delivery came back, from the mail that says so.

    UsageError when the mail names no delivery of ours.
    """
    words, ids = bounce_of(mail)
    found = [each for each in line.store.deliveries() if each.message_id in ids]
    if not found:
        raise UsageError("The mail names nothing that was sent from here.")
    for each in found:
        line.store.settle_delivery(each.id, DeliveryState.BOUNCED, words)
    return tuple(
        now for each in found if (now := line.store.delivery(each.id)) is not None
    )
