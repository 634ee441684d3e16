"""The table of what persons decided about deadlines; it only grows."""

from datetime import date, time

from sqlalchemy import Column, Integer, String, Table, Text, insert, select

from briefing.adapters.database.base import Connected
from briefing.adapters.database.codec import dump_any, load_any
from briefing.adapters.database.schema import Moment, metadata
from briefing.domain.deadline import DeadlineDecision
from briefing.domain.proposal import DeadlineKind

deadline_decisions = Table(
    "deadline_decisions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("ref", String(300), nullable=False, index=True),
    Column("kind", String(60), nullable=False),
    Column("date", String(10), nullable=False),
    Column("at", String(5), nullable=False),
    Column("why", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided_at", Moment, nullable=False),
    Column("basis", Text, nullable=False),
)
"""`date` and `at` are Danish, as ISO 8601; `at` is empty without a time of day."""


class DecisionTables(Connected):
    """Reading and writing `deadline_decisions`."""

    def deadline_decisions(self, ref: str) -> tuple[DeadlineDecision, ...]:
        """The decisions on the deadlines of a proposal, oldest first."""
        table = deadline_decisions
        query = select(table).where(table.c.ref == ref).order_by(table.c.id)
        with self.reading_from() as connection:
            rows = connection.execute(query).mappings()
            return tuple(
                DeadlineDecision(
                    ref=row["ref"],
                    kind=DeadlineKind(row["kind"]),
                    date=date.fromisoformat(row["date"]),
                    at=time.fromisoformat(row["at"]) if row["at"] else None,
                    why=row["why"],
                    by=row["decided_by"],
                    decided_at=row["decided_at"],
                    basis=tuple(load_any(row["basis"])),
                )
                for row in rows
            )

    def save_deadline_decision(self, decision: DeadlineDecision) -> None:
        """Keep a decision; earlier ones stay."""
        values = {
            "ref": decision.ref,
            "kind": decision.kind.value,
            "date": decision.date.isoformat(),
            "at": decision.at.isoformat("minutes") if decision.at else "",
            "why": decision.why,
            "decided_by": decision.by,
            "decided_at": decision.decided_at,
            "basis": dump_any(list(decision.basis)),
        }
        with self.writing_to() as connection:
            connection.execute(insert(deadline_decisions), values)
