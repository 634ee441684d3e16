"""The table of searches that have become topics."""

from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    String,
    Table,
    Text,
    insert,
    select,
    update,
)

from briefing.adapters.database.base import Connected
from briefing.adapters.database.codec import dump_any, load_any
from briefing.adapters.database.schema import Moment, metadata
from briefing.domain.search import SavedSearch

saved_searches = Table(
    "saved_searches",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("profile", String(300), nullable=False),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("only", Text, nullable=False),
    Column("weight", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("removed_at", Moment),
)
"""Searches that have become topics; it only grows, but for when one was removed."""


class SavedTables(Connected):
    """Reading and writing `saved_searches`."""

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """Every saved search that was not removed, the oldest first."""
        table = saved_searches.c
        query = select(saved_searches).where(table.removed_at.is_(None))
        with self.reading_from() as connection:
            rows = connection.execute(query.order_by(table.id)).mappings()
            return tuple(
                SavedSearch(
                    row["profile"],
                    row["name"],
                    row["query"],
                    row["weight"],
                    row["created_at"],
                    load_any(row["only"]),
                )
                for row in rows
            )

    def save_search(self, found: SavedSearch) -> None:
        """Keep a search; one of the same profile and name is replaced by it."""
        values = {
            "profile": found.profile,
            "name": found.name,
            "query": found.query,
            "only": dump_any(dict(found.only)),
            "weight": found.weight,
            "created_at": found.created_at,
        }
        with self.writing_to() as connection:
            _take_away(connection, found.profile, found.name, found.created_at)
            connection.execute(insert(saved_searches), values)

    def remove_search(self, profile: str, name: str, now: datetime) -> bool:
        """Take a saved search away; False when there is none."""
        with self.writing_to() as connection:
            return _take_away(connection, profile, name, now) > 0


def _take_away(connection: Connection, profile: str, name: str, now: datetime) -> int:
    table = saved_searches.c
    change = update(saved_searches).where(
        table.profile == profile, table.name == name, table.removed_at.is_(None)
    )
    return int(connection.execute(change.values(removed_at=now)).rowcount)
