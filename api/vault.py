"""Encrypts what must be read again: secrets of providers and webhooks, answers that hold a key.

Fernet (AES-128-CBC with HMAC-SHA-256) under several keys: the newest encrypts, all of them read, so
a key is replaced by putting another one before it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from media.errors import WorldError


class SecretLost(WorldError):
    """A secret was encrypted with a key that is not there any more."""

    code = "SECRET_LOST"
    retryable = False


class Vault:
    """Seals and opens bytes."""

    def __init__(self, keys: Sequence[str]) -> None:
        # Any text is a key: Fernet wants 32 bytes.
        made = [base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()) for key in keys]
        self._newest = Fernet(made[0])
        self._fernet = MultiFernet([Fernet(key) for key in made])

    def seal(self, data: bytes) -> bytes:
        """The data, encrypted with the newest key."""
        return self._fernet.encrypt(data)

    def open(self, sealed: bytes) -> bytes:
        """What was sealed.

        Raises:
            SecretLost: none of the keys fits.
        """
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            raise SecretLost(
                "a stored secret cannot be read", "add the former key to KINORA_SECRETS"
            ) from None

    def renewed(self, sealed: bytes) -> bytes | None:
        """What was sealed with a former key, sealed with the newest; None if it is already.

        Raises:
            SecretLost: none of the keys fits.
        """
        try:
            self._newest.decrypt(sealed)
        except InvalidToken:
            return self.seal(self.open(sealed))
        return None
