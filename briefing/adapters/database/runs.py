"""The tables of runs and of alerts, and how much there is of everything."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    String,
    Table,
    Text,
    and_,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.engine import RowMapping

from briefing.adapters.database.base import Connected
from briefing.adapters.database.calls import model_calls
from briefing.adapters.database.codec import dump, load
from briefing.adapters.database.deliveries import deliveries
from briefing.adapters.database.schema import (
    Moment,
    assessments,
    metadata,
    proposal_versions,
    proposals,
    reviews,
    work,
)
from briefing.domain.budget import Spent
from briefing.domain.delivery import DeliveryState
from briefing.domain.run import (
    DRAFTS_FROM,
    Alert,
    Counts,
    Run,
    RunState,
    Standing,
    Upcoming,
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("by", String(30), nullable=False),
    Column("started_at", Moment, nullable=False, index=True),
    Column("ended_at", Moment),
    Column("state", String(20), nullable=False),
    Column("verified", Integer, nullable=False),
    Column("withheld", Integer, nullable=False),
    Column("data", Text, nullable=False),
)
alerts = Table(
    "alerts",
    metadata,
    Column("cause", String(300), primary_key=True),
    Column("since", Moment, nullable=False),
    Column("data", Text, nullable=False),
)


class RunTables(Connected):
    """Reading and writing `runs` and `alerts`; counting the others."""

    def begin_run(self, run: Run) -> Run:
        """Keep that a run begins; gives it with its number.

        Those that are still said to run were broken off: the caller works alone.
        """
        with self.writing_to() as connection:
            connection.execute(
                update(runs)
                .where(runs.c.state == RunState.RUNNING.value)
                .values(state=RunState.BROKEN_OFF.value, ended_at=run.started_at)
            )
            values = {
                "by": run.by,
                "started_at": run.started_at,
                "state": run.state.value,
                "verified": 0,
                "withheld": 0,
                "data": dump(run),
            }
            key = connection.execute(insert(runs), values).inserted_primary_key
        return replace(run, id=int(key[0]) if key else 0)

    def end_run(self, run: Run) -> None:
        """Keep how a run ended."""
        values = {
            "ended_at": run.ended_at,
            "state": run.state.value,
            "verified": run.verified,
            "withheld": run.withheld,
            "data": dump(run),
        }
        with self.writing_to() as connection:
            connection.execute(update(runs).where(runs.c.id == run.id).values(values))

    def run(self, number: int) -> Run | None:
        """The run of this number."""
        query = select(runs).where(runs.c.id == number)
        with self.reading_from() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else _run(row)

    def runs(self, count: int, since: datetime | None = None) -> tuple[Run, ...]:
        """The latest runs, from a moment on, the newest first."""
        query = select(runs).order_by(runs.c.id.desc()).limit(count)
        if since is not None:
            query = query.where(runs.c.started_at >= since)
        with self.reading_from() as connection:
            return tuple(map(_run, connection.execute(query).mappings()))

    def drop_run(self, number: int) -> None:
        """Delete a run that did nothing."""
        with self.writing_to() as connection:
            connection.execute(delete(runs).where(runs.c.id == number))

    def forget_runs(self, before: datetime) -> int:
        """Delete runs that began before a moment; how many."""
        with self.writing_to() as connection:
            gone = connection.execute(delete(runs).where(runs.c.started_at < before))
            return gone.rowcount

    def spent_since(self, moment: datetime) -> Spent:
        """What was asked of language models from a moment on."""
        table = model_calls.c
        sums = select(func.sum(table.tokens), func.sum(table.kroner))
        with self.reading_from() as connection:
            row = connection.execute(sums.where(table.started_at >= moment)).one()
        return Spent(row[0] or 0, row[1] or 0.0)

    def alerts(self) -> tuple[Standing, ...]:
        """The alerts that stand, by cause."""
        query = select(alerts).order_by(alerts.c.cause)
        with self.reading_from() as connection:
            rows = connection.execute(query).mappings()
            return tuple(
                Standing(load(Alert, row["data"]), row["since"]) for row in rows
            )

    def keep_alerts(self, standing: Sequence[Standing]) -> None:
        """Keep which alerts stand from now on, in place of the earlier ones."""
        rows = [
            {
                "cause": each.alert.cause,
                "since": each.since,
                "data": dump(each.alert),
            }
            for each in standing
        ]
        with self.writing_to() as connection:
            connection.execute(delete(alerts))
            if rows:
                connection.execute(insert(alerts), rows)

    def news_at(self, source_id: str, since: datetime) -> tuple[datetime, ...]:
        """When a source gave something new or changed, from a moment on, in order."""
        seen = proposal_versions.c.seen_at
        query = (
            select(seen)
            .join(proposals, proposals.c.ref == proposal_versions.c.ref)
            .where(proposals.c.source == source_id, seen >= since)
            .distinct()
            .order_by(seen)
        )
        with self.reading_from() as connection:
            return tuple(connection.execute(query).scalars())

    def upcoming(self) -> Upcoming:
        """What is coming."""
        waiting = deliveries.c.state == DeliveryState.WAITING.value
        with self.reading_from() as connection:
            return Upcoming(
                *(
                    connection.execute(query).scalar()
                    for query in (
                        select(func.min(work.c.next_try_at)),
                        select(func.min(deliveries.c.next_try_at)).where(waiting),
                        select(func.max(reviews.c.at)),
                        select(func.min(runs.c.started_at)),
                    )
                )
            )

    def counts(self, now: datetime) -> Counts:
        """How much there is of everything."""
        with self.reading_from() as connection:
            one = connection.execute(
                select(
                    select(func.count()).select_from(proposals).scalar_subquery(),
                    select(func.coalesce(func.sum(runs.c.verified), 0))
                    .scalar_subquery(),
                    select(func.coalesce(func.sum(runs.c.withheld), 0))
                    .scalar_subquery(),
                )
            ).one()  # fmt: skip
            return Counts(
                proposals=one[0],
                drafts=_drafts(connection, now),
                deliveries=_by_state(connection, deliveries),
                runs=_by_state(connection, runs),
                verified=one[1],
                withheld=one[2],
            )


def _drafts(connection: Connection, now: datetime) -> int:
    """The latest assessments of the last days that nobody has decided on."""
    table = assessments.c
    newest = (
        select(table.ref, table.profile, func.max(table.version).label("version"))
        .group_by(table.ref, table.profile)
        .subquery()
    )
    same = and_(*(table[n] == newest.c[n] for n in ("ref", "profile", "version")))
    decided = exists().where(
        and_(*(reviews.c[n] == table[n] for n in ("ref", "profile", "version")))
    )
    query = (
        select(func.count())
        .select_from(assessments)
        .join(newest, same)
        .where(table.created_at >= now - DRAFTS_FROM, ~decided)
    )
    return connection.execute(query).scalar_one()


def _by_state(connection: Connection, table: Table) -> dict[str, int]:
    query = select(table.c.state, func.count()).group_by(table.c.state)
    return {row[0]: row[1] for row in connection.execute(query)}


def _run(row: RowMapping) -> Run:
    found = load(Run, row["data"])
    state, ended = RunState(row["state"]), row["ended_at"]
    return replace(found, id=row["id"], state=state, ended_at=ended)
