"""The web side of `briefing serve`: health and metrics, and what people read."""
