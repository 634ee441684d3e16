"""Adapters: HTTP and the database, the only I/O there is."""
