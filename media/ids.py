"""Identifiers: NewTypes over strings, and UUIDv7 (RFC 9562, section 5.7)."""

from __future__ import annotations

import hashlib
import os
import time
import uuid
from datetime import datetime
from pathlib import Path
from typing import NewType

Digest = NewType("Digest", str)
"""Lower-case hexadecimal SHA-256 of an asset's bytes, 64 characters."""

ShotId = NewType("ShotId", str)
SentenceId = NewType("SentenceId", str)
SectionId = NewType("SectionId", str)

LOCAL_TENANT = uuid.UUID("00000000-0000-7000-8000-000000000001")
"""The tenant of a laptop: fixed, so that a folder can be moved between machines."""

CHUNK_BYTES = 1 << 20


def uuid7() -> uuid.UUID:
    """A new UUIDv7: 48 bits of Unix milliseconds, then random bits, so that ids sort by time."""
    return _version7(time.time_ns() // 1_000_000, os.urandom(10))


def uuid7_of(moment: datetime, name: str) -> uuid.UUID:
    """The UUIDv7 of a moment that a name decides instead of chance."""
    return _version7(round(moment.timestamp() * 1000), hashlib.sha256(name.encode()).digest()[:10])


def _version7(milliseconds: int, noise: bytes) -> uuid.UUID:
    random_bits = int.from_bytes(noise, "big")
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76
    value |= (random_bits >> 68) << 64
    value |= 0b10 << 62
    value |= random_bits & ((1 << 62) - 1)
    return uuid.UUID(int=value)


def digest_of(data: bytes) -> Digest:
    """The digest of bytes in memory."""
    return Digest(hashlib.sha256(data).hexdigest())


def digest_of_file(path: Path) -> Digest:
    """The digest of a file, read in chunks of 1 MiB."""
    state = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            state.update(chunk)
    return Digest(state.hexdigest())


def short_hash(*parts: str, length: int = 12) -> str:
    """A stable name of `length` hexadecimal characters for a tuple of strings."""
    joined = "\x1f".join(parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:length]
