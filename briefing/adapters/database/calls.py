"""The tables of calls to a language model and of questions asked together.

Calls only grow in number.
"""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Float,
    Integer,
    LargeBinary,
    Select,
    String,
    Table,
    Text,
    func,
    insert,
    select,
    true,
)
from sqlalchemy.engine import RowMapping

from briefing.adapters.database.base import Connected, find, put
from briefing.adapters.database.codec import dump, load
from briefing.adapters.database.schema import Moment, metadata
from briefing.domain.budget import Spent
from briefing.domain.calls import (
    OPEN,
    SETTLED,
    SETTLED_FOR,
    Queued,
    QueueState,
)
from briefing.domain.model import ModelCall
from briefing.language.written import COPENHAGEN, danish_day

model_calls = Table(
    "model_calls",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("ref", String(300), nullable=False, index=True),
    Column("started_at", Moment, nullable=False, index=True),
    Column("server", Text, nullable=False),
    Column("model", String(200), nullable=False),
    Column("asked", String(64), nullable=False, index=True),
    Column("error", String(100), nullable=False),
    Column("tokens", Integer, nullable=False),
    Column("kroner", Float),
    Column("answer", Text, nullable=False),
    Column("sent", LargeBinary, nullable=False),
    Column("data", Text, nullable=False),
)
"""`sent` is compressed; `data` is the whole call without `sent` and `answer`."""

model_questions = Table(
    "model_questions",
    metadata,
    Column("server", String(300), primary_key=True),
    Column("asked", String(64), primary_key=True),
    Column("ref", String(300), nullable=False, index=True),
    Column("started_at", Moment, nullable=False, index=True),
    Column("tokens", Integer, nullable=False),
    Column("kroner", Float),
    Column("batch", String(100), nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("sent", LargeBinary, nullable=False),
    Column("data", Text, nullable=False),
)
"""Questions asked together, until their answers are calls; columns as above."""


class CallTables(Connected):
    """Reading and writing `model_calls` and `model_questions`."""

    def save_call(self, call: ModelCall) -> None:
        """Keep a call, whether it succeeded or not."""
        with self.writing_to() as connection:
            connection.execute(insert(model_calls), _values(call))

    def calls(
        self, ref: str | None = None, since: datetime | None = None
    ) -> tuple[ModelCall, ...]:
        """The calls made for a proposal, or all, from a moment on, the oldest first."""
        query = select(model_calls).order_by(model_calls.c.id)
        if ref is not None:
            query = query.where(model_calls.c.ref == ref)
        if since is not None:
            query = query.where(model_calls.c.started_at >= since)
        with self.reading_from() as connection:
            return tuple(_calls(connection, query))

    def settled(
        self, server: str, model: str, asked: str, now: datetime
    ) -> ModelCall | None:
        """The latest usable answer to this very question, else why it lately had none.

        A failure counts for `SETTLED_FOR`, and only one of `SETTLED`.
        """
        table = model_calls
        lately = table.c.started_at > now - SETTLED_FOR
        failed = table.c.error.in_(SETTLED) & lately
        query = (
            select(table)
            .where(table.c.asked == asked, table.c.server == server)
            .where(table.c.model == model, (table.c.error == "") | failed)
            .order_by(table.c.error != "", table.c.id.desc())
            .limit(1)
        )
        with self.reading_from() as connection:
            return next(_calls(connection, query), None)

    def spent(self, ref: str, now: datetime) -> tuple[Spent, Spent]:
        """What was used for a proposal in all, and for all on the Danish day.

        Questions handed in together count with the most they may use.
        """
        begins, ends = _danish_day(danish_day(now))
        proposal = day = Spent()
        with self.reading_from() as connection:
            for table, counted in (
                (model_calls, true()),
                (model_questions, model_questions.c.state.in_(OPEN)),
            ):
                at = table.c.started_at
                sums = select(func.sum(table.c.tokens), func.sum(table.c.kroner))
                sums = sums.where(counted)
                proposal += _spent(connection, sums.where(table.c.ref == ref))
                day += _spent(connection, sums.where(at >= begins, at < ends))
        return proposal, day

    def queue(self, call: ModelCall) -> None:
        """Keep a question for a batch; one that is kept already stays as it is."""
        if self.queued(call.server, call.asked) is not None:
            return
        with self.writing_to() as connection:
            key = {"server": call.server, "asked": call.asked}
            first = Queued(call, QueueState.QUEUED, call.started_at)
            put(connection, model_questions, key, _row(first))

    def queued(self, server: str, asked: str) -> Queued | None:
        """Where a question stands that was kept for a batch."""
        with self.reading_from() as connection:
            row = find(connection, model_questions, server=server, asked=asked)
        return _queued(row) if row else None

    def queue_of(self, server: str, state: QueueState) -> tuple[Queued, ...]:
        """The questions at a server in this state, the oldest first."""
        table = model_questions
        query = select(table).where(table.c.server == server, table.c.state == state)
        query = query.order_by(table.c.started_at, table.c.ref, table.c.asked)
        with self.reading_from() as connection:
            return tuple(map(_queued, connection.execute(query).mappings()))

    def requeue(self, queued: Queued, call: ModelCall | None = None) -> None:
        """Keep a question's new state, and with it the call that came of it."""
        key = {"server": queued.call.server, "asked": queued.call.asked}
        with self.writing_to() as connection:
            put(connection, model_questions, key, _row(queued))
            if call is not None:
                connection.execute(insert(model_calls), _values(call))


def _values(call: ModelCall) -> dict[str, Any]:
    return {
        "ref": call.ref,
        "started_at": call.started_at,
        "server": call.server,
        "model": call.model,
        "asked": call.asked,
        "error": call.error,
        "tokens": call.usage.total,
        "kroner": call.kroner,
        "answer": call.answer,
        "sent": zlib.compress(call.sent.encode()),
        "data": dump(replace(call, sent="", answer="")),
    }


def _row(queued: Queued) -> dict[str, Any]:
    call = queued.call
    return {
        "ref": call.ref,
        "started_at": call.started_at,
        "tokens": call.usage.total,
        "kroner": call.kroner,
        "sent": zlib.compress(call.sent.encode()),
        "data": dump(replace(call, sent="")),
        "batch": queued.batch,
        "state": queued.state,
        "at": queued.at,
    }


def _queued(row: RowMapping) -> Queued:
    call = load(ModelCall, row["data"])
    call = replace(call, sent=zlib.decompress(row["sent"]).decode())
    return Queued(call, QueueState(row["state"]), row["at"], row["batch"])


def _calls(connection: Connection, query: Select[Any]) -> Iterator[ModelCall]:
    for row in connection.execute(query).mappings():
        call = load(ModelCall, row["data"])
        sent = zlib.decompress(row["sent"]).decode()
        yield replace(call, sent=sent, answer=row["answer"])


def _spent(connection: Connection, sums: Select[Any]) -> Spent:
    row = connection.execute(sums).one()
    return Spent(row[0] or 0, row[1] or 0.0)


def _danish_day(day: date) -> tuple[datetime, datetime]:
    """When a Danish day begins and ends."""
    begins = datetime.combine(day, time(), COPENHAGEN)
    ends = datetime.combine(day + timedelta(days=1), time(), COPENHAGEN)
    return begins, ends
