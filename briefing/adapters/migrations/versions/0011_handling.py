"""What persons say of a matter: whose it is, how it was answered, its relevance."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def _text(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(each, sa.Text(), nullable=False) for each in names]


def _create(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("ref", sa.String(length=300), nullable=False),
        sa.Column("profile", sa.String(length=100), nullable=False),
        *columns,
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f(f"ix_{name}_ref"), name, ["ref"], unique=False)


def upgrade() -> None:
    """Create the three tables."""
    _create("assignments", *_text("to", "by"))
    _create(
        "own_responses",
        sa.Column("state", sa.String(length=20), nullable=False),
        *_text("by", "why", "file"),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        *_text("days"),
    )
    _create(
        "relevance_decisions",
        sa.Column("verdict", sa.String(length=20), nullable=False),
        *_text("by", "why"),
        sa.Column("score", sa.Integer(), nullable=False),
    )
