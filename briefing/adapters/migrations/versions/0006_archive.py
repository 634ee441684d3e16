"""The archive's entries, and the headers that came with a document."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the table of entries; keep headers with each version of a document."""
    op.create_table(
        "archive_entries",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("ref", sa.String(length=300), nullable=False),
        sa.Column("profile", sa.String(length=100), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("case_number", sa.String(length=200), nullable=False),
        sa.Column("series", sa.String(length=100), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("running", sa.Integer(), nullable=False),
        sa.Column("filed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    for name in ("ref", "case_number"):
        op.create_index(
            op.f(f"ix_archive_entries_{name}"), "archive_entries", [name], unique=False
        )
    op.add_column(
        "document_versions",
        sa.Column("headers", sa.Text(), nullable=False, server_default="{}"),
    )
