"""The store on PostgreSQL: older stores, order, messages without secrets."""

import gzip
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from postgres_server import PASSWORD, Server
from sqlalchemy import Connection, MetaData, Table, create_engine, insert

from briefing.adapters.database import open_database
from briefing.adapters.database.where import (
    DATABASE_PASSWORD_VARIABLE,
    DATABASE_VARIABLE,
)
from briefing.bootstrap import Places, back_up_now, open_store
from briefing.config import load, parse
from briefing.domain.proposal import Proposal, ProposalKind, Stage
from briefing.domain.review import Decision
from briefing.errors import BackupError, ConfigError, StoreError

ROOT = Path(__file__).resolve().parents[2]
OLD = Path(__file__).with_name("store_0001.db.gz")
L31 = "dk/folketinget/20261/L31"
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


def first_schema(connection: Connection) -> None:
    """The tables as the first version of the program made them."""
    config = Config()
    config.set_main_option("script_location", "briefing.adapters:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "0001")


def copy_old_store(folder: Path, connection: Connection) -> None:
    """Every row of the bundled store of the first version."""
    file = folder / "old.db"
    file.write_bytes(gzip.decompress(OLD.read_bytes()))
    metadata = MetaData()
    metadata.reflect(connection)
    with closing(sqlite3.connect(file)) as old:
        old.row_factory = sqlite3.Row
        for name, table in metadata.tables.items():
            if name == "alembic_version":
                continue
            rows = old.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - the names of tables
            if rows:
                values = [_typed(table, dict(row)) for row in rows]
                connection.execute(insert(table), values)


def _typed(table: Table, row: dict[str, object]) -> dict[str, object]:
    for column in table.columns:
        value = row[column.name]
        if isinstance(value, str) and column.type.python_type is datetime:
            row[column.name] = datetime.fromisoformat(value)
    return row


def test_a_store_of_the_first_version_is_brought_up_to_date(
    tmp_path: Path, postgresql: Server
) -> None:
    """Every migration runs over the rows that were there, and they are read."""
    url = postgresql.new_database()
    engine = create_engine(url)
    with engine.begin() as connection:
        first_schema(connection)
        copy_old_store(tmp_path, connection)
    engine.dispose()
    store = open_database(tmp_path / "data", url)
    proposal = store.proposal(L31)
    assert (proposal.kind, proposal.stage) == (ProposalKind.BILL, Stage.FIRST_READING)
    judged = store.judged(L31, "lef")
    assert judged is not None
    assert judged.assessment.points
    (review,) = store.reviews(L31)
    assert (review.by, review.decision) == ("Anne Eksempel", Decision.APPROVED)
    assert ["draft", "approved"] == [e.status for e in store.briefings(L31, "lef")]
    store.close()


def test_references_come_in_the_same_order_on_both(
    tmp_path: Path, database_url: str | None
) -> None:
    """By their bytes, whatever the country of the server."""
    store = open_database(tmp_path, database_url)
    kept = ["dk/b/2", "dk/B/1", "dk/a/10", "dk/a/9", "dk/å/1", "dk/ø/1"]
    for ref in kept:
        proposal = Proposal(
            ref, "s", ProposalKind.BILL, "L", "T", Stage.UNKNOWN, "", "https://x/1"
        )
        store.save_proposal(replace(proposal, number=ref), AT)
    assert list(store.refs()) == sorted(kept)
    store.close()


def test_the_password_comes_from_the_environment(
    tmp_path: Path, postgresql: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address without it stands in the configuration, or in the environment."""
    bare = postgresql.new_database().replace(f":{PASSWORD}@", "@")
    monkeypatch.setenv(DATABASE_PASSWORD_VARIABLE, PASSWORD)
    settings = load(ROOT / "sources.yaml")
    places = Places(ROOT / "sources.yaml", tmp_path / "data", tmp_path / "output")
    named = replace(settings, database=bare)
    open_store(places, named).close()
    monkeypatch.setenv(DATABASE_VARIABLE, bare)
    open_store(places, settings).close()
    assert not (tmp_path / "data" / "briefing.db").exists()


def test_what_is_invented_never_reaches_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The demo keeps its file, whatever the environment names."""
    monkeypatch.setenv(DATABASE_VARIABLE, "postgresql+psycopg://me@127.0.0.1:1/x")
    places = Places(ROOT / "sources.yaml", tmp_path / "demo", tmp_path / "output")
    open_store(places, load(ROOT / "sources.yaml")).close()
    assert (tmp_path / "demo" / "briefing.db").exists()


def test_a_password_in_the_configuration_is_refused() -> None:
    """With the line, with what to do, and without the password."""
    text = (ROOT / "sources.yaml").read_text()
    wrong = f"database: postgresql+psycopg://me:{PASSWORD}@host/name\n{text}"
    with pytest.raises(ConfigError) as raised:
        parse(wrong, Path("sources.yaml"))
    assert "line 1: database" in str(raised.value)
    assert DATABASE_PASSWORD_VARIABLE in str(raised.value)
    assert PASSWORD not in str(raised.value)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (f"postgresql+psycopg://me:{PASSWORD}@127.0.0.1:1/x", "did not answer"),
        (f"mysql://me:{PASSWORD}@host/x", "neither SQLite nor PostgreSQL"),
        (f"nonsense {PASSWORD}", "cannot be read"),
        (f"postgresql+nodriver://me:{PASSWORD}@host/x", "cannot be read"),
    ],
)
def test_a_database_that_cannot_be_had_is_told_without_the_password(
    url: str, told: str, tmp_path: Path
) -> None:
    """No server, another kind, no address at all: one sentence each."""
    with pytest.raises(StoreError) as raised:
        open_database(tmp_path, url)
    assert told in str(raised.value)
    assert PASSWORD not in str(raised.value)


def test_a_wrong_password_is_told_without_it(
    tmp_path: Path, postgresql: Server
) -> None:
    """What the server says does not repeat what was sent."""
    wrong = postgresql.new_database().replace(PASSWORD, "forkert-ord")
    with pytest.raises(StoreError) as raised:
        open_database(tmp_path, wrong)
    assert "password authentication failed" in str(raised.value)
    assert "forkert-ord" not in str(raised.value)


def test_a_backup_says_what_to_do_for_a_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that was left behind in the data folder is not taken for the store."""
    open_database(tmp_path / "data").close()
    monkeypatch.setenv(DATABASE_VARIABLE, "postgresql+psycopg://me@127.0.0.1:1/x")
    places = Places(ROOT / "sources.yaml", tmp_path / "data", tmp_path / "output")
    with pytest.raises(BackupError, match="pg_dump"):
        back_up_now(places, tmp_path / "b.zip", AT)
    assert not (tmp_path / "b.zip").exists()
