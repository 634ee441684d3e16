"""The line from a source to a briefing.

`run.py` is the page to read: it knows the order. The other files are its steps.
"""
