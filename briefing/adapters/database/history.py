"""The past: versions of proposals and documents, and when one was not listed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Integer,
    String,
    Table,
    insert,
    select,
    union,
)
from sqlalchemy.engine import RowMapping

from briefing.adapters.database.base import Connected
from briefing.adapters.database.codec import load, load_any
from briefing.adapters.database.schema import (
    Moment,
    document_versions,
    metadata,
    proposal_versions,
)
from briefing.domain.event import Absence, DocumentVersion, ProposalVersion
from briefing.domain.proposal import Proposal

absences = Table(
    "absences",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("ref", String(300), nullable=False, index=True),
    Column("gone", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
)
"""When a source no longer listed a proposal, and listed it again; it only grows."""


def note_absences(
    connection: Connection, gone: Iterable[str], back: Iterable[str], now: datetime
) -> None:
    """Keep that these are no longer listed, or listed again, where that is news."""
    for refs, is_gone in ((gone, True), (back, False)):
        for ref in refs:
            query = select(absences.c.gone).where(absences.c.ref == ref)
            query = query.order_by(absences.c.id.desc()).limit(1)
            if bool(connection.execute(query).scalar()) is not is_gone:
                row = {"ref": ref, "gone": is_gone, "at": now}
                connection.execute(insert(absences), row)


class HistoryTables(Connected):
    """Reading tables that only grow: versions of proposals and documents, absences."""

    def proposal_versions(self, ref: str) -> tuple[ProposalVersion, ...]:
        """Every version of a proposal, oldest first; empty when there is none."""
        table = proposal_versions
        query = select(table).where(table.c.ref == ref).order_by(table.c.version)
        with self.reading_from() as connection:
            rows = connection.execute(query).mappings()
            return tuple(
                ProposalVersion(
                    row["version"], load(Proposal, row["data"]), row["seen_at"]
                )
                for row in rows
            )

    def document_versions(self, ref: str) -> tuple[DocumentVersion, ...]:
        """Every version of every document of a proposal, in the order fetched."""
        table = document_versions
        query = select(table).where(table.c.ref == ref)
        query = query.order_by(table.c.fetched_at, table.c.key, table.c.version)
        with self.reading_from() as connection:
            rows = connection.execute(query).mappings()
            return tuple(
                DocumentVersion(**_values(row) | {"headers": load_any(row["headers"])})
                for row in rows
            )

    def absences(self, ref: str) -> tuple[Absence, ...]:
        """When a proposal was no longer listed, or listed again, oldest first."""
        query = select(absences).where(absences.c.ref == ref).order_by(absences.c.id)
        with self.reading_from() as connection:
            rows = connection.execute(query).mappings()
            return tuple(Absence(row["gone"], row["at"]) for row in rows)

    def changed_since(self, moment: datetime) -> tuple[str, ...]:
        """The proposals that came, changed, got a document, went or came back."""
        seen, fetched = proposal_versions, document_versions
        query = union(
            select(seen.c.ref).where(seen.c.seen_at >= moment),
            select(fetched.c.ref).where(fetched.c.fetched_at >= moment),
            select(absences.c.ref).where(absences.c.at >= moment),
        )
        with self.reading_from() as connection:
            return tuple(sorted(connection.execute(query).scalars()))


def _values(row: RowMapping) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "ref"}
