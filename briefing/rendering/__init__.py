"""Rendering: assessments to Word documents and JSON."""
