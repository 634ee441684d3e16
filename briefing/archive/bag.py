"""A folder as a BagIt bag (RFC 8493). Owner of bagit."""

import logging
from collections.abc import Mapping
from pathlib import Path

import bagit

from briefing.errors import ArchiveError

logging.getLogger("bagit").setLevel(logging.CRITICAL)


def make_bag(folder: Path, told: Mapping[str, str]) -> None:
    """Turn the folder into a bag with SHA-256 manifests, and validate it.

    What it holds moves into `data/`. ArchiveError when it does not validate.
    """
    try:
        bagit.make_bag(str(folder), dict(told), checksums=["sha256"])
        bagit.Bag(str(folder)).validate()
    except (bagit.BagError, OSError) as error:
        raise ArchiveError(f"{folder}: no valid bag was made: {error}") from error
