"""Search: the index of everything that can be found, and saved searches."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_SQLITE = (
    "CREATE VIRTUAL TABLE search_text USING fts5(title, lead, body, content='', "
    "tokenize='unicode61 remove_diacritics 0')",
)
_POSTGRESQL = (
    "CREATE TEXT SEARCH DICTIONARY briefing_danish "
    "(TEMPLATE = snowball, Language = danish)",
    "CREATE TEXT SEARCH CONFIGURATION briefing_danish (COPY = pg_catalog.danish)",
    "ALTER TEXT SEARCH CONFIGURATION briefing_danish "
    "ALTER MAPPING FOR asciiword, word, numword, asciihword, hword, numhword, "
    "hword_asciipart, hword_part, hword_numpart WITH briefing_danish",
    "CREATE TABLE search_text (entry INTEGER NOT NULL, vector TSVECTOR NOT NULL)",
    "CREATE INDEX ix_search_text_entry ON search_text (entry)",
    "CREATE INDEX ix_search_text_vector ON search_text USING gin (vector)",
)


def upgrade() -> None:
    """Create the tables; what is in the store already is indexed by the next search."""
    op.create_table(
        "search_entries",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("ref", sa.String(length=300), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("profile", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("superseded", sa.Boolean(), nullable=False),
        sa.Column("made_from", sa.String(length=200), nullable=False),
        sa.Column("document_kind", sa.String(length=60), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "search_passages",
        sa.Column("entry", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("entry"),
    )
    op.create_index(
        op.f("ix_search_entries_ref"), "search_entries", ["ref"], unique=False
    )
    op.create_table(
        "search_cases",
        sa.Column("ref", sa.String(length=300), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("stage", sa.String(length=60), nullable=False),
        sa.Column("open_until", sa.Date(), nullable=True),
        sa.Column("committee", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_table(
        "search_points",
        sa.Column("ref", sa.String(length=300), nullable=False),
        sa.Column("profile", sa.String(length=300), nullable=False),
        sa.Column("dimension", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("ref", "profile", "dimension", "party", "level"),
    )
    op.create_table(
        "search_words",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("word", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("word"),
    )
    op.create_table(
        "search_state",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("profile", sa.String(length=300), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("only", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    connection = op.get_bind()
    is_sqlite = connection.dialect.name == "sqlite"
    for statement in _SQLITE if is_sqlite else _POSTGRESQL:
        op.execute(statement)
    if connection.execute(sa.text("SELECT count(*) FROM proposals")).scalar() == 0:
        op.execute("INSERT INTO search_state (name, value) VALUES ('form', '1')")
