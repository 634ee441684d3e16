"""The tables about sources: how reading them stands, and what they got wrong."""

from datetime import datetime

from sqlalchemy import Connection, select

from briefing.adapters.database.base import Connected, find, put
from briefing.adapters.database.codec import dump_any, load_any
from briefing.adapters.database.proposals import upsert
from briefing.adapters.database.schema import quarantine, source_states
from briefing.domain.proposal import Proposal
from briefing.domain.source import Rejected
from briefing.domain.store import SourceState


class SourceTables(Connected):
    """Reading and writing `source_states` and `quarantine`."""

    def source_state(self, source_id: str) -> SourceState:
        """How the reading of a source stands; empty before the first time."""
        with self.reading_from() as connection:
            row = find(connection, source_states, source_id=source_id)
        if row is None:
            return SourceState(source_id)
        return SourceState(
            **{
                **row,
                "cursor": load_any(row["cursor"]),
                "validators": load_any(row["validators"]),
                "warnings": tuple(load_any(row["warnings"])),
            }
        )

    def save_sweep(
        self,
        state: SourceState,
        proposals: tuple[Proposal, ...],
        rejected: tuple[Rejected, ...],
        now: datetime,
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Keep a finished sweep and move the cursor; the refs new and changed."""
        with self.writing_to() as connection:
            outcome = {each.ref: upsert(connection, each, now) for each in proposals}
            for record in rejected:
                _put_aside(connection, state.source_id, record, now)
            _put_state(connection, state)
        new = tuple(ref for ref, result in outcome.items() if result == "new")
        changed = tuple(ref for ref, result in outcome.items() if result == "changed")
        return new, changed

    def save_source_failure(self, state: SourceState) -> None:
        """Keep why a source could not be read; the cursor stays."""
        with self.writing_to() as connection:
            _put_state(connection, state)

    def rejected(self, source_id: str) -> tuple[Rejected, ...]:
        """The records of a source that are kept aside."""
        query = select(quarantine).where(quarantine.c.source_id == source_id)
        with self.reading_from() as connection:
            rows = connection.execute(query.order_by(quarantine.c.record)).mappings()
            return tuple(
                Rejected(row["record"], row["body"], row["error"]) for row in rows
            )


def _put_aside(
    connection: Connection, source_id: str, record: Rejected, now: datetime
) -> None:
    key = {"source_id": source_id, "record": record.record}
    values = {"body": record.body, "error": record.error, "seen_at": now}
    put(connection, quarantine, key, values)


def _put_state(connection: Connection, state: SourceState) -> None:
    values = {
        "cursor": dump_any(state.cursor),
        "validators": dump_any(state.validators),
        "warnings": dump_any(state.warnings),
        **{
            name: getattr(state, name)
            for name in (
                "next_check_at",
                "read_at",
                "tried_at",
                "errors",
                "error",
                "error_detail",
                "listed",
            )
        },
    }
    put(connection, source_states, {"source_id": state.source_id}, values)
