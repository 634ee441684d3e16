"""The command line: prints and returns exit codes; what it does is done elsewhere."""
