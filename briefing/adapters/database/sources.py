"""The tables about sources: how reading them stands, and what they got wrong."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from briefing.adapters.database.base import Connected, find, put
from briefing.adapters.database.codec import dump as dump_value
from briefing.adapters.database.codec import (
    dump_any,
    dump_request,
    load,
    load_any,
    load_request,
)
from briefing.adapters.database.history import note_absences
from briefing.adapters.database.proposals import mark_gone, upsert
from briefing.adapters.database.schema import (
    backfills,
    quarantine,
    source_states,
    sweeps,
)
from briefing.domain.source import Rejected
from briefing.domain.store import Alarm, Aside, Harvest, SourceState, SweepRecord

Alarms = tuple[Alarm, ...]
_AS_THEY_ARE = (
    "next_check_at",
    "read_at",
    "tried_at",
    "errors",
    "error",
    "error_detail",
    "listed",
    "new_at",
)


class SourceTables(Connected):
    """Reading and writing `source_states`, `quarantine`, `sweeps` and `backfills`."""

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
                "alarms": load(Alarms, row["alarms"]),
            }
        )

    def save_sweep(
        self, state: SourceState, harvest: Harvest, now: datetime
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Keep a finished sweep and move the cursor; the refs new and changed."""
        with self.writing_to() as connection:
            outcome = {
                each.ref: upsert(connection, each, now) for each in harvest.proposals
            }
            mark_gone(connection, harvest.gone, now)
            mark_gone(connection, harvest.back, None)
            note_absences(connection, harvest.gone, harvest.back, now)
            for record in harvest.rejected:
                _put_aside(connection, state.source_id, record, harvest.program, now)
            for name in harvest.resolved:
                key = {"source_id": state.source_id, "record": name}
                put(connection, quarantine, key, {"resolved_at": now})
            _put_history(connection, state.source_id, harvest, now)
            has_news = harvest.part is None and {*outcome.values()} - {"unchanged"}
            _put_state(connection, replace(state, new_at=now) if has_news else state)
        new = tuple(ref for ref, result in outcome.items() if result == "new")
        changed = tuple(ref for ref, result in outcome.items() if result == "changed")
        return new, changed

    def save_source_failure(self, state: SourceState) -> None:
        """Keep why a source could not be read; the cursor stays."""
        with self.writing_to() as connection:
            _put_state(connection, state)

    def rejected(self, source_id: str) -> tuple[Aside, ...]:
        """The records of a source that are kept aside and not read since."""
        query = select(quarantine).where(
            quarantine.c.source_id == source_id, quarantine.c.resolved_at.is_(None)
        )
        with self.reading_from() as connection:
            rows = connection.execute(query.order_by(quarantine.c.record)).mappings()
            return tuple(_aside(row) for row in rows)

    def sweeps(
        self, source_id: str, kind: str | None, count: int
    ) -> tuple[SweepRecord, ...]:
        """The latest finished sweeps of this kind, the newest first.

        Without a kind, the latest that gave any proposals.
        """
        wanted = sweeps.c.proposals > 0 if kind is None else sweeps.c.kind == kind
        query = select(sweeps).where(sweeps.c.source_id == source_id, wanted)
        query = query.order_by(sweeps.c.id.desc()).limit(count)
        with self.reading_from() as connection:
            return tuple(map(_record, connection.execute(query).mappings()))

    def parts_done(self, source_id: str, since: str) -> dict[str, datetime]:
        """The parts of a backfill that are done, and when each was."""
        query = select(backfills.c.part, backfills.c.done_at).where(
            backfills.c.source_id == source_id, backfills.c.since == since
        )
        with self.reading_from() as connection:
            return {row.part: row.done_at for row in connection.execute(query)}


def _aside(row: RowMapping) -> Aside:
    return Aside(
        record=row["record"],
        body=row["body"],
        error=row["error"],
        seen_at=row["seen_at"],
        first_seen_at=row["first_seen_at"] or row["seen_at"],
        times=row["times"],
        removed=tuple(load_any(row["removed"])),
        request=load_request(row["request"]),
        program=row["program"],
    )


def _record(row: RowMapping) -> SweepRecord:
    values = {key: value for key, value in row.items() if key != "id"}
    values["filled"] = load_any(row["filled"])
    values["removed"] = tuple(load_any(row["removed"]))
    return SweepRecord(**values)


def _put_aside(
    connection: Connection,
    source_id: str,
    record: Rejected,
    program: str,
    now: datetime,
) -> None:
    """Keep a record aside, or that it was refused once more."""
    key = {"source_id": source_id, "record": record.record}
    row = find(connection, quarantine, **key)
    again = row is not None and row["resolved_at"] is None
    values: dict[str, Any] = {
        "body": record.body,
        "error": record.error,
        "seen_at": now,
        "first_seen_at": (row["first_seen_at"] or row["seen_at"])
        if row and again
        else now,
        "times": row["times"] + 1 if row and again else 1,
        "removed": dump_any(record.removed),
        "request": dump_request(record.request),
        "program": program,
        "resolved_at": None,
    }
    put(connection, quarantine, key, values)


def _put_history(
    connection: Connection, source_id: str, harvest: Harvest, now: datetime
) -> None:
    if harvest.record is not None:
        values = asdict(harvest.record)
        values["filled"] = dump_any(harvest.record.filled)
        values["removed"] = dump_any(harvest.record.removed)
        connection.execute(insert(sweeps), values)
    if harvest.part is not None:
        since, part = harvest.part
        key = {"source_id": source_id, "since": since, "part": part}
        put(connection, backfills, key, {"done_at": now})


def _put_state(connection: Connection, state: SourceState) -> None:
    values = {
        "cursor": dump_any(state.cursor),
        "validators": dump_any(state.validators),
        "warnings": dump_any(state.warnings),
        "alarms": dump_value(state.alarms, Alarms),
        **{name: getattr(state, name) for name in _AS_THEY_ARE},
    }
    put(connection, source_states, {"source_id": state.source_id}, values)
