"""What leaves the machine: to whom, why, and how each delivery went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from briefing.domain.review import ApprovedAssessment, Withdrawal
from briefing.errors import DeliveryError


class Role(StrEnum):
    """What a recipient is to the organisation, and so what may be sent."""

    OFFICER = "policy_officer"
    BOARD = "board"
    SECRETARIAT = "secretariat"
    OPERATOR = "operator"


class LetterKind(StrEnum):
    """What a letter is."""

    DAILY = "daily"
    SINGLE = "single"
    REMINDER = "reminder"
    WEEKLY = "weekly"
    APPROVED = "approved"
    CORRECTION = "correction"
    ALARM = "alarm"


GETS: Mapping[Role, frozenset[LetterKind]] = {
    Role.OFFICER: frozenset(LetterKind) - {LetterKind.ALARM},
    Role.BOARD: frozenset({LetterKind.APPROVED, LetterKind.CORRECTION}),
    Role.SECRETARIAT: frozenset(LetterKind) - {LetterKind.ALARM, LetterKind.SINGLE},
    Role.OPERATOR: frozenset({LetterKind.ALARM}),
}
"""What may be sent to each role; everything else is refused."""


class Channel(StrEnum):
    """By which way something leaves: mail, a webhook's shape, a folder."""

    MAIL = "mail"
    TEAMS = "teams"
    SLACK = "slack"
    FOLDER = "folder"


HOOKS = frozenset({Channel.TEAMS, Channel.SLACK})
"""The channels that are webhooks."""


class Rhythm(StrEnum):
    """How often a recipient is told what is new; deadlines are told at once."""

    DAILY = "digest"
    SINGLE = "single"
    WEEKLY = "weekly"


class DeliveryState(StrEnum):
    """Where a delivery stands.

    WAITING: recorded, and surely not delivered. TRYING: given to the server, whose
    answer is not known yet. UNCERTAIN: the answer will never be known; a person
    decides. REFUSED and BOUNCED: the server said no. GIVEN_UP: no server took it in
    time. DROPPED: the recipient was unsubscribed before it went.
    """

    WAITING = "waiting"
    TRYING = "trying"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    REFUSED = "refused"
    BOUNCED = "bounced"
    GIVEN_UP = "given_up"
    DROPPED = "dropped"


DID_NOT_ARRIVE = frozenset(
    {
        DeliveryState.REFUSED,
        DeliveryState.BOUNCED,
        DeliveryState.GIVEN_UP,
        DeliveryState.DROPPED,
    }
)
"""The states in which it is certain that the recipient did not get it."""
NEED_A_PERSON = frozenset(
    {
        DeliveryState.UNCERTAIN,
        DeliveryState.REFUSED,
        DeliveryState.BOUNCED,
        DeliveryState.GIVEN_UP,
    }
)
"""The states that a person must look at; nothing happens to them by itself."""


@dataclass(frozen=True, slots=True)
class Follows:
    """What a recipient follows of the profile's matters; empty is everything.

    `dossiers` are refs of proposals; the other parts of the same matter count too.
    """

    topics: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    member_groups: tuple[str, ...] = ()
    dossiers: tuple[str, ...] = ()

    @property
    def is_everything(self) -> bool:
        """Whether nothing narrower than the profile itself is named."""
        return not (self.topics or self.sectors or self.member_groups or self.dossiers)


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person who is written to for a profile, or a webhook, by its name.

    `threshold` is the relevance (0–100) from which a matter is told. `rhythm` is how
    often: a digest each day or week, or one mail per matter. `quiet_days` are weekdays
    (0 is Monday) on which nothing is sent, `quiet_dates` single days.
    """

    profile: str
    name: str
    address: str
    role: Role
    follows: Follows = field(default_factory=Follows)
    threshold: int = 0
    rhythm: Rhythm = Rhythm.DAILY
    quiet_days: frozenset[int] = frozenset()
    quiet_dates: frozenset[date] = frozenset()
    unsubscribed: bool = False
    channel: Channel = Channel.MAIL

    def takes_mail_on(self, day: date) -> bool:
        """Whether anything may be sent on a Danish day."""
        quiet = day.weekday() in self.quiet_days or day in self.quiet_dates
        return not (quiet or self.unsubscribed)


@dataclass(frozen=True, slots=True)
class Entry:
    """One matter in a letter: its title and link, what is told, and why it is told."""

    title: str
    url: str = ""
    lines: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Matters under a heading."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says, before it is set as HTML and as plain text.

    `notes` are reservations that may not be missed; `footer` tells who gets it and
    why, and how to be left out.
    """

    subject: str
    heading: str
    language: str
    lead: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    notes: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Parcel:
    """One letter to one recipient; `key` is the same however often it is made.

    `why` tells in short why the recipient gets it. `told` names what it reminds of, so
    that the same is not told twice. A board member gets only what
    carries an `ApprovedAssessment`, or a `Withdrawal` when it is a correction, and
    nobody what the role may not get: DeliveryError.
    """

    key: str
    kind: LetterKind
    to: Recipient
    letter: Letter
    why: str
    refs: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    approved: ApprovedAssessment | Withdrawal | None = None
    told: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what the role may not get."""
        if self.kind not in GETS[self.to.role]:
            raise DeliveryError(f"{self.to.role} may not get {self.kind}")
        is_correction = self.kind is LetterKind.CORRECTION
        needed = Withdrawal if is_correction else ApprovedAssessment
        needs = self.to.role is Role.BOARD or self.kind is LetterKind.APPROVED
        if (needs or is_correction) and not isinstance(self.approved, needed):
            raise DeliveryError(f"{self.key}: nobody has approved what it carries")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery as it is recorded, before it is first tried; moments are UTC.

    `id` is what people call it (0 before it is kept). `sha256` names the bytes of the
    whole message in the store. `answer` is what the server said, in its own words.
    `address` is a mail address, the name of a webhook, or a path.
    """

    key: str
    message_id: str
    kind: str
    channel: str
    profile: str
    name: str
    address: str
    subject: str
    sha256: str
    recorded_at: datetime
    refs: tuple[str, ...] = ()
    state: DeliveryState = DeliveryState.WAITING
    tries: int = 0
    tried_at: datetime | None = None
    next_try_at: datetime | None = None
    answer: str = ""
    told: tuple[str, ...] = ()
    id: int = 0


class Deliveries(Protocol):
    """The store as it sees deliveries; a key is recorded once.

    Every method is one transaction. `StoreError` when the store cannot be used.
    """

    def record_deliveries(self, several: Sequence[tuple[Delivery, bytes]]) -> bool:
        """Keep deliveries and their bytes, all or none; False when a key is there."""
        ...

    def delivery(self, number: int) -> Delivery | None:
        """The delivery that people call so."""
        ...

    def delivery_keys(self, prefix: str) -> frozenset[str]:
        """The keys that start so."""
        ...

    def told(self, profile: str, address: str) -> tuple[str, ...]:
        """What a recipient has been reminded of, in the order it was recorded.

        What certainly did not arrive is left out.
        """
        ...

    def deliveries(
        self,
        states: frozenset[DeliveryState] | None = None,
        since: datetime | None = None,
    ) -> tuple[Delivery, ...]:
        """Those in these states, or all, recorded from a moment on, oldest first."""
        ...

    def delivery_body(self, delivery: Delivery) -> bytes:
        """The bytes that were or are to be sent."""
        ...

    def claim_delivery(
        self, number: int, states: frozenset[DeliveryState], now: datetime
    ) -> bool:
        """Set to TRYING if it stands in one of these states; whether it did."""
        ...

    def settle_delivery(
        self,
        number: int,
        state: DeliveryState,
        answer: str,
        next_try_at: datetime | None = None,
    ) -> None:
        """Keep how it went."""
        ...


class Poster(Protocol):
    """Posts a finished message to a webhook; returns and raises as `Mailer`."""

    def post(self, name: str, body: bytes) -> str:
        """Hand one message to the webhook of this name."""
        ...


class Mailer(Protocol):
    """Gives a finished message to a mail server.

    Returns the server's answer. Raises MailNotSent when it is certain that nothing
    was taken, MailRefused when the server will never take it, MailUncertain when
    nobody can know.
    """

    def send(self, message: bytes, sender: str, to: str) -> str:
        """Deliver one message to one address."""
        ...
