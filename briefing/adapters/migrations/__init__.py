"""Schema migrations, append only, run by Alembic when a store is opened."""
