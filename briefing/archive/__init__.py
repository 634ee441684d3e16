"""The record: what was known, who said so, and what the source said that day."""
