"""The tables. A change here is a new file under `adapters/migrations/versions`.

`*_versions`, `sweeps`, `assessments`, `reviews`, `withdrawals` and `briefings` only
ever grow. The
other tables say how things stand now.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Moment(TypeDecorator[datetime]):
    """A moment with a zone, kept as UTC and given back as UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy's signature
    ) -> datetime | None:
        """UTC without a zone, as SQLite keeps it; ValueError without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(
        self,
        value: Any | None,
        dialect: Dialect,  # noqa: ARG002 - SQLAlchemy's signature
    ) -> datetime | None:
        """The moment with its zone again."""
        return None if value is None else value.replace(tzinfo=UTC)


metadata = MetaData()


def _key(name: str) -> Column[str]:
    return Column(name, String(300), primary_key=True)


source_states = Table(
    "source_states",
    metadata,
    _key("source_id"),
    Column("cursor", Text, nullable=False),
    Column("validators", Text, nullable=False),
    Column("next_check_at", Moment),
    Column("read_at", Moment),
    Column("tried_at", Moment),
    Column("errors", Integer, nullable=False),
    Column("error", String(100), nullable=False),
    Column("error_detail", Text, nullable=False),
    Column("listed", Integer, nullable=False),
    Column("warnings", Text, nullable=False),
    Column("new_at", Moment),
    Column("alarms", Text, nullable=False, server_default="[]"),
)

quarantine = Table(
    "quarantine",
    metadata,
    _key("source_id"),
    _key("record"),
    Column("body", LargeBinary, nullable=False),
    Column("error", Text, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("first_seen_at", Moment),
    Column("times", Integer, nullable=False, server_default="1"),
    Column("removed", Text, nullable=False, server_default="[]"),
    Column("request", Text, nullable=False, server_default=""),
    Column("program", String(100), nullable=False, server_default=""),
    Column("resolved_at", Moment),
)

sweeps = Table(
    "sweeps",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("source_id", String(100), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("kind", String(300), nullable=False),
    Column("seconds", Float, nullable=False),
    Column("requests", Integer, nullable=False),
    Column("size", Integer, nullable=False),
    Column("listed", Integer, nullable=False),
    Column("proposals", Integer, nullable=False),
    Column("filled", Text, nullable=False),
    Column("removed", Text, nullable=False),
    Column("alarmed", Boolean, nullable=False),
)

backfills = Table(
    "backfills",
    metadata,
    _key("source_id"),
    _key("since"),
    _key("part"),
    Column("done_at", Moment, nullable=False),
)

proposals = Table(
    "proposals",
    metadata,
    _key("ref"),
    Column("source", String(100), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("data", Text, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("gone_at", Moment),
)

proposal_versions = Table(
    "proposal_versions",
    metadata,
    _key("ref"),
    Column("version", Integer, primary_key=True),
    Column("content_hash", String(64), nullable=False),
    Column("data", Text, nullable=False),
    Column("seen_at", Moment, nullable=False),
)

work = Table(
    "work",
    metadata,
    _key("ref"),
    Column("done_hash", String(64), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("error", String(100), nullable=False),
    Column("error_detail", Text, nullable=False),
    Column("next_try_at", Moment),
)

documents = Table(
    "documents",
    metadata,
    _key("ref"),
    _key("key"),
    Column("url", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("content_type", String(200), nullable=False),
    Column("validators", Text, nullable=False),
    Column("fetched_at", Moment),
    Column("checked_at", Moment),
    Column("error", String(100), nullable=False),
    Column("error_detail", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_try_at", Moment),
)

document_versions = Table(
    "document_versions",
    metadata,
    _key("ref"),
    _key("key"),
    Column("version", Integer, primary_key=True),
    Column("url", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("content_type", String(200), nullable=False),
    Column("fetched_at", Moment, nullable=False),
    Column("headers", Text, nullable=False, server_default="{}"),
)

readings = Table(
    "readings",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("kind", String(60), primary_key=True),
    Column("reader", String(60), primary_key=True),
    Column("data", LargeBinary),
    Column("error", String(100), nullable=False),
    Column("error_detail", Text, nullable=False),
)

relevance = Table(
    "relevance",
    metadata,
    _key("ref"),
    _key("profile"),
    Column("score", Integer, nullable=False),
    Column("data", Text, nullable=False),
)

assessments = Table(
    "assessments",
    metadata,
    _key("ref"),
    _key("profile"),
    Column("version", Integer, primary_key=True),
    Column("input_hash", String(64), nullable=False),
    Column("documents", Text, nullable=False),
    Column("proposal", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("ref", String(300), nullable=False, index=True),
    Column("profile", String(100), nullable=False),
    Column("version", Integer, nullable=False),
    Column("decision", String(20), nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("recommendation", Text, nullable=False),
    Column("edits", Text, nullable=False, server_default="[]"),
    Column("document", String(64), nullable=False, server_default=""),
    Column("at", Moment, nullable=False),
)

withdrawals = Table(
    "withdrawals",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("ref", String(300), nullable=False),
    Column("profile", String(100), nullable=False),
    Column("version", Integer, nullable=False),
    Column("withdrawn_by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("instead", Text, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("ref", "profile", "version", name="withdrawn_once"),
)

briefings = Table(
    "briefings",
    metadata,
    _key("ref"),
    _key("profile"),
    Column("version", Integer, primary_key=True),
    Column("document", String(60), primary_key=True),
    Column("language", String(5), primary_key=True),
    Column("status", String(20), primary_key=True),
    Column("path", String(600), nullable=False, unique=True),
    Column("sha256", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
)
