"""What the groups of tables share: a connection to read from and one to write to."""

from contextlib import AbstractContextManager
from functools import cache
from typing import Any, Protocol

from sqlalchemy import (
    Connection,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    insert,
    select,
    update,
)
from sqlalchemy.engine import RowMapping

from briefing.adapters.database.blobs import Blobs


class Connected(Protocol):
    """Something that reads and writes tables and keeps bytes."""

    blobs: Blobs

    def reading_from(self) -> AbstractContextManager[Connection]:
        """A connection for reading."""
        ...

    def writing_to(
        self, *, durable: bool = False
    ) -> AbstractContextManager[Connection]:
        """A transaction for writing; `durable` where it is on the disk at its end."""
        ...


@cache
def _selecting(table: Table, names: tuple[str, ...]) -> Select[Any]:
    return select(table).where(
        and_(*(table.c[name] == bindparam(name) for name in names))
    )


@cache
def _updating(table: Table, names: tuple[str, ...]) -> Update:
    return update(table).where(
        and_(*(table.c[name] == bindparam(f"key_{name}") for name in names))
    )


def find(connection: Connection, table: Table, **key: Any) -> RowMapping | None:
    """The row with this key, if there is one."""
    return connection.execute(_selecting(table, tuple(key)), key).mappings().first()


def put(
    connection: Connection, table: Table, key: dict[str, Any], values: dict[str, Any]
) -> None:
    """Insert the row, or change it when there is one with this key."""
    where = {f"key_{name}": value for name, value in key.items()}
    changed = connection.execute(_updating(table, tuple(key)), {**where, **values})
    if changed.rowcount == 0:
        connection.execute(insert(table), {**key, **values})
