"""What leaves the machine: who is written to, and by which ways."""

from datetime import date, time, timedelta
from typing import Annotated, Literal

from pydantic import Field

from briefing.config.base import Duration, Section
from briefing.domain.delivery import Channel, Follows, Recipient, Rhythm, Role


class FollowsSection(Section):
    """What a recipient follows of the profile's matters; empty is everything."""

    topics: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    member_groups: tuple[str, ...] = ()
    dossiers: tuple[str, ...] = ()


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
             "sunday")  # fmt: skip


class RecipientSection(Section):
    """A person who is written to."""

    name: str = Field(min_length=1)
    address: str = Field(pattern=r"^[^\s@<>,;]+@[^\s@<>,;]+$")
    role: Role
    follows: FollowsSection = FollowsSection()
    importance: int = Field(default=0, ge=0, le=100)
    mails: Rhythm = Rhythm.DAILY
    quiet_days: tuple[date | Literal[_WEEKDAYS], ...] = ()  # type: ignore[valid-type]  # the names
    unsubscribed: bool = False


class WebhookSection(Section):
    """A channel of Teams or Slack that is told what a policy officer is told."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")
    shape: Literal["teams", "slack"]
    role: Role = Role.OFFICER
    follows: FollowsSection = FollowsSection()
    importance: int = Field(default=0, ge=0, le=100)
    tells: Rhythm = Rhythm.DAILY
    quiet_days: tuple[date | Literal[_WEEKDAYS], ...] = ()  # type: ignore[valid-type]  # the names
    paused: bool = False


class FolderSection(Section):
    """A folder that is synchronised with SharePoint or OneDrive."""

    path: str = ""
    profiles: dict[str, str] = Field(default_factory=dict)
    drafts: bool = False


class FeedsSection(Section):
    """Where the feeds are reached, and how often an address has been revoked."""

    address: str = Field(default="", pattern=r"^(https?://\S+)?$")
    revoked: dict[str, Annotated[int, Field(ge=0)]] = Field(default_factory=dict)


class DeliverySection(Section):
    """How mail leaves the machine, and when."""

    host: str = ""
    port: int = Field(default=587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    trusted: str = ""
    from_address: str = Field(default="", pattern=r"^([^\s@<>,;]+@[^\s@<>,;]+)?$")
    from_name: str = "Briefing"
    timeout: Duration = timedelta(seconds=30)
    daily_at: time = time(7, 0)
    feeds: FeedsSection = FeedsSection()
    folder: FolderSection = FolderSection()


def recipient_of(
    profile_id: str, threshold: int, found: RecipientSection | WebhookSection
) -> Recipient:
    """The domain's view; nothing is told below the profile's own `threshold`."""
    days = found.quiet_days
    if isinstance(found, WebhookSection):
        address, rhythm, stopped = found.name, found.tells, found.paused
        channel = Channel(found.shape)
    else:
        address, rhythm, stopped = found.address, found.mails, found.unsubscribed
        channel = Channel.MAIL
    return Recipient(
        profile=profile_id,
        name=found.name,
        address=address,
        role=found.role,
        follows=Follows(**found.follows.model_dump()),
        threshold=max(found.importance, threshold),
        rhythm=rhythm,
        quiet_days=frozenset(_WEEKDAYS.index(e) for e in days if e in _WEEKDAYS),
        quiet_dates=frozenset(each for each in days if isinstance(each, date)),
        unsubscribed=stopped,
        channel=channel,
    )
