"""Opening the store: the engine, its transactions, its schema and its blobs."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    inspect,
    make_url,
    text,
)
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from briefing.adapters.database.archive import ArchiveTables
from briefing.adapters.database.blobs import Blobs
from briefing.adapters.database.calendars import CalendarTables
from briefing.adapters.database.calls import CallTables
from briefing.adapters.database.decisions import DecisionTables
from briefing.adapters.database.deliveries import DeliveryTables
from briefing.adapters.database.documents import DocumentTables
from briefing.adapters.database.dossiers import DossierTables
from briefing.adapters.database.evaluations import EvaluationTables
from briefing.adapters.database.handling import HandlingTables
from briefing.adapters.database.history import HistoryTables
from briefing.adapters.database.judgements import JudgementTables
from briefing.adapters.database.proposals import ProposalTables
from briefing.adapters.database.runs import RunTables
from briefing.adapters.database.saved import SavedTables
from briefing.adapters.database.searching import SearchTables
from briefing.adapters.database.sources import SourceTables
from briefing.adapters.database.vocabulary import Vocabulary
from briefing.errors import NewerStore, StoreError

HEAD = "0016"
BUSY_SECONDS = 60
"""How long one transaction waits for another to finish writing."""
_WRITERS = 0x6272_6965
"""The advisory lock that writers on PostgreSQL take one after another."""
_POOL = {"pool_size": 10, "max_overflow": 30, "pool_timeout": BUSY_SECONDS}


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
    EvaluationTables,
    CalendarTables,
    HandlingTables,
    RunTables,
    SearchTables,
    SavedTables,
):
    """The store; implements `briefing.domain.store.Store`."""

    def __init__(self, engine: Engine, blobs: Blobs) -> None:
        self._engine = engine
        self.blobs = blobs
        self.vocabulary = Vocabulary()

    @contextmanager
    def reading_from(self) -> Iterator[Connection]:
        """A connection for reading."""
        with _translated(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing_to(self, *, durable: bool = False) -> Iterator[Connection]:
        """A transaction for writing, committed at the end.

        `durable` outlives a power cut right after it, on SQLite too; others are never
        torn by one, but the last of them may be gone.
        """
        engine = self._engine.execution_options(
            writing=True, durable=durable, vocabulary=self.vocabulary
        )
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
        told = getattr(error, "orig", None) or error
        raise StoreError(f"the store did not answer: {told}") from error


def open_database(folder: Path, url: str | None = None, password: str = "") -> Database:
    """The store in this folder, brought to the newest schema.

    `url` names a database elsewhere, on PostgreSQL; the bytes of documents stay in the
    folder. `password` goes with it where it holds none. Raises StoreError when it
    cannot be opened or belongs to a newer version.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be used: {error}") from error
    if not os.access(folder, os.W_OK):
        raise StoreError(
            f"{folder}: cannot be written by this user, which reading needs as well; "
            "give the folder to the user, or copy it to a place that can be written"
        )
    engine = _engine(url or f"sqlite:///{folder / 'briefing.db'}", password)
    try:
        with _translated():
            _upgrade(engine)
    except StoreError:
        engine.dispose()
        raise
    return Database(engine, Blobs(folder / "blobs"))


def _engine(given: str, password: str) -> Engine:
    """The engine; no message of it tells values or the password."""
    try:
        url = make_url(given)
        if password and not url.password:
            url = url.set(password=password)
        if url.get_backend_name() == "sqlite":
            engine = create_engine(url, hide_parameters=True)
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
            return engine
        if url.get_backend_name() != "postgresql":
            raise StoreError(f"{_shown(url)}: neither SQLite nor PostgreSQL")
        engine = create_engine(url, hide_parameters=True, pool_pre_ping=True, **_POOL)
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise StoreError(
            "the address of the database cannot be read; write it as "
            "postgresql+psycopg://user@host:5432/name"
        ) from error
    except ModuleNotFoundError as error:
        raise StoreError(
            f"the driver for PostgreSQL is not installed ({error.name}); "
            "install the extra `postgresql`"
        ) from error
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=True)


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    writing = options.get("writing", False)
    if writing:
        level = "FULL" if options.get("durable", False) else "NORMAL"
        connection.exec_driver_sql(f"PRAGMA synchronous={level}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    """Writers take turns, as on SQLite, so that no two of them meet half-way."""
    if connection.get_execution_options().get("writing", False):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS})")


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
