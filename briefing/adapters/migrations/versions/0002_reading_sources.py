"""What reading a source tells besides its proposals.

The history of sweeps, the parts of a backfill that are done, what a source no
longer lists, and how a record kept aside can be asked for again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables and columns; what is there already keeps its meaning."""
    op.add_column("source_states", sa.Column("new_at", sa.DateTime()))
    op.add_column(
        "source_states",
        sa.Column("alarms", sa.Text(), nullable=False, server_default="[]"),
    )
    op.add_column("proposals", sa.Column("gone_at", sa.DateTime()))
    for column in (
        sa.Column("first_seen_at", sa.DateTime()),
        sa.Column("times", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("removed", sa.Text(), nullable=False, server_default="[]"),
        sa.Column("request", sa.Text(), nullable=False, server_default=""),
        sa.Column("program", sa.String(100), nullable=False, server_default=""),
        sa.Column("resolved_at", sa.DateTime()),
    ):
        op.add_column("quarantine", column)
    op.create_table(
        "sweeps",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("source_id", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(length=300), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("listed", sa.Integer(), nullable=False),
        sa.Column("proposals", sa.Integer(), nullable=False),
        sa.Column("filled", sa.Text(), nullable=False),
        sa.Column("removed", sa.Text(), nullable=False),
        sa.Column("alarmed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_sweeps_source_id", "sweeps", ["source_id"])
    op.create_table(
        "backfills",
        sa.Column("source_id", sa.String(length=300), nullable=False),
        sa.Column("since", sa.String(length=300), nullable=False),
        sa.Column("part", sa.String(length=300), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", "since", "part"),
    )
