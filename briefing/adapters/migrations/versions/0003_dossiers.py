"""Dossiers: what persons joined and split."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Nothing to change yet."""
