"""`sources.yaml`: the one file to configure, checked key by key.

An unknown key, a wrong value or a missing one is a `ConfigError` that names the
file, the line and what to do. Secrets never stand here, only in the environment.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import (
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from briefing.config.base import Duration, Section
from briefing.config.people import (
    DeliverySection,
    RecipientSection,
    WebhookSection,
    recipient_of,
)
from briefing.config.problems import describe
from briefing.domain.archive import ItemKind
from briefing.domain.briefing import Form
from briefing.domain.delivery import Recipient
from briefing.domain.profile import Perspective, Profile, Topic
from briefing.domain.proposal import DocumentKind
from briefing.domain.source import SourceConfig
from briefing.errors import ConfigError

_HAS_PASSWORD = re.compile(r"://[^/@]*:[^/]*@|[?&]password=")
_IDENTIFIER = r"^[a-z0-9][a-z0-9_-]*$"


class SourceSection(Section):
    """One entry under `sources:`."""

    enabled: bool = True
    every: Duration = timedelta(hours=1)
    base_url: str = Field(pattern=r"^https?://")
    reader: str = ""
    addresses: dict[str, str] = Field(default_factory=dict)
    document_origins: tuple[str, ...] = ()
    pace: float = Field(default=4.0, gt=0, le=1000)
    patience: int = Field(default=3, ge=1)
    may_be_empty: bool = False
    example: bool = False
    options: dict[str, Any] = Field(default_factory=dict)


class TopicSection(Section):
    """One matter that a profile follows."""

    name: str
    words: tuple[str, ...] = Field(min_length=1)
    weight: int = Field(default=2, ge=1, le=3)


class ProfileSection(Section):
    """One entry under `profiles:`: an organisation and what matters to it."""

    organisation: str
    perspective: Perspective
    names: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    member_groups: tuple[str, ...] = ()
    topics: tuple[TopicSection, ...] = ()
    committees: tuple[str, ...] = ()
    ministries: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    funds: tuple[str, ...] = ()
    threshold: int = Field(default=40, ge=0, le=100)
    language: Literal["da", "en"] = "da"
    case_number: str = ""
    template: str = "notat.docx"
    daily_template: str = "dagens-overblik.docx"
    response_template: str = "hoeringssvar.docx"
    short_template: str = "kort-notat.docx"
    trend_template: str = "udvikling.docx"
    documents: tuple[Form, ...] = tuple(Form)
    model_may_read: dict[str, tuple[DocumentKind | Literal["all"], ...]] = Field(
        default_factory=dict
    )
    recipients: tuple[RecipientSection, ...] = ()
    webhooks: tuple[WebhookSection, ...] = ()
    daily_at: time | None = None

    @property
    def told(self) -> tuple[RecipientSection | WebhookSection, ...]:
        """Everybody and every channel that is told something."""
        return (*self.recipients, *self.webhooks)

    @model_validator(mode="after")
    def _follows_what_there_is(self) -> Self:
        """A recipient can only follow what the profile itself follows."""
        known = {
            "topics": {each.name for each in self.topics},
            "sectors": set(self.sectors),
            "member_groups": set(self.member_groups),
        }
        for recipient in self.told:
            for key, names in known.items():
                for name in set(getattr(recipient.follows, key)) - names:
                    raise ValueError(f"{key}: the profile has no {name!r}")
        addresses = [each.address.casefold() for each in self.recipients]
        if len(set(addresses)) != len(addresses):
            raise ValueError("two recipients have the same address")
        hooks = [each.name for each in self.webhooks]
        if len(set(hooks)) != len(hooks):
            raise ValueError("two webhooks have the same name")
        return self


class RunSection(Section):
    """How a run goes about its work."""

    concurrency: int = Field(default=8, ge=1, le=64)
    processes: int | None = Field(default=None, ge=1, le=64)
    recheck_documents: Duration = timedelta(days=1)
    size_cap_mb: int = Field(default=40, ge=1, le=500)
    contact: str = ""
    pdf: Literal["all", "approved", "none"] = "all"


class ServeSection(Section):
    """What `briefing serve` answers on, and when it warns."""

    host: str = Field(default="127.0.0.1", min_length=1)
    port: int = Field(default=8470, ge=1, le=65535)
    min_free_mb: int = Field(default=1000, ge=0)
    budget_share: float = Field(default=0.8, gt=0, le=1)
    backup_into: str = ""
    backup_keep: int = Field(default=14, ge=1)


class OneModelSection(Section):
    """One language model: its name, its limits in tokens, its price."""

    name: str = Field(min_length=1)
    window: int = Field(default=180_000, ge=2_000)
    answer_tokens: int = Field(default=8_000, ge=64, le=64_000)
    effort: Literal["", "low", "medium", "high", "xhigh", "max"] = ""
    price_sent: float = Field(default=0.0, ge=0)
    price_answered: float = Field(default=0.0, ge=0)
    cache_write: float = Field(default=1.25, ge=0)
    cache_read: float = Field(default=0.1, ge=0)
    batch: float = Field(default=0.5, ge=0)


class BudgetSection(Section):
    """How much may be used for one proposal in all, and in one Danish day."""

    proposal_tokens: int | None = Field(default=None, ge=0)
    proposal_kroner: float | None = Field(default=None, ge=0)
    day_tokens: int | None = Field(default=None, ge=0)
    day_kroner: float | None = Field(default=None, ge=0)


class ModelSection(Section):
    """Who assesses, and the language models it may ask."""

    analyst: Literal["embedded", "prompted"] = "embedded"
    base_url: str = Field(default="", pattern=r"^(https?://.*)?$")
    large: OneModelSection = OneModelSection(name="claude-sonnet-5-5")
    small: OneModelSection = OneModelSection(name="claude-haiku-5-5")
    second_reading: bool = True
    screen_below: int = Field(default=15, ge=0, le=100)
    batches: Literal["backfill", "never"] = "backfill"
    batch_wait: Duration = timedelta(hours=1)
    batch_poll: Duration = timedelta(minutes=1)
    timeout: Duration = timedelta(minutes=5)
    retries: int = Field(default=2, ge=0, le=10)
    concurrency: int = Field(default=8, ge=1, le=64)
    budget: BudgetSection = BudgetSection()

    @model_validator(mode="after")
    def _kroner_need_prices(self) -> Self:
        """A budget in kroner says nothing while no price is known."""
        limits = (self.budget.proposal_kroner, self.budget.day_kroner)
        unpriced = [
            each.name
            for each in (self.large, self.small)
            if not (each.price_sent or each.price_answered)
        ]
        if any(each is not None for each in limits) and unpriced:
            names = ", ".join(dict.fromkeys(unpriced))
            raise ValueError(f"a budget in kroner needs the price of {names}")
        return self


class ArchiveSection(Section):
    """How cases are numbered, and how long each kind of object is kept."""

    case_number: str = "{year}-{number:04}"
    first_number: int = Field(default=1, ge=1)
    keep: dict[ItemKind, Duration] = Field(default_factory=dict)


class _File(Section):
    sources: dict[Annotated[str, Field(pattern=_IDENTIFIER)], SourceSection]
    profiles: dict[Annotated[str, Field(pattern=_IDENTIFIER)], ProfileSection]
    run: RunSection = RunSection()
    model: ModelSection = ModelSection()
    archive: ArchiveSection = ArchiveSection()
    delivery: DeliverySection = DeliverySection()
    serve: ServeSection = ServeSection()
    database: str = Field(default="", pattern=r"^(postgresql\+psycopg://.*)?$")

    @field_validator("database")
    @classmethod
    def _no_password(cls, value: str) -> str:
        """A password stands in the environment alone."""
        if _HAS_PASSWORD.search(value):
            raise ValueError(
                "take the password out of the address and put it into the "
                "environment as BRIEFING_DATABASE_PASSWORD"
            )
        return value

    @model_validator(mode="after")
    def _recipients_need_a_server(self) -> Self:
        """Nobody is named who could not be written to."""
        named = any(each.recipients for each in self.profiles.values())
        if named and not (self.delivery.host and self.delivery.from_address):
            raise ValueError("recipients need delivery: host and from_address")
        return self


@dataclass(frozen=True, slots=True)
class Settings:
    """The whole configuration, and where it came from."""

    path: Path
    sources: Mapping[str, SourceConfig]
    profiles: Mapping[str, Profile]
    run: RunSection
    model: ModelSection = field(default_factory=ModelSection)
    archive: ArchiveSection = field(default_factory=ArchiveSection)
    delivery: DeliverySection = field(default_factory=DeliverySection)
    serve: ServeSection = field(default_factory=ServeSection)
    recipients: tuple[Recipient, ...] = ()
    database: str = ""
    daily_times: Mapping[str, time] = field(default_factory=dict)

    def daily_at(self, profile_id: str) -> time:
        """When the daily brief of a profile is due, Danish time."""
        return self.daily_times.get(profile_id, self.delivery.daily_at)

    @property
    def folder(self) -> Path:
        """The folder that relative paths, such as `templates/`, start from."""
        return self.path.parent


def load(path: Path) -> Settings:
    """The settings in this file; ConfigError says file, line, problem and remedy."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error
    return parse(text, path)


def parse(text: str, path: Path) -> Settings:
    """The settings in this text; `path` is what errors call it."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ConfigError(f"{path}: is not valid YAML: {error}") from error
    try:
        found = _File.model_validate(content)
    except ValidationError as error:
        raise ConfigError(describe(path, root, error)) from error
    return Settings(
        path=path,
        sources={key: source_config(key, each) for key, each in found.sources.items()},
        profiles={key: _profile(key, each) for key, each in found.profiles.items()},
        run=found.run,
        model=found.model,
        archive=found.archive,
        delivery=found.delivery,
        database=found.database,
        serve=found.serve,
        recipients=tuple(
            recipient_of(key, section.threshold, each)
            for key, section in found.profiles.items()
            for each in section.told
        ),
        daily_times={
            key: each.daily_at
            for key, each in found.profiles.items()
            if each.daily_at is not None
        },
    )


def source_config(source_id: str, section: SourceSection) -> SourceConfig:
    """The domain's view of one entry under `sources:`."""
    return SourceConfig(
        id=source_id,
        base_url=section.base_url.rstrip("/"),
        document_origins=tuple(each.rstrip("/") for each in section.document_origins),
        addresses={key: url.rstrip("/") for key, url in section.addresses.items()},
        **section.model_dump(exclude={"base_url", "document_origins", "addresses"}),
    )


_NOT_OF_A_PROFILE = {"topics", "recipients", "webhooks", "daily_at"}


def _profile(profile_id: str, section: ProfileSection) -> Profile:
    values = section.model_dump(exclude=_NOT_OF_A_PROFILE)
    topics = tuple(Topic(**topic.model_dump()) for topic in section.topics)
    return Profile(id=profile_id, topics=topics, **values)
