"""The events of the calendars that people subscribe to."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the table of calendar events."""
    op.create_table(
        "calendar_events",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("uid", sa.String(200), nullable=False, unique=True),
        sa.Column("profile", sa.String(100), nullable=False, index=True),
        sa.Column("data", sa.Text(), nullable=False),
    )
