"""Questions to a language model that are asked together, until they are answered."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Create the table of questions asked together."""
    op.create_table(
        "model_questions",
        sa.Column("server", sa.String(length=300), nullable=False),
        sa.Column("asked", sa.String(length=64), nullable=False),
        sa.Column("ref", sa.String(length=300), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("tokens", sa.Integer(), nullable=False),
        sa.Column("kroner", sa.Float(), nullable=True),
        sa.Column("batch", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("sent", sa.LargeBinary(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("server", "asked"),
    )
    for name in ("ref", "started_at", "state"):
        op.create_index(
            op.f(f"ix_model_questions_{name}"), "model_questions", [name], unique=False
        )
