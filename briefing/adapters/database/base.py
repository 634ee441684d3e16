"""What the groups of tables share: a connection to read from and one to write to."""

from contextlib import AbstractContextManager
from typing import Any, Protocol

from sqlalchemy import Connection, Table, and_, insert, select, update
from sqlalchemy.engine import RowMapping

from briefing.adapters.database.blobs import Blobs


class Connected(Protocol):
    """Something that reads and writes tables and keeps bytes."""

    blobs: Blobs

    def reading_from(self) -> AbstractContextManager[Connection]:
        """A connection for reading."""
        ...

    def writing_to(self) -> AbstractContextManager[Connection]:
        """A transaction for writing."""
        ...


def find(connection: Connection, table: Table, **key: Any) -> RowMapping | None:
    """The row with this key, if there is one."""
    condition = and_(*(table.c[name] == value for name, value in key.items()))
    return connection.execute(select(table).where(condition)).mappings().first()


def put(
    connection: Connection, table: Table, key: dict[str, Any], values: dict[str, Any]
) -> None:
    """Insert the row, or change it when there is one with this key."""
    condition = and_(*(table.c[name] == value for name, value in key.items()))
    changed = connection.execute(update(table).where(condition).values(**values))
    if changed.rowcount == 0:
        connection.execute(insert(table).values(**key, **values))
