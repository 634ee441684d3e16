"""The table of the events in subscribed calendars, each by its uid."""

from collections.abc import Sequence

from sqlalchemy import Column, Integer, String, Table, Text, select

from briefing.adapters.database.base import Connected, put
from briefing.adapters.database.codec import dump, load
from briefing.adapters.database.schema import metadata
from briefing.domain.calendar import CalendarEvent

calendar_events = Table(
    "calendar_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("uid", String(200), nullable=False, unique=True),
    Column("profile", String(100), nullable=False, index=True),
    Column("data", Text, nullable=False),
)


class CalendarTables(Connected):
    """Reading and writing `calendar_events`."""

    def calendar_events(self, profile: str) -> tuple[CalendarEvent, ...]:
        """The events of a profile, in the order they were made."""
        table = calendar_events
        query = select(table.c.data).where(table.c.profile == profile)
        with self.reading_from() as connection:
            rows = connection.execute(query.order_by(table.c.id)).scalars()
            return tuple(load(CalendarEvent, each) for each in rows)

    def save_calendar_events(self, several: Sequence[CalendarEvent]) -> None:
        """Keep events as they stand now, by their uid."""
        with self.writing_to() as connection:
            for each in several:
                values = {"profile": each.profile, "data": dump(each)}
                put(connection, calendar_events, {"uid": each.uid}, values)
