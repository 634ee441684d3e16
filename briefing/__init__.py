"""Briefings on legislative proposals for the labour-market parties."""

__version__ = "0.1.0"
