"""What reading a source tells besides its proposals."""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Nothing to change yet."""
