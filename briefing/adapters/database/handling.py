"""The tables of what persons say of a matter; they only grow."""

from dataclasses import fields
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    Select,
    String,
    Table,
    Text,
    insert,
    select,
)
from sqlalchemy.engine import RowMapping

from briefing.adapters.database.base import Connected
from briefing.adapters.database.codec import dump_any, load_any
from briefing.adapters.database.schema import Moment, metadata
from briefing.domain.handling import (
    Assignment,
    OwnResponse,
    RelevanceDecision,
    ResponseState,
    Verdict,
)


def _columns() -> tuple[Column[Any], ...]:
    return (
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("ref", String(300), nullable=False, index=True),
        Column("profile", String(100), nullable=False),
    )


assignments = Table(
    "assignments",
    metadata,
    *_columns(),
    Column("to", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
)
own_responses = Table(
    "own_responses",
    metadata,
    *_columns(),
    Column("state", String(20), nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("why", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("days", Text, nullable=False),
)
relevance_decisions = Table(
    "relevance_decisions",
    metadata,
    *_columns(),
    Column("verdict", String(20), nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("why", Text, nullable=False),
    Column("score", Integer, nullable=False),
)


class HandlingTables(Connected):
    """Reading and writing assignments, own responses and relevance decisions."""

    def assignments(self, ref: str | None = None) -> tuple[Assignment, ...]:
        """Whose job it was said to be, for a proposal or for all, oldest first."""
        with self.reading_from() as connection:
            rows = connection.execute(_of(assignments, ref)).mappings()
            return tuple(Assignment(**_bare(row)) for row in rows)

    def save_assignment(self, assignment: Assignment) -> None:
        """Keep an assignment; earlier ones stay."""
        with self.writing_to() as connection:
            connection.execute(insert(assignments), _values(assignment))

    def own_responses(self, ref: str | None = None) -> tuple[OwnResponse, ...]:
        """What became of the consultation of a proposal, or of all, oldest first."""
        with self.reading_from() as connection:
            rows = connection.execute(_of(own_responses, ref)).mappings()
            return tuple(map(_response, rows))

    def save_own_response(self, response: OwnResponse) -> OwnResponse:
        """Keep a response; gives it back with its `id`."""
        values = _values(response) | {"days": dump_any(list(response.days))}
        del values["id"]
        with self.writing_to() as connection:
            number = connection.execute(
                insert(own_responses).returning(own_responses.c.id), values
            ).scalar_one()
        return OwnResponse(**_values(response) | {"id": number})

    def relevance_decisions(
        self, ref: str | None = None
    ) -> tuple[RelevanceDecision, ...]:
        """What persons said of the relevance of a proposal, or of all, oldest first."""
        with self.reading_from() as connection:
            return decisions_in(connection, ref)

    def save_relevance_decision(self, decision: RelevanceDecision) -> None:
        """Keep a decision; earlier ones stay."""
        with self.writing_to() as connection:
            connection.execute(insert(relevance_decisions), _values(decision))


def decisions_in(
    connection: Connection, ref: str | None
) -> tuple[RelevanceDecision, ...]:
    """The relevance decisions on a proposal, or all, oldest first."""
    rows = connection.execute(_of(relevance_decisions, ref)).mappings()
    return tuple(
        RelevanceDecision(**_bare(row) | {"verdict": Verdict(row["verdict"])})
        for row in rows
    )


def _of(table: Table, ref: str | None) -> Select[Any]:
    query = select(table).order_by(table.c.id)
    return query if ref is None else query.where(table.c.ref == ref)


def _values(row: Any) -> dict[str, Any]:
    return {each.name: getattr(row, each.name) for each in fields(row)}


def _bare(row: RowMapping) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "id"}


def _response(row: RowMapping) -> OwnResponse:
    return OwnResponse(
        **dict(row)
        | {
            "state": ResponseState(row["state"]),
            "days": tuple(load_any(row["days"])),
        }
    )
