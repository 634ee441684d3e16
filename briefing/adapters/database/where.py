"""Where the store is: in the data folder, or at an address."""

import os
from pathlib import Path

DATABASE_VARIABLE = "BRIEFING_DATABASE"
"""The address of a database, in place of `database` in the configuration."""
DATABASE_PASSWORD_VARIABLE = "BRIEFING_DATABASE_PASSWORD"  # noqa: S105 - the name of it
DEMO_FOLDER = "demo"


def database_url(data: Path, configured: str) -> str:
    """The address of the database; empty where the store is a file in the folder.

    The demo keeps a file of its own, so that nothing invented gets among what is not.
    """
    if data.name == DEMO_FOLDER:
        return ""
    return os.environ.get(DATABASE_VARIABLE) or configured
