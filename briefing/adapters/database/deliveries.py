"""The table of deliveries: each is recorded once, before it is first tried."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Integer, String, Table, Text, insert, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.exc import IntegrityError

from briefing.adapters.database.base import Connected
from briefing.adapters.database.codec import dump_any, load_any
from briefing.adapters.database.schema import Moment, metadata
from briefing.domain.delivery import DID_NOT_ARRIVE, Delivery, DeliveryState
from briefing.errors import StoreError

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", String(400), nullable=False, unique=True),
    Column("message_id", String(300), nullable=False, index=True),
    Column("kind", String(30), nullable=False),
    Column("channel", String(30), nullable=False),
    Column("profile", String(100), nullable=False),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("refs", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("tried_at", Moment),
    Column("next_try_at", Moment),
    Column("answer", Text, nullable=False),
    Column("told", Text, nullable=False, server_default="[]"),
)


class DeliveryTables(Connected):
    """Reading and writing `deliveries`."""

    def record_deliveries(self, several: Sequence[tuple[Delivery, bytes]]) -> bool:
        """Keep deliveries and their bytes, all or none; False when a key is there."""
        for _each, body in several:
            self.blobs.put(body)
        try:
            with self.writing_to() as connection:
                connection.execute(insert(deliveries), [_row(e) for e, _ in several])
        except StoreError as error:
            if isinstance(error.__cause__, IntegrityError):
                return False
            raise
        return True

    def delivery(self, number: int) -> Delivery | None:
        """The delivery that people call so."""
        query = select(deliveries).where(deliveries.c.id == number)
        with self.reading_from() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else _delivery(row)

    def delivery_keys(self, prefix: str) -> frozenset[str]:
        """The keys that start so."""
        column = deliveries.c.key
        query = select(column).where(column.startswith(prefix, autoescape=True))
        with self.reading_from() as connection:
            return frozenset(connection.execute(query).scalars())

    def told(self, profile: str, address: str) -> tuple[str, ...]:
        """What a recipient has been reminded of, in the order it was recorded.

        What certainly did not arrive is left out.
        """
        table = deliveries
        query = (
            select(table.c.told)
            .where(
                table.c.profile == profile,
                table.c.address == address,
                table.c.told != "[]",
                table.c.state.not_in(sorted(DID_NOT_ARRIVE)),
            )
            .order_by(table.c.id)
        )
        with self.reading_from() as connection:
            rows = connection.execute(query).scalars()
            return tuple(each for row in rows for each in load_any(row))

    def deliveries(
        self,
        states: frozenset[DeliveryState] | None = None,
        since: datetime | None = None,
    ) -> tuple[Delivery, ...]:
        """Those in these states, or all, recorded from a moment on, oldest first."""
        query = select(deliveries).order_by(deliveries.c.id)
        if states is not None:
            query = query.where(deliveries.c.state.in_(sorted(states)))
        if since is not None:
            query = query.where(deliveries.c.recorded_at >= since)
        with self.reading_from() as connection:
            return tuple(map(_delivery, connection.execute(query).mappings()))

    def delivery_body(self, delivery: Delivery) -> bytes:
        """The bytes that were or are to be sent."""
        path = self.blobs.path(delivery.sha256)
        try:
            return path.read_bytes()
        except OSError as error:
            raise StoreError(f"{path}: cannot be read: {error}") from error

    def claim_delivery(
        self, number: int, states: frozenset[DeliveryState], now: datetime
    ) -> bool:
        """Set to TRYING if it stands in one of these states; whether it did."""
        table = deliveries
        change = (
            update(table)
            .where(table.c.id == number, table.c.state.in_(sorted(states)))
            .values(
                state=DeliveryState.TRYING.value,
                tried_at=now,
                tries=table.c.tries + 1,
                next_try_at=None,
            )
        )
        with self.writing_to() as connection:
            return connection.execute(change).rowcount == 1

    def settle_delivery(
        self,
        number: int,
        state: DeliveryState,
        answer: str,
        next_try_at: datetime | None = None,
    ) -> None:
        """Keep how it went."""
        change = update(deliveries).where(deliveries.c.id == number)
        values = {"state": state.value, "answer": answer, "next_try_at": next_try_at}
        with self.writing_to() as connection:
            connection.execute(change.values(values))


def _row(delivery: Delivery) -> dict[str, Any]:
    values = {each.name: getattr(delivery, each.name) for each in fields(Delivery)}
    del values["id"]
    return values | {
        "refs": dump_any(list(delivery.refs)),
        "told": dump_any(list(delivery.told)),
    }


def _delivery(row: RowMapping) -> Delivery:
    values = dict(row)
    values["refs"] = tuple(load_any(values["refs"]))
    values["told"] = tuple(load_any(values["told"]))
    values["state"] = DeliveryState(values["state"])
    return Delivery(**values)
