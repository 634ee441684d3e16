"""Sources, one file each: bytes in, proposals out, no I/O."""
