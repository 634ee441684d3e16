"""Alembic's entry: migrates over the connection that the store hands in."""

from typing import Any

import sqlalchemy as sa
from alembic import context
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import TypeCompiler


@compiles(sa.String, "postgresql")
@compiles(sa.Text, "postgresql")
def _by_bytes(kind: sa.String, compiler: TypeCompiler, **options: Any) -> str:
    """Text is compared and sorted by its bytes, as SQLite does, in every country."""
    plain = getattr(compiler, f"visit_{kind.__visit_name__}")(kind, **options)
    return f'{plain} COLLATE "C"'


context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
