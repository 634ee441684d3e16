"""Private addresses: names nobody can guess, made from a secret that can be changed."""

import base64
import hashlib
import hmac

SHORTEST_SECRET = 16


def token(secret: str, profile: str, revoked: int) -> str:
    """The part of a profile's address that is its key: 32 letters and digits.

    Another secret changes every address, another `revoked` that of one profile.
    """
    said = f"feeds/{profile}/{revoked}".encode()
    digest = hmac.new(secret.encode(), said, hashlib.sha256).digest()
    return base64.b32encode(digest[:20]).decode().lower()


def same(one: str, other: str) -> bool:
    """Whether two keys are equal, in a time that tells nothing."""
    return hmac.compare_digest(one.encode(), other.encode())
