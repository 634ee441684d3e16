"""What each delivery reminded its recipient of."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add what was told to the deliveries."""
    op.add_column(
        "deliveries", sa.Column("told", sa.Text(), nullable=False, server_default="[]")
    )
