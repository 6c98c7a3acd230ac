"""Secrets that Kinora hands out: keys, sessions, invitations, resets.

Each has at least 128 random bits, so a plain SHA-256 keeps it: a slow hash guards what people
choose.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import NamedTuple

KEY = "kin"
PREFIX_LETTERS = 10
SECRET_BYTES = 24


class NewKey(NamedTuple):
    """A key as it is shown, once, and what is kept of it."""

    shown: str
    prefix: str
    digest: bytes


def new_key() -> NewKey:
    """A key: `kin_<prefix>_<secret>`; the prefix finds it and may be shown."""
    prefix = secrets.token_hex(PREFIX_LETTERS // 2)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    return NewKey(f"{KEY}_{prefix}_{secret}", prefix, digest(secret))


def parted(key: str) -> tuple[str, str] | None:
    """A key's prefix and secret, or None if it is not one."""
    kind, _, rest = key.partition("_")
    prefix, _, secret = rest.partition("_")
    return (prefix, secret) if kind == KEY and prefix and secret else None


def new_token() -> str:
    """A token for a link or a cookie."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> bytes:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).digest()


def same(one: bytes, other: bytes) -> bool:
    """Compared in a time that tells nothing."""
    return hmac.compare_digest(one, other)


def csrf_of(session: str) -> str:
    """What a page must send along with a session's cookie, which only it can have read."""
    return hmac.new(session.encode(), b"csrf", hashlib.sha256).hexdigest()
