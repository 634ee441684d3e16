"""The table that copies the entries of the archive; it only grows."""

from collections.abc import Callable
from dataclasses import fields

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    String,
    Table,
    Text,
    func,
    insert,
    select,
    update,
)

from briefing.adapters.database.base import Connected
from briefing.adapters.database.schema import metadata
from briefing.domain.archive import ArchiveRow, Case, Standing

archive_entries = Table(
    "archive_entries",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("sha256", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("ref", String(300), nullable=False, index=True),
    Column("profile", String(100), nullable=False),
    Column("version", Integer, nullable=False),
    Column("case_number", String(200), nullable=False, index=True),
    Column("series", String(100), nullable=False),
    Column("year", Integer, nullable=False),
    Column("running", Integer, nullable=False),
    Column("filed", Boolean, nullable=False),
)
_TABLE = archive_entries.c
_NAMES = tuple(each.name for each in fields(ArchiveRow))


class ArchiveTables(Connected):
    """Reading and writing `archive_entries`."""

    def archive_rows(self, *, unfiled: bool = False) -> tuple[ArchiveRow, ...]:
        """Every entry in the database's copy, in order; or those without a file."""
        query = select(archive_entries).order_by(_TABLE.number)
        if unfiled:
            query = query.where(_TABLE.filed.is_(False))
        with self.reading_from() as connection:
            rows = connection.execute(query).mappings()
            return tuple(ArchiveRow(**row) for row in rows)

    def add_archive_row(
        self, ref: str, profile: str, make: Callable[[Standing], ArchiveRow]
    ) -> ArchiveRow:
        """Add what `make` gives for how things stand, in one transaction."""
        with self.writing_to(durable=True) as connection:
            row = make(_standing(connection, ref, profile))
            values = {name: getattr(row, name) for name in _NAMES}
            connection.execute(insert(archive_entries), values)
        return row

    def archive_row_filed(self, number: int) -> None:
        """Keep that an entry's file has been written."""
        query = update(archive_entries).where(_TABLE.number == number)
        with self.writing_to() as connection:
            connection.execute(query.values(filed=True))


def _standing(connection: Connection, ref: str, profile: str) -> Standing:
    latest = select(archive_entries).order_by(_TABLE.number.desc()).limit(1)
    numbered = latest.where(
        _TABLE.ref == ref, _TABLE.profile == profile, _TABLE.case_number != ""
    )
    highest = select(_TABLE.series, _TABLE.year, func.max(_TABLE.running))
    last = connection.execute(latest).mappings().first()
    known = connection.execute(numbered).mappings().first() if ref else None
    given = connection.execute(highest.group_by(_TABLE.series, _TABLE.year))
    return Standing(
        last=ArchiveRow(**last) if last else None,
        case=Case(
            known["case_number"], known["series"], known["year"], known["running"]
        )
        if known
        else None,
        highest={(row[0], row[1]): row[2] for row in given},
        taken=frozenset(
            connection.execute(select(_TABLE.case_number).distinct()).scalars()
        ),
    )
