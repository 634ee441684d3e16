"""Dossiers: how they stand, and what persons joined and split."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables of dossiers and of decisions about them."""
    op.create_table(
        "dossiers",
        sa.Column("ref", sa.String(length=300), nullable=False),
        sa.Column("dossier", sa.String(length=300), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("ref"),
    )
    op.create_index(op.f("ix_dossiers_dossier"), "dossiers", ["dossier"], unique=False)
    op.create_table(
        "join_decisions",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("first", sa.String(length=300), nullable=False),
        sa.Column("second", sa.String(length=300), nullable=False),
        sa.Column("joined", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    for name in ("first", "second"):
        op.create_index(
            op.f(f"ix_join_decisions_{name}"), "join_decisions", [name], unique=False
        )
