"""The table of calls to a language model; it only grows."""

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
)

from briefing.adapters.database.base import Connected
from briefing.adapters.database.codec import dump, load
from briefing.adapters.database.schema import Moment, metadata
from briefing.domain.budget import Spent
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


class CallTables(Connected):
    """Reading and writing `model_calls`."""

    def save_call(self, call: ModelCall) -> None:
        """Keep a call, whether it succeeded or not."""
        values = {
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
        with self.writing_to() as connection:
            connection.execute(insert(model_calls), values)

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

    def answered(self, server: str, model: str, asked: str) -> str:
        """The latest usable answer to this very question; empty without one."""
        table = model_calls
        query = (
            select(table.c.answer)
            .where(table.c.asked == asked, table.c.server == server)
            .where(table.c.model == model, table.c.error == "")
            .order_by(table.c.id.desc())
            .limit(1)
        )
        with self.reading_from() as connection:
            return connection.execute(query).scalar() or ""

    def spent(self, ref: str, now: datetime) -> tuple[Spent, Spent]:
        """What was used for a proposal in all, and for all on the Danish day."""
        table = model_calls
        begins, ends = _danish_day(danish_day(now))
        today = (table.c.started_at >= begins) & (table.c.started_at < ends)
        sums = select(func.sum(table.c.tokens), func.sum(table.c.kroner))
        with self.reading_from() as connection:
            return (
                _spent(connection, sums.where(table.c.ref == ref)),
                _spent(connection, sums.where(today)),
            )


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
