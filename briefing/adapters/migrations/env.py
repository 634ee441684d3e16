"""Alembic's entry: migrates over the connection that the store hands in."""

from typing import Any

import sqlalchemy as sa
from alembic import context
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import TypeCompiler


@compiles(sa.String, "postgresql")
@compiles(sa.Text, "postgresql")
def _as_on_sqlite(_kind: sa.String, _compiler: TypeCompiler, **_options: Any) -> str:
    """Text of any length, compared and sorted by its bytes in every country."""
    return 'TEXT COLLATE "C"'


context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
