"""The store: SQLite by default, PostgreSQL by URL; nothing in it is overwritten."""

from briefing.adapters.database.engine import Database, open_database

__all__ = ["Database", "open_database"]
