"""Opening the store: the engine, its transactions, its schema and its blobs."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from briefing.adapters.database.archive import ArchiveTables
from briefing.adapters.database.blobs import Blobs
from briefing.adapters.database.calendars import CalendarTables
from briefing.adapters.database.calls import CallTables
from briefing.adapters.database.decisions import DecisionTables
from briefing.adapters.database.deliveries import DeliveryTables
from briefing.adapters.database.documents import DocumentTables
from briefing.adapters.database.dossiers import DossierTables
from briefing.adapters.database.history import HistoryTables
from briefing.adapters.database.judgements import JudgementTables
from briefing.adapters.database.proposals import ProposalTables
from briefing.adapters.database.sources import SourceTables
from briefing.errors import NewerStore, StoreError

HEAD = "0010"
BUSY_SECONDS = 60


class Database(
    SourceTables,
    ProposalTables,
    DocumentTables,
    HistoryTables,
    JudgementTables,
    DecisionTables,
    DossierTables,
    CallTables,
    ArchiveTables,
    DeliveryTables,
    CalendarTables,
):
    """The store; implements `briefing.domain.store.Store`."""

    def __init__(self, engine: Engine, blobs: Blobs) -> None:
        self._engine = engine
        self.blobs = blobs

    @contextmanager
    def reading_from(self) -> Iterator[Connection]:
        """A connection for reading."""
        with _translated(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing_to(self) -> Iterator[Connection]:
        """A transaction for writing, committed at the end."""
        engine = self._engine.execution_options(writing=True)
        with _translated(), engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Give every connection back."""
        self._engine.dispose()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreError(f"the store did not answer: {error}") from error


def open_database(folder: Path, url: str | None = None) -> Database:
    """The store in this folder (or at this URL), brought to the newest schema.

    Raises StoreError when it cannot be opened or belongs to a newer version.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be used: {error}") from error
    engine = create_engine(url or f"sqlite:///{folder / 'briefing.db'}")
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    with _translated():
        _upgrade(engine)
    return Database(engine, Blobs(folder / "blobs"))


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _upgrade(engine: Engine) -> None:
    found = _revision(engine)
    if found == HEAD:
        return
    if found is not None and found > HEAD:
        raise NewerStore(engine.url.database, found, HEAD)
    from alembic import command  # noqa: PLC0415 - only needed when upgrading
    from alembic.config import Config  # noqa: PLC0415 - only needed when upgrading

    config = Config()
    config.set_main_option("script_location", "briefing.adapters:migrations")
    with engine.execution_options(writing=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(
            text("SELECT version_num FROM alembic_version")
        ).scalar()
