"""What a person changed in the Word file that was approved."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Keep the edits and the file with each decision."""
    op.add_column(
        "reviews", sa.Column("edits", sa.Text(), nullable=False, server_default="[]")
    )
    op.add_column(
        "reviews",
        sa.Column("document", sa.String(length=64), nullable=False, server_default=""),
    )
