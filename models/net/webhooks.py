"""Messages that their receiver can trust: Standard Webhooks, with a shared secret (v1).

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from datetime import datetime
from typing import Any

from media.model import canonical_json
from models.net.faults import SecretRefused

PREFIX = "whsec_"
LEAST_BYTES, MOST_BYTES = 24, 64


def payload(kind: str, data: Any, now: datetime) -> bytes:
    """The body of a message."""
    return canonical_json({"type": kind, "timestamp": now.isoformat(), "data": data}).encode()


def signed(message_id: str, body: bytes, secret: str, now: datetime) -> dict[str, str]:
    """The headers by which a receiver knows who sent a body, when, and whether it came before.

    Raises:
        SecretRefused: the secret has not the form that the standard asks for.
    """
    timestamp = str(int(now.timestamp()))
    content = f"{message_id}.{timestamp}.".encode() + body
    mark = base64.b64encode(hmac.digest(_key(secret), content, hashlib.sha256)).decode()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{mark}",
    }


def _key(secret: str) -> bytes:
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not secret.startswith(PREFIX) or not LEAST_BYTES <= len(key) <= MOST_BYTES:
        raise SecretRefused(
            "the secret cannot sign webhooks",
            f"write {PREFIX} and {LEAST_BYTES} to {MOST_BYTES} random bytes in base64",
            "secret",
        )
    return key
