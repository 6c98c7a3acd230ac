"""Signs messages as Standard Webhooks has it, so that any receiver's library verifies them.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime

from standardwebhooks import Webhook

PREFIX = "whsec_"
SECRET_BYTES = 32


def new_secret() -> str:
    """A secret that nobody has seen."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signed(
    message_id: str, body: str, with_secrets: Sequence[str], now: datetime
) -> dict[str, str]:
    """The headers by which a receiver knows who sent a body, and whether it came before.

    Args:
        message_id: the same for every try.
        body: what is sent.
        with_secrets: one, or several while one is replaced by another.
        now: the time, in UTC.
    """
    marks = [Webhook(secret).sign(message_id, now, body) for secret in with_secrets]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(marks),
    }
