"""Hashes passwords with Argon2id, few at once: each takes 64 MiB and a processor's time."""

from __future__ import annotations

import asyncio
import secrets
import unicodedata
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from functools import cached_property
from typing import NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from api.errors import Overloaded

AT_ONCE = 2
PATIENCE_S = 10.0


class Checked(NamedTuple):
    """What came of comparing a password."""

    right: bool
    rehashed: str | None
    """The same password's hash by today's parameters, where the kept one is of others."""


class Hashing:
    """Makes and checks hashes in threads."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._room = asyncio.Semaphore(AT_ONCE)

    @cached_property
    def _decoy(self) -> str:
        return self._hasher.hash(secrets.token_hex())

    async def hash(self, password: str) -> str:
        """What is kept of a password."""
        async with self._slot():
            return await asyncio.to_thread(self._hasher.hash, _plain(password))

    async def check(self, kept: str | None, password: str) -> Checked:
        """Compare a password with a hash; where there is none it takes as long."""
        async with self._slot():
            return await asyncio.to_thread(self._check, kept, _plain(password))

    async def is_among(self, kept: Sequence[str], password: str) -> bool:
        """Whether a password is one of those that were."""
        async with self._slot():
            return await asyncio.to_thread(
                lambda: any(self._is(one, _plain(password)) for one in kept)
            )

    def _check(self, kept: str | None, password: str) -> Checked:
        right = self._is(kept or self._decoy, password) and kept is not None
        stale = right and kept is not None and self._hasher.check_needs_rehash(kept)
        return Checked(right, self._hasher.hash(password) if stale else None)

    def _is(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False

    @asynccontextmanager
    async def _slot(self) -> AsyncGenerator[None]:
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self._room.acquire()
        except TimeoutError:
            raise Overloaded("too many people sign in at once", "try again in a moment") from None
        try:
            yield
        finally:
            self._room.release()


def _plain(password: str) -> str:
    # Keyboards write the same letter in several ways.
    return unicodedata.normalize("NFKC", password)
