"""What each delivery reminded its recipient of."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add what was told to the deliveries."""
    op.add_column(
        "deliveries", sa.Column("told", sa.Text(), nullable=False, server_default="[]")
    )
