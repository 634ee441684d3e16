"""The tables about dossiers: how they stand now, and what persons said of them."""

from collections.abc import Iterable

from sqlalchemy import (
    Boolean,
    Column,
    Integer,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
)

from briefing.adapters.database.base import Connected, find, put
from briefing.adapters.database.codec import dump, load
from briefing.adapters.database.schema import Moment, metadata
from briefing.domain.dossier import Dossier, JoinDecision

dossiers = Table(
    "dossiers",
    metadata,
    Column("ref", String(300), primary_key=True),
    Column("dossier", String(300), nullable=False, index=True),
    Column("data", Text, nullable=False),
)
"""One row for each proposal that belongs, or may belong, together with another.

`data` is the whole dossier, so that one row answers a question about a proposal.
"""

join_decisions = Table(
    "join_decisions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("first", String(300), nullable=False, index=True),
    Column("second", String(300), nullable=False, index=True),
    Column("joined", Boolean, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
"""What persons joined and split; it only grows."""


class DossierTables(Connected):
    """Reading and writing `dossiers` and `join_decisions`."""

    def dossier(self, ref: str) -> Dossier:
        """The dossier of a proposal; of itself alone when nothing is joined to it."""
        with self.reading_from() as connection:
            row = find(connection, dossiers, ref=ref)
        return load(Dossier, row["data"]) if row else Dossier((ref,))

    def dossiers(self) -> tuple[Dossier, ...]:
        """Every dossier that has, or may have, more than one part; by its ref."""
        query = select(dossiers.c.data).where(dossiers.c.ref == dossiers.c.dossier)
        with self.reading_from() as connection:
            rows = connection.execute(query.order_by(dossiers.c.ref)).scalars()
            return tuple(load(Dossier, each) for each in rows)

    def save_dossiers(self, found: Iterable[Dossier]) -> tuple[str, ...]:
        """Keep these in place of those before; the refs whose dossier is another.

        Dossiers of one proposal that lead nowhere are not kept.
        """
        wanted = {
            ref: (each.ref, dump(each))
            for each in found
            if len(each.refs) > 1 or each.possible
            for ref in each.refs
        }
        with self.writing_to() as connection:
            rows = connection.execute(select(dossiers)).mappings()
            known = {row["ref"]: (row["dossier"], row["data"]) for row in rows}
            for ref in sorted(known.keys() - wanted.keys()):
                connection.execute(delete(dossiers).where(dossiers.c.ref == ref))
            for ref, (name, data) in wanted.items():
                if known.get(ref) != (name, data):
                    put(
                        connection,
                        dossiers,
                        {"ref": ref},
                        {"dossier": name, "data": data},
                    )
        changed = {ref for ref in known | wanted if known.get(ref) != wanted.get(ref)}
        return tuple(sorted(changed))

    def join_decisions(self) -> tuple[JoinDecision, ...]:
        """What persons joined and split, oldest first."""
        table = join_decisions
        with self.reading_from() as connection:
            rows = connection.execute(select(table).order_by(table.c.id)).mappings()
            return tuple(
                JoinDecision(
                    first=row["first"],
                    second=row["second"],
                    joined=row["joined"],
                    by=row["decided_by"],
                    note=row["note"],
                    at=row["at"],
                )
                for row in rows
            )

    def save_join_decision(self, decision: JoinDecision) -> None:
        """Keep a decision; earlier ones stay."""
        values = {
            "first": decision.first,
            "second": decision.second,
            "joined": decision.joined,
            "decided_by": decision.by,
            "note": decision.note,
            "at": decision.at,
        }
        with self.writing_to() as connection:
            connection.execute(insert(join_decisions), values)
