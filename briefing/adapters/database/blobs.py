"""Bytes kept by their SHA-256; written once, never changed."""

import hashlib
import os
from pathlib import Path

from briefing.errors import StoreError


class Blobs:
    """A folder of files named by the SHA-256 of what they hold."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str) -> Path:
        """Where these bytes are or would be."""
        return self._folder / sha256[:2] / sha256

    def put(self, body: bytes, *, durable: bool = False) -> str:
        """Keep the bytes and return their SHA-256; whole or not at all.

        `durable` waits until they are on the disk and not only on their way there.
        """
        sha256 = hashlib.sha256(body).hexdigest()
        path = self.path(sha256)
        if not path.exists():
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                temporary = path.with_name(f".{sha256}.{os.getpid()}.part")
                with temporary.open("wb") as stream:
                    stream.write(body)
                    if durable:
                        stream.flush()
                        os.fsync(stream.fileno())
                temporary.replace(path)
            except OSError as error:
                raise StoreError(f"{path}: cannot be written: {error}") from error
        return sha256
