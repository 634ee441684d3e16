"""The words of the field as types: no I/O, no third-party packages."""
